"""What evaluated initiatives delivered and what followed, beside what they are compared with."""

import pandas as pd

from helpers.analysis import statistics
from helpers.analysis.areas import of_area
from helpers.periods import Period


def initiatives_of(projects: pd.DataFrame, outcomes: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """The projects with an aim and months of their own whose evaluation a year's report holds, in the data's order.

    An evaluation is an outcome counted out of a stated number.
    """
    counted = (outcomes["role"] == "outcome") & outcomes["denominator"].notna()
    evaluated = outcomes.loc[_of(outcomes, area, year) & counted, "project"]
    described = (projects["aim"] != "") & (projects["from_month"] != "")
    chosen = of_area(projects, area) & projects["project"].isin(evaluated) & described
    return projects[chosen].reset_index(drop=True)


def evaluation(initiatives: pd.DataFrame, outcomes: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """Each outcome with a denominator, as a share with its interval, beside the initiative's comparator.

    Parameters
    ----------
    initiatives : DataFrame
        What `initiatives_of` returns.
    outcomes : DataFrame
        As in data/outcomes.csv.
    area : str
    year : Period
        A financial year.

    Returns
    -------
    DataFrame
        `project, measure, title, unit, numerator, denominator, percent, lower, upper, comparator_title,
        comparator_area, comparator, difference, verdict, row, comparator_row, method`. Percentages run from 0 to 100;
        `difference` is in percentage points; `lower` and `upper` bound `percent` at 95%. `verdict` is `lower`,
        `higher` or `similar` (the comparator lies inside the interval), `unknown` (no share) or `no comparator`.
    """
    here = outcomes[_of(outcomes, area, year) & outcomes["project"].isin(initiatives["project"])]
    shares = here[(here["role"] == "outcome") & here["denominator"].notna()].reset_index(drop=True)
    interval = statistics.proportion(shares["numerator"], shares["denominator"])
    shares["percent"], shares["lower"], shares["upper"] = (100 * interval[c] for c in ("proportion", "lower", "upper"))
    comparators = here[(here["role"] == "comparator") & (here["unit"] == "per cent") & here["value"].notna()]
    comparators = comparators.drop_duplicates("project")
    beside = comparators.set_index("project")[["title", "measured_in", "value", "row"]]
    beside.columns = ["comparator_title", "comparator_area", "comparator", "comparator_row"]
    table = shares.join(beside, on="project")
    table["difference"] = table["percent"] - table["comparator"]
    bounds = zip(table["lower"], table["upper"], table["comparator"], strict=True)
    table["verdict"] = [_verdict(lower, upper, other) for lower, upper, other in bounds]
    table["method"] = interval["method"]
    columns = [
        "project",
        "measure",
        "title",
        "unit",
        "numerator",
        "denominator",
        "percent",
        "lower",
        "upper",
    ]
    columns += [
        "comparator_title",
        "comparator_area",
        "comparator",
        "difference",
        "verdict",
        "row",
        "comparator_row",
        "method",
    ]
    texts = {"comparator_title": "", "comparator_area": "", "comparator_row": ""}
    return table[columns].fillna(texts)


def outputs(initiatives: pd.DataFrame, outcomes: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """What each of a year's initiatives delivered: `project, measure, title, value, unit, row`."""
    here = outcomes[_of(outcomes, area, year) & outcomes["project"].isin(initiatives["project"])]
    here = here[here["role"] == "output"]
    return here[["project", "measure", "title", "value", "unit", "row"]].reset_index(drop=True)


def _of(outcomes: pd.DataFrame, area: str, year: Period) -> pd.Series:
    return of_area(outcomes, area) & (outcomes["period"] == str(year))


def _verdict(lower: float, upper: float, other: float) -> str:
    if pd.isna(other):
        return "no comparator"
    if pd.isna(lower):
        return "unknown"
    return "lower" if upper < other else "higher" if lower > other else "similar"
