"""Why a published figure may differ from what its inputs give: each reason is arithmetic that does give it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from helpers.analysis.rounding import half_up_exact, other_roundings


def explain(value: float, decimals: int, exact: Fraction, parts: Mapping[str, Fraction]) -> str:
    """What would give a published figure that its inputs do not give.

    Parameters
    ----------
    value : float
        The published figure.
    decimals : int
        That it shows.
    exact : Fraction
        What its inputs give.
    parts : mapping of str to Fraction
        What is added up, by what it is called, where the figure is a sum; else empty.

    Returns
    -------
    str
        Another rounding, a part left out or counted twice, or two digits exchanged; else how far away it is.
    """
    published, rounded = Fraction(repr(float(value))), half_up_exact(exact, decimals)
    found = [name for name, other in other_roundings(exact, decimals).items() if Fraction(other) == published]
    gap = published - Fraction(rounded)
    for name, part in parts.items():
        if part and abs(gap) == part:
            found.append(f"{name} {'counted twice' if gap > 0 else 'left out of the sum'}")
    if exchanged(Decimal(repr(float(value))), rounded, decimals):
        found.append("two digits exchanged")
    if found:
        return "; or ".join(found)
    # What the document prints and what its inputs give, at the decimals that it shows.
    return f"{'higher' if gap > 0 else 'lower'} by {half_up_exact(abs(gap), max(decimals, 0)):,f} than its inputs give"


def impossible(published: Fraction, whole: int, decimals: int) -> str:
    """Why no whole number out of a stated one gives a percentage: what the two nearest give, with decimals enough."""
    below = min(int(published * whole / 100), whole)
    near = " and ".join(
        f"{part}/{whole} = {_told_apart(Fraction(100 * part, whole), decimals)}%"
        for part in (below, below + 1)
        if part <= whole
    )
    return f"no whole number out of {whole} gives it: {near}"


def _told_apart(share: Fraction, decimals: int) -> Decimal:
    # 5/11 is 45.4545 per cent, and rounds to 45; shown as 45.5 it would seem to give the 46 that it does not give.
    shown, places = half_up_exact(share, decimals + 1), decimals + 1
    while half_up_exact(Fraction(shown), decimals) != half_up_exact(share, decimals):
        places += 1
        shown = half_up_exact(share, places)
    return shown


def exchanged(value: Decimal, other: Decimal, decimals: int) -> bool:
    """Whether exchanging two neighbouring digits of one number gives the other."""
    ours, theirs = (f"{number:.{max(decimals, 0)}f}" for number in (other, value))
    if len(ours) != len(theirs):
        return False
    different = [place for place, (one, two) in enumerate(zip(ours, theirs, strict=True)) if one != two]
    if len(different) != 2:
        return False
    first, second = different
    neighbours = ours[first + 1 : second].strip(".,") == ""
    return neighbours and ours[first] == theirs[second] and ours[second] == theirs[first]
