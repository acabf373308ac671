"""Shares carry Wilson's interval, rates and ratios Byar's or the exact one; limits are these intervals turned round."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from scipy import stats
from statsmodels.stats.rates import confint_poisson
from strict_arithmetic import STRICT

from helpers.analysis import statistics
from helpers.analysis.statistics import proportion

# What numpy and pandas warn of counts as a fault.
pytestmark = STRICT

NAN, INF = float("nan"), float("inf")
MANY = settings(max_examples=80, deadline=None, database=None, derandomize=True)
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 0.9999])


def one(numerator: float, denominator: float, **settings) -> pd.Series:
    return proportion(pd.Series([numerator]), pd.Series([denominator]), **settings).iloc[0]


# Worked by hand from Wilson's formula with z = 1.959964 (z² = 3.841459).
@pytest.mark.parametrize(
    ("numerator", "denominator", "share", "lower", "upper"),
    [
        (12, 715, 0.016783, 0.009626, 0.029105),  # Operation Spotlight
        (0, 10, 0.0, 0.0, 0.277533),  # z² / (10 + z²) = 3.841459 / 13.841459
        (10, 10, 1.0, 0.722467, 1.0),  # 10 / (10 + z²)
        (5, 10, 0.5, 0.236593, 0.763407),
        (1, 1, 1.0, 0.206549, 1.0),  # 1 / (1 + z²)
    ],
)
def test_a_share_lies_in_its_wilson_interval(numerator, denominator, share, lower, upper):
    found = one(numerator, denominator)

    assert found[["proportion", "lower", "upper"]].tolist() == pytest.approx([share, lower, upper], abs=1e-6)
    assert found["method"] == "proportion with Wilson 95% interval"


@pytest.mark.parametrize(
    ("confidence", "z", "method"),
    [
        (0.90, 1.644854, "proportion with Wilson 90% interval"),
        (0.95, 1.959964, "proportion with Wilson 95% interval"),
        (0.998, 3.090232, "proportion with Wilson 99.8% interval"),
    ],
)
def test_the_level_of_the_interval_may_be_chosen_and_is_named(confidence, z, method):
    found = one(0, 20, confidence=confidence)

    assert found["upper"] == pytest.approx(z**2 / (20 + z**2), abs=1e-6)
    assert found["method"] == method


@given(st.integers(1, 100_000), st.data())
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
def test_the_interval_solves_wilsons_equation(denominator, data):
    numerator = data.draw(st.integers(0, denominator))
    found = one(numerator, denominator)
    share = numerator / denominator

    for bound in (found["lower"], found["upper"]):
        width = 1.959963984540054 * math.sqrt(max(bound * (1 - bound), 0) / denominator)
        assert abs(share - bound) == pytest.approx(width, abs=1e-7)
    assert found["lower"] <= share + 1e-12
    assert share - 1e-12 <= found["upper"]


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (NAN, 10), (3, NAN), (NAN, NAN)])
def test_a_share_of_nothing_or_of_the_unknown_is_unknown(numerator, denominator):
    assert one(numerator, denominator)[["proportion", "lower", "upper"]].isna().all()


def test_an_unknown_share_does_not_touch_its_neighbours():
    table = proportion(pd.Series([0, 5, NAN], index=list("abc")), pd.Series([0, 10, 10], index=list("abc")))

    assert table["proportion"].isna().tolist() == [True, False, True]
    assert table.loc["b", ["lower", "upper"]].tolist() == pytest.approx([0.236593, 0.763407], abs=1e-6)


def test_shares_stand_on_the_callers_index():
    index = pd.Index([7, 3], name="place")

    assert_frame_equal(
        proportion(pd.Series([1, 2], index=index), pd.Series([4, 4], index=index))[["proportion"]],
        pd.DataFrame({"proportion": [0.25, 0.5]}, index=index),
    )


def test_no_counts_give_no_shares():
    none = proportion(pd.Series([], dtype="float64"), pd.Series([], dtype="float64"))

    assert none.shape == (0, 4)
    assert none.columns.tolist() == ["proportion", "lower", "upper", "method"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "refused"), [(10, 10, False), (11, 10, True), (-1, 10, True), (1, 0, True)]
)
def test_a_numerator_lies_between_0_and_its_denominator(numerator, denominator, refused):
    if refused:
        with pytest.raises(ValueError, match="a numerator must lie between 0 and its denominator"):
            one(numerator, denominator)
    else:
        assert one(numerator, denominator)["proportion"] == 1


def test_the_callers_counts_are_not_altered():
    numerator, denominator = pd.Series([12, 0]), pd.Series([715, 0])
    before = numerator.copy(), denominator.copy()

    proportion(numerator, denominator)

    assert_series_equal(numerator, before[0])
    assert_series_equal(denominator, before[1])


# Numerator, denominator, and the bounds as printed in Newcombe, R. G. (1998), "Two-sided confidence intervals for the single
# proportion", Statistics in Medicine 17, 857-872, table I, method 3; then at 95% and at 99.8% to all figures:
# PHEindicatormethods, worked out with its Python port PHStatsMethods 0.1.16.
NEWCOMBE = [
    ((81, 263), (0.2553, 0.3662), (0.2552885198782742, 0.36620957698280004), (0.22803574024200404, 0.4013894219093707)),
    (
        (15, 148),
        (0.0624, 0.1605),
        (0.06238639953073629, 0.16048724172330806),
        (0.04738368050657195, 0.20364553090199156),
    ),
    ((0, 20), (0.0000, 0.1611), (0.0, 0.16112515805281938), (0.0, 0.3231704146240597)),
    (
        (1, 29),
        (0.0061, 0.1718),
        (0.006113214292762663, 0.17175521879320285),
        (0.003016001358716894, 0.29658645803642514),
    ),
]


@pytest.mark.parametrize(("counts", "printed", "at_95", "at_998"), NEWCOMBE)
def test_wilsons_intervals_are_those_in_print(counts, printed, at_95, at_998):
    row, wide = one(*counts), one(*counts, confidence=0.998)

    assert (round(row["lower"], 4), round(row["upper"], 4)) == printed
    assert (row["lower"], row["upper"]) == pytest.approx(at_95, rel=1e-9)
    assert (wide["lower"], wide["upper"]) == pytest.approx(at_998, rel=1e-9)


@pytest.mark.parametrize("size", [1, 20, 29, 10_000, 1_000_000, 10**9])
def test_none_and_all_are_bounds_to_the_last_bit(size):
    assert one(0, size)["lower"] == 0.0
    assert one(size, size)["upper"] == 1.0


def rates(events, population=1.0, **settings) -> pd.DataFrame:
    counts = pd.Series(events, dtype="float64")
    sizes = pd.Series(population, index=counts.index, dtype="float64")
    return statistics.rate(counts, sizes, **{"per": 1, **settings})


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    # R, poisson.test(count)$conf.int.
    [
        (0, 0.0, 3.688879),
        (1, 0.02531781, 5.571643),
        (5, 1.623486, 11.66833),
        (9, 4.115373, 17.08480),
    ],
)  # fmt: skip
def test_below_ten_events_the_interval_is_the_exact_one(count, lower, upper):
    row = rates([count]).iloc[0]

    assert (row["lower"], row["upper"]) == pytest.approx((lower, upper), rel=5e-7)
    chi_squared = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert (row["lower"], row["upper"]) == pytest.approx(chi_squared, rel=1e-9)
    theirs = confint_poisson(count, 1, method="exact-c")
    assert (row["lower"], row["upper"]) == pytest.approx((theirs[0] if count else 0.0, theirs[1]), rel=1e-9)
    assert row["method"] == "rate per 1 with exact Poisson 95% interval"


@pytest.mark.parametrize(
    ("count", "lower", "upper", "near"),
    # R, poisson.test(10) and poisson.test(137, 24.19893) of its help page: 4.753125 and 6.692709 for each of 24.19893.
    [(10, 4.795389, 18.39036, 2e-3), (137, 4.753125 * 24.19893, 6.692709 * 24.19893, 2e-4)],
)
def test_from_ten_events_on_byars_interval_is_next_to_the_exact_one(count, lower, upper, near):
    row = rates([count]).iloc[0]

    assert (row["lower"], row["upper"]) == pytest.approx((lower, upper), rel=near)
    assert row["method"] == "rate per 1 with Byar's 95% interval"


def test_byars_interval_is_worked_by_hand():
    # 100 events, z = 1.959964: 100 (1 − 1/900 − 1.959964/30)³ and 101 (1 − 1/909 + 1.959964/(3 √101))³.
    row = rates([100], 1_000, per=1_000).iloc[0]

    assert row["lower"] == pytest.approx(100 * (1 - 1 / 900 - 1.959963984540054 / 30) ** 3, rel=1e-12)
    assert row["upper"] == pytest.approx(101 * (1 - 1 / 909 + 1.959963984540054 / (3 * math.sqrt(101))) ** 3, rel=1e-12)
    assert (round(row["lower"], 2), round(row["upper"], 2)) == (81.36, 121.63)


@MANY
@given(st.integers(0, 5_000), st.floats(1, 1e7), LEVELS)
def test_an_interval_holds_its_rate_and_widens_with_the_confidence(count, people, confidence):
    narrow, wide = (
        rates([count], people, confidence=level).iloc[0] for level in (confidence, 1 - (1 - confidence) / 2)
    )

    assert 0 <= wide["lower"] <= narrow["lower"] <= narrow["rate"] < narrow["upper"] < wide["upper"]
    assert (narrow["lower"] == 0) == (count == 0)


@MANY
@given(st.integers(0, 5_000), st.integers(0, 5_000), LEVELS)
def test_a_shares_interval_holds_it_and_widens_and_the_rest_of_the_whole_mirrors_it(count, rest, confidence):
    size = max(count + rest, 1)
    share, wide = (one(count, size, confidence=level) for level in (confidence, 1 - (1 - confidence) / 2))
    other = one(size - count, size, confidence=confidence)

    assert 0 <= wide["lower"] <= share["lower"] <= share["proportion"] <= share["upper"] <= wide["upper"] <= 1
    assert (other["lower"], other["upper"]) == pytest.approx((1 - share["upper"], 1 - share["lower"]), abs=1e-12)


@MANY
@given(st.integers(0, 5_000), st.floats(1, 1e6), st.sampled_from([0.001, 10, 1_000, 100_000]), LEVELS)
def test_a_rate_is_the_same_in_other_units(count, people, per, confidence):
    plain, scaled = (rates([count], people, per=each, confidence=confidence) for each in (1, per))
    smaller = rates([count], people / 8, confidence=confidence)

    for name in ("rate", "lower", "upper"):
        assert scaled[name].tolist() == pytest.approx((per * plain[name]).tolist(), rel=1e-12)
        assert smaller[name].tolist() == pytest.approx((8 * plain[name]).tolist(), rel=1e-12)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_an_area_lies_outside_rate_limits_just_when_its_interval_leaves_out_the_average(confidence):
    # Every count up to 60 against 400 expected counts, with no exception made about ten.
    counts = np.arange(61)
    interval = rates(counts, confidence=confidence)
    for expected in np.linspace(0.01, 80, 400):
        limits = statistics.funnel_limits(pd.Series([1.0]), expected, kind="rate", confidence=confidence).iloc[0]
        outside = (counts < limits["lower"]) | (counts > limits["upper"])
        leaves_out = (interval["lower"] > expected) | (interval["upper"] < expected)
        assert outside.tolist() == leaves_out.tolist(), expected


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
@pytest.mark.parametrize("size", [7, 40])
def test_an_area_lies_outside_proportion_limits_just_when_its_interval_leaves_out_the_average(size, confidence):
    counts = pd.Series(range(size + 1))
    sizes = pd.Series(size, index=counts.index)
    interval = proportion(counts, sizes, confidence=confidence)
    for average in np.linspace(0.003, 0.997, 300):
        limits = statistics.funnel_limits(sizes, average, kind="proportion", confidence=confidence)
        outside = (counts / size < limits["lower"]) | (counts / size > limits["upper"])
        leaves_out = (interval["lower"] > average) | (interval["upper"] < average)
        assert outside.tolist() == leaves_out.tolist(), average


@MANY
@given(st.floats(1e-3, 1e5), LEVELS)
def test_the_count_on_a_rate_limit_has_the_average_as_its_bound(expected, confidence):
    limits = statistics.funnel_limits(pd.Series([1.0]), expected, kind="rate", confidence=confidence).iloc[0]
    lower, upper = statistics.poisson_interval(limits[["upper", "lower"]].to_numpy(), statistics.z_of(confidence))

    # Byar's bounds and the exact ones do not quite meet at ten: expected counts between them have ten itself as limit.
    if limits["upper"] != 10:
        assert lower[0] == pytest.approx(expected, rel=1e-9)
    if limits["lower"] not in (0, 10):
        assert upper[1] == pytest.approx(expected, rel=1e-9)


@MANY
@given(
    st.floats(0.5, 1e6),
    st.floats(0.001, 1),
    st.sampled_from(["rate", "proportion"]),
    st.sampled_from([100, 1_000]),
    LEVELS,
)
def test_limits_hold_the_average_widen_with_the_confidence_and_scale(size, average, kind, per, confidence):
    def limits(**settings) -> np.ndarray:
        table = statistics.funnel_limits(pd.Series([size]), kind=kind, **settings)
        return table.to_numpy()[0]

    narrow, scaled = (limits(average=each * average, per=each, confidence=confidence) for each in (1, per))
    wide = limits(average=average, per=1, confidence=1 - (1 - confidence) / 2)

    assert wide[0] <= narrow[0] <= average <= narrow[1] <= wide[1]
    assert (scaled / per).tolist() == pytest.approx(narrow.tolist(), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("kind", "average", "limit"), [("rate", 0, 0), ("proportion", 0, 0), ("proportion", 1, 1)])
def test_where_none_or_all_is_the_average_there_is_no_room_about_it(kind, average, limit):
    table = statistics.funnel_limits(pd.Series([1, 50, 0, NAN]), average, kind=kind)

    assert table.iloc[:2].to_numpy().tolist() == [[limit, limit]] * 2
    assert table.iloc[2:].isna().all(axis=None)


# Two areas in three strata against a reference: PHEindicatormethods' phe_isr, worked out with PHStatsMethods 0.1.16.
STRATA = pd.DataFrame(
    {"area": list("aaabbb"), "stratum": list("xyz") * 2, "population": [4_000, 3_000, 1_500, 900, 1_200, 700]}
)
REFERENCE = pd.DataFrame({"stratum": list("xyz"), "events": [900, 400, 120], "population": [120_000, 110_000, 60_000]})


def test_standardised_ratios_are_those_of_the_public_health_methods():
    expected = statistics.expected_events(STRATA, REFERENCE)
    assert expected.tolist() == pytest.approx([43.90909090909091, 12.513636363636364], rel=1e-12)

    table = statistics.standardised_ratio(pd.Series([46.0, 6.0], index=["a", "b"]), expected)
    assert table["ratio"].tolist() == pytest.approx([1.0476190476190477, 0.4794769342535416], rel=1e-9)
    assert table["lower"].tolist() == pytest.approx([0.7669201659551449, 0.17595958436904732], rel=1e-9)
    assert table["upper"].tolist() == pytest.approx([1.3974092233780837, 1.043619427880171], rel=1e-9)
    assert table["method"].tolist() == [
        "indirectly standardised ratio with Byar's 95% interval",
        "indirectly standardised ratio with exact Poisson 95% interval",
    ]


def test_a_reference_compared_with_itself_has_the_ratio_one():
    strata = REFERENCE.assign(area="all")
    observed = pd.Series([float(REFERENCE["events"].sum())], index=["all"])

    row = statistics.standardised_ratio(observed, statistics.expected_events(strata, REFERENCE)).iloc[0]
    assert row["ratio"] == pytest.approx(1.0, rel=1e-12)
    assert row["lower"] < 1 < row["upper"]


def test_a_ratio_says_why_there_is_none():
    table = statistics.standardised_ratio(pd.Series([5, NAN, -2, 3]), pd.Series([0, 4, 4, NAN]))

    assert table["ratio"].isna().tolist() == [True, True, False, True]
    assert table["method"].tolist() == [
        "no ratio: nothing is expected",
        "no ratio: no count",
        "indirectly standardised ratio; no interval: a net count below zero",
        "no ratio: nothing is expected",
    ]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: one(1, 2, confidence=0), "between 0 and 1"),
        (lambda: one(NAN, 2, confidence=1.5), "between 0 and 1"),
        (lambda: one(INF, INF), "infinite"),
        (lambda: one(-1, 2), "between 0 and its denominator"),
        (lambda: proportion(pd.Series([1, 2]), pd.Series([3])), "one index"),
        (lambda: proportion(pd.Series([1, 2], index=["a", "b"]), pd.Series([3, 4], index=["b", "a"])), "one index"),
        (lambda: statistics.rate(pd.Series([1, 2]), pd.Series([3, 4, 5])), "one index"),
        (lambda: rates([1], per=NAN), "per must be above zero, and finite"),
        (lambda: rates([1], per=INF), "per must be above zero, and finite"),
        (lambda: rates([1], per=-1), "per must be above zero, and finite"),
        (lambda: rates([1], confidence=1), "between 0 and 1"),
        (lambda: statistics.standardised_ratio(pd.Series([1]), pd.Series([-1])), "below zero"),
        (lambda: statistics.funnel_limits(pd.Series([1]), 1, kind="rate", per=0), "per must be above zero"),
        (lambda: statistics.funnel_limits(pd.Series([1]), -0.1, kind="rate"), "not below zero"),
        (lambda: statistics.funnel_limits(pd.Series([1]), INF, kind="rate"), "finite"),
        (lambda: statistics.funnel_limits(pd.Series([1]), 101, kind="proportion", per=100), "above 100"),
        (lambda: statistics.funnel_limits(pd.Series([INF]), 1, kind="rate"), "infinite"),
        (lambda: statistics.expected_events(STRATA, pd.concat([REFERENCE] * 2)), "the reference has a stratum twice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    "counts",
    [
        pd.Series([3, pd.NA, 0], dtype="Int64"),
        pd.Series([3.0, NAN, 0.0]),
        pd.Series([3, None, 0], dtype="object"),
        pd.Series([3.0, NAN, 0.0], index=["c", "a", "b"]),
        pd.Series([3.0, NAN, 0.0], index=[1, 1, 1]),
        pd.Series([3.0, NAN, 0.0], index=pd.period_range("2011-04", periods=3, freq="Q")),
    ],
)
def test_every_kind_of_count_and_of_index_gives_the_same_figures(counts):
    before = counts.copy()
    sizes = pd.Series(30, index=counts.index)

    rate, share = statistics.rate(counts, sizes, per=10), proportion(counts, sizes)
    for table, name in ((rate, "rate"), (share, "proportion")):
        assert table.index.equals(counts.index)
        assert table["upper"].isna().tolist() == [False, True, False]
        assert table["lower"].iloc[2] == 0
        assert table[name].iloc[0] == pytest.approx({"rate": 1.0, "proportion": 0.1}[name])
    assert_series_equal(counts, before)


@pytest.mark.parametrize("count", [1e-300, 0.5, 1e12, 1e15])
def test_counts_far_from_the_usual_give_an_interval_and_no_warning(count):
    row = rates([count]).iloc[0]

    assert row["lower"] < count < row["upper"] < INF


def test_the_frames_of_strata_are_not_altered():
    before = STRATA.copy(), REFERENCE.copy()

    statistics.expected_events(STRATA, REFERENCE)

    assert_frame_equal(STRATA, before[0])
    assert_frame_equal(REFERENCE, before[1])


@pytest.mark.parametrize(("confidence", "words"), [(0.95, "95%"), (0.998, "99.8%"), (0.9, "90%"), (0.9999, "99.99%")])
def test_a_level_is_printed_without_noise(confidence, words):
    assert statistics.level(confidence) == words
    assert stats.norm.cdf(statistics.z_of(confidence)) == pytest.approx((1 + confidence) / 2, rel=1e-12)
