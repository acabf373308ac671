"""In the house's PDF and Word files what belongs together stands on one page."""

import io
import re
import zipfile

import docx
import pypdf
import pytest

from helpers.pipeline.render import engine
from helpers.pipeline.reports import staging
from helpers.project import Project
from support import ROOT

FRONT = "---\ntitle: {title}\npartnership: The partnership\ncontact: The analyst\n---\n\n"
LONG = (
    "| Name | Number |\n|:-----|------:|\n"
    + "".join(f"| row {n} | {n} |\n" for n in range(40))
    + "\n: Caption {#tbl-a}\n"
)
SHORT = (
    "| Name | Number |\n|:-----|------:|\n"
    + "".join(f"| row {n} | {n} |\n" for n in range(5))
    + "\n: Caption {#tbl-a}\n"
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory):
    """Renders a text in the house's look: `rendered(text, "typst")`."""
    folder = tmp_path_factory.mktemp("house")
    place = Project(ROOT)
    staging.copy_house(place, folder)
    staging.dress(place, folder, "paper.qmd", brief=False)
    chosen = engine.choose("embedded")

    def render(text: str, kind: str, *, title: str = "A paper") -> bytes:
        (folder / "paper.qmd").write_text(FRONT.format(title=title) + text, encoding="utf-8")
        return engine.render(chosen, folder / "paper.qmd", (kind,), timestamp=1)[kind]

    return render


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def page_of(words: str, found: list[str]) -> int:
    (page,) = {number for number, text in enumerate(found, 1) if re.search(words, text)}
    return page


def down_to_the_foot(lines: int) -> str:
    return "# Start\n\n" + "".join(f"{n} of the lines above.\n\n" for n in range(lines))


@pytest.mark.parametrize("lines", range(20, 27))
def test_no_heading_stands_alone_at_the_foot_of_a_page_and_no_table_begins_with_less_than_two_rows(rendered, lines):
    found = pages(rendered(f"{down_to_the_foot(lines)}# Beside the peers\n\n{LONG}", "typst"))
    heading = [number for number, text in enumerate(found, 1) if "Beside the peers" in text][-1]
    assert heading == page_of(r"Caption", found) == page_of(r"row 0\b", found) == page_of(r"row 1\b", found)


def test_those_lines_reach_down_to_where_a_heading_has_to_move(rendered):
    at = [page_of("row 0", pages(rendered(f"{down_to_the_foot(lines)}# End\n\n{LONG}", "typst"))) for lines in (20, 26)]
    assert at == [1, 2]


@pytest.mark.parametrize("lines", range(18, 27, 2))
def test_a_paragraph_that_ends_with_a_colon_stands_on_the_page_of_its_table(rendered, lines):
    found = pages(rendered(f"{down_to_the_foot(lines)}By the people who live here:\n\n{SHORT}", "typst"))
    assert page_of("who live here", found) == page_of(r"row 0\b", found) == page_of(r"row 4\b", found)


@pytest.mark.parametrize(("chapters", "beside"), [(6, False), (12, True)])
def test_long_contents_take_two_columns(rendered, chapters, beside):
    text = "".join(f"# Chapter {n}\n\nText.\n\n" for n in range(1, chapters + 1))
    reader = pypdf.PdfReader(io.BytesIO(rendered(text, "typst")))
    lines = reader.pages[0].extract_text(extraction_mode="layout").splitlines()
    half = chapters // 2 + 1
    assert any(re.search(rf"Chapter 1\b.*Chapter {half}\b", line) for line in lines) == beside
    listed = re.findall(r"Chapter (\d+)[ .]*\.", reader.pages[0].extract_text())
    assert listed == [str(n) for n in range(1, chapters + 1)]


@pytest.mark.parametrize(
    ("title", "both"), [("A paper", True), ("A title of very many words, " * 4 + "in all of them", False)]
)
def test_a_running_header_has_one_line_with_the_partnership_where_both_fit(rendered, title, both):
    found = pages(rendered("Text.\n\n{{< pagebreak >}}\n\nMore.", "typst", title=title))[1]
    assert ("The partnership" in found) == both
    assert title in found


def test_key_figures_are_paragraphs_of_a_style_in_word_with_their_number_before_their_words(rendered):
    text = "# A\n\n::: {.key-figures}\n- **7 of 9** improved\n- **£302,715** is left\n:::\n"
    document = docx.Document(io.BytesIO(rendered(text, "docx")))
    found = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Key Figure"]
    assert [paragraph.text for paragraph in found] == ["7 of 9\timproved", "£302,715\tis left"]
    assert [paragraph.runs[0].style.name for paragraph in found] == ["Key Number"] * 2
    assert [paragraph.paragraph_format.keep_with_next for paragraph in found] == [True, None]


def test_whom_to_ask_stands_in_word_before_the_contents(rendered):
    document = docx.Document(io.BytesIO(rendered("# A\n\nText.", "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.index("Contact: The analyst") < texts.index("Contents")


def test_a_heading_and_a_caption_are_kept_with_a_table_in_word_and_a_note_with_its_last_row(rendered):
    text = f"# Beside the peers\n\n{SHORT}\n::: {{.table-note}}\nA note.\n:::\n\n# Next\n\nText."
    document = docx.Document(io.BytesIO(rendered(text, "docx")))
    styles = {paragraph.text: paragraph.style for paragraph in document.paragraphs}
    assert styles["Beside the peers"].paragraph_format.keep_with_next
    assert next(style for text, style in styles.items() if text.endswith("Caption")).paragraph_format.keep_with_next
    (table,) = document.tables
    assert all(
        paragraph.paragraph_format.keep_with_next
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
    assert not styles["A note."].paragraph_format.keep_with_next


def test_a_finished_word_file_is_one_of_todays_word(rendered):
    settings = zipfile.ZipFile(io.BytesIO(rendered("Text.", "docx"))).read("word/settings.xml").decode()
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', settings)


@pytest.mark.parametrize("rows", [5, 40])
def test_a_short_table_is_marked_in_the_web_page_so_that_it_prints_in_one_piece(rendered, rows):
    page = rendered({5: SHORT, 40: LONG}[rows], "html").decode()
    assert ('class="table-scroll short"' in page) == (rows == 5)


@pytest.mark.parametrize(("lines", "last", "page"), [(24, 1, 2), (32, 2, 2), (48, 2, 3)])
def test_what_begins_a_new_page_does_not_leave_one_that_has_hardly_begun(rendered, lines, last, page):
    text = f"{down_to_the_foot(lines)}{{{{< pagebreak >}}}}\n\n# After the break\n\n{SHORT}"
    found = pages(rendered(text, "typst"))
    assert (page_of(rf"\b{lines - 1} of the lines above", found), page_of(r"row 0\b", found)) == (last, page)
