"""The boroughs of a force area side by side: their grant, their spending and what they report, each on a fair base."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import grants
from helpers.analysis.areas import of_area
from helpers.periods import Period

METHOD = "per head = pounds ÷ residents as the return prints them; share spent only of projects that report both"
CASES = (
    "clients",
    "cases",
    "referrals",
    "offenders",
    "victims",
    "young people",
    "people",
    "women",
    "families",
    "households",
)
"""Units that are somebody's case."""
MONEY = [
    "area", "name", "grant", "allocated", "allocated_projects", "spent", "both_allocated", "both_spent", "row",
]  # fmt: skip


def side_by_side(tables: Mapping[str, pd.DataFrame], *, quarter: Period, source: str) -> pd.DataFrame:
    """Each borough that made a return for a quarter, with its money per head and how much of it is reported.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        `areas, populations, funding_streams, allocations, spend, outcomes, projects`, as in data/.
    source : str
        Key of the return, whose own population table is used, or where it prints none, that of its financial year; of a borough
        that it splits, the parts are added up.

    Returns
    -------
    DataFrame
        By name: `area, name, population, grant` (for the year; NaN where the return prints none) `, allocated` (to
        projects that print a sum) `, allocated_projects, spent, both_allocated, both_spent, share` (0 to 1) `, per_head`
        (allocated) `, spent_per_head, basis` (`grant`, `part of the grant`, `nothing`) `, row, method`.
    """
    rows, streams = [], tables["funding_streams"]
    told = [tables[name] for name in ("projects", "spend", "outcomes")]
    for borough in reporting(tables["areas"], *told, source=source).to_dict("records"):
        area = borough["area"]
        money = grants.projects(tables["allocations"], tables["spend"], tables["projects"], area=area, quarter=quarter)
        both = grants.reporting_both(money)
        grant = streams[
            of_area(streams, area)
            & (streams["period"] == str(quarter.financial_year))
            & (streams["stream"] == grants.GRANT)
        ]
        allocated = money["allocation"].sum(skipna=True) if money["allocation"].notna().any() else float("nan")
        rows.append(
            {
                "area": area,
                "name": borough["name"],
                "grant": grant["amount"].iloc[0] if len(grant) else float("nan"),
                "allocated": allocated,
                "allocated_projects": int(money["allocation"].notna().sum()),
                "spent": money["spent"].sum(skipna=True) if money["spent"].notna().any() else float("nan"),
                "both_allocated": both["allocation"].sum() if len(both) else float("nan"),
                "both_spent": both["spent"].sum() if len(both) else float("nan"),
                "row": "; ".join(filter(None, [*grant["row"], *money["row"]])),
            }
        )
    table = pd.DataFrame(rows, columns=MONEY)
    year = quarter.financial_year
    people = residents(tables["areas"], tables["populations"], source, year=year).set_index("area")
    table["population"] = table["area"].map(people["population"])
    table["population_row"] = table["area"].map(people["row"]).fillna("")
    table["share"] = table["both_spent"] / table["both_allocated"].where(table["both_allocated"] > 0)
    table["per_head"] = table["allocated"] / table["population"]
    table["spent_per_head"] = table["spent"] / table["population"]
    table["basis"] = [_basis(row) for row in table.to_dict("records")]
    return table.assign(method=METHOD)


def reporting(areas: pd.DataFrame, *told: pd.DataFrame, source: str) -> pd.DataFrame:
    """The boroughs that a document tells of, by name: rows of data/areas.csv.

    Parameters
    ----------
    told : DataFrame
        Tables with `area` and `source`: what it describes, and its figures.
    """
    named = {area for frame in told for area in frame.loc[frame["source"] == source, "area"]}
    here = areas["area"].isin(named) & (areas["kind"] == "borough")
    return areas[here].sort_values("name").reset_index(drop=True)


def residents(areas: pd.DataFrame, populations: pd.DataFrame, source: str, *, year: Period) -> pd.DataFrame:
    """How many people live in each borough by a document's own table; of one that it splits, its parts added up.

    Parameters
    ----------
    year : Period
        The financial year whose populations are taken where the document prints none.

    Returns
    -------
    DataFrame
        `area, name, population, parts` (how many rows it is added up from) `, row`.
    """
    own = populations[populations["source"] == source]
    here = own if len(own) else populations[populations["period"] == str(year)]
    here = here.merge(areas[["area", "parent", "kind"]], on="area")
    here["whole"] = here["area"].where(here["kind"] != "sub-area", here["parent"])
    whole = here.groupby("whole")
    table = whole.agg(parts=("area", "size"), row=("row", "; ".join))
    # Of parts of which one is not known, neither is the sum.
    table["population"] = whole["population"].agg(lambda parts: parts.sum(skipna=False))
    names = areas.set_index("area")["name"]
    table = table.reset_index(names="area").assign(name=lambda frame: frame["area"].map(names))
    return table.sort_values("name")[["area", "name", "population", "parts", "row"]].reset_index(drop=True)


