"""What both engines would not print alike is refused, with file and line, in the main file and in an included one."""

from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render.lint import check
from helpers.pipeline.render.source import read

FIG = '![Cap](c.png){#fig-a fig-alt="Alt"}'
HTML_ONLY = '::: {.content-visible when-format="html"}'
TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n\n: Cap {#tbl-a}"


def checked(folder: Path, text: str, included: str = "") -> None:
    (folder / "report.qmd").write_text(f"---\ntitle: T\n---\n# One {{#sec-one}}\n\n{text}\n", encoding="utf-8")
    (folder / "_commentary").mkdir(exist_ok=True)
    (folder / "_commentary" / "a.md").write_text(included, encoding="utf-8")
    (folder / "_quarto.yml").write_text("number-sections: true\n")
    (folder / "c.png").touch()
    check(read(folder / "report.qmd"))


def refusal(*arguments) -> str:
    with pytest.raises(SourceError) as caught:
        checked(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# What is written, how many lines further down the fault lies, and what is said of it.
FAULTS = [
    ("See @fig-none.", 0, "'@fig-none' refers to a label that is nowhere in the report"),
    ("[@sec-one; @tbl-none]", 0, "'@tbl-none' refers to a label that is nowhere in the report"),
    ("See -@fig-none.", 0, "'@fig-none' refers to"),
    ("See [-@fig-none].", 0, "'@fig-none' refers to"),
    ("As @smith2020 says", 0, "'@smith2020' is not a figure (@fig-…), table (@tbl-…) or section (@sec-…)"),
    ("[^1]\n\n[^1]: See @eq-one.", 2, "'@eq-one' is not a figure"),
    (f"{FIG}\n\n{FIG}", 2, "the label 'fig-a' is already used at {place0}"),
    ("### Three", 0, "a heading of level 3 follows one of level 1; write '##'"),
    ("## Two\n\n#### Four", 2, "a heading of level 4 follows one of level 2; write '###'"),
    ("```{python}\n1\n```", 0, "code that runs, or raw output, has no place in a report ({python})"),
    ("~~~ {=html}\n<b>\n~~~", 0, "code that runs, or raw output, has no place in a report ({=html})"),
    ("Text `<b>`{=html}", 0, "raw output for one format is not supported"),
    ("::: {.panel-tabset}\nx\n:::", 0, "a block of class 'panel-tabset' is not supported; there are callout-note,"),
    ("::: columns\nx\n:::", 0, "a block of class 'columns' is not supported"),
    ("::: {.callout-danger title=\"x\"}\nx\n:::", 0, "a block of class 'callout-danger' is not supported"),
    ("::: {.callout-note}\n## T\n:::", 0, 'a callout needs its title as an attribute: {.callout-note title="…"}'),
    ('::: {.callout-tip title="x" collapse="true"}\nx\n:::', 0, "a callout takes only a title; collapse, appearance"),
    ('::: {.callout-tip title="x" icon=false}\nx\n:::', 0, "a callout takes only a title"),
    ("::: {.content-visible}\nx\n:::", 0, 'conditional content needs when-format="…" or unless-format="…"'),
    ('::: {.content-visible when-format="pdf"}\nx\n:::', 0, 'when-format="pdf" never matches, since Typst makes the PDF: write'),
    ('::: {.content-hidden unless-format="pdf"}\nx\n:::', 0, 'when-format="pdf" never matches'),
    ('::: {.content-hidden when-format="latex"}\nx\n:::', 0, "there is no format 'latex'; there are html, typst, docx"),
    ('::: {.content-visible when-format="html" when-meta="a"}\nx\n:::', 0, "content can be conditional on a format only"),
    ('::: {#fig-a layout-ncol="2"}\nx\n:::', 0, "figures laid out side by side are not supported"),
    ("![Cap](c.png){#fig-a}", 0, 'the picture c.png has no alternative text: add fig-alt="…"'),
    ("Text ![](c.png) text", 0, "the picture c.png has no alternative text"),
    ('![Cap](c.png){fig-alt=""}', 0, "the picture c.png has no alternative text"),
    ('![Cap](c.png){fig-alt="x" fig-align="left"}', 0, "attribute 'fig-align' of a picture is not supported; there are"),
    ("The sum $a^2$ here", 0, "mathematics is not supported; write a sum of money as '\\$'"),
    ("$$\nx\n$$", 0, "mathematics is not supported"),
    ("one<br>two", 0, "the HTML tag <br> is not supported; only tables may be written in HTML"),
    ('<div class="x">', 0, "the HTML tag <div class=\"x\"> is not supported"),
    ("|---|---|\n| 1 | 2 |", 0, "the table has no header row: name its columns in the line above"),
    ("|   |   |\n|---|---|\n| 1 | 2 |", 1, "the table has no header row"),
    ("<table>\n<tr><td>x</td></tr>\n</table>", 0, "the table has no header row: put the names of its columns in <th> cells"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "further", "expected"), FAULTS)
def test_what_is_outside_the_subset_is_refused_with_its_line(tmp_path, text, further, expected):
    message = refusal(tmp_path, text)
    assert message.startswith(f"report.qmd:{6 + further}: {expected.replace('{place0}', 'report.qmd:6')}")


@pytest.mark.parametrize(("text", "further", "expected"), FAULTS)
def test_in_an_included_file_its_own_line_is_named(tmp_path, text, further, expected):
    message = refusal(tmp_path, "{{< include _commentary/a.md >}}", f"First line\n\n{text}\n")
    assert message.startswith(f"_commentary/a.md:{3 + further}: {expected.replace('{place0}', '_commentary/a.md:3')}")


@pytest.mark.parametrize(
    "text",
    [
        f"{FIG}\n\n{TABLE}\n\nSee @fig-a, @tbl-a, @sec-one; [@fig-a; @tbl-a] and [-@tbl-a] (@fig-a).",
        "Write to enquiries@example.gov.uk or first.last+csp@council.example today.",
        "| Mail | Sum |\n|:--|--:|\n| a@example.gov.uk | £5 \\| $6 |",
        "It cost $5 in one year and $6 in the next.",
        "`@smith2020 <br> $x$` and ``a ` <b>``",
        "```\n### Four\n@none <br> $x$ ![](c.png)\n::: {.panel-tabset}\n```",
        "```text\n| no header |\n```\n",
        '![A "quoted" \\] cap with @sec-one](c.png){#fig-a fig-alt="A \\"b\\" {c} | $5 <d>" width="50%"}',
        '::: {.callout-note title="A \\"b\\" .c"}\nText\n:::',
        '::: {.callout-warning title="x"}\n- a\n\n  ::: {.content-visible unless-format="docx"}\n  b\n  :::\n:::',
        ":::: {.key-figures}\n- **5** x\n::::\n\n::: {.table-note}\nNote\n:::",
        "::: {#tbl-b}\n<table>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>\n\nCap\n:::\n\n@tbl-b",
        "## Two\n\n### Three\n\n# One again {.unnumbered}\n\n## Two again",
        "[^1]\n\n[^1]: First.\n\n    Second @sec-one.",
        "Less than <5 and a < b > c",
        "a -- b --- c … 'd' \"e\" f_g_h don't",
        "Before <!-- @none ![](c.png)\n\n### Three <br>\n\n$x$ --> after",
        '![Cap\n[1] over two](c.png){#fig-a\nfig-alt="Over\ntwo" width=50%}\n\n@fig-a',
        f"> {FIG}\n\n1.  x\n\n    {FIG.replace('#fig-a', '#fig-b')}\n\n@fig-a and @fig-b",
        f'::: {{.callout-note title="A"}}\n{FIG}\n:::',
        '::: {#fig-a}\n![](c.png){fig-alt="x"}\n\nWords\n\n![](c.png){fig-alt="y"}\n\nCap\n:::\n\n@fig-a',
        f"{HTML_ONLY}\n{FIG}\n:::\n\n[@fig-a]{{.content-visible when-format='html'}}\n\n{HTML_ONLY}\n@fig-a\n:::",
        f"{HTML_ONLY}\n## Two\n\n### Three\n:::\n\n## Two again",
        ": Cap {#tbl-a}\n\n| A |\n|---|\n| 1 |\n\n@tbl-a",
        "Term\n\n:   What it means\n\n    | A |\n    |---|\n    | 1 |",
        "  A  B\n -- --\n  1  2",
        "-------\n A   B\n--- ---\n 1   2\n\n 3   4\n-------",
        "A\n\n---\n\nB\n\n* * *\n\n-----\n",
        "[a](https://a.example/x:y) <mailto:a@b.example> [b](#sec-one) [c](c.png) [d]\n\n[d]: http://d.example",
        "[Words]{title='its onset = now'} and javascript: no link, nor <5 once = 2",
        "[see @sec-one; -@sec-one], @sec-one [here](https://a.example), [@sec-one](#x) and @sec-one[^1]\n\n[^1]: a",
    ],
)
def test_what_is_inside_the_subset_is_taken(tmp_path, text):
    checked(tmp_path, text)


def test_a_label_may_be_defined_in_an_included_file_after_it_is_referred_to(tmp_path):
    checked(tmp_path, "See @fig-a.\n\n{{< include _commentary/a.md >}}", FIG)


def test_a_label_in_code_or_in_an_alternative_text_is_no_label(tmp_path):
    assert "'@fig-b' refers" in refusal(tmp_path, "```\n{#fig-b}\n```\n\n@fig-b")
    assert "'@fig-b' refers" in refusal(tmp_path, '![c](c.png){#fig-a fig-alt="{#fig-b}"}\n\n@fig-b')


def test_the_first_fault_of_several_is_named(tmp_path):
    assert refusal(tmp_path, "one<br>two\n\n@none").startswith("report.qmd:6: the HTML tag <br>")


# Faults found: inside the subset, yet refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("See @sec-one: it shows", id="a colon after a reference is taken for part of the label"),
        pytest.param("See @sec-one--it shows", id="so is a dash"),
        pytest.param("The account \\@dudley", id="an escaped @ is taken for a reference"),
        pytest.param("![Cap](c.png){#fig-a fig-alt='Alt'}", id="single quotation marks round an alternative text"),
        pytest.param("::: {.content-visible when-format='html'}\nx\n:::", id="single quotation marks round a format"),
        pytest.param("::: {.content-visible when-format=html}\nx\n:::", id="no quotation marks round a format"),
        pytest.param("1.  Item\n\n    ```\n    @none <br>\n    ```", id="code in a list is read as prose"),
        pytest.param("Write `code that\nruns @over` a line", id="inline code over two lines is read as prose"),
        pytest.param("<!-- @fig-old was here -->", id="a comment is read as prose"),
        pytest.param("<https://www.example.gov.uk> or <a@example.gov.uk>", id="an address in angle brackets is taken for HTML"),
    ],
)  # fmt: skip
def test_what_is_inside_the_subset_is_not_refused(tmp_path, text):
    checked(tmp_path, text)


