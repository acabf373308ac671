"""Areas are called different only where size, chance and over-dispersion leave no other word."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import comparison

pytestmark = pytest.mark.filterwarnings("error")
NAN = float("nan")
RATE = {"kind": "rate", "per": 1_000, "polarity": "lower"}


def areas(*counts: tuple[float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=["numerator", "denominator"], dtype="float64")
    names = [chr(97 + n % 26) * (1 + n // 26) for n in range(len(frame))]
    return frame.assign(area=names, area_name=[name.upper() for name in names])


ALIKE = [(100, 10_000), (104, 10_000), (95, 10_000), (203, 20_000), (49, 5_000)]


def test_alike_areas_are_similar_and_the_limits_are_not_widened():
    found = comparison.funnel(areas(*ALIKE), **RATE)

    assert set(found.areas["verdict"]) == {"similar"}
    assert found.dispersion == 1.0
    assert found.average == pytest.approx(1_000 * 551 / 55_000)
    assert found.heterogeneity_p > 0.9


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [("lower", "worse", "better"), ("higher", "better", "worse"), ("neither", "higher", "lower")],
)
def test_an_area_beyond_the_limits_is_called_by_the_polarity(polarity, high, low):
    counts = [*ALIKE * 6, (160, 10_000), (50, 10_000)]
    table = comparison.funnel(areas(*counts), kind="rate", per=1_000, polarity=polarity, adjust=False).areas

    assert table["verdict"].iloc[-2:].tolist() == [high, low]
    assert table["level"].iloc[-2:].tolist() == ["99.8%", "99.8%"]
    assert table["direction"].iloc[-2:].tolist() == ["higher", "lower"]


def test_areas_that_differ_by_more_than_chance_widen_the_limits():
    counts = [(80, 10_000), (120, 10_000)] * 10
    found = comparison.funnel(areas(*counts), **RATE)

    # On the square-root scale each lies 2 (√100 − √80) = 2.111 below, or 2 (√120 − √100) = 1.909 above; squares 4.457, 3.645.
    assert found.dispersion == pytest.approx((4.457 + 3.645) / 2, abs=2e-3)
    plain = comparison.funnel(areas(*counts), **RATE, adjust=False)
    reach = [table.areas["upper_95"].iloc[0] - table.average for table in (found, plain)]
    assert reach[0] / reach[1] == pytest.approx(np.sqrt(found.dispersion), rel=0.05)
    assert found.heterogeneity_p < 0.001
    assert "widened for over-dispersion" in found.areas["method"].iloc[0]


def test_an_area_without_a_count_or_population_is_told_so_and_left_out():
    found = comparison.funnel(areas(*ALIKE, (NAN, 10_000), (-4, 10_000), (7, 0), (7, NAN)), **RATE)

    assert found.areas["verdict"].iloc[-4:].tolist() == ["cannot tell"] * 4
    assert found.average == pytest.approx(1_000 * 551 / 55_000)


@pytest.mark.parametrize("counts", [[], [(5, 100)], [(5, 0)], [(0, 100), (0, 200)], [(7, 100)] * 4])
def test_degenerate_sets_give_a_stated_result(counts):
    found = comparison.funnel(areas(*counts), **RATE)

    assert not set(found.areas["verdict"]) - {"similar", "cannot tell"}
    assert found.dispersion == 1.0
    assert list(found.curve().columns) == ["denominator", "lower_95", "upper_95", "lower_998", "upper_998", "average"]


@pytest.mark.parametrize(
    ("counts", "words"),
    [([(np.inf, 1)], "infinite"), ([(1, -1)], "below zero"), ([(3, 2)], "between 0 and its denominator")],
)
def test_what_cannot_be_is_refused(counts, words):
    with pytest.raises(ValueError, match=words):
        comparison.funnel(areas(*counts), kind="proportion", per=100, polarity="lower")


def test_many_sets_at_once_are_judged_as_one_by_one():
    draw = np.random.default_rng(4)
    frame = areas(*[(draw.poisson(90 + 20 * (n % 3)), 10_000) for n in range(60)])
    frame = frame.assign(indicator=np.repeat(["x", "y", "z"], 20)).sample(frac=1, random_state=2)
    together = comparison.funnel_by(frame, by=["indicator"], **RATE)

    for _, rows in frame.groupby("indicator"):
        alone = comparison.funnel(rows, **RATE).areas
        pd.testing.assert_frame_equal(together.loc[rows.index, alone.columns], alone)


def test_ranks_hold_the_places_that_an_area_may_truly_have():
    # Rates 10, 11, 30 and 31 for every 1,000: two pairs that nobody can tell apart.
    table = comparison.ranks(areas((100, 10_000), (310, 10_000), (110, 10_000), (300, 10_000)), **RATE)

    assert table["rank"].tolist() == [1, 4, 2, 3]
    assert list(zip(table["lower"], table["upper"], strict=True)) == [(1, 2), (3, 4), (1, 2), (3, 4)]
    best_first = comparison.ranks(areas((100, 10_000), (310, 10_000)), kind="rate", per=1, polarity="higher")
    assert best_first["rank"].tolist() == [2, 1]


def test_equal_areas_share_a_place_and_unknown_ones_have_none():
    table = comparison.ranks(areas((100, 10_000), (100, 10_000), (NAN, 10_000)), **RATE)

    assert table["rank"].tolist()[:2] == [1, 1]
    assert table.loc[2, ["rank", "lower", "upper"]].isna().all()
    assert table["of"].tolist() == [2, 2, 2]


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1_000, 50_000)), min_size=1, max_size=12))
def test_a_rank_lies_within_its_own_range(counts):
    table = comparison.ranks(areas(*counts), **RATE)

    assert (table["lower"] <= table["rank"]).all()
    assert (table["rank"] <= table["upper"]).all()
    assert table["lower"].min() >= 1
    assert table["upper"].max() <= len(counts)


def test_quarters_of_areas_are_counted_from_the_best():
    values = pd.Series([4.0, 1.0, 3.0, 2.0, NAN])

    assert comparison.quartiles(values, polarity="lower").tolist()[:4] == [4, 1, 3, 2]
    assert comparison.quartiles(values, polarity="higher").tolist()[:4] == [1, 4, 2, 3]
    assert comparison.quartiles(values.iloc[:3], polarity="lower").isna().all()


def test_chance_flags_one_in_twenty():
    assert comparison.by_chance(98) == pytest.approx(4.9)
    assert comparison.by_chance(98, 0.998) == pytest.approx(0.196)


def test_of_many_tests_only_those_stand_that_outdo_their_number():
    # Benjamini and Hochberg (1995), section 4.2: of fifteen p values four stand.
    p_values = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1.0,
    ]
    assert comparison.surely_flagged(pd.Series([*p_values, NAN])).sum() == 4


def test_an_interval_against_the_average_gives_the_word():
    table = comparison.against_average(
        areas((100, 10_000), (200, 10_000), (50, 10_000), (NAN, 1)), **RATE, average=10.0
    )
    assert table["verdict"].tolist() == ["similar", "worse", "better", "cannot tell"]
