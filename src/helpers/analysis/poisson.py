"""Intervals of a Poisson mean, and counts whose interval holds what is expected, on arrays."""

from collections.abc import Callable

import numpy as np
from scipy import special
from scipy.optimize import elementwise

FEW = 10
"""Below this count Byar's approximation is not used: the exact Poisson interval is."""


def poisson_interval(counts: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Byar's interval of each Poisson mean, exact below 10 events; NaN for a count below zero or missing."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        counts = np.where(counts >= 0, counts, np.nan)
        lower, upper = _byar(counts, -z), _byar(counts + 1, z)
        few, tail = counts < FEW, special.ndtr(-z)
        # The exact bounds cost a hundred times as much as Byar's: only where they are used.
        lower[few] = special.gammaincinv(counts[few], tail)
        upper[few] = special.gammainccinv(counts[few] + 1, tail)
    return np.where(counts == 0, 0.0, lower), upper


def counts_beside(expected: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest counts whose `poisson_interval` still holds what is expected; not whole numbers.

    Where little is expected even no event at all is no surprise, and the lower count is 0.
    """
    tail = special.ndtr(-z)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = _byar_inverse(expected, z) - 1, _byar_inverse(expected, -z)
    # Below 10 the exact interval rules; its bounds at 10 say whether the count is below.
    few = expected < special.gammainccinv(FEW + 1, tail)
    low = np.where(few, 0.0, np.maximum(low, FEW))
    some = few & (np.exp(-expected) < tail)
    low[some] = _root(lambda x, e: special.gammainccinv(x + 1, tail) - e, expected[some])
    few = expected < special.gammaincinv(FEW, tail)
    high = np.where(few, 0.0, np.maximum(high, FEW))
    some = few & (expected > 0)
    high[some] = _root(lambda x, e: special.gammaincinv(x, tail) - e, expected[some])
    return low, high


def _root(bound: Callable, expected: np.ndarray) -> np.ndarray:
    """The count below 10 whose exact bound is what is expected."""
    if not len(expected):
        return expected
    # Not from nought: the bound of no event is not defined there.
    bracket = np.full_like(expected, 1e-12), np.full_like(expected, FEW)
    return elementwise.find_root(bound, bracket, args=(expected,)).x


def _byar(counts: np.ndarray, z: float) -> np.ndarray:
    return counts * (1 - 1 / (9 * counts) + z / (3 * np.sqrt(counts))) ** 3


def _byar_inverse(bound: np.ndarray, z: float) -> np.ndarray:
    """The count whose Byar bound is given, by Newton's method on its cube root (converges in four or five steps)."""
    root = np.cbrt(bound)
    # With s the square root of the count: root = s^(2/3) (1 + z / 3s − 1 / 9s²); counts from 10 on are wanted.
    s = np.maximum(np.sqrt(bound) - z / 2, np.sqrt(FEW))
    for _ in range(20):
        cube = np.cbrt(s)
        value = cube**2 + z / 3 / cube - 1 / (9 * cube**4)
        slope = 2 / 3 / cube - z / 9 / cube**4 + 4 / 27 / cube**7
        better = np.maximum(s - (value - root) / slope, 1.0)
        settled = ~(np.abs(better - s) > 1e-14 * s)
        s = better
        if settled.all():
            break
    return s**2
