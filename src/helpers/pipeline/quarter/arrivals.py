"""What has come in of the quarters that were prepared, and what is still to follow, area by area."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers import periods
from helpers.data import catalogue, editing
from helpers.pipeline.quarter import expected, form, questions, replacing
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class Arrival:
    """How far one area's quarter, or financial year, has come in.

    Attributes
    ----------
    area, period : str
    came, to_follow : int
        Rows of data/ that its forms have filled, and that nothing has come in for.
    form : Path, optional
        The form that they are to come on, where there is one.
    """

    area: str
    period: str
    came: int
    to_follow: int
    form: Path | None


def arrivals(place: Project) -> list[Arrival]:
    """What every quarter that was prepared has brought so far, by area and period.

    Raises
    ------
    DataError
        If a table cannot be read.
    """
    described = catalogue.read(place.data)
    waiting: Counter = Counter()
    came: Counter = Counter()
    for name in (*expected.RETURNED, *expected.YEARLY):
        for row in editing.rows(place.data, described[name]):
            key = row["area"], row["period"]
            waiting[key] += questions.awaited(row)
            came[key] += form.is_ours(row["locator"])
    known = sorted(key for key in waiting if waiting[key] or came[key])
    return [Arrival(*key, came[key], waiting[key], _form(place, *key)) for key in known]


def _form(place: Project, area: str, period: str) -> Path | None:
    """The form of a quarter; of a financial year, that of its first quarter."""
    quarter = periods.parse(period)
    if quarter.kind is not periods.Kind.QUARTER:
        quarter = periods.parse_quarter(f"{period}-Q1")
    there = replacing.paths(place, area, quarter)
    return there[max(there)] if there else None
