"""What is said of a report's text that the engines would not print alike, or that asks for what there is not."""

from tests.messages import note
from tests.messages.case import Case, append

QMD = "reports/note/note.qmd"


def text(key: str, when: str, told: str, said: str) -> Case:
    """A report whose text says something at its end."""
    return Case(key, when, note.COMMAND, told, (append(QMD, f"\n{said}\n"),))


CASES: tuple[Case, ...] = (
    text(
        "value-alone",
        "a value is a paragraph of its own",
        ("reports/note/note.qmd:19: a value alone is a paragraph that Quarto does not number: put words beside it"),
        "{{< var risks.message >}}",
    ),
    text(
        "variable",
        "a text quotes a value that no notebook publishes",
        (
            "note.qmd:19: there is no 'risks.mesage' among the results that this report is staged with ({{< "
            "var risks.mesage >}}); did you mean 'risks.message'?"
        ),
        "Of {{< var risks.mesage >}} risks.",
    ),
    text(
        "meta",
        "a text quotes a setting that there is not",
        ("note.qmd:19: there is no 'yaer' among the report's settings ({{< meta yaer >}}); did you mean 'year'?"),
        "In {{< meta yaer >}}.",
    ),
    text(
        "variable-group",
        "a text quotes a group of values",
        "note.qmd:19: 'risks' is a group of values; name one of them",
        "Of {{< var risks >}} risks.",
    ),
    text(
        "shortcode",
        "a text holds a shortcode that is not supported",
        "note.qmd:19: shortcode 'video' is not supported; include, var, meta and pagebreak are",
        "See {{< video a.mp4 >}}.",
    ),
    text(
        "shortcode-broken",
        "a shortcode cannot be read",
        "note.qmd:19: a shortcode here cannot be read; write it like {{< var crime.headline.current >}}",
        "Of {{< var risks.message } risks.",
    ),
    text(
        "shortcode-inside",
        "an include stands inside a line",
        "note.qmd:19: include must stand on a line of its own",
        "See {{< include _results/risks-above.md >}} here.",
    ),
    text(
        "where-inside",
        "a line says in its middle where it is to be printed",
        "reports/note/note.qmd:19: where must stand at the beginning of a line, or of an item of a list",
        "See {{< where tbl-risks-above >}} @tbl-risks-above.",
    ),
    text(
        "where-nothing",
        "a line says of nothing that it is to be there",
        (
            "reports/note/note.qmd:19: where names nothing: write the value, table or figure that the line tells of, as in "
            "{{< where tbl-streams >}}"
        ),
        "{{< where >}} See the table.",
    ),
    text(
        "where-unknown",
        "a line asks for a table that no notebook of the report makes",
        "reports/note/note.qmd:19: no notebook of this report makes 'tbl-risk-above'",
        "{{< where tbl-risk-above >}} See the table.",
    ),
    text(
        "include-missing",
        "an included file is missing",
        "note.qmd:19: the included file _results/risks-abov.md is missing",
        "{{< include _results/risks-abov.md >}}",
    ),
    text(
        "include-outside",
        "an included file lies elsewhere",
        ("note.qmd:19: ../../../elsewhere.md lies outside the report's folder, which must hold all that it needs"),
        "{{< include ../../../elsewhere.md >}}",
    ),
    text(
        "include-itself",
        "a file includes itself",
        "note.qmd:19: note.qmd includes itself (note.qmd → note.qmd)",
        "{{< include note.qmd >}}",
    ),
    text(
        "code-open", "a block of code is not closed", "note.qmd:21: a block of code is not closed with ```", "```\ncode"
    ),
    text(
        "code-runs",
        "a text holds code that runs",
        (
            "note.qmd:19: code that runs, or raw output, has no place in a report ({python}); compute in a "
            "notebook and include its result"
        ),
        "```{python}\n1 + 1\n```",
    ),
    text(
        "block-open",
        "a block is not closed",
        "note.qmd:19: the block that begins here is not closed with ':::'",
        '::: {.callout-note title="A"}\nWords',
    ),
    text(
        "block-classless",
        "a block has no class",
        (
            "note.qmd:19: a block needs a class; there are callout-note, callout-tip, callout-important, "
            "callout-warning, callout-caution, content-visible, content-hidden, key-figures, table-note, "
            "sources-of-figures, page-break"
        ),
        '::: {title="A"}\nWords\n:::',
    ),
    text(
        "block-class",
        "a block has a class that is not supported",
        (
            "note.qmd:19: a block of class 'panel-tabset' is not supported; there are callout-note, "
            "callout-tip, callout-important, callout-warning, callout-caution, content-visible, "
            "content-hidden, key-figures, table-note, sources-of-figures, page-break"
        ),
        "::: {.panel-tabset}\nWords\n:::",
    ),
    text(
        "block-lines",
        "a block's attributes run over two lines",
        "note.qmd:19: the attributes of a block must stand on one line",
        '::: {.callout-note\ntitle="A"}\nWords\n:::',
    ),
    text(
        "figures-layout",
        "figures are laid out side by side",
        ("note.qmd:19: figures laid out side by side are not supported; give each its own label and caption"),
        "::: {#fig-a layout-ncol=2}\nWords\n:::",
    ),
    text(
        "block-label-class",
        "a block has a label and a class",
        "note.qmd:19: a block with a label takes no class: put it into a block of class 'content-hidden' instead",
        '::: {#fig-a .content-hidden when-format="docx"}\n- Words\n:::',
    ),
    text(
        "callout-title",
        "a callout has no title",
        'note.qmd:19: a callout needs its title as an attribute: {.callout-note title="…"}',
        "::: {.callout-note}\nWords\n:::",
    ),
    text(
        "callout-more",
        "a callout can be folded",
        "note.qmd:19: a callout takes only a title; collapse, appearance and icon do not work in print",
        '::: {.callout-note title="A" collapse="true"}\nWords\n:::',
    ),
    text(
        "condition-none",
        "conditional content names no format",
        'note.qmd:19: conditional content needs when-format="…" or unless-format="…"',
        "::: {.content-visible}\nWords\n:::",
    ),
    text(
        "condition-pdf",
        "content is conditional on PDF",
        ('note.qmd:19: when-format="pdf" never matches, since Typst makes the PDF: write when-format="typst"'),
        '::: {.content-visible when-format="pdf"}\nWords\n:::',
    ),
    text(
        "condition-format",
        "content is conditional on a format that there is not",
        "note.qmd:19: there is no format 'odt'; there are html, typst, docx",
        '::: {.content-visible when-format="odt"}\nWords\n:::',
    ),
    text(
        "condition-other",
        "content is conditional on something else",
        "note.qmd:19: content can be conditional on a format only",
        '::: {.content-visible when-format="html" when-profile="a"}\nWords\n:::',
    ),
    text(
        "picture-alt",
        "a picture has no alternative text",
        'note.qmd:19: the picture a.png has no alternative text: add fig-alt="…"',
        "![](a.png)",
    ),
    text(
        "picture-attribute",
        "a picture has an attribute that is not supported",
        ("note.qmd:19: attribute 'lightbox' of a picture is not supported; there are fig-alt, height, width"),
        '![](a.png){fig-alt="A" lightbox=true}',
    ),
    text(
        "picture-label",
        "a picture has a caption and no label",
        "note.qmd:19: the picture a.png has a caption but no label: add #fig-… to its attributes",
        '![A caption](a.png){fig-alt="A"}',
    ),
    text(
        "picture-paragraph",
        "a picture stands beside text",
        "note.qmd:20: the picture a.png needs an empty line before and after it, else it is no figure",
        'Words\n![A caption](a.png){#fig-a fig-alt="A"}',
    ),
    text(
        "mathematics",
        "a text holds mathematics",
        ("note.qmd:19: mathematics is not supported; write a sum of money as '\\$' and explain a formula in words"),
        "So $a^2$ is.",
    ),
    text(
        "tex",
        "a backslash would be read as TeX",
        "note.qmd:19: \\reports would be read as TeX and vanish; put a second backslash before it",
        "It lies in C:\\reports here.",
    ),
    text(
        "html-tag",
        "a text holds an HTML tag",
        "note.qmd:19: the HTML tag <blink> is not supported; only tables may be written in HTML",
        "A <blink>word</blink>.",
    ),
    text(
        "link-target",
        "a link leads to something that is done",
        "note.qmd:19: a link leads to a javascript: address; it may lead to http, https or mailto only",
        "See [the source](javascript:alert(1)).",
    ),
    text(
        "attribute-done",
        "an attribute has something done",
        "note.qmd:19: the attribute onclick has something done, and a paper does nothing: take it out",
        '[Click]{onclick="alert(1)"} here.',
    ),
    text(
        "raw-output",
        "a text holds raw output",
        "note.qmd:19: raw output for one format is not supported",
        "A `<b>`{=html} word.",
    ),
    text(
        "table-header",
        "a table has no header row",
        "note.qmd:20: the table has no header row: name its columns in the line above",
        "|  |  |\n|---|---|\n| a | b |",
    ),
    text(
        "table-html-open",
        "a table in HTML is not closed",
        "note.qmd:19: the table that begins here is not closed with </table>",
        "<table><tr><th>A</th></tr>",
    ),
    text(
        "table-html-header",
        "a table in HTML has no header row",
        "note.qmd:19: the table has no header row: put the names of its columns in <th> cells",
        "<table><tr><td>A</td></tr></table>",
    ),
    text(
        "table-label",
        "a table has a caption and no label",
        "note.qmd:23: the table has a caption but no label: add {#tbl-…} to its end",
        "| A | B |\n|---|---|\n| a | b |\n\n: A caption",
    ),
    text(
        "table-grid-header",
        "a table of lines has no header row",
        "note.qmd:19: the table has no header row: put the names of its columns above a line of ===",
        "+---+---+\n| a | b |\n+---+---+",
    ),
    text(
        "label-section",
        "a section's label stands elsewhere",
        "note.qmd:19: the label 'sec-words' of a section must stand on its heading",
        "[Words]{#sec-words}",
    ),
    text(
        "label-twice",
        "a label is used twice",
        "note.qmd:19: the label 'sec-view' is already used at note.qmd:7",
        "# Words {#sec-view}",
    ),
    text(
        "reference-kind",
        "a reference is of no kind that there is",
        "note.qmd:19: '@eq-one' is not a figure (@fig-…), table (@tbl-…) or section (@sec-…)",
        "See @eq-one.",
    ),
    text(
        "reference",
        "a reference refers to nothing",
        "note.qmd:19: '@tbl-none' refers to a label that is nowhere in the report",
        "See @tbl-none.",
    ),
    text(
        "heading-level",
        "a heading's level is skipped",
        "note.qmd:19: a heading of level 3 follows one of level 1; write '##'",
        "### Words",
    ),
    text(
        "label-inside",
        "a part of a labelled block has a label",
        "note.qmd:20: the label 'fig-b' stands inside the block 'fig-a': parts of a figure or table take no labels",
        "::: {#fig-a}\n::: {#fig-b}\n- One\n:::\n:::",
    ),
    text(
        "reference-format",
        "a reference is printed in a format that does not print what it refers to",
        "note.qmd:19: '@fig-a' refers to a label that is not printed in typst and docx: print both in the same formats",
        'See @fig-a.\n\n::: {.content-visible when-format="html"}\n![](a.png){#fig-a fig-alt="A"}\n:::',
    ),
    text(
        "reference-number",
        "a reference refers to a section without a number",
        "note.qmd:19: '@sec-view' refers to a section without a number: link to it by words, as in [Finance](#sec-view)",
        "See @sec-view.",
    ),
    text(
        "reference-words",
        "words stand after a reference in its brackets",
        "note.qmd:19: words after a reference in brackets are not printed: put them behind the brackets",
        "It is so [@tbl-risks-above and its note].",
    ),
    text(
        "reference-brackets",
        "brackets stand right after a reference",
        "note.qmd:19: brackets right after a reference are not printed: put their words into (…) or a word between",
        "It is so in @tbl-risks-above [and its note].",
    ),
    text(
        "label-words",
        "the label of a figure stands on words",
        "note.qmd:19: the label 'fig-a' must stand on a picture, on the caption of a table, or on a block",
        "[Words]{#fig-a} of no figure.",
    ),
    text(
        "caption-label",
        "the caption of a picture whose file stands elsewhere has no label",
        "note.qmd:19: the caption 'A caption' has no label: add #fig-… or #tbl-… in braces, as in {#tbl-wards}",
        "![A caption]\n\n[A caption]: _brand.yml",
    ),
    text(
        "picture-elsewhere",
        "a picture's file stands elsewhere",
        'note.qmd:19: a picture needs its file beside it: write ![caption](file){#fig-… fig-alt="…"}',
        "![A caption][a]\n\n[a]: a.png",
    ),
    text(
        "settings-inside",
        "a text holds settings inside it",
        "note.qmd:19: --- with words right under it begins settings, which stand at a report's top only: put an empty line between",
        "---\ndraft: true\n---",
    ),
    text(
        "picture-missing",
        "a picture is missing",
        "note.qmd:19: the picture a.png is missing from the report's folder",
        '![](a.png){fig-alt="A"}',
    ),
    text(
        "table-html-caption",
        "a table in HTML has a caption and no label",
        "note.qmd:19: the table has a caption but no label: put it between the lines ::: {#tbl-…} and :::",
        "<table><caption>A caption</caption><tr><th>A</th></tr></table>",
    ),
    text(
        "table-simple-header",
        "a table under dashes has no header row",
        "note.qmd:19: the table has no header row: name its columns above the line of dashes",
        "-- --\na  b\n-- --",
    ),
    text(
        "shortcode-attribute",
        "a shortcode stands in attributes",
        (
            'note.qmd:19: attributes such as fig-alt="…" or title="…" take no shortcode: write the words themselves, or have '
            "the notebook publish the whole figure"
        ),
        '![](a.png){fig-alt="{{< var risks.message >}}"}',
    ),
    text(
        "number-typed",
        "a number is typed into a report's text",
        (
            "note.html: 4,711 in “There were 4,711 of them.” is no published value, no cell of a published "
            "table and no declared literal; it is written in note.qmd:19: let its notebook publish it, quote "
            "it with {{< var … >}}, or declare the name that it belongs to in reports/_house/literals.yml"
        ),
        "There were 4,711 of them.",
    ),
)
