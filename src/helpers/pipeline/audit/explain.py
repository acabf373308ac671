"""What stands behind a printed number: its value before rounding, its method, and the rows that it rests on."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.analysis import publications
from helpers.errors import ParamsError, ReportError, nearest
from helpers.pipeline.audit import manifest, recipe, verify
from helpers.pipeline.audit.kept import Kept
from helpers.pipeline.binding.book import Book, Cell, read_tables, rows_behind
from helpers.pipeline.binding.numerals import numerals, size
from helpers.pipeline.binding.texts import READERS, Block, sentence
from helpers.pipeline.parcels import Shelf
from helpers.publishing.quotes import names_rows

OWN = "the report's own text"
"""What a number is that no value and no table holds: a part of a day, of a period, of a statute or of a name."""
SENTENCES = 3
"""How many of the sentences that print a number are told."""


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
    formulas : tuple of str
        Where the formulas of the method are published.
    parts : str
        Numerator and denominator, where it is a share or a rate.
    notebook, cell, code : str, int, str
        Which notebook worked it out, in which of its code cells, and how that begins; empty where that is not known.
    sources : tuple of Source
    sentences : tuple of str
        Those of the report in which it is printed so, each with its format and place.
    """

    name: str
    text: str
    exact: str = ""
    unit: str = ""
    method: str = ""
    formulas: tuple[str, ...] = ()
    parts: str = ""
    notebook: str = ""
    cell: int = 0
    code: str = ""
    sources: tuple[Source, ...] = ()
    sentences: tuple[str, ...] = ()


def explained(folder: Path, asked: str, shelf: Shelf | None) -> list[Candidate]:
    """Everything in a published report that a number or an id may be, values first.

    Parameters
    ----------
    asked : str
        As printed, such as `27.7%`, or a value's id.
    shelf : Shelf, optional
        Where its record is kept, which holds the rows and the notebooks themselves.

    Raises
    ------
    ParamsError
        If the report holds no such number or id.
    ReportError
        If the folder is none that was published.
    """
    report = opened(folder, shelf)
    found = report.explained(asked) if asked.strip() else []
    if not found:
        near, name = nearest(asked, report.ids), recipe.called(folder)
        raise ParamsError(
            f"nothing in {name} is printed as {asked!r} or called so{near}: write a number as it is printed, such as "
            "27.7% or £492,478, or a value's id as in values.json"
        )
    return found


def opened(folder: Path, shelf: Shelf | None) -> "Report":
    """Read a published report, to ask for many of its numbers.

    Raises
    ------
    ReportError
        If the folder is none that was published.
    """
    try:
        files = {name: path.read_bytes() for name, path in verify.files_of(folder).items()}
        entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
        values = json.loads(files["values.json"])
        return Report(files, values, Kept(entities, shelf))
    except (OSError, ValueError, KeyError) as problem:
        told = f"it holds no {problem}" if isinstance(problem, KeyError) else problem
        raise ReportError(f"{folder} is no published report that can be read: {told}") from None


WORD = "word"
"""The unit of a value that is a text, which is exactly what is printed."""


def overview(asked: str, found: Sequence[Candidate]) -> list[str]:
    """What a number may be, a line each, before each is told in full; nothing where there is one thing only."""
    if len(found) < 2:
        return []
    return [f"{asked} may be any of {len(found)}, told below one after another:", *(f"  {one.name}" for one in found)]


def lines(candidate: Candidate) -> list[str]:
    """One candidate in words, a line each."""
    said = [candidate.name, f"  printed as    {candidate.text}"]
    if candidate.exact and candidate.unit != WORD:
        said.append(f"  exactly       {candidate.exact}{f' {candidate.unit}' if candidate.unit else ''}")
    if candidate.parts:
        said.append(f"  which is      {candidate.parts}")
    said.append(f"  worked out    {candidate.method}")
    said += [f"  formula in    {found}" for found in candidate.formulas]
    if candidate.notebook:
        cell = f", code cell {candidate.cell}" if candidate.cell else ""
        said.append(f"  by            notebooks/{candidate.notebook}.ipynb{cell}")
    if candidate.code:
        said.append(f"                {candidate.code}")
    for source in candidate.sources:
        file, _, line = source.row.rpartition(":")
        said.append(
            f"  from          data/{file} row {line}: {', '.join(filter(None, (source.document, source.locator)))}"
        )
        if source.cells:
            said.append(f"                {', '.join(f'{column} {cell}' for column, cell in source.cells.items())}")
    said += [f"  stands in     {found}" for found in candidate.sentences[:SENTENCES]]
    more = len(candidate.sentences) - SENTENCES
    return said + ([f"                and {more} more places"] if more > 0 else [])


