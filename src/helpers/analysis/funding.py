"""Funding streams set against the projects that they paid for."""

import pandas as pd

from helpers.analysis.areas import of_area
from helpers.analysis.indicators import CORRECTION
from helpers.analysis.rounding import settled
from helpers.periods import Period

METHOD = "project lines added up; balance = amount received − project lines"
BALANCES = ("carried_forward", "yet_to_be_allocated")
TOTALS = ("expended", "allocated")


def lines_of(allocations: pd.DataFrame, projects: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """What each stream of a year gave to projects, with each one's share of its stream's lines.

    Parameters
    ----------
    allocations, projects : DataFrame
        As in data/allocations.csv and data/projects.csv, amounts in pounds.

    Returns
    -------
    DataFrame
        `stream, line` (from 1 in each stream, in the source's order) `, project` (its title) `, amount, share` (0 to 1)
        `, row`.
    """
    here = _project_lines(allocations, area, year)
    totals = here.groupby("stream")["amount"].transform(lambda amounts: amounts.sum(skipna=False))
    share = here["amount"] / totals.where(totals != 0)
    titles = projects[of_area(projects, area)].set_index("project")["title"]
    here = here.assign(share=share, line=here.groupby("stream").cumcount() + 1, project=here["project"].map(titles))
    kept = ["stream", "line", "project", "amount", "share", "row", *(name for name in CORRECTION if name in here)]
    return here[kept].reset_index(drop=True)


def streams(
    streams: pd.DataFrame, allocations: pd.DataFrame, stated: pd.DataFrame, *, area: str, year: Period
) -> pd.DataFrame:
    """Each funding stream of a year: what came in, what its projects took, and what is left.

    Parameters
    ----------
    streams, allocations : DataFrame
        As in data/funding_streams.csv and data/allocations.csv, amounts in pounds.
    stated : DataFrame
        As in data/stated_figures.csv: totals and balances that the source itself prints.
    area : str
    year : Period
        A financial year.

    Returns
    -------
    DataFrame
        One row per stream in the source's order: `stream, title, funders, spending_basis, note, amount, projects,
        lines_total, balance, balance_kind, stated_total, stated_balance, row, lines_rows, method`. `balance_kind` is
        `carried_forward`, `yet_to_be_allocated`, `overspent`, `unexplained` (a balance that the source does not
        account for), `no lines` (nor gives it a project line), `unknown` (an amount is to follow) or `none`. Stated
        figures are NaN where the source prints none.
    """
    here = streams[of_area(streams, area) & (streams["period"] == str(year))].copy()
    by_stream = _project_lines(allocations, area, year).groupby("stream")
    here["projects"] = here["stream"].map(by_stream.size()).fillna(0).astype("int64")
    # An amount that is to follow is not zero: then neither the total nor the balance is known.
    sums = by_stream["amount"].agg(lambda amounts: settled(amounts.sum(skipna=False)))
    here["lines_total"] = [sums.get(stream, 0.0) for stream in here["stream"]]
    rows = by_stream["row"].agg("; ".join)
    here["lines_rows"] = [rows.get(stream, "") for stream in here["stream"]]
    here["balance"] = (here["amount"] - here["lines_total"]).map(settled)
    printed = stated[of_area(stated, area) & (stated["period"] == str(year)) & (stated["about"] == "funding_streams")]
    here["stated_total"] = here["stream"].map(_stated(printed, TOTALS)["value"])
    balances = _stated(printed, BALANCES)
    here["stated_balance"] = here["stream"].map(balances["value"])
    kinds = here["stream"].map(balances["measure"])
    told = zip(here["balance"], kinds, here["projects"], strict=True)
    here["balance_kind"] = [_kind(left, kind, lines) for left, kind, lines in told]
    here["method"] = METHOD
    columns = [
        "stream",
        "title",
        "funders",
        "spending_basis",
        "note",
        "amount",
        "projects",
        "lines_total",
        "balance",
    ]
    columns += ["balance_kind", "stated_total", "stated_balance", "row", "lines_rows", "method"]
    return here[[*columns, *(name for name in CORRECTION if name in here)]].reset_index(drop=True)


def totals(table: pd.DataFrame) -> pd.Series:
    """The streams added up: `amount, projects, lines_total, balance` and what of it was carried forward or is unallocated.

    Parameters
    ----------
    table : DataFrame
        What `streams` returns.
    """
    # What is not known yet is not left out of a total unsaid: then the total is not known either.
    sums = table[["amount", "projects", "lines_total", "balance"]].sum(skipna=False)
    if (table["balance_kind"] == "no lines").any():
        sums[["lines_total", "balance"]] = float("nan")
    for kind in BALANCES:
        sums[kind] = table.loc[table["balance_kind"] == kind, "balance"].sum()
    return sums


def _project_lines(allocations: pd.DataFrame, area: str, year: Period) -> pd.DataFrame:
    of_projects = (
        (allocations["measure"] == "allocation") & (allocations["project"] != "") & (allocations["stream"] != "")
    )
    return allocations[of_area(allocations, area) & (allocations["period"] == str(year)) & of_projects]


def _stated(printed: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    chosen = printed[printed["measure"].isin(measures)]
    return chosen.drop_duplicates("subject").set_index("subject")[["measure", "value"]]


def _kind(balance: float, stated_kind: object, lines: int) -> str:
    if pd.isna(balance):
        return "unknown"
    if balance == 0:
        return "none"
    if balance < 0:
        return "overspent"
    return stated_kind if isinstance(stated_kind, str) else "unexplained" if lines else "no lines"
