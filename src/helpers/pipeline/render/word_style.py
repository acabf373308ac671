"""The house look of the Word file: pandoc's own reference document with the styles, page and numbering put in."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import chain

import pypandoc

from helpers.pipeline.render.brand import Brand
from helpers.pipeline.render.word_margins import OCCASION, PARTNERSHIP, TITLE

FONT = "Arial"  # on every office computer, so that a paper opens as it was made
INK, SOFT, RULE, PANEL = "1A1A1A", "505A5F", "B1B4B6", "F3F5F7"
FILL = f'<w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/>'
NUMBERING = 900  # below pandoc's own, which begin at 990 and are written anew for each document
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.microsoft.com/office/word"
COMPATIBLE = f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{OFFICE}" w:val="15"/></w:compat>'
"""Word as it has been since 2013: without it a paper opens as an old one, and tables stick out into the margin."""
FULL = 'w:top="1304" w:right="1191" w:bottom="1191" w:left="1191" w:header="624" w:footer="567"'
BRIEF = 'w:top="850" w:right="850" w:bottom="794" w:left="850" w:header="397" w:footer="340"'
"""Margins in twentieths of a point: 2.1 cm at the sides, or 1.5 cm."""
ACROSS, ACROSS_BRIEF = 11906 - 2 * 1191, 11906 - 2 * 850
"""Twips between those at the sides, at whose end the right half of a running header stands."""
INDENT, NUMBERS, BAR = 567, 1985, 220
"""Twips to the text of numbered paragraphs, to the words beside a key figure, and for the bar beside a panel."""
CALLOUTS = {"Tip": "0B6B62", "Important": "801650", "Warning": "B3410A", "Caution": "B3410A"}
"""The colours of callouts that are no notes, which have the house's own; as in the web page and in print."""
LEADING = ("TOC Heading", "Table Caption", "Captioned Figure", "Definition Term")
"""Styles of what stands over or leads to something else and does not stand alone at the foot of a page, as headings do not."""
PARTS = {"header1.xml": "header", "footer1.xml": "footer", "header2.xml": "header"}
"""The margins of the pages, and over the first page whose paper it is."""


