"""Make the tables of a finished Word file stay in one piece and say which cells are headings, whichever engine made it."""

import io
import re
import zipfile
from collections.abc import Mapping

from helpers.pipeline.render import word_margins
from helpers.pipeline.render.word_flow import kept, leading
from helpers.pipeline.render.word_pictures import fitted

SHORT = 16
"""Lines: a table that takes no more is kept on one page; a longer one repeats its header row."""
ACROSS = 105
"""Letters of a table's type that stand side by side on the page."""
FEW = 3
"""Lines of a longer table that stand below its header at least, and on the page where it ends."""

TEXT = re.compile(r"<w:t\b[^>]*>([^<]*)")
DOCUMENT = "word/document.xml"
NOTE = r'(?P<note>\s*(?:<w:bookmark[^>]*>\s*)*<w:p><w:pPr><w:pStyle w:val="TableNote" ?/>)'
"""What follows a table that has a note, which stays with it."""
LOOK = '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
"""The first row and the first column are headings."""


def kept_together(docx: bytes) -> bytes:
    """The same Word file: what belongs together stays on a page, the first column has headings, pictures fit,
    and the margins say what paper it is.
    """
    source = zipfile.ZipFile(io.BytesIO(docx))
    fields = _fields(source)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == DOCUMENT:
                content = leading(_tables(fitted(content.decode()))).encode()
            elif word_margins.MARGIN.fullmatch(entry.filename):
                content = word_margins.filled(content.decode(), fields).encode()
            written = zipfile.ZipInfo(entry.filename, entry.date_time)
            written.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(written, content)
    return buffer.getvalue()


def _fields(source: zipfile.ZipFile) -> Mapping[str, str]:
    """What the fields in the margins of a Word file come to; those of a file without properties come to nothing."""
    parts = (word_margins.CORE, word_margins.CUSTOM)
    return word_margins.told(*(source.read(name).decode() if name in source.namelist() else "" for name in parts))


def _tables(document: str) -> str:
    return re.sub(rf"<w:tbl>.*?</w:tbl>(?={NOTE})?", _table, document, flags=re.DOTALL)


def _table(found: re.Match) -> str:
    table = re.sub(r"<w:tblLook [^>]*/>", LOOK, found[0])
    rows = re.findall(r"<w:tr\b.*?</w:tr>", table, flags=re.DOTALL)
    columns = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', table)]
    lines = [_lines(row, columns) for row in rows]
    for index, row in enumerate(rows):
        changed = _centred(_unsplit(row))
        below, above = sum(lines[index + 1 :]), sum(lines[1 : index + 1])
        stays = sum(lines) <= SHORT or above < FEW or below < FEW
        if stays if below else found["note"]:
            changed = kept(changed)
        table = table.replace(row, changed, 1)
    return table


def _lines(row: str, columns: list[int]) -> int:
    """About how many lines a row takes, by the cell that takes most."""
    cells = [sum(map(len, TEXT.findall(cell))) for cell in row.split("</w:tc>")[:-1]]
    if len(cells) != len(columns):  # some are merged, so the columns do not say how wide they are
        columns = [1] * len(cells)
    room = [max(4, ACROSS * width / (sum(columns) or 1) - 2) for width in columns]
    return max((-(-letters // width) for letters, width in zip(cells, room, strict=True) if letters), default=1)


def _centred(row: str) -> str:
    """A row with a picture, whose words stand beside its middle."""
    if "<w:drawing>" not in row:
        return row
    return re.sub(r"<w:tcPr ?/>", '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>', row)


def _unsplit(row: str) -> str:
    if "<w:trPr>" in row:
        return row.replace("<w:trPr>", "<w:trPr><w:cantSplit/>", 1)
    return re.sub(r"(<w:tr\b[^>]*>)", r"\1<w:trPr><w:cantSplit/></w:trPr>", row, count=1)
