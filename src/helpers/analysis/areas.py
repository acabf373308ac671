"""The rows of an area in a table."""

import pandas as pd

from helpers.data.scope import AREAS
from helpers.errors import ParamsError, nearest


def of_area(table: pd.DataFrame, area: str) -> pd.Series:
    """Which rows are of an area.

    Parameters
    ----------
    table : DataFrame
        `area`; one of a notebook's tables says of itself of which areas it may have rows.
    area : str

    Returns
    -------
    Series of bool, shape (n,)

    Raises
    ------
    ParamsError
        If the table says so and this is none of them: a misspelt area is not one without figures.
    """
    known = table.attrs.get(AREAS)
    if known and area not in known:
        raise ParamsError(
            f"this notebook has no area {area!r}{nearest(str(area), known)}; its tables are of {', '.join(known)}"
        )
    return table["area"] == area
