"""Keep the paragraphs of a Word file with what they lead to, and its lists below the text that they belong to."""

import re

from helpers.pipeline.render.word_style import INDENT

PARAGRAPH = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", flags=re.DOTALL)
NUMBERED = re.compile(r'(<w:numPr><w:ilvl w:val="(\d+)" ?/><w:numId [^>]*/></w:numPr>)')
HANGING = 340
"""Twips from a bullet to its text."""
KEY = '<w:pStyle w:val="KeyFigure"'
LETTERS = 240
"""Of a sentence or two that lead to a table; a longer paragraph stands by itself."""
LEAD, CAPTION = '<w:pStyle w:val="NumberedParagraph"', '<w:pStyle w:val="TableCaption"'


def leading(document: str) -> str:
    """The text of a document in which a lead-in stays with its list or table, and key figures with each other.

    A paragraph that ends with a colon leads to what follows, and a numbered one before a table to that. The bullets of a list
    stand below the text of the numbered paragraph over it, at any level, rather than where a program puts them that mistakes
    them for a part of its numbering.
    """
    found = list(PARAGRAPH.finditer(document))
    parts, end = [], 0
    for index, block in enumerate(found):
        after = found[index + 1][0] if index + 1 < len(found) else ""
        text = block[0]
        if text.startswith("<w:p>"):
            text = NUMBERED.sub(_indented, text)
            leads = (_words(text).endswith(":") and after) or (
                LEAD in text and CAPTION in after and len(_words(text)) <= LETTERS
            )
            if leads or (KEY in text and KEY in after):
                text = kept(text)
        parts += [document[end : block.start()], text]
        end = block.end()
    return "".join([*parts, document[end:]])


def kept(text: str) -> str:
    """Paragraphs that stay on one page with what follows them."""
    marked = text.replace("<w:pPr>", "<w:pPr><w:keepNext/>").replace("<w:pPr/>", "<w:pPr><w:keepNext/></w:pPr>")
    # Where the style comes first in the properties, the schema wants it before keepNext.
    return re.sub(r"<w:pPr><w:keepNext ?/>\s*(<w:pStyle [^>]*/>)", r"<w:pPr>\1<w:keepNext/>", marked)


def _words(paragraph: str) -> str:
    return "".join(re.findall(r"<w:t\b[^>]*>([^<]*)", paragraph)).rstrip()


def _indented(found: re.Match) -> str:
    left = INDENT + HANGING * (int(found[2]) + 1)
    return f'{found[1]}<w:ind w:left="{left}" w:hanging="{HANGING}"/>'
