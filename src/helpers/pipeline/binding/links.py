"""In the web page each number leads to its entry in the appendix of sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.pipeline.binding.appendix import ENTRY, NOTEBOOK
from helpers.pipeline.binding.book import Book, Bound, Kind
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.binding.numerals import numerals
from helpers.pipeline.binding.texts import Block, of_page

ENTRIES = re.compile(rf'data-{ENTRY}="(?P<name>[^"]+)"')
ANCHOR = "figure-"
CSS_CLASS = "number"


@dataclass(frozen=True, slots=True)
class _Link:
    """A stretch of the page's source that leads to an entry."""

    start: int
    end: int
    target: str
    in_table: bool

    def opening(self, *, stop: bool) -> str:
        """Its first tag; whether the keyboard stops at it or not."""
        skipped = "" if stop else ' tabindex="-1"'
        return f'<a class="{CSS_CLASS}" href="#{ANCHOR}{self.target}"{skipped}>'


def linked(page: bytes, book: Book, literals: Literals) -> bytes:
    """A web page in which every bound number links to its entry; a page without an appendix of sources stays as it is."""
    text = page.decode("utf-8")
    entries = set(ENTRIES.findall(text))
    if not entries:
        return page
    targets = _Targets(book, entries)
    links = sorted(
        (link for block in of_page(page) for link in _of_block(block, targets, literals)), key=lambda link: link.start
    )
    parts, done = [], 0
    stops: set[str] = set()
    for link in links:
        # The numbers of a table are many and lead to one entry: the keyboard stops at the first.
        opening = link.opening(stop=not link.in_table or link.target not in stops)
        stops |= {link.target} if link.in_table else set()
        parts += [text[done : link.start], opening, text[link.start : link.end], "</a>"]
        done = link.end
    parts.append(text[done:])
    return ENTRIES.sub(rf'id="{ANCHOR}\g<name>"', "".join(parts)).encode()


class _Targets:
    """Which entry a bound number has."""

    def __init__(self, book: Book, entries: set[str]) -> None:
        self._book, self._entries = book, entries

    def of(self, text: str, block: Block, position: int) -> str:
        """The name of the entry; empty for a number that is a name's, or one of a notebook that has no entry."""
        found = list(self._book.bound(text, block, position))
        names = [name for bound in found for name in self._names(bound)]
        return next((name for name in names if name in self._entries), "")

    def _names(self, bound: Bound) -> Iterator[str]:
        if bound.kind is Kind.VALUE:
            yield bound.name
            yield f"{NOTEBOOK}{self._book.values[bound.name]['notebook']}"
        elif bound.cell:
            yield f"tbl-{bound.cell.table}"
            yield f"fig-{bound.cell.table}"
            yield f"{NOTEBOOK}{self._book.made.get(bound.cell.table, {}).get('notebook', '')}"


def _of_block(block: Block, targets: _Targets, literals: Literals) -> Iterator[_Link]:
    for found in numerals(literals.blanked(block.text)):
        piece = next((p for p in block.pieces if p.start <= found.start and found.end <= p.start + p.length), None)
        # A number that is split over elements, or within a link already, stays as it is.
        if piece is None or piece.linked or piece.entry:
            continue
        if target := targets.of(found.text, block, found.start):
            start = piece.source + found.start - piece.start
            yield _Link(start, start + len(found.text), target, bool(block.table))
