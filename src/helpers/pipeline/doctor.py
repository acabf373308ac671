"""What this machine has of everything that the project uses, and how to get the rest."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from helpers.errors import ReportError
from helpers.pipeline.render import embedded, quarto
from helpers.pipeline.render.engine import INSTALL_QUARTO, choose
from helpers.project import Project

PROGRAMS = {
    "make": ("runs the README's commands", "apt install make"),
    "git": ("keeps versions", "apt install git"),
}
OPTIONAL = {
    "chromium": ("checks the web page in a browser (tests only)", "apt install chromium"),
    "pdftotext": ("reads PDFs back (tests only)", "apt install poppler-utils"),
    "libreoffice": ("shows Word files as pictures (looking only)", "apt install libreoffice-writer"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is there, what was found, and what to do about it."""

    name: str
    state: str
    found: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """As printed."""
        mark = {"present": "✓", "missing": "✗", "optional": "–"}[self.state]
        return f"{mark} {self.name:<26} {self.found}" + (f"  →  {self.remedy}" if self.remedy else "")


def examine(place: Project, asked: str = "auto") -> Iterator[Finding]:
    """Look at everything, the engine first.

    Parameters
    ----------
    asked : str
        The engine that would be asked for.
    """
    try:
        engine = choose(asked)
        yield Finding("renderer", "present", f"{engine.description}: {engine.why}")
    except ReportError as problem:
        yield Finding("renderer", "missing", str(problem), INSTALL_QUARTO)
    found = quarto.find()
    if found:
        yield Finding("Quarto", "present", f"{found[1]} at {found[0]}")
    else:
        yield Finding("Quarto", "optional", "not found; the embedded renderer serves", INSTALL_QUARTO)
    yield Finding("embedded renderer", "present", embedded.describe())
    yield Finding("python", "present", f"{sys.version.split()[0]} at {sys.prefix}")
    yield from (_package(name) for name in _required())
    for name, (purpose, remedy) in PROGRAMS.items():
        there = shutil.which(name)
        yield Finding(
            name, "present" if there else "missing", there or f"not found; {purpose}", "" if there else remedy
        )
    for name, (purpose, remedy) in OPTIONAL.items():
        there = shutil.which(name)
        yield Finding(
            name,
            "present" if there else "optional",
            there or f"not found; {purpose}",
            "" if there else remedy,
        )
    fonts = sorted((place.reports / "_house" / "fonts").glob("*.ttf"))
    yield Finding("fonts", "present" if fonts else "missing", f"{len(fonts)} in reports/_house/fonts")


def _required() -> list[str]:
    names = [line.split(";") for line in requires("csp-reports") or []]
    return [parts[0].split(">")[0].split("=")[0].strip() for parts in names if len(parts) == 1]


def _package(name: str) -> Finding:
    try:
        return Finding(f"package {name}", "present", version(name))
    except PackageNotFoundError:
        return Finding(f"package {name}", "missing", "not installed", "make setup")
