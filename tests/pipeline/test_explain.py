"""What stands behind a printed number is told: its exact value, its method and its rows, or that it is a part of a date."""

import json
import re

import pytest

from helpers.pipeline.audit import explain, record
from helpers.pipeline.binding import literals
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.binding.numerals import numerals
from helpers.project import Project
from support import Workplace, copy_project, docx_text, html_text, pdf_text

pytestmark = pytest.mark.slow
REPORTS = {
    "annual-report": ("dudley", "2011-12"),
    "grant-monitoring": ("coventry", "2016-17-Q2"),
    "delivery-plan": ("staffordshire", "ni-15-staffordshire"),
}


@pytest.fixture(scope="module")
def family(dudley, tmp_path_factory) -> tuple[Literals, dict[str, explain.Report]]:
    """What is declared to be no figure, and three reports of different types, opened."""
    place = copy_project(tmp_path_factory.mktemp("family") / "project")
    found = {}
    for name, (area, period) in REPORTS.items():
        home = dudley if area == "dudley" else place
        if home is place:
            which = "--plan" if name == "delivery-plan" else "--period"
            done = place.csp("report", name, "--borough", area, which, period, "--engine", "embedded")
            assert done.returncode == 0, done.stderr
        folder = home.root / "reports" / "published" / area / period / name
        found[name] = explain.opened(folder, record.shelf_of(Project(home.root)))
    return literals.declared(Project(place.root)), found


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


def test_what_a_number_may_be_is_listed_before_each_is_told(dudley):
    names = [each["name"] for each in told(dudley, "27.7%")]
    lines = dudley.csp("explain", str(dudley.published), "27.7%").stdout.splitlines()
    assert len(names) > 2
    assert lines[0] == f"27.7% may be any of {len(names)}, told below one after another:"
    assert lines[1 : len(names) + 3] == [*(f"  {name}" for name in names), "", names[0]]


def test_a_sentence_is_told_once_without_a_unit(dudley):
    lines = dudley.csp("explain", str(dudley.published), "crime.message").stdout.splitlines()
    assert lines[1].startswith("  printed as    All 7 measures fell")
    assert lines[2].startswith("  worked out ")


def test_what_is_not_printed_is_refused_with_the_nearest_id(dudley):
    for asked, said in (
        ("99.9%", "write a number as it is printed"),
        ("crime.burglary_dweling.current", "did you mean"),
    ):
        done = dudley.csp("explain", str(dudley.published), asked)
        assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        *(("annual-report", suffix) for suffix in (".html", ".pdf", ".docx")),
        ("grant-monitoring", ".html"),
        ("delivery-plan", ".docx"),
    ],
)
def test_every_number_of_a_report_is_explained_in_every_format(family, name, suffix):
    declared, report = family[0], family[1][name]
    blocks = report.blocks(suffix)
    printed = {found.text for block in blocks for found in numerals(declared.blanked(block.text))}
    assert len(printed) > 50
    for number in sorted(printed):
        found = report.explained(number)
        assert found, number
        if found[0].name != explain.OWN:
            assert all(candidate.method and candidate.notebook and candidate.cell for candidate in found), number
    own = {number for number in printed if report.explained(number)[0].name == explain.OWN}
    # Places in documents and the years and pages of publications are their sources' own words.
    assert len(own) < len(printed) / 4, own


def test_the_cell_and_the_published_formula_are_told(dudley):
    value = next(each for each in told(dudley, "1.7%") if each["name"].endswith("repeat_burglaries.percent"))
    assert value["formulas"][0].startswith("Wilson, E. B. (1927)")
    assert (value["notebook"], value["cell"]) == ("outcome_summary", 7)
    assert value["code"].startswith(("quoted", "results.publish", "quotes"))
    assert any(sentence.startswith("PDF, page") for sentence in value["sentences"])


def test_the_page_leads_from_each_figure_to_its_entry(dudley):
    page = (dudley.published / "annual-report.html").read_text(encoding="utf-8")
    targets = re.findall(r'class="number" href="#([^"]+)"', page)
    assert len(targets) > 250 and set(targets) <= set(re.findall(r'\bid="([^"]+)"', page))
    assert 'href="#figure-tbl-variation" tabindex="-1">−27.7%</a>' in page
    skipped = set(re.findall(r'class="number" href="#([^"]+)" tabindex="-1">', page))
    reached = set(re.findall(r'class="number" href="#([^"]+)">', page))
    assert len(skipped) >= 5 and skipped <= reached, "the keyboard reaches each entry"
    for text in (html_text, pdf_text, docx_text):
        words = text(dudley.published / f"annual-report.{text.__name__.partition('_')[0]}")
        assert "Sources of figures" in words and "Source 1, Appendix 3, lines 171–177" in words


def test_a_number_that_nothing_publishes_stops_the_report(dudley, tmp_path):
    place = copy_project(tmp_path / "project")
    text = place.root / "reports" / "annual-report" / "annual-report.qmd"
    lines = text.read_text(encoding="utf-8").replace("# Background", "Burglary fell by 27.9%.\n\n# Background", 1)
    text.write_text(lines, encoding="utf-8")
    done = place.csp("report", "annual-report", "--borough", "dudley", "--period", "2011-12")
    assert done.returncode == 1 and not place.published.exists()
    assert "27.9% in “Burglary fell by 27.9%.” is no published value" in done.stderr
    assert "it is written in annual-report.qmd:" in done.stderr


def test_the_ids_that_a_text_can_quote_are_listed_with_how_they_read(dudley):
    kept = json.loads((dudley.published / "values.json").read_text(encoding="utf-8"))["values"]
    everything = dudley.csp("values", str(dudley.published)).stdout.splitlines()
    assert [line.split()[0] for line in everything] == sorted(value["id"] for value in kept)
    some = dudley.csp("values", str(dudley.published), "BURGLARY").stdout.splitlines()
    assert "crime.burglary_dwelling.change_percent  27.7%" in [
        " ".join(line.split()).replace(" ", "  ", 1) for line in some
    ]
    assert 5 < len(some) < len(everything) and all("burglary" in line.casefold() for line in some)
    found = json.loads(dudley.csp("values", str(dudley.published), "pounds", "--json").stdout)
    assert len(found) > 5 and {value["unit"] for value in found} == {"pounds"}
    assert {value["notebook"] for value in found} == {"funding_analysis"}
