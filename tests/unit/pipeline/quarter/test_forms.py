"""A form asks for each row that is to follow, and what is written on it comes back as that row, or as a mistake by its cell."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from helpers import periods
from helpers.data import catalogue
from helpers.errors import DataError
from helpers.pipeline.quarter import answers, form, questions, reading
from support import ROOT

Q2, Q3 = (periods.parse_quarter(f"2016-17-Q{number}") for number in (2, 3))
TABLES = catalogue.read(ROOT / "data")
FIRST = form.HEADER + 1


def row(table: str, **cells: str) -> dict[str, str]:
    blank = dict.fromkeys(TABLES[table].columns, "")
    return {
        **blank,
        "area": "a",
        "period": "2016-17-Q3",
        "status": "to_follow",
        "locator": "To follow",
        "source": "s",
        **cells,
    }


SPENT = row("spend", stream="grant", project="p", measure="to date", unit="pounds")
COUNTED = row(
    "outcomes", period_kind="in quarter", project="p", measure="m", title="Clients", role="output", unit="clients"
)
BEFORE = {**SPENT, "period": "2016-17-Q2", "status": "final", "amount": "5", "printed": "£5", "locator": "line 1"}


def tables(**rows: list[dict]) -> dict[str, list[dict[str, str]]]:
    every = {name: [] for name in ("spend", "outcomes", "observations", "funding_streams", "allocations")}
    return {**every, "projects": [{"area": "a", "project": "p", "title": "Patrols"}], "indicators": [], **rows}


HERE = tables(spend=[BEFORE, SPENT], outcomes=[COUNTED])


def made(folder: Path, cells: dict[str, object], here: dict = HERE) -> Path:
    """A form of what is to follow in some tables with something written on it."""
    asked = questions.asked(here, TABLES, area="a", like=Q2, quarter=Q3)
    content = form.build(asked, area="a", area_name="Avon", quarter=Q3, colour="#123456")
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        cell, _, shown = place.partition(" ")
        if shown:
            book["Figures"][cell].number_format = value
        else:
            book["Figures"][cell] = value
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


def taken(
    folder: Path, cells: dict[str, object], here: dict = HERE, form_of: dict = HERE
) -> tuple[dict, list[answers.Mistake]]:
    return answers.taken(reading.read(made(folder, cells, form_of)), TABLES, here, form.Kept("a", "Avon", Q3))


def test_a_form_asks_for_what_is_to_follow_beside_the_last_quarter(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, {}))["Figures"]
    lines = [[cell.value for cell in line[:6]] for line in sheet.iter_rows(min_row=FIRST)]

    assert sheet["A1"].value == "Avon: figures for Quarter 3 2016/17"
    assert lines == [
        ["Patrols", "Spent in the year to date", None, None, "pounds", "£5"],
        ["Patrols", "Clients", None, "in quarter", "clients", None],
    ]
    assert sheet.protection.sheet and not sheet["G5"].protection.locked and sheet["F5"].protection.locked


def test_the_same_rows_give_the_same_bytes():
    asked = questions.asked(HERE, TABLES, area="a", like=Q2, quarter=Q3)
    one, other = (form.build(asked, area="a", area_name="Avon", quarter=Q3, colour="#123456") for _ in range(2))

    assert one == other


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"G5": 1234.5}, {"amount": "1234.5", "printed": "£1,234.50", "status": "final"}),
        ({"G5": "£1,234"}, {"amount": "1234", "printed": "£1,234", "status": "final"}),
        ({"G5": 0}, {"amount": "0", "printed": "£0", "status": "final"}),
        ({"G5": 12, "H5": "Estimated"}, {"amount": "12", "status": "estimated"}),
        ({"G5": "n/a"}, {"amount": "", "printed": "n/a", "status": "not_applicable"}),
        ({"H5": "None"}, {"amount": "", "printed": "None", "status": "nil"}),
        ({"G5": 7, "I5": "To be checked"}, {"amount": "7", "note": "To be checked"}),
    ],
)
def test_what_is_written_fills_the_row_and_says_where_it_stands(tmp_path, cells, expected):
    found, mistakes = taken(tmp_path, cells)

    assert mistakes == []
    (filled,) = found["spend"]
    assert filled == {**SPENT, **filled, **expected, "locator": "Avon form, sheet Figures, row 5"}


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({"G5": "lots"}, "G5", "'lots' is not an amount in pounds"),
        ({"G6": "£3"}, "G6", "£3"),
        ({"G5": 4, "H5": "Not available"}, "H5", "'Not available', but column G holds '£4'"),
        ({"H5": "Estimated"}, "G5", "blank, but column H says 'Estimated'"),
        ({"H5": "Perhaps"}, "H5", "'Perhaps' is none of the list"),
        ({"G5": "#DIV/0!"}, "G5", "#DIV/0!"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_cell(tmp_path, cells, cell, words):
    _, (mistake,) = taken(tmp_path, cells)

    assert mistake.cell == cell
    assert words in mistake.told


def test_a_blank_form_brings_nothing(tmp_path):
    assert taken(tmp_path, {}) == ({}, [])


def test_a_figure_from_elsewhere_is_never_overwritten(tmp_path):
    there = {**SPENT, "amount": "9", "printed": "£9", "status": "final", "locator": "letter, line 3"}
    found, (mistake,) = taken(tmp_path, {"G5": 8}, tables(spend=[BEFORE, there], outcomes=[COUNTED]))

    assert found == {}
    assert mistake.told == "data/spend.csv has '£9' for it already (letter, line 3): clear one of them"


def test_the_same_form_may_correct_itself(tmp_path):
    there = {**SPENT, "amount": "9", "printed": "£9", "status": "final", "locator": "Avon form, sheet Figures, row 5"}
    found, mistakes = taken(tmp_path, {"G5": 8}, tables(spend=[BEFORE, there], outcomes=[COUNTED]))

    assert mistakes == [] and found["spend"][0]["amount"] == "8"


def test_a_grant_comes_in_for_its_year_and_names_the_quarter_of_its_form(tmp_path):
    here = tables(funding_streams=[row("funding_streams", period="2016-17", stream="grant", unit="pounds")])
    found, mistakes = taken(tmp_path, {"G5": 900}, here, here)

    assert mistakes == []
    (grant,) = found["funding_streams"]
    assert set(grant) == set(TABLES["funding_streams"].columns)
    assert (grant["amount"], grant["locator"]) == ("900", "Avon form of 2016-17-Q3, sheet Figures, row 5")


def test_a_row_that_is_gone_is_told(tmp_path):
    _, (mistake,) = taken(tmp_path, {"G5": 8}, tables(outcomes=[COUNTED]))

    assert mistake.cell == "A5" and "no longer has the row" in mistake.told


@pytest.mark.parametrize(
    ("value", "shown", "expected"),
    [
        (0.96, "0%", ("96", "96%")),
        (0.07, "0.0%", ("7", "7%")),
        (0.285, "0%;[Red]-0%", ("28.5", "28.5%")),
        (0.005, "0.00%", ("0.5", "0.5%")),
        (1, "0%", ("100", "100%")),
        (-0.035, "0.0%", ("-3.5", "-3.5%")),
        (96, '0.0"%"', ("96", "96%")),
        (96, "General", ("96", "96%")),
        ("0.5%", "@", ("0.5", "0.5%")),
        (0, "General", ("0", "0%")),
    ],
)
def test_a_percentage_is_read_as_it_is_shown(tmp_path, value, shown, expected):
    found, mistakes = share(tmp_path, value, shown)

    assert mistakes == []
    assert (found["outcomes"][0]["value"], found["outcomes"][0]["printed"]) == expected


@pytest.mark.parametrize(("value", "either"), [(0.96, "0.96% or 96%"), (1, "1% or 100%"), ("0.070", "0.070% or 7%")])
def test_a_percentage_that_may_be_a_share_of_one_is_refused(tmp_path, value, either):
    found, (mistake,) = share(tmp_path, value, "General")

    assert found == {} and mistake.cell == "G5"
    assert mistake.told.startswith(f"{str(value)!r} can be {either}, ")


def share(folder: Path, value: object, shown: str) -> tuple[dict, list[answers.Mistake]]:
    """What comes of a value in the cell of a percentage that is shown in some format."""
    here = tables(outcomes=[{**COUNTED, "unit": "per cent"}])
    return taken(folder, {"G5": value, "G5 format": shown}, here, here)


@pytest.mark.parametrize(
    ("cell", "value", "shown", "words"),
    [
        ("G6", 0.96, "0%", "'96%' is a percentage, but the unit is 'clients'"),
        ("G6", 3, "[$£-809]#,##0", "'£3' is money, but the unit is 'clients'"),
        ("G5", 3, "[$€-2] #,##0.00", "'€3' is not an amount in pounds"),
        (
            "G6",
            datetime(2016, 1, 12),
            "d-mmm",
            "'12/01/2016' is not a plain number such as 1077 or 22.3: a spreadsheet has",
        ),
        ("G6", time(12, 30), "h:mm", "'12:30:00' is not a plain number"),
        ("G6", True, "General", "'True' is not a plain number"),
        ("G6", 1e17, "General", "it has more than 15 digits"),
        ("G6", "1e6", "General", "a spreadsheet has shortened it, so write it out"),
        ("G6", "=40+21", "General", "'=40+21' is a formula without its result"),
        (
            "G6",
            0.96,
            "General",
            "'0.96': clients are counted in whole numbers, and a spreadsheet keeps 96% as 0.96: write how",
        ),
        ("G6", -3, "General", "'-3': fewer clients than none cannot be counted"),
        ("G6", "about 20", "General", "write one figure, and choose 'Estimated' in column H"),
    ],
)
def test_a_cell_that_shows_something_else_than_its_unit_is_told(tmp_path, cell, value, shown, words):
    _, (mistake,) = taken(tmp_path, {cell: value, f"{cell} format": shown})

    assert mistake.cell == cell
    assert words in mistake.told


@pytest.mark.parametrize(
    ("value", "shown", "amount"),
    [
        (1e6, "0.00E+00", "1000000"),
        (-1234.5, "#,##0_);(#,##0)", "-1234.5"),
        ("(1,234)", "General", "-1234"),
        (" £1 234\u00a0", "General", "1234"),
        (12, '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)', "12"),
        (0.1 + 0.2, "General", "0.3"),
        (0.00001, "General", "0.00001"),
    ],
)
def test_a_number_is_read_however_it_is_shown(tmp_path, value, shown, amount):
    found, mistakes = taken(tmp_path, {"G5": value, "G5 format": shown})

    assert mistakes == [] and found["spend"][0]["amount"] == amount


@pytest.mark.parametrize("cells", [{}, {"G5": "tbc"}, {"H5": "To follow"}])
def test_a_row_with_only_a_note_is_still_to_follow(tmp_path, cells):
    found, mistakes = taken(tmp_path, {**cells, "I5": "Invoice expected in January"})

    assert mistakes == [] and found == {"spend": [{**SPENT, "note": "Invoice expected in January"}]}
    assert questions.awaited(found["spend"][0])


def test_a_note_beside_a_figure_from_elsewhere_is_told(tmp_path):
    there = {**SPENT, "amount": "9", "printed": "£9", "status": "final", "locator": "letter, line 3"}
    _, (mistake,) = taken(tmp_path, {"I5": "Soon"}, tables(spend=[BEFORE, there], outcomes=[COUNTED]))

    assert (mistake.cell, mistake.told) == (
        "I5",
        "data/spend.csv has '£9' for it already (letter, line 3): clear one of them",
    )


def test_a_note_that_cannot_be_kept_is_told(tmp_path):
    _, (mistake,) = taken(tmp_path, {"G6": 3, "I6": "Soon"})

    assert (mistake.cell, mistake.told) == ("I6", "data/outcomes.csv has no column for a note: clear it")


def test_a_day_in_a_note_is_written_as_a_person_would(tmp_path):
    found, _ = taken(tmp_path, {"G5": 7, "I5": datetime(2017, 1, 31)})

    assert found["spend"][0]["note"] == "31/01/2017"


def test_a_percentage_is_typed_as_text_and_told_so(tmp_path):
    here = tables(outcomes=[COUNTED, {**COUNTED, "measure": "n", "unit": "per cent"}])
    sheet = openpyxl.load_workbook(made(tmp_path, {}, here))["Figures"]

    assert (sheet["G5"].number_format, sheet["G6"].number_format) == ("General", "@")
    assert [(str(hint.sqref), hint.prompt) for hint in sheet.data_validations.dataValidation if hint.prompt] == [
        ("G6", "Write it with its % sign, such as 96% or 0.5%")
    ]


def packed(kind: str) -> bytes:
    """A file that says that it is of some kind, as a workbook of a spreadsheet does."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        if kind.startswith("application/vnd.oasis"):
            parts.writestr("mimetype", kind)
        else:
            parts.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
    return content.getvalue()


MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Project,What is asked", "is no workbook"),
        (b"%PDF-1.7", "is no workbook"),
        (b"\xd0\xcf\x11\xe0 and more", r"is an old Excel workbook \(\.xls\), or has a password"),
        (packed("application/vnd.oasis.opendocument.spreadsheet"), r"is an OpenDocument spreadsheet \(\.ods\)"),
        (packed(MACROS), "is an Excel workbook with macros"),
        (packed("application/vnd.ms-excel.template.main+xml"), "or a template"),
        (packed("text/plain"), "is damaged"),
        (b"PK\x03\x04 cut off", "is damaged"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_what_it_is_whatever_it_is_called(tmp_path, content, words):
    (tmp_path / "form.xlsx").write_bytes(content)

    with pytest.raises(DataError, match=words):
        reading.read(tmp_path / "form.xlsx")


@pytest.mark.parametrize("name", ["form.xlsx", "FORM.XLSX", "form", "form.xls"])
def test_a_workbook_is_read_whatever_it_is_called(tmp_path, name):
    made(tmp_path, {"G5": 3}).rename(tmp_path / name)

    assert [line.figure for line in reading.read(tmp_path / name).lines] == ["£3"]


def test_what_is_no_form_is_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    by_hand = made(tmp_path, {"G9": 4})

    for path, words in (
        (tmp_path / "none.xlsx", "is missing"),
        (tmp_path, "is a folder"),
        (tmp_path / "empty.xlsx", "has no sheet 'Figures'"),
        (by_hand, "row 9: it was added by hand"),
    ):
        with pytest.raises(DataError, match=words):
            reading.read(path)


def altered(path: Path, how: Callable[[openpyxl.Workbook], object]) -> Path:
    """A form after somebody has laid it out otherwise."""
    book = openpyxl.load_workbook(path)
    how(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (lambda book: book["Figures"].delete_cols(3), "C4: 'Covers' stands where 'Of which' stood"),
        (lambda book: book["Figures"].insert_cols(7), "G4: '' stands where 'This quarter' stood"),
        (lambda book: book["Figures"].delete_rows(1), "A4: 'Patrols' stands where 'Project' stood"),
        (lambda book: book["Figures"].insert_rows(1, 2), "A4: '.+' stands where 'Project' stood"),
        (lambda book: book["Figures"].merge_cells("G5:G6"), "G5:G6: cells of several rows are merged"),
        (lambda book: book["Figures"].merge_cells("A5:J6"), "A5:J6: cells of several rows are merged"),
        (lambda book: setattr(book["Figures"], "title", "Q3"), "has its figures on a sheet 'Q3'"),
        (lambda book: book.copy_worksheet(book["Figures"]), "'Figures Copy' is a copy of it, which is not read"),
    ],
)
def test_a_form_that_is_laid_out_otherwise_is_refused(tmp_path, how, words):
    with pytest.raises(DataError, match=words):
        reading.read(altered(made(tmp_path, {"G5": 3}), how))


