"""How wide the columns of a table are: as its author shares them out, but never so narrow that a word breaks."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

ACROSS = 52.9
"""Ems of a table's type that stand side by side on the page: 16.8 cm at 9 points."""
AT_THE_SIDES = 1.0
"""Ems that a cell keeps free to its left and right together."""
SPARE, LAVISH = 1.08, 1.25
"""What takes the place of Arial where it is not installed is seldom wider by more than the one, and never by more than the other,
for which a table has room that is not crowded."""
CROWDED = 0.8
"""Of the page's width: what all columns need together, beyond which they are not given more than they need."""
WHOLE = {"right": 10, "left": 7}
"""Ems of a cell that is not broken at its spaces: on the right a figure, such as `76.8 (75.8 to 77.8)`; on the left few words."""
UNMEASURED = 0.75
"""Ems of a letter that the measures do not have, such as an arrow."""

# Letters may begin a line after a space, and after a hyphen or dash, in Word as in print; after a no-break space they may not.
BREAKS = re.compile(r"[ \n]+|(?<=[-–—])(?=.)")
INCH = 72 / 9


@dataclass(frozen=True, slots=True)
class Demand:
    """What a column is given and what it could do with, in ems, except for the weight.

    Attributes
    ----------
    weight : float
        Its author's share of the width.
    need : float
        So that no word of it breaks.
    want : float
        So that each of its cells takes one line.
    keep : float
        What it does not give away where it has it: for its heading on one line, or infinite for a column to write into.
    """

    weight: float
    need: float
    want: float
    keep: float = 0.0


def shares(columns: Sequence[Demand], across: float = ACROSS) -> list[float]:
    """The width of each column in ems, which come to `across` together.

    The author's weights say how the width is shared out. What no cell of a column would fill goes first where a word would break,
    then where a cell takes more than one line. If a word would still break, the other columns yield by their weights; where
    not even all words fit, all yield alike.
    """
    unit = across / sum(column.weight for column in columns)
    wide = [column.weight * unit for column in columns]
    own = list(zip(wide, columns, strict=True))
    free = [max(0.0, width - max(column.need, column.want, column.keep)) for width, column in own]
    first = [max(0.0, column.need - width) for width, column in own]
    # At most twice the width: a column of long sentences would take all, and its cells take many lines at any width.
    then = [max(0.0, min(column.want, 2 * width) - max(width, column.need)) for width, column in own]
    one = _part(sum(free), sum(first))
    two = _part(sum(free) - one * sum(first), sum(then))
    taken = _part(one * sum(first) + two * sum(then), sum(free))
    parts = zip(wide, free, first, then, strict=True)
    lent = [width - taken * room + one * word + two * line for width, room, word, line in parts]
    return _at_least(lent, [column.need for column in columns], across)


def _part(there: float, asked: float) -> float:
    """How much of what is asked for there is."""
    return min(1.0, there / asked) if asked > 0 else 0.0


def _at_least(wide: Sequence[float], needs: Sequence[float], across: float) -> list[float]:
    # Nothing is divided by nought below: as long as there is room for all, some column is wider than it needs to be.
    if sum(needs) >= across:
        return [need * across / sum(needs) for need in needs]
    given: dict[int, float] = {}
    while True:
        rest = sum(width for place, width in enumerate(wide) if place not in given)
        scale = (across - sum(given.values())) / rest if rest else 0.0
        found = [given.get(place, width * scale) for place, width in enumerate(wide)]
        short = {place: need for place, need in enumerate(needs) if place not in given and found[place] < need}
        if not short:
            return found
        given |= short


def need(texts: Iterable[str], *, bold: bool = False, whole: float = 0, spare: float = SPARE) -> float:
    """Ems that a column needs for the longest word of its cells, with what a cell keeps free.

    Parameters
    ----------
    texts : iterable of str
    bold : bool
        As headings and totals are.
    whole : float
        Ems up to which a cell is not broken at its spaces either.
    spare : float
        How much wider the type may turn out to be.
    """

    def longest(text: str) -> float:
        length = across(text, bold=bold)
        return length if length <= whole else max(across(word, bold=bold) for word in BREAKS.split(text))

    return spare * max(map(longest, texts), default=0.0) + AT_THE_SIDES


def want(texts: Iterable[str], *, bold: bool = False) -> float:
    """Ems that a column needs so that each of its cells takes one line, with what a cell keeps free."""
    return SPARE * max((across(text, bold=bold) for text in texts), default=0.0) + AT_THE_SIDES


def across(text: str, *, bold: bool = False) -> float:
    """Ems that a text takes on one line."""
    known = _measures("Helvetica-Bold" if bold else "Helvetica")
    return sum(known.get(letter, UNMEASURED) for letter in text)


@functools.cache
def _measures(font: str) -> dict[str, float]:
    # Helvetica's measures are Arial's, the type of the Word file. The type of the PDF and of the web page is narrower.
    metrics = Path(matplotlib.get_data_path()) / "fonts" / "pdfcorefonts" / f"{font}.afm"
    found = re.findall(r"^C (\d+) ; WX (\d+)", metrics.read_text(encoding="latin-1"), flags=re.MULTILINE)
    letters = {chr(int(code)): int(width) / 1000 for code, width in found if int(code) < 127}
    return letters | {
        "£": letters["0"],
        "−": letters["+"],
        "–": letters["0"],
        "’": letters["'"],
        "\u00a0": letters[" "],
    }
