"""Every numbered figure of the documents, from whichever table holds it, in one frame."""

from collections.abc import Mapping

import pandas as pd

VALUES = ("value", "amount", "population")
"""The columns in which tables hold their numbers; a table has one of them."""

COLUMNS = [
    "figure", "table", "column", "area", "span", "subject", "value", "printed", "unit", "qualifier", "lower", "upper",
    "numerator", "denominator", "status", "source", "locator", "row",
]  # fmt: skip


def index(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Gather the figures that hold a number.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        As in data/, with `row`.

    Returns
    -------
    DataFrame
        One row per numbered figure, in the order of tables and rows: `figure` (a row that is printed more than once
        stands here once for each of its numbers, a range with two numbers as its two bounds), `table`, `column`
        (where its number stands), `area`, `span` (what stretch of time it covers: a period kind, or for money spent
        its measure; only figures of one span may be added up), `subject` (in words), `value`, `printed`, `unit`,
        `qualifier`, `lower`, `upper`, `numerator`, `denominator`, `status`, `source`, `locator`, `row`. Columns that
        a table lacks are blank.
    """
    found = [_of_table(name, frame, tables) for name, frame in tables.items() if _column(frame)]
    # pandas warns of empty frames that are joined to others.
    filled = [frame for frame in found if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS)


def _column(frame: pd.DataFrame) -> str:
    if "figure" not in frame:
        return ""
    return next((column for column in VALUES if column in frame), "")


def _of_table(name: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    column = _column(frame)
    span = frame["period_kind"] if "period_kind" in frame else frame["measure"] if name == "spend" else ""
    result = frame.rename(columns={column: "value"})
    result = result.assign(table=name, column=column, span=span, subject=_subjects(frame, tables))
    if "area" not in result and "plan" in result:
        areas = tables["plans"].set_index("plan")["area"]
        result["area"] = result["plan"].map(areas).fillna("")
    for missing in ("lower", "upper", "numerator", "denominator"):
        if missing not in result:
            result[missing] = float("nan")
    for missing in ("qualifier", "unit", "area", "status", "printed", "source", "locator", "row"):
        if missing not in result:
            result[missing] = ""
    result["figure"] = result["figure"].str.split(";")
    result = _bounds_apart(result.assign(of=range(len(result)))).explode("figure", ignore_index=True)
    result["figure"] = result["figure"].str.strip()
    return result[result["figure"].fillna("") != ""][COLUMNS]


def _bounds_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """A range with two numbers, such as `£20,000 to £25,800`, as two figures: its lower bound, then its upper."""
    ranges = (rows["qualifier"] == "between") & (rows["figure"].str.len() == 2)
    ends = [
        rows[ranges].assign(figure=rows.loc[ranges, "figure"].str[place], value=rows.loc[ranges, bound], qualifier="")
        for place, bound in enumerate(("lower", "upper"))
    ]
    return pd.concat([rows[~ranges], *(end for end in ends if len(end))]).sort_values("of", kind="stable")


def _subjects(frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """What each row is about, in words."""
    projects = {(row.area, row.project): row.title for row in tables["projects"].itertuples()}
    indicators = tables["indicators"].set_index("indicator")["title"]
    words = [_subject(row, projects, indicators) for row in frame.to_dict("records")]
    return pd.Series(words, index=frame.index, dtype=object)


def _subject(row: dict, projects: Mapping[tuple[str, str], str], indicators: pd.Series) -> str:
    project = projects.get((row.get("area"), row.get("project")), "")
    indicator = indicators.get(row.get("indicator", ""), "")
    detail = row.get("title") or row.get("statement") or row.get("measure") or row.get("role") or ""
    part = (row.get("breakdown") or row.get("part") or "").removeprefix(f"{detail}: ")
    # "Age" is said by "Age: 25-35", and a project's own title is said once.
    told = "" if detail == project or part.startswith(f"{detail}:") else detail
    words = [str(text) for text in (project or indicator, told, part) if text]
    return ": ".join(words) or "Population"


def documents(sources: pd.DataFrame) -> pd.Series:
    """What each document is called in short, by the source's key: its number in the set of documents, else that key."""
    called = sources["document"].where(sources["document"] != "", sources["source"])
    return called.set_axis(sources["source"])
