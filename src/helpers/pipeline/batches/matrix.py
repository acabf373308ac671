"""What a file of params/runs/ asks for: boroughs × quarters × notebooks, and reports, as jobs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from helpers import periods, yaml_files
from helpers.data import catalogue, declarations, loading
from helpers.data.slicing import Request
from helpers.errors import ParamsError, PeriodError, nearest
from helpers.periods import Period
from helpers.pipeline import params
from helpers.pipeline.batches import tasks
from helpers.pipeline.batches.jobs import Job, Plan
from helpers.pipeline.reports import offers
from helpers.pipeline.reports.offers import Offer
from helpers.pipeline.reports.plan import FORMATS
from helpers.project import Project

ALL = "all"
LISTS = ("boroughs", "quarters", "notebooks", "reports", "formats")


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is asked for; None where everything is.

    Attributes
    ----------
    boroughs, notebooks, reports : tuple of str, optional
        Keys of areas, notebooks and report types.
    quarters : tuple of Period, optional
    formats : tuple of str
    """

    boroughs: tuple[str, ...] | None
    quarters: tuple[Period, ...] | None
    notebooks: tuple[str, ...] | None
    reports: tuple[str, ...] | None
    formats: tuple[str, ...]

    def looks_at(self, area: str, report: str) -> bool:
        """Whether a paper matters: it is asked for, or says at which quarters notebooks are to run."""
        of_area = self.boroughs is None or area in self.boroughs
        return of_area and (self.quarters is None or self.reports is None or report in self.reports)


def read(place: Project, path: Path) -> Matrix:
    """Read a file of params/runs/ and check every name in it.

    Raises
    ------
    ParamsError
        If it cannot be read, or names something that there is not.
    """
    name = place.relative(path)
    if not path.is_file():
        there = ", ".join(sorted(found.stem for found in (place.params / "runs").glob("*.yml"))) or "none"
        raise ParamsError(f"{name} is missing; params/runs/ holds {there}")
    try:
        entry = yaml_files.read(path)
    except (yaml.YAMLError, ValueError) as problem:
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{name}{at}: not readable YAML: {told}") from None
    if not isinstance(entry, Mapping):
        raise ParamsError(f"{name}: expected lists such as 'boroughs: [dudley]'")
    for key in entry:
        if key not in LISTS:
            raise ParamsError(f"{name}: {key!r} is not known{nearest(str(key), LISTS)}; it may have {', '.join(LISTS)}")
    return _checked(place, name, {key: _list(name, key, entry.get(key, ALL)) for key in LISTS})


def planned(place: Project, asked: Sequence[str], engine: str) -> Plan:
    """What some words come to: `batch FILE` of params/runs/, or `all-reports FORMATS`.

    Raises
    ------
    ParamsError
        If they cannot be understood, or come to nothing.
    """
    command, of = asked
    if command == "all-reports":
        return plan_of(place, offers.offers(place, of), engine)
    return plan_matrix(place, read(place, place.root / of), engine)


def plan_matrix(place: Project, matrix: Matrix, engine: str) -> Plan:
    """Everything that a matrix asks for, each piece once.

    Raises
    ------
    ParamsError
        If it comes to nothing.
    """
    offered = offers.offers(place, ",".join(matrix.formats), matrix.looks_at)
    papers = plan_of(place, [offer for offer in offered if _wanted(matrix, offer)], engine)
    found = {job.name: job for job in papers.jobs}
    for request in _requests(place, matrix, offered):
        job = run_job(place, request)
        found.setdefault(job.name, job)
    if not (found or papers.refused or papers.waiting):
        raise ParamsError("nothing comes of these lists: no paper of params/areas/ and no notebook fits all of them")
    return replace(papers, jobs=tuple(found.values()))


