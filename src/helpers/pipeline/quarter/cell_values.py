"""What stands in a cell of a form, as somebody would type it: a spreadsheet keeps `96%` as 0.96, and only shows the rest."""

import re
from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.styles.numbers import BUILTIN_FORMATS

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number's format shows as it is, or reads as a colour, a language or a condition: a % in it multiplies nothing."""
CURRENCY = re.compile(r"[£$€¥]")
OF_THE_COMPUTER = {BUILTIN_FORMATS[number] for number in (5, 6, 7, 8, 41, 42, 43, 44)}
"""Formats of money that a workbook names by their number: they show the currency of whoever opens it, here the pound."""


def text(cell: Cell, formula: Cell) -> str:
    """A cell's value as somebody would type it: `12`, `1234.5`, `96%`, `£5`, `about 20`; empty where it is blank.

    Parameters
    ----------
    cell : Cell
        With the value that was saved with it.
    formula : Cell
        The same with its formula, which is given where no value was saved.
    """
    value = formula.value if cell.value is None else cell.value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y %H:%M}" if _has_a_time(value) else f"{value:%d/%m/%Y}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value).strip()
    number = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet keeps: 0.285 is not 0.28499999999999998
    if "%" in LITERAL.sub("", cell.number_format):
        return f"{plain(number * 100)}%"
    return f"{_currency(cell.number_format)}{plain(number)}"


def _has_a_time(value: date) -> bool:
    return isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0)


def plain(number: Decimal) -> str:
    """Its digits, without zeros at their end or an exponent."""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _currency(shown: str) -> str:
    """The sign of money that a format shows, empty if it shows none."""
    if shown in OF_THE_COMPUTER:
        return "£" if CURRENCY.search(shown) else ""
    found = CURRENCY.search(re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", shown))
    return found[0] if found else ""
