"""What stands on a form that came back, line by line, if it is laid out as it was sent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers import periods
from helpers.errors import DataError, PeriodError
from helpers.periods import Period
from helpers.pipeline.quarter import cell_values, expected
from helpers.pipeline.quarter.form import (
    ABOUT,
    COLUMNS,
    FIGURE,
    HEADER,
    KEY,
    NOTE,
    REASON,
    REASONS,
    SHEET,
    WORDS,
    reason,
)
from helpers.pipeline.quarter.workbook import MADE, opened

HEADINGS = tuple(words for words, _ in COLUMNS)


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
    words : tuple of str
        What a person reads in its other columns, as `form.Asked.words`.
    """

    number: int
    table: str
    key: tuple[str, ...]
    figure: str
    reason: str
    note: str
    words: tuple[str, ...] = ()

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


def read(path: Path) -> Form:
    """Read a form.

    Raises
    ------
    DataError
        If it is no form, cannot be read, or is not laid out as it was sent.
    """
    book, formulas = opened(path)
    if not {SHEET, ABOUT} <= set(book.sheetnames):
        raise DataError(_lacking(path, book))
    about = {str(name): str(value) for name, value, *_ in book[ABOUT].iter_rows(min_col=1, max_col=2, values_only=True)}
    try:
        quarter = periods.parse_quarter(about.get("quarter", ""))
    except PeriodError as problem:
        raise DataError(f"{path}, sheet {ABOUT!r}: {problem}: it is not {MADE}") from None
    if found := _disarranged(path, book):
        raise DataError(found)
    return Form(about.get("area", ""), quarter, tuple(_lines(book[SHEET], formulas[SHEET], path)))


def _lacking(path: Path, book: Workbook) -> str:
    """What is said of a workbook without the sheets of a form."""
    if ABOUT in book.sheetnames and (renamed := [sheet.title for sheet in book.worksheets if _is_ours(sheet)]):
        return f"{path} has its figures on a sheet {renamed[0]!r}: name it {SHEET!r} again"
    lacking = next(name for name in (SHEET, ABOUT) if name not in book.sheetnames)
    return f"{path} has no sheet {lacking!r}: it is not {MADE}"


def _is_ours(sheet: Worksheet) -> bool:
    return _misheaded(sheet) == 0


def _misheaded(sheet: Worksheet) -> int:
    """The first column that is not headed as the form heads it; 0 if all are."""
    texts = (" ".join(str(sheet.cell(HEADER, number).value or "").split()) for number in range(1, KEY + 1))
    return next((number for number, (text, ours) in enumerate(zip(texts, HEADINGS, strict=True), 1) if text != ours), 0)


def _disarranged(path: Path, book: Workbook) -> str:
    """Where the sheet of figures no longer is as it was sent, so that a figure could be lost or taken for another."""
    place = f"{path}, sheet {SHEET!r}"
    if number := _misheaded(book[SHEET]):
        cell = book[SHEET].cell(HEADER, number)
        return (
            f"{place}, {cell.coordinate}: {str(cell.value or '')!r} stands where {HEADINGS[number - 1]!r} stood: a row or column "
            "was put in or taken out: make it as it was sent"
        )
    if twice := [sheet.title for sheet in book.worksheets if sheet.title != SHEET and _is_ours(sheet)]:
        return (
            f"{place}: {twice[0]!r} is a copy of it, which is not read: bring what is written there here, and delete it"
        )
    for cells in book[SHEET].merged_cells.ranges:
        if cells.max_row > max(cells.min_row, HEADER) and cells.max_col >= FIGURE and cells.min_col <= KEY:
            return f"{place}, {cells.coord}: cells of several rows are merged, and only the first of them is read: part them"
    return ""


def _lines(sheet: Worksheet, formulas: Worksheet, path: Path) -> Iterator[Line]:
    for number in range(HEADER + 1, sheet.max_row + 1):
        mark = sheet.cell(number, KEY).value
        figure, why, note = (
            cell_values.text(sheet.cell(number, column), formulas.cell(number, column))
            for column in (FIGURE, REASON, NOTE)
        )
        typed = (figure, reason(why), note)
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
            words = tuple(str(sheet.cell(number, column).value or "") for column in WORDS)
            yield Line(number, table, tuple(key), *typed, words)
