"""Numerals as reports print them, and whether a number is printed so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMERAL = re.compile(r"[−+]?£?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?%?")
"""Any run of digits, whatever stands beside it."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of a text.

    Attributes
    ----------
    text : str
        As printed: `−27.7%`, `£250,178`, `17`.
    start, end : int
        Where it stands in its text.
    """

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        """Without its sign: `27.7%`."""
        return self.text.lstrip("−+")


def numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a text, in order."""
    return (Numeral(found[0], *found.span()) for found in NUMERAL.finditer(text))


@dataclass(frozen=True, slots=True)
class Size:
    """What a numeral says: its amount without the sign, its decimals, whether it prints a minus, and whether it is a share."""

    amount: Decimal
    decimals: int
    negative: bool
    percent: bool


def size(text: str) -> Size | None:
    """What a text says that is one numeral; None for any other text."""
    if not NUMERAL.fullmatch(text):
        return None
    amount = Decimal(text.strip("−+£%").lstrip("£").replace(",", ""))
    return Size(amount, -amount.as_tuple().exponent, text.startswith("−"), text.endswith("%"))
