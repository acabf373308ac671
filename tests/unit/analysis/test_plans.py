"""A plan's targets, evidence, actions, barriers, risks and dates, taken apart; and what the two documents print of them."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import plans
from helpers.data import slicing
from helpers.errors import ParamsError
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
KEYS = {"dudley": "ni-20-dudley", "staffordshire": "ni-15-staffordshire"}
PLAN = plans.Plan(
    key="p", area="dudley", title="Plan", version="", lead="Police", partners=("Council",), indicator="assault-rate",
    number="NI 20", measure="Assault rate", unit="per 1,000 population", polarity="lower", counts="Assaults", per=1000.0,
    count="assault", source="doc", row="plans.csv:2",
)  # fmt: skip
TARGET = [
    "area",
    "indicator",
    "period",
    "role",
    "basis",
    "base_period",
    "value",
    "unit",
    "printed",
    "status",
    "source",
    "row",
]
SEEN = ["area", "indicator", "period", "period_kind", "value"]
RISK = ["plan", "ref", "kind", "type", "risk", "impact", "likelihood", "rating", "controls", "further_actions", "gap"]
RISK += ["residual", "lead", "status", "row"]
ACTION = ["plan", "ref", "theme", "action", "lead", "due", "due_printed", "progress", "success_measure", "resources"]
ACTION += ["evidence", "status", "row"]
STONE = ["plan", "ref", "order", "milestone", "due", "due_printed", "status", "row"]


def target(
    indicator: str, period: str, value: float, printed: str, *, role="target", basis="absolute", base="", **more
):
    row = {
        "area": "dudley",
        "indicator": indicator,
        "period": period,
        "role": role,
        "basis": basis,
        "base_period": base,
    }
    row |= {
        "value": value,
        "printed": printed,
        "unit": "",
        "status": "final",
        "source": "doc",
        "row": f"t.csv:{period}",
    }
    return {**row, **more}


def frame(rows: list[dict], columns: list[str], **types: str) -> pd.DataFrame:
    blank = {name: "" for name in columns}
    return pd.DataFrame([{**blank, **row} for row in rows], columns=columns).astype(types)


def steps(*rows: dict, seen: tuple = (), plan: plans.Plan = PLAN) -> pd.DataFrame:
    targets = frame(list(rows), TARGET, value="float64")
    observed = [dict(zip(SEEN, ("dudley", *row[:2], "year", row[2]), strict=True)) for row in seen]
    return plans.steps(targets, frame(observed, SEEN, value="float64"), plan)


def action(ref: str, text: str, **more: str) -> dict:
    return {"plan": "p", "ref": ref, "action": text, "status": "ongoing", "row": f"a.csv:{ref}", **more}


def risk(ref: str, impact: float = NAN, likelihood: float = NAN, rating: object = NAN, **more: object) -> dict:
    row = {
        "plan": "p",
        "ref": ref,
        "kind": "register",
        "risk": f"Risk {ref}",
        "impact": impact,
        "likelihood": likelihood,
    }
    return {**row, "rating": rating, "residual": NAN, "status": "final", "row": f"r.csv:{ref}", **more}


@pytest.fixture(scope="module", params=KEYS)
def real(request) -> tuple:
    """The tables of a delivery plan's run, and the plan."""
    quarter = periods.parse_quarter("2010-11-Q4")
    key = KEYS[request.param]
    cut = slicing.cut(Project(ROOT), slicing.Request("delivery_plan", request.param, quarter, (("plan", key),)))
    return cut, plans.about(cut["plans"], cut["indicators"], key)


def test_a_plan_knows_its_indicator_its_partners_and_the_count_behind_its_rate():
    rows = [
        {"plan": "p", "area": "dudley", "title": "Plan", "version": "2", "lead": "Police", "partners": "Council; NHS"}
    ]
    rows[0] |= {"indicator": "assault-rate", "source": "doc", "row": "plans.csv:2"}
    described = pd.DataFrame(
        [["assault-rate", "Assault rate", "NI 20", "per 1,000 population", 1000.0, "Assaults", "lower"]],
        columns=["indicator", "title", "number", "unit", "per", "counts", "polarity"],
    )

    found = plans.about(pd.DataFrame(rows), described, "p")

    assert (found.number, found.measure, found.count, found.per) == ("NI 20", "Assault rate", "assault", 1000)
    assert found.partners == ("Council", "NHS")


