"""Read one table of data/ into a typed frame, naming every cell that does not fit by line and column."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from helpers import periods
from helpers.data.catalogue import Field, Table
from helpers.errors import DataError, PeriodError

ROW = "row"  # added to every frame: where its facts stand, such as `observations.csv:14`


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file of data/."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


def load(data: Path, table: Table) -> pd.DataFrame:
    """Read a table.

    Returns
    -------
    DataFrame
        The table's columns, typed (text, float64, int64, bool; blank text is an empty string, a blank number NaN),
        and `row`, which says where each row stands.

    Raises
    ------
    DataError
        At the first problem, saying how many more there are.
    """
    frame, problems = read(data, table)
    if problems:
        more = f" (and {len(problems) - 1} more: see them with `csp check`)" if len(problems) > 1 else ""
        raise DataError(f"{problems[0]}{more}")
    return frame


def read(data: Path, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a table and list what is wrong with it; the frame holds the rows that could be read."""
    name = f"data/{table.path}"
    try:
        text = (data / table.path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return _frame(table, []), [Problem(name, 0, "", "the file is missing; data/datapackage.json describes it")]
    except UnicodeDecodeError as problem:
        found = f"not UTF-8 text (byte {problem.start}): save it as 'CSV UTF-8'"
        return _frame(table, []), [Problem(name, 0, "", found)]
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = next(lines, None)
    if header is None:
        return _frame(table, []), [Problem(name, 0, "", "the file is empty; its first line must name the columns")]
    if tuple(header) != table.columns:
        expected = ",".join(table.columns)
        return _frame(table, []), [Problem(name, 1, "", f"the columns are {','.join(header)!r}, expected {expected!r}")]
    rows, problems = [], []
    end = 1
    for cells in lines:
        line, end = end + 1, lines.line_num  # a quoted cell may run over several lines
        if len(cells) != len(header):
            problems.append(Problem(name, line, "", f"{len(cells)} cells where {len(header)} columns are named"))
            continue
        row = {ROW: f"{table.path}:{line}"}
        for field, cell in zip(table.fields, cells, strict=True):
            row[field.name], message = _cell(field, cell)
            if message:
                problems.append(Problem(name, line, field.name, message))
        rows.append(row)
    return _frame(table, rows), problems


def _frame(table: Table, rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*table.columns, ROW])
    for field in table.fields:
        if field.type == "number":
            frame[field.name] = frame[field.name].astype("float64")
        elif field.type == "integer" and field.required and len(frame):
            frame[field.name] = frame[field.name].fillna(0).astype("int64")
        elif field.type == "boolean":
            frame[field.name] = frame[field.name].astype(bool)
    return frame


def _cell(field: Field, cell: str) -> tuple[object, str]:
    """Read a cell: its value, and what is wrong with it (empty if nothing is)."""
    convert, wanted = _READERS.get(field.type, (None, ""))
    empty = "" if convert is None or field.type == "date" else float("nan")
    if cell == "":
        return empty, "blank, and must not be" if field.required else ""
    if cell != cell.strip():
        return empty, f"{cell!r} has a space before or after it"
    if field.type == "boolean":
        if cell in field.true_values + field.false_values:
            return cell in field.true_values, ""
        return False, f"{cell!r} is neither {field.true_values[0]!r} nor {field.false_values[0]!r}"
    value: object = cell
    if convert is not None:
        try:
            value = convert(cell)
        except ValueError:
            return empty, f"{cell!r} is not {wanted}"
    return value, _limits(field, cell, value)


def _limits(field: Field, cell: str, value: object) -> str:
    if field.allowed and cell not in field.allowed:
        return f"{cell!r} is not one of {', '.join(map(repr, field.allowed))}"
    if field.minimum is not None and value < field.minimum:
        return f"{cell} is below {field.minimum}"
    if field.name in ("period", "from_month", "to_month"):
        return _period(cell)
    if field.pattern and not re.fullmatch(field.pattern, cell):
        return f"{cell!r} does not have the form {field.pattern}"
    return ""


def _period(cell: str) -> str:
    try:
        period = periods.parse(cell)
    except PeriodError as problem:
        return str(problem)
    return "" if str(period) == cell else f"write {cell!r} as {str(period)!r}"


def _number(cell: str) -> float:
    # float() also reads 'nan', 'inf' and '1_000', none of which anybody means.
    if not re.fullmatch(r"-?\d+(\.\d+)?", cell):
        raise ValueError
    return float(cell)


def _integer(cell: str) -> int:
    if not re.fullmatch(r"-?\d+", cell):
        raise ValueError
    return int(cell)


def _date(cell: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        raise ValueError
    return date.fromisoformat(cell).isoformat()


_READERS: dict[str, tuple[Callable[[str], object], str]] = {
    "number": (_number, "a plain number such as 1077 or 22.3"),
    "integer": (_integer, "a whole number"),
    "date": (_date, "a date such as 2012-06-07"),
}