def answers(returns: dict[str, pd.DataFrame], totals: dict[str, int]) -> pd.DataFrame:
    """How many projects of each borough lack each answer that the form asks for.

    Parameters
    ----------
    returns : dict of area to DataFrame
        What `returns.unreported` gives.
    totals : dict of area to int
        How many projects each return names.

    Returns
    -------
    DataFrame
        `area, projects, allocation, spend, outcomes, risks` (how many projects have an answer).
    """
    rows = []
    for area, lacking in returns.items():
        counts = {
            name: totals[area] - int((~lacking[name]).sum()) for name in ("allocation", "spend", "outcomes", "risks")
        }
        rows.append({"area": area, "projects": totals[area], **counts})
    return pd.DataFrame(rows, columns=["area", "projects", "allocation", "spend", "outcomes", "risks"])


def booked_in_full(allocations: pd.DataFrame, spend: pd.DataFrame, *, quarter: Period) -> frozenset[tuple[str, str]]:
    """The projects, as `(area, project)`, whose whole allocation of the year is booked as spent before the year has ended.

    Such a sum is the year's, paid at once: it is not what the time so far has cost.
    """
    if quarter == quarter.last_quarter:
        return frozenset()
    keys = ["area", "project"]
    of_year = (allocations["period"] == str(quarter.financial_year)) & (allocations["measure"] == "allocation")
    given = allocations[of_year].groupby(keys)["amount"].sum()
    paid = spend[(spend["period"] == str(quarter)) & (spend["measure"] == "to date")].groupby(keys)["amount"].sum()
    both = pd.concat([given, paid], axis=1, keys=["given", "paid"]).dropna()
    return frozenset(both.index[(both["given"] > 0) & (both["paid"] >= both["given"])])


def unit_costs(
    spend: pd.DataFrame,
    recorded: pd.DataFrame,
    described: pd.DataFrame,
    *,
    quarter: Period,
    booked: frozenset[tuple[str, str]] = frozenset(),
) -> pd.DataFrame:
    """What a case cost, for projects whose spend and count are exact and cover the same stretch of time.

    Parameters
    ----------
    spend, described : DataFrame
        As in data/spend.csv and projects.csv.
    recorded : DataFrame
        What `recorded.outcomes` returns of every borough, protected: a hidden count has no cost.
    booked : frozenset of (area, project)
        What `booked_in_full` returns: left out.

    Returns
    -------
    DataFrame
        `area, project, title, counted, unit, span` (`in quarter` or `year to date`) `, spent, count, cost, row, method`.
    """
    spans = {"in quarter": "in quarter", "to date": "year to date"}
    paid = spend[(spend["period"] == str(quarter)) & spend["measure"].isin(spans)]
    paid = paid.assign(
        period_kind=paid["measure"].map(spans), amount=grants.nil_as_nought(paid).where(paid["qualifier"] == "")
    )
    keys = ["area", "project", "period_kind"]
    paid = paid.groupby(keys, sort=False).agg(
        amount=("amount", lambda parts: parts.sum(skipna=False)), row=("row", "; ".join)
    )
    paid = paid[paid["amount"] > 0].reset_index()
    at_once = pd.MultiIndex.from_frame(paid[["area", "project"]]).isin(list(booked))
    paid = paid[~at_once]
    counted = recorded[
        recorded["unit"].isin(CASES)
        & (recorded["breakdown"] == "")
        & (recorded["period"] == str(quarter))
        & (recorded["qualifier"] == "")
        & (recorded["value"] > 0)
    ]
    both = paid.merge(counted, on=keys, suffixes=("_spend", "_count"))
    titles = described.drop_duplicates(["area", "project"]).set_index(["area", "project"])["title"]
    return pd.DataFrame(
        {
            "area": both["area"],
            "project": both["project"],
            "title": [titles.get(key, "") for key in zip(both["area"], both["project"], strict=True)],
            "counted": both["title"],
            "unit": both["unit"],
            "span": both["period_kind"],
            "spent": both["amount"],
            "count": both["value"],
            "cost": both["amount"] / both["value"],
            "row": both["row_spend"] + "; " + both["row_count"],
            "method": "cost = spend ÷ count of the same stretch of time",
        }
    )


def _basis(row: dict) -> str:
    if pd.notna(row["grant"]):
        return "grant"
    return "part of the grant" if pd.notna(row["allocated"]) else "nothing"
