"""Sentences made from figures: singular and plural right, fewer and more the right way round."""

import re

import pandas as pd

from helpers.periods import MONTHS, Kind, Period
from helpers.publishing.numbers import number, percent, pounds

ARROWS = {"up": "▲ Up", "down": "▼ Down", "same": "■ Same", "unknown": "Not known"}
MEANINGS = {
    "improvement": "an improvement",
    "deterioration": "a deterioration",
    "no change": "no change",
    "no real change": "no real change",
    "change": "neither better nor worse",
    "cannot tell": "cannot tell",
}
STATES = {
    "meeting": "✓ Meeting",
    "close": "≈ Close",
    "not meeting": "✗ Not meeting",
    "cannot tell": "? Cannot tell",
}
"""The four states of a target, each with a sign of its own, so that nothing rests on colour."""
ACTION_STATES = {
    "complete": "✓ Complete",
    "on track": "› On track",
    "due": "• Due",
    "overdue": "! Overdue",
    "no date": "? No date",
}
"""Where an action can stand, likewise with signs."""
ACTION_WORDS = {
    "complete": "complete",
    "on track": "on track",
    "due": "due within 30 days",
    "overdue": "overdue",
    "no date": "without a date",
}
SINGULAR = {"offences": "offence", "adults": "adult", "people": "person", "kits": "kit"}


MISSING = {
    "to_follow": "To follow",
    "awaiting_information": "Awaiting information",
    "no_update": "No update available",
    "not_available": "Not available",
    "not_applicable": "Not applicable",
    "to_be_identified": "To be identified",
    "nil": "None",
    "not_stated": "Not stated",
}
"""In which way a value is missing, by its status."""
DASH = "–"
"""What stands where a figure would be that cannot be worked out; the row or the note says why."""


def period_words(period: Period) -> str:
    """What a stretch of twelve months, or a year to date, is called.

    `2011/12` for its quarter 4, before its end `2016/17 to Quarter 2`, and `year ending December 2024`.
    """
    if period.kind is not Kind.QUARTER:
        return period.words
    year = period.financial_year.words
    return year if period.part == 4 else f"{year} to Quarter {period.part}"


def period_head(period: Period) -> str:
    """What a column of a period's figures is headed: `2011/12`, `Year ending Dec 2024`, so that a narrow column holds it."""
    words = period_words(period)
    for month in MONTHS:
        words = re.sub(rf"\b{month}\b", month[:3], words)
    return upper_first(words)


def count_of(value: float, unit: str) -> str:
    """`1 offence`, `1,077 offences`."""
    return f"{number(value)} {SINGULAR.get(unit, unit) if value == 1 else unit}"


def plural(value: int, singular: str, many: str | None = None) -> str:
    """`1 project`, `6 projects`."""
    return f"{number(value)} {singular if value == 1 else many or singular + 's'}"


def verb(change: float) -> str:
    """What a measure did: `fell`, `rose` or `did not change`."""
    if pd.isna(change):
        return "cannot be compared"
    return "fell" if change < 0 else "rose" if change > 0 else "did not change"


def more_or_fewer(change: float) -> str:
    """`413 fewer`, `12 more`, `no change`."""
    if pd.isna(change):
        return "no earlier figure"
    if change == 0:
        return "no change"
    return f"{number(abs(change))} {'fewer' if change < 0 else 'more'}"


def meaning(direction: str, meant: str, unit: str) -> str:
    """What a direction means, in words: `Improvement: fewer offences`."""
    if direction == "unknown":
        return "No earlier figure: cannot tell"
    if direction == "same":
        return "No change"
    if meant == "no real change":
        return "No real change: within what chance would do"
    if meant == "cannot tell":
        return "Cannot tell: the counts behind it are not given"
    if unit == "per cent":
        amount = "a higher share" if direction == "up" else "a lower share"
    else:
        amount = f"{'more' if direction == 'up' else 'fewer'} {unit}"
    return f"{upper_first(meant)}: {amount}"


