"""What stands behind a printed number: its value before rounding, its method, and the rows that it rests on."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path

from helpers.data.slicing import INPUTS
from helpers.errors import ParamsError, ReportError, nearest
from helpers.pipeline.audit import manifest, record
from helpers.pipeline.parcels import Shelf

NUMBER = re.compile(r"(?<![\w.])(?:[−+]?£?\d+(?:,\d{3})*(?:\.\d+)?%?)(?!\w)")
OWN = "the report's own text"
"""What a whole number is that no value and no table holds: a part of a day, of a period or of a name."""
UNBOUND = "bound to nothing"
"""What any other such number is: how it was worked out is not published with the report."""
ROWS = ("row", "rows")
SENTENCES = 3
"""How many of the sentences that print a number are told."""
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "caption", "dd", "dt", "div"}
UNSEEN = {"script", "style", "svg", "head"}


@dataclass(frozen=True, slots=True)
class Source:
    """A row of data behind a number: where it stands, what it says, and where that was published."""

    row: str
    cells: Mapping[str, str]
    document: str
    locator: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a printed number may be.

    Attributes
    ----------
    name : str
        A value's id, or a table's file, row and column.
    text, exact, unit : str
        As printed; before rounding; of what.
    method : str
        How it was worked out.
    parts : str
        Numerator and denominator, where it is a share or a rate.
    notebook : str
        Which worked it out; empty where that is not known.
    sources : tuple of Source
    sentences : tuple of str
        Those of the web page in which it is printed so.
    """

    name: str
    text: str
    exact: str
    unit: str
    method: str
    parts: str
    notebook: str
    sources: tuple[Source, ...]
    sentences: tuple[str, ...]


def explained(folder: Path, asked: str, shelf: Shelf | None) -> list[Candidate]:
    """Everything in a published report that a number or an id may be, values first.

    Parameters
    ----------
    asked : str
        As printed, such as `27.7%`, or a value's id.
    shelf : Shelf, optional
        Where its record is kept, which holds the rows themselves.

    Raises
    ------
    ParamsError
        If the report holds no such number or id.
    ReportError
        If the folder is none that was published.
    """
    try:
        entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
        values = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ReportError(f"{folder} is no published report that can be read: {problem}") from None
    book = _Book(folder, entities, values, shelf)
    found = [*book.values(asked), *book.cells(asked)] or list(book.text(asked))
    if not found:
        near = nearest(asked, [value["id"] for value in values["values"]])
        raise ParamsError(
            f"nothing in {folder.name} is printed as {asked!r} or called so{near}: write a number as it is printed, such as "
            "27.7% or £492,478, or a value's id as in values.json"
        )
    return found


def numerals(page: str) -> list[str]:
    """Every number that a web page prints, in order."""
    return [found for text in _blocks(page) for found in NUMBER.findall(text)]


def lines(candidate: Candidate) -> list[str]:
    """One candidate in words, a line each."""
    said = [candidate.name, f"  printed as    {candidate.text}"]
    if candidate.exact:
        said.append(f"  exactly       {candidate.exact}{f' {candidate.unit}' if candidate.unit else ''}")
    if candidate.parts:
        said.append(f"  which is      {candidate.parts}")
    said.append(f"  worked out    {candidate.method}")
    if candidate.notebook:
        said.append(f"  by            notebooks/{candidate.notebook}.ipynb")
    for source in candidate.sources:
        file, _, line = source.row.rpartition(":")
        said.append(
            f"  from          data/{file} row {line}: {', '.join(filter(None, (source.document, source.locator)))}"
        )
        if source.cells:
            said.append(f"                {', '.join(f'{column} {cell}' for column, cell in source.cells.items())}")
    said += [f"  stands in     {sentence}" for sentence in candidate.sentences[:SENTENCES]]
    more = len(candidate.sentences) - SENTENCES
    return said + ([f"                and {more} more places"] if more > 0 else [])


