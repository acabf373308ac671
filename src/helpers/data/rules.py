"""What must hold in every table, beyond what one cell may hold: keys, links, statuses, bounds, shares and periods."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers import periods
from helpers.data import cells
from helpers.data.catalogue import Field, ForeignKey, Table
from helpers.data.loading import ROW, Loaded
from helpers.data.problems import Problem, short
from helpers.errors import PeriodError, nearest
from helpers.periods import Kind, Period

HAS_VALUE = ("final", "provisional", "estimated")
"""Statuses beside which a value, or the bounds of one, must stand; beside any other there must be none."""

PERIODS = {
    "in quarter": (Kind.QUARTER,),
    "year to date": (Kind.QUARTER,),
    "year": (Kind.FINANCIAL_YEAR,),
    "month": (Kind.MONTH,),
    "calendar year": (Kind.YEAR_ENDING,),
}
"""The kinds of period that a period kind can cover; the others can be told at any."""

BOUNDED = {"over": "lower", "at least": "lower", "about or more": "lower", "under": "upper", "up to": "upper"}
"""The bound that an inexact value must have, by its qualifier."""


@dataclass(frozen=True)
class Rows:
    """One table as it was read, with a way to speak of its cells."""

    table: Table
    loaded: Loaded

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that could be read."""
        return self.loaded.frame

    @cached_property
    def records(self) -> list[dict]:
        """Every row by its columns; each rule goes through them, and none alters them."""
        return self.frame.to_dict("records")

    def __iter__(self) -> Iterator[dict]:
        return iter(self.records)

    def has(self, *columns: str) -> bool:
        """Whether the table has all of these columns."""
        return set(columns) <= set(self.table.columns)

    def problem(self, row: str, column: str, message: str) -> Problem:
        """A problem in one cell, or in several whose names are joined with `+`."""
        letters = ", ".join(self.loaded.letters.get(name, "") for name in column.split("+"))
        return Problem(f"data/{self.table.path}", int(row.rpartition(":")[2]), column, message, letters)


