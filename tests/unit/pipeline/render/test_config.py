"""A report's settings: read with their lines, laid over each other, refused where the engines would differ."""

import re
from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render.config import Layer, check, merge, metadata, read_layer, require_title

REPORT = Path("report.qmd")


def layer(text: str, name: str = "_quarto.yml", *, first_line: int = 1) -> Layer:
    return read_layer(Path(name), text, first_line=first_line)


def refusal(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        check(layer(text))
    return str(caught.value)


def test_a_setting_remembers_the_line_on_which_it_stands():
    front = layer("title: T\n\ntoc: true\n", "report.qmd", first_line=2)
    assert front.values == {"title": "T", "toc": True}
    assert front.lines == {"title": 2, "toc": 4}


def test_an_empty_file_sets_nothing():
    assert layer("# only a comment\n").values == {}
    assert layer("").lines == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: T\nfoo: [a\nbar: 1", "report.qmd:4: not readable YAML"),
        ("title: T\n\tfoo: x", "report.qmd:3: not readable YAML"),
        ("title: *nobody", "report.qmd:2: not readable YAML"),
        ("title: !!bool x", "report.qmd:2: not readable YAML"),
        ("title: !!python/object:os.system x", "report.qmd:2: not readable YAML"),
        ("- a\n- b", "report.qmd:2: expected settings such as 'title: …', found list"),
        ("only text", "report.qmd:2: expected settings such as 'title: …', found str"),
    ],
)
def test_front_matter_that_is_no_settings_is_refused_with_its_line(text, place):
    with pytest.raises(SourceError) as caught:
        layer(text, "report.qmd", first_line=2)
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "key",
    [
        "bibliography", "csl", "execute", "jupyter", "crossref", "shortcodes", "params", "columns", "include-in-header",
        "include-before-body", "website", "book", "profile", "metadata-files", "code-fold", "shift-heading-level-by",
        "reference-location", "tbl-cap-location", "template", "css", "theme", "reference-doc", "template-partials", "from",
    ],
)  # fmt: skip
def test_a_setting_that_one_engine_ignores_is_refused_with_its_line(key):
    assert refusal(f"title: T\nlang: en\n{key}: x\n") == f"_quarto.yml:3: setting '{key}' is not supported here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: T\nproject:\n  type: website\n",
            "_quarto.yml:2: project type 'website' is not supported; write 'type: default'",
        ),
        ("project:\n  output-dir: x\n", "_quarto.yml:1: project setting 'output-dir' is not supported"),
        (
            "title: T\n\nformat: pdf\n",
            "_quarto.yml:3: format 'pdf' is not supported; there are html, typst, docx; a PDF is made by 'typst'",
        ),
        (
            "format:\n  revealjs: default\n",
            "_quarto.yml:1: format 'revealjs' is not supported; there are html, typst, docx",
        ),
        (
            "format:\n  docx:\n    css: x.css\n",
            "_quarto.yml:1: setting 'css' of format 'docx' is not supported",
        ),
        (
            "format:\n  typst:\n    reference-doc: x.docx\n",
            "_quarto.yml:1: setting 'reference-doc' of format 'typst' is not supported",
        ),
    ],
)
def test_projects_and_formats_outside_the_subset_are_refused(text, expected):
    assert refusal(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "project:\n",
        "project: {type: default, render: [a.qmd], title: x}\n",
        "format: html\n",
        "format:\n  html: default\n",
        "format:\n",
        "title: T\ncommittee: Scrutiny\nyear: 2012\n",
        "format:\n  html: {toc: true, template: t.html, css: [a.css], theme: none, minimal: true}\n"
        "  typst: {papersize: a4, margin: {x: 2cm}, font-paths: [f], template-partials: [a.typ]}\n"
        "  docx: {reference-doc: r.docx, number-sections: true}\n",
    ],
)
def test_settings_inside_the_subset_and_words_of_the_report_are_taken(text):
    check(layer(text))


def test_later_files_stand_over_earlier_ones_and_a_format_over_the_common_settings():
    layers = [
        layer("title: A\nlang: en-GB\ntoc: false\nformat:\n  html: {toc: true}\n  docx: {toc-depth: 1}\n"),
        layer("title: B\n", "_metadata.yml"),
        layer("subtitle: C\n", "report.qmd"),
    ]
    html, docx = merge(layers, "html").metadata, merge(layers, "docx").metadata
    assert html == {"title": "B", "lang": "en-GB", "toc": True, "subtitle": "C"}
    assert docx == {"title": "B", "lang": "en-GB", "toc": False, "subtitle": "C", "toc-depth": 1}


def test_a_later_file_over_a_format_stands_over_the_format():
    layers = [layer("format:\n  html: {toc: true}\n"), layer("toc: false\n", "report.qmd")]
    assert merge(layers, "html").metadata["toc"] is False


def test_groups_of_settings_are_merged_and_what_was_read_is_not_altered():
    first = layer("format:\n  typst:\n    margin: {x: 2cm, top: 1cm}\n")
    second = layer("format:\n  typst:\n    margin: {top: 3cm}\n", "report.qmd")
    assert merge([first, second], "typst").metadata["margin"] == {"x": "2cm", "top": "3cm"}
    assert first.values["format"]["typst"]["margin"] == {"x": "2cm", "top": "1cm"}


