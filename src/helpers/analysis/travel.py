"""Direction of travel: whether a measure improves, worsens or stays as it was, beyond what chance would do."""

import numpy as np
import pandas as pd

from helpers import periods
from helpers.analysis import differences
from helpers.analysis.selection import first_of
from helpers.periods import Kind, Period

LAST_QUARTER, LAST_YEAR, BASELINE = "last quarter", "the same time last year", "the baseline"
NO_CHANGE, CANNOT_TELL = "no real change", "cannot tell"
SHARES = "per cent"


def judge(verdict: pd.Series, polarity: pd.Series) -> pd.Series:
    """What a rise or fall means: improving or worsening; increasing or decreasing where neither way is better.

    Parameters
    ----------
    verdict : Series
        `rise`, `fall`, `no real change` or `cannot tell`, as `differences.percent_change` gives it.
    polarity : Series
        `lower`, `higher` or `neither`.
    """
    better = polarity.map({"lower": "fall", "higher": "rise"})
    moved = verdict.isin(["rise", "fall"])
    worse = (moved & better.notna()) & (verdict != better)
    cases = [
        (moved & (verdict == better), "improving"),
        (worse, "worsening"),
        (verdict == "rise", "increasing"),
        (verdict == "fall", "decreasing"),
        (verdict == NO_CHANGE, NO_CHANGE),
    ]
    return pd.Series(first_of(cases, CANNOT_TELL), index=verdict.index)


def compare(
    current: pd.DataFrame, earlier: pd.DataFrame, *, confidence: float = 0.95, dispersion: float = 1.0
) -> pd.DataFrame:
    """Each measure now against itself earlier.

    Parameters
    ----------
    current, earlier : DataFrame, shape (n, …)
        On one index: `value, numerator, denominator` and in `current` also `unit, polarity`. A measure in per cent is
        compared by its counts as a proportion; one for every so many people by its counts as a rate; any other is a count
        itself. Where both have a column `population`, counts are compared as rates where it is known.
    confidence, dispersion : float

    Returns
    -------
    DataFrame
        `current, earlier, change` (in the unit; percentage points for per cent), `percent`, `lower, upper` (of `percent`, or of
        `change` for per cent), `p_value, verdict, direction, method`, on the caller's index.
    """
    counted = _counted(current, earlier, confidence, dispersion)
    shares = _shares(current, earlier, confidence)
    in_shares, rates = current["unit"] == SHARES, current["unit"].str.startswith("per ") & (current["unit"] != SHARES)
    table = counted.where(~in_shares, shares)
    # A published rate without its counts has no test; its own change is still a fact.
    bare = (rates | in_shares) & (_missing(current) | _missing(earlier))
    table["change"] = current["value"] - earlier["value"]
    unknown = table["change"].isna()
    # The counts may be known where the figure, or what they are set against, is not: their change is not the figure's.
    table.loc[bare | unknown, ["percent", "lower", "upper", "p_value"]] = np.nan
    table.loc[bare, "verdict"] = CANNOT_TELL
    table.loc[bare, "method"] = "no test: the counts behind the figure are not given"
    table.loc[unknown, "verdict"] = CANNOT_TELL
    table.loc[unknown, "method"] = "cannot be compared: a figure is missing"
    direction = judge(table["verdict"], current["polarity"])
    first = pd.DataFrame({"current": current["value"], "earlier": earlier["value"], "change": table["change"]})
    rest = table[["percent", "lower", "upper", "p_value", "verdict"]]
    return pd.concat([first, rest], axis=1).assign(direction=direction, method=table["method"])


def earlier_periods(period: Period) -> dict[str, Period]:
    """What a period is compared with: the quarter before (of a quarter), and the same period a year before."""
    found = {LAST_QUARTER: _quarter_before(period)} if period.kind is Kind.QUARTER else {}
    return found | {LAST_YEAR: period.year_before()}


