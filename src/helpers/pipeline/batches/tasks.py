"""What a worker is asked to do, and what it tells of it: a line of JSON each way."""

import io
import json
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from helpers import files, periods
from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import FAULT, MachineError, ParamsError, ReportError
from helpers.pipeline.batches.jobs import BUILT, FAILED, SKIPPED, UNCHANGED
from helpers.project import Project

Tables = Mapping[str, pd.DataFrame]


def of_run(place: Project, run: Request, *, force: bool = False) -> dict[str, object]:
    """The task of running one notebook."""
    asked = [run.notebook, run.area, str(run.quarter), [list(pair) for pair in run.parameters]]
    return {"task": "run", "project": str(place.root), "run": asked, "force": force}


def of_report(
    place: Project, report: str, asked: tuple[str, Mapping[str, str]], formats: str, engine: str, *, force: bool = False
) -> dict[str, object]:
    """The task of making one report whose notebooks have run; `asked` is the borough and the occasion by its option."""
    area, given = asked
    task = [report, area, dict(given), formats, engine]
    return {"task": "report", "project": str(place.root), "report": task, "force": force}


def perform(task: Mapping[str, object], tell: io.TextIOBase) -> None:
    """Do a task and tell what came of it; a mistake in what was given is told, not raised."""
    if task["task"] == "cells":
        from helpers.pipeline.warm import engine

        engine.run_cells(task["notebook"], task["options"], tell)
        return
    if task["task"] == "kernel":
        from helpers.pipeline.warm import kernel

        kernel.serve(task["argv"], task["cwd"], task["environment"])
        return
    began = time.monotonic()
    told = told_of(lambda: _doer(str(task["task"]))(task))
    print(json.dumps({**told, "seconds": round(time.monotonic() - began, 4)}), file=tell, flush=True)


def told_of(work: Callable[[], dict[str, object]]) -> dict[str, object]:
    """What some work tells; a mistake in what was given is told too, and so is a fault of ours."""
    try:
        return work()
    except ReportError as problem:
        return {"state": FAILED, "why": str(problem), "exit_code": problem.exit_code}
    except Exception as problem:
        if told := files.refused(problem):
            return {"state": FAILED, "why": told, "exit_code": MachineError.exit_code}
        return fault(problem)


def fault(problem: Exception) -> dict[str, object]:
    """What is told of a fault of ours."""
    return {
        "state": FAILED,
        "why": f"a fault of the program: {type(problem).__name__}: {' '.join(str(problem).split())}; "
        "build/batch/faults.log holds its traceback",
        "exit_code": FAULT,
        "traceback": "".join(traceback.format_exception(problem)),
    }


def request_of(task: Mapping) -> tuple[Project, Request]:
    """The run that a task asks for, and the project that it is of."""
    notebook, area, quarter, parameters = task["run"]
    further = tuple((name, value) for name, value in parameters)
    return Project(Path(task["project"])), Request(notebook, area, periods.parse_quarter(quarter), further)


def done_or(task: Mapping, make: Callable[[Project, Request, Tables], dict[str, object]]) -> dict[str, object]:
    """What is told of a run of which nothing is to be done; else what `make` tells of it."""
    from helpers.pipeline.reports import plan
    from helpers.pipeline.runs import runner

    place, request = request_of(task)
    plan.plan_run(place, request)
    try:
        tables = slicing.cut(place, request)
    except ParamsError as problem:
        # A combination for which data/ holds nothing is no failure: there is nothing to make.
        return {"state": SKIPPED, "why": str(problem)}
    done = None if task["force"] else runner.find_done(place, request, tables)
    if done:
        return {"state": UNCHANGED, "where": place.relative(done.folder)}
    return make(place, request, tables)


def _doer(kind: str) -> Callable[[Mapping], dict[str, object]]:
    if kind in DOERS:
        return DOERS[kind]
    from helpers.pipeline.cluster import packing

    return packing.DOERS[kind]


def _run(task: Mapping) -> dict[str, object]:
    return done_or(task, _made)


def _made(place: Project, request: Request, tables: Tables) -> dict[str, object]:
    from helpers.pipeline.runs import runner

    done = runner.run(place, request, tables)
    return {"state": BUILT, "where": place.relative(done.folder), "cells": list(done.cells)}


def _report(task: Mapping) -> dict[str, object]:
    from helpers.pipeline.render.engine import choose
    from helpers.pipeline.reports import making, plan
    from helpers.pipeline.runs import runner

    report, area, given, formats, engine = task["report"]
    place = Project(Path(task["project"]))
    planned = plan.plan_report(place, report, area, given, formats)
    # Its notebooks have run already: a report that is made again does not run them again.
    runs = [runner.find_done(place, request) or runner.run(place, request) for request in planned.runs]
    made = making.make_report(place, planned, choose(engine), lambda _: None, force=task["force"], runs=runs)
    return {
        "state": UNCHANGED if made.fresh else BUILT,
        "where": place.relative(made.folder),
        "files": [place.relative(path) for path in made.files],
    }


DOERS = {"run": _run, "report": _report}
