"""A plan is printed as its document states it, and what it leaves open is said in words."""

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import plans as analysis
from helpers.data import slicing
from helpers.project import Project
from helpers.publishing import plan_targets, plans
from helpers.publishing.charts import Chart
from helpers.publishing.tables import Table, Text

ROOT = Path(__file__).parents[3]
KEYS = {"dudley": "ni-20-dudley", "staffordshire": "ni-15-staffordshire"}
NAMES = {"dudley": "Dudley", "staffordshire": "Staffordshire"}
TABLES = (
    "targets",
    "evidence",
    "interventions",
    "actions",
    "milestones",
    "risks",
    "special_values",
    "projects",
    "governance",
)


class Printed:
    """Everything that the notebook prints of a plan, from tables of which a test may leave some empty."""

    def __init__(self, area: str, *, empty: tuple[str, ...] = (), **changed: pd.DataFrame) -> None:
        request = slicing.Request("delivery_plan", area, periods.parse_quarter("2010-11-Q4"), (("plan", KEYS[area]),))
        cut = dict(slicing.cut(Project(ROOT), request))
        cut |= {name: cut[name].iloc[:0] for name in empty} | changed
        self.cut, self.plan = cut, analysis.about(cut["plans"], cut["indicators"], KEYS[area])
        plan, place = self.plan, {"area_name": NAMES[area]}
        self.steps = analysis.steps(cut["targets"], cut["observations"], plan)
        self.estimates = analysis.estimates(cut["populations"], self.steps, plan)
        self.evidence = analysis.evidence_of(cut["evidence"], plan)
        self.actions = analysis.actions_of(cut["actions"], plan)
        self.timetable = analysis.timetable(cut["milestones"], self.actions, plan)
        self.register = analysis.register_of(cut["risks"], plan)
        self.barriers = analysis.barriers_of(cut["risks"], plan)
        self.interventions = analysis.of_plan(cut["interventions"], plan)
        projects, members, special = (
            analysis.from_document(cut[name], plan) for name in ("projects", "governance", "special_values")
        )
        sections = analysis.sections_of(cut["sections"], plan, [cut[name] for name in TABLES])
        further = analysis.further_targets(cut["targets"], cut["indicators"], plan)
        self.items = [
            plan_targets.summary_table(plan, cut["sources"], projects, members),
            plan_targets.targets_table(self.steps, plan, **place),
            plan_targets.targets_text(self.steps, self.estimates, plan),
            plan_targets.trajectory(self.steps, plan, **place),
            plan_targets.further_targets(further, plan),
            plans.evidence_table(self.evidence, analysis.repeated(cut["evidence"], plan), plan),
            plans.interventions_table(self.interventions, plan),
            plans.barriers_table(self.barriers, analysis.nil_returns_of(cut["risks"], plan), plan),
            plans.actions_table(self.actions, plan),
            plans.actions_text(self.actions, plan),
            plans.timetable_table(self.timetable),
            plans.timetable_text(self.timetable, self.steps, plan),
            plans.milestone_grid(self.timetable, self.steps),
            plans.register_table(self.register, plan),
            plans.risk_matrix(self.register, plan, **place),
            plans.assessment_form(self.actions, plan),
            plans.open_points(self.actions, self.register, self.steps, special, plan),
            plans.members(members, plan),
            plans.projects_table(projects, plan),
            plans.sections_table(sections),
        ]

    def __getitem__(self, name: str):
        return next(item for item in self.items if item.name == name)

    def words(self, name: str) -> str:
        item = self[name]
        return f"{item.message} {item.alt}" if isinstance(item, Chart) else item.to_markdown().replace("\\", "")

    @property
    def all_words(self) -> str:
        return "\n".join(self.words(item.name) for item in self.items)

    def quotes(self) -> dict:
        counted = {"statement": self.evidence, "action": self.actions, "risk": self.register, "barrier": self.barriers}
        found = plans.plan_quotes(self.plan, counted)
        found += plan_targets.target_quotes(self.steps, self.estimates, self.plan)
        return {quote.id: quote for quote in found}


