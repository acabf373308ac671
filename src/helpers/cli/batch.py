"""The commands that make many things at once."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.options import EngineName, Force
from helpers.errors import MachineError, ParamsError
from helpers.project import Project, find

app = typer.Typer()

Jobs = Annotated[int, typer.Option(help="How many at once; as many as there are cores unless told.", min=0)]
Memory = Annotated[float, typer.Option(help="MiB of its own that each may hold; 0: no limit.", min=0)]
Timeout = Annotated[float, typer.Option(help="Seconds that each may take; 0: no limit.", min=0)]
Kernel = Annotated[str, typer.Option(help="auto, warm (forks) or ordinary (a new Python each).")]
Scheduler = Annotated[str, typer.Option(help="A Dask scheduler, such as tcp://HOST:8786, whose workers do the work.")]
Machine = Annotated[bool, typer.Option("--json", help="Tell events on standard output, a line of JSON each.")]


@dataclass(frozen=True, slots=True)
class How:
    """How the work is to be done, as the options say."""

    jobs: int
    memory: float
    timeout: float
    kernel: str
    force: bool
    machine: bool
    scheduler: str


@app.command()
def batch(
    file: Annotated[Path, typer.Argument(help="A file of params/runs/.")],
    jobs: Jobs = 0,
    memory: Memory = 0,
    timeout: Timeout = 0,
    kernel: Kernel = "auto",
    engine: EngineName = "auto",
    scheduler: Scheduler = "",
    force: Force = False,
    machine: Machine = False,
) -> None:
    """Run a matrix of boroughs, quarters, notebooks and reports; what has not changed is left alone."""
    place = find()
    asked = ("batch", place.relative(Path.cwd() / file))
    _work(place, asked, engine, How(jobs, memory, timeout, kernel, force, machine, scheduler))


@app.command()
def all_reports(
    to: Annotated[str, typer.Option(help="Formats, with commas between.")] = "html,pdf,docx",
    jobs: Jobs = 0,
    memory: Memory = 0,
    timeout: Timeout = 0,
    kernel: Kernel = "auto",
    engine: EngineName = "auto",
    scheduler: Scheduler = "",
    force: Force = False,
    machine: Machine = False,
) -> None:
    """Make every report that params/ names and data/ supports, and tell what became of each."""
    _work(find(), ("all-reports", to), engine, How(jobs, memory, timeout, kernel, force, machine, scheduler))


@app.command()
def retry(
    jobs: Jobs = 0,
    memory: Memory = 0,
    timeout: Timeout = 0,
    kernel: Kernel = "auto",
    engine: EngineName = "auto",
    scheduler: Scheduler = "",
    machine: Machine = False,
) -> None:
    """Run again just what failed in the last batch."""
    from helpers.pipeline.batches import board, history

    place = find()
    asked, failed = history.failed_last(place)
    if not failed and machine:
        with board.showing((), machine=True, slots=1, known={}):
            board.finish(())
        return
    if not failed:
        print(f"nothing failed in the last batch ({' '.join(asked)})")
        return
    _work(place, asked, engine, How(jobs, memory, timeout, kernel, False, machine, scheduler), only=failed)


@app.command()
def debug(
    run: Annotated[str, typer.Argument(help="A run that failed: area/quarter/notebook, as the table names it.")],
    show: Annotated[bool, typer.Option("--print", help="Print the command instead of running it.")] = False,
) -> None:
    """Open a failed notebook in JupyterLab at the cell that failed, among its inputs."""
    import nbformat

    place = find()
    folder = place.build / "runs" / run
    saved = sorted(folder.glob("*.failed.ipynb"))
    if len(run.split("/")) != 3 or not saved:
        raise ParamsError(
            f"build/runs/{run} holds no notebook that failed: name a run as the table of `csp batch` does"
        )
    cells = nbformat.read(saved[0], as_version=4).cells
    failed = [cell.id for cell in cells if any(kept.output_type == "error" for kept in cell.get("outputs", ()))]
    fragment = f"#cell-id={failed[0]}" if failed else ""
    command = [
        str(Path(sys.executable).with_name("jupyter-lab")),
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{saved[0].name}{fragment}",
    ]
    if show:
        print(shlex.join(command))
        return
    if not Path(command[0]).is_file():
        raise MachineError(f"there is no {command[0]}: `make setup` installs JupyterLab")
    os.execv(command[0], command)


def _work(place: Project, asked: tuple[str, str], engine: str, how: How, only: list[str] | None = None) -> None:
    """Plan, work, print what came of it, and end with 1 if anything failed."""
    from rich.console import Console

    from helpers.pipeline.batches import batch, board, history, timings
    from helpers.pipeline.batches.jobs import FAILED, KERNELS, Limits
    from helpers.pipeline.render.engine import choose
    from helpers.pipeline.reports import latest

    if how.kernel not in KERNELS:
        raise ParamsError(f"--kernel must be {', '.join(KERNELS[:-1])} or {KERNELS[-1]}, got {how.kernel!r}")
    chosen = choose(engine)
    inputs = latest.inputs(place, chosen)
    # A cluster says itself how many it does at once.
    limits = Limits(how.jobs or (0 if how.scheduler else _cores()), how.memory, how.timeout)
    with batch.warming(place, inputs, batch.Doers(how.kernel, how.scheduler), force=how.force) as doers:
        plan = history.planned(place, asked, chosen, inputs)
        plan = plan if only is None else plan.only(only)
        plan = plan.forced() if how.force else plan
        known = history.read_known(place).seconds
        with board.showing(plan.told_of, machine=how.machine, slots=limits.jobs or _cores(), known=known) as hear:
            outcomes = batch.run(place, plan, inputs, hear, limits=limits, doers=doers, force=how.force)
    failed = [outcome.job.name for outcome in outcomes if outcome.state == FAILED]
    history.note_last(place, asked, failed)
    timings.write(place, outcomes)
    if how.machine:
        board.finish(outcomes)
    else:
        board.tell(outcomes, Console(width=None if sys.stdout.isatty() else 220))
    if failed:
        raise typer.Exit(1)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
