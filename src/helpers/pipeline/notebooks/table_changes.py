"""What differs between two tables, row by row and column by column, in a reader's words."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

BETWEEN = " | "
"""What stands between the cells of a table in its plain text: its caption, its headings, then a line for each row."""
NAMING = ("title", "label", "area_name", "name", "period")
"""Columns of data that name a row as people do, where no two rows share the name."""
DEEPEST = 3
"""How many columns at the left may name a row together."""
NOISE = 1e-9
"""Of a column's largest figure: a smaller difference is how far two files round, not another figure."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as texts.

    Attributes
    ----------
    name : str
        Its caption; empty if it has none.
    headings : tuple of str
    rows : tuple of tuple of str
    data : bool
        Whether its cells are exact figures rather than printed ones, so that they are told as short as their difference allows.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: bool = False


def of_csv(text: str) -> Grid:
    """The table of a CSV text with a header."""
    headings, *rows = csv.reader(io.StringIO(text)) if text else [[]]
    return Grid("", tuple(headings), tuple(map(tuple, rows)), data=True)


def of_plain(text: str) -> tuple[list[Grid], list[str]]:
    """The tables of a plain text with `BETWEEN` between cells, and the lines that belong to none."""
    grids: list[Grid] = []
    words: list[str] = []
    gathered: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if BETWEEN in line:
            gathered.append(tuple(cell.strip() for cell in line.split(BETWEEN)))
            continue
        if gathered:
            # The caption is the line above the headings.
            name = words.pop() if words else ""
            grids.append(Grid(name, gathered[0], tuple(gathered[1:])))
            gathered = []
        if line.strip():
            words.append(line.strip())
    return grids, words


def of_html(text: str) -> tuple[list[Grid], list[str]]:
    """The tables of an HTML text, a picture as its alternative text, and the words that belong to none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.grids, reader.words


def differences(before: Grid, after: Grid) -> list[str]:
    """List what differs, such as `row Robbery, 2011/12: 274 → 275`; several changes of one row stand in one line."""
    told = [f"its caption: {_told(before.name, after.name)}"] if before.name != after.name else []
    told += [f"column {name} is new" for name in _without(after.headings, before.headings)]
    told += [f"column {name} is gone" for name in _without(before.headings, after.headings)]
    shared = [name for name in dict.fromkeys(after.headings) if name in before.headings]
    if before.headings == after.headings:
        places = [(name, place, place) for place, name in enumerate(after.headings)]
    else:
        places = [(name, before.headings.index(name), after.headings.index(name)) for name in shared]
    naming = _naming(before, after)
    old, new = _named(before, naming), _named(after, naming)
    noise = [_noise(before, was) if after.data else 0.0 for _, was, _ in places]
    for name, row in new.items():
        if name not in old:
            told.append(f"row {name} is new")
            continue
        pairs = [(heading, _cell(old[name], was), _cell(row, now)) for heading, was, now in places]
        cells = [
            f"{heading or 'its first column'}: {_told(was, now, data=after.data)}"
            for (heading, was, now), least in zip(pairs, noise, strict=True)
            if not _alike(was, now, least)
        ]
        if cells:
            told.append(f"row {name}, {'; '.join(cells)}")
    told += [f"row {name} is gone" for name in old if name not in new]
    if not told and list(old) != list(new):
        told.append("its rows stand in another order")
    return told


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    return list((Counter(names) - Counter(others)).elements())


def _naming(before: Grid, after: Grid) -> list[str]:
    """The headings of the columns that together name a row of either; the first column's, if none do."""
    # By the rows' numbers in a frame, which tell a reader nothing.
    numbered = after.headings[:1] == ("",) and all(cell.isdecimal() for cell in _column(after, ""))
    starts = [int(numbered)]
    if after.data or numbered:
        starts = [after.headings.index(name) for name in NAMING if name in after.headings] + starts
    for start in starts:
        for depth in range(1, DEEPEST + 1):
            names = list(after.headings[start : start + depth])
            if len(set(names)) < depth or not set(names) <= set(before.headings):
                break
            if (
                depth > 1
                and names[-1] not in NAMING
                and any(_figure(cell) is not None for cell in _column(after, names[-1]))
            ):
                break  # what is measured names nothing: it may have changed
            if all(_unique(grid, names) for grid in (before, after)):
                return names
    return [name for name in after.headings[:1] if name in before.headings]


