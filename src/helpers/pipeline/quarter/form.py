"""The form on which a borough returns its quarter: a workbook with a row for each figure that is expected of it."""

import io
import json
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.data import cells
from helpers.periods import Period
from helpers.project import Project

SHEET, ABOUT = "Figures", "About"
HEADER = 4
"""The line of the headings; the figures begin below it."""
COLUMNS = (
    ("Project", 30),
    ("What is asked", 46),
    ("Of which", 22),
    ("Covers", 15),
    ("Unit", 14),
    ("Last quarter", 18),
    ("This quarter", 16),
    ("Or why there is none", 22),
    ("Note", 34),
    ("Row", 10),
)
WORDS = (1, 2, 3, 4, 5)
"""The columns by which a person knows what is asked."""
FIGURE, REASON, NOTE, KEY = 7, 8, 9, 10
"""The columns that are filled in, and the hidden one that says which row of data/ each line is."""
REASONS = {
    "Estimated": "estimated",
    "Provisional": "provisional",
    "None": "nil",
    "To follow": "to_follow",
    "Awaiting information": "awaiting_information",
    "No update": "no_update",
    "Not available": "not_available",
    "Not applicable": "not_applicable",
}
"""What can be said of a figure, in the form's words, and the status that it is in data/."""
WITH_A_FIGURE = ("estimated", "provisional")
OURS = re.compile(rf".+ form( [0-9]+)?( of [0-9]{{4}}-[0-9]{{2}}-Q[1-4])?, sheet {SHEET}, row [0-9]+")
GUIDE = (
    "Fill in the pale columns: the figure of this quarter, or why there is none. Leave both blank for what you cannot tell yet. "
    "Give counts of people as they are, those below five too: the papers hide them, this form does not."
)
PERCENTAGE = "Write it with its % sign, such as 96% or 0.5%"
LONG_AGO = datetime(1980, 1, 1)
"""The time that a form bears, so that the same rows give the same file on any day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that is asked for: the table and key of its row, and how a person knows it."""

    table: str
    key: tuple[str, ...]
    project: str
    what: str
    part: str
    covers: str
    unit: str
    last: str
    noted: bool
    """Whether a note beside it can be kept."""

    @property
    def words(self) -> tuple[str, ...]:
        """By which a person knows it, in the columns of `WORDS`."""
        return self.project, self.what, self.part, self.covers, self.unit

    @property
    def mark(self) -> str:
        """Which row of data/ it is, as the form's hidden column holds it."""
        return json.dumps([self.table, *self.key])


def path_of(place: Project, area: str, quarter: Period, number: int = 1) -> Path:
    """Where an area's form of a quarter is kept, empty and filled in."""
    name = f"{area}_{number}" if number > 1 else area  # no area's key holds a _
    return place.data / "returns" / str(quarter) / f"{name}.xlsx"


@dataclass(frozen=True, slots=True)
class Kept:
    """One of the forms on which an area returns a quarter, as data/ speaks of it.

    Attributes
    ----------
    area, area_name : str
    quarter : Period
    number : int
        From 1; there is a second where two people returned a form, each with other figures.
    """

    area: str
    area_name: str
    quarter: Period
    number: int = 1

    def locator(self, row: int, period: str) -> str:
        """Where a figure of a period stands in it; that of a financial year, which any quarter may bring, names the quarter."""
        which = f" {self.number}" if self.number > 1 else ""
        of = "" if period == str(self.quarter) else f" of {self.quarter}"
        return f"{self.area_name} form{which}{of}, sheet {SHEET}, row {row}"

    def row_of(self, locator: str, period: str) -> int:
        """Its row that a locator of a figure of a period names; 0 if that is of something else."""
        found = re.fullmatch(r"(.* )([0-9]+)", locator)
        return int(found[2]) if found and locator == self.locator(int(found[2]), period) else 0


