"""How indicators changed between a year to date and the same stretch a year before."""

import pandas as pd

from helpers import periods
from helpers.analysis import travel
from helpers.analysis.areas import of_area
from helpers.periods import Period

CORRECTION = ("published", "corrected")
"""Columns that a table has where corrections may be declared: the figure as published, and the correction in words."""

PROTECTED = "protected"
"""What `disclosure.protect` adds: why a value is hidden, or nothing."""
HIDDEN = "hidden"

METHOD = "change = this year − last year; percentage change = change ÷ last year × 100"


def variation(
    observations: pd.DataFrame, indicators: pd.DataFrame, *, area: str, quarter: Period, theme: str
) -> pd.DataFrame:
    """Compare each indicator's year to date with the same stretch of the year before.

    Parameters
    ----------
    observations : DataFrame
        `area, period, period_kind, indicator, value, row`.
    indicators : DataFrame
        `indicator, title, theme, display_order, unit, polarity, headline`.
    area : str
    quarter : Period
        The year to date runs to the end of this quarter; at quarter 4 it is the year.
    theme : str
        Which indicators, such as `crime`.

    Returns
    -------
    DataFrame
        One row per indicator that has a current value, in display order: `indicator, title, unit, polarity, headline,
        current, previous, change, percent, percent_lower, percent_upper, p_value, direction, meaning, current_row,
        previous_row, method`. `percent` is NaN where last year is missing or zero, and by the small-base rule for counts
        below 50; its 95% interval is given for counts. `direction` is `up`, `down`, `same` or `unknown`; `meaning` is
        `improvement` or `deterioration` only where the change is more than chance, else `no real change`; `no change`,
        `change` (for an indicator with no better way) or `cannot tell`, where the counts behind a figure are not given.
        Where the observations tell of corrections, also `current_published, current_corrected` and the same of previous.
    """
    here = observations[of_area(observations, area)]
    then = quarter.year_before()
    return _compared(indicators, theme, year_to_date(here, quarter), year_to_date(here, then))


def left_out(
    observations: pd.DataFrame, indicators: pd.DataFrame, *, area: str, quarter: Period, theme: str
) -> pd.DataFrame:
    """The figures for the year to date and the year before of which there is a row, but no value; parameters as `variation`.

    Returns
    -------
    DataFrame
        In display order: `indicator, title, unit, year` (`current` or `previous`) `, status` (in which way it is missing, or
        `hidden` by `disclosure.protect`) `, row, method`. An indicator whose year has another row with a value is left out.
    """
    here = observations[of_area(observations, area)]
    pieces = []
    for year, period in (("current", quarter), ("previous", quarter.year_before())):
        rows = here[_of_year_to_date(here, period)]
        blank = rows[~rows["indicator"].isin(rows.loc[rows["value"].notna(), "indicator"])]
        blank = blank.assign(status=blank["status"].mask(is_hidden(blank), HIDDEN))
        pieces.append(blank.drop_duplicates("indicator")[["indicator", "status", "row"]].assign(year=year))
    chosen = indicators[indicators["theme"] == theme].sort_values("display_order")
    table = chosen[["indicator", "title", "unit"]].merge(pd.concat(pieces), on="indicator")
    return table.assign(method="as the source leaves it out")[
        ["indicator", "title", "unit", "year", "status", "row", "method"]
    ]


def is_hidden(observations: pd.DataFrame) -> pd.Series:
    """Which rows count so few people that `disclosure.protect` has taken their values out."""
    if PROTECTED not in observations:
        return pd.Series(False, index=observations.index)
    return observations[PROTECTED] != ""


def rolling_variation(
    observations: pd.DataFrame, indicators: pd.DataFrame, *, area: str, quarter: Period, theme: str
) -> pd.DataFrame:
    """Compare each indicator's twelve months to a quarter's end with the twelve months before; as `variation`."""
    here = observations[of_area(observations, area)]
    then = quarter.year_before()
    return _compared(indicators, theme, twelve_months(here, quarter), twelve_months(here, then))


