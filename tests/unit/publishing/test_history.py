"""A run of years is printed with how many of them a control chart needs, and without any nothing is said of them."""

import pandas as pd

from helpers import periods
from helpers.analysis import history as analysis
from helpers.publishing import history

DESCRIBED = pd.DataFrame(
    {"indicator": ["robbery"], "title": ["Robbery"], "unit": ["offences"], "polarity": ["lower"], "display_order": [1]}
).assign(theme="recorded-crime")
QUARTER = periods.parse("2025-26-Q4")


def table(years: list[str]) -> history.Table | history.Text:
    frame = pd.DataFrame(
        {"period": years, "area": "shire", "period_kind": "year", "indicator": "robbery", "value": 10.0}
    )
    frame = frame.assign(row=[f"o.csv:{line}" for line in range(2, 2 + len(years))]).astype({"value": "float64"})
    charted = analysis.histories(frame, DESCRIBED, area="shire", quarter=QUARTER, theme="recorded-crime")
    return history.history_table(charted, analysis.readings(charted), area_name="Shire")


def test_the_note_speaks_of_years_only_where_there_are_some():
    two, none = table(["2024-25", "2025-26"]), table([])

    assert two.note.startswith("A control chart needs 12 years to tell what is usual.")
    assert two.rows[0][-1] == "Too few years to tell: 2 of 12"
    said = "No recorded crime of two whole years or more is known for Shire, so no longer run can be shown."
    assert (none.name, list(none.paragraphs)) == ("history", [said])
