"""Notebooks as they are kept: outputs in, everything that differs between two identical runs out."""

import ast
import hashlib
import json
import re
from collections.abc import Mapping

import nbformat
from nbformat import NotebookNode

from helpers.errors import NotebookError

CELL_FILE = re.compile(r"\S*/ipykernel_\d+(?=/\d+\.py)")
"""Where a kernel says that a cell's code lies: its number differs from run to run."""
PARAMETER = re.compile(
    r"(?P<before>(?P<name>\w+)\s*(?::[^=]+)?=\s*)(?P<value>\"[^\"]*\"|'[^']*'|[\w.+-]+)(?P<after>\s*(?:#.*)?)"
)
"""A line of a parameters cell: `borough: str = "dudley"  # Area`."""
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def normalised(notebook: NotebookNode) -> NotebookNode:
    """A copy without times, durations, paths, versions and random ids.

    What is left is the cells, their tags, execution counts and outputs, and which kernel runs them.
    """
    kept = nbformat.from_dict(notebook)
    kept.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    kept.nbformat_minor = 5
    for index, cell in enumerate(kept.cells):
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if "injected-parameters" in (tags or []):
            cell.id = hashlib.sha256(f"{index}{cell.source}".encode()).hexdigest()[:8]
        for output in cell.get("outputs", ()):
            for part in ("text", "evalue"):
                if part in output:
                    output[part] = CELL_FILE.sub("/tmp/ipykernel", output[part])
            if "metadata" in output:
                shown = {kind: size for kind, size in output.metadata.items() if kind.startswith("image/")}
                output.metadata = nbformat.from_dict(shown)
    return kept


def saved(content: Mapping) -> NotebookNode:
    """What JupyterLab hands over to be saved, `normalised`; its cells stay marked as trusted, which it takes out itself."""
    kept = normalised(nbformat.reads(json.dumps(content), as_version=4))
    for before, after in zip(content["cells"], kept.cells, strict=True):
        if "trusted" in before["metadata"]:
            after.metadata["trusted"] = before["metadata"]["trusted"]
    return kept


def showing(notebook: NotebookNode, values: Mapping[str, str | float]) -> NotebookNode:
    """A copy with other values in its parameters cell; all else in the cell, such as a line's comment, stays.

    Raises
    ------
    NotebookError
        If it has no such cell, or a value no line in it; without the notebook's name.
    """
    shown = nbformat.from_dict(notebook)
    cell = next((cell for cell in shown.cells if "parameters" in cell.metadata.get("tags", [])), None)
    if cell is None:
        raise NotebookError("no cell has the tag 'parameters'")
    lines = cell.source.split("\n")
    for name, value in values.items():
        found = [
            (at, match)
            for at, line in enumerate(lines)
            if (match := PARAMETER.fullmatch(line)) and match["name"] == name
        ]
        if not found:
            raise NotebookError(f"the parameters cell has no line such as {name}: str = {json.dumps(value)}")
        at, match = found[0]
        if _value(match["value"]) != value:
            lines[at] = f"{match['before']}{json.dumps(value, ensure_ascii=False)}{match['after']}"
    cell.source = "\n".join(lines)
    return shown


def emptied(text: str) -> str:
    """The text of a notebook without its outputs."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return to_text(notebook)


def parameter_values(source: str) -> dict[str, str | float]:
    """What a parameters cell gives each of its parameters."""
    matches = (PARAMETER.fullmatch(line) for line in source.split("\n"))
    return {match["name"]: _value(match["value"]) for match in matches if match}


def timings(executed: NotebookNode) -> tuple[tuple[str, float], ...]:
    """The first line of each code cell with the seconds that papermill saw it take."""
    return tuple(
        (first_line(cell.source), cell.metadata.get("papermill", {}).get("duration") or 0.0)
        for cell in executed.cells
        if cell.cell_type == "code"
    )


def to_text(notebook: NotebookNode) -> str:
    """The bytes of a notebook file, always in the same form."""
    return nbformat.writes(notebook, version=4) + "\n"


def first_line(source: str) -> str:
    """The first line of a cell that is not empty."""
    return next((line.strip() for line in source.splitlines() if line.strip()), "(an empty cell)")


def _value(written: str) -> object:
    """What a value in a cell means; as it is written, if it means nothing, such as `dudley` without its quotes."""
    try:
        return ast.literal_eval(written)
    except (ValueError, SyntaxError):
        return written
