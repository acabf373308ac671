"""Show a batch as it goes: a live table on a terminal, plain lines elsewhere, or events for machines."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console, Group
from rich.live import Live
from rich.table import Column, Table
from rich.text import Text

from helpers.pipeline.batches import jobs as states
from helpers.pipeline.batches.jobs import Hear, Job, Outcome

SYMBOLS = {states.BUILT: "✓", states.UNCHANGED: "=", states.SKIPPED: "–", states.FAILED: "✗"}
WHERE = "Where, or why not"
NARROW = 100
"""Columns of a terminal below which a table would break names into syllables."""
MANY = 60
"""Above so many jobs the table at the end lists only those of which something has to be said."""


@contextmanager
def showing(jobs: Iterable[Job], *, machine: bool, slots: int, known: Mapping[str, float]) -> Iterator[Hear]:
    """Yield what a batch tells its beginnings and endings to.

    Parameters
    ----------
    machine : bool
        Events on standard output, one line of JSON each, instead of words on standard error.
    known : mapping of job name to float
        How long jobs took before, in seconds.
    """
    jobs = list(jobs)
    console = Console(stderr=True, highlight=False)
    if machine:
        print(json.dumps({"event": "planned", "jobs": [job.name for job in jobs]}), flush=True)
        yield _event
    elif console.is_terminal:
        board = _Board(jobs, slots, known)
        with Live(get_renderable=board.table, console=console, transient=True, refresh_per_second=4):
            yield board.hear
    else:
        yield _Lines(len(jobs)).hear


def tell(outcomes: Iterable[Outcome], console: Console) -> None:
    """Print what came of each job: as a table, or a paragraph each where there is no room for columns; then the summary."""
    outcomes = list(outcomes)
    if console.width < NARROW:
        print("\n".join(paragraphs(outcomes)))
    else:
        console.print(table(outcomes))
    print(summary(outcomes))


def paragraphs(outcomes: Iterable[Outcome]) -> list[str]:
    """What came of each job, in lines that a terminal may break where it will."""
    told = []
    for outcome in _worth_saying(outcomes):
        seconds = f" in {outcome.seconds:.1f} s" if outcome.seconds else ""
        told += [f"{SYMBOLS[outcome.state]} {outcome.job.name}: {outcome.state}{seconds}", f"  {outcome.told}"]
    return told


def table(outcomes: Iterable[Outcome]) -> Table:
    """What came of each job, in columns."""
    shown = Table(
        "State",
        Column("Job", overflow="fold", ratio=2),
        Column("Seconds", justify="right"),
        Column(WHERE, ratio=3),
        expand=True,
    )
    for outcome in _worth_saying(outcomes):
        seconds = f"{outcome.seconds:.1f}" if outcome.seconds else ""
        # A message may hold square brackets and colons, which a plain string's cell would take for markup.
        name, told = Text(outcome.job.name), Text(outcome.told)
        shown.add_row(f"{SYMBOLS[outcome.state]} {outcome.state}", name, seconds, told)
    return shown


def _worth_saying(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """All; of many, those of which something has to be said."""
    outcomes = list(outcomes)
    if len(outcomes) <= MANY:
        return outcomes
    outcomes = [outcome for outcome in outcomes if outcome.state in (states.FAILED, states.SKIPPED)]
    return sorted(outcomes, key=lambda outcome: outcome.state)[: 10 * MANY]


def summary(outcomes: Iterable[Outcome]) -> str:
    """How many came to each state: `12 built, 3 unchanged, 0 skipped, 1 failed`."""
    return ", ".join(f"{count} {state}" for state, count in states.counts(outcomes).items())


def finish(outcomes: Iterable[Outcome]) -> None:
    """Tell machines that nothing more comes, and how many jobs came to each state."""
    print(json.dumps({"event": "finished", "summary": summary(outcomes)}), flush=True)


def _event(kind: str, job: Job, outcome: Outcome | None) -> None:
    told: dict[str, object] = {"event": kind, "job": job.name, "time": round(time.time(), 3)}
    if outcome is not None:
        told |= {"state": outcome.state, "seconds": round(outcome.seconds, 3), "told": outcome.told}
        told |= {"peak_mib": round(outcome.peak, 1)} if outcome.peak else {}
    print(json.dumps(told, ensure_ascii=False), flush=True)


class _Lines:
    """A line for each job that ends."""

    def __init__(self, total: int) -> None:
        self._total, self._ended = total, 0

    def hear(self, kind: str, job: Job, outcome: Outcome | None) -> None:
        if kind != "ended" or outcome is None:
            return
        self._ended += 1
        why = f": {outcome.told}" if outcome.state == states.FAILED else ""
        seconds = f" in {outcome.seconds:.1f} s" if outcome.state == states.BUILT else ""
        print(f"[{self._ended}/{self._total}] {job.name}: {outcome.state}{seconds}{why}", file=sys.stderr, flush=True)


class _Board:
    """What is running, what is done, what is left, and what took longest."""

    def __init__(self, jobs: list[Job], slots: int, known: Mapping[str, float]) -> None:
        self._left = {job.name: seconds for job, seconds in zip(jobs, _own(jobs, known), strict=True)}
        self._total, self._slots, self._began = len(jobs), slots, time.monotonic()
        self._running: dict[str, float] = {}
        self._outcomes: list[Outcome] = []

    def hear(self, kind: str, job: Job, outcome: Outcome | None) -> None:
        if kind == "begun":
            self._running[job.name] = time.monotonic()
        elif outcome is not None:
            self._running.pop(job.name, None)
            self._left.pop(job.name, None)
            self._outcomes.append(outcome)

    def table(self) -> Group:
        now = time.monotonic()
        running = Table("Running", "Seconds", box=None, padding=(0, 2, 0, 0))
        for name, began in list(self._running.items()):
            running.add_row(Text(name), f"{now - began:.1f}")
        slowest = Table("Slowest so far", "Seconds", box=None, padding=(0, 2, 0, 0))
        for outcome in sorted(self._outcomes, key=lambda each: -each.seconds)[:3]:
            slowest.add_row(Text(outcome.job.name), f"{outcome.seconds:.1f}")
        ahead = sum(self._left.values()) / self._slots
        words = f"{len(self._outcomes)} of {self._total} done, {summary(self._outcomes)}; about {ahead:.0f} s left"
        return Group(words, running, slowest)


def _own(jobs: list[Job], known: Mapping[str, float]) -> list[float]:
    middle = sorted(known.values())[len(known) // 2] if known else 1.0
    return [known.get(job.name, middle) for job in jobs]
