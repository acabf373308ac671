"""Where a year will end, given what it has counted so far."""

import numpy as np
import pandas as pd
from scipy import stats

from helpers.analysis.selection import first_of
from helpers.analysis.statistics import level, one_index, z_of

PRIOR = 0.5
"""Jeffreys' prior for a Poisson mean: half an event."""


def year_end(
    to_date: pd.Series, elapsed: pd.Series, *, confidence: float = 0.95, dispersion: float = 1.0
) -> pd.DataFrame:
    """The count that a year will end with, with the interval that the count itself (not its mean) will fall in.

    Parameters
    ----------
    to_date : Series, shape (n,)
        Events so far.
    elapsed : Series, shape (n,)
        Share of a year's events that usually falls by now, 0 to 1: 0.5 after two even quarters, or what earlier years give.
    confidence : float
    dispersion : float
        How many times more the counts vary than independent events would; 1 or above.

    Returns
    -------
    DataFrame, shape (n, 4)
        `forecast, lower, upper` (events in the whole year; NaN before anything has elapsed) and `method`.

    Raises
    ------
    ValueError
        If a count is below zero or infinite, a share lies outside 0 to 1, the series do not share one index, or a setting
        is out of range.

    Notes
    -----
    With events at an unknown even rate and Jeffreys' prior, the events still to come are negative binomial with shape
    (to date + ½) and probability `elapsed`: Krishnamoorthy, K. and Peng, J. (2011), "Improved closed-form prediction intervals
    for binomial and Poisson distributions", Journal of Statistical Planning and Inference 141, 1709-1718, discuss it. With
    dispersion φ, counts are taken as φ times such counts. It knows of no change in the rest of the year.
    """
    index, counts, share = _checked(to_date, elapsed, dispersion)
    z_of(confidence)
    tail = (1 - confidence) / 2
    shape = counts / dispersion + PRIOR
    done, begun = share == 1, share > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = (
            dispersion * stats.nbinom.ppf(q, shape, np.where(begun & ~done, share, 0.5)) for q in (tail, 1 - tail)
        )
        forecast = counts / share
    columns = {
        "forecast": np.where(begun, forecast, np.nan),
        "lower": np.where(done, counts, np.where(begun, counts + low, np.nan)),
        "upper": np.where(done, counts, np.where(begun, counts + high, np.nan)),
        "method": first_of(
            [
                (np.isnan(counts), "no forecast: no count to date"),
                (np.isnan(share), "no forecast: how much of the year has passed is not known"),
                (done, "the year is over"),
                (~begun, "nothing of the year has passed"),
            ],
            f"to date ÷ share of the year's events by now; {level(confidence)} prediction interval, negative binomial",
        ),
    }
    return pd.DataFrame(columns, index=index)


def chance_of_meeting(
    to_date: pd.Series, elapsed: pd.Series, target: pd.Series, *, polarity: pd.Series, dispersion: float = 1.0
) -> pd.Series:
    """The probability that the year's count will meet its target, 0 to 1, if things go on as they have.

    Parameters
    ----------
    to_date, elapsed
        As for `year_end`.
    target : Series
        The year's count: not to be exceeded where `polarity` is `lower`, to be reached where it is `higher`.
    polarity : Series
        NaN is returned for `neither`.
    """
    index, counts, share = _checked(to_date, elapsed, dispersion)
    one_index(to_date, target, polarity)
    aim = np.asarray(target, dtype="float64")
    shape, left = counts / dispersion + PRIOR, (aim - counts) / dispersion
    done, begun = share == 1, share > 0
    inner = np.where(begun & ~done, share, 0.5)
    with np.errstate(invalid="ignore"):
        at_most = np.where(done, (counts <= aim) * 1.0, stats.nbinom.cdf(np.floor(left + 1e-9), shape, inner))
        at_least = np.where(done, (counts >= aim) * 1.0, stats.nbinom.sf(np.ceil(left - 1e-9) - 1, shape, inner))
    way = np.asarray(polarity)
    chance = np.select([way == "lower", way == "higher"], [at_most, at_least], np.nan)
    return pd.Series(np.where(begun & ~np.isnan(aim) & ~np.isnan(counts), chance, np.nan), index=index)


def spread(history: pd.DataFrame, *, by: str = "year", value: str = "value", part: str = "part") -> float:
    """How many times more counts vary than independent events would, 1 where they do not (the dispersion).

    Parameters
    ----------
    history : DataFrame
        Counts by `year` and `part` (quarter or month).

    Returns
    -------
    float
        Pearson's chi-squared over its degrees of freedom, once years and parts each have a level of their own; at least 1.
        1 where there are fewer than two years or parts.

    Notes
    -----
    McCullagh, P. and Nelder, J. A. (1989), Generalized Linear Models, second edition, section 6.2.
    """
    table = history.pivot_table(index=by, columns=part, values=value, aggfunc=_total, dropna=False).dropna()
    free = (table.shape[0] - 1) * (table.shape[1] - 1)
    counts = table.to_numpy(dtype="float64")
    if free <= 0 or counts.sum() <= 0:
        return 1.0
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    squares = np.where(expected > 0, (counts - expected) ** 2 / np.where(expected > 0, expected, 1), 0)
    return max(1.0, float(squares.sum() / free))


def _total(parts: pd.Series) -> float:
    """A sum that is unknown where a part is: a missing count is no nought."""
    return parts.sum(skipna=False)


def _checked(to_date: pd.Series, elapsed: pd.Series, dispersion: float) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    index = one_index(to_date, elapsed)
    counts, share = np.asarray(to_date, dtype="float64"), np.asarray(elapsed, dtype="float64")
    if np.isinf(counts).any() or (counts < 0).any():
        raise ValueError("a count to date must be finite and not below zero")
    # Shares are sums: four quarters that come to 1.0000000000000002 are a whole year.
    share = np.where(np.abs(share - np.round(share)) < 1e-9, np.round(share), share)
    if ((share < 0) | (share > 1)).any():
        raise ValueError("the share of the year that has passed must lie between 0 and 1")
    if not 1 <= dispersion < np.inf:
        raise ValueError(f"dispersion must be 1 or above, and finite, got {dispersion!r}")
    return index, counts, share
