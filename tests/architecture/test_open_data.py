"""Figures from public statistics stand in data/ as they stand in the files that they were published in."""

import csv
import os
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support import rows_of

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SAMPLES = Path(os.environ.get("CSP_SAMPLES", ROOT.parent / "shared"))
ONS = "ons-police-force-area-tables-2024-12"
HOME_OFFICE = "home-office-rolling-year-2003-2018"
ESTIMATES = "ons-mid-year-estimates-2001-2020"
BOROUGHS = ("birmingham", "coventry", "dudley", "sandwell", "solihull", "walsall", "wolverhampton")


def carried(table: str, source: str) -> list[dict[str, str]]:
    return [row for row in rows_of(DATA, table) if row["source"] == source]


def public(path: str) -> Path:
    found = SAMPLES / "opendata" / path
    if not found.is_file():
        pytest.skip(f"the public files are not here ({found}); set CSP_SAMPLES to their folder to check against them")
    return found


def worksheet(path: Path, title: str) -> dict[str, str]:
    """Cells of one sheet of a workbook by their address, as stored: read straight from its parts."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", space)
        strings = ["".join(part.text or "" for part in text.iter(f"{{{space['m']}}}t")) for text in texts]
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).find("m:sheets", space)
        links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target") for link in links}
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        target = next(targets[sheet.get(key)] for sheet in sheets if sheet.get("name").strip() == title)
        cells = ElementTree.fromstring(book.read(f"xl/{target.removeprefix('/xl/')}")).iter(f"{{{space['m']}}}c")
        found = {}
        for cell in cells:
            value = cell.find("m:v", space)
            if value is not None:
                found[cell.get("r")] = strings[int(value.text)] if cell.get("t") == "s" else value.text
        return found


def test_every_borough_has_every_offence_in_both_years():
    rows = carried("observations", ONS)

    counted = Counter((row["area"], row["period"]) for row in rows)
    assert set(counted) == {
        (area, year) for area in (*BOROUGHS, "west-midlands-police") for year in ("YE-2023-12", "YE-2024-12")
    }
    assert set(counted.values()) == {14}
    assert {row["period_kind"] for row in rows} == {"rolling 12 months"}


def test_the_boroughs_count_no_more_than_their_force():
    for period in ("YE-2023-12", "YE-2024-12"):
        rows = [row for row in carried("observations", ONS) if row["period"] == period]
        for indicator in {row["indicator"] for row in rows}:
            values = {row["area"]: int(row["value"]) for row in rows if row["indicator"] == indicator}
            force = values.pop("west-midlands-police")
            # What has no exact place is counted by the force alone: some 2 to 4 per cent.
            assert 0.93 * force < sum(values.values()) <= force


@pytest.mark.parametrize("sheet", ["Table C2", "Table C5"])
def test_counts_of_offences_are_those_of_the_workbook(sheet):
    cells = worksheet(public("ons/ons_policeforceareatables_ye_december2024.xlsx"), sheet)
    titles = {row["indicator"]: row["title"] for row in rows_of(DATA, "indicators")}
    checked = 0
    for row in carried("observations", ONS):
        found = re.fullmatch(r"(Table C\d), row (\d+), column ([A-Z]+)", row["locator"])
        if found[1] != sheet:
            continue
        line, column = found[2], found[3]
        heading = " ".join(re.sub(r"\[note \d+\]", "", cells[f"{column}8"]).split())
        named = cells.get(f"D{line}", cells[f"B{line}"]).strip().lower()
        assert (int(float(cells[f"{column}{line}"])), heading) == (int(row["value"]), titles[row["indicator"]])
        assert named == row["area"].removesuffix("-police").replace("-", " ")
        checked += 1
    assert checked == 112


def test_populations_are_those_of_the_workbook_and_of_the_estimates():
    cells = worksheet(public("ons/ons_policeforceareatables_ye_december2024.xlsx"), "Table C4")
    rates = carried("populations", ONS)
    assert len(rates) == 8
    assert "mid-2022" in cells["G8"]
    for row in rates:
        line = re.search(r"row (\d+)", row["locator"])[1]
        assert round(float(cells[f"G{line}"])) == int(row["population"])
    with public("population/mye4_population_lad_mid2001_mid2020.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    codes = {row["area"]: row["gss_code"] for row in rows_of(DATA, "areas")}
    estimates = carried("populations", ESTIMATES)
    assert len(estimates) == 7 * 11
    for row in estimates:
        line = lines[int(re.search(r"row (\d+)", row["locator"])[1]) - 2]
        assert line["Code"] == codes[row["area"]]
        assert int(line[f"Mid-{row['period'][:4]}"]) == int(row["population"])


def test_the_forces_series_is_that_of_the_open_data():
    with public("home_office/ho_rolling_year_pfa_2003-2018.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    months = {"03": "year", "06": "rolling 12 months", "09": "rolling 12 months", "12": "rolling 12 months"}
    titles = {row["indicator"]: row["title"] for row in rows_of(DATA, "indicators")}
    rows = carried("observations", HOME_OFFICE)
    assert len(rows) == 253
    for row in rows:
        ending, force, _, offence, count = lines[int(row["locator"].removeprefix("line ")) - 1]
        _, month, year = ending.split("-")
        period = f"{int(year) - 1}-{year[2:]}" if month == "03" else f"YE-{year}-{month}"
        assert (period, months[month], force) == (row["period"], row["period_kind"], "West Midlands")
        assert (offence, int(count)) == (titles[row["indicator"]], int(row["value"]))


def test_a_definition_does_not_change_within_a_series():
    periods = [
        row["period"]
        for row in carried("observations", HOME_OFFICE)
        if row["indicator"] == "recorded-domestic-burglary"
    ]
    assert max(periods, key=lambda text: text.removeprefix("YE-")[:4]) <= "YE-2016-12"
    assert "2016-17" in periods
    assert "2017-18" not in periods
