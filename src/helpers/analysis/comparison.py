"""Areas beside one another: who differs from the rest by more than chance, and how often chance alone would say so."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from helpers.analysis import statistics
from helpers.analysis.selection import first_of
from helpers.analysis.statistics import Kind, limits_at, z_of

LEVELS = {"95": 0.95, "998": 0.998}
"""The warning and the action limits of a funnel plot: two and three standard errors, as people say."""
TRIMMED = 0.1
NO_LEVEL = "no level: no count, one below zero, or nothing to set it against"


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
        grid = np.linspace(0.5 * sizes.min(), 1.1 * sizes.max(), points)
        same = np.ones(points)
        limits = _limits(grid, same * self.average / self.per, self.kind, same * self.dispersion)
        scaled = {name: self.per * bound for name, bound in limits.items()}
        return pd.DataFrame({"denominator": grid, **scaled, "average": self.average})


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
        If a count is infinite, a denominator below zero, a proportion's numerator above its denominator, or `kind` another.

    Notes
    -----
    Spiegelhalter, D. J. (2005), Statistics in Medicine 24, 1185-1202. Over-dispersion: z scores (on the square-root scale for
    rates, the arcsine for proportions) are brought in to their 10th and 90th percentiles; φ is their mean square; it is used
    only if I φ is above the 95th percentile of χ² with I − 1 degrees of freedom. Limits are then those of areas φ times smaller,
    which puts them √φ times as far out.
    """
    table = funnel_by(areas, by=(), kind=kind, per=per, polarity=polarity, adjust=adjust)
    first = table.iloc[0] if len(table) else {"average": np.nan, "dispersion": 1.0, "heterogeneity_p": np.nan}
    shared = ["average", "dispersion", "heterogeneity_p"]
    average, dispersion, p_value = (float(first[name]) for name in shared)
    return Funnel(table.drop(columns=shared), average, dispersion, p_value, kind, per)


def funnel_by(
    areas: pd.DataFrame, *, by: Sequence[str], kind: Kind, per: float, polarity: str, adjust: bool = True
) -> pd.DataFrame:
    """As `funnel`, for many sets of areas at once, such as every indicator and period.

    Parameters
    ----------
    by : sequence of str
        Columns that tell the sets apart.

    Returns
    -------
    DataFrame
        The rows of `Funnel.areas` with `average, dispersion` and `heterogeneity_p` of their set.
    """
    _check(kind)
    numerator, size = (areas[name].to_numpy(dtype="float64") for name in ("numerator", "denominator"))
    if np.isinf(numerator).any() or np.isinf(size).any():
        raise ValueError("a count cannot be infinite")
    if (size < 0).any():
        raise ValueError("a denominator cannot be below zero")
    if kind == "proportion" and (numerator > size).any():
        raise ValueError("a numerator must lie between 0 and its denominator")
    good = (numerator >= 0) & (size > 0)
    numerator, size = (np.where(good, column, np.nan) for column in (numerator, size))
    sets = (
        areas.groupby(list(by), sort=False, dropna=False).ngroup().to_numpy()
        if by
        else np.zeros(len(areas), dtype="int64")
    )
    with np.errstate(invalid="ignore"):
        sums = [np.bincount(sets, weights=np.where(good, column, 0)) for column in (numerator, size)]
        average = (sums[0] / np.where(sums[1] > 0, sums[1], np.nan))[sets]
        z = _z_scores(numerator, size, average, kind)
    spread = [_dispersion(z[rows]) for rows in _rows_of(sets)]
    dispersion = np.array([phi if adjust else 1.0 for phi, _ in spread])[sets] if spread else np.ones(0)
    limits = _limits(size, average, kind, dispersion)
    value = numerator / size
    outside = {name: (value < limits[f"lower_{name}"]) | (value > limits[f"upper_{name}"]) for name in LEVELS}
    beyond = outside["998"] | outside["95"]
    level = first_of([(outside["998"], "99.8%"), (outside["95"], "95%")], "")
    direction = first_of([(~good, "cannot tell"), (~beyond, "similar"), (value > average, "higher")], "lower")
    words = "Wilson" if kind == "proportion" else "Byar's (exact Poisson below 10)"
    method = f"funnel limits about the pooled average, {words}"
    return areas.assign(
        value=per * value,
        **{name: per * bound for name, bound in limits.items()},
        z=z / np.sqrt(dispersion),
        level=level,
        direction=direction,
        verdict=verdicts(pd.Series(direction, index=areas.index), polarity),
        method=first_of([(~good, NO_LEVEL), (dispersion > 1, f"{method}, widened for over-dispersion")], method),
        average=per * average,
        dispersion=dispersion,
        heterogeneity_p=np.array([p_value for _, p_value in spread])[sets] if spread else np.ones(0),
    )


