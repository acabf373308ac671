"""Whether two counts, rates or shares differ by more than chance, and by how much."""

import numpy as np
import pandas as pd
from scipy import special

from helpers.analysis import binomial, statistics
from helpers.analysis.poisson import FEW
from helpers.analysis.selection import first_of
from helpers.analysis.statistics import level, one_index, z_of

SMALL_BASE = 50
"""Below this count in either period a percentage change is not given: the rule of the Office for National Statistics in its
police force area data tables, where such a cell prints `[u]`."""
MISSING = "cannot be compared: a count is missing, or nothing to set it against"


def rate_ratio(
    events: pd.Series,
    population: pd.Series,
    *,
    reference_events: pd.Series,
    reference_population: pd.Series,
    confidence: float = 0.95,
    dispersion: float = 1.0,
) -> pd.DataFrame:
    """One rate over another, with its interval and the test that they are the same.

    Parameters
    ----------
    events, population, reference_events, reference_population : Series, shape (n,)
        Counts and what they are set against, on one index.
    confidence : float
    dispersion : float
        How many times more the counts vary than independent events would (1 or above); see `helpers.analysis.forecasts.spread`.

    Returns
    -------
    DataFrame, shape (n, 5)
        `ratio`, `lower`, `upper`, `p_value` (two-sided), `method`. NaN where a rate is missing; `ratio` and `upper` are
        infinite where only the reference has no event.

    Raises
    ------
    ValueError
        If a count is infinite, a population is below zero, the series do not share one index, or dispersion is below 1.

    Notes
    -----
    Given the total, the count is binomial under either rate: Przyborowski, J. and Wilenski, H. (1940), Biometrika 31,
    313-323. The interval turns that of the binomial share into odds: Wilson's where both counts are 10 or more (the score
    test's own: Graham, P. L. et al. (2003), Pharmaceutical Statistics 2, 75-83), else Clopper and Pearson's exact one, with
    twice the smaller exact tail as its p value.
    """
    index = one_index(events, population, reference_events, reference_population)
    count, other = _counts(events), _counts(reference_events)
    base, other_base = (_sizes(series) for series in (population, reference_population))
    if not 1 <= dispersion < np.inf:
        raise ValueError(f"dispersion must be 1 or above, and finite, got {dispersion!r}")
    with np.errstate(invalid="ignore", divide="ignore"):
        total, null = count + other, base / (base + other_base)
        exact = (np.minimum(count, other) < FEW) & (dispersion == 1)
        low, high, p_value = binomial.score(count, total, null, z_of(confidence) * np.sqrt(dispersion), dispersion)
        # The exact bounds cost a hundred times as much as the others: only where they are used.
        few = count[exact], total[exact], null[exact]
        low[exact], high[exact], p_value[exact] = binomial.exact(*few, (1 - confidence) / 2)
        # No event on one side bounds the share at nought or one, to the last bit.
        low, high = np.where(count == 0, 0.0, low), np.where(other == 0, 1.0, high)
        scale = other_base / base
        ratio = np.where(total > 0, count / other * scale, np.nan)
        lower, upper = low / (1 - low) * scale, np.where(high >= 1, np.inf, high / (1 - high) * scale)
    known = (total > 0) & ~np.isnan(scale)
    words = f"ratio of two rates, {{}} {level(confidence)} interval and test"
    columns = {
        "ratio": np.where(known, ratio, np.nan),
        "lower": np.where(known, lower, np.nan),
        "upper": np.where(known, upper, np.nan),
        "p_value": np.where(known, p_value, np.nan),
        "method": first_of(
            [
                (~known, "cannot be compared: no events, or nothing to set them against"),
                (exact, words.format("exact conditional")),
            ],
            words.format("conditional score"),
        ),
    }
    return pd.DataFrame(columns, index=index)


