"""Where a line of a staged report was written: a message names the file that a person edits, not the copy of it in build/."""

import re
from collections.abc import Sequence
from pathlib import Path

from helpers.pipeline.staging import COMMENTARY
from helpers.project import Project

STAGED = re.compile(rf"\b{COMMENTARY}/(?P<name>[\w-]+\.md):(?P<number>\d+)")
"""A line of commentary as a renderer names it. Boxes round paragraphs that are to be reviewed give it another number."""


def as_written(message: str, staged: Path, sources: Sequence[Path], place: Project) -> str:
    """A renderer's message with each line of commentary named as it stands in the file that it was written in.

    Parameters
    ----------
    staged : Path
        Folder of the staged report.
    sources : sequence of Path
        The files of commentary that it includes. A place that is a line of none of them is left as it is.
    """

    def named(found: re.Match) -> str:
        at = int(found["number"])
        line = "".join(_lines(staged / COMMENTARY / found["name"])[at - 1 : at])
        for path in sources:
            lines = _lines(path)
            if line and line in lines:
                return f"{place.relative(path)}:{lines.index(line) + 1}"
        return found[0]

    return STAGED.sub(named, message)


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n")] if path.is_file() else []
