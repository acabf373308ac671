"""A report's text put together: includes, variables and settings go in, code stays as it is, lines keep their place."""

from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render.passages import outside_code
from helpers.pipeline.render.source import Document, read

FRONT = "---\ntitle: T\nyear: 2011/12\n---\n"  # the text begins on line 5


def document(
    folder: Path, text: str | bytes, files: dict[str, str | bytes] | None = None, front: str = FRONT
) -> Document:
    written = {
        "report.qmd": text if isinstance(text, bytes) else front + text,
        "_variables.yml": "crime: {n: 5, t: five}\n",
    }
    for name, content in (written | (files or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(folder / "report.qmd")


def texts(*arguments, **settings) -> list[str]:
    return [line.text for line in document(*arguments, **settings).lines if line.text]


def refusal(*arguments, **settings) -> str:
    with pytest.raises(SourceError) as caught:
        document(*arguments, **settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_lines_keep_the_file_and_the_line_where_they_were_written(tmp_path):
    read_document = document(tmp_path, "One\n\n{{< include _results/a.md >}}\nTwo\n", {"_results/a.md": "A\nB\n"})
    places = {line.text: line.place for line in read_document.lines if line.text}
    assert places == {
        "One": "report.qmd:5",
        "A": "_results/a.md:1",
        "B": "_results/a.md:2",
        "Two": "report.qmd:8",
    }


def test_an_include_is_a_paragraph_of_its_own_and_may_be_nested_and_repeated(tmp_path):
    files = {"sub/a.md": "A\n{{< include sub/b.md >}}\n", "sub/b.md": "B {{< var crime.n >}}"}
    lines = [
        line.text for line in document(tmp_path, "x\n{{< include 'sub/a.md' >}}\n{{< include sub/a.md >}}", files).lines
    ]
    assert [line for line in lines if line] == ["x", "A", "B 5", "A", "B 5"]
    assert lines[:3] == ["x", "", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "5 and {{< var crime.n >}}",
        "# Of {{< var crime.n >}} {#sec-a}",
        "| {{<var crime.n>}} | x |",
        ": Table of {{<  var   crime.n  >}} {#tbl-a}",
        "![Of {{< var crime.n >}}](c.png)",
        "    {{< var crime.n >}}",
    ],
)
def test_variables_stand_in_prose_headings_cells_and_captions(tmp_path, text):
    (line,) = texts(tmp_path, text)
    assert "{{<" not in line
    assert "5" in line.split("and ")[-1]


def test_settings_of_every_layer_can_be_quoted(tmp_path):
    files = {"_metadata.yml": "council: {name: Dudley}\nyear: 2000\n", "_quarto.yml": "partnership: Safe\n"}
    assert texts(tmp_path, "{{< meta council.name >}}, {{< meta partnership >}}, {{< meta year >}}", files) == [
        "Dudley, Safe, 2011/12"
    ]


def test_two_shortcodes_on_a_line_are_both_put_in(tmp_path):
    assert texts(tmp_path, "{{< var crime.n >}} of {{< meta year >}} ({{< var crime.t >}})") == ["5 of 2011/12 (five)"]


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "```text", "   ```"])
def test_blocks_of_code_are_left_alone(tmp_path, fence):
    inside = ["{{< var nothing >}}", "{{< include nothing.md >}}", "{{< pagebreak >}}", "# {{< video x >}}"]
    lines = document(
        tmp_path, "\n".join([fence, *inside, fence.strip().removesuffix("text"), "{{< var crime.n >}}"])
    ).lines
    assert [line.text for line in lines if line.code][1:-1] == inside
    assert lines[-1].text == "5"


def test_a_shorter_fence_does_not_close_a_longer_one(tmp_path):
    lines = document(tmp_path, "````\n```\n{{< var nothing >}}\n```\n````\nafter").lines
    assert [line.code for line in lines] == [True] * 5 + [False]


def test_inline_code_is_left_alone(tmp_path):
    text = "`{{< var nothing >}}` and ``a ` {{< var nothing >}}`` but {{< var crime.n >}}"
    assert texts(tmp_path, text) == ["`{{< var nothing >}}` and ``a ` {{< var nothing >}}`` but 5"]


def test_code_is_blanked_out_at_the_same_length():
    text = "a `b` ``c ` d`` e ` f"
    assert outside_code(text) == "a     " + " " * 10 + "e ` f"
    assert len(outside_code(text)) == len(text)


