"""Everything wrong in the settings files of params/ and reports/, found in one go, by file and line."""

from collections.abc import Iterator
from pathlib import Path

from helpers import periods
from helpers.data import catalogue, loading
from helpers.data.problems import Problem
from helpers.errors import ParamsError, PeriodError, nearest
from helpers.pipeline import occasions, params
from helpers.pipeline.batches import matrix
from helpers.pipeline.occasions import Kind
from helpers.pipeline.settings import lines, schemas
from helpers.pipeline.settings.lines import Located
from helpers.project import Project

ENDING = ".yml"
"""Of the settings files that are read; editors and people also know `.yaml`."""
Known = set[str] | tuple[str, ...] | None
"""What there is to be named; None where nobody can tell, because the file that says so cannot be used. Then nobody is blamed."""


def check(place: Project) -> list[Problem]:
    """List every problem of the settings files, in the order of files and lines."""
    return sorted(set(_all(place)))


def _all(place: Project) -> Iterator[Problem]:
    yield from _misnamed_files(place)
    areas = _column(place, "areas", "area")
    notebooks, found = _fitting(place, place.params / "notebooks.yml", "notebooks")
    yield from found
    declared = tuple(notebooks.values) if notebooks else None
    yield from _notebooks(place, notebooks, areas) if notebooks else ()
    for path in sorted(place.reports.glob("*/report.yml")):
        report, found = _fitting(place, path, "report")
        yield from found
        yield from _listed(report, "notebooks", declared, "a notebook of params/notebooks.yml") if report else ()
    peers, found = _fitting(place, place.params / "peers.yml", "peers")
    yield from found
    yield from _peers(peers, areas) if peers else ()
    yield from _fitting(place, place.params / "disclosure.yml", "disclosure")[1]
    for path in sorted((place.params / "runs").glob("*.yml")):
        run, found = _fitting(place, path, "run")
        yield from found
        yield from _run(place, run, areas, declared) if run else ()
    keyed = {key: _column(place, *column) for key, column in params.KEYED.items()}
    for path in _settings_files(place.params / "areas"):
        if _lacks(areas, path.stem):
            found = f"{path.stem!r} is not an area of data/areas.csv{nearest(path.stem, areas)}"
            yield Problem(place.relative(path), 0, "", found)
        area, found = _fitting(place, path, "area")
        yield from found
        yield from _papers(place, area, keyed) if area else ()


def _fitting(place: Project, path: Path, schema: str) -> tuple[Located | None, list[Problem]]:
    """A file that fits its schema, or None; and why it does not, and what else is wrong with it as a file."""
    found, problems = lines.read(place, path)
    if found is None:
        return None, problems
    misfits = list(schemas.problems(schema, found))
    # What does not fit is told first: what a misfit means cannot be looked at.
    return (None if misfits else found), problems + misfits


def _misnamed_files(place: Project) -> Iterator[Problem]:
    """Settings files that nobody reads, since their names end otherwise."""
    folders = (place.params, place.params / "areas", place.params / "runs")
    reports = [path for path in place.reports.glob("*/report.*") if path.suffix.lower() == ".yaml"]
    for path in (*(path for folder in folders for path in _settings_files(folder)), *reports):
        if path.suffix != ENDING:
            yield Problem(place.relative(path), 0, "", f"is not read under this name: call it {path.stem}{ENDING}")


def _settings_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.*") if path.suffix.lower() in (ENDING, ".yaml"))


def _column(place: Project, table: str, column: str) -> Known:
    loaded = loading.read(place.data, catalogue.read(place.data)[table])
    if loaded.frame.empty and loaded.problems:
        return None
    return set(loaded.frame[column]) - {""}


def _lacks(known: Known, word: str) -> bool:
    return known is not None and word not in known


