"""Work on many jobs at once, each in a process of its own, within limits of time and memory."""

import heapq
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Protocol

import psutil

from helpers.errors import MachineError
from helpers.pipeline.batches import jobs as states
from helpers.pipeline.batches.jobs import LOST, Hear, Job, Limits, Outcome, priorities

LOOK_EVERY = 0.1
"""Seconds between two looks at how much memory the workers hold."""
ATTEMPTS = 3
"""How often a job is begun whose worker was lost together with what started it."""
MIB = 1024 * 1024


class Work(Protocol):
    """One process at work on one task."""

    pid: int

    def events(self) -> Iterator[dict]:
        """What it tells, until it ends."""

    def kill(self) -> None:
        """End it and whatever it started, at once."""

    def ended(self) -> str:
        """How it ended, in words."""


class Starter(Protocol):
    """Starts processes for tasks."""

    def begin(self, task: Mapping[str, object]) -> Work:
        """Start one; MachineError if none can be started now."""

    def mend(self) -> bool:
        """Make it able to start processes again; whether anything was broken."""


def work(
    jobs: Iterable[Job], starter: Starter, limits: Limits, hear: Hear, known: Mapping[str, float] | None = None
) -> list[Outcome]:
    """Work on every job, the longest chain first; one that fails stops only those that wait for it.

    Parameters
    ----------
    known : mapping of job name to float
        How long jobs took before, in seconds.

    Returns
    -------
    list of Outcome
        In the order of `jobs`.

    Raises
    ------
    MachineError
        If no process can be started at all.
    """
    jobs = list(jobs)
    return _Round(jobs, starter, limits, hear, priorities(jobs, known or {})).finish()


class _Round:
    """One call of `work`."""

    def __init__(
        self, jobs: list[Job], starter: Starter, limits: Limits, hear: Hear, urgency: Mapping[str, float]
    ) -> None:
        self.jobs, self.starter, self.limits, self.hear, self.urgency = jobs, starter, limits, hear, urgency
        self.outcomes: dict[str, Outcome] = {}
        self.waiting = {job.name: set(job.after) for job in jobs}
        self.later: dict[str, list[Job]] = {job.name: [] for job in jobs}
        for job in jobs:
            for name in job.after:
                self.later[name].append(job)
        self.ready: list[tuple[float, int, Job]] = []
        self.attempts = dict.fromkeys(self.waiting, 0)
        self.guard = _Guard(limits)

    def finish(self) -> list[Outcome]:
        running: dict[Future, Job] = {}
        for number, job in enumerate(self.jobs):
            if not job.after:
                heapq.heappush(self.ready, (-self.urgency[job.name], number, job))
        places = {job.name: number for number, job in enumerate(self.jobs)}
        with self.guard, ThreadPoolExecutor(self.limits.jobs) as slots:
            try:
                while self.ready or running:
                    while self.ready and len(running) < self.limits.jobs:
                        job = heapq.heappop(self.ready)[2]
                        self.hear("begun", job, None)
                        running[slots.submit(self._do, job)] = job
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        job = running.pop(future)
                        outcome = future.result()
                        if outcome is None:
                            # Mended here, in the main thread: processes end with the thread that started them.
                            self.starter.mend()
                            heapq.heappush(self.ready, (-self.urgency[job.name], places[job.name], job))
                            continue
                        for found in self._settle(outcome):
                            heapq.heappush(self.ready, (-self.urgency[found.name], places[found.name], found))
            except BaseException:
                self.guard.kill_all()
                raise
        return [self.outcomes[job.name] for job in self.jobs]

    def _settle(self, outcome: Outcome) -> list[Job]:
        """Note an outcome, and say which jobs can begin now."""
        self.outcomes[outcome.job.name] = outcome
        self.hear("ended", outcome.job, outcome)
        free = []
        for job in self.later[outcome.job.name]:
            if job.name in self.outcomes:
                continue
            if outcome.state in (states.FAILED, states.SKIPPED):
                free += self._settle(Outcome(job, outcome.state, f"{outcome.job.name} was not made", exit_code=1))
                continue
            self.waiting[job.name].discard(outcome.job.name)
            if not self.waiting[job.name]:
                free.append(job)
        return free

    def _do(self, job: Job) -> Outcome | None:
        """Work on one job; None if its worker was lost with what started it, and it is to be begun again."""
        self.attempts[job.name] += 1
        began = time.monotonic()
        try:
            worker = self.starter.begin(job.task)
        except MachineError as problem:
            return None if self.attempts[job.name] < ATTEMPTS else _failed(job, str(problem), began)
        told: dict = {}
        with self.guard.watching(worker) as watched:
            for event in worker.events():
                told = event
        if watched.why:
            return replace(_failed(job, watched.why, began), peak=watched.peak)
        if "state" not in told:
            how = worker.ended()
            if how == LOST and self.attempts[job.name] < ATTEMPTS:
                return None
            return _failed(job, f"nothing came of it: {how}; `csp retry` runs it again", began)
        return Outcome(
            job,
            told["state"],
            told.get("where") or told.get("why", ""),
            time.monotonic() - began,
            tuple((line, seconds) for line, seconds in told.get("cells", ())),
            watched.peak,
            told.get("exit_code", 0),
            told.get("traceback", ""),
        )


def _failed(job: Job, why: str, began: float) -> Outcome:
    return Outcome(job, states.FAILED, why, time.monotonic() - began, exit_code=1)


class _Watched:
    """One worker under watch."""

    def __init__(self, worker: Work) -> None:
        self.worker, self.began = worker, time.monotonic()
        self.peak, self.why = 0.0, ""

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self.done = True

    done = False


class _Guard:
    """Looks at the workers, and ends those that go beyond the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._watched, self._over = limits, set(), threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Guard":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def watching(self, worker: Work) -> _Watched:
        watched = _Watched(worker)
        with self._lock:
            self._watched.add(watched)
        return watched

    def kill_all(self) -> None:
        for watched in self._present():
            watched.worker.kill()

    def _present(self) -> list[_Watched]:
        with self._lock:
            self._watched = {watched for watched in self._watched if not watched.done}
            return list(self._watched)

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            for watched in self._present():
                self._look_at(watched)

    def _look_at(self, watched: _Watched) -> None:
        limits = self._limits
        if limits.timeout and time.monotonic() - watched.began > limits.timeout:
            watched.why = f"stopped after {limits.timeout:g} seconds, the limit of --timeout"
        elif limits.memory:
            watched.peak = max(watched.peak, held(watched.worker.pid))
            if watched.peak > limits.memory:
                watched.why = (
                    f"stopped at {watched.peak:.0f} MiB of memory of its own, above the {limits.memory:g} of --memory"
                )
        if watched.why:
            watched.worker.kill()


def held(pid: int) -> float:
    """How much memory a process and those that it started hold alone, shared with nobody, in MiB."""
    total = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            total += each.memory_full_info().uss
    except psutil.Error:
        pass  # it has ended meanwhile
    return total / MIB
