"""Render a staged report with Quarto, believed only where it says that it succeeded and has left a new file."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import quarto as quarto_package

from helpers.errors import SourceError

NAME = "quarto"
OLDEST = (1, 7)
SUFFIX = {"html": "html", "typst": "pdf", "docx": "docx"}


def find() -> tuple[str, str] | None:
    """Quarto's path and version, or None where there is none that answers.

    The environment's own folder counts as well as PATH, so that `csp` works without activating it.
    """
    with _own_programs_first():
        path = quarto_package.path()
    if not path:
        return None
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout)
    return (path, found[0]) if done.returncode == 0 and found else None


def recent_enough(version: str) -> bool:
    """Whether a version can render the reports."""
    return tuple(int(part) for part in version.split(".")[:2]) >= OLDEST


def render(main: Path, formats: Sequence[str], *, timestamp: int) -> Mapping[str, bytes]:
    """Render a document of a staged report; each format in a copy of its own, since two would overwrite each other.

    Parameters and result are those of the embedded renderer's `render`.

    Raises
    ------
    SourceError
        If Quarto fails, or leaves no new file behind in spite of success; with the last lines that it printed.
    """
    return {fmt: _format(main, fmt, timestamp) for fmt in formats}


def _format(main: Path, fmt: str, timestamp: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="csp-quarto-") as name:
        copy = Path(name) / main.parent.name
        shutil.copytree(main.parent, copy)
        output = copy / f"{main.stem}.{SUFFIX[fmt]}"
        output.unlink(missing_ok=True)  # what lay there before is not what Quarto made
        log = Path(name) / "quarto.log"
        # Not the quarto package's render(), which does not hand the exit code on.
        with _own_programs_first(), log.open("wb") as stream:
            command = [quarto_package.path(), "render", str(copy / main.name), "--to", fmt, "--no-execute"]
            environment = os.environ | {"SOURCE_DATE_EPOCH": str(timestamp)}
            done = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT, env=environment, check=False)
        if done.returncode or not output.is_file() or not output.stat().st_size:
            last = " ".join(log.read_text(encoding="utf-8", errors="replace").split())[-400:]
            raise SourceError(f"Quarto made no {output.name} of {main.name}; it said: {last or 'nothing'}")
        return output.read_bytes()


@contextlib.contextmanager
def _own_programs_first() -> Iterator[None]:
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