def test_a_plan_without_an_indicator_has_no_count_and_no_rate():
    row = {"plan": "p", "area": "dudley", "title": "Plan", "version": "", "lead": "", "partners": "", "indicator": ""}
    described = pd.DataFrame(columns=["indicator", "title", "number", "unit", "per", "counts", "polarity"])

    found = plans.about(pd.DataFrame([{**row, "source": "doc", "row": "plans.csv:2"}]), described, "p")

    assert (found.indicator, found.count, found.partners, found.measure) == ("", "", (), "")
    assert pd.isna(found.per)


def test_a_plan_of_another_area_is_refused_by_name():
    with pytest.raises(ParamsError, match="no plan 'ni-20-dudly'; did you mean 'ni-20-dudley'"):
        plans.about(pd.DataFrame({"plan": ["ni-20-dudley"]}), pd.DataFrame(), "ni-20-dudly")


def test_a_count_and_its_rate_imply_a_population_and_its_range():
    found = steps(
        target("assault", "2007-08", 2655, "2655", role="baseline"),
        target("assault-rate", "2007-08", 8.7, "8.7 per 1,000 pop", role="baseline"),
    )

    row = found.iloc[0]
    # By hand: 2,655,000 ÷ 8.7, ÷ 8.75 and ÷ 8.65.
    assert row["population"] == pytest.approx(305172.41, abs=0.01)
    assert row["population_lower"] == pytest.approx(303428.57, abs=0.01)
    assert row["population_upper"] == pytest.approx(306936.42, abs=0.01)
    assert (row["lower"], row["upper"]) == (pytest.approx(8.65), pytest.approx(8.75))
    assert (row["count_printed"], row["printed"]) == ("2655", "8.7 per 1,000 pop")


def test_a_rate_of_nought_implies_no_population_and_no_upper_end():
    found = steps(target("assault", "2008-09", 3, "3"), target("assault-rate", "2008-09", 0.0, "0.0"))

    row = found.iloc[0]
    assert pd.isna(row["population"])
    assert pd.isna(row["population_upper"])
    assert row["population_lower"] == pytest.approx(1000 * 3 / 0.05)


def test_nothing_changes_by_per_cent_on_a_base_of_nought():
    found = steps(
        target("assault-rate", "2007-08", 0.0, "0.0", role="baseline"), target("assault-rate", "2008-09", 1.0, "1.0")
    )
    assert found[["change_percent", "from_baseline_percent"]].isna().all(axis=None)


def test_a_rate_without_a_count_and_a_count_without_a_rate_are_both_kept():
    found = steps(target("assault-rate", "2008-09", 8.4, "8.4"), target("assault", "2009-10", 2447, "2447"))

    assert found["period"].tolist() == ["2008-09", "2009-10"]
    assert found["population"].isna().all()
    assert found.loc[1, "printed"] == ""
    assert pd.isna(found.loc[1, "level"])


def test_a_plan_without_targets_has_no_steps():
    found = steps()

    assert found.empty
    assert all(pd.isna(end) for end in plans.shared_population(found))


def test_a_target_stated_as_a_change_is_taken_on_the_plans_own_level():
    found = steps(
        target("assault-rate", "2008-09", 0.72, "0.72"),
        target("assault-rate", "2009-10", -3, "-3%", basis="change on base period", base="2008-09"),
        target("assault-rate", "2010-11", -5.9, "-5.9%", basis="change on base period", base="2008-09"),
    )

    assert found["level"].tolist() == [0.72, pytest.approx(0.6984), pytest.approx(0.67752)]
    assert found["upper"].notna().tolist() == [True, False, False]  # no printed rate, so nothing was rounded
    assert found["change_percent"].tolist()[1:] == [pytest.approx(-3.0), pytest.approx(-2.98969, abs=1e-5)]