def reference_document(brand: Brand, *, brief: bool = False) -> bytes:
    """Build the reference document in a brand's colours; the same bytes each time.

    Paragraphs, headings, captions, tables, callouts and the numbered paragraphs of committee papers are styles, so that
    somebody who edits the report in Word changes one style and not each paragraph.

    Parameters
    ----------
    brief : bool
        For a paper that is to fit on a page or two: narrow margins, smaller type and less space between paragraphs.
    """
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    original = zipfile.ZipFile(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    parts = {name: original.read(name) for name in original.namelist()}
    accent = brand.colour("primary").lstrip("#").upper()
    styles = _styles(parts["word/styles.xml"].decode(), accent)
    parts["word/styles.xml"] = (_tightened(styles) if brief else styles).encode()
    parts["word/numbering.xml"] = _numbering(parts["word/numbering.xml"].decode()).encode()
    parts["word/document.xml"] = _page(parts["word/document.xml"].decode(), BRIEF if brief else FULL).encode()
    parts["word/settings.xml"] = _settings(parts["word/settings.xml"].decode()).encode()
    parts["word/_rels/document.xml.rels"] = _relationships(parts["word/_rels/document.xml.rels"].decode()).encode()
    parts["[Content_Types].xml"] = _types(parts["[Content_Types].xml"].decode()).encode()
    across = ACROSS_BRIEF if brief else ACROSS
    for name, text in zip(PARTS, (_header(across), _footer(across), _first_header()), strict=True):
        parts[f"word/{name}"] = text.encode()
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _run(size: float, colour: str = INK, *, bold: bool = False) -> str:
    """Character properties; sizes in points."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    weight = f'<w:b w:val="{int(bold)}"/><w:i w:val="0"/>'
    return f'<w:rPr>{fonts}{weight}<w:color w:val="{colour}"/><w:sz w:val="{round(2 * size)}"/></w:rPr>'


def _paragraph(
    name: str, run: str, *, before: int = 0, after: int = 120, line: int = 276, extra: str = "", indent: str = "",
    based: str = "Normal", style_id: str = "", level: int | None = None,
) -> tuple[str, str]:  # fmt: skip
    """A paragraph style; spacing in twentieths of a point, `extra` in the order that the schema wants."""
    style_id = style_id or name.replace(" ", "")
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    leads = level is not None or name in LEADING or (name.startswith("Callout") and name.endswith("Title"))
    keep = "<w:keepNext/><w:keepLines/>" if leads else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    return style_id, (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/><w:qFormat/>'
        f"<w:pPr>{keep}{extra}{spacing}{indent}{outline}</w:pPr>{run}</w:style>"
    )


def _callout(name: str, colour: str) -> Iterator[tuple[str, str]]:
    """The styles of a callout's title and text, in one box with a bar of a colour."""
    box = {"extra": f"<w:pBdr>{_bar(colour)}</w:pBdr>{FILL}", "indent": f'<w:ind w:left="{BAR}"/>'}
    yield _paragraph(f"{name} Title", _run(11, colour, bold=True), before=200, after=0, **box)
    yield _paragraph(f"{name} Body", "", after=200, **box)


def _bar(colour: str) -> str:
    return f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/>'


def _styles(styles: str, accent: str) -> str:
    above, below = (f'<w:{side} w:val="single" w:sz="24" w:space="3" w:color="{PANEL}"/>' for side in ("top", "bottom"))
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{BAR + NUMBERS}"/></w:tabs>'
    figures = f"<w:pBdr>{above}{_bar(accent)}{below}</w:pBdr>{FILL}{stop}"
    hanging = f'<w:ind w:left="{BAR + NUMBERS}" w:hanging="{NUMBERS}"/>'
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERING}"/></w:numPr>'
    ours = dict(
        [
            _paragraph("Body Text", "", before=60, after=120),
            _paragraph("First Paragraph", "", before=60, after=120, based="BodyText"),
            # Without characters of its own: it also stands in tables, whose style sets them.
            _paragraph("Compact", "", before=30, after=30, line=252),
            _paragraph("Title", _run(26, accent, bold=True), before=0, after=120, line=240),
            _paragraph("Subtitle", _run(13, SOFT), after=240),
            _paragraph("Author", _run(11, INK, bold=True), after=40),
            _paragraph("Date", _run(11, SOFT), after=240),
            _paragraph("heading 1", _run(16, accent, bold=True), before=360, after=120, style_id="Heading1", level=0),
            _paragraph("heading 2", _run(13, INK, bold=True), before=280, after=100, style_id="Heading2", level=1),
            _paragraph("heading 3", _run(11, INK, bold=True), before=240, after=80, style_id="Heading3", level=2),
            _paragraph("TOC Heading", _run(13, accent, bold=True), before=120, after=100, style_id="TOCHeading"),
            _paragraph("toc 1", "", after=60, style_id="TOC1"),
            _paragraph("toc 2", "", after=40, indent='<w:ind w:left="360"/>', style_id="TOC2"),
            _paragraph("Numbered Paragraph", "", before=140, after=140, extra=numbered, based="BodyText"),
            _paragraph("Table Caption", _run(10, INK, bold=True), before=240, after=80, style_id="TableCaption"),
            _paragraph("Image Caption", _run(10, INK, bold=True), before=60, after=240, style_id="ImageCaption"),
            _paragraph("Captioned Figure", "", before=200, after=0, style_id="CaptionedFigure"),
            _paragraph("Table Note", _run(9, SOFT), before=110, after=240),
            _paragraph("Definition Term", _run(11, INK, bold=True), before=160, after=0),
            _paragraph("Definition", "", before=20, after=120, indent=f'<w:ind w:left="{INDENT}"/>'),
            _paragraph("Key Figure", "", before=60, after=60, line=264, extra=figures, indent=hanging),
            _paragraph("Partnership", _run(11, accent, bold=True), after=0, line=240),
            _paragraph("header", _run(8.5, SOFT), after=0, line=240, style_id="Header"),
            _paragraph("footer", _run(8.5, SOFT), after=0, line=240, style_id="Footer"),
            *_callout("Callout", accent),
            *chain.from_iterable(_callout(f"Callout {kind}", colour) for kind, colour in CALLOUTS.items()),
        ]
    )
    table = f"""<w:style w:type="table" w:default="1" w:styleId="Table">
<w:name w:val="Table"/><w:qFormat/>
<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="18"/></w:rPr>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{RULE}"/>
<w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/>
<w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:trPr><w:cantSplit/></w:trPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>
<w:tcPr><w:tcBorders><w:insideV w:val="single" w:sz="4" w:color="{accent}"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="{accent}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
</w:style>"""
    number = (
        '<w:style w:type="character" w:styleId="KeyNumber"><w:name w:val="Key Number"/><w:qFormat/>'
        f"{_run(16, accent, bold=True)}</w:style>"
    )
    for style_id, text in {**ours, "Table": table, "KeyNumber": number}.items():
        pattern = rf'<w:style [^>]*w:styleId="{style_id}">.*?</w:style>'
        if re.search(pattern, styles, flags=re.DOTALL):
            styles = re.sub(pattern, lambda _, text=text: text, styles, count=1, flags=re.DOTALL)
        else:
            styles = styles.replace("</w:styles>", f"{text}</w:styles>")
    body = _run(11).replace("</w:rPr>", '<w:lang w:val="en-GB"/></w:rPr>')
    defaults = f"<w:rPrDefault>{body}</w:rPrDefault>"
    styles = re.sub(r"<w:rPrDefault>.*?</w:rPrDefault>", lambda _: defaults, styles, flags=re.DOTALL)
    # pandoc's own colour of links is too pale to read on white.
    styles = re.sub(r'(w:styleId="Hyperlink".*?<w:color )[^>]*/>', rf'\1w:val="{accent}"/>', styles, flags=re.DOTALL)
    return re.sub(r"<w:rFonts w:asciiTheme=[^>]*/>", "", styles)


