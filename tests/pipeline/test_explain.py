"""What stands behind a printed number is told: its exact value, its method and its rows, or that it is a part of a date."""

import json
import re

import pytest

from helpers.pipeline.audit import explain, record
from helpers.project import Project
from support import Workplace, html_text

pytestmark = pytest.mark.slow
LITERALS = {
    # Years of dates, periods and titles; days; the base of a rate; statutes.
    *(str(year) for year in range(1998, 2026)),
    *("7", "15", "20", "25", "30", "200", "1,000"),
}


def told(place: Workplace, asked: str) -> list[dict]:
    done = place.csp("explain", str(place.published), asked, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_value_is_told_with_its_method_parts_and_rows(dudley):
    found = told(dudley, "27.7%")
    value = next(each for each in found if each["name"] == "crime.burglary_dwelling.change_percent")
    assert value["exact"] == "-27.71812080536913" and value["unit"] == "per cent"
    assert value["parts"] == "-413.0 ÷ 1490.0"
    assert value["method"].startswith("change = this year − last year; percentage change = change ÷ last year × 100")
    assert value["notebook"] == "indicator_performance"
    assert [source["locator"] for source in value["sources"]] == ["Appendix 3, line 172"] * 2
    assert value["sources"][0]["cells"]["value"] == "1077.0" and value["sources"][1]["cells"]["value"] == "1490.0"
    assert "Dudley Metropolitan Borough Council" in value["sources"][0]["document"]
    assert any("by most in burglary dwelling (27.7%)" in sentence for sentence in value["sentences"])


def test_all_candidates_of_a_number_are_told_values_first(dudley):
    names = [each["name"] for each in told(dudley, "22.3%")]
    assert "crime.serious_acquisitive_crime.change_percent" in names
    assert "data/variation.csv, Serious acquisitive crime, percent" in names
    kinds = [name.startswith("data/") for name in names]
    assert kinds == sorted(kinds)


def test_a_cell_of_a_table_is_told_with_its_rows_and_the_notebook_that_published_it(dudley):
    cell = next(
        each for each in told(dudley, "£87,756") if each["name"].startswith("data/stream-community-safety-fund")
    )
    assert cell["exact"] == "87756.0" and cell["notebook"] == "funding_analysis"
    assert [source["row"] for source in cell["sources"]] == ["allocations.csv:30"]
    assert cell["sources"][0]["cells"]["amount"] == "87756.0"
    assert "project lines added up" in cell["method"]


def test_the_words_name_file_row_document_and_place(dudley):
    done = dudley.csp("explain", str(dudley.published), "crime.burglary_dwelling.current")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "crime.burglary_dwelling.current",
        "  printed as    1,077",
        "  exactly       1077.0 offences",
    ]
    assert re.search(
        r"from +data/observations.csv row \d+: safe and sound.*Appendix 3, line 172$", done.stdout, re.MULTILINE
    )


def test_what_is_not_printed_is_refused_with_the_nearest_id(dudley):
    for asked, said in (
        ("99.9%", "write a number as it is printed"),
        ("crime.burglary_dweling.current", "did you mean"),
    ):
        done = dudley.csp("explain", str(dudley.published), asked)
        assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_every_number_of_the_annual_report_is_a_value_a_cell_or_a_part_of_a_date(dudley):
    shelf = record.shelf_of(Project(dudley.root))
    page = (dudley.published / "annual-report.html").read_text(encoding="utf-8")
    printed = set(explain.numerals(page))
    assert len(printed) > 200
    own = set()
    for number in sorted(printed):
        found = explain.explained(dudley.published, number, shelf)
        assert found, number
        if found[0].name == explain.OWN:
            own.add(number)
        else:
            assert found[0].name != explain.UNBOUND, (number, found[0].sentences)
            assert all(candidate.method for candidate in found), number
    assert own <= LITERALS, own - LITERALS
    assert {"27.7%", "1,077", "£250,178", "97%"} <= printed
    assert "27.7%" in html_text(dudley.published / "annual-report.html")


@pytest.mark.parametrize(
    ("cell", "asked", "printed"),
    [
        ("-27.71812", "27.7%", True),
        ("-27.71812", "−27.7%", True),
        ("-27.71812", "27.8%", False),
        ("27.71812", "−27.7%", False),
        ("0.35077", "35.1%", True),
        ("0.35077", "35.1", False),
        ("250178.0", "£250,178", True),
        ("2.5", "3", True),
        ("", "0", False),
        ("nan", "0", False),
        ("fund", "1", False),
    ],
)
def test_a_cell_is_recognised_by_what_it_is_rounded_to(cell, asked, printed):
    assert explain._prints(cell, asked) is printed


@pytest.mark.parametrize(
    ("text", "asked", "there"),
    [
        ("fell by 27.7% in all", "27.7%", True),
        ("fell by 27.7%.", "27.7%", True),
        ("127.7%", "27.7%", False),
        ("−27.7%", "27.7%", False),
        ("1,077 offences", "077", False),
        ("1,077 offences", "1,077", True),
        ("in 2011/12", "2011", True),
    ],
)
def test_a_number_is_not_found_in_a_longer_one(text, asked, there):
    assert explain._holds(text, asked) is there
