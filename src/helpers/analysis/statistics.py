"""Shares with their uncertainty."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint


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
        `method`, on the caller's index.

    Raises
    ------
    ValueError
        If a numerator is negative or above its denominator.

    Notes
    -----
    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212; the method that the Office for Health Improvement and Disparities
    prescribes for proportions (Technical Guide: Confidence Intervals, 2018). Computed by statsmodels.
    """
    events, out_of = numerator.astype("float64"), denominator.astype("float64")
    if ((events < 0) | (events > out_of)).any():
        raise ValueError("a numerator must lie between 0 and its denominator")
    known = events.notna() & (out_of > 0)
    share = (events / out_of.where(out_of > 0)).where(known)
    lower, upper = (pd.Series(np.nan, index=numerator.index) for _ in range(2))
    if known.any():
        bounds = proportion_confint(events[known], out_of[known], alpha=1 - confidence, method="wilson")
        lower[known], upper[known] = np.asarray(bounds[0]), np.asarray(bounds[1])
    method = f"proportion with Wilson {confidence:.1%} interval".replace(".0%", "%")
    return pd.DataFrame({"proportion": share, "lower": lower, "upper": upper, "method": method})
