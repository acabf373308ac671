"""In a Word file what leads to something stays with it, and lists stand below their text."""

import re

import pytest

from helpers.pipeline.render.word_flow import HANGING, kept, leading
from helpers.pipeline.render.word_style import INDENT

TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell:</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def paragraph(text: str, style: str = "BodyText", more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}" />{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def stays(document: str) -> list[bool]:
    return ["<w:keepNext/>" in found for found in re.findall(r"<w:p>.*?</w:p>", leading(document))]


@pytest.mark.parametrize("after", [TABLE, paragraph("a", "Compact")])
def test_a_paragraph_that_ends_with_a_colon_stays_with_what_follows(after):
    assert stays(paragraph("By the people who live here:") + after) == [True, False]


@pytest.mark.parametrize("text", ["A sentence.", "Note: it ends otherwise", ""])
def test_any_other_paragraph_may_stand_alone(text):
    assert stays(paragraph(text) + TABLE) == [False, False]


def test_a_numbered_paragraph_before_a_table_leads_to_it_and_one_before_a_picture_may_stand_alone():
    sentence = paragraph("Table 1 lists them.", "NumberedParagraph")
    assert stays(sentence + paragraph("Table 1: Actions", "TableCaption") + TABLE)[:2] == [True, False]
    assert stays(sentence + paragraph("", "CaptionedFigure")) == [False, False]
    long = paragraph("Table 1 lists them. " * 13, "NumberedParagraph")
    assert stays(long + paragraph("Table 1: Actions", "TableCaption") + TABLE)[:2] == [False, False]


def test_the_last_paragraph_leads_to_nothing():
    assert stays(paragraph("And so on:")) == [False]


def test_a_colon_at_the_end_of_a_run_within_a_paragraph_is_not_its_end():
    both = paragraph("Lead:").replace("</w:p>", "<w:r><w:t>police</w:t></w:r></w:p>")
    assert stays(both + TABLE) == [False, False]


def test_key_figures_stay_together_but_not_with_what_follows():
    assert stays(paragraph("7", "KeyFigure") * 3 + paragraph("Text.")) == [True, True, False, False]


@pytest.mark.parametrize("level", [0, 1, 2])
def test_bullets_stand_below_the_text_of_numbered_paragraphs_at_each_level(level):
    numbering = f'<w:numPr><w:ilvl w:val="{level}" /><w:numId w:val="1003" /></w:numPr>'
    found = leading(paragraph("a", "Compact", numbering))
    left = INDENT + HANGING * (level + 1)
    assert f'{numbering}<w:ind w:left="{left}" w:hanging="{HANGING}"/></w:pPr>' in found


def test_the_rest_of_a_document_stays_as_it_is():
    document = f"<w:body>{paragraph('One.')}\n<w:bookmarkStart/>{TABLE}<w:sectPr/></w:body>"
    assert leading(document) == document


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:pPr><w:pStyle w:val="A" /></w:pPr>', '<w:pPr><w:pStyle w:val="A" /><w:keepNext/></w:pPr>'),
        ("<w:pPr/>", "<w:pPr><w:keepNext/></w:pPr>"),
        ('<w:pPr><w:jc w:val="left"/></w:pPr>', '<w:pPr><w:keepNext/><w:jc w:val="left"/></w:pPr>'),
    ],
)
def test_the_style_comes_before_the_keeping_as_the_schema_wants(before, after):
    assert kept(before) == after
