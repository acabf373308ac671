"""Every place in src/helpers where a message to a person is made, found in its text, with the words that are constant."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HELPERS = Path(__file__).parents[2] / "src" / "helpers"
HOLE = "…"
KINDS = {
    "ReportError",
    "PeriodError",
    "DataError",
    "ParamsError",
    "WaitingError",
    "NotebookError",
    "SourceError",
    "MachineError",
    "StoppedError",
}
DEEPEST = 4  # calls from the place where a message is raised to the place where its words stand
SPOKEN = (
    "cli/mistyped.py",
    "data/cells.py",
    "data/counting.py",
    "data/misfits.py",
    "pipeline/render/lint.py",
    "pipeline/render/rules/",
)
"""Modules, or folders of them, whose functions give messages that others raise."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A message as its place in the code makes it.

    Attributes
    ----------
    module : str
        Path below src/helpers.
    words : str
        The message, with `…` for each part that is known only when it is made.
    """

    module: str
    words: str

    def __str__(self) -> str:
        return f"{self.module}: {self.words}"

    def fits(self, line: str) -> bool:
        """Whether a printed line holds the message."""
        place = 0
        for piece in self.words.split(HOLE):
            place = line.find(piece, place)
            if place < 0:
                return False
            place += len(piece)
        return True


def sites() -> set[Site]:
    """All of them; one that only passes on what was made elsewhere is none."""
    found = {
        Site(path.relative_to(HELPERS).as_posix(), words)
        for path in sorted(HELPERS.rglob("*.py"))
        for words in _Module(path).messages()
    }
    return {site for site in found if re.search("[A-Za-z]{2,} .*[A-Za-z]{2,}|[a-z]{5,}", site.words)} | _of_schemas()


def _of_schemas() -> set[Site]:
    """What the schemas of the settings files say of a value that does not fit."""
    found = set()

    def look(part: object, name: str) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("errorMessage"), str):
                found.add(Site(name, part["errorMessage"]))
            for inside in part.values():
                look(inside, name)
        elif isinstance(part, list):
            for inside in part:
                look(inside, name)

    for path in sorted((HELPERS / "schemas").glob("*.json")):
        look(json.loads(path.read_text(encoding="utf-8")), f"schemas/{path.name}")
    return found


class _Module:
    """One module, and the words that its expressions come to."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(HELPERS).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}

    def messages(self) -> Iterator[str]:
        scopes = [*self.functions.values()]
        for scope in scopes:
            for node in ast.walk(scope):
                for made in _made(node):
                    yield from self.words(made, scope, DEEPEST)
            if self.name.startswith(SPOKEN):
                for node in ast.walk(scope):
                    if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                        yield from (words for words in self.words(node.value, scope, 0) if " " in words.strip())

    def words(self, made: ast.expr, scope: ast.FunctionDef, depth: int) -> Iterator[str]:
        """Every text that an expression may come to, with `…` for what is not known."""
        if isinstance(made, ast.Constant):
            yield made.value if isinstance(made.value, str) else HOLE
        elif isinstance(made, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in made.values)
        elif isinstance(made, ast.BinOp) and isinstance(made.op, ast.Add):
            ends = list(self.words(made.right, scope, depth))
            yield from (begin + end for begin in self.words(made.left, scope, depth) for end in ends)
        elif isinstance(made, ast.IfExp):
            yield from self.words(made.body, scope, depth)
            yield from self.words(made.orelse, scope, depth)
        elif isinstance(made, ast.Tuple):
            for part in made.elts:
                yield from self.words(part, scope, depth)
        elif isinstance(made, ast.Name) and depth:
            yield from self._named(made.id, scope, depth - 1)
        elif (
            isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in self.functions and depth
        ):
            inner = self.functions[made.func.id]
            for node in ast.walk(inner):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from self.words(node.value, inner, depth - 1)
        else:
            yield HOLE

    def _named(self, name: str, scope: ast.FunctionDef, depth: int) -> Iterator[str]:
        """What a name of a function holds, wherever it is given something."""
        given = []
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign):
                given += [node.value for target in node.targets if isinstance(target, ast.Name) and target.id == name]
            elif isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name) and node.target.id == name:
                given.append(node.iter)
            elif isinstance(node, ast.NamedExpr) and node.target.id == name:
                given.append(node.value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
                given += node.args if isinstance(node.func.value, ast.Name) and node.func.value.id == name else []
        for value in given:
            yield from self.words(value, scope, depth)
        if not given:
            yield HOLE


def _made(node: ast.AST) -> Iterator[ast.expr]:
    """The expression of a message, where a node raises or lists one."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in KINDS and node.args:
            yield node.args[0]
        elif name in ("_MistakeError", "_FormError", "_refuse") and len(node.args) == 3:
            yield node.args[2]
        elif name == "Mistake" and len(node.args) == 2:
            yield node.args[1]
        elif name == "Problem" and len(node.args) >= 2:
            yield node.args[3] if len(node.args) > 3 else node.args[1]
        elif name == "Cell" and len(node.args) > 2:
            yield node.args[2]
        elif name == "problem" and node.args:
            yield node.args[2] if len(node.args) > 2 and _is_cell(node) else node.args[0]


def _is_cell(call: ast.Call) -> bool:
    """Whether `.problem(row, column, message)` speaks of a row of a table, not of a settings file."""
    first = call.args[0]
    return "ROW" in ast.unparse(first) or ast.unparse(first) == "row"