class _Book:
    """A published report and what is known of it."""

    def __init__(self, folder: Path, entities: Mapping[str, dict], values: Mapping, shelf: Shelf | None) -> None:
        self._folder, self._values, self._entities = folder, values, entities
        self._titles = {
            source["source"]: ", ".join(filter(None, (source["title"], source["publisher"], source["published"])))
            for source in values["sources"]
        }
        self._rows = _rows_of(entities, shelf)
        page = next(iter(sorted(folder.glob("*.html"))), None)
        self._blocks = _blocks(page.read_text(encoding="utf-8")) if page else []

    def values(self, asked: str) -> Iterator[Candidate]:
        for value in self._values["values"]:
            if asked != value["id"] and not _holds(value["text"], asked):
                continue
            parts = [str(value[name]) for name in ("numerator", "denominator") if value.get(name) is not None]
            sources = [self._source(row["row"], row["locator"], row["source"]) for row in value["sources"]]
            yield Candidate(
                name=value["id"],
                text=value["text"],
                exact=str(value["value"]),
                unit=value["unit"],
                method=value["method"],
                parts=" ÷ ".join(parts),
                notebook=value["notebook"],
                sources=tuple(sources),
                sentences=self._sentences(value["text"]),
            )

    def cells(self, asked: str) -> Iterator[Candidate]:
        for path in sorted((self._folder / "data").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    yield from self._of_row(path.name, row, asked)

    def text(self, asked: str) -> Iterator[Candidate]:
        """The number as a part of the text, where it stands there."""
        if found := self._sentences(asked):
            yield Candidate(
                OWN, asked, "", "", "written, not worked out: a date, a period or a name", "", "", (), found
            )

    def _of_row(self, file: str, row: Mapping[str, str], asked: str) -> Iterator[Candidate]:
        behind = [
            name
            for column, cell in row.items()
            if column.rpartition("_")[2] in ROWS
            for name in cell.split("; ")
            if name
        ]
        for column, cell in row.items():
            if column.rpartition("_")[2] in ROWS or not _prints(cell, asked):
                continue
            yield Candidate(
                name=f"data/{file}, {row.get('title') or row.get('project') or next(iter(row.values()))}, {column}",
                text=asked,
                exact=cell,
                unit="",
                method=row.get("method", ""),
                parts="",
                notebook=self._notebook(f"data/{file}"),
                sources=tuple(self._source(name) for name in behind),
                sentences=self._sentences(asked),
            )

    def _notebook(self, path: str) -> str:
        for entity in self._entities.values():
            results = entity.get("result", [])
            names = [part["@id"] for part in (results if isinstance(results, list) else [results])]
            if entity["@id"].startswith(f"{manifest.RUN}/") and path in names:
                return entity["name"].removeprefix("Run of ")
        return ""

    def _source(self, row: str, locator: str = "", source: str = "") -> Source:
        cells = self._rows.get(row, {})
        source = source or cells.get("source", "")
        return Source(row, cells, self._titles.get(source, source), locator or cells.get("locator", ""))

    def _sentences(self, text: str) -> tuple[str, ...]:
        found = [
            sentence.strip()
            for block in self._blocks
            if _holds(block, text)
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z£\d])", block)
            if _holds(sentence, text)
        ]
        return tuple(dict.fromkeys(found))


def _rows_of(entities: Mapping[str, dict], shelf: Shelf | None) -> dict[str, dict[str, str]]:
    """The rows that the report's notebooks saw, by where they stand: from its record, where that is here."""
    if shelf is None or shelf.lacking([name := manifest.record_name(entities)]):
        return {}
    found = {}
    for path, kept in record.read(shelf, name).items():
        if Path(path).parent.name == INPUTS and path.endswith(".csv") and not shelf.lacking([kept]):
            for row in csv.DictReader(io.StringIO(shelf.content(kept).decode("utf-8"))):
                found[row.get("row", "")] = {column: cell for column, cell in row.items() if cell and column != "row"}
    return found


def _holds(text: str, asked: str) -> bool:
    """Whether a text prints something, and not as a part of a longer number or word."""
    return re.search(rf"(?<![\w.,£−]){re.escape(asked)}(?![\w%]|[.,]\d)", text) is not None


def _prints(cell: str, asked: str) -> bool:
    """Whether a cell is printed as asked, rounded half up to as many decimals; a sign may be left out where words give it."""
    plain = asked.replace("−", "-").replace("+", "").replace("£", "").replace(",", "").rstrip("%")
    try:
        wanted, exact = Decimal(plain), Decimal(cell)
    except InvalidOperation:
        return False
    if not exact.is_finite():
        return False
    # A share is kept as a part of one, and printed in per cent.
    for found in (exact, exact * 100) if asked.endswith("%") else (exact,):
        shown = found.quantize(Decimal(1).scaleb(wanted.as_tuple().exponent), ROUND_HALF_UP)
        if shown == wanted or (not asked.startswith("−") and abs(shown) == wanted):
            return True
    return False


class _Reader(HTMLParser):
    """The text of each block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Iterable) -> None:
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.blocks[-1] += data


def _blocks(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    return [" ".join(block.split()) for block in reader.blocks if block.strip()]
