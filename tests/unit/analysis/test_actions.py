"""How far an action plan has come, as at a stated day."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import actions
from helpers.data import catalogue, loading
from helpers.errors import DataError
from helpers.project import Project
from tests.action_rows import COLUMNS

ROOT = Path(__file__).parents[3]
DAY = date(2012, 9, 6)
PLAN = "domestic-abuse-service-improvement"
STONE = ["plan", "ref", "order", "milestone", "due", "due_printed", "status", "row"]


def listed(*rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys(COLUMNS, "")
    numbered = [
        {**blank, "plan": "p", "ref": str(n), "status": "in progress", "row": f"actions.csv:{n}", **row}
        for n, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(numbered, columns=COLUMNS).astype("str")


def due(days: int, **more: str) -> dict:
    return {"due": (DAY + timedelta(days=days)).isoformat(), **more}


def progress(*rows: dict) -> pd.DataFrame:
    return actions.progress(listed(*rows), plan="p", as_at=DAY)


def dated(*rows: tuple) -> pd.DataFrame:
    named = [dict(zip(("order", "due"), row, strict=True)) for row in rows]
    blank = {"plan": "p", "ref": "", "milestone": "", "due_printed": "", "status": "final", "row": ""}
    return pd.DataFrame([{**blank, **row} for row in named], columns=STONE)


@pytest.fixture(scope="module")
def real() -> dict[str, pd.DataFrame]:
    data = Project(ROOT).data
    described = catalogue.read(data)
    return {name: loading.load(data, described[name]) for name in ("actions", "milestones", "plans")}


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-400, "overdue"),
        (-1, "overdue"),
        (0, "due"),
        (1, "due"),
        (29, "due"),
        (30, "due"),
        (31, "on track"),
        (400, "on track"),
    ],
)
def test_an_action_is_due_from_thirty_days_before_its_day_and_overdue_the_day_after_it(days, state):
    found = progress(due(days))

    assert found[["state", "days"]].values.tolist() == [[state, days]]


@pytest.mark.parametrize("row", [due(-1), due(0), due(31), {"due": ""}])
def test_what_is_complete_is_neither_late_nor_without_a_date(row):
    assert progress({**row, "status": "complete"})["state"].tolist() == ["complete"]


@pytest.mark.parametrize("status", ["in progress", "ongoing", "not started", "not stated", ""])
def test_only_the_word_complete_makes_an_action_complete(status):
    found = progress(due(-1, status=status), {"due": "", "status": status})

    assert found["state"].tolist() == ["overdue", "no date"]
    assert found["reported"].tolist() == [status, status]


@pytest.mark.parametrize("printed", ["ongoing", "2011-2013", "Complete."])
def test_a_day_in_words_is_no_day_to_hold_an_action_to(printed):
    found = progress({"due": "", "due_printed": printed})

    assert found["state"].tolist() == ["no date"]
    assert found["days"].isna().all()


def test_a_blank_day_does_not_take_the_day_of_the_action_before_it():
    assert progress(due(-1), {"due": ""}, {"due": ""}, due(31))["state"].tolist() == [
        "overdue",
        "no date",
        "no date",
        "on track",
    ]


def test_actions_stand_in_the_plans_order_and_those_of_another_plan_are_left_out():
    found = progress(due(5), due(1, plan="q"), due(-3))

    assert found["ref"].to_dict() == {0: "1", 1: "3"}


def test_a_plan_without_actions_has_no_progress_no_themes_and_nothing_overdue():
    found = progress(due(1, plan="q"))

    assert found.empty
    assert actions.by_theme(found).empty
    assert {*actions.STATES, "theme", "actions", "rows"} <= set(actions.by_theme(found))
    assert actions.overdue(found).empty
    assert actions.due_next(found, days=30).empty


def test_a_theme_counts_its_actions_in_every_state_even_those_that_none_is_in():
    found = progress(due(-1, theme="B"), due(0, theme="A"), due(1, theme="B"), due(2), {"theme": "B"})

    assert actions.by_theme(found)[["theme", *actions.STATES, "actions", "rows"]].values.tolist() == [
        ["B", 0, 0, 1, 1, 1, 3, "actions.csv:1; actions.csv:3; actions.csv:5"],
        ["A", 0, 0, 1, 0, 0, 1, "actions.csv:2"],
        ["No theme", 0, 0, 1, 0, 0, 1, "actions.csv:4"],
    ]


def test_the_longest_overdue_stand_first_and_those_of_one_day_in_the_plans_order():
    found = progress(due(-1), due(-9), due(0), due(-1), due(-20, status="complete"))

    assert actions.overdue(found)["ref"].tolist() == ["2", "1", "4"]


@pytest.mark.parametrize(("days", "refs"), [(0, ["2"]), (6, ["2"]), (7, ["2", "1"]), (31, ["2", "1", "5"])])
def test_what_is_next_falls_due_from_the_day_itself_up_to_the_last_day_asked_for(days, refs):
    found = progress(due(7), due(0), due(-1), due(3, status="complete"), due(31), {})

    assert actions.due_next(found, days=days)["ref"].tolist() == refs


@pytest.mark.parametrize(("days", "passed"), [(-1, True), (0, True), (1, False)])
def test_a_step_has_passed_from_its_own_day_on(days, passed):
    found = actions.steps(dated((1, due(days)["due"])), plan="p", as_at=DAY)

    assert found["passed"].tolist() == [passed]


def test_steps_stand_in_order_of_time_then_of_the_plan_and_those_without_a_day_last():
    stones = dated((1, ""), (2, "2012-10-01"), (5, "2012-05-31"), (4, "2012-05-31"), (3, ""))

    found = actions.steps(stones, plan="p", as_at=DAY)

    assert found["order"].tolist() == [4, 5, 2, 1, 3]
    assert found["passed"].tolist() == [True, True, False, False, False]


def test_a_plan_without_steps_has_none():
    assert actions.steps(dated((1, "2012-05-31")), plan="q", as_at=DAY).empty
    assert actions.steps(dated(), plan="p", as_at=DAY).empty


def test_a_plan_is_found_by_its_key_and_another_is_refused_with_what_there_is():
    plans = pd.DataFrame({"plan": ["a", "b"], "title": ["One", "Two"]})

    assert actions.plan_of(plans, "b")["title"] == "Two"
    with pytest.raises(DataError) as error:
        actions.plan_of(plans, "c")
    assert str(error.value) == "there is no plan 'c' to be seen here; there are a, b"
    with pytest.raises(DataError, match=r"there are none$"):
        actions.plan_of(plans.iloc[:0], "c")


def test_the_callers_frames_are_not_altered():
    given, stones = listed(due(-1), {}), dated((1, ""), (2, "2012-05-31"))
    before = given.copy(deep=True), stones.copy(deep=True)

    found = actions.progress(given, plan="p", as_at=DAY)
    kept = found.copy(deep=True)
    actions.by_theme(found)
    actions.overdue(found)
    actions.due_next(found, days=30)
    actions.steps(stones, plan="p", as_at=DAY)

    for frame, copy in zip((given, stones, found), (*before, kept), strict=True):
        assert_frame_equal(frame, copy)


# What Dudley's domestic abuse plan, as reported to the committee of 6 September 2012, comes to. Its 14 actions of September
# are due on the 30th: 31 days after 30 August, 30 after the 31st. Its one action of October is due on the 31st.
@pytest.mark.parametrize(
    ("day", "on_track", "soon", "overdue"),
    [
        ("2012-08-30", 26, 0, 7),
        ("2012-08-31", 12, 14, 7),
        ("2012-09-05", 12, 14, 7),
        ("2012-09-06", 12, 14, 7),
        ("2012-09-07", 12, 14, 7),
        ("2012-09-30", 12, 14, 7),
        ("2012-10-01", 11, 1, 21),
    ],
)
def test_dudleys_action_plan_has_43_actions_each_in_the_state_of_the_day(real, day, on_track, soon, overdue):
    found = actions.progress(real["actions"], plan=PLAN, as_at=date.fromisoformat(day))

    counts = found["state"].value_counts().reindex(actions.STATES, fill_value=0)
    assert len(found) == 43
    assert counts.tolist() == [7, on_track, soon, overdue, 3]
    assert actions.by_theme(found)[list(actions.STATES)].sum().tolist() == counts.tolist()


def test_dudleys_longest_overdue_actions_were_due_in_march_2012(real):
    late = actions.overdue(actions.progress(real["actions"], plan=PLAN, as_at=DAY))

    assert late["ref"].tolist() == ["33", "40", "16", "15", "18", "22", "27"]
    assert late["days"].tolist() == [-159, -159, -129, -68, -68, -68, -68]  # 31 March, 30 April, 30 June


def test_dudleys_training_at_saltwells_takes_place_on_the_day_of_the_meeting(real):
    before, on = (
        actions.steps(real["milestones"], plan=PLAN, as_at=day).set_index("order")["passed"]
        for day in (DAY - timedelta(days=1), DAY)
    )

    assert (before.sum(), on.sum()) == (27, 28)
    assert before.index[before != on].tolist() == [15]


@pytest.mark.parametrize("plan", ["domestic-abuse-service-improvement", "ni-15-staffordshire"])
def test_the_plans_are_described_in_data(real, plan):
    assert actions.plan_of(real["plans"], plan)["plan"] == plan
