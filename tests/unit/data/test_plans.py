"""A plan knows whose it is, of what kind, and the last quarter that it looks ahead to."""

import pytest

from helpers.data import plans
from helpers.errors import ParamsError
from support import add_row, rows_of, write_rows

PLAN = {
    "plan": "p",
    "area": "dudley",
    "title": "Plan",
    "kind": "action plan",
    "source": "doc",
    "lead": "Police",
    "locator": "line 1",
}
ACTION = {"plan": "p", "ref": "1", "action": "Do it", "status": "in progress", "source": "doc", "locator": "line 2"}
STONE = {"plan": "p", "order": "1", "milestone": "Done", "status": "final", "source": "doc", "locator": "line 3"}
TARGET = {
    "area": "dudley",
    "indicator": "i",
    "role": "target",
    "basis": "absolute",
    "value": "1",
    "status": "final",
    "unit": "offences",
    "locator": "line 4",
}


@pytest.fixture
def place(copied_project):
    """A project of which no plan says anything yet."""
    for name in ("plans", "targets", "actions", "milestones"):
        write_rows(copied_project.data, name, [])
    return copied_project


def until(place, **plan: str) -> str | None:
    add_row(place.data, "plans", **PLAN, **plan)
    [found] = plans.read(place)
    return found.until and str(found.until)


def test_plans_stand_in_the_datas_order_with_whose_they_are(project):
    found = [(plan.key, plan.area, plan.kind, str(plan.until)) for plan in plans.read(project)]

    assert found == [
        ("ni-20-dudley", "dudley", "delivery plan", "2010-11-Q4"),
        ("domestic-abuse-service-improvement", "dudley", "action plan", "2012-13-Q4"),
        ("police-and-crime-commissioner-preparation", "dudley", "action plan", "2012-13-Q3"),
        ("scrutiny-work-programme-2012-13", "dudley", "work programme", "2012-13-Q4"),
        ("ni-15-staffordshire", "staffordshire", "delivery plan", "2010-11-Q4"),
    ]


def test_a_plan_with_targets_looks_ahead_to_the_end_of_the_last(place):
    for period in ("2010-11", "2011-12", "2009-10"):
        add_row(place.data, "targets", **TARGET, period=period, source="doc")
    add_row(place.data, "targets", **TARGET, period="2014-15", source="other")
    add_row(place.data, "actions", **ACTION, due="2013-01-31")

    assert until(place, to_date="2013-03-31") == "2011-12-Q4"


def test_a_plan_without_targets_looks_ahead_to_its_end_whatever_its_actions_say(place):
    add_row(place.data, "actions", **ACTION, due="2013-01-31")

    assert until(place, to_date="2012-06-30") == "2012-13-Q1"


@pytest.mark.parametrize(
    ("actions", "stones", "quarter"),
    [
        (["2012-06-30", ""], [], "2012-13-Q1"),
        ([], ["2012-07-01"], "2012-13-Q2"),
        (["2012-06-30"], ["2012-07-01"], "2012-13-Q2"),
        (["2013-03-31"], ["2012-07-01"], "2012-13-Q4"),
        (["2013-04-01"], [""], "2013-14-Q1"),
        ([""], [""], None),
        ([], [], None),
    ],
)
def test_a_plan_without_an_end_looks_ahead_to_its_last_dated_step(place, actions, stones, quarter):
    for due in actions:
        add_row(place.data, "actions", **ACTION, due=due)
    for due in stones:
        add_row(place.data, "milestones", **STONE, due=due)
    add_row(place.data, "actions", **{**ACTION, "plan": "q"}, due="2020-01-01")

    assert until(place) == quarter


def test_no_plans_are_none(place):
    assert plans.read(place) == []
    with pytest.raises(ParamsError, match=r"there are none$"):
        plans.read_one(place, "p", "action plan")


def test_one_plan_is_found_by_its_key_and_kind(project):
    assert plans.read_one(project, "ni-20-dudley", "delivery plan").area == "dudley"


def test_a_plan_of_another_kind_is_refused_with_those_that_there_are(project):
    with pytest.raises(ParamsError) as error:
        plans.read_one(project, "domestic-abuse-service-improvement", "delivery plan")

    told = str(error.value)
    assert told.startswith("there is no delivery plan 'domestic-abuse-service-improvement' in data/plans.csv")
    assert told.endswith("there are ni-20-dudley, ni-15-staffordshire")


def test_a_plan_that_says_nothing_of_its_years_is_refused_with_what_to_give(place):
    add_row(place.data, "plans", **PLAN)

    with pytest.raises(ParamsError) as error:
        plans.read_one(place, "p", "action plan")

    assert str(error.value).startswith("data/plans.csv: p has no targets, no to_date and no dated action or milestone")
    assert str(error.value).endswith("give its to_date")


def test_a_due_date_that_is_no_action_of_a_known_plan_is_not_read_for_it(copied_project):
    kept = [
        row for row in rows_of(copied_project.data, "actions") if row["plan"] != "domestic-abuse-service-improvement"
    ]
    write_rows(copied_project.data, "actions", kept)

    found = {plan.key: plan.until for plan in plans.read(copied_project)}

    assert (
        str(found["domestic-abuse-service-improvement"]) == "2012-13-Q3"
    )  # its last milestone is due on 31 October 2012
