"""What is said of what stands beside a report's text: settings, house style, results and commentary."""

from tests.messages import note
from tests.messages.case import Case, Edit, append, change, remove, swap, write
from tests.messages.cases_notebooks import OPEN, notebook
from tests.messages.note import COMMENTARY

QMD = "reports/note/note.qmd"
HOUSE = "reports/_house/_quarto.yml"
BRAND = "reports/_brand.yml"


def render(key: str, when: str, told: str, *edits: Edit, to: str = "html") -> Case:
    """A report that cannot be rendered since something beside its text is wrong."""
    return Case(key, when, note.COMMAND.replace("html", to), told, edits)


def twin(*cells: str) -> tuple[Edit, ...]:
    """A second notebook of the report."""
    both = swap("reports/note/report.yml", "notebooks: [risk_register]", "notebooks: [risk_register, twin]")
    return both, notebook("twin", OPEN, *cells)


CASES: tuple[Case, ...] = (
    render(
        "commentary-variable",
        "commentary quotes a value that no notebook publishes",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:10: there is no 'risks.mesage' among the results that this report "
            "is staged with ({{< var risks.mesage >}}); did you mean 'risks.message'?"
        ),
        append(COMMENTARY, "\nOf {{< var risks.mesage >}} risks.\n"),
    ),
    render(
        "meta-flag",
        "a text quotes a setting that is no text",
        "note.qmd:5: 'draft' is True, not a text or number; put it in quotation marks where it is set",
        swap(QMD, "# In short", "---\ndraft: true\n---\n\nIt is {{< meta draft >}}.\n\n# In short"),
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
        remove(COMMENTARY),
    ),
    render(
        "commentary-unwritten",
        "a piece of commentary is still to be written",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md is still to be written, by the Partnership analyst:"
            " the note includes it; write it, in Markdown"
        ),
        swap(COMMENTARY, "The board should look at the risks without a score first.", "<!-- to be written -->"),
    ),
    render(
        "commentary-number",
        "a number is typed into commentary",
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:8: '4711' is typed: quote a value with {{< var … "
            ">}}, or say it in words"
        ),
        swap(COMMENTARY, "the risks", "the 4711 risks"),
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
