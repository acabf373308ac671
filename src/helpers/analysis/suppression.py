"""Secondary suppression: what has to be hidden besides small counts, so that nothing which is shown gives them back.

The method is that of the Government Statistical Service's guidance, which `disclosure` names: as many other counts are hidden as
keep the small ones from being found by subtraction, and none that need not be.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from helpers import periods
from helpers.data.policies import Policy

SMALL, REVEALS, TOTAL = "small count", "reveals a small count", "would be worked out from a total"
"""Why a count is hidden."""


@dataclass(slots=True, eq=False)
class Fact:
    """A row: how many it counts, out of how many, and why it is hidden, if it is.

    Attributes
    ----------
    scope : tuple of str
        Area, project, period and kind of period.
    what : tuple of str
        The measure without -share, and the breakdown: rows of one scope and one of these say one count.
    sensitive : bool
        Whether small counts of it are hidden.
    count : float
        NaN if it is not known.
    stated, base : float
        The denominator; and that, or else the whole that the row is a part of.
    hidden : str
        Why it is hidden; empty if it is not.
    """

    scope: tuple[str, ...]
    what: tuple[str, str]
    sensitive: bool
    count: float
    stated: float
    base: float
    hidden: str


def hide(facts: list[Fact], policy: Policy) -> set[tuple]:
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


def _hide_repeats(facts: list[Fact]) -> None:
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


def _hide_complements(facts: list[Fact], unshown: set[tuple], policy: Policy) -> None:
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


def _divided(quantities: dict[tuple, list[Fact]]) -> Iterator[tuple[list, list, list]]:
    """Wholes that are divided in one way, such as by gender, into parts out of one number; and the other ways."""
    wholes: dict[tuple, dict[tuple[str, str], list]] = defaultdict(lambda: defaultdict(list))
    for (scope, (stem, breakdown)), facts in quantities.items():
        if breakdown:
            base = str(first(*(fact.base for fact in facts)))
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


def _added_up(quantities: dict[tuple, list[Fact]]) -> Iterator[tuple[list, list, list]]:
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


def _number(facts: list[Fact]) -> float:
    """The count that a reader sees; NaN where none is to be seen."""
    known = [fact.count for fact in facts if not math.isnan(fact.count)]
    return math.nan if any(fact.hidden for fact in facts) else min(known, default=math.nan)


def _settle(whole: list[Fact], parts: list[list], others: list[list], unshown: set[tuple], policy: Policy) -> None:
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
        total = first(*totals, _number(whole), *(sum(map(_number, other)) for other in others))
        if not _gives_back(whole, total, parts, policy):
            return
        seen = [facts for facts in parts if not math.isnan(_number(facts))]
        if not seen:
            unshown.add((*scope, total))
            seen = [facts for facts in chain([whole], *others) if not math.isnan(_number(facts))][:1]
        for fact in min(seen, key=lambda one: (_number(one) == 0, _number(one), one[0].what, one[0].scope), default=[]):
            fact.hidden = fact.hidden or TOTAL


def _gives_back(whole: list[Fact], total: float, parts: list[list[Fact]], policy: Policy) -> bool:
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


def first(*numbers: float | None) -> float:
    """The first of some numbers that is known; NaN if none is."""
    return next((number for number in numbers if number is not None and not math.isnan(number)), math.nan)
