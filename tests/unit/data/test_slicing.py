"""A run sees the rows about its area up to its quarter, and gets them back as they were cut."""

import json

import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.data import slicing
from helpers.data.policies import Policy
from helpers.data.slicing import Request
from helpers.errors import DataError, ParamsError, PeriodError
from support import add_row, rows_of

SOURCE = {"source": "dudley-annual-report-2011-12", "locator": "line 1"}
ROBBERY = {"period": "2011-12", "period_kind": "year", "indicator": "robbery", "value": "9", "unit": "offences"}
ROBBERY = {**ROBBERY, "status": "final", **SOURCE}

SANDWELL = {"area": "sandwell", "gss_code": "E08000028", "name": "Sandwell", "kind": "borough"}
SANDWELL = {**SANDWELL, "parent": "west-midlands-police", "source": "ons-geographic-codes"}


POLICY = Policy(5, frozenset({"clients"}))


def request(notebook="indicator_performance", area="dudley", quarter="2011-12-Q4") -> Request:
    return Request(notebook, area, periods.parse_quarter(quarter))


def told(error, place, **changed) -> str:
    with pytest.raises(error) as problem:
        slicing.cut(place, request(**changed))
    return str(problem.value)


@pytest.mark.parametrize(
    ("quarter", "seen"),
    [
        ("2011-12-Q2", {"2010-11"}),
        ("2011-12-Q3", {"2010-11", "2011-12-Q3"}),
        ("2011-12-Q4", {"2010-11", "2011-12-Q3", "2011-12-Q4", "2011-12"}),
    ],
)
def test_nothing_later_than_the_quarter_is_seen(small_project, quarter, seen):
    add_row(small_project.data, "observations", area="dudley", **{**ROBBERY, "period": "2012-13"})
    notebooks = small_project.params / "notebooks.yml"
    notebooks.write_text("x:\n  question: What?\n  tables: [observations]\n  needs: []\n", encoding="utf-8")

    tables = slicing.cut(small_project, request("x", quarter=quarter))

    assert set(tables["observations"]["period"]) == seen


def test_a_run_sees_its_area_and_what_that_lies_in_but_no_neighbour(small_project):
    add_row(small_project.data, "areas", **SANDWELL)
    for area in ("sandwell", "west-midlands-police"):
        add_row(small_project.data, "observations", area=area, **ROBBERY)

    tables = slicing.cut(small_project, request())

    assert set(tables["observations"]["area"]) == {"dudley", "west-midlands-police"}
    assert tables["areas"]["area"].tolist() == ["west-midlands-police", "dudley"]


def test_areas_that_lie_in_each_other_do_not_hang_a_run(small_project):
    areas = small_project.data / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8").replace("force area,,", "force area,dudley,"), encoding="utf-8")

    assert len(slicing.cut(small_project, request())["areas"]) == 2


def test_only_the_sources_of_the_rows_that_are_seen_are_seen(small_project):
    paper = {"title": "Another paper", "publisher": "Another council", "kind": "committee report"}
    add_row(small_project.data, "sources", source="other-paper", **paper)

    sources = slicing.cut(small_project, request())["sources"]

    assert sources["source"].tolist() == ["dudley-annual-report-2011-12", "ons-geographic-codes"]


def test_an_outcome_reported_later_is_not_seen(small_project):
    before = slicing.cut(small_project, request("outcome_summary"))["outcomes"]
    kits = next(row for row in rows_of(small_project.data, "outcomes") if row["measure"] == "kits-issued")
    add_row(small_project.data, "outcomes", **{**kits, "period": "2012-13", "figure": ""})

    assert_frame_equal(slicing.cut(small_project, request("outcome_summary"))["outcomes"], before)