def test_a_compounded_change_builds_on_the_step_before():
    found = steps(
        target("assault-rate", "2008-09", 10.0, "10.0"),
        target("assault-rate", "2009-10", -10, "-10%", basis="compounded change", base="2008-09"),
        target("assault-rate", "2010-11", -10, "-10%", basis="compounded change", base="2009-10"),
    )
    assert found["level"].tolist() == [10, 9, pytest.approx(8.1)]


def test_a_change_on_a_years_performance_is_taken_on_its_outturn_where_there_is_one():
    found = steps(
        target("assault-rate", "2008-09", 0.72, "0.72"),
        target("assault-rate", "2009-10", -3, "-3%", basis="change on base period", base="2008-09"),
        seen=(("assault-rate", "2008-09", 0.80),),
    )

    assert found["outturn"].tolist()[0] == 0.80
    assert found.loc[1, "level"] == pytest.approx(0.776)
    assert found.loc[1, "method"].startswith("change on the base period: outturn of 2008-09")


def test_targets_of_another_document_or_area_are_not_the_plans():
    found = steps(
        target("assault-rate", "2008-09", 8.4, "8.4", source="other"),
        target("assault-rate", "2009-10", 8.0, "8.0", area="sandwell"),
    )
    assert found.empty


def test_the_baseline_stands_before_a_target_of_the_same_year():
    found = steps(
        target("assault-rate", "2008-09", 8.4, "8.4"), target("assault-rate", "2008-09", 9.0, "9.0", role="baseline")
    )
    assert found["role"].tolist() == ["baseline", "target"]


@pytest.mark.parametrize(("count", "fits"), [(2549, True), (2600, False)])
def test_one_population_fits_every_rate_or_none_does(count, fits):
    found = steps(
        target("assault", "2007-08", 2655, "2655", role="baseline"),
        target("assault-rate", "2007-08", 8.7, "8.7", role="baseline"),
        target("assault", "2008-09", count, str(count)),
        target("assault-rate", "2008-09", 8.4, "8.4"),
    )
    low, high = plans.shared_population(found)
    assert (low <= high) is fits


def test_a_known_population_says_what_the_count_would_come_to():
    found = steps(target("assault", "2010-11", 2349, "2349"), target("assault-rate", "2010-11", 7.7, "7.7"))
    people = pd.DataFrame(
        [["dudley", "2010-06", 312206.0, "final", "p.csv:2"], ["dudley", "2012-06", 1.0, "final", "p.csv:3"]],
        columns=["area", "period", "population", "status", "row"],
    )

    known = plans.estimates(people, found, PLAN)

    assert known[["period", "measured", "population"]].values.tolist() == [["2010-11", "2010-06", 312206.0]]
    assert known["per_head"].tolist() == [pytest.approx(1000 * 2349 / 312206)]


def test_measures_besides_the_plans_own_are_told_apart():
    rows = [target("assault-rate", "2008-09", 8.4, "8.4"), target("violence", "2008-09", NAN, "", status="not_stated")]
    titles = pd.DataFrame({"indicator": ["violence"], "title": ["Violence with injury"]})

    found = plans.further_targets(frame(rows, TARGET), titles, PLAN)

    assert found[["title", "status"]].values.tolist() == [["Violence with injury", "not_stated"]]


def test_a_statement_with_two_figures_is_one_statement():
    columns = ["plan", "order", "statement", "measure", "value", "printed", "evidence_source", "locator", "row"]
    rows = [
        ["p", 2, "22% binge drink", "binge", 22.0, "22%", "Needs assessment", "Part B", "e.csv:4"],
        ["p", 1, "344, of which two", "brought", 344.0, "344", "CPS", "Part B", "e.csv:2"],
        ["p", 1, "344, of which two", "victimless", 2.0, "two", "CPS", "Part B", "e.csv:3"],
        ["q", 1, "Another plan's", "", NAN, "", "", "", "e.csv:5"],
    ]

    found = plans.evidence_of(pd.DataFrame(rows, columns=columns), PLAN)

    assert found[["order", "figures", "row"]].values.tolist() == [
        [1, "344; two", "e.csv:2; e.csv:3"],
        [2, "22%", "e.csv:4"],
    ]


