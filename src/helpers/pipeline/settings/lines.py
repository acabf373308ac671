"""A settings file with the line on which each of its parts stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from helpers import yaml_files
from helpers.data.problems import Problem
from helpers.project import Project

Way = tuple[str | int, ...]
"""The keys and places in lists that lead to a part of a file."""
KNOWN = "tag:yaml.org,2002:"
"""What the names of those kinds of value begin with that YAML knows by itself."""


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML file as JSON would hold it, so that a schema can be held against it.

    Attributes
    ----------
    file : str
        From the project's root.
    values : mapping
        Every key as it is written; days as texts. What is blank is left out.
    lines : mapping of way to int
        The line of each key and of each item in a list, of blank ones too.
    """

    file: str
    values: Mapping
    lines: Mapping[Way, int]

    def line(self, *way: str | int) -> int:
        """The line of a part; of the nearest part around it that is there, where it is not."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)

    def problem(self, message: str, *way: str | int, named: str = "") -> Problem:
        """A problem of a part, called after its nearest key unless named."""
        return Problem(self.file, self.line(*way), named or _named(way), message)


def read(place: Project, path: Path) -> tuple[Located | None, list[Problem]]:
    """Read a settings file; None with the reason if it is missing or no YAML, and what stands in it twice."""
    name = place.relative(path)
    reading = _Reading(name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        values = None if node is None else reading.plain(node, ())
    except FileNotFoundError:
        found = Problem(name, 0, "", "the file is missing")
    except UnicodeDecodeError as problem:
        found = Problem(name, 0, "", f"not UTF-8 text (byte {problem.start}): save it as UTF-8")
    except _MeaninglessError as problem:
        found = problem.found
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        found = Problem(name, mark.line + 1 if mark else 0, "", f"not readable YAML: {yaml_files.stumbled(problem)[1]}")
    except RecursionError:
        found = Problem(name, 0, "", "its lists lie too deep in one another to be settings: take brackets away")
    else:
        return Located(name, values, reading.lines), [] if node is None else list(_twice(node, name))
    return None, [found]


class _MeaninglessError(Exception):
    """YAML that is written as it should be, and is nothing that settings can hold."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.found = found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read of a file, and the lines that its parts were found on."""

    file: str
    lines: dict[Way, int] = field(default_factory=dict)

    def plain(self, node: yaml.Node, way: Way, around: tuple[yaml.Node, ...] = ()) -> object:
        """What a node holds; `around` are those that it lies in, since an alias may lead back to one of them."""
        line = node.start_mark.line + 1
        if node in around:
            told = "holds itself, by an alias such as *name: write out what is meant"
            raise _MeaninglessError(Problem(self.file, line, _named(way), told))
        self._refuse_kind(node, way)
        self.lines.setdefault(way, line)
        if isinstance(node, yaml.MappingNode):
            found = {}
            for key, value in node.value:
                self._refuse_kind(key, way)
                if not isinstance(key, yaml.ScalarNode):
                    told = "a list stands where a name should: take the question mark or the brackets away"
                    raise _MeaninglessError(Problem(self.file, key.start_mark.line + 1, _named(way), told))
                at = (*way, str(key.value))
                self.lines[at] = key.start_mark.line + 1
                inside = self.plain(value, at, (*around, node))
                if inside not in (None, ""):
                    found[str(key.value)] = inside
            return found
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*way, place), (*around, node)) for place, item in enumerate(node.value)]
        if node.tag == f"{KNOWN}timestamp":
            return node.value  # as it is written: JSON has no days, and a schema says how one looks
        try:
            return yaml.SafeLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError):
            told = f"{node.value!r} means something else in YAML: put it in quotation marks"
            raise _MeaninglessError(Problem(self.file, line, _named(way), told)) from None

    def _refuse_kind(self, node: yaml.Node, way: Way) -> None:
        """A word behind an exclamation mark would say of what kind a value is, and settings need none."""
        if not node.tag.startswith(KNOWN):
            told = f"YAML takes {node.tag!r} for a kind of value: put the text in quotation marks"
            raise _MeaninglessError(Problem(self.file, node.start_mark.line + 1, _named(way), told))


def _named(way: Way) -> str:
    """The nearest key of a way through a file; empty where there is none."""
    return next((part for part in reversed(way) if isinstance(part, str)), "")


def _twice(node: yaml.Node, name: str) -> Iterator[Problem]:
    """Keys that stand twice in a mapping: YAML keeps the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if key.value in seen:
                found = f"stands there twice, first on line {seen[key.value]}"
                yield Problem(name, key.start_mark.line + 1, key.value, found)
            seen.setdefault(key.value, key.start_mark.line + 1)
            yield from _twice(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _twice(item, name)
