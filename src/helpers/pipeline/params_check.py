"""Everything wrong in params/, found in one go, by file and line."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.data import catalogue, loading
from helpers.data.declarations import PARAMETERS, SCOPES
from helpers.data.problems import Problem
from helpers.errors import ParamsError, PeriodError, nearest
from helpers.pipeline import occasions, params
from helpers.project import Project

PAPER_KEYS = ("committee", "meeting", "report_of", "contact")
STATEMENT_KEYS = ("issued", "report_of", "contact")
PAPER_EXTRAS = ("subject", "plan", "theme", "document")
AREA_KEYS = ("partnership", "council", "papers")
PEER_KEYS = ("title", "basis", "areas", "tiles")
NOTEBOOK_KEYS = ("question", "tables", "needs")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A YAML mapping with the line of each key."""

    values: Mapping
    lines: Mapping[object, int]
    line: int


def check(place: Project) -> list[Problem]:
    """List every problem of params/notebooks.yml, peers.yml and areas/*.yml, in the order of files and lines."""
    problems: list[Problem] = []
    problems += _notebooks(place, place.params / "notebooks.yml")
    known = set(loading.read(place.data, catalogue.read(place.data)["areas"]).frame["area"])
    problems += _peers(place, place.params / "peers.yml", known)
    for path in sorted((place.params / "areas").glob("*.y*ml")):
        problems += _area(place, path, known)
    return sorted(problems)


def _notebooks(place: Project, path: Path) -> list[Problem]:
    name = place.relative(path)
    entry, problems = _read(path, name)
    if entry is None:
        return problems
    tables = catalogue.read(place.data)
    for notebook, settings in entry.values.items():
        line = entry.lines[notebook]
        if not (place.notebooks / f"{notebook}.ipynb").is_file():
            problems.append(Problem(name, line, str(notebook), f"there is no notebooks/{notebook}.ipynb"))
        if not isinstance(settings, _Entry):
            problems.append(Problem(name, line, str(notebook), f"expected settings {', '.join(NOTEBOOK_KEYS)}"))
            continue
        problems += _keys(name, settings, NOTEBOOK_KEYS, ("scope", "parameters", "returns"))
        for key in ("tables", "needs", "returns"):
            listed = settings.values.get(key) or []
            if not isinstance(listed, list):
                problems.append(
                    Problem(name, settings.lines[key], key, f"{listed!r} is not a list such as [observations]")
                )
                continue
            for table in listed:
                if table not in tables:
                    found = f"{table!r} is not a table of data/{nearest(str(table), tables)}"
                    problems.append(Problem(name, settings.lines[key], key, found))
        for parameter in settings.values.get("parameters") or []:
            if parameter not in PARAMETERS:
                found = f"{parameter!r} is not one of {', '.join(map(repr, PARAMETERS))}"
                problems.append(Problem(name, settings.lines["parameters"], "parameters", found))
        scope = settings.values.get("scope", SCOPES[0])
        if scope not in SCOPES:
            found = f"{scope!r} is not one of {', '.join(map(repr, SCOPES))}"
            problems.append(Problem(name, settings.lines["scope"], "scope", found))
    return problems


def _peers(place: Project, path: Path, known: set[str]) -> list[Problem]:
    name = place.relative(path)
    entry, problems = _read(path, name)
    if entry is None:
        return problems
    for group, settings in entry.values.items():
        line = entry.lines[group]
        if not isinstance(settings, _Entry):
            problems.append(Problem(name, line, str(group), f"expected settings {', '.join(PEER_KEYS)}"))
            continue
        problems += _keys(name, settings, PEER_KEYS)
        listed = settings.values.get("areas") or []
        line = settings.lines.get("areas", line)
        if not isinstance(listed, list):
            problems.append(Problem(name, line, "areas", f"{listed!r} is not a list such as [dudley, walsall]"))
            continue
        for area in listed:
            if area not in known:
                found = f"{area!r} is not an area of data/areas.csv{nearest(str(area), known)}"
                problems.append(Problem(name, line, "areas", found))
            if listed.count(area) > 1:
                problems.append(Problem(name, line, "areas", f"{area!r} is listed more than once"))
        problems += _tiles(name, settings, listed)
    return problems


def _tiles(name: str, settings: _Entry, areas: list) -> list[Problem]:
    tiles = settings.values.get("tiles")
    line = settings.lines.get("tiles", settings.line)
    if not isinstance(tiles, _Entry):
        return [Problem(name, line, "tiles", "expected a column and row for each area, such as dudley: [0, 1]")]
    problems, taken = [], {}
    for area, place in tiles.values.items():
        at = tiles.lines[area]
        if not (isinstance(place, list) and len(place) == 2 and all(isinstance(part, int) for part in place)):
            problems.append(Problem(name, at, str(area), f"{place!r} is not a column and row such as [0, 1]"))
        elif tuple(place) in taken:
            problems.append(Problem(name, at, str(area), f"stands where {taken[tuple(place)]!r} stands already"))
        else:
            taken[tuple(place)] = area
    missing = [area for area in areas if area not in tiles.values]
    return problems + [Problem(name, line, "tiles", f"there is no place for {area!r}") for area in missing]


