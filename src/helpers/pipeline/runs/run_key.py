"""What one run of a notebook depends on, part by part, and as one hash."""

import json
from collections.abc import Mapping
from pathlib import Path

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError
from helpers.pipeline import provenance
from helpers.project import Project

Parts = Mapping[str, str]
"""Each part that something depends on, by what people call it, with its hash."""


def run_parts(place: Project, run: Request, parameters: Mapping[str, object], tables: Mapping[str, str]) -> Parts:
    """What one run depends on: its slice of the data, its parameters, the notebook's source, the code and the environment.

    Outputs kept in the notebook do not count, and of the code neither do the rooms that run and render.

    Parameters
    ----------
    tables : mapping of table name to str
        What `slicing.texts` gave for it.
    """
    data = {f"data/{name}.csv": provenance.hash_of(text.encode()) for name, text in sorted(tables.items())}
    of_this_run = {
        "parameters": _hash_of(parameters),
        "settings in params/": _hash_of(slicing.settings(place, run)),
        f"notebooks/{run.notebook}.ipynb": _hash_of(source_of(place, run.notebook)),
    }
    return data | of_this_run | parts_of_all(place)


def parts_of_all(place: Project) -> Parts:
    """What every run depends on: the code, the environment and the fonts."""
    lock = provenance.unwritten([place.root / "requirements.lock"], place.root)
    fonts = provenance.unwritten(sorted((place.reports / "_house" / "fonts").glob("*.ttf")), place.root)
    code = provenance.unwritten(_code(("pipeline", "cli")), provenance.HELPERS)
    return {
        "the code in src/helpers": provenance.digest(code),
        "the environment": provenance.digest([provenance.environment(), *lock]),
        "the fonts": provenance.digest(fonts),
    }


def key_of(parts: Parts) -> str:
    """All parts as one hash."""
    return provenance.digest(f"{name} {found}" for name, found in parts.items())


def _code(without: tuple[str, ...]) -> list[Path]:
    helpers = provenance.HELPERS
    return sorted(path for path in helpers.rglob("*.py") if path.relative_to(helpers).parts[0] not in without)


def _hash_of(found: object) -> str:
    return provenance.hash_of(json.dumps(found, sort_keys=True).encode())


def source_of(place: Project, notebook: str) -> list[tuple[str, list[str] | None, str]]:
    """The kind, tags and text of each cell of a notebook.

    Raises
    ------
    NotebookError
        If the file cannot be read as a notebook.
    """
    # Read as plain JSON: nbformat takes over a second to import, which is most of the time allowed for finding nothing to do.
    path = place.notebooks / f"{notebook}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [(cell["cell_type"], cell["metadata"].get("tags"), "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise not_a_notebook(place, path, problem) from None


def not_a_notebook(place: Project, path: Path, problem: Exception) -> NotebookError:
    """What is raised of a file of notebooks/ that cannot be read as a notebook."""
    why = " ".join(str(problem).split())
    if isinstance(problem, UnicodeDecodeError):
        why = f"it is not UTF-8 text (byte {problem.start})"
    return NotebookError(
        f"{place.relative(path)} is not a notebook: {why}; open it in JupyterLab, or take it from git again"
    )
