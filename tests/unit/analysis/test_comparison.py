"""Areas are called different only where size, chance and over-dispersion leave no other word."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from strict_arithmetic import STRICT

from helpers.analysis import comparison

pytestmark = STRICT
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


# 300 made-up areas of many sizes, some above the average and some below. Outside which limits PHEindicatormethods'
# assign_funnel_significance puts each, worked out with its Python port PHStatsMethods 0.1.16: H and L beyond the 99.8%
# limits, high and low, h and l beyond the 95% ones.
SIZES = [(n * n * 7_919 + n * 104_729) for n in range(300)]
SHARES_AT = (
    "-----h-L--h-H--------L-L----L-lh-H-L-L--H-L----H-l--h-h-L-l--H---L--H---Lh-h-L--h-H-L-lh-H-L-lH-h-l-"
    "Lh-H-L-lH---L-l--H-L-LH-h-L-l--h---lh-H-L-Lh-H-l-lh-H-l-lH---L-LH-H-L-l--H-L-lh-H-L-Lh-H-L-LH-H-L-L-"
    "---L----H-l--h---L--H-H-L-lH-H-L-l--H-L-lH-H-L--H-H-L-L--H-L--H-h-l-lH-h---l--H-L-LH---L--H---L--h-H"
)
RATES_AT = (
    "--Lh---H---l-lh-h-L-L-l--H-L-lh-h-H-l-L----h-L-lhlh-h-l-L-lh-H-L-Lh-H---l-l--H-H-L-lh-h-H-L-L--h-H-L"
    "------H-L-Lh---H-l-Lh-H---L-l-l----L-L-lH-H---L----h-L-L------L-L-lh---L-l-lh-H-L-l--H-H-L-L-lH-H-l-"
    "L--h-H---lhlh-H-L-lh---H-L-l--h-H-l-l-l--h-l--h-h---L-l--h-H---lhlH-H-L-L-lh-h---Lh---H-L--------l-l"
)


def made_up(smallest: int, sizes: int, levels: range, per: int) -> pd.DataFrame:
    people = [smallest + size % sizes for size in SIZES]
    level = [levels[7_907 * n % len(levels)] for n in range(300)]
    return areas(*[(size * each // per, size) for size, each in zip(people, level, strict=True)])


@pytest.mark.parametrize(
    ("kind", "frame", "labels"),
    [
        ("proportion", made_up(20, 6_000, range(17, 24), 100), SHARES_AT),
        ("rate", made_up(100, 9_000, range(2, 11), 1_000), RATES_AT),
    ],
)
def test_hundreds_of_areas_lie_where_the_public_health_methods_put_them(kind, frame, labels):
    table = comparison.funnel(frame, kind=kind, per=100, polarity="neither", adjust=False).areas

    letters = {("higher", "99.8%"): "H", ("higher", "95%"): "h", ("lower", "99.8%"): "L", ("lower", "95%"): "l"}
    found = [letters.get(pair, "-") for pair in zip(table["direction"], table["level"], strict=True)]
    assert "".join(found) == labels
    assert set(labels) == set("HhLl-")
    assert kind == "proportion" or (frame["numerator"] < 10).sum() == 64


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(400, 50_000)), min_size=2, max_size=15),
    st.sampled_from(["rate", "proportion"]),
)
def test_an_area_is_flagged_just_when_its_own_interval_leaves_out_the_average(counts, kind):
    frame = areas(*counts)
    found = comparison.funnel(frame, kind=kind, per=1_000, polarity="higher", adjust=False)
    alone = comparison.against_average(frame, kind=kind, per=1_000, polarity="higher", average=found.average)

    assert found.areas["verdict"].tolist() == alone["verdict"].tolist()
    assert found.areas["value"].tolist() == pytest.approx(alone["value"].tolist(), rel=1e-12)


@pytest.mark.parametrize(("apart", "dispersion"), [(12, 1.0), (14, None)])
def test_limits_are_widened_only_where_areas_differ_by_more_than_chance(apart, dispersion):
    # Five areas above 100 and five below: squares of 2 (√112 − 10) and 2 (√88 − 10) are 1.3596 and 1.5335, in all 14.47;
    # of 2 (√114 − 10) and 2 (√86 − 10) 1.8337 and 2.1105, in all 19.72. χ² of nine has 16.92 as its 95th percentile.
    counts = [(100 + apart, 10_000), (100 - apart, 10_000)] * 5
    found = comparison.funnel(areas(*counts), **RATE)

    expected = dispersion or (5 * 1.8337400 + 5 * 2.1105202) / 10
    assert found.dispersion == pytest.approx(expected, rel=1e-6)
    widened = ["widened for over-dispersion" in words for words in found.areas["method"]]
    assert widened == [dispersion is None] * 10


def test_the_dispersion_of_shares_is_taken_on_the_arcsine_scale():
    # 40% and 60% of 400 about 50%: z = 2 × 20 (asin √0.6 − asin √0.5) = 40 × 0.1006790 = 4.0272; its square is 16.218.
    found = comparison.funnel(areas(*[(160, 400), (240, 400)] * 10), kind="proportion", per=100, polarity="neither")

    phi = (40 * 0.1006789605) ** 2
    assert found.dispersion == pytest.approx(phi, rel=1e-6)
    # Limits of areas φ times smaller: 50 ± 100 × 1.959964 √(0.25 φ / 400).
    assert found.areas["upper_95"].iloc[0] == pytest.approx(50 + 195.9964 * np.sqrt(0.25 * phi / 400), rel=1e-5)
    assert set(found.areas["level"]) == {""}
    assert found.areas["z"].abs().tolist() == pytest.approx([1.0] * 20)


def test_the_outermost_tenth_of_areas_do_not_make_the_dispersion():
    # Of eleven areas the 10th and 90th percentiles are the second from either end: the ends are brought in to those.
    counts = [60, 70, 80, 85, 95, 100, 110, 120, 125, 140, 900]
    found = comparison.funnel(areas(*[(count, 10_000) for count in counts]), **RATE)

    average = sum(counts) / 11
    z = [2 * (np.sqrt(count) - np.sqrt(average)) for count in counts]
    brought_in = [z[1], *z[1:-1], z[-2]]
    assert found.dispersion == pytest.approx(np.mean(np.square(brought_in)), rel=1e-12)
    assert found.heterogeneity_p == pytest.approx(stats.chi2.sf(sum(np.square(z)), 10), rel=1e-9)
    assert found.areas["z"].tolist() == pytest.approx([each / np.sqrt(found.dispersion) for each in z], rel=1e-12)
    assert found.areas["level"].tolist()[-1] == "99.8%"


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize(
    ("counts", "average"),
    [
        ([(5, 100)], 50),
        ([(7, 100)] * 6, 70),
        ([(0, 100), (0, 30)], 0),
        ([(100, 100), (30, 30)], 1_000),
    ],
)
def test_one_area_or_equal_ones_are_similar(kind, counts, average):
    found = comparison.funnel(areas(*counts), kind=kind, per=1_000, polarity="lower")

    assert found.average == pytest.approx(average)
    assert set(found.areas["verdict"]) == {"similar"}
    assert set(found.areas["level"]) == {""}
    assert found.dispersion == 1
    assert np.isnan(found.heterogeneity_p) if len(counts) == 1 else found.heterogeneity_p == pytest.approx(1)


def test_an_area_without_a_level_says_why_in_its_method():
    counts = [(5, 100), (NAN, 10), (3, 0), (3, NAN), (-2, 10)]
    frame = areas(*counts)

    table = comparison.funnel(frame, **RATE).areas
    assert table["method"].tolist() == [
        "funnel limits about the pooled average, Byar's (exact Poisson below 10)",
        *("no level: no count, one below zero, or nothing to set it against",) * 4,
    ]
    assert table["verdict"].tolist() == ["similar", *("cannot tell",) * 4]
    ranked = comparison.ranks(frame, **RATE)
    assert ranked["method"].str.startswith("no level").tolist() == [False, True, True, True, True]
    assert ranked[["lower", "upper"]].isna().all(axis=1).tolist() == [False, True, True, True, True]
    assert comparison.against_average(frame, **RATE, average=50)["verdict"].tolist() == [
        "similar",
        *("cannot tell",) * 4,
    ]


def test_the_curve_holds_the_average_and_narrows_with_size():
    found = comparison.funnel(areas(*ALIKE), **RATE)
    curve = found.curve(50)

    assert (curve["denominator"].iloc[0], curve["denominator"].iloc[-1]) == (2_500, pytest.approx(22_000))
    assert len(curve) == 50
    assert curve["average"].tolist() == [found.average] * 50
    for name in ("95", "998"):
        assert (curve[f"lower_{name}"] < found.average).all()
        assert (curve[f"upper_{name}"] > found.average).all()
        assert (curve[f"upper_{name}"].diff().dropna() < 0).all()
        assert (curve[f"lower_{name}"].diff().dropna() > 0).all()
    assert (curve["upper_998"] > curve["upper_95"]).all()


@settings(max_examples=30, deadline=None, database=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(300, 50_000)), min_size=1, max_size=20),
    st.randoms(use_true_random=False),
)
def test_the_order_of_areas_and_the_unit_change_no_verdict(counts, shuffle):
    frame = areas(*counts)
    order = list(range(len(frame)))
    shuffle.shuffle(order)
    found, per_million = (
        comparison.funnel(frame, kind="rate", per=per, polarity="lower") for per in (1_000, 1_000_000)
    )
    shuffled = comparison.funnel(frame.iloc[order], kind="rate", per=1_000, polarity="lower")

    labels = ["level", "direction", "verdict", "method"]
    pd.testing.assert_frame_equal(shuffled.areas[labels], found.areas[labels].iloc[order])
    pd.testing.assert_frame_equal(per_million.areas[labels], found.areas[labels])
    assert shuffled.dispersion == pytest.approx(found.dispersion, rel=1e-9)
    figures = ["value", "lower_95", "upper_95", "lower_998", "upper_998"]
    np.testing.assert_allclose(per_million.areas[figures], 1_000 * found.areas[figures], rtol=1e-9)


@pytest.mark.parametrize("index", [["d", "b", "c", "a"], [2] * 4, pd.MultiIndex.from_product([["x"], [4, 1, 3, 2]])])
@pytest.mark.parametrize("dtype", ["float64", "Int64"])
def test_every_kind_of_count_and_of_index_gives_the_same_figures(index, dtype):
    plain = areas((100, 10_000), (300, 10_000), (NAN, 9_000), (90, 9_000))
    frame = plain.set_axis(index).astype({"numerator": dtype, "denominator": dtype})
    before = frame.copy()

    for found, wanted in (
        (comparison.funnel(frame, **RATE).areas, comparison.funnel(plain, **RATE).areas),
        (comparison.ranks(frame, **RATE), comparison.ranks(plain, **RATE)),
        (
            comparison.against_average(frame, **RATE, average=12.0),
            comparison.against_average(plain, **RATE, average=12.0),
        ),
    ):
        assert found.index.equals(frame.index)
        left, right = (table.drop(columns=["numerator", "denominator"], errors="ignore") for table in (found, wanted))
        pd.testing.assert_frame_equal(left.reset_index(drop=True), right, check_dtype=False)
    values = pd.Series([4.0, 1.0, 3.0, 2.0], index=frame.index)
    assert comparison.quartiles(values, polarity="lower").tolist() == [4, 1, 3, 2]
    pd.testing.assert_frame_equal(frame, before)


def test_areas_without_a_set_are_a_set_of_their_own():
    frame = areas((10, 100), (90, 100), (30, 100)).assign(indicator=["x", None, "x"])

    table = comparison.funnel_by(frame, by=["indicator"], kind="rate", per=100, polarity="lower")
    assert table["average"].tolist() == [20, 90, 20]


@pytest.mark.parametrize("kind", ["mean", "Rate", None])
def test_another_kind_is_refused_everywhere(kind):
    frame = areas(*ALIKE)
    for call in (
        lambda: comparison.funnel(frame, kind=kind, per=1, polarity="lower"),
        lambda: comparison.ranks(frame, kind=kind, per=1, polarity="lower"),
        lambda: comparison.against_average(frame, kind=kind, per=1, polarity="lower", average=0.1),
    ):
        with pytest.raises(ValueError, match="'proportion' or 'rate'"):
            call()


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("lower", ["worse", "better", "similar", "cannot tell"]),
        ("higher", ["better", "worse", "similar", "cannot tell"]),
        ("neither", ["higher", "lower", "similar", "cannot tell"]),
    ],
)
def test_every_direction_has_its_verdict(polarity, words):
    directions = pd.Series(["higher", "lower", "similar", "cannot tell"], index=list("dcba"))

    found = comparison.verdicts(directions, polarity)
    assert found.tolist() == words
    assert found.index.equals(directions.index)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize("times", [3, 7, 11, 13])
def test_areas_of_the_same_level_tie_whatever_their_sizes(kind, times):
    # 1 in 300 and 3 in 900 are equal; 1,000 / 300 and 3 × (1,000 / 900) are not, by a bit.
    for one in range(1, 40):
        table = comparison.ranks(
            areas((one, 4_300), (times * one, times * 4_300)), kind=kind, per=1_000, polarity="lower"
        )
        assert table["rank"].tolist() == [1, 1], one


def test_ranks_and_their_ranges_are_worked_by_hand():
    # Joint intervals at 1 − 0.05 / 4 = 98.75% (z = 2.4977): 56.1 to 63.8, 7.9 to 12.6 and 26.5 to 33.7 per cent, and 9.6 to
    # 37.1 for the 10 of 50, which may be before the second and behind the third; the first is surely last of all.
    frame = areas((600, 1_000), (100, 1_000), (300, 1_000), (10, 50))
    table = comparison.ranks(frame, kind="proportion", per=100, polarity="lower")

    assert table["rank"].tolist() == [4, 1, 3, 2]
    assert list(zip(table["lower"], table["upper"], strict=True)) == [(4, 4), (1, 2), (2, 3), (1, 3)]
    assert table["of"].tolist() == [4] * 4
    best_is_highest = comparison.ranks(frame, kind="proportion", per=100, polarity="neither")
    assert best_is_highest["rank"].tolist() == [1, 4, 2, 3]
    assert list(zip(best_is_highest["lower"], best_is_highest["upper"], strict=True)) == [
        (1, 1),
        (3, 4),
        (2, 3),
        (2, 4),
    ]


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(300, 20_000)), min_size=1, max_size=12),
    st.sampled_from(["rate", "proportion"]),
    st.sampled_from(["lower", "higher"]),
)
def test_a_range_of_places_leaves_out_those_surely_before_and_behind(counts, kind, polarity):
    frame = areas(*counts)
    table = comparison.ranks(frame, kind=kind, per=1, polarity=polarity)
    joint = 1 - 0.05 / len(frame)
    call = comparison.statistics.rate if kind == "rate" else comparison.statistics.proportion
    more = {"per": 1} if kind == "rate" else {}
    bounds = call(frame["numerator"], frame["denominator"], confidence=joint, **more)[["lower", "upper"]].to_numpy()
    if polarity == "higher":
        bounds = -bounds[:, ::-1]

    before = [sum(other[1] < own[0] for other in bounds) for own in bounds]
    behind = [sum(other[0] > own[1] for other in bounds) for own in bounds]
    assert table["lower"].tolist() == [1 + count for count in before]
    assert table["upper"].tolist() == [len(frame) - count for count in behind]
    assert ((table["lower"] <= table["rank"]) & (table["rank"] <= table["upper"])).all()


@pytest.mark.parametrize("size", [4, 5, 6, 7, 8, 98])
def test_quarters_differ_in_size_by_one_at_most(size):
    values = pd.Series(np.random.default_rng(size).permutation(size) * 1.5, index=range(size, 0, -1))
    found = comparison.quartiles(values, polarity="lower")

    sizes = found.value_counts()
    assert sorted(sizes.index) == [1, 2, 3, 4]
    assert sizes.max() - sizes.min() <= 1
    assert found[values == 0].tolist() == [1]
    assert found[values == values.max()].tolist() == [4]
    assert (found[values.sort_values().index].diff().dropna() >= 0).all()


def test_equal_areas_lie_in_one_quarter():
    values = pd.Series([1.0, 2.0, 2.0, 2.0, 5.0, 6.0, 7.0, 8.0])

    assert comparison.quartiles(values, polarity="lower").tolist() == [1, 1, 1, 1, 3, 3, 4, 4]
    assert comparison.quartiles(values, polarity="neither").tolist() == [4, 3, 3, 3, 2, 2, 1, 1]


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.lists(st.one_of(st.just(NAN), st.floats(0, 1)), max_size=30), st.sampled_from([0.01, 0.05, 0.2]))
def test_flags_that_stand_are_benjamini_and_hochbergs(p_values, rate):
    series = pd.Series(p_values, index=range(len(p_values), 0, -1), dtype="float64")
    found = comparison.surely_flagged(series, rate=rate)

    known = sorted(series.dropna())
    passed = [p for place, p in enumerate(known, 1) if p * len(known) / place <= rate]
    limit = max(passed, default=-1.0)
    assert found.tolist() == (series <= limit).tolist()
    assert found.index.equals(series.index)


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_what_is_no_probability_is_refused(wrong):
    with pytest.raises(ValueError, match="between 0 and 1"):
        comparison.surely_flagged(pd.Series([0.5, wrong]))


@pytest.mark.parametrize(("comparisons", "confidence", "flags"), [(98, 0.95, 4.9), (98, 0.998, 0.196), (0, 0.95, 0.0)])
def test_chance_flags_so_many(comparisons, confidence, flags):
    assert comparison.by_chance(comparisons, confidence) == pytest.approx(flags, rel=1e-9)


def test_no_areas_give_empty_tables():
    none = areas()

    assert comparison.ranks(none, **RATE).columns.tolist() == ["rank", "lower", "upper", "of", "method"]
    assert len(comparison.against_average(none, **RATE, average=NAN)) == 0
    assert len(comparison.quartiles(pd.Series(dtype="float64"), polarity="lower")) == 0
    assert len(comparison.funnel_by(none.assign(indicator=""), by=["indicator"], **RATE)) == 0
