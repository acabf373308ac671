"""Where a line of a staged report was written: a message names the file that a person edits, not the copy of it in build/."""

import re
from collections.abc import Sequence
from pathlib import Path

from helpers.pipeline import given
from helpers.pipeline.staging import COMMENTARY
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
        line = _line(main.parent / COMMENTARY / found["name"], found["number"])
        for path in sources:
            lines = _lines(path)
            if line and line in lines:
                return f"{place.relative(path)}:{lines.index(line) + 1}"
        return found[0]

    def told(found: re.Match) -> str:
        # Lines are left out, never put in: it was written no higher up than it stands now.
        line, above = _line(main, found["number"]), int(found["number"]) - 1
        lines = [given.bare(each).strip() for each in _lines(place.reports / main.stem / main.name)]
        return f"{main.name}:{lines.index(line, above) + 1}" if line in lines[above:] else found[0]

    own = re.compile(rf"(?<![\w./-]){re.escape(main.name)}:(?P<number>\d+)")
    return own.sub(told, STAGED.sub(commented, message))


def _line(path: Path, number: str) -> str:
    return "".join(_lines(path)[int(number) - 1 : int(number)])


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n")] if path.is_file() else []
