"""How far an action plan has come, as at a stated day."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from helpers.errors import DataError

STATES = ("complete", "on track", "due", "overdue", "no date")
"""What an action can be, best known first."""
SOON = timedelta(days=30)
"""An action is due when its day comes within these of the day of the report."""
METHOD = (
    "complete: reported so; overdue: the day has passed; due: within 30 days; on track: later; no date: not complete, and no day "
    "to hold it to"
)


def plan_of(plans: pd.DataFrame, plan: str) -> pd.Series:
    """The row of a plan in data/plans.csv.

    Raises
    ------
    DataError
        If there is none of that key.
    """
    found = plans[plans["plan"] == plan]
    if found.empty:
        raise DataError(f"there is no plan {plan!r} to be seen here; there are {', '.join(plans['plan']) or 'none'}")
    return found.iloc[0]


def progress(actions: pd.DataFrame, *, plan: str, as_at: date) -> pd.DataFrame:
    """Where each action of a plan stands on a day.

    The state is derived from the day that the action is due and from whether it was reported complete, never from a colour that
    somebody chose; and never from today's date, so that a paper says the same whenever it is made again.

    Parameters
    ----------
    actions : DataFrame
        As in data/actions.csv: `plan, ref, theme, action, lead, due` (a day, or blank) `, due_printed, progress, success_measure,
        status, row`.
    plan : str
    as_at : date
        A day that is due today is not yet overdue.

    Returns
    -------
    DataFrame
        The plan's actions in its order, with `reported` (the status that the source gives), `state` (one of `STATES`)
        `, days` (from `as_at` to the day it is due; negative once that has passed) and `method`.
    """
    here = actions[actions["plan"] == plan].reset_index(drop=True)
    days = (pd.to_datetime(here["due"].replace("", None)) - pd.Timestamp(as_at)).dt.days
    complete = here["status"] == "complete"
    state = np.select(
        [complete, days.isna(), days < 0, days <= SOON.days], ["complete", "no date", "overdue", "due"], "on track"
    )
    return here.rename(columns={"status": "reported"}).assign(state=state.astype(object), days=days, method=METHOD)


def by_theme(found: pd.DataFrame) -> pd.DataFrame:
    """How many actions of each theme are in each state.

    Parameters
    ----------
    found : DataFrame
        What `progress` returns.

    Returns
    -------
    DataFrame
        One row per theme, in the plan's order: `theme`, a column for each of `STATES`, `actions, rows, method`.
    """
    themes = found["theme"].replace("", "No theme")
    counts = pd.crosstab(themes, found["state"]).reindex(columns=list(STATES), fill_value=0)
    counts = counts.reindex(themes.unique()).rename_axis(index="theme", columns=None)
    counts["actions"] = counts.sum(axis=1)
    counts["rows"] = found["row"].groupby(themes).agg("; ".join)
    return counts.reset_index().assign(method=METHOD)


def overdue(found: pd.DataFrame) -> pd.DataFrame:
    """The actions whose day has passed, longest overdue first."""
    return found[found["state"] == "overdue"].sort_values("days", kind="stable").reset_index(drop=True)


def due_next(found: pd.DataFrame, *, days: int) -> pd.DataFrame:
    """The actions not complete that fall due within some days, soonest first; `within_days` says how many."""
    near = (found["state"] != "complete") & found["days"].between(0, days)
    return found[near].sort_values("days", kind="stable").reset_index(drop=True).assign(within_days=days)


def steps(milestones: pd.DataFrame, *, plan: str, as_at: date) -> pd.DataFrame:
    """The dated steps of a plan, in order of time; those without a day last.

    Returns
    -------
    DataFrame
        `order, ref, milestone, due, due_printed, passed` (by `as_at`) `, row`.
    """
    here = milestones[milestones["plan"] == plan].copy()
    here["passed"] = (here["due"] != "") & (here["due"] <= as_at.isoformat())
    here["undated"] = here["due"] == ""
    here = here.sort_values(["undated", "due", "order"], kind="stable").reset_index(drop=True)
    return here[["order", "ref", "milestone", "due", "due_printed", "passed", "row"]]
