"""Periods of time as partnerships write them: read once, compared, stepped back a year, printed one way.

A financial year runs from April to March, and its first quarter is April to June.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from helpers.errors import PeriodError


class Kind(StrEnum):
    """What stretch of time a period is."""

    FINANCIAL_YEAR = "financial year"
    QUARTER = "quarter"
    YEAR_ENDING = "year ending"
    MONTH = "month"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

EXAMPLES = "'2011-12' (financial year), '2016-17-Q2' (quarter), 'YE-2024-12' (year ending), '2016-08' (month)"


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of time.

    Periods order by when they end, then by when they start, so that a year follows its last quarter's start and
    a list of mixed periods reads in time.

    Attributes
    ----------
    kind : Kind
    year : int
        The calendar year in which a financial year or its quarter *begins*, or of a month or year's *end*.
    part : int
        The quarter (1 to 4) or month (1 to 12); 0 for a financial year.
    """

    kind: Kind
    year: int
    part: int = 0

    @property
    def start(self) -> date:
        """First day."""
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return date(self.year, 4, 1)
            case Kind.QUARTER:
                return _month_start(self.year, 1 + 3 * self.part)
            case Kind.YEAR_ENDING:
                return _month_start(self.year, self.part - 11)
            case Kind.MONTH:
                return date(self.year, self.part, 1)

    @property
    def end(self) -> date:
        """Last day."""
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return date(self.year + 1, 3, 31)
            case Kind.QUARTER:
                return _month_start(self.year, 4 + 3 * self.part) - timedelta(days=1)
            case Kind.YEAR_ENDING | Kind.MONTH:
                return _month_start(self.year, self.part + 1) - timedelta(days=1)

    @property
    def financial_year(self) -> "Period":
        """The financial year in which this period ends."""
        return Period(Kind.FINANCIAL_YEAR, self.end.year if self.end.month >= 4 else self.end.year - 1)

    @property
    def last_quarter(self) -> "Period":
        """Quarter 4 of the financial year in which this period ends."""
        return Period(Kind.QUARTER, self.financial_year.year, 4)

    @property
    def last_full_year(self) -> "Period":
        """The last financial year that had ended by this period's end."""
        year = self.financial_year
        return year if year.end == self.end else year.year_before()

    @property
    def rolling_year(self) -> "Period":
        """The twelve months to this period's end."""
        return Period(Kind.YEAR_ENDING, self.end.year, self.end.month)

    def year_before(self) -> "Period":
        """The same stretch of time a year earlier."""
        return Period(self.kind, self.year - 1, self.part)

    def year_after(self) -> "Period":
        """The same stretch of time a year later."""
        return Period(self.kind, self.year + 1, self.part)

    @property
    def words(self) -> str:
        """As people write it: `2011/12`, `Quarter 2 2016/17`, `year ending December 2024`, `August 2016`."""
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return _slashed(self.year)
            case Kind.QUARTER:
                return f"Quarter {self.part} {_slashed(self.year)}"
            case Kind.YEAR_ENDING:
                return f"year ending {MONTHS[self.part - 1]} {self.year}"
            case Kind.MONTH:
                return f"{MONTHS[self.part - 1]} {self.year}"

    def __str__(self) -> str:
        """The one spelling that data, folders and commands use; `parse` reads it back to the same period."""
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return f"{self.year}-{(self.year + 1) % 100:02d}"
            case Kind.QUARTER:
                return f"{self.financial_year}-Q{self.part}"
            case Kind.YEAR_ENDING:
                return f"YE-{self.year}-{self.part:02d}"
            case Kind.MONTH:
                plain = f"{self.year}-{self.part:02d}"
                return f"{self.year}-M{self.part:02d}" if _is_financial_year(self.year, self.part) else plain

    def __lt__(self, other: "Period") -> bool:
        return (self.end, self.start) < (other.end, other.start)

    def __le__(self, other: "Period") -> bool:
        return (self.end, self.start) <= (other.end, other.start)

    def __gt__(self, other: "Period") -> bool:
        return other < self

    def __ge__(self, other: "Period") -> bool:
        return other <= self


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """Read a period in any spelling found in partnerships' papers.

    Parameters
    ----------
    text : str
        Such as `2011-12`, `2011/12`, `2011/2012`, `2016-17-Q2`, `2016/17 Q2`, `Q2 2016/17`, `Quarter 2 2016/17`,
        `2016_17`, `YE-2024-12`, `year ending December 2024`, `2016-08`, `August 2016`.

    Raises
    ------
    PeriodError
        If it is none of these, or the years of a financial year are not consecutive. `2010-11` is always the
        financial year, as it is in every paper; November 2010 is written `2010-M11`.
    """
    tidy = re.sub(r"\s+", " ", str(text)).strip()
    for pattern, build in _SPELLINGS:
        if found := re.fullmatch(pattern, tidy, flags=re.IGNORECASE):
            return build(found, text)
    raise PeriodError(f"{text!r} is not a period: write one like {EXAMPLES}")


def parse_quarter(text: str) -> Period:
    """Read a period that must be a quarter.

    Raises
    ------
    PeriodError
        If it is another kind of period, or none.
    """
    return _of_kind(text, Kind.QUARTER, "2016-17-Q2")


