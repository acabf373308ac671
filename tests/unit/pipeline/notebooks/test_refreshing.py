"""A kept notebook is run again where something that its outputs depend on has changed, and only there."""

import json
import shutil

import nbformat
import pytest

from helpers.errors import NotebookError, ReportError
from helpers.pipeline.notebooks import refreshing
from helpers.pipeline.runs import runner
from helpers.project import Project
from support import ROOT, copy_project

NAME = "risk_register"
FILE = f"notebooks/{NAME}.ipynb"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("refreshing") / "project")


@pytest.fixture
def place(copied, monkeypatch):
    shutil.copyfile(ROOT / FILE, copied.root / FILE)
    shutil.rmtree(copied.root / "build", ignore_errors=True)
    monkeypatch.setenv("CSP_PROJECT", str(copied.root))
    return copied


@pytest.fixture
def runs(monkeypatch):
    """Each run that papermill is asked for, which gives the outputs that the project keeps."""
    asked = []

    def kept(place, path, output, parameters, cwd):
        asked.append(path)
        executed = nbformat.read(ROOT / FILE, as_version=4)
        source = nbformat.read(path, as_version=4)
        for cell, given in zip(executed.cells, source.cells, strict=True):
            cell.source = given.source
        return executed

    monkeypatch.setattr(runner, "through_papermill", kept)
    return asked


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "notebooks/risk_register.ipynb is missing, though"),
        (b"\xff{}", r"is not a notebook: it is not UTF-8 text \(byte 0\)"),
        (b"{", "is not a notebook: Expecting property name"),
        (b'{"cells": [[]]}', "is not a notebook"),
        (b'{"cells": [{"cell_type": "code", "metadata": [], "source": []}]}', "is not a notebook"),
    ],
)
def test_notebooks_are_looked_at_before_one_of_them_is_run(place, runs, content, told):
    (place.root / FILE).unlink()
    if content is not None:
        (place.root / FILE).write_bytes(content)
    with pytest.raises(ReportError, match=told):
        refreshing.require(Project(place.root), ["outcome_summary", NAME])
    assert runs == []


@pytest.mark.parametrize("keep", [True, False])
def test_what_was_right_is_not_run_again(place, runs, keep):
    assert refreshing.refresh(Project(place.root), NAME, keep=keep) == []
    assert refreshing.refresh(Project(place.root), NAME, keep=not keep) == []
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (FILE, "# ", "# The "),
        ("data/risks.csv", "Funding for the", "Money for the"),
        ("params/disclosure.yml", "smallest: 5", "smallest: 6"),
        ("requirements.lock", "pandas==", "pandas=="),
    ],
    ids=["the notebook", "its data", "its settings", "nothing"],
)
def test_it_is_run_again_where_what_it_depends_on_has_changed(place, runs, path, old, new):
    refreshing.refresh(Project(place.root), NAME)
    text = (place.root / path).read_text(encoding="utf-8")
    assert old in text
    place.write(path, text.replace(old, new, 1))
    try:
        refreshing.refresh(Project(place.root), NAME)
        assert len(runs) == (1 if old == new else 2)
    finally:
        place.write(path, text)


def test_a_change_of_how_outputs_are_kept_runs_it_again(place, runs, monkeypatch):
    refreshing.refresh(Project(place.root), NAME)
    monkeypatch.setattr(refreshing, "HOW", "changes.py")
    refreshing.refresh(Project(place.root), NAME)
    assert len(runs) == 2


def test_a_stale_one_stays_stale_until_it_is_refreshed(place, runs):
    kept = json.loads((place.root / FILE).read_text(encoding="utf-8"))
    shown = next(cell for cell in kept["cells"] if cell.get("outputs"))
    shown["outputs"] = []
    place.write(FILE, json.dumps(kept))
    told = [refreshing.refresh(Project(place.root), NAME, keep=keep) for keep in (False, False, True, False)]
    assert told[0] == told[1] == told[2] != [] and told[3] == []
    assert len(runs) == 3
    assert (place.root / FILE).read_bytes() == (ROOT / FILE).read_bytes()


def test_a_damaged_stamp_stands_for_none(place, runs):
    refreshing.refresh(Project(place.root), NAME)
    place.write(f"build/refresh/{NAME}/{refreshing.STAMP}", "{")
    refreshing.refresh(Project(place.root), NAME)
    assert len(runs) == 2


def test_where_the_data_cannot_be_read_the_run_says_why_each_time(place, runs, monkeypatch):
    def fails(*_):
        runs.append(NAME)
        raise NotebookError("code cell 1 failed")

    monkeypatch.setattr(runner, "through_papermill", fails)
    text = (place.root / "data/risks.csv").read_text(encoding="utf-8")
    place.write("data/risks.csv", "no such column\n1\n")
    try:
        for _ in range(2):
            with pytest.raises(NotebookError, match="code cell 1 failed"):
                refreshing.refresh(Project(place.root), NAME)
    finally:
        place.write("data/risks.csv", text)
    assert len(runs) == 2
