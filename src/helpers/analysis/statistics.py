"""Rates and shares with their uncertainty, and the limits within which areas differ by chance alone."""

from typing import Literal

import numpy as np
import pandas as pd
from scipy import special
from statsmodels.stats.proportion import proportion_confint

from helpers.analysis.poisson import FEW, counts_beside, poisson_interval
from helpers.analysis.selection import first_of

Kind = Literal["proportion", "rate"]


def rate(events: pd.Series, population: pd.Series, *, per: float = 1_000, confidence: float = 0.95) -> pd.DataFrame:
    """Events for every so many people, each with its interval.

    Parameters
    ----------
    events : Series, shape (n,)
        Counts. A net count below zero (records cancelled or transferred to another force) has a rate but no interval.
    population : Series, shape (n,)
        People, or whatever the events are set against, on the same index; zero and missing have no rate.
    per : float
        How many of the population the rate is stated for.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    DataFrame, shape (n, 4)
        `rate`, `lower` and `upper` (events for every `per` of the population; NaN where there is none) and `method`,
        which says how, or why not, on the caller's index.

    Raises
    ------
    ValueError
        If a count is infinite, a population is infinite or below zero, or the settings are out of range.

    Notes
    -----
    Byar's approximation from 10 events on and the exact Poisson interval below: Breslow, N. E. and Day, N. E. (1987),
    Statistical Methods in Cancer Research II, IARC, page 69; Public Health England (2018), Technical Guide: Confidence
    Intervals, which prescribes this choice.
    """
    index, counts, people = one_index(events, population), _numbers(events), _numbers(population)
    _refuse(
        (not 0 < per < np.inf, "per must be above zero, and finite"),
        ((people < 0).any(), "a population cannot be below zero"),
    )
    base = np.where(people > 0, people, np.nan)
    lower, upper = poisson_interval(counts, z_of(confidence))
    scale = per / base
    words = f"rate per {per:,g} with {{}} {level(confidence)} interval"
    cases = [
        (np.isnan(base), "no rate: no population to set the count against"),
        (np.isnan(counts), "no rate: no count"),
        (counts < 0, f"rate per {per:,g}; no interval: a net count below zero"),
        (counts < FEW, words.format("exact Poisson")),
    ]
    method = first_of(cases, words.format("Byar's"))
    columns = {"rate": counts * scale, "lower": lower * scale, "upper": upper * scale, "method": method}
    return pd.DataFrame(columns, index=index)


def proportion(numerator: pd.Series, denominator: pd.Series, *, confidence: float = 0.95) -> pd.DataFrame:
    """Shares of a whole, each with its Wilson score interval.

    Parameters
    ----------
    numerator, denominator : Series, shape (n,)
        Counts on one index; each numerator lies between 0 and its denominator.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    DataFrame, shape (n, 4)
        `proportion`, `lower` and `upper` (0 to 1; NaN where the denominator is zero or a count is missing) and
        `method`, which says how, or why not, on the caller's index.

    Raises
    ------
    ValueError
        If a count is infinite, or a numerator is negative or above its denominator.

    Notes
    -----
    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212; the method that the Office for Health Improvement and Disparities
    prescribes for proportions (Technical Guide: Confidence Intervals, 2018). Computed by statsmodels.
    """
    index, counts, whole = one_index(numerator, denominator), _numbers(numerator), _numbers(denominator)
    wrong = (counts < 0) | (counts > whole)
    _refuse((wrong.any(), "a numerator must lie between 0 and its denominator"))
    z_of(confidence)
    known = ~np.isnan(counts) & (whole > 0)
    share, lower, upper = (np.full(len(counts), np.nan) for _ in range(3))
    share[known] = counts[known] / whole[known]
    if known.any():
        bounds = proportion_confint(counts[known], whole[known], alpha=1 - confidence, method="wilson")
        lower[known], upper[known] = bounds
    # None and all are bounds themselves: not 4e-22, which is above nought.
    lower[known & (counts == 0)], upper[known & (counts == whole)] = 0.0, 1.0
    method = first_of(
        [(~known, "no proportion: nothing to count")], f"proportion with Wilson {level(confidence)} interval"
    )
    columns = {"proportion": share, "lower": lower, "upper": upper, "method": method}
    return pd.DataFrame(columns, index=index)


def standardised_ratio(observed: pd.Series, expected: pd.Series, *, confidence: float = 0.95) -> pd.DataFrame:
    """Observed events over those expected at a reference area's rates (indirect standardisation).

    Parameters
    ----------
    observed : Series, shape (n,)
        Counts.
    expected : Series, shape (n,)
        Counts that the reference rates would give, such as what `expected_events` returns.
    confidence : float

    Returns
    -------
    DataFrame, shape (n, 4)
        `ratio` (1 where an area has what was expected), `lower`, `upper`, `method`, on the caller's index.

    Raises
    ------
    ValueError
        As `rate`.

    Notes
    -----
    Breslow and Day (1987), pages 65 to 72; interval as for `rate`, the expected count taken as known.
    """
    table = rate(observed, expected, per=1, confidence=confidence).rename(columns={"rate": "ratio"})
    swaps = {"no rate: no population to set the count against": "no ratio: nothing is expected"}
    swaps |= {"no rate: no count": "no ratio: no count"}
    words = table["method"].replace(swaps).str.replace("rate per 1", "indirectly standardised ratio", regex=False)
    return table.assign(method=words)