def parse_year(text: str) -> Period:
    """Read a period that must be a financial year.

    Raises
    ------
    PeriodError
        If it is another kind of period, or none.
    """
    return _of_kind(text, Kind.FINANCIAL_YEAR, "2011-12")


def quarter_of(day: date) -> Period:
    """The financial quarter in which a day lies."""
    return Period(Kind.QUARTER, day.year - (day.month < 4), (day.month - 4) % 12 // 3 + 1)


def quarter_before(day: date) -> Period:
    """The last financial quarter that had ended on a day."""
    return quarter_of(quarter_of(day + timedelta(days=1)).start - timedelta(days=1))


def parse_day(text: str) -> date:
    """Read a day as `2012-09-06`, or as papers print it: `6 September 2012`, `6 th Sept 2012`, `06/09/2012`.

    Raises
    ------
    PeriodError
        If it is none.
    """
    tidy = re.sub(r"(?<=\d) ?(st|nd|rd|th)\b|,", "", re.sub(r"\s+", " ", str(text)).strip())
    tidy = re.sub(r"\bsept\b", "Sep", tidy, flags=re.IGNORECASE)
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(tidy, form).date()  # a day has no time zone
        except ValueError:
            continue
    raise PeriodError(f"{text!r} is not a day: write one like '2012-09-06'")


def day_words(day: date) -> str:
    """As printed: `6 September 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _of_kind(text: str, kind: Kind, example: str) -> Period:
    try:
        period = parse(text)
    except PeriodError:
        raise PeriodError(f"{kind} must look like '{example}', got {text!r}{_near(text, kind)}") from None
    if period.kind is not kind:
        near = _near(f"{period}-Q4", kind) if period.kind is Kind.FINANCIAL_YEAR else ""
        raise PeriodError(f"{kind} must look like '{example}', got {text!r}, which is a {period.kind}{near}")
    return period


def _near(text: str, kind: Kind) -> str:
    """What to say of a quarter that its year has not, or of a year where a quarter is wanted."""
    numbered = re.search(r"\bQ[0-9]+\b", str(text), flags=re.IGNORECASE)
    if kind is not Kind.QUARTER or not numbered:
        return ""
    try:
        last = parse(f"{str(text)[: numbered.start()]}Q4{str(text)[numbered.end() :]}")
    except PeriodError:
        return ""
    return f"; the quarters of {last.financial_year.words} are '{last.financial_year}-Q1' to '{last}'"


def _month_start(year: int, month: int) -> date:
    """First day of a month counted from `year`'s January, where 13 is the next January and 0 the last December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _slashed(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _is_financial_year(first: int, second: int) -> bool:
    return (first + 1) % 100 == second


def _begin_year(found: re.Match, text: str) -> int:
    first, second = int(found["first"]), found["second"]
    expected = str(first + 1)[-len(second) :]
    if second != expected:
        raise PeriodError(f"{text!r} is not a financial year: {first} is followed by {expected}, not {second}")
    return first


def _year(found: re.Match, text: str) -> Period:
    first, second = int(found["first"]), found["second"]
    # '2016-08' is a month: its second half does not follow the first, but names one.
    if len(second) == 2 and not _is_financial_year(first, int(second)) and 1 <= int(second) <= 12 and "-" in found[0]:
        return Period(Kind.MONTH, first, int(second))
    return Period(Kind.FINANCIAL_YEAR, _begin_year(found, text))


def _quarter(found: re.Match, text: str) -> Period:
    return Period(Kind.QUARTER, _begin_year(found, text), int(found["quarter"]))


def _month_number(found: re.Match, text: str) -> int:
    named = found.groupdict()
    if named.get("name"):
        matches = [i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(named["name"].lower())]
        if len(matches) != 1:
            raise PeriodError(f"{text!r} is not a period: {named['name']!r} is not the name of one month")
        return matches[0]
    month = int(named["month"])
    if not 1 <= month <= 12:
        raise PeriodError(f"{text!r} is not a period: there is no month {month}")
    return month


def _year_ending(found: re.Match, text: str) -> Period:
    return Period(Kind.YEAR_ENDING, int(found["first"]), _month_number(found, text))


def _month(found: re.Match, text: str) -> Period:
    return Period(Kind.MONTH, int(found["first"]), _month_number(found, text))


_FIRST = r"(?P<first>(?:19|20)\d\d)"
_YEARS = _FIRST + r" ?[-/_–] ?(?P<second>(?:19|20)?\d\d)"
_QUARTER = r"(?:Q|qtr ?|quarter ?)(?P<quarter>[1-4])"
_NAME = r"(?P<name>[A-Za-z]{3,9})"
_SPELLINGS: tuple[tuple[str, Callable[[re.Match, str], Period]], ...] = (
    (_YEARS, _year),
    (_YEARS + r"[-/_,]? ?" + _QUARTER, _quarter),
    (_QUARTER + r",?[ _-](?:of )?" + _YEARS, _quarter),
    (r"YE[- ]" + _FIRST + r"-(?P<month>\d\d)", _year_ending),
    (r"(?:YE|year ending|12 months to) " + _NAME + " " + _FIRST, _year_ending),
    (_FIRST + r"-?M(?P<month>\d\d)", _month),
    (_NAME + " " + _FIRST, _month),
)
