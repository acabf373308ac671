"""The text of a rendered report, block by block, from each of its three formats."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdfium2

TABLE = "tbl-"
VALUE = "quoted"
"""The attribute that says of a text which value it quotes; no HTML attribute is called so, which pandoc would leave as it is."""
QUOTED = f"data-{VALUE}"
"""The same in a page."""
APPENDIX = "sources-of-figures"
"""The class of the appendix that says where figures come from."""
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "caption", "dd", "dt", "div", "nav", "table"}
UNSEEN = {"script", "style", "svg", "head"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NUMBER_OF_PARAGRAPH = "paragraph-number"
FURNITURE = re.compile(r"^\d{1,3}\.(?=\s)|(?:(?:\s?\.){4,}|(?:\s\.)+\s)\s*\d+\s*$|\bPage \d+ of \d+\s*$", re.MULTILINE)
"""Of a PDF: numbers of paragraphs, of pages in the contents (a long heading leaves room for a dot or two), and of the page."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text that stands in one piece in a page's source.

    Attributes
    ----------
    start, source : int
        Where it begins in the block's text and in the page.
    length : int
        Characters, the same in both.
    value : str
        The id of the value that it quotes; empty for other text.
    linked, entry : bool
        Whether it is within a link already, or in the appendix of sources itself.
    """

    start: int
    source: int
    length: int
    value: str
    linked: bool
    entry: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a cell, a heading or, in a PDF, a page.

    Attributes
    ----------
    text : str
        Line ends are blanks.
    place : str
        `table tbl-streams`, `page 3`; empty where there is nothing to say.
    table : str
        The name of the table that it stands in, where that is known.
    pieces : tuple of Piece
        What it is made of; only of a page.
    """

    text: str
    place: str = ""
    table: str = ""
    pieces: tuple[Piece, ...] = ()

    def value_at(self, position: int) -> str:
        """The id of the value that is quoted there; empty for none."""
        return next((p.value for p in self.pieces if p.start <= position < p.start + p.length), "")


def of_page(content: bytes) -> list[Block]:
    """The blocks of a web page, in order; pictures, styles and the numbers of paragraphs are none."""
    text = content.decode("utf-8")
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    return reader.finished()


def of_pdf(content: bytes) -> list[Block]:
    """The pages of a PDF, without the numbers of pages and paragraphs."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    finally:
        document.close()
    cleaned = (FURNITURE.sub(_blanks, page.replace("\r\n", "\n")) for page in pages)
    return [Block(text.replace("\n", " "), f"page {number}") for number, text in enumerate(cleaned, 1)]


def of_word(content: bytes) -> list[Block]:
    """The paragraphs of a Word document, of its tables and of its notes too."""
    blocks = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(filter(PARTS.fullmatch, archive.namelist())):
            root = ElementTree.fromstring(archive.read(name))  # our own renderer's, not a stranger's
            for number, paragraph in enumerate(root.iter(f"{WORD}p"), 1):
                text = "".join(_of_run(run) for run in paragraph.iter())
                if text.strip():
                    blocks.append(Block(text, f"paragraph {number}"))
    return blocks


READERS: Mapping[str, Callable[[bytes], list[Block]]] = {".html": of_page, ".pdf": of_pdf, ".docx": of_word}
"""By the kind of file."""


def _of_run(node: ElementTree.Element) -> str:
    if node.tag == f"{WORD}t":
        return node.text or ""
    return " " if node.tag in (f"{WORD}br", f"{WORD}tab") else ""


def _blanks(found: re.Match) -> str:
    return " " * len(found[0])


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that has begun: what it changes of the text within it."""

    tag: str
    unseen: bool
    table: str
    value: str
    linked: bool
    entry: bool


class _Reader(HTMLParser):
    """The blocks of a page, with where each piece stands in its source."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0]
        for line in page.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._open: list[_Open] = [_Open("", False, "", "", False, False)]
        self._blocks: list[Block] = []
        self._text = ""
        self._pieces: list[Piece] = []
        self._table = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._end_block()
        if tag in VOID:
            self._add(" ", seen_in_source=False)
            return
        outer, given = self._open[-1], {name: value or "" for name, value in attrs}
        name = given.get("id", "")
        table = name.removeprefix(TABLE) if name.startswith(TABLE) else outer.table
        unseen = outer.unseen or tag in UNSEEN or NUMBER_OF_PARAGRAPH in given.get("class", "").split()
        value, linked = given.get(QUOTED, outer.value), outer.linked or tag == "a"
        entry = outer.entry or APPENDIX in given.get("class", "").split()
        self._open.append(_Open(tag, unseen, table, value, linked, entry))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_block()
        at = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].tag == tag), 0)
        if at:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        self._add(data, seen_in_source=True)

    def handle_entityref(self, name: str) -> None:
        self._add(unescape(f"&{name};"), seen_in_source=False)

    def handle_charref(self, name: str) -> None:
        self._add(unescape(f"&#{name};"), seen_in_source=False)

    def finished(self) -> list[Block]:
        """All blocks, once everything has been fed."""
        self._end_block()
        return self._blocks

    def _add(self, text: str, *, seen_in_source: bool) -> None:
        now = self._open[-1]
        if now.unseen:
            return
        if seen_in_source:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            self._pieces.append(Piece(len(self._text), start, len(text), now.value, now.linked, now.entry))
        self._text += text.replace("\n", " ")
        self._table = now.table

    def _end_block(self) -> None:
        if self._text.strip():
            place = f"table {TABLE}{self._table}" if self._table else ""
            self._blocks.append(Block(self._text, place, self._table, tuple(self._pieces)))
        self._text, self._pieces = "", []


def sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text round a stretch of it, its blanks single."""
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s+[A-Z£\d])", text)]
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    return " ".join(text[first:last].split())
