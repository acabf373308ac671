"""Boroughs are set side by side on a fair base: per resident, and only of what is reported."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import boroughs, disclosure, grants, recorded
from helpers.data import catalogue, loading, policies
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
Q2 = periods.parse("2016-17-Q2")
SOURCE = "west-midlands-grant-monitoring-2016-17-q2"
GRANT = grants.GRANT
AREAS = pd.DataFrame(
    [
        ("force", "Force", "force area", ""),
        ("sandwell", "Sandwell", "borough", "force"),
        ("birmingham", "Birmingham", "borough", "force"),
        ("east", "Birmingham East", "sub-area", "birmingham"),
        ("north", "Birmingham North", "sub-area", "birmingham"),
    ],
    columns=["area", "name", "kind", "parent"],
)
MONEY = ["area", "period", "stream", "project", "measure", "amount", "qualifier", "status", "source", "row"]
COUNT = [
    "area",
    "project",
    "period",
    "period_kind",
    "title",
    "breakdown",
    "unit",
    "qualifier",
    "value",
    "source",
    "row",
]


def people(**numbers: float) -> pd.DataFrame:
    rows = [(area, number, "doc", f"populations.csv:{line}") for line, (area, number) in enumerate(numbers.items(), 2)]
    table = pd.DataFrame(rows, columns=["area", "population", "source", "row"]).astype({"population": "float64"})
    return table.assign(period="2016-17")


def frame(columns: list[str], name: str, *rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys(columns, "") | {"area": "sandwell", "project": "a", "stream": GRANT, "status": "final"}
    numbered = [{**blank, "row": f"{name}.csv:{line}", **row} for line, row in enumerate(rows, 2)]
    return pd.DataFrame(numbered)[columns] if rows else pd.DataFrame(columns=columns)


def given(*rows: dict) -> pd.DataFrame:
    rows = ({"measure": "allocation", "period": "2016-17", **row} for row in rows)
    return frame(MONEY, "allocations", *rows).astype({"amount": "float64"})


def paid(*rows: dict) -> pd.DataFrame:
    rows = ({"measure": "to date", "period": "2016-17-Q2", **row} for row in rows)
    return frame(MONEY, "spend", *rows).astype({"amount": "float64"})


def projects(*keys: tuple) -> pd.DataFrame:
    rows = [(area, name, name.upper(), "", "doc") for area, name in keys]
    return pd.DataFrame(rows, columns=["area", "project", "title", "priority", "source"])


def counted(*rows: dict) -> pd.DataFrame:
    span = {"period": "2016-17-Q2", "period_kind": "year to date", "unit": "clients", "title": "Clients helped"}
    return frame(COUNT, "outcomes", *({**span, **row} for row in rows)).astype({"value": "float64"})


def cost(spend: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    return boroughs.unit_costs(spend, counts, projects(("sandwell", "a"), ("birmingham", "a")), quarter=Q2)


def beside(allocations=(), spend=(), streams=(), described=(("sandwell", "a"), ("sandwell", "b")), **numbers):
    tables = {
        "areas": AREAS,
        "populations": people(**({"sandwell": 100, "birmingham": 200} | numbers)),
        "funding_streams": pd.DataFrame(streams, columns=["area", "period", "stream", "amount", "row"]),
        "allocations": given(*allocations),
        "spend": paid(*spend),
        "outcomes": counted(),
        "projects": projects(*described),
    }
    return boroughs.side_by_side(tables, quarter=Q2, source="doc")


@pytest.fixture(scope="module")
def real() -> dict[str, pd.DataFrame]:
    data = Project(ROOT).data
    described = catalogue.read(data)
    names = (
        "areas",
        "populations",
        "funding_streams",
        "allocations",
        "spend",
        "projects",
        "outcomes",
        "stated_figures",
    )
    return {name: loading.load(data, described[name]) for name in names}


def test_of_a_borough_that_is_split_the_parts_are_added_up():
    found = boroughs.residents(AREAS, people(east=10, sandwell=7, north=5), "doc", year=Q2.financial_year)

    assert found.values.tolist() == [
        ["birmingham", "Birmingham", 15, 2, "populations.csv:2; populations.csv:4"],
        ["sandwell", "Sandwell", 7, 1, "populations.csv:3"],
    ]


def test_a_part_whose_residents_are_not_known_leaves_the_sum_unknown():
    found = boroughs.residents(AREAS, people(east=10, sandwell=NAN, north=NAN), "doc", year=Q2.financial_year)

    assert found["population"].isna().all()


def test_residents_are_those_of_the_documents_own_table():
    numbers = pd.concat([people(sandwell=7), people(sandwell=9).assign(source="ons")])

    assert boroughs.residents(AREAS, numbers, "doc", year=Q2.financial_year)["population"].tolist() == [7]


def test_where_the_document_prints_no_residents_those_of_its_year_are_taken():
    numbers = pd.concat([people(sandwell=7), people(sandwell=9).assign(source="ons", period="2016-06")])

    assert boroughs.residents(AREAS, numbers, "later", year=Q2.financial_year)["population"].tolist() == [7]
    assert boroughs.residents(AREAS, numbers, "later", year=Q2.financial_year.year_after()).empty


def test_a_return_that_describes_its_projects_no_more_is_known_by_its_figures():
    later = paid({"area": "sandwell", "amount": 5, "source": "later"})

    assert boroughs.reporting(AREAS, projects(("birmingham", "b")), later, source="later")["area"].tolist() == [
        "sandwell"
    ]


def test_only_boroughs_of_which_the_document_describes_projects_made_a_return():
    described = projects(("force", "f"), ("sandwell", "s"), ("east", "e"), ("birmingham", "b"))

    assert boroughs.reporting(AREAS, described, source="doc")["area"].to_dict() == {0: "birmingham", 1: "sandwell"}
    assert boroughs.reporting(AREAS, described, source="other").empty


def test_money_per_head_is_pounds_by_residents_and_a_share_is_only_of_projects_that_report_both():
    allocations = [{"amount": 60}, {"project": "b", "amount": 40}]

    row = beside(allocations, [{"amount": 15}]).iloc[0]

    assert row[["allocated", "allocated_projects", "spent", "population"]].tolist() == [100, 2, 15, 100]
    assert row[["both_allocated", "both_spent", "share"]].tolist() == [60, 15, 0.25]
    assert row[["per_head", "spent_per_head"]].tolist() == [1, 0.15]


@pytest.mark.parametrize(
    ("allocations", "streams", "basis"),
    [
        ([], [], "nothing"),
        ([{"amount": NAN}], [], "nothing"),
        ([{"amount": 0}], [], "part of the grant"),
        ([{"amount": 60}], [], "part of the grant"),
        ([{"amount": 60}], [("sandwell", "2016-17", GRANT, NAN, "f.csv:2")], "part of the grant"),
        ([{"amount": 60}], [("sandwell", "2015-16", GRANT, 90, "f.csv:2")], "part of the grant"),
        ([{"amount": 60}], [("birmingham", "2016-17", GRANT, 90, "f.csv:2")], "part of the grant"),
        ([{"amount": 60}], [("sandwell", "2016-17", "yjb", 90, "f.csv:2")], "part of the grant"),
        ([{"amount": 60}], [("sandwell", "2016-17", GRANT, 90, "f.csv:2")], "grant"),
        ([], [("sandwell", "2016-17", GRANT, 90, "f.csv:2")], "grant"),
    ],
)
def test_the_basis_says_whether_the_return_prints_the_grant_of_the_year_or_part_of_it(allocations, streams, basis):
    assert beside(allocations, streams=streams)["basis"].tolist() == [basis]


def test_what_a_borough_does_not_report_is_missing_and_never_nought():
    row = beside().iloc[0]

    missing = ["grant", "allocated", "spent", "both_allocated", "both_spent", "share", "per_head", "spent_per_head"]
    assert row[missing].isna().all()
    assert (row["allocated_projects"], row["row"]) == (0, "")


def test_an_allocation_of_nought_to_all_who_report_both_has_no_share():
    row = beside([{"amount": 0}], [{"amount": 15}]).iloc[0]

    assert row[["both_allocated", "both_spent", "per_head"]].tolist() == [0, 15, 0]
    assert pd.isna(row["share"])


def test_a_borough_without_residents_in_the_table_has_money_but_none_per_head():
    row = beside([{"amount": 60}], sandwell=NAN).iloc[0]

    assert row["allocated"] == 60
    assert row[["population", "per_head"]].isna().all()


def test_no_return_gives_an_empty_table_with_its_columns():
    found = beside(described=())

    assert found.empty
    assert {"area", "grant", "population", "share", "per_head", "basis", "row", "method"} <= set(found)


def test_projects_with_an_answer_are_those_that_do_not_lack_it():
    lacking = pd.DataFrame(
        {
            "allocation": [True, False, False],
            "spend": [False, False, False],
            "outcomes": [True, True, True],
            "risks": [True, False, True],
        }
    )

    found = boroughs.answers({"sandwell": lacking, "dudley": lacking.iloc[:0]}, {"sandwell": 5, "dudley": 2})

    assert found.values.tolist() == [["sandwell", 5, 3, 2, 5, 4], ["dudley", 2, 2, 2, 2, 2]]
    assert boroughs.answers({}, {}).columns.tolist() == found.columns.tolist()


def test_a_case_costs_the_spend_by_the_count_of_the_same_stretch_of_time():
    row = cost(paid({"amount": 100}), counted({"value": 8})).iloc[0]

    assert row[["area", "title", "counted", "span", "spent", "count", "cost", "row"]].tolist() == [
        "sandwell", "A", "Clients helped", "year to date", 100, 8, 12.5, "spend.csv:2; outcomes.csv:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "span", "costs"),
    [
        ("to date", "year to date", 1),
        ("in quarter", "in quarter", 1),
        ("to date", "in quarter", 0),
        ("in quarter", "year to date", 0),
        ("to date", "since inception", 0),
        ("to date", "snapshot", 0),
        ("in quarter", "not stated", 0),
        ("underspend", "year to date", 0),
    ],
)
def test_spend_and_a_count_of_other_stretches_of_time_have_no_cost(measure, span, costs):
    assert len(cost(paid({"amount": 100, "measure": measure}), counted({"value": 8, "period_kind": span}))) == costs


@pytest.mark.parametrize(
    "count",
    [
        {"value": NAN},
        {"value": 0},
        {"value": 8, "breakdown": "Gender: women"},
        {"value": 8, "unit": "kits"},
        {"value": 8, "unit": "per cent"},
        {"value": 8, "period": "2016-17-Q1"},
        {"value": 8, "project": "b"},
        {"value": 8, "area": "birmingham"},
        {"value": 800, "qualifier": "over"},
    ],
)
def test_a_count_that_is_not_known_or_of_something_else_has_no_cost(count):
    assert cost(paid({"amount": 100}), counted(count)).empty


@pytest.mark.parametrize(
    "spend",
    [
        {"amount": NAN},
        {"amount": 0},
        {"amount": NAN, "status": "nil"},
        {"amount": 100, "period": "2016-17-Q1"},
        {"amount": 100, "project": "b"},
        {"amount": 100, "qualifier": "about"},
    ],
)
def test_without_any_exact_spend_of_the_quarter_there_is_no_cost(spend):
    assert cost(paid(spend), counted({"value": 8})).empty


def test_the_parts_of_what_a_project_spent_are_added_up_before_it_is_divided():
    counts = counted({"value": 8}, {"value": 4, "title": "Cases closed", "unit": "cases"})

    found = cost(paid({"amount": 60}, {"amount": 40}, {"amount": NAN, "status": "nil"}), counts)

    assert found[["counted", "spent", "cost"]].values.tolist() == [
        ["Clients helped", 100, 12.5],
        ["Cases closed", 100, 25],
    ]
    assert cost(paid({"amount": 60}, {"amount": NAN, "status": "not_stated"}), counts).empty


def test_projects_of_one_name_in_two_boroughs_are_two_projects():
    spend = paid({"amount": 100}, {"amount": 30, "area": "birmingham"})

    found = cost(spend, counted({"value": 10, "area": "birmingham"}, {"value": 10}))

    assert dict(zip(found["area"], found["cost"], strict=True)) == {"sandwell": 10, "birmingham": 3}


def test_nothing_spent_and_nothing_counted_cost_nothing():
    for found in (cost(paid(), counted({"value": 8})), cost(paid({"amount": 1}), counted()), cost(paid(), counted())):
        assert found.empty
        assert {"area", "count", "cost", "row", "method"} <= set(found)


def test_a_hidden_count_has_no_cost():
    policy = policies.Policy(5, frozenset({"clients"}))

    found = {
        count: len(cost(paid({"amount": 100}), disclosure.protect(counted({"value": count}), policy)))
        for count in (0, 1, 4, 5, 6)
    }

    assert found == {0: 0, 1: 0, 4: 0, 5: 1, 6: 1}


def test_the_callers_frames_are_not_altered():
    frames = paid({"amount": 100}), counted({"value": 8}), people(east=10), AREAS, given({"amount": 3})
    before = [given_.copy(deep=True) for given_ in frames]

    cost(*frames[:2])
    boroughs.residents(AREAS, frames[2], "doc", year=Q2.financial_year)

    for given_, copy in zip(frames, before, strict=True):
        assert_frame_equal(given_, copy)


def test_birminghams_four_parts_have_1_073_045_residents(real):
    # By hand: 344,320 + 192,885 + 302,057 + 233,783.
    found = boroughs.residents(real["areas"], real["populations"], SOURCE, year=Q2.financial_year).set_index("area")

    assert found.loc["birmingham", ["population", "parts"]].tolist() == [1073045, 4]
    assert found.loc["coventry", ["population", "parts"]].tolist() == [345385, 1]
    assert len(found) == 7


def test_only_coventry_prints_its_grant_and_reports_both_amounts(real):
    found = boroughs.side_by_side(real, quarter=Q2, source=SOURCE).set_index("area")

    assert found["basis"].to_dict() == {
        "birmingham": "part of the grant",
        "coventry": "grant",
        "dudley": "part of the grant",
        "sandwell": "nothing",
        "walsall": "part of the grant",
    }
    assert found["share"].dropna().to_dict() == {"coventry": pytest.approx(226191.46 / 492478)}
    assert found.loc["coventry", ["grant", "allocated", "spent"]].tolist() == [409728, 492478, pytest.approx(226191.46)]
    assert found.loc["coventry", "per_head"] == pytest.approx(492478 / 345385)


def test_two_projects_of_the_returns_spend_and_count_over_one_stretch_of_time(real):
    every = pd.concat(
        recorded.outcomes(real["outcomes"], real["stated_figures"], real["projects"], area=area, source=SOURCE)
        for area in boroughs.reporting(real["areas"], real["projects"], source=SOURCE)["area"]
    )

    protected = disclosure.protect(every, policies.read_policy(Project(ROOT)))
    found = boroughs.unit_costs(real["spend"], protected, real["projects"], quarter=Q2)

    # 85,000 by 91 referrals to date; 36,750 by 84 offenders in the quarter.
    assert found["area"].tolist() == ["coventry", "walsall"]
    assert found["cost"].tolist() == pytest.approx([934.07, 437.50], abs=0.005)


def test_what_is_booked_for_the_whole_year_at_once_is_no_cost_of_half_of_it(real):
    booked = boroughs.booked_in_full(real["allocations"], real["spend"], quarter=Q2)

    assert sorted(project for area, project in booked if area == "coventry") == [
        "administration-and-partnership-support",
        "domestic-security",
        "substance-misuse-and-early-intervention",
        "youth-offending-out-of-court-disposals",
    ]
    every = recorded.outcomes(
        real["outcomes"], real["stated_figures"], real["projects"], area="coventry", source=SOURCE
    )
    counts = disclosure.protect(every, policies.read_policy(Project(ROOT)))
    assert boroughs.unit_costs(real["spend"], counts, real["projects"], quarter=Q2)["cost"].round(2).tolist() == [
        934.07
    ]
    assert boroughs.unit_costs(real["spend"], counts, real["projects"], quarter=Q2, booked=booked).empty


def test_at_the_end_of_the_year_a_whole_allocation_spent_is_what_the_year_cost():
    allocations = pd.DataFrame(
        {"area": "a", "project": ["x", "y"], "period": "2016-17", "measure": "allocation", "amount": [100, 100]}
    )
    half, whole = (
        pd.DataFrame({"area": "a", "project": ["x", "y"], "period": q, "measure": "to date", "amount": [100, 99.99]})
        for q in ("2016-17-Q2", "2016-17-Q4")
    )

    assert boroughs.booked_in_full(allocations, half, quarter=Q2) == {("a", "x")}
    assert boroughs.booked_in_full(allocations, whole, quarter=periods.parse("2016-17-Q4")) == frozenset()
