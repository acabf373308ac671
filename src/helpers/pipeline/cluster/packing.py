"""A task as a parcel of files: packed from a project, done where it is laid out, and put in place at home."""

import base64
import pickle
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError
from helpers.files import replace_folder
from helpers.pipeline import parcels
from helpers.pipeline.audit import record
from helpers.pipeline.batches import tasks
from helpers.pipeline.batches.jobs import BUILT, UNCHANGED
from helpers.pipeline.parcels import Files, Shelf
from helpers.pipeline.render.engine import choose
from helpers.pipeline.reports import making, plan, staging
from helpers.pipeline.runs import run_key, runner
from helpers.pipeline.runs.runner import Done
from helpers.project import MARK, Project


def pack(task: Mapping) -> dict[str, object]:
    """What a task needs, as files on the shelf `task["shelf"]`; or what is told of it where nothing is to be done.

    Returns
    -------
    dict
        `state` and so on, as `tasks.perform` tells them; or `packed`: the task to be done elsewhere, its files by path and
        hash, those that warm processes need besides (`house`), the folders that it makes, and what is noted at the end: the
        parts on which a run depends, or where a report's stamp lies.
    """
    of, shelf = task["of"], Shelf(Path(task["shelf"]))
    if of["task"] == "report":
        return _pack_report(of, shelf)
    return tasks.done_or(of, lambda place, request, tables: _pack_run(place, request, tables, shelf))


def execute(task: Mapping) -> dict[str, object]:
    """Run a notebook whose inputs lie in its folder."""
    place, request = tasks.request_of(task)
    cells = runner.execute(place, request)
    return {"state": BUILT, "where": place.relative(runner.folder_of(place, request)), "cells": list(cells)}


def render(task: Mapping) -> dict[str, object]:
    """Make a report whose runs' results lie in their folders."""
    place = Project(Path(task["project"]))
    planned = pickle.loads(base64.b64decode(task["plan"]))
    runs = [
        Done(request, runner.folder_of(place, request), key, fresh=True)
        for request, key in zip(planned.runs, task["keys"], strict=True)
    ]
    made = making.make_report(place, planned, choose(task["engine"]), lambda _: None, force=True, runs=runs)
    return {"state": BUILT, "where": place.relative(made.folder)}


DOERS = {"pack": pack, "execute": execute, "render": render}


def house(place: Project) -> list[Path]:
    """What marks a project, and its type: a process finds and keeps both before it knows what it will do."""
    return [place.root / MARK, *sorted((place.reports / staging.HOUSE / "fonts").glob("*.ttf"))]


def collect(place: Project, packed: Mapping) -> tuple[dict[str, str], dict[str, bytes]]:
    """The files of the folders that a task makes, and its stamp if there is one: by path and hash, and by hash."""
    paths = _files_of(*(place.root / folder for folder in packed["products"]))
    stamp = place.root / packed["stamp"]
    return parcels.packed(place.root, [*paths, *([stamp] if stamp.is_file() else [])])


def put_in_place(
    place: Project, packed: Mapping, files: Files, contents: Mapping[str, bytes], shelf: Shelf, *, built: bool
) -> None:
    """Write what came of a task: each folder whole or not at all, and last the note that it is finished.

    A folder of which nothing new has come stays as it is.

    Parameters
    ----------
    files, contents : mapping
        As `collect` gave them; of the contents those that are on the shelf may be left out.
    built : bool
        Whether it came to its end.

    Raises
    ------
    MachineError
        If a content is not what its hash says.
    """
    stamp = place.root / packed["stamp"]
    if built:
        # Whatever happens next, something half-made is never taken for something finished.
        stamp.unlink(missing_ok=True)
    for folder in packed["products"]:
        found = parcels.within(files, folder)
        if set(found) - set(parcels.within(packed["files"], folder)):
            with replace_folder(place.root / folder) as fresh:
                parcels.write_into(fresh, found, contents, shelf)
    if built and packed["parts"]:
        runner.finish(stamp.parent, packed["parts"])
    elif built:
        _keep_record(place, packed["task"])
        parcels.write_into(place.root, {packed["stamp"]: files[packed["stamp"]]}, contents, shelf)


def _pack_run(place: Project, request: Request, tables: tasks.Tables, shelf: Shelf) -> dict[str, object]:
    texts = slicing.texts(tables)
    parts = run_key.run_parts(place, request, runner.parameters_of(request), texts)
    folder = runner.folder_of(place, request)
    marks = house(place)
    files = shelf.pack(place.root, [place.notebooks / f"{request.notebook}.ipynb", *marks])
    with tempfile.TemporaryDirectory(prefix="csp-slice-") as scratch:
        elsewhere = runner.folder_of(Project(Path(scratch)), request)
        slicing.write(place, request, elsewhere, tables, texts)
        files |= shelf.pack(Path(scratch), _files_of(elsewhere))
    task = {**tasks.of_run(place, request), "task": "execute"}
    return _packed(place, task, files, parts=parts, house=marks, products=[folder], stamp=[folder / runner.STAMP])


def _pack_report(task: Mapping, shelf: Shelf) -> dict[str, object]:
    report, area, given, formats, engine = task["report"]
    place = Project(Path(task["project"]))
    planned = plan.plan_report(place, report, area, given, formats)
    runs = [_finished(place, request) for request in planned.runs]
    keys = [done.key for done in runs]
    made = making.find_done(place, planned, making.parts_of(place, planned, choose(engine), keys))
    if made and not task["force"]:
        return {"state": UNCHANGED, "where": place.relative(made.folder)}
    named = [plan.commentary_path(place, planned.area, planned.occasion, name) for name in planned.texts]
    named = [path for path in (*named, place.reports / "_brand.yml") if path.is_file()]
    whole = (place.reports / planned.kind.name, place.reports / staging.HOUSE, *(done.results for done in runs))
    marks = house(place)
    # Of these only the manifest speaks.
    behind = record.behind(place, planned, runs)
    files = shelf.pack(place.root, dict.fromkeys([*named, *_files_of(*whole), *marks, *behind]))
    folders = [base.joinpath(*planned.folder_parts()) for base in (place.build / "reports", place.published)]
    text = base64.b64encode(pickle.dumps(planned)).decode()
    elsewhere = {"task": "render", "plan": text, "keys": keys, "engine": engine}
    stamp = making.stamp_of(place, planned)
    return _packed(place, elsewhere, files, parts={}, house=marks, products=folders, stamp=[stamp])


def _keep_record(place: Project, task: Mapping) -> None:
    """Keep here what a report that was made elsewhere was made of: it is what was sent, and our code, which is the same there."""
    planned = pickle.loads(base64.b64decode(task["plan"]))
    runs = [Done(run, runner.folder_of(place, run), "", fresh=True) for run in planned.runs]
    record.keep(place, *record.gathered(place, planned, runs))


def _packed(place: Project, task: Mapping, files: Files, *, parts: run_key.Parts, **paths: Iterable[Path]) -> dict:
    names = {kind: [path.relative_to(place.root).as_posix() for path in found] for kind, found in paths.items()}
    return {"packed": {"task": task, "files": files, "parts": parts, **names, "stamp": names["stamp"][0]}}


def _finished(place: Project, request: Request) -> Done:
    done = runner.find_done(place, request)
    if done is None:
        raise NotebookError(
            f"what {request.notebook} depends on has changed since it ran for this report: run the same command again"
        )
    return done


def _files_of(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