# Found by attack: outside the subset, and easily passed on silently ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("```\nx\n```\n```{=html}\n<b>\n```", 9, id="raw output right after another block of code"),
        pytest.param("![Cap over\ntwo lines](c.png)", 6, id="no alternative text, caption over two lines"),
        pytest.param("![Cap [1] x](c.png)", 6, id="no alternative text, brackets in the caption"),
        pytest.param("![Cap](c.png){fig-alt=\"x\"}", 6, id="caption without a label: a second Figure 1 in the PDF"),
        pytest.param("| A |\n|---|\n| 1 |\n\n: Caption", 10, id="table caption without a label: not in the PDF"),
        pytest.param("Text\n![Cap](c.png){#fig-a fig-alt=\"x\"}\n\n@fig-a", 7, id="text right above a figure: prints @fig-a"),
        pytest.param("[span]{#sec-b} @sec-b", 6, id="section label that is not on a heading: prints @sec-b"),
        pytest.param("@{fig-none}", 6, id="reference in braces"),
        pytest.param('[x]{.content-visible when-format="pdf"}', 6, id="pdf as a condition on words: never printed"),
        pytest.param('[x]{.content-visible when-meta="a"}', 6, id="condition on a setting: always printed"),
        pytest.param("::: {layout-ncol=2}\nx\n:::", 6, id="layout without a class"),
        pytest.param("::: {#thm-a}\nx\n:::", 6, id="theorem"),
        pytest.param("> ::: {.panel-tabset}\n> x\n> :::", 6, id="block inside a quotation"),
        pytest.param("::: {.panel-tabset\nkey=1}\nx\n:::", 6, id="attributes over two lines"),
        pytest.param("::: {.callout-note title=\"x\"}\nnever closed", 6, id="block that is not closed: boxes the rest"),
        pytest.param("+---+\n| 1 |\n+---+", 6, id="grid table without a header row"),
        pytest.param("  -- --\n  a  b\n  -- --", 6, id="simple table without a header row"),
        pytest.param("<table><thead><tr><td>x</td></tr></thead></table>", 6, id="thead is taken for th"),
        pytest.param("<table>\n<tr><th>x</th></tr>\n\nnever closed", 6, id="HTML table that is not closed"),
        pytest.param("<div\nclass='x'>", 6, id="HTML tag over two lines"),
        pytest.param("<script\n>alert(1)</script\n>", 6, id="a script over two lines"),
        pytest.param("See [it]( JavaScript:alert(1))", 6, id="link that runs a script"),
        pytest.param("See <javascript:alert(1)>", 6, id="address that runs a script"),
        pytest.param("See [it][p]\n\n[p]: data:text/html,x", 8, id="link elsewhere that runs a script"),
        pytest.param("[it]{.wide title='a' onclick='x()'}", 6, id="words that run a script"),
        pytest.param("<table>\n<tr><th ONMOUSEOVER=x()>x</th></tr>\n</table>", 7, id="cell that runs a script"),
        pytest.param("The $a +\nb$ sum", 6, id="mathematics over two lines"),
        pytest.param("In C:\\Users\\anna", 6, id="backslash and letters are LaTeX, which vanishes"),
        pytest.param('![Cap](c.png){#fig-a\nfig-alt=""}', 6, id="empty alternative text on a second line"),
        pytest.param('- ![Cap](c.png){fig-alt="x"}', 6, id="caption without a label in a list"),
        pytest.param('In ![Cap](c.png){#fig-a fig-alt="x"} a line', 6, id="labelled picture among words: nothing has the label"),
        pytest.param(f"{FIG}\n<!-- c -->", 6, id="comment right under a figure: it is none"),
        pytest.param("![Cap][p]\n\n[p]: c.png", 6, id="picture whose file stands elsewhere: no alternative text"),
        pytest.param(FIG.replace("c.png", "none.png"), 6, id="picture that is not there"),
        pytest.param(FIG.replace("c.png", "https://a.example/c.png"), 6, id="picture from the web"),
        pytest.param(FIG.replace("Cap", "Cap<br>over"), 6, id="HTML in a caption"),
        pytest.param("[Words]{#fig-a}", 6, id="figure label on words"),
        pytest.param(f"::: {{#fig-b}}\n{FIG}\n:::", 7, id="figure inside a figure: a number too many"),
        pytest.param('::: {#fig-a .content-visible when-format="html"}\nx\n:::', 6, id="label and condition: unlabelled"),
        pytest.param(": Cap\n\n| A |\n|---|\n| 1 |", 6, id="caption without a label above its table"),
        pytest.param("| A |\n|---|\n| 1 |\n: Cap", 9, id="caption without a label right under its table"),
        pytest.param("| A |\n|---|\n| 1 |\n\n: Cap\nover two lines", 10, id="caption over two lines without a label"),
        pytest.param("A | B\n-|-:\n1 | 2\n\n: Cap", 10, id="caption without a label of a table without outer lines"),
        pytest.param("|-|-:|\n| 1 | 2 |", 6, id="pipe table with short lines and no header row"),
        pytest.param("-----\na\n-----", 6, id="simple table of one column without a header row"),
        pytest.param("--- ---\na   b\n\nc   d\n--- ---", 6, id="simple table with empty lines without a header row"),
        pytest.param("<TABLE>\n<tr><td>x</td></tr>\n</TABLE>", 6, id="HTML table in capitals without a header row"),
        pytest.param("<table><caption>x</caption><tr><th>x</th></tr></table>", 6, id="HTML caption without a label"),
        pytest.param("---\ntitle: x\n---", 6, id="settings inside a text: they vanish, and change the report's"),
        pytest.param("[@sec-one and more]", 6, id="words after a reference: neither engine prints them"),
        pytest.param("[@sec-one, @sec-one]", 6, id="a comma between references: the second is not printed"),
        pytest.param("So [see @sec-one; @sec-one\nand more]", 6, id="words after the second of two references"),
        pytest.param("@sec-one [p. 3]", 6, id="brackets right after a reference: not printed"),
        pytest.param("See @sec-one\n[p. 3]", 6, id="brackets on the line after a reference: not printed"),
        pytest.param("# Two {#sec-two .unnumbered}\n\n@sec-two", 8, id="reference to a section without a number"),
        pytest.param(f"@fig-a\n\n{HTML_ONLY}\n{FIG}\n:::", 6, id="reference to what only the web page prints"),
        pytest.param(f"{HTML_ONLY}\n{FIG}\n:::\n\n[@fig-a]{{.content-hidden when-format='typst'}}", 10, id="so in a span"),
        pytest.param(f"{HTML_ONLY}\n## Two\n:::\n\n### Three", 10, id="level that print leaves out"),
    ],
)  # fmt: skip
def test_what_would_pass_wrongly_is_refused(tmp_path, text, line):
    assert refusal(tmp_path, text).startswith(f"report.qmd:{line}: ")
