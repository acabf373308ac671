"""Write what a run publishes: the only writer of results."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pandas as pd

from helpers.analysis import disclosure
from helpers.data.loading import ROW
from helpers.data.slicing import Slice
from helpers.errors import NotebookError
from helpers.files import replace_folder, write_bytes, write_text
from helpers.publishing import gate, markdown
from helpers.publishing.charts.base import Chart
from helpers.publishing.charts.sparkline import Picture
from helpers.publishing.quotes import Quote, names_rows
from helpers.publishing.quotes import rows as rows_named
from helpers.publishing.tables import Group, Table, Text

RESULTS = "results"
VALUES = "values.json"


def publish(facts: Slice, *items: Table | Group | Text | Chart, quotes: Iterable[Quote]) -> None:
    """Write a run's results, all or none, and say what was written.

    For each table `<name>.csv` and the fragment `<name>.md`; for each chart with anything to draw also `<name>.svg` and
    `<name>.png`; and
    `values.json`, which holds every quote with its source rows, the cell that each result comes from, where each row behind a
    table stands, and the area and quarter that it is all about.

    Raises
    ------
    NotebookError
        If two items share a name or two quotes share an id, or a count of people that is too small would be shown.
    """
    names = [part.name for item in items for part in (item, *getattr(item, "tables", ()))]
    quotes = sorted(quotes, key=lambda quote: quote.id)
    for kind, keys in (("name", names), ("id", [quote.id for quote in quotes])):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise NotebookError(
                f"{facts.request.notebook} publishes two results with the {kind} {twice[0]!r}: rename one"
            )
    gate.check(facts.policy, items, quotes)
    places = _places(facts)
    with replace_folder(facts.folder / RESULTS) as folder:
        for item in items:
            write_text(folder / f"{item.name}.md", fragment(item))
            for part in _parts(item):
                if not isinstance(part, Text):
                    frame = disclosure.without_reasons(part.frame)
                    write_text(folder / f"{part.name}.csv", frame.to_csv(index=False, lineterminator="\n"))
            for picture in _pictures(item):
                for kind in ("svg", "png"):
                    write_bytes(folder / f"{picture.name}.{kind}", picture.image(kind))
        about = {
            "notebook": facts.request.notebook,
            "area": facts.area,
            "area_name": facts.area_name,
            "quarter": str(facts.quarter),
        }
        values = [_described(quote, places) for quote in quotes]
        sources = facts["sources"]
        cited = _cited(facts, items, quotes, places)
        sources = sources[sources["source"].isin(cited)].drop(columns=ROW).to_dict("records")
        made = {part.name: {"cell": part.cell} for item in items for part in _parts(item)}
        rows = {row: [places[row]["source"], places[row]["locator"]] for row in sorted(_behind(items) & set(places))}
        content = {**about, "values": values, "sources": sources, "results": made, "rows": rows}
        text = json.dumps(content, indent=1, ensure_ascii=False)
        write_text(folder / VALUES, text + "\n")
    print(
        f"published {len(names)} results and {len(quotes)} quotable values for {facts.area_name}, {facts.quarter.words}"
    )


def _pictures(item: Table | Group | Text | Chart) -> list[Chart | Picture]:
    """What is to be drawn for one item: a chart itself, or what stands in a table's cells."""
    if isinstance(item, Chart):
        return [] if item.empty else [item]
    return [picture for part in _parts(item) for picture in getattr(part, "pictures", ())]


def fragment(item: Table | Group | Text | Chart) -> str:
    """The Markdown that a report includes for one item."""
    if not isinstance(item, Chart):
        return item.to_markdown()
    if item.empty:
        return f"{markdown.escape(item.message)}\n"
    # _results is where staging lays the fragments' pictures, from the report's own folder.
    picture = f"_{RESULTS}/{item.name}.svg"
    alt = markdown.attribute(item.alt)
    return f'![{markdown.escape(item.caption)}]({picture}){{#fig-{item.name} fig-alt="{alt}"}}\n'


def _cited(
    facts: Slice, items: Iterable[Table | Group | Text | Chart], quotes: Iterable[Quote], places: Mapping[str, dict]
) -> set[str]:
    """The sources that results rest on: those of the rows behind them and of the areas' names.

    A run may see rows of documents that nothing it publishes is taken from; they are not its sources.
    """
    rows = {row for quote in quotes for row in quote.rows} | _behind(items)
    named = set(facts["areas"]["source"])
    for item in items:
        for part in _parts(item):
            frame = getattr(part, "frame", None)
            named |= set(() if frame is None else frame.get("source", ()))
    return named | {places[row]["source"] for row in rows if row in places}


def _behind(items: Iterable[Table | Group | Text | Chart]) -> set[str]:
    """The rows of data/ that the tables and charts name."""
    frames = [part.frame for item in items for part in _parts(item) if hasattr(part, "frame")]
    cells = (cell for frame in frames for column in frame if names_rows(str(column)) for cell in frame[column])
    return set(rows_named(*cells))


def _parts(item: Table | Group | Text | Chart) -> Iterable[Table | Text | Chart]:
    """One item, or the tables that it groups."""
    return getattr(item, "tables", (item,))


def _places(facts: Slice) -> dict[str, dict[str, str]]:
    """Source and locator of every row that the run may see."""
    places = {}
    for frame in facts.tables.values():
        if {"source", "locator", ROW} <= set(frame.columns):
            places |= {
                row: {"row": row, "source": source, "locator": locator}
                for row, source, locator in frame[[ROW, "source", "locator"]].itertuples(index=False)
            }
    return places


def _described(quote: Quote, places: dict[str, dict[str, str]]) -> dict:
    entry = asdict(quote)
    entry["sources"] = [places[row] for row in entry.pop("rows")]
    if isinstance(entry["value"], float) and pd.isna(entry["value"]):
        entry["value"] = None
    return {key: value for key, value in entry.items() if value is not None or key == "value"}