def _numbering(numbering: str) -> str:
    """Add the one list that numbers paragraphs through the whole paper; its style puts paragraphs in it."""
    abstract = (
        f'<w:abstractNum w:abstractNumId="{NUMBERING}"><w:nsid w:val="2C5B9000"/><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{INDENT}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    number = f'<w:num w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
    start = numbering.index("<w:abstractNum ")
    numbering = numbering[:start] + abstract + numbering[start:]
    if "<w:num " in numbering:
        end = numbering.index("<w:num ")
        return numbering[:end] + number + numbering[end:]
    return numbering.replace("</w:numbering>", f"{number}</w:numbering>")


def _tightened(styles: str) -> str:
    """With half the space around paragraphs, and type that is a seventh smaller, but never below 8 points."""
    tight = re.sub(r'w:(before|after)="(\d+)"', lambda found: f'w:{found[1]}="{int(found[2]) // 2}"', styles)
    return re.sub(r'<w:sz w:val="(\d+)"', lambda found: f'<w:sz w:val="{max(16, int(found[1]) * 6 // 7)}"', tight)


def _page(document: str, margins: str) -> str:
    """A4 with some margins, the first page with the partnership over its title in place of a running header."""
    ends = ("default", 1, 2), ("first", 3, 2)
    margins_of = "".join(
        f'<w:headerReference w:type="{page}" r:id="rIdHouse{head}"/><w:footerReference w:type="{page}" r:id="rIdHouse{foot}"/>'
        for page, head, foot in ends
    )
    section = f'<w:sectPr>{margins_of}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:gutter="0"/><w:titlePg/></w:sectPr>'
    if "<w:sectPr" in document:
        return re.sub(
            r"<w:sectPr[^>]*/>|<w:sectPr.*?</w:sectPr>", lambda _: section, document, count=1, flags=re.DOTALL
        )
    return document.replace("</w:body>", f"{section}</w:body>")


def _settings(settings: str) -> str:
    return settings.replace("<w:rsids>", f"{COMPATIBLE}<w:rsids>", 1)


def _relationships(relationships: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ours = "".join(
        f'<Relationship Id="rIdHouse{index}" Type="{kind}/{part}" Target="{file}"/>'
        for index, (file, part) in enumerate(PARTS.items(), 1)
    )
    return relationships.replace("</Relationships>", f"{ours}</Relationships>")


def _types(types: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    ours = "".join(
        f'<Override PartName="/word/{file}" ContentType="{kind}.{part}+xml"/>' for file, part in PARTS.items()
    )
    return types.replace("</Types>", f"{ours}</Types>")


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t xml:space="preserve"> </w:t></w:r></w:fldSimple>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _halves(across: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{across}"/></w:tabs>'


def _header(across: int) -> str:
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    style = f'<w:pPr><w:pStyle w:val="Header"/>{rule}{_halves(across)}</w:pPr>'
    both = f"{_field(PARTNERSHIP)}<w:r><w:tab/></w:r>{_field(TITLE)}"
    return f"<w:hdr {NAMESPACES}><w:p>{style}{both}</w:p></w:hdr>"


def _first_header() -> str:
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Partnership"/></w:pPr>{_field(PARTNERSHIP)}</w:p></w:hdr>'


def _footer(across: int) -> str:
    style = f'<w:pPr><w:pStyle w:val="Footer"/>{_halves(across)}</w:pPr>'
    numbers = f"{_text('Page ')}{_field('PAGE')}{_text(' of ')}{_field('NUMPAGES')}"
    return f"<w:ftr {NAMESPACES}><w:p>{style}{_field(OCCASION)}<w:r><w:tab/></w:r>{numbers}</w:p></w:ftr>"
