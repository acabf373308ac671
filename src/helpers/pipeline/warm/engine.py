"""The papermill engine `csp-warm`: cells run through IPython in a fork of a process that has imported everything.

`papermill --engine csp-warm in.ipynb out.ipynb` starts such a process for itself; `csp batch` forks one for each notebook.
"""

import atexit
import io
import json
import logging
import sys
from collections.abc import Mapping
from functools import cache

import nbformat
from nbclient.exceptions import DeadKernelError
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager

from helpers.pipeline.warm import prepared, session
from helpers.pipeline.warm.client import LocalNotebookClient
from helpers.pipeline.warm.zygote import Zygote, why_not_here

NAME = "csp-warm"
OPTIONS = ("coalesce_streams", "record_timing", "timeout", "allow_errors")
log = logging.getLogger("papermill")


class WarmEngine(Engine):
    """Runs Python notebooks in forks, and everything else as papermill does."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, log_output: bool = False, **options: object
    ) -> None:
        """Run the cells of one notebook; papermill calls it."""
        why_not = why_not_here() or _other_language(nb_man.nb)
        if why_not:
            log.warning("%s: an ordinary kernel runs this notebook, since %s", NAME, why_not)
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, log_output=log_output, **options)
            return
        wanted = {name: options[name] for name in OPTIONS if options.get(name) is not None}
        if options.get("execution_timeout"):
            wanted["timeout"] = options["execution_timeout"]
        kernel = prepared.take()
        if kernel is None:
            _in_a_fork(nb_man, wanted, options)
        else:
            run_here(nb_man, kernel, wanted)


def run_here(nb_man: NotebookExecutionManager, kernel: session.LocalKernel, options: Mapping[str, object]) -> None:
    """Run the cells in this process, which is to end afterwards."""
    session.begin(kernel)
    LocalNotebookClient(nb_man, kernel, kernel_name="python3", **options).execute()


def run_cells(notebook: str, options: Mapping[str, object], tell: io.TextIOBase) -> None:
    """Run the cells of a notebook, and tell of each as it begins, fails and ends, a line of JSON each."""
    manager = _Telling(nbformat.reads(notebook, as_version=4), tell)
    run_here(manager, prepared.take(), options)
    # Whole once more: a cell may have changed what an earlier one shows.
    manager.tell(finished=dict(manager.nb.metadata), outputs=[cell.get("outputs") for cell in manager.nb.cells])


class _Telling:
    """Stands for papermill's manager in another process."""

    def __init__(self, notebook: nbformat.NotebookNode, to: io.TextIOBase) -> None:
        self.nb, self._to = notebook, to

    def tell(self, **event: object) -> None:
        print(json.dumps(event), file=self._to, flush=True)

    def cell_start(self, cell: object, cell_index: int) -> None:
        self.tell(start=cell_index)

    def cell_exception(self, cell: object, cell_index: int, exception: object = None) -> None:
        self.tell(failed=cell_index)

    def cell_complete(self, cell: object, cell_index: int) -> None:
        self.tell(complete=cell_index, cell=cell)

    def autosave_cell(self) -> None:
        """Saving is the business of the process that asked."""


@cache
def _own_zygote() -> Zygote:
    zygote = Zygote().ready()
    atexit.register(zygote.close)
    return zygote


def _in_a_fork(nb_man: NotebookExecutionManager, wanted: Mapping[str, object], options: Mapping[str, object]) -> None:
    task = {"task": "cells", "notebook": nbformat.writes(nb_man.nb), "options": dict(wanted)}
    fork = _own_zygote().fork(task)
    finished = False
    for event in fork.events():
        if "start" in event:
            nb_man.cell_start(nb_man.nb.cells[event["start"]], event["start"])
        elif "failed" in event:
            nb_man.cell_exception(nb_man.nb.cells[event["failed"]], cell_index=event["failed"])
        elif "complete" in event:
            index = event["complete"]
            kept = nb_man.nb.cells[index]
            kept.update(nbformat.from_dict({**event["cell"], "metadata": kept.metadata}))
            _show(kept, options)
            nb_man.cell_complete(kept, cell_index=index)
        elif "finished" in event:
            nb_man.nb.metadata["language_info"] = nbformat.from_dict(event["finished"]["language_info"])
            for cell, outputs in zip(nb_man.nb.cells, event["outputs"], strict=True):
                if outputs is not None:
                    cell.outputs = nbformat.from_dict(outputs)
            finished = True
    if not finished:
        raise DeadKernelError(f"Kernel died ({fork.ended()})")


def _show(cell: Mapping, options: Mapping[str, object]) -> None:
    """Copy what was printed to where papermill's own options send it."""
    for output in cell.get("outputs", ()):
        target = options.get(f"{output.get('name')}_file")
        if output["output_type"] == "stream" and target is not None:
            target.write(output["text"])
            target.flush()


def _other_language(notebook: nbformat.NotebookNode) -> str:
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    return "" if language == "python" else f"it is written in {language}, not for Python {sys.version_info.major}"
