"""Where a line of a staged report was written: a message names the file that a person edits, not the copy of it in build/."""

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from helpers.pipeline.reports import conditions
from helpers.pipeline.reports.staging import COMMENTARY
from helpers.project import Project

STAGED = re.compile(rf"\b{COMMENTARY}/(?P<name>[\w-]+\.md):(?P<number>\d+)")
"""A line of commentary as a renderer names it. Boxes round paragraphs that are to be reviewed give it another number."""


def as_written(message: str, main: Path, sources: Sequence[Path], place: Project) -> str:
    """A renderer's message with each line of the text and its commentary named as it stands in the file that it was written in.

    Parameters
    ----------
    main : Path
        The staged text, which lacks the lines that tell of what is not there.
    sources : sequence of Path
        The files of commentary that it includes. A place that is a line of none of them is left as it is.
    """

    def commented(found: re.Match) -> str:
        lines = _lines(main.parent / COMMENTARY / found["name"])
        at = int(found["number"]) - 1
        # A piece is staged under its own name; only the sections of a paper's own lie together, in a file of another.
        own = [path for path in sources if path.name == found["name"]]
        written = _likeliest(lines, at, own or sources)
        return f"{place.relative(written[0])}:{written[1] + 1}" if written else found[0]

    def told(found: re.Match) -> str:
        # Lines are left out, never put in: it was written no higher up than it stands now.
        above = int(found["number"]) - 1
        line = "".join(_lines(main)[above : above + 1])
        lines = [conditions.bare(each).strip() for each in _lines(place.reports / main.stem / main.name)]
        return f"{main.name}:{lines.index(line, above) + 1}" if line in lines[above:] else found[0]

    own = re.compile(rf"(?<![\w./-]){re.escape(main.name)}:(?P<number>\d+)")
    return own.sub(told, STAGED.sub(commented, message))


def _likeliest(staged: Sequence[str], at: int, sources: Sequence[Path]) -> tuple[Path, int] | None:
    """The file and place where a staged line was written: of equal lines the one with most of the same lines round it."""
    if not 0 <= at < len(staged) or not staged[at]:
        return None
    texts = {path: _lines(path) for path in sources}
    equal = [(path, place) for path, lines in texts.items() for place, line in enumerate(lines) if line == staged[at]]
    return max(equal, key=lambda one: _shared(staged, at, texts[one[0]], one[1]), default=None)


def _shared(ours: Sequence[str], at: int, theirs: Sequence[str], place: int) -> int:
    """How many lines without a break are the same before two places, and after them."""
    before = zip(reversed(ours[:at]), reversed(theirs[:place]), strict=False)
    after = zip(ours[at + 1 :], theirs[place + 1 :], strict=False)
    return sum(len(list(takewhile(lambda pair: pair[0] == pair[1], pairs))) for pairs in (before, after))


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n")] if path.is_file() else []
