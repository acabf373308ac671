"""What goes on inside a worker of a cluster: it keeps what it is sent, and does each task in a project made of that."""

import atexit
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from helpers.errors import MachineError, ReportError
from helpers.files import refused
from helpers.pipeline import provenance
from helpers.pipeline.batches import pool, workers
from helpers.pipeline.batches.jobs import FAILED, Job, Limits
from helpers.pipeline.batches.pool import Starter, Work
from helpers.pipeline.cluster import packing
from helpers.pipeline.parcels import Files, Shelf
from helpers.pipeline.render.engine import choose
from helpers.project import Project

PYTHON, CODE, RENDERER, NONE = "Python", "csp-reports", "renderer", "none"
PACKAGES = (
    "pandas",
    "matplotlib",
    "seaborn",
    "papermill",
    "ipykernel",
    "nbclient",
    "typst",
    "pypandoc-binary",
    "distributed",
)
"""Packages of which another version could make other bytes, or could not be talked to."""
LOOK_EVERY = 0.5
"""Seconds between two looks at whether anybody still waits for a task."""

_lock = threading.Lock()
_begun: dict[tuple[str, str], Starter] = {}
_open = ExitStack()
atexit.register(_open.close)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the tasks of one batch are done.

    Attributes
    ----------
    about : mapping of str to str
        What the machine that asks is made of, as `about` tells it.
    engine : str
        The renderer of which `about` tells.
    kernel : str
        One of `jobs.KERNELS`.
    limits : Limits
        What each may use.
    """

    about: Mapping[str, str]
    engine: str
    kernel: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Errand:
    """One task that a worker is asked to do: what it is called, and what it is, as `packing.pack` gives it."""

    name: str
    packed: Mapping
    terms: Terms


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an errand.

    Attributes
    ----------
    worker : str
        Whose it is: an address.
    told : mapping
        As `tasks.perform` tells it; empty if the worker could not begin.
    missing : tuple of str
        Hashes of what it would have needed and does not have.
    files, contents : mapping
        What was made, as `packing.collect` gives it, without the contents that were sent.
    """

    worker: str
    told: Mapping = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)


@cache
def about(engine: str) -> dict[str, str]:
    """Everything here that has to be the same elsewhere for the same bytes to be made there; as it was when first asked for.

    Parameters
    ----------
    engine : str
        The renderer that will be used; empty if none will.
    """
    code = provenance.digest(provenance.tree(provenance.HELPERS))[:12]
    found = {PYTHON: provenance.environment(), CODE: code, **{name: _version(name) for name in PACKAGES}}
    if engine:
        try:
            found[RENDERER] = choose(engine).description
        except ReportError:
            found[RENDERER] = NONE
    return found


