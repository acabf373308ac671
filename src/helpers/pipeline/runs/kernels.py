"""Start notebooks' kernels over local sockets, apart from whatever else the user has set up for Jupyter."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager

from helpers.pipeline.warm import prepared

LOG = "kernels.log"


@contextmanager
def kernel_options(scratch: Path) -> Iterator[dict[str, object]]:
    """Yield what papermill passes to its client so that a run depends on nothing of the user's.

    On systems that have them, local sockets are used: TCP ports can be taken by another kernel between being chosen and
    being opened. Their folder is short, since a socket's path may not reach 108 characters.

    Parameters
    ----------
    scratch : Path
        Folder for what kernels keep and log.
    """
    if prepared.there():
        yield _warm()
        return
    local = sys.platform != "win32"
    # What papermill logs is in the exception too, and a mistake is told once.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    scratch.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="csp-k-", dir="/tmp" if local else None) as sockets,
        (scratch / LOG).open("ab") as log,
        _environment(scratch),
    ):

        class Manager(AsyncKernelManager):
            def __init__(self, **options: object) -> None:
                super().__init__(**options)
                if local:
                    self.transport, self.ip = "ipc", f"{sockets}/k"

            async def _async_launch_kernel(self, kernel_cmd: list[str], **options: object) -> None:
                # A kernel's own remarks (on being interrupted, say) are for its log; what cells print comes by message.
                await super()._async_launch_kernel(kernel_cmd, **{**options, "stderr": log})

            _launch_kernel = _async_launch_kernel

        yield {"kernel_manager_class": Manager, "record_timing": False, "coalesce_streams": True}


def _warm() -> dict[str, object]:
    """The kernel with which this process was born; and no saving after each cell, which would cost more than many cells do."""
    from papermill.engines import papermill_engines

    from helpers.pipeline.warm import engine

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    papermill_engines.register(engine.NAME, engine.WarmEngine)
    return {
        "engine_name": engine.NAME,
        "record_timing": False,
        "coalesce_streams": True,
        "request_save_on_cell_execute": False,
    }


@contextmanager
def _environment(scratch: Path) -> Iterator[None]:
    wanted = {
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # The kernel of this environment, and none of the user's start-up files.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(scratch / "ipython"),
        "COLUMNS": "120",
    }
    (scratch / "ipython").mkdir(exist_ok=True)
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
