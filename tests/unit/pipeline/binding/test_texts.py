"""The text of a report, block by block, and where each piece stands in a page's source."""

import pytest

from helpers.pipeline.binding import texts
from helpers.pipeline.binding.numerals import numerals, size

PAGE = """<html><head><title>Year 1999</title><style>p { margin: 3px }</style></head><body>
<p class="numbered"><a class="paragraph-number" href="#p-7">7.</a> Fell by <span data-quoted="crime.change">22.3%</span>,
or <strong>1,077</strong> &amp; more.</p>
<figure id="tbl-streams"><table><caption>Table 2: Streams</caption><tr><td>Fund<br>12</td><td>£87,756</td></tr></table></figure>
<p>See <a href="#x">Table 5</a>, and nothing.</p>
<div class="sources-of-figures"><span data-entry="crime.change">22.3%</span></div></body></html>"""


def test_blocks_are_paragraphs_and_cells_and_know_their_table_and_values():
    blocks = texts.of_page(PAGE.encode())
    assert [" ".join(block.text.split()) for block in blocks] == [
        "Fell by 22.3%, or 1,077 & more.", "Table 2: Streams", "Fund 12", "£87,756", "See Table 5, and nothing.", "22.3%",
    ]  # fmt: skip
    assert [block.table for block in blocks] == ["", "streams", "streams", "streams", "", ""]
    first = blocks[0]
    assert first.value_at(first.text.index("22.3")) == "crime.change"
    assert first.value_at(first.text.index("1,077")) == ""


def test_pieces_lead_back_to_the_source():
    for block in texts.of_page(PAGE.encode()):
        for piece in block.pieces:
            source = PAGE[piece.source : piece.source + piece.length]
            assert source.replace("\n", " ") == block.text[piece.start : piece.start + piece.length]
    *_, linked, entry = texts.of_page(PAGE.encode())
    assert [piece.linked for piece in linked.pieces] == [False, True, False]
    assert [piece.entry for piece in (*linked.pieces, *entry.pieces)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fell by −27.7% to £1,077,000.50", ["−27.7%", "£1,077,000.50"]),
        ("2011/12, mid-2001 and Q3", ["2011", "12", "2001", "3"]),
        ("1,2345 and 12,345", ["1", "2345", "12,345"]),
        ("none", []),
    ],
)
def test_every_run_of_digits_is_a_numeral(text, found):
    assert [numeral.text for numeral in numerals(text)] == found


def test_a_size_is_amount_decimals_and_signs():
    found = size("−£1,234.50")
    assert (str(found.amount), found.decimals, found.negative, found.percent) == ("1234.50", 2, True, False)
    assert size("27.7%").percent and size("2011/12") is None


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("One fell by 2.5%. Two rose by 7. Three.", "7", "Two rose by 7."),
        ("One fell by 2.5%. Two rose by 7. Three.", "2.5%", "One fell by 2.5%."),
        ("No end 5", "5", "No end 5"),
    ],
)
def test_the_sentence_round_a_number(text, at, said):
    start = text.index(at)
    assert texts.sentence(text, start, start + len(at)) == said


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Finance . . . . . . . . . 5", "Finance"),
        ("Question 3: Risks, and what was done about them . . . 11", "Question 3: Risks, and what was done about them"),
        (
            "Appendix E: Other figures in the committee's papers . 18",
            "Appendix E: Other figures in the committee's papers",
        ),
        ("It rose to 18. It fell to 12", "It rose to 18. It fell to 12"),
    ],
)
def test_the_number_of_a_page_in_the_contents_is_no_figure_however_long_the_heading(line, left):
    assert texts.FURNITURE.sub("", line) == left