def plan_of(place: Project, chosen: Iterable[Offer], engine: str) -> Plan:
    """The jobs of some papers, each after its notebooks."""
    found: dict[str, Job] = {}
    refused: dict[str, str] = {}
    waiting: dict[str, str] = {}
    for offer in chosen:
        if offer.plan is None:
            (waiting if offer.waiting else refused)[report_name(offer)] = offer.refused
            continue
        runs = [run_job(place, request) for request in offer.plan.runs]
        found.update((job.name, job) for job in runs)
        report = _report_job(place, offer, engine, frozenset(job.name for job in runs))
        found[report.name] = report
    return Plan(tuple(found.values()), refused, waiting)


def run_job(place: Project, request: Request) -> Job:
    """The job of running one notebook."""
    further = (value for _, value in request.parameters)
    folder = place.run_folder(request.area, request.quarter, request.notebook, further)
    name = folder.relative_to(place.build / "runs").as_posix()
    return Job(name, tasks.of_run(place, request), folder=place.relative(folder))


def report_name(offer: Offer) -> str:
    """What the job of a paper is called."""
    return f"{offer.area}/{offer.occasion}/{offer.report}"


def _report_job(place: Project, offer: Offer, engine: str, after: frozenset[str]) -> Job:
    task = tasks.of_report(place, offer.report, offer.asked, ",".join(offer.plan.formats), engine)
    folder = place.published.joinpath(*offer.plan.folder_parts())
    return Job(report_name(offer), task, after, place.relative(folder))


def _list(name: str, key: str, found: object) -> tuple[str, ...] | None:
    if found == ALL:
        return None
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise ParamsError(f"{name}: {key}: expected a list or the word all, got {found!r}")
    return tuple(str(each) for each in found)


def _checked(place: Project, name: str, lists: Mapping[str, tuple[str, ...] | None]) -> Matrix:
    declared = declarations.read(place)
    known = {
        "boroughs": set(loading.load(place.data, catalogue.read(place.data)["areas"])["area"]),
        "notebooks": set(declared),
        "reports": set(params.report_types(place)),
        "formats": set(FORMATS),
    }
    for key, there in known.items():
        for each in lists[key] or ():
            if each not in there:
                raise ParamsError(
                    f"{name}: {key}: {each!r} is not known{nearest(each, there)}; there are {', '.join(sorted(there)[:12])}"
                )
    for each in lists["notebooks"] or ():
        if further := declared[each].parameters:
            raise ParamsError(
                f"{name}: notebooks: {each} needs {further[0]!r} besides borough and quarter: it runs for the reports that use "
                "it, so name those"
            )
    try:
        quarters = None if lists["quarters"] is None else tuple(map(periods.parse_quarter, lists["quarters"]))
    except PeriodError as problem:
        raise ParamsError(f"{name}: quarters: {problem}") from None
    formats = tuple(each for each in FORMATS if lists["formats"] is None or each in lists["formats"])
    if not formats:
        raise ParamsError(f"{name}: formats: the list is empty; there are {', '.join(FORMATS)}")
    return Matrix(lists["boroughs"], quarters, lists["notebooks"], lists["reports"], formats)


def _wanted(matrix: Matrix, offer: Offer) -> bool:
    if matrix.boroughs is not None and offer.area not in matrix.boroughs:
        return False
    if matrix.reports is not None and offer.report not in matrix.reports:
        return False
    # A paper that cannot be planned is told, whatever its quarter would have been.
    return matrix.quarters is None or offer.plan is None or offer.plan.occasion.quarter in matrix.quarters


def _requests(place: Project, matrix: Matrix, offered: Iterable[Offer]) -> list[Request]:
    """Each notebook that takes borough and quarter only, for each borough and quarter."""
    declared = declarations.read(place)
    names = [each for each in declared if not declared[each].parameters]
    if matrix.notebooks is not None:
        names = list(matrix.notebooks)
    spoken_of: dict[str, set[Period]] = {}
    for offer in offered:
        spoken_of.setdefault(offer.area, set()).update({offer.plan.occasion.quarter} if offer.plan else ())
    areas = list(spoken_of) if matrix.boroughs is None else list(matrix.boroughs)
    return [
        Request(name, area, quarter)
        for area in areas
        for quarter in (sorted(spoken_of.get(area, ())) if matrix.quarters is None else matrix.quarters)
        for name in names
    ]
