"""The page of indicators, from data/indicators.csv."""

import csv

from helpers.project import Project
from tools.docs.docstrings import escape
from tools.docs.markdown import code, head, table


def page(place: Project) -> str:
    """The page in Markdown: a table for each theme, in the order in which reports print the indicators."""
    with (place.data / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with (place.data / "sources.csv").open(encoding="utf-8", newline="") as stream:
        titles = {row["source"]: row["title"] for row in csv.DictReader(stream)}
    parts = [head("Indicators", "data/indicators.csv")]
    parts += [f"\n{len(rows)} indicators. [How to add one](../add-an-indicator.md) takes five minutes.\n"]
    for theme in dict.fromkeys(row["theme"] for row in rows):
        of_theme = sorted((row for row in rows if row["theme"] == theme), key=lambda row: int(row["display_order"]))
        parts += [f"\n## {theme.replace('-', ' ').capitalize()}\n\n"]
        parts += [
            table(
                ["Indicator", "Unit", "Better is", "What it counts", "Source"], (_row(row, titles) for row in of_theme)
            )
        ]
    return "".join(parts)


def _row(row: dict[str, str], titles: dict[str, str]) -> list[str]:
    number = f" ({row['number']})" if row["number"] else ""
    parts = row["sum_of"].split("; ") if row["sum_of"] else []
    made = f" The sum of {', '.join(map(code, parts))}." if parts else ""
    counts = f"{escape(row['counts'])}.{made}"
    where = f"{titles[row['source']]}, {row['locator']}"
    return [
        f"{escape(row['title'])}{number}<br>{code(row['indicator'])}",
        row["unit"],
        row["polarity"],
        counts,
        escape(where),
    ]
