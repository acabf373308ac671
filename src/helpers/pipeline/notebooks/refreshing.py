"""The outputs that notebooks are kept with: made afresh where anything that they depend on has changed."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers import periods
from helpers.data import declarations, slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError, ReportError
from helpers.files import write_text
from helpers.pipeline import provenance
from helpers.pipeline.reports import plan
from helpers.pipeline.runs import run_key, runner
from helpers.project import Project

STAMP = "kept.json"
"""What a notebook was kept with when its outputs were last found to be those that it gives."""
HOW = "kept_form.py"
"""The module of this room that says in which form outputs are kept."""


def require(place: Project, names: Iterable[str]) -> None:
    """Check that notebooks are there and can be read, before one of them is run.

    Raises
    ------
    ParamsError
        If one is not there.
    NotebookError
        If one cannot be read.
    """
    for name in names:
        plan.require_file(place, name)
        run_key.source_of(place, name)


def refresh(place: Project, name: str, *, keep: bool = True) -> list[str]:
    """Run a notebook of notebooks/ with what params/notebooks.yml has it show, and keep that and its outputs in it.

    It is not run where neither its file nor anything that its outputs depend on has changed since they were last right here.

    Parameters
    ----------
    keep : bool
        False only compares.

    Returns
    -------
    list of str
        In what its outputs differ from the ones that it had; empty if they do not.

    Raises
    ------
    NotebookError
        If it is none, or a cell fails.
    """
    path = place.notebooks / f"{name}.ipynb"
    before = path.read_text(encoding="utf-8")
    scratch = place.build / "refresh" / name
    parts = _parts(place, name)
    if parts and _stamped(scratch / STAMP) == _stamp(parts, before):
        return []
    scratch.mkdir(parents=True, exist_ok=True)
    from helpers.pipeline.notebooks import changes, kept_form

    source = scratch / "source" / path.name
    write_text(source, _showing(place, path, before))
    executed = runner.through_papermill(place, source, scratch / path.name, {}, place.notebooks)
    after = kept_form.to_text(kept_form.normalised(executed))
    if keep and after != before:
        write_text(path, after)
    if parts and (keep or after == before):
        write_text(scratch / STAMP, json.dumps(_stamp(parts, after), indent=1) + "\n")
    return [] if after == before else changes.changes(json.loads(before), json.loads(after))


def _parts(place: Project, name: str) -> Mapping[str, str]:
    """What its outputs depend on; nothing where that cannot be told, and a run is to say why."""
    try:
        shown = {key: str(value) for key, value in declarations.read_one(place, name).shown.items()}
        others = tuple((key, value) for key, value in shown.items() if key not in ("borough", "quarter"))
        run = Request(name, shown["borough"], periods.parse_quarter(shown["quarter"]), others)
        parameters = runner.parameters_of(run)
        return run_key.run_parts(place, run, parameters, slicing.texts(slicing.cut(place, run)))
    except (ReportError, KeyError):
        return {}


def _stamp(parts: Mapping[str, str], text: str) -> dict[str, str]:
    how = provenance.hash_of(Path(__file__).with_name(HOW).read_bytes())
    return {**parts, "how it is kept": how, "the file": provenance.hash_of(text.encode())}


def _stamped(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _showing(place: Project, path: Path, text: str) -> str:
    """The text of a notebook with what params/notebooks.yml has it show in its parameters cell."""
    import nbformat

    from helpers.pipeline.notebooks import kept_form

    try:
        notebook = nbformat.reads(text, as_version=4)
        shown = declarations.read_one(place, path.stem).shown
        return kept_form.to_text(kept_form.showing(notebook, shown))
    except (nbformat.ValidationError, nbformat.reader.NotJSONError) as problem:
        raise run_key.not_a_notebook(place, path, problem) from None
    except NotebookError as problem:
        raise NotebookError(f"{place.relative(path)}: {problem}: params/notebooks.yml has it shown") from None
