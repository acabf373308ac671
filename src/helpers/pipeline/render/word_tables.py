"""Make the tables of a finished Word file stay in one piece and say which cells are headings, whichever engine made it."""

import io
import re
import zipfile

from helpers.pipeline.render.word_pictures import fitted

SHORT = 24
"""Lines: a table that takes no more is kept on one page; a longer one repeats its header row."""
ACROSS = 90
"""Letters that stand side by side in all columns of a row together."""

DOCUMENT = "word/document.xml"


def kept_together(docx: bytes) -> bytes:
    """The same Word file: rows do not split, short tables do not break, the first column has headings, and pictures fit."""
    source = zipfile.ZipFile(io.BytesIO(docx))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == DOCUMENT:
                content = _tables(fitted(content.decode())).encode()
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(kept, content)
    return buffer.getvalue()


def _tables(document: str) -> str:
    return re.sub(r"<w:tbl>.*?</w:tbl>", lambda found: _table(found[0]), document, flags=re.DOTALL)


def _table(table: str) -> str:
    table = re.sub(r"<w:tblLook [^>]*/>", _look, table)
    rows = re.findall(r"<w:tr\b.*?</w:tr>", table, flags=re.DOTALL)
    short = sum(map(_lines, rows)) <= SHORT
    for index, row in enumerate(rows):
        changed = _unsplit(row)
        if short and index < len(rows) - 1:
            changed = changed.replace("<w:pPr>", "<w:pPr><w:keepNext/>").replace(
                "<w:pPr/>", "<w:pPr><w:keepNext/></w:pPr>"
            )
            # Where the style comes first in the properties, the schema wants it before keepNext.
            changed = re.sub(r"<w:pPr><w:keepNext ?/>\s*(<w:pStyle [^>]*/>)", r"<w:pPr>\1<w:keepNext/>", changed)
        table = table.replace(row, changed, 1)
    return table


def _lines(row: str) -> int:
    """About how many lines a row takes: its cells are seldom equally full, so more than their share."""
    letters = sum(map(len, re.findall(r"<w:t\b[^>]*>([^<]*)", row)))
    return 1 + letters // ACROSS


def _look(found: re.Match) -> str:
    return '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'


def _unsplit(row: str) -> str:
    if "<w:trPr>" in row:
        return row.replace("<w:trPr>", "<w:trPr><w:cantSplit/>", 1)
    return re.sub(r"(<w:tr\b[^>]*>)", r"\1<w:trPr><w:cantSplit/></w:trPr>", row, count=1)
