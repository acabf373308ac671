"""Figures that a source leaves out, as a table tells of them."""

import pandas as pd

from helpers.analysis.disclosure import MARK, NOTE
from helpers.analysis.indicators import HIDDEN
from helpers.publishing import wording


def reasons(left_out: pd.DataFrame | None, year: str) -> dict[str, tuple[str, str]]:
    """The title of each indicator without a figure for a year, and in which way it is missing; by indicator.

    Parameters
    ----------
    left_out : DataFrame, optional
        What `analysis.indicators.left_out` returns.
    year : str
        `current` or `previous`.
    """
    if left_out is None:
        return {}
    return {
        row["indicator"]: (
            row["title"],
            MARK if row["status"] == HIDDEN else wording.MISSING.get(row["status"], "Not stated"),
        )
        for row in left_out[left_out["year"] == year].to_dict("records")
    }


def added(variation: pd.DataFrame, left_out: pd.DataFrame | None) -> pd.DataFrame:
    """The frame of a table that tells of indicators without a figure for this year: their rows stand below, with their status."""
    blank = None if left_out is None else left_out[left_out["year"] == "current"]
    if blank is None or blank.empty:
        return variation
    blank = blank.rename(columns={"row": "current_row"}).drop(columns="year")
    return blank.reset_index(drop=True) if variation.empty else pd.concat([variation, blank], ignore_index=True)


def note(left_out: pd.DataFrame | None) -> str:
    """What the mark of a hidden figure means, where one is left out; else nothing."""
    return NOTE if hidden(left_out) else ""


def hidden(left_out: pd.DataFrame | None) -> list[str]:
    """The indicators of which a figure is hidden."""
    return [] if left_out is None else left_out.loc[left_out["status"] == HIDDEN, "indicator"].tolist()


def verdict(said: str, year: str) -> str:
    """What a year's missing figure means, given what stands in its place."""
    return f"{'Not shown' if said == MARK else f'No figure for {year}'}: cannot tell"
