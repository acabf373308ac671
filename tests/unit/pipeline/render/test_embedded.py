"""The embedded renderer: the same words, numbers and links in a web page, a PDF and a Word file."""

import functools
import html
import io
import re
import shutil
import tempfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from helpers.errors import SourceError
from helpers.pipeline.render import embedded
from helpers.pipeline.render.brand import read_brand
from helpers.pipeline.render.word_style import reference_document

REPORTS = Path(__file__).parents[4] / "reports"
ALL = ("html", "typst", "docx")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300" height="100" fill="#12436d"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364"
    "f8cf500f00038601805a347d6b0000000049454e44ae426082"
)


def stage(
    folder: Path,
    text: str,
    *,
    front: str = "",
    house: bool = False,
    quarto: str = "project: {type: default}\n",
) -> Path:
    (folder / "report.qmd").write_text(f"---\ntitle: A report\n{front}---\n\n{text}\n", encoding="utf-8")
    (folder / "_quarto.yml").write_text(quarto)
    (folder / "_variables.yml").write_text("n: '1,234'\n")
    (folder / "c.svg").write_text(SVG)
    (folder / "c.png").write_bytes(PNG)
    if house:
        shutil.copytree(REPORTS / "_house", folder / "_house")
        shutil.copy(REPORTS / "_brand.yml", folder)
        shutil.move(folder / "_house" / "_quarto.yml", folder / "_quarto.yml")
        brand = read_brand(folder / "_brand.yml")
        (folder / "_house" / "reference.docx").write_bytes(reference_document(brand))
        (folder / "_house" / "brand.css").write_text(brand.css())
    return folder / "report.qmd"


@functools.cache
def made(text: str, fmt: str, front: str = "", house: bool = False) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        return embedded.render(stage(Path(name), text, front=front, house=house), (fmt,), timestamp=1339027200)[fmt]


def page(*arguments, **settings) -> str:
    return made(arguments[0], "html", *arguments[1:], **settings).decode()


def body(document: bytes):
    return docx.Document(io.BytesIO(document)).element.body


def words(document: bytes, fmt: str) -> str:
    if fmt == "html":
        text = re.sub(r"<(style|head|script)\b.*?</\1>", "", document.decode(), flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "\n" if "\n" in text else " ", text)).split())
    if fmt == "typst":
        return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(document)).pages).split())
    return " ".join(
        " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body(document).iter(qn("w:p"))).split()
    )


def structure(document: bytes) -> list[dict]:
    """The elements of a PDF's structure tree, in reading order."""
    found = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(io.BytesIO(document)).trailer["/Root"]["/StructTreeRoot"])
    return found


REFERENCES = """
# First {#sec-first}

See @fig-one, @tbl-two, @sec-second; [@fig-one; @tbl-two]; -@fig-one and [-@tbl-two]. A note.[^n]

[^n]: The note says @fig-one.

    It goes on with @tbl-two.

![Offences of *all* kinds, {{< var n >}} in number, as in @tbl-two](c.png){#fig-one fig-alt="Bars"}

![A later one](c.png){#fig-2b fig-alt="More bars"}

# Second {#sec-second}

| Ward | Number {{< var n >}} |
|:-----|-------:|
| a_b_c don't \\| @fig-2b | £5 {{< var n >}} |

: Wards {#tbl-two}
"""
NUMBERED = "number-sections: true\n"


@pytest.mark.parametrize("fmt", ["html", "docx"])
def test_references_are_printed_with_name_and_number(fmt):
    text = re.sub(r"\s+(?=[.,;])", "", words(made(REFERENCES, fmt, NUMBERED), fmt))
    assert "See Figure 1, Table 1, Section 2; Figure 1, Table 1; 1 and 1. A note." in text


def test_references_are_printed_in_the_pdf_too():
    text = words(made(REFERENCES, "typst", NUMBERED, True), "typst")
    assert "See Figure 1, Table 1, Section 2; Figure 1, Table 1; 1 and 1. A note." in text


def test_references_are_links_in_the_web_page():
    source = page(REFERENCES, NUMBERED)
    links = re.findall(r'<a\s+href="#([\w-]+)"\s+class="quarto-xref">(.*?)</a>', source)
    assert links[:7] == [
        ("fig-one", "Figure\u00a01"), ("tbl-two", "Table\u00a01"), ("sec-second", "Section\u00a02"),
        ("fig-one", "Figure\u00a01"), ("tbl-two", "Table\u00a01"), ("fig-one", "1"), ("tbl-two", "1"),
    ]  # fmt: skip
    assert all(source.count(f'id="{target}"') == 1 for target, _ in links)


