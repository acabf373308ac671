"""Shares carry their Wilson score interval."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal

from helpers.analysis.statistics import proportion

NAN = float("nan")


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
