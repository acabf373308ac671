"""Every figure of a published report by its name: the values that its text quotes, and the cells of its tables."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from helpers.pipeline.binding.book import read_tables, rows_behind
from helpers.publishing.quotes import names_rows

UNCOMPARED = ("method", "p_value")
"""Columns that say how, not how much."""
DECIMALS = 4
"""Of a number as it is told; what is compared is exact."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: as printed, before rounding, and the rows of data/ behind it.

    `exact` is None where it is no number, or not shown.
    """

    text: str
    exact: Decimal | None
    rows: frozenset[str]


def figures(files: Mapping[str, bytes]) -> dict[str, Figure]:
    """The figures of a report's published values and tables, values first.

    Parameters
    ----------
    files : mapping of path to bytes
        With `values.json` and the tables under `data/`.
    """
    values = json.loads(files["values.json"])["values"]
    found = {
        value["id"]: Figure(value["text"], number(value["value"]), frozenset(row["row"] for row in value["sources"]))
        for value in values
    }
    for table, rows in read_tables(files).items():
        seen: Counter[str] = Counter()
        for row in rows:
            title = _title(row)
            seen[title] += 1
            place = title if seen[title] == 1 else f"{title} ({seen[title]})"
            behind = frozenset(rows_behind(row))
            for column, text in row.items():
                if not names_rows(column) and column not in UNCOMPARED:
                    exact = number(text)
                    shown = text or "" if exact is None else plain(exact)
                    found[f"{table}, {place}, {column}"] = Figure(shown, exact, behind)
    return found


def number(value: object) -> Decimal | None:
    """An exact number of what is published as one; None for words, blanks and what is not finite."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """A number to four decimals, rounded half up, without noughts at the end: `−27.7181`, `1,077`."""
    rounded = value.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP).normalize()
    return f"{rounded or abs(rounded):,f}".replace("-", "−")


def _title(row: Mapping[str, str]) -> str:
    """What tells a row from the others of its table: its words, with the period where it has one."""
    named = [row.get(name) or "" for name in ("indicator", "project", "title", "measure", "period", "area")]
    told = list(dict.fromkeys(filter(None, named)))
    return " ".join(told[:3]) or next((cell for cell in row.values() if cell), "")