def difference(whose: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """In what another machine's worker or scheduler differs from this machine, and what to do about it; empty if in nothing."""
    for name, own in ours.items():
        found = theirs.get(name, NONE)
        if found != own:
            todo = "bring both to the same commit" if name == CODE else "run `make setup` in the same commit there"
            return f"{whose} has {name} {found}, and this machine {own}: {todo}, and start it again"
    return ""


def introduce(engine: str, dask_worker: object = None) -> tuple[dict[str, str], list[str]]:
    """What this worker is made of, and the hashes of what it keeps."""
    return about(engine), [] if dask_worker is None else _shelf(dask_worker).names()


def keep(contents: Mapping[str, bytes], dask_worker: object = None) -> None:
    """Keep some contents by their hashes."""
    _shelf(dask_worker).keep(contents)


def prepare(house: Files, kernel: str) -> None:
    """Begin what tasks will be forked from."""
    from distributed import get_worker

    with suppress(ReportError):  # the first task tells it
        _starter(house, kernel, _shelf(get_worker()))


def attend(errand: Errand) -> Reply:
    """Do an errand in a project of its own, which holds just the files that were sent for it."""
    from distributed import get_worker

    worker = get_worker()
    shelf = _shelf(worker)
    missing = shelf.lacking(errand.packed["files"].values())
    if missing or about(errand.terms.engine) != errand.terms.about:
        return Reply(worker.address, missing=tuple(missing))
    base = shelf.folder.parent
    try:
        with tempfile.TemporaryDirectory(prefix="task-", dir=base) as scratch:
            return _attended(errand, Project(Path(scratch)), worker, shelf)
    except FileNotFoundError:
        # It was forgotten just now, for want of room: it can be sent again.
        if missing := shelf.lacking(errand.packed["files"].values()):
            return Reply(worker.address, missing=tuple(missing))
        raise
    except OSError as problem:
        if told := refused(problem):
            return _refused(worker, told)
        raise
    except ReportError as problem:
        return _refused(worker, str(problem))


def _attended(errand: Errand, place: Project, worker: object, shelf: Shelf) -> Reply:
    shelf.lay_out(errand.packed["files"], place.root)
    job = Job(errand.name, {**errand.packed["task"], "project": str(place.root)})
    house = {name: errand.packed["files"][name] for name in errand.packed["house"]}
    own = _Own(_starter(house, errand.terms.kernel, shelf))
    with _wanted(worker, own):
        [outcome] = pool.work([job], own, errand.terms.limits, lambda *_: None)
    told = {
        "state": outcome.state,
        "why": outcome.told,
        "cells": list(outcome.cells),
        "exit_code": outcome.exit_code,
        "traceback": outcome.traceback,
    }
    files, contents = packing.collect(place, errand.packed)
    shelf.keep(contents)  # a report's notebooks may have run here
    sent = set(errand.packed["files"].values())
    contents = {name: content for name, content in contents.items() if name not in sent}
    return Reply(worker.address, told, files=files, contents=contents)


def _refused(worker: object, why: str) -> Reply:
    told = {"state": FAILED, "why": f"worker {worker.address}: {why}", "exit_code": MachineError.exit_code}
    return Reply(worker.address, told)


class _Own:
    """Starts the processes of one errand, all of which can be ended."""

    def __init__(self, shared: Starter) -> None:
        self._shared, self._works, self._over = shared, [], False

    def begin(self, task: Mapping[str, object]) -> Work:
        if self._over:
            raise MachineError("nobody waits for it any more")
        work = self._shared.begin(task)
        self._works.append(work)
        return work

    def mend(self) -> bool:
        with _lock:
            return self._shared.mend()

    def end(self) -> None:
        self._over = True
        for work in self._works:
            work.kill()


@contextmanager
def _wanted(worker: object, own: _Own) -> Iterator[None]:
    """End a task's processes when whoever asked for it has gone: its slot is for others."""
    key, done = worker.get_current_task(), threading.Event()

    def look() -> None:
        while not done.wait(LOOK_EVERY):
            found = worker.state.tasks.get(key)
            if found is None or found.state in ("cancelled", "released"):
                own.end()
                return

    threading.Thread(target=look, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _starter(house: Files, kernel: str, shelf: Shelf) -> Starter:
    """What starts processes here: one for each house and kind of kernel, kept as long as the worker lives."""
    name = provenance.digest(f"{path} {found}" for path, found in sorted(house.items()))[:12]
    with _lock:
        os.environ.pop("CSP_PROJECT", None)  # of this machine's own projects none is meant
        if (name, kernel) not in _begun:
            home = shelf.folder.with_name(f"home-{name}")
            shelf.lay_out(house, home)
            _begun[name, kernel] = _open.enter_context(workers.starter(Project(home), kernel))
        return _begun[name, kernel]


def _shelf(worker: object) -> Shelf:
    return _shelf_in(Path(worker.local_directory))


@cache
def _shelf_in(folder: Path) -> Shelf:
    shelf = folder / "csp-reports" / "shelf"
    shelf.mkdir(parents=True, exist_ok=True)
    return Shelf(shelf)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return NONE
