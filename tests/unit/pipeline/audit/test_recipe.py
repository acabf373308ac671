"""A report's recipe gives its plan back, whatever kind of occasion it is made for."""

import json
from dataclasses import replace
from datetime import date

import pytest

from helpers.errors import ReportError
from helpers.pipeline.audit import recipe
from helpers.pipeline.reports import plan

PAPERS = [
    ("annual-report", "dudley", {"period": "2011-12"}),
    ("performance-review", "dudley", {"period": "2024-25-Q3"}),
    ("scrutiny-paper", "dudley", {"meeting": "2012-09-06"}),
    ("delivery-plan", "", {"plan": "ni-15-staffordshire"}),
    ("grant-monitoring", "coventry", {"period": "2016-17-Q2"}),
]


@pytest.mark.parametrize(("report", "borough", "given"), PAPERS)
def test_a_plan_comes_back_as_it_was_written(project, report, borough, given):
    planned = plan.plan_report(project, report, borough, given, "html,docx")
    text = recipe.written(planned, "embedded")
    assert recipe.read(text) == (planned, "embedded")
    assert recipe.written(*recipe.read(text)) == text


def test_what_is_made_of_a_report_is_called_by_report_occasion_and_area(project, tmp_path):
    planned = plan.plan_report(project, *PAPERS[0], "html")
    for folder, name in (("annual-report", ""), ("3", "-edition-3")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / recipe.NAME).write_text(recipe.written(planned, "embedded"), encoding="utf-8")
        assert recipe.called(tmp_path / folder) == f"annual-report-2011-12-dudley{name}"
    assert recipe.called(tmp_path) == tmp_path.name


def test_what_was_asked_otherwise_is_told_by_its_name(project):
    planned = plan.plan_report(project, "scrutiny-paper", "dudley", {"meeting": "2012-09-06"}, "html")
    first, *others = planned.runs
    changed = replace(
        planned,
        paper=replace(planned.paper, dated=date(2012, 9, 13), committee="", sections=planned.paper.sections[:1]),
        runs=(replace(first, parameters=(("theme", "anti-social-behaviour"),)), *others[:-1]),
    )
    before, after = (recipe.written(one, "embedded") for one in (planned, changed))
    assert recipe.changes(before, after) == [
        "notebook stated_changes, theme: was domestic-abuse, is anti-social-behaviour",
        "notebook risk_register, quarter: was 2012-13-Q1, is not asked for",
        "notebook risk_register, plan: was domestic-abuse-service-improvement, is not asked for",
        "notebook risk_register, document: was dudley-scrutiny-pack-2012-09, is not asked for",
        "paper, committee: was Community Safety and Community Services Scrutiny Committee, is nothing",
        "paper, dated: was 2012-09-06, is 2012-09-13",
        f"paper, sections: was {', '.join(planned.paper.sections)}, is {planned.paper.sections[0]}",
    ]
    assert recipe.changes(before, before) == []
    assert recipe.changes(before, recipe.written(planned, "quarto")) == ["engine: was embedded, is quarto"]


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.pop("paper"),
        lambda found: found["runs"].append({"notebook": "x"}),
        lambda found: found["occasion"].update(quarter="Q5"),
        lambda found: found["report"].update(unknown=1),
    ],
)
def test_what_is_no_recipe_is_refused_in_one_line(project, change):
    found = json.loads(recipe.written(plan.plan_report(project, *PAPERS[0], "html"), "embedded"))
    change(found)
    with pytest.raises(ReportError) as told:
        recipe.read(json.dumps(found))
    assert "recipe.json does not say what the report was asked to be" in str(told.value) or "Q5" in str(told.value)
    assert "\n" not in str(told.value)
