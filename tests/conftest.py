"""Fixtures that every kind of test may use."""

import shutil
from pathlib import Path

import hypothesis
import pytest

from helpers.project import Project
from support import keep_one_document

pytest_plugins = ["pipeline_fixtures"]

ROOT = Path(__file__).parents[1]

# The same examples each time, however busy the machine; new ones with `--hypothesis-profile=default`.
hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


@pytest.fixture
def project() -> Project:
    """The project itself, to look at."""
    return Project(ROOT)


@pytest.fixture
def copied_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of the project, to break."""
    for name in ("data", "params", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "reports", tmp_path / "reports", ignore=shutil.ignore_patterns("published", "records"))
    shutil.copy(ROOT / "requirements.lock", tmp_path / "requirements.lock")
    monkeypatch.setenv("CSP_PROJECT", str(tmp_path))
    return Project(tmp_path)


@pytest.fixture
def small_project(copied_project: Project) -> Project:
    """A copy of the project that knows one document, Dudley's annual report, to break."""
    keep_one_document(copied_project.data)
    return copied_project
