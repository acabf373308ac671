"""The one rounding rule: half away from zero, in decimal arithmetic."""

import re
from decimal import ROUND_HALF_UP, Decimal

NOISE = 10
"""Decimals kept before rounding, so that 28.5 held as 28.499999999999996 rounds as 28.5 does."""


def half_up(value: float, decimals: int = 0) -> Decimal:
    """Round as people do by hand: 0.5 goes away from zero.

    Parameters
    ----------
    value : float
        A finite number.
    decimals : int
        Decimals to keep.

    Returns
    -------
    Decimal
        With exactly `decimals` decimals; never a negative zero.
    """
    exact = Decimal(repr(round(float(value), NOISE)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def decimals_of(printed: str) -> int:
    """How many decimals a printed number shows: `22.3%` shows 1, `£1,077` none."""
    found = re.search(r"\d\.(\d+)", printed)
    return len(found[1]) if found else 0


def settled(value: float) -> float:
    """A sum or difference of decimals without binary noise: 0.3 − (0.1 + 0.2) is 0, not −5.6e-17. NaN stays NaN."""
    return round(float(value), NOISE) + 0.0
