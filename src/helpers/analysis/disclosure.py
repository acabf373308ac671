"""Counts that are too small to be published, and figures that would give them back, are taken out of tables and sentences.

The rules are those of the Government Statistical Service's guidance on statistical disclosure control for tables of counts
(ONS and GSS, "Statistical disclosure control for tables produced from administrative sources"): hide small counts (primary
suppression), then as many others as keep them from being found by subtraction (secondary suppression, in `suppression`). `[c]`
is the Government Analysis Function's shorthand for confidential ("Using symbols and shorthand in tables").
"""

import math

import numpy as np
import pandas as pd

from helpers.analysis.suppression import REVEALS, SMALL, TOTAL, Fact, first, hide
from helpers.data import policies
from helpers.data.policies import SMALL_COUNTS, Policy

MARK = "[c]"
NOTE = (
    "[c] stands for confidential: a number that is not shown, because it counts so few people that they could be recognised, "
    "or because such a number could be worked out from it."
)
COLUMN = "protected"
CONFIDENTIAL = "confidential"
SCOPE = ("area", "project", "period", "period_kind")
TEXTS = (*SCOPE, "measure", "breakdown", "role", "printed", "qualifier", "unit", COLUMN)
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
PER_CENT = ("per cent", "%")


def protect(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """A table without the counts that are too small to be published.

    Parameters
    ----------
    frame : DataFrame
        Like data/outcomes.csv or observations.csv; columns may be missing. Give it whole: what could be worked out from a
        total is found among its rows. It is left as it is.
    policy : Policy

    Returns
    -------
    DataFrame
        On the same index. In what must not be seen `value`, `lower`, `upper` and `numerator` are NaN and `printed` is `[c]`;
        `denominator` is NaN where it is small itself or would give a number back. `protected` says why: `small count`,
        `reveals a small count`, `would be worked out from a total`, or nothing where the row is shown.

    Notes
    -----
    What is hidden besides is chosen by what can still be seen, so that a protected table stays as it is.
    """
    facts = _facts(frame, policy)
    unshown = hide(facts, policy)
    out = frame.copy()
    out[COLUMN] = pd.Series([fact.hidden for fact in facts], index=frame.index, dtype="str")
    hidden = out[COLUMN] != ""
    telling = np.array(
        [policy.is_small(fact.stated) or (*fact.scope, fact.stated) in unshown for fact in facts], dtype=bool
    )
    for column in out.columns.intersection(NUMBERS):
        out[column] = out[column].mask(hidden & telling if column == "denominator" else hidden)
    if "printed" in out:
        out["printed"] = out["printed"].mask(hidden, MARK)
    return out


def reveals(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The rows that still show what `protect` would hide: none of a table that is fit to be published."""
    safe = protect(frame, policy)
    leaks = pd.Series(False, index=frame.index)
    for column in frame.columns.intersection([*NUMBERS, "printed"]):
        leaks |= (frame[column] != safe[column]) & ~(frame[column].isna() & safe[column].isna())
    return frame[leaks]


def without_reasons(frame: pd.DataFrame) -> pd.DataFrame:
    """A protected table as it is published: `protected` says which rows are hidden, but of none why; others stay as they are.

    Of two hidden parts that leave 6, the small one is 1 once it is known to be the small one: the other has 5 or more.
    """
    if COLUMN not in frame:
        return frame
    return frame.assign(**{COLUMN: frame[COLUMN].mask(frame[COLUMN] != "", CONFIDENTIAL)})


def _facts(frame: pd.DataFrame, policy: Policy) -> list[Fact]:
    table = frame.rename(columns={} if "measure" in frame else {"indicator": "measure"})
    table = table.reindex(columns=[*TEXTS, *NUMBERS]).astype(dict.fromkeys(TEXTS, "object"))
    table = table.astype(dict.fromkeys(NUMBERS, "float64")).fillna(dict.fromkeys(TEXTS, ""))
    rows = table.to_dict("records")
    counted: dict[tuple, dict] = {}  # the counts that shares may be shares of, of one kind of period or of any
    for row in sorted((row for row in rows if row["unit"] not in PER_CENT), key=lambda row: str(sorted(row.items()))):
        scope, what = [row[name] for name in SCOPE], (row["measure"], row["breakdown"])
        counted.setdefault((*scope, *what), row)
        counted.setdefault((*scope[:3], *what), row)
    return [_fact(row, counted, policy) for row in rows]


def _fact(row: dict, counted: dict[tuple, dict], policy: Policy) -> Fact:
    scope, share = tuple(row[name] for name in SCOPE), row["unit"] in PER_CENT
    stem, breakdown = row["measure"].removesuffix("-share") if share else row["measure"], row["breakdown"]
    whole = counted.get((*scope, stem, ""), {}) if breakdown else {}
    twin = counted.get((*scope, stem, breakdown), {}) if share else {}
    base = first(row["denominator"], twin.get("denominator"), whole.get("value"))
    count, like = first(row["value"], row["numerator"], policies.worth(str(row["printed"]))), row
    if share:
        count = first(row["numerator"], twin.get("value"), _part(row["value"], base))
        # A share of what is not known gives no count back; any other is one of people, until an exception says no.
        known = math.isfinite(base) or math.isfinite(count)
        like = twin or whole or counted.get((*scope[:3], stem, breakdown))
        like = like or {**row, "unit": min(policy.units) if known else ""}
    exception = policy.exception(project=row["project"], measure=row["measure"])
    rules = (
        policy.rule(unit=like["unit"], role=one["role"], project=one["project"], measure=one["measure"])
        for one in ([row] if exception else [row, like])
    )
    fact = Fact(
        scope, (stem, breakdown), all(rule == SMALL_COUNTS for rule in rules), count, row["denominator"], base, ""
    )
    fact.hidden = row[COLUMN] or (TOTAL if row["printed"] == MARK else _primary(fact, row, policy))
    return fact


def _part(percent: float, base: float) -> float:
    """The count that a percentage of a base comes from; one that is neither 0% nor 100% is neither none nor all."""
    count = float(np.rint(percent * base / 100))
    return first(1.0 if count == 0 < percent else base - 1 if percent < 100 and count == base > 1 else count)


def _primary(fact: Fact, row: dict, policy: Policy) -> str:
    counts, share = [fact.count, row["numerator"]], row["unit"] in PER_CENT
    small = any(map(policy.is_small, counts))
    # "Fewer than 5" may have 5 as its upper bound; "at least 2" has none.
    bound = math.nan if share else first(row["upper"] - (row["qualifier"] == "under"), row["lower"])
    base = first(fact.base, float(np.rint(100 * fact.count / row["value"])) if share and row["value"] > 0 else None)
    if not fact.sensitive:
        return ""
    if policy.is_small(bound) or (small and not share):
        return SMALL
    return REVEALS if small or any(map(policy.is_small, [base, *(base - count for count in counts)])) else ""