def directions(series: pd.DataFrame, indicators: pd.DataFrame, *, period: Period, period_kind: str) -> pd.DataFrame:
    """Direction of travel of every indicator at a period, against each of the periods before that the data has.

    Parameters
    ----------
    series : DataFrame
        Of one area: `indicator, period, period_kind, value, numerator, denominator, row`; rows of the role of a baseline have
        the period kind `baseline`.
    indicators : DataFrame
        `indicator, title, unit, polarity`.
    period_kind : str
        Only values of this kind are compared: a quarter is never set against a year.

    Returns
    -------
    DataFrame
        `indicator, title, against, earlier_period`, the columns of `compare`, and `current_row, earlier_row`; one row for each
        indicator and comparison for which both figures exist.
    """
    same = series[(series["period_kind"] == period_kind) & series["value"].notna()]
    now = same[same["period"] == str(period)]
    pieces = []
    for against, when in earlier_periods(period).items():
        pieces.append((against, str(when), same[same["period"] == str(when)]))
    based = series[(series["period_kind"] == "baseline") & series["value"].notna()]
    pieces.append((BASELINE, "", based))
    frames = [_against(now, then, indicators, label, when) for label, when, then in pieces]
    return pd.concat(frames, ignore_index=True)


def _against(now: pd.DataFrame, then: pd.DataFrame, indicators: pd.DataFrame, against: str, when: str) -> pd.DataFrame:
    both = now.merge(then, on="indicator", suffixes=("", "_then")).merge(
        indicators[["indicator", "title", "unit", "polarity"]], on="indicator", suffixes=("_row", "")
    )
    measured = ["value", "numerator", "denominator", *(["population"] if "population" in now else [])]
    current = both[[*measured, "unit", "polarity"]]
    earlier = both[[f"{column}_then" for column in measured]].set_axis(measured, axis=1)
    compared = compare(current, earlier)
    named = both[["indicator", "title"]].assign(against=against, earlier_period=when or both["period_then"])
    rows = both[["row", "row_then"]].set_axis(["current_row", "earlier_row"], axis=1)
    return pd.concat([named, compared, rows], axis=1)


def _counted(current: pd.DataFrame, earlier: pd.DataFrame, confidence: float, dispersion: float) -> pd.DataFrame:
    """Counts as counts, and rates by the events behind them."""
    rate = current["unit"].str.startswith("per ")
    counts = (frame["numerator"].where(rate, frame["value"]) for frame in (current, earlier))
    ones = pd.Series(1.0, index=current.index)
    both = "population" in current and "population" in earlier
    people = [frame["denominator"].where(rate, frame["population"] if both else ones) for frame in (current, earlier)]
    known = people[0].notna() & people[1].notna()
    return differences.percent_change(
        *counts,
        population=people[0].where(known, 1.0),
        previous_population=people[1].where(known, 1.0),
        confidence=confidence,
        dispersion=dispersion,
    )


def _shares(current: pd.DataFrame, earlier: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Percentages by the counts behind them: the change and its interval in percentage points."""
    share = (current["unit"] == SHARES) & ~_missing(current) & ~_missing(earlier)
    table = differences.proportion_difference(
        current["numerator"].where(share),
        current["denominator"].where(share),
        reference_numerator=earlier["numerator"].where(share),
        reference_denominator=earlier["denominator"].where(share),
        confidence=confidence,
    )
    lower, upper = table["lower"], table["upper"]
    verdict = first_of([(lower.isna(), CANNOT_TELL), (lower > 0, "rise"), (upper < 0, "fall")], NO_CHANGE)
    points = table[["difference", "lower", "upper"]] * 100
    return points.rename(columns={"difference": "change"}).assign(
        percent=np.nan, p_value=table["p_value"], verdict=verdict, method=table["method"]
    )


def _missing(frame: pd.DataFrame) -> pd.Series:
    return frame["numerator"].isna() | frame["denominator"].isna()


def _quarter_before(quarter: Period) -> Period:
    if quarter.part > 1:
        return Period(Kind.QUARTER, quarter.year, quarter.part - 1)
    return periods.parse(f"{quarter.financial_year.year_before()}-Q4")