def test_filters_add_up_once_each_and_quarto_comes_last_unless_it_is_named():
    named = [layer("filters: [a.lua, quarto, b.lua]\n"), layer("filters: [a.lua, c.lua]\n", "report.qmd")]
    assert merge(named, "html").filters == ("a.lua", "quarto", "b.lua", "c.lua")
    assert merge([layer("filters: [a.lua]\n")], "html").filters == ("a.lua", "quarto")
    assert merge([], "html").filters == ("quarto",)


def test_project_formats_and_filters_are_no_metadata():
    merged = merge([layer("project: {type: default}\nfilters: [a.lua]\nformat: html\ntitle: T\n")], "html")
    assert merged.metadata == {"title": "T"}


# Faults found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["format: [html, docx]\n", "format: 5\n"])
def test_formats_that_are_not_a_mapping_are_refused_in_one_line(text):
    assert refusal(text).startswith("_quarto.yml:1: ")


@pytest.mark.parametrize("text", ["filters: a.lua\n", "filters:\n", "filters: [{path: a.lua, at: pre-ast}]\n"])
def test_filters_that_are_not_a_list_of_names_are_taken_as_one_or_refused(text):
    try:
        check(layer(text))
        assert set(merge([layer(text)], "html").filters) <= {"a.lua", "quarto"}
    except SourceError as refused:
        assert str(refused).startswith("_quarto.yml:1: ")


def test_a_project_type_may_be_written_in_short_as_quarto_allows():
    check(layer("project: default\n"))


def test_a_depth_of_numbers_is_refused_because_pandoc_numbers_every_level():
    assert refusal("number-sections: true\nnumber-depth: 1\n").startswith("_quarto.yml:2: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: T\nlang: de\n", 2),
        ("title: T\nlang: cy-GB\n", 2),
        ("title: T\nlang: english\n", 2),
        ("title: T\nformat:\n  html:\n    lang: fr\n", 2),
    ],
)
def test_a_language_whose_words_the_embedded_renderer_lacks_is_refused(text, line):
    # Quarto prints Kapitel and Tabelle for de.
    assert re.match(rf"_quarto\.yml:{line}: language '[\w-]+' is not supported, since the words", refusal(text))


def test_a_date_that_is_left_blank_is_none():
    assert "date" not in metadata([layer("title: T\ndate:\n")])


@pytest.mark.parametrize("lang", ["en", "en-GB", "en-US", "EN-gb", ""])
def test_english_is_taken_of_whatever_country(lang):
    check(layer(f"lang: {lang}\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: As @fig-a shows\n", "_quarto.yml:1: '@fig-a' leads nowhere from a setting"),
        ("title: T\nabstract: |\n  One\n  [@dudley]\n", "_quarto.yml:2: '@dudley' leads nowhere from a setting"),
        ("title: T\npaper:\n  contact: ['@x']\n", "_quarto.yml:2: '@x' leads nowhere"),
    ],
)
def test_a_reference_in_a_setting_is_refused_with_its_line(text, expected):
    assert refusal(text).startswith(expected)


def test_addresses_and_escaped_signs_in_a_setting_are_taken():
    check(layer("contact: first.last@dudley.example\nhandle: '\\@dudley'\n"))


def test_a_date_is_written_by_its_format_wherever_each_is_set():
    layers = [
        layer("date-format: D MMMM YYYY\nformat:\n  docx: {date-format: YYYY}\n"),
        layer("date: 2012-06-07\n", "report.qmd"),
    ]
    assert metadata(layers)["date"] == "7 June 2012"
    assert merge(layers, "html").metadata["date"] == "7 June 2012"
    assert merge(layers, "docx").metadata["date"] == "2012"


@pytest.mark.parametrize(
    ("quarto", "front", "expected"),
    [
        (
            "",
            "title: T\ndate: 2012-06-07\n",
            "report.qmd:2: a date needs beside it how it is printed: add 'date-format: D MMMM YYYY'",
        ),
        (
            "date-format: D\n",
            "title: T\ndate: soon\n",
            "report.qmd:2: 'soon' is not a date such as 2012-06-07 or 7 June 2012",
        ),
        (
            "a: 1\ndate-format: long\n",
            "date: 2012-06-07\n",
            "_quarto.yml:2: 'l' in 'long' is no part of a date; write it like",
        ),
    ],
)
def test_a_date_that_quarto_would_write_by_itself_is_refused_with_its_line(quarto, front, expected):
    with pytest.raises(SourceError) as caught:
        metadata([layer(quarto), layer(front, "report.qmd")])
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", "report.qmd:1: the report has no title: add 'title: …' to its settings"),
        ("lang: en\ntitle: ''\n", "report.qmd:2: the report has no title"),
        ("lang: en\ntitle:\n", "report.qmd:2: the report has no title"),
    ],
)
def test_a_document_without_a_title_is_refused(front, expected):
    with pytest.raises(SourceError) as caught:
        require_title([layer("lang: en\n"), layer(front, "report.qmd")])
    assert str(caught.value).startswith(expected)


def test_settings_that_are_not_utf_8_are_refused(tmp_path):
    (tmp_path / "_quarto.yml").write_bytes(b"title: \xff\n")
    with pytest.raises(SourceError, match=r"_quarto\.yml"):
        read_layer(tmp_path / "_quarto.yml")
