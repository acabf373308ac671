"""Workplaces: a fresh copy of the project for each test, and one in which Dudley's report is published."""

import shutil
from pathlib import Path

import pytest

from helpers.pipeline.audit import manifest
from support import READERS, Workplace, copy_project


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A fresh copy of the project."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def dudley(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A copy in which Dudley's report has been published; look, do not touch."""
    place = copy_project(tmp_path_factory.mktemp("dudley") / "project")
    done = place.report()
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def entities(dudley: Workplace) -> dict[str, dict]:
    """What the manifest of that report tells of."""
    return manifest.read((dudley.published / manifest.NAME).read_text(encoding="utf-8"))


@pytest.fixture
def copied(dudley: Workplace, tmp_path: Path) -> Workplace:
    """A copy of the project in which that report was published, to tamper with."""
    shutil.copytree(dudley.root, tmp_path / "copy", ignore=shutil.ignore_patterns("runs", "jupyter"))
    return Workplace(tmp_path / "copy")


@pytest.fixture(params=sorted(READERS))
def text(request: pytest.FixtureRequest, dudley: Workplace) -> str:
    """The words of the published report, in each format in turn."""
    return READERS[request.param](dudley.published / f"annual-report.{request.param}")
