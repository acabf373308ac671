"""Which rows a quarter is expected to bring, and how what names one quarter names the next."""

import pytest

from helpers import periods
from helpers.pipeline.quarter import expected
from helpers.pipeline.quarter.expected import Renaming

Q2, Q3 = (periods.parse_quarter(f"2016-17-Q{number}") for number in (2, 3))
COURSE = Renaming(Q2, Q3)
BLANK = {"status": "final", "source": "doc", "locator": "line 1"}
SPENT = {
    "area": "a",
    "period": "2016-17-Q2",
    "stream": "s",
    "project": "p",
    "measure": "to date",
    "amount": "5",
    **BLANK,
}
GIVEN = {**SPENT, "period": "2016-17", "measure": "allocation", "unit": "pounds"}
COUNTED = {
    "area": "a", "period": "2016-17-Q2", "period_kind": "in quarter", "project": "p", "role": "output", "value": "3", **BLANK
}  # fmt: skip


def brought(**tables: list[dict]) -> dict[str, list[dict]]:
    every = {name: [] for name in (*expected.RETURNED, *expected.YEARLY)}
    return expected.returned({**every, **tables}, {"a"}, COURSE, set())


def test_what_was_reported_is_expected_again_without_its_value():
    (row,) = brought(outcomes=[COUNTED])["outcomes"]

    assert (row["period"], row["value"], row["status"], row["locator"]) == ("2016-17-Q3", "", "to_follow", "To follow")
    assert (row["project"], row["role"]) == ("p", "output")


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2016-17-Q1"},
        {"area": "b"},
        {"status": "not_applicable"},
        {"role": "design"},
        {"role": "comparator"},
        {"period_kind": "event"},
        {"period_kind": "cohort"},
    ],
)
def test_what_is_not_counted_again_each_quarter_is_not_expected(change):
    assert brought(outcomes=[{**COUNTED, **change}])["outcomes"] == []


def test_a_project_that_has_ended_is_not_asked_for():
    projects = [
        {"area": "a", "project": "p", "to_month": "2016-09"},
        {"area": "a", "project": "q", "to_month": "2016-10"},
    ]
    gone = expected.ended([*projects, {"area": "a", "project": "r", "to_month": ""}], Q3)

    assert gone == {("a", "p")}
    every = {name: [] for name in (*expected.RETURNED, *expected.YEARLY)}
    assert expected.returned({**every, "outcomes": [COUNTED]}, {"a"}, COURSE, gone)["outcomes"] == []


def test_every_project_with_an_allocation_is_asked_what_it_spent_once():
    other = {**GIVEN, "project": "q"}
    found = brought(spend=[SPENT], allocations=[GIVEN, other, {**other, "measure": "carry forward"}])["spend"]

    assert [(row["project"], row["measure"], row["period"], row["amount"]) for row in found] == [
        ("p", "to date", "2016-17-Q3", ""),
        ("q", "to date", "2016-17-Q3", ""),
    ]


def test_the_first_quarter_of_a_year_asks_for_its_grant_and_allocations():
    last, first = periods.parse_quarter("2016-17-Q4"), periods.parse_quarter("2017-18-Q1")
    every = {name: [] for name in expected.RETURNED}
    grant = {"area": "a", "period": "2016-17", "stream": "s", "amount": "9", **BLANK}
    tables = {**every, "funding_streams": [grant], "allocations": [GIVEN, {**GIVEN, "measure": "carry forward"}]}
    found = expected.returned(tables, {"a"}, Renaming(last, first), set())

    assert [(row["period"], row["amount"]) for row in found["funding_streams"]] == [("2017-18", "")]
    assert [(row["period"], row["measure"]) for row in found["allocations"]] == [("2017-18", "allocation")]


def test_keys_and_titles_of_one_quarter_become_those_of_the_next():
    assert COURSE.key("forms-2016-17-q2") == "forms-2016-17-q3"
    assert COURSE.key("annual-report-2011-12") == "annual-report-2011-12"
    assert COURSE.words("Forms 2016/17, Quarter 2") == "Forms 2016/17, Quarter 3"
    later = Renaming(periods.parse_quarter("2016-17-Q4"), periods.parse_quarter("2017-18-Q1"))
    assert later.words("Forms 2016/17, Quarter 4") == "Forms 2017/18, Quarter 1"
