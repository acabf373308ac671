"""Arithmetic over published figures, written with their numbers and worked out exactly."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from helpers.errors import DataError

FIGURE = r"[A-Z]{3}-\d{4}"
OWN = ("numerator", "denominator")
"""Names that stand for cells of the figure's own row."""

_OPERATIONS = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been read.

    Attributes
    ----------
    text : str
        As written: `100 * (IND-0055 - IND-0056) / IND-0056`.
    names : tuple of str
        The figures, and `numerator` or `denominator`, that it needs, each once, in order.
    tree : ast.expr
        Its structure, of nothing but numbers, names, + - * / and brackets.
    """

    text: str
    names: tuple[str, ...]
    tree: ast.expr

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Work it out exactly.

        Parameters
        ----------
        values : mapping of name to Fraction
            One for each of `names`.

        Raises
        ------
        ZeroDivisionError
            If it divides by nought.
        """
        return _value(self.tree, values)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names that are added up, if the formula is nothing but a sum of them; else none."""
        found = tuple(_summands(self.tree))
        return found if len(found) > 1 and "" not in found else ()


def parse(text: str) -> Formula:
    """Read a formula.

    Raises
    ------
    DataError
        If it holds anything but figures' numbers, `numerator`, `denominator`, plain numbers, + - * / and brackets.
    """
    # A figure's number has a hyphen, which arithmetic would take for a minus.
    plain = re.sub(FIGURE, lambda found: found[0].replace("-", "_"), text)
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise DataError(f"{text!r} is not a formula such as '100 * (FUN-0001 - FUN-0002) / FUN-0002'") from None
    names: list[str] = []
    _collect(tree, names, text)
    return Formula(text, tuple(dict.fromkeys(names)), tree)


def _collect(node: ast.expr, names: list[str], text: str) -> None:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            _collect(left, names, text)
            _collect(right, names, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _collect(operand, names, text)
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool) and isfinite(node.value):
            pass
        case ast.Name(id=name) if _name(name):
            names.append(_name(name))
        case _:
            raise DataError(f"{text!r}: {ast.unparse(node)!r} is not a figure, a number, + - * / or brackets")


def _name(identifier: str) -> str:
    name = identifier.replace("_", "-")
    return name if name in OWN or re.fullmatch(FIGURE, name) else ""


def _value(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(operand=operand):
            return -_value(operand, values)
        case ast.Constant(value=number):
            return Fraction(str(number))
        case ast.Name(id=name):
            return values[_name(name)]
    raise AssertionError(f"parse let {ast.dump(node)} through")


def _summands(node: ast.expr) -> list[str]:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _summands(left) + _summands(right)
        case ast.Name(id=name):
            return [_name(name)]
    return [""]
