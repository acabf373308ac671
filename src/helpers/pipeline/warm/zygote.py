"""A process that has imported everything and is forked for each piece of work; and how another process asks it to.

The zygote imports once, in one thread. For each task that it is sent, it forks: the fork begins with everything imported and
nothing run, works, tells what came of it on a channel of its own, and ends. The zygote itself never works.

Whoever dies takes its children along: forks end with the zygote, and the zygote with the process that started it.
"""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from helpers.errors import MachineError
from helpers.pipeline.batches.jobs import LOST
from helpers.project import Project

LOG = "warm.log"
START_SECONDS = 120
ENVIRONMENT = {
    # What the kernels of `helpers.pipeline.runs.kernels` get; and one thread each, since forks are made from one thread only.
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "COLUMNS": "120",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


def why_not_here() -> str:
    """Why this system cannot fork warm processes; empty if it can."""
    if not sys.platform.startswith("linux"):
        return f"a process with libraries loaded cannot be forked safely on {sys.platform}"
    return ""


def of_project(place: Project) -> "Zygote":
    """Start a zygote that reads a project's tables too."""
    return Zygote(str(place.root), place.build / "jupyter")


class Fork:
    """One forked process, at work on one task."""

    def __init__(self, number: int, channel: socket.socket, zygote: "Zygote") -> None:
        self.number, self._channel, self._zygote = number, channel, zygote
        self.pid = 0

    def events(self) -> Iterator[dict]:
        """What it tells, until it ends."""
        with self._channel, self._channel.makefile(encoding="utf-8") as lines:
            for line in lines:
                # A process that was killed may leave half a line.
                if line.endswith("\n"):
                    yield json.loads(line)

    def kill(self) -> None:
        """End it and whatever it started, at once."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def status(self) -> int | None:
        """The status with which it ended, once it has; None if nobody can tell."""
        return self._zygote.status(self.number)

    def ended(self) -> str:
        """How it ended, in words."""
        status = self.status()
        if status is None:
            return LOST
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            return f"its process was ended by {signal.Signals(number).name}"
        return f"its process ended with code {os.waitstatus_to_exitcode(status)}"


class Zygote:
    """Starts the zygote, and asks it for forks; any thread may ask once it is `ready`.

    It imports beside whatever else is done between its start and `ready`.
    """

    def __init__(self, project: str = "", log: Path | None = None) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if log is not None:
            log.mkdir(parents=True, exist_ok=True)
        with theirs, open(log / LOG if log else os.devnull, "ab") as remarks:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "helpers.pipeline.warm.nursery", str(theirs.fileno()), project],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **ENVIRONMENT},
                cwd=project or None,
                stdin=subprocess.DEVNULL,
                stdout=remarks,
                stderr=remarks,
                # Ctrl-C is for the process that asked: it decides what becomes of the others.
                start_new_session=True,
            )
        self._socket, self._lock, self._count = ours, threading.Lock(), 0
        self._told: dict[int, queue.SimpleQueue] = {}
        self._gone = threading.Event()

    def ready(self) -> "Zygote":
        """Wait until it has imported everything.

        Raises
        ------
        MachineError
            If it does not start.
        """
        self._socket.settimeout(START_SECONDS)
        try:
            answer = json.loads(self._socket.recv(65536) or b'{"refused": "it ended while it imported"}')
        except (TimeoutError, ValueError):
            answer = {"refused": f"it was not ready after {START_SECONDS} seconds"}
        if "refused" in answer:
            self.close()
            raise MachineError(f"no warm process could be started: {answer['refused']}; use --kernel ordinary")
        self._socket.settimeout(None)
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def fork(self, task: Mapping[str, object]) -> Fork:
        """Fork, and have the fork work on a task.

        Raises
        ------
        MachineError
            If the zygote is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            self._count += 1
            number = self._count
            told = self._told[number] = queue.SimpleQueue()
            try:
                socket.send_fds(self._socket, [json.dumps({"number": number}).encode()], [theirs.fileno()])
            except OSError:
                self._gone.set()
                ours.close()
                raise MachineError("the warm process is gone") from None
        fork = Fork(number, ours, self)
        # The task itself goes to the fork: it may be as long as it likes.
        try:
            ours.sendall(json.dumps(task).encode() + b"\n")
            fork.pid = told.get(timeout=60).get("pid", 0)
        except (OSError, queue.Empty):
            fork.pid = 0
        if not fork.pid:
            ours.close()
            raise MachineError("the warm process is gone")
        return fork

    def status(self, number: int) -> int | None:
        """The status with which a fork ended, once it has; None if nobody can tell."""
        try:
            return self._told[number].get(timeout=10).get("status")
        except (KeyError, queue.Empty):
            return None
        finally:
            self._told.pop(number, None)

    def alive(self) -> bool:
        """Whether it can still be asked."""
        # A process that was killed closes its sockets a little before it can be waited for.
        return not self._gone.is_set() and self.process.poll() is None

    def close(self) -> None:
        """End it and every fork."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the one who listens
        self._socket.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _listen(self) -> None:
        while True:
            try:
                message = self._socket.recv(65536)
            except OSError:
                message = b""
            if not message:
                break
            told = json.loads(message)
            if told["number"] in self._told:
                self._told[told["number"]].put(told)
        self._gone.set()
        for waiting in list(self._told.values()):
            waiting.put({})
