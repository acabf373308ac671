"""A page for each room of `helpers`: every public function and class with its docstring."""

from collections.abc import Iterable

from helpers.project import Project
from tools.docs import source
from tools.docs.docstrings import escape, markdown
from tools.docs.markdown import head
from tools.docs.source import Module, Thing

ROOMS = {
    "": "words",
    "mistakes": "mistakes",
    "data": "data",
    "analysis": "analysis",
    "publishing": "publishing",
    "pipeline": "pipeline",
}
"""The pages, by the room that each is of. What `cli` holds is told by the page of commands."""


def page(place: Project, room: str) -> str:
    """The page of one room in Markdown."""
    found = [module for module in source.modules(place) if module.room == room and module.things]
    title = f"helpers.{room}" if room else "helpers: the words that everybody uses"
    names = ", ".join(f"[{short(module)}](#{anchor(module)})" for module in found)
    return "".join([head(title, "the docstrings of src/helpers/"), f"\n{names}\n", *map(_module, found)])


def thing(found: Thing, level: str = "###") -> str:
    """One function or class in Markdown, with its members if it is a class."""
    call = f"\n```python\n{found.signature}\n```\n" if found.signature else ""
    return f"\n{level} {found.name}\n{call}\n{markdown(found.doc)}{_members(found.members)}"


def _module(module: Module) -> str:
    return "".join([f"\n## {short(module)}\n\n{markdown(module.doc)}", *map(thing, module.things)])


def _members(members: Iterable[Thing]) -> str:
    lines = []
    for member in members:
        first, *more = markdown(member.doc).strip().split("\n\n")
        name = member.name.rpartition(".")[2]
        lines.append(f"- `{member.signature or name}`: {' '.join(first.split())}" if first else f"- `{name}`")
        lines += ["", *(f"  {line}" for part in more for line in [*part.split("\n"), ""])] if more else []
    return "\n" + "\n".join(lines).rstrip() + "\n" if lines else ""


def short(module: Module) -> str:
    """A module's name within its room."""
    return module.name.removeprefix(f"{source.PACKAGE}.").removeprefix(f"{module.room}.")


def anchor(module: Module) -> str:
    """Where a module stands on the page of its room."""
    return short(module).replace(".", "")


def summary(found: Thing) -> str:
    """The first sentence of a docstring, as Markdown."""
    return escape(" ".join(found.doc.text.split("\n\n")[0].split()))
