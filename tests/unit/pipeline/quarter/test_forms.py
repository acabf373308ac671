"""A form asks for each row that is to follow, and what is written on it comes back as that row, or as a mistake by its cell."""

import io
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from helpers import periods
from helpers.data import catalogue
from helpers.errors import DataError
from helpers.pipeline.quarter import form, questions, reading
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
) -> tuple[dict, list[reading.Mistake]]:
    return reading.taken(reading.read(made(folder, cells, form_of)), TABLES, here, form.Kept("a", "Avon", Q3))


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


def share(folder: Path, value: object, shown: str) -> tuple[dict, list[reading.Mistake]]:
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
        ("G6", "=40+21", "General", "'=40+21' is not a plain number"),
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


def test_what_is_no_form_is_refused(tmp_path):
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    by_hand = made(tmp_path, {"G9": 4})

    for path, words in (
        (tmp_path / "none.xlsx", "is missing"),
        (tmp_path / "text.xlsx", "cannot be read as an Excel workbook"),
        (tmp_path / "empty.xlsx", "has no sheet 'Figures'"),
        (by_hand, "row 9: it was added by hand"),
    ):
        with pytest.raises(DataError, match=words):
            reading.read(path)
