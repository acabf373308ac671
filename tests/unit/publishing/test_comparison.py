"""An area is called better, worse or similar in a sentence only where its verdict is."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import peers
from helpers.data.declarations import Peers
from helpers.publishing import comparison

GROUP = Peers("g", "made-up boroughs", "Chosen for a test.", ("a", "b"), {})
YEAR = periods.parse("YE-2024-12")
ROW = {
    "indicator": "robbery",
    "title": "Robbery",
    "polarity": "lower",
    "whole": False,
    "numerator": 387.0,
    "denominator": 325_000.0,
    "value": 1.19,
    "lower": 1.07,
    "upper": 1.32,
    "average": 2.44,
    "level": "95%",
    "verdict": "better",
    "rank": 2.0,
    "rank_lower": 1.0,
    "rank_upper": 2.0,
    "of": 7,
    "quartile": 2.0,
    "dispersion": 3.0,
    "rows": "o.csv:2; p.csv:3",
    "method": "made up",
}


def places(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **change} for change in changes])


def test_a_row_gives_rate_interval_average_place_and_verdict():
    table = comparison.places_table(places({}), area_name="Dudley", period=YEAR, peers=GROUP)

    assert list(table.rows) == [("Robbery", "1.2 (1.1 to 1.3)", "2.4", "2 of 7 (1 to 2)", "✓ Better than average")]
    assert table.caption == "Dudley among its peers: offences per 1,000 people, year ending December 2024"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("better", "was better than the average of the 7 areas compared"),
        ("worse", "was worse than the average"),
        ("higher", "was higher than the average"),
        ("lower", "was lower than the average"),
        ("similar", "was similar to the average"),
        ("cannot tell", "Nobody can tell how robbery in Dudley compares"),
    ],
)
def test_the_sentence_says_the_verdict_and_no_more(verdict, words):
    told = comparison.sentence({**ROW, "verdict": verdict}, area_name="Dudley")

    assert words in told
    assert ("1.2 offences per 1,000 people against an average of 2.4" in told) == (verdict != "cannot tell")


def test_an_unknown_level_is_printed_as_such():
    nan = float("nan")
    gap = places({"value": nan, "lower": nan, "upper": nan, "rank": nan, "verdict": "cannot tell"})
    table = comparison.places_table(gap, area_name="Dudley", period=YEAR, peers=GROUP)

    assert list(table.rows) == [("Robbery", "not available", "2.4", "not ranked", "? Cannot tell")]


@pytest.mark.parametrize(
    ("made", "flagged", "expected", "words"),
    [
        (
            98,
            3,
            4.9,
            "Of 98 comparisons, 3 lie beyond the 95% limits; 4.9 would be flagged by chance if no area differed.",
        ),
        (
            400,
            1,
            20.0,
            "Of 400 comparisons, 1 lies beyond the 95% limits; 20 would be flagged by chance if no area differed.",
        ),
        (0, 0, 0.0, "No comparison could be made."),
    ],
)
def test_multiple_comparisons_are_counted(made, flagged, expected, words):
    assert comparison.chance_sentence(made, flagged, expected) == words


def test_the_summary_counts_parts_and_not_their_sum():
    table = places(
        {"verdict": "better"}, {"verdict": "similar"}, {"verdict": "similar"}, {"whole": True, "verdict": "worse"}
    )

    assert (
        comparison.summary(table)
        == "Of 3 kinds of recorded crime, 1 is better than average and 2 are similar to average."
    )
    assert comparison.summary(table.iloc[:0]) == "No indicator could be compared."


def test_quotes_name_their_rows_and_parts():
    variation = pd.DataFrame(columns=["title", "change", "percent", "meaning", "current_row", "previous_row"])
    quoted = {
        quote.id: quote
        for quote in comparison.comparison_quotes(
            places({}), (98, 3, 4.9), area_name="Dudley", period=YEAR, peers=GROUP, variation=variation, message="m."
        )
    }
    value = quoted["peers.robbery.value"]
    assert (value.text, value.numerator, value.denominator) == ("1.2", 387, 325_000)
    assert value.rows == ("o.csv:2", "p.csv:3")
    assert (quoted["peers.better"].text, quoted["peers.worse"].text, quoted["peers.judged"].text) == ("1", "0", "1")
    assert quoted["peers.by_chance"].text == "4.9"


def test_the_sentences_of_the_broadest_and_the_furthest_are_quoted_under_names_of_their_own():
    variation = pd.DataFrame(columns=["title", "change", "percent", "meaning", "current_row", "previous_row"])
    rows = places(
        {},
        {"indicator": "crime", "title": "All crime", "whole": True, "verdict": "similar"},
        {"indicator": "arson", "title": "Arson", "value": 4.8, "verdict": "worse"},
    )
    quoted = {
        quote.id: quote
        for quote in comparison.comparison_quotes(
            rows, (98, 3, 4.9), area_name="Dudley", period=YEAR, peers=GROUP, variation=variation, message="m."
        )
    }

    assert quoted["peers.broadest"].text.startswith("The rate of all crime in Dudley was similar to the average")
    assert quoted["peers.furthest"].text == quoted["peers.arson.sentence"].text


def test_a_chart_is_called_after_its_indicator_without_what_stands_in_brackets():
    funnel = peers.funnel_of(
        pd.DataFrame(
            {
                "indicator": "theft", "title": "Theft (all kinds)", "area": ["a", "b"], "area_name": ["A", "B"],
                "numerator": [30.0, 40.0], "denominator": [1000.0, 1000.0], "polarity": "lower",
            }
        ),
        "theft",
    )  # fmt: skip

    assert comparison.title_of(funnel) == "Theft"
