"""Every figure that a document worked out itself, worked out again from the figures that it gives for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pandas as pd

from helpers.analysis import explanations, figures, formulas
from helpers.analysis.rounding import decimals_of, half_up_exact

AGREES, DISAGREES, CANNOT_TELL = "agrees", "disagrees", "cannot tell"
SHARE = "100 * numerator / denominator"
POSSIBLE = "any whole number of denominator"
"""In place of a formula: can any whole number out of the row's denominator give its percentage?"""

METHOD = "exact arithmetic on the figures as published, rounded half up to the decimals that the document prints"
COLUMNS = [
    "figure", "source", "document", "locator", "line", "area", "subject", "printed", "decimals", "value", "unit", "formula",
    "inputs", "recomputed", "recomputed_as_published", "verdict", "explanation", "declared", "row", "method",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of working one figure out again.

    Attributes
    ----------
    formula, inputs : str
        How, and the rows of data/ behind it.
    recomputed : Fraction or None
    recomputed_as_published : Decimal or None
        The same at the decimals that the document prints.
    verdict, explanation : str
    """

    formula: str
    inputs: str
    verdict: str
    explanation: str
    recomputed: Fraction | None = None
    recomputed_as_published: Decimal | None = None


def recompute(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Work every published percentage, change, total, share, average and rate out again.

    Three kinds of figure are taken: those for which data/recomputations.csv has a formula; percentages whose own row
    holds a numerator and a denominator; and percentages of a stated number, which are only asked whether any whole
    number out of it can give them.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        All of data/, as published (without corrections).

    Returns
    -------
    DataFrame
        By document and line: `figure, source, document` (its number) `, locator, line, area, subject, printed` (as
        published) `, decimals` (that are printed) `, value, unit, formula, inputs` (the rows behind it) `, recomputed`
        (Fraction, or None) `, recomputed_as_published` (Decimal, or None) `, verdict` (`agrees`, `disagrees`, `cannot
        tell`) `, explanation, declared` (whether data/corrections.csv corrects the figure) `, row, method`.

    Raises
    ------
    DataError
        If a formula cannot be read.
    """
    known = figures.index(tables).set_index("figure").to_dict("index")
    asked = tables["recomputations"].set_index("figure").to_dict("index")
    declared = set(tables["corrections"]["figure"])
    rows = []
    for figure, row in known.items():
        formula, note = _wanted(row, asked.get(figure))
        if formula is None:
            continue
        finding = _by_possibility(row, note) if formula == POSSIBLE else _by_formula(row, formula, note, known)
        told = {name: getattr(finding, name) for name in Finding.__slots__}
        rows.append({**_about(figure, row), **told, "declared": figure in declared, "method": METHOD})
    found = pd.DataFrame(rows, columns=COLUMNS)
    found["document"] = found["source"].map(tables["sources"].set_index("source")["document"])
    return found.sort_values(["document", "line", "figure"], kind="stable").reset_index(drop=True)


def _wanted(row: dict, asked: Mapping[str, str] | None) -> tuple[str | None, str]:
    """The formula of a figure (None if there is nothing to work out) and the note of whoever reviewed it."""
    if asked is not None:
        return asked["formula"], asked["note"]
    if row["unit"] != "per cent" or pd.isna(row["denominator"]) or pd.isna(row["value"]):
        return None, ""
    return (SHARE if pd.notna(row["numerator"]) else POSSIBLE), ""


def disagreements(found: pd.DataFrame, *, declared: bool | None = None) -> pd.DataFrame:
    """The figures that their own inputs do not give; only those with (or without) a declared correction, if asked."""
    chosen = found[found["verdict"] == DISAGREES]
    if declared is not None:
        chosen = chosen[chosen["declared"] == declared]
    return chosen.reset_index(drop=True)


def unforeseen(found: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The figures whose verdict is not the one that somebody has seen and noted: an input may have been mistyped.

    Returns
    -------
    DataFrame
        The rows of `found`, with `reviewed`: the verdict noted in data/recomputations.csv; where none is noted, a
        disagreement is unforeseen.
    """
    noted = tables["recomputations"].set_index("figure")["reviewed"]
    reviewed = found["figure"].map(noted)
    foreseen = (reviewed == found["verdict"]) | (reviewed.isna() & (found["verdict"] != DISAGREES))
    return found.assign(reviewed=reviewed)[~foreseen].reset_index(drop=True)


def _about(figure: str, row: dict) -> dict:
    return {
        "figure": figure,
        **{key: row[key] for key in ("source", "locator", "area", "subject", "value", "unit", "row")},
        "line": line_of(row["locator"]),
        "printed": row["printed"] or f"{row['value']:g}",
        "decimals": decimals_of(row["printed"]),
    }


def line_of(locator: str) -> int:
    """The line that a locator ends with: 106 for `Priority area 3, line 106`; of several, the first; 0 if none."""
    found = re.search(r"lines? (\d+)", locator)
    return int(found[1]) if found else 0


def _by_formula(row: dict, text: str, note: str, known: Mapping[str, dict]) -> Finding:
    if not text:
        return Finding("", "", CANNOT_TELL, note)
    formula = formulas.parse(text)
    inputs = {name: row if name in formulas.OWN else known.get(name, {}) for name in formula.names}
    rows = "; ".join(dict.fromkeys(other["row"] for other in inputs.values() if other))
    values = {name: _input(name, other) for name, other in inputs.items()}
    unknown = [name for name, value in values.items() if value is None]
    if unknown or pd.isna(row["value"]):
        why = (
            f"there is no exact number for {', '.join(unknown)}"
            if unknown
            else "the published figure is not one number"
        )
        return Finding(text, rows, CANNOT_TELL, note or why)
    try:
        exact = formula.value(values)
    except ZeroDivisionError:
        return Finding(text, rows, CANNOT_TELL, "its base is nought")
    rounded = half_up_exact(exact, decimals_of(row["printed"]))
    verdict = _verdict(row, exact, rounded)
    names = {name: other["subject"] for name, other in inputs.items()}
    parts = {f"{names[part]} ({part})": values[part] for part in formula.parts}
    why = explanations.explain(row["value"], decimals_of(row["printed"]), exact, parts) if verdict == DISAGREES else ""
    return Finding(text, rows, verdict, "; ".join(filter(None, (why, note))), exact, rounded)


def _input(name: str, other: Mapping) -> Fraction | None:
    """An input's number; None if it is not exact, or stands in a row of another area or a later period."""
    if not other:
        return None
    value = other[name] if name in formulas.OWN else other["value"]
    exact = name in formulas.OWN or other["qualifier"] == ""
    return Fraction(repr(float(value))) if exact and pd.notna(value) else None


def _verdict(row: dict, exact: Fraction, rounded: Decimal) -> str:
    """Whether the published figure is what was worked out; an inexact one is asked whether it can still be true."""
    published = Fraction(repr(float(row["value"])))
    same = Fraction(rounded) == published
    match row["qualifier"]:
        case "over":
            agrees = exact > published
        case "at least" | "about or more":
            agrees = exact >= published
        case "under":
            agrees = exact < published
        case "up to":
            agrees = exact <= published
        case "about":
            return AGREES if same else CANNOT_TELL
        case _:
            agrees = same
    return AGREES if agrees else DISAGREES


def _by_possibility(row: dict, note: str) -> Finding:
    """Whether any whole number out of the stated one, rounded half up, gives the percentage."""
    if pd.isna(row["denominator"]) or row["denominator"] < 1 or row["denominator"] % 1:
        return Finding(
            POSSIBLE, row["row"], CANNOT_TELL, note or "the stated number is not a whole number above nought"
        )
    whole, published = int(row["denominator"]), Fraction(repr(float(row["value"])))
    decimals = decimals_of(row["printed"])
    # Only counts near the published share can give it; the ends stand for "over" and "under".
    slack = Fraction(whole, 100) / Fraction(10) ** decimals
    first, last = floor(published * whole / 100 - slack), ceil(published * whole / 100 + slack)
    counts = sorted({0, whole, *range(max(first, 0), min(last, whole) + 1)})
    shares = {count: Fraction(100 * count, whole) for count in counts}
    fitting = [n for n, share in shares.items() if _verdict(row, share, half_up_exact(share, decimals)) == AGREES]
    if fitting:
        parts = f"{fitting[0]}" if len(fitting) == 1 else f"{fitting[0]} to {fitting[-1]}"
        said = f"possible: {parts} of {whole} would give it"
        return Finding(POSSIBLE, row["row"], CANNOT_TELL, "; ".join(filter(None, (said, note))))
    said = explanations.impossible(published, whole, decimals)
    return Finding(POSSIBLE, row["row"], DISAGREES, "; ".join(filter(None, (said, note))))