def reason(text: str) -> str:
    """The reason of the list that a text means, as the list spells it; the text itself if it means none of them."""
    said = " ".join(text.split())
    status = cells.status_of(said)
    return next((ours for ours, ends in REASONS.items() if ours.casefold() == said.casefold() or ends == status), text)


def is_ours(text: str) -> bool:
    """Whether a locator is one of a form."""
    return OURS.fullmatch(text) is not None


def build(asked: Sequence[Asked], *, area: str, area_name: str, quarter: Period, colour: str) -> bytes:
    """Lay out a form.

    Parameters
    ----------
    colour : str
        Of the headings, as `#rrggbb`.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = f"{area_name}: figures for {quarter.words}"
    sheet["A1"].font = Font(name="Calibri", bold=True, size=16, color=_rgb(colour))
    sheet["A2"] = GUIDE
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=NOTE)
    sheet.row_dimensions[2].height = 32
    _headings(sheet, colour)
    last = HEADER
    for last, one in enumerate(asked, HEADER + 1):
        _line(sheet, last, one)
    reasons = DataValidation("list", formula1=f'"{",".join(REASONS)}"', allow_blank=True)
    reasons.error = "Choose one of the list, or leave it blank"
    sheet.add_data_validation(reasons)
    reasons.add(f"H{HEADER + 1}:H{max(last, HEADER + 1)}")
    percentages = DataValidation(showInputMessage=True, promptTitle="A percentage", prompt=PERCENTAGE)
    percentages.sqref = MultiCellRange(
        f"G{number}" for number, one in enumerate(asked, HEADER + 1) if one.unit == "per cent"
    )
    if percentages.sqref.ranges:
        sheet.add_data_validation(percentages)
    sheet.freeze_panes = f"C{HEADER + 1}"
    sheet.column_dimensions["J"].hidden = True
    sheet.protection.sheet = True  # without a password: against slips, not against people
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    about = book.create_sheet(ABOUT)
    about.append(["area", area])
    about.append(["quarter", str(quarter)])
    about.sheet_state = "hidden"
    book.properties.creator = "csp-reports"
    book.properties.created = book.properties.modified = LONG_AGO
    return _steady(book)


def _headings(sheet: Worksheet, colour: str) -> None:
    for number, (words, width) in enumerate(COLUMNS, 1):
        cell = sheet.cell(HEADER, number, words)
        cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_rgb(colour))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width


def _line(sheet: Worksheet, number: int, one: Asked) -> None:
    texts = (*one.words, one.last, None, None, None, one.mark)
    # A spreadsheet does not always make room by itself for what goes on over several lines.
    lines = max(math.ceil(1.15 * len(text or "") / width) for text, (_, width) in zip(texts[:6], COLUMNS, strict=False))
    sheet.row_dimensions[number].height = 15 * lines
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column, text)
        open_ = column in (FIGURE, REASON) or (column == NOTE and one.noted)
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right" if column in (6, FIGURE) else "left"
        )
        cell.border = Border(bottom=Side("hair", color="999999"))
        cell.protection = Protection(locked=not open_)
        if open_:
            cell.fill = PatternFill("solid", fgColor="FFF7DC")
    if one.unit == "pounds":
        sheet.cell(number, FIGURE).number_format = '"£"#,##0.00'
    if one.unit == "per cent":
        # As text, what is typed is what is kept and seen: 96% as a number is 0.96, and whether a spreadsheet still shows it as
        # 96% hangs on its program, its settings and the sheet's protection.
        sheet.cell(number, FIGURE).number_format = FORMAT_TEXT


def _steady(book: Workbook) -> bytes:
    """The workbook's bytes with fixed times inside."""
    written, steady = io.BytesIO(), io.BytesIO()
    book.save(written)  # which sets the time of the change to now
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _timeless(content)
            new.writestr(zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def _timeless(core: bytes) -> bytes:
    return re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + LONG_AGO.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core
    )


def _rgb(colour: str) -> str:
    return colour.lstrip("#").upper()
