"""The page of methods: what `helpers.analysis` works out, by which formula, and where that is published."""

from collections.abc import Iterator

from helpers.analysis.publications import PUBLICATIONS
from helpers.project import Project
from tools.docs import functions, source
from tools.docs.docstrings import escape
from tools.docs.markdown import head, table
from tools.docs.source import Module, Thing

HEAD = """
Every value that a report prints says in `values.json`, under `method`, how it was worked out. `csp explain` prints it with the
publication of its formula, which it finds by these words:

"""

NO_FIGURES = ("helpers.analysis.selection",)
"""Modules that choose words, and work out nothing."""


def page(place: Project) -> str:
    """The page in Markdown."""
    found = list(_methods(place))
    parts = [head("Methods", "the docstrings of src/helpers/analysis/"), HEAD]
    parts += [
        table(["Words in the method", "Formula in"], ([words, escape(where)] for words, where in PUBLICATIONS.items()))
    ]
    parts += [
        "\n[How often the reports are wrong](../error-rates.md) measures what these methods say where nothing has changed.\n"
    ]
    for module in {module.name: module for module, _ in found}.values():
        parts += [f"\n## {functions.short(module)}\n\n{escape(module.doc.text)}\n"]
        parts += [_method(module, thing) for owner, thing in found if owner == module]
    return "".join(parts)


def _method(module: Module, found: Thing) -> str:
    """What it gives, and its formula and source; how to call it stands on the page of functions."""
    where = f"functions/analysis.md#{functions.anchor(module)}"
    said = " ".join(found.doc.sections["Notes"].split())
    return f"\n**[`{functions.short(module)}.{found.name}`]({where})**: {functions.summary(found)}\n\n{escape(said)}\n"


def _methods(place: Project) -> Iterator[tuple[Module, Thing]]:
    """The functions of `analysis` whose notes say what their figures are worked out by."""
    for module, thing in source.things(place):
        if module.room == "analysis" and "Notes" in thing.doc.sections and module.name not in NO_FIGURES:
            yield module, thing
