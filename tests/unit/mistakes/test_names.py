"""A name that there is not is told with the nearest that there is, or with the import that is missing."""

import pytest
from unit.mistakes.cells import names, told

from helpers import periods
from helpers.publishing import charts


def test_a_misspelt_variable_is_told_with_the_nearest():
    lines = told("1\nvaration_table", names(variation_table=1, variation=2))
    assert lines[0] == "NameError: nothing is called 'varation_table' so far; did you mean 'variation_table'?"
    assert lines[1] == "  line 2 of this cell: varation_table"
    assert lines[2] == "  if a cell further up makes it, run that cell first; if it is meant as text, put it in quotes"


def test_several_that_are_as_near_are_all_named():
    assert told("rates_tabel", names(rates_table=1, rate_table=1))[0].endswith(
        "did you mean 'rates_table' or 'rate_table'?"
    )


@pytest.mark.parametrize(
    ("name", "told_of"),
    [
        ("funding", "from helpers.analysis import funding or from helpers.publishing import funding"),
        ("slicing", "from helpers.data import slicing"),
        ("periods", "from helpers import periods"),
        ("pd", "import pandas as pd"),
        ("plt", "import matplotlib.pyplot as plt"),
    ],
)
def test_a_missing_import_is_told(name, told_of):
    lines = told(f"{name}.anything", names())
    assert lines[0] == f"NameError: {name!r} is not imported"
    assert " ".join(" ".join(lines[2:-1]).split()) == f"import it in this cell or above: {told_of}"


def test_what_a_module_does_not_offer_is_told_with_what_it_does():
    lines = told("charts.variation_bar()", names(charts=charts))
    assert (
        lines[0] == "AttributeError: helpers.publishing.charts has no 'variation_bar'; did you mean 'variation_bars'?"
    )
    assert lines[2].startswith("  it has: Chart, actions_chart, ")


def test_what_an_object_does_not_offer_is_told_with_what_it_does():
    lines = told("quarter.finacial_year", names(quarter=periods.parse("2011-12-Q4")))
    assert lines[0] == "AttributeError: Period has no 'finacial_year'; did you mean 'financial_year'?"
    assert "financial_year" in lines[2]
    assert told("'a'.uper()", names())[0::2] == [
        "AttributeError: str has no 'uper'; did you mean 'upper'?",
        "%tb in a cell of its own shows the whole traceback.",
    ]


def test_a_table_asked_for_with_a_dot_is_told_with_brackets(facts):
    lines = told("facts.observation", names(facts=facts))
    assert lines[0].endswith("asked for in brackets: facts['observations']")
    assert lines[2].startswith("  tables: areas, ")


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("from helpers.analysis import indicatrs", "helpers.analysis has no 'indicatrs'; did you mean 'indicators'?"),
        ("import helpers.analysis.indicatrs", "helpers.analysis has no 'indicatrs'; did you mean 'indicators'?"),
        ("from helpers.analysys import indicators", "helpers has no 'analysys'; did you mean 'analysis'?"),
        (
            "from helpers.publishing.charts import spend_bar",
            "helpers.publishing.charts has no 'spend_bar'; did you mean 'spend_bars'?",
        ),
    ],
)
def test_a_misspelt_import_is_told_though_nothing_was_imported_before(source, first):
    assert told(source, {"__name__": "__main__"})[0].split(": ", 1)[1] == first


def test_what_is_in_another_room_is_told_with_where():
    lines = told("from helpers.analysis import charts", names())
    assert lines[0] == "ImportError: 'charts' is not in helpers.analysis"
    assert lines[2] == "  it is elsewhere: from helpers.publishing import charts"


def test_a_package_that_is_not_ours_is_left_to_ipython():
    assert told("import panda", names()) == []
