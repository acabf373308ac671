"""The page of what can be set: the parameters of each notebook, and the keys of the settings files."""

import ast
import json
import re
from dataclasses import dataclass

from helpers.data import declarations
from helpers.data.declarations import Declaration
from helpers.project import Project
from tools.docs import settings
from tools.docs.docstrings import escape
from tools.docs.markdown import code, head, table

MADE_OF = "the notebooks' parameters cells, params/notebooks.yml and src/helpers/schemas/"

NOTEBOOKS = """
`csp run NOTEBOOK --borough AREA --quarter QUARTER -p NAME=VALUE` runs one notebook; so does papermill, with `-p NAME VALUE`.
Where a report runs it, the paper's settings in `params/areas/` give what it needs besides borough and quarter.

## Notebooks

The tables that each sees are those of [the data model](../data-model.md).
"""

SETTINGS = """
## Settings files

Every file says in its comments why it is as it is; `csp check` names each key that is not known.
"""

PARAMETER = re.compile(r"^(?P<name>\w+): (?P<type>\w+) = (?P<default>.+?)  # (?P<help>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of a notebook's parameters cell."""

    name: str
    type: str
    default: str
    help: str


def page(place: Project) -> str:
    """The page in Markdown."""
    parts = [head("Parameters and settings", MADE_OF), NOTEBOOKS]
    parts += [_notebook(place, name, told) for name, told in sorted(declarations.read(place).items())]
    parts += [SETTINGS, *map(_file, settings.FILES)]
    return "".join(parts)


def parameters(place: Project, notebook: str) -> list[Parameter]:
    """The parameters of a notebook, from its cell tagged `parameters`: the names, types, values and comments."""
    cells = json.loads((place.notebooks / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    (tagged,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    return [Parameter(**found.groupdict()) for found in PARAMETER.finditer("".join(tagged["source"]))]


def _notebook(place: Project, name: str, told: Declaration) -> str:
    rows = [
        [code(found.name), escape(found.help), found.type, code(str(ast.literal_eval(found.default)))]
        for found in parameters(place, name)
    ]
    seen = ", ".join((*told.tables, "areas", "sources"))
    told_rows = table(["Parameter", "Meaning", "Type", "As it stands"], rows)
    return f"\n### {name}\n\n{told.question}\n\n{told_rows}\nSees {seen}.\n"


def _file(file: settings.File) -> str:
    rows = [[code(key), meaning] for key, meaning in file.rows()]
    return f"\n### {file.path}\n\nSays {file.settles}.\n\n{table(['Key', 'Meaning'], rows)}"
