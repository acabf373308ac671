"""The one rounding rule: half away from zero, in decimal arithmetic."""

import re
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

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


def half_up_exact(value: Fraction, decimals: int = 0) -> Decimal:
    """Round an exact fraction half away from zero, without ever passing through binary."""
    return _rounded(value, decimals, ROUND_HALF_UP)


def other_roundings(value: Fraction, decimals: int) -> dict[str, Decimal]:
    """What other ways of rounding make of a value, by their names, to explain a figure that half up does not give.

    Parameters
    ----------
    value : Fraction
    decimals : int
        The decimals that the figure shows; its trailing noughts may mean that it was rounded more coarsely.
    """
    found = {
        "cut off instead of rounded": _rounded(value, decimals, ROUND_DOWN),
        "rounded up": _rounded(value, decimals, ROUND_CEILING),
        "half rounded down": _rounded(value, decimals, ROUND_HALF_DOWN),
        "half rounded to the even digit": _rounded(value, decimals, ROUND_HALF_EVEN),
        "rounded twice": _rounded(Fraction(half_up_exact(value, decimals + 1)), decimals, ROUND_HALF_UP),
    }
    usual = half_up_exact(value, decimals)
    found |= {
        f"rounded to the nearest {10**zeros:,}": _rounded(value, -zeros, ROUND_HALF_UP)
        for zeros in (1, 2, 3)
        if decimals == 0 and abs(value) >= 10**zeros
    }
    if decimals:
        found["rounded to a whole number"] = _rounded(value, 0, ROUND_HALF_UP)
    return {name: rounded for name, rounded in found.items() if rounded != usual}


def _rounded(value: Fraction, decimals: int, way: str) -> Decimal:
    # Scaled to the last digit kept, a fraction lies between two whole numbers and is a half exactly or not at all.
    scaled = value * Fraction(10) ** decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    doubled = 2 * rest
    if rest == 0:
        near = Decimal(whole)
    elif doubled == scaled.denominator:
        near = (Decimal(whole) + Decimal("0.5")).quantize(Decimal(1), rounding=way)
    else:
        beyond = Decimal("0.75") if doubled > scaled.denominator else Decimal("0.25")
        near = (Decimal(whole) + beyond).quantize(Decimal(1), rounding=way)
    result = near.scaleb(-decimals)
    return abs(result) if result == 0 else result


def decimals_of(printed: str) -> int:
    """How many decimals a printed number shows: `22.3%` shows 1, `£1,077` none, `£35k` three fewer than none."""
    found = re.search(r"\d\.(\d+)", printed)
    thousands = 3 if re.search(r"\d ?k\b", printed, flags=re.IGNORECASE) else 0
    return (len(found[1]) if found else 0) - thousands


def settled(value: float) -> float:
    """A sum or difference of decimals without binary noise: 0.3 − (0.1 + 0.2) is 0, not −5.6e-17. NaN stays NaN."""
    return round(float(value), NOISE) + 0.0
