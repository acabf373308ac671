"""Areas beside one another: who differs from the rest by more than chance, and how often chance alone would say so."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from helpers.analysis import statistics
from helpers.analysis.statistics import Kind, limits_at, z_of

LEVELS = {"95": 0.95, "998": 0.998}
"""The warning and the action limits of a funnel plot: two and three standard errors, as people say."""
TRIMMED = 0.1


@dataclass(frozen=True, slots=True)
class Funnel:
    """Areas within the limits of a funnel plot.

    Attributes
    ----------
    areas : DataFrame
        One row an area: `area, area_name, numerator, denominator, value, lower_95, upper_95, lower_998, upper_998, z, level`
        (`95%`, `99.8%` or empty: outside which limits), `direction` (`higher`, `lower`, `similar`, `cannot tell`), `verdict`
        (`better`, `worse` where one way is better, else as direction), `method`.
    average : float
        The areas' pooled level.
    dispersion : float
        How many times more areas vary than chance allows, where that is more than chance; else 1.
    heterogeneity_p : float
        Probability of areas differing this much if all had the average; NaN for a single area.
    kind, per : str, float
        As for `statistics.funnel_limits`.
    """

    areas: pd.DataFrame
    average: float
    dispersion: float
    heterogeneity_p: float
    kind: Kind
    per: float

    def curve(self, points: int = 120) -> pd.DataFrame:
        """The limits over all sizes on view: `denominator, lower_95, upper_95, lower_998, upper_998, average`.

        Sizes run from half the smallest area to a tenth above the largest, evenly spaced.
        """
        sizes = self.areas["denominator"][self.areas["denominator"] > 0]
        if sizes.empty or np.isnan(self.average):
            return pd.DataFrame(columns=["denominator", *_LIMITS, "average"], dtype="float64")
        grid = pd.Series(np.linspace(0.5 * sizes.min(), 1.1 * sizes.max(), points))
        return pd.concat(
            [grid.rename("denominator"), _limits(grid, self.average, self.kind, self.per, self.dispersion)], axis=1
        ).assign(average=self.average)


_LIMITS = [f"{side}_{name}" for name in LEVELS for side in ("lower", "upper")]


def funnel(areas: pd.DataFrame, *, kind: Kind, per: float, polarity: str, adjust: bool = True) -> Funnel:
    """Set areas against their average, within limits that allow for their size and for over-dispersion.

    Parameters
    ----------
    areas : DataFrame
        `area, area_name, numerator, denominator`: counts, and populations or totals.
    kind : {"proportion", "rate"}
    per : float
        As for `statistics.funnel_limits`.
    polarity : str
        `lower`, `higher` or `neither`.
    adjust : bool
        Whether to widen the limits where areas as a whole vary more than chance allows.

    Returns
    -------
    Funnel

    Raises
    ------
    ValueError
        If a count is infinite, a denominator below zero, or a proportion's numerator above its denominator.

    Notes
    -----
    Spiegelhalter, D. J. (2005), Statistics in Medicine 24, 1185-1202. Over-dispersion: z scores (on the square-root scale for
    rates, the arcsine for proportions) are brought in to their 10th and 90th percentiles; φ is their mean square; it is used
    only if I φ is above the 95th percentile of χ² with I − 1 degrees of freedom, and then limits lie √φ times as far out.
    """
    good = areas["numerator"].notna() & (areas["numerator"] >= 0) & (areas["denominator"] > 0)
    if kind == "proportion" and (areas["numerator"] > areas["denominator"]).any():
        raise ValueError("a numerator must lie between 0 and its denominator")
    numerator, denominator = (areas[name].where(good).astype("float64") for name in ("numerator", "denominator"))
    average = per * numerator.sum() / denominator.sum() if good.any() else np.nan
    z = _z_scores(numerator, denominator, average / per, kind)
    dispersion, p_value = _dispersion(z) if adjust else (1.0, _dispersion(z)[1])
    value = per * numerator / denominator
    if good.any():
        limits = _limits(denominator, average, kind, per, dispersion)
    else:
        limits = pd.DataFrame(np.nan, index=areas.index, columns=_LIMITS)
    outside = {name: (value < limits[f"lower_{name}"]) | (value > limits[f"upper_{name}"]) for name in LEVELS}
    level = np.select([outside["998"], outside["95"]], ["99.8%", "95%"], "")
    direction = np.select([~good, level == "", value > average], ["cannot tell", "similar", "higher"], default="lower")
    words = "Wilson" if kind == "proportion" else "Byar's (exact Poisson below 10)"
    widened = f", widened {np.sqrt(dispersion):.3g} times for over-dispersion" if dispersion > 1 else ""
    table = areas.assign(
        value=value,
        **limits,
        z=z / np.sqrt(dispersion),
        level=level,
        direction=direction,
        verdict=verdicts(pd.Series(direction, index=areas.index), polarity),
        method=f"funnel limits about the pooled average, {words}{widened}",
    )
    return Funnel(table, average, dispersion, p_value, kind, per)


def against_average(areas: pd.DataFrame, *, kind: Kind, per: float, polarity: str, average: float) -> pd.DataFrame:
    """Each area's level with its 95% interval, and whether the interval leaves out the average.

    Returns
    -------
    DataFrame
        The rows with `value, lower, upper, verdict` (as `verdicts`) and `method`.
    """
    if kind == "rate":
        table = statistics.rate(areas["numerator"], areas["denominator"], per=per).rename(columns={"rate": "value"})
    else:
        table = statistics.proportion(areas["numerator"], areas["denominator"]).rename(columns={"proportion": "value"})
        table[["value", "lower", "upper"]] *= per
    direction = np.select(
        [table["lower"].isna() | np.isnan(average), table["lower"] > average, table["upper"] < average],
        ["cannot tell", "higher", "lower"],
        default="similar",
    )
    judged = verdicts(pd.Series(direction, index=areas.index), polarity)
    return areas.assign(**table[["value", "lower", "upper"]], verdict=judged, method=table["method"])


def verdicts(direction: pd.Series, polarity: str) -> pd.Series:
    """`better` or `worse` for `lower` or `higher` where one way is better; all else stays as it is."""
    if polarity == "neither":
        return direction
    better = "lower" if polarity == "lower" else "higher"
    worse = "higher" if polarity == "lower" else "lower"
    return direction.replace({better: "better", worse: "worse"})


def ranks(areas: pd.DataFrame, *, kind: Kind, per: float, polarity: str, confidence: float = 0.95) -> pd.DataFrame:
    """Each area's place from best to worst, with the places that it may truly have.

    Parameters
    ----------
    areas : DataFrame
        `numerator, denominator`.
    polarity : str
        1 is the best place; where neither way is better, the highest.

    Returns
    -------
    DataFrame
        `rank` (the lower place where areas tie), `lower, upper` (places), `of` (areas with a level) and `method`; NaN where an
        area has no level.

    Notes
    -----
    Klein, M., Wright, T. and Wieczorek, J. (2020), "A joint confidence region for an overall ranking of populations", Journal
    of the Royal Statistical Society C 69, 589-606: with intervals that hold together (each at 1 − (1 − confidence) / n), an
    area is surely behind those whose whole interval is better than its own, and surely ahead of those whose whole interval is
    worse. All places hold at once with the stated confidence.
    """
    count = int((areas["numerator"].notna() & (areas["denominator"] > 0)).sum())
    joint = 1 - (1 - confidence) / max(count, 1)
    if kind == "rate":
        table = statistics.rate(areas["numerator"], areas["denominator"], per=per, confidence=joint)
        value = table["rate"]
    else:
        table = statistics.proportion(areas["numerator"], areas["denominator"], confidence=joint)
        value = table["proportion"]
    sign = 1 if polarity == "lower" else -1
    value, bounds = sign * value, np.sort(sign * table[["lower", "upper"]].to_numpy(), axis=1)
    best, worst = bounds[:, 0], bounds[:, 1]
    # Sorted bounds make it n log n: how many lie wholly before, and wholly after, each.
    ahead = np.searchsorted(np.sort(worst[~np.isnan(worst)]), best, side="left")
    behind = (~np.isnan(best)).sum() - np.searchsorted(np.sort(best[~np.isnan(best)]), worst, side="right")
    known = value.notna() & table["lower"].notna()
    return pd.DataFrame(
        {
            "rank": value.rank(method="min"),
            "lower": pd.Series(ahead + 1.0, index=areas.index).where(known),
            "upper": pd.Series(count - behind * 1.0, index=areas.index).where(known),
            "of": count,
            "method": f"places with joint {statistics.level(confidence)} confidence (Klein, Wright and Wieczorek)",
        }
    )


def quartiles(values: pd.Series, *, polarity: str) -> pd.Series:
    """Which quarter of areas each lies in, 1 (best; highest where neither way is better) to 4; NaN among fewer than four."""
    known = values.dropna()
    if len(known) < 4:
        return pd.Series(np.nan, index=values.index)
    place = known.rank(method="min", ascending=polarity == "lower")
    return np.ceil(4 * place / len(known)).reindex(values.index)


def by_chance(comparisons: int, confidence: float = 0.95) -> float:
    """How many of so many comparisons would be flagged if nothing differed."""
    return comparisons * (1 - confidence)


def surely_flagged(p_values: pd.Series, *, rate: float = 0.05) -> pd.Series:
    """Which of many comparisons stand once their number is allowed for, so that at most `rate` of those flagged are false.

    Notes
    -----
    Benjamini, Y. and Hochberg, Y. (1995), Journal of the Royal Statistical Society B 57, 289-300. Computed by scipy.
    """
    known = p_values.notna()
    flagged = pd.Series(False, index=p_values.index)
    if known.any():
        flagged[known] = stats.false_discovery_control(p_values[known]) <= rate
    return flagged


def _limits(denominator: pd.Series, average: float, kind: Kind, per: float, dispersion: float) -> pd.DataFrame:
    columns = {}
    for name, confidence in LEVELS.items():
        table = limits_at(denominator, average, kind=kind, per=per, z=z_of(confidence) * np.sqrt(dispersion))
        columns |= {f"lower_{name}": table["lower"], f"upper_{name}": table["upper"]}
    return pd.DataFrame(columns)


def _z_scores(numerator: pd.Series, denominator: pd.Series, average: float, kind: Kind) -> pd.Series:
    """How many standard errors each area lies from the average, on the scale where errors do not depend on the level."""
    if np.isnan(average):
        return pd.Series(np.nan, index=numerator.index)
    if kind == "rate":
        return 2 * (np.sqrt(numerator) - np.sqrt(denominator * average))
    return 2 * np.sqrt(denominator) * (np.arcsin(np.sqrt(numerator / denominator)) - np.arcsin(np.sqrt(average)))


def _dispersion(z: pd.Series) -> tuple[float, float]:
    known = z.dropna()
    if len(known) < 2:
        return 1.0, float("nan")
    p_value = float(stats.chi2.sf((known**2).sum(), len(known) - 1))
    trimmed = known.clip(known.quantile(TRIMMED), known.quantile(1 - TRIMMED))
    total = (trimmed**2).sum()
    needed = stats.chi2.ppf(0.95, len(known) - 1)
    return (max(1.0, float(total / len(known))) if total > needed else 1.0), p_value
