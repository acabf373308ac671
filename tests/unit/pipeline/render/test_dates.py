"""A date is printed by the letters of its format, and what Quarto would read otherwise is refused."""

from datetime import date, datetime

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render.dates import written


def printed(value: object, form: object) -> str:
    return written(value, form, place="report.qmd:2", form_place="_quarto.yml:5")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("D MMMM YYYY", "7 June 2012"),
        ("DD/MM/YY", "07/06/12"),
        ("YYYY-MM-DD", "2012-06-07"),
        ("dddd D MMM", "Thursday 7 Jun"),
        ("ddd, M.D.", "Thu, 6.7."),
        ("[on the] D[.]", "on the 7."),
        (2012, "2012"),
        ("", ""),
    ],
)
def test_the_letters_of_a_format_are_filled(form, expected):
    assert printed(date(2012, 6, 7), form) == expected


@pytest.mark.parametrize(
    "value", [date(2012, 6, 7), datetime(2012, 6, 7, 9, 30), "2012-06-07", "7 June 2012", " 07 june 2012 "]
)
def test_a_date_is_read_however_it_is_written(value):
    assert printed(value, "D MMMM YYYY") == "7 June 2012"


@pytest.mark.parametrize(
    "value", ["soon", "today", "7/6/2012", "31 June 2012", "7 Juni 2012", "June 2012", 2012, None, ""]
)
def test_what_is_no_date_is_refused_with_its_place(value):
    with pytest.raises(SourceError) as caught:
        printed(value, "D MMMM YYYY")
    assert str(caught.value) == f"report.qmd:2: {str(value)!r} is not a date such as 2012-06-07 or 7 June 2012"


@pytest.mark.parametrize(
    ("form", "letters"), [("long", "l"), ("Do MMMM", "o"), ("HH:mm", "HH"), ("d", "d"), ("YYYYY", "YYYYY")]
)
def test_letters_that_are_no_part_of_a_date_are_refused_with_their_place(form, letters):
    with pytest.raises(SourceError) as caught:
        printed(date(2012, 6, 7), form)
    assert str(caught.value).startswith(f"_quarto.yml:5: {letters!r} in {form!r} is no part of a date; write it like")


def test_a_date_without_a_format_is_refused_since_quarto_would_choose_one():
    with pytest.raises(SourceError, match=r"^report\.qmd:2: a date needs beside it how it is printed"):
        printed(date(2012, 6, 7), None)
