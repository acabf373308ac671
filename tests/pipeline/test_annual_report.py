"""Dudley's annual report of 2011/12 prints what its source document prints, and says where that is wrong."""

import csv
import dataclasses
import json
import re
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from helpers.project import Project
from tools.docs import jupyterlab, pictures

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]

# As the source's Appendix 3 prints them: this year, last year, per cent, number.
APPENDIX_3 = {
    "Serious acquisitive crime": ("3,416", "4,397", "22.3%", "981"),
    "Burglary dwelling": ("1,077", "1,490", "27.7%", "413"),
    "Vehicle crime": ("1,944", "2,363", "17.7%", "419"),
    "Robbery": ("395", "544", "27.4%", "149"),
    "Assault with injury": ("1,295", "1,575", "17.8%", "280"),
    "Criminal damage": ("2,953", "3,576", "17.4%", "623"),
    "BCS comparator crime": ("8,244", "10,138", "18.7%", "1,894"),
}


def rows(name: str) -> list[dict]:
    """What the source document says."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["source"] == "dudley-annual-report-2011-12"]


TITLES = {row["project"]: row["title"] for row in rows("projects")}


@pytest.mark.parametrize("indicator", APPENDIX_3)
def test_each_indicator_prints_both_years_and_both_changes_in_one_row(text: str, indicator: str):
    this, last, percent, number = APPENDIX_3[indicator]
    assert f"{indicator} {this} {last} −{percent} −{number} ▼ Down Improvement: fewer offences" in text


def test_treatment_figures_say_to_which_quarter_they_run(text: str):
    assert "Adults in effective drug treatment 1,092 End of Quarter 4 2011/12" in text
    assert re.search(r"planned exits from treatment 97% End of Quarter 3 2011/12", text)


def test_the_evaluation_prints_its_counts_its_interval_and_its_comparator(text: str):
    assert "12 of 715 1.7% 1.0% to 2.9% 6.8%, West Midlands Police force area" in text
    assert "ran from November 2010 to January 2012" in text


@pytest.mark.parametrize("line", rows("allocations"), ids=lambda row: row["locator"])
def test_every_project_line_of_appendix_4_is_printed_with_its_amount(text: str, line: dict):
    assert re.search(re.escape(TITLES[line["project"]]) + rf" £{int(line['amount']):,}\b", text)


@pytest.mark.parametrize("stream", rows("funding_streams"), ids=lambda row: row["stream"])
def test_every_stream_of_appendix_4_is_printed_with_its_funders_and_amount(text: str, stream: dict):
    assert stream["title"] in text
    assert f"£{int(stream['amount']):,}" in text
    for funder in stream["funders"].split("; "):
        assert funder in text


def test_every_total_and_balance_that_the_source_prints_is_printed(text: str):
    for row in rows("stated_figures"):
        if row["about"] == "funding_streams":
            assert f"Printed by the source as {row['measure'].replace('_', ' ')}" in text
            assert f"£{row['printed']}" in text


def test_the_total_that_its_own_rows_contradict_is_shown_with_the_difference(text: str):
    assert "The source contradicts itself: Community Safety Fund" in text
    assert "The source prints £205,178 as expended" in text
    assert "add up to £250,178" in text
    assert "£45,000 less than its rows" in text
    assert "Community Safety Fund Expended £205,178 £250,178 −£45,000 Disagrees" in text
    assert text.count("Disagrees") == 1


def test_all_streams_add_up(text: str):
    assert "All streams £3,460,589 £3,157,874 £302,715" in text
    assert "£207,176 was carried forward to 2012/13 and £95,539 was yet to be allocated" in text


def test_every_section_that_a_committee_expects_is_there(text: str):
    headings = ["Purpose and recommendation", "Background", "Performance in 2011/12", "Drugs and alcohol"]
    headings += [
        "An evaluated initiative",
        "Priorities for 2012/13",
        "Finance",
        "Looking ahead",
        "Law",
        "Equality impact",
    ]
    headings += ["Appendix A: Funding streams and projects", "Appendix B: Definitions", "Appendix D: Sources"]
    assert [heading for heading in headings if heading not in text] == []


def test_nothing_unfinished_or_internal_is_printed(text: str):
    for word in (
        "nan",
        "None",
        "{{<",
        "not available",
        "burglary-dwelling",
        "funding_streams",
        "_results",
        "@tbl",
        "@fig",
        "TODO",
    ):
        assert not re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text), word


def test_no_number_is_typed_into_the_reports_text():
    source = (ROOT / "reports" / "annual-report" / "annual-report.qmd").read_text(encoding="utf-8")
    source = re.sub(r"\{\{<.*?>\}\}|\{#[^}]*\}", "", source)
    # What is left: sections and years of Acts, the level of an interval, and decimals of a rounding rule in words.
    left = re.findall(r"(?<!section )(?<!Section )(?<!Act )\b\d[\d,.]*%?", source)
    assert set(left) <= {"95%"}


def test_paragraphs_are_numbered_through_without_a_gap(dudley):
    page = (dudley.published / "annual-report.html").read_text(encoding="utf-8")
    numbers = [int(n) for n in re.findall(r'class="paragraph-number">(\d+)\.</a>', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 15


def test_the_pdf_is_a_tagged_a4_document_with_headers_footers_and_alternative_text(dudley):
    reader = pypdf.PdfReader(dudley.published / "annual-report.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Annual report 2011/12"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert [round(float(n)) for n in reader.pages[0].mediabox[2:]] == [595, 842]
    last = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        words = page.extract_text()
        assert f"Page {number} of {last}" in words
        assert ("safe and sound" in words) and "Annual report 2011/12" in words
    found = list(alternatives(root["/StructTreeRoot"]))
    assert [text.split(" of ")[0] for text in found if len(text) > 150] == CHARTS
    assert found[0].startswith("Bar chart of the change in each indicator from 2010/11 to 2011/12")
    assert set(found) >= SMALL


CHARTS = ["Bar chart", "Line chart", "Stacked bar chart"]
SMALL = {"Robbery: from 10,249 offences in 2002/03 to 7,260 offences in 2011/12", "Too few points to tell"}
"""What two of the pictures in a table's cells say."""


