"""Control charts signal what the rules say, and nothing else."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import spc

pytestmark = pytest.mark.filterwarnings("error")
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
