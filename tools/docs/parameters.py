"""The page of what can be set: the parameters of each notebook, and the keys of the settings files."""

import ast
import json
import re
from dataclasses import dataclass

from tools.docs import source
from tools.docs.docstrings import escape
from tools.docs.markdown import code, head, table
from tools.docs.source import Thing

from helpers.data import declarations
from helpers.data.declarations import Declaration
from helpers.project import Project

SETTINGS = {
    "params/areas/AREA.yml, under papers": ("helpers.pipeline.params", "Paper"),
    "params/notebooks.yml": ("helpers.data.declarations", "Declaration"),
    "params/peers.yml": ("helpers.data.declarations", "Peers"),
    "params/disclosure.yml": ("helpers.data.policies", "Policy"),
    "params/runs/NAME.yml": ("helpers.pipeline.matrix", "Matrix"),
    "reports/REPORT/report.yml": ("helpers.pipeline.params", "ReportType"),
}
"""The settings files, and the class that each is read into, whose docstring says what its keys mean."""

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
    parts = [head("Parameters and settings", "the notebooks' parameters cells and the classes that read params/")]
    parts += ["\n`csp run NOTEBOOK --borough AREA --quarter QUARTER -p NAME=VALUE` runs one notebook; so does papermill, with\n"]
    parts += ["`-p NAME VALUE`. A report's own settings in `params/areas/` give the rest where a report runs it.\n\n## Notebooks\n"]
    parts += [_notebook(place, name, told) for name, told in sorted(declarations.read(place).items())]
    parts += ["\n## Settings files\n\nEvery file says in its comments what it is for; `csp check` names each key that is not known.\n"]
    classes = {(module.name, thing.name): thing for module, thing in source.things(place)}
    parts += [_file(path, classes[key]) for path, key in SETTINGS.items()]
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
    tables = ", ".join(f"[{table_name}](../data-model.md#{table_name})" for table_name in told.tables)
    return (
        f"\n### {name}\n\n{told.question} It sees {tables}, areas and sources.\n\n"
        f"{table(['Parameter', 'Meaning', 'Type', 'As it stands'], rows)}"
    )


def _file(path: str, read_into: Thing) -> str:
    rows = [
        [", ".join(map(code, entry.name.split(", "))), escape(entry.text), escape(entry.type)]
        for entry in read_into.doc.entries("Attributes")
    ]
    return f"\n### {path}\n\n{escape(read_into.doc.text)}\n\n{table(['Key', 'Meaning', 'Type'], rows)}"