@pytest.mark.parametrize(("second", "agree"), [("24%", True), ("25%", False)])
def test_a_figure_given_twice_agrees_where_one_rounds_to_the_other(second, agree):
    rows = [["p", 1, "m", 24.3, "24.3%", "e.csv:2"], ["p", 2, "m", float(second[:-1]), second, "e.csv:3"]]
    found = plans.repeated(pd.DataFrame(rows, columns=["plan", "order", "measure", "value", "printed", "row"]), PLAN)

    assert found[["printed", "orders", "agree"]].values.tolist() == [[f"24.3%; {second}", "1; 2", agree]]


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        ("WhichWay: two DVDs", "WhichWay", "two DVDs"),
        ("Beat Sweep partnership initiative", "Beat Sweep partnership initiative", ""),
        ("Review the ways. 10/11: gather data", "", "Review the ways. 10/11: gather data"),
        ("x" * 91, "", "x" * 91),
        ("x" * 90, "x" * 90, ""),
    ],
)
def test_an_action_has_a_title_only_where_its_first_words_are_one(text, title, summary):
    found = plans.actions_of(frame([action("1", text)], ACTION), PLAN)
    assert found[["title", "summary"]].values.tolist() == [[title, summary]]


def test_barriers_have_their_gaps_and_nil_returns_are_apart():
    rows = [
        risk("1", kind="barrier", gap="No post", risk="No worker"),
        risk("2"),
        risk("3", kind="nil return", type="Access", controls="To be considered", risk=""),
    ]
    given = frame(rows, RISK)

    assert plans.barriers_of(given, PLAN)[["ref", "barrier", "gap"]].values.tolist() == [["1", "No worker", "No post"]]
    assert plans.nil_returns_of(given, PLAN)[["type", "controls"]].values.tolist() == [["Access", "To be considered"]]
    assert plans.register_of(given, PLAN)["ref"].tolist() == ["2"]


def test_risks_are_scored_only_where_the_source_gives_numbers_and_the_highest_come_first():
    given = frame(
        [risk("a"), risk("b", 3, 2, 6), risk("c", rating="High"), risk("d", 3, 4, 9), risk("e", 3, NAN, 9)], RISK
    )

    found = plans.register_of(given, PLAN)

    assert found["ref"].tolist() == ["d", "b", "a", "c", "e"]
    assert found["score"].tolist()[:2] == [12, 6]
    assert found["score"].isna().tolist() == [False, False, True, True, True]
    assert found["rating"].tolist()[3] == "High"
    assert found["agrees"].tolist() == [False, True, True, True, True]


def test_steps_stand_in_the_financial_quarter_in_which_they_are_due_and_those_without_a_date_last():
    stones = [
        {"plan": "p", "order": 1, "milestone": "Agreed", "due": "2010-03-31", "due_printed": "March", "row": "m.csv:2"}
    ]
    done = [
        action("7", "No date"),
        action("8", "World Cup: prepare", due="2010-06-30"),
        action("9", "April", due="2010-04-01"),
    ]

    found = plans.timetable(frame(stones, STONE), plans.actions_of(frame(done, ACTION), PLAN), PLAN)

    assert found[["quarter", "kind", "step"]].values.tolist() == [
        ["2009-10-Q4", "milestone", "Agreed"],
        ["2010-11-Q1", "action", "April"],
        ["2010-11-Q1", "action", "World Cup"],
        ["", "action", "No date"],
    ]


def test_no_milestones_and_no_actions_make_an_empty_timetable():
    found = plans.timetable(frame([], STONE), plans.actions_of(frame([], ACTION), PLAN), PLAN)

    assert found.empty
    assert found.columns[0] == "quarter"