@pytest.mark.parametrize(
    "how",
    [
        lambda book: book["Figures"].merge_cells("A5:A6"),
        lambda book: book["Figures"].merge_cells("G5:H5"),
        lambda book: book.create_sheet("Workings").append(["a", 1]),
        lambda book: book["Figures"].insert_rows(6),
    ],
)
def test_a_form_on_which_nothing_is_lost_is_read(tmp_path, how):
    assert [line.figure for line in reading.read(altered(made(tmp_path, {"G5": 3}), how)).lines] == ["£3"]


def swapped(columns: int) -> Callable[[openpyxl.Workbook], None]:
    """The two lines of a form change places, in the first columns only."""

    def how(book: openpyxl.Workbook) -> None:
        sheet = book["Figures"]
        for column in range(1, columns + 1):
            one, other = sheet.cell(5, column), sheet.cell(6, column)
            one.value, other.value = other.value, one.value

    return how


def test_rows_that_were_sorted_bring_their_figures(tmp_path):
    form_ = reading.read(altered(made(tmp_path, {"G5": "3", "G6": "4"}), swapped(form.KEY)))
    found, mistakes = answers.taken(form_, TABLES, HERE, form.Kept("a", "Avon", Q3))

    assert mistakes == []
    assert (found["spend"][0]["amount"], found["outcomes"][0]["value"]) == ("3", "4")


