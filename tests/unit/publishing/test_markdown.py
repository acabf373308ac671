"""Text from data stays text when pandoc, the engine of both renderers, reads it."""

import json

import pypandoc
import pytest

from helpers.pipeline.render.embedded import READER
from helpers.publishing import markdown

NASTY = [
    "50% *of* the _total_",
    "**bold** and __bold__",
    "Staying Put | Sanctuary",
    "`code` and ``code``",
    "[a link](https://example.org) and <https://example.org>",
    "![a picture](x.png)",
    "<b>raw</b> and <br/>",
    "{{< var crime.robbery.verb >}}",
    "a span{.red #id}",
    "cost $5 and $6",
    "H~2~O, x^2^ and ~~struck~~",
    "see @smith2011 and a note[^1]",
    "back\\slash and \\* both",
    "#hash",
    "£1,077 – ↓ – Young people's",
]


def words(node: object) -> str:
    """The plain text of a pandoc syntax tree, with every other element than text shown by its name."""
    if isinstance(node, list):
        return "".join(map(words, node))
    match node:
        case {"t": "Str", "c": text}:
            return text.replace("\u00a0", " ").replace("’", "'")
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "Para" | "Plain", "c": inner}:
            return words(inner)
        case {"t": other}:
            return f"<{other}>"
    return ""


def tree(text: str) -> list:
    return json.loads(pypandoc.convert_text(text, "json", format=READER))["blocks"]


def cells(table: dict) -> list[list[str]]:
    _, _, _, head, bodies, _ = table["c"]
    rows = [*head[1], *(row for body in bodies for row in body[3])]
    return [[words(cell[4]) for cell in row[1]] for row in rows]


@pytest.fixture(scope="module")
def read_back() -> dict[str, str]:
    """Every nasty text as pandoc reads it after escaping, in the middle of a sentence."""
    paragraphs = tree("\n\n".join(f"start {markdown.escape(text)} end" for text in NASTY))
    return {text: words(paragraph) for text, paragraph in zip(NASTY, paragraphs, strict=True)}


@pytest.mark.parametrize("text", NASTY)
def test_text_from_data_is_read_literally(read_back, text):
    assert read_back[text] == f"start {text} end"


def test_an_entity_in_data_is_read_literally():
    assert words(tree(markdown.escape("AT&T &copy; &lt;b&gt;"))) == "AT&T &copy; &lt;b&gt;"


def test_a_table_has_a_cell_for_each_text_whatever_is_in_it():
    rows = [[markdown.escape(text), markdown.escape(text)] for text in NASTY]

    (table,) = tree(markdown.pipe_table(["One", "Two"], rows, ["left", "right"], [1, 1]))

    assert cells(table) == [["One", "Two"], *([text, text] for text in NASTY)]


def test_a_text_of_two_lines_stays_in_its_cell():
    blocks = tree(markdown.pipe_table(["Project"], [[markdown.escape("Staying\nPut")]], ["left"], [1]))

    assert [block["t"] for block in blocks] == ["Table"]
    assert cells(blocks[0]) == [["Project"], ["Staying Put"]]


def test_columns_have_the_alignment_and_the_share_of_the_width_asked_for():
    (table,) = tree(markdown.pipe_table(["a", "b", "c"], [["1", "2", "3"]], ["left", "right", "left"], [50, 25, 25]))

    aligns, widths = zip(*((align["t"], width["c"]) for align, width in table["c"][2]), strict=True)
    assert aligns == ("AlignLeft", "AlignRight", "AlignLeft")
    assert widths == pytest.approx((0.5, 0.25, 0.25), abs=0.01)


def test_a_narrow_column_is_still_a_column():
    (table,) = tree(markdown.pipe_table(["a", "b"], [["1", "2"]], ["right", "left"], [1, 1000]))

    assert cells(table) == [["a", "b"], ["1", "2"]]


def test_a_table_without_rows_keeps_its_header():
    (table,) = tree(markdown.pipe_table(["a", "b"], [], ["left", "left"], [1, 1]))

    assert cells(table) == [["a", "b"]]


@pytest.mark.parametrize(
    ("aligns", "widths"), [(["left"], [1, 1]), (["left", "left"], [1]), (["left", "left", "left"], [1, 1])]
)
def test_every_column_needs_an_alignment_and_a_width(aligns, widths):
    with pytest.raises(ValueError, match="zip"):
        markdown.pipe_table(["a", "b"], [], aligns, widths)


@pytest.mark.parametrize("text", ['the "Stretch" grant', "back\\slash", 'both \\" of them', "two\nlines", "{.red} #id"])
def test_an_attribute_is_read_back_as_it_was(text):
    (picture,) = tree(f'![caption](x.svg){{fig-alt="{markdown.attribute(text)}"}}')

    image = picture["c"][2][0]["c"][0] if picture["t"] == "Figure" else picture["c"][0]
    assert dict(image["c"][0][2]) == {"fig-alt": text.replace("\n", " ")}
