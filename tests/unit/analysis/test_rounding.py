"""Numbers are rounded as people round by hand: half away from zero."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.rounding import decimals_of, half_up


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.4, 0, "0"),
        (0.5, 0, "1"),
        (0.6, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (-2.5, 0, "-3"),
        (22.34, 1, "22.3"),
        (22.35, 1, "22.4"),
        (22.36, 1, "22.4"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (28.499999999999996, 0, "29"),
        (28.4999, 0, "28"),
        (20.0, 1, "20.0"),
        (1077, 0, "1077"),
        (1077, 2, "1077.00"),
    ],
)
def test_a_half_goes_away_from_zero(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


@pytest.mark.parametrize(("value", "decimals"), [(-0.0, 0), (-0.4, 0), (-0.04, 1), (-1e-12, 3)])
def test_zero_has_no_minus_sign(value, decimals):
    assert str(half_up(value, decimals)) == ("0." + "0" * decimals).rstrip(".")


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(0, 4))
@settings(max_examples=150, deadline=None, database=None, derandomize=True)
def test_rounding_is_that_of_decimal_arithmetic(digits, places, decimals):
    exact = Decimal(digits).scaleb(-places)

    rounded = half_up(float(exact), decimals)

    assert rounded == exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert -rounded.as_tuple().exponent == decimals


@pytest.mark.parametrize(
    ("printed", "decimals"),
    [
        ("22.3%", 1),
        ("1.70%", 2),
        ("97%", 0),
        ("981", 0),
        ("£1,077", 0),
        ("1,961,181", 0),
        ("£12.50", 2),
        ("-0.5", 1),
        ("↓", 0),
        ("", 0),
        ("22.3%.", 1),
    ],
)
def test_a_printed_number_shows_its_decimals(printed, decimals):
    assert decimals_of(printed) == decimals