def test_rows_that_were_sorted_without_their_hidden_column_are_refused(tmp_path):
    form_ = reading.read(altered(made(tmp_path, {"G5": 3, "G6": 4}), swapped(form.NOTE)))
    found, mistakes = answers.taken(form_, TABLES, HERE, form.Kept("a", "Avon", Q3))

    assert found == {}
    assert [mistake.cell for mistake in mistakes] == ["A5"] and "hidden column J" in mistakes[0].told


def test_a_title_that_was_put_right_since_the_form_was_sent_stops_nothing(tmp_path):
    now = tables(spend=[BEFORE, SPENT], outcomes=[{**COUNTED, "title": "Clients seen"}])
    found, mistakes = taken(tmp_path, {"G6": 4}, now)

    assert mistakes == [] and found["outcomes"][0]["value"] == "4"


@pytest.mark.parametrize(("cell", "value"), [("B1", "b"), ("B2", "2016-17-Q2")])
def test_lines_of_another_form_are_refused(tmp_path, cell, value):
    path = altered(made(tmp_path, {"G5": 3}), lambda book: setattr(book["About"][cell], "value", value))
    found, (mistake,) = answers.taken(reading.read(path), TABLES, HERE, form.Kept("a", "Avon", Q3))

    assert found == {} and mistake.cell == "A5"
    assert "asks for a figure of a for 2016-17-Q3, but the form is that of" in mistake.told


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("estimated", "estimated"),
        (" To  Follow ", "to_follow"),
        ("n/a", "not_applicable"),
        ("TBC", "to_follow"),
        ("nil", "nil"),
    ],
)
def test_a_reason_is_known_however_it_is_typed(typed, status):
    assert form.REASONS[form.reason(typed)] == status
