"""What a form brings that a borough has filled in: each figure for its row of data/, or every cell that cannot be read."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from helpers import periods
from helpers.data import cells
from helpers.data.catalogue import Field, Table
from helpers.data.editing import Row, key_of
from helpers.errors import DataError, PeriodError
from helpers.periods import Period
from helpers.pipeline.quarter import cell_values, expected, questions
from helpers.pipeline.quarter.form import (
    ABOUT,
    FIGURE,
    HEADER,
    KEY,
    NOTE,
    REASON,
    REASONS,
    SHEET,
    WITH_A_FIGURE,
    Kept,
    is_ours,
)

MADE = "a form that `csp new-quarter` made"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form that something is written on.

    Attributes
    ----------
    number : int
        Its row in the sheet.
    table, key : str, tuple of str
        The row of data/ that it is about.
    figure, reason, note : str
        As they stand in it; empty where they are blank.
    """

    number: int
    table: str
    key: tuple[str, ...]
    figure: str
    reason: str
    note: str

    @property
    def gives(self) -> bool:
        """Whether it gives a figure, or why there is none."""
        return bool(self.figure) or REASONS.get(self.reason, self.reason) not in ("", expected.STATUS)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it came back."""

    area: str
    quarter: Period
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell of a form that cannot be taken in, and why."""

    cell: str
    told: str


def read(path: Path) -> Form:
    """Read a form.

    Raises
    ------
    DataError
        If it is no form, or cannot be read.
    """
    try:
        book, formulas = (openpyxl.load_workbook(path, data_only=saved) for saved in (True, False))
    except FileNotFoundError:
        raise DataError(f"{path} is missing: name {MADE} and that a borough has filled in") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as problem:
        told = " ".join(str(problem).split())
        raise DataError(f"{path} cannot be read as an Excel workbook (.xlsx): {told}; save it as one") from None
    if not {SHEET, ABOUT} <= set(book.sheetnames):
        lacking = next(name for name in (SHEET, ABOUT) if name not in book.sheetnames)
        raise DataError(f"{path} has no sheet {lacking!r}: it is not {MADE}")
    about = {str(name): str(value) for name, value, *_ in book[ABOUT].iter_rows(min_col=1, max_col=2, values_only=True)}
    try:
        quarter = periods.parse_quarter(about.get("quarter", ""))
    except PeriodError as problem:
        raise DataError(f"{path}, sheet {ABOUT!r}: {problem}: it is not {MADE}") from None
    return Form(about.get("area", ""), quarter, tuple(_lines(book[SHEET], formulas[SHEET], path)))


def _lines(sheet: Worksheet, formulas: Worksheet, path: Path) -> Iterator[Line]:
    for number in range(HEADER + 1, sheet.max_row + 1):
        mark = sheet.cell(number, KEY).value
        typed = [
            cell_values.text(sheet.cell(number, column), formulas.cell(number, column))
            for column in (FIGURE, REASON, NOTE)
        ]
        if mark is None and any(typed):
            raise DataError(
                f"{path}, sheet {SHEET!r}, row {number}: it was added by hand and names no row of data/: take it out, and add "
                "the row to data/ instead"
            )
        if mark is not None and any(typed):
            try:
                table, *key = map(str, json.loads(mark))
            except (ValueError, TypeError):
                raise DataError(
                    f"{path}, sheet {SHEET!r}, row {number}: its hidden column was altered: take the form as it was sent"
                ) from None
            yield Line(number, table, tuple(key), *typed)


def taken(
    form: Form, described: Mapping[str, Table], rows: Mapping[str, list[dict[str, str]]], kept: Kept, beside: int = 0
) -> tuple[dict[str, list[dict[str, str]]], list[Mistake]]:
    """Work out the rows of data/ as the form gives them.

    Parameters
    ----------
    rows : mapping of table name to rows
        The tables that a form may ask for, as they stand.
    kept : Kept
        What data/ will call it.
    beside : int
        A row that an earlier form gives and this one does not, so that it cannot correct what came on that; 0 if there is none.

    Returns
    -------
    rows : dict of table name to list of rows
        Those that the form says something of that data/ does not yet say.
    mistakes : list of Mistake
        If there is any, nothing should be taken in.
    """
    there = {(name, key_of(described[name], row)): row for name in rows for row in rows[name]}
    found: dict[str, list[dict[str, str]]] = {}
    mistakes = []
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for line in form.lines:
        try:
            if first.setdefault((line.table, line.key), line.number) != line.number:
                told = f"asks for the same figure as row {first[line.table, line.key]}: clear one of them"
                raise _MistakeError("A", line, told)
            fresh = _filled(line, there.get((line.table, line.key)), described, kept, beside)
        except _MistakeError as problem:
            mistakes.append(problem.mistake)
        else:
            if fresh:
                found.setdefault(line.table, []).append(fresh)
    return found, mistakes


