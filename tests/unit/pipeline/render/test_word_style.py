"""The reference document: the house look of Word as styles, so that an editor changes one style and not each paragraph."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from helpers.errors import SourceError
from helpers.pipeline.render.brand import Brand
from helpers.pipeline.render.word_style import BAR, CALLOUTS, FIXED_TIME, reference_document
from support import ROOT

NAVY = Brand({"primary": "#12436d"}, "")


@pytest.fixture(scope="module")
def made() -> bytes:
    return reference_document(NAVY)


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(io.BytesIO(made))


def child(style, path: str):
    return style.element.find("/".join(qn(f"w:{name}") for name in path.split("/")))


def test_every_part_is_well_formed(made):
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.testzip() is None
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))


def test_a_brief_papers_page_is_narrow_and_its_type_small_but_legible(document):
    brief = docx.Document(io.BytesIO(reference_document(NAVY, brief=True)))
    (section,) = brief.sections
    assert (section.left_margin.mm, section.page_width.mm) == pytest.approx((15, 210), abs=0.2)
    for name in ("Heading 1", "Body Text", "Table Note"):
        full, small = document.styles[name], brief.styles[name]
        assert small.paragraph_format.space_before.pt == full.paragraph_format.space_before.pt / 2
    sizes = [int(each.get(qn("w:val"))) / 2 for each in brief.styles.element.iter(qn("w:sz"))]
    assert min(sizes) >= 8
    body = [
        int(next(each.styles.element.find(qn("w:docDefaults")).iter(qn("w:sz"))).get(qn("w:val"))) / 2
        for each in (brief, document)
    ]
    assert body == [9, 11]


def test_the_page_is_a4_with_a_first_page_of_its_own(document):
    (section,) = document.sections
    assert abs(section.page_width - Mm(210)) < Mm(0.2)
    assert abs(section.page_height - Mm(297)) < Mm(0.2)
    assert abs(section.left_margin - Mm(21)) < Mm(0.2)
    assert section.different_first_page_header_footer


def test_the_margins_say_whose_paper_it_is_what_it_is_called_where_it_goes_and_which_page_it_is(document):
    (section,) = document.sections
    fields = lambda part: [f.get(qn("w:instr")).strip() for f in part._element.iter(qn("w:fldSimple"))]  # noqa: E731
    assert fields(section.first_page_header) == ["DOCPROPERTY partnership"]
    assert fields(section.header) == ["DOCPROPERTY partnership", "TITLE"]
    assert fields(section.footer) == fields(section.first_page_footer) == ["DOCPROPERTY occasion", "PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    "name",
    [
        "Body Text", "First Paragraph", "Compact", "Title", "Subtitle", "Author", "Date", "Heading 1", "Heading 2",
        "Heading 3", "TOC Heading", "toc 1", "toc 2", "Numbered Paragraph", "Table Caption", "Image Caption",
        "Captioned Figure", "Table Note", "Definition Term", "Definition", "Key Figure", "Key Number", "Callout Title",
        "Callout Body", "Partnership", "Header", "Footer", "Table",
    ],
)  # fmt: skip
def test_every_style_of_the_house_is_there_once(document, name):
    assert [style.name for style in document.styles].count(name) == 1


def test_no_style_stands_under_an_id_twice(document):
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))


def test_styles_are_based_on_styles_that_there_are(document):
    ids = {style.style_id for style in document.styles}
    based = {style.element.find(qn("w:basedOn")) for style in document.styles} - {None}
    assert {found.get(qn("w:val")) for found in based} <= ids


def test_numbered_paragraphs_are_numbered_by_word_itself_through_the_whole_paper(document):
    style = document.styles["Numbered Paragraph"]
    number = child(style, "pPr/numPr/numId").get(qn("w:val"))
    numbering = document.part.numbering_part.element
    (num,) = [found for found in numbering.findall(qn("w:num")) if found.get(qn("w:numId")) == number]
    wanted = num.find(qn("w:abstractNumId")).get(qn("w:val"))
    (abstract,) = [n for n in numbering.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == wanted]
    level = abstract.find(qn("w:lvl"))
    values = {name: level.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("start", "numFmt", "pStyle", "lvlText")}
    assert values == {"start": "1", "numFmt": "decimal", "pStyle": style.style_id, "lvlText": "%1."}


def test_all_definitions_of_lists_come_before_the_lists_as_the_schema_wants(document):
    names = [etree.QName(found).localname for found in document.part.numbering_part.element]
    assert names == sorted(names, key=["abstractNum", "num"].index)


@pytest.mark.parametrize(("name", "level"), [("Heading 1", "0"), ("Heading 2", "1"), ("Heading 3", "2")])
def test_headings_have_their_level_and_stay_with_what_follows(document, name, level):
    style = document.styles[name]
    assert child(style, "pPr/outlineLvl").get(qn("w:val")) == level
    assert style.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("Table Caption", True), ("Captioned Figure", True), ("Callout Title", True), ("Definition Term", True),
        ("Callout Warning Title", True), ("Image Caption", False), ("Table Note", False), ("Callout Body", False),
        ("Body Text", False),
    ],
)  # fmt: skip
def test_what_stands_over_something_stays_with_it_and_what_stands_under_it_does_not(document, name, stays):
    assert bool(document.styles[name].paragraph_format.keep_with_next) == stays


def test_a_paper_opens_in_word_as_one_of_today(made):
    settings = zipfile.ZipFile(io.BytesIO(made)).read("word/settings.xml").decode()
    assert settings.count("compatibilityMode") == 1
    assert settings.index("<w:compat>") < settings.index("<w:rsids>")


def test_panels_and_their_bars_stay_within_the_margins(document):
    for name in ("Key Figure", "Callout Title", "Callout Body"):
        style = document.styles[name]
        first = style.paragraph_format.left_indent.twips + (style.paragraph_format.first_line_indent or Mm(0)).twips
        assert first == BAR, name


@pytest.mark.parametrize("kind", CALLOUTS)
def test_a_callout_has_the_colour_that_it_has_in_print_and_on_the_web(document, kind):
    colour = f"#{CALLOUTS[kind].lower()}"
    assert str(document.styles[f"Callout {kind} Title"].font.color.rgb) == CALLOUTS[kind]
    assert f'w:color="{CALLOUTS[kind]}"' in document.styles[f"Callout {kind} Body"].element.xml
    house = ROOT / "reports" / "_house"
    assert f'{kind.lower()}: "{colour}"' in (house / "typst-template.typ").read_text(encoding="utf-8")
    edge = rf"\.notice-{kind.lower()}\b[^{{]*{{ --edge: {colour}; }}"
    assert re.search(edge, (house / "report.css").read_text(encoding="utf-8"))


def test_the_colour_of_the_brand_reaches_titles_headings_and_the_header_row():
    document = docx.Document(io.BytesIO(reference_document(Brand({"primary": "#801650"}, ""))))
    assert str(document.styles["Title"].font.color.rgb) == "801650"
    assert str(document.styles["Heading 1"].font.color.rgb) == "801650"
    assert child(document.styles["Table"], "tblStylePr/tcPr/shd").get(qn("w:fill")) == "801650"


def test_rows_do_not_split_and_the_header_row_repeats_by_style(document):
    table = document.styles["Table"]
    assert child(table, "trPr/cantSplit") is not None
    assert child(table, "tblStylePr").get(qn("w:type")) == "firstRow"
    assert child(table, "tblStylePr/trPr/tblHeader") is not None


def test_the_language_is_british_english(document):
    language = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_the_same_brand_gives_the_same_bytes_twice_and_no_time_of_day(made):
    assert reference_document(NAVY) == made
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {FIXED_TIME}


def test_a_brand_without_a_main_colour_is_refused():
    with pytest.raises(SourceError, match=r"^_brand\.yml: color: 'primary' is missing"):
        reference_document(Brand({}, ""))


ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
]


def test_properties_of_paragraphs_stand_once_and_in_the_order_of_the_schema(document):
    for style in document.styles:
        names = [etree.QName(found).localname for found in style.element.findall(f"{qn('w:pPr')}/*")]
        assert names == sorted(set(names), key=ORDER.index), style.name