@pytest.fixture(scope="module")
def dudley() -> Printed:
    return Printed("dudley")


@pytest.fixture(scope="module")
def staffordshire() -> Printed:
    return Printed("staffordshire")


@pytest.fixture(scope="module", params=KEYS)
def either(request) -> Printed:
    return request.getfixturevalue(request.param)


def test_the_targets_of_ni_20_are_printed_as_in_the_document_with_the_population_they_imply(dudley):
    assert [list(row) for row in dudley["plan-targets"].rows] == [
        ["2007/08 (baseline)", "2655", "8.7 per 1,000 pop", "–", "–", "–", "305,172", "303,429 to 306,936"],
        ["2008/09 (target)", "2549", "8.4 per 1,000 pop", "−4.0%", "−3.4%", "−3.4%", "303,452", "301,657 to 305,269"],
        ["2009/10 (target)", "2447", "8.0 per 1,000 pop", "−4.0%", "−4.8%", "−8.0%", "305,875", "303,975 to 307,799"],
        ["2010/11 (target)", "2349", "7.7 per 1,000 pop", "−4.0%", "−3.8%", "−11.5%", "305,065", "303,097 to 307,059"],
    ]


def test_the_targets_of_ni_15_are_printed_and_what_the_changes_come_to(staffordshire):
    assert [list(row) for row in staffordshire["plan-targets"].rows] == [
        ["2007/08 (baseline)", "0.75", "0.75", "–", "–"],
        ["2008/09 (target)", "0.72", "0.72", "−4.0%", "−4.0%"],
        ["2009/10 (target)", "-3% reduction on Yr 1 performance", "0.698", "−3.0%", "−6.9%"],
        ["2010/11 (target)", "-5.9% reduction on Yr 1", "0.678", "−3.0%", "−9.7%"],
    ]
    told = staffordshire.words("plan-targets-text")
    assert "taken on the target of 2008/09, since no outturn of 2008/09 is recorded, and comes to 0.698" in told
    assert "No population can be worked out" in told


def test_one_population_fits_ni_20_and_the_later_estimate_does_not(dudley):
    told = dudley.words("plan-targets-text")
    assert "by any one population from 303,976 to 305,269 every rate follows" in told
    assert (
        "The estimate for June 2010, 312,206, lies outside that range: by it the 2,349 of 2010/11 would be 7.5" in told
    )
    quote = dudley.quotes()["plan.population"]
    assert any(row.startswith("populations.csv:") for row in quote.rows)


def test_no_outturn_is_recorded_and_the_report_says_so(either):
    told = either.words("plan-targets-text")
    assert (
        "No outturn is recorded for 2008/09, 2009/10 and 2010/11, so it cannot be told whether the targets were met"
        in told
    )
    assert "no later outturn is recorded" in either["plan-trajectory"].message


def test_an_outturn_stands_beside_its_target():
    cut = Printed("staffordshire").cut
    row = {
        "area": "staffordshire",
        "period": "2008-09",
        "period_kind": "year",
        "indicator": "serious-violent-crime-rate",
    }
    seen = pd.concat([cut["observations"], pd.DataFrame([{**row, "value": 0.80, "row": "observations.csv:2"}])])

    case = Printed("staffordshire", observations=seen)

    assert "Recorded against the targets, per 1,000 population: 0.80 against 0.72 in 2008/09." in case.words(
        "plan-targets-text"
    )
    assert "taken on the outturn of 2008/09, and comes to 0.776" in case.words("plan-targets-text")
    assert "no later outturn" not in case["plan-trajectory"].message


def test_a_measure_without_values_is_named_with_who_has_to_supply_them(staffordshire):
    told = staffordshire.words("plan-further-targets")
    assert "Violence with injury (NI 15 and NI 20 combined)" in told
    assert "still to be supplied by the lead of the plan (Assistant Chief Constable, Staffordshire Police)" in told


