"""What one run of a notebook depends on, as one hash."""

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError
from helpers.pipeline import provenance
from helpers.project import Project


def run_key(place: Project, run: Request, parameters: Mapping[str, object], tables: Mapping[str, pd.DataFrame]) -> str:
    """The key of one run: its slice of the data, its parameters, the notebook's source, the code and the environment.

    Outputs kept in the notebook do not count, and of the code neither do the rooms that run and render.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        What `slicing.cut` gave for it.
    """
    parts = [
        _frames(tables),
        json.dumps(parameters, sort_keys=True),
        json.dumps(slicing.settings(place, run), sort_keys=True),
        _notebook(place, run),
        provenance.environment(),
    ]
    parts += provenance.files([place.root / "requirements.lock", *_code(("pipeline", "cli"))], provenance.HELPERS)
    parts += provenance.files(sorted((place.reports / "_house" / "fonts").glob("*.ttf")), place.root)
    return provenance.digest(parts)


def _code(without: tuple[str, ...]) -> list[Path]:
    helpers = provenance.HELPERS
    return sorted(path for path in helpers.rglob("*.py") if path.relative_to(helpers).parts[0] not in without)


def _frames(tables: Mapping[str, pd.DataFrame]) -> str:
    return "".join(f"{name}\n{frame.to_csv(index=False)}" for name, frame in sorted(tables.items()))


def _notebook(place: Project, run: Request) -> str:
    # Read as plain JSON: nbformat takes over a second to import, which is most of the time allowed for finding nothing to do.
    path = place.notebooks / f"{run.notebook}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return json.dumps(
            [(cell["cell_type"], cell["metadata"].get("tags"), "".join(cell["source"])) for cell in cells]
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise NotebookError(
            f"{place.relative(path)} is not a notebook: {' '.join(str(problem).split())}; open it in JupyterLab, or take it "
            "from git again"
        ) from None