def _area(place: Project, path: Path, known: set[str]) -> list[Problem]:
    name = place.relative(path)
    entry, problems = _read(path, name)
    if path.stem not in known:
        found = f"{path.stem!r} is not an area of data/areas.csv{nearest(path.stem, known)}"
        problems.append(Problem(name, 0, "", found))
    if entry is None:
        return problems
    problems += _keys(name, entry, AREA_KEYS)
    papers = entry.values.get("papers")
    if not isinstance(papers, _Entry):
        return problems
    for report, of_periods in papers.values.items():
        if report not in params.report_types(place):
            found = f"{report!r} is not a report of reports/{nearest(str(report), params.report_types(place))}"
            problems.append(Problem(name, papers.lines[report], "papers", found))
        if not isinstance(of_periods, _Entry):
            problems.append(Problem(name, papers.lines[report], str(report), "expected a paper for each period"))
            continue
        for occasion, paper in of_periods.values.items():
            line = of_periods.lines[occasion]
            problems += _occasion(place, name, str(report), str(occasion), line)
            problems += _paper(name, str(occasion), paper, line)
    return problems


def _occasion(place: Project, name: str, report: str, occasion: str, line: int) -> Iterator[Problem]:
    try:
        right = occasions.canonical(params.read_report_type(place, report).period, occasion)
    except PeriodError as problem:
        yield Problem(name, line, occasion, str(problem))
    except ParamsError:  # a report type that there is not, or that cannot be read, is told elsewhere
        return
    else:
        if right != occasion:
            yield Problem(name, line, occasion, f"write {occasion!r} as {right!r}")


def _paper(name: str, period: str, paper: object, line: int) -> Iterator[Problem]:
    if not isinstance(paper, _Entry):
        yield Problem(name, line, period, f"expected settings {', '.join(PAPER_KEYS)}")
        return
    when = "issued" if "issued" in paper.values else "meeting"
    yield from _keys(name, paper, STATEMENT_KEYS if when == "issued" else PAPER_KEYS, PAPER_EXTRAS)
    day = paper.values.get(when)
    undated = day == {"issued": params.UNDATED, "meeting": params.TO_FOLLOW}[when]
    if day not in (None, "") and not isinstance(day, datetime.date) and not undated:
        yield Problem(name, paper.lines[when], when, f"{day!r} is not a date such as 2012-06-07")


def _keys(name: str, entry: _Entry, wanted: tuple[str, ...], allowed: tuple[str, ...] = ()) -> list[Problem]:
    problems = [
        Problem(name, entry.lines[key], str(key), f"unknown setting{nearest(str(key), (*wanted, *allowed))}")
        for key in entry.values
        if key not in (*wanted, *allowed)
    ]
    missing = [key for key in wanted if entry.values.get(key) in (None, "")]
    problems += [Problem(name, entry.lines.get(key, entry.line), key, "missing or blank") for key in missing]
    return problems


def _read(path: Path, name: str) -> tuple[_Entry | None, list[Problem]]:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        entry = _entry(node, yaml.SafeLoader("").construct_object)
    except FileNotFoundError:
        return None, [Problem(name, 0, "", "the file is missing")]
    except UnicodeDecodeError as problem:
        return None, [Problem(name, 0, "", f"not UTF-8 text (byte {problem.start}): save it as UTF-8")]
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        return None, [Problem(name, mark.line + 1 if mark else 0, "", f"not readable YAML: {problem.problem}")]
    except (yaml.YAMLError, ValueError) as problem:
        return None, [Problem(name, 0, "", f"not readable YAML: {' '.join(str(problem).split())}")]
    if not isinstance(entry, _Entry):
        return None, [Problem(name, 1, "", "expected settings such as 'question: …'")]
    twice = [problem for problem in _twice(node, name)]
    return entry, twice


def _entry(node: yaml.Node | None, construct: Callable[[yaml.Node], object]) -> object:
    """A YAML node as plain values, with every mapping as an `_Entry`."""
    if isinstance(node, yaml.MappingNode):
        keys = [construct(key) for key, _ in node.value]
        values = [_entry(value, construct) for _, value in node.value]
        lines = {key: pair[0].start_mark.line + 1 for key, pair in zip(keys, node.value, strict=True)}
        return _Entry(dict(zip(keys, values, strict=True)), lines, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_entry(item, construct) for item in node.value]
    return None if node is None else construct(node)


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
