"""A problem is told in one line: where it stands, what was found, what to do, and the column's letter."""

import csv
import json

import pytest

from helpers.data import catalogue, loading
from helpers.data.problems import Problem, column_letter, difference, short

COLUMNS = [chr(ord("a") + place) for place in range(26)] + ["aa", "ab"]


@pytest.fixture
def wide(tmp_path):
    """Write a table of 28 whole numbers, in the given order of columns; give its problems."""
    fields = [{"name": column, "type": "integer"} for column in COLUMNS]
    resource = {"name": "wide", "path": "wide.csv", "title": "", "description": ""}
    schema = {"fields": fields, "primaryKey": ["a"]}
    package = {"resources": [{**resource, "schema": schema}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")

    def problems(header: list[str], row: dict[str, str]) -> list[str]:
        with (tmp_path / "wide.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header, restval="1", lineterminator="\n")
            writer.writeheader()
            writer.writerow(row)
        loaded = loading.read(tmp_path, catalogue.read(tmp_path)["wide"])
        return [str(problem) for problem in loaded.problems if problem.column]

    return problems


@pytest.mark.parametrize(
    ("position", "letter"),
    [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_a_column_has_the_letter_that_a_spreadsheet_gives_it(position, letter):
    assert column_letter(position) == letter


@pytest.mark.parametrize(("column", "letter"), [("a", "A"), ("b", "B"), ("z", "Z"), ("aa", "AA"), ("ab", "AB")])
def test_a_problem_names_the_letter_of_its_column(wide, column, letter):
    found = f"data/wide.csv:2: {column}: 'x' is not a whole number (found in column {letter})"

    assert wide(COLUMNS, {column: "x"}) == [found]


@pytest.mark.parametrize(("column", "letter"), [("a", "AB"), ("b", "AA"), ("ab", "A"), ("aa", "B"), ("z", "C")])
def test_the_letter_is_that_of_the_file_and_not_of_the_description(wide, column, letter):
    (found,) = wide(COLUMNS[::-1], {column: "x"})

    assert found.endswith(f"(found in column {letter})")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("data/x.csv", 0, "", "the file is missing"), "data/x.csv: the file is missing"),
        (Problem("data/x.csv", 14, "", "3 cells"), "data/x.csv:14: 3 cells"),
        (Problem("data/x.csv", 14, "value", "blank"), "data/x.csv:14: value: blank"),
        (Problem("data/x.csv", 14, "value", "blank", "F"), "data/x.csv:14: value: blank (found in column F)"),
        (Problem("data/x.csv", 14, "a+b", "twice", "A, B"), "data/x.csv:14: a+b: twice (found in columns A, B)"),
        (
            Problem("data/x.csv", 14, "value", "'£5' is read as '5'", "F", fixable=True),
            "data/x.csv:14: value: '£5' is read as '5'; `csp check --fix` writes it so (found in column F)",
        ),
    ],
)
def test_a_problem_is_told_in_one_line(problem, told):
    assert str(problem) == told


def test_one_that_was_put_right_is_told_without_what_to_do_about_it():
    problem = Problem("data/x.csv", 14, "value", "'£5' is read as '5'", "F", fixable=True)

    assert problem.without_advice == "data/x.csv:14: value: '£5' is read as '5' (found in column F)"


def test_problems_stand_in_the_order_of_files_and_lines_as_numbers():
    problems = [
        Problem("data/b.csv", 2, "", "x"),
        Problem("data/a.csv", 10, "", "x"),
        Problem("data/a.csv", 9, "z", "x"),
        Problem("data/a.csv", 9, "", "x"),
        Problem("data/a.csv", 0, "", "x"),
    ]

    places = [(problem.file[-5], problem.line, problem.column) for problem in sorted(problems)]
    assert places == [("a", 0, ""), ("a", 9, ""), ("a", 9, "z"), ("a", 10, ""), ("b", 2, "")]


@pytest.mark.parametrize(("length", "shown"), [(59, 59), (60, 60), (61, 58)])
def test_only_the_beginning_of_a_long_cell_is_quoted(length, shown):
    quoted = short("x" * length)

    assert len(quoted) == shown
    assert quoted.endswith("…") == (length > 60)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Â£5", "£5", ("Â£5", "£5")),
        ("x" * 57 + "Â£5", "x" * 57 + "£5", ("x" * 57 + "Â£5", "x" * 57 + "£5")),
        ("x" * 90 + "Â£5", "x" * 90 + "£5", ("…" + "x" * 20 + "Â£5", "…" + "x" * 20 + "£5")),
        ("x" * 90 + "\u200b", "x" * 90, ("…" + "x" * 20 + "\u200b", "…" + "x" * 20)),
        ("Â£5" + "x" * 90, "£5" + "x" * 90, ("Â£5" + "x" * 54 + "…", "£5" + "x" * 55 + "…")),
    ],
)
def test_two_long_texts_are_quoted_where_they_differ(before, after, shown):
    assert difference(before, after) == shown
