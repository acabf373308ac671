"""Years on end: each indicator's series of whole years on a control chart."""

import pandas as pd

from helpers import periods
from helpers.analysis import spc
from helpers.analysis.areas import of_area
from helpers.periods import Period


def histories(
    observations: pd.DataFrame, described: pd.DataFrame, *, area: str, quarter: Period, theme: str
) -> pd.DataFrame:
    """The financial years of every indicator up to a quarter's end, with the control limits of each series.

    Only whole financial years are taken: rolling years overlap, and would make any series look steady.

    Parameters
    ----------
    observations, described : DataFrame
        As in data/observations.csv and indicators.csv.

    Returns
    -------
    DataFrame
        In display order and order of time: `indicator, title, unit, polarity, period` (as printed) `, value, mean, lower, upper,
        moving_range, special_cause, segment, enough, meaning, row, method`. Indicators with fewer than two years are left out.
    """
    years = observations[of_area(observations, area) & (observations["period_kind"] == "year")]
    years = years[years["value"].notna()]
    ends = years["period"].map(lambda text: periods.parse(text).end)
    years = years.assign(end=ends)[ends <= quarter.end]
    chosen = described[described["theme"] == theme][["indicator", "title", "unit", "polarity", "display_order"]]
    table = chosen.merge(years[["indicator", "period", "value", "end", "row"]], on="indicator")
    table = table[table.groupby("indicator")["indicator"].transform("size") > 1]
    table = table.sort_values(["display_order", "end"]).reset_index(drop=True)
    charted = table.join(spc.xmr_by(table, by=["indicator"]).drop(columns="value"))
    pieces = [
        spc.meanings(rows, polarity=rows["polarity"].iloc[0]) for _, rows in charted.groupby("indicator", sort=False)
    ]
    meaning = pd.concat(pieces) if pieces else pd.Series(dtype="str")
    words = charted["period"].map(lambda text: periods.parse(text).words)
    charted = charted.assign(meaning=meaning, period=words, method=spc.METHOD)
    return charted.drop(columns=["display_order", "end"])


def most_changed(charted: pd.DataFrame) -> str:
    """The indicator whose latest year differs most from its first, as a share of the first; empty if there is none.

    Parameters
    ----------
    charted : DataFrame
        What `histories` returns.
    """
    ends = charted.groupby("indicator", sort=False)["value"].agg(["first", "last"])
    change = (ends["last"] / ends["first"] - 1).abs()
    change = change[ends["first"] > 0].sort_values(ascending=False, kind="stable")
    return change.index[0] if len(change) else next(iter(charted["indicator"]), "")


def readings(charted: pd.DataFrame) -> pd.DataFrame:
    """What each series says now.

    Returns
    -------
    DataFrame
        One row an indicator: `indicator, title, unit, polarity, first, last` (periods) `, value, points, variation, rules, rows,
        method`; `variation` as in `spc.Reading`.
    """
    rows = []
    for indicator, series in charted.groupby("indicator", sort=False):
        last = series.iloc[-1]
        found = spc.read(series, polarity=last["polarity"])
        rows.append(
            {
                "indicator": indicator,
                "title": last["title"],
                "unit": last["unit"],
                "polarity": last["polarity"],
                "first": series["period"].iloc[0],
                "last": last["period"],
                "value": last["value"],
                "points": len(series),
                "variation": found.variation,
                "rules": found.rules,
                "rows": "; ".join(series["row"]),
                "method": last["method"],
            }
        )
    columns = ["indicator", "title", "unit", "polarity", "first", "last", "value", "points", "variation", "rules"]
    return pd.DataFrame(rows, columns=[*columns, "rows", "method"])
