"""What is said when a quarter is prepared and its forms come back."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.messages.case import Case, Edit, cell, change, rename, write

NEW = "csp new-quarter 2016-17-Q3"
FORM = "data/returns/2016-17-Q3/coventry.xlsx"
TAKE = f"csp take-in {FORM}"
SENT = "csp take-in coventry.xlsx"


def fill(sheet: str, row: int, column: int, value: object) -> Edit:
    """Write a cell of the form."""

    def edit(root: Path) -> None:
        book = openpyxl.load_workbook(root / FORM)
        book[sheet].cell(row, column).value = value
        book.save(root / FORM)

    return edit


def copied(line: int, other: int) -> Edit:
    """Give a line of the form the hidden column of another."""

    def edit(root: Path) -> None:
        book = openpyxl.load_workbook(root / FORM)
        book["Figures"].cell(other, 10).value = book["Figures"].cell(line, 10).value
        book.save(root / FORM)

    return edit


def laid_out(how: Callable[[openpyxl.Workbook], object]) -> Edit:
    """Lay the form out otherwise."""

    def edit(root: Path) -> None:
        book = openpyxl.load_workbook(root / FORM)
        how(book)
        book.save(root / FORM)

    return edit


def packed(kind: str) -> bytes:
    """A file that says that it is of some kind, as a workbook does."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
    return content.getvalue()


def sorted_apart(root: Path) -> None:
    """Two lines of the form change places but for their hidden column."""
    book = openpyxl.load_workbook(root / FORM)
    sheet = book["Figures"]
    for column in range(1, 10):
        one, other = sheet.cell(6, column), sheet.cell(37, column)
        one.value, other.value = other.value, one.value
    book.save(root / FORM)


def without(sheet: str) -> Edit:
    """Take a sheet out of the form."""

    def edit(root: Path) -> None:
        book = openpyxl.load_workbook(root / FORM)
        del book[sheet]
        book.save(root / FORM)

    return edit


def came_in(line: int, locator: str) -> Edit:
    """The figure that a line of the form asks for came in before."""

    def edit(root: Path) -> None:
        rows = (root / "data" / "spend.csv").read_text(encoding="utf-8").splitlines()
        ours = [at for at, text in enumerate(rows) if text.startswith("coventry,2016-17-Q3,")]
        cells = {"amount": "5", "printed": "£5", "status": "final", "locator": locator}
        cell("spend", ours[line - 5], **cells)(root)

    return edit


def sent(root: Path) -> None:
    """The form lies where it was saved, not where forms are kept."""
    (root / FORM).rename(root / "sent.xlsx")


def form(key: str, when: str, told: str, *then: Edit) -> Case:
    """A form that cannot be read."""
    return Case(key, when, TAKE, told, before=(NEW,), then=then)


def mistake(key: str, when: str, told: str, *then: Edit) -> Case:
    """A cell of a form that cannot be taken in."""
    return Case(key, when, TAKE, told, before=(NEW,), then=then, finding=True)


