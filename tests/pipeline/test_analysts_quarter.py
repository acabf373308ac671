"""An analyst's quarter from its preparation to the audit of what was published, with two mistakes and their repair."""

import json
from pathlib import Path

import openpyxl
import pytest

from support import Workplace, copy_project

pytestmark = pytest.mark.slow
QUARTER = "2016-17-Q3"
RETURN = ("grant-monitoring", "--borough", "coventry", "--period", QUARTER, "--engine", "embedded")
FORM = Path("data") / "returns" / QUARTER / "coventry.xlsx"
WORDS = Path("reports") / "commentary" / "coventry" / QUARTER
FIGURE, REASON = 7, 8


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A project in which the tests below work one after the other, as an analyst does."""
    return copy_project(tmp_path_factory.mktemp("quarter") / "project")


def fill(place: Workplace, cells: dict[tuple[str, str], object], column: int = FIGURE) -> dict[tuple[str, str], int]:
    """Write into a form beside a project and what is asked; gives the row of each."""
    book = openpyxl.load_workbook(place.root / FORM)
    sheet = book["Figures"]
    rows = {(sheet.cell(row, 1).value, sheet.cell(row, 2).value): row for row in range(sheet.max_row, 4, -1)}
    for asked, value in cells.items():
        sheet.cell(rows[asked], column).value = value
    book.save(place.root / FORM)
    return {asked: rows[asked] for asked in cells}


CIVIL = ("Civil Powers", "Spent in the year to date")
ANALYST = ("Partnership Analyst", "Spent in the year to date")
PARENTING = ("Parenting", "Cases initially screened to identify where parenting support may be appropriate")
LIGHTS = ("CCTV Modernisation", "Spent in the year to date")


def test_1_the_quarter_is_prepared_and_what_is_there_already_is_left_alone(place):
    done = place.csp("new-quarter", QUARTER)
    assert done.returncode == 0, done.stderr
    assert "data/spend.csv: 55 rows added" in done.stdout
    assert f"{FORM.as_posix()}: a form to send out" in done.stdout
    assert place.csp("check").returncode == 0
    begun = (place.root / WORDS / "engagement.md").read_text(encoding="utf-8")
    assert begun.startswith("---\nowner: Coventry Community Safety Team\napproved:\n")
    assert f"`csp values reports/published/coventry/{QUARTER}/grant-monitoring` lists the ids. -->" in begun
    before = {path: path.read_bytes() for path in place.root.rglob("*") if path.is_file()}
    again = place.csp("new-quarter", QUARTER)
    assert again.stdout == f"{QUARTER} was prepared already, after 2016-17-Q2: nothing has changed\n"
    assert {path: path.read_bytes() for path in place.root.rglob("*") if path.is_file()} == before


def test_2_the_status_says_what_is_missing_and_what_comes_next(place):
    (desk,) = json.loads(place.csp("status", "--borough", "coventry", "--json", "--engine", "embedded").stdout)
    assert desk["figures"] == [{"period": QUARTER, "came": 0, "to_follow": 82, "form": FORM.as_posix()}]
    assert desk["next"] == f"csp take-in {FORM.as_posix()}"
    states = {(text["period"], text["section"]): text["state"] for text in desk["commentary"]}
    assert states[QUARTER, "engagement"] == states[QUARTER, "branding"] == "to be written"
    assert ("grant-monitoring", QUARTER, "not made") in {
        (paper["report"], paper["occasion"], paper["state"]) for paper in desk["papers"]
    }


def test_3_a_form_with_a_cell_that_cannot_be_read_is_not_taken_in_and_says_which(place):
    rows = fill(place, {CIVIL: 1200.5, ANALYST: "about a thousand", LIGHTS: 400_000})
    before = (place.root / "data" / "spend.csv").read_bytes()
    done = place.csp("take-in", str(FORM))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{FORM}: Figures!G{rows[ANALYST]}: 'about a thousand' is not an amount in pounds")
    assert done.stderr == "csp: nothing was taken in: 1 cell must be put right first\n"
    assert (place.root / "data" / "spend.csv").read_bytes() == before


def test_4_put_right_it_comes_in_and_the_check_finds_the_second_mistake(place):
    fill(place, {ANALYST: "£1,000"})
    done = place.csp("take-in", str(FORM))
    assert done.stdout.splitlines()[0] == f"coventry {QUARTER}: 3 figures came in; 79 figures are still to follow"
    checked = place.csp("check")
    assert checked.returncode == 1 and len(checked.stdout.splitlines()) == 1
    assert "data/spend.csv:" in checked.stdout
    assert "400,000.00 is more than the 49,000.00 allocated to 'cctv-modernisation' for 2016-17" in checked.stdout


def test_5_a_corrected_form_is_taken_in_again_and_each_row_says_where_its_figure_stands(place):
    rows = fill(place, {LIGHTS: 4_000, PARENTING: 61})
    fill(place, {("Speeding", "Spent in the year to date"): "None"}, REASON)
    done = place.csp("take-in", str(FORM))
    assert done.stdout.splitlines()[0] == f"coventry {QUARTER}: 3 figures came in; 77 figures are still to follow"
    assert place.csp("check").returncode == 0
    spend = (place.root / "data" / "spend.csv").read_text(encoding="utf-8")
    row = next(
        line for line in spend.splitlines() if f"{QUARTER},pcc-community-safety-grant,cctv-modernisation" in line
    )
    assert row == (
        f'coventry,{QUARTER},pcc-community-safety-grant,cctv-modernisation,to date,,4000,,,,"£4,000",pounds,final,'
        f'west-midlands-grant-monitoring-2016-17-q3,"Coventry form, sheet Figures, row {rows[LIGHTS]}",,'
    )
    assert place.csp("take-in", str(FORM)).stdout.startswith(f"coventry {QUARTER}: nothing new; 77 figures")


def test_6_an_edited_notebook_and_the_words_go_into_the_return(place):
    place.replace("notebooks/grant_monitoring.ipynb", "## Which underspends", "## Which of the underspends")
    for section in ("engagement", "branding"):
        with (place.root / WORDS / f"{section}.md").open("a", encoding="utf-8") as text:
            text.write(
                f"\nThe partnership reports {{{{< var grant.spent >}}}} spent; its {section} went on as before.\n"
            )
    place.replace("params/areas/coventry.yml", f'"{QUARTER}":', f'"{QUARTER}":\n      sections: [young-people]')
    own = place.root / WORDS / "young-people.md"
    own.write_text("---\nowner: Coventry Community Safety Team\n---\n\nMore of them took part.\n", encoding="utf-8")
    untitled = place.csp("report", *RETURN)
    assert untitled.returncode == 1
    assert untitled.stderr.startswith(f"csp: {WORDS.as_posix()}/young-people.md:1: title: missing or blank; a section")
    own.write_text(own.read_text("utf-8").replace("---\n", "---\ntitle: Young people\n", 1), encoding="utf-8")
    made = place.csp("report", *RETURN)
    assert made.returncode == 0, made.stderr
    page = (place.root / f"reports/published/coventry/{QUARTER}/grant-monitoring/grant-monitoring.html").read_text(
        "utf-8"
    )
    for words in (
        "£1,200.50",
        "£1,000",
        "£4,000",
        "This text has not been approved.",
        "Young people</h1>",
        "took part",
    ):
        assert words in page


def test_7_nothing_is_published_before_its_owner_approves_and_then_it_is_and_can_be_audited(place):
    folder = f"reports/published/coventry/{QUARTER}/grant-monitoring"
    refused = place.csp("publish", folder, "--engine", "embedded")
    assert refused.returncode == 1
    assert refused.stdout.startswith(
        f"Not released as an edition: {folder}\n\n1. commentary: it does not hold that each piece"
    )
    assert "   Who   Coventry Community Safety Team\n" in refused.stdout
    how = f"csp approve branding --borough coventry --period {QUARTER}"
    assert f"   How   read it, then {how}\n" in refused.stdout
    assert not (place.root / "reports" / "editions").exists()
    for section in ("engagement", "branding", "young-people"):
        approved = place.csp("approve", section, "--borough", "coventry", "--period", QUARTER, "--on", "2017-01-20")
        assert approved.returncode == 0, approved.stderr
    assert place.csp("report", *RETURN).returncode == 0
    done = place.csp("publish", folder, "--engine", "embedded", "--json")
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    assert [check["passed"] for check in told["checks"]] == [True] * 6
    edition = f"reports/editions/coventry/{QUARTER}/grant-monitoring/1"
    assert told["edition"] == edition
    audited = place.csp("audit", edition)
    assert audited.returncode == 0, audited.stdout
    assert "It is what was produced, and it has been produced again." in audited.stdout
