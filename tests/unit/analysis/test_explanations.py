"""A reason for a difference is arithmetic that gives the published figure; without one the distance is told."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import explanations
from helpers.analysis.rounding import half_up_exact

LINES = {"Offenders": 87756, "Advisers": 62000, "Sanctuary": 15000, "Group": 40000, "Analyst": 45000, "Admin": 422}


@pytest.mark.parametrize(
    ("value", "decimals", "exact", "reason"),
    [
        (5.2, 1, Fraction(21100, 3991), "cut off instead of rounded"),
        (30, 0, Fraction(1100, 38), "rounded to the nearest 10"),
        (55, 0, Fraction(5200, 79), "lower by 11 than its inputs give"),
        (147500, 0, Fraction(147000), "higher by 500 than its inputs give"),
        (24, 0, Fraction(42), "two digits exchanged"),
        (67, 0, Fraction(2000, 30), None),
    ],
)
def test_a_figure_that_its_inputs_do_not_give_has_a_reason(value, decimals, exact, reason):
    if reason is None:
        assert half_up_exact(exact, decimals) == value
    else:
        assert explanations.explain(value, decimals, exact, {}) == reason


def test_a_line_left_out_of_a_total_is_named():
    parts = {name: Fraction(amount) for name, amount in LINES.items()}

    reason = explanations.explain(205178, 0, sum(parts.values()), parts)

    assert reason == "Analyst left out of the sum; or two digits exchanged"


def test_a_line_counted_twice_is_named():
    parts = {"Advisers": Fraction(62000), "Admin": Fraction(422)}

    assert explanations.explain(62844, 0, sum(parts.values()), parts) == "Admin counted twice"


@pytest.mark.parametrize(
    ("value", "whole", "near"),
    [
        (53, 52, "27/52 = 51.9% and 28/52 = 53.8%"),
        (95, 52, "49/52 = 94.2% and 50/52 = 96.2%"),
        (25, 29, "7/29 = 24.1% and 8/29 = 27.6%"),
        (120, 10, "10/10 = 100.0%"),
        (46, 11, "5/11 = 45.45% and 6/11 = 54.5%"),
    ],
)
def test_an_impossible_percentage_is_told_with_its_neighbours(value, whole, near):
    assert explanations.impossible(Fraction(value), whole, 0) == f"no whole number out of {whole} gives it: {near}"


@pytest.mark.parametrize(
    ("one", "two", "decimals", "same"),
    [
        ("205178", "250178", 0, True),
        ("205178", "205178", 0, False),
        ("12.3", "13.2", 1, True),
        ("12.3", "21.3", 1, True),
        ("123", "321", 0, False),
        ("123", "1230", 0, False),
    ],
)
def test_only_two_neighbouring_digits_are_an_exchange(one, two, decimals, same):
    assert explanations.exchanged(Decimal(one), Decimal(two), decimals) is same


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 2), st.integers(-3, 3))
def test_no_reason_is_given_that_does_not_give_the_figure(part, whole, decimals, off):
    exact = Fraction(100 * part, whole)
    value = float(half_up_exact(exact, decimals)) + off
    reason = explanations.explain(value, decimals, exact, {})
    published = Fraction(repr(value))
    if "cut off" in reason:
        assert published <= exact < published + Fraction(1, 10**decimals)
    if "rounded up" in reason:
        assert published - Fraction(1, 10**decimals) < exact <= published
