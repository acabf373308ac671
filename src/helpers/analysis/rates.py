"""Counts set against the people who live in an area."""

import pandas as pd

from helpers import periods
from helpers.analysis import differences, statistics
from helpers.analysis.areas import of_area
from helpers.analysis.indicators import is_count
from helpers.periods import Period

PER = 1_000


def population_at(populations: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The population of each area that stands for a period: the latest one dated no later than its end.

    Mid-year estimates lag a year: the latest published is used, never a projection. Of two for one date, the later row holds.

    Parameters
    ----------
    populations : DataFrame
        `area, period, population, row`.

    Returns
    -------
    DataFrame
        Indexed by area: `population, population_period, population_row`.
    """
    known = populations[populations["population"].notna()]
    ends = known["period"].map(lambda text: periods.parse(text).end)
    known = known.assign(end=ends)[ends <= period.end].sort_values("end", kind="stable")
    latest = known.drop_duplicates("area", keep="last").set_index("area")
    return latest[["population", "period", "row"]].rename(
        columns={"period": "population_period", "row": "population_row"}
    )


def rates(variation: pd.DataFrame, populations: pd.DataFrame, *, area: str, quarter: Period) -> pd.DataFrame:
    """Each count of a comparison with last year as a rate, with its interval, and the change in the rate.

    Parameters
    ----------
    variation : DataFrame
        What `indicators.variation` returns; rows whose unit is no count are left out.
    populations : DataFrame
        As in data/populations.csv.

    Returns
    -------
    DataFrame
        `indicator, title, unit, polarity, current, previous, population, previous_population, rate, lower, upper,
        previous_rate, change` (of the rate, for every 1,000) `, change_lower, change_upper, p_value, population_period,
        rows, method`. Empty where the area has no population for either year.
    """
    counts = variation[is_count(variation["unit"])].reset_index(drop=True)
    here = populations[of_area(populations, area)]
    now, then = (population_at(here, period) for period in (quarter, quarter.year_before()))
    if area not in now.index or area not in then.index:
        counts = counts.iloc[:0]
        people, before, rows, dated = float("nan"), float("nan"), "", ""
    else:
        people, before = float(now.loc[area, "population"]), float(then.loc[area, "population"])
        rows = "; ".join(dict.fromkeys([now.loc[area, "population_row"], then.loc[area, "population_row"]]))
        dated = str(now.loc[area, "population_period"])
    sizes = pd.Series(people, index=counts.index), pd.Series(before, index=counts.index)
    rate = statistics.rate(counts["current"], sizes[0], per=PER)
    earlier = statistics.rate(counts["previous"], sizes[1], per=PER)
    change = differences.rate_difference(
        counts["current"], sizes[0], reference_events=counts["previous"], reference_population=sizes[1], per=PER
    )
    table = counts[["indicator", "title", "unit", "polarity", "current", "previous"]].assign(
        population=people,
        previous_population=before,
        rate=rate["rate"],
        lower=rate["lower"],
        upper=rate["upper"],
        previous_rate=earlier["rate"],
        change=change["difference"],
        change_lower=change["lower"],
        change_upper=change["upper"],
        p_value=change["p_value"],
        population_period=dated,
        rows=counts["current_row"] + "; " + counts["previous_row"] + f"; {rows}",
        method=rate["method"] + "; " + change["method"],
    )
    return table