def test_a_further_measure_with_values_is_a_table(dudley):
    further = pd.DataFrame(
        [["Robbery", "2008-09", "target", 5.0, "5", "offences"]],
        columns=["title", "period", "role", "value", "printed", "unit"],
    )
    table = plan_targets.further_targets(further, dudley.plan)
    assert [list(row) for row in table.rows] == [["Robbery", "2008/09 (target)", "5", "offences"]]


def test_the_summary_names_the_outcome_the_lead_the_partners_and_the_indicator(dudley, staffordshire):
    rows = dict(dudley["plan-summary"].rows)
    assert (rows["Outcome or priority"], rows["Lead"]) == ("Reducing Crime", "Police")
    assert rows["Contributory partners"].startswith("Community Safety Team; Trading Standards;")
    assert rows["Indicator"] == "NI 20 Assault with less serious injury crime rate"
    assert (rows["Version"], rows["Date"]) == ("Not stated", "Not stated")
    rows = dict(staffordshire["plan-summary"].rows)
    assert (rows["Version"], rows["Date"]) == ("3.2", "6 February 2010")
    assert rows["Group"].endswith("Partnership; Strategy Group; Working and Performance Group")


@pytest.mark.parametrize(
    "figure",
    ["8.4%", "6 people in every 1000", "15 – 19", "21.8%", "6.1%", "23%", "67%", "344", "24.3%", "22%", "12%", "58%", "82%",
     "54%", "£20,000", "£5,000", "£6,000", "£7700", "£75,000", "307", "£64000", "£44000", "£25000", "£4120", "£3000",
     "£30,000", "£1500", "£600", "£965", "£200", "£1455", "12-week", "31 March 2009"],
)  # fmt: skip
def test_every_figure_of_ni_20_is_in_the_report(dudley, figure):
    assert figure in dudley.all_words


@pytest.mark.parametrize(
    "figure",
    ["0.75", "0.72", "-3%", "-5.9%", "3 × 2 = 6", "3 × 3 = 9", "3 × 4 = 12", "18 – 24", "under 18", "By April 11", "By May 10",
     "By June 10", "By April 2011", "Across all 3 years of LAA", "21st March", "NI 39", "NI 32", "two CDRPs"],
)  # fmt: skip
def test_every_figure_of_ni_15_is_in_the_report(staffordshire, figure):
    assert figure in staffordshire.all_words


def test_nothing_is_printed_raw(either):
    for raw in (
        r"\bnan\b",
        r"\bNaN\b",
        re.escape(either.plan.key),
        re.escape(either.plan.source),
        "not_stated",
        r"\d\.0 %",
    ):
        assert not re.search(raw, either.all_words)


def test_no_item_is_empty(either):
    assert all(either.words(item.name).strip() for item in either.items)
    assert len({item.name for item in either.items}) == len(either.items)


def test_evidence_without_a_source_says_where_it_stands(dudley):
    rows = dudley["plan-evidence"].rows
    assert len(rows) == 22
    assert rows[19][2] == "None given; it stands in Part C, alcohol arrest referral"
    assert (
        "21.8% and 22% (statements 6 and 21) are of one measure and agree when rounded." in dudley["plan-evidence"].note
    )


def test_an_action_is_told_in_full_and_what_it_lacks_is_left_out(dudley):
    told = dudley.words("plan-action-details")
    assert "3 Dudley Borough Violent Control Plan\n:   Lead: Police" in told
    assert "18 Visual Evidence for victims Project\n:   Support victims 18 years and over" in told
    assert "Due:" not in told
    assert "Theme:" not in told


def test_an_action_without_a_title_is_named_by_its_number(staffordshire):
    told = staffordshire.words("plan-action-details")
    assert "Action 7.2\n:   Target neighbourhood areas" in told
    assert "Theme: Tackle Alcohol related violence and disorder" in told
    assert staffordshire["plan-actions"].rows[3][1].startswith("Review partnership analysis and performance")


