"""Declared corrections of published values: found, checked against what they correct, and applied."""

from collections.abc import Mapping

import pandas as pd

from helpers.data import cells
from helpers.data.loading import ROW
from helpers.data.problems import Problem
from helpers.data.rules import Rows
from helpers.errors import DataError

CORRECTED = "corrected"
PUBLISHED = "published"
"""Columns that `apply` adds."""


def check(tables: Mapping[str, Rows]) -> list[Problem]:
    """Corrections that name no row or column, whose old value is not there, or whose new value cannot stand there."""
    if "corrections" not in tables:
        return []
    declared = tables["corrections"]
    return [problem for row in declared for problem in _problems(row, declared, tables)]


def refuse_stale(tables: Mapping[str, Rows]) -> None:
    """Refuse corrections of these tables that no longer find what they correct.

    Raises
    ------
    DataError
        At the first of them.
    """
    declared = tables["corrections"]
    for row in declared:
        problems = _problems(row, declared, tables) if row["table"] in tables else []
        if problems:
            raise DataError(str(problems[0]))


def _problems(correction: dict, declared: Rows, tables: Mapping[str, Rows]) -> list[Problem]:
    name, figure, field = correction["table"], correction["figure"], correction["field"]
    if name not in tables or not tables[name].has("figure") or name == "recomputations":
        return [declared.problem(correction[ROW], "table", f"{name!r} is not a table of figures")]
    table = tables[name].table
    described = next((column for column in table.fields if column.name == field), None)
    if described is None or field in ("figure", *table.key):
        return [declared.problem(correction[ROW], "field", f"{field!r} is not a column of data/{name}.csv to correct")]
    rows = _rows_of(tables[name].frame, figure)
    if rows.empty:
        return [declared.problem(correction[ROW], "figure", f"data/{name}.csv has no row with the figure {figure!r}")]
    held = rows.iloc[0]
    if not _same(held[field], correction["old_value"]):
        found = (
            f"the old value is {correction['old_value']!r}, but data/{held[ROW].replace(':', ', line ')} now holds "
            f"{_text(held[field])}: look at the source again, and renew or remove the correction"
        )
        return [declared.problem(correction[ROW], "old_value", found)]
    read = cells.read(described, correction["new_value"], str(held.get("unit", "")))
    if read.problem:
        return [declared.problem(correction[ROW], "new_value", read.problem)]
    return []


def apply(frame: pd.DataFrame, table: str, declared: pd.DataFrame) -> pd.DataFrame:
    """Put the corrected values in place of the published ones, and say so in columns.

    Parameters
    ----------
    frame : DataFrame
        A table as published.
    table : str
        Its name.
    declared : DataFrame
        data/corrections.csv, already checked.

    Returns
    -------
    DataFrame
        A copy. A table of figures gets `corrected`: for each corrected row what was published, why it was changed and on
        whose authority (empty for the others); and, if it has a `value` or `amount`, `published`: that cell as published.
    """
    result = frame.copy()
    if "figure" not in result:
        return result
    result[CORRECTED] = ""
    amount = next((column for column in ("value", "amount") if column in result), "")
    if amount:
        result[PUBLISHED] = result[amount]
    for correction in declared[declared["table"] == table].to_dict("records"):
        found = _rows_of(result, correction["figure"]).index
        if found.empty:  # another area's
            continue
        place, field, new = found[0], correction["field"], correction["new_value"]
        result.loc[place, field] = float(new) if result[field].dtype == "float64" else new
        said = (
            f"published as {correction['old_value']}, corrected to {new}: {correction['reason']} "
            f"({correction['authority']})"
        )
        before = result.loc[place, CORRECTED]
        result.loc[place, CORRECTED] = f"{before}; {said}" if before else said
    return result


def of(tables: Mapping[str, pd.DataFrame], declared: pd.DataFrame) -> pd.DataFrame:
    """The declared corrections of the rows of some tables."""
    seen = {
        (name, figure.strip())
        for name, frame in tables.items()
        if "figure" in frame
        for text in frame["figure"]
        for figure in text.split(";")
    }
    named = zip(declared["table"], declared["figure"], strict=True)
    # An empty list would choose columns, not rows.
    visible = pd.Series([pair in seen for pair in named], index=declared.index, dtype=bool)
    return declared[visible].reset_index(drop=True)


def _rows_of(frame: pd.DataFrame, figure: str) -> pd.DataFrame:
    return frame[frame["figure"].map(lambda text: figure in [part.strip() for part in text.split(";")]).astype(bool)]


def _same(held: object, old: str) -> bool:
    if isinstance(held, float | int) and not isinstance(held, bool):
        try:
            return float(held) == float(old)
        except ValueError:
            return False
    return str(held) == old


def _text(held: object) -> str:
    """A cell as a message names it."""
    if held == "" or pd.isna(held):
        return "nothing"
    return repr(f"{held:g}" if isinstance(held, float) and held < 1e6 else str(held))
