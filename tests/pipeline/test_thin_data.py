"""Data that lack something: the report names it, or is refused in one line; nothing crashes and nothing half is published."""

import pytest

from support import Workplace, add_row, copy_project, html_text, rows_of, write_rows

pytestmark = pytest.mark.slow
COVENTRY = {
    "area": "coventry",
    "stream": "pcc-community-safety-grant",
    "source": "west-midlands-grant-monitoring-2016-17-q2",
}


@pytest.fixture
def place(tmp_path) -> Workplace:
    return copy_project(tmp_path / "project")


def made(place: Workplace, *asked: str) -> str:
    done = place.csp("report", *asked, "--to", "html", "--engine", "embedded")
    assert done.returncode == 0, done.stderr
    pages = list((place.root / "reports" / "published").rglob(f"{asked[0]}.html"))
    assert len(pages) == 1
    return html_text(pages[0])


def refused(place: Workplace, *asked: str) -> str:
    done = place.csp("report", *asked, "--engine", "embedded")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert not (place.root / "reports" / "published").exists()
    return done.stderr


def changed(place: Workplace, table: str, where: dict[str, str], cells: dict[str, str]) -> None:
    rows = rows_of(place.root / "data", table)
    found = [row for row in rows if all(row[name] == value for name, value in where.items())]
    assert found
    for row in found:
        row.update(cells)
    write_rows(place.root / "data", table, rows)


def without(place: Workplace, table: str, **where: str) -> None:
    rows = rows_of(place.root / "data", table)
    kept = [row for row in rows if any(row[name] != value for name, value in where.items())]
    assert len(kept) < len(rows)
    write_rows(place.root / "data", table, kept)


RETURN = ("grant-monitoring", "--borough", "coventry", "--period", "2016-17-Q2")


def test_money_without_a_plan_for_it_is_named_beside_its_project(place):
    without(place, "allocations", area="coventry", project="speeding", measure="allocation")
    changed(place, "spend", {"project": "speeding", "measure": "to date"}, {"amount": "1234", "printed": "£1,234"})
    changed(
        place, "allocations", {"project": "mental-health", "measure": "allocation"}, {"amount": "0", "printed": "£0"}
    )
    changed(place, "spend", {"project": "mental-health", "measure": "to date"}, {"amount": "500", "printed": "£500"})

    text = made(place, *RETURN)

    assert "Speeding (spent without an allocation) – £1,234.00 – – – " in text
    assert "Mental Health (spent though nothing was allocated) £0 £500.00 – £0 +£500 " in text
    assert "The 17 projects that report both" in text


def test_a_quarter_without_a_return_is_refused_though_its_paper_is_named(place):
    path = "params/areas/coventry.yml"
    place.replace(path, '"2016-17-Q2":', '"2016-17-Q3":')
    line = refused(place, *RETURN[:-1], "2016-17-Q3")
    assert (
        "data/ holds no return of coventry for Quarter 3 2016/17: no row of outcomes.csv or spend.csv is of 2016-17-Q3"
        in line
    )


def test_a_meeting_that_no_paper_is_named_for_is_refused(place):
    line = refused(place, "scrutiny-paper", "--borough", "dudley", "--meeting", "2012-11-01")
    assert 'papers: scrutiny-paper: has no entry "2012-11-01"' in line and line.startswith(
        "csp: params/areas/dudley.yml:"
    )


def test_what_a_report_covers_has_to_be_said_as_its_kind(place):
    assert "covers a meeting: say which with --meeting (--period was given)" in refused(
        place, "scrutiny-paper", "--borough", "dudley", "--period", "2011-12"
    )
    assert "'next week' is not a day: write one like '2012-09-06'" in refused(
        place, "scrutiny-paper", "--borough", "dudley", "--meeting", "next week"
    )
    assert "there is no delivery plan 'ni-20-dudly' in data/plans.csv; did you mean 'ni-20-dudley'?" in refused(
        place, "delivery-plan", "--plan", "ni-20-dudly"
    )


def test_an_action_without_a_day_cannot_be_late_and_is_told_so(place):
    changed(
        place,
        "actions",
        {
            "plan": "domestic-abuse-service-improvement",
            "action": "Improve information on DMBC website to signpost victims",
        },
        {"due": "", "due_printed": ""},
    )
    text = made(place, "scrutiny-paper", "--borough", "dudley", "--meeting", "2012-09-06")
    assert "13 due within 30 days, 7 overdue and 4 without a date." in text
    assert "? No date: none stated" in text


def test_a_plan_without_targets_says_that_it_has_none_or_which_years_are_wanting(place):
    without(place, "targets", area="staffordshire")
    text = made(place, "delivery-plan", "--plan", "ni-15-staffordshire")
    assert "no target" in text.casefold() or "states no" in text.casefold()
    without(place, "targets", area="dudley")
    line = place.csp("report", "delivery-plan", "--plan", "ni-20-dudley", "--engine", "embedded")
    assert line.returncode == 1
    assert "ni-20-dudley has no targets, no to_date and no dated action or milestone" in line.stderr


def test_risks_without_scores_are_named_and_not_guessed(place):
    changed(place, "risks", {"ref": "SSC15-3"}, {"impact": "", "likelihood": "", "rating": ""})
    text = made(place, "delivery-plan", "--plan", "ni-15-staffordshire")
    assert "Reduction in public funding" in text
    assert "Not scored" in text or "no score" in text.casefold() or "not stated" in text.casefold()


def test_a_project_that_is_named_nowhere_else_is_told_as_unreported(place):
    cells = {"area": "walsall", "project": "street-lights", "title": "Street Lights", "source": COVENTRY["source"]}
    add_row(place.root / "data", "projects", **cells, locator="Walsall form, line 700")
    text = made(place, "grant-monitoring", "--borough", "walsall", "--period", "2016-17-Q2")
    assert (
        "Street Lights Allocation, spend to date, figures of outcomes and risks Walsall Community Safety Team" in text
    )
