"""The settings in params/ and the report types in reports/, read and checked at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from helpers import periods
from helpers.errors import ParamsError
from helpers.periods import Kind, Period
from helpers.project import Project

REPORT_PERIODS = (Kind.FINANCIAL_YEAR, Kind.QUARTER)


@dataclass(frozen=True, slots=True)
class ReportType:
    """What a report type needs, from reports/<name>/report.yml.

    Attributes
    ----------
    name, title, subtitle : str
        `{year}` and `{area}` in a title stand for the period and the area.
    period : Kind
        What it covers: a financial year, whose runs are those of its quarter 4, or a quarter.
    notebooks, commentary : tuple of str
        The notebooks whose results it quotes, and the pieces of commentary that it includes.
    """

    name: str
    title: str
    subtitle: str
    period: Kind
    notebooks: tuple[str, ...]
    commentary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Whom a report goes to, from params/areas/<area>.yml. Posts and organisations only.

    Attributes
    ----------
    partnership, council, report_of, contact : str
    committee : str
        The committee whose meeting it is put to; empty for a statement that goes to none.
    dated : date
        The day of that meeting, or on which the statement is issued.
    """

    partnership: str
    council: str
    committee: str
    dated: date
    report_of: str
    contact: str

    @property
    def dated_words(self) -> str:
        """As printed: `7 June 2012`."""
        return f"{self.dated.day} {periods.MONTHS[self.dated.month - 1]} {self.dated.year}"

    @property
    def author(self) -> str:
        """Who reports, and to whom."""
        return f"{self.report_of} to the {self.committee}" if self.committee else self.report_of


def report_types(place: Project) -> list[str]:
    """The names of the report types that there are."""
    return sorted(path.parent.name for path in place.reports.glob("*/report.yml"))


def read_report_type(place: Project, name: str) -> ReportType:
    """Read one report type.

    Raises
    ------
    ParamsError
        If there is none of that name, or its settings are not complete.
    """
    path = place.reports / name / "report.yml"
    if name not in report_types(place):
        raise ParamsError(f"there is no report {name!r} in reports/; there are {', '.join(report_types(place))}")
    entry = _read(place, path)
    values = {
        key: _required(place, path, entry, key) for key in ("title", "subtitle", "period", "notebooks", "commentary")
    }
    if values["period"] not in REPORT_PERIODS:
        known = " or ".join(REPORT_PERIODS)
        raise ParamsError(f"{place.relative(path)}: period: {values['period']!r} must be {known}")
    texts = {key: str(values[key]) for key in ("title", "subtitle")}
    lists = {key: tuple(values[key]) for key in ("notebooks", "commentary")}
    return ReportType(name, period=Kind(values["period"]), **texts, **lists)


def read_paper(place: Project, area: str, report: str, period: Period) -> Paper:
    """Read where one area's report of one period goes.

    Raises
    ------
    ParamsError
        If params/areas/ has nothing for it, or what it has is not complete.
    """
    path = place.params / "areas" / f"{area}.yml"
    if not path.is_file():
        raise ParamsError(
            f"{place.relative(path)} is missing: it names the partnership, the council and the meeting that a paper goes to; "
            "copy another area's and change it"
        )
    entry = _read(place, path)
    papers = _required(place, path, entry, "papers")
    paper = (papers.get(report) or {}).get(str(period)) if isinstance(papers, Mapping) else None
    if not isinstance(paper, Mapping):
        raise ParamsError(
            f'{place.relative(path)}: papers: {report}: has no entry "{period}", which names the committee and meeting'
        )
    texts = {key: str(_required(place, path, paper, key)) for key in ("report_of", "contact")}
    when = "issued" if "issued" in paper else "meeting"
    committee = "" if when == "issued" else str(_required(place, path, paper, "committee"))
    dated = _required(place, path, paper, when)
    if not isinstance(dated, date):
        raise ParamsError(f"{place.relative(path)}: {when}: {dated!r} is not a date such as 2012-06-07")
    return Paper(
        partnership=str(_required(place, path, entry, "partnership")),
        council=str(_required(place, path, entry, "council")),
        committee=committee,
        dated=dated,
        **texts,
    )


def _read(place: Project, path: Path) -> Mapping:
    try:
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise ParamsError(f"{place.relative(path)}: not readable YAML: {' '.join(str(problem).split())}") from None
    if not isinstance(entry, Mapping):
        raise ParamsError(f"{place.relative(path)}: expected settings such as 'title: …'")
    return entry


def _required(place: Project, path: Path, entry: Mapping, key: str) -> object:
    if entry.get(key) in (None, ""):
        raise ParamsError(f"{place.relative(path)}: {key!r} is missing")
    return entry[key]
