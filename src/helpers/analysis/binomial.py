"""Intervals and tests of a binomial share, on arrays."""

import numpy as np
from scipy import special


def score(
    count: np.ndarray, total: np.ndarray, null: np.ndarray, z: float, dispersion: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wilson's interval of the share of count in total, and the two-sided score test that the share is `null`.

    `z` standard errors reach out on either side; the p value is that of counts `dispersion` times as spread.
    """
    centre = (count + z**2 / 2) / (total + z**2)
    reach = z / (total + z**2) * np.sqrt(count * (total - count) / total + z**2 / 4)
    score = (count - total * null) / np.sqrt(total * null * (1 - null) * dispersion)
    return centre - reach, centre + reach, 2 * special.ndtr(-np.abs(score))


def exact(
    count: np.ndarray, total: np.ndarray, null: np.ndarray, tail: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Clopper and Pearson's interval with `tail` beyond either end, and twice the smaller binomial tail at `null`."""
    lower = np.where(count == 0, 0.0, special.betaincinv(np.maximum(count, 0.5), total - count + 1, tail))
    upper = np.where(count == total, 1.0, special.betaincinv(count + 1, np.maximum(total - count, 0.5), 1 - tail))
    at_most = special.betainc(np.maximum(total - count, 1e-300), count + 1, 1 - null)
    at_least = np.where(count == 0, 1.0, special.betainc(np.maximum(count, 1e-300), total - count + 1, null))
    at_most = np.where(count == total, 1.0, at_most)
    return lower, upper, np.minimum(1.0, 2 * np.minimum(at_most, at_least))
