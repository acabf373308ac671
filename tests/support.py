"""Copies of the project to run, break and publish in, and ways to read what comes out."""

import csv
import functools
import html
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
from docx.oxml.ns import qn

from helpers.pipeline.audit import editions, manifest, record
from helpers.pipeline.audit.editions import Edition
from helpers.project import Project

ROOT = Path(__file__).parents[1]
PARTS = ("data", "params", "notebooks", "requirements.lock")
DUDLEY = ("report", "annual-report", "--borough", "dudley", "--period", "2011-12")


@dataclass(frozen=True)
class Workplace:
    """A project of its own, and the command line to use in it."""

    root: Path

    def csp(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        """Run `csp`, without a terminal and with the embedded renderer unless told otherwise."""
        command = [str(Path(sys.executable).parent / "csp"), *arguments]
        settings = {**os.environ, "CSP_PROJECT": str(self.root), **environment}
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, env=settings, check=False)

    def report(self, *more: str, **environment: str) -> subprocess.CompletedProcess:
        """Make Dudley's annual report of 2011/12."""
        return self.csp(*DUDLEY, "--engine", "embedded", *more, **environment)

    @property
    def published(self) -> Path:
        """Where that report is published."""
        return self.root / "reports" / "published" / "dudley" / "2011-12" / "annual-report"

    def write(self, path: str, text: str) -> None:
        """Write one of its files."""
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a text in one of its files, which must be there."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))


def copy_project(target: Path) -> Workplace:
    """Copy what a run needs; nothing that a run has made."""
    target.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        shutil.copytree(source, target / name) if source.is_dir() else shutil.copy(source, target / name)
    shutil.copytree(ROOT / "reports", target / "reports", ignore=shutil.ignore_patterns("published", "records"))
    return Workplace(target)


@contextmanager
def hearing_ctrl_c() -> Iterator[None]:
    """Programs that are started in it hear Ctrl-C; without it they would not where a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def content_of(path: Path) -> bytes:
    """A file's bytes; of a manifest those that are the same whenever a report is made."""
    content = path.read_bytes()
    return manifest.timeless(content.decode("utf-8")).encode() if path.name == manifest.NAME else content


def rows_of(data: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table, as texts."""
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(data: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Write a table whose columns stay as they are; a cell that a row lacks is blank."""
    path = data / f"{table}.csv"
    columns = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def add_row(data: Path, table: str, /, **cells: str) -> None:
    """Add a row to a table."""
    write_rows(data, table, [*rows_of(data, table), cells])


def keep_one_document(data: Path, source: str = "dudley-annual-report-2011-12") -> None:
    """Leave in data/ only what one document says, so that a test has few rows and knows their lines."""
    for path in data.glob("*.csv"):
        rows = rows_of(data, path.stem)
        if path.stem == "areas":
            rows = [row for row in rows if row["area"] in ("west-midlands-police", "dudley")]
            rows = [{**row, "parent": row["parent"].replace("england-and-wales", "")} for row in rows]
        elif path.stem in ("recomputations", "corrections"):
            continue
        else:
            rows = [row for row in rows if row["source"] in (source, "ons-geographic-codes")]
        write_rows(data, path.stem, rows)
    figures = {
        figure
        for path in data.glob("*.csv")
        if path.stem not in ("recomputations", "corrections")
        for row in rows_of(data, path.stem)
        for figure in row.get("figure", "").split("; ")
    }
    for table in ("recomputations", "corrections"):
        write_rows(data, table, [row for row in rows_of(data, table) if row["figure"] in figures])


# Read once for each content, not for each name: a report that is made again is read again.
@functools.cache
def _html_words(page: bytes) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page.decode("utf-8"), flags=re.DOTALL)
    # What only marks a number divides no words.
    text = re.sub(r'<a class="number"[^>]*>(.*?)</a>', r"\1", text)
    text = re.sub(r'<span (?:data-quoted|id="figure-)[^>]*>(.*?)</span>', r"\1", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@functools.cache
def _pdf_words(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages).split())


@functools.cache
def _docx_words(document: bytes) -> str:
    body = docx.Document(io.BytesIO(document)).element.body
    return " ".join(" ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))).split())


def html_text(path: Path) -> str:
    """The words of a web page."""
    return _html_words(path.read_bytes())


def pdf_text(path: Path) -> str:
    """The words of a PDF."""
    return _pdf_words(path.read_bytes())


def docx_text(path: Path) -> str:
    """The words of a Word file, tables included."""
    return _docx_words(path.read_bytes())


READERS = {"html": html_text, "pdf": pdf_text, "docx": docx_text}


def release(place: Workplace, key: Path | None = None) -> Edition:
    """Freeze the report, past the checks that the command makes first."""
    project = Project(place.root.resolve())
    return editions.publish(project, place.published.resolve(), record.shelf_of(project), key)