class _MistakeError(Exception):
    def __init__(self, column: str, line: Line, told: str) -> None:
        super().__init__(told)
        self.mistake = Mistake(f"{column}{line.number}", told)


def _filled(
    line: Line, row: Row | None, described: Mapping[str, Table], kept: Kept, beside: int
) -> dict[str, str] | None:
    """The row of data/ as a line of the form gives it; None where it says nothing new."""
    if row is None:
        told = "data/ no longer has the row that this line was made for: put the row back, or clear the line"
        raise _MistakeError("A", line, told)
    if line.note and "note" not in row:
        raise _MistakeError("I", line, f"data/{line.table}.csv has no column for a note: clear it")
    place = kept.locator(line.number, row["period"])
    number = next(field for field in described[line.table].fields if field.name in ("value", "amount"))
    note = {"note": line.note} if line.note else {}
    given = _read(line, number, row["unit"])
    waits = given["status"] == expected.STATUS
    ours = row["locator"] == place
    if not waits:
        fresh = {**row, **given, **note, "locator": place}
    elif ours and (line.figure or line.reason):  # it says in so many words that its figure no longer holds
        fresh = {**row, **_blank(number.name, expected.STATUS, ""), **note, "locator": expected.LOCATOR}
    else:
        # A note alone brings no figure: its row is kept as one that is still to follow, so that the figure is asked for again.
        fresh = {**row, **note}
    fresh = {name: fresh[name] for name in row}  # a grant is exact: its table has no bounds to clear
    if fresh == row:
        return None
    if questions.awaited(row) or ours:
        return fresh
    if all(fresh[name] == row[name] for name in (number.name, "status", *note)):
        return None
    has = f"data/{line.table}.csv has {row['printed'] or row['status']!r} for it already ({row['locator']})"
    if beside and is_ours(row["locator"]):
        told = (
            f"{has}, on a form that this one does not replace, as it does not give row {beside} of that: give that too, or clear "
            "one of them"
        )
    else:
        told = f"{has}: clear one of them"
    raise _MistakeError("I" if waits else "G", line, told)


def _read(line: Line, number: Field, unit: str) -> dict[str, str]:
    """The columns of a row that a line fills in."""
    if line.reason and line.reason not in REASONS:
        raise _MistakeError("H", line, f"{line.reason!r} is none of the list: choose one of {', '.join(REASONS)}")
    status = REASONS.get(line.reason, "") or cells.WORDS.get(line.figure.lower(), "")
    figure = "" if line.figure.lower() in cells.WORDS else line.figure
    if not figure and status in WITH_A_FIGURE:
        raise _MistakeError("G", line, f"blank, but column H says {line.reason!r}: give the figure")
    if not figure:
        return _blank(number.name, status or expected.STATUS, line.figure or line.reason)
    if status and status not in WITH_A_FIGURE:
        raise _MistakeError("H", line, f"{line.reason!r}, but column G holds {line.figure!r}: clear one of them")
    cell = cells.read(replace(number, required=True), figure, unit)
    if cell.problem and not cell.fixable:
        raise _MistakeError("G", line, f"{cell.problem}; write the figure alone, and words about it in the note")
    if unit == "per cent" and "%" not in figure and 0 < abs(float(cell.text)) <= 1:
        share = cell_values.plain(Decimal(cell.text) * 100)
        told = f"{figure!r} can be {cell.text}% or {share}%, since a spreadsheet keeps {share}% so: write it with its % sign"
        raise _MistakeError("G", line, told)
    return {**_blank(number.name, status or "final", _printed(cell.text, unit)), number.name: cell.text}


def _blank(name: str, status: str, printed: str) -> dict[str, str]:
    return {name: "", "lower": "", "upper": "", "qualifier": "", "printed": printed, "status": status}


def _printed(text: str, unit: str) -> str:
    """A figure as a paper would print it: `£1,234.50`, `1,077`, `27.4%`."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    grouped = f"{int(whole):,}" + (f".{rest.ljust(2, '0') if unit == 'pounds' else rest}" if point else "")
    return (
        f"{sign}£{grouped}" if unit == "pounds" else f"{sign}{grouped}%" if unit == "per cent" else f"{sign}{grouped}"
    )
