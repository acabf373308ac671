"""A column, row or label that a pandas object has not got."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.errors import nearest
from helpers.mistakes.message import Message, listing
from helpers.mistakes.where import Step, Trail

# pandas 3 and seaborn 0.13; what is no such sentence is the label itself.
SENTENCES = (
    r"not in index$",
    r"^None of .* are in the ",
    r"not found in axis$",
    r"^Columns? not found: ",
    r"^Label\(s\) .* do not exist$",
    r"are not columns of the DataFrame: ",
    r"are not present in the DataFrame: ",
    r"dtype mappings argument\. '",
    r"^name '.*' is not defined$",
    r"^Could not interpret value `",
)
BRACKETED = re.compile(r"\[('[^\]]*')\]")
QUOTED = re.compile(r"'([^']*)'|`([^`]*)`|not found: (\w+)")


@dataclass(frozen=True, slots=True)
class Missing:
    """A label that was asked for, what it would have been (a column, a row), and those that there are."""

    label: object
    noun: str
    known: tuple[object, ...]

    def told(self) -> Message:
        """It in words."""
        near = nearest(str(self.label), [str(label) for label in self.known], most=3)
        what = f"there is no {self.noun} {self.label!r}{near}"
        return Message(what, self.listed)

    @property
    def listed(self) -> str:
        """What there is."""
        if not self.known:
            return f"it has no {self.noun}s"
        if self.noun != "column" and all(isinstance(label, int) for label in self.known):
            return f"{self.noun}s: {min(self.known)} to {max(self.known)}"
        return f"{self.noun}s: {listing(self.known)}"


def unknown(problem: BaseException, trail: Trail) -> Message | None:
    """What to say of a label that the cell itself asked for."""
    if not trail.only_libraries:
        return None
    found = missing(problem, trail.below)
    return found.told() if found else None


def missing(problem: BaseException, below: Sequence[Step]) -> Missing | None:
    """Which label pandas did not find, and where; None if the error is about something else."""
    sought = _sought(problem)
    holders = [held for step in reversed(below) for held in _held(step)]
    if not sought or not holders:
        return None
    index = next((held for held in holders if isinstance(held, pd.Index)), None)
    tables = [held for held in holders if not isinstance(held, pd.Index)]
    for noun, known in _readings(index, tables):
        absent = [label for label in sought if label not in known]
        if absent:
            return Missing(absent[0], noun, tuple(known))
    return None


def _readings(index: pd.Index | None, tables: list) -> list[tuple[str, list]]:
    """Of what the label may be one, the likeliest first: the index that was searched says whether it is a column or a row."""
    readings = []
    for table in tables:
        if isinstance(table, pd.Series):
            readings.append(("label", list(table.index)))
            continue
        by_rows = index is not None and index.equals(table.index) and not index.equals(table.columns)
        readings.append(("row", list(table.index)) if by_rows else ("column", list(table.columns)))
    if index is not None:
        # The table that was searched, where there are several on the way.
        same = [reading for reading in readings if index.equals(pd.Index(reading[1]))]
        return same or [("label", list(index))]
    return readings


def _held(step: Step) -> list[object]:
    """The pandas objects that a step works on; its own first."""
    local = step.frame.f_locals
    names = sorted(local, key=lambda name: name != "self")
    found = []
    for name in names:
        value = local[name]
        # What groups, chooses or applies holds its table as `obj`; it may be half made, and is not asked itself.
        inner = value if isinstance(value, pd.DataFrame | pd.Series) else getattr(value, "__dict__", {}).get("obj")
        if isinstance(inner, pd.DataFrame | pd.Series):
            found.append(inner)
        elif name == "self" and isinstance(value, pd.Index):
            found.append(value)
    return found


def _sought(problem: BaseException) -> list[object]:
    """The labels that an error speaks of."""
    if isinstance(problem, AttributeError):
        return [problem.name] if isinstance(problem.obj, pd.DataFrame | pd.Series) else []
    if not isinstance(problem, KeyError | ValueError | NameError) or len(problem.args) != 1:
        return []
    given = problem.args[0]
    if isinstance(given, list | tuple | pd.Index):
        return list(given)
    if isinstance(given, str) and any(re.search(sentence, given) for sentence in SENTENCES):
        inner = BRACKETED.search(given)
        return [next(filter(None, groups)) for groups in QUOTED.findall(inner[1] if inner else given) if any(groups)]
    return [given] if isinstance(problem, KeyError) else []
