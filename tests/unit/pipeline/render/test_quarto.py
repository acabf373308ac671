"""Quarto is believed where it both says that it succeeded and leaves a new file. The Quartos here are shell scripts."""

import os
import stat
from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render import quarto

WRITES = 'for last; do :; done; case "$*" in *docx*) e=docx;; *typst*) e=pdf;; *) e=html;; esac; printf "made $e" > report.$e'


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a `quarto` on PATH, and nothing else that answers to that name."""

    def install(action: str = "true", *, version: str = "1.10.18", version_code: int = 0) -> Path:
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{version}"; exit {version_code}; fi\n'
            f'echo "$PWD|$SOURCE_DATE_EPOCH|$*" >> "{tmp_path}/calls"\ncd "$(dirname "$2")"\n{action}\n'
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        monkeypatch.delenv("QUARTO_PATH", raising=False)
        # The environment of these tests may have a Quarto of its own, which would stand first.
        monkeypatch.setattr(quarto.sys, "executable", str(tmp_path / "bin" / "python"))
        return path

    return install


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "annual-report"
    folder.mkdir()
    (folder / "report.qmd").write_text("---\ntitle: T\n---\n\nText\n")
    return folder / "report.qmd"


def test_a_quarto_on_path_is_found_with_its_version(fake):
    path = fake()
    assert quarto.find() == (str(path), "1.10.18")


@pytest.mark.parametrize(("version", "code"), [("nonsense", 0), ("1.10.18", 1), ("", 0)])
def test_a_quarto_that_does_not_say_its_version_counts_as_none(fake, version, code):
    fake(version=version, version_code=code)
    assert quarto.find() is None


def test_without_a_quarto_nothing_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr(quarto.sys, "executable", str(tmp_path / "python"))
    assert quarto.find() is None


def test_looking_for_quarto_leaves_path_as_it_was(fake):
    fake()
    before = os.environ["PATH"]
    quarto.find()
    assert os.environ["PATH"] == before


@pytest.mark.parametrize(
    ("version", "taken"),
    [("1.6.99", False), ("1.6", False), ("0.9.1", False), ("1.7", True), ("1.7.0", True), ("1.10.18", True), ("2.0", True)],
)  # fmt: skip
def test_a_quarto_from_1_7_on_is_recent_enough(version, taken):
    assert quarto.recent_enough(version) is taken


def test_each_format_is_rendered_in_a_copy_of_its_own(fake, report, tmp_path):
    fake(WRITES)
    made = quarto.render(report, ("html", "typst", "docx"), timestamp=1339027200)
    assert made == {"html": b"made html", "typst": b"made pdf", "docx": b"made docx"}
    calls = (tmp_path / "calls").read_text().splitlines()
    rendered = [call.split("|")[2].split()[1] for call in calls]
    assert len(set(rendered)) == 3
    assert not any(name.startswith(str(report.parent)) for name in rendered)
    assert sorted(path.name for path in report.parent.iterdir()) == ["report.qmd"]


def test_quarto_is_told_the_time_and_not_to_run_code(fake, report, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    fake(WRITES)
    quarto.render(report, ("html",), timestamp=1339027200)
    _, timestamp, arguments = (tmp_path / "calls").read_text().strip().split("|")
    assert timestamp == "1339027200"
    assert "--no-execute" in arguments
    assert "--to html" in arguments
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"


def test_the_environment_is_left_without_a_time_where_there_was_none(fake, report, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    fake(WRITES)
    quarto.render(report, ("html",), timestamp=1)
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.parametrize("action", ["echo 'ERROR: no\nsuch thing' >&2; exit 0", "echo 'ERROR: no\nsuch thing'; exit 1"])
def test_a_quarto_that_leaves_no_file_is_refused_with_what_it_said(fake, report, action):
    fake(action)
    with pytest.raises(SourceError) as caught:
        quarto.render(report, ("typst",), timestamp=1)
    assert str(caught.value) == "Quarto made no report.pdf of report.qmd; it said: ERROR: no such thing"


def test_a_quarto_that_fails_in_silence_is_refused(fake, report):
    fake("exit 0")
    with pytest.raises(SourceError, match=r"made no report\.html of report\.qmd; it said: nothing$"):
        quarto.render(report, ("html",), timestamp=1)


def test_an_empty_file_is_no_report(fake, report):
    fake(": > report.html")
    with pytest.raises(SourceError, match=r"Quarto made no report\.html"):
        quarto.render(report, ("html",), timestamp=1)


def test_only_the_end_of_a_long_story_is_told(fake, report):
    fake("i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done; echo the end")
    with pytest.raises(SourceError) as caught:
        quarto.render(report, ("html",), timestamp=1)
    assert str(caught.value).endswith("line 299 the end")
    assert len(str(caught.value)) < 500


def test_what_quarto_prints_does_not_reach_the_terminal(fake, report, capfd):
    fake(f"echo chatter; echo noise >&2; {WRITES}")
    quarto.render(report, ("html",), timestamp=1)
    print("ours")
    assert capfd.readouterr() == ("ours\n", "")


def test_our_own_output_comes_back_after_a_refusal(fake, report, capfd):
    fake("echo chatter; exit 1")
    with pytest.raises(SourceError):
        quarto.render(report, ("html",), timestamp=1)
    os.write(1, b"ours\n")
    assert capfd.readouterr() == ("ours\n", "")


# Faults found -----------------------------------------------------------------------------------------------------------


def test_a_file_that_was_there_before_is_not_taken_for_a_new_one(fake, report):
    (report.parent / "report.html").write_text("last year's report")
    fake("exit 0")
    with pytest.raises(SourceError):
        quarto.render(report, ("html",), timestamp=1)


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx"])
def test_a_file_of_a_quarto_that_failed_is_not_published(fake, report, suffix):
    fake(f"printf half > report.{suffix}; echo ERROR; exit 1")
    fmt = {"pdf": "typst"}.get(suffix, suffix)
    with pytest.raises(SourceError, match=rf"^Quarto made no report\.{suffix} of report\.qmd; it said: ERROR$"):
        quarto.render(report, (fmt,), timestamp=1)