def rate_difference(
    events: pd.Series,
    population: pd.Series,
    *,
    reference_events: pd.Series,
    reference_population: pd.Series,
    per: float = 1_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """One rate less another, for every `per`, with its interval and the test that they are the same.

    Returns
    -------
    DataFrame, shape (n, 5)
        `difference`, `lower`, `upper`, `p_value`, `method`.

    Notes
    -----
    Interval from those of the two rates (Byar's, exact below 10 events) by the method of variance estimates recovery:
    Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27, 1693-1702. The test is that of `rate_ratio`.
    """
    ours = statistics.rate(events, population, per=per, confidence=confidence)
    theirs = statistics.rate(reference_events, reference_population, per=per, confidence=confidence)
    table = _recovered_difference(ours["rate"], theirs["rate"], ours, theirs)
    tested = rate_ratio(
        events,
        population,
        reference_events=reference_events,
        reference_population=reference_population,
        confidence=confidence,
    )
    words = f"difference of two rates per {per:,g}"
    interval = f"{words}, {level(confidence)} interval recovered from theirs"
    cases = [
        (table["difference"].isna(), MISSING),
        (table["lower"].isna(), f"{words}; no interval and no test: a net count below zero"),
        (tested["p_value"].isna(), f"{interval}; no test: no events"),
    ]
    return table.assign(p_value=tested["p_value"], method=first_of(cases, f"{interval}; conditional test"))


def proportion_difference(
    numerator: pd.Series,
    denominator: pd.Series,
    *,
    reference_numerator: pd.Series,
    reference_denominator: pd.Series,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """One share less another, with its interval and the test that they are the same.

    Returns
    -------
    DataFrame, shape (n, 5)
        `difference` (−1 to 1), `lower`, `upper`, `p_value`, `method`.

    Notes
    -----
    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions", Statistics in
    Medicine 17, 873-890, method 10: from the two Wilson intervals. Test: the pooled score test, which is Pearson's
    chi-squared without continuity correction.
    """
    ours = statistics.proportion(numerator, denominator, confidence=confidence)
    theirs = statistics.proportion(reference_numerator, reference_denominator, confidence=confidence)
    table = _recovered_difference(ours["proportion"], theirs["proportion"], ours, theirs)
    one_index(numerator, reference_numerator)
    p_value = _pooled_test(numerator, denominator, reference_numerator, reference_denominator)
    words = f"difference of two proportions, Newcombe {level(confidence)} interval; pooled score test"
    return table.assign(p_value=p_value, method=first_of([(p_value.isna(), MISSING)], words))


def proportion_ratio(
    numerator: pd.Series,
    denominator: pd.Series,
    *,
    reference_numerator: pd.Series,
    reference_denominator: pd.Series,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """One share over another (relative risk), with its interval and the test that they are the same.

    Returns
    -------
    DataFrame, shape (n, 5)
        `ratio`, `lower`, `upper` (infinite where the reference may be nought), `p_value`, `method`.

    Notes
    -----
    Donner, A. and Zou, G. Y. (2012), "Closed-form confidence intervals for functions of the normal mean and standard
    deviation", Statistical Methods in Medical Research 21, 347-359: from the two Wilson intervals. Test as for
    `proportion_difference`.
    """
    ours = statistics.proportion(numerator, denominator, confidence=confidence)
    theirs = statistics.proportion(reference_numerator, reference_denominator, confidence=confidence)
    one_index(numerator, reference_numerator)
    one, two = ours["proportion"].to_numpy(), theirs["proportion"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        # The upper bound is that of the ratio turned round, turned back.
        lower, other = _recovered_lower(one, two, ours, theirs), _recovered_lower(two, one, theirs, ours)
        upper, ratio = 1 / other, one / two
    missing, nothing = np.isnan(one) | np.isnan(two), (one == 0) & (two == 0)
    unknown = missing | nothing
    columns = {
        name: np.where(unknown, np.nan, values)
        for name, values in {"ratio": ratio, "lower": lower, "upper": upper}.items()
    }
    p_value = _pooled_test(numerator, denominator, reference_numerator, reference_denominator)
    words = f"ratio of two proportions, {level(confidence)} interval recovered from Wilson's; pooled score test"
    method = first_of([(missing, MISSING), (nothing, "no ratio: none on either side; pooled score test")], words)
    return pd.DataFrame(columns, index=ours.index).assign(p_value=p_value, method=method)


def percent_change(
    current: pd.Series,
    previous: pd.Series,
    *,
    population: pd.Series | None = None,
    previous_population: pd.Series | None = None,
    confidence: float = 0.95,
    small_base: float = SMALL_BASE,
    dispersion: float = 1.0,
) -> pd.DataFrame:
    """The change in a count from one period to another of the same length, in per cent, and whether it is more than chance.

    Parameters
    ----------
    current, previous : Series, shape (n,)
        Counts; a net count below zero has a change but neither percentage nor test.
    population, previous_population : Series, optional
        To compare rates instead of counts: both or neither.
    small_base : float
        A percentage is given only where both counts are at least this.

    Returns
    -------
    DataFrame, shape (n, 7)
        `change` (of the count), `percent`, `lower`, `upper` (per cent), `p_value`, `verdict` and `method`. The verdict is
        `rise`, `fall`, `no real change` (the interval of the change holds nought) or `cannot tell`.

    Notes
    -----
    Percentage change = 100 (rate ratio − 1), with the interval of `rate_ratio`. It takes events as independent: where one
    offender or one incident makes many records, chance reaches further; then give `dispersion`.
    """
    if (population is None) != (previous_population is None):
        raise ValueError("give the populations of both periods, or of neither")
    ones = pd.Series(1.0, index=current.index)
    one_index(current, previous)
    counts = current.astype("float64"), previous.astype("float64")
    tested = rate_ratio(
        counts[0].where(counts[0] >= 0),
        ones if population is None else population,
        reference_events=counts[1].where(counts[1] >= 0),
        reference_population=ones if previous_population is None else previous_population,
        confidence=confidence,
        dispersion=dispersion,
    )
    change = counts[0] - counts[1]
    enough = (counts[0] >= small_base) & (counts[1] >= small_base)
    lower, upper = tested["lower"], tested["upper"]
    # Not by way of the ratio: a fall of 30 from 100 is to be 30, not 30.000000000000004.
    sizes = [
        ones if people is None else people.astype("float64").where(lambda size: size > 0)
        for people in (population, previous_population)
    ]
    standing = counts[1] * sizes[0]
    percent = 100 * (counts[0] * sizes[1] - standing) / standing.where(standing != 0)
    # No event in either period is no change, and no test is needed to say so.
    nothing = (counts[0] == 0) & (counts[1] == 0) & sizes[0].notna() & sizes[1].notna()
    cases = [(nothing, "no real change"), (lower.isna(), "cannot tell"), (lower > 1, "rise"), (upper < 1, "fall")]
    verdict = first_of(cases, "no real change")
    shown = tested[["lower", "upper"]].where(enough).sub(1).mul(100)
    few = f"percentage not given: fewer than {small_base:g} in one of the periods; "
    net = (counts[0] < 0) | (counts[1] < 0)
    method = tested["method"].mask(nothing, "no event in either period").mask(net, "no test: a net count below zero")
    method[~enough] = few + method[~enough]
    method = method.where(change.notna(), "cannot be compared: a count is missing")
    return pd.DataFrame(
        {
            "change": change,
            "percent": percent.where(enough),
            "lower": shown["lower"],
            "upper": shown["upper"],
            "p_value": tested["p_value"],
            "verdict": verdict,
            "method": method,
        }
    )


def _counts(events: pd.Series) -> np.ndarray:
    counts = np.asarray(events, dtype="float64")
    if np.isinf(counts).any():
        raise ValueError("a count cannot be infinite")
    return np.where(counts >= 0, counts, np.nan)


def _sizes(population: pd.Series) -> np.ndarray:
    sizes = np.asarray(population, dtype="float64")
    if np.isinf(sizes).any() or (sizes < 0).any():
        raise ValueError("a population must be finite and not below zero")
    return np.where(sizes > 0, sizes, np.nan)


def _recovered_difference(one: pd.Series, two: pd.Series, ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    difference = one - two
    down = np.sqrt((one - ours["lower"]) ** 2 + (theirs["upper"] - two) ** 2)
    up = np.sqrt((ours["upper"] - one) ** 2 + (two - theirs["lower"]) ** 2)
    return pd.DataFrame({"difference": difference, "lower": difference - down, "upper": difference + up})


def _recovered_lower(one: np.ndarray, two: np.ndarray, ours: pd.DataFrame, theirs: pd.DataFrame) -> np.ndarray:
    """The lower bound of a ratio: the smaller root, in the form that loses no figures where the square's factor is near 0."""
    low, high = ours["lower"].to_numpy(), theirs["upper"].to_numpy()
    product, below, above = one * two, low * (2 * one - low), high * (2 * two - high)
    bound = below / (product + np.sqrt(np.maximum(product**2 - below * above, 0)))
    return np.where(low == 0, 0.0, bound)


def _pooled_test(
    numerator: pd.Series, denominator: pd.Series, reference_numerator: pd.Series, reference_denominator: pd.Series
) -> pd.Series:
    counts, others = _counts(numerator), _counts(reference_numerator)
    size, other_size = _sizes(denominator), _sizes(reference_denominator)
    pooled = (counts + others) / (size + other_size)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / size + 1 / other_size))
    # All or none on both sides: the shares are the same.
    score = np.where(spread == 0, 0.0, (counts / size - others / other_size) / np.where(spread > 0, spread, np.nan))
    return pd.Series(2 * special.ndtr(-np.abs(score)), index=numerator.index)
