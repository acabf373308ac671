"""The rows that a report saw, held against those that it would see today."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpers.data import slicing
from helpers.pipeline.reports.plan import ReportPlan, plan_run
from helpers.pipeline.runs import runner
from helpers.project import Project

CELLS = 7
"""How many cells of a row that has come or gone are told; with them a correction says why and on whose authority."""


def inputs(place: Project, plan: ReportPlan, scratch: Path) -> dict[str, bytes]:
    """Cut the inputs of a report's runs from data/ as it is now, by their paths from a project's root.

    Parameters
    ----------
    scratch : Path
        A folder to write them in.

    Raises
    ------
    ReportError
        If data/ or params/ cannot be read, or has nothing for the area or period any more.
    """
    found = {}
    for run in plan.runs:
        plan_run(place, run)
        folder = runner.folder_of(Project(scratch), run)
        slicing.write(place, run, folder)
        for path in sorted((folder / slicing.INPUTS).iterdir()):
            found[path.relative_to(scratch).as_posix()] = path.read_bytes()
    return found


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[frozenset[str], list[str]]:
    """What of a report's inputs has changed.

    Returns
    -------
    frozenset of str
        The rows that are not as they were, as values name their sources: `observations.csv:12`.
    list of str
        What has changed, each once: rows by file and line, settings as a whole.
    """
    said: dict[str, None] = {}
    changed: set[str] = set()
    for path in sorted(set(before) | set(after)):
        old, new = before.get(path, b""), after.get(path, b"")
        if old == new:
            continue
        name = Path(path).name
        if not name.endswith(".csv"):
            said["what params/ lets the notebooks see"] = None
            continue
        for row, words in _rows(f"data/{name}", old, new):
            said[words] = None
            changed.add(row)
    return frozenset(changed - {""}), list(said)


def _rows(name: str, old: bytes, new: bytes) -> Iterator[tuple[str, str]]:
    """The rows that differ, and what to say of each."""
    before, after = (_read(text) for text in (old, new))
    kept = Counter(map(_content, before)) & Counter(map(_content, after))
    gone, come = _beyond(before, kept), _beyond(after, kept)
    for row in gone:
        now = next((other for other in come if _place(other) == _place(row)), None)
        if now is None:
            yield _place(row), f"{_where(name, row)} is gone: {_told(row)}"
            continue
        come.remove(now)
        for column in row:
            if row[column] != now.get(column):
                said = f"was {row[column] or 'blank'}, is {now.get(column) or 'blank'}"
                yield _place(row), f"{_where(name, row)}, {column}: {said}"
    for row in come:
        yield _place(row), f"{_where(name, row)} is new: {_told(row)}"


def _read(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8"))))


def _content(row: Mapping[str, str]) -> tuple:
    # Its line is not part of it: a row inserted above moves it.
    return tuple((column, value) for column, value in row.items() if column != "row")


def _beyond(rows: list[dict[str, str]], kept: Mapping[tuple, int]) -> list[dict[str, str]]:
    left = Counter(kept)
    beyond = []
    for row in rows:
        if left[_content(row)]:
            left[_content(row)] -= 1
        else:
            beyond.append(row)
    return beyond


def _place(row: Mapping[str, str]) -> str:
    return row.get("row", "")


def _where(name: str, row: Mapping[str, str]) -> str:
    line = _place(row).rpartition(":")[2]
    return f"{name} row {line}" if line else name


def _told(row: Mapping[str, str]) -> str:
    return ", ".join([value for column, value in row.items() if value and column != "row"][:CELLS])