def test_milestones_that_cannot_be_read_are_owed_by_the_lead(dudley):
    told = dudley.words("plan-timetable-text")
    assert "the table is not readable in the source." in told
    assert "The plan states no dates for its milestones: still to be supplied by the lead of the plan (Police)." in told
    assert "None of the 18 actions has a date: still to be supplied by their leads." in told
    assert isinstance(dudley["plan-timetable"], Text)
    grid = dudley["plan-milestones"]
    assert [list(row) for row in grid.rows] == [[year, "", "", "", ""] for year in ("2008/09", "2009/10", "2010/11")]


def test_dated_steps_stand_in_their_quarters_and_late_ones_are_named(staffordshire):
    rows = staffordshire["plan-timetable"].rows
    assert [row[0] for row in rows[:5]] == ["Quarter 4 2009/10", *["Quarter 1 2010/11"] * 2, *["Quarter 1 2011/12"] * 2]
    assert {row[0] for row in rows[5:]} == {"No one quarter"}
    told = staffordshire.words("plan-timetable-text")
    assert "Due only after 2010/11, the last year of the targets: action 7.4 and action 7.7." in told
    assert list(staffordshire["plan-milestones"].rows[2]) == ["2010/11", "Actions 7.5 and 7.8", "", "", ""]


def test_risks_with_numbers_have_a_matrix_and_those_without_a_sentence(dudley, staffordshire):
    assert isinstance(staffordshire["plan-risk-matrix"], Chart)
    assert "The highest score, 12" in staffordshire["plan-risk-matrix"].message
    assert "the plan gives no numbers for the impact and likelihood of its risks" in dudley.words("plan-risk-matrix")
    assert [column.title for column in dudley["plan-risks"].columns] == ["Ref", "Risk", "What is done about it"]
    assert dudley["plan-risks"].note.endswith(
        "Not stated in the plan, so left out of the table: “Impact × likelihood”, “Residual risk” and “Lead”."
    )


def test_a_risk_rated_in_words_keeps_its_word_and_a_wrong_rating_is_told(dudley):
    register = pd.DataFrame(
        [["a", "", "Floods", 3, 4, 12.0, 9.0, False], ["b", "", "Fire", None, None, float("nan"), "High", True]],
        columns=["ref", "type", "risk", "impact", "likelihood", "score", "rating", "agrees"],
    ).assign(residual=float("nan"), controls="", further_actions="", lead="", status="final", row="r.csv:2", method="")

    table = plans.register_table(register, dudley.plan)

    assert [row[2] for row in table.rows] == ["3 × 4 = 12", "High"]
    assert table.note.startswith("a is rated 9 in the plan.")
    assert isinstance(plans.risk_matrix(register, dudley.plan, area_name="Dudley"), Chart)


def test_the_form_has_a_row_for_each_action_and_an_empty_box_for_each_criterion(dudley):
    form = dudley["plan-assessment"]
    assert [column.title for column in form.columns][1:4] == ["Evidence led", "Sustainable", "Equalities"]
    assert len(form.rows) == 18
    assert {cell for row in form.rows for cell in row[1:]} == {""}


def test_what_is_open_names_who_has_to_supply_it(dudley, staffordshire):
    rows = [tuple(row) for row in dudley["plan-open-points"].rows]
    assert ("Why it should work: actions 10 and 12", "Not stated", "The lead of each action") in rows
    assert ("Impact and likelihood of 2 risks", "Not stated", "The lead of the plan (Police)") in rows
    lead = "The lead of the plan (Assistant Chief Constable, Staffordshire Police)"
    open_here = [tuple(row) for row in staffordshire["plan-open-points"].rows]
    assert ("The lead of action 7.3 on young people under 18", "“To be identified”", lead) in open_here
    assert ("The outturn of 2008/09, 2009/10 and 2010/11", "Not recorded", lead) in open_here