def _notebooks(place: Project, found: Located, areas: Known) -> Iterator[Problem]:
    for name, settings in found.values.items():
        if not (place.notebooks / f"{name}.ipynb").is_file():
            yield found.problem(f"there is no notebooks/{name}.ipynb", name)
        shown = settings["shown"]
        if _lacks(areas, shown["borough"]):
            told = f"{shown['borough']!r} is not an area of data/areas.csv{nearest(shown['borough'], areas)}"
            yield found.problem(told, name, "shown", "borough")
        try:
            periods.parse_quarter(shown["quarter"])
        except PeriodError as problem:
            yield found.problem(str(problem), name, "shown", "quarter")


def _listed(found: Located, key: str, known: Known, what: str) -> Iterator[Problem]:
    """Items of a list that are not among what there is."""
    listed = found.values.get(key, ())
    for place, item in enumerate(listed if isinstance(listed, list) else ()):
        if _lacks(known, item):
            yield found.problem(f"{item!r} is not {what}{nearest(item, known)}", key, place)


def _peers(found: Located, areas: Known) -> Iterator[Problem]:
    for group, settings in found.values.items():
        for place, area in enumerate(settings["areas"]):
            if _lacks(areas, area):
                told = f"{area!r} is not an area of data/areas.csv{nearest(area, areas)}"
                yield found.problem(told, group, "areas", place)
            if area in settings["areas"][:place]:
                yield found.problem(f"{area!r} is listed more than once", group, "areas", place)
            if area not in settings["tiles"]:
                yield found.problem(f"there is no place for {area!r}", group, "tiles")
        taken: dict[tuple, str] = {}
        for area, tile in settings["tiles"].items():
            first = taken.setdefault(tuple(tile), area)
            if first != area:
                yield found.problem(f"stands where {first!r} stands already", group, "tiles", area)


def _run(place: Project, found: Located, areas: Known, declared: Known) -> Iterator[Problem]:
    yield from _listed(found, "boroughs", areas, "an area of data/areas.csv")
    yield from _listed(found, "notebooks", declared, "a notebook of params/notebooks.yml")
    yield from _listed(found, "reports", tuple(params.report_types(place)), "a report of reports/")
    quarters = found.values.get("quarters", ())
    for at, quarter in enumerate(quarters if quarters != matrix.ALL else ()):
        try:
            periods.parse_quarter(quarter)
        except PeriodError as problem:
            yield found.problem(str(problem), "quarters", at)


def _papers(place: Project, found: Located, keyed: dict[str, Known]) -> Iterator[Problem]:
    for report, papers in found.values["papers"].items():
        if report not in params.report_types(place):
            told = f"{report!r} is not a report of reports/{nearest(report, params.report_types(place))}"
            yield found.problem(told, "papers", report, named="papers")
        for occasion, paper in papers.items():
            way = ("papers", report, occasion)
            told = _misnamed(place, report, occasion, keyed["plan"])
            if told:
                yield found.problem(told, *way)
            for at, section in enumerate(paper.get("sections", ())):
                if section in _pieces(place, report):
                    yield found.problem(
                        f"{section!r} is a section of every {report}: leave it out", *way, "sections", at
                    )
            for key, known in keyed.items():
                if key in paper and _lacks(known, paper[key]):
                    table, column = params.KEYED[key]
                    told = f"{paper[key]!r} is not a {column} of data/{table}.csv{nearest(paper[key], known)}"
                    yield found.problem(told, *way, key)


def _pieces(place: Project, report: str) -> tuple[str, ...]:
    try:
        return params.read_report_type(place, report).pieces
    except ParamsError:  # told elsewhere
        return ()


def _misnamed(place: Project, report: str, occasion: str, plans: Known) -> str:
    """Why an occasion cannot be called what it is called; empty if it can, or if the report's type is wrong itself."""
    try:
        kind = params.read_report_type(place, report).period
        right = occasions.canonical(kind, occasion)
    except PeriodError as problem:
        return str(problem)
    except ParamsError:
        return ""
    if kind is Kind.PLAN and _lacks(plans, occasion):
        return f"{occasion!r} is not a plan of data/plans.csv{nearest(occasion, plans)}"
    return f"write {occasion!r} as {right!r}" if right != occasion else ""
