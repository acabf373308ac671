"""The zygote's own process: `python -m helpers.pipeline.warm.nursery SOCKET [PROJECT]`."""

import builtins
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from helpers.pipeline import grammars

PR_SET_PDEATHSIG = 1
STACK = ("pandas", "matplotlib.pyplot", "seaborn", "papermill", "nbformat.v4", "PIL.Image")
ROOMS = ("helpers.data", "helpers.analysis", "helpers.publishing", "helpers.pipeline")


def main() -> None:
    """Import everything, say so, and fork for each task until nobody asks any more."""
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        _warm_up(Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None)
        threads = len(os.listdir("/proc/self/task"))
        if threads > 1:
            raise RuntimeError(f"it has {threads} threads, and only one may fork")
    except Exception as problem:
        control.send(json.dumps({"refused": f"{type(problem).__name__}: {problem}"}).encode())
        raise
    control.send(b'{"ready": true}')
    _serve(control)


def _warm_up(project: Path | None) -> None:
    # The folder that `python -m` puts first is no part of a kernel's path; ipykernel's launcher drops it too.
    if sys.path[0] == os.getcwd():
        del sys.path[0]
    early = [name for name in ("pandas", "matplotlib", "matplotlib_inline") if name in sys.modules]
    if early:
        raise RuntimeError(
            f"{early[0]} was imported before there was a kernel, so it would show frames and pictures differently"
        )
    with grammars.later():
        import nbformat

    from helpers.pipeline.warm import prepared, session

    kernel = session.make_kernel()
    prepared.put(kernel)
    # Libraries ask while they are imported whether they are in a notebook: pandas chooses by it how wide a table is shown.
    builtins.get_ipython = kernel.shell.get_ipython
    for name in STACK:
        importlib.import_module(name)
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not module.name.endswith(("__main__", "nursery")):
                importlib.import_module(module.name)
    del builtins.get_ipython
    nbformat.validate(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell()])
    )  # its schema is read at the first use
    if project is not None:
        _read_project(project)
        _draw()
    gc.collect()
    gc.freeze()  # what is shared stays shared: collecting would write to it


def _draw() -> None:
    """Draw a picture and throw it away, since matplotlib opens fonts and writers at the first; and the icons."""
    from helpers.publishing.charts import base, sparkline

    def figure() -> base.Figure:
        drawn, axes = base.new_figure(1)
        axes.barh(["A–z0 9,.%£"], [1.0])
        return drawn

    base.picture(figure, "svg")
    for reading in sparkline.ICONS:
        sparkline.icon(reading).image("svg")  # kept, since it is the same in every report


def _read_project(root: Path) -> None:
    """Read the tables and what notebooks declare, once; what cannot be read is told by the run that needs it."""
    from helpers.data import catalogue, declarations, loading, policies
    from helpers.errors import ReportError
    from helpers.pipeline.runs import run_key
    from helpers.project import Project

    try:
        run_key.parts_of_all(Project(root))
        for table in catalogue.read(root / "data").values():
            loading.read(root / "data", table)
        policies.phrases(policies.read_policy(Project(root)).units)
        declarations.read(Project(root))
    except ReportError:
        pass


def _serve(control: socket.socket) -> None:
    children: dict[int, int] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _reap(control, children)
        if control in ready:
            message, handed, *_ = socket.recv_fds(control, 65536, 1)
            if not message:
                break
            number = json.loads(message)["number"]
            zygote = os.getpid()
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                for descriptor in (woken, wake):
                    os.close(descriptor)
                control.close()
                _live(handed[0], zygote)
            os.close(handed[0])
            children[pid] = number
            control.send(json.dumps({"number": number, "pid": pid}).encode())
    for pid in children:
        _kill(pid)
    os._exit(0)  # without taking down, piece by piece, what it took seconds to build up


def _reap(control: socket.socket, children: dict[int, int]) -> None:
    while children:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return
        pid = ended.si_pid
        _kill(pid)  # what it had started; its number is nobody else's until it is waited for
        _, status = os.waitpid(pid, 0)
        try:
            control.send(json.dumps({"number": children.pop(pid), "status": status}).encode())
        except OSError:
            return


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _live(descriptor: int, zygote: int) -> None:
    """Work on one task, and end."""
    code = 1
    try:
        os.setsid()
        _end_with(zygote)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _own_chance()
        channel = socket.socket(fileno=descriptor)
        with channel.makefile("r", encoding="utf-8") as lines, channel.makefile("w", encoding="utf-8") as tell:
            from helpers.pipeline.batches import tasks

            tasks.perform(json.loads(lines.readline()), tell)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _own_chance() -> None:
    """Python's own generator is seeded afresh in a fork; numpy's is not."""
    import numpy as np

    np.random.seed()


def _end_with(zygote: int) -> None:
    """Have the kernel of the system end this process when the zygote ends, however that comes about."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != zygote:
        os._exit(1)


if __name__ == "__main__":
    main()
