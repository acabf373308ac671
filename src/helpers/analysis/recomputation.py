"""Every figure that a document worked out itself, worked out again from the figures that it gives for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, isfinite

import pandas as pd

from helpers.analysis import explanations, figures, formulas
from helpers.analysis.rounding import decimals_of, half_up_exact

AGREES, DISAGREES, CANNOT_TELL = "agrees", "disagrees", "cannot tell"
SHARE = "100 * numerator / denominator"
POSSIBLE = "any whole number of denominator"
"""In place of a formula: can any whole number out of the row's denominator give its percentage?"""

NOT_ONE_NUMBER = "the published figure is not one number"
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
        By document and line: `figure, source, document` (its number, or the source's key where it has none) `,
        locator, line, area, subject, printed` (as
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
        finding = _by_possibility(row, note) if formula == POSSIBLE else _by_formula(figure, row, formula, note, known)
        told = {name: getattr(finding, name) for name in Finding.__slots__}
        rows.append({**_about(figure, row), **told, "declared": figure in declared, "method": METHOD})
    found = pd.DataFrame(rows, columns=COLUMNS)
    found["document"] = found["source"].map(figures.documents(tables["sources"])).fillna("")
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


def of_document(found: pd.DataFrame, source: str) -> pd.DataFrame:
    """What came of the figures of one document."""
    return found[found["source"] == source].reset_index(drop=True)


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
    exact = _exact(row["value"])
    decimals = decimals_of(row["printed"], row["value"])
    plain = "" if exact is None else f"{half_up_exact(exact, decimals):f}"
    return {
        "figure": figure,
        **{key: row[key] for key in ("source", "locator", "area", "subject", "value", "unit", "row")},
        "line": line_of(row["locator"]),
        "printed": row["printed"] or plain,
        "decimals": decimals,
    }


def _exact(value: float) -> Fraction | None:
    """A cell's number, as its digits stand in the file; None if it is blank."""
    return Fraction(repr(float(value))) if pd.notna(value) and isfinite(value) else None


def line_of(locator: str) -> int:
    """The line or row that a locator names: 106 for `Priority area 3, line 106`; of several, the first; 0 if none."""
    found = re.search(r"\b(?:line|row)s? (\d+)", locator)
    return int(found[1]) if found else 0


def _by_formula(figure: str, row: dict, text: str, note: str, known: Mapping[str, dict]) -> Finding:
    if not text:
        return Finding("", "", CANNOT_TELL, note)
    formula = formulas.parse(text)
    inputs = {name: row if name in formulas.OWN else known.get(name, {}) for name in formula.names}
    rows = "; ".join(dict.fromkeys(other["row"] for other in inputs.values() if other))
    values = {name: _input(name, other) for name, other in inputs.items()}
    unknown = [name for name, value in values.items() if value is None]
    if figure in inputs:
        return Finding(text, rows, CANNOT_TELL, _joined("its formula names the figure itself", note))
    if unknown:
        return Finding(text, rows, CANNOT_TELL, note or f"there is no exact number for {', '.join(unknown)}")
    if _exact(row["value"]) is None:
        return Finding(text, rows, CANNOT_TELL, note or NOT_ONE_NUMBER)
    try:
        exact = formula.value(values)
    except ZeroDivisionError:
        return Finding(text, rows, CANNOT_TELL, _joined("its base is nought", note))
    decimals = decimals_of(row["printed"], row["value"])
    rounded = half_up_exact(exact, decimals)
    verdict = _verdict(row, exact, rounded)
    why = ""
    if verdict != AGREES and row["qualifier"]:
        # Of a figure that the document itself calls inexact, no way of rounding explains anything.
        why = f"the document says {row['qualifier']} {half_up_exact(_exact(row['value']), decimals):,f}"
    elif verdict == DISAGREES:
        parts = {f"{inputs[part]['subject']} ({part})": values[part] for part in formula.parts}
        why = explanations.explain(row["value"], decimals, exact, parts)
    return Finding(text, rows, verdict, _joined(why, note), exact, rounded)


def _joined(*texts: str) -> str:
    return "; ".join(filter(None, texts))


def _input(name: str, other: Mapping) -> Fraction | None:
    """An input's number; None if it is inexact, or no row that may be seen here has it."""
    if not other:
        return None
    if name in formulas.OWN:
        return _exact(other[name])
    return _exact(other["value"]) if other["qualifier"] == "" else None


def _verdict(row: dict, exact: Fraction, rounded: Decimal) -> str:
    """Whether the published figure is what was worked out; an inexact one is asked whether it can still be true."""
    published = _exact(row["value"])
    same = Fraction(rounded) == published
    match row["qualifier"]:
        case "over":
            agrees = exact > published
        case "at least":
            agrees = exact >= published
        case "under":
            agrees = exact < published
        case "up to":
            agrees = exact <= published
        case "about":
            return AGREES if same else CANNOT_TELL
        case "about or more":
            return AGREES if same or exact >= published else CANNOT_TELL
        case _:
            agrees = same
    return AGREES if agrees else DISAGREES


def _by_possibility(row: dict, note: str) -> Finding:
    """Whether any whole number out of the stated one, rounded half up, gives the percentage."""
    published, stated = _exact(row["value"]), _exact(row["denominator"])
    why = ""
    if published is None:
        why = NOT_ONE_NUMBER
    elif stated is None or stated < 1 or stated.denominator > 1:
        why = "the stated number is not a whole number above nought"
    elif published < 0:
        why = "a percentage below nought is no share"
    if why:
        return Finding(POSSIBLE, row["row"], CANNOT_TELL, note or why)
    whole, decimals = int(stated), decimals_of(row["printed"], row["value"])
    fitting = _fitting(published, whole, decimals, row["qualifier"])
    if fitting:
        parts = f"{fitting[0]}" if len(fitting) == 1 else f"{fitting[0]} to {fitting[-1]}"
        said = f"possible: {parts} of {whole} would give it"
        return Finding(POSSIBLE, row["row"], CANNOT_TELL, _joined(said, note))
    said = explanations.impossible(published, whole, decimals)
    if row["qualifier"].startswith("about"):
        return Finding(POSSIBLE, row["row"], CANNOT_TELL, _joined(f"the document says about; {said}", note))
    return Finding(POSSIBLE, row["row"], DISAGREES, _joined(said, note))


def _fitting(published: Fraction, whole: int, decimals: int, qualifier: str) -> range:
    """The whole numbers out of another that give a percentage: worked out, as there may be hundreds of thousands."""
    count = published * whole / 100
    # What is rounded half up to the figure lies from half a step below it to just under half a step above.
    half = Fraction(whole, 200) / Fraction(10) ** decimals
    first, last = 0, whole
    match qualifier:
        case "over":
            first = floor(count) + 1
        case "at least":
            first = ceil(count)
        case "under":
            last = ceil(count) - 1
        case "up to":
            last = floor(count)
        case "about or more":
            first = ceil(count - half)
        case _:
            first, last = ceil(count - half), ceil(count + half) - 1
    return range(max(first, 0), min(last, whole) + 1)