def test_an_action_without_lead_date_or_resources_is_owed():
    cut = Printed("dudley").cut
    bare = (
        cut["actions"][cut["actions"]["plan"] == "ni-20-dudley"]
        .head(1)
        .assign(lead="", resources="", evidence="", progress="")
    )

    case = Printed("dudley", actions=bare)

    rows = [tuple(row) for row in case["plan-open-points"].rows]
    assert ("Lead: action 1", "Not stated", "The lead of the plan (Police)") in rows
    assert ("Resources: action 1", "Not stated", "The lead of each action") in rows
    assert "Action 1 has no date: still to be supplied by its lead." in case.words("plan-timetable-text")
    assert "1 Expansion of the sanctuary scheme" in case.words("plan-action-details")
    assert ":   Not stated" in case.words("plan-action-details")


def test_a_plan_of_which_nothing_is_known_says_so_everywhere():
    case = Printed("dudley", empty=TABLES)

    tables = {item.name for item in case.items if not isinstance(item, Text)}
    assert tables == {"plan-summary", "plan-sections", "plan-open-points"}
    assert "states neither a baseline nor a target" in case.words("plan-targets")
    assert "The plan states no risks" in case.words("plan-risks")
    assert "there is no risk matrix, because the plan states no risks" in case.words("plan-risk-matrix").lower()
    assert "Neither a target nor a date" in case.words("plan-milestones")
    assert "So no outturn can be held against a target." in case.words("plan-targets-text")
    assert ("Any target", "Not stated", "The lead of the plan (Police)") in [
        tuple(r) for r in case["plan-open-points"].rows
    ]
    quotes = case.quotes()
    assert (quotes["plan.baseline"].text, quotes["plan.actions"].text) == ("none stated", "no actions")
    assert quotes["plan.promise"].text.startswith("The plan states no target for NI 20")
    assert all(quote.rows for quote in quotes.values())


def test_a_rate_of_nought_is_printed_without_a_population(dudley):
    targets = dudley.cut["targets"]
    last = targets["period"] == "2010-11"
    rate = targets["indicator"].str.endswith("-rate")
    changed = targets.assign(
        value=targets["value"].mask(last & rate, 0.0), printed=targets["printed"].mask(last & rate, "0.0 per 1,000 pop")
    )

    case = Printed("dudley", targets=changed)

    row = list(case["plan-targets"].rows[-1])
    assert row[2] == "0.0 per 1,000 pop"
    assert row[-2:] == ["Not known", "46,980,000 or more"]
    assert "-100.0%" not in row
    assert "−100.0%" in row


def test_the_promise_and_the_counts_can_be_quoted(dudley, staffordshire):
    quotes = dudley.quotes()
    said = "NI 20 assault with less serious injury crime rate is to fall from 8.7 per 1,000 population in 2007/08 to 7.7 in"
    assert quotes["plan.promise"].text == f"{said} 2010/11, by 11.5%"
    assert (quotes["plan.baseline"].value, quotes["plan.target_count"].text) == (8.7, "2349")
    assert (quotes["plan.actions"].text, quotes["plan.risks"].text) == ("18 actions", "2 risks")
    assert staffordshire.quotes()["plan.target"].text == "0.678"


def test_every_section_of_the_document_is_listed(either):
    sections = either.cut["sections"]
    headings = sections.loc[sections["source"] == either.plan.source, "heading"].tolist()
    table = either["plan-sections"]
    assert [row[0] for row in table.rows] == headings
    assert isinstance(table, Table)


def test_members_are_posts_and_organisations_in_their_groups(staffordshire):
    tables = staffordshire["plan-members"].tables
    assert [table.caption.rpartition(": ")[2] for table in tables][1:] == [
        "Strategy Group",
        "Working and Performance Group",
    ]
    assert ("Member", "Chief Officer", "Staffordshire Fire & Rescue Service") in tables[1].rows
