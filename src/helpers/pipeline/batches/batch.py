"""Run many jobs, leave alone what has not changed, and remember what came of each."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import ParamsError
from helpers.files import write_text
from helpers.pipeline import provenance
from helpers.pipeline.alone import alone
from helpers.pipeline.batches import jobs as states
from helpers.pipeline.batches.jobs import Hear, Job, Limits, Outcome, Plan
from helpers.pipeline.render.engine import Engine
from helpers.pipeline.warm.zygote import Zygote, of_project, why_not_here
from helpers.project import Project

if TYPE_CHECKING:
    from helpers.pipeline.batches.pool import Starter

KNOWN, LAST, FAULTS = "known.json", "last.json", "faults.log"


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of earlier calls: of which inputs, and by job its seconds, task and product's signature."""

    inputs: str
    jobs: Mapping[str, Mapping[str, object]]

    @property
    def seconds(self) -> dict[str, float]:
        """How long each job took."""
        return {name: float(kept["seconds"]) for name, kept in self.jobs.items() if "seconds" in kept}


@dataclass(frozen=True, slots=True)
class Doers:
    """Who does the jobs.

    Attributes
    ----------
    kernel : str
        One of `jobs.KERNELS`.
    scheduler : str
        The address of a Dask scheduler whose workers do them; empty if this machine does.
    early : Zygote, optional
        A warm process that was started already, as `warming` does.
    """

    kernel: str = "auto"
    scheduler: str = ""
    early: Zygote | None = None


def run(
    place: Project,
    plan: Plan,
    inputs: str,
    hear: Hear,
    *,
    limits: Limits,
    doers: Doers,
    force: bool = False,
) -> list[Outcome]:
    """Do every job that is not done, and say what came of each: first what cannot be made, then the jobs in their order.

    Parameters
    ----------
    inputs : str
        As `latest.inputs` gave it before the plan was made.

    Raises
    ------
    MachineError
        If another process writes in the same project, no worker can be started, or the cluster cannot be used.
    """
    paper = {"task": "report"}
    refused = [Outcome(Job(name, paper), states.FAILED, why, exit_code=1) for name, why in plan.refused.items()]
    refused += [Outcome(Job(name, paper), states.SKIPPED, why) for name, why in plan.waiting.items()]
    with alone(place, wait=False):
        for folder in (place.build / "runs", place.build / "reports", place.published, place.records):
            tidy(folder)
        known = read_known(place)
        done = {} if force else dict(_unchanged(place, plan.jobs, known, inputs))
        for outcome in (*refused, *done.values()):
            hear("ended", outcome.job, outcome)
        left = [_without(job, done) for job in plan.jobs if job.name not in done]
        if left:
            from helpers.pipeline.batches import pool

            with _starter(place, left, limits, doers) as (begin, allowed):
                found = pool.work(left, begin, allowed, hear, known.seconds)
            done.update((outcome.job.name, outcome) for outcome in found)
        outcomes = [done[job.name] for job in plan.jobs]
        if left:
            _remember(place, outcomes, known, inputs)
            _log_faults(place, outcomes)
    return refused + outcomes


@contextmanager
def warming(place: Project, inputs: str, doers: Doers, *, force: bool) -> Iterator[Doers]:
    """Yield the doers with a warm process that imports while jobs are planned, unless it would not be asked for anything."""
    idle = read_known(place).inputs == inputs and not force
    if idle or doers.scheduler or doers.kernel == "ordinary" or why_not_here():
        yield doers
        return
    with closing(of_project(place)) as zygote:
        yield replace(doers, early=zygote)


