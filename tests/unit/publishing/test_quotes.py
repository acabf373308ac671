"""A quote carries what it was made from."""

import pytest

from helpers.publishing import quotes

NAN = float("nan")


@pytest.mark.parametrize(
    ("slug", "key"), [("robbery", "robbery"), ("burglary-dwelling", "burglary_dwelling"), ("a-b-c", "a_b_c")]
)
def test_a_slug_becomes_a_part_of_an_id(slug, key):
    assert quotes.key(slug) == key


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (("a.csv:2",), ("a.csv:2",)),
        (("a.csv:2; a.csv:3", "b.csv:1"), ("a.csv:2", "a.csv:3", "b.csv:1")),
        (("b.csv:1", "a.csv:2;b.csv:1"), ("b.csv:1", "a.csv:2")),
        (("", NAN, None, " ; "), ()),
        ((), ()),
    ],
)
def test_rows_are_named_once_each_in_their_order(cells, rows):
    assert quotes.rows(*cells) == rows


def test_a_word_stands_for_itself():
    quote = quotes.word("crime.robbery.verb", "fell", method="sign of the change", rows=["a.csv:2"])

    assert (quote.id, quote.text, quote.value, quote.unit) == ("crime.robbery.verb", "fell", "fell", "word")
    assert (quote.method, quote.rows) == ("sign of the change", ("a.csv:2",))
    assert (quote.numerator, quote.denominator) == (None, None)


def test_an_amount_keeps_its_value_before_rounding_and_its_parts():
    rows = iter(["a.csv:2", "a.csv:3"])

    quote = quotes.amount("x", "1.7%", 12 / 7.15, "per cent", method="m", rows=rows, numerator=12, denominator=715)

    assert (quote.text, quote.value, quote.unit) == ("1.7%", pytest.approx(1.678322, abs=1e-6), "per cent")
    assert (quote.numerator, quote.denominator, quote.rows) == (12.0, 715.0, ("a.csv:2", "a.csv:3"))


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_part_that_is_unknown_is_left_out(part):
    parts = {"numerator": 12.0, "denominator": 715.0} | {part: NAN}

    quote = quotes.amount("x", "1", 1, "kits", method="m", rows=(), **parts)

    other = "denominator" if part == "numerator" else "numerator"
    assert (getattr(quote, part), getattr(quote, other)) == (None, parts[other])


def test_an_amount_of_a_frames_own_number_type_is_a_plain_float():
    import numpy as np

    quote = quotes.amount("x", "6", np.int64(6), "projects", method="m", rows=(), numerator=np.float64(2))

    assert [type(value) for value in (quote.value, quote.numerator)] == [float, float]
