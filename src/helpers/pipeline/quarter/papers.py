"""The papers of a new quarter: each one of the quarter before, entered again in the text of its params/areas/ file."""

import re
from dataclasses import dataclass

import yaml

from helpers.periods import Period
from helpers.pipeline.quarter.expected import Renaming

INDENTED = re.compile(r"(?P<indent>\s*)\S")
SETTING = re.compile(r"(?P<before>\s*(?P<name>\w+)\s*:\s*)(?P<value>[^#\n]*?)(?P<after>\s*(?:#.*)?)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper's entry as it stands: its report type, and the lines of the file that it takes, counted from 0."""

    report: str
    first: int
    last: int


def entries(text: str, quarter: Period) -> list[Entry]:
    """Where the papers of a quarter stand in the text of a file of params/areas/, in its order."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return [
        Entry(report.value, key.start_mark.line, value.end_mark.line)
        for name, papers in _pairs(root)
        if name.value == "papers"
        for report, occasions in _pairs(papers)
        for key, value in _pairs(occasions)
        if key.value == str(quarter)
    ]


def entered(text: str, course: Renaming, reports: set[str], to_follow: str, undated: str) -> str:
    """Enter the papers of a new quarter below those of the quarter before.

    Parameters
    ----------
    reports : set of str
        The report types that a quarter has; one that is entered already stays as it is.
    to_follow, undated : str
        What stands for the day of a meeting, and of a return, that nobody knows yet.
    """
    lines = text.split("\n")
    there = {entry.report for entry in entries(text, course.quarter)}
    for entry in reversed(entries(text, course.like)):
        if entry.report in reports and entry.report not in there:
            taken = lines[entry.first : _end(lines, entry)]
            fresh = [_renewed(line, course, to_follow, undated) for line in taken]
            lines[_end(lines, entry) : _end(lines, entry)] = fresh
    return "\n".join(lines)


def _end(lines: list[str], entry: Entry) -> int:
    """The line after the last of an entry: YAML ends a mapping where the next one begins, below blank lines and comments."""
    depth = len(INDENTED.match(lines[entry.first])["indent"])
    last = entry.first
    for number in range(entry.first + 1, min(entry.last + 1, len(lines))):
        found = INDENTED.match(lines[number])
        if found and len(found["indent"]) > depth and not lines[number].lstrip().startswith("#"):
            last = number
    return last + 1


def _renewed(line: str, course: Renaming, to_follow: str, undated: str) -> str:
    found = SETTING.match(line)
    if not found:
        return line.replace(str(course.like), str(course.quarter))
    # A comment that explains one quarter's entry says nothing of the next one's.
    match found["name"]:
        case "meeting":
            return f"{found['before']}{to_follow}    # the day of the meeting, such as {course.quarter.end.isoformat()}"
        case "issued":
            return f"{found['before']}{undated}"
        case _:
            return f"{found['before']}{course.words(course.key(found['value']))}{found['after']}"


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []
