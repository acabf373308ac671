"""A grant's projects: what each was allocated, what it had spent by a quarter, and where that leads by the year's end."""

import pandas as pd

from helpers import periods
from helpers.analysis.areas import of_area
from helpers.analysis.rounding import settled
from helpers.periods import Period

QUARTERS = 4
GRANT = "pcc-community-safety-grant"
"""The stream that the commissioner's form asks about."""
METHOD = (
    "expected = allocation × quarters gone ÷ 4; variance = spent − expected; forecast = spent ÷ share of the year gone; forecast "
    "underspend = allocation − forecast"
)
AMOUNTS = ("allocation", "spent", "expected", "variance", "forecast", "underspend")


def projects(
    allocations: pd.DataFrame,
    spend: pd.DataFrame,
    described: pd.DataFrame,
    *,
    area: str,
    quarter: Period,
    stream: str = GRANT,
) -> pd.DataFrame:
    """Each project of a grant: allocation, spend to date, and what follows from them.

    A project is one that has an allocation of the year or any spend up to the quarter. What is not reported is missing, never
    nought; nil in words (`no spend`) is nought.

    Parameters
    ----------
    allocations, spend, described : DataFrame
        As in data/allocations.csv, spend.csv and projects.csv; amounts in pounds.
    quarter : Period
        A financial quarter.
    stream : str
        Key of the funding stream.

    Returns
    -------
    DataFrame
        In the data's order: `project, title, priority, allocation, spent` (to date) `, in_quarter, share` (spent ÷ allocation, 0
        to 1) `, expected, variance, forecast, underspend, state, row, method`. `state` is `reported`, `no spend reported`, `no
        allocation` (spend without one), `nothing allocated` (spend against an allocation of nought) or `not reported`.
    """
    year = quarter.financial_year
    of_year = (allocations["period"] == str(year)) & (allocations["stream"] == stream) & (allocations["project"] != "")
    given = allocations[of_year & of_area(allocations, area) & (allocations["measure"] == "allocation")]
    paid = spend[of_area(spend, area) & (spend["project"] != "") & (spend["stream"] == stream)]
    to_date, in_quarter = spent_to_date(paid, quarter), spent_in_quarter(paid, quarter)
    here = described[of_area(described, area)].drop_duplicates("project")
    chosen = here["project"].isin({*given["project"], *to_date.index, *in_quarter.index})
    table = here.loc[chosen, ["project", "title", "priority"]].reset_index(drop=True)
    allocated = given.groupby("project")["amount"].agg(lambda amounts: amounts.sum(skipna=False))
    table["allocation"] = table["project"].map(allocated)
    table["spent"] = table["project"].map(to_date)
    table["in_quarter"] = table["project"].map(in_quarter)
    counted = paid["measure"].isin(["in quarter", "to date"]) & paid["period"].isin(list(map(str, _so_far(quarter))))
    behind = pd.concat([given, paid[counted | (paid["period"] == str(quarter))]])
    rows = behind.groupby("project")["row"].agg("; ".join)
    table["row"] = table["project"].map(rows).fillna("")
    return _with_expectation(table, quarter)


def expected_share(quarter: Period) -> float:
    """How much of a year's allocation an even pace would have spent by a quarter's end: 0 to 1."""
    return quarter.part / QUARTERS


def spent_to_date(spend: pd.DataFrame, quarter: Period) -> pd.Series:
    """What each project had spent in the year by a quarter's end, indexed by project.

    Printed to date where it is; else the quarters added up, if all of them are there.
    """
    here = spend[(spend["period"] == str(quarter)) & (spend["measure"] == "to date")]
    printed = _amounts(here)
    parts = [
        _amounts(spend[(spend["period"] == str(each)) & (spend["measure"] == "in quarter")])
        for each in _so_far(quarter)
    ]
    added = pd.concat(parts, axis=1).sum(axis=1, skipna=False) if parts else pd.Series(dtype="float64")
    return printed.combine_first(added).dropna().map(settled)


def spent_in_quarter(spend: pd.DataFrame, quarter: Period) -> pd.Series:
    """What each project spent in a quarter, indexed by project: printed, or the difference of two figures to date."""
    printed = _amounts(spend[(spend["period"] == str(quarter)) & (spend["measure"] == "in quarter")])
    now = _amounts(spend[(spend["period"] == str(quarter)) & (spend["measure"] == "to date")])
    if quarter.part == 1:
        return printed.combine_first(now).dropna()
    last = Period(quarter.kind, quarter.year, quarter.part - 1)
    before = _amounts(spend[(spend["period"] == str(last)) & (spend["measure"] == "to date")])
    return printed.combine_first((now - before).dropna()).dropna().map(settled)


def nil_as_nought(rows: pd.DataFrame) -> pd.Series:
    """The amounts of rows of data/spend.csv, of which a nil in words is nought."""
    return rows["amount"].where(rows["status"] != "nil", rows["amount"].fillna(0.0))


def reporting_both(table: pd.DataFrame) -> pd.DataFrame:
    """The projects whose allocation and spend are both reported."""
    return table[table["allocation"].notna() & table["spent"].notna()]


def totals(table: pd.DataFrame, quarter: Period) -> pd.Series:
    """The projects of a table added up, with the share spent and what follows; an amount not reported leaves a sum unknown."""
    sums = pd.Series({name: settled(table[name].sum(skipna=False)) for name in ("allocation", "spent")})
    worked = _with_expectation(pd.DataFrame([{**sums, "row": ""}]), quarter).iloc[0]
    return worked[[*AMOUNTS, "share"]]


def by_priority(table: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    """The sums of each priority's projects, in the order in which priorities first come: `priority, projects` and the amounts."""
    named = table["priority"].replace("", "No priority stated")
    pieces = [
        {"priority": name, "projects": len(here), **totals(here, quarter)}
        for name, here in table.groupby(named, sort=False)
    ]
    columns = ["priority", "projects", *AMOUNTS, "share"]
    return pd.DataFrame(pieces, columns=columns).assign(method=METHOD)


def underspends(spend: pd.DataFrame, described: pd.DataFrame, *, area: str, quarter: Period) -> pd.DataFrame:
    """What a return says of underspends, so far and at the year's end, in its own words.

    Returns
    -------
    DataFrame
        `project, title, measure` (`underspend` or `forecast underspend`) `, amount, printed, status, note, row`; a statement on
        the whole grant has no project.
    """
    of_it = spend["measure"].isin(["underspend", "forecast underspend"]) & of_area(spend, area)
    here = spend[of_it & spend["period"].isin([str(quarter), str(quarter.financial_year)])]
    titles = described[of_area(described, area)].drop_duplicates("project").set_index("project")["title"]
    here = here.assign(title=here["project"].map(titles).fillna("The whole grant"))
    return here[["project", "title", "measure", "amount", "printed", "status", "note", "row"]].reset_index(drop=True)


def other_amounts(
    allocations: pd.DataFrame,
    spend: pd.DataFrame,
    described: pd.DataFrame,
    *,
    area: str,
    source: str,
    stream: str = GRANT,
) -> pd.DataFrame:
    """Every amount that a return prints besides its allocations and its spend to date: carry forward, match funding, costs, cuts
    of other grants, spend in the quarter and spend outside the grant.

    Returns
    -------
    DataFrame
        `project, title, stream, period, measure, part, amount, printed, status, note, row`.
    """
    money = pd.concat([allocations, spend[spend["measure"].isin(["in quarter", "to date"])]], ignore_index=True)
    here = money[of_area(money, area) & (money["source"] == source)]
    of_grant = (here["stream"] == stream) & (here["project"] != "")
    main = of_grant & here["measure"].isin(["allocation", "to date"])
    titles = described[of_area(described, area)].drop_duplicates("project").set_index("project")["title"]
    here = here[~main].assign(title=lambda frame: frame["project"].map(titles).fillna(frame["stream"].map(_of_stream)))
    kept = ["project", "title", "stream", "period", "measure", "part", "amount", "printed", "status", "note", "row"]
    return here[kept].reset_index(drop=True)


def notes(
    allocations: pd.DataFrame, described: pd.DataFrame, *, area: str, source: str, stream: str = GRANT
) -> pd.DataFrame:
    """What a return adds to its allocations, project by project: `title, note, row`."""
    here = allocations[
        of_area(allocations, area) & (allocations["source"] == source) & (allocations["stream"] == stream)
    ]
    here = here[(here["measure"] == "allocation") & (here["note"] != "")]
    titles = described[of_area(described, area)].drop_duplicates("project").set_index("project")["title"]
    return here.assign(title=here["project"].map(titles))[["title", "note", "row"]].reset_index(drop=True)


def _with_expectation(table: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    gone = expected_share(quarter)
    funded = table["allocation"].where(table["allocation"] > 0)
    expected = table["allocation"] * gone
    forecast = table["spent"] / gone
    return table.assign(
        share=table["spent"] / funded,
        expected=expected.map(settled),
        variance=(table["spent"] - expected).map(settled),
        forecast=forecast.map(settled),
        underspend=(table["allocation"] - forecast).map(settled),
        state=[_state(row["allocation"], row["spent"]) for row in table.to_dict("records")],
        method=METHOD,
    )


def _state(allocation: float, spent: float) -> str:
    if pd.isna(allocation):
        return "no allocation" if spent > 0 else "not reported"
    if pd.isna(spent):
        return "no spend reported"
    return "nothing allocated" if allocation == 0 and spent > 0 else "reported"


def _amounts(rows: pd.DataFrame) -> pd.Series:
    """Pounds by project."""
    return nil_as_nought(rows).groupby(rows["project"]).agg(lambda parts: parts.sum(skipna=False)).astype("float64")


def _so_far(quarter: Period) -> list[Period]:
    return [Period(periods.Kind.QUARTER, quarter.year, part) for part in range(1, quarter.part + 1)]


def _of_stream(stream: str) -> str:
    """What an amount of no project belongs to: the grant itself, or another one, which is named."""
    return "The whole grant" if stream in (GRANT, "") else stream.replace("-", " ").capitalize()
