"""A forked process that becomes an ordinary kernel with sockets."""

import os
from collections.abc import Mapping, Sequence

from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell

from helpers.mistakes import cell
from helpers.pipeline.warm import prepared


def serve(argv: Sequence[str], folder: str, environment: Mapping[str, str]) -> None:
    """Be the kernel that ipykernel's launcher would start with these arguments, until it is told to end."""
    # The shell without sockets is not for this one.
    prepared.take()
    ZMQInteractiveShell.clear_instance()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    app = IPKernelApp.instance()
    app.initialize(list(argv))
    cell.listen(app.shell)
    app.start()
