"""Two ways to start processes for tasks: forks of a warm process, or new ones with ordinary kernels."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.errors import MachineError
from helpers.pipeline.batches import tasks
from helpers.pipeline.batches.pool import Starter
from helpers.pipeline.warm import zygote
from helpers.pipeline.warm.zygote import Fork, Zygote
from helpers.project import Project


def remark(kind: str) -> str:
    """What has to be said of the workers that will be used: why they are ordinary ones though warm ones are quicker."""
    why_not = zygote.why_not_here()
    return f"notebooks run in ordinary kernels: {why_not}" if why_not and kind == "auto" else ""


@contextmanager
def starter(place: Project, kind: str, early: Zygote | None = None) -> Iterator[Starter]:
    """Yield what starts workers.

    Parameters
    ----------
    kind : str
        One of `jobs.KERNELS`; `auto` is warm where that is safe.
    early : Zygote, optional
        A warm process of this project that was started already; without it, one is started.

    Raises
    ------
    MachineError
        If warm processes are asked for by name where there can be none.
    """
    why_not = zygote.why_not_here()
    if kind == "warm" and why_not:
        raise MachineError(f"--kernel warm: {why_not}; use --kernel ordinary")
    if kind == "ordinary" or why_not:
        yield Ordinary(place)
        return
    warm = Warm(place, early)
    try:
        yield warm
    finally:
        warm.close()


class Warm:
    """Forks of one warm process."""

    def __init__(self, place: Project, early: Zygote | None = None) -> None:
        self._place = place
        self._zygote = (early or zygote.of_project(place)).ready()

    def begin(self, task: Mapping[str, object]) -> Fork:
        """Fork."""
        return self._zygote.fork(task)

    def mend(self) -> bool:
        """Start another warm process if this one is gone."""
        if self._zygote.alive():
            return False
        self._zygote.close()
        self._zygote = zygote.of_project(self._place).ready()
        return True

    def close(self) -> None:
        """End it with all its forks."""
        self._zygote.close()


class Ordinary:
    """A new Python for each task, whose notebooks run in ordinary kernels."""

    def __init__(self, place: Project) -> None:
        self._log = place.build / "jupyter"

    def begin(self, task: Mapping[str, object]) -> "Process":
        """Start a Python."""
        self._log.mkdir(parents=True, exist_ok=True)
        return Process(task, self._log / "workers.log")

    def mend(self) -> bool:
        """There is nothing that could break."""
        return False


class Process:
    """One Python at work on one task."""

    def __init__(self, task: Mapping[str, object], log: Path) -> None:
        with log.open("ab") as kept:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "helpers.pipeline.batches.workers"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=kept,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        self.pid = self._process.pid
        try:
            self._process.stdin.write(json.dumps(task) + "\n")
            self._process.stdin.flush()  # and left open: when it closes, whoever asked is gone
        except OSError:
            raise MachineError("a worker ended before it began") from None

    def events(self) -> Iterator[dict]:
        """What it tells, until it ends."""
        with self._process.stdout as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield json.loads(line)

    def kill(self) -> None:
        """End it and its kernels."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL) if hasattr(os, "killpg") else self._process.kill()

    def ended(self) -> str:
        """How it ended, in words."""
        code = self._process.wait()
        return (
            f"its process was ended by {signal.Signals(-code).name}"
            if code < 0
            else f"its process ended with code {code}"
        )


def main() -> None:
    """Work on the task that comes on standard input, and tell on standard output; end when whoever asked is gone."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    task = json.loads(sys.stdin.readline())

    def end_with_parent() -> None:
        sys.stdin.read()
        os.killpg(0, signal.SIGKILL) if hasattr(os, "killpg") else os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    tasks.perform(task, told)
    told.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
