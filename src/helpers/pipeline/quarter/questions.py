"""What a form asks: the rows that are still to follow, in words, each beside what it was a quarter before."""

from collections.abc import Iterable, Mapping

from helpers.data.catalogue import Table
from helpers.data.editing import Key, Row, key_of
from helpers.periods import Period
from helpers.pipeline.quarter import expected
from helpers.pipeline.quarter.form import Asked

MONEY = {
    "to date": "Spent in the year to date",
    "in quarter": "Spent in the quarter",
    "year": "Spent in the year",
    "underspend": "Underspend",
    "forecast underspend": "Underspend forecast for the year",
    "allocation": "Allocated for the year",
}
GRANT = "Grant for the year"
WHOLE = "The partnership"
ASKED = (*expected.RETURNED, *expected.YEARLY)
"""The tables that a form may ask for rows of."""
Rows = Mapping[str, Iterable[Row]]
Named = tuple[str, Key]
"""A row by its table and its key."""


def asked(tables: Rows, described: Mapping[str, Table], *, area: str, like: Period, quarter: Period) -> list[Asked]:
    """The figures of an area that a quarter still lacks, money first.

    Parameters
    ----------
    tables : mapping of table name to rows
        `ASKED`, `projects` and `indicators`.
    like : Period
        The quarter whose figures stand beside them.
    """
    found = []
    said = words(tables, described, area, quarter)
    for name in (*expected.YEARLY, *expected.RETURNED):
        now = quarter.financial_year if name in expected.YEARLY else quarter
        before = like.financial_year if name in expected.YEARLY else like
        printed = {
            _beside(described[name], row): row["printed"] for row in tables[name] if row["period"] == str(before)
        }
        for row in tables[name]:
            if row["area"] == area and row["period"] == str(now) and awaited(row):
                key = key_of(described[name], row)
                last = printed.get(_beside(described[name], row), "")
                found.append(Asked(name, key, *said[name, key], last=last, noted="note" in row))
    return found


def words(tables: Rows, described: Mapping[str, Table], area: str, quarter: Period) -> dict[Named, tuple[str, ...]]:
    """How a person knows each row of an area and quarter, or of the quarter's year, as `form.Asked.words`."""
    titles = {row["project"]: row["title"] for row in tables["projects"] if row["area"] == area}
    indicators = {row["indicator"]: row["title"] for row in tables["indicators"]}
    periods = (str(quarter), str(quarter.financial_year))
    return {
        (name, key_of(described[name], row)): (
            titles.get(row.get("project", ""), row.get("project", "")) or WHOLE,
            _what(name, row, indicators),
            row.get("breakdown", row.get("part", "")),
            row.get("period_kind", ""),
            row["unit"],
        )
        for name in ASKED
        for row in tables[name]
        if row["area"] == area and row["period"] in periods
    }


def awaited(row: Row) -> bool:
    """Whether a row was prepared, and nothing has come in for it."""
    return row.get("status") == expected.STATUS and row["locator"] == expected.LOCATOR


def _what(table: str, row: Row, indicators: Mapping[str, str]) -> str:
    if table == "observations":
        return indicators.get(row["indicator"], row["indicator"])
    if table == "outcomes":
        return row["title"]
    return GRANT if table == "funding_streams" else MONEY.get(row["measure"], row["measure"].capitalize())


def _beside(table: Table, row: Row) -> tuple[str, ...]:
    """A row's key without its period."""
    return tuple(row[column] for column in table.key if column != "period")
