"""The page of methods: what `helpers.analysis` works out by a formula that somebody has published."""

from collections.abc import Iterator

from tools.docs import functions, source
from tools.docs.docstrings import escape
from tools.docs.markdown import head, table
from tools.docs.source import Module, Thing

from helpers.analysis.publications import PUBLICATIONS
from helpers.project import Project

HEAD = """
Every value that a report prints says in `values.json`, under `method`, how it was worked out. `csp explain` prints it with the
publication of its formula, which it finds by these words:

"""


def page(place: Project) -> str:
    """The page in Markdown."""
    found = list(_methods(place))
    parts = [head("Methods", "the docstrings of src/helpers/analysis/"), HEAD]
    parts += [table(["Words in the method", "Formula in"], ([words, escape(where)] for words, where in PUBLICATIONS.items()))]
    parts += ["\n[How often the reports are wrong](../error-rates.md) measures what these methods say where nothing has changed.\n"]
    for module in dict.fromkeys(module.name for module, _ in found):
        parts += [f"\n## {module}\n", *(functions.thing(thing) for owner, thing in found if owner.name == module)]
    return "".join(parts)


def _methods(place: Project) -> Iterator[tuple[Module, Thing]]:
    """The functions of `analysis` whose notes say where their formula comes from."""
    for module, thing in source.things(place):
        if module.room == "analysis" and thing.signature and "Notes" in thing.doc.sections:
            yield module, thing
