"""A kernel inside this process: the ordinary IPython kernel, whose messages are handed over instead of sent.

Everything that makes a cell's output is ipykernel's and IPython's own code (shell, display hooks, tracebacks); what is left
out is the protocol between two processes: sockets, threads and waiting.
"""

import asyncio
import io
import logging
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from types import SimpleNamespace
from typing import BinaryIO

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session, extract_header
from traitlets.config import Config

from helpers.mistakes import cell

FLUSH_INTERVAL = 0.2
"""Seconds after which what was printed is passed on; as `ipykernel.iostream.OutStream.flush_interval`."""


class LocalSession(Session):
    """A session whose messages go to two queues, through the same bytes as they would over a socket."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.reset()

    def reset(self) -> None:
        """Forget every message."""
        self.replies: asyncio.Queue[dict] = asyncio.Queue()
        self.published: asyncio.Queue[dict] = asyncio.Queue()

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, **options):  # noqa: PLR0917
        """Hand a message over; its signature is jupyter_client's."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(
                message, content, parent=parent, header=options.get("header"), metadata=options.get("metadata")
            )
        # Tuples become lists and days become text, as in a message that travels.
        passed = self.unpack(self.pack(message))
        queue = self.replies if passed["msg_type"].endswith("_reply") else self.published
        queue.put_nowait({**passed, "buffers": buffers or []})
        return message


class Stream(io.TextIOBase):
    """What a cell prints, passed on in the pieces and at the moments at which an ordinary kernel passes it on."""

    encoding = "UTF-8"

    def __init__(self, session: LocalSession, name: str) -> None:
        self.session, self.name = session, name
        self.parent_header: dict = {}
        self.caught: BinaryIO | None = None
        self._pieces: dict[str, list[str]] = defaultdict(list)
        self._parents: dict[str, dict] = {}
        self._due: float | None = None

    def set_parent(self, parent: dict) -> None:
        """Note which request the text belongs to from now on."""
        self.parent_header = extract_header(parent)

    def isatty(self) -> bool:
        """No terminal, as in an ordinary kernel."""
        return False

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep text until it is due."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self.take_caught()
        self._keep(text)
        return len(text)

    def writelines(self, sequence) -> None:
        """Keep several texts."""
        for text in sequence:
            self.write(text)

    def take_caught(self) -> None:
        """Keep what other programs wrote to this process's own output meanwhile."""
        if self.caught is not None and (found := self.caught.read()):
            self._keep(found.decode(errors="replace"))

    def flush(self) -> None:
        """Pass on what was kept."""
        self.take_caught()
        self._due = None
        pieces, self._pieces = self._pieces, defaultdict(list)
        for key, texts in pieces.items():
            content = {"name": self.name, "text": "".join(texts)}
            self.session.send(None, "stream", content, parent=self._parents[key])

    def _keep(self, text: str) -> None:
        if self._due is not None and time.monotonic() >= self._due:
            self.flush()
        key = self.parent_header.get("msg_id", "")
        self._parents[key] = self.parent_header
        self._pieces[key].append(text)
        if self._due is None:
            self._due = time.monotonic() + FLUSH_INTERVAL


class LocalKernel(IPythonKernel):
    """The ordinary kernel without sockets."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits behind a cell that failed."""


def make_kernel() -> LocalKernel:
    """Make the kernel of this process, without a thread, a socket or a file of history.

    It is made before the fork: all that it knows then is what it was born with.
    """
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    config = Config()
    # The file of history would need a thread, and be shared by every run.
    config.HistoryManager.enabled = False
    session = LocalSession(key=b"", username="kernel")
    kernel = LocalKernel(session=session, iopub_socket=None, config=config, log=logging.getLogger(__name__))
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    kernel.shell.displayhook.get_execution_count = lambda: kernel.shell.execution_count
    kernel.shell.display_pub.set_parent({})
    _settle(kernel)
    cell.listen(kernel.shell)  # what a notebook imports is imported already, and so says nothing of it any more
    return kernel


def begin(kernel: LocalKernel) -> None:
    """Make the kernel of a forked process its own: its streams, its queues, and what it catches of other programs."""
    session = kernel.session
    session.reset()
    session.pid = os.getpid()
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = Stream(session, name)
        # A file, not a pipe: whoever writes much never waits for somebody to read.
        caught = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        os.dup2(caught.fileno(), descriptor)
        stream.caught = os.fdopen(os.open(f"/proc/self/fd/{caught.fileno()}", os.O_RDONLY), "rb", buffering=0)
        os.set_inheritable(descriptor, True)
        setattr(sys, name, stream)


def _settle(kernel: LocalKernel) -> None:
    """What the kernel's application does besides, and would otherwise do with sockets."""
    app = IPKernelApp()
    app.shell, app.kernel = kernel.shell, kernel
    app.init_path()
