"""A column that there is not is told with the nearest that there is, however it was asked for."""

import pandas as pd
import pytest
import seaborn as sns
from unit.mistakes.cells import names, told

TABLE = pd.DataFrame({"area": ["dudley", "walsall"], "title": ["Robbery", "Theft"], "value": [3.0, 4.0]})
COLUMNS = "  columns: area, title, value"


@pytest.mark.parametrize(
    "source",
    [
        "t['valeu']",
        "t[['area', 'valeu']]",
        "t[['valeu']]",
        "t.valeu",
        "t.loc[:, 'valeu']",
        "t.groupby('valeu')",
        "t.groupby('area')['valeu']",
        "t.groupby('area').agg({'valeu': 'sum'})",
        "t.groupby('area').agg(total=('valeu', 'sum'))",
        "t.sort_values('valeu')",
        "t.sort_values(['area', 'valeu'])",
        "t.set_index('valeu')",
        "t.merge(t, on='valeu')",
        "t.query('valeu > 1')",
        "t.eval('more = valeu + 1')",
        "t.pivot(index='area', columns='title', values='valeu')",
        "t.pivot_table(index='area', values='valeu')",
        "t.drop(columns='valeu')",
        "t.rename(columns={'valeu': 'v'}, errors='raise')",
        "t.drop_duplicates('valeu')",
        "t.dropna(subset=['valeu'])",
        "t.nlargest(1, 'valeu')",
        "t.explode('valeu')",
        "t.astype({'valeu': int})",
        "t.assign(more=lambda table: table.valeu)",
        "t.melt(id_vars='valeu', value_name='v')",
        "sns.barplot(data=t, x='valeu', y='area')",
    ],
)
def test_a_misspelt_column_is_told_with_the_nearest_and_with_what_there_is(source):
    lines = told(source, names(t=TABLE, sns=sns))
    assert lines[0].split(": ", 1)[1].split("column ")[1] == "'valeu'; did you mean 'value'?"
    assert lines[1] == f"  line 1 of this cell: {source}"
    assert lines[2] == COLUMNS
    assert lines[3] == "%tb in a cell of its own shows the whole traceback."
    assert len(lines) == 4


def test_of_two_tables_the_one_that_lacks_the_column_is_told():
    other = TABLE.rename(columns={"area": "place"})
    lines = told("t.merge(other, on='area')", names(t=TABLE, other=other))
    assert lines[0] == "KeyError: there is no column 'area'"
    assert lines[2] == "  columns: place, title, value"


def test_a_row_is_told_as_a_row():
    assert told("t.loc['dudley']", names(t=TABLE))[0::2] == ["KeyError: there is no row 'dudley'", "  rows: 0 to 1"]
    by_area = TABLE.set_index("area")
    lines = told("t.loc['dudly', 'value']", names(t=by_area))
    assert lines[0::2] == ["KeyError: there is no row 'dudly'; did you mean 'dudley'?", "  rows: dudley, walsall"]


def test_what_a_function_of_the_cell_asks_a_row_for_is_the_cells_own():
    lines = told("t.apply(\n    lambda row: row['valeu'],\n    axis=1,\n)", names(t=TABLE))
    assert lines[0] == "KeyError: there is no label 'valeu'; did you mean 'value'?"
    assert lines[1] == "  line 2 of this cell: lambda row: row['valeu'],"


def test_what_nothing_is_near_is_told_without_a_guess():
    assert told("t['population']", names(t=TABLE))[0] == "KeyError: there is no column 'population'"


def test_a_table_without_columns_or_rows_says_so():
    assert told("t['value']", names(t=pd.DataFrame()))[2] == "  it has no columns"
    assert told("t.loc['x']", names(t=TABLE.set_index("area").iloc[:0]))[2] == "  it has no rows"


def test_another_refusal_of_a_library_is_told_in_its_own_words():
    lines = told("t.iloc[9]", names(t=TABLE))
    assert lines[0] == "IndexError: single positional indexer is out-of-bounds"
    assert len(lines) == 3


def test_a_key_that_the_cells_own_mapping_lacks_is_left_to_ipython():
    assert told("{'a': 1}['b']", names()) == []
