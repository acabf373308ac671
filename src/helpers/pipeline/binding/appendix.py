"""The appendix that says of every figure in a report how it was worked out and where its data stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.analysis import publications
from helpers.pipeline.binding.book import rows_behind
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.binding.numerals import numerals
from helpers.pipeline.binding.texts import APPENDIX
from helpers.pipeline.render.source import SHORTCODE
from helpers.publishing import markdown
from helpers.publishing.markdown import escape

LABELLED = re.compile(r"\{#(?P<id>(?:tbl|fig)-[\w-]+)")
PLACE = re.compile(r"(?P<head>.*?)(?P<kind>line|row) (?P<number>\d+)")
METHODS = 3
"""More methods than these are told row by row in the table's own file."""
PLACES = 6
"""Places in one document that are named; the others stand in values.json."""
LONG = 40
"""Letters: of a longer value, a sentence, the numbers alone are named."""
ENTRY = "entry"
"""The attribute that tells which figure an entry of the appendix is for."""
NOTEBOOK = "notebook-"
CAPTION = "How each figure in this paper was worked out, and where its data come from"
HEAD = ("Figure", "How it was worked out", "Where the data come from")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the appendix says of some figures that were worked out alike.

    Attributes
    ----------
    figures : tuple of str
        As Markdown.
    methods : tuple of str
    notebook, cell
        Which worked it out; cell 0 where that is not known.
    rows : tuple of (source, locator)
    """

    figures: tuple[str, ...]
    methods: tuple[str, ...]
    notebook: str
    cell: int
    rows: tuple[tuple[str, str], ...]


def written(
    main: str, folder: Path, values: Mapping, tables: Mapping[str, list[dict[str, str]]], literals: Literals
) -> str:
    """The appendix as Markdown: values and tables in the report's order, then what else each notebook worked out.

    Parameters
    ----------
    main : str
        The report's own text, with its shortcodes.
    folder : Path
        Holds what it includes.
    values : mapping
        What values.json holds.
    tables : mapping of name to rows
        The published tables.
    literals : Literals
        A value that is a date or a name, such as `Quarter 4`, is no figure.
    """
    known = {value["id"]: value for value in values["values"]}
    numbers = {source["source"]: number for number, source in enumerate(values["sources"], 1)}
    found: list[Entry] = []
    for name in dict.fromkeys(_used(main, folder)):
        if name in known:
            if any(numerals(literals.blanked(known[name]["text"]))):
                found.append(_of_value(known[name], literals))
        elif (table := name.partition("-")[2]) in tables:
            found.append(_of_table(name, tables, values))
    entries = [*_joined(found), *_of_notebooks(values, tables)]
    lines = [[_figures(entry), _worked_out(entry), _places(entry.rows, numbers)] for entry in entries]
    table = markdown.pipe_table(HEAD, lines, ["left"] * 3, [26, 44, 40])
    cited = sorted({each for entry in entries for method in entry.methods for each in publications.behind(method)})
    formulas = ["The formulas are published in:", "\n".join(f"- {escape(each)}" for each in cited)] if cited else []
    caption = f": {CAPTION} {{#tbl-{APPENDIX}}}"
    return "\n\n".join([f"::: {{.{APPENDIX}}}", table, caption, *formulas, ":::"]) + "\n"


def _used(text: str, folder: Path, within: tuple[str, ...] = ()) -> Iterator[str]:
    """The ids of the values, tables and figures that a text shows, in its order; a file that includes itself is refused later."""
    for found in re.finditer(rf"{SHORTCODE.pattern}|{LABELLED.pattern}", text):
        if found["id"]:
            yield found["id"]
            continue
        name = found["rest"].strip().strip("\"'")
        if found["name"] == "var":
            yield name
        elif found["name"] == "include" and name not in within and (folder / name).is_file():
            yield from _used((folder / name).read_text(encoding="utf-8"), folder, (*within, name))


def _of_value(value: Mapping, literals: Literals) -> Entry:
    places = tuple((source["source"], source["locator"]) for source in value["sources"])
    told = numerals(literals.blanked(value["text"]))
    short = value["text"] if len(value["text"]) <= LONG else ", ".join(found.text for found in told)
    figure = f"[{short}]{{{ENTRY}={_quoted(value['id'])}}}"
    return Entry((figure,), (value["method"],), value["notebook"], value["cell"], places)


def _of_table(name: str, tables: Mapping[str, list[dict[str, str]]], values: Mapping) -> Entry:
    table = name.partition("-")[2]
    rows, made = tables[table], values["results"][table]
    methods = tuple(dict.fromkeys(filter(None, (row.get("method") for row in rows))))
    # A chart may show what a table of its notebook says, without the rows: then its notebook's documents are named.
    known = _places_of(rows, values) or _cited(made["notebook"], values, tables)
    return Entry((f"[@{name}]{{{ENTRY}={_quoted(name)}}}",), methods, made["notebook"], made["cell"], known)


def _places_of(rows: Iterable[Mapping[str, str]], values: Mapping) -> tuple[tuple[str, str], ...]:
    behind = dict.fromkeys(found for row in rows for found in rows_behind(row))
    return tuple((places[0], places[1]) for found in behind if (places := values["rows"].get(found)))


def _of_notebooks(values: Mapping, tables: Mapping[str, list[dict[str, str]]]) -> Iterator[Entry]:
    """What stands in sentences that a notebook wrote: each of them has an entry of its own notebook."""
    for name in dict.fromkeys(made["notebook"] for made in values["results"].values()):
        figure = f"[Numbers in other sentences]{{{ENTRY}={_quoted(NOTEBOOK + name)}}}"
        yield Entry(
            (figure,), ("as in the tables and values of the same notebook",), name, 0, _cited(name, values, tables)
        )


def _cited(notebook: str, values: Mapping, tables: Mapping[str, list[dict[str, str]]]) -> tuple[tuple[str, str], ...]:
    """The documents that a notebook's results rest on, without places."""
    quoted = {
        source["source"] for value in values["values"] if value["notebook"] == notebook for source in value["sources"]
    }
    its = (rows for name, rows in tables.items() if values["results"][name]["notebook"] == notebook)
    quoted |= {source for rows in its for source, _ in _places_of(rows, values)}
    return tuple((source, "") for source in sorted(quoted))