def expected_events(
    strata: pd.DataFrame, reference: pd.DataFrame, *, area: str = "area", stratum: str = "stratum"
) -> pd.Series:
    """Events that each area would have at the reference's rates: populations times rates, summed over strata.

    Parameters
    ----------
    strata : DataFrame
        `population` of each `area` and `stratum` (such as an age band or a kind of neighbourhood).
    reference : DataFrame
        `events` and `population` of each `stratum` in the reference.

    Returns
    -------
    Series
        Expected events, indexed by area; NaN where a stratum has no reference rate.

    Raises
    ------
    ValueError
        If the reference has a stratum twice.
    """
    _refuse((reference[stratum].duplicated().any(), f"the reference has a {stratum} twice"))
    rates = reference.set_index(stratum)["events"] / reference.set_index(stratum)["population"].where(
        lambda people: people > 0
    )
    events = strata["population"] * strata[stratum].map(rates)
    return events.groupby(strata[area], sort=False).agg(lambda parts: parts.sum(skipna=False)).rename("expected")


def funnel_limits(
    denominator: pd.Series, average: float, *, kind: Kind, per: float = 1, confidence: float = 0.95
) -> pd.DataFrame:
    """How far an area of a given size may lie from the average before chance alone is an unlikely reason.

    The limits turn the intervals of `proportion` and `rate` round: an area lies outside them just when its own
    interval, at the same confidence, leaves out the average.

    Parameters
    ----------
    denominator : Series, shape (n,)
        Sizes: how many are counted, or the population.
    average : float
        The level to compare with, in the unit of the limits (for every `per`).
    kind : {"proportion", "rate"}
    per : float
        1 for a proportion from 0 to 1, 100 for a percentage, 1,000 for a rate per 1,000.
    confidence : float

    Returns
    -------
    DataFrame, shape (n, 2)
        `lower` and `upper`, for every `per`; NaN where the denominator is zero or missing.

    Raises
    ------
    ValueError
        If `kind` is another, a denominator is infinite or below zero, or the average cannot be one.

    Notes
    -----
    Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
    1185-1202. Proportions: the count x whose Wilson bound is the average solves to average ± z √(average (1 − average)
    / n). Rates: the count whose Byar bound (exact Poisson below 10) is the count expected. Both are what Public Health
    England's Technical Guide on funnel plots prescribes and PHEindicatormethods flags by.
    """
    _refuse((not 0 < per < np.inf, "per must be above zero, and finite"))
    size, average_of_one = _numbers(denominator), float(average) / per
    _refuse(
        (kind not in ("proportion", "rate"), f"kind must be 'proportion' or 'rate', got {kind!r}"),
        ((size < 0).any(), "a denominator cannot be below zero"),
        (not 0 <= average_of_one < np.inf, "the average must be a finite number, not below zero"),
        (kind == "proportion" and average_of_one > 1, f"an average proportion cannot be above {per:g}"),
    )
    lower, upper = limits_at(size, np.full(len(size), average_of_one), kind=kind, z=z_of(confidence))
    return pd.DataFrame({"lower": lower * per, "upper": upper * per}, index=one_index(denominator))


def limits_at(size: np.ndarray, average: np.ndarray, *, kind: Kind, z: float) -> tuple[np.ndarray, np.ndarray]:
    """As `funnel_limits`, for one of the denominator, each area with an average of its own."""
    size = np.where(size > 0, size, np.nan)
    if kind == "proportion":
        reach = z * np.sqrt(average * (1 - average) / size)
        return np.maximum(average - reach, 0), np.minimum(average + reach, 1)
    low, high = counts_beside(average * size, z)
    return low / size, high / size


def z_of(confidence: float) -> float:
    """Standard errors on either side that hold a share of a normal distribution: 1.96 for 0.95.

    Raises
    ------
    ValueError
        If the confidence does not lie between 0 and 1.
    """
    _refuse((not 0 < confidence < 1, f"confidence must lie between 0 and 1, got {confidence!r}"))
    return float(-special.ndtri((1 - confidence) / 2))


def level(confidence: float) -> str:
    """`95%`, `99.8%`."""
    return f"{100 * confidence:.10g}%"


def one_index(*given: pd.Series) -> pd.Index:
    """The index that counts share; a ValueError where they do not, for they would be matched by place, not by label."""
    found = [series.index for series in given if isinstance(series, pd.Series)]
    _refuse(*((not index.equals(found[0]), "the counts do not share one index") for index in found[1:]))
    return found[0] if found else pd.RangeIndex(len(pd.Series(given[0])))


def _numbers(values: pd.Series) -> np.ndarray:
    numbers = np.asarray(pd.Series(values), dtype="float64")
    _refuse((np.isinf(numbers).any(), "a count cannot be infinite"))
    return numbers


def _refuse(*wrongs: tuple[bool, str]) -> None:
    for wrong, words in wrongs:
        if wrong:
            raise ValueError(words)
