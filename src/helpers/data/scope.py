"""Which rows of the tables a run may see: whose, up to when, and what belongs to them."""

from collections.abc import Mapping

import pandas as pd

from helpers import periods
from helpers.errors import ParamsError, nearest
from helpers.periods import Period

AREAS = "areas"
"""What a notebook's table says of itself (`DataFrame.attrs`): of which areas it may have rows, whether or not it has."""


def lineage(areas: pd.DataFrame, area: str) -> list[str]:
    """The area and everything that it lies in."""
    parents = dict(zip(areas["area"], areas["parent"], strict=True))
    if area not in parents:
        known = ", ".join(areas["area"])
        raise ParamsError(f"there is no area {area!r} in data/areas.csv{nearest(area, list(parents))}; it has {known}")
    line: list[str] = []
    while area and area not in line:
        line.append(area)
        area = parents.get(area, "")
    return line


def within(areas: pd.DataFrame, area: str) -> list[str]:
    """The area and everything that lies in it, at whatever depth."""
    found = [area]
    for here in found:  # grows while it is walked; the check of data/ refuses circles, and so does this
        found += [child for child in areas.loc[areas["parent"] == here, "area"] if child not in found]
    return found


def visible(name: str, frame: pd.DataFrame, line: list[str], quarter: Period) -> pd.DataFrame:
    """The rows of the areas in `line`, of periods that ended by the quarter's end.

    What is settled for a year in advance (its targets, its grant, who gets how much of it, what is forecast for it) is seen
    from its first quarter on; what was measured over the year, only at its end.

    Parameters
    ----------
    name : str
        The table's name.
    """
    if "area" in frame:
        frame = frame[frame["area"].isin(line)]
    if "period" in frame:
        # Each period is read once, however many rows are of it.
        ends = frame["period"].map({text: periods.parse(text).end for text in frame["period"].unique()})
        known = ends <= quarter.end
        known |= _settled_ahead(name, frame) & (ends <= quarter.financial_year.end)
        frame = frame[known.astype(bool)]
    return frame.reset_index(drop=True)


AHEAD = ("targets", "allocations", "funding_streams", "populations")
"""Tables whose rows about a year are settled before it begins, or hold for all of it."""
ROLES_AHEAD = ("design", "governance", "resource", "target")
"""Outcomes' roles that say how a year is to be, not how it was."""


def _settled_ahead(name: str, frame: pd.DataFrame) -> pd.Series:
    if name in AHEAD:
        return pd.Series(True, index=frame.index)
    if name == "spend":
        return frame["measure"].str.startswith("forecast")
    if name == "outcomes":
        return frame["role"].isin(ROLES_AHEAD)
    if name == "stated_figures":
        return frame["about"].isin(AHEAD)
    return pd.Series(False, index=frame.index)


OWNERS = ("plan", "indicator", "source", "figure")
"""What a table without an area of its own can belong to; the first of these that it has a column of."""


def narrowed(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables without an area of their own are seen as far as their owner is: a plan, an indicator, a document, a figure."""
    narrowed = dict(tables)
    for owner in OWNERS:
        owners = _owners(narrowed, owner)
        seen = {part.strip() for frame in owners for cell in frame[owner] for part in cell.split(";")}
        if owner == "indicator" and "indicators" in narrowed:
            seen |= _sums_of(narrowed["indicators"], seen)
        for name, frame in narrowed.items():
            belongs = "area" not in frame and next((column for column in OWNERS if column in frame), "") == owner
            if belongs and owners:
                narrowed[name] = frame[frame[owner].isin(seen)].reset_index(drop=True)
    return narrowed


def _sums_of(indicators: pd.DataFrame, seen: set[str]) -> set[str]:
    """The indicators that are the sum of others which are all seen: a paper may print only the parts."""
    parts = indicators["sum_of"].map(lambda text: {part.strip() for part in text.split(";")} - {""})
    return set(indicators.loc[[bool(names) and names <= seen for names in parts], "indicator"])


def _owners(tables: Mapping[str, pd.DataFrame], column: str) -> list[pd.DataFrame]:
    """The tables that have an area, or a plan that has, and so say which keys of a column are seen."""
    placed = {"area"} if column == "plan" else {"area", "plan"}
    return [frame for frame in tables.values() if column in frame and placed & set(frame.columns)]
