"""Every borough's return worked through, for the papers that set them side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers.analysis import boroughs, grants, recorded, returns
from helpers.periods import Period


@dataclass(frozen=True, slots=True)
class Returns:
    """The returns of several boroughs.

    Attributes
    ----------
    recorded : DataFrame
        What `recorded.outcomes` gives of all of them, protected.
    risks, outstanding, unreported : DataFrame
        What the functions of `returns` give of all of them, with `area`.
    answers : DataFrame
        What `boroughs.answers` gives.
    """

    recorded: pd.DataFrame
    risks: pd.DataFrame
    outstanding: pd.DataFrame
    unreported: pd.DataFrame
    answers: pd.DataFrame


def of_each(
    areas: list[str],
    tables: dict[str, pd.DataFrame],
    *,
    quarter: Period,
    source: str,
    protect: Callable[[pd.DataFrame], pd.DataFrame],
    words: Callable[[pd.DataFrame], pd.DataFrame],
) -> Returns:
    """Work through each borough's return.

    Parameters
    ----------
    tables : dict of table name to DataFrame
        `projects, allocations, spend, outcomes, stated_figures, risks, special_values`, as in data/.
    source : str
        Key of the return.
    protect, words : callable
        Hide what must not be seen in a frame of recorded figures, and in the prose of a table.
    """
    reported, special = words(tables["risks"]), words(tables["special_values"])
    projects = tables["projects"]
    # Whole, not document by document: one may print what would give back what is hidden of another.
    outcomes = protect(tables["outcomes"])
    pieces: dict[str, list[pd.DataFrame]] = {name: [] for name in ("recorded", "risks", "outstanding", "unreported")}
    totals, lacking = {}, {}
    for area in areas:
        of_it = {"area": area, "source": source}
        found = protect(recorded.outcomes(outcomes, tables["stated_figures"], projects, **of_it))
        named = recorded.projects_of(projects, tables["spend"], tables["outcomes"], **of_it)
        money = grants.projects(tables["allocations"], tables["spend"], projects, area=area, quarter=quarter)
        risks = returns.risks(reported, projects, **of_it)
        lacking[area] = returns.unreported(named, money, found, risks)
        totals[area] = len(named)
        pieces["recorded"].append(found)
        pieces["risks"].append(risks.assign(area=area))
        pieces["outstanding"].append(returns.outstanding(special, projects, **of_it).assign(area=area))
        pieces["unreported"].append(lacking[area].assign(area=area))
    joined = {name: pd.concat(frames, ignore_index=True) for name, frames in pieces.items()}
    return Returns(**joined, answers=boroughs.answers(lacking, totals))
