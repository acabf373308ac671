"""What is published with a report, by the numbers in it: its values, the cells of its tables, and its sources' own words."""

import csv
import io
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from helpers.analysis.rounding import half_up
from helpers.pipeline.binding.numerals import Size, numerals, size
from helpers.pipeline.binding.texts import Block
from helpers.publishing.quotes import names_rows
from helpers.publishing.quotes import rows as rows_named

NOISE = 1e-9
SHARE = 100
"""A share is kept as a part of one, and printed in per cent."""


class Kind(StrEnum):
    """What a number may be bound to."""

    VALUE = "value"
    CELL = "cell"
    WORDS = "words"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell of a published table: the table's name, the row counted from 0, and the column."""

    table: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number is: a value by its id, a cell, or the words of a source or a method."""

    kind: Kind
    name: str = ""
    cell: Cell | None = None


class Book:
    """The index of one report.

    Parameters
    ----------
    values : mapping
        What values.json holds.
    tables : mapping of name to rows
        The published tables, each row a mapping of column to text.
    words : iterable of str
        Texts that may be printed as they stand, besides the sources', the methods' and the places in documents.
    """

    def __init__(self, values: Mapping, tables: Mapping[str, list[dict[str, str]]], words: Iterable[str] = ()) -> None:
        self.tables = tables
        self.made = values.get("results", {})
        self.values = {value["id"]: value for value in values["values"]}
        self._quoted: dict[str, list[str]] = defaultdict(list)
        for name, value in self.values.items():
            for bare in _bare(value["text"]):
                self._quoted[bare].append(name)
        self._named: dict[str, list[Cell]] = defaultdict(list)
        found: list[tuple[float, Cell, float]] = []
        for cell, text in _cells(tables):
            try:
                value = float(text)
            except ValueError:
                for bare in _bare(text):
                    self._named[bare].append(cell)
            else:
                found.append((abs(value), cell, value))
        self._numbers = sorted(number for number in found if number[0] < float("inf"))
        self._sizes = [number[0] for number in self._numbers]
        self._words = {bare for text in (*words, *_said(values, tables)) for bare in _bare(text)}

    def bound(self, text: str, block: Block | None = None, position: int = 0) -> Iterator[Bound]:
        """Everything that a numeral may be, the surest first.

        A quoted value is what it is. In a table whose rows are published, its own cells come before all else; elsewhere
        values come before cells.

        Parameters
        ----------
        text : str
            The numeral as printed.
        block : Block, optional
            The text that it stands in, and `position` in it.
        """
        bare = text.lstrip("−+")
        quoted = block.value_at(position) if block else ""
        if quoted in self.values and bare in _bare(self.values[quoted]["text"]):
            yield Bound(Kind.VALUE, quoted)
            return
        cells = [Bound(Kind.CELL, cell=cell) for cell in self.cells(text)]
        own = block.table if block else ""
        yield from (found for found in cells if found.cell.table == own)
        yield from (Bound(Kind.VALUE, name) for name in self._quoted.get(bare, ()))
        yield from (found for found in cells if found.cell.table != own)
        if bare in self._words:
            yield Bound(Kind.WORDS)

    def cells(self, text: str) -> list[Cell]:
        """The cells that are printed as a numeral: rounded half up to its decimals, or a text with it."""
        asked = size(text)
        if asked is None:
            return []
        named = self._named.get(text.lstrip("−+"), [])
        return sorted(dict.fromkeys([*self._rounded(asked, 1), *named, *(self._shares(asked))]))

    def _shares(self, asked: Size) -> list[Cell]:
        return self._rounded(asked, SHARE) if asked.percent else []

    def _rounded(self, asked: Size, times: int) -> list[Cell]:
        half = 0.5 * 10.0**-asked.decimals / times + NOISE
        middle = float(asked.amount) / times
        first, last = bisect_left(self._sizes, middle - half), bisect_right(self._sizes, middle + half)
        return [
            cell
            for _, cell, value in self._numbers[first:last]
            if abs(half_up(value * times, asked.decimals)) == asked.amount and (value < 0 or not asked.negative)
        ]


def read_tables(files: Mapping[str, bytes]) -> dict[str, list[dict[str, str]]]:
    """The published tables, by name, of a report's files by path."""
    return {
        PurePosixPath(path).stem: list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
        for path, content in sorted(files.items())
        if path.startswith("data/") and path.endswith(".csv")
    }


def rows_behind(row: Mapping[str, str]) -> list[str]:
    """The rows of data/ behind a row of a published table, each once."""
    return [name for name in rows_named(*(cell for column, cell in row.items() if names_rows(column))) if ":" in name]


def _bare(text: str) -> list[str]:
    return [found.bare for found in numerals(text)]


def _cells(tables: Mapping[str, list[dict[str, str]]]) -> Iterator[tuple[Cell, str]]:
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            for column, text in row.items():
                if text and not names_rows(column) and column != "method":
                    yield Cell(table, number, column), text


def _said(values: Mapping, tables: Mapping[str, list[dict[str, str]]]) -> set[str]:
    """The words of sources and methods, and the places in documents."""
    said = {str(source.get(name, "")) for source in values["sources"] for name in source}
    said |= {locator for _, locator in values.get("rows", {}).values()}
    said |= {source["locator"] for value in values["values"] for source in value["sources"]}
    said |= {value["method"] for value in values["values"]}
    return said | {row.get("method") or "" for rows in tables.values() for row in rows}
