"""Direction of travel: improving and worsening by polarity, and only where the change is real."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from strict_arithmetic import STRICT

from helpers import periods
from helpers.analysis import differences, travel

pytestmark = STRICT
NAN = float("nan")
VERDICTS, POLARITIES = ("rise", "fall", "no real change", "cannot tell"), ("lower", "higher", "neither")
RATE, SHARE, COUNT = "per 1,000 population", "per cent", "offences"


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


def test_every_verdict_has_a_word_for_every_polarity_on_the_callers_index():
    pairs = list(itertools.product(VERDICTS, POLARITIES))
    index = pd.Index([100 - n for n in range(len(pairs))])
    verdict, polarity = (pd.Series(column, index=index) for column in zip(*pairs, strict=True))

    words = travel.judge(verdict, polarity)
    assert words.index.equals(index)
    assert words.tolist() == [
        *("worsening", "improving", "increasing"),
        *("improving", "worsening", "decreasing"),
        *("no real change",) * 3,
        *("cannot tell",) * 3,
    ]


def test_a_verdict_or_polarity_that_is_missing_is_not_guessed():
    found = travel.judge(pd.Series(["rise", None, "fall"]), pd.Series([None, "lower", None]))

    assert found.tolist() == ["increasing", "cannot tell", "decreasing"]


@pytest.mark.parametrize(
    ("unit", "now", "then", "said"),
    [
        (COUNT, (130, NAN, NAN), (100, NAN, NAN), (30, "worsening", "ratio of two rates")),
        (COUNT, (100, NAN, NAN), (130, NAN, NAN), (-30, "improving", "ratio of two rates")),
        (COUNT, (103, NAN, NAN), (100, NAN, NAN), (3, "no real change", "ratio of two rates")),
        (COUNT, (40, NAN, NAN), (80, NAN, NAN), (-40, "improving", "percentage not given: fewer than 50")),
        (COUNT, (0, NAN, NAN), (0, NAN, NAN), (0, "no real change", "no event in either period")),
        (COUNT, (-3, NAN, NAN), (60, NAN, NAN), (-63, "cannot tell", "a net count below zero")),
        (RATE, (12.0, 1_200, 100_000), (10.0, 1_000, 100_000), (2.0, "worsening", "ratio of two rates")),
        (RATE, (12.0, 12, 1_000), (10.0, 10, 1_000), (2.0, "no real change", "percentage not given")),
        (RATE, (12.0, NAN, NAN), (10.0, NAN, NAN), (2.0, "cannot tell", "no test: the counts behind")),
        (RATE, (12.0, 12, 0), (10.0, 10, 1_000), (2.0, "cannot tell", "cannot be compared")),
        (SHARE, (80.0, 56, 70), (60.0, 48, 80), (20.0, "worsening", "difference of two proportions")),
        (SHARE, (60.0, 48, 80), (80.0, 56, 70), (-20.0, "improving", "difference of two proportions")),
        (SHARE, (80.0, 8, 10), (60.0, 6, 10), (20.0, "no real change", "difference of two proportions")),
        (SHARE, (80.0, NAN, NAN), (60.0, NAN, NAN), (20.0, "cannot tell", "no test: the counts behind")),
        (SHARE, (0.0, 0, 10), (0.0, 0, 20), (0.0, "no real change", "difference of two proportions")),
    ],
)
def test_each_kind_of_measure_is_compared_by_what_is_behind_it(unit, now, then, said):
    row = compared(unit, now, then)
    change, direction, method = said

    assert (row["change"], row["direction"]) == (pytest.approx(change), direction)
    assert method in row["method"]
    assert (row["current"], row["earlier"]) == (now[0], then[0])


def test_a_rates_percentage_is_that_of_the_events_for_the_people():
    row = compared(RATE, (12.0, 1_320, 110_000), (10.0, 1_000, 100_000))
    plain = differences.percent_change(
        pd.Series([1_320.0]),
        pd.Series([1_000.0]),
        population=pd.Series([110_000.0]),
        previous_population=pd.Series([100_000.0]),
    ).iloc[0]

    assert row["percent"] == pytest.approx(20.0, rel=1e-12)
    assert (
        row[["percent", "lower", "upper", "p_value"]].tolist()
        == plain[["percent", "lower", "upper", "p_value"]].tolist()
    )


@pytest.mark.parametrize("unit", [RATE, SHARE])
@pytest.mark.parametrize("missing", range(4))
def test_where_any_count_behind_a_figure_is_missing_its_change_is_all_that_is_said(unit, missing):
    counts = [50.0, 100.0, 80.0, 100.0]
    counts[missing] = NAN
    row = compared(unit, (50.0, *counts[:2]), (80.0, *counts[2:]))

    assert row["change"] == -30
    assert row[["percent", "lower", "upper", "p_value"]].isna().all()
    assert (row["verdict"], row["direction"]) == ("cannot tell", "cannot tell")
    assert row["method"] == "no test: the counts behind the figure are not given"


@pytest.mark.parametrize("unit", [RATE, SHARE, COUNT])
@pytest.mark.parametrize("values", [(NAN, 80.0), (50.0, NAN), (NAN, NAN)])
def test_a_missing_figure_is_not_made_up_from_the_counts(unit, values):
    row = compared(unit, (values[0], 50, 100), (values[1], 80, 100))

    assert row[["change", "percent", "lower", "upper", "p_value"]].isna().all()
    assert (row["direction"], row["method"]) == ("cannot tell", "cannot be compared: a figure is missing")


@pytest.mark.parametrize("sides", [(11_000.0, None), (None, 11_000.0), (11_000.0, NAN), (NAN, 11_000.0)])
def test_a_population_on_one_side_only_is_not_used(sides):
    current = pd.DataFrame({"value": [110.0], "numerator": NAN, "denominator": NAN, "unit": COUNT, "polarity": "lower"})
    earlier = pd.DataFrame({"value": [100.0], "numerator": NAN, "denominator": NAN})
    frames = [
        frame if people is None else frame.assign(population=people)
        for frame, people in zip((current, earlier), sides, strict=True)
    ]
    row = travel.compare(*frames).iloc[0]

    assert row["percent"] == pytest.approx(10)
    assert row["direction"] == "no real change"


def test_confidence_and_dispersion_reach_the_verdict():
    def direction(**settings) -> str:
        current = pd.DataFrame(
            {"value": [1_100.0], "numerator": NAN, "denominator": NAN, "unit": COUNT, "polarity": "lower"}
        )
        earlier = current[["value", "numerator", "denominator"]].assign(value=1_000.0)
        return travel.compare(current, earlier, **settings).iloc[0]["direction"]

    # 1,100 against 1,000: score 100 / √2,100 = 2.18.
    assert direction() == "worsening"
    assert direction(confidence=0.998) == "no real change"
    assert direction(dispersion=1.5) == "no real change"


def test_measures_of_every_kind_stand_side_by_side_and_the_frames_are_not_altered():
    columns = ["value", "numerator", "denominator"]
    rows = [(1_300, NAN, NAN), (12, 1_200, 100_000), (80, 56, 70), (NAN, NAN, NAN)]
    then = [(1_000, NAN, NAN), (10, 1_000, 100_000), (60, 48, 80), (4, NAN, NAN)]
    units = [COUNT, RATE, SHARE, COUNT]
    index = pd.Index(["d", "b", "c", "a"])
    current = pd.DataFrame(rows, columns=columns, dtype="float64", index=index).assign(unit=units, polarity="higher")
    earlier = pd.DataFrame(then, columns=columns, dtype="float64", index=index)
    before = current.copy(), earlier.copy()

    table = travel.compare(current, earlier)
    assert table.index.equals(index)
    assert table["direction"].tolist() == ["improving", "improving", "improving", "cannot tell"]
    assert table["percent"].round(6).tolist()[:2] == [30.0, 20.0]
    assert table["percent"].isna().tolist() == [False, False, True, True]
    for place, (now, was, unit) in enumerate(zip(rows, then, units, strict=True)):
        alone = compared(unit, now, was, polarity="higher")
        assert table.iloc[place].drop("method").tolist() == pytest.approx(alone.drop("method").tolist(), nan_ok=True)
    assert_frame_equal(current, before[0])
    assert_frame_equal(earlier, before[1])


@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 3_000), st.integers(0, 3_000), st.sampled_from([COUNT, RATE, SHARE]))
def test_turning_time_round_turns_the_direction_round(one, two, unit):
    # 3,000 people on both sides.
    there, back = (
        compared(unit, (first / 30, first, 3_000), (second / 30, second, 3_000))
        for first, second in ((one, two), (two, one))
    )
    turned = {"improving": "worsening", "worsening": "improving"}

    assert turned.get(there["direction"], there["direction"]) == back["direction"]
    assert there["change"] == -back["change"]
    if there["direction"] in turned:
        assert (there["direction"] == "worsening") == (one > two)


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        ("2016-17-Q1", {"last quarter": "2015-16-Q4", "the same time last year": "2015-16-Q1"}),
        ("2000-01-Q1", {"last quarter": "1999-00-Q4", "the same time last year": "1999-00-Q1"}),
        ("2016-17-Q4", {"last quarter": "2016-17-Q3", "the same time last year": "2015-16-Q4"}),
        ("YE-2024-12", {"the same time last year": "YE-2023-12"}),
        ("2016-08", {"the same time last year": "2015-08"}),
        ("2011-12", {"the same time last year": "2010-11"}),
    ],
)
def test_each_kind_of_period_is_set_against_its_like(period, labels):
    assert {label: str(found) for label, found in travel.earlier_periods(periods.parse(period)).items()} == labels


DESCRIBED = pd.DataFrame(
    [
        {"indicator": "robbery", "title": "Robbery", "unit": COUNT, "polarity": "lower"},
        {"indicator": "detections", "title": "Detections", "unit": SHARE, "polarity": "higher"},
    ]
)


def recorded(*rows: tuple) -> pd.DataFrame:
    columns = ["indicator", "period", "period_kind", "value", "numerator", "denominator"]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[3:], "float64"))
    return frame.assign(row=[f"o.csv:{n}" for n in range(2, len(rows) + 2)])


def test_only_what_both_periods_have_is_compared_and_never_across_kinds_of_period():
    series = recorded(
        ("robbery", "2016-17-Q1", "in quarter", 90, NAN, NAN),
        ("robbery", "2015-16-Q4", "in quarter", NAN, NAN, NAN),
        ("robbery", "2015-16-Q4", "year to date", 400, NAN, NAN),
        ("robbery", "2015-16-Q1", "in quarter", 60, NAN, NAN),
        ("detections", "2016-17-Q1", "in quarter", 80, 56, 70),
        ("detections", "2015-16-Q4", "in quarter", 60, 48, 80),
        ("burglary", "2015-16-Q4", "in quarter", 60, NAN, NAN),
    )
    table = travel.directions(series, DESCRIBED, period=periods.parse("2016-17-Q1"), period_kind="in quarter")

    found = table[["title", "against", "earlier_period", "earlier", "direction", "earlier_row"]].to_numpy().tolist()
    assert found == [
        ["Detections", "last quarter", "2015-16-Q4", 60, "improving", "o.csv:7"],
        ["Robbery", "the same time last year", "2015-16-Q1", 60, "worsening", "o.csv:5"],
    ]


@pytest.mark.parametrize("rows", [[], [("robbery", "2016-17-Q1", "in quarter", 90, NAN, NAN)]])
def test_where_there_is_nothing_to_compare_the_table_is_empty(rows):
    table = travel.directions(recorded(*rows), DESCRIBED, period=periods.parse("2016-17-Q1"), period_kind="in quarter")

    assert len(table) == 0
    assert table.columns.tolist()[:4] == ["indicator", "title", "against", "earlier_period"]
    assert table.columns.tolist()[-2:] == ["current_row", "earlier_row"]


def test_a_series_with_populations_is_compared_as_rates():
    series = recorded(
        ("robbery", "2016-17-Q1", "in quarter", 1_320, NAN, NAN),
        ("robbery", "2015-16-Q1", "in quarter", 1_000, NAN, NAN),
    ).assign(population=[132_000.0, 100_000.0])
    table = travel.directions(series, DESCRIBED, period=periods.parse("2016-17-Q1"), period_kind="in quarter")

    assert table["direction"].tolist() == ["no real change"]
    assert table["percent"].tolist() == pytest.approx([0.0], abs=1e-9)
