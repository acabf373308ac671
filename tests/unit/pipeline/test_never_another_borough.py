"""Results say which borough and quarter they are of; what is of another is refused before it can be printed."""

import json
from pathlib import Path

import pytest

from helpers import periods
from helpers.data.slicing import Request
from helpers.errors import NotebookError
from helpers.pipeline.reports import staging
from helpers.pipeline.reports.plan import plan_report
from helpers.pipeline.runs import runner
from helpers.pipeline.runs.runner import Done
from helpers.project import Project

ROOT = Path(__file__).parents[3]
Q4 = periods.parse_quarter("2011-12-Q4")


def results(folder: Path, **about: str) -> Path:
    told = {"notebook": "funding_analysis", "area": "dudley", "area_name": "Dudley", "quarter": "2011-12-Q4"}
    path = folder / "results" / "values.json"
    path.parent.mkdir(parents=True)
    told |= {"values": [], "sources": [], "results": {}, "rows": {}}
    path.write_text(json.dumps({**told, **about}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"area": "walsall"}, "results for walsall 2011-12-Q4"),
        ({"quarter": "2011-12-Q3"}, "results for dudley 2011-12-Q3"),
    ],
)
def test_a_notebook_that_publishes_for_another_borough_or_quarter_is_refused(tmp_path, about, said):
    with pytest.raises(NotebookError, match=f"was run for dudley 2011-12-Q4 but published {said}: it must use"):
        runner._check_results(Request("funding_analysis", "dudley", Q4), results(tmp_path, **about))


@pytest.mark.parametrize("about", [{"area": "walsall"}, {"quarter": "2010-11-Q4"}])
def test_a_report_does_not_take_results_of_another_borough_or_quarter(tmp_path, about):
    place = Project(ROOT)
    plan = plan_report(place, "annual-report", "dudley", {"period": "2011-12", "meeting": "", "plan": ""}, "html")
    folder = results(tmp_path, **about)
    with pytest.raises(NotebookError, match=r"not dudley 2011-12-Q4: run it again"):
        staging._values(plan, [Done(Request("funding_analysis", "dudley", Q4), folder, "key", fresh=True)])


def test_results_of_the_right_borough_and_quarter_are_taken(tmp_path):
    place = Project(ROOT)
    plan = plan_report(place, "annual-report", "dudley", {"period": "2011-12", "meeting": "", "plan": ""}, "html")
    done = Done(Request("funding_analysis", "dudley", Q4), results(tmp_path), "key", fresh=True)
    runner._check_results(done.run, done.folder)
    assert staging._values(plan, [done])["area_name"] == "Dudley"
