"""Years on end are charted where there are enough of them."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import history


def observed(first: int, *values: float, indicator="robbery", kind="year") -> pd.DataFrame:
    rows = [
        ("force", f"{first + n}-{(first + n + 1) % 100:02d}", kind, indicator, value, f"o.csv:{n + 2}")
        for n, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["area", "period", "period_kind", "indicator", "value", "row"])


DESCRIBED = pd.DataFrame(
    [
        (name.lower(), name, "offences", "lower", place, "recorded-crime")
        for place, name in enumerate(("Robbery", "Theft"))
    ],
    columns=["indicator", "title", "unit", "polarity", "display_order", "theme"],
)
STEADY = [100.0, 110.0] * 7


def charted(rows: pd.DataFrame, quarter="2030-31-Q4") -> pd.DataFrame:
    return history.histories(rows, DESCRIBED, area="force", quarter=periods.parse(quarter), theme="recorded-crime")


def test_a_series_of_years_is_read_as_a_control_chart():
    reading = history.readings(charted(observed(2002, *STEADY, 300.0))).iloc[0]

    assert (reading["first"], reading["last"], reading["points"]) == ("2002/03", "2016/17", 15)
    assert (reading["variation"], reading["rules"]) == ("worsening", "beyond the limits")
    assert reading["rows"].startswith("o.csv:2; o.csv:3; ")


@pytest.mark.parametrize(
    ("quarter", "points", "variation"), [("2012-13-Q4", 11, "too-few"), ("2013-14-Q4", 12, "common-cause")]
)
def test_years_after_the_quarter_are_not_seen(quarter, points, variation):
    reading = history.readings(charted(observed(2002, *STEADY), quarter)).iloc[0]

    assert (reading["points"], reading["variation"]) == (points, variation)


def test_rolling_years_and_single_years_are_left_out():
    rows = pd.concat([observed(2002, *STEADY, kind="rolling 12 months"), observed(2002, 5.0, indicator="theft")])

    assert charted(rows).empty
    assert history.readings(charted(rows)).empty


def test_each_indicator_has_limits_of_its_own():
    table = charted(
        pd.concat([observed(2002, *STEADY), observed(2002, *(9 * value for value in STEADY), indicator="theft")])
    )

    means = table.groupby("indicator")["mean"].first()
    assert means.to_dict() == {"robbery": 105.0, "theft": 945.0}


def test_the_series_that_changed_most_in_proportion_is_drawn():
    robbery = observed(2002, *STEADY, 150.0)
    theft = observed(2002, *STEADY, 30.0, indicator="theft")

    assert history.most_changed(charted(pd.concat([robbery, theft]))) == "theft"
    assert history.most_changed(charted(pd.concat([observed(2002, 100.0, 20.0), theft]))) == "robbery"


def test_a_series_that_begins_at_nought_has_no_proportion_but_is_drawn_where_it_is_the_only_one():
    nought = observed(2002, 0.0, 40.0)

    assert history.most_changed(charted(nought)) == "robbery"
    assert history.most_changed(charted(pd.concat([nought, observed(2002, 10.0, 11.0, indicator="theft")]))) == "theft"
    assert history.most_changed(charted(nought.iloc[:0])) == ""
