"""What is said of a report's text, settings, house style and commentary when it is rendered."""

from tests.messages import note
from tests.messages.case import Case, Edit, append, change, remove, swap, write
from tests.messages.cases_notebooks import OPEN, notebook

QMD = "reports/note/note.qmd"
HOUSE = "reports/_house/_quarto.yml"
BRAND = "reports/_brand.yml"
VIEW = "reports/commentary/dudley/2011-12-Q4/view.md"


def text(key: str, when: str, told: str, said: str) -> Case:
    """A report whose text says something at its end."""
    return Case(key, when, note.COMMAND, told, (append(QMD, f"\n{said}\n"),))


def render(key: str, when: str, told: str, *edits: Edit, to: str = "html") -> Case:
    """A report that cannot be rendered since something beside its text is wrong."""
    return Case(key, when, note.COMMAND.replace("html", to), told, edits)


def twin(*cells: str) -> tuple[Edit, ...]:
    """A second notebook of the report."""
    both = swap("reports/note/report.yml", "notebooks: [risk_register]", "notebooks: [risk_register, twin]")
    return both, notebook("twin", OPEN, *cells)


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
    render(
        "commentary-variable",
        "commentary quotes a value that no notebook publishes",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:10: there is no 'risks.mesage' among the results that this report "
            "is staged with ({{< var risks.mesage >}}); did you mean 'risks.message'?"
        ),
        append(VIEW, "\nOf {{< var risks.mesage >}} risks.\n"),
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
    render(
        "meta-flag",
        "a text quotes a setting that is no text",
        "note.qmd:5: 'draft' is True, not a text or number; put it in quotation marks where it is set",
        swap(QMD, "# In short", "---\ndraft: true\n---\n\nIt is {{< meta draft >}}.\n\n# In short"),
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
    render(
        "include-settings",
        "an included file has settings of its own",
        "_house/words.md:1: an included file has no settings of its own; put them into the report's",
        write("reports/_house/words.md", "---\ntitle: A\n---\n\nWords.\n"),
        append(QMD, "\n{{< include _house/words.md >}}\n"),
    ),
    render(
        "include-deep",
        "files are included too deep one in another",
        (
            "_house/words-7.md:1: files are included more than 8 deep (note.qmd → _house/words-0.md → "
            "_house/words-1.md → _house/words-2.md → _house/words-3.md → _house/words-4.md → "
            "_house/words-5.md → _house/words-6.md → _house/words-7.md → _house/words-8.md)"
        ),
        *(
            write(f"reports/_house/words-{at}.md", f"{{{{< include _house/words-{at + 1}.md >}}}}\n")
            for at in range(30)
        ),
        append(QMD, "\n{{< include _house/words-0.md >}}\n"),
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
    render(
        "settings-open",
        "a text's settings have no end",
        "note.qmd:1: the settings that begin here with '---' have no end",
        swap(QMD, "# In short", "---\ntitle: Note\n\n# In short"),
    ),
    render(
        "text-encoding",
        "a text is not UTF-8",
        "reports/note/note.qmd: not UTF-8 text (byte 63): save it as UTF-8",
        change(QMD, lambda content: content.replace(b"They follow", b"They follow \xa3")),
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
    render(
        "house-yaml",
        "the settings of a text are no YAML",
        "note.qmd:2: not readable YAML: expected the node content, but found '<stream end>'",
        swap(QMD, "# In short", "---\ntitle: [\n---\n\n# In short"),
    ),
    render(
        "house-list",
        "the settings of a text are a list",
        "note.qmd:2: expected settings such as 'title: …', found list",
        swap(QMD, "# In short", "---\n- title\n---\n\n# In short"),
    ),
    render(
        "house-setting",
        "a setting is not supported",
        "_quarto.yml:6: setting 'bibliography' is not supported here",
        swap(HOUSE, "lang: en-GB", "lang: en-GB\nbibliography: a.bib"),
    ),
    render(
        "house-shortcode",
        "a setting holds a shortcode",
        "note.qmd:2: a setting takes no shortcode: write the words of 'subtitle' themselves",
        swap(QMD, "# In short", '---\nsubtitle: "In {{< meta year >}}"\n---\n\n# In short'),
    ),
    render(
        "house-reference",
        "a setting holds a reference",
        "note.qmd:2: '@fig-a' leads nowhere from a setting: put the reference into the text, or write '\\@' for an @",
        swap(QMD, "# In short", "---\nsubtitle: As @fig-a shows\n---\n\n# In short"),
    ),
    render(
        "house-language",
        "a text is in another language",
        (
            "_quarto.yml:5: language 'cy-GB' is not supported, since the words for a figure, table or section are English; "
            "write en-GB"
        ),
        swap(HOUSE, "lang: en-GB", "lang: cy-GB"),
    ),
    render(
        "house-title",
        "a text has no title",
        "note.qmd:2: the report has no title: add 'title: …' to its settings",
        swap(QMD, "# In short", '---\ntitle: ""\n---\n\n# In short'),
    ),
    render(
        "house-date",
        "a text's date is none",
        "note.qmd:2: 'soon' is not a date such as 2012-06-07 or 7 June 2012",
        swap(QMD, "# In short", "---\ndate: soon\n---\n\n# In short"),
    ),
    render(
        "house-date-format",
        "the form of a date is not known",
        "_quarto.yml:6: 'o' in 'Do MMMM YYYY' is no part of a date; write it like 'D MMMM YYYY'",
        swap(HOUSE, "date-format: D MMMM YYYY", "date-format: Do MMMM YYYY"),
    ),
    render(
        "house-date-formless",
        "a date has no form",
        "_metadata.yml:4: a date needs beside it how it is printed: add 'date-format: D MMMM YYYY'",
        swap(HOUSE, "date-format: D MMMM YYYY", "other: a"),
    ),
    render(
        "house-project-type",
        "a project type is not supported",
        "_quarto.yml:1: project type 'website' is not supported; write 'type: default'",
        swap(HOUSE, "type: default", "type: website"),
    ),
    render(
        "house-project",
        "a project setting is not supported",
        "_quarto.yml:1: project setting 'resources' is not supported",
        swap(HOUSE, "type: default", "type: default\n  resources: a"),
    ),
    render(
        "house-format",
        "a format is not supported",
        ("_quarto.yml:11: format 'pdf' is not supported; there are html, typst, docx; a PDF is made by 'typst'"),
        swap(HOUSE, "  docx:", "  pdf:\n    toc: true\n  docx:"),
    ),
    render(
        "house-formats",
        "formats are written as a list",
        "note.qmd:2: expected formats such as 'html:' with settings below each, found ['html']",
        swap(QMD, "# In short", "---\nformat: [html]\n---\n\n# In short"),
    ),
    render(
        "house-filters",
        "filters are written as a text",
        "note.qmd:2: expected a list of Lua files, found 'a.lua'",
        swap(QMD, "# In short", "---\nfilters: a.lua\n---\n\n# In short"),
    ),
    render(
        "house-format-setting",
        "a setting of a format is not supported",
        "_quarto.yml:11: setting 'code-tools' of format 'html' is not supported",
        swap(HOUSE, "    minimal: true", "    minimal: true\n    code-tools: true"),
    ),
    render(
        "brand-readable",
        "the brand is no YAML",
        "_brand.yml:6: not readable YAML: expected ',' or ']', but got ':'",
        swap(BRAND, "color:", "color: ["),
    ),
    render(
        "brand-shape",
        "the brand is a list",
        "_brand.yml: expected 'color:' and 'typography:' with settings below each",
        write(BRAND, "- navy\n"),
    ),
    render(
        "brand-palette",
        "the palette is a list",
        "_brand.yml: color: palette: expected names and colours such as 'navy: \"#12436d\"'",
        swap(BRAND, '    navy: "#12436d"', "    - navy"),
    ),
    render(
        "brand-colour",
        "a colour is none",
        "_brand.yml: color: navy: '#12436' is not a colour such as '#12436d'",
        swap(BRAND, "#12436d", "#12436"),
    ),
    render(
        "brand-name",
        "a colour's name is not in the palette",
        "_brand.yml: color: primary: 'navi' is neither a colour such as '#12436d' nor in the palette",
        swap(BRAND, "primary: navy", "primary: navi"),
    ),
    render(
        "brand-primary",
        "the brand has no primary colour",
        "_brand.yml: color: 'primary' is missing; there are navy",
        swap(BRAND, "  primary: navy\n", ""),
    ),
    render(
        "template-partial",
        "a template's part is missing",
        "_quarto.yml:11: the file _house/typst-show.typ is missing from the report's folder, and 'template-partials' names it",
        remove("reports/_house/typst-show.typ"),
    ),
    render(
        "filter-broken",
        "a Lua filter of the house is broken",
        "pandoc could not make html: Error running filter build/reports/dudley/2011-12-Q4/note/_house/house.lua: […] <eof> expected near 'end'",
        append("reports/_house/house.lua", "\nend end\n"),
    ),
    render(
        "typst-broken",
        "a Typst template of the house is broken",
        "Typst could not make the PDF: unclosed delimiter",
        append("reports/_house/typst-template.typ", "\n#let x = (\n"),
        to="pdf",
    ),
    render(
        "literals-yaml",
        "the declared literals are no YAML",
        ("reports/_house/literals.yml:2: not readable YAML: expected the node content, but found '<stream end>'"),
        write("reports/_house/literals.yml", "names: [\n"),
    ),
    render(
        "literals-shape",
        "the declared literals are no list",
        "reports/_house/literals.yml:1: expected 'names:' and under it a list, such as '- NI *'",
        write("reports/_house/literals.yml", "literals: []\n"),
    ),
    render(
        "literal",
        "a declared literal is no name of a number",
        (
            "reports/_house/literals.yml:2: 47 is no name of a number: write it with words and a * for the "
            "number, as in '- NI *'"
        ),
        write("reports/_house/literals.yml", "names:\n- 47\n"),
    ),
    render(
        "commentary-missing",
        "a piece of commentary is missing",
        ("reports/commentary/dudley/2011-12-Q4/view.md is missing: the note includes it; write it, in Markdown"),
        remove(VIEW),
    ),
    render(
        "commentary-unwritten",
        "a piece of commentary is still to be written",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md is still to be written, by the Partnership analyst:"
            " the note includes it; write it, in Markdown"
        ),
        swap(VIEW, "The board should look at the risks without a score first.", "<!-- to be written -->"),
    ),
    render(
        "commentary-number",
        "a number is typed into commentary",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:8: '4711' is typed: quote a value with {{< var … "
            ">}}, or say it in words"
        ),
        swap(VIEW, "the risks", "the 4711 risks"),
    ),
    render(
        "text-missing",
        "a report's text is missing",
        ("reports/note/note.qmd is missing: it is the text of the report; write it, or take it from git again"),
        remove(QMD),
    ),
    render(
        "value-twice",
        "two notebooks publish one value",
        "two notebooks publish the value 'risks.message': rename one",
        *twin(
            "from helpers.publishing.quotes import Quote",
            'results.publish(facts, quotes=[Quote("risks.message", "Words", "Words", "words", "said", ())])',
        ),
    ),
    render(
        "result-twice",
        "two notebooks publish results of one name",
        "two notebooks publish risks-above.md: rename one of the results",
        *twin(
            "from helpers.publishing.tables import Text",
            'results.publish(facts, Text("risks-above", ("Words.",)), quotes=[])',
        ),
    ),
)