def test_references_are_links_to_bookmarks_in_word():
    document = body(made(REFERENCES, "docx", NUMBERED))
    marks = {mark.get(qn("w:name")) for mark in document.iter(qn("w:bookmarkStart"))}
    links = [
        (a.get(qn("w:anchor")), "".join(t.text for t in a.iter(qn("w:t")))) for a in document.iter(qn("w:hyperlink"))
    ]
    assert links[:2] == [("fig-one", "Figure\u00a01"), ("tbl-two", "Table\u00a01")]
    assert {anchor for anchor, _ in links} <= marks


def test_references_are_links_in_the_pdf():
    reader = pypdf.PdfReader(io.BytesIO(made(REFERENCES, "typst", NUMBERED, True)))
    links = [a.get_object() for p in reader.pages for a in p.get("/Annots", [])]
    assert sum(link["/Subtype"] == "/Link" for link in links) >= 10


@pytest.mark.parametrize("fmt", ALL)
def test_captions_cells_headings_and_notes_hold_variables_and_references(fmt):
    text = re.sub(r"\s+(?=[.,;])", "", words(made(REFERENCES, fmt, NUMBERED, True), fmt))
    assert "Figure 1: Offences of all kinds, 1,234 in number, as in Table 1" in text
    assert "Figure 2: A later one" in text
    assert "Number 1,234" in text
    assert "a_b_c don’t | Figure 2 £5 1,234" in text
    if fmt != "docx":  # where notes are a part of their own
        assert "The note says Figure 1. It goes on with Table 1." in text


@pytest.mark.parametrize("fmt", ALL)
def test_figures_are_numbered_in_the_order_of_the_text_and_not_of_the_references(fmt):
    figures = [f'![Cap {n}](c.png){{#fig-{n} fig-alt="x"}}' for n in ("b", "a")]
    text = words(made("# One\n\nSee @fig-a, then @fig-b.\n\n" + "\n\n".join(figures), fmt, "", True), fmt)
    assert "See Figure 2, then Figure 1." in re.sub(r"\s+(?=[.,])", "", text)
    assert "Figure 1: Cap b" in text
    assert "Figure 2: Cap a" in text


CALLOUT = '# One\n\n::: {.callout-warning title="Mind the gap"}\nTwo figures differ by {{< var n >}}.\n:::\n\nAfter'


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize("house", [False, True])
def test_a_callout_prints_its_title_then_its_text(fmt, house):
    text = words(made(CALLOUT, fmt, "", house), fmt)
    assert re.search(r"Mind the gap Two figures differ by 1,234\. (1\. )?After", text)


def test_a_callout_is_a_note_in_the_web_page_and_two_styles_in_word():
    assert re.search(
        r'<div class="callout callout-warning" role="note">\s*<div\s+class="callout-header">', page(CALLOUT)
    )
    styles = {p.text: p.style.name for p in docx.Document(io.BytesIO(made(CALLOUT, "docx"))).paragraphs}
    assert styles["Mind the gap"] == "Callout Warning Title"
    assert styles["Two figures differ by 1,234."] == "Callout Warning Body"


CONDITIONS = "# One\n\n" + "\n\n".join(
    f'::: {{.content-{kind} {word}-format="{fmt}"}}\n{kind[0]}{word[0]}{fmt}\n:::'
    for kind in ("visible", "hidden") for word in ("when", "unless") for fmt in ALL
)  # fmt: skip


@pytest.mark.parametrize("fmt", ALL)
def test_content_for_some_formats_is_printed_in_those_only(fmt):
    others = [other for other in ALL if other != fmt]
    expected = {f"vw{fmt}", f"hu{fmt}"} | {f"vu{other}" for other in others} | {f"hw{other}" for other in others}
    text = words(made(CONDITIONS + '\n\n[x]{.content-visible when-format="html"}', fmt), fmt)
    assert set(re.findall(r"[vh][wu](?:html|typst|docx)", text)) == expected
    assert (" x" in text) == (fmt == "html")


