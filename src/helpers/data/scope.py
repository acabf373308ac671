"""Which rows of the tables a run may see: whose, up to when, and what belongs to them."""

from collections.abc import Mapping

import pandas as pd

from helpers import periods
from helpers.errors import ParamsError, nearest
from helpers.periods import Period


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


def visible(frame: pd.DataFrame, line: list[str], quarter: Period) -> pd.DataFrame:
    """The rows of the areas in `line`, of periods that ended by the quarter's end."""
    keep = pd.Series(True, index=frame.index)
    if "area" in frame:
        keep &= frame["area"].isin(line)
    if "period" in frame:
        keep &= frame["period"].map(lambda text: periods.parse(text).end <= quarter.end).astype(bool)
    return frame[keep].reset_index(drop=True)


OWNERS = ("plan", "indicator", "source", "figure")
"""What a table without an area of its own can belong to; the first of these that it has a column of."""


def narrowed(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables without an area of their own are seen as far as their owner is: a plan, an indicator, a document, a figure."""
    narrowed = dict(tables)
    for owner in OWNERS:
        seen = _seen(narrowed, owner)
        for name, frame in narrowed.items():
            belongs = "area" not in frame and next((column for column in OWNERS if column in frame), "") == owner
            if belongs and seen:
                narrowed[name] = frame[frame[owner].isin(seen)].reset_index(drop=True)
    return narrowed


def _seen(tables: Mapping[str, pd.DataFrame], column: str) -> set[str]:
    """The keys in a column of the tables that have an area, or a plan that has, each of several in one cell on its own."""
    placed = {"area"} if column == "plan" else {"area", "plan"}
    owners = [frame for frame in tables.values() if column in frame and placed & set(frame.columns)]
    return {part.strip() for frame in owners for cell in frame[column] for part in cell.split(";")}
