"""Arithmetic over published figures, written with their numbers and worked out exactly."""

import ast
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from helpers.errors import DataError

FIGURE = "[A-Z]{3}-[0-9]{4}"
OWN = ("numerator", "denominator")
"""Names that stand for cells of the figure's own row."""

NUMBER = r"[0-9]{1,15}(\.[0-9]{1,15})?"
WORD = re.compile(r"[\w.]+")
LONGEST = 2000
DEEPEST = 200
"""More characters, or more operations one inside another, are a slip; Python would fail on them in its own ways."""

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


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
    if len(text) > LONGEST:
        raise DataError(f"{text[:40]!r}…: a formula may have {LONGEST:,} characters, and this one has {len(text):,}")
    # A figure's number has a hyphen, which arithmetic would take for a minus.
    plain = re.sub(FIGURE, lambda found: found[0].replace("-", "_"), text.replace("_", "?")).strip()
    _check_words(plain, text)
    try:
        tree = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        shown = repr(text) if len(text) <= 60 else f"{text[:40]!r}…"
        raise DataError(f"{shown} is not a formula such as '100 * (FUN-0001 - FUN-0002) / FUN-0002'") from None
    names: list[str] = []
    _collect(tree, names, plain)
    return Formula(text, tuple(dict.fromkeys(names)), tree)


def _check_words(plain: str, text: str) -> None:
    # Before Python reads it: Python takes 0x1F, 1e5 and 1_000 for numbers, rounds those of many digits to binary, warns
    # of some texts, and takes letters from other alphabets for ours.
    for word in WORD.findall(plain):
        if not (re.fullmatch(NUMBER, word) or _name(word)):
            raise DataError(f"{text!r}: {word!r} is not a figure, a number, + - * / or brackets")
    if other := re.search(r"[^\w.+\-*/() ]", plain):
        raise DataError(f"{text!r}: {other[0]!r} is not a figure, a number, + - * / or brackets")


def _collect(node: ast.expr, names: list[str], plain: str, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise DataError(f"{_told(plain[:40])}…: more than {DEEPEST} operations stand one inside another")
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            _collect(left, names, plain, depth + 1)
            _collect(right, names, plain, depth + 1)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _collect(operand, names, plain, depth + 1)
        case ast.Constant():
            # From its digits: Python has made a binary number of one with a point.
            node.value = Fraction(ast.get_source_segment(plain, node))
        case ast.Name(id=name):
            names.append(_name(name))
        case _:
            part = _told(ast.get_source_segment(plain, node))
            raise DataError(f"{_told(plain)}: {part} is not a figure, a number, + - * / or brackets")


def _told(plain: str) -> str:
    return repr(plain.replace("_", "-"))


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
            return number
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
