"""A parameter that is typed on the command line reaches the notebook in the type that it declares."""

import pytest

from helpers.errors import ParamsError
from helpers.pipeline.runs.typed import as_declared

WHERE = "notebooks/risk_register.ipynb"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("15", "int", 15),
        ("0.5", "float", 0.5),
        ("true", "bool", True),
        ("false", "bool", False),
        ("2011-12-Q4", "str", "2011-12-Q4"),
        ("15", "str", "15"),
        ("15", "None", "15"),
    ],
)
def test_a_text_becomes_what_the_parameters_cell_declares(text, kind, value):
    found = as_declared("threshold", text, kind, WHERE)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("fifteen", "int", "a whole number such as 12"),
        ("1.5", "int", "a whole number such as 12"),
        ("", "float", "a number such as 0.5"),
        ("no", "bool", "true or false"),
    ],
)
def test_a_text_that_is_none_is_refused_with_what_is_wanted(text, kind, wanted):
    with pytest.raises(ParamsError, match=f"{WHERE}: parameter 'threshold' is given '{text}'; it takes {wanted}$"):
        as_declared("threshold", text, kind, WHERE)