def listing(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def first_of_leads(text: str) -> str:
    """The first of several posts or bodies, without the team that it is of."""
    return text.partition(";")[0].removesuffix(", Community Safety Team").strip() or "Not stated"


def upper_first(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A title inside a sentence: `robbery`, but `BCS comparator crime`."""
    return text if len(text) > 1 and text[:2].isalpha() and text[:2].isupper() else text[:1].lower() + text[1:]


def in_text(title: str) -> str:
    """A title of several words inside a sentence: a name keeps its capital, `Annual funding allocation` does not."""
    return lower_first(title) if title.split()[1:2] and title.split()[1].islower() else title


def balance(kind: str, next_year: str) -> str:
    """What became of a stream's balance."""
    return {
        "none": "Nothing left",
        "carried_forward": f"Carried forward to {next_year}",
        "yet_to_be_allocated": "Yet to be allocated",
        "overspent": "More set against it than was received",
        "unexplained": "Not accounted for in the source",
        "no lines": "Not known: no project line is recorded",
        "unknown": "Not known: an amount is to follow",
    }[kind]


def variation_message(table: pd.DataFrame) -> str:
    """The main message of a chart of changes.

    Parameters
    ----------
    table : DataFrame
        What `analysis.indicators.variation` returns.
    """
    known = table[table["percent"].notna()]
    if known.empty and table["change"].notna().any():
        return "The figures are too small for a change in per cent, so none is shown."
    if known.empty:
        return "No indicator has a figure for the year before, so no change can be shown."
    down, up = (known["change"] < 0).sum(), (known["change"] > 0).sum()
    one_way = len(known) in (down, up) and len(known) > 1
    if one_way:
        start = f"All {number(len(known))} measures {'fell' if down else 'rose'}"
    elif len(known) < len(table):
        start = (
            f"Of {plural(len(known), 'measure')} with a change in per cent, {number(down)} fell and {number(up)} rose"
        )
    else:
        start = f"{number(down)} of {plural(len(known), 'measure')} fell and {number(up)} rose"
    sizes = known["percent"].abs()
    largest, smallest = known.loc[sizes.idxmax()], known.loc[sizes.idxmin()]
    by = "" if largest["change"] == 0 else f" by {percent(abs(largest['percent']))}"
    chance = _beyond_chance(known)
    if len(known) == 1:
        return f"{largest['title']} {verb(largest['change'])}{by}{chance}."
    if sizes.max() == sizes.min():
        return f"None of {number(len(known))} measures changed." if not by else f"{start}, each{by}{chance}."
    if one_way and (not chance or "each" in chance):
        return (
            f"{start}{chance}: by most in {lower_first(largest['title'])} ({percent(abs(largest['percent']))}) and by least "
            f"in {lower_first(smallest['title'])} ({percent(abs(smallest['percent']))})."
        )
    # Which of them moved most is not which of them moved by more than chance: a sentence each, and which way.
    return (
        f"{start}{chance}. The largest change was in {lower_first(largest['title'])} ({_moved(largest)}), the smallest in "
        f"{lower_first(smallest['title'])} ({_moved(smallest)})."
    )


def _moved(row: pd.Series) -> str:
    """Which way a measure moved, and how far: `up 32.1%`."""
    if not row["change"]:
        return "no change"
    return f"{'down' if row['change'] < 0 else 'up'} {percent(abs(row['percent']))}"


def _beyond_chance(known: pd.DataFrame) -> str:
    """How many of some changes are more than chance, as a clause."""
    moved = known[known["change"] != 0]
    judged = moved[moved["meaning"] != "cannot tell"]
    real = int(judged["meaning"].isin(["improvement", "deterioration", "change"]).sum())
    if judged.empty:
        return ""
    if len(known) == 1:
        return ", more than chance would explain" if real else ", which chance alone could explain"
    untold = len(moved) - len(judged)
    besides = f" ({number(untold)} cannot be judged)" if untold else ""
    each = "each" if len(moved) == len(known) and len(set(known["change"] > 0)) == 1 else "all of these"
    which = "none" if real == 0 else each if real == len(moved) else f"{number(real)} of them"
    return f", {which} by more than chance would explain{besides}"


def streams_message(table: pd.DataFrame, totals: pd.Series) -> str:
    """The main message of a chart of funding streams.

    Parameters
    ----------
    table : DataFrame
        What `analysis.funding.streams` returns.
    totals : Series
        What `analysis.funding.totals` returns.
    """
    if table.empty or table["amount"].isna().all():
        return "No funding stream with a known amount is recorded."
    largest = table.loc[table["amount"].idxmax()]
    if not totals["amount"]:
        return f"Nothing was received in {plural(len(table), 'stream')}."
    if len(table) == 1:
        left = f", of which {pounds(totals['balance'])} was left" if totals["balance"] > 0 else ""
        return f"The {largest['title']} was the only stream, with {pounds(totals['amount'])}{left}."
    share = 100 * largest["amount"] / totals["amount"]
    left = f", and {pounds(totals['balance'])} was left" if totals["balance"] > 0 else ""
    return (
        f"The {largest['title']} was the largest of {plural(len(table), 'stream')}, with {percent(share, 0)} of "
        f"{pounds(totals['amount'])}{left}."
    )


def actions_message(themes: pd.DataFrame) -> str:
    """The main message of an action plan.

    Parameters
    ----------
    themes : DataFrame
        What `analysis.actions.by_theme` returns.
    """
    total = int(themes["actions"].sum())
    if not total:
        return "The plan holds no action."
    parts = [(int(themes[state].sum()), words) for state, words in ACTION_WORDS.items()]
    found = [(count, words) for count, words in parts if count]
    if total == 1:
        return f"The one action is {found[0][1]}."
    (first, state), *rest = found
    if not rest:
        return f"All {number(total)} actions are {state}."
    begun = f"{number(first)} {'is' if first == 1 else 'are'} {state}"
    return f"Of {number(total)} actions, {listing([begun, *(f'{number(count)} {words}' for count, words in rest)])}."