CASES: tuple[Case, ...] = (
    Case(
        "quarter-first",
        "there is no earlier quarter to prepare one after",
        "csp new-quarter 2010-11-Q1",
        (
            "params/areas/ names no paper of a quarter before 2010-11-Q1, to prepare it after (it has "
            "2011-12-Q4, 2016-17-Q2, 2024-25-Q3): enter the first one by hand, under papers"
        ),
    ),
    Case(
        "quarter-like",
        "a quarter is prepared after one that is no earlier",
        "csp new-quarter 2016-17-Q1 --like 2016-17-Q2",
        ("2016-17-Q1 cannot be prepared after 2016-17-Q2: it is no earlier quarter; choose another with --like"),
    ),
    Case(
        "quarter-none",
        "a quarter is prepared after one that has no papers",
        "csp new-quarter 2016-17-Q3 --like 2016-17-Q1",
        (
            "2016-17-Q3 cannot be prepared after 2016-17-Q1: no file of params/areas/ names a paper of it; "
            "choose another with --like"
        ),
    ),
    Case(
        "quarter-source",
        "the figures of the quarter before cite a document that there is not",
        NEW,
        (
            "data/ has figures of 'coventry' from 'west-midland-grant-monitoring-2016-17-q2', which is not in data/sources.csv "
            "(`csp check` names their lines); did you mean 'west-midlands-grant-monitoring-2016-17-q2'?"
        ),
        (change("data/spend.csv", lambda content: content.replace(b"midlands-grant-m", b"midland-grant-m")),),
    ),
    Case(
        "quarter-area",
        "a file of params/areas/ is of an area that there is not",
        NEW,
        "params/areas/dudly.yml: 'dudly' is not an area of data/areas.csv; did you mean 'dudley'?",
        (rename("params/areas/dudley.yml", "dudly.yml"),),
    ),
    Case(
        "table-unusual",
        "a table is written in another way than usual",
        NEW,
        (
            "data/spend.csv: is not written in the usual form, so that adding rows would change others: write"
            " it so with `csp check --fix`, then run the same again"
        ),
        (change("data/spend.csv", lambda content: content.replace(b"\n", b"\r\n")),),
    ),
    Case(
        "form-missing",
        "a form is named that there is not",
        "csp take-in coventry.xlsx",
        ("coventry.xlsx is missing: name a form that `csp new-quarter` made and that a borough has filled in"),
    ),
    Case(
        "form-no-workbook",
        "a form is no workbook",
        "csp take-in coventry.xlsx",
        (
            "coventry.xlsx is no workbook (a form that was saved as CSV or PDF has lost what says which row is which): write the "
            "figures into the form as it was sent, which is an Excel workbook (.xlsx)"
        ),
        (write("coventry.xlsx", "words"),),
    ),
    Case(
        "form-folder",
        "a folder is named instead of a form",
        "csp take-in data/returns",
        "data/returns is a folder: name a form that lies in it",
        before=(NEW,),
    ),
    Case(
        "form-unopened",
        "a form cannot be opened",
        "csp take-in README.md/coventry.xlsx",
        "README.md/coventry.xlsx cannot be opened: Not a directory",
        (write("README.md", "words"),),
    ),
    Case(
        "form-lock",
        "what a spreadsheet keeps beside a form is named",
        "csp take-in '~$coventry.xlsx'",
        "~$coventry.xlsx is what a spreadsheet keeps while coventry.xlsx is open in it: save and close that, and name it",
        (write("~$coventry.xlsx", "user"),),
    ),
    Case(
        "form-empty",
        "a form is an empty file",
        SENT,
        "coventry.xlsx is empty: have it sent again",
        (write("coventry.xlsx", ""),),
    ),
    Case(
        "form-old",
        "a form was saved as an old workbook, or with a password",
        SENT,
        (
            "coventry.xlsx is an old Excel workbook (.xls), or has a password: open it in a spreadsheet, and save it as "
            "'Excel Workbook (.xlsx)', without one"
        ),
        (write("coventry.xlsx", b"\xd0\xcf\x11\xe0 and more"),),
    ),
    Case(
        "form-other",
        "a form was saved as an OpenDocument spreadsheet",
        SENT,
        (
            "coventry.xlsx is an OpenDocument spreadsheet (.ods): open it in a spreadsheet, and save it as 'Excel Workbook (.xlsx)'"
        ),
        (write("coventry.xlsx", b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),),
    ),
    Case(
        "form-macros",
        "a form was saved as a workbook with macros",
        SENT,
        (
            "coventry.xlsx is an Excel workbook with macros, or a template: open it in a spreadsheet, and save it as "
            "'Excel Workbook (.xlsx)'"
        ),
        (write("coventry.xlsx", packed("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),),
    ),
    Case(
        "form-damaged",
        "a form came cut off",
        SENT,
        "coventry.xlsx is damaged, perhaps cut off on its way: have it sent again",
        (write("coventry.xlsx", b"PK\x03\x04 and no more"),),
    ),
    form(
        "form-renamed",
        "a form's sheet was given another name",
        "data/returns/2016-17-Q3/coventry.xlsx has its figures on a sheet 'Q3': name it 'Figures' again",
        laid_out(lambda book: setattr(book["Figures"], "title", "Q3")),
    ),
    form(
        "form-column",
        "a column was taken out of a form",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'Figures', C4: 'Covers' stands where 'Of which' stood: a row or column was "
            "put in or taken out: make it as it was sent"
        ),
        laid_out(lambda book: book["Figures"].delete_cols(3)),
    ),
    form(
        "form-copied",
        "a form's sheet was copied",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'Figures': 'Figures Copy' is a copy of it, which is not read: bring what is "
            "written there here, and delete it"
        ),
        laid_out(lambda book: book.copy_worksheet(book["Figures"])),
    ),
    form(
        "form-merged",
        "cells of several rows of a form were merged",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'Figures', G6:G7: cells of several rows are merged, and only the first of "
            "them is read: part them"
        ),
        laid_out(lambda book: book["Figures"].merge_cells("G6:G7")),
    ),
    form(
        "form-sheet",
        "a workbook is not one of our forms",
        ("data/returns/2016-17-Q3/coventry.xlsx has no sheet 'About': it is not a form that `csp new-quarter` made"),
        without("About"),
    ),
    form(
        "form-quarter",
        "a form's quarter was altered",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'About': quarter must look like '2016-17-Q2', got "
            "'soon': it is not a form that `csp new-quarter` made"
        ),
        fill("About", 2, 2, "soon"),
    ),
    form(
        "form-area",
        "a form is of an area that there is not",
        ("data/returns/2016-17-Q3/coventry.xlsx: is a form of 'coventri', which data/areas.csv does not have"),
        fill("About", 1, 2, "coventri"),
    ),
    form(
        "form-row-added",
        "a row was added to a form by hand",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'Figures', row 400: it was added by hand and names "
            "no row of data/: take it out, and add the row to data/ instead"
        ),
        fill("Figures", 400, 7, 12),
    ),
    form(
        "form-key",
        "a form's hidden column was altered",
        (
            "data/returns/2016-17-Q3/coventry.xlsx, sheet 'Figures', row 6: its hidden column was altered: "
            "take the form as it was sent"
        ),
        fill("Figures", 6, 7, 12),
        fill("Figures", 6, 10, "here"),
    ),
    mistake(
        "form-row-gone",
        "data/ no longer has the row of a form's line",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!A6: data/ no longer has the row that this line "
            "was made for: put the row back, or clear the line"
        ),
        fill("Figures", 6, 7, 12),
        fill("Figures", 6, 10, '["spend", "nowhere"]'),
    ),
    mistake(
        "form-twice",
        "a line of a form was copied into another",
        "data/returns/2016-17-Q3/coventry.xlsx: Figures!A7: asks for the same figure as row 6: clear one of them",
        fill("Figures", 6, 7, 12),
        fill("Figures", 7, 7, 13),
        copied(6, 7),
    ),
    mistake(
        "form-sorted",
        "a form's rows were sorted without their hidden column",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!A37: reads as another row of the form: its rows were sorted or moved "
            "without their hidden column J: undo that"
        ),
        fill("Figures", 6, 7, 12),
        sorted_apart,
    ),
    mistake(
        "form-of-another",
        "a form holds the lines of another",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!A6: asks for a figure of coventry for 2016-17-Q3, but the form is that "
            "of dudley for 2016-17-Q3: its sheet was copied from another form: take each in by itself, as it was sent"
        ),
        fill("Figures", 6, 7, 12),
        fill("About", 1, 2, "dudley"),
    ),
    mistake(
        "form-formula",
        "a form holds a formula whose result was not saved",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G6: '=6+6' is a formula without its result: open the form, save it and "
            "close it"
        ),
        fill("Figures", 6, 7, "=6+6"),
    ),
    mistake(
        "form-count",
        "a form's count is no whole number",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G38: '0.96': people are counted in whole numbers, and a spreadsheet "
            "keeps 96% as 0.96: write how many there are"
        ),
        fill("Figures", 38, 7, 0.96),
    ),
    mistake(
        "form-percentage",
        "a form's count is a percentage",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G38: '96%' is a percentage, but the unit is 'people'; write how many "
            "there are"
        ),
        fill("Figures", 38, 7, "96%"),
    ),
    mistake(
        "form-figure",
        "a form's figure is none",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G6: 'about twelve' is not an amount in pounds; "
            "write the figure alone, and words about it in the note"
        ),
        fill("Figures", 6, 7, "about twelve"),
    ),
    mistake(
        "form-share",
        "a form's percentage may be a share of one",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G54: '0.96' can be 0.96% or 96%, since a "
            "spreadsheet keeps 96% so: write it with its % sign"
        ),
        fill("Figures", 54, 7, 0.96),
    ),
    mistake(
        "form-reason",
        "a form's reason is none of the list",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!H6: 'Never' is none of the list: choose one of "
            "Estimated, Provisional, None, To follow, Awaiting information, No update, Not available, Not "
            "applicable"
        ),
        fill("Figures", 6, 8, "Never"),
    ),
    mistake(
        "form-no-figure",
        "a form says that a figure is estimated, and gives none",
        ("data/returns/2016-17-Q3/coventry.xlsx: Figures!G6: blank, but column H says 'Estimated': give the figure"),
        fill("Figures", 6, 8, "Estimated"),
    ),
    mistake(
        "form-both",
        "a form gives a figure and says why there is none",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!H6: 'Not available', but column G holds '£12': "
            "clear one of them"
        ),
        fill("Figures", 6, 7, 12),
        fill("Figures", 6, 8, "Not available"),
    ),
    mistake(
        "form-no-note",
        "a note stands beside a figure of a table that keeps none",
        ("data/returns/2016-17-Q3/coventry.xlsx: Figures!I54: data/outcomes.csv has no column for a note: clear it"),
        fill("Figures", 54, 9, "From the survey"),
    ),
    mistake(
        "form-there",
        "data/ has a figure already",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G5: data/spend.csv has '£5' for it already "
            "(Letter, line 3): clear one of them"
        ),
        fill("Figures", 5, 7, 12),
        came_in(5, "Letter, line 3"),
    ),
    Case(
        "form-beside",
        "a form corrects what came on another, and does not give all that came on that",
        "csp take-in sent.xlsx",
        (
            "sent.xlsx: Figures!G6: data/spend.csv has '£5' for it already (Coventry form, sheet Figures, row 6), on a form that "
            "this one does not replace, as it does not give row 5 of that: give that too, or clear one of them"
        ),
        before=(NEW,),
        then=(
            fill("Figures", 6, 7, 12),
            sent,
            came_in(5, "Coventry form, sheet Figures, row 5"),
            came_in(6, "Coventry form, sheet Figures, row 6"),
        ),
        finding=True,
    ),
    mistake(
        "form-lost",
        "a form no longer gives what data/ has from it",
        (
            "data/returns/2016-17-Q3/coventry.xlsx: Figures!G5: blank, but data/spend.csv has '£5' from here: write it again, or "
            "choose 'To follow' in column H to withdraw it; where this is another copy of the form, put the one that was kept "
            "back, and take this one in from another folder"
        ),
        came_in(5, "Coventry form, sheet Figures, row 5"),
    ),
)
