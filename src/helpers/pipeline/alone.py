"""One process at a time writes what a project makes: the others wait for it, or say that it is at work."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from helpers.errors import MachineError
from helpers.project import Project

try:
    import fcntl
except ModuleNotFoundError:
    fcntl = None  # on Windows two that write in one project are not told apart

LOCK = "lock"


@contextmanager
def alone(place: Project, *, wait: bool) -> Iterator[None]:
    """Hold the project's lock, which the system gives back when this process ends, however it ends.

    Parameters
    ----------
    wait : bool
        Whether to wait for another that holds it, which is told, or to refuse.

    Raises
    ------
    MachineError
        If another holds it and is not waited for.
    """
    folder = place.build / "batch"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        if fcntl is not None:
            _hold(lock, wait=wait)
        yield


def _hold(lock: TextIO, *, wait: bool) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not wait:
            raise MachineError("another csp is at work in this project: wait until it has ended") from None
        print("another csp is at work in this project: waiting for it", file=sys.stderr)
        fcntl.flock(lock, fcntl.LOCK_EX)
