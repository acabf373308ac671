"""Where a year will end is told with the interval that it will end in."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from helpers.analysis import forecasts

pytestmark = pytest.mark.filterwarnings("error")
NAN = float("nan")


def year_end(count: float, elapsed: float, **settings) -> pd.Series:
    return forecasts.year_end(pd.Series([count]), pd.Series([elapsed]), **settings).iloc[0]


def chance(count: float, elapsed: float, target: float, polarity: str = "lower", **settings) -> float:
    table = forecasts.chance_of_meeting(
        pd.Series([count]), pd.Series([elapsed]), pd.Series([target]), polarity=pd.Series([polarity]), **settings
    )
    return table.iloc[0]


def test_a_half_year_ends_twice_as_high_give_or_take():
    row = year_end(500.0, 0.5)

    # Events to come: negative binomial with shape 500.5 and probability 0.5.
    assert (row["forecast"], row["lower"], row["upper"]) == (1000, 940, 1064)
    assert row["lower"] == 500 + stats.nbinom.ppf(0.025, 500.5, 0.5)


@pytest.mark.parametrize(
    ("elapsed", "forecast", "words"), [(1.0, 500, "the year is over"), (0.0, NAN, "nothing of the year has passed")]
)
def test_the_ends_of_a_year_need_no_forecast(elapsed, forecast, words):
    row = year_end(500.0, elapsed)

    assert row["forecast"] == pytest.approx(forecast, nan_ok=True)
    assert row["lower"] == pytest.approx(forecast, nan_ok=True)
    assert row["method"] == words


def test_dispersion_widens_a_forecast():
    plain, wide = year_end(500.0, 0.5), year_end(500.0, 0.5, dispersion=4.0)

    assert wide["forecast"] == plain["forecast"]
    assert wide["upper"] - wide["lower"] == pytest.approx(2 * (plain["upper"] - plain["lower"]), rel=0.1)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 2_000), st.floats(0.05, 0.95), st.integers(0, 5_000))
def test_not_exceeding_and_going_beyond_a_target_are_certain_together(count, elapsed, target):
    within, beyond = chance(count, elapsed, target), chance(count, elapsed, target + 1, "higher")

    assert 0 <= within <= 1
    assert within + beyond == pytest.approx(1)


@pytest.mark.parametrize(
    ("count", "elapsed", "target", "polarity", "expected"),
    [
        (100, 1.0, 100, "lower", 1.0),
        (101, 1.0, 100, "lower", 0.0),
        (100, 1.0, 100, "higher", 1.0),
        (150, 0.5, 100, "lower", 0.0),
        (150, 0.5, 100, "higher", 1.0),
        (10, 0.0, 100, "lower", NAN),
        (10, 0.5, NAN, "lower", NAN),
        (NAN, 0.5, 10, "lower", NAN),
        (10, 0.5, 10, "neither", NAN),
    ],
)
def test_chances_at_the_edges(count, elapsed, target, polarity, expected):
    assert chance(count, elapsed, target, polarity) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("count", "elapsed", "words"), [(-1, 0.5, "below zero"), (float("inf"), 0.5, "finite"), (1, 1.2, "between 0 and 1")]
)
def test_what_cannot_be_is_refused(count, elapsed, words):
    with pytest.raises(ValueError, match=words):
        year_end(count, elapsed)
    with pytest.raises(ValueError, match="1 or above"):
        year_end(1, 0.5, dispersion=0.2)


def test_counts_that_vary_as_independent_events_have_no_dispersion():
    # Rows and columns in proportion: nothing left over.
    steady = pd.DataFrame({"year": ["a", "a", "b", "b"], "part": [1, 2, 1, 2], "value": [10, 20, 20, 40]})
    assert forecasts.spread(steady) == 1.0
    # Expected 15 each; (10 − 15)² / 15 four times over one degree of freedom: 6.67.
    uneven = steady.assign(value=[10, 20, 20, 10])
    assert forecasts.spread(uneven) == pytest.approx(100 / 15)
    assert forecasts.spread(steady.iloc[:2]) == 1.0
