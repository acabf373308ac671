"""A notebook as it may be committed: without what differs from run to run, or told in one line why it may not."""

import re
from collections.abc import Iterator, Mapping

import nbformat
from nbformat import NotebookNode

from helpers.errors import NotebookError
from helpers.pipeline.notebooks import kept_form

PLACE = re.compile(
    r"(?:/home/|/root/|/Users/|\b[A-Za-z]:\\Users\\|\bbuild/(?:runs|scratch)/|\breports/published/)[^\s'\"<>]*"
)
"""Where something lies on one machine, or what is thrown away or not kept in git: it means nothing to another reader."""
CONFLICT = re.compile(r"^(<{7}|>{7}) ", flags=re.MULTILINE)
"""What a merge leaves where two people changed the same lines."""
REFRESH = "`make notebooks` runs it as it is to be kept"


def cleaned(text: str, shown: Mapping[str, str | float], path: str = "notebooks/NAME.ipynb") -> str:
    """The text of a notebook file without times, metadata and the order in which its cells happened to be run.

    Parameters
    ----------
    shown : mapping
        What its parameters cell is to show; empty for a notebook that the project does not declare.
    path : str
        Its file, as a command that leaves it out of the commit names it.

    Raises
    ------
    NotebookError
        If it is not a notebook, or holds what nobody is to read in it; without its name.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)
        if notebook.nbformat_minor < 5:
            notebook = nbformat.v4.upgrade(notebook)  # gives each cell an id
        nbformat.validate(notebook)
    except (nbformat.reader.NotJSONError, AttributeError, KeyError, TypeError):
        conflict = CONFLICT.search(text)
        why = "it holds the markers of a conflict: settle it, and add it again" if conflict else "its file is damaged"
        raise NotebookError(f"is no notebook that Jupyter can open; {why}") from None
    except nbformat.ValidationError:
        raise NotebookError("is not as Jupyter writes notebooks; take it from git again") from None
    for why in (*_told(notebook), *_shows(notebook, shown, path)):
        raise NotebookError(why)
    kept = kept_form.normalised(notebook)
    for number, cell in enumerate(_code(kept), 1):
        # Whether these are the outputs of a run from top to bottom is for `make check` to say.
        cell.execution_count = number if cell.execution_count else None
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = cell.execution_count
    return kept_form.to_text(kept)


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _told(notebook: NotebookNode) -> Iterator[str]:
    """What is wrong with its cells and outputs."""
    for number, cell in enumerate(notebook.cells, 1):
        if CONFLICT.search(cell.source):
            yield f"holds the markers of a conflict in cell {number}, text cells counted: settle it in JupyterLab, add it again"
    for number, cell in enumerate(_code(notebook), 1):
        where = f"code cell {number} ({kept_form.first_line(cell.source)!r})"
        if "injected-parameters" in cell.metadata.get("tags", ()):
            yield f"{where} was put in by a run: this is not the notebook, but one of its runs; {REFRESH}"
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"{where} holds an error, {output.ename}: mend it; {REFRESH}"
            words = [output.get("text", ""), *(output.get("data") or {}).values()]
            if place := next((found for text in words if (found := PLACE.search(str(text)))), None):
                yield f"{where} shows the place of a file on this machine, {place[0]}: do not print it; {REFRESH}"
    if not any(cell.outputs for cell in _code(notebook)):
        yield f"holds no outputs; {REFRESH}"


def _shows(notebook: NotebookNode, shown: Mapping[str, str | float], path: str) -> Iterator[str]:
    """What its parameters cell shows that the project does not have it show: its outputs would be those of something else."""
    cell = next((cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())), None)
    values = kept_form.parameter_values(cell.source) if cell else {}
    for name, value in shown.items():
        if values.get(name, value) != value:
            has = f"shows {name} {values[name]}, and params/notebooks.yml has {value}"
            yield f"{has}; {REFRESH}, or `git restore --staged {path}` leaves it out"
