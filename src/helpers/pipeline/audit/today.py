"""The rows that a report saw, held against those that it would see today."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.analysis import disclosure, hidden
from helpers.data import slicing
from helpers.data.policies import Policy
from helpers.pipeline.reports.plan import ReportPlan, plan_run
from helpers.pipeline.runs import runner
from helpers.project import Project

NUMBERS = (*disclosure.NUMBERS, "printed")
"""The cells of a row that tell how many."""
CORRECTED = ("old_value", "new_value", "reason")
"""Those of a correction."""
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


def changes(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    unseen: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
) -> tuple[frozenset[str], list[str]]:
    """What of a report's inputs has changed.

    Parameters
    ----------
    unseen : pair of frozenset of str
        What protection hides before and after (`unseen`): what is told of that has `[c]` in place of numbers.

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
        for row, words in _rows(f"data/{name}", old, new, unseen):
            said[words] = None
            changed.add(row)
    return frozenset(changed - {""}), list(said)


def unseen(files: Mapping[str, bytes]) -> frozenset[str]:
    """The rows and the figures that are hidden in a report: what tells of a change to them is published too.

    Parameters
    ----------
    files : mapping of path to bytes
        The files of its runs' inputs, `slice.json` among them, which has the policy; others are passed over.
    """
    found: frozenset[str] = frozenset()
    for path in (path for path in files if Path(path).name == slicing.ABOUT):
        settings = json.loads(files[path])
        if slicing.DISCLOSURE in settings:
            tables = {Path(name).stem: _read(text) for name, text in files.items() if _beside(name, path)}
            policy = Policy.from_settings(settings[slicing.DISCLOSURE])
            hides = hidden.figures(_frames(tables), policy)
            found |= hides.figures | hides.rows
    return found


def _beside(name: str, path: str) -> bool:
    return Path(name).parent == Path(path).parent and name.endswith(".csv")


def _frames(tables: Mapping[str, list[dict[str, str]]]) -> dict[str, pd.DataFrame]:
    """The tables that count people; one that a notebook does not see is empty."""
    frames = {}
    for name, columns in hidden.COLUMNS.items():
        frame = pd.DataFrame(tables.get(name, []))
        frame = frame.reindex(columns=[*dict.fromkeys([*frame.columns, *columns])]).astype(object)
        for column in frame.columns.intersection(disclosure.NUMBERS):
            frame[column] = pd.to_numeric(frame[column], errors="coerce").astype("float64")
        texts = frame.columns.difference(disclosure.NUMBERS)
        frames[name] = frame.fillna(dict.fromkeys(texts, ""))
    return frames


def _rows(
    name: str, old: bytes, new: bytes, unseen: tuple[frozenset[str], frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """The rows that differ, and what to say of each."""
    before, after = (_read(text) for text in (old, new))
    hidden_before, hidden_after = unseen
    kept = Counter(map(_content, before)) & Counter(map(_content, after))
    gone, come = _beyond(before, kept), _beyond(after, kept)
    for row in gone:
        now = next((other for other in come if _place(other) == _place(row)), None)
        if now is None:
            yield _place(row), f"{_where(name, row)} is gone: {_told(row, hidden_before)}"
            continue
        come.remove(now)
        was, shown = _shown(row, hidden_before), _shown(now, hidden_after)
        for column in row:
            if row[column] != now.get(column):
                said = f"was {was[column] or 'blank'}, is {shown.get(column) or 'blank'}"
                yield _place(row), f"{_where(name, row)}, {column}: {said}"
    for row in come:
        yield _place(row), f"{_where(name, row)} is new: {_told(row, hidden_after)}"


def _shown(row: Mapping[str, str], unseen: frozenset[str]) -> dict[str, str]:
    """A row as it may be told: without the numbers of a figure that is hidden."""
    if unseen.isdisjoint([_place(row), *(part.strip() for part in row.get("figure", "").split(";"))]):
        return dict(row)
    secret = {*NUMBERS, *CORRECTED}
    return {column: disclosure.MARK if value and column in secret else value for column, value in row.items()}


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


def _told(row: Mapping[str, str], unseen: frozenset[str]) -> str:
    shown = _shown(row, unseen)
    return ", ".join([value for column, value in shown.items() if value and column != "row"][:CELLS])
