"""The figures that a quarter is expected to bring: those that came for the quarter before, with everything still to follow."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from helpers import periods
from helpers.data.editing import Row
from helpers.periods import Period

STATUS = "to_follow"
LOCATOR = "To follow"
RETURNED = ("spend", "outcomes", "observations")
"""The tables that a quarter brings rows of."""
YEARLY = ("funding_streams", "allocations")
"""The tables that a financial year brings rows of: the grant, and who gets how much of it."""
CLEARED = {"amount", "value", "lower", "upper", "qualifier", "printed", "numerator", "denominator", "figure", "note"}
"""What only a document can say."""
RECURRING = ("in quarter", "year to date", "snapshot", "since inception", "rolling 6 months", "rolling 12 months")
"""What is counted again each quarter: a cohort or an event is reported once."""
LASTING = ("output", "outcome", "demand", "demographic", "staffing", "satisfaction", "waiting list", "unmet need")
"""Roles of what a project tells each quarter; a design, a target or a comparator does not change with it."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """From one quarter to another: how keys and words that name the one name the other."""

    like: Period
    quarter: Period

    def key(self, text: str) -> str:
        """A key that holds the one quarter with the other in its place; the same where it holds none."""
        return text.replace(str(self.like).lower(), str(self.quarter).lower())

    def words(self, text: str) -> str:
        """A title likewise, whichever way round it names year and quarter."""
        for kind in (str, _year_words, _quarter_words):
            text = text.replace(kind(self.like), kind(self.quarter))
        return text


def _year_words(quarter: Period) -> str:
    return quarter.financial_year.words


def _quarter_words(quarter: Period) -> str:
    return f"Quarter {quarter.part}"


def returned(
    tables: Mapping[str, Iterable[Row]], areas: Collection[str], course: Renaming, ended: Collection[tuple[str, str]]
) -> dict[str, list[dict[str, str]]]:
    """The rows that a quarter is expected to bring, by table.

    Parameters
    ----------
    tables : mapping of table name to rows
        `RETURNED`, and `YEARLY` where the quarter opens a financial year.
    areas : collection of str
        Whose figures.
    ended : collection of (area, project)
        The projects that had ended before the quarter began.

    Returns
    -------
    dict of table name to list of rows
        Each without a value, status `to_follow`.
    """
    found = {}
    opens = course.quarter.financial_year != course.like.financial_year
    blank = {"status": STATUS, "locator": LOCATOR}
    for name in (*RETURNED, *(YEARLY if opens else ())):
        like = course.like.financial_year if name in YEARLY else course.like
        now = course.quarter.financial_year if name in YEARLY else course.quarter
        found[name] = [
            {**row, **dict.fromkeys(CLEARED & row.keys(), ""), "period": str(now), **blank}
            for row in tables[name]
            if row["area"] in areas
            and row["period"] == str(like)
            and (row["area"], row.get("project", "")) not in ended
            and _recurs(name, row)
        ]
    if not opens:
        found["spend"] += _unspent(tables["allocations"], areas, course, found["spend"], ended)
    return found


def _unspent(
    allocations: Iterable[Row],
    areas: Collection[str],
    course: Renaming,
    spend: list,
    ended: Collection[tuple[str, str]],
) -> list[dict[str, str]]:
    """Spending to date of each project that the year allocates money to, where the quarter before told none."""
    owners = ("area", "stream", "project")
    told = {tuple(row[name] for name in owners) for row in spend if row["measure"] == "to date"}
    found = {}
    for row in allocations:
        key = tuple(row[name] for name in owners)
        wanted = row["measure"] == "allocation" and row["project"] and row["status"] != "not_applicable"
        ours = row["area"] in areas and row["period"] == str(course.quarter.financial_year)
        if wanted and ours and key not in told and key[::2] not in ended:
            found[key] = {
                **dict.fromkeys(row, ""),
                **dict(zip(owners, key, strict=True)),
                **{name: row[name] for name in ("unit", "source")},
                **{"period": str(course.quarter), "measure": "to date", "status": STATUS, "locator": LOCATOR},
            }
    return list(found.values())


def _recurs(table: str, row: Row) -> bool:
    if row["status"] == "not_applicable":
        return False
    if table == "outcomes":
        return row["period_kind"] in RECURRING and row["role"] in LASTING
    return table != "allocations" or row["measure"] == "allocation"


def ended(projects: Iterable[Row], quarter: Period) -> set[tuple[str, str]]:
    """The projects, each with its area, that had ended before a quarter began."""
    return {
        (row["area"], row["project"])
        for row in projects
        if row["to_month"] and periods.parse(row["to_month"]).end < quarter.start
    }
