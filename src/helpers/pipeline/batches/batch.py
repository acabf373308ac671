"""Run many jobs, and leave alone what has not changed."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpers.files import tidy, write_text
from helpers.pipeline.alone import alone
from helpers.pipeline.batches import history
from helpers.pipeline.batches.jobs import Hear, Job, Limits, Outcome, Plan
from helpers.pipeline.warm.zygote import Zygote, of_project, why_not_here
from helpers.project import Project

if TYPE_CHECKING:
    from helpers.pipeline.batches.pool import Starter

FAULTS = "faults.log"


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
    apart = plan.apart
    with alone(place, wait=False):
        for folder in (place.build / "runs", place.build / "reports", place.published, place.records):
            tidy(folder)
        known = history.read_known(place)
        done = {} if force else dict(history.unchanged(place, plan.jobs, known, inputs))
        for outcome in (*apart, *done.values()):
            hear("ended", outcome.job, outcome)
        left = [_without(job, done) for job in plan.jobs if job.name not in done]
        if left:
            from helpers.pipeline.batches import pool

            with _starter(place, left, limits, doers) as (begin, allowed):
                found = pool.work(left, begin, allowed, hear, known.seconds)
            done.update((outcome.job.name, outcome) for outcome in found)
        outcomes = [done[job.name] for job in plan.jobs]
        if left:
            history.remember(place, outcomes, known, inputs)
            _log_faults(place, outcomes)
    return apart + outcomes


@contextmanager
def warming(place: Project, inputs: str, doers: Doers, *, force: bool) -> Iterator[Doers]:
    """Yield the doers with a warm process that imports while jobs are planned, unless it would not be asked for anything."""
    idle = history.read_known(place).inputs == inputs and not force
    if idle or doers.scheduler or doers.kernel == "ordinary" or why_not_here():
        yield doers
        return
    with closing(of_project(place)) as zygote:
        yield replace(doers, early=zygote)


def _without(job: Job, done: Mapping[str, Outcome]) -> Job:
    return Job(job.name, job.task, frozenset(name for name in job.after if name not in done), job.folder)


def _log_faults(place: Project, outcomes: Iterable[Outcome]) -> None:
    """Keep the tracebacks of our own mistakes for those who mend them."""
    told = [f"{outcome.job.name}\n{outcome.traceback}\n" for outcome in outcomes if outcome.traceback]
    if told:
        write_text(place.build / "batch" / FAULTS, "".join(told))


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
