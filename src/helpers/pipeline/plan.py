"""What a report will take: checked whole before anything runs."""

from dataclasses import dataclass

from helpers import periods
from helpers.data import declarations, slicing
from helpers.data.slicing import Request
from helpers.errors import ParamsError
from helpers.periods import Kind, Period
from helpers.pipeline import params
from helpers.pipeline.params import Paper, ReportType
from helpers.project import Project

FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
"""What people ask for, and the renderer's name for it."""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """One report of one area and period, in some formats."""

    kind: ReportType
    area: str
    period: Period
    paper: Paper
    formats: tuple[str, ...]
    runs: tuple[Request, ...]

    @property
    def title(self) -> str:
        """The report's title as printed."""
        return self.kind.title.format(year=self.period.words, area=self.area)

    def folder_parts(self) -> tuple[str, str, str]:
        """Where it goes under build/reports and reports/published."""
        return self.area, str(self.period), self.kind.name


def plan_report(place: Project, report: str, borough: str, period: str, formats: str) -> ReportPlan:
    """Check what was asked for against data/, params/ and reports/, and say what has to be done.

    Parameters
    ----------
    period : str
        Of the kind that the report covers. The runs are those of a quarter, or of a financial year's quarter 4, whose year to
        date is the year.
    formats : str
        Of `html`, `pdf` and `docx`, with commas between.

    Raises
    ------
    ParamsError, PeriodError, DataError
        If anything that the report needs is not there.
    """
    kind = params.read_report_type(place, report)
    covered = periods.parse_quarter(period) if kind.period is Kind.QUARTER else periods.parse_year(period)
    quarter = covered if kind.period is Kind.QUARTER else covered.last_quarter
    runs = tuple(Request(notebook, borough, quarter) for notebook in kind.notebooks)
    for run in runs:
        plan_run(place, run)
        slicing.cut(place, run)
    missing = [name for name in kind.commentary if not commentary_path(place, borough, covered, name).is_file()]
    if missing:
        raise ParamsError(
            f"{place.relative(commentary_path(place, borough, covered, missing[0]))} is missing: the {report} includes it"
            + (f" (and {len(missing) - 1} more)" if len(missing) > 1 else "")
            + "; write it, in Markdown"
        )
    paper = params.read_paper(place, borough, report, covered)
    return ReportPlan(kind, borough, covered, paper, parse_formats(formats), runs)


def plan_run(place: Project, run: Request) -> None:
    """Check that a run's notebook is declared and there.

    Raises
    ------
    ParamsError
        If it is not.
    """
    declarations.read_one(place, run.notebook)
    path = place.notebooks / f"{run.notebook}.ipynb"
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


def commentary_path(place: Project, area: str, period: Period, name: str):
    """Where one piece of an area's commentary lies."""
    return place.reports / "commentary" / area / str(period) / f"{name}.md"
