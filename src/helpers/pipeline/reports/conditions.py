"""The lines of a report's text that are printed only where there is what they tell of."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from helpers.errors import SourceError

WHERE = re.compile(r"^(?P<before>\s*(?:[-*] +)?)\{\{< *where(?P<asked>(?: [^<>]*)?)>\}\} *")
"""`{{< where tbl-streams >}}` at the beginning of a line, or of an item of a list."""
ANYWHERE = re.compile(r"\{\{< *where\b")
LABEL = re.compile(r"#((?:tbl|fig)-[\w-]+)")
LABELLED = ("tbl-", "fig-")
EMPTY_BLOCK = re.compile(r"^:{3,} *\{[^}]*\} *\r?\n(?:[ \t]*\r?\n)*:{3,} *\r?\n", re.MULTILINE)
NOT = "not"


@dataclass(frozen=True, slots=True)
class Available:
    """What a report is staged with.

    Attributes
    ----------
    values, labels : set of str
        The ids of the values that are known, and the labels of the tables and figures that have something to show.
    results : set of str
        The names of all results, whether or not they have.
    """

    values: Set[str]
    labels: Set[str]
    results: Set[str]


def available(values: Mapping, fragments: Path) -> Available:
    """What there is among the values of a report, as `staging` puts them together, and the fragments that lie in a folder."""
    known = {value["id"] for value in values["values"] if value["value"] is not None}
    texts = (path.read_text(encoding="utf-8") for path in sorted(fragments.glob("*.md")))
    labels = {label for text in texts for label in LABEL.findall(text)}
    return Available(known, labels, set(values["results"]))


def applied(text: str, name: str, there: Available) -> str:
    """A report's text without the lines that tell of what is not there, and without the marks of the others.

    A line that begins with `{{< where NAME … >}}` is kept where each NAME is there: the id of a value that is known, or the
    label of a table or figure that has something to show; of a NAME with `not` in front of it, where it is not. A block of which
    no line is left is left out too.

    Parameters
    ----------
    text : str
    name : str
        What a message calls the text.
    there : Available

    Raises
    ------
    SourceError
        If a mark stands elsewhere in a line, names nothing, or names a table or figure that no notebook makes.
    """
    kept: list[str] = []
    dropped = False
    for number, line in enumerate(text.split("\n"), 1):
        found = WHERE.match(line)
        if ANYWHERE.search(line[found.end() :] if found else line):
            raise SourceError(f"{name}:{number}: where must stand at the beginning of a line, or of an item of a list")
        if found and not _holds((found["asked"] or "").split(), f"{name}:{number}", there):
            dropped = True
        else:
            kept.append(bare(line))
    whole = "\n".join(kept)
    return EMPTY_BLOCK.sub("", whole) if dropped else whole


def bare(line: str) -> str:
    """A line without its mark."""
    return WHERE.sub(lambda found: found["before"], line)


def _holds(asked: list[str], place: str, there: Available) -> bool:
    wanted = [name for name, before in zip(asked, ["", *asked], strict=False) if NOT not in (name, before)]
    unwanted = [name for before, name in pairwise(asked) if before == NOT]
    if not wanted and not unwanted:
        raise SourceError(
            f"{place}: where names nothing: write the value, table or figure that the line tells of, as in "
            "{{< where tbl-streams >}}"
        )
    # Each is looked at, so that a name which no notebook makes is told whatever the others are.
    there_is, there_is_not = ([_is_there(name, place, there) for name in names] for names in (wanted, unwanted))
    return all(there_is) and not any(there_is_not)


def _is_there(name: str, place: str, there: Available) -> bool:
    if not name.startswith(LABELLED):
        return name in there.values
    if name.partition("-")[2] not in there.results:
        raise SourceError(f"{place}: no notebook of this report makes {name!r}")
    return name in there.labels