def _compared(indicators: pd.DataFrame, theme: str, current: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """The table of `variation` from one value per indicator now and then, as `year_to_date` gives them."""
    chosen = indicators[indicators["theme"] == theme].sort_values("display_order")
    current, previous = current.add_prefix("current_"), previous.add_prefix("previous_")
    table = chosen.set_index("indicator").join(current, how="inner").join(previous, how="left").reset_index()
    table = table.rename(columns={"current_value": "current", "previous_value": "previous"})
    compared = travel.compare(
        _measured(table, "current").join(table[["unit", "polarity"]]), _measured(table, "previous")
    )
    table["change"] = compared["change"]
    counts = is_count(table["unit"])
    bare = 100 * table["change"] / table["previous"].where(table["previous"] != 0)
    table["percent"] = compared["percent"].where(counts, bare)
    for bound in ("lower", "upper"):
        table[f"percent_{bound}"] = compared[bound].where(counts)
    table["p_value"] = compared["p_value"]
    table["direction"] = table["change"].map(_direction)
    told = zip(table["direction"], compared["verdict"], table["polarity"], strict=True)
    table["meaning"] = [_meaning(*each) for each in told]
    table["previous_row"] = table["previous_row"].fillna("")
    table["method"] = METHOD + "; " + compared["method"]
    columns = ["indicator", "title", "unit", "polarity", "headline", "current", "previous", "change", "percent"]
    columns += ["percent_lower", "percent_upper", "p_value", "direction", "meaning"]
    columns += ["current_row", "previous_row", "method"]
    corrected = [f"{year}_{column}" for year in ("current", "previous") for column in CORRECTION]
    return table[[*columns, *(column for column in corrected if column in table)]]


def year_to_date(observations: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    """One value per indicator for the financial year up to a quarter's end.

    At quarter 4 a figure published for the year stands for the year to date.
    """
    return _by_indicator(observations[_of_year_to_date(observations, quarter)])


def _of_year_to_date(observations: pd.DataFrame, quarter: Period) -> pd.Series:
    """Which rows are of the year to date, whether or not they have a value."""
    matches = (observations["period"] == str(quarter)) & (observations["period_kind"] == "year to date")
    if quarter.part == 4:
        matches |= (observations["period"] == str(quarter.financial_year)) & (observations["period_kind"] == "year")
    return matches


def twelve_months(observations: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    """One value per indicator for the twelve months to a quarter's end; at quarter 4 the year's figure will do."""
    rolling = (observations["period"] == str(quarter.rolling_year)) & (
        observations["period_kind"] == "rolling 12 months"
    )
    whole = (observations["period"] == str(quarter.financial_year)) & (observations["period_kind"] == "year")
    return _by_indicator(observations[rolling | (whole & (quarter.part == 4))])


def _by_indicator(observations: pd.DataFrame) -> pd.DataFrame:
    found = observations[observations["value"].notna()]
    kept = ["value", "numerator", "denominator", "row", *(column for column in CORRECTION if column in found)]
    return found.drop_duplicates("indicator").set_index("indicator")[kept]


def headline(table: pd.DataFrame) -> pd.Series:
    """The row of a variation table that speaks for its theme: the first marked so, else the last."""
    marked = table[table["headline"]]
    return marked.iloc[0] if len(marked) else table.iloc[-1]


def latest(
    observations: pd.DataFrame, indicators: pd.DataFrame, *, area: str, quarter: Period, theme: str
) -> pd.DataFrame:
    """The latest year-to-date value of each indicator within the quarter's financial year.

    Returns
    -------
    DataFrame
        One row per indicator of the theme, in display order: `indicator, title, unit, polarity, value, numerator,
        denominator, period, current, row, method`. `current` says whether the value runs to the quarter's end;
        `period` is empty, and the value NaN, where the year has none. Where `disclosure.protect` has hidden a value of
        them, `protected` too; such a value is NaN and has its period.
    """
    chosen = indicators[indicators["theme"] == theme].sort_values("display_order").set_index("indicator")
    kinds = observations["period_kind"] != "in quarter"
    told = observations["value"].notna() | is_hidden(observations)
    here = observations[of_area(observations, area) & kinds & told]
    here = here.assign(end=here["period"].map(lambda text: periods.parse(text).end))
    within = here[(here["end"] <= quarter.end) & (here["end"] >= quarter.financial_year.start)]
    last = within.sort_values("end").drop_duplicates("indicator", keep="last").set_index("indicator")
    kept = [
        "value",
        "numerator",
        "denominator",
        "period",
        "end",
        "row",
        *([PROTECTED] if is_hidden(last).any() else []),
    ]
    table = chosen[["title", "unit", "polarity"]].join(last[kept], how="left")
    table["current"] = table["end"] == quarter.end
    table["method"] = "latest published value of the year to date"
    return table.fillna({"period": "", "row": ""}).drop(columns="end").reset_index()


def is_count(units: pd.Series) -> pd.Series:
    """Whether a unit is of things counted, not a share or a rate."""
    return ~(units == travel.SHARES) & ~units.str.startswith("per ")


def observed(indicators: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """The indicators of which there is any observation: some are only named in a plan's targets."""
    return indicators[indicators["indicator"].isin(observations["indicator"])].reset_index(drop=True)


def parts(indicators: pd.DataFrame) -> dict[str, list[str]]:
    """For each indicator that is a sum, the indicators that add up to it."""
    sums = indicators[indicators["sum_of"] != ""]
    return {
        whole: [part.strip() for part in text.split(";")]
        for whole, text in zip(sums["indicator"], sums["sum_of"], strict=True)
    }


def _measured(table: pd.DataFrame, year: str) -> pd.DataFrame:
    """One year's side of a table as `travel.compare` takes it."""
    measured = ["value", "numerator", "denominator"]
    names = {year if name == "value" else f"{year}_{name}": name for name in measured}
    return table[list(names)].rename(columns=names)


def _direction(change: float) -> str:
    if pd.isna(change):
        return "unknown"
    return "up" if change > 0 else "down" if change < 0 else "same"


def _meaning(direction: str, verdict: str, polarity: str) -> str:
    if direction == "unknown":
        return "cannot tell"
    if direction == "same":
        return "no change"
    if verdict in (travel.NO_CHANGE, travel.CANNOT_TELL):
        return verdict
    if polarity == "neither":
        return "change"
    better = {"lower": "down", "higher": "up"}[polarity]
    return "improvement" if direction == better else "deterioration"