HTML_TABLE = """# One

::: {#tbl-html}
<table>
<thead><tr><th>Ward</th><th>Sum &amp; share</th></tr></thead>
<tbody><tr><td rowspan="2">Kates Hill</td><td>&pound;5</td></tr>
<tr><td>{{< var n >}}</td></tr></tbody>
</table>

Written in HTML
:::

See @tbl-html."""


def test_a_table_in_html_is_a_real_table_in_word():
    (table,) = docx.Document(io.BytesIO(made(HTML_TABLE, "docx"))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Ward", "Sum & share"], ["Kates Hill", "£5"], ["Kates Hill", "1,234"],
    ]  # fmt: skip
    assert "Table 1: Written in HTML" in words(made(HTML_TABLE, "docx"), "docx")


@pytest.mark.parametrize("house", [False, True])
def test_a_table_in_html_is_a_real_table_in_the_pdf(house):
    kinds = [str(element["/S"]) for element in structure(made(HTML_TABLE, "typst", "", house))]
    assert (kinds.count("/Table"), kinds.count("/TR"), kinds.count("/TH"), kinds.count("/TD")) == (1, 3, 2, 3)
    assert "Table 1: Written in HTML" in words(made(HTML_TABLE, "typst", "", house), "typst")


def test_a_long_table_keeps_all_its_rows_and_repeats_its_header():
    text = (
        "# One\n\n| Ward | N |\n|---|--:|\n"
        + "".join(f"| Ward-{n} | {n} |\n" for n in range(90))
        + "\n: Long {#tbl-l}\n"
    )
    printed = words(made(text, "typst", "", True), "typst")
    assert all(f"Ward-{n} {n}" in printed for n in range(90))
    assert printed.count("Ward N") >= 2


ALT = '# One\n\n![Cap](c.svg){#fig-one fig-alt="Bars \\"rise\\" <5 & £6 {x} #y $z @w \\\\ _e_"}'
ALT_TEXT = 'Bars "rise" <5 & £6 {x} #y $z @w \\ _e_'


def test_alternative_texts_arrive_unchanged_in_all_formats():
    (alt,) = re.findall(r'<img[^>]*\balt="([^"]*)"', page(ALT, house=True))
    assert html.unescape(alt) == ALT_TEXT
    alts = [element["/Alt"] for element in structure(made(ALT, "typst", "", True)) if "/Alt" in element]
    assert alts == [ALT_TEXT]
    (picture,) = body(made(ALT, "docx", "", True)).iter(qn("wp:docPr"))
    assert picture.get("descr") == ALT_TEXT


@pytest.mark.parametrize("fmt", ALL)
def test_the_same_report_gives_the_same_bytes_twice(fmt):
    fresh = made.__wrapped__
    text = REFERENCES + CALLOUT.removeprefix("# One") + HTML_TABLE.removeprefix("# One")
    assert fresh(text, fmt, NUMBERED, True) == fresh(text, fmt, NUMBERED, True)


def test_all_formats_are_made_in_one_go(tmp_path):
    every = embedded.render(stage(tmp_path, CALLOUT), ALL, timestamp=1339027200)
    assert {fmt: words(every[fmt], fmt) for fmt in ALL} == {fmt: words(made(CALLOUT, fmt), fmt) for fmt in ALL}


@pytest.mark.parametrize("fmt", ALL)
def test_a_list_may_hold_lists_and_callouts(fmt):
    text = '# One\n\n1.  aa\n\n    - bb\n\n    ::: {.callout-tip title="cc"}\n    dd\n    :::\n\n2.  ee\n'
    assert re.search(r"aa.*bb.*cc.*dd.*ee", words(made(text, fmt), fmt))


# Where Quarto 1.10.18 and an earlier embedded renderer printed something else --------------------------------------------


def refusal(text: str, fmt: str = "html", front: str = "") -> str:
    with pytest.raises(SourceError) as caught:
        made(text, fmt, front)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_pdf_holds_alternative_texts_without_the_house_filters():
    assert [e["/Alt"] for e in structure(made(ALT, "typst")) if "/Alt" in e] == [ALT_TEXT]


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('![Naked](c.png){fig-alt="x"}\n\n![Cap](c.png){#fig-a fig-alt="x"}', 7),
        ("| A |\n|---|\n| 1 |\n\n: Naked", 11),
        ("| A |\n|---|\n| 1 |\n\n: Naked\nover two lines", 11),
        (': Naked "words"\n\n| A |\n|---|\n| 1 |', 7),
        ("<table>\n<caption>Naked</caption>\n<tr><th>A</th></tr>\n</table>", 7),
    ],
)
def test_a_caption_without_a_label_is_refused_since_only_some_formats_would_number_or_print_it(fmt, text, line):
    assert re.match(
        rf"report\.qmd:{line}: the (picture c\.png has a|table has a|)\s?caption ", refusal(f"# One\n\n{text}\n", fmt)
    )


