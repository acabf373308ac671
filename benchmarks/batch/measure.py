"""Measure what a command takes with everything that it starts, and say what is in the middle of several times."""

import json
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One call of a command.

    Attributes
    ----------
    runs : int
        How many notebooks came of it.
    wall : float
        Seconds by the clock.
    cpu : float
        Seconds of processor time of the command and of all that it started and waited for.
    told : mapping
        What it printed as JSON on its last line.
    said : str
        All that it printed.
    """

    runs: int
    wall: float
    cpu: float
    told: Mapping[str, object] = field(default_factory=dict)
    said: str = field(default="", repr=False)

    @property
    def rate(self) -> float:
        """Notebooks a second."""
        return self.runs / self.wall

    def kept(self) -> dict[str, object]:
        """As it is kept in a file."""
        numbers = {name: round(value, 3) for name, value in asdict(self).items() if isinstance(value, float)}
        return {"runs": self.runs, **numbers, "told": dict(self.told)}


def command(words: Sequence[str], runs: int, *, cwd: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command and measure it.

    Raises
    ------
    RuntimeError
        If it fails, with the end of what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(runs, wall, cpu, _last_line(done.stdout), done.stdout)


def _last_line(text: str) -> dict[str, object]:
    lines = text.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def disk(folder: Path) -> tuple[int, int]:
    """How many files a folder holds at whatever depth, and how many bytes they take on the disk."""
    sizes = [path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
