"""Where there is nothing to list, a sentence says what is not there, and no table or total of noughts stands for it."""

from datetime import date

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import actions as plan_actions
from helpers.data.declarations import Peers
from helpers.publishing import actions, boroughs, comparison, grants, risks
from helpers.publishing.tables import Text
from tests.action_rows import COLUMNS

NAN = float("nan")
DAY = date(2026, 11, 12)
QUARTER = periods.parse("2026-27-Q2")
NOTHING = pd.DataFrame()
ACTIONS = pd.DataFrame(columns=COLUMNS)
PROGRESS = plan_actions.progress(ACTIONS, plan="plan", as_at=DAY)
PEERS = Peers("boroughs", "boroughs of Anyshire", "They are neighbours.", (), {})


@pytest.mark.parametrize(
    ("made", "name", "said"),
    [
        (
            lambda: actions.summary_table(plan_actions.by_theme(PROGRESS), title="Plan", day=DAY),
            "action-summary",
            "No action of the plan is recorded, so none can be called complete, due or overdue.",
        ),
        (lambda: actions.plan_tables(PROGRESS, day=DAY), "action-plan", "No action of the plan is recorded."),
        (lambda: risks.above_table(NOTHING, NOTHING, NOTHING, threshold=12), "risks-above", "No risk is recorded."),
        (
            lambda: risks.above_table(pd.DataFrame({"risk": ["Rain"]}), NOTHING, NOTHING, threshold=12),
            "risks-above",
            "No risk scores 12 or more, and every risk is scored.",
        ),
        (
            lambda: comparison.places_table(NOTHING, area_name="Anybury", period=QUARTER.rolling_year, peers=PEERS),
            "places",
            "Anybury cannot be placed among the boroughs of Anyshire for the year ending September 2026: no kind of recorded "
            "crime has figures and populations from which rates could be compared.",
        ),
        (
            lambda: boroughs.populations_table(NOTHING, pd.DataFrame(columns=["source"]), AREAS, source="return"),
            "borough-populations",
            "The return prints no number of residents.",
        ),
    ],
)
def test_a_table_of_nothing_is_a_sentence(made, name, said):
    assert made() == Text(name, [said])


AREAS = pd.DataFrame({"area": ["anybury"], "name": ["Anybury"]})


@pytest.mark.parametrize(
    ("allocated", "said"),
    [
        (NAN, "No return prints an allocation."),
        (84_000.0, "No number of residents is recorded, so no allocation can be set against one."),
    ],
)
def test_an_allocation_that_cannot_be_set_against_residents_is_told_apart_from_none(allocated, said):
    of_anybury = {"name": "Anybury", "per_head": NAN, "allocated": allocated, "allocated_projects": 1, "method": "m"}

    chart = boroughs.per_head_chart(pd.DataFrame([of_anybury]), quarter=QUARTER)

    assert (chart.message, chart.empty) == (said, True)


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        (NAN, "Anybury's return prints no allocation by project and no spend to date"),
        (450.0, "Anybury's return prints no allocation by project, and spend to date of £450 for 1 project"),
    ],
)
def test_a_return_without_allocations_is_not_said_to_print_some_of_nothing(spent, said):
    projects = pd.DataFrame({"allocation": [NAN], "spent": [spent]})

    told = grants.message(projects, area_name="Anybury", quarter=QUARTER)

    assert told == f"{said}, so how far spending has come cannot be told."


def test_of_no_risk_nothing_is_counted():
    register = pd.DataFrame({"row": []})

    assert [quote.id for quote in risks.risk_quotes(register, register, register, threshold=12)] == ["risks.message"]
