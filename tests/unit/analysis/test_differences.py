"""Two counts, rates or shares differ where their interval says so, and the interval is the published one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from helpers.analysis import differences

pytestmark = pytest.mark.filterwarnings("error")
test_proportions_2indep.__test__ = False
NAN = float("nan")
COUNTS = st.integers(0, 3_000)


def series(*values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


def ratio(one: float, two: float, sizes=(1_000, 1_000), **settings) -> pd.Series:
    table = differences.rate_ratio(
        series(one), series(sizes[0]), reference_events=series(two), reference_population=series(sizes[1]), **settings
    )
    return table.iloc[0]


def shares(compare, one: tuple, two: tuple, **settings) -> pd.Series:
    table = compare(
        series(one[0]),
        series(one[1]),
        reference_numerator=series(two[0]),
        reference_denominator=series(two[1]),
        **settings,
    )
    return table.iloc[0]


def test_the_difference_of_two_proportions_is_newcombes():
    # Newcombe (1998), Table II, example (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    row = shares(differences.proportion_difference, (56, 70), (48, 80))

    assert (round(row["lower"], 4), round(row["upper"], 4)) == (0.0524, 0.3339)
    theirs = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-9)
    tested = test_proportions_2indep(56, 70, 48, 80, method="score", compare="diff", correction=False)
    assert row["p_value"] == pytest.approx(tested.pvalue, rel=1e-9)


def test_the_ratio_of_two_rates_has_the_score_interval_and_test():
    row = ratio(60, 40, (1_000, 900))

    theirs = confint_poisson_2indep(60, 1_000, 40, 900, method="score", compare="ratio")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-8)  # theirs is found by steps, ours by formula
    assert row["p_value"] == pytest.approx(poisson_test(60, 1_000, 40, 900, method="score").pvalue, rel=1e-9)


def test_few_events_are_tested_exactly():
    row = ratio(5, 2)

    assert "exact" in row["method"]
    assert row["p_value"] == pytest.approx(min(1, 2 * stats.binom.sf(4, 7, 0.5)), rel=1e-9)
    low, high = stats.beta.ppf([0.025, 0.975], [5, 6], [3, 2])
    assert (row["lower"], row["upper"]) == pytest.approx((low / (1 - low), high / (1 - high)), rel=1e-9)


def test_the_difference_of_two_rates_is_recovered_from_their_intervals():
    table = differences.rate_difference(
        series(60), series(1_000), reference_events=series(40), reference_population=series(900), per=1_000
    )
    row = table.iloc[0]
    # Byar: 60 has 45.78 to 77.23 per 1,000; 40 of 900 has 31.75 to 60.52: by hand 15.556 ∓ the roots of the squared distances.
    assert row["difference"] == pytest.approx(15.5556, abs=1e-4)
    assert (row["lower"], row["upper"]) == pytest.approx((-5.9060, 36.9607), abs=1e-4)


def test_the_ratio_of_two_proportions_is_near_the_score_interval():
    row = shares(differences.proportion_ratio, (56, 70), (48, 80))

    score = confint_proportions_2indep(56, 70, 48, 80, method="score", compare="ratio")
    assert (row["lower"], row["upper"]) == pytest.approx(score, rel=0.01)
    assert row["ratio"] == pytest.approx(4 / 3)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(COUNTS, COUNTS, st.floats(0.2, 5), st.sampled_from([0.9, 0.95, 0.998]))
def test_the_test_and_the_interval_never_disagree(one, two, size, confidence):
    row = ratio(one, two, (1_000 * size, 1_000), confidence=confidence)

    if one + two == 0:
        assert row[["ratio", "lower", "upper", "p_value"]].isna().all()
        return
    leaves_out = row["lower"] > 1 or row["upper"] < 1
    if abs(row["p_value"] - (1 - confidence)) > 1e-9:
        assert leaves_out == (row["p_value"] < 1 - confidence)
    assert row["lower"] <= row["ratio"] <= row["upper"]


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.integers(1, 500), st.integers(1, 500))
def test_turning_a_ratio_round_turns_its_interval_round(one, two):
    there, back = ratio(one, two), ratio(two, one)

    assert there["ratio"] == pytest.approx(1 / back["ratio"])
    assert there["lower"] == pytest.approx(1 / back["upper"], rel=1e-6)
    assert there["p_value"] == pytest.approx(back["p_value"], rel=1e-6)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60), st.integers(1, 60))
def test_a_difference_of_shares_lies_in_its_interval_and_turns_round(a, b, m, n):
    one, two = (min(a, m), m), (min(b, n), n)
    there = shares(differences.proportion_difference, one, two)
    back = shares(differences.proportion_difference, two, one)

    assert -1 <= there["lower"] <= there["difference"] + 1e-12
    assert there["difference"] - 1e-12 <= there["upper"] <= 1
    assert there["lower"] == pytest.approx(-back["upper"], abs=1e-12)
    assert 0 <= there["p_value"] <= 1


def test_more_dispersion_widens_and_never_narrows():
    plain, wide = ratio(200, 150), ratio(200, 150, dispersion=3.0)

    assert wide["lower"] < plain["lower"] < plain["upper"] < wide["upper"]
    assert wide["p_value"] > plain["p_value"]
    with pytest.raises(ValueError, match="1 or above"):
        ratio(1, 2, dispersion=0.5)


@pytest.mark.parametrize(
    ("current", "previous", "percent", "verdict", "words"),
    [
        (1077, 1490, -27.718, "fall", "conditional score"),
        (1490, 1077, 38.347, "rise", "conditional score"),
        (103, 100, 3.0, "no real change", "conditional score"),
        (49, 90, NAN, "fall", "percentage not given: fewer than 50"),
        (50, 50, 0.0, "no real change", "conditional score"),
        (0, 0, NAN, "no real change", "percentage not given"),
        (0, 3, NAN, "no real change", "percentage not given"),
        (0, 30, NAN, "fall", "percentage not given"),
        (-3, 5, NAN, "cannot tell", "percentage not given"),
        (NAN, 5, NAN, "cannot tell", "a count is missing"),
    ],
)
def test_a_change_in_a_count_says_whether_it_is_real(current, previous, percent, verdict, words):
    row = differences.percent_change(series(current), series(previous)).iloc[0]

    assert row["percent"] == pytest.approx(percent, abs=5e-4, nan_ok=True)
    assert row["verdict"] == verdict
    assert words in row["method"]
    assert row["change"] == pytest.approx(current - previous, nan_ok=True)


def test_rates_are_compared_where_populations_are_given():
    row = differences.percent_change(
        series(120), series(100), population=series(1_200), previous_population=series(1_000)
    ).iloc[0]

    assert row["percent"] == pytest.approx(0.0, abs=1e-12)
    assert row["change"] == 20
    assert row["verdict"] == "no real change"
    with pytest.raises(ValueError, match="both periods"):
        differences.percent_change(series(1), series(1), population=series(1))


@pytest.mark.parametrize("wrong", [np.inf, -np.inf])
def test_infinite_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="infinite"):
        ratio(wrong, 1)
