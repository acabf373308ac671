"""The engine is chosen for a reason that can be told, and a report is held to the same rules under either."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from helpers.errors import MachineError, ParamsError, SourceError
from helpers.pipeline.render import engine, quarto


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a `quarto` of some version on PATH, or none."""

    def install(version: str | None) -> str:
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir()
        if version:
            path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo {version}\nexit 0\n')
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(path.parent))
        monkeypatch.delenv("QUARTO_PATH", raising=False)
        monkeypatch.setattr(quarto.sys, "executable", str(path.parent / "python"))
        return str(path)

    return install


def report(folder: Path, text: str, front: str = "title: T") -> Path:
    (folder / "report.qmd").write_text(f"---\n{front}\n---\n\n{text}\n")
    return folder / "report.qmd"


def test_quarto_is_taken_where_there_is_a_recent_one(fake):
    path = fake("1.7.0")
    chosen = engine.choose()
    assert (chosen.name, chosen.description, chosen.why) == ("quarto", "Quarto 1.7.0", f"found at {path}")
    assert chosen.render is quarto.render


def test_quarto_that_was_asked_for_says_so(fake):
    fake("1.10.18")
    assert engine.choose("quarto").why == "it was asked for"


def test_without_quarto_the_embedded_renderer_is_taken_and_says_why(fake):
    fake(None)
    chosen = engine.choose("auto")
    assert (chosen.name, chosen.why) == ("embedded", "no Quarto was found")
    assert chosen.description.startswith("embedded renderer (pandoc 3.")


def test_an_old_quarto_is_passed_over_and_named(fake):
    path = fake("1.6.43")
    chosen = engine.choose("auto")
    assert (chosen.name, chosen.why) == ("embedded", f"Quarto 1.6.43 at {path} is older than 1.7")


@pytest.mark.parametrize(("version", "expected"), [(None, "no Quarto was found"), ("1.6.43", "Quarto 1.6.43 at ")])
def test_a_quarto_that_is_forced_and_missing_or_old_is_a_fault_of_the_machine(fake, version, expected):
    fake(version)
    with pytest.raises(MachineError) as caught:
        engine.choose("quarto")
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(expected)
    assert "ENGINE=quarto asks for it: install it with `make quarto`" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_embedded_renderer_can_be_asked_for_where_there_is_a_quarto(fake):
    fake("1.10.18")
    chosen = engine.choose("embedded")
    assert (chosen.name, chosen.why) == ("embedded", "it was asked for")


def test_an_engine_of_another_name_is_refused():
    with pytest.raises(ParamsError, match=r"^there is no engine 'latex'; there are auto, quarto, embedded$"):
        engine.choose("latex")


def test_a_text_outside_the_subset_is_refused_before_any_engine_runs(tmp_path):
    ran = []
    chosen = engine.Engine("quarto", "Quarto", "", lambda *_, **__: ran.append(1) or {})
    with pytest.raises(SourceError, match=r"^report\.qmd:5: the HTML tag <br> is not supported"):
        engine.render(chosen, report(tmp_path, "a<br>b"), ("html",), timestamp=1)
    assert not ran


