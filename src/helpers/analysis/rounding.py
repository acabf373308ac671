"""The one rounding rule: half away from zero, in decimal arithmetic."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor, isfinite

NOISE = 10
"""Decimals kept before rounding, so that 28.5 held as 28.499999999999996 rounds as 28.5 does."""

HALF = Fraction(1, 2)
NUMBER = r"((?<![\d.,])\d[\d,]*(?:\.\d+)?|(?<![\d.,])\.\d+)(?: ?(k|thousand|m|million)\b)?"
SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6}
"""Letters and words beside a number that stand for noughts."""


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
    return half_up_exact(Fraction(repr(round(float(value), NOISE))), decimals)


def half_up_exact(value: Fraction, decimals: int = 0) -> Decimal:
    """Round an exact fraction half away from zero, without ever passing through binary."""
    return _rounded(value, decimals, _half_up)


def other_roundings(value: Fraction, decimals: int) -> dict[str, Decimal]:
    """What other ways of rounding make of a value, by their names, to explain a figure that half up does not give.

    Parameters
    ----------
    value : Fraction
    decimals : int
        The decimals that the figure shows; its trailing noughts may mean that it was rounded more coarsely.

    Returns
    -------
    dict of str to Decimal
        Only ways that give something other than half up does; of several coarser roundings that give the same, the
        finest, which supposes least.
    """
    usual = half_up_exact(value, decimals)
    found = {
        "cut off instead of rounded": _rounded(value, decimals, _cut),
        "rounded up": _rounded(value, decimals, _up),
        "half rounded down": _rounded(value, decimals, _half_down),
        "half rounded to the even digit": _rounded(value, decimals, _half_even),
        "rounded twice": half_up_exact(Fraction(half_up_exact(value, decimals + 1)), decimals),
    }
    coarser = {name: half_up_exact(value, places) for name, places in _coarser(value, decimals).items()}
    finest = {rounded: name for name, rounded in reversed(coarser.items())}
    found |= {name: rounded for rounded, name in reversed(finest.items())}
    return {name: rounded for name, rounded in found.items() if rounded != usual}


def _coarser(value: Fraction, decimals: int) -> dict[str, int]:
    """Coarser roundings whose result may be printed with the decimals of a figure, from the finest."""
    if decimals == 0:
        # A number is not called rounded to the nearest 100 where that leaves nothing, or more than all, of it.
        return {f"rounded to the nearest {10**zeros:,}": -zeros for zeros in (1, 2, 3) if abs(value) >= 10**zeros}
    some = {f"rounded to {places} decimal{'s' * (places > 1)}": places for places in range(decimals - 1, 0, -1)}
    return some | ({"rounded to a whole number": 0} if decimals > 0 else {})


def _rounded(value: Fraction, decimals: int, away: Callable[[int, Fraction], bool]) -> Decimal:
    # In whole numbers only: decimal arithmetic would round a result of more than 28 digits once more, unasked.
    scaled = abs(value) * Fraction(10) ** decimals
    whole = floor(scaled)
    number = whole + away(whole, scaled - whole)
    return Decimal(f"{'-' if value < 0 and number else ''}{number}E{-decimals}")


def _cut(_whole: int, _rest: Fraction) -> bool:
    return False


def _up(_whole: int, rest: Fraction) -> bool:
    return rest > 0


def _half_up(_whole: int, rest: Fraction) -> bool:
    return rest >= HALF


def _half_down(_whole: int, rest: Fraction) -> bool:
    return rest > HALF


def _half_even(whole: int, rest: Fraction) -> bool:
    return rest > HALF or (rest == HALF and whole % 2 == 1)


def decimals_of(printed: str, value: float | None = None) -> int:
    """How many decimals a printed number shows: `22.3%` shows 1, `£1,077` none, `£35k` three fewer than none.

    Parameters
    ----------
    printed : str
        What the document prints, which may hold words and other numbers.
    value : float, optional
        The number that it stands for. With it, the decimals are those of the number that is meant (`5 of 57, 8.8%`),
        and never too few to hold it (`half a day` is 0.5).
    """
    if value is not None and isfinite(value):
        exact = abs(Decimal(repr(float(value))))
        for number, scale in re.findall(NUMBER, printed, flags=re.IGNORECASE):
            shown = Decimal(number.replace(",", ""))
            zeros = SCALES.get(scale.lower(), 0)
            if shown.scaleb(zeros) == exact:
                return -shown.as_tuple().exponent - zeros
        return max(decimals_of(printed), -exact.normalize().as_tuple().exponent, 0)
    found = re.search(r"\d\.(\d+)", printed)
    thousands = 3 if re.search(r"\d ?k\b", printed, flags=re.IGNORECASE) else 0
    return (len(found[1]) if found else 0) - thousands


def settled(value: float) -> float:
    """A sum or difference of decimals without binary noise: 0.3 − (0.1 + 0.2) is 0, not −5.6e-17. NaN stays NaN."""
    return round(float(value), NOISE) + 0.0
