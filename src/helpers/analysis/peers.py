"""An area among its peers, indicator by indicator."""

from collections.abc import Sequence

import pandas as pd

from helpers.analysis import comparison, indicators, statistics
from helpers.analysis.areas import of_area
from helpers.analysis.comparison import Funnel
from helpers.analysis.rates import PER, population_at
from helpers.periods import Period

LEAST = 10
"""An indicator is compared where, at the pooled rate, even the smallest area would have this many events: among fewer, chance
decides who is ahead, and Byar's interval is not used."""
COLUMNS = ["indicator", "title", "polarity", "whole", "area", "area_name", "numerator", "denominator"]


def counted(
    observations: pd.DataFrame,
    populations: pd.DataFrame,
    described: pd.DataFrame,
    *,
    areas: pd.DataFrame,
    quarter: Period,
    theme: str,
) -> pd.DataFrame:
    """What each area counted in the twelve months to a quarter's end, and the people to set it against.

    Parameters
    ----------
    observations, populations, described : DataFrame
        As in data/observations.csv, populations.csv and indicators.csv.
    areas : DataFrame
        The peers: `area, name`.
    theme : str
        Which indicators; only counts among them can be compared as rates.

    Returns
    -------
    DataFrame
        A row for each indicator and area, in display order and the areas': `indicator, title, polarity, whole, area, area_name,
        numerator` (NaN where an area has no figure) `, denominator, rows`. `whole` marks the theme's headline where it is the
        sum of others. Left out are indicators that no area has, those of which the smallest area would have fewer than 10
        events at the pooled rate, and other sums: their parts are compared, and nothing is to be counted twice.
    """
    chosen = described[(described["theme"] == theme) & indicators.is_count(described["unit"])]
    chosen = chosen.assign(whole=chosen["sum_of"] != "").sort_values("display_order")
    chosen = chosen[~chosen["whole"] | chosen["headline"]][["indicator", "title", "polarity", "whole"]]
    here = observations[observations["area"].isin(areas["area"])]
    found = [
        indicators.twelve_months(rows, quarter)[["value", "row"]].assign(area=area).reset_index()
        for area, rows in here.groupby("area", sort=False)
    ]
    values = pd.concat(found) if found else pd.DataFrame(columns=["indicator", "value", "row", "area"])
    chosen = chosen[chosen["indicator"].isin(values["indicator"])]
    named = areas[["area", "name"]].rename(columns={"name": "area_name"})
    table = chosen.merge(named, how="cross").merge(values, on=["indicator", "area"], how="left")
    people = population_at(populations, quarter)
    table = table.join(people, on="area")
    rows = table["row"].fillna("") + "; " + table["population_row"].fillna("")
    table = table.rename(columns={"value": "numerator", "population": "denominator"}).assign(rows=rows.str.strip("; "))
    table = table[[*COLUMNS, "population_period", "rows"]].astype({"numerator": "float64", "denominator": "float64"})
    return table[_frequent(table)].reset_index(drop=True)


def _frequent(table: pd.DataFrame) -> pd.Series:
    """Rows of indicators of which every area would have enough events at the pooled rate."""
    known = table[table["numerator"].notna() & (table["denominator"] > 0)].groupby("indicator")
    smallest = known["denominator"].min() * known["numerator"].sum() / known["denominator"].sum()
    return table["indicator"].isin(smallest.index[smallest >= LEAST])


def funnel_of(counts: pd.DataFrame, indicator: str) -> Funnel:
    """The funnel of one indicator among all areas, per 1,000 people."""
    chosen = counts[counts["indicator"] == indicator].reset_index(drop=True)
    polarity = chosen["polarity"].iloc[0] if len(chosen) else "neither"
    return comparison.funnel(chosen, kind="rate", per=PER, polarity=polarity)


