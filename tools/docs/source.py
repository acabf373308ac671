"""The public modules, classes and functions of src/helpers, read from their text: nothing is imported or run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.project import Project
from tools.docs import docstrings
from tools.docs.docstrings import Docstring

PACKAGE = "helpers"


@dataclass(frozen=True, slots=True)
class Thing:
    """A function, class, method or property.

    Attributes
    ----------
    name : str
        Its own name; of a method `Class.method`.
    signature : str
        How it is called, on one line; empty of a property and of a class.
    doc : Docstring
    members : tuple of Thing
        Of a class, its public methods and properties.
    """

    name: str
    signature: str
    doc: Docstring
    members: tuple["Thing", ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A module, by its dotted name."""

    name: str
    doc: Docstring
    things: tuple[Thing, ...]

    @property
    def room(self) -> str:
        """The package of `helpers` that it belongs to; empty for a module of `helpers` itself."""
        return self.name.split(".")[1] if self.name.count(".") > 1 else ""


@lru_cache(maxsize=1)
def modules(place: Project) -> tuple[Module, ...]:
    """Every module whose name is public, in the order of names."""
    root = place.root / "src"
    paths = sorted((root / PACKAGE).rglob("*.py"))
    return tuple(_module(path, root) for path in paths if not _hidden(path, root))


def things(place: Project) -> Iterator[tuple[Module, Thing]]:
    """Every public function and class, with its module."""
    for module in modules(place):
        for thing in module.things:
            yield module, thing


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith("_") and part != "__init__.py" for part in path.relative_to(root).parts)


def _module(path: Path, root: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = path.relative_to(root).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, _doc(tree), tuple(_things(tree.body)))


def _things(body: list[ast.stmt], owner: str = "") -> Iterator[Thing]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            name = f"{owner}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield Thing(name, "", _doc(node), tuple(_things(node.body, f"{name}.")))
            else:
                yield Thing(name, _signature(node), _doc(node))


def _doc(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Docstring:
    return docstrings.read(ast.get_docstring(node) or "")


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
    if "property" in marks:
        return ""
    called = node.args
    held = [*called.posonlyargs, *called.args]
    if held and held[0].arg in ("self", "cls"):
        (called.posonlyargs or called.args).pop(0)
    gives = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(called)}){gives}"
