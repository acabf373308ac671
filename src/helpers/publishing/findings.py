"""What `csp reconcile` prints: a table for people, CSV and JSON for programs."""

import csv
import io
import json
import textwrap
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from helpers.analysis import recomputation
from helpers.analysis.rounding import half_up_exact

COLUMNS = (
    "source", "locator", "area", "subject", "published", "recomputed", "recomputed_as_published", "verdict", "explanation",
)  # fmt: skip
SPELT = {recomputation.CANNOT_TELL: "cannot-tell"}
UNROUNDED = 10
"""Decimals shown of a figure that does not end; the arithmetic behind it is exact."""


def records(found: pd.DataFrame) -> list[dict[str, str]]:
    """One mapping of texts per finding, with the columns of the CSV.

    `source` is the document's number (the key of a source that is none of the documents), `locator` the line,
    `published` a plain number with the decimals that the document prints. Every number can be read by a program: it has
    no commas, no sign of what follows its last digit and no exponent, and is blank where there is none.
    """
    rows = []
    for row in found.to_dict("records"):
        rows.append(
            {
                "source": _text(row["document"]) or _text(row["source"]),
                "locator": str(row["line"]) if row["line"] else _text(row["locator"]),
                "area": _text(row["area"]),
                "subject": _text(row["subject"]),
                "published": published(row),
                "recomputed": unrounded(row["recomputed"]),
                "recomputed_as_published": _plain(row["recomputed_as_published"]),
                "verdict": SPELT.get(row["verdict"], row["verdict"]),
                "explanation": _text(row["explanation"]),
            }
        )
    return rows


def as_csv(found: pd.DataFrame) -> str:
    """The findings as CSV, one line each under a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records(found))
    return text.getvalue()


def as_json(found: pd.DataFrame) -> str:
    """The findings as JSON, with the formula, the rows behind each figure and whether a correction is declared."""
    texts = ("figure", "printed", "unit", "formula", "row", "inputs")
    whole = [
        {
            **record,
            **{name: _text(row[name]) for name in texts},
            "declared": bool(row["declared"]),
            "method": row["method"],
        }
        for record, row in zip(records(found), found.to_dict("records"), strict=True)
    ]
    # NaN is no JSON: better to fail here than in whatever reads it.
    return json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_table(found: pd.DataFrame, *, width: int = 110) -> str:
    """The findings for people: the disagreements in full, then what nobody can tell, then how many agree."""
    parts = []
    for verdict, title in (
        (recomputation.DISAGREES, "Figures that their own inputs do not give"),
        (recomputation.CANNOT_TELL, "Figures of which nobody can tell"),
    ):
        rows = found[found["verdict"] == verdict]
        if len(rows):
            parts.append(f"{title} ({len(rows)})\n" + "\n".join(_told(row, width) for row in rows.to_dict("records")))
    parts.append(summary(found))
    return "\n\n".join(parts) + "\n"


def summary(found: pd.DataFrame) -> str:
    """How many figures were worked out again, and what came of it."""
    counts = found["verdict"].value_counts()
    disagree = counts.get(recomputation.DISAGREES, 0)
    undeclared = len(recomputation.disagreements(found, declared=False))
    declared = f", {undeclared} of them without a declared correction" if disagree else ""
    return (
        f"{len(found)} figures worked out again: {counts.get(recomputation.AGREES, 0)} agree, {disagree} "
        f"disagree{declared}, {counts.get(recomputation.CANNOT_TELL, 0)} cannot be told"
    )


def published(row: dict) -> str:
    """The published figure as a plain number with the decimals that are printed; blank where it is not one number."""
    if pd.isna(row["value"]):
        return ""
    return _plain(half_up_exact(Fraction(repr(float(row["value"]))), row["decimals"]))


def unrounded(value: Fraction | None) -> str:
    """A recomputed figure as a plain decimal, to ten decimals where it has no end; empty for none."""
    if _none(value):
        return ""
    text = f"{half_up_exact(value, UNROUNDED):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Decimal | None) -> str:
    return "" if _none(value) else f"{value:f}"


def _none(value: Fraction | Decimal | None) -> bool:
    # pandas may hold a missing fraction as NaN, in a column of which all are missing.
    return value is None or isinstance(value, float)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _told(row: dict, width: int) -> str:
    place = f"{_text(row['document']) or _text(row['source'])}, {row['locator']}"
    head = f"  {place} – {row['area']}: {row['subject']}"
    again = unrounded(row["recomputed"])
    body = f"published {row['printed']}" + (f", recomputed {again}" if again else "")
    tail = f"; {row['explanation']}" if row["explanation"] else ""
    mark = " [correction declared]" if row["declared"] else ""
    # Figures' numbers have hyphens, and are looked for as they stand.
    folded = textwrap.wrap(f"{body}{tail}{mark}", width - 4, break_on_hyphens=False, break_long_words=False)
    return "\n".join([head, *(f"    {line}" for line in folded)])
