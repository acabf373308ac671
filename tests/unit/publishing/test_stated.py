"""The change that speaks for a theme is quoted by one name, whatever the theme."""

import pandas as pd

from helpers.analysis import stated as analysis
from helpers.publishing import stated

CHANGE = {
    "indicator": "robbery", "title": "Robbery", "unit": "offences", "polarity": "lower", "headline": False, "current": 140.0,
    "change": -16.0, "previous": 156.0, "percent": -100 * 16 / 156, "printed_number": "16", "printed_percent": "10.3%",
    "verdict": "agrees", "current_row": "o.csv:2", "stated_rows": "s.csv:2", "method": "worked out",
}  # fmt: skip
DESCRIBED = pd.DataFrame({"row": ["i.csv:2"]})


def quoted(*rows: dict) -> dict[str, str]:
    frame = pd.DataFrame(rows, columns=list(CHANGE))
    return {quote.id: quote.text for quote in stated.change_quotes(frame, DESCRIBED)}


def test_the_headline_indicator_speaks_for_its_theme_and_else_the_first():
    all_crime = {
        **CHANGE,
        "indicator": "all-crime",
        "title": "All crime",
        "headline": True,
        "change": 4.0,
        "percent": 0.5,
    }

    assert quoted(CHANGE)["stated.headline.percent"] == "−10.3%"
    assert quoted(CHANGE)["stated.headline.in_text"] == "robbery: 16 fewer than the year before"
    assert quoted(CHANGE, all_crime)["stated.headline.percent"] == "+0.5%"
    assert quoted(CHANGE, all_crime)["stated.headline.in_text"] == "all crime: 4 more than the year before"


def test_where_no_change_is_stated_the_headline_says_so():
    assert analysis.broadest(pd.DataFrame(columns=list(CHANGE))) is None
    assert quoted() == {"stated.headline.percent": "No change", "stated.headline.in_text": "is stated by the paper"}
