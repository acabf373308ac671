"""What a report will take: checked whole before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.data import catalogue, declarations, loading, slicing
from helpers.data.slicing import Request
from helpers.errors import ParamsError, WaitingError, nearest
from helpers.pipeline import occasions, params
from helpers.pipeline.commentary import pieces
from helpers.pipeline.occasions import Occasion
from helpers.pipeline.params import Paper, ReportType
from helpers.project import Project

FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
"""What people ask for, and the renderer's name for it."""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """One report of one area and occasion, in some formats."""

    kind: ReportType
    area: str
    occasion: Occasion
    paper: Paper
    formats: tuple[str, ...]
    runs: tuple[Request, ...]

    @property
    def name(self) -> str:
        """What it is called while it is made: `Annual report 2011/12, dudley`."""
        return f"{self.kind.name}, {self.area} {self.occasion.key}"

    @property
    def texts(self) -> tuple[str, ...]:
        """The pieces of commentary that it includes: those of its type, and the sections of its own."""
        return self.kind.pieces + self.paper.sections

    def folder_parts(self) -> tuple[str, str, str]:
        """Where it goes under build/reports and reports/published."""
        return self.area, self.occasion.key, self.kind.name


def plan_report(place: Project, report: str, borough: str, given: Mapping[str, str], formats: str) -> ReportPlan:
    """Check what was asked for against data/, params/ and reports/, and say what has to be done.

    Parameters
    ----------
    borough : str
        Area key; may be empty for a plan, which has its own.
    given : mapping of `period`, `meeting` and `plan` to str
        Of which the report type takes one.
    formats : str
        Of `html`, `pdf` and `docx`, with commas between.

    Raises
    ------
    ParamsError, PeriodError, DataError
        If anything that the report needs is not there.
    """
    kind = params.read_report_type(place, report)
    occasion = occasions.read(place, kind.period, occasions.asked(kind.period, report, dict(given)))
    if occasion.area and borough not in ("", occasion.area):
        raise ParamsError(f"the plan {occasion.key} is {occasion.area}'s, not {borough}'s: leave --borough out")
    area = borough or occasion.area
    if not area:
        raise ParamsError(f"the report {report} is of one area: say which with --borough")
    # What data/ has is told before what params/ lacks: nobody should write an entry for a paper that cannot be made.
    for name in kind.notebooks:
        run = Request(name, area, occasion.quarter)
        plan_run(place, run)
        slicing.cut(place, run)
    paper = params.read_paper(place, area, kind, occasion)
    _require_named(place, area, kind, occasion, paper)
    # Those of a plan and a meeting are what the paper is about; a notebook gets what it declares.
    offered = {
        "plan": paper.plan or (occasion.key if occasion.area else ""),
        "as_at": paper.as_at,
        "theme": paper.theme,
        "document": paper.document,
        "contact": paper.contact,
    }
    runs = tuple(_request(place, name, area, occasion, offered) for name in kind.notebooks)
    planned = ReportPlan(kind, area, occasion, paper, parse_formats(formats), runs)
    _require_commentary(place, planned)
    return planned


def plan_run(place: Project, run: Request) -> None:
    """Check that a run's notebook is declared and there.

    Raises
    ------
    ParamsError
        If it is not.
    """
    declarations.read_one(place, run.notebook)
    require_file(place, run.notebook)


def require_file(place: Project, notebook: str) -> None:
    """Check that a notebook that params/notebooks.yml names is there.

    Raises
    ------
    ParamsError
        If it is not.
    """
    path = place.notebooks / f"{notebook}.ipynb"
    if not path.is_file():
        raise ParamsError(f"{place.relative(path)} is missing, though params/notebooks.yml names it")


def parse_formats(text: str) -> tuple[str, ...]:
    """Read a list of formats, in the order in which they are made.

    Raises
    ------
    ParamsError
        If one is not known, or there is none.
    """
    asked = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        found = repr(unknown[0]) if unknown else "nothing"
        raise ParamsError(f"--to names {found}; the formats are {', '.join(FORMATS)}, with commas between")
    return tuple(name for name in FORMATS if name in asked)


def _require_named(place: Project, area: str, kind: ReportType, occasion: Occasion, paper: Paper) -> None:
    """Refuse a plan, theme or document that no table has: of such a one every table of the paper would be empty."""
    for key, (table, column) in params.KEYED.items():
        if not (named := getattr(paper, key)):
            continue
        known = set(loading.load(place.data, catalogue.read(place.data)[table])[column])
        if named not in known:
            line = params.where(place, area, "papers", kind.name, occasion.key, key)
            raise ParamsError(
                f"{line}: {key}: {named!r} is not a {column} of data/{table}.csv{nearest(named, known)}; correct it there"
            )


def _require_commentary(place: Project, planned: ReportPlan) -> None:
    lacking, waiting = [], []
    own = planned.paper.sections
    for name in (*planned.kind.commentary, *own):
        path = commentary_path(place, planned.area, planned.occasion, name)
        if not path.is_file():
            lacking.append((path, "is missing"))
            continue
        piece = pieces.read(path, place)
        if not piece.written:
            waiting.append((path, f"is still to be written, by the {piece.owner}"))
        elif name in own and not piece.title:
            raise ParamsError(
                f"{place.relative(path)}:1: title: missing or blank; a section of a paper's own needs one, as in 'title: Young "
                "people'"
            )
    if lacking or waiting:
        more = f" (and {len(lacking) + len(waiting) - 1} more)" if len(lacking) + len(waiting) > 1 else ""
        path, state = (lacking or waiting)[0]
        told = f"{place.relative(path)} {state}: the {planned.kind.name} includes it{more}; write it, in Markdown"
        if lacking:
            raise ParamsError(told)
        raise WaitingError(told)


def commentary_path(place: Project, area: str, occasion: Occasion, name: str) -> Path:
    """Where one piece of an area's commentary lies."""
    return place.reports / "commentary" / area / occasion.key / f"{name}.md"


def _request(place: Project, notebook: str, area: str, occasion: Occasion, offered: Mapping[str, str]) -> Request:
    taken = declarations.read_one(place, notebook).parameters
    for name in taken:
        if not offered[name]:
            raise ParamsError(
                f"params/areas/{area}.yml: the paper of {occasion.key} has no {name!r}, which the notebook {notebook} needs"
            )
    return Request(notebook, area, occasion.quarter, tuple((name, offered[name]) for name in taken))
