"""A report's recipe gives its plan back, whatever kind of occasion it is made for."""

import json

import pytest

from helpers.errors import ReportError
from helpers.pipeline import plan
from helpers.pipeline.audit import recipe

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
