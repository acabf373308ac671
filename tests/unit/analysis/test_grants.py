"""A grant's projects: allocated, spent to date, and where that leads."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import grants
from helpers.data import catalogue, loading
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
QUARTERS = {part: periods.parse(f"2016-17-Q{part}") for part in (1, 2, 3, 4)}
Q2 = QUARTERS[2]
GRANT = "pcc-community-safety-grant"
MONEY = [
    "area",
    "period",
    "stream",
    "project",
    "measure",
    "part",
    "amount",
    "printed",
    "status",
    "source",
    "note",
    "row",
]
DESCRIBED = pd.DataFrame(
    {
        "area": ["dudley"] * 3 + ["sandwell"],
        "project": ["b", "a", "c", "s"],
        "title": ["Bees", "Ants", "Cows", "Sheep"],
        "priority": ["Two", "One", "", "One"],
    }
)
KNOWN = ["allocation", "spent", "expected", "variance", "forecast", "underspend"]


def money(table: str, *rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys(MONEY, "") | {
        "area": "dudley",
        "stream": GRANT,
        "amount": NAN,
        "status": "final",
        "source": "doc",
    }
    numbered = [{**blank, "row": f"{table}.csv:{line}", **row} for line, row in enumerate(rows, 2)]
    frame = pd.DataFrame(numbered, columns=MONEY)
    return frame.astype({name: "float64" if name == "amount" else "str" for name in MONEY})


def given(*amounts: tuple, **more) -> pd.DataFrame:
    rows = [
        {"project": name, "amount": amount, "measure": "allocation", "period": "2016-17", **more}
        for name, amount in amounts
    ]
    return money("allocations", *rows)


def paid(*rows: tuple) -> pd.DataFrame:
    """Of each row the project, quarter, measure, amount and status."""
    names = ("project", "period", "measure", "amount", "status")
    told = [dict(zip(names, (row[0], f"2016-17-Q{row[1]}", *row[2:]), strict=False)) for row in rows]
    return money("spend", *told)


def projects(allocations: pd.DataFrame, spend: pd.DataFrame, quarter: periods.Period = Q2, **more) -> pd.DataFrame:
    return grants.projects(allocations, spend, DESCRIBED, area="dudley", quarter=quarter, **more)


def one(allocation: float | None, spent: float | None, part: int = 2) -> pd.Series:
    """The only project, of an allocation and spend to date; None where there is no row at all."""
    allocations = given() if allocation is None else given(("a", allocation))
    spend = paid() if spent is None else paid(("a", part, "to date", spent))
    table = projects(allocations, spend, QUARTERS[part])
    assert len(table) == 1
    return table.iloc[0]


@pytest.fixture(scope="module")
def coventry() -> pd.DataFrame:
    data = Project(ROOT).data
    described = catalogue.read(data)
    tables = (loading.load(data, described[name]) for name in ("allocations", "spend", "projects"))
    return grants.projects(*tables, area="coventry", quarter=Q2)


@pytest.mark.parametrize(("part", "share"), [(1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0)])
def test_an_even_pace_spends_a_quarter_of_the_allocation_in_a_quarter(part, share):
    assert grants.expected_share(QUARTERS[part]) == share


# £60 of £120: after one quarter four times as much is to come, after four nothing more.
@pytest.mark.parametrize(
    ("part", "expected", "variance", "forecast", "underspend"),
    [(1, 30, 30, 240, -120), (2, 60, 0, 120, 0), (3, 90, -30, 80, 40), (4, 120, -60, 60, 60)],
)
def test_what_is_expected_and_forecast_follows_from_how_much_of_the_year_is_gone(
    part, expected, variance, forecast, underspend
):
    row = one(120, 60, part)

    assert row[KNOWN].tolist() == [120, 60, expected, variance, forecast, underspend]
    assert row["share"] == 0.5


@pytest.mark.parametrize(
    ("allocation", "spent", "state"),
    [
        (100, 40, "reported"),
        (100, 0, "reported"),
        (0, 0, "reported"),
        (0, 0.01, "nothing allocated"),
        (100, NAN, "no spend reported"),
        (100, None, "no spend reported"),
        (0, None, "no spend reported"),
        (NAN, 40, "no allocation"),
        (None, 40, "no allocation"),
        (NAN, None, "not reported"),
    ],
)
def test_the_state_says_which_of_the_two_amounts_is_reported(allocation, spent, state):
    assert one(allocation, spent)["state"] == state


def test_spend_without_an_allocation_has_a_forecast_and_nothing_to_hold_it_to():
    row = one(None, 40)

    assert row[["spent", "forecast"]].tolist() == [40, 80]
    assert row[["allocation", "share", "expected", "variance", "underspend"]].isna().all()


def test_spend_against_an_allocation_of_nought_is_all_over_it_and_has_no_share():
    row = one(0, 40)

    assert row[KNOWN].tolist() == [0, 40, 0, 40, 80, -80]
    assert pd.isna(row["share"])


def test_spend_that_is_not_reported_is_missing_and_never_nought():
    row = one(100, None)

    assert row[["spent", "in_quarter", "share", "variance", "forecast", "underspend"]].isna().all()
    assert row["expected"] == 50


@pytest.mark.parametrize(("status", "amount"), [("nil", 0), ("not_stated", NAN), ("to_follow", NAN)])
def test_nil_in_words_is_nought_and_any_other_word_is_missing(status, amount):
    row = projects(given(("a", 100)), paid(("a", 2, "to date", NAN, status))).iloc[0]

    assert row["spent"] == pytest.approx(amount, nan_ok=True)


@pytest.mark.parametrize(
    ("part", "quarters", "spent"),
    [
        (1, {1: 10}, 10),
        (2, {1: 10, 2: 5}, 15),
        (2, {2: 5}, NAN),
        (2, {1: 10}, NAN),
        (3, {1: 10, 2: 5, 3: 1}, 16),
        (3, {1: 10, 3: 1}, NAN),
        (3, {1: 10, 2: NAN, 3: 1}, NAN),
        (4, {1: 10, 2: 5, 3: 1, 4: 0}, 16),
        (1, {1: 10, 2: 5}, 10),
    ],
)
def test_spend_to_date_is_added_up_from_the_quarters_only_if_all_of_them_are_there(part, quarters, spent):
    spend = paid(*(("a", quarter, "in quarter", amount) for quarter, amount in quarters.items()))

    found = grants.spent_to_date(spend, QUARTERS[part])

    assert found.to_dict() == ({} if pd.isna(spent) else {"a": spent})


def test_a_quarter_of_nil_in_words_is_one_of_the_quarters_that_are_there():
    spend = paid(("a", 1, "in quarter", 10), ("a", 2, "in quarter", NAN, "nil"))

    assert grants.spent_to_date(spend, Q2).to_dict() == {"a": 10}


def test_spend_printed_to_date_goes_before_the_sum_of_the_quarters():
    spend = paid(("a", 1, "in quarter", 10), ("a", 2, "in quarter", 5), ("a", 2, "to date", 20))

    assert grants.spent_to_date(spend, Q2).to_dict() == {"a": 20}


def test_spend_to_date_of_an_earlier_quarter_is_not_spend_to_date():
    assert grants.spent_to_date(paid(("a", 1, "to date", 20)), Q2).empty


@pytest.mark.parametrize(
    ("part", "rows", "spent"),
    [
        (1, [("a", 1, "to date", 20)], 20),
        (1, [("a", 1, "to date", 20), ("a", 1, "in quarter", 19)], 19),
        (2, [("a", 1, "to date", 20), ("a", 2, "to date", 35)], 15),
        (2, [("a", 1, "to date", 20), ("a", 2, "to date", 35), ("a", 2, "in quarter", 14)], 14),
        (2, [("a", 2, "to date", 35)], NAN),
        (2, [("a", 1, "to date", 20), ("a", 2, "to date", 20)], 0),
        (3, [("a", 1, "to date", 20), ("a", 3, "to date", 35)], NAN),
        (2, [("a", 2, "in quarter", NAN, "nil"), ("a", 2, "to date", 35)], 0),
    ],
)
def test_spend_in_a_quarter_is_printed_or_what_two_figures_to_date_leave(part, rows, spent):
    found = grants.spent_in_quarter(paid(*rows), QUARTERS[part])

    assert found.to_dict() == ({} if pd.isna(spent) else {"a": spent})


def test_pence_add_up_without_binary_noise():
    spend = paid(("a", 1, "in quarter", 0.1), ("a", 2, "in quarter", 0.2))

    row = projects(given(("a", 0.6)), spend).iloc[0]

    assert row[KNOWN].tolist() == [0.6, 0.3, 0.3, 0.0, 0.6, 0.0]


def test_the_parts_of_an_allocation_are_added_up_and_an_unknown_part_leaves_it_unknown():
    table = projects(given(("a", 60), ("a", 40), ("b", 60), ("b", NAN)), paid())

    assert table.set_index("project")["allocation"].to_dict() == {"a": 100, "b": pytest.approx(NAN, nan_ok=True)}


def test_projects_stand_in_the_datas_order_with_where_their_money_stands():
    spend = paid(("b", 2, "to date", 5), ("c", 2, "in quarter", 1))

    table = projects(given(("a", 100), ("b", 50)), spend)

    assert table[["project", "title", "priority", "row"]].values.tolist() == [
        ["b", "Bees", "Two", "allocations.csv:3; spend.csv:2"],
        ["a", "Ants", "One", "allocations.csv:2"],
        ["c", "Cows", "", "spend.csv:3"],
    ]


def test_the_quarters_that_were_added_up_are_named_among_the_rows():
    spend = paid(("a", 1, "in quarter", 10), ("a", 2, "in quarter", 5), ("a", 3, "in quarter", 7))

    assert projects(given(("a", 100)), spend)["row"].tolist() == ["allocations.csv:2; spend.csv:2; spend.csv:3"]


@pytest.mark.parametrize(
    "other", [{"area": "sandwell"}, {"period": "2015-16"}, {"stream": "other"}, {"measure": "cost"}, {"project": ""}]
)
def test_what_is_not_the_grants_own_allocation_of_the_year_is_not_counted(other):
    allocations = pd.concat([given(("a", 100)), given(("a", 7), **other) if "project" not in other else given(("", 7))])

    assert projects(allocations, paid())["allocation"].tolist() == [100]


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"stream": ""}, {"project": ""}, {"measure": "underspend"}])
def test_what_is_not_the_grants_own_spend_is_not_counted(other):
    spend = pd.concat([paid(("a", 2, "to date", 40)), paid(("a", 2, "to date", 7)).assign(**other)])

    assert projects(given(("a", 100)), spend)["spent"].tolist() == [40]


def test_another_stream_is_set_out_where_it_is_asked_for():
    table = projects(given(("a", 100), stream="other"), paid(), stream="other")

    assert table["allocation"].tolist() == [100]


def test_no_money_gives_an_empty_table_whose_totals_are_nought_and_whose_share_is_unknown():
    table = projects(given(), paid())
    total = grants.totals(table, Q2)

    assert table.empty
    assert {"project", "title", *KNOWN, "share", "state", "row", "method"} <= set(table)
    assert total[KNOWN].tolist() == [0] * 6
    assert pd.isna(total["share"])
    assert grants.by_priority(table, Q2).empty
    assert list(grants.by_priority(table, Q2)) == ["priority", "projects", *KNOWN, "share", "method"]
    assert grants.reporting_both(table).empty


def test_totals_are_worked_out_of_the_sums():
    spend = paid(("a", 2, "to date", 40), ("b", 2, "to date", 0))

    total = grants.totals(projects(given(("a", 100), ("b", 60)), spend), Q2)

    # 160 allocated, half expected, 40 spent, so 80 at the year's end.
    assert total.to_dict() == dict(zip([*KNOWN, "share"], [160, 40, 80, -40, 80, 80, 0.25], strict=True))


def test_an_amount_not_reported_leaves_a_sum_unknown_until_only_those_that_report_both_are_added():
    table = projects(given(("a", 100), ("b", 60)), paid(("a", 2, "to date", 40), ("c", 2, "to date", 5)))

    assert grants.totals(table, Q2).isna().all()
    both = grants.reporting_both(table)
    assert both["project"].tolist() == ["a"]
    assert grants.totals(both, Q2)[["allocation", "spent", "share"]].tolist() == [100, 40, 0.4]


def test_projects_without_a_priority_are_added_up_under_one_heading_in_the_order_in_which_they_come():
    spend = paid(("a", 2, "to date", 40), ("b", 2, "to date", 10), ("c", 2, "to date", 5))

    found = grants.by_priority(projects(given(("a", 100), ("b", 50), ("c", 10)), spend), Q2)

    assert found[["priority", "projects", "allocation", "spent", "share"]].values.tolist() == [
        ["Two", 1, 50, 10, 0.2],
        ["One", 1, 100, 40, 0.4],
        ["No priority stated", 1, 10, 5, 0.5],
    ]


def test_underspends_are_told_in_the_returns_own_words_of_the_quarter_and_of_the_year():
    def said(project: str, period: str, measure: str, **more) -> dict:
        return {"project": project, "period": period, "measure": measure, "printed": f"{measure} {period}", **more}

    spend = money(
        "spend",
        said("a", "2016-17-Q2", "underspend", status="nil"),
        said("", "2016-17", "forecast underspend", amount=500),
        said("a", "2016-17-Q1", "underspend"),
        said("a", "2015-16", "forecast underspend"),
        said("a", "2016-17-Q2", "to date", amount=3),
        said("s", "2016-17-Q2", "underspend", area="sandwell"),
    )

    found = grants.underspends(spend, DESCRIBED, area="dudley", quarter=Q2)

    assert found[["project", "title", "measure", "printed", "status"]].values.tolist() == [
        ["a", "Ants", "underspend", "underspend 2016-17-Q2", "nil"],
        ["", "The whole grant", "forecast underspend", "forecast underspend 2016-17", "final"],
    ]
    assert found["amount"].tolist() == [pytest.approx(NAN, nan_ok=True), 500]


def test_every_other_amount_of_the_return_is_told_once():
    allocations = pd.concat(
        [
            given(("a", 100)),
            given(("a", 9), stream="yjb"),
            given(("a", 8), measure="cost"),
            given(("", 82750), measure="carry forward"),
            given(("a", 7), source="other"),
        ]
    )
    spend = pd.concat(
        [
            paid(("a", 2, "to date", 40), ("a", 2, "in quarter", 5), ("a", 2, "underspend", 1)),
            paid(("b", 2, "to date", 3)).assign(stream=""),
        ]
    )

    found = grants.other_amounts(allocations, spend, DESCRIBED, area="dudley", source="doc")

    assert found[["title", "stream", "measure", "amount"]].values.tolist() == [
        ["Ants", "yjb", "allocation", 9],
        ["Ants", GRANT, "cost", 8],
        ["The whole grant", GRANT, "carry forward", 82750],
        ["Ants", GRANT, "in quarter", 5],
        ["Bees", "", "to date", 3],
    ]


def test_the_callers_frames_are_not_altered():
    frames = given(("a", 100), ("b", 50)), paid(("a", 2, "to date", 40), ("b", 2, "to date", NAN, "nil")), DESCRIBED
    before = [frame.copy(deep=True) for frame in frames]

    table = grants.projects(*frames, area="dudley", quarter=Q2)
    kept = table.copy(deep=True)
    grants.totals(table, Q2)
    grants.by_priority(table, Q2)
    grants.underspends(*frames[1:], area="dudley", quarter=Q2)
    grants.other_amounts(*frames, area="dudley", source="doc")

    for frame, copy in zip((*frames, table), (*before, kept), strict=True):
        assert_frame_equal(frame, copy)


def test_coventrys_allocations_add_up_to_what_it_was_given_and_its_spend_falls_short_of_half_of_it(coventry):
    total = grants.totals(coventry, Q2)

    # By hand: 409,728 + 82,750 carried forward = 492,478; half is 246,239; 226,191.46 − 246,239 = −20,047.54.
    assert len(coventry) == 18
    assert total[KNOWN].tolist() == [492478, 226191.46, 246239, -20047.54, 452382.92, 40095.08]
    assert total["share"] == pytest.approx(226191.46 / 492478)
    assert set(coventry["state"]) == {"reported"}


def test_coventrys_priorities_add_up_to_its_total(coventry):
    found = grants.by_priority(coventry, Q2)

    assert found["projects"].tolist() == [2, 3, 3, 8, 2]
    assert found["allocation"].tolist() == [74000, 85415, 173750, 97313, 62000]
    assert found["spent"].sum() == pytest.approx(226191.46)
    assert found["variance"].sum() == pytest.approx(-20047.54)


def test_coventrys_nil_in_words_is_nought_in_the_quarter(coventry):
    quarter = coventry.set_index("project")["in_quarter"].dropna()

    assert set(quarter) == {0}
    assert len(quarter) == 7