def test_a_page_break_becomes_a_block_on_the_same_line(tmp_path):
    lines = document(tmp_path, "x\n\n{{< pagebreak >}}\ny").lines
    assert [(line.text, line.number) for line in lines[2:6]] == [
        ("", 7),
        ("::: {.page-break}", 7),
        (":::", 7),
        ("", 7),
    ]


FAULTS = [
    ("{{< var crime.none >}}", "there is no 'crime.none' among the results that this report is staged with"),
    ("{{< meta nothing >}}", "there is no 'nothing' among the report's settings"),
    ("{{< var crime >}}", "'crime' is a group of values; name one of them"),
    ("{{< var >}}", "there is no '' among the results"),
    ("{{< include none.md >}}", "the included file none.md is missing"),
    ("{{< include . >}}", "the included file . is missing"),
    (
        "{{< video https://x.example >}}",
        "shortcode 'video' is not supported; include, var, meta and pagebreak are",
    ),
    ("{{< kbd Ctrl-C >}}", "shortcode 'kbd' is not supported"),
    ("Before {{< include a.md >}}", "include must stand on a line of its own"),
    ("A {{< pagebreak >}} in a line", "pagebreak must stand on a line of its own"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_a_shortcode_that_cannot_be_filled_is_refused_with_its_line(tmp_path, text, expected):
    assert refusal(tmp_path, f"One\n\n{text}\n").startswith(f"report.qmd:7: {expected}")


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_the_line_of_an_included_file_is_named_too(tmp_path, text, expected):
    files = {"_commentary/a.md": "{{< include _commentary/b.md >}}", "_commentary/b.md": f"One\n{text}\n"}
    message = refusal(tmp_path, "One\n\n{{< include _commentary/a.md >}}\n", files)
    assert message.startswith(f"_commentary/b.md:2: {expected}")


def test_includes_that_go_round_in_a_circle_are_refused_with_the_way_round(tmp_path):
    files = {"a.md": "x\n{{< include b.md >}}", "b.md": "{{< include a.md >}}"}
    assert (
        refusal(tmp_path, "{{< include a.md >}}", files)
        == "b.md:1: a.md includes itself (report.qmd → a.md → b.md → a.md)"
    )
    assert refusal(tmp_path, "\n{{< include report.qmd >}}").startswith("report.qmd:6: report.qmd includes itself")


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("one\n```\ntwo", {}, "report.qmd:7: a block of code is not closed with ```"),
        ("{{< include a.md >}}\nend", {"a.md": "~~~~\nx\n"}, "a.md:2: a block of code is not closed with ~~~~"),
        ("{{< include a.md >}}", {"a.md": b"\xa35"}, "a.md: not UTF-8 text (byte 0)"),
        (b"---\ntitle: T\n\n# One", {}, "report.qmd:1: the settings that begin here with '---' have no end"),
        (b"# \xa35", {}, "report.qmd: not UTF-8 text (byte 2)"),
        (b"---\ntitle: T\ncrossref: x\n---\n", {}, "report.qmd:3: setting 'crossref' is not supported here"),
        ("x", {"_metadata.yml": "a: 1\ncss: x\n"}, "_metadata.yml:2: setting 'css' is not supported here"),
        ("x", {"_variables.yml": "- a\n"}, "_variables.yml:1: expected settings such as 'title: …', found list"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_are_refused(tmp_path, text, files, expected):
    assert refusal(tmp_path, text, files) == expected


def test_windows_line_ends_and_a_document_without_settings_are_read(tmp_path):
    crlf = (
        b"---\r\ntitle: T\r\n---\r\nSee {{< meta title >}}\r\n```\r\n{{< var no >}}\r\n```\r\n{{< include a.md >}}\r\n"
    )
    lines = document(tmp_path, crlf, {"a.md": b"Five {{< var crime.n >}}\r\n"}).lines
    assert [line.text.strip() for line in lines if line.text.strip()][0::4] == ["See T", "Five 5"]
    assert document(tmp_path, b"# One").lines[0].place == "report.qmd:1"


# Faults found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{{< video https://x.example/a>b >}}",
        "{{< a/b >}}",
        "{{< >}}",
        "{{< var crime.n }}",
        "{{< var",
        "{{< var\ncrime.n >}}",
    ],
)
def test_a_shortcode_with_a_slip_of_the_pen_is_refused(tmp_path, text):
    assert refusal(tmp_path, text).startswith("report.qmd:5: ")


def test_a_name_may_stand_in_quotation_marks(tmp_path):
    assert texts(tmp_path, '{{< var "crime.n" >}}') == ["5"]


@pytest.mark.parametrize("value", ["null", "yes", "true", "no"])
def test_values_that_are_not_words_or_numbers_are_refused(tmp_path, value):
    assert refusal(tmp_path, "{{< meta flag >}}", front=f"---\nflag: {value}\n---\n").startswith("report.qmd:4: ")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    assert texts(tmp_path, "{{< include a.md >}}", {"a.md": "\ufeffText\n"}) == ["Text"]


def test_settings_after_a_byte_order_mark_are_read(tmp_path):
    assert texts(tmp_path, "\ufeff---\ntitle: T\n---\n{{< meta title >}}".encode()) == ["T"]


@pytest.mark.parametrize("name", ["/etc/hostname", "../outside.md"])
def test_an_include_from_outside_the_staged_folder_is_refused(tmp_path, name):
    (tmp_path / "outside.md").write_text("secret")
    folder = tmp_path / "report"
    folder.mkdir()
    assert refusal(folder, f"{{{{< include {name} >}}}}").startswith("report.qmd:5: ")


def test_includes_nested_too_deep_are_told_from_a_circle(tmp_path):
    files = {f"{n}.md": f"{{{{< include {n + 1}.md >}}}}" for n in range(9)} | {"9.md": "deep"}
    assert "includes itself" not in refusal(tmp_path, "{{< include 0.md >}}", files)


def test_the_message_says_to_write_an_include_on_a_line_of_its_own(tmp_path):
    assert (
        refusal(tmp_path, "x {{< include a.md >}}")
        != "report.qmd:5: include must stand on a line of its own on a line of its own"
    )


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ('![c](c.png){#fig-a fig-alt="{{< var crime.n >}}"}', 0),
        ('![c](c.png){#fig-a\nfig-alt="Of\n{{< var crime.n >}}"}', 2),
        ("![c](c.png){#fig-a fig-alt='{{< var crime.n >}}'}", 0),
        ("![c](c.png){fig-alt='x' width={{< var crime.n >}}}", 0),
        ('::: {.callout-note title="Of {{< var crime.n >}}"}\nx\n:::', 0),
        ("# One {#sec-{{< var crime.n >}}}", 0),
        (": Caption {#tbl-{{< var crime.n >}}}", 0),
    ],
)
def test_a_shortcode_in_attributes_is_refused_since_quarto_leaves_it_there(tmp_path, text, further):
    message = refusal(tmp_path, text)
    assert message.startswith(
        f'report.qmd:{5 + further}: attributes such as fig-alt="…" or title="…" take no shortcode'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Of {{{< var crime.n >}}} and {a {{< var crime.n >}}}",
        "`![c](c.png){fig-alt={{< x >}}}`",
        "| {a} | {{< var crime.n >}} |",
    ],
)
def test_braces_that_are_no_attributes_may_stand_round_a_shortcode(tmp_path, text):
    document(tmp_path, text)


