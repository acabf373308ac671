"""Numbers are bound to values and cells; one bound to nothing stops the report; a page's numbers lead to their sources."""

import pytest

from helpers.errors import ReportError
from helpers.pipeline.binding import appendix, links, lint, literals
from helpers.pipeline.binding.book import Book, Cell, Kind, read_tables, rows_behind
from helpers.pipeline.binding.texts import of_page
from helpers.project import Project
from support import ROOT

DECLARED = literals.declared(Project(ROOT))
VALUES = {
    "values": [
        {
            "id": "crime.change", "text": "22.3%", "value": -22.31, "unit": "per cent", "method": "Wilson interval", "cell": 4,
            "notebook": "indicators", "sources": [{"row": "a.csv:3", "source": "plan", "locator": "Appendix 3, line 171"}],
        },
        {
            "id": "when", "text": "Quarter 4", "value": "Quarter 4", "unit": "word", "method": "period", "cell": 4,
            "notebook": "indicators", "sources": [],
        },
    ],
    "sources": [{"source": "plan", "title": "The plan for 77 wards", "publisher": "Council", "published": "", "note": ""}],
    "results": {"streams": {"notebook": "funding", "cell": 3}},
    "rows": {"a.csv:3": ["plan", "Appendix 3, line 171"], "a.csv:4": ["plan", "Appendix 3, line 172"]},
}  # fmt: skip
CSV = b"title,amount,share,row,method\nFund,87756.4,0.35077,a.csv:3; a.csv:4,lines added up\nStage 9,-5,,,\n"
FILES = {"data/streams.csv": CSV}


@pytest.fixture
def book():
    return Book(VALUES, read_tables(FILES))


def kinds(book: Book, text: str) -> list[str]:
    return [str(found.kind) for found in book.bound(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("22.3%", ["value"]),
        ("−22.3%", ["value"]),
        ("£87,756", ["cell"]),
        ("87,757", []),
        ("35.1%", ["cell"]),
        ("35.1", []),
        ("0.35", ["cell"]),
        ("−5", ["cell"]),
        ("5", ["cell"]),
        ("−87,756", []),
        ("9", ["cell"]),
        ("77", ["words"]),
        ("172", ["words"]),
        ("3", ["words"]),
        ("1,000", []),
    ],
)
def test_a_number_is_bound_to_what_is_published(book, text, found):
    assert kinds(book, text) == found


def test_a_cell_is_named_by_table_row_and_column(book):
    assert book.cells("£87,756") == [Cell("streams", 0, "amount")]
    assert rows_behind(book.tables["streams"][0]) == ["a.csv:3", "a.csv:4"]


def test_a_quoted_value_is_bound_to_itself_alone(book):
    (block,) = of_page(b'<p>by <span data-quoted="crime.change">22.3%</span></p>')
    (found,) = book.bound("22.3%", block, block.text.index("22.3"))
    assert (found.kind, found.name) == (Kind.VALUE, "crime.change")


def page(body: str) -> dict[str, bytes]:
    return {**FILES, "annual-report.html": f"<body>{body}</body>".encode()}


def test_a_report_whose_numbers_are_all_bound_passes(book, tmp_path):
    body = (
        '<p>On 7 June 2012 it fell by 22.3%, under section 17. £87,756 was received.</p><p id="tbl-streams">35.1%</p>'
    )
    lint.check(page(body), book, DECLARED, tmp_path)


def test_a_number_bound_to_nothing_is_told_with_its_place_and_where_it_is_written(book, tmp_path):
    (tmp_path / "annual-report.qmd").write_text("# Title\n\nIt fell by 22.4%.\n", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        lint.check(page("<p>It fell by 22.4%. It rose by 41.</p>"), book, DECLARED, tmp_path)
    told = str(caught.value)
    assert told.startswith("annual-report.html: 22.4% in “It fell by 22.4%.” is no published value")
    assert "it is written in annual-report.qmd:3 (1 more)" in told and "literals.yml" in told


def test_the_appendix_tells_values_and_tables_in_the_reports_order(tmp_path, book):
    (tmp_path / "_results").mkdir()
    (tmp_path / "_results" / "streams.md").write_text("| a |\n|---|\n\n: Streams {#tbl-streams}\n", encoding="utf-8")
    text = "{{< include _results/streams.md >}} {{< var crime.change >}} {{< var when >}} {{< var crime.change >}}"
    lines = appendix.written(text, tmp_path, VALUES, book.tables, DECLARED).splitlines()
    rows = [line for line in lines if line.startswith("| [")]
    assert rows[0] == (
        '| [@tbl-streams]{entry="tbl-streams"} | lines added up (funding, cell 3) | Source 1, Appendix 3, lines 171–172 |'
    )
    assert (
        rows[1]
        == '| [22.3%]{entry="crime.change"} | Wilson interval (indicators, cell 4) | Source 1, Appendix 3, line 171 |'
    )
    assert [row.split("|")[1].strip() for row in rows[2:]] == ['[Numbers in other sentences]{entry="notebook-funding"}']
    assert any(line.startswith("- Wilson, E. B. (1927)") for line in lines)


@pytest.mark.parametrize(
    ("locators", "told"),
    [
        (["Appendix 3, line 171", "Appendix 3, line 172", "Appendix 3, line 180"], ["Appendix 3, lines 171–172, 180"]),
        (["sheet P1, row 9"], ["sheet P1, row 9"]),
        (["page 4", "line 3", "page 4"], ["page 4", "line 3"]),
    ],
)
def test_places_that_follow_one_another_are_a_range(locators, told):
    assert appendix.condensed(locators) == told


SKIPPED = ' tabindex="-1"'


def test_each_number_of_the_page_leads_to_its_entry(book):
    body = (
        '<p>It fell by <span data-quoted="crime.change">22.3%</span> in 2012. '
        'See <a href="#tbl-streams">Table 1</a>: £87,756.</p>'
        '<figure id="tbl-streams"><table><tr><td>Fund</td><td>£87,756</td><td>£87,756</td></tr></table></figure>'
        '<div class="sources-of-figures"><p><span data-entry="crime.change">22.3%</span> '
        '<span data-entry="tbl-streams">Table 1</span></p></div>'
    )
    made = links.linked(page(body)["annual-report.html"], book, DECLARED).decode()
    assert (
        '<span data-quoted="crime.change"><a class="number" href="#figure-crime.change">22.3%</a></span> in 2012'
        in made
    )
    assert ': <a class="number" href="#figure-tbl-streams">£87,756</a>.' in made
    cell = '<td><a class="number" href="#figure-tbl-streams"{}>£87,756</a></td>'
    assert f"{cell.format('')}{cell.format(SKIPPED)}" in made  # the keyboard stops at a table's first
    assert '<span id="figure-crime.change">22.3%</span> <span id="figure-tbl-streams">Table 1</span>' in made
    assert made.count("<a ") == 5


def test_a_page_without_an_appendix_stays_as_it_is(book):
    whole = page('<p><span data-quoted="crime.change">22.3%</span></p>')["annual-report.html"]
    assert links.linked(whole, book, DECLARED) == whole
