"""Everything wrong in data/ is found in one go, each thing once, by file and line."""

import csv
from pathlib import Path

import pytest

from helpers.data import checks
from support import add_row, rows_of, write_rows

PLACE = {"source": "dudley-annual-report-2011-12", "locator": "line 1"}


@pytest.fixture
def data(copied_project) -> Path:
    return copied_project.data


def line_of(data: Path, table: str, **where: str) -> int:
    """The line of the only row that has these cells, as an editor counts it."""
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        lines, begin = [], 2
        for row in reader:
            if all(row[column] == value for column, value in where.items()):
                lines.append(begin)
            begin = reader.line_num + 1
    assert len(lines) == 1, f"{table}: {len(lines)} rows with {where}"
    return lines[0]


def change(data: Path, table: str, where: dict[str, str], **cells: str) -> int:
    """Change cells of one row; give its line."""
    line = line_of(data, table, **where)
    rows = rows_of(data, table)
    found = [all(row[column] == value for column, value in where.items()) for row in rows]
    write_rows(data, table, [row | cells if this else row for row, this in zip(rows, found, strict=True)])
    return line


def told(data: Path) -> list[str]:
    return [str(problem) for problem in checks.check(data)]


def test_the_published_facts_have_no_problem(project):
    assert told(project.data) == []


BURGLARY = {"figure": "IND-0035"}
CASES = [
    # A spreadsheet's work
    ("observations", BURGLARY, {"value": "many"}, "value: 'many' is not a plain number such as 1077 or 22.3"),
    ("observations", BURGLARY, {"value": "27.7%"}, "value: '27.7%' is a percentage, but the unit is 'offences'"),
    ("observations", BURGLARY, {"value": "1707"}, "value+printed: 1707, but as printed it was '1077': one of the two"),
    ("observations", BURGLARY, {"printed": "1,707"}, "value+printed: 1077, but as printed it was '1,707'"),
    ("indicators", {"indicator": "robbery"}, {"display_order": "1"}, "display_order: 1 is the place of 'serious-acq"),
    ("allocations", {"figure": "FUN-0033"}, {"amount": "-62000"}, "amount: -62,000.00 is below nought: put its sign"),
    ("observations", BURGLARY, {"value": "0.96"}, "value: 0.96: offences are counted in whole numbers"),
    ("observations", BURGLARY, {"value": "-3"}, "value: -3: fewer offences than none cannot be counted"),
    ("observations", BURGLARY, {"value": "£1,077"}, "value: '£1,077' is money, but the unit is 'offences'"),
    ("observations", BURGLARY, {"value": "1,077"}, "value: '1,077' is read as '1077'"),
    ("observations", BURGLARY, {"value": "#REF!"}, "value: '#REF!': a spreadsheet's formula"),
    ("observations", BURGLARY, {"indicator": "burglary-dwelling "}, "indicator: 'burglary-dwelling ' has a space"),
    ("observations", BURGLARY, {"period": "Dec-11"}, "period: 'Dec-11' is not a period"),
    ("observations", BURGLARY, {"period": "2011-13"}, "period: '2011-13' is not a financial year"),
    ("allocations", {"figure": "FUN-0033"}, {"amount": "abc"}, "amount: 'abc' is not an amount in pounds"),
    ("allocations", {"figure": "FUN-0033"}, {"amount": "62k"}, "amount: '62k' is not an amount in pounds"),
    ("allocations", {"figure": "FUN-0033"}, {"amount": "(62,000)"}, "amount: '(62,000)' is read as '-62000'"),
    ("sources", {"document": "001"}, {"published": "06/07/2012"}, "published: '06/07/2012' can be a day in"),
    ("sources", {"document": "001"}, {"published": "2012-02-30"}, "published: '2012-02-30' is not a date"),
    ("indicators", {"indicator": "robbery"}, {"headline": "maybe"}, "headline: 'maybe' is neither 'yes' nor 'no'"),
    ("indicators", {"indicator": "robbery"}, {"polarity": "good"}, "polarity: 'good' is not one of 'lower', 'higher'"),
    # A cell that should not be blank, or should be
    ("observations", BURGLARY, {"value": ""}, "value: blank, but the status is 'final'"),
    ("observations", BURGLARY, {"status": "to_follow"}, "value: 1077, but the status 'to_follow' means there is none"),
    ("observations", BURGLARY, {"locator": ""}, "locator: blank, and must not be"),
    # Keys and links
    ("observations", BURGLARY, {"area": "dudlee"}, "area: 'dudlee' is not in data/areas.csv"),
    ("observations", BURGLARY, {"indicator": "burglary"}, "indicator: 'burglary' is not in data/indicators.csv"),
    ("allocations", {"figure": "FUN-0033"}, {"stream": "safety-fund"}, "'dudley 2011-12 safety-fund' is not in"),
    ("allocations", {"figure": "FUN-0033"}, {"project": "advisers"}, "'dudley advisers' is not in data/projects.csv"),
    ("outcomes", {"figure": "OUT-0013"}, {"measured_in": "atlantis"}, "'atlantis' is not in data/areas.csv"),
    ("observations", {"figure": "IND-0065"}, {"figure": "IND-0035"}, "figure: 'IND-0035' is already in data/observ"),
    # What the trade knows
    ("observations", BURGLARY, {"period": "1991-92"}, "period: '1991-92' lies outside the known range, 1998-99 to"),
    ("observations", BURGLARY, {"period_kind": "in quarter"}, "'in quarter' is told of a quarter, but 2011-12 is a"),
    ("observations", BURGLARY, {"unit": "crimes"}, "unit: 'crimes', but burglary-dwelling counts offences"),
    (
        "observations",
        BURGLARY,
        {"lower": "2000", "qualifier": "over"},
        "value: 1077 lies outside its bounds, 2000 to …",
    ),
    ("observations", BURGLARY, {"lower": "1000"}, "qualifier: blank, but the value has bounds"),
    ("observations", BURGLARY, {"qualifier": "between"}, "qualifier: 'between' needs a lower and an upper bound"),
    ("outcomes", {"figure": "OUT-0014"}, {"numerator": "716"}, "numerator: 716 is above its denominator, 715"),
    (
        "areas",
        {"area": "dudley"},
        {"parent": "solihull"},
        "parent: a borough lies in a county or force area or nothing",
    ),
    ("areas", {"area": "west-midlands-police"}, {"parent": "dudley"}, "parent: 'west-midlands-police' lies in itself"),
    ("areas", {"area": "dudley"}, {"gss_code": "E23000014"}, "gss_code: 'E23000014' is not the code of a borough"),
]


