"""Each kind of number is printed in one way."""

import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.rounding import half_up
from helpers.publishing.numbers import in_unit, number, pence, percent, pounds, pounds_alike, signed

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0, 0, "0"),
        (1, 0, "1"),
        (999, 0, "999"),
        (999.5, 0, "1,000"),
        (1000, 0, "1,000"),
        (1077.0, 0, "1,077"),
        (1234567, 0, "1,234,567"),
        (-1894, 0, "−1,894"),
        (-0.4, 0, "0"),
        (-0.5, 0, "−1"),
        (1.65, 1, "1.7"),
        (1234.5, 2, "1,234.50"),
        (NAN, 0, "not available"),
        (None, 2, "not available"),
    ],
)
def test_a_number_has_thousands_separated_and_a_true_minus_sign(value, decimals, printed):
    assert number(value, decimals) == printed


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 4))
@settings(max_examples=150, deadline=None, database=None, derandomize=True)
def test_a_printed_number_is_read_back_to_the_rounded_value(value, decimals):
    printed = number(value, decimals)

    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*(\.\d+)?", printed)
    assert Decimal(printed.replace(",", "").replace("−", "-")) == half_up(value, decimals)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (250178, "£250,178"),
        (0, "£0"),
        (0.5, "£1"),
        (-0.4, "£0"),
        (-0.5, "−£1"),
        (-45000, "−£45,000"),
        (NAN, "not available"),
    ],
)
def test_pounds_are_whole_with_the_minus_before_the_sign(value, printed):
    assert pounds(value) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (22.310666, 1, "22.3%"),
        (22.35, 1, "22.4%"),
        (20, 1, "20.0%"),
        (-17.7777, 1, "−17.8%"),
        (62.66, 0, "63%"),
        (0, 1, "0.0%"),
        (1234.5, 1, "1,234.5%"),
        (NAN, 1, "not available"),
    ],
)
def test_a_percentage_keeps_its_decimals(value, decimals, printed):
    assert percent(value, decimals) == printed


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [("12", 12, "+12"), ("0", 0, "0"), ("−12", -12, "−12"), ("not available", NAN, "not available")],
)
def test_only_a_rise_gets_a_plus(text, value, printed):
    assert signed(text, value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.04, "0.0%"), (0.05, "+0.1%"), (-0.04, "0.0%"), (-0.05, "−0.1%")],
)
def test_a_change_that_rounds_to_zero_has_no_sign_either_way(value, printed):
    assert signed(percent(value), value) == printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (1092, "adults", "1,092"),
        (12.5, "offences", "13"),
        (205178, "pounds", "£205,178"),
        (97, "per cent", "97%"),
        (6.8, "per cent", "6.8%"),
        (6.85, "per cent", "6.9%"),
        (0, "per cent", "0%"),
        (NAN, "per cent", "not available"),
        (NAN, "pounds", "not available"),
        (NAN, "offences", "not available"),
    ],
)
def test_a_value_is_printed_in_its_unit(value, unit, printed):
    assert in_unit(value, unit) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(0.6, "£0.60"), (1, "£1.00"), (-1.005, "−£1.01"), (-0.001, "£0.00"), (NAN, "not available")]
)
def test_an_amount_of_a_few_pounds_keeps_its_pence(value, printed):
    assert pence(value) == printed


@pytest.mark.parametrize(
    ("amounts", "printed"),
    [
        ([39000, 0], ["£39,000", "£0"]),
        ([39000, 661.5, NAN], ["£39,000.00", "£661.50", "not available"]),
        ([NAN], ["not available"]),
    ],
)
def test_amounts_of_one_column_all_have_pence_or_none_has(amounts, printed):
    told = pounds_alike(pd.Series(amounts, dtype="float64"))
    assert [told(amount) for amount in amounts] == printed