def planned(place: Project, asked: tuple[str, str], engine: Engine, inputs: str) -> Plan:
    """What some words come to, as `matrix.planned` reads them; remembered while nothing has changed.

    Planning looks at every row that each run may see; finding that there is nothing to do must take less.
    """
    path = place.build / "batch" / "plans" / f"{provenance.digest(asked)}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["inputs"] == inputs:
            jobs = (Job(job["name"], job["task"], frozenset(job["after"]), job["folder"]) for job in kept["jobs"])
            return Plan(tuple(jobs), kept["refused"], kept["waiting"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nothing that can be read: it is planned afresh
    from helpers.pipeline.batches import matrix

    found = matrix.planned(place, asked, engine.name)
    jobs = [
        {"name": job.name, "task": job.task, "after": sorted(job.after), "folder": job.folder} for job in found.jobs
    ]
    papers = {"refused": found.refused, "waiting": found.waiting}
    write_text(path, json.dumps({"inputs": inputs, "jobs": jobs, **papers}) + "\n")
    return found


def failed_last(place: Project) -> tuple[tuple[str, str], list[str]]:
    """What the last batch was asked for, and which of its jobs failed.

    Raises
    ------
    ParamsError
        If there was none.
    """
    try:
        kept = json.loads((place.build / "batch" / LAST).read_text(encoding="utf-8"))
        command, of = kept["asked"]
        return (command, of), [str(name) for name in kept["failed"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise ParamsError("no batch has been run here, so there is nothing to retry: run `csp batch` first") from None


def note_last(place: Project, asked: tuple[str, str], failed: Iterable[str]) -> None:
    """Note what a batch was asked for, and which of its jobs failed."""
    kept = {"asked": asked, "failed": list(failed)}
    write_text(place.build / "batch" / LAST, json.dumps(kept, indent=1) + "\n")


def read_known(place: Project) -> Known:
    """What is remembered; nothing if that cannot be read."""
    try:
        kept = json.loads((place.build / "batch" / KNOWN).read_text(encoding="utf-8"))
        return Known(str(kept["inputs"]), dict(kept["jobs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Known("", {})


def tidy(folder: Path) -> None:
    """Remove what a process that was killed left half-written, and put back what it had moved aside."""
    if not folder.is_dir():
        return
    for parent, folders, files in os.walk(folder):
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in hidden:
            path = Path(parent, name)
            kept = path.with_name(name[1 : name.rindex(".", 0, -4)]) if name.endswith(".old") else None
            if kept is not None and not kept.exists():
                path.rename(kept)
            else:
                shutil.rmtree(path, ignore_errors=True)
        for name in files:
            if name.startswith("."):
                Path(parent, name).unlink(missing_ok=True)


def _unchanged(place: Project, jobs: Iterable[Job], known: Known, inputs: str) -> Iterator[tuple[str, Outcome]]:
    """The jobs whose products are as they were, from inputs of which nothing has changed."""
    if known.inputs != inputs:
        return
    for job in jobs:
        kept = known.jobs.get(job.name)
        if kept is None or kept.get("task") != _asked(job):
            continue
        if kept["state"] == states.SKIPPED:
            yield job.name, Outcome(job, states.SKIPPED, str(kept["told"]))
        elif kept["signature"] == signature(place.root / job.folder):
            yield job.name, Outcome(job, states.UNCHANGED, str(kept["told"]))


def _without(job: Job, done: Mapping[str, Outcome]) -> Job:
    return Job(job.name, job.task, frozenset(name for name in job.after if name not in done), job.folder)


def _remember(place: Project, outcomes: Iterable[Outcome], known: Known, inputs: str) -> None:
    # The inputs are those of before: what somebody changed meanwhile makes the next call look at everything again.
    kept = {name: dict(job) for name, job in known.jobs.items()}
    if known.inputs != inputs:
        kept = {name: {"seconds": job["seconds"]} for name, job in kept.items() if "seconds" in job}
    for outcome in outcomes:
        job = outcome.job
        entry = kept.setdefault(job.name, {})
        if outcome.state == states.BUILT:
            entry["seconds"] = round(outcome.seconds, 3)
        entry.pop("signature", None)
        entry.pop("task", None)
        if outcome.state != states.FAILED:
            sign = signature(place.root / job.folder)
            entry.update(task=_asked(job), state=outcome.state, told=outcome.told, signature=sign)
    found = json.dumps({"inputs": inputs, "jobs": kept}, indent=1)
    write_text(place.build / "batch" / KNOWN, found + "\n")


def _log_faults(place: Project, outcomes: Iterable[Outcome]) -> None:
    """Keep the tracebacks of our own mistakes for those who mend them."""
    told = [f"{outcome.job.name}\n{outcome.traceback}\n" for outcome in outcomes if outcome.traceback]
    if told:
        write_text(place.build / "batch" / FAULTS, "".join(told))


def _asked(job: Job) -> str:
    return provenance.digest([json.dumps({**job.task, "force": False}, sort_keys=True)])


def signature(folder: Path) -> str:
    """What a folder's files are called, how long each is and when it was written: whoever edits one changes it."""
    parts = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            found = os.stat(os.path.join(parent, name))
            parts.append(f"{os.path.relpath(parent, folder)}/{name} {found.st_size} {found.st_mtime_ns}")
    return provenance.digest(parts)


@contextmanager
def _starter(place: Project, jobs: Iterable[Job], limits: Limits, doers: Doers) -> Iterator[tuple["Starter", Limits]]:
    """What begins jobs, here or on the workers of a cluster, and within which limits."""
    if doers.scheduler:
        from helpers.pipeline.cluster import dask_workers

        with dask_workers.connected(place, doers.scheduler, jobs, doers.kernel, limits) as connected:
            yield connected
        return
    from helpers.pipeline.batches import workers

    if said := workers.remark(doers.kernel):
        print(said, file=sys.stderr)
    with workers.starter(place, doers.kernel, doers.early) as begin:
        yield begin, limits