def test_the_area_of_a_comparator_is_seen(small_project):
    add_row(small_project.data, "areas", **{**SANDWELL, "parent": ""})
    outcomes = small_project.data / "outcomes.csv"
    text = outcomes.read_text(encoding="utf-8").replace("per cent,west-midlands-police", "per cent,sandwell")
    outcomes.write_text(text, encoding="utf-8")

    tables = slicing.cut(small_project, request("outcome_summary"))

    assert set(tables["outcomes"]["measured_in"]) <= set(tables["areas"]["area"])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"area": "dudly"},
            "there is no area 'dudly' in data/areas.csv; did you mean 'dudley'?; it has west-midlands-police, dudley",
        ),
        ({"area": "x"}, "there is no area 'x' in data/areas.csv; it has west-midlands-police, dudley"),
        (
            {"notebook": "funding_analyses"},
            "there is no notebook 'funding_analyses' in params/notebooks.yml; did you mean 'funding_analysis'?; "
            "the notebooks are indicator_performance, funding_analysis, outcome_summary, area_comparison, data_quality, "
            "delivery_plan, action_progress, stated_changes, grant_monitoring, document_figures, force_comparison, risk_register",
        ),
        (
            {"quarter": "2012-13-Q4"},
            "data/observations.csv has no rows for dudley in 2012/13 up to Quarter 4 2012/13, which notebook "
            "indicator_performance needs; it has 2010/11, 2011/12: try 2011-12-Q4",
        ),
        (
            {"area": "west-midlands-police"},
            "data/observations.csv has no rows for west-midlands-police in 2011/12 up to Quarter 4 2011/12, which notebook "
            "indicator_performance needs; it has none at all",
        ),
        (
            {"notebook": "funding_analysis", "quarter": "2030-31-Q1"},
            "data/ has no rows for dudley in 2030/31 up to Quarter 1 2030/31 in funding_streams.csv or observations.csv, of "
            "which notebook funding_analysis needs one: look at the area and the quarter",
        ),
    ],
)
def test_a_request_that_data_cannot_meet_is_answered_with_what_there_is(small_project, changed, message):
    assert told(ParamsError, small_project, **changed) == message


def test_a_notebook_that_names_a_table_which_is_not_described_is_refused(small_project):
    (small_project.params / "notebooks.yml").write_text("x: {question: Q, tables: [victims], needs: []}")

    message = told(ParamsError, small_project, notebook="x")
    assert message == "params/notebooks.yml: x names table 'victims', not in datapackage.json"


def test_a_missing_list_of_notebooks_is_named_with_what_it_is_for(small_project):
    (small_project.params / "notebooks.yml").unlink()

    message = told(ParamsError, small_project)
    assert message == "params/notebooks.yml is missing: it names the tables that each notebook may see"


@pytest.mark.parametrize("text", ["x: {question: Q, tables: []}", "x: [1, 2]", ""])
def test_a_list_of_notebooks_without_what_each_needs_is_refused(small_project, text):
    (small_project.params / "notebooks.yml").write_text(text, encoding="utf-8")

    message = told(ParamsError, small_project)
    assert message == (
        "params/notebooks.yml: each notebook needs 'question', 'tables' and 'needs'; `csp check` names the line"
    )


def test_a_list_of_notebooks_that_is_no_yaml_is_refused_with_its_line(small_project):
    (small_project.params / "notebooks.yml").write_text("\nx: {question: Q", encoding="utf-8")

    message = told(ParamsError, small_project)
    assert message.startswith("params/notebooks.yml:2: not readable YAML: ")


@pytest.mark.parametrize("notebook", ["indicator_performance", "funding_analysis", "outcome_summary", "data_quality"])
def test_a_run_opens_what_was_cut_for_it(small_project, tmp_path, monkeypatch, notebook):
    cut = slicing.cut(small_project, request(notebook))
    slicing.write(small_project, request(notebook), tmp_path / "run")
    monkeypatch.chdir(tmp_path / "run")

    opened = slicing.open_slice(notebook, "dudley", "Q4 2011/12")

    assert (opened.area_name, str(opened.quarter), opened.folder) == ("Dudley", "2011-12-Q4", tmp_path / "run")
    assert list(opened.tables) == list(cut)
    for name, frame in cut.items():
        assert_frame_equal(opened.published(name), frame)


def test_texts_that_look_like_numbers_come_back_as_texts(small_project, tmp_path, monkeypatch):
    stated = small_project.data / "stated_figures.csv"
    lines = stated.read_text(encoding="utf-8").splitlines()
    kept = [lines[0], *(line for line in lines if ",variation_number," in line)]
    stated.write_text("\n".join(kept) + "\n", encoding="utf-8")
    slicing.write(small_project, request(), tmp_path / "run")
    monkeypatch.chdir(tmp_path / "run")

    printed = slicing.open_slice("indicator_performance", "dudley", "2011-12-Q4")["stated_figures"]["printed"]

    assert printed.tolist() == ["981", "413", "419", "149", "280", "623", "1894"]


def test_the_inputs_of_a_run_have_the_same_bytes_when_they_are_cut_again(project, tmp_path):
    for folder in ("one", "two"):
        slicing.write(project, request(), tmp_path / folder)

    folders = [tmp_path / "one" / "inputs", tmp_path / "two" / "inputs"]
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    tables = (
        "areas",
        "indicators",
        "observations",
        "populations",
        "targets",
        "stated_figures",
        "corrections",
        "sources",
    )
    assert set(one) == {"slice.json", *(f"{table}.csv" for table in tables)}
    assert one == two