def test_facts_are_counted_under_the_heading_that_their_line_stands_under():
    columns = ["source", "order", "level", "heading", "holds", "locator", "row"]
    rows = [
        ["doc", 2, 1, "Part B", "", "line 16", "s.csv:3"],
        ["doc", 1, 1, "Part A", "", "lines 3 to 9", "s.csv:2"],
        ["other", 1, 1, "Elsewhere", "", "line 1", "s.csv:4"],
    ]
    facts = pd.DataFrame(
        [["doc", "title, line 1"], ["doc", "Part A, line 15"], ["doc", "Part B, lines 16 and 97"], ["doc", "nowhere"],
         ["other", "line 20"]],
        columns=["source", "locator"],
    )  # fmt: skip

    found = plans.sections_of(pd.DataFrame(rows, columns=columns), PLAN, [facts])

    assert found[["heading", "facts"]].values.tolist() == [["Part A", 1], ["Part B", 1]]


def test_the_callers_frames_are_not_altered():
    given = frame([risk("1", 3, 2, 6)], RISK), frame([action("1", "A: b")], ACTION), frame([], STONE)
    before = [table.copy(deep=True) for table in given]

    plans.register_of(given[0], PLAN)
    plans.barriers_of(given[0], PLAN)
    plans.timetable(given[2], plans.actions_of(given[1], PLAN), PLAN)

    for table, copy in zip(given, before, strict=True):
        assert_frame_equal(table, copy)


def test_every_figure_that_the_documents_print_of_their_targets_is_there(real):
    cut, plan = real
    found = plans.steps(cut["targets"], cut["observations"], plan)

    assert found["period"].tolist() == ["2007-08", "2008-09", "2009-10", "2010-11"]
    if plan.area == "dudley":
        assert found["count_printed"].tolist() == ["2655", "2549", "2447", "2349"]
        assert found["printed"].tolist() == [f"{rate} per 1,000 pop" for rate in ("8.7", "8.4", "8.0", "7.7")]
        assert found["population"].round().tolist() == [305172, 303452, 305875, 305065]
        assert plans.shared_population(found) == (
            pytest.approx(303975.16, abs=0.01),
            pytest.approx(305269.46, abs=0.01),
        )
    else:
        assert found["printed"].tolist() == [
            "0.75",
            "0.72",
            "-3% reduction on Yr 1 performance",
            "-5.9% reduction on Yr 1",
        ]
        assert found["level"].tolist() == [0.75, 0.72, pytest.approx(0.6984), pytest.approx(0.67752)]
        assert found["count"].isna().all()


def test_everything_that_the_documents_list_is_there(real):
    cut, plan = real
    counts = {
        "evidence": len(plans.evidence_of(cut["evidence"], plan)),
        "interventions": len(plans.of_plan(cut["interventions"], plan)),
        "barriers": len(plans.barriers_of(cut["risks"], plan)),
        "actions": len(plans.actions_of(cut["actions"], plan)),
        "risks": len(plans.register_of(cut["risks"], plan)),
    }
    if plan.area == "dudley":
        assert counts == {"evidence": 22, "interventions": 10, "barriers": 7, "actions": 18, "risks": 2}
    else:
        assert counts == {"evidence": 0, "interventions": 0, "barriers": 0, "actions": 9, "risks": 3}
        register = plans.register_of(cut["risks"], plan)
        assert register[["ref", "impact", "likelihood", "score", "rating"]].values.tolist() == [
            ["SSC15-3", 3, 4, 12, 12],
            ["SSC15-2", 3, 3, 9, 9],
            ["SSC15-1", 3, 2, 6, 6],
        ]
        assert register["residual"].tolist()[0] == 9


def test_every_fact_of_the_documents_stands_under_one_of_their_headings(real):
    cut, plan = real
    actions = plans.of_plan(cut["actions"], plan)

    found = plans.sections_of(cut["sections"], plan, [actions])

    assert found["facts"].sum() == len(actions)
    assert found.loc[found["facts"] > 0, "heading"].str.contains("action", case=False).all()