@pytest.mark.parametrize(("table", "where", "cells", "message"), CASES)
def test_what_is_wrong_is_named_by_file_line_and_column(data, table, where, cells, message):
    line = change(data, table, where, **cells)

    problems = told(data)

    assert any(problem.startswith(f"data/{table}.csv:{line}: ") and message in problem for problem in problems), (
        problems
    )
    assert all("(found in column" in problem for problem in problems)


def test_several_columns_of_a_key_have_their_letters(data):
    line = change(data, "observations", BURGLARY, indicator="robbery")
    twin = line_of(data, "observations", indicator="robbery", period="2011-12", figure="IND-0045")

    problem = next(problem for problem in told(data) if "is already on" in problem)
    assert problem == (
        f"data/observations.csv:{twin}: area+period+period_kind+indicator: 'dudley 2011-12 year robbery' is already on "
        f"line {line} (found in columns A, B, C, D)"
    )


def test_a_whole_that_is_not_the_sum_of_its_parts_is_named_with_the_lines_of_the_parts(data):
    part = change(data, "observations", BURGLARY, value="1078")

    whole = line_of(data, "observations", indicator="serious-acquisitive-crime", period="2011-12")
    problem = next(problem for problem in told(data) if f"observations.csv:{whole}:" in problem)
    assert f"value: 3416, but its parts on lines {part}, " in problem
    assert "add up to 3417" in problem


def test_spending_beyond_its_allocation_is_named_with_both_amounts(data):
    given = next(row for row in rows_of(data, "allocations") if row["figure"] == "FUN-0033")
    spent = {key: given[key] for key in ("area", "stream", "project", "unit", "status", "source", "locator")}
    add_row(data, "spend", **spent, period="2011-12-Q4", measure="to date", amount="62000.01")

    found = f"62,000.01 is more than the 62,000.00 allocated to '{given['project']}' for 2011-12"
    assert [problem for problem in told(data) if found in problem and problem.startswith("data/spend.csv:")]


@pytest.mark.parametrize(("rating", "wrong"), [("6", False), ("5", True), ("", False)])
def test_a_risk_is_rated_impact_times_likelihood(data, rating, wrong):
    row = {"area": "dudley", "ref": "X1", "kind": "register", "risk": "R", "impact": "3", "likelihood": "2"}
    add_row(data, "risks", **row, rating=rating, status="final", **PLACE)

    assert any("rating: 5 is not 3 × 2" in problem for problem in told(data)) is wrong


@pytest.mark.parametrize(
    ("basis", "base", "found"),
    [
        ("absolute", "", ""),
        ("absolute", "2008-09", "base_period: a level has no base period"),
        ("change on base period", "", "base_period: blank, but the target is a change on base period"),
        ("change on base period", "2008-09", ""),
    ],
)
def test_a_target_that_is_a_change_names_what_it_changes_from(data, basis, base, found):
    target = {"area": "dudley", "indicator": "robbery", "period": "2012-13", "role": "target", "value": "5"}
    add_row(data, "targets", **target, basis=basis, base_period=base, unit="offences", status="final", **PLACE)

    problems = told(data)
    assert any(found in problem for problem in problems) if found else problems == []