def test_a_notebook_opened_by_hand_works_in_a_scratch_folder(small_project, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    facts = slicing.open_slice("funding_analysis", "dudley", "2011-12-Q4")

    assert facts.folder == small_project.build / "scratch" / "dudley" / "2011-12-Q4" / "funding_analysis"
    assert len(facts["allocations"]) == 29


def test_a_notebook_is_not_run_on_the_inputs_of_another_run(project, tmp_path, monkeypatch):
    slicing.write(project, request(), tmp_path)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(DataError) as error:
        slicing.open_slice("indicator_performance", "dudley", "2011-12-Q3")

    assert str(error.value) == (
        "the inputs of this run are for indicator_performance, dudley, 2011-12-Q4, but the notebook asks for "
        "indicator_performance, dudley, 2011-12-Q3: run it with `csp run`"
    )


def test_a_notebook_asks_for_a_quarter():
    with pytest.raises(PeriodError, match="quarter must look like '2016-17-Q2', got '2011-12', which is a"):
        slicing.open_slice("indicator_performance", "dudley", "2011-12")


def test_a_notebook_gets_a_copy_of_each_table_it_declares_and_no_other(small_project):
    facts = slicing.Slice(request(), slicing.cut(small_project, request()), small_project.root, POLICY)
    assert facts["observations"].loc[3, ["value", "row"]].tolist() == [1077.0, "observations.csv:5"]
    observations = facts["observations"]
    observations["value"] = 0.0

    assert facts["observations"]["value"].sum() > 0
    with pytest.raises(DataError) as error:
        facts["allocations"]
    assert str(error.value) == (
        "notebook indicator_performance may not see table 'allocations'; it declares areas, indicators, "
        "observations, populations, targets, "
        "stated_figures, corrections, sources in params/notebooks.yml"
    )


def test_the_years_of_an_area_are_listed_earliest_first(small_project):
    add_row(small_project.data, "observations", area="dudley", **{**ROBBERY, "period": "2008-09"})

    years = slicing.years(small_project, "observations", "dudley")
    assert [str(year) for year in years] == ["2008-09", "2010-11", "2011-12"]
    assert slicing.years(small_project, "observations", "sandwell") == []


def test_a_notebook_may_see_everything_that_lies_in_its_area(copied_project):
    within = request("data_quality", "west-midlands-police", "2016-17-Q4")

    tables = slicing.cut(copied_project, within)

    assert set(tables["observations"]["area"]) >= {"dudley", "walsall"}
    assert "staffordshire" not in set(tables["risks"]["area"]) | set(tables["areas"]["area"])
    # Actions have no area: they are seen with their plan, as sections and exclusions are with their document.
    assert set(tables["actions"]["plan"]) == set(tables["plans"]["plan"])
    assert "ni-15-staffordshire" not in set(tables["plans"]["plan"])
    assert "staffordshire-ni15-delivery-plan" not in set(tables["sections"]["source"])
    assert len(tables["sections"]) > 100


def test_a_declared_correction_takes_effect_for_the_notebook_and_leaves_the_published_value(small_project):
    cells = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1077", "new_value": "1080"}
    add_row(small_project.data, "corrections", **cells, reason="R", authority="A")

    facts = slicing.Slice(request(), slicing.cut(small_project, request()), small_project.root, POLICY)

    assert facts["observations"].loc[3, ["value", "published"]].tolist() == [1080, 1077]
    assert facts.published("observations").loc[3, "value"] == 1077


def test_a_correction_that_finds_something_else_stops_the_run(small_project):
    cells = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1076", "new_value": "1080"}
    add_row(small_project.data, "corrections", **cells, reason="R", authority="A")

    assert told(DataError, small_project).startswith("data/corrections.csv:2: old_value: the old value is '1076', but")


def test_a_notebook_that_compares_sees_its_peers_and_no_other_area(copied_project):
    group = slicing.declarations.peers_of(copied_project, "dudley")
    request = Request("area_comparison", "dudley", periods.parse("2024-25-Q3"))
    tables = slicing.cut(copied_project, request)

    seen = set(tables["observations"]["area"])
    assert seen == {*group.areas, "west-midlands-police", "england-and-wales"}
    assert "birmingham-east" not in set(tables["populations"]["area"])
    slicing.write(copied_project, request, copied_project.root / "run")
    about = json.loads((copied_project.root / "run" / "inputs" / "slice.json").read_text(encoding="utf-8"))
    assert about["peers"]["areas"] == list(group.areas)


def test_an_area_without_peers_is_refused(copied_project):
    request = Request("area_comparison", "staffordshire", periods.parse("2024-25-Q3"))
    with pytest.raises(ParamsError, match=r"no group of params/peers\.yml lists 'staffordshire'"):
        slicing.cut(copied_project, request)
