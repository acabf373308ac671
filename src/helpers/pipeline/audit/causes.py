"""Why two editions of a report differ: which of what they were made of has changed, sorted by cause."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from helpers.data.slicing import ABOUT, DISCLOSURE, INPUTS
from helpers.pipeline.audit import recipe, today
from helpers.pipeline.audit.record import CODE, LOCK

CORRECTIONS = "corrections.csv"
SUPPRESSION, PEERS = DISCLOSURE, "peers"
"""The settings of params/ that lie among a run's inputs."""


class Cause(StrEnum):
    """What may change a figure, in the order in which one after the other is taken over."""

    DATA = "data revision"
    CORRECTION = "correction"
    METHOD = "method or code"
    PARAMETER = "parameter"
    SUPPRESSED = "suppression"


@dataclass(frozen=True, slots=True)
class State:
    """What an edition was made of: the content of each file by its path, `recipe.json` among them.

    Texts, commentary and the house look are left out: they change no figure.
    """

    files: Mapping[str, bytes]

    def settings(self, path: str) -> dict:
        """One of its `slice.json`; empty where there is none."""
        return json.loads(self.files[path]) if path in self.files else {}


def cause_of(path: str) -> Cause | None:
    """Which cause a file stands for; None for `slice.json`, of which each part has its own, and for texts."""
    name = Path(path).name
    if Path(path).parent.name == INPUTS:
        return None if name == ABOUT else Cause.CORRECTION if name == CORRECTIONS else Cause.DATA
    if path == recipe.NAME:
        return Cause.PARAMETER
    if path.startswith((f"{CODE}/", "notebooks/")) or path == LOCK:
        return Cause.METHOD
    return None


def between(before: State, after: State) -> dict[Cause, list[str]]:
    """The causes for which two editions may differ, in their order, each with what has changed, a line each."""
    told: dict[Cause, dict[str, None]] = {cause: {} for cause in Cause}
    unseen = today.unseen(before.files), today.unseen(after.files)
    for path in sorted({*before.files, *after.files}):
        old, new = before.files.get(path, b""), after.files.get(path, b"")
        cause = cause_of(path)
        if old == new:
            continue
        if cause in (Cause.DATA, Cause.CORRECTION):
            told[cause] |= dict.fromkeys(today.changes({path: old}, {path: new}, unseen)[1])
        elif cause is Cause.PARAMETER and old and new:
            told[cause] |= dict.fromkeys(recipe.changes(old.decode(), new.decode()))
        elif cause:
            how = "" if old and new else " is new" if new else " is gone"
            told[cause][f"{path}{how}"] = None
        elif Path(path).name == ABOUT:
            was, now = before.settings(path), after.settings(path)
            if was.get(SUPPRESSION) != now.get(SUPPRESSION):
                told[Cause.SUPPRESSED]["params/disclosure.yml"] = None
            if was.get(PEERS) != now.get(PEERS):
                told[Cause.PARAMETER]["params/peers.yml"] = None
    # A table that has come or gone shows in its rows; what has none still is a revision.
    if not told[Cause.DATA] and _of(Cause.DATA, before) != _of(Cause.DATA, after):
        told[Cause.DATA]["the tables that the notebooks see"] = None
    return {cause: list(lines) for cause, lines in told.items() if lines}


def rows_changed(before: State, after: State) -> frozenset[str]:
    """The rows of data/ that are not as they were, such as `observations.csv:12`."""
    old, new = (_of(Cause.DATA, state) for state in (before, after))
    return today.changes(old, new)[0]


def mixed(before: State, after: State, taken: Iterable[Cause]) -> State:
    """The earlier state in which some causes are as in the later one."""
    taken = set(taken)
    files = {}
    for path in sorted({*before.files, *after.files}):
        cause = cause_of(path)
        if cause is None and Path(path).name == ABOUT:
            files |= _about(path, before, after, taken)
            continue
        side = after if cause in taken else before
        if path in side.files:
            files[path] = side.files[path]
    return State(files)


def _about(path: str, before: State, after: State, taken: set[Cause]) -> dict[str, bytes]:
    data = after if Cause.DATA in taken else before
    if path not in data.files:
        return {}
    found = data.settings(path)
    for setting, cause in ((SUPPRESSION, Cause.SUPPRESSED), (PEERS, Cause.PARAMETER)):
        side = (after if cause in taken else before).settings(path)
        if setting in side:
            found[setting] = side[setting]
    return {path: (json.dumps(found, indent=2) + "\n").encode()}


def _of(cause: Cause, state: State) -> dict[str, bytes]:
    return {path: content for path, content in state.files.items() if cause_of(path) is cause}
