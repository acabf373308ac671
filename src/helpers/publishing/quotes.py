"""Numbers and words that prose may quote, each with what it was made from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from helpers.publishing import cells


@dataclass(frozen=True, slots=True)
class Quote:
    """One value that a report's text may name.

    Attributes
    ----------
    id : str
        Dotted, such as `crime.robbery.change_percent`; reports write `{{< var crime.robbery.change_percent >}}`.
    text : str
        As printed.
    value : float or str
        Before rounding; a word stands for itself.
    unit : str
    method : str
        How it was worked out.
    rows : tuple of str
        Where in data/ its facts stand, such as `observations.csv:14`.
    numerator, denominator : float or None
    cell : int
        The code cell of the notebook that worked it out, counted from 1; 0 outside a notebook.
    """

    id: str
    text: str
    value: float | str
    unit: str
    method: str
    rows: tuple[str, ...]
    numerator: float | None = field(default=None)
    denominator: float | None = field(default=None)
    cell: int = field(default_factory=cells.current, compare=False)


def key(slug: str) -> str:
    """A slug as a part of an id: `burglary-dwelling` becomes `burglary_dwelling`."""
    return slug.replace("-", "_")


def names_rows(column: str) -> bool:
    """Whether a table's column names the rows behind its figures: it is called `row`, `rows` or `inputs`, or ends so."""
    return column.rpartition("_")[2] in ("row", "rows", "inputs")


def rows(*cells: object) -> tuple[str, ...]:
    """The rows named in cells such as `a.csv:2; a.csv:3`, each once, in their order."""
    named = (part.strip() for cell in cells if isinstance(cell, str) for part in cell.split(";"))
    return tuple(dict.fromkeys(part for part in named if part))


def word(id: str, text: str, *, method: str, rows: Iterable[str]) -> Quote:
    """A quote that is a word, such as `fell`."""
    return Quote(id, text, text, "word", method, tuple(rows))


def amount(id: str, text: str, value: float, unit: str, *, method: str, rows: Iterable[str], **parts: float) -> Quote:
    """A quote that is a number; `numerator` and `denominator` may follow."""
    return Quote(
        id,
        text,
        float(value),
        unit,
        method,
        tuple(rows),
        **{k: float(v) for k, v in parts.items() if pd.notna(v)},
    )
