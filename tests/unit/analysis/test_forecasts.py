"""Where a year will end is told with the interval that it will end in."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from strict_arithmetic import STRICT

from helpers.analysis import forecasts

pytestmark = STRICT
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


@pytest.mark.parametrize(
    ("target", "within"),
    # Nothing in half a year: shape ½, probability ½. None to come has √½, one ½ × ½ of that, two ¾ × ½ of one's, three ⅚ × ½
    # of two's.
    [(0, 0.7071067811865476), (1, 0.8838834764831844), (2, 0.9501747372194232), (3, 0.9777960958595228)],
)
def test_chances_of_few_events_are_worked_by_hand(target, within):
    assert chance(0, 0.5, target) == pytest.approx(within, rel=1e-9)
    assert chance(0, 0.5, target + 1, "higher") == pytest.approx(1 - within, rel=1e-9)


def test_nothing_by_half_time_may_yet_be_three():
    # The sum to two falls short of 0.975 and to three passes it.
    row = year_end(0, 0.5)

    assert (row["forecast"], row["lower"], row["upper"]) == (0, 0, 3)
    assert row["method"] == "to date ÷ share of the year's events by now; 95% prediction interval, negative binomial"


@pytest.mark.parametrize(("count", "elapsed"), [(0, 0.25), (6, 0.5), (37, 0.75), (400, 0.2)])
def test_forecasts_are_what_simulated_years_come_to(count, elapsed):
    # A year's mean is drawn from what is believed after the count, a gamma distribution; the rest of the year is Poisson.
    draw = np.random.default_rng(20_260)
    means = draw.gamma(count + 0.5, 1 / elapsed, 400_000)
    ends = np.sort(count + draw.poisson(means * (1 - elapsed)))

    for confidence in (0.5, 0.8, 0.95):
        row = year_end(count, elapsed, confidence=confidence)
        share_below, share_up_to = (np.mean(ends < row["lower"]), np.mean(ends <= row["upper"]))
        tail = (1 - confidence) / 2
        assert share_below <= tail + 0.002
        assert np.mean(ends <= row["lower"]) >= tail - 0.002
        assert share_up_to >= 1 - tail - 0.002
        assert np.mean(ends < row["upper"]) <= 1 - tail + 0.002
    for target in np.quantile(ends, [0.05, 0.3, 0.5, 0.9]):
        assert chance(count, elapsed, target) == pytest.approx(np.mean(ends <= target), abs=0.004)
        assert chance(count, elapsed, target, "higher") == pytest.approx(np.mean(ends >= target), abs=0.004)


def test_dispersed_counts_are_taken_as_so_many_times_independent_ones():
    # 400 counts four times as spread are four times 100 counts.
    plain, dispersed = year_end(100, 0.5), year_end(400, 0.5, dispersion=4.0)

    assert dispersed[["forecast", "lower", "upper"]].tolist() == (4 * plain[["forecast", "lower", "upper"]]).tolist()
    assert chance(400, 0.5, 840, dispersion=4.0) == chance(100, 0.5, 210)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 2_000), st.floats(0.05, 0.95), st.sampled_from([0.5, 0.8, 0.95, 0.998]))
def test_an_interval_begins_at_the_count_holds_the_middle_and_widens(count, elapsed, confidence):
    row, wide = (year_end(count, elapsed, confidence=level) for level in (confidence, 1 - (1 - confidence) / 2))

    assert count <= wide["lower"] <= row["lower"] <= row["upper"] <= wide["upper"]
    assert row["forecast"] == pytest.approx(count / elapsed)
    # The median lies in every interval.
    assert chance(count, elapsed, row["upper"]) >= 0.5
    assert chance(count, elapsed, row["lower"], "higher") >= 0.5


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 500), st.floats(0.05, 0.95), st.integers(0, 2_000), st.floats(1, 10))
def test_an_easier_target_is_likelier_met(count, elapsed, target, dispersion):
    lower, higher = (
        [chance(count, elapsed, target + more, polarity, dispersion=dispersion) for more in (0, 1, 10)]
        for polarity in ("lower", "higher")
    )
    # Below the smallest probability that a computer holds fully, chance is left with a few bits.
    assert all(easier >= harder - 1e-300 for harder, easier in pairwise(lower))
    assert all(easier >= harder - 1e-300 for easier, harder in pairwise(higher))


@pytest.mark.parametrize("over", [1.0, 0.9999999999999999, 1.0000000000000002, 1 - 1e-12])
def test_shares_that_add_up_to_a_whole_year_but_for_a_bit_are_one(over):
    row = year_end(500.0, over)

    assert row.tolist() == [500, 500, 500, "the year is over"]
    assert chance(500, over, 500) == 1
    assert chance(501, over, 500) == 0


@pytest.mark.parametrize("begun", [0.0, 1e-300, -1e-17])
def test_before_anything_has_passed_there_is_no_forecast(begun):
    row = year_end(3.0, begun)

    assert row[["forecast", "lower", "upper"]].isna().all()
    assert row["method"] == "nothing of the year has passed"
    assert np.isnan(chance(3, begun, 10))


@pytest.mark.parametrize(
    ("count", "elapsed", "words"),
    [
        (NAN, 0.5, "no forecast: no count to date"),
        (NAN, 1.0, "no forecast: no count to date"),
        (10.0, NAN, "no forecast: how much of the year has passed is not known"),
    ],
)
def test_what_is_missing_is_said(count, elapsed, words):
    row = year_end(count, elapsed)

    assert row[["forecast", "lower", "upper"]].isna().all()
    assert row["method"] == words
    assert np.isnan(chance(count, elapsed, 10))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"confidence": 95}, "between 0 and 1"),
        ({"confidence": 0}, "between 0 and 1"),
        ({"dispersion": NAN}, "1 or above"),
        ({"dispersion": float("inf")}, "finite"),
    ],
)
def test_settings_out_of_range_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        year_end(10, 0.5, **settings)


def test_counts_and_shares_in_another_order_are_refused_not_matched_by_place():
    counts, shares = pd.Series([10, 20], index=["a", "b"]), pd.Series([0.1, 0.9], index=["b", "a"])

    with pytest.raises(ValueError, match="one index"):
        forecasts.year_end(counts, shares)
    with pytest.raises(ValueError, match="one index"):
        forecasts.chance_of_meeting(
            counts, shares.sort_index(), shares, polarity=pd.Series("lower", index=counts.index)
        )


@pytest.mark.parametrize(
    "counts",
    [
        pd.Series([500, pd.NA], dtype="Int64"),
        pd.Series([500.0, NAN], index=["b", "a"]),
        pd.Series([500.0, NAN], index=[3, 3]),
    ],
)
def test_every_kind_of_count_and_of_index_gives_the_same_forecast(counts):
    before, shares = counts.copy(), pd.Series(0.5, index=counts.index)
    table = forecasts.year_end(counts, shares)
    found = forecasts.chance_of_meeting(counts, shares, 2 * counts, polarity=pd.Series("lower", index=counts.index))

    assert table.index.equals(counts.index)
    assert found.index.equals(counts.index)
    assert table.iloc[0, :3].tolist() == [1000, 940, 1064]
    assert table["forecast"].isna().tolist() == found.isna().tolist() == [False, True]
    pd.testing.assert_series_equal(counts, before)


def test_a_missing_count_is_no_nought_in_the_dispersion():
    history = pd.DataFrame(
        {"year": ["a"] * 4 + ["b"] * 4 + ["c"] * 4, "part": [1, 2, 3, 4] * 3, "value": [10, 20, 30, 40] * 3}
    )
    gappy = history.assign(value=history["value"].where(history.index != 6))

    # Year b, of which a quarter is missing, is left out; the two others are in proportion.
    assert forecasts.spread(gappy) == forecasts.spread(history) == 1.0


def test_the_dispersion_of_simulated_counts_is_found():
    # Negative binomial counts with the mean 100 and the variance 300: three times that of independent events.
    draw = np.random.default_rng(7)
    history = pd.DataFrame([(year, part) for year in range(300) for part in range(1, 5)], columns=["year", "part"])
    independent = history.assign(value=draw.poisson(100, len(history)))
    spread = history.assign(value=draw.negative_binomial(50, 1 / 3, len(history)))

    assert forecasts.spread(independent) == pytest.approx(1.0, abs=0.1)
    assert forecasts.spread(spread) == pytest.approx(3.0, rel=0.1)


@pytest.mark.parametrize(
    "rows", [[], [("a", 1, 5)], [("a", 1, 5), ("b", 1, 9)], [("a", 1, 0), ("a", 2, 0), ("b", 1, 0), ("b", 2, 0)]]
)
def test_too_little_history_has_no_dispersion(rows):
    assert forecasts.spread(pd.DataFrame(rows, columns=["year", "part", "value"])) == 1.0


def test_no_measures_have_no_forecasts():
    empty = pd.Series(dtype="float64")

    assert forecasts.year_end(empty, empty).columns.tolist() == ["forecast", "lower", "upper", "method"]
    assert len(forecasts.chance_of_meeting(empty, empty, empty, polarity=pd.Series(dtype="str"))) == 0
