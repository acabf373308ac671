"""The plans of data/plans.csv: whose each is, what it is called, and the last quarter that it looks ahead to."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers import periods
from helpers.data import catalogue, loading
from helpers.errors import ParamsError, nearest
from helpers.periods import Period
from helpers.project import Project

DATED = ("milestones", "actions")


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan.

    Attributes
    ----------
    key, area, title, kind : str
    until : Period, optional
        The last quarter of its targets; of a plan without targets, that of its end or of its last dated step. None where
        nothing in it has a date.
    """

    key: str
    area: str
    title: str
    kind: str
    until: Period | None


def read(place: Project) -> list[Plan]:
    """Every plan, in the data's order.

    Raises
    ------
    DataError
        If a table cannot be read.
    """
    described = catalogue.read(place.data)
    tables = {name: loading.load(place.data, described[name]) for name in ("plans", "targets", *DATED)}
    return [
        Plan(row["plan"], row["area"], row["title"], row["kind"], _until(row, tables))
        for row in tables["plans"].to_dict("records")
    ]


def read_one(place: Project, key: str, kind: str) -> Plan:
    """One plan of a kind.

    Raises
    ------
    ParamsError
        If there is none of that name and kind, or nothing in it says which years it covers.
    """
    known = {plan.key: plan for plan in read(place) if plan.kind == kind}
    if key not in known:
        raise ParamsError(
            f"there is no {kind} {key!r} in data/plans.csv{nearest(key, list(known))}; there are {', '.join(known) or 'none'}"
        )
    if known[key].until is None:
        raise ParamsError(
            f"data/plans.csv: {key} has no targets, no to_date and no dated action or milestone, so nobody can tell which years "
            "it covers: give its to_date"
        )
    return known[key]


def _until(plan: dict, tables: dict[str, pd.DataFrame]) -> Period | None:
    targets = tables["targets"]
    ends = [periods.parse(text).end for text in targets.loc[targets["source"] == plan["source"], "period"]]
    if not ends and plan["to_date"]:
        ends = [date.fromisoformat(plan["to_date"])]
    if not ends:
        dues = [
            frame.loc[(frame["plan"] == plan["plan"]) & (frame["due"] != ""), "due"] for frame in map(tables.get, DATED)
        ]
        ends = [date.fromisoformat(text) for due in dues for text in due]
    return periods.quarter_of(max(ends)) if ends else None
