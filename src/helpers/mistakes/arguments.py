"""A function that was given what it does not take."""

import ast
import inspect
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from inspect import Parameter

import pandas as pd

from helpers.errors import nearest
from helpers.mistakes import labels
from helpers.mistakes.message import Message, listing
from helpers.mistakes.where import Step, Trail
from helpers.periods import Period

BINDING = re.compile(r"(\w+)\(\) (?:got an unexpected keyword|missing|takes|got multiple values|got some positional)")
KEYWORD = re.compile(r"unexpected keyword argument '(\w+)'")


def misfit(problem: BaseException, trail: Trail, namespace: Mapping[str, object]) -> Message | None:
    """What to say of a call in the cell whose arguments are not those of the function."""
    called = BINDING.search(str(problem)) if isinstance(problem, TypeError) and not trail.below else None
    if not called:
        return None
    found = _called(trail.cell, called[1], namespace)
    if found is None:
        return None
    written, function = found
    takes = f"{written}({_parameters(function)})"
    if wrong := KEYWORD.search(str(problem)):
        known = list(inspect.signature(function).parameters)
        return Message(
            f"{written} has no argument {wrong[1]!r}{nearest(wrong[1], known, most=3)}", f"it takes: {takes}"
        )
    return Message(str(problem).replace(f"{called[1]}()", written, 1), f"it takes: {takes}")


def wrong_kind(trail: Trail, namespace: Mapping[str, object]) -> Message | None:
    """What to say where a function of this project, called in the cell, was given something of another kind than it takes."""
    entry = trail.entry
    function = _function_of(entry) if entry else None
    if function is None:
        return None
    try:
        hints = typing.get_type_hints(function)
        parameters = inspect.signature(function).parameters.values()
    except (NameError, TypeError, ValueError):
        return None
    for parameter in parameters:
        wanted = _classes(hints.get(parameter.name))
        for value in _values(parameter, entry.frame.f_locals):
            if wanted and not isinstance(value, wanted):
                kinds = " or ".join(kind.__name__ for kind in wanted)
                made = "; facts.quarter is one, and periods.parse makes one" if Period in wanted else ""
                name = _written(trail, namespace)
                what = f"{name} takes a {kinds} as {parameter.name!r}, not {_shown(value)}{made}"
                return Message(what, f"it takes: {name}({_parameters(function)})")
    return None


def unfit_table(problem: BaseException, trail: Trail, namespace: Mapping[str, object]) -> Message | None:
    """What to say where a function of this project did not find a column in a table that the cell gave it."""
    entry = trail.entry
    function = _function_of(entry) if entry else None
    found = labels.missing(problem, trail.below) if function else None
    # A row that was taken out of a table has the table's columns for its labels.
    if found is None or found.noun == "row":
        return None
    for parameter in inspect.signature(function).parameters.values():
        for table in _values(parameter, entry.frame.f_locals):
            if isinstance(table, pd.DataFrame) and _made_of(found.known, table) and found.label not in table:
                what = f"{_written(trail, namespace)} looks for column {found.label!r} in {parameter.name!r}, which has none"
                return Message(f"{what}: was another table meant?", f"columns: {listing(table.columns)}")
    return None


def _called(step: Step, name: str, namespace: Mapping[str, object]) -> tuple[str, typing.Callable] | None:
    """The function that the cell called by this name, as it is written there."""
    expression = step.expression()
    for node in ast.walk(expression) if expression else ():
        if not isinstance(node, ast.Call):
            continue
        function = _resolved(node.func, {**namespace, **step.frame.f_locals})
        if getattr(function, "__name__", "") in (name, ast.unparse(node.func).split(".")[-1]) and callable(function):
            try:
                inspect.signature(function)
            except (TypeError, ValueError):
                continue
            return ast.unparse(node.func), function
    return None


def _resolved(node: ast.expr, namespace: Mapping[str, object]) -> object:
    """What a name, or a name of something named, stands for, without running anything."""
    if isinstance(node, ast.Name):
        return namespace.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _resolved(node.value, namespace)
        if owner is None:
            return None
        found = inspect.getattr_static(owner, node.attr, None)
        return getattr(owner, node.attr) if isinstance(found, types.FunctionType) else found
    return None


def _function_of(step: Step) -> types.FunctionType | None:
    """The function of a module that a step runs; None for what is defined elsewhere."""
    found = inspect.unwrap(step.frame.f_globals.get(step.frame.f_code.co_name))
    return found if getattr(found, "__code__", None) is step.frame.f_code else None


def _made_of(columns: Sequence[object], given: pd.DataFrame) -> bool:
    """Whether a table with these columns looks like what was given, with columns left out or added."""
    common = set(columns) & set(given.columns)
    return 2 * len(common) > min(len(columns), len(given.columns))


def _written(trail: Trail, namespace: Mapping[str, object]) -> str:
    """The function that the cell called, as it is written there."""
    name = trail.entry.frame.f_code.co_name
    found = _called(trail.cell, name, namespace)
    return found[0] if found else f"{trail.entry.module.split('.')[-1]}.{name}"


def _parameters(function: typing.Callable) -> str:
    """The parameters of a function without their kinds."""
    signature = inspect.signature(function)
    bare = [parameter.replace(annotation=Parameter.empty) for parameter in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=Parameter.empty))[1:-1]


def _values(parameter: Parameter, local: Mapping[str, object]) -> Iterator[object]:
    if parameter.name not in local or parameter.kind is Parameter.VAR_KEYWORD:
        return
    value = local[parameter.name]
    if parameter.kind is Parameter.VAR_POSITIONAL:
        yield from value
    elif value is not parameter.default:
        yield value


def _classes(hint: object) -> tuple[type, ...]:
    """The classes that an annotation allows; none if it says more than that."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        parts = [_classes(part) for part in typing.get_args(hint)]
        return tuple(kind for part in parts for kind in part) if all(parts) else ()
    kind = typing.get_origin(hint) or hint
    if not isinstance(kind, type) or kind is object:
        return ()
    return (float, int) if kind is float else (kind,)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) < 40 else "a text"
    return f"{type(value).__name__} {value!r}" if isinstance(value, int | float) else f"a {type(value).__name__}"
