"""Numbers as people read them: one way to print each kind."""

from collections.abc import Callable

import pandas as pd

from helpers.analysis.rounding import half_up

MINUS = "−"
ABSENT = "not available"


def number(value: float, decimals: int = 0) -> str:
    """`1,077` or `1.7`; a minus sign, not a hyphen, before a negative; `not available` for NaN."""
    if pd.isna(value):
        return ABSENT
    return f"{half_up(value, decimals):,}".replace("-", MINUS)


def pounds(value: float) -> str:
    """Whole pounds: `£250,178`, `−£45,000`."""
    if pd.isna(value):
        return ABSENT
    text = number(abs(value))
    return f"{MINUS}£{text}" if half_up(value) < 0 else f"£{text}"


def pounds_and_pence(value: float) -> str:
    """Pounds with their pence where there are any: `£226,191.46`, `£85,000`."""
    if pd.isna(value) or half_up(value, 2) == half_up(value):
        return pounds(value)
    text = f"£{number(abs(value), 2)}"
    return f"{MINUS}{text}" if value < 0 else text


def pence(value: float) -> str:
    """Pounds always with their pence, for amounts of a few pounds: `£0.60`, `£1.00`."""
    if pd.isna(value):
        return ABSENT
    text = f"£{number(abs(value), 2)}"
    return f"{MINUS}{text}" if half_up(value, 2) < 0 else text


def pounds_alike(values: pd.Series) -> Callable[[float], str]:
    """How a column of amounts is printed: in whole pounds, or all with pence where any has some, so that they stand in line."""
    known = values.dropna()
    return pounds if all(half_up(value, 2) == half_up(value) for value in known) else pence


def percent(value: float, decimals: int = 1) -> str:
    """A percentage given as 0 to 100: `22.3%`. A whole number keeps its decimals: `20.0%`."""
    return ABSENT if pd.isna(value) else f"{number(value, decimals)}%"


def signed(text: str, value: float) -> str:
    """A printed change with its sign in front: a plus for a rise; the minus of a fall is already there."""
    printed_as_zero = not any(digit in text for digit in "123456789")
    return f"+{text}" if not pd.isna(value) and value > 0 and not printed_as_zero else text


def in_unit(value: float, unit: str) -> str:
    """A value as a table cell prints it, given the unit that the data states."""
    match unit:
        case "pounds":
            return pounds(value)
        case "per cent":
            return percent(value, 0 if float(value).is_integer() else 1) if pd.notna(value) else ABSENT
        case _:
            return number(value)
