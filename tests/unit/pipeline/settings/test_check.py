"""Everything wrong in params/ is found in one go, by file and line."""

import pytest

from helpers.pipeline.settings import check

OUTCOMES = "tables: [indicators, observations, populations]"
DUDLEY = "params/areas/dudley.yml"


def told(place) -> list[str]:
    return [str(problem) for problem in check.check(place)]


def test_the_projects_own_settings_have_no_problem(project):
    assert told(project) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("partnership:", "partnersip:", "partnersip: unknown setting; did you mean 'partnership'?"),
        ("partnership:", "partnersip:", "partnership: missing or blank"),
        ("annual-report:", "anual-report:", "papers: 'anual-report' is not a report of reports/; did you mean"),
        ('"2011-12":', '"2011-13":', "2011-13: financial year must look like '2011-12', got '2011-13'"),
        ('"2011-12":', '"2011/12":', "2011/12: write '2011/12' as '2011-12'"),
        ("meeting: 2012-06-07", "meeting: 7 June", "meeting: '7 June' is not a date such as 2012-06-07"),
        ("meeting: 2012-06-07", "meeting:", "meeting: missing or blank"),
        ("      contact: DAAT", "      contakt: DAAT", "contakt: unknown setting; did you mean 'contact'?"),
        ("meeting: 2012-06-07", "meeting: 2012-13-45", "meeting: '2012-13-45' is not a date such as 2012-06-07"),
        ("meeting: 2012-06-07", "issued: 2012-06-07", "2011-12: has 'issued' beside 'committee' or 'meeting'"),
        (
            "plan: domestic-abuse-service-improvement\n      theme",
            "plan: domestic-abuse\n      theme",
            "plan: 'domestic-abuse' is not a plan of data/plans.csv",
        ),
        (
            "theme: domestic-abuse",
            "theme: domestic",
            "theme: 'domestic' is not a theme of data/indicators.csv; did you mean",
        ),
        (
            "ni-20-dudley:",
            "ni-20-dudly:",
            "'ni-20-dudly' is not a plan of data/plans.csv; did you mean 'ni-20-dudley'?",
        ),
        ("papers:", "papers: [", "not readable YAML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(copied_project, old, new, found):
    path = copied_project.root / DUDLEY
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1

    problems = [problem for problem in told(copied_project) if found in problem]
    assert problems
    exact = not any(word in found for word in ("YAML", "partnership: missing", "has 'issued'"))
    assert problems[0].startswith(f"{DUDLEY}:{line}: " if exact else f"{DUDLEY}:")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("outcome_summary:", "outcome_sumary:", "there is no notebooks/outcome_sumary.ipynb"),
        (
            "tables: [indicators, observations, populations]",
            "tables: [observation]",
            "'observation' is not a table",
        ),
        (
            "tables: [indicators, observations, populations]",
            "tables: observations",
            "is not a list",
        ),
        ("scope: peers ", "scope: around ", "scope: 'around' is not one of 'area', 'within', 'peers'"),
        (
            "{borough: coventry,",
            "{borough: coventri,",
            "borough: 'coventri' is not an area of data/areas.csv; did you mean",
        ),
        ("quarter: 2024-25-Q3", "quarter: 2024-25", "quarter: quarter must look like '2016-17-Q2', got '2024-25'"),
    ],
)
def test_a_wrong_declaration_of_a_notebook_is_named(copied_project, old, new, found):
    path = copied_project.params / "notebooks.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert any(problem.startswith("params/notebooks.yml:") and found in problem for problem in told(copied_project))


def test_settings_of_an_area_that_is_not_known_are_named(copied_project):
    areas = copied_project.params / "areas"
    (areas / "dudley.yml").rename(areas / "dudly.yml")

    assert told(copied_project) == [
        "params/areas/dudly.yml: 'dudly' is not an area of data/areas.csv; did you mean 'dudley'?"
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("params/areas/walsall.yml", "walsall.yaml"),
        ("params/areas/walsall.yml", "walsall.YML"),
        ("params/runs/everything.yml", "everything.yaml"),
        ("reports/overview/report.yml", "report.yaml"),
    ],
)
def test_a_settings_file_that_nobody_reads_is_told_what_to_be_called(copied_project, path, name):
    known = copied_project.root / path
    known.rename(known.with_name(name))

    found = [problem for problem in told(copied_project) if name in problem]
    assert found == [f"{path.removesuffix(known.name)}{name}: is not read under this name: call it {known.name}"]


