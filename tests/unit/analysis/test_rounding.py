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
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-12), -1, "-10"),
        (Fraction(-15), -1, "-20"),
        (Fraction(5), -1, "10"),
        (Fraction(4), -1, "0"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(1, 20) - Fraction(1, 10**40), 1, "0.0"),
        (Fraction(-2, 3), 2, "-0.67"),
    ],
)
def test_a_fraction_is_rounded_half_away_from_zero(value, decimals, rounded):
    assert half_up_exact(value, decimals) == Decimal(rounded)


@pytest.mark.parametrize("value", [Fraction(10**40 + 1), Fraction(10**60 + 3, 10**20), Fraction(-(10**30))])
def test_more_digits_than_decimal_arithmetic_keeps_are_kept(value):
    assert Fraction(half_up_exact(value, 20)) == value


def test_a_rounded_number_shows_as_many_decimals_as_it_was_rounded_to():
    assert [f"{half_up_exact(Fraction(10, 3), places):f}" for places in (2, 1, 0, -1)] == ["3.33", "3.3", "3", "0"]
    assert f"{half_up_exact(Fraction(35400), -3):f}" == "35000"


@given(st.decimals(-10_000, 10_000, places=4), st.integers(-2, 3))
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
    ("value", "decimals", "way", "rounded"),
    [
        (Fraction(21100, 3991), 1, "cut off instead of rounded", "5.2"),
        (Fraction(-21100, 3991), 1, "cut off instead of rounded", "-5.2"),
        (Fraction(1200, 79), 0, "rounded up", "16"),
        (Fraction(-1200, 79), 0, "rounded up", "-16"),
        (Fraction(5, 2), 0, "half rounded to the even digit", "2"),
        (Fraction(-5, 2), 0, "half rounded to the even digit", "-2"),
        (Fraction(7, 2), 0, "half rounded to the even digit", None),
        (Fraction(7, 2), 0, "half rounded down", "3"),
        (Fraction(5246, 1000), 1, "rounded twice", "5.3"),
        (Fraction(5243, 1000), 1, "rounded twice", None),
        (Fraction(62300, 3576), 2, "rounded to 1 decimal", "17.4"),
        (Fraction(62300, 3576), 2, "rounded to a whole number", "17"),
        (Fraction(17002, 1000), 3, "rounded to 2 decimals", "17.00"),
        (Fraction(17002, 1000), 3, "rounded to 1 decimal", None),  # 2 decimals give it already
        (Fraction(28947, 1000), 0, "rounded to the nearest 10", "30"),
        (Fraction(250178), 0, "rounded to the nearest 100", "250200"),
        (Fraction(250178), 0, "rounded to the nearest 1,000", "250000"),
        (Fraction(998), 0, "rounded to the nearest 10", "1000"),
        (Fraction(998), 0, "rounded to the nearest 100", None),
        (Fraction(998), 0, "rounded to the nearest 1,000", None),
        (Fraction(9), 0, "rounded to the nearest 10", None),
        (Fraction(10), 0, "rounded to the nearest 10", None),
    ],
)
def test_a_way_of_rounding_is_named_where_it_gives_something_else(value, decimals, way, rounded):
    assert other_roundings(value, decimals).get(way) == (rounded if rounded is None else Decimal(rounded))


@given(st.fractions(-1000, 1000, max_denominator=500), st.integers(0, 3))
def test_no_way_of_rounding_is_more_than_its_own_step_away(value, decimals):
    step = Fraction(1, 10**decimals)
    found = other_roundings(value, decimals)

    assert half_up_exact(value, decimals) not in found.values()
    for way, rounded in found.items():
        if "nearest" not in way and "rounded to " not in way:
            assert abs(Fraction(rounded) - value) < step
    if "cut off instead of rounded" in found:
        assert abs(found["cut off instead of rounded"]) <= abs(value)
    if "rounded up" in found:
        assert abs(found["rounded up"]) >= abs(value)


@pytest.mark.parametrize(
    ("printed", "decimals"), [("£35k", -3), ("£12.5k", -2), ("35 K", -3), ("Black kits", 0), ("7k5", 0)]
)
def test_thousands_are_fewer_decimals_than_none(printed, decimals):
    assert decimals_of(printed) == decimals


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("seven", 7, 0),
        ("half day", 0.5, 1),
        ("four and a half", 4.5, 1),
        ("£7575,000", 75000, 0),
        ("1.5 FTE", 1.5, 1),
        ("2 per case", 2, 0),
        ("around 80%+", 80, 0),
        ("3.3 %", 3.3, 1),
        ("8.0 per 1,000 pop", 8, 1),
        ("17.40%", 17.4, 2),
        ("-5.9% reduction on Yr 1", -5.9, 1),
        (".5%", 0.5, 1),
        ("", 22.3, 1),
        ("", 1961181, 0),
        ("£35k", 35000, -3),
        ("£35k", 35400, 0),
        ("£12.5k", 12500, -2),
        ("£1.5m", 1500000, -5),
        ("2 million", 2000000, -6),
        ("35 thousand", 35000, -3),
        ("10 m", 10, 0),
        ("5 of 57 (8.77%)", 5, 0),
        ("5 of 57 (8.77%)", 8.77, 2),
        ("1.2.3", 1.2, 1),
        ("To follow", float("nan"), 0),
    ],
)
def test_with_its_value_the_decimals_are_those_of_the_number_that_is_meant(printed, value, decimals):
    assert decimals_of(printed, value) == decimals


@given(st.text(max_size=12), st.decimals(-(10**9), 10**9, places=3))
def test_the_decimals_told_always_hold_the_value(printed, value):
    exact = Fraction(repr(float(value)))

    assert Fraction(half_up_exact(exact, decimals_of(printed, float(value)))) == exact