def against_average(areas: pd.DataFrame, *, kind: Kind, per: float, polarity: str, average: float) -> pd.DataFrame:
    """Each area's level with its 95% interval, and whether the interval leaves out the average.

    Returns
    -------
    DataFrame
        The rows with `value, lower, upper, verdict` (as `verdicts`) and `method`.
    """
    _check(kind)
    if kind == "rate":
        table = statistics.rate(areas["numerator"], areas["denominator"], per=per).rename(columns={"rate": "value"})
    else:
        table = statistics.proportion(areas["numerator"], areas["denominator"]).rename(columns={"proportion": "value"})
        table[["value", "lower", "upper"]] *= per
    lower, upper = table["lower"], table["upper"]
    cases = [(lower.isna() | np.isnan(average), "cannot tell"), (lower > average, "higher"), (upper < average, "lower")]
    direction = first_of(cases, "similar")
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
    _check(kind)
    count = int((areas["numerator"].notna() & (areas["denominator"] > 0)).sum())
    joint = 1 - (1 - confidence) / max(count, 1)
    if kind == "rate":
        table = statistics.rate(areas["numerator"], areas["denominator"], per=per, confidence=joint)
    else:
        table = statistics.proportion(areas["numerator"], areas["denominator"], confidence=joint)
    # Not the level for every so many: 1,000 / 300 and 3 × (1,000 / 900) differ by a bit, and equal areas must tie.
    value = areas["numerator"].astype("float64") / areas["denominator"].where(areas["denominator"] > 0)
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
            "method": first_of(
                [(~known, NO_LEVEL)],
                f"places with joint {statistics.level(confidence)} confidence (Klein, Wright and Wieczorek)",
            ),
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


def _check(kind: str) -> None:
    if kind not in ("proportion", "rate"):
        raise ValueError(f"kind must be 'proportion' or 'rate', got {kind!r}")


def _limits(size: np.ndarray, average: np.ndarray, kind: Kind, dispersion: np.ndarray) -> dict[str, np.ndarray]:
    """Limits for one of the denominator, at each of the levels, as far out as the dispersion asks for."""
    columns = {}
    for name, confidence in LEVELS.items():
        # Over-dispersed counts are taken as φ times independent ones: as if areas were φ times smaller.
        lower, upper = limits_at(size / dispersion, average, kind=kind, z=z_of(confidence))
        columns |= {f"lower_{name}": lower, f"upper_{name}": upper}
    return columns


def _z_scores(numerator: np.ndarray, size: np.ndarray, average: np.ndarray, kind: Kind) -> np.ndarray:
    """How many standard errors each area lies from the average, on the scale where errors do not depend on the level."""
    if kind == "rate":
        return 2 * (np.sqrt(numerator) - np.sqrt(size * average))
    return 2 * np.sqrt(size) * (np.arcsin(np.sqrt(numerator / size)) - np.arcsin(np.sqrt(average)))


def _rows_of(sets: np.ndarray) -> list[np.ndarray]:
    """The places of each set's rows, set by set."""
    order = np.argsort(sets, kind="stable")
    return np.split(order, np.cumsum(np.bincount(sets))[:-1]) if len(sets) else []


def _dispersion(z: np.ndarray) -> tuple[float, float]:
    known = z[~np.isnan(z)]
    if len(known) < 2:
        return 1.0, float("nan")
    free = len(known) - 1
    p_value = float(special.chdtrc(free, (known**2).sum()))
    low, high = np.quantile(known, [TRIMMED, 1 - TRIMMED])
    total = (np.clip(known, low, high) ** 2).sum()
    needed = special.chdtri(free, 0.05)
    return (max(1.0, float(total / len(known))) if total > needed else 1.0), p_value