def with_intervals(funnel: Funnel) -> pd.DataFrame:
    """Every area's level with its own 95% interval, judged by the funnel's limits.

    The interval says how far one area's level can stray by chance; the verdict also allows for how much areas differ anyway.

    Returns
    -------
    DataFrame
        `area, area_name, value, lower, upper, verdict, method`.
    """
    table = statistics.rate(funnel.areas["numerator"], funnel.areas["denominator"], per=funnel.per)
    judged = funnel.areas[["area", "area_name", "value", "verdict"]]
    return judged.assign(lower=table["lower"], upper=table["upper"], method=table["method"])


def places(counts: pd.DataFrame, *, area: str) -> pd.DataFrame:
    """Where one area stands among its peers on every indicator.

    Parameters
    ----------
    counts : DataFrame
        What `counted` returns.

    Returns
    -------
    DataFrame
        One row an indicator: `indicator, title, polarity, whole, numerator, denominator, value` (per 1,000) `, lower, upper` (95%
        interval) `, average, level` (the funnel limits that it lies beyond) `, verdict, rank, rank_lower, rank_upper, of,
        quartile, dispersion, rows, method`.
    """
    pieces = []
    for indicator, rows in counts.groupby("indicator", sort=False):
        polarity = rows["polarity"].iloc[0]
        found = funnel_of(rows, indicator)
        judged = found.areas
        interval = with_intervals(found)
        ranked = comparison.ranks(judged, kind="rate", per=PER, polarity=polarity)
        table = judged.assign(
            lower=interval["lower"],
            upper=interval["upper"],
            average=found.average,
            dispersion=found.dispersion,
            rank=ranked["rank"],
            rank_lower=ranked["lower"],
            rank_upper=ranked["upper"],
            of=ranked["of"],
            quartile=comparison.quartiles(judged["value"], polarity=polarity),
            rows="; ".join(rows["rows"]),
        )
        pieces.append(table[of_area(table, area)])
    if not pieces:
        return pd.DataFrame(columns=_PLACES)
    return pd.concat(pieces, ignore_index=True)[_PLACES]


def broadest(places: pd.DataFrame) -> str:
    """The indicator that stands for all: the sum of the others where there is one, else the first; empty if there is none.

    Parameters
    ----------
    places : DataFrame
        What `places` returns.
    """
    first = places.sort_values("whole", ascending=False, kind="stable")["indicator"]
    return first.iloc[0] if len(first) else ""


def furthest(places: pd.DataFrame) -> str:
    """The kind of crime whose rate lies furthest from the average, as a share of it; empty if none can be compared.

    One that is better or worse than chance would have it goes before all others, then one that lies beyond the limits at all.

    Parameters
    ----------
    places : DataFrame
        What `places` returns.
    """
    known = places[~places["whole"].astype(bool) & (places["verdict"] != "cannot tell")]
    apart = (known["value"] / known["average"] - 1).abs()
    judged = known["verdict"].isin(["better", "worse"])
    order = known.assign(judged=judged, beyond=known["verdict"] != "similar", apart=apart)
    order = order.sort_values(["judged", "beyond", "apart"], ascending=False, kind="stable")
    return order["indicator"].iloc[0] if len(order) else broadest(places)


def flagged_by_chance(counts: pd.DataFrame) -> tuple[int, int, float]:
    """How many comparisons were made, how many lie beyond the 95% limits, and how many chance alone would put there.

    The sum of all is not counted beside its parts.
    """
    parts = counts[~counts["whole"].astype(bool)]
    found = [funnel_of(parts, indicator).areas for indicator in _unique(parts["indicator"])]
    judged = [table[table["direction"] != "cannot tell"] for table in found]
    made = sum(len(table) for table in judged)
    return made, sum(int((table["level"] != "").sum()) for table in judged), comparison.by_chance(made)


_PLACES = [
    "indicator",
    "title",
    "polarity",
    "whole",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "average",
    "level",
]
_PLACES += ["verdict", "rank", "rank_lower", "rank_upper", "of", "quartile", "dispersion", "rows", "method"]


def _unique(values: pd.Series) -> Sequence[str]:
    return list(dict.fromkeys(values))
