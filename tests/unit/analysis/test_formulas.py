"""A formula is arithmetic over figures' numbers, worked out exactly, and nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import formulas
from helpers.errors import DataError

VALUES = {"FUN-0001": Fraction(10), "FUN-0002": Fraction(4), "numerator": Fraction(1), "denominator": Fraction(3)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("FUN-0001", 10),
        ("FUN-0001 - FUN-0002", 6),
        ("FUN-0001-FUN-0002", 6),
        ("-FUN-0001 + FUN-0002", -6),
        ("100 * (FUN-0001 - FUN-0002) / FUN-0001", 60),
        ("100 * numerator / denominator", Fraction(100, 3)),
        ("0.1 * FUN-0001 + 0.2", Fraction(6, 5)),  # binary arithmetic would miss it
        ("FUN-0001 - (FUN-0002 - 1)", 7),
        ("FUN-0001 - -FUN-0002", 14),
        ("-(FUN-0001 - FUN-0002) / -2", 3),
        ("FUN-0001 / FUN-0002 / 2", Fraction(5, 4)),
        ("((FUN-0001 + (FUN-0002 * (1 + 1)))) / 3", 6),
        ("  FUN-0001 ", 10),
        ("FUN-0001 * 123456789012345.123456789012345", Fraction(1234567890123451234567890123450, 10**15)),
        ("1 / 3 + 1 / 3 + 1 / 3", 1),
    ],
)
def test_a_formula_is_worked_out_exactly(text, value):
    assert formulas.parse(text).value(VALUES) == value


def test_the_figures_that_it_needs_are_named_once_in_order():
    formula = formulas.parse("100 * (FUN-0002 - FUN-0001) / FUN-0002")

    assert formula.names == ("FUN-0002", "FUN-0001")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("FUN-0001 + FUN-0002 + FUN-0003", ("FUN-0001", "FUN-0002", "FUN-0003")),
        ("(FUN-0001 + FUN-0002) + FUN-0003", ("FUN-0001", "FUN-0002", "FUN-0003")),
        ("FUN-0001 - FUN-0002", ()),
        ("2 * FUN-0001 + FUN-0002", ()),
        ("FUN-0001", ()),
    ],
)
def test_only_a_plain_sum_has_parts(text, parts):
    assert formulas.parse(text).parts == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FUN-0001 +",
        "FUN-0001 ** 2",
        "FUN-0001 // 2",
        "abs(FUN-0001)",
        "robbery / 2",
        "FUN-1 + 1",
        "'x'",
        "True",
        "1 < 2",
        "FUN-0001 if 1 else 2",
        "[FUN-0001]",
        "__import__('os')",
        "FUN-0001; FUN-0002",
        "1e400",
        "1j",
        "\x00",
        "1e5",
        "0x1F",
        "1_000",
        ".5",
        "5.",
        "007",
        "1,000",
        "£5",
        "1 (2)",
        "(1)(2)",
        "+FUN-0001",
        "FUN_0001",
        "FUN-00011",
        "AFUN-0001",
        "fun-0001",
        "FUN-٠٠٠١",
        "ｎumerator",
        "FUN-0001 # note",
        "FUN-0001 +\nFUN-0002",
        "FUN-0001 + (\n1)",
        "FUN\u20110001",
        "numerator.real",
        "FUN-0001 and FUN-0002",
        "None",
        "...",
        "(1, 2)",
        "()",
        "1234567890123456",
        "(" * 500 + "1" + ")" * 500,
        "-" * 1500 + "1",
        "-" * 100_000 + "1",
        "1" + "+1" * 900,
        "9" * 5000,
    ],
)
def test_anything_else_is_refused_in_one_line(text):
    with pytest.raises(DataError) as error:
        formulas.parse(text)

    assert "\n" not in str(error.value)


@given(st.text(max_size=30) | st.text("FUN-0012 +*/().numeratord_e", max_size=40))
@settings(deadline=None)
def test_any_text_is_a_formula_or_is_refused(text):
    try:
        formula = formulas.parse(text)
    except DataError:
        return
    assert all(name in formulas.OWN or name[3] == "-" for name in formula.names)


def test_what_is_refused_is_named_as_it_was_written():
    with pytest.raises(DataError, match=r"'FUN-0001 \*\* 2' is not a figure, a number"):
        formulas.parse("3 + FUN-0001 ** 2")


def test_a_total_of_many_lines_can_be_read():
    formula = formulas.parse(" + ".join(["FUN-0001"] * 150))

    assert formula.value(VALUES) == 1500
    assert len(formula.parts) == 150


def test_a_base_of_nought_is_told_apart():
    with pytest.raises(ZeroDivisionError):
        formulas.parse("FUN-0001 / (FUN-0002 - 4)").value(VALUES)