def test_an_exclusion_counts_the_figures_that_it_lists(data):
    add_row(data, "exclusions", source=PLACE["source"], figures="OUT-9998; OUT-9999", count="3", reason="R")

    assert any("count: 3, but the row lists 2" in problem for problem in told(data))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"old_value": "1076"}, "the old value is '1076', but data/observations.csv, line "),
        ({"new_value": "many"}, "new_value: 'many' is not a plain number"),
        ({"figure": "IND-9999"}, "figure: data/observations.csv has no row with the figure 'IND-9999'"),
        ({"field": "colour"}, "field: 'colour' is not a column of data/observations.csv to correct"),
        ({"field": "period"}, "field: 'period' is not a column of data/observations.csv to correct"),
        ({"table": "areas"}, "table: 'areas' is not a table of figures"),
        ({}, ""),
    ],
)
def test_a_correction_must_find_what_it_corrects(data, cells, found):
    correction = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1077"}
    add_row(data, "corrections", **{**correction, "new_value": "1078", "reason": "R", "authority": "A", **cells})

    problems = told(data)
    assert any("data/corrections.csv:" in problem and found in problem for problem in problems) is bool(found), problems


def test_a_correction_of_a_figure_that_is_taken_away_is_told_that_nothing_is_there(data):
    line = change(data, "observations", {"figure": "IND-0035"}, value="", printed="to follow", status="to_follow")
    correction = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1077"}
    add_row(data, "corrections", **correction, new_value="1078", reason="R", authority="A")

    said = (
        f"the old value is '1077', but data/observations.csv, line {line} now holds nothing: look at the source again"
    )
    assert any(said in problem for problem in told(data))


def test_a_missing_file_is_one_problem_and_not_one_for_every_row_that_names_it(data):
    (data / "sources.csv").unlink()

    assert told(data) == ["data/sources.csv: the file is missing; data/datapackage.json describes it"]


def test_a_cell_that_could_not_be_read_is_one_problem_and_not_also_a_blank_one(data):
    line = change(data, "observations", {"figure": "IND-0065"}, value="lots")

    assert [problem.split(": ")[0] for problem in told(data)] == [f"data/observations.csv:{line}"]


def test_two_faults_of_one_line_are_both_told(data):
    line = change(data, "observations", {"figure": "IND-0065"}, value="lots", area="dudlee")

    assert sorted(problem.split(": ")[1] for problem in told(data)) == ["area", "value"]
    assert {problem.split(": ")[0] for problem in told(data)} == {f"data/observations.csv:{line}"}


def test_problems_stand_in_the_order_of_files_and_lines(data):
    change(data, "spend", {"figure": "FUN-0155; RSK-0047"}, status="")
    change(data, "observations", {"figure": "IND-0066"}, value="lots")
    change(data, "observations", {"figure": "IND-0065"}, value="lots")

    places = [problem.split(": ")[0].split(":") for problem in told(data)]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert len(places) == 3


def test_a_link_that_may_be_blank_is_only_checked_where_it_is_whole(data):
    change(data, "allocations", {"figure": "FUN-0033"}, project="", stream="")

    assert not [problem for problem in told(data) if "is not in data/" in problem]


@pytest.mark.parametrize(
    ("cells", "fine"),
    [
        ({"value": "1077.0", "printed": "1,077"}, True),
        ({"value": "1077", "printed": "a little over a thousand"}, True),
        ({"value": "1077", "printed": "1,100", "qualifier": "about"}, True),
        ({"value": "1077", "printed": "1,100"}, False),
    ],
)
def test_a_number_is_held_against_what_was_printed_unless_it_says_that_it_is_inexact(data, cells, fine):
    change(data, "observations", BURGLARY, **cells)

    assert any("as printed it was" in problem for problem in told(data)) != fine


def test_money_below_nought_may_be_explained_in_a_note(data):
    where = {"figure": "FUN-0091"}
    change(data, "spend", where, amount="-39000", printed="-£39,000", note="")
    assert any("below nought" in problem for problem in told(data))

    change(data, "spend", where, note="The supplier paid back what it was given in 2015/16")
    assert told(data) == []


def test_a_table_that_cannot_be_read_is_one_problem_not_one_for_each_figure_that_it_held(data):
    path = data / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("area,", "place,", 1), encoding="utf-8")

    assert [problem.partition(": ")[0] for problem in told(data)] == ["data/observations.csv:1"]


def test_a_basis_that_cannot_be_read_is_one_problem(data):
    change(data, "targets", {"figure": "IND-0001"}, basis="reduction")

    (problem,) = told(data)
    assert "basis: 'reduction' is not one of" in problem


def test_a_key_that_does_not_have_its_form_is_one_problem_not_one_for_each_row_that_names_it(data):
    line = change(data, "indicators", {"indicator": "robbery"}, indicator="Robbery of people")

    assert [problem.partition(": ")[0] for problem in told(data)] == [f"data/indicators.csv:{line}"]
