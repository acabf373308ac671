"""A report's lines taken together where they belong together: a paragraph, a table, the lines of one block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^\s*(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+\S")
DIV = re.compile(r"^[\s>]*:{3,}\s*(?P<attributes>\{.*\}|[\w-]+)\s*:*\s*$")
DIV_END = re.compile(r"^[\s>]*:{3,}\s*$")
QUOTED = r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*')"
INLINE_CODE = r"(?<![`\\])(?P<marks>`+)(?!`)(?:(?!\n[ \t\r]*\n).)+?(?<!`)(?P=marks)(?!`)"
COMMENT = r"<!--.*?-->"
CODE = re.compile(INLINE_CODE, re.DOTALL)
CODE_OR_COMMENT = re.compile(f"{INLINE_CODE}|{COMMENT}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and where it stands; `code` says that it is code, in which nothing is read."""

    text: str
    file: str
    number: int
    code: bool = False

    @property
    def place(self) -> str:
        """As a message names it."""
        return f"{self.file}:{self.number}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that follow each other without an empty one between them, none of them code.

    Attributes
    ----------
    first : int
        Which line of all is its first.
    lines : tuple of Line
    text : str
        The lines as they are written.
    prose : str
        The same, at the same length, with comments and inline code blanked out, either of which may run over lines.
    """

    first: int
    lines: tuple[Line, ...]
    text: str
    prose: str

    def index(self, offset: int) -> int:
        """Which line of all holds a place of the text."""
        return self.first + self.text.count("\n", 0, offset)

    def starts(self) -> list[int]:
        """Where in the text each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def passages(lines: Sequence[Line]) -> Iterator[Passage]:
    """Every passage of a text, in order."""
    written = _joined(lines)
    prose = CODE_OR_COMMENT.sub(_blank, written)  # over all lines, since a comment may hold empty ones
    begins, at, offset = None, 0, 0
    for index, line in enumerate([*lines, Line("", "", 0)]):
        if line.code or not line.text.strip():
            if begins is not None:
                yield Passage(begins, tuple(lines[begins:index]), written[at : offset - 1], prose[at : offset - 1])
            begins = None
        elif begins is None:
            begins, at = index, offset
        offset += 1 if line.code else len(line.text) + 1


def outside_code(text: str) -> str:
    """A text with its inline code blanked out, at the same length."""
    return CODE.sub(_blank, text)


def lines_outside_code(lines: Sequence[Line]) -> list[str]:
    """Every line with inline code blanked out, also such as begins on one line and ends on the next; code is empty."""
    return outside_code(_joined(lines)).split("\n")


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join("" if line.code else line.text for line in lines)


def _blank(found: re.Match) -> str:
    return re.sub(r"[^\n]", " ", found[0])
