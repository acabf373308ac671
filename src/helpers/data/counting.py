"""What a unit counts: whole things, of which there are never fewer than none, or what comes in fractions."""

import math
import re

FRACTIONAL = frozenset(
    (
        *("pounds", "per cent", "percentage points", "sign", "index", "ratio", "score", "scores", "points"),
        *("decades", "years", "months", "weeks", "days", "hours", "minutes", "miles", "kilometres", "metres"),
        *("kilograms", "litres", "staff", "posts", "officers", "workers", "full-time equivalents"),
    )
)
"""Units that measure instead of counting. Of staff there are halves, since they are told by their hours."""
AVERAGE = re.compile(r"\bper\b", re.IGNORECASE)
"""A unit with this word is of an average or a rate: `young people per week`, `per 1,000 population`."""


def is_count(unit: str) -> bool:
    """Whether what is told in a unit is a whole number; a blank one says nothing."""
    return bool(unit) and unit.casefold() not in FRACTIONAL and not AVERAGE.search(unit)


def doubt(number: float, unit: str) -> str:
    """Why nobody can have counted so many of a unit; empty if they can have, or where there is no number."""
    if math.isnan(number) or not is_count(unit):
        return ""
    if number < 0:
        return f"fewer {unit} than none cannot be counted"
    if number != int(number):
        return f"{unit} are counted in whole numbers, and a spreadsheet keeps 96% as 0.96"
    return ""
