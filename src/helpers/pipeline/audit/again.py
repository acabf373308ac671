"""Make a report again from its record, in a process of its own: `python -m helpers.pipeline.audit.again FOLDER [--figures]`.

FOLDER is laid out as a project of nothing but the record, and this process runs the record's own code. What comes of it is
told on standard output, as a line of JSON. With `--figures` no page is rendered: only values and tables are made.
"""

import json
import os
import sys
from pathlib import Path

from helpers.errors import ReportError
from helpers.files import write_bytes
from helpers.pipeline.audit import recipe
from helpers.pipeline.batches import pool, tasks, workers
from helpers.pipeline.batches.jobs import FAILED, Job, Limits
from helpers.pipeline.render.engine import choose
from helpers.pipeline.reports import making, staging
from helpers.pipeline.runs import runner
from helpers.pipeline.runs.runner import Done
from helpers.project import Project

FIGURES = "--figures"
"""Asks for values and tables only."""


def make(place: Project, *, figures: bool) -> Path:
    """Run a report's notebooks on the inputs that lie in their folders, and render it unless only figures are wanted.

    Returns
    -------
    Path
        The folder of what would be published.

    Raises
    ------
    ReportError
        If a notebook fails, the renderer is not there, or the text cannot be rendered.
    """
    plan, engine = recipe.read((place.root / recipe.NAME).read_text(encoding="utf-8"))
    chosen = None if figures else choose(engine)
    jobs = [
        Job(f"{number} {run.notebook}", {**tasks.of_run(place, run), "task": "execute"})
        for number, run in enumerate(plan.runs, 1)
    ]
    with workers.starter(place, "auto") as begin:
        outcomes = pool.work(jobs, begin, Limits(os.cpu_count() or 1, 0, 0), lambda *_: None)
    for outcome in outcomes:
        if outcome.state == FAILED:
            raise ReportError(outcome.told)
    runs = [Done(run, runner.folder_of(place, run), "", fresh=True) for run in plan.runs]
    if figures:
        folder = place.published.joinpath(*plan.folder_parts())
        for name, content in staging.results(plan, runs).items():
            write_bytes(folder / name, content)
        return folder
    return making.make_report(place, plan, chosen, lambda _: None, force=True, runs=runs).folder


def main() -> None:
    """Tell where it lies, or why it could not be made."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    place = Project(Path(sys.argv[1]).resolve())
    try:
        found = {"made": str(make(place, figures=FIGURES in sys.argv[2:]))}
    except ReportError as problem:
        found = {"why": str(problem)}
    print(json.dumps(found), file=told, flush=True)


if __name__ == "__main__":
    main()