def _joined(entries: Iterable[Entry]) -> list[Entry]:
    """Those that were worked out alike from the same rows, together where the first of them stands."""
    joined: dict[tuple, Entry] = {}
    for entry in entries:
        key = (entry.methods, entry.notebook, entry.cell, entry.rows)
        before = joined[key].figures if key in joined else ()
        joined[key] = Entry((*before, *entry.figures), *key)
    return list(joined.values())


def _figures(entry: Entry) -> str:
    return "; ".join(entry.figures)


def _worked_out(entry: Entry) -> str:
    some = entry.methods[:METHODS] if len(entry.methods) <= METHODS else ("row by row, as its file in data/ says",)
    # Methods of rows that are worked out alike share most of their steps: each is told once.
    told = "; ".join(dict.fromkeys(escape(step) for method in some for step in method.split("; ")))
    cell = f", cell {entry.cell}" if entry.cell else ""
    by = f"{markdown.escape(entry.notebook)}{cell}"
    return f"{told} ({by})" if told else by


def _places(rows: Iterable[tuple[str, str]], numbers: Mapping[str, int]) -> str:
    by_source: dict[str, dict[str, None]] = {}
    for source, locator in rows:
        by_source.setdefault(source, {})[locator] = None
    told = []
    for source, locators in sorted(by_source.items(), key=lambda item: numbers.get(item[0], 0)):
        found = condensed(filter(None, locators))
        rest = ["others"] if len(found) > PLACES else []
        named = f"Source {numbers[source]}" if source in numbers else escape(source)
        named_places = "; ".join([*map(escape, _shortened(found[:PLACES])), *rest])
        told.append(f"{named}, {named_places}" if named_places else named)
    return "; ".join(told) or "–"


def _shortened(places: Sequence[str]) -> list[str]:
    """Places in one document, of which each that stands in the same part of it as the one before leaves that part out."""
    told, before = [], ""
    for place in places:
        part, _, rest = place.partition(", ")
        told.append(rest if part == before and rest and not re.match(r"(?:line|row)s? ", rest) else place)
        before = part
    return told


def condensed(locators: Iterable[str]) -> list[str]:
    """Places in one document, with lines or rows that follow one another as a range: `Appendix 3, lines 170–176, 180`."""
    numbered: dict[tuple[str, str], list[int]] = {}
    order: dict[tuple[str, str], None] = {}
    for locator in locators:
        found = PLACE.fullmatch(locator)
        key = (found["head"], found["kind"]) if found else (locator, "")
        order[key] = None
        if found:
            numbered.setdefault(key, []).append(int(found["number"]))
    told = []
    for head, kind in order:
        if not kind:
            told.append(head)
            continue
        ranges = _ranges(sorted(set(numbered[head, kind])))
        several = len(ranges) > 1 or "–" in ranges[0]
        told.append(f"{head}{kind}{'s' if several else ''} {', '.join(ranges)}")
    return told


def _ranges(numbers: Sequence[int]) -> list[str]:
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in ranges]


def _quoted(name: str) -> str:
    return f'"{name}"'
