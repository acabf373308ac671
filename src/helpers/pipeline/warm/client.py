"""papermill's own client, talking to the kernel inside this process."""

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager

from papermill.clientwrap import PapermillNotebookClient
from tornado.ioloop import IOLoop

from helpers.pipeline.warm.session import LocalKernel, LocalSession


class Replies:
    """The shell channel: asking for a reply is what runs the cell."""

    def __init__(self, kernel: LocalKernel) -> None:
        self._kernel = kernel
        self.asked: list[dict] = []

    async def get_msg(self, timeout: float | None = None) -> dict:
        """Run what was asked for, and give the reply."""
        while self.asked:
            await self._answer(self.asked.pop(0))
        return await asyncio.wait_for(self._kernel.session.replies.get(), timeout)

    async def _answer(self, request: dict) -> None:
        kernel, session = self._kernel, self._kernel.session
        kernel.io_loop = IOLoop.current()
        kernel.set_parent(b"", request, channel="shell")
        session.send(None, "status", {"execution_state": "busy"}, parent=request)
        handler = kernel.shell_handlers[request["msg_type"]]
        found = handler(None, b"", request)
        if inspect.isawaitable(found):
            await found
        session.send(None, "status", {"execution_state": "idle"}, parent=request)


class Published:
    """The channel on which outputs come."""

    def __init__(self, session: LocalSession) -> None:
        self._session = session

    async def get_msg(self, timeout: float | None = None) -> dict:
        """The next message."""
        return await asyncio.wait_for(self._session.published.get(), timeout)


class LocalClient:
    """What nbclient needs of a kernel's client, of the kernel inside this process."""

    def __init__(self, kernel: LocalKernel) -> None:
        self.shell_channel = Replies(kernel)
        self.iopub_channel = Published(kernel.session)
        self._session = kernel.session

    def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Ask for a cell to be run."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        return self._ask("execute_request", content)

    def kernel_info(self) -> str:
        """Ask what the kernel is."""
        return self._ask("kernel_info_request", {})

    async def is_alive(self) -> bool:
        """As long as this process runs, so does its kernel."""
        return True

    def _ask(self, kind: str, content: dict) -> str:
        message = self._session.msg(kind, content)
        self.shell_channel.asked.append(self._session.unpack(self._session.pack(message)))
        return message["header"]["msg_id"]


class LocalNotebookClient(PapermillNotebookClient):
    """papermill's client whose kernel is already there."""

    def __init__(self, manager: object, kernel: LocalKernel, **options: object) -> None:
        super().__init__(manager, **options)
        self._kernel = kernel

    @contextmanager
    def setup_kernel(self, **_: object) -> Iterator[None]:
        """Take the kernel of this process, which ends with it."""
        self.kc = LocalClient(self._kernel)
        yield
