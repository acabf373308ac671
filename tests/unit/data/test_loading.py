"""A table is read into typed columns; what can be read in one way only is read, the rest is named by line and column."""

import math

import pytest

from helpers.data import catalogue, loading
from helpers.errors import DataError
from support import rows_of, write_rows


@pytest.fixture
def data(small_project):
    return small_project.data


def replaced(data, name: str, line: int, **cells: str) -> None:
    """Change cells of the row on a line of a table of one line a row."""
    rows = rows_of(data, name)
    rows[line - 2] |= cells
    write_rows(data, name, rows)


def load(data, name: str):
    return loading.load(data, catalogue.read(data)[name])


def told(data, name: str) -> str:
    with pytest.raises(DataError) as error:
        load(data, name)
    return str(error.value)


def test_a_cell_that_cannot_be_read_is_named_by_file_line_column_and_letter(data):
    replaced(data, "observations", 5, value="many")

    found = "'many' is not a plain number such as 1077 or 22.3"
    assert told(data, "observations") == f"data/observations.csv:5: value: {found} (found in column E)"


def test_an_amount_is_asked_for_in_pounds(data):
    replaced(data, "allocations", 3, amount="abc")

    found = "'abc' is not an amount in pounds"
    assert told(data, "allocations") == f"data/allocations.csv:3: amount: {found} (found in column G)"


def test_the_first_problem_says_how_many_more_there_are(data):
    replaced(data, "observations", 5, area="", value="lots", status="")

    message = told(data, "observations")

    assert message.startswith("data/observations.csv:5: area: blank, and must not be (found in column A)")
    assert message.endswith("(and 2 more: see them with `csp check`)")


@pytest.mark.parametrize(
    ("name", "line", "cells", "value"),
    [
        ("observations", 5, {"value": "1,077"}, 1077),
        ("allocations", 3, {"amount": "£62,000"}, 62000),
        ("observations", 5, {"indicator": "burglary-dwelling "}, "burglary-dwelling"),
        ("observations", 5, {"period": "2011/12"}, "2011-12"),
        ("observations", 5, {"status": "Final"}, "final"),
        ("sources", 2, {"published": "7 June 2012"}, "2012-06-07"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read(data, name, line, cells, value):
    replaced(data, name, line, **cells)

    assert load(data, name).loc[line - 2, next(iter(cells))] == value


def test_what_can_be_read_in_one_way_only_is_told_by_the_reader_all_the_same(data):
    replaced(data, "observations", 5, value="1,077")

    problems = loading.read(data, catalogue.read(data)["observations"]).problems

    assert [(problem.line, problem.column, problem.fixable) for problem in problems] == [(5, "value", True)]
    assert str(problems[0]).startswith("data/observations.csv:5: value: '1,077' is read as '1077'")


def test_a_missing_file_is_named_with_where_it_is_described(data):
    (data / "observations.csv").unlink()

    assert (
        told(data, "observations") == "data/observations.csv: the file is missing; data/datapackage.json describes it"
    )


def test_a_line_after_a_cell_that_runs_over_two_is_counted_as_an_editor_counts_it(data):
    replaced(data, "funding_streams", 2, note="Earned\nby good performance")
    replaced(data, "funding_streams", 3, amount="much")

    assert told(data, "funding_streams").startswith("data/funding_streams.csv:4: amount: 'much'")


def test_every_row_says_where_it_stands(data):
    frame = load(data, "observations")

    assert frame["row"].tolist() == [f"observations.csv:{line}" for line in range(2, len(frame) + 2)]
    assert frame.loc[3, ["indicator", "period", "value", "row"]].tolist() == [
        "burglary-dwelling", "2011-12", 1077.0, "observations.csv:5",
    ]  # fmt: skip


def test_a_blank_number_is_nan_and_a_blank_text_is_empty(data):
    observation = load(data, "observations").iloc[0]
    stream = load(data, "funding_streams").iloc[0]

    assert math.isnan(observation["numerator"])
    assert stream["note"] == ""


def test_columns_have_the_types_described(data):
    types = {name: load(data, name).dtypes.map(str) for name in ("indicators", "allocations", "risks")}

    assert types["indicators"][["display_order", "headline"]].tolist() == ["int64", "bool"]
    assert types["allocations"][["amount", "project", "row"]].tolist() == ["float64", "str", "str"]
    # A whole number that may be blank: pandas holds no blank in int64.
    assert types["risks"]["impact"] == "float64"


def test_a_table_without_rows_keeps_its_columns_and_types(data):
    write_rows(data, "observations", [])

    frame = load(data, "observations")

    assert frame.shape == (0, 17)
    assert str(frame["value"].dtype) == "float64"
    assert str(frame["row"].dtype) == "str"


def test_a_table_that_somebody_alters_is_not_altered_for_the_next(data):
    first = load(data, "observations")
    first["value"] = 0.0

    assert load(data, "observations").loc[3, "value"] == 1077


def test_a_file_that_has_changed_is_read_again(data):
    before = load(data, "observations").loc[3, "value"]
    replaced(data, "observations", 5, value="1078")

    assert [before, load(data, "observations").loc[3, "value"]] == [1077, 1078]