class Report:
    """A published report and what is known of it."""

    def __init__(self, files: Mapping[str, bytes], values: Mapping, kept: Kept) -> None:
        self._book = Book(values, read_tables(files), publications.PUBLICATIONS.values())
        self._made, self._places = values["results"], values["rows"]
        self._kept = kept
        self._titles = {
            source["source"]: ", ".join(filter(None, (source["title"], source["publisher"], source["published"])))
            for source in values["sources"]
        }
        self._blocks = {
            path: reader(files[path])
            for kind, reader in READERS.items()
            for path in sorted(files)
            if path.endswith(kind)
        }
        self._printed: dict[str, list[_Place]] = defaultdict(list)
        self._quoted: dict[str, list[_Place]] = defaultdict(list)
        self._said: dict[str, tuple[str, ...]] = {}
        for path, blocks in self._blocks.items():
            for block in blocks:
                for found in numerals(block.text):
                    self._printed[found.bare].append(_Place(path, block, found.text, found.start, found.end))
                for piece in block.pieces:
                    end = piece.start + piece.length
                    self._quoted[piece.value].append(_Place(path, block, piece.value, piece.start, end))

    @property
    def ids(self) -> list[str]:
        """The ids of its values."""
        return list(self._book.values)

    def blocks(self, suffix: str) -> list[Block]:
        """Its text in one of its formats, such as `.pdf`."""
        return next((blocks for path, blocks in self._blocks.items() if path.endswith(suffix)), [])

    def explained(self, asked: str) -> list[Candidate]:
        """Everything that a number or an id may be, values first; none where nothing is printed so."""
        return [*self._values(asked), *self._cells(asked)] or list(self._text(asked))

    def _values(self, asked: str) -> Iterator[Candidate]:
        for value in self._book.values.values():
            if asked != value["id"] and not _holds(value["text"], asked):
                continue
            parts = [str(value[name]) for name in ("numerator", "denominator") if value.get(name) is not None]
            yield Candidate(
                name=value["id"],
                text=value["text"],
                exact=str(value["value"]),
                unit=value["unit"],
                method=value["method"],
                formulas=tuple(publications.behind(value["method"])),
                parts=" ÷ ".join(parts),
                notebook=value["notebook"],
                cell=value["cell"],
                code=self._kept.code(value["notebook"], value["cell"]),
                sources=tuple(self._source(row["row"], row["source"], row["locator"]) for row in value["sources"]),
                sentences=_told(self._quoted.get(value["id"], ())) or self._sentences(value["text"]),
            )

    def _cells(self, asked: str) -> Iterator[Candidate]:
        for cell in self._book.cells(asked):
            row, made = self._book.tables[cell.table][cell.row], self._made[cell.table]
            method = row.get("method") or f"as the notebook that publishes data/{cell.table}.csv gives it"
            yield Candidate(
                name=f"data/{cell.table}.csv, {_title(row)}, {cell.column}",
                text=asked,
                exact=row[cell.column],
                method=method,
                formulas=tuple(publications.behind(method)),
                notebook=made["notebook"],
                cell=made["cell"],
                code=self._kept.code(made["notebook"], made["cell"]),
                sources=tuple(self._source(name, *self._places.get(name, ("", ""))) for name in rows_behind(row)),
                sentences=self._in_table(cell, asked) or self._sentences(asked),
            )

    def _text(self, asked: str) -> Iterator[Candidate]:
        """The number as a part of the text, where it stands there."""
        if found := self._sentences(asked):
            told = "written, not worked out: a date, a period, a statute, a place in a document or a name"
            yield Candidate(OWN, asked, method=told, sentences=found)

    def _source(self, row: str, source: str, locator: str) -> Source:
        return Source(row, self._kept.rows.get(row, {}), self._titles.get(source, source), locator)

    def _in_table(self, cell: Cell, asked: str) -> tuple[str, ...]:
        """Where the web page's table prints a cell."""
        return _told(found for found in self._printing(asked) if found.block.table == cell.table)

    def _sentences(self, text: str) -> tuple[str, ...]:
        if text not in self._said:
            self._said[text] = _told(self._printing(text) if size(text) else self._worded(text))
        return self._said[text]

    def _worded(self, text: str) -> Iterator["_Place"]:
        """Every place that prints some words."""
        return (
            _Place(path, block, text, *found.span())
            for path, blocks in self._blocks.items()
            for block in blocks
            for found in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", block.text)
        )

    def _printing(self, asked: str) -> Iterator["_Place"]:
        """Every place that prints a numeral; where it is asked without a sign, also those with a plus."""
        return (found for found in self._printed.get(asked.lstrip("−+"), ()) if _is_it(found.text, asked))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is printed: the file, the block, as printed, and from where to where in the block's text."""

    path: str
    block: Block
    text: str
    start: int
    end: int

    def words(self) -> str:
        """The format, the place and the sentence."""
        where = f", {self.block.place}" if self.block.place else ""
        return f"{Path(self.path).suffix.lstrip('.').upper()}{where}: {sentence(self.block.text, self.start, self.end)}"


def _told(places: Iterable[_Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.words() for place in places))


def _is_it(printed: str, asked: str) -> bool:
    """Whether a printed numeral is the one that is asked for: a minus is part of it, a plus may be left out."""
    return printed == asked or (printed.lstrip("+") == asked)


def _title(row: Mapping[str, str]) -> str:
    """What a row of a published table is called: its title, its project, or its first cell that says something."""
    first = next((cell for column, cell in row.items() if cell and not names_rows(column)), "")
    return row.get("title") or row.get("project") or first


def _holds(text: str, asked: str) -> bool:
    """Whether a text prints something, and not as a part of a longer number or word."""
    if size(asked):
        return any(_is_it(found.text, asked) for found in numerals(text))
    return re.search(rf"(?<!\w){re.escape(asked)}(?!\w)", text) is not None
