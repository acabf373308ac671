"""Control charts signal what the rules say, and nothing else."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strict_arithmetic import STRICT

from helpers.analysis import spc

pytestmark = STRICT
NAN = float("nan")
STEADY = [10.0, 12.0] * 6


def chart(*values: float, **settings) -> pd.DataFrame:
    return spc.xmr(pd.Series(values, dtype="float64"), **settings)


def rules(*values: float) -> list[set[str]]:
    return [set(filter(None, cell.split("; "))) for cell in chart(*values)["special_cause"]]


def by_hand(values: list[float]) -> tuple[float, float, float, list[set[str]]]:
    """Mean, limits and rules, each spelt out as the guidance words it."""
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges <= 3.267 * ranges.mean()].mean()
    mean = float(np.mean(values))
    lower, upper = mean - 2.66 * kept, mean + 2.66 * kept
    found: list[set[str]] = [set() for _ in values]
    for place, value in enumerate(values):
        if value < lower or value > upper:
            found[place].add(spc.BEYOND)
    for start in range(len(values) - 6):
        part = np.array(values[start : start + 7])
        steps = np.diff(part)
        for rule, holds in (
            (spc.SHIFT, (part > mean).all() or (part < mean).all()),
            (spc.TREND, (steps > 0).all() or (steps < 0).all()),
        ):
            for place in range(start, start + 7):
                found[place] |= {rule} if holds else set()
    for start in range(len(values) - 2):
        for sign in (1, -1):
            near = [n for n in range(start, start + 3) if sign * (values[n] - mean) > 2 / 3 * (upper - mean)]
            for place in near if len(near) > 1 else []:
                found[place].add(spc.NEAR)
    return mean, lower, upper, found


def test_limits_lie_2_66_mean_moving_ranges_from_the_mean():
    # Mean 11; every moving range 2; 2.66 × 2 = 5.32.
    table = chart(*STEADY)

    assert table["mean"].tolist() == [11.0] * 12
    assert table["lower"].tolist() == pytest.approx([5.68] * 12)
    assert table["upper"].tolist() == pytest.approx([16.32] * 12)
    assert np.isnan(table["moving_range"].iloc[0])
    assert table["moving_range"].iloc[1:].tolist() == [2.0] * 11
    assert set(table["special_cause"]) == {""}


def test_an_outlying_moving_range_does_not_widen_the_limits():
    # Moving ranges: eleven of 2, then 30 and 30 around the outlier of 40: mean (22 + 58) / 13 = 6.15; 3.267 × that = 20.1.
    table = chart(*STEADY, 40.0, 12.0)

    assert table["upper"].iloc[0] - table["mean"].iloc[0] == pytest.approx(2.66 * 2)
    assert spc.BEYOND in table["special_cause"].iloc[12]


@pytest.mark.parametrize("seed", range(40))
def test_the_rules_are_those_of_the_guidance(seed):
    draw = np.random.default_rng(seed)
    size = int(draw.integers(12, 45))
    values = draw.integers(0, 9, size).astype(float) if seed % 2 else np.cumsum(draw.normal(size=size))
    mean, lower, upper, found = by_hand(values.tolist())

    table = chart(*values)
    assert table[["mean", "lower", "upper"]].iloc[0].tolist() == pytest.approx([mean, lower, upper])
    assert rules(*values) == found


@pytest.mark.parametrize(("length", "flagged"), [(6, 0), (7, 7)])
def test_a_run_needs_seven_points(length, flagged):
    # Highs of 11.2 to 11.4 stay above the mean but rise and fall; before and after them lie equal numbers below and above.
    values = [10.0, 12.0] * 8 + [9.0] + [11.2, 11.4, 11.1, 11.3, 11.2, 11.4, 11.1][:length] + [9.0]
    assert sum(spc.SHIFT in found for found in rules(*values)) == flagged


@pytest.mark.parametrize(("length", "flagged"), [(6, 0), (7, 7)])
def test_a_trend_needs_seven_points(length, flagged):
    rise = [10.0 + 0.3 * step for step in range(length)]
    values = [10.0, 12.0] * 6 + [9.0, *rise, 9.5]
    # The low before belongs to the rise: it is its first point.
    assert sum(spc.TREND in found for found in rules(*values[:12], *values[13:])) == flagged


def test_a_point_on_a_limit_is_within_it():
    # One high point moves its own limits: x lies on the upper one where x − mean = 2.66 × mean moving range (by bisection).
    low, high = 12.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        table = chart(*STEADY * 2, middle)
        low, high = (middle, high) if middle < table["upper"].iloc[0] else (low, middle)
    assert spc.BEYOND not in chart(*STEADY * 2, low)["special_cause"].iloc[-1]
    assert spc.BEYOND in chart(*STEADY * 2, low + 0.01)["special_cause"].iloc[-1]


def test_missing_values_are_passed_over_and_do_not_break_a_run():
    values = [*np.random.default_rng(3).normal(size=20), 3.0, 3.1, 2.9, 3.2, 3.0, 3.1, 2.9]
    gaps = [*values[:5], NAN, *values[5:23], NAN, *values[23:]]

    whole, gappy = chart(*values), chart(*gaps)
    assert gappy["special_cause"][gappy["value"].notna()].tolist() == whole["special_cause"].tolist()
    assert gappy["special_cause"][gappy["value"].isna()].tolist() == ["", ""]
    assert gappy["mean"].iloc[0] == pytest.approx(whole["mean"].iloc[0])


@pytest.mark.parametrize(("points", "enough"), [(11, False), (12, True)])
def test_fewer_than_twelve_points_are_not_judged(points, enough):
    values = [1.0, 2.0] * 5 + [1.0] + [90.0] * (points - 11)
    table = chart(*values[:-1], 80.0)

    assert table["enough"].tolist() == [enough] * points
    assert (table["special_cause"] != "").any() == enough
    assert spc.read(table, polarity="lower").variation == ("worsening" if enough else "too-few")


def test_a_step_change_starts_limits_of_its_own():
    table = spc.xmr(pd.Series([*STEADY, *(value + 100 for value in STEADY)], index=range(2000, 2024)), rebase_at=[2012])

    assert table["segment"].tolist() == [0] * 12 + [1] * 12
    assert table["mean"].tolist() == [11.0] * 12 + [111.0] * 12
    assert np.isnan(table["moving_range"].iloc[12])
    assert set(table["special_cause"]) == {""}


def test_a_period_that_is_not_there_cannot_be_rebased_at():
    with pytest.raises(KeyError, match="2030"):
        chart(*STEADY, rebase_at=[2030])


@pytest.mark.parametrize("values", [[], [5.0], [NAN, NAN], [3.0] * 20])
def test_degenerate_series_signal_nothing(values):
    table = chart(*values)

    assert list(table.columns) == list(spc.COLUMNS)
    assert len(table) == len(values)
    assert not (table["special_cause"].fillna("") != "").any()


def test_an_infinite_value_is_refused():
    with pytest.raises(ValueError, match="infinite"):
        chart(1.0, float("inf"))


def test_many_series_at_once_are_charted_as_one_by_one():
    draw = np.random.default_rng(9)
    frame = pd.DataFrame({"area": np.repeat(list("abc"), [20, 12, 30]), "value": draw.normal(size=62)}).sample(
        frac=1, random_state=1
    )
    together = spc.xmr_by(frame, by=["area"])

    assert together.index.equals(frame.index)
    for area, rows in frame.groupby("area"):
        alone = spc.xmr(rows["value"])
        pd.testing.assert_frame_equal(together.loc[rows.index], alone, check_dtype=False), area


@pytest.mark.parametrize(
    ("target", "polarity", "assurance"),
    [
        (16.33, "lower", "passing"),
        (16.31, "lower", "hit-or-miss"),
        (5.67, "lower", "failing"),
        (5.67, "higher", "passing"),
        (11, "higher", "hit-or-miss"),
        (16.33, "higher", "failing"),
        (11, "neither", "unknown"),
        (None, "lower", "unknown"),
        (NAN, "lower", "unknown"),
    ],
)
def test_a_process_passes_a_target_that_lies_beyond_its_limits(target, polarity, assurance):
    assert spc.read(chart(*STEADY), polarity=polarity, target=target).assurance == assurance


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [("lower", "worsening", "improving"), ("higher", "improving", "worsening"), ("neither",) + ("changing",) * 2],
)
def test_a_signal_is_read_by_the_side_on_which_it_lies(polarity, high, low):
    assert spc.read(chart(*STEADY, 40.0), polarity=polarity).variation == high
    assert spc.read(chart(*STEADY, -40.0), polarity=polarity).variation == low
    assert spc.read(chart(*STEADY), polarity=polarity).variation == "common-cause"


def test_a_trend_through_the_mean_is_read_by_its_direction():
    values = [*STEADY, *STEADY, 8.0, 8.9, 9.8, 10.7, 11.6, 12.5, 13.4]
    table = chart(*values)
    trend = table["special_cause"] == spc.TREND

    assert trend.sum() >= 5
    assert set(spc.meanings(table, polarity="lower")[trend]) == {"deterioration"}
    assert set(spc.meanings(table, polarity="higher")[trend]) == {"improvement"}


# Flow rates of ten batches: NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, whose mean is 50.81 and whose
# moving ranges 2.0, 2.3, 1.4, 3.5, 3.4, 1.4, 0.2, 1.2 and 1.5 have the mean 16.9 / 9 = 1.8778.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def test_the_limits_of_a_handbooks_example_are_its_own():
    table = chart(*FLOW)

    assert table["mean"].iloc[0] == pytest.approx(50.81, rel=1e-9)
    assert table["moving_range"].iloc[1:].tolist() == pytest.approx([2.0, 2.3, 1.4, 3.5, 3.4, 1.4, 0.2, 1.2, 1.5])
    # 50.81 ± 2.66 × 16.9 / 9; the handbook, with 3 / 1.128 for 2.66, prints 55.8041 and 45.8159.
    assert table["upper"].iloc[0] == pytest.approx(50.81 + 2.66 * 16.9 / 9, rel=1e-9)
    assert table["lower"].iloc[0] == pytest.approx(50.81 - 2.66 * 16.9 / 9, rel=1e-9)
    assert (table["upper"].iloc[0], table["lower"].iloc[0]) == pytest.approx((55.8041, 45.8159), abs=1e-3)
    assert not table["enough"].any()


@pytest.mark.parametrize(("beside", "left_out"), [(-1e-6, False), (1e-6, True)])
def test_a_moving_range_is_left_out_only_above_3_267_times_their_mean(beside, left_out):
    # Twenty moving ranges of 1 and one of r, which is 3.267 × (20 + r) / 21 at 65.34 / 17.733 = 3.6847.
    r = 65.34 / 17.733 + beside
    table = chart(*[0.0, 1.0] * 10, 0.0, r)

    typical = 1.0 if left_out else (20 + r) / 21
    assert table["upper"].iloc[0] - table["mean"].iloc[0] == pytest.approx(2.66 * typical, rel=1e-9)
    assert table["moving_range"].iloc[-1] == pytest.approx(r)


def test_left_out_ranges_are_left_out_once():
    # Sixteen of 1, one of 5 and one of 100: the mean 6.72 leaves out 100 only; the second mean, 1.24, would leave out 5 too.
    values = [0.0, 1.0] * 8 + [0.0, 5.0, 105.0]
    assert chart(*values)["upper"].iloc[0] - np.mean(values) == pytest.approx(2.66 * 21 / 17)


NEAR_BASE = [0.0, 2.0] * 12  # moving ranges of 2


@pytest.mark.parametrize(
    ("places", "flagged"),
    [((0, 1), True), ((0, 2), True), ((0, 3), False), ((0,), False), ((0, 1, 2), True)],
)
def test_two_of_three_in_a_row_near_a_limit_are_meant_and_no_others(places, flagged):
    # 6 lies between two thirds of the way and the limit, and 1 next to the mean.
    extra = [6.0 if place in places else 1.0 for place in range(4)]
    table = chart(*NEAR_BASE, *extra)
    reach = table["upper"].iloc[0] - table["mean"].iloc[0]
    assert 2 / 3 * reach < 6.0 - table["mean"].iloc[0] < reach

    found = [spc.NEAR in names for names in rules(*NEAR_BASE, *extra)]
    assert found == [False] * 24 + [flagged and place in places for place in range(4)]


def test_points_near_opposite_limits_are_no_pair():
    table = chart(*NEAR_BASE, 7.0, -5.0, *NEAR_BASE)

    reach = (table["value"] - table["mean"]).abs() / (table["upper"] - table["mean"])
    assert (reach.iloc[24:26] > 2 / 3).all()
    assert not table["special_cause"].str.contains(spc.NEAR).any()


@pytest.mark.parametrize(("beside", "flagged"), [(-1e-6, 0), (0.0, 0), (1e-6, 2)])
def test_a_point_just_at_two_thirds_of_the_way_is_not_near_the_limit(beside, flagged):
    # Mirrored values keep the mean at 0. 40 moving ranges of 2 and those about ±x: x, 2x and x.
    def values(x: float) -> list[float]:
        half = [1.0, -1.0] * 10
        return [*half, x, x, 0.0, -x, -x, *(-value for value in reversed(half))]

    low, high = 2.0, 5.0
    for _ in range(200):
        middle = (low + high) / 2
        table = chart(*values(middle))
        low, high = (middle, high) if middle < 2 / 3 * table["upper"].iloc[0] else (low, middle)
    table = chart(*values(low + beside))
    assert table["mean"].iloc[0] == pytest.approx(0, abs=1e-12)
    assert [spc.NEAR in names for names in table["special_cause"].iloc[20:22]] == [flagged > 0] * 2


@pytest.mark.parametrize(("length", "flagged"), [(6, 0), (7, 7), (8, 8)])
def test_a_run_below_the_mean_counts_as_one_above(length, flagged):
    values = [10.0, 12.0] * 8 + [13.0] + [10.8, 10.6, 10.9, 10.7, 10.8, 10.6, 10.9, 10.8][:length] + [13.0]
    assert sum(spc.SHIFT in found for found in rules(*values)) == flagged


def test_a_point_on_the_mean_ends_a_run():
    # Mean 0 by symmetry: six above, one on the mean, six above, and their mirror images.
    six = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0]
    below = [-value for value in six]
    table = chart(*six, 0.0, *six, *below, 0.0, *below)
    assert table["mean"].iloc[0] == 0
    # The six above end where six below begin; no stretch of one side has seven.
    assert not table["special_cause"].str.contains(spc.SHIFT).any()
    longer = chart(*six, 1.0, *six, *below, -1.0, *below)
    assert longer["special_cause"].str.contains(spc.SHIFT).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_an_equal_value_ends_a_trend(sign):
    steps = [0.0, 0.5, 1.0, 1.5, 1.5, 2.0, 2.5, 3.0]
    values = [10.0, 12.0] * 6 + [9.0 if sign > 0 else 13.0]
    broken = rules(*values, *(11 + sign * (step - 1.5) for step in steps))
    whole = rules(*values, *(11 + sign * (step - 1.5) for step in [0.0, 0.5, 1.0, 1.5, 1.6, 2.0, 2.5, 3.0]))

    assert not any(spc.TREND in found for found in broken)
    assert sum(spc.TREND in found for found in whole) >= 8


def spelt_out(values: list[float], starts: list[int]) -> list[tuple]:
    """Mean, limits and rules of every point, segment by segment, missing values left aside: one plain loop for each rule."""
    out: list[tuple] = [(np.nan, np.nan, np.nan, set())] * len(values)
    edges = sorted({0, *starts, len(values)})
    for first, last in pairwise(edges):
        places = [place for place in range(first, last) if not np.isnan(values[place])]
        points = [values[place] for place in places]
        if not points:
            continue
        ranges = [abs(b - a) for a, b in pairwise(points)]
        mean = sum(points) / len(points)
        typical = sum(ranges) / len(ranges) if ranges else np.nan
        kept = [each for each in ranges if each <= 3.267 * typical * (1 + 1e-12)]
        reach = 2.66 * sum(kept) / len(kept) if kept else np.nan
        found: list[set] = [set() for _ in points]
        slack = 1e-9 * max(abs(mean + reach), abs(mean))
        sides = [0 if abs(value - mean) <= slack else (1 if value > mean else -1) for value in points]
        for at, value in enumerate(points):
            if abs(value - mean) > reach + slack:
                found[at].add(spc.BEYOND)
            for rule, length, state in (
                (spc.SHIFT, 7, sides),
                (spc.TREND, 6, [0, *(int(np.sign(b - a)) for a, b in pairwise(points))]),
            ):
                window = state[at : at + length]
                if len(window) == length and abs(sum(window)) == length:
                    for member in range(at - (rule == spc.TREND), at + length):
                        found[member].add(rule)
        for at in range(len(points) - 2):
            for sign in (1, -1):
                close = [n for n in range(at, at + 3) if sign * (points[n] - mean) > 2 / 3 * reach + slack]
                for member in close if len(close) > 1 else []:
                    found[member].add(spc.NEAR)
        for place in range(first, last):
            out[place] = (mean, mean - reach, mean + reach, set())
        for place, names in zip(places, found, strict=True):
            out[place] = (mean, mean - reach, mean + reach, names if len(points) >= 12 else set())
    return out


def made_up(seed: int) -> tuple[list[float], list[int]]:
    """A series with noise, drift, steps or ties, now and then with missing values, outliers and changes of process."""
    draw = np.random.default_rng(seed)
    size = int(draw.integers(1, 60))
    shape = seed % 4
    values = draw.normal(size=size)
    if shape == 1:
        values = np.cumsum(values)
    if shape == 2:
        values = draw.poisson(2, size).astype(float)
    if shape == 3:
        values = draw.integers(0, 3, size) + np.arange(size) // 9 * 1.0
    values = np.where(draw.random(size) < 0.03, values + 30, values)
    if seed % 3 == 0:
        values = np.where(draw.random(size) < 0.15, NAN, values)
    starts = sorted(set(draw.integers(0, size, int(draw.integers(0, 3))).tolist())) if seed % 5 == 0 else []
    return values.tolist(), starts


def test_charts_of_hundreds_of_series_are_as_the_rules_spell_out():
    seen: set[str] = set()
    for seed in range(400):
        values, starts = made_up(seed)
        table = chart(*values, rebase_at=starts)
        wanted = spelt_out(values, starts)

        figures = [row[:3] for row in wanted]
        np.testing.assert_allclose(
            table[["mean", "lower", "upper"]].to_numpy(), np.array(figures), rtol=1e-9, atol=1e-9
        )
        found = [set(filter(None, cell.split("; "))) for cell in table["special_cause"]]
        assert found == [row[3] for row in wanted], f"seed {seed}"
        seen |= set().union(*found)
    assert seen == set(spc.RULES)


def test_hundreds_of_series_at_once_are_charted_as_one_by_one_whatever_their_order():
    pieces = [pd.DataFrame({"place": seed, "value": made_up(seed)[0]}) for seed in range(200)]
    frame = pd.concat(pieces, ignore_index=True)
    frame = frame.assign(order=np.random.default_rng(1).random(len(frame))).sort_values("order")
    before = frame.copy()

    together = spc.xmr_by(frame, by=["place"])
    assert together.index.equals(frame.index)
    for place, rows in frame.groupby("place"):
        if place % 10 == 0:
            pd.testing.assert_frame_equal(together.loc[rows.index], spc.xmr(rows["value"]), check_dtype=False)
    pd.testing.assert_frame_equal(frame, before)


def test_series_without_a_name_are_one_series_and_touch_no_other():
    frame = pd.DataFrame({"area": ["a", None, "a", None], "value": [1.0, 50.0, 3.0, 54.0]})

    assert spc.xmr_by(frame, by=["area"])["mean"].tolist() == [2.0, 52.0, 2.0, 52.0]


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from([2.0, 1_024.0, 0.125]), st.sampled_from([0, 64.0, -4_096.0]))
def test_a_chart_is_the_same_in_other_units_and_mirrored_where_the_sign_is_turned(seed, scale, shift):
    values = np.round(np.array(made_up(seed)[0]), 3)
    table, scaled, turned = (spc.xmr(pd.Series(each)) for each in (values, scale * values, -values))

    assert scaled["special_cause"].tolist() == table["special_cause"].tolist()
    assert turned["special_cause"].tolist() == table["special_cause"].tolist()
    np.testing.assert_allclose(scaled["upper"], scale * table["upper"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(turned["lower"], -table["upper"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        spc.xmr(pd.Series(values + shift))["upper"], table["upper"] + shift, rtol=1e-9, atol=1e-9
    )
    if table["enough"].any():
        words = {"improvement": "deterioration", "deterioration": "improvement", "": ""}
        better, worse = (spc.meanings(each, polarity="higher").tolist() for each in (table, turned))
        assert worse == [words[word] for word in better]


def test_a_new_process_needs_twelve_points_of_its_own():
    table = spc.xmr(pd.Series([*STEADY, *[30.0, 32.0] * 5, 90.0]), rebase_at=[12])

    assert table["enough"].tolist() == [True] * 12 + [False] * 11
    assert set(table["special_cause"]) == {""}
    assert spc.read(table, polarity="lower") == spc.Reading("too-few", "unknown", "")


def test_runs_and_trends_do_not_cross_a_change_of_process():
    # Five above the mean at the end of one process, and six at the beginning of the next.
    before, after = [*[9.0, 11.0] * 6, 11.0, 12.0, 11.0, 12.0], [31.0, 32.0] * 3 + [29.0, 31.0] * 5
    table = spc.xmr(pd.Series([*before, *after]), rebase_at=[16])

    assert not table["special_cause"].str.contains(spc.SHIFT).any()
    assert np.isnan(table["moving_range"].iloc[16])
    rising = [*STEADY, 10.0, 10.5, 11.0, 11.5]
    table = spc.xmr(pd.Series([*rising, 12.0, 12.5, 13.0, *STEADY]), rebase_at=[len(rising)])
    assert not table["special_cause"].str.contains(spc.TREND).any()


def test_a_process_may_begin_at_a_missing_value():
    values = pd.Series([*STEADY, NAN, *(value + 50 for value in STEADY)])
    table = spc.xmr(values, rebase_at=[12])

    assert table["segment"].tolist() == [0] * 12 + [1] * 13
    assert table["mean"].tolist() == [11.0] * 12 + [61.0] * 13
    assert table["moving_range"].iloc[12:14].isna().all()


RISE, FALL = [8.0, 8.9, 9.8, 10.7, 11.6, 12.5, 13.4], [13.4, 12.5, 11.6, 10.7, 9.8, 8.9, 8.0]


def meaning_of(*values: float, polarity: str = "higher", **settings) -> pd.Series:
    table = chart(*values, **settings)
    return spc.meanings(table, polarity=polarity)[table["special_cause"] == spc.TREND]


def test_a_trend_keeps_its_direction_up_to_a_change_of_process():
    # One process ends on a rise, and the next begins lower down with another.
    found = meaning_of(*STEADY, *RISE, 7.0, 7.8, 8.5, 9.9, 10.2, 11.1, 12.0, *STEADY, rebase_at=[19])

    assert {18, 19} <= set(found.index)
    assert set(found) == {"improvement"}


def test_a_trend_keeps_its_direction_up_to_a_level_stretch():
    found = meaning_of(*[10.0, 12.0] * 20, *RISE[:-1], 13.4, 13.4, *FALL[1:], *[12.0, 10.0] * 20)

    assert set(found.loc[:46]) <= {"improvement"}
    assert set(found.loc[47:]) <= {"deterioration"}
    assert len(set(found)) == 2


def test_a_trend_keeps_its_direction_over_a_gap():
    found = meaning_of(*STEADY, *RISE[:3], NAN, *RISE[3:])

    assert len(found) == 7
    assert set(found) == {"improvement"}


def test_where_neither_way_is_better_a_special_cause_is_a_change():
    assert set(meaning_of(*STEADY, *RISE, polarity="neither")) == {"change"}


def test_the_last_known_point_speaks_for_a_series():
    known, gappy = (spc.read(chart(*STEADY, 40.0, *gap), polarity="lower") for gap in ([], [NAN, NAN]))

    assert known == gappy == spc.Reading("worsening", "unknown", spc.BEYOND)


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        ("lower", 2.0, "passing"),
        ("lower", 1.999, "hit-or-miss"),
        ("lower", -2.0, "hit-or-miss"),
        ("lower", -2.001, "failing"),
        ("higher", -2.0, "passing"),
        ("higher", -1.999, "hit-or-miss"),
        ("higher", 2.0, "hit-or-miss"),
        ("higher", 2.001, "failing"),
    ],
)
def test_a_target_on_a_limit_can_be_met(polarity, target, assurance):
    table = chart(*STEADY).assign(lower=-2.0, upper=2.0)

    assert spc.read(table, polarity=polarity, target=target).assurance == assurance


def test_an_empty_series_has_no_meanings_and_too_few_points():
    table = chart()

    assert spc.meanings(table, polarity="lower").tolist() == []
    assert spc.read(table, polarity="lower") == spc.Reading("too-few", "unknown", "")
    assert spc.xmr_by(pd.DataFrame({"area": [], "value": []}), by=["area"]).columns.tolist() == list(spc.COLUMNS)


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([*[10, 12] * 6, pd.NA, 40], dtype="Int64"),
        pd.Series([*STEADY, NAN, 40.0], index=list("nmlkjihgfedcba")),
        pd.Series([*STEADY, NAN, 40.0], index=[7] * 14),
        pd.Series([*STEADY, NAN, 40.0], index=pd.period_range("2008-04", periods=14, freq="Q")),
    ],
)
def test_every_kind_of_value_and_of_index_gives_the_same_chart(values):
    before = values.copy()
    table = spc.xmr(values)

    assert table.index.equals(values.index)
    pd.testing.assert_frame_equal(table.reset_index(drop=True), chart(*STEADY, NAN, 40.0))
    assert spc.read(table, polarity="lower").variation == "worsening"
    pd.testing.assert_series_equal(values, before)


@pytest.mark.parametrize("wrong", [float("inf"), float("-inf")])
def test_an_infinite_value_among_many_series_is_refused(wrong):
    with pytest.raises(ValueError, match="infinite"):
        spc.xmr_by(pd.DataFrame({"area": ["a", "b"], "value": [1.0, wrong]}), by=["area"])
