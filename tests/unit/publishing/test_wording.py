"""Sentences made from figures say what the figures say."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from helpers.periods import parse
from helpers.publishing import wording
from helpers.publishing.numbers import percent

NAN = float("nan")
CHANCE = "by more than chance would explain"


@pytest.mark.parametrize(
    ("period", "head"),
    [
        ("2011-12-Q4", "2011/12"),
        ("2016-17-Q2", "2016/17 to Quarter 2"),
        ("YE-2024-12", "Year ending Dec 2024"),
        ("YE-2024-05", "Year ending May 2024"),
    ],
)
def test_a_column_of_a_periods_figures_is_headed_in_few_letters(period, head):
    assert wording.period_head(parse(period)) == head


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "offences", "0 offences"),
        (1, "offences", "1 offence"),
        (2, "offences", "2 offences"),
        (1, "people", "1 person"),
        (1, "adults", "1 adult"),
        (1, "kits", "1 kit"),
        (1077, "offences", "1,077 offences"),
    ],
)
def test_one_of_a_unit_is_singular(value, unit, words):
    assert wording.count_of(value, unit) == words


@pytest.mark.parametrize(
    ("value", "many", "words"),
    [
        (0, None, "0 projects"),
        (1, None, "1 project"),
        (2, None, "2 projects"),
        (1, "x", "1 project"),
        (1200, "x", "1,200 x"),
    ],
)
def test_one_of_a_thing_is_singular(value, many, words):
    assert wording.plural(value, "project", many) == words


@pytest.mark.parametrize(
    ("change", "verb", "amount"),
    [
        (-413, "fell", "413 fewer"),
        (-1, "fell", "1 fewer"),
        (0, "did not change", "no change"),
        (1, "rose", "1 more"),
        (1894, "rose", "1,894 more"),
        (NAN, "cannot be compared", "no earlier figure"),
    ],
)
def test_a_change_has_its_verb_and_amount(change, verb, amount):
    assert (wording.verb(change), wording.more_or_fewer(change)) == (verb, amount)


@pytest.mark.parametrize(
    ("direction", "meant", "unit", "words"),
    [
        ("down", "improvement", "offences", "Improvement: fewer offences"),
        ("up", "deterioration", "offences", "Deterioration: more offences"),
        ("up", "improvement", "per cent", "Improvement: a higher share"),
        ("down", "change", "per cent", "Change: a lower share"),
        ("same", "no change", "offences", "No change"),
        ("unknown", "cannot tell", "offences", "No earlier figure: cannot tell"),
    ],
)
def test_a_direction_is_explained(direction, meant, unit, words):
    assert wording.meaning(direction, meant, unit) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_in_a_sentence(items, words):
    assert wording.listing(items) == words


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Robbery", "robbery"),
        ("BCS comparator crime", "BCS comparator crime"),
        ("robbery", "robbery"),
        ("", ""),
        ("A second burglary", "a second burglary"),
    ],
)
def test_a_title_inside_a_sentence_keeps_its_abbreviations(title, inside):
    assert wording.lower_first(title) == inside


@pytest.mark.parametrize(("text", "upper"), [("agrees", "Agrees"), ("cannot tell", "Cannot tell"), ("", "")])
def test_a_sentence_begins_with_a_capital(text, upper):
    assert wording.upper_first(text) == upper


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("none", "Nothing left"),
        ("carried_forward", "Carried forward to 2012/13"),
        ("yet_to_be_allocated", "Yet to be allocated"),
        ("overspent", "More set against it than was received"),
        ("unexplained", "Not accounted for in the source"),
        ("unknown", "Not known: an amount is to follow"),
    ],
)
def test_a_balance_says_what_became_of_it(kind, words):
    assert wording.balance(kind, "2012/13") == words


def varied(*changes: tuple[str, float, float], meaning: str = "") -> pd.DataFrame:
    """Rows of title, change and percentage; a change is real unless another meaning is given to all."""
    frame = pd.DataFrame(changes, columns=["title", "change", "percent"]).astype(
        {"change": "float64", "percent": "float64"}
    )
    meanings = ["change" if change else "no change" for change in frame["change"]]
    return frame.assign(indicator=frame["title"], meaning=meaning or meanings)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [("Robbery", -149, -27.39), ("Vehicle crime", -419, -17.73), ("BCS crime", -1894, -18.68)],
            f"All 3 measures fell, each {CHANCE}: by most in robbery (27.4%) and by least in vehicle crime (17.7%).",
        ),
        (
            [("Robbery", 149, 27.39), ("Theft", 12, 1.2)],
            f"All 2 measures rose, each {CHANCE}: by most in robbery (27.4%) and by least in theft (1.2%).",
        ),
        (
            [("Robbery", -149, -27.39), ("Theft", 12, 1.2), ("Arson", 0, 0)],
            f"1 of 3 measures fell and 1 rose, all of these {CHANCE}. The largest change was in robbery (down 27.4%), the "
            "smallest in arson (no change).",
        ),
        (
            [("Robbery", -149, -27.39), ("Theft", NAN, NAN), ("Arson", 1, 2)],
            f"Of 2 measures with a change in per cent, 1 fell and 1 rose, all of these {CHANCE}. The largest change was in "
            "robbery (down 27.4%), the smallest in arson (up 2.0%).",
        ),
        (
            [("Robbery", -149, -27.39), ("Theft", NAN, NAN), ("Arson", -1, -2)],
            f"All 2 measures fell, each {CHANCE}: by most in robbery (27.4%) and by least in arson (2.0%).",
        ),
        ([("Robbery", -149, -27.39)], "Robbery fell by 27.4%, more than chance would explain."),
        ([("Robbery", 149, 27.39)], "Robbery rose by 27.4%, more than chance would explain."),
        (
            [("Robbery", NAN, NAN)],
            "No indicator has a figure for the year before, so no change can be shown.",
        ),
        ([], "No indicator has a figure for the year before, so no change can be shown."),
        ([("Robbery", 0, 0)], "Robbery did not change."),
    ],
)
def test_the_message_of_the_changes_counts_them_and_names_the_largest_and_the_smallest(changes, message):
    assert wording.variation_message(varied(*changes)) == message


@pytest.mark.parametrize(
    ("meaning", "clause"),
    [
        (
            "no real change",
            "All 2 measures fell, none by more than chance would explain. The largest change was in robbery",
        ),
        ("cannot tell", "All 2 measures fell: by most"),
    ],
)
def test_changes_that_chance_could_explain_are_not_told_as_real(meaning, clause):
    falls = varied(("Robbery", -5, -2.0), ("Theft", -4, -1.0), meaning=meaning)
    assert wording.variation_message(falls).startswith(clause)


@pytest.mark.parametrize(("meaning", "which"), [("improvement", "2 of them"), ("no real change", "none")])
def test_a_change_of_which_nobody_can_tell_is_not_counted_with_those_that_are_real(meaning, which):
    falls = varied(("Robbery", -5, -2.0), ("Theft", -4, -1.0), meaning=meaning)
    untold = varied(("Satisfaction", -3, -1.5), meaning="cannot tell")

    message = wording.variation_message(pd.concat([falls, untold], ignore_index=True))

    assert message.startswith(
        f"All 3 measures fell, {which} {CHANCE} (1 cannot be judged). The largest change was in robbery"
    )


def test_one_change_that_chance_could_explain_is_told_so():
    fall = varied(("Robbery", -5, -2.0), meaning="no real change")
    assert wording.variation_message(fall) == "Robbery fell by 2.0%, which chance alone could explain."


@pytest.mark.parametrize("share", [-10, 10, 0])
def test_changes_that_are_all_alike_are_told_of_every_measure(share):
    message = wording.variation_message(varied(("Robbery", share, share), ("Theft", 2 * share, share)))

    assert "Theft" in message or "2 measures" in message


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=8, unique_by=abs))
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
def test_the_numbers_of_the_message_are_those_of_the_frame(changes):
    rows = [(f"measure {place}", change, change / 7) for place, change in enumerate(changes)]

    message = wording.variation_message(varied(*rows))

    size = {abs(change): name for name, change, _ in rows}
    told = re.search(
        r"(?:by most|The largest change was) in (.*?) \((.*?)\)(?: and by least|, the smallest) in (.*?) \((.*?)\)\.$",
        message,
    ).groups()
    way = {change: "up " if change > 0 else "down " for change in changes} if "largest" in message else {}
    most, least = max(changes, key=abs), min(changes, key=abs)
    sizes = [f"{way.get(change, '')}{percent(abs(change) / 7)}" if change else "no change" for change in (most, least)]
    assert told == (size[abs(most)], sizes[0], size[abs(least)], sizes[1])
    fell, rose = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    if found := re.match(r"All (\d+) measures (fell|rose)", message):
        assert (int(found[1]), found[2]) == ((fell, "fell") if fell else (rose, "rose"))
        assert fell + rose == len(changes)
    else:
        counts = re.match(r"(\d+) of (\d+) measures fell and (\d+) rose", message).groups()
        assert tuple(map(int, counts)) == (fell, len(changes), rose)


def streams(*amounts: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(amounts, columns=["title", "amount"])


def totals(amount: float, balance: float) -> pd.Series:
    return pd.Series({"amount": amount, "balance": balance})


@pytest.mark.parametrize(
    ("balance", "ending"),
    [(-1, ", with 75% of £400."), (0, ", with 75% of £400."), (1, ", with 75% of £400, and £1 was left.")],
)
def test_the_message_of_the_streams_names_the_largest_and_what_was_left(balance, ending):
    message = wording.streams_message(streams(("Fund", 100), ("Grant", 300)), totals(400, balance))

    assert message == f"The Grant was the largest of 2 streams{ending}"


@pytest.mark.filterwarnings("error")
def test_streams_that_received_nothing_have_no_share():
    assert "not available" not in wording.streams_message(streams(("Fund", 0.0)), totals(0.0, 0.0))


def test_no_streams_are_said_to_be_none():
    assert wording.streams_message(streams(), totals(0.0, 0.0)).startswith("No funding stream")


def test_the_callers_frames_are_not_altered():
    changes, funds = varied(("Robbery", -149, -27.39), ("Theft", NAN, NAN)), streams(("Fund", 100))
    before = changes.copy(deep=True), funds.copy(deep=True)

    wording.variation_message(changes)
    wording.streams_message(funds, totals(100, 0))

    assert_frame_equal(changes, before[0])
    assert_frame_equal(funds, before[1])


def test_a_single_stream_is_not_called_the_largest():
    table = pd.DataFrame({"title": ["Grant"], "amount": [1000.0]})

    totals = pd.Series({"amount": 1000.0, "balance": 0.0})
    assert wording.streams_message(table, totals) == "The Grant was the only stream, with £1,000."
    totals["balance"] = 50.0
    assert (
        wording.streams_message(table, totals) == "The Grant was the only stream, with £1,000, of which £50 was left."
    )
