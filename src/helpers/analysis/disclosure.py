"""Counts that are too small to be published, and figures that would give them back, are taken out of tables and sentences.

The rules are those of the Government Statistical Service's guidance on statistical disclosure control for tables of counts
(ONS and GSS, "Statistical disclosure control for tables produced from administrative sources"): hide small counts (primary
suppression), then as many others as keep them from being found by subtraction (secondary suppression). `[c]` is the
Government Analysis Function's shorthand for confidential ("Using symbols and shorthand in tables").
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd

from helpers import periods
from helpers.data import policies
from helpers.data.policies import SMALL_COUNTS, Policy

MARK = "[c]"
NOTE = (
    "[c] stands for confidential: a number that is not shown, because it counts so few people that they could be recognised, "
    "or because such a number could be worked out from it."
)
COLUMN = "protected"
SMALL, REVEALS, TOTAL = "small count", "reveals a small count", "would be worked out from a total"
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
    unshown = _hide(facts, policy)
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


@dataclass(slots=True, eq=False)
class _Fact:
    """A row: how many it counts, out of how many, and why it is hidden, if it is."""

    scope: tuple[str, ...]
    what: tuple[
        str, str
    ]  # the measure without -share, and the breakdown: rows of one scope and one of these say one count
    sensitive: bool
    count: float
    stated: float  # the denominator
    base: float  # the denominator, or else the whole that the row is a part of
    hidden: str


def _facts(frame: pd.DataFrame, policy: Policy) -> list[_Fact]:
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


def _fact(row: dict, counted: dict[tuple, dict], policy: Policy) -> _Fact:
    scope, share = tuple(row[name] for name in SCOPE), row["unit"] in PER_CENT
    stem, breakdown = row["measure"].removesuffix("-share") if share else row["measure"], row["breakdown"]
    whole = counted.get((*scope, stem, ""), {}) if breakdown else {}
    twin = counted.get((*scope, stem, breakdown), {}) if share else {}
    base = _first(row["denominator"], twin.get("denominator"), whole.get("value"))
    count, like = _first(row["value"], row["numerator"], policies.worth(str(row["printed"]))), row
    if share:
        count = _first(row["numerator"], twin.get("value"), _part(row["value"], base))
        # A share of what is not known gives no count back; any other is one of people, until an exception says no.
        known = math.isfinite(base) or math.isfinite(count)
        like = twin or whole or counted.get((*scope[:3], stem, breakdown))
        like = like or {**row, "unit": min(policy.units) if known else ""}
    exception = policy.exception(project=row["project"], measure=row["measure"])
    rules = (
        policy.rule(unit=like["unit"], role=one["role"], project=one["project"], measure=one["measure"])
        for one in ([row] if exception else [row, like])
    )
    fact = _Fact(
        scope, (stem, breakdown), all(rule == SMALL_COUNTS for rule in rules), count, row["denominator"], base, ""
    )
    fact.hidden = row[COLUMN] or (TOTAL if row["printed"] == MARK else _primary(fact, row, policy))
    return fact


def _first(*numbers: float | None) -> float:
    return next((number for number in numbers if number is not None and not math.isnan(number)), math.nan)


def _part(percent: float, base: float) -> float:
    """The count that a percentage of a base comes from; one that is neither 0% nor 100% is neither none nor all."""
    count = float(np.rint(percent * base / 100))
    return _first(1.0 if count == 0 < percent else base - 1 if percent < 100 and count == base > 1 else count)


def _primary(fact: _Fact, row: dict, policy: Policy) -> str:
    counts, share = [fact.count, row["numerator"]], row["unit"] in PER_CENT
    small = any(map(policy.is_small, counts))
    # "Fewer than 5" may have 5 as its upper bound; "at least 2" has none.
    bound = math.nan if share else _first(row["upper"] - (row["qualifier"] == "under"), row["lower"])
    base = _first(fact.base, float(np.rint(100 * fact.count / row["value"])) if share and row["value"] > 0 else None)
    if not fact.sensitive:
        return ""
    if policy.is_small(bound) or (small and not share):
        return SMALL
    return REVEALS if small or any(map(policy.is_small, [base, *(base - count for count in counts)])) else ""


def _hide(facts: list[_Fact], policy: Policy) -> set[tuple]:
    """Hide what would give the hidden counts back, until nothing does; tell which numbers of a scope may not be bases."""
    facts = sorted((fact for fact in facts if fact.sensitive or fact.hidden), key=lambda fact: (fact.scope, fact.what))
    quantities = defaultdict(list)
    for fact in facts:
        quantities[fact.scope, fact.what].append(fact)
    sums = [*_divided(quantities), *_added_up(quantities)]
    unshown: set[tuple] = set()
    before = None
    while before != (before := ([fact.hidden for fact in facts], len(unshown))):
        _hide_repeats(facts)
        _hide_complements(facts, unshown, policy)
        for whole, parts, others in sums:
            _settle(whole, parts, others, unshown, policy)
    return unshown


def _hide_repeats(facts: list[_Fact]) -> None:
    """A hidden count is hidden wherever it stands again: as a share, or for the same time told otherwise."""
    again = defaultdict(list)
    for fact in facts:
        again[fact.scope, fact.what].append(fact)
        if not math.isnan(fact.count):
            again[fact.scope[:3], fact.what, fact.count].append(fact)
        if span := _span(fact.scope):
            again[fact.scope[:2], fact.what, span].append(fact)
    for same in again.values():
        reasons = {fact.hidden for fact in same} - {""}
        for fact in same:
            if reasons and not fact.hidden:
                fact.hidden = TOTAL if reasons == {TOTAL} else REVEALS


def _hide_complements(facts: list[_Fact], unshown: set[tuple], policy: Policy) -> None:
    """Hide what a small count leaves of its base where it stands elsewhere: 3 of 35 refused, so 32 did not."""
    hidden = [fact for fact in facts if fact.hidden]
    left = {
        (*fact.scope, fact.base - fact.count)
        for fact in hidden
        if policy.is_small(fact.count) and fact.base > fact.count
    }
    # Nor may a hidden count be read off as what others are counted out of.
    unshown |= left | {(*fact.scope, fact.count) for fact in hidden if fact.count > 0}
    for fact in facts:
        if not fact.hidden and ((*fact.scope, fact.count) in left or (*fact.scope, fact.stated) in unshown):
            fact.hidden = TOTAL


def _divided(quantities: dict[tuple, list[_Fact]]) -> Iterator[tuple[list, list, list]]:
    """Wholes that are divided in one way, such as by gender, into parts out of one number; and the other ways."""
    wholes: dict[tuple, dict[tuple[str, str], list]] = defaultdict(lambda: defaultdict(list))
    for (scope, (stem, breakdown)), facts in quantities.items():
        if breakdown:
            base = str(_first(*(fact.base for fact in facts)))
            wholes[scope, stem][breakdown.partition(":")[0], base].append(facts)
    for (scope, stem), ways in wholes.items():
        _join_unsaid(ways)
        for way, parts in ways.items():
            others = [ways[other] for other in ways if other != way and other[1] == way[1] and len(ways[other]) > 1]
            if len(parts) > 1:
                yield quantities.get((scope, (stem, "")), []), parts, others


def _join_unsaid(ways: dict[tuple[str, str], list]) -> None:
    """Put parts that do not say out of how many with those of their way that do; where none does, with those of all ways.

    Only where these say one number: out of which of several the parts are, nobody can tell.
    """
    unsaid = str(math.nan)
    for way in [way for way, base in ways if base == unsaid]:
        anywhere = {base for _, base in ways} - {unsaid}
        said = {base for other, base in ways if other == way} - {unsaid} or anywhere
        if len(said) == 1:
            parts = ways.pop((way, unsaid))
            ways[way, said.pop()].extend(parts)


def _added_up(quantities: dict[tuple, list[_Fact]]) -> Iterator[tuple[list, list, list]]:
    """Stretches of time that are made up of shorter ones, such as a quarter of its months."""
    series = defaultdict(dict)
    for (scope, what), facts in quantities.items():
        if span := _span(scope):
            series[scope[:2], what].setdefault(span, facts)
    for spans in series.values():
        for whole in spans:
            for tiles in _tilings(*whole, [span for span in spans if span != whole]):
                yield spans[whole], [spans[tile] for tile in tiles], []


def _tilings(start: date, end: date, spans: list[tuple[date, date]]) -> Iterator[list]:
    if start > end:
        yield []
    for first, last in spans:
        if first == start and last <= end:
            yield from ([(first, last), *rest] for rest in _tilings(last + timedelta(days=1), end, spans))


@lru_cache(maxsize=1024)
def _span(scope: tuple[str, ...]) -> tuple[date, date] | None:
    if scope[3] not in ("month", "in quarter", "year to date", "year"):
        return None
    period = periods.parse(scope[2])
    return (period.financial_year.start if scope[3] == "year to date" else period.start), period.end


def _number(facts: list[_Fact]) -> float:
    """The count that a reader sees; NaN where none is to be seen."""
    known = [fact.count for fact in facts if not math.isnan(fact.count)]
    return math.nan if any(fact.hidden for fact in facts) else min(known, default=math.nan)


def _settle(whole: list[_Fact], parts: list[list], others: list[list], unshown: set[tuple], policy: Policy) -> None:
    """Hide parts of a whole, the smallest that is not nought first, until the rest of the total does not give them back."""
    scope = (whole or parts[0])[0].scope
    stated = [
        fact.stated
        for facts in chain(parts, *others)
        for fact in facts
        if fact.scope == scope and not policy.is_small(fact.stated)
    ]
    while True:
        totals = [number for number in stated if (*scope, number) not in unshown]
        total = _first(*totals, _number(whole), *(sum(map(_number, other)) for other in others))
        if not _gives_back(whole, total, parts, policy):
            return
        seen = [facts for facts in parts if not math.isnan(_number(facts))]
        if not seen:
            unshown.add((*scope, total))
            seen = [facts for facts in chain([whole], *others) if not math.isnan(_number(facts))][:1]
        for fact in min(seen, key=lambda one: (_number(one) == 0, _number(one), one[0].what, one[0].scope), default=[]):
            fact.hidden = fact.hidden or TOTAL


def _gives_back(whole: list[_Fact], total: float, parts: list[list[_Fact]], policy: Policy) -> bool:
    hidden = [facts for facts in parts if any(fact.hidden for fact in facts)]
    few = [facts for facts in hidden if any(fact.hidden == SMALL for fact in facts)]
    unknown = [facts for facts in parts if math.isnan(_number(facts))]
    seen = sum(_number(facts) for facts in parts if facts not in unknown)
    if math.isnan(total):
        overlap = seen >= policy.smallest and any(fact.hidden == SMALL for fact in whole)
        return any(fact.hidden for fact in whole) and not unknown and seen > 0 and not overlap
    left = total - seen
    # Parts that overlap, or that are not all the parts, do not add up to the total: nothing is found by subtraction.
    if not hidden or left < len(few) or (few == unknown and left > len(few) * (policy.smallest - 1)):
        return False
    # Hidden parts are as a rule not nought, so that three which add up to 3 would each be 1.
    return len(unknown) < 2 or left < policy.smallest or left <= len(unknown)
