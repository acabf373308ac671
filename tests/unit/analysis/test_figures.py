"""Every figure with a number stands in one frame, whichever table holds it and under whichever column."""

import pandas as pd
import pytest

from helpers.analysis import figures

NAN = float("nan")
PLACE = {"source": "form", "locator": "line 5", "row": "x.csv:2"}
WORDS = {
    "projects": pd.DataFrame({"area": ["dudley"], "project": ["cjip"], "title": ["Interventions"]}),
    "indicators": pd.DataFrame({"indicator": ["robbery"], "title": ["Robbery"]}),
    "plans": pd.DataFrame({"plan": ["plan-a"], "area": ["dudley"]}),
}


def index(**tables: list[dict]) -> pd.DataFrame:
    frames = {name: pd.DataFrame([{**PLACE, "printed": "", **row} for row in rows]) for name, rows in tables.items()}
    return figures.index({**WORDS, **frames})


@pytest.mark.parametrize("column", ["value", "amount", "population"])
def test_a_number_is_a_value_whatever_its_table_calls_it(column):
    row = index(numbers=[{"figure": "IND-0001", "area": "dudley", column: 344320.0}]).iloc[0]

    assert row[["figure", "table", "column", "value"]].tolist() == ["IND-0001", "numbers", column, 344320.0]


def test_a_row_printed_twice_is_two_figures_with_one_place():
    found = index(outcomes=[{"figure": "OUT-0001; OUT-0002", "area": "dudley", "value": 4.0}])

    assert found[["figure", "value", "row"]].values.tolist() == [["OUT-0001", 4, "x.csv:2"], ["OUT-0002", 4, "x.csv:2"]]


@pytest.mark.parametrize(("cell", "figure"), [("", []), (" ", []), ("OUT-0001;", ["OUT-0001"])])
def test_only_what_has_a_number_is_a_figure(cell, figure):
    assert index(outcomes=[{"figure": cell, "area": "dudley", "value": 4.0}])["figure"].tolist() == figure


def test_cells_that_a_table_lacks_are_blank():
    row = index(populations=[{"figure": "IND-0001", "area": "dudley", "population": 5.0}]).iloc[0]

    assert row[["unit", "qualifier", "status"]].tolist() == ["", "", ""]
    assert row[["lower", "upper", "numerator", "denominator"]].isna().all()


@pytest.mark.parametrize(("plan", "area"), [("plan-a", "dudley"), ("plan-b", "")])
def test_a_row_of_a_plan_is_of_the_plans_area(plan, area):
    assert index(evidence=[{"figure": "IND-0001", "plan": plan, "value": 5.0}])["area"].tolist() == [area]


def test_a_table_without_figures_or_without_numbers_adds_none():
    found = index(
        risks=[{"figure": "RSK-0001", "risk": "None"}],
        targets=[{"area": "dudley", "value": 4.0}],
        outcomes=[{"figure": "OUT-0001", "area": "dudley", "value": NAN}],
    )

    assert found["figure"].tolist() == ["OUT-0001"]


def test_without_any_figures_there_is_an_empty_frame_with_every_column():
    assert figures.index(WORDS).columns.tolist() == figures.COLUMNS
    assert figures.index({**WORDS, "outcomes": pd.DataFrame({"figure": ["-"], "value": 1.0}).iloc[:0]}).empty


@pytest.mark.parametrize(
    ("cells", "subject"),
    [
        ({"project": "cjip", "title": "Engaged", "breakdown": "Women"}, "Interventions: Engaged: Women"),
        ({"project": "cjip", "title": "Interventions"}, "Interventions"),
        ({"project": "cjip", "title": "Age", "breakdown": "Age: 18-25"}, "Interventions: Age: 18-25"),
        ({"project": "other", "title": "Engaged"}, "Engaged"),
        ({"indicator": "robbery", "role": "baseline"}, "Robbery: baseline"),
        ({"indicator": "robbery"}, "Robbery"),
        ({"statement": "Incidents went down", "measure": "x"}, "Incidents went down"),
        ({"measure": "allocation", "part": "Training"}, "allocation: Training"),
        ({}, "Population"),
    ],
)
def test_a_figures_subject_is_told_in_words(cells, subject):
    row = {"figure": "OUT-0001", "area": "dudley", "value": 1.0, **cells}

    assert index(outcomes=[row])["subject"].tolist() == [subject]


def test_figures_stand_in_the_order_of_tables_and_rows():
    found = index(
        targets=[{"figure": "IND-0009", "area": "dudley", "value": 1.0}],
        outcomes=[
            {"figure": "OUT-0002", "area": "dudley", "value": 1.0},
            {"figure": "OUT-0001", "area": "dudley", "value": 1.0},
        ],
    )

    assert found["figure"].tolist() == ["IND-0009", "OUT-0002", "OUT-0001"]
    assert found.index.tolist() == [0, 1, 2]


def test_the_callers_frames_are_not_altered():
    outcomes = pd.DataFrame([{**PLACE, "printed": "4", "figure": "OUT-0001; OUT-0002", "area": "dudley", "value": 4.0}])
    before = outcomes.copy(deep=True)

    figures.index({**WORDS, "outcomes": outcomes})

    pd.testing.assert_frame_equal(outcomes, before)


def test_a_range_with_two_numbers_is_its_two_bounds():
    placements = {"figure": "FUN-0142; FUN-0143", "area": "coventry", "value": NAN, "lower": 20000.0, "upper": 25800.0}
    found = index(
        outcomes=[{**placements, "qualifier": "between"}, {"figure": "FUN-0144", "area": "coventry", "value": 340.0}]
    )

    assert found[["figure", "value", "qualifier"]].values.tolist()[:2] == [
        ["FUN-0142", 20000, ""],
        ["FUN-0143", 25800, ""],
    ]
    assert found["figure"].tolist()[2] == "FUN-0144"


def test_a_range_with_one_number_has_no_exact_value():
    deposits = {
        "figure": "OUT-0033",
        "area": "dudley",
        "value": NAN,
        "lower": 10.0,
        "upper": 20.0,
        "qualifier": "between",
    }

    row = index(outcomes=[deposits]).iloc[0]

    assert pd.isna(row["value"])
    assert row[["lower", "upper", "qualifier"]].tolist() == [10, 20, "between"]


@pytest.mark.parametrize(
    ("table", "cells", "span"),
    [
        ("outcomes", {"period_kind": "since inception"}, "since inception"),
        ("spend", {"measure": "to date"}, "to date"),
        ("allocations", {"measure": "cost"}, ""),
    ],
)
def test_a_figure_knows_what_stretch_of_time_it_covers(table, cells, span):
    found = index(**{table: [{"figure": "FUN-0001", "area": "dudley", "value": 1.0, **cells}]})

    assert found["span"].tolist() == [span]
