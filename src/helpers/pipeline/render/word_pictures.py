"""Make pictures in the tables of a Word file fit into their cells: Word cuts off what is wider, where print shrinks it."""

import re

EMU = 635
"""English Metric Units, in which pictures are measured, in a twip, in which cells are."""
MARGINS = 2 * 108
"""Twips that a cell keeps free on its two sides, by Word's own style; the house style keeps less."""
SIZE = re.compile(r'(<(?:wp:extent|a:ext) cx=")(\d+)(" cy=")(\d+)(")')
# Where a picture does not say how far it keeps from text, LibreOffice moves it aside by an eighth of an inch.
INLINE, CLOSE = "<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">'


def fitted(document: str) -> str:
    """The text of a document with each picture of a table as wide as its cell at most, in its own proportions."""
    page, margins = re.search(r"<w:pgSz [^>]*>", document), re.search(r"<w:pgMar [^>]*>", document)
    if page and margins:
        across = _number("w", page[0]) - _number("left", margins[0]) - _number("right", margins[0])
        document = re.sub(r"<w:tbl>.*?</w:tbl>", lambda found: _table(found[0], across), document, flags=re.DOTALL)
    return document.replace(INLINE, CLOSE)


def _table(table: str, across: int) -> str:
    columns = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', table)]
    stretched = across / sum(columns) if columns and 'w:type="pct"' in table else 1.0

    def row(found: re.Match) -> str:
        cells = re.findall(r"<w:tc>.*?</w:tc>", found[0], flags=re.DOTALL)
        if len(cells) != len(columns):  # some are merged, so the columns do not say how wide they are
            return found[0]
        rooms = iter([round((width * stretched - MARGINS) * EMU) for width in columns])
        return re.sub(r"<w:tc>.*?</w:tc>", lambda cell: _cell(cell[0], next(rooms)), found[0], flags=re.DOTALL)

    return re.sub(r"<w:tr\b.*?</w:tr>", row, table, flags=re.DOTALL)


def _cell(cell: str, room: int) -> str:
    def shrunk(found: re.Match) -> str:
        width, height = int(found[2]), int(found[4])
        if width <= room:
            return found[0]
        return f"{found[1]}{room}{found[3]}{round(height * room / width)}{found[5]}"

    return SIZE.sub(shrunk, cell)


def _number(name: str, tag: str) -> int:
    found = re.search(rf'\bw:{name}="(\d+)"', tag)
    return int(found[1]) if found else 0
