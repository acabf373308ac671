"""Every figure that a document worked out itself, worked out again from the figures that it gives for it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from helpers.analysis import figures, formulas
from helpers.analysis.rounding import decimals_of, half_up_exact, other_roundings

AGREES, DISAGREES, CANNOT_TELL = "agrees", "disagrees", "cannot tell"
SHARE = "100 * numerator / denominator"
METHOD = "exact arithmetic on the figures as published, rounded half up to the decimals that the document prints"
COLUMNS = [
    "figure", "source", "document", "locator", "line", "area", "subject", "printed", "decimals", "value", "unit", "formula",
    "inputs", "recomputed", "recomputed_as_published", "verdict", "explanation", "declared", "row", "method",
]  # fmt: skip


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
        published) `, decimals` (that are printed) `, value, unit, formula, inputs` (the rows behind it) `, recomputed` (Fraction, or None) `,
        recomputed_as_published` (Decimal, or None) `, verdict` (`agrees`, `disagrees`, `cannot tell`) `, explanation,
        declared` (whether data/corrections.csv corrects the figure) `, row, method`.

    Raises
    ------
    DataError
        If a formula cannot be read.
    """
    known = figures.index(tables)
    by_figure = known.set_index("figure").to_dict("index")
    asked = tables["recomputations"].set_index("figure").to_dict("index")
    declared = set(tables["corrections"]["figure"])
    rows = []
    for figure, row in by_figure.items():
        wanted = asked.get(figure)
        if wanted is None and (row["unit"] != "per cent" or pd.isna(row["denominator"]) or pd.isna(row["value"])):
            continue
        if wanted is not None:
            result = _by_formula(figure, row, wanted, by_figure)
        elif pd.notna(row["numerator"]):
            result = _by_formula(figure, row, {"formula": SHARE, "note": ""}, by_figure)
        else:
            result = _by_possibility(row)
        rows.append({**_about(figure, row), **result, "declared": figure in declared, "method": METHOD})
    found = pd.DataFrame(rows, columns=COLUMNS)
    documents = tables["sources"].set_index("source")["document"]
    found["document"] = found["source"].map(documents)
    return found.sort_values(["document", "line", "figure"], kind="stable").reset_index(drop=True)


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


def _by_formula(figure: str, row: dict, wanted: Mapping[str, str], known: Mapping[str, dict]) -> dict:
    if not wanted["formula"]:
        return _result("", "", None, None, CANNOT_TELL, wanted["note"])
    formula = formulas.parse(wanted["formula"])
    inputs = {name: _input(name, figure, row, known) for name in formula.names}
    rows = "; ".join(dict.fromkeys(text for _, text, _ in inputs.values() if text))
    unknown = [name for name, (value, _, _) in inputs.items() if value is None]
    if unknown or pd.isna(row["value"]):
        why = f"{', '.join(unknown)} holds no exact number" if unknown else "the published figure is not one number"
        return _result(wanted["formula"], rows, None, None, CANNOT_TELL, wanted["note"] or why)
    values = {name: value for name, (value, _, _) in inputs.items()}
    try:
        exact = formula.value(values)
    except ZeroDivisionError:
        return _result(wanted["formula"], rows, None, None, CANNOT_TELL, "its base is nought")
    rounded = half_up_exact(exact, decimals_of(row["printed"]))
    verdict = _verdict(row, exact, rounded)
    explanation = "" if verdict == AGREES else _explain(row, exact, rounded, formula, values, inputs)
    said = "; ".join(text for text in (explanation, wanted["note"]) if text)
    return _result(wanted["formula"], rows, exact, rounded, verdict, said)


def _input(name: str, figure: str, row: dict, known: Mapping[str, dict]) -> tuple[Fraction | None, str, str]:
    """An input's number (None if it is not exact), the row that it stands in, and what it is."""
    if name in formulas.OWN:
        return _exact(row[name]), row["row"], name
    if name not in known:  # another area's, or of a later period: `csp check` has seen that it exists
        return None, "", name
    other = known[name]
    inexact = other["qualifier"] != "" and name != figure
    return None if inexact else _exact(other["value"]), other["row"], other["subject"]


