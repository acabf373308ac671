"""A count is a whole number from nought; what comes in fractions is told by its unit."""

import pytest

from helpers.data import counting


@pytest.mark.parametrize("unit", ["clients", "offences", "sessions", "young people", "performances"])
@pytest.mark.parametrize(("number", "words"), [(0.96, "in whole numbers"), (-1, "fewer"), (0, ""), (12, "")])
def test_things_are_counted_in_whole_numbers_from_nought(unit, number, words):
    doubt = counting.doubt(number, unit)

    assert words in doubt if words else doubt == ""


@pytest.mark.parametrize(
    "unit", ["per cent", "pounds", "years", "staff", "young people per week", "Per 1,000 population", ""]
)
@pytest.mark.parametrize("number", [0.96, -1, 2.5])
def test_what_is_measured_comes_in_fractions(unit, number):
    assert counting.doubt(number, unit) == ""


def test_what_is_not_known_is_no_count():
    assert counting.doubt(float("nan"), "clients") == ""