@pytest.mark.parametrize("table", ["areas", "plans"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"another,header\n1,2\n"])
def test_where_a_table_cannot_be_read_nobody_is_blamed_for_naming_what_it_holds(copied_project, table, content):
    path = copied_project.data / f"{table}.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    assert told(copied_project) == []


def test_what_an_empty_table_does_not_hold_is_told(copied_project):
    path = copied_project.data / "plans.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    assert any("is not a plan of data/plans.csv" in problem for problem in told(copied_project))


def test_a_setting_that_stands_twice_is_named_with_both_lines(copied_project):
    path = copied_project.root / DUDLEY
    path.write_text(path.read_text(encoding="utf-8") + "\ncouncil: Another\n", encoding="utf-8")

    twice = [problem for problem in told(copied_project) if "stands there twice" in problem]
    assert len(twice) == 1
    assert "first on line 5" in twice[0]


def test_a_statement_that_goes_to_no_meeting_says_when_it_is_issued(copied_project):
    path = copied_project.params / "areas" / "england-and-wales.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("issued: ", "issued: soon # "), encoding="utf-8")

    assert any("issued: 'soon' is not a date" in problem for problem in told(copied_project))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "coventry, dudley",
            "coventri, dudley",
            "areas: 'coventri' is not an area of data/areas.csv; did you mean 'coventry'?",
        ),
        ("coventry, dudley", "dudley, dudley", "areas: 'dudley' is listed more than once"),
        ("  title:", "  titel:", "titel: unknown setting; did you mean 'title'?"),
        ("  basis: >-", "  basis:\n  note: >-", "basis: missing or blank"),
        ("[birmingham,", "birmingham #", "is not a list such as [dudley, walsall]"),
        ("walsall: [1, 0]", "walsall: [1]", "walsall: [1] is not a column and row such as [0, 1]"),
        ("walsall: [1, 0]", "walsall: [0, 0]", "walsall: stands where 'wolverhampton' stands already"),
        ("    walsall: [1, 0]\n", "", "tiles: there is no place for 'walsall'"),
    ],
)
def test_a_wrong_group_of_peers_is_named_with_its_line(copied_project, old, new, found):
    path = copied_project.params / "peers.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert any(problem.startswith("params/peers.yml:") and found in problem for problem in told(copied_project))


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("params/disclosure.yml", "smallest: 5", "smallest: 1", "smallest: 1 is not a whole number from 2, such as 5"),
        ("params/disclosure.yml", "  - girls", "  - no", "units: False is no word: put it in quotation marks"),
        ("params/disclosure.yml", "recorded-*: open", "recorded-*: opne", "'opne' is not one of 'open', 'small-counts'"),
        ("params/runs/everything.yml", "boroughs: all ", "boroughs: [dudly] ", "boroughs: 'dudly' is not an area of"),
        ("params/runs/everything.yml", "formats: all ", "formats: [pfd] ", "formats: ['pfd'] is not a list of html, pdf"),
        ("params/runs/everything.yml", "quarters: all ", "quarter: all ", "quarter: unknown setting; did you mean 'quarters'?"),
        ("reports/annual-report/report.yml", "period: financial year", "period: year", "period: 'year' is not one of 'financial"),
        ("reports/board-pack/report.yml", "risk_register", "risk_registr", "notebooks: 'risk_registr' is not a notebook of"),
        ("reports/board-pack/report.yml", "brief: true", "brief: yes please", "brief: 'yes please' is neither true nor false"),
    ],
)  # fmt: skip
def test_a_wrong_setting_of_any_file_is_named_with_its_line(copied_project, file, old, new, found):
    path = copied_project.root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1

    assert any(problem.startswith(f"{file}:{line}: ") and found in problem for problem in told(copied_project))