def test_code_over_two_lines_is_left_alone(tmp_path):
    text = "Write `code that\nruns {{< var nothing >}} over` and {{< var crime.n >}}"
    assert texts(tmp_path, text) == ["Write `code that", "runs {{< var nothing >}} over` and 5"]


def test_code_in_a_list_is_left_alone(tmp_path):
    lines = texts(tmp_path, "1.  Item\n\n    ```\n    {{< var crime.n >}}\n    ```\n")
    assert lines[2] == "    {{< var crime.n >}}"


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ('title: "Report {{< var crime.n >}}"', 2),
        ("title: T\nabstract: |\n  Of\n  {{< var crime.n >}}", 3),
        ('title: T\nkeywords: [a, "{{< meta title >}}"]', 3),
        ('title: T\nformat:\n  html:\n    toc-title: "{{< meta title >}}"', 3),
    ],
)
def test_a_shortcode_in_the_settings_is_refused(tmp_path, front, line):
    # Quarto fills it, and the embedded renderer would print it.
    assert refusal(tmp_path, "x", front=f"---\n{front}\n---\n").startswith(
        f"report.qmd:{line}: a setting takes no shortcode"
    )


def test_settings_in_an_included_file_are_refused(tmp_path):
    assert refusal(tmp_path, "{{< include a.md >}}", {"a.md": "---\ntitle: Other\n---\n\ntext"}).startswith("a.md:1: ")