def test_tables_are_kept_together_in_word_whichever_engine_made_it(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:tbl><w:tr><w:tc><w:p><w:pPr/></w:p></w:tc></w:tr></w:tbl>")
    chosen = engine.Engine("quarto", "Quarto", "", lambda *_, **__: {"docx": buffer.getvalue(), "html": b"as it is"})
    made = engine.render(chosen, report(tmp_path, "Text"), ("docx", "html"), timestamp=1)
    assert b"<w:cantSplit/>" in zipfile.ZipFile(io.BytesIO(made["docx"])).read("word/document.xml")
    assert made["html"] == b"as it is"


def test_the_embedded_engine_renders(tmp_path):
    made = engine.render(engine.choose("embedded"), report(tmp_path, "# One\n\nText"), ("html",), timestamp=1)
    assert b"<p>Text</p>" in made["html"]


# What the engines themselves refuse ----------------------------------------------------------------------------------------


def refusal(main: Path, fmt: str) -> str:
    with pytest.raises(SourceError) as caught:
        engine.render(engine.choose("embedded"), main, (fmt,), timestamp=1)
    assert "\n" not in str(caught.value)
    return str(caught.value)


HIDDEN = '# One\n\n::: {.content-visible when-format="html"}\n## Two\n:::\n\n### Three'


@pytest.mark.parametrize("fmt", ["html", "typst", "docx"])
@pytest.mark.parametrize(
    ("text", "front", "expected"),
    [
        ("# One", "lang: en-GB", "report.qmd:1: the report has no title"),
        (HIDDEN, "title: T", "report.qmd:11: a heading of level 3 follows one of level 1 in typst; write '##'"),
    ],
)
def test_a_report_that_would_not_be_accessible_in_some_format_is_refused_in_all_with_its_line(
    tmp_path, fmt, text, front, expected
):
    assert refusal(report(tmp_path, text, front), fmt).startswith(expected)


@pytest.mark.parametrize(
    ("setting", "name", "line"),
    [
        ("filters: [none.lua]", "none.lua", 3),
        ("filters: [quarto, none.lua]", "none.lua", 3),
        ("format:\n  docx: {reference-doc: none.docx}", "none.docx", 3),
        ("format:\n  html: {template: none.html}", "none.html", 3),
        ("format:\n  html: {css: [report.qmd, none.css], embed-resources: true}", "none.css", 3),
        ("format:\n  typst:\n    template-partials: none.typ", "none.typ", 3),
        ("format:\n  typst:\n    font-paths: [none]", "none", 3),
    ],
)
@pytest.mark.parametrize("fmt", ["html", "typst", "docx"])
def test_a_file_that_the_settings_name_and_is_missing_is_refused_with_its_line(tmp_path, setting, name, line, fmt):
    message = refusal(report(tmp_path, "# One", f"title: T\n{setting}"), fmt)
    assert message.startswith(f"report.qmd:{line}: the file {name} is missing from the report's folder, and ")


def test_a_filter_that_fails_is_told_in_one_line(tmp_path):
    (tmp_path / "broken.lua").write_text("end end\n")
    message = refusal(report(tmp_path, "# One", "title: T\nfilters: [broken.lua]"), "html")
    assert message.startswith("pandoc could not make html: Error running filter ")


# Faults found -----------------------------------------------------------------------------------------------------------


def test_an_unknown_pdf_standard_is_refused_in_one_line(tmp_path):
    assert "zz" in refusal(report(tmp_path, "# One", "title: T\npdf-standard: zz"), "typst")


def test_one_margin_for_all_sides_is_the_same_as_one_for_each(tmp_path):
    def pdf(margin: str) -> bytes:
        main = report(tmp_path, "# One", f"title: T\nformat: {{typst: {{margin: {margin}}}}}")
        return engine.render(engine.choose("embedded"), main, ("typst",), timestamp=1)["typst"]

    assert pdf("4cm") == pdf("{x: 4cm, y: 4cm}") != pdf("2cm")


@pytest.mark.parametrize("fmt", ["html", "docx", "typst"])
@pytest.mark.parametrize("text", ['![Cap](none.png){#fig-a fig-alt="x"}', 'In a ![](none.png){fig-alt="x"} line'])
def test_a_missing_picture_is_refused_in_every_format(tmp_path, fmt, text):
    main = report(tmp_path, f"# One\n\n{text}", "title: T\nembed-resources: true")
    assert refusal(main, fmt) == "report.qmd:8: the picture none.png is missing from the report's folder"


def test_a_pdf_without_a_title_is_refused_with_the_file(tmp_path):
    assert refusal(report(tmp_path, "# One", "lang: en-GB"), "typst").startswith("report.qmd:1: ")


def test_references_in_a_title_are_refused_with_the_line(tmp_path):
    assert refusal(report(tmp_path, "# One", "title: As @fig-a shows"), "typst").startswith("report.qmd:2: ")