def _exact(value: float) -> Fraction | None:
    return None if pd.isna(value) else Fraction(repr(float(value)))


def _verdict(row: dict, exact: Fraction, rounded: Decimal) -> str:
    """Whether the published figure can be what was worked out; an inexact one is asked whether it can still be true."""
    published = _exact(row["value"])
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
            if Fraction(rounded) != published:
                return CANNOT_TELL
            agrees = True
        case _:
            agrees = Fraction(rounded) == published
    return AGREES if agrees else DISAGREES


def _explain(
    row: dict,
    exact: Fraction,
    rounded: Decimal,
    formula: formulas.Formula,
    values: Mapping[str, Fraction],
    inputs: dict,
) -> str:
    """What would give the published figure: another rounding, a part left out or counted twice, two digits exchanged."""
    published = Fraction(repr(float(row["value"])))
    decimals = decimals_of(row["printed"])
    found = [name for name, value in other_roundings(exact, decimals).items() if Fraction(value) == published]
    gap = published - Fraction(rounded)
    for part in formula.parts:
        if -gap == values[part] != 0:
            found.append(f"{_label(part, inputs)} left out of the sum")
        elif gap == values[part] != 0:
            found.append(f"{_label(part, inputs)} counted twice")
    if not found and _exchanged(row["value"], rounded, decimals):
        found.append("two digits exchanged")
    if not found:
        by = half_up_exact(abs(gap), decimals)
        found.append(f"{'higher' if gap > 0 else 'lower'} by {by:,f} than its inputs give")
    return "; or ".join(found)


def _label(part: str, inputs: dict) -> str:
    return f"{inputs[part][2]} ({part})"


def _exchanged(value: float, rounded: Decimal, decimals: int) -> bool:
    """Whether exchanging two neighbouring digits of one number gives the other."""
    ours, theirs = f"{rounded:.{decimals}f}", f"{Decimal(repr(float(value))):.{decimals}f}"
    different = [place for place in range(len(ours)) if len(ours) == len(theirs) and ours[place] != theirs[place]]
    if len(different) != 2:
        return False
    first, second = different
    return second - first == 1 and ours[first] == theirs[second] and ours[second] == theirs[first]


def _by_possibility(row: dict) -> dict:
    """Whether any whole number out of the stated one, rounded half up, gives the percentage."""
    whole, published = int(row["denominator"]), Fraction(repr(float(row["value"])))
    decimals = decimals_of(row["printed"])
    formula = f"any whole number of {whole}"
    fitting = [part for part in range(whole + 1) if _fits(row, Fraction(100 * part, whole), decimals)] if whole else []
    if fitting:
        parts = f"{fitting[0]}" if len(fitting) == 1 else f"{fitting[0]} to {fitting[-1]}"
        return _result(formula, row["row"], None, None, CANNOT_TELL, f"possible: {parts} of {whole} would give it")
    below = int(published * whole / 100)
    near = " and ".join(
        f"{part}/{whole} = {half_up_exact(Fraction(100 * part, whole), decimals + 1)}%" for part in (below, below + 1)
    )
    return _result(formula, row["row"], None, None, DISAGREES, f"no whole number out of {whole} gives it: {near}")


def _fits(row: dict, share: Fraction, decimals: int) -> bool:
    return _verdict(row, share, half_up_exact(share, decimals)) == AGREES


def _result(
    formula: str, inputs: str, recomputed: Fraction | None, rounded: Decimal | None, verdict: str, explanation: str
) -> dict:
    return {
        "formula": formula,
        "inputs": inputs,
        "recomputed": recomputed,
        "recomputed_as_published": rounded,
        "verdict": verdict,
        "explanation": explanation,
    }