def _named(grid: Grid, naming: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The rows by name: what stands in the columns that name them, and which it is where several share a name."""
    places = [grid.headings.index(name) for name in naming] or [0]
    named: dict[str, tuple[str, ...]] = {}
    seen: Counter[str] = Counter()
    for number, row in enumerate(grid.rows, 1):
        name = ", ".join(filter(None, (_cell(row, place) for place in places))) or f"number {number}"
        seen[name] += 1
        named[f"{name} ({seen[name]})" if seen[name] > 1 else name] = row
    return named


def _unique(grid: Grid, names: Sequence[str]) -> bool:
    keys = list(zip(*(_column(grid, name) for name in names), strict=True))
    return len(set(keys)) == len(keys)


def _column(grid: Grid, name: str) -> list[str]:
    place = grid.headings.index(name)
    return [_cell(row, place) for row in grid.rows]


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _figure(text: str) -> float | None:
    try:
        figure = float(text)
    except ValueError:
        return None
    return figure if math.isfinite(figure) else None


def _noise(grid: Grid, place: int) -> float:
    return NOISE * max((abs(_figure(_cell(row, place)) or 0) for row in grid.rows), default=0)


def _alike(was: str, now: str, noise: float) -> bool:
    if was == now:
        return True
    figures = _figure(was), _figure(now)
    return bool(noise) and None not in figures and abs(figures[0] - figures[1]) <= noise


def _told(was: str, now: str, *, data: bool = False) -> str:
    """`27.4 → 27.5`: exact figures with as few decimals as tell them apart."""
    figures = (_figure(was), _figure(now)) if data and "." in was + now else (None, None)
    if None not in figures:
        for decimals in range(1, 13):
            short = [f"{figure:.{decimals}f}" for figure in figures]
            if short[0] != short[1]:
                was, now = short
                break
    return f"{was or 'nothing'} → {now or 'nothing'}"


class _Reader(HTMLParser):
    """Gathers the tables of an HTML text."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self.words: list[str] = []
        self._heads: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._caption = ""
        self._within: list[str] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._text.append(dict(attrs).get("alt") or "")
        elif tag == "br":
            self._text.append(" ")
        elif tag in ("table", "thead", "tbody", "caption", "tr", "td", "th", "style", "script", "p", "div"):
            if tag in ("td", "th", "caption", "table", "p", "div"):
                self._flush()
            if tag == "table":
                self._heads, self._rows, self._caption = [], [], ""
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._within:
            return
        text = "" if tag in ("style", "script") else " ".join("".join(self._text).split())
        if tag in ("style", "script"):
            self._text = []
        elif tag in ("td", "th"):
            self._row.append(text)
            self._text = []
        elif tag == "caption":
            self._caption, self._text = text, []
        elif tag == "tr":
            if self._row:
                (self._heads if "thead" in self._within else self._rows).append(self._row)
            self._row = []
        elif tag == "table":
            self.grids.append(Grid(self._caption, tuple(self._headings()), tuple(map(tuple, self._rows))))
            self._text = []
        else:
            self._flush()
        while self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        """Keep the words so far, if they stand outside a table."""
        if "table" not in self._within:
            self.words += filter(None, [" ".join("".join(self._text).split())])
        self._text = []

    def _headings(self) -> Iterator[str]:
        """Of each column the words of all rows of headings; the first row's, in a table that marks none."""
        if not self._heads and self._rows:
            self._heads = [self._rows.pop(0)]
        width = max(map(len, self._heads), default=0)
        for place in range(width):
            yield " ".join(filter(None, dict.fromkeys(_cell(head, place) for head in self._heads)))