def alternatives(node):
    """Alternative texts in a PDF's structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from alternatives(child)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from alternatives(node["/K"])


def test_word_has_real_headings_numbering_repeated_table_headers_and_alternative_text(dudley):
    document = docx.Document(str(dudley.published / "annual-report.docx"))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Purpose and recommendation", "The year in figures", "Background"]
    assert sum(p.style.name == "Numbered Paragraph" for p in document.paragraphs) > 15
    assert len(document.tables) == 14
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    pictures = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr")) if node.get("descr")]
    assert [text.split(" of ")[0] for text in pictures if len(text) > 150] == CHARTS
    assert pictures[-1].startswith("Stacked bar chart of funding received by stream")
    assert set(pictures) >= SMALL
    assert document.core_properties.title == "Annual report 2011/12"


def test_the_web_page_needs_nothing_from_outside(dudley):
    page = (dudley.published / "annual-report.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!data:|#)[^"]+"', page)
    assert not re.findall(r"url\((?!\"?data:)[^)]+\)", page)
    assert '<html lang="en-GB">' in page


def test_the_figures_behind_every_table_and_chart_are_published(dudley):
    names = {path.stem for path in (dudley.published / "data").glob("*.csv")}
    assert {
        "variation",
        "variation-chart",
        "streams",
        "funding-chart",
        "funding-checks",
        "evaluation",
        "treatment",
    } <= names
    with (dudley.published / "data" / "variation.csv").open(encoding="utf-8", newline="") as stream:
        robbery = next(row for row in csv.DictReader(stream) if row["indicator"] == "robbery")
    assert (robbery["current"], robbery["previous"], robbery["change"]) == ("395.0", "544.0", "-149.0")
    assert float(robbery["percent"]) == pytest.approx(-27.389705882)
    assert robbery["method"].startswith("change = this year")


def test_every_quotable_value_leads_back_to_rows_of_the_source(dudley):
    published = json.loads((dudley.published / "values.json").read_text(encoding="utf-8"))
    values = {value["id"]: value for value in published["values"]}
    burglary = values["crime.burglary_dwelling.change_percent"]
    assert burglary["text"] == "27.7%"
    assert burglary["value"] == pytest.approx(-413 / 1490 * 100)
    assert (burglary["numerator"], burglary["denominator"]) == (-413, 1490)
    assert [row["locator"] for row in burglary["sources"]] == ["Appendix 3, line 172"] * 2
    assert all(value["sources"] and value["method"] and value["notebook"] for value in values.values())
    assert (published["area"], published["period"]) == ("dudley", "2011-12")


def test_the_pictures_of_the_documentation_show_this_report(dudley):
    document = (dudley.published / "annual-report.pdf").read_bytes()
    stale = pictures.stale(Project(ROOT), document)
    assert stale == [], f"docs/images/: {', '.join(stale)}: stale; run `python -m tools.docs.pictures`"
    sizes = {path.name: path.stat().st_size for path in (ROOT / pictures.FOLDER).glob("*.png")}
    assert set(sizes) == {*pictures.PICTURES, jupyterlab.PATH.name}
    assert max(sizes.values()) < 150_000, sizes


def test_a_picture_that_shows_another_word_or_another_bar_is_stale(dudley, tmp_path):
    drawn = pictures.draw((dudley.published / "annual-report.pdf").read_bytes(), pictures.PICTURES["performance.png"])
    pictures.keep(drawn, tmp_path / "kept.png")
    assert pictures.alike(pictures.kept(tmp_path / "kept.png"), drawn)
    assert not pictures.alike(dataclasses.replace(drawn, words="other"), drawn)
    altered = drawn.image.convert("RGB")
    altered.paste((18, 67, 109), (300, 500, 312, 508))
    assert not pictures.alike(dataclasses.replace(drawn, image=altered), drawn)
