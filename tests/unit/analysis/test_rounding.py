"""Numbers are rounded as people round by hand: half away from zero."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.rounding import decimals_of, half_up, half_up_exact, other_roundings


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


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(49, 100), 0, "0"),
        (Fraction(21100, 3991), 1, "5.3"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(2, 3), 0, "1"),
        (Fraction(35400), -3, "35000"),
        (Fraction(35500), -3, "36000"),
        (Fraction(-1, 1000), 1, "0"),
    ],
)
def test_a_fraction_is_rounded_half_away_from_zero(value, decimals, rounded):
    assert half_up_exact(value, decimals) == Decimal(rounded)


@given(st.decimals(-10_000, 10_000, places=4), st.integers(0, 3))
def test_a_fraction_and_the_decimal_that_it_is_round_alike(value, decimals):
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)

    assert half_up_exact(Fraction(value), decimals) == expected


def test_other_roundings_are_only_those_that_give_something_else():
    assert other_roundings(Fraction(21100, 3991), 1) == {
        "cut off instead of rounded": Decimal("5.2"),
        "rounded to a whole number": Decimal(5),
    }
    assert other_roundings(Fraction(5), 0) == {}


@pytest.mark.parametrize(
    ("printed", "decimals"), [("£35k", -3), ("£12.5k", -2), ("35 K", -3), ("Black kits", 0), ("7k5", 0)]
)
def test_thousands_are_fewer_decimals_than_none(printed, decimals):
    assert decimals_of(printed) == decimals
