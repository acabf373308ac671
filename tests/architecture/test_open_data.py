"""Figures from public statistics stand in data/ as they stand in the files that they were published in."""

import csv
import os
import re
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
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
FORCE = "west-midlands-police"
BOROUGHS = ("birmingham", "coventry", "dudley", "sandwell", "solihull", "walsall", "wolverhampton")
YEARS = ("YE-2023-12", "YE-2024-12")
GROUPS = 23
"""Offence groups that the workbook gives for a partnership."""
SMALL = 50
"""The workbook gives no change of a count below this."""
BURGLARY = {"recorded-domestic-burglary": 45, "recorded-residential-burglary": 4}
"""Rows of each way of counting burglaries of homes, before and since April 2017."""
TOTAL = re.compile(r"sum of lines (\d+) to (\d+)(?: without line (\d+) \(fraud\))?")


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


@pytest.fixture(scope="module")
def workbook():
    """Any sheet of the workbook by its name, each read once."""
    path, read = public("ons/ons_policeforceareatables_ye_december2024.xlsx"), {}
    return lambda title: read.get(title) or read.setdefault(title, worksheet(path, title))


@pytest.fixture(scope="module")
def lines() -> list[list[str]]:
    """The lines of the force series, from 0."""
    with public("home_office/ho_rolling_year_pfa_2003-2018.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def heading(cell: str) -> str:
    """A column's heading without line breaks and references to notes."""
    return " ".join(re.sub(r"\[note \d+\]", "", cell).split())


def place_of(row: dict[str, str]) -> tuple[str, str, str]:
    """Sheet, row and column that a locator names."""
    return re.fullmatch(r"(Table C\d), row (\d+), column ([A-Z]+)", row["locator"]).groups()


def titles() -> dict[str, str]:
    return {row["indicator"]: row["title"] for row in rows_of(DATA, "indicators")}


def counts(period: str) -> dict[tuple[str, str], int]:
    """The carried number of offences by area and indicator."""
    rows = carried("observations", ONS)
    return {(row["area"], row["indicator"]): int(row["value"]) for row in rows if row["period"] == period}


def half_up(value: float, places: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_every_borough_has_every_offence_in_both_years():
    rows = carried("observations", ONS)

    counted = Counter((row["area"], row["period"]) for row in rows)
    assert set(counted) == {(area, year) for area in (*BOROUGHS, FORCE) for year in YEARS}
    assert set(counted.values()) == {GROUPS}
    assert {row["period_kind"] for row in rows} == {"rolling 12 months"}
    assert [row for row in rows if row["printed"] != f"{int(row['value']):,}"] == []


def test_the_boroughs_count_no_more_than_their_force():
    for period in YEARS:
        values = counts(period)
        for indicator in {indicator for _, indicator in values}:
            force, boroughs = values[FORCE, indicator], [values[area, indicator] for area in BOROUGHS]
            # What has no exact place is counted by the force alone: some 2 to 4 per cent.
            assert 0.93 * force - 1 < sum(boroughs) <= force


def test_groups_of_offences_add_up_to_those_that_hold_them():
    sums = {row["indicator"]: row["sum_of"].split("; ") for row in rows_of(DATA, "indicators") if row["sum_of"]}
    wholes = {whole: parts for whole, parts in sums.items() if whole.startswith("recorded-")}
    assert set(wholes) == {"recorded-crime", "recorded-violence", "recorded-theft", "recorded-burglary"}
    for period in YEARS:
        values = counts(period)
        for area in (*BOROUGHS, FORCE):
            for whole, parts in wholes.items():
                assert values[area, whole] == sum(values[area, part] for part in parts), (area, period, whole)


@pytest.mark.parametrize("sheet", ["Table C2", "Table C5"])
def test_counts_of_offences_are_those_of_the_workbook(workbook, sheet):
    cells, checked = workbook(sheet), 0
    named_in_data = titles()
    for row in carried("observations", ONS):
        found, line, column = place_of(row)
        if found != sheet:
            continue
        named = cells.get(f"D{line}", cells[f"B{line}"]).strip().lower()
        assert named == row["area"].removesuffix("-police").replace("-", " ")
        assert heading(cells[f"{column}8"]) == named_in_data[row["indicator"]]
        assert int(float(cells[f"{column}{line}"])) == int(row["value"])
        checked += 1
    assert checked == GROUPS * (len(BOROUGHS) + 1)


def test_no_offence_group_of_the_workbook_is_left_out(workbook):
    printed = {heading(text) for address, text in workbook("Table C2").items() if re.fullmatch(r"[A-Z]+8", address)}
    named_in_data = titles()
    ours = {named_in_data[row["indicator"]] for row in carried("observations", ONS)}
    assert {
        title for title in printed if not title.startswith(("Police Force", "Community Safety", "Local Auth"))
    } == ours


def test_the_changes_that_the_workbook_prints_follow_from_the_counts(workbook):
    cells, now, then = workbook("Table C3"), counts(YEARS[1]), counts(YEARS[0])
    given = 0
    for row in (row for row in carried("observations", ONS) if row["period"] == YEARS[1]):
        _, line, column = place_of(row)
        key, printed = (row["area"], row["indicator"]), cells[f"{column}{line}"]
        if printed == "[u]":
            assert min(now[key], then[key]) < SMALL
            continue
        assert float(printed) == pytest.approx(100 * (now[key] - then[key]) / then[key], abs=1e-9)
        given += 1
    assert given == GROUPS * 8 - 15


def test_the_rates_that_the_workbook_prints_follow_from_the_counts_and_populations(workbook):
    """The workbook divides by populations that it prints only rounded to 100, so a rate agrees as far as that allows."""
    cells, values = workbook("Table C4"), counts(YEARS[1])
    columns = {
        heading(text).removesuffix(" (per 1,000 population)"): address[:-1]
        for address, text in cells.items()
        if re.fullmatch(r"[A-Z]+8", address)
    }
    named_in_data, people = titles(), {row["area"]: row for row in carried("populations", ONS)}
    for (area, indicator), count in values.items():
        line = re.search(r"row (\d+)", people[area]["locator"])[1]
        rate, population = float(cells[f"{columns[named_in_data[indicator]]}{line}"]), int(people[area]["population"])
        assert 1000 * count / (population + 50) - 1e-9 <= rate <= 1000 * count / (population - 50) + 1e-9
        if indicator == "recorded-crime":  # the only rate that is shown with a decimal
            assert half_up(rate, 1) == half_up(1000 * count / population, 1)


def test_populations_are_those_of_the_workbook_and_of_the_estimates(workbook):
    cells = workbook("Table C4")
    rates = carried("populations", ONS)
    assert sorted(row["area"] for row in rates) == sorted((*BOROUGHS, FORCE))
    assert "mid-2022" in cells["G8"]
    for row in rates:
        line = re.search(r"row (\d+)", row["locator"])[1]
        assert round(float(cells[f"G{line}"])) == int(row["population"])
        assert row["period"] == "2022-06"
    with public("population/mye4_population_lad_mid2001_mid2020.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    codes = {row["area"]: row["gss_code"] for row in rows_of(DATA, "areas")}
    for row in carried("populations", ESTIMATES):
        line, year = re.fullmatch(r"row (\d+), Mid-(\d{4})", row["locator"]).groups()
        assert found[int(line) - 2]["Code"] == codes[row["area"]]
        assert int(found[int(line) - 2][f"Mid-{year}"]) == int(row["population"])
        assert row["period"] == f"{year}-06"


def test_every_borough_has_the_estimates_of_eleven_years_and_the_force_no_sum_of_them():
    counted = Counter((row["area"], row["period"]) for row in carried("populations", ESTIMATES))
    assert set(counted) == {(area, f"{year}-06") for area in BOROUGHS for year in range(2010, 2021)}


def dated(line: list[str]) -> tuple[str, str]:
    """The period and kind of a line of the force series: a year that ends in March is a financial year."""
    _, month, year = line[0].split("-")
    financial = month == "03"
    period = f"{int(year) - 1}-{year[2:]}" if financial else f"YE-{year}-{month}"
    return period, "year" if financial else "rolling 12 months"


def test_the_forces_series_is_that_of_the_open_data(lines):
    named_in_data, checked = titles(), 0
    for row in carried("observations", HOME_OFFICE):
        if row["indicator"] == "recorded-crime":
            continue
        line = lines[int(re.fullmatch(r"line (\d+)", row["locator"])[1]) - 1]
        assert (*dated(line), line[1]) == (row["period"], row["period_kind"], "West Midlands")
        assert (line[3], line[4]) == (named_in_data[row["indicator"]], row["printed"])
        assert int(line[4]) == int(row["value"])
        checked += 1
    assert checked == 4 * 52 + sum(BURGLARY.values())


def test_the_forces_totals_are_the_sum_of_its_offence_groups_without_fraud(lines):
    """The file prints no total, so the rows say which lines make it and print nothing."""
    rows = [row for row in carried("observations", HOME_OFFICE) if row["indicator"] == "recorded-crime"]
    assert {row["printed"] for row in rows} == {""}
    for row in rows:
        first, last, fraud = (number and int(number) for number in TOTAL.fullmatch(row["locator"]).groups())
        named = {number: lines[number - 1] for number in range(first, last + 1)}
        assert {(*dated(line), line[1]) for line in named.values()} == {
            (row["period"], row["period_kind"], "West Midlands")
        }
        # All of the force's lines of that date: the ones beside them are another force's.
        assert "West Midlands" not in (lines[first - 2][1], lines[last][1])
        assert [number for number, line in named.items() if line[3] == "Fraud offences"] == ([fraud] if fraud else [])
        assert int(row["value"]) == sum(int(line[4]) for number, line in named.items() if number != fraud)


def test_the_forces_series_has_sixteen_years_and_the_rolling_years_between_them():
    rows = carried("observations", HOME_OFFICE)
    years = {f"{year}-{(year + 1) % 100:02}" for year in range(2002, 2018)}
    rolling = {f"YE-{year}-{month}" for year in range(2007, 2019) for month in ("06", "09", "12")}
    counted = Counter(row["indicator"] for row in rows)

    assert {row["area"] for row in rows} == {FORCE}
    assert {row["period"] for row in rows} == years | rolling
    assert {indicator: counted.pop(indicator) for indicator in BURGLARY} == BURGLARY
    assert set(counted.values()) == {len(years | rolling)}
    assert len(counted) == 5


def test_a_definition_does_not_change_within_a_series():
    """Burglary of dwellings gave way to residential burglary in April 2017: a rolling year that mixes them is neither."""
    periods = {
        key: {row["period"] for row in carried("observations", HOME_OFFICE) if row["indicator"] == key}
        for key in BURGLARY
    }
    assert periods["recorded-residential-burglary"] == {"2017-18", "YE-2018-06", "YE-2018-09", "YE-2018-12"}
    assert {"2016-17", "YE-2016-12"} <= periods["recorded-domestic-burglary"]
    assert not {text for text in periods["recorded-domestic-burglary"] if re.search(r"2017-(18|06|09|12)|2018", text)}


def test_volumes_that_follow_policing_have_no_better_way_and_acquisitive_crime_has():
    polarity = {
        row["title"]: row["polarity"] for row in rows_of(DATA, "indicators") if row["theme"] == "recorded-crime"
    }
    lower = {title for title, way in polarity.items() if way == "lower"}
    assert set(polarity.values()) == {"lower", "neither"}
    assert {
        title for title in polarity if re.search("[Bb]urglary|[Tt]heft|Robbery|Shop|Vehicle|damage", title)
    } == lower


def test_each_public_source_says_under_which_licence_it_is_used():
    notes = {row["source"]: row["note"] for row in rows_of(DATA, "sources")}
    ons = "Source: Office for National Statistics licensed under the Open Government Licence v3.0"
    assert notes[ONS].startswith(ons)
    assert notes[ESTIMATES].startswith(ons)
    public_sector = "Contains public sector information licensed under the Open Government Licence v3.0"
    assert notes[HOME_OFFICE].startswith(public_sector)
