"""Has IPython show an analyst's mistakes in a few lines."""

import sys
from contextlib import suppress
from types import TracebackType


def listen(shell: object = None) -> None:
    """From now on, show mistakes in the cells of `shell`, or of the one that is running, in a few lines.

    Does nothing outside IPython, nor where somebody else has already chosen what is shown.
    """
    ipython = sys.modules.get("IPython")
    shell = shell or (ipython.get_ipython() if ipython else None)
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((Exception,), _show)


def _show(
    shell: object, kind: type, problem: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> None:
    # Only now: what it takes to tell a mistake is not loaded by those who make none, nor before there is a kernel.
    from helpers.mistakes import telling, where

    lines = []
    with suppress(Exception):  # what cannot be told shortly is shown whole, whatever the reason
        lines = telling.told(problem, trace, shell.user_ns)
    if lines:
        # IPython asks an exception for this by name. It is taken away again, so that %tb shows everything.
        problem._render_traceback_ = lambda: lines
    # IPython hands over here too what it could not read of a cell, and has another way of showing that.
    ran = where.trail(trace, shell.user_ns) is not None
    try:
        shell.showtraceback((kind, problem, trace), tb_offset=tb_offset, running_compiled_code=ran)
    finally:
        if lines:
            del problem._render_traceback_
