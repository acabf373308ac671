"""Imports point one way through the rooms of src/helpers."""

import ast
from pathlib import Path

import pytest

HELPERS = Path(__file__).parents[2] / "src" / "helpers"
# Lower rooms first: each may import from those before it, and from itself where it is not `analysis`' insides.
ROOMS = ["words", "data", "analysis", "publishing", "pipeline", "cli"]
WORDS = {"errors", "periods", "project", "files", "yaml_files", "mistakes"}


def room(module: str) -> str:
    """The room that a dotted module of helpers lies in."""
    first = module.split(".")[1] if "." in module else ""
    return "words" if first in WORDS or not first else first


def imported(path: Path) -> list[str]:
    """Every module of helpers that a file imports, wherever in the file it does."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("helpers"):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("helpers")]
    return found


MODULES = sorted(path for path in HELPERS.rglob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HELPERS).as_posix())
def test_a_module_imports_only_from_its_own_room_and_the_ones_below(path: Path):
    own = room("helpers." + path.relative_to(HELPERS).with_suffix("").as_posix().replace("/", "."))
    for module in imported(path):
        assert ROOMS.index(room(module)) <= ROOMS.index(own), f"{path.name} ({own}) imports {module}"


@pytest.mark.parametrize("path", sorted((HELPERS / "analysis").glob("*.py")), ids=lambda path: path.stem)
def test_analysis_reads_no_file_clock_environment_or_random_number(path: Path):
    forbidden = {"os", "pathlib", "random", "time", "io", "subprocess", "requests", "secrets"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & forbidden
    assert not calls & {"open", "print", "input"}
    assert not attributes & {"read_csv", "to_csv", "now", "today", "read_text", "write_text"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HELPERS).as_posix())
def test_a_module_opens_with_its_one_job_and_stays_short(path: Path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "the module does not say what it is for"
    assert len(text.splitlines()) <= 320


def test_only_the_data_room_reads_data_and_only_results_writes_results():
    for path in MODULES:
        name = path.relative_to(HELPERS).as_posix()
        text = path.read_text(encoding="utf-8")
        if not name.startswith("data/"):
            assert "read_csv" not in text, f"{name} reads CSV: only the data room does"
        if not name.startswith(("data/slicing", "publishing/results")):
            assert "to_csv" not in text, f"{name} writes CSV: only publishing/results does"
