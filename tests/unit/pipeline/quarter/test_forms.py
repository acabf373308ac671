"""A form asks for each row that is to follow, and what is written on it comes back as that row, or as a mistake by its cell."""

import io
from pathlib import Path

import openpyxl
import pytest

from helpers import periods
from helpers.data import catalogue
from helpers.errors import DataError
from helpers.pipeline.quarter import asking, form, taking
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


def made(folder: Path, cells: dict[str, object]) -> Path:
    """A form of `HERE` with something written on it."""
    asked = asking.asked(HERE, TABLES, area="a", like=Q2, quarter=Q3)
    content = form.build(asked, area="a", area_name="Avon", quarter=Q3, colour="#123456")
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book["Figures"][place] = value
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


def taken(folder: Path, cells: dict[str, object], here: dict = HERE) -> tuple[dict, list[taking.Mistake]]:
    return taking.taken(taking.read(made(folder, cells)), TABLES, here, area_name="Avon")


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
    asked = asking.asked(HERE, TABLES, area="a", like=Q2, quarter=Q3)
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
        ({"G5": 4, "H5": "Not available"}, "H5", "'Not available', but column G holds '4'"),
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


def test_a_row_that_is_gone_is_told(tmp_path):
    _, (mistake,) = taken(tmp_path, {"G5": 8}, tables(outcomes=[COUNTED]))

    assert mistake.cell == "A5" and "no longer has the row" in mistake.told


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
            taking.read(path)
