"""The figures behind a picture as text, which travels with the picture in a notebook so that a machine can tell what changed."""

import csv
import io
import math
from collections.abc import Mapping

import pandas as pd

MIME = "text/csv"
"""The kind of output: nbval compares it and git shows it line by line. JupyterLab cannot render it, so it shows the picture."""
DIGITS = 10
"""Significant digits of a column's largest figure. Pounds keep their pence up to a hundred million, no picture shows a tenth as
many, and what differs from one processor or library to the next lies in the fifteenth."""
FINEST = 12
"""Decimals that are never exceeded: a column that holds nothing larger is noughts that a computer could not quite reach."""


def as_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV with a header, alike on any two machines that work out the same figures.

    Fractions are rounded to as many decimals as the column's largest figure needs for `DIGITS`, and written without an exponent;
    whole numbers are written whole, and what is missing is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(zip(*(_column(column) for _, column in frame.items()), strict=True))
    return text.getvalue()


def beside(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """What a notebook keeps beside pictures: the frame of each, under its name, in one text; nothing if there is no picture."""
    named = [frame.assign(picture=name)[["picture", *frame.columns]] for name, frame in frames.items()]
    return {MIME: as_csv(pd.concat(named, ignore_index=True))} if named else {}


def _column(column: pd.Series) -> list[str]:
    decimals = _decimals(column)
    return [_text(value, decimals) for value in column]


def _decimals(column: pd.Series) -> int:
    sizes = [abs(value) for value in column if isinstance(value, float) and math.isfinite(value)]
    # Of the figure as rounded: 99.99999999999999 is to be taken for the 100 that it is elsewhere.
    largest = float(f"{max(sizes, default=0):.{DIGITS}g}")
    return min(FINEST, max(0, DIGITS - 1 - math.floor(math.log10(largest)))) if largest else FINEST


def _text(value: object, decimals: int) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(map(str, sorted(value) if isinstance(value, set | frozenset) else value))
    if pd.isna(value):
        return ""
    if not isinstance(value, float):
        return str(value)
    if math.isinf(value):
        return str(value)
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