def _keys(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def line_of(row: str) -> str:
    """The line of a row such as `spend.csv:14`."""
    return row.rpartition(":")[2]


def shown(key: tuple) -> str:
    """A key as a message shows it, without its blank parts."""
    return " ".join(str(part) for part in key if part != "")


def duplicates(rows: Rows) -> list[Problem]:
    """Rows with the key of an earlier one, with its line."""
    seen: dict[tuple, str] = {}
    problems = []
    for key, row in zip(_keys(rows.frame, rows.table.key), rows.frame[ROW], strict=True):
        if key in seen:
            found = f"{shown(key)!r} is already on line {line_of(seen[key])}"
            problems.append(rows.problem(row, "+".join(rows.table.key), found))
        seen.setdefault(key, row)
    return problems


def strangers(rows: Rows, frames: Mapping[str, pd.DataFrame], lost: Collection[str]) -> list[Problem]:
    """Keys that no row of the other table has. `lost` names the tables that could not be read: nobody is blamed for them."""
    problems = []
    for link in (*rows.table.foreign_keys, *rows.table.links):
        if link.table in lost:
            continue
        known = set(_keys(frames[link.table], link.other_columns))
        for key, row in zip(_keys(rows.frame, link.columns), rows.frame[ROW], strict=True):
            if key not in known and _linked(link, key, rows.table):
                near = nearest(key[0], (other for other, *_ in known)) if len(key) == 1 else ""
                found = f"{shown(key)!r} is not in data/{link.table}.csv{near}"
                problems.append(rows.problem(row, "+".join(link.columns), found))
    return problems


def _linked(link: ForeignKey, key: tuple, table: Table) -> bool:
    return all(key) if link in table.links else any(key)


def statuses(rows: Rows) -> list[Problem]:
    """A status and a value that contradict each other."""
    amount = _amount(rows)
    if not amount or not rows.has("status"):
        return []
    problems = []
    for row in rows:
        value, status = row[amount], row["status"]
        bounded = pd.notna(row.get("lower")) or pd.notna(row.get("upper"))
        if status in HAS_VALUE and pd.isna(value) and not bounded and not _wordy(rows, row):
            problems.append(rows.problem(row[ROW], amount, f"blank, but the status is {status!r}"))
        if status and status not in HAS_VALUE and pd.notna(value):
            found = f"{value:g}, but the status {status!r} means there is none"
            problems.append(rows.problem(row[ROW], amount, found))
    return problems


def _wordy(rows: Rows, row: dict) -> bool:
    """Evidence may be a statement without a figure."""
    return rows.table.name == "evidence" and not row["measure"]


def _amount(rows: Rows) -> str:
    return next((column for column in ("amount", "value", "population") if rows.has(column)), "")


def bounds(rows: Rows) -> list[Problem]:
    """Bounds that do not hold their value, or do not fit their qualifier."""
    if not rows.has("lower", "upper", "qualifier"):
        return []
    amount = _amount(rows)
    problems = []
    for row in rows:
        lower, upper, value, qualifier = row["lower"], row["upper"], row[amount], row["qualifier"]
        if lower > upper:
            problems.append(rows.problem(row[ROW], "lower", f"{lower:g} is above the upper bound, {upper:g}"))
        elif value < lower or value > upper:
            found = f"{value:g} lies outside its bounds, {_span(lower, upper)}"
            problems.append(rows.problem(row[ROW], amount, found))
        if qualifier == "between" and (pd.isna(lower) or pd.isna(upper)):
            problems.append(rows.problem(row[ROW], "qualifier", "'between' needs a lower and an upper bound"))
        elif qualifier in BOUNDED and pd.isna(row[BOUNDED[qualifier]]):
            found = f"{qualifier!r} needs a value in {BOUNDED[qualifier]}"
            problems.append(rows.problem(row[ROW], "qualifier", found))
        elif not qualifier and (pd.notna(lower) or pd.notna(upper)):
            found = "blank, but the value has bounds: say how it is inexact"
            problems.append(rows.problem(row[ROW], "qualifier", found))
    return problems


def _span(lower: float, upper: float) -> str:
    return f"{'…' if pd.isna(lower) else f'{lower:g}'} to {'…' if pd.isna(upper) else f'{upper:g}'}"


def transcribed(rows: Rows) -> list[Problem]:
    """Numbers that are not what stands beside them as printed: each is typed twice, so that a slip in one of them shows."""
    amount = _amount(rows)
    if not amount or not rows.has("printed"):
        return []
    # As a plain number: what is printed may have any decimals, and its own column says what limits it.
    number = Field(amount if amount in cells.MEASURED else "value", "number", "", True, (), "", None, None, (), ())
    return [
        rows.problem(
            row[ROW],
            f"{amount}+printed",
            f"{row[amount]:.15g}, but as printed it was {short(row['printed'])!r}: one of the two is mistyped",
        )
        for row in rows
        if not row.get("qualifier")
        and (printed := cells.read(number, row["printed"], row.get("unit", ""))).value == printed.value
        and abs(printed.value - row[amount]) > 1e-9
    ]


def shares(rows: Rows) -> list[Problem]:
    """Numerators above their denominators, and shares of more than the whole."""
    if not rows.has("numerator", "denominator"):
        return []
    return [
        rows.problem(row[ROW], "numerator", f"{row['numerator']:g} is above its denominator, {row['denominator']:g}")
        for row in rows
        if row["numerator"] > row["denominator"]
    ]


def known_periods(rows: Rows, known: tuple[Period, Period]) -> list[Problem]:
    """Periods before or after all that the data can be about, and periods that their kind cannot cover."""
    first, last = known
    problems = []
    for row in rows:
        for column in ("period", "base_period"):
            period = parsed(row.get(column, ""))
            if period and not first.start <= period.start <= period.end <= last.end:
                found = f"{row[column]!r} lies outside the known range, {first} to {last}"
                problems.append(rows.problem(row[ROW], column, found))
        period, kind = parsed(row.get("period", "")), row.get("period_kind", "")
        if period and kind in PERIODS and period.kind not in PERIODS[kind]:
            wanted = " or ".join(PERIODS[kind])
            found = f"{kind!r} is told of a {wanted}, but {row['period']} is a {period.kind}"
            problems.append(rows.problem(row[ROW], "period_kind", found))
    return problems


def parsed(text: str) -> Period | None:
    """A period, or None where there is none or its cell could not be read."""
    try:
        return periods.parse(text) if text else None
    except PeriodError:  # told when the cell was read
        return None


def units(rows: Rows, series: tuple[str, ...]) -> list[Problem]:
    """A unit that differs from that of the first row of the same series."""
    first: dict[tuple, dict] = {}
    problems = []
    for row in rows:
        key = tuple(row[column] for column in series)
        begun = first.setdefault(key, row)
        if row["unit"] and begun["unit"] and row["unit"] != begun["unit"]:
            found = f"{row['unit']!r}, but the series {shown(key)!r} begins on line {line_of(begun[ROW])} in {begun['unit']!r}"
            problems.append(rows.problem(row[ROW], "unit", found))
    return problems
