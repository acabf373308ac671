"""Direction of travel: improving and worsening by polarity, and only where the change is real."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import travel

NAN = float("nan")


@pytest.mark.parametrize(
    ("verdict", "polarity", "words"),
    [
        ("rise", "lower", "worsening"),
        ("rise", "higher", "improving"),
        ("rise", "neither", "increasing"),
        ("fall", "lower", "improving"),
        ("fall", "higher", "worsening"),
        ("fall", "neither", "decreasing"),
        ("no real change", "lower", "no real change"),
        ("no real change", "neither", "no real change"),
        ("cannot tell", "higher", "cannot tell"),
    ],
)
def test_a_change_means_what_the_polarity_says(verdict, polarity, words):
    assert travel.judge(pd.Series([verdict]), pd.Series([polarity])).tolist() == [words]


def compared(unit: str, now: tuple, then: tuple, polarity="lower", **more) -> pd.Series:
    columns = ["value", "numerator", "denominator"]
    current = pd.DataFrame([now], columns=columns, dtype="float64").assign(unit=unit, polarity=polarity)
    earlier = pd.DataFrame([then], columns=columns, dtype="float64")
    for name, people in more.items():
        current[name], earlier[name] = people
    return travel.compare(current, earlier).iloc[0]


def test_counts_are_compared_as_counts_and_with_people_as_rates():
    row = compared("offences", (1077, NAN, NAN), (1490, NAN, NAN))
    assert (row["change"], row["direction"]) == (-413, "improving")
    assert row["percent"] == pytest.approx(-27.718, abs=1e-3)

    grown = compared("offences", (1100, NAN, NAN), (1000, NAN, NAN), population=(11_000.0, 10_000.0))
    assert (grown["change"], grown["direction"]) == (100, "no real change")


def test_a_rate_is_compared_by_the_events_behind_it():
    row = compared("per 1,000 population", (8.7, 2655, 305_000), (10.0, 3050, 305_000))
    assert (row["direction"], round(row["change"], 1)) == ("improving", -1.3)
    assert compared("per 1,000 population", (8.7, NAN, NAN), (10.0, NAN, NAN))["direction"] == "cannot tell"


def test_a_share_is_compared_in_percentage_points():
    row = compared("per cent", (80, 56, 70), (60, 48, 80), "higher")

    assert (row["change"], row["direction"]) == (20, "improving")
    assert (round(row["lower"], 2), round(row["upper"], 2)) == (5.24, 33.39)
    assert pd.isna(row["percent"])


def test_a_missing_figure_cannot_be_compared():
    row = compared("offences", (NAN, NAN, NAN), (10, NAN, NAN))
    assert (row["direction"], row["method"]) == ("cannot tell", "cannot be compared: a figure is missing")


@pytest.mark.parametrize(
    ("quarter", "before"), [("2016-17-Q2", "2016-17-Q1"), ("2016-17-Q1", "2015-16-Q4"), ("2011-12-Q4", "2011-12-Q3")]
)
def test_the_quarter_before_may_lie_in_the_year_before(quarter, before):
    found = travel.earlier_periods(periods.parse(quarter))

    assert str(found["last quarter"]) == before
    assert found["the same time last year"] == periods.parse(quarter).year_before()
    assert list(travel.earlier_periods(periods.parse("2011-12"))) == ["the same time last year"]


def test_an_indicator_is_set_against_the_quarter_and_the_year_before_and_its_baseline():
    series = pd.DataFrame(
        [
            ("robbery", "2016-17-Q2", "in quarter", 90.0),
            ("robbery", "2016-17-Q1", "in quarter", 100.0),
            ("robbery", "2015-16-Q2", "in quarter", 150.0),
            ("robbery", "2016-17-Q2", "year to date", 190.0),
            ("robbery", "2007-08", "baseline", 60.0),
        ],
        columns=["indicator", "period", "period_kind", "value"],
    ).assign(numerator=NAN, denominator=NAN, row=[f"o.csv:{n}" for n in range(2, 7)])
    described = pd.DataFrame([{"indicator": "robbery", "title": "Robbery", "unit": "offences", "polarity": "lower"}])

    table = travel.directions(series, described, period=periods.parse("2016-17-Q2"), period_kind="in quarter")
    found = table.set_index("against")
    assert found["direction"].to_dict() == {
        "last quarter": "no real change",
        "the same time last year": "improving",
        "the baseline": "worsening",
    }
    assert found["earlier_period"].tolist() == ["2016-17-Q1", "2015-16-Q2", "2007-08"]
    assert found["earlier_row"].tolist() == ["o.csv:3", "o.csv:4", "o.csv:6"]
    assert found["current_row"].tolist() == ["o.csv:2"] * 3
