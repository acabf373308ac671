"""What a report is made for: a financial year, a quarter, a meeting or a plan; and the quarter as at which its notebooks run."""

from dataclasses import dataclass
from enum import StrEnum

from helpers import periods
from helpers.data import plans
from helpers.errors import ParamsError
from helpers.periods import Period
from helpers.project import Project


class Kind(StrEnum):
    """What a report type covers, as its report.yml says under `period`."""

    YEAR = "financial year"
    QUARTER = "quarter"
    MEETING = "meeting"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion for a report.

    Attributes
    ----------
    kind : Kind
    key : str
        What folders, params/ and commands call it: `2011-12`, `2016-17-Q2`, `2012-09-06`, `ni-20-dudley`.
    words : str
        As printed: `2011/12`, `Quarter 2 2016/17`, `6 September 2012`, or the plan's title.
    quarter : Period
        As at which its notebooks run: the year's quarter 4, the quarter itself, the last one that had ended by the meeting, or
        the last one that the plan looks ahead to.
    area : str
        The area whose plan it is; empty for the other kinds.
    """

    kind: Kind
    key: str
    words: str
    quarter: Period
    area: str = ""

    @property
    def period(self) -> Period:
        """The stretch of time that the report speaks of: its quarter for a quarter, else the last full financial year."""
        return self.quarter if self.kind is Kind.QUARTER else self.quarter.last_full_year


def read(place: Project, kind: Kind, text: str) -> Occasion:
    """Read an occasion as somebody asked for it.

    Raises
    ------
    PeriodError
        If it is not one of its kind.
    ParamsError
        If there is no such plan.
    """
    match kind:
        case Kind.YEAR:
            year = periods.parse_year(text)
            return Occasion(kind, str(year), year.words, year.last_quarter)
        case Kind.QUARTER:
            quarter = periods.parse_quarter(text)
            return Occasion(kind, str(quarter), quarter.words, quarter)
        case Kind.MEETING:
            day = periods.parse_day(text)
            return Occasion(kind, day.isoformat(), periods.day_words(day), periods.quarter_before(day))
        case Kind.PLAN:
            plan = plans.read_one(place, text, "delivery plan")
            return Occasion(kind, plan.key, plan.title, plan.until, plan.area)


def canonical(kind: Kind, text: str) -> str:
    """How params/ has to write an occasion that it names.

    Raises
    ------
    PeriodError
        If it is not one of its kind; a plan's key is anything.
    """
    match kind:
        case Kind.YEAR:
            return str(periods.parse_year(text))
        case Kind.QUARTER:
            return str(periods.parse_quarter(text))
        case Kind.MEETING:
            return periods.parse_day(text).isoformat()
        case Kind.PLAN:
            return text


def asked(kind: Kind, report: str, given: dict[str, str]) -> str:
    """The occasion's text among what was given on the command line: `--period`, `--meeting` or `--plan`.

    Raises
    ------
    ParamsError
        If none or another one than the report's was given.
    """
    option = {Kind.MEETING: "meeting", Kind.PLAN: "plan"}.get(kind, "period")
    wrong = [name for name, text in given.items() if text and name != option]
    if wrong or not given.get(option):
        found = f"--{wrong[0]} was given" if wrong else "none was given"
        raise ParamsError(f"the report {report} covers a {kind}: say which with --{option} ({found})")
    return given[option]
