"""Each indicator against its target: met or not, and at the present pace met at the year's end or not."""

import numpy as np
import pandas as pd

from helpers.analysis import forecasts, indicators, statistics, targets
from helpers.analysis.areas import of_area
from helpers.periods import Period

QUARTERS = 4


def against_targets(
    observations: pd.DataFrame,
    planned: pd.DataFrame,
    described: pd.DataFrame,
    *,
    area: str,
    quarter: Period,
    shares: pd.Series | None = None,
) -> pd.DataFrame:
    """Every target that an area has for a quarter's financial year, beside what has been recorded.

    Parameters
    ----------
    observations, planned, described : DataFrame
        As in data/observations.csv, targets.csv and indicators.csv.
    area : str
    quarter : Period
        Within the year, a count to date is held against the part of the target that should be there by now.
    shares : Series, optional
        Each quarter's share of a year's events, indexed from 1; even where it is not given.

    Returns
    -------
    DataFrame
        One row per target, in display order: `indicator, title, unit, polarity, value, lower, upper` (95% interval) `, target`
        (for the year) `, due` (by now) `, gap, needed` (for each quarter left) `, forecast, forecast_lower, forecast_upper,
        chance` (of meeting it, 0 to 1) `, tolerance, status, rule, value_row, target_row, method`. The forecast columns are NaN
        for anything but counts.
    """
    year = quarter.financial_year
    wanted = _levels(planned[of_area(planned, area)], observations[of_area(observations, area)], year)
    table = described.merge(wanted, on="indicator").sort_values(["theme", "display_order"]).reset_index(drop=True)
    measured = _measured(observations[of_area(observations, area)], quarter)
    table = table.join(measured, on="indicator")
    counts = indicators.is_count(table["unit"])
    table[["lower", "upper"]] = _interval(table, counts)
    elapsed = float((targets.even_shares() if shares is None else shares).loc[: quarter.part].sum())
    due = table["target"] * np.where(counts, elapsed, 1.0)
    judged = targets.status(table.assign(target=due))
    gap = targets.gap(
        pd.DataFrame(
            {"to_date": table["value"], "target": table["target"], "elapsed": elapsed, "parts_done": quarter.part}
        ),
        parts=QUARTERS,
    )
    passed = pd.Series(elapsed, index=table.index)
    to_date = table["value"].where(counts & (table["value"] >= 0))
    forecast = forecasts.year_end(to_date, passed)
    chance = forecasts.chance_of_meeting(to_date, passed, table["target"], polarity=table["polarity"])
    return table.assign(
        due=due,
        gap=table["value"] - due,
        needed=gap["needed"].where(counts),
        forecast=forecast["forecast"],
        forecast_lower=forecast["lower"],
        forecast_upper=forecast["upper"],
        chance=chance,
        status=judged["status"],
        rule=judged["rule"],
        value_row=table["value_row"].fillna(""),
        method=table["level_method"] + "; " + judged["rule"],
    )[_COLUMNS]


_COLUMNS = [
    *("indicator", "title", "unit", "polarity", "value", "lower", "upper", "target", "due", "gap", "needed"),
    *("forecast", "forecast_lower", "forecast_upper", "chance", "tolerance", "status", "rule"),
    *("value_row", "target_row", "method"),
]


def _levels(planned: pd.DataFrame, recorded: pd.DataFrame, year: Period) -> pd.DataFrame:
    """The year's targets as levels: `indicator, target, level_method, target_row`."""
    pieces = []
    whole = recorded[(recorded["period_kind"] == "year") & recorded["value"].notna()]
    for indicator, rows in planned.groupby("indicator", sort=False):
        of_it = whole[whole["indicator"] == indicator]
        levels = targets.levels(rows, dict(zip(of_it["period"], of_it["value"], strict=True)))
        pieces.append(
            levels[(levels["role"] == "target") & (levels["period"] == str(year))].assign(indicator=indicator)
        )
    found = pd.concat(pieces) if pieces else planned.assign(level=np.nan, level_method="")
    found = found[["indicator", "level", "level_method", "row"]]
    return found.rename(columns={"level": "target", "row": "target_row"})


def _measured(recorded: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    """Indexed by indicator: the year to date, `value, numerator, denominator, value_row`."""
    found = indicators.year_to_date(recorded, quarter)
    return found[["value", "numerator", "denominator", "row"]].rename(columns={"row": "value_row"})


def _interval(table: pd.DataFrame, counts: pd.Series) -> pd.DataFrame:
    """The 95% interval of each figure: of the mean behind a count, or of the share behind a percentage."""
    ones = pd.Series(1.0, index=table.index)
    counted = statistics.rate(table["value"].where(counts), ones, per=1)
    known = (table["unit"] == "per cent") & table["numerator"].notna() & (table["denominator"] > 0)
    share = statistics.proportion(table["numerator"].where(known), table["denominator"].where(known))
    return counted[["lower", "upper"]].where(counts, 100 * share[["lower", "upper"]])
