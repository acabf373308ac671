"""A settings file with the line on which each of its parts stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers import yaml_files
from helpers.data.problems import Problem
from helpers.project import Project

Way = tuple[str | int, ...]
"""The keys and places in lists that lead to a part of a file."""


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
        keys = [part for part in way if isinstance(part, str)]
        return Problem(self.file, self.line(*way), named or (keys[-1] if keys else ""), message)


def read(place: Project, path: Path) -> tuple[Located | None, list[Problem]]:
    """Read a settings file; None with the reason if it is missing or no YAML, and what stands in it twice."""
    name = place.relative(path)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return None, [Problem(name, 0, "", "the file is missing")]
    except UnicodeDecodeError as problem:
        return None, [Problem(name, 0, "", f"not UTF-8 text (byte {problem.start}): save it as UTF-8")]
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        return None, [Problem(name, mark.line + 1 if mark else 0, "", f"not readable YAML: {problem.problem}")]
    except yaml.YAMLError as problem:
        return None, [Problem(name, 0, "", f"not readable YAML: {yaml_files.stumbled(problem)[1]}")]
    lines: dict[Way, int] = {}
    values = None if node is None else _plain(node, (), lines)
    return Located(name, values, lines), [] if node is None else list(_twice(node, name))


def _plain(node: yaml.Node, way: Way, lines: dict[Way, int]) -> object:
    lines.setdefault(way, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found = {}
        for key, value in node.value:
            at = (*way, str(key.value))
            lines[at] = key.start_mark.line + 1
            inside = _plain(value, at, lines)
            if inside not in (None, ""):
                found[str(key.value)] = inside
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*way, place), lines) for place, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:timestamp":
        return node.value  # as it is written: JSON has no days, and a schema says how one looks
    return yaml.SafeLoader("").construct_object(node)


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