@pytest.mark.parametrize("fmt", ALL)
def test_the_caption_of_a_table_in_html_is_printed_once_it_has_a_label(fmt):
    table = "<table>\n<caption>Dressed</caption>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>"
    text = f"# One\n\n::: {{#tbl-a}}\n{table}\n:::\n\nSee @tbl-a.\n"
    printed = words(made(text, fmt, "", True), fmt)
    assert "Table 1: Dressed" in printed
    assert re.search(r"See Table 1\s?\.", printed)


@pytest.mark.parametrize("fmt", ALL)
def test_a_labelled_picture_without_a_caption_can_be_referred_to(fmt):
    text = words(made('# One\n\n![](c.png){#fig-a fig-alt="x"}\n\nSee @fig-a.\n', fmt, "", True), fmt)
    assert re.search(r"See Figure 1\s?\.", text)


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Right above\n![Cap](c.png){#fig-a fig-alt="x"}\n\n@fig-a', "8: the picture c.png needs an empty line"),
        ("[Words]{#fig-a} of no figure\n\nSee\n@fig-a", "7: the label 'fig-a' must stand on a picture"),
        ("[See @fig-none](https://a.example)", "7: '@fig-none' refers to a label that is nowhere"),
        ("![As in @fig-none](c.png){#fig-a fig-alt='x'}", "7: '@fig-none' refers to a label that is nowhere"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused_and_not_printed(fmt, text, expected):
    assert refusal(f"# One\n\n{text}\n", fmt).startswith(f"report.qmd:{expected}")


@pytest.mark.parametrize("fmt", ALL)
def test_words_in_the_cells_of_an_html_table_are_read_as_markdown(fmt):
    table = "<table>\n<tr><th>A</th></tr>\n<tr><td>**b** *c* @tbl-x don't</td></tr>\n</table>"
    assert re.search("b c Table 1 don’t", words(made(f"# One\n\n::: {{#tbl-x}}\n{table}\n\nCap\n:::\n", fmt), fmt))


BLOCK = """# One

::: {#fig-a}
![](c.png){fig-alt="First"}

Middle words

![](c.png){fig-alt="Second"}

The caption
:::

![Next](c.png){#fig-b fig-alt="Third"}

See @fig-a and @fig-b.
"""


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize("house", [False, True])
def test_nothing_of_a_labelled_block_is_lost(fmt, house):
    document = made(BLOCK, fmt, "", house)
    text = words(document, fmt)
    assert re.search("Middle words.*Figure 1: The caption.*Figure 2: Next.*See Figure 1 and Figure 2", text)
    alts = {
        "html": lambda: re.findall(r'<img[^>]*\salt="([^"]*)"', document.decode()),
        "typst": lambda: [element["/Alt"] for element in structure(document) if "/Alt" in element],
        "docx": lambda: [picture.get("descr") for picture in body(document).iter(qn("wp:docPr"))],
    }[fmt]()
    assert alts == ["First", "Second", "Third"]


def test_the_parts_of_a_labelled_block_stand_one_below_the_other_in_word():
    document = docx.Document(io.BytesIO(made(BLOCK, "docx", "", True)))
    assert not document.tables
    styles = [(p.style.name, p.text.replace("\u00a0", " ")) for p in document.paragraphs]
    start = styles.index(("Captioned Figure", ""))
    assert styles[start + 1 : start + 4] == [
        (styles[start + 1][0], "Middle words"),
        ("Captioned Figure", ""),
        ("Image Caption", "Figure 1: The caption"),
    ]


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize(
    ("block", "kind"),
    [("#tbl-a", "Table"), ("#fig-a", "Figure")],
)
def test_a_labelled_block_may_hold_what_is_no_table_and_no_picture(fmt, block, kind):
    text = words(made(f"# One\n\n::: {{{block}}}\n- aa\n- bb\n\nThe caption\n:::\n\nSee @{block[1:]}.\n", fmt), fmt)
    caption = f"{kind} 1: The caption"
    assert (f"{caption} aa bb" if kind == "Table" else f"aa bb {caption}") in re.sub(" [•-] ", " ", text)
    assert f"See {kind} 1" in text


def test_a_table_shown_as_code_is_left_alone():
    assert "{=html}" not in page("# One\n\n```html\n<table>\n<tr><th>x</th></tr>\n</table>\n```\n\nAfter")


def test_tables_in_capital_letters_reach_word():
    assert docx.Document(io.BytesIO(made("# One\n\n<TABLE>\n<tr><th>x</th></tr>\n</TABLE>", "docx"))).tables


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize("house", [False, True])
def test_the_title_of_a_callout_is_read_as_markdown(fmt, house):
    title = 'title="Don\'t *panic* over @tbl-two"'
    text = words(made(f"{REFERENCES}\n\n::: {{.callout-note {title}}}\nx\n:::", fmt, NUMBERED, house), fmt)
    assert "Don’t panic over Table 1" in text


@pytest.mark.parametrize("fmt", ALL)
def test_words_before_a_reference_in_brackets_stand_in_place_of_its_kind(fmt):
    text = words(made("# One {#sec-a}\n\nSo it is [see *part* @sec-a; and -@sec-a]. After", fmt, NUMBERED), fmt)
    assert re.search(r"So it is see part 1 ?, and 1 ?\. After", text)


@pytest.mark.parametrize("text", ["See @sec-a.", "See [@sec-a].", "See -@sec-a."])
def test_a_reference_to_a_section_without_a_number_is_refused(text):
    # Quarto prints a number that no heading shows, and makes no PDF.
    expected = (
        "report.qmd:8: '@sec-a' refers to a section without a number: link to it by words, as in [Finance](#sec-a)"
    )
    assert refusal(f"# One {{#sec-a}}\n\n{text}") == expected.replace(":8:", ":7:")
    assert refusal(f"# One {{#sec-a .unnumbered}}\n\n{text}", "html", NUMBERED) == expected


SECTIONS = """# One

## Two

### Three {#sec-three}

See @sec-three.

# Four {.unnumbered}

# Five {#sec-five}

@sec-five
"""


@pytest.mark.parametrize(
    ("fmt", "numbers"),
    [
        ("html", "1 One 1.1 Two 1.1.1 Three See Section 1.1.1 . Four 2 Five Section 2"),
        ("typst", "1 One 1.1 Two 1.1.a Three See Section 1.1.a. Four 2 Five Section 2"),
        ("docx", "1. One 1.1 Two 1.1.1 Three See Section 1.1.1. Four 2. Five Section 2"),
    ],
)
def test_sections_are_numbered_as_quarto_numbers_them(fmt, numbers):
    assert numbers in words(made(SECTIONS, fmt, NUMBERED), fmt)


@pytest.mark.parametrize("fmt", ALL)
def test_the_deepest_sections_are_referred_to_by_the_number_that_they_have(fmt):
    text = "# A\n\n## B\n\n### C\n\n#### D\n\n#### E {#sec-e}\n\nSee @sec-e."
    printed = words(made(text, fmt, NUMBERED), fmt)
    (number,) = re.findall(r"See Section ([\w.]+?)\s?\.(?: |$)", printed)
    assert f"{number} E" in printed


@pytest.mark.parametrize("form", ["D MMMM YYYY", "'[the day] D MMMM YYYY'"])
@pytest.mark.parametrize("date", ["2012-06-07", "7 June 2012", "'2012-06-07'"])
def test_a_date_follows_its_format(date, form):
    front = f"date: {date}\ndate-format: {form}\n"
    assert "on " + form.strip("'").replace("[the day] D MMMM YYYY", "the day D MMMM YYYY").replace(
        "D MMMM YYYY", "7 June 2012"
    ) in words(made("# One\n\non {{< meta date >}}", "html", front), "html")
    assert "7 June 2012" in words(made("# One", "docx", front), "docx")


@pytest.mark.parametrize("text", ['![](c.png){fig-alt="Bars"}', 'In a ![](c.png){fig-alt="Bars"} line'])
def test_a_picture_that_is_no_figure_has_its_alternative_text_in_the_web_page(text):
    assert re.findall(r'<img[^>]*\salt="([^"]*)"', page(f"# One\n\n{text}", house=True)) == ["Bars"]
