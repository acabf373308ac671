"""What a result was made from, as one hash: the same inputs, code and settings give the same key."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError
from helpers.project import Project


def run_key(place: Project, run: Request, parameters: Mapping[str, object]) -> str:
    """The key of one run: its slice of the data, its parameters, the notebook's source, the code and the environment.

    Outputs kept in the notebook do not count, and of the code neither do the rooms that run and render.
    """
    parts = [
        _frames(slicing.cut(place, run)),
        json.dumps(parameters, sort_keys=True),
        _notebook(place, run),
        environment(),
    ]
    parts += _files([place.root / "requirements.lock", *_code(("pipeline",))], Path(__file__).parents[1])
    parts += _files(sorted((place.reports / "_house" / "fonts").glob("*.ttf")), place.root)
    return digest(parts)


def tree(folder: Path, *, skip: Iterable[str] = ()) -> list[str]:
    """Every file of a folder with the hash of its content, in order of name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in set(skip))
    return _files(paths, folder)


def render_code() -> list[str]:
    """The code that stages and renders, with its hashes."""
    base = Path(__file__).parent
    paths = sorted(path for path in base.rglob("*") if path.suffix in (".py", ".lua", ".typ"))
    return _files(paths, base)


def digest(parts: Iterable[str]) -> str:
    """One hash of many texts, in their order."""
    total = hashlib.sha256()
    for part in parts:
        total.update(f"{len(part)}:{part}\n".encode())
    return total.hexdigest()


def environment() -> str:
    """The Python that runs."""
    return f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


def _files(paths: Iterable[Path], base: Path) -> list[str]:
    return [f"{_name(path, base)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths if path.is_file()]


def _name(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name


def _code(without: tuple[str, ...]) -> list[Path]:
    helpers = Path(__file__).parents[1]
    return sorted(
        path for path in helpers.rglob("*.py") if path.relative_to(helpers).parts[0] not in (*without, "cli.py")
    )


def _frames(tables: Mapping) -> str:
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
