"""The tutorial, how to add an indicator and the guides: each is done from its own text, one after the other in one project."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from page_runner import follow

from support import ROOT, copy_project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's copy of the project; its environment is this one, so that setting up finds nothing to do."""
    folder = copy_project(tmp_path_factory.mktemp("reader") / "csp-reports").root
    shutil.copy(ROOT / "Makefile", folder)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "tools").mkdir()
    (folder / "tools" / "setup.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "tools" / "setup.sh").chmod(0o755)
    return folder


# In this order: the auditor's guide looks at the edition that the tutorial publishes, and the analyst's prepares a quarter.
PAGES = ("tutorial.md", "guides/auditor.md", "guides/officer.md", "add-an-indicator.md", "guides/analyst.md")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_is_so(reader: Path, page: str):
    programs = Path(sys.executable).parent
    settings = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"}
    unset = ("CSP_PROJECT", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # which `make test` sets for what it calls
    settings = {name: value for name, value in settings.items() if name not in unset}
    follow(ROOT / "docs" / page, reader, settings)
