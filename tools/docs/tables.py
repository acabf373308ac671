"""The page of the data model, drawn from data/datapackage.json."""

from collections.abc import Iterable, Mapping

from helpers.data import catalogue
from helpers.data.catalogue import Table
from helpers.project import Project

GROUPS = {
    "words": "What is spoken of",
    "measures": "What was measured",
    "money": "Money",
    "delivery": "What is to be done, by whom, and what may go wrong",
    "trust": "What stands behind the data",
}
EVERYWHERE = ("sources", "areas")
"""Tables that nearly every other links to: drawn as a mark, not as an arrow."""

HEAD = """# The data model

<!-- Made from data/datapackage.json by `make docs`; change that file, not this page. -->

One table is one file of `data/`. An arrow leads from a table to the one whose key it holds. Nearly every table also
names its source (a key of `sources`), and those marked ● the area that they are about (a key of `areas`); those arrows
are left out of the picture.

"""

COMMON = """
## Columns that mean the same everywhere

| Column | Meaning |
|---|---|
| `printed` | The value as the document prints it: `Over 96%`, `seven`, `To follow`. |
| `value`, `amount` | The same as a plain number in the row's `unit`; blank where there is none, or only bounds are known. |
| `lower`, `upper`, `qualifier` | The bounds of an inexact value, and how it is inexact. |
| `numerator`, `denominator` | The counts behind a share, where the document gives them for this very figure. |
| `status` | Whether there is a value; if not, in which of several ways it is missing. Nought is a value. |
| `period`, `period_kind` | Which stretch of time, and of what kind. Values of different kinds are never added together. |
| `source`, `locator` | The document, and where it stands there; a locator ends with the line. |
| `figure` | The figure's number in the list of the documents' figures. Formulas and corrections name figures by it. |
"""


def page(place: Project) -> str:
    """The page in Markdown: the picture, a line for each table, then every column."""
    tables = catalogue.read(place.data)
    parts = [HEAD, _picture(tables), "\n", *(_overview(group, tables) for group in GROUPS), COMMON]
    parts += ["\n## Every column\n", *(_columns(table) for table in tables.values())]
    return "".join(parts)


def _of(group: str, tables: Mapping[str, Table]) -> Iterable[Table]:
    return (table for table in tables.values() if table.group == group)


def _picture(tables: Mapping[str, Table]) -> str:
    lines = ["```mermaid", "flowchart LR"]
    for group, title in GROUPS.items():
        lines.append(f'  subgraph {group}["{title}"]')
        for table in _of(group, tables):
            mark = " ●" if any(link.table == "areas" for link in table.foreign_keys) and table.name != "areas" else ""
            lines.append(f'    {table.name}["{table.name}{mark}"]')
        lines.append("  end")
    for table in tables.values():
        drawn = {link.table for link in (*table.foreign_keys, *table.links)} - {table.name, *EVERYWHERE}
        lines += [f"  {table.name} --> {other}" for other in sorted(drawn)]
    return "\n".join([*lines, "```", ""])


def _overview(group: str, tables: Mapping[str, Table]) -> str:
    rows = [
        f"| [`{table.name}`](#{table.name}) | {table.description} | {', '.join(f'`{column}`' for column in table.key)} |\n"
        for table in _of(group, tables)
    ]
    return f"\n## {GROUPS[group]}\n\n| Table | Holds | One row for each |\n|---|---|---|\n{''.join(rows)}"


def _columns(table: Table) -> str:
    links = {column: link.table for link in (*table.foreign_keys, *table.links) for column in link.columns}
    rows = []
    for field in table.fields:
        limits = ["required"] if field.required else []
        limits += [f"one of {', '.join(field.allowed)}"] if field.allowed else []
        limits += [f"at least {field.minimum:g}"] if field.minimum is not None else []
        limits += [f"at most {field.maximum:g}"] if field.maximum is not None else []
        limits += [f"→ `{links[field.name]}`"] if field.name in links else []
        rows.append(f"| `{field.name}` | {field.type} | {field.description} | {'; '.join(limits)} |\n")
    return f"\n### {table.name}\n\n| Column | Type | Meaning | Limits |\n|---|---|---|---|\n{''.join(rows)}"
