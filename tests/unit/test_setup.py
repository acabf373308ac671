"""Setting up uses the Python that it is told to, wherever that lies, and says so in one line where it cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT


@pytest.fixture
def project(tmp_path) -> Path:
    """A project's folder with a blank in its name, and what setting up reads of it."""
    folder = tmp_path / "our reports"
    (folder / "tools").mkdir(parents=True)
    for name in ("tools/setup.sh", "tools/git.sh", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def set_up(project: Path, python: Path) -> tuple[int, list[str]]:
    settings = {**os.environ, "PYTHON": str(python)}
    command = ["tools/setup.sh", ".venv/bin"]
    done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()


def test_a_python_whose_path_has_blanks_is_the_one_that_is_used(project, tmp_path):
    python = tmp_path / "my own" / "python3"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.12.9\n[ "$1" != -m ]\n')
    python.chmod(0o755)
    code, said = set_up(project, python)
    assert (code, said[0]) == (3, "setup: making .venv with Python 3.12.9")
    assert said[1].startswith(f"setup: '{python} -m venv' failed ")


def test_what_is_no_python_is_named_and_no_other_is_taken(project, tmp_path):
    code, said = set_up(project, tmp_path / "no python")
    wanted = "which is no Python of 3.11 to 3.14; leave it out to have one looked for"
    assert (code, said) == (3, [f"setup: PYTHON names {tmp_path}/no python, {wanted}"])
    assert not (project / ".venv").exists()
