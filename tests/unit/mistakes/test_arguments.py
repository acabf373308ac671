"""A call whose arguments are not those of the function is told with those that it takes."""

import pandas as pd
from unit.mistakes.cells import names, told

from helpers.analysis import indicators, rates
from helpers.publishing import charts
from helpers.publishing import indicators as printed

TAKES = "  it takes: rates.rates(variation, populations, *, area, quarter)"


def test_a_misspelt_keyword_is_told_with_the_nearest():
    lines = told("rates.rates(1, 2, ara='dudley')", names(rates=rates))
    assert lines[0] == "TypeError: rates.rates has no argument 'ara'; did you mean 'area'?"
    assert lines[2] == TAKES
    assert told("t.sort_values('a', asending=False)", names(t=pd.DataFrame({"a": [1]})))[0] == (
        "TypeError: t.sort_values has no argument 'asending'; did you mean 'ascending'?"
    )


def test_a_misspelt_keyword_is_found_in_a_call_over_several_lines_and_within_another():
    lines = told("print(\n    rates.rates(\n        1, 2,\n        ara='é',\n    ),\n)", names(rates=rates))
    assert lines[0] == "TypeError: rates.rates has no argument 'ara'; did you mean 'area'?"
    assert lines[1] == "  line 2 of this cell: rates.rates("


def test_a_missing_argument_is_told_with_those_that_are_wanted():
    assert told("rates.rates(1)", names(rates=rates))[0::2] == [
        "TypeError: rates.rates missing 1 required positional argument: 'populations'",
        TAKES,
    ]
    assert told("rates.rates(1, 2, 'dudley', 3)", names(rates=rates))[0] == (
        "TypeError: rates.rates takes 2 positional arguments but 4 were given"
    )


def test_the_kind_of_an_argument_is_told_where_it_is_another_than_the_function_takes(facts):
    given = "facts['observations'], facts['indicators'], area='dudley', quarter='2011-12-Q4', theme='crime'"
    lines = told(f"indicators.variation({given})", names(facts=facts))
    assert lines[0] == (
        "AttributeError: indicators.variation takes a Period as 'quarter', not the text '2011-12-Q4'; "
        "facts.quarter is one, and periods.parse makes one"
    )
    here = names(facts=facts, charts=charts, table=_table(facts))
    assert told("charts.variation_bars(table, area_name='Dudley', period=facts.quarter)", here)[0] == (
        "TypeError: charts.variation_bars takes a DataFrame as 'variation', not a Table"
    )


def test_a_table_without_a_column_that_the_function_needs_is_told_with_those_that_it_has(facts):
    source = "rates.rates(facts['populations'], variation, area=facts.area, quarter=facts.quarter)"
    lines = told(source, names(facts=facts, rates=rates, variation=_variation(facts)))
    assert lines[0] == (
        "KeyError: rates.rates looks for column 'unit' in 'variation', which has none: was another table meant?"
    )
    assert "columns: area, period, population, printed," in lines[2]
    here = names(charts=charts, facts=facts, v=_variation(facts).drop(columns="title"))
    assert told("charts.variation_bars(v, area_name='Dudley', period=facts.quarter)", here)[0] == (
        "KeyError: charts.variation_bars looks for column 'title' in 'variation', which has none: was another table meant?"
    )


def _variation(facts):
    return indicators.variation(
        facts["observations"], facts["indicators"], area=facts.area, quarter=facts.quarter, theme="crime"
    )


def _table(facts):
    return printed.variation_table(_variation(facts), area_name="Dudley", period=facts.quarter)
