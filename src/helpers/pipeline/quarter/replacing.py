"""Where a form that came back is kept: in an earlier one's place only if it gives all that the earlier one gives."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.data.catalogue import Table
from helpers.data.editing import Row, key_of
from helpers.errors import DataError
from helpers.periods import Period
from helpers.pipeline.quarter import reading
from helpers.pipeline.quarter.form import Kept, path_of
from helpers.project import Project

Stand = tuple[int, str, tuple[str, ...]]
"""Where a figure stands in a form, and the table and key of its row of data/."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of an area's forms one is.

    Attributes
    ----------
    kept : Kept
    beside : int
        The first row that an earlier form gives and this one does not, for which it is kept beside it; 0 if there is none.
    lost : tuple of (int, str, Row)
        The rows of data/ that say that they stand on this very form, each with where and its table, and of which it says nothing.
    """

    kept: Kept
    beside: int = 0
    lost: tuple[tuple[int, str, Row], ...] = ()


def choose(
    place: Project,
    found: reading.Form,
    path: Path,
    described: Mapping[str, Table],
    rows: Mapping[str, list[dict[str, str]]],
    *,
    area_name: str,
) -> Choice:
    """Say which form a file is.

    Every figure of data/ that came on a form names it and its row there, and an auditor looks it up. So a form that two people
    fill in, each a copy of it, is kept twice; one that is sent again, with more on it or corrected, is kept once.

    Parameters
    ----------
    path : Path
        Of the file; one that is kept already stays the form that it is.
    rows : mapping of table name to rows
        The tables that a form may ask for, as they stand.
    """
    said = {(line.number, line.table, line.key) for line in found.lines if line.figure or line.reason}
    for number, file in paths(place, found.area, found.quarter).items():
        if file.resolve() == path.resolve():
            kept = Kept(found.area, area_name, found.quarter, number)
            there = _cited(kept, described, rows)
            return Choice(
                kept, lost=tuple((stand[0], stand[1], row) for stand, row in there.items() if stand not in said)
            )
    beside = 0
    for number in itertools.count(1):
        kept = Kept(found.area, area_name, found.quarter, number)
        lacking = {*_cited(kept, described, rows), *_given(place, kept)} - said
        if not lacking:
            return Choice(kept, beside)
        beside = beside or min(lacking)[0]
    raise AssertionError("there is always a next number")


def paths(place: Project, area: str, quarter: Period) -> dict[int, Path]:
    """The forms of an area and quarter that there are, empty or filled in, by number."""
    folder = path_of(place, area, quarter).parent
    names = (re.fullmatch(rf"{re.escape(area)}(?:_([0-9]+))?", path.stem) for path in folder.glob("*.xlsx"))
    numbers = sorted(int(name[1] or 1) for name in names if name)
    return {number: path_of(place, area, quarter, number) for number in numbers}


def unused(kept: Kept, described: Mapping[str, Table], rows: Mapping[str, list[dict[str, str]]]) -> Kept:
    """A form likewise, under the first number that no row of data/ speaks of: what came on one that was deleted is not on it."""
    numbered = (Kept(kept.area, kept.area_name, kept.quarter, number) for number in itertools.count(1))
    return next(one for one in numbered if not _cited(one, described, rows))


def _cited(
    kept: Kept, described: Mapping[str, Table], rows: Mapping[str, list[dict[str, str]]]
) -> dict[Stand, dict[str, str]]:
    """The rows of data/ that say that they stand on a form, by where."""
    found = {}
    for name, ours in rows.items():
        for row in ours:
            if row["area"] == kept.area and (number := kept.row_of(row["locator"], row["period"])):
                found[number, name, key_of(described[name], row)] = row
    return found


def _given(place: Project, kept: Kept) -> Iterator[Stand]:
    """What the file gives that is kept as a form now, even if it was never taken in."""
    path = path_of(place, kept.area, kept.quarter, kept.number)
    if path.exists():
        try:
            lines = reading.read(path).lines
        except DataError:  # it is somebody's file all the same
            yield (0, "", ())
        else:
            yield from ((line.number, line.table, line.key) for line in lines if line.gives)
