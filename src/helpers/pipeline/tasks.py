"""What a worker is asked to do, and what it tells of it: a line of JSON each way."""

import io
import json
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from helpers import periods
from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import MachineError, ParamsError, ReportError
from helpers.files import NO_ROOM, no_room
from helpers.pipeline.jobs import BUILT, FAILED, SKIPPED, UNCHANGED
from helpers.project import Project


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
    try:
        told = {"run": _run, "report": _report}[task["task"]](task)
    except ReportError as problem:
        told = {"state": FAILED, "why": str(problem), "exit_code": problem.exit_code}
    except OSError as problem:
        if problem.errno not in NO_ROOM:
            raise
        told = {"state": FAILED, "why": no_room(problem), "exit_code": MachineError.exit_code}
    except Exception as problem:
        told = {
            "state": FAILED,
            "why": f"a fault of the program: {type(problem).__name__}: {' '.join(str(problem).split())}; "
            "build/batch/faults.log holds its traceback",
            "exit_code": 1,
            "traceback": traceback.format_exc(),
        }
    print(json.dumps({**told, "seconds": round(time.monotonic() - began, 4)}), file=tell, flush=True)


def _run(task: Mapping) -> dict[str, object]:
    from helpers.pipeline import plan, runner

    notebook, area, quarter, parameters = task["run"]
    place = Project(Path(task["project"]))
    request = Request(
        notebook, area, periods.parse_quarter(quarter), tuple((name, value) for name, value in parameters)
    )
    plan.plan_run(place, request)
    try:
        tables = slicing.cut(place, request)
    except ParamsError as problem:
        # A combination for which data/ holds nothing is no failure: there is nothing to make.
        return {"state": SKIPPED, "why": str(problem)}
    done = None if task["force"] else runner.find_done(place, request, tables)
    if done:
        return {"state": UNCHANGED, "where": place.relative(done.folder)}
    done = runner.run(place, request, tables)
    return {"state": BUILT, "where": place.relative(done.folder), "cells": list(done.cells)}


def _report(task: Mapping) -> dict[str, object]:
    from helpers.pipeline import plan, publish
    from helpers.pipeline.render.engine import choose

    report, area, given, formats, engine = task["report"]
    place = Project(Path(task["project"]))
    planned = plan.plan_report(place, report, area, given, formats)
    made = publish.make_report(place, planned, choose(engine), lambda _: None, force=task["force"])
    return {
        "state": UNCHANGED if made.fresh else BUILT,
        "where": place.relative(made.folder),
        "files": [place.relative(path) for path in made.files],
    }
