"""Every paper that params/ names is made from data, prints its figures in each format, and hides what it must."""

import json
import re

import docx
import pypdf
import pytest

from support import READERS, Workplace, copy_project, rows_of

pytestmark = pytest.mark.slow
GRANT = "west-midlands-grant-monitoring-2016-17-q2"
FORCE = ("west-midlands-police", "2016-17-Q2")
PAPERS = [
    ("dudley", "2011-12", "annual-report"),
    ("dudley", "2012-09-06", "scrutiny-paper"),
    ("dudley", "2011-12-Q4", "board-pack"),
    ("dudley", "2024-25-Q3", "performance-review"),
    ("dudley", "ni-20-dudley", "delivery-plan"),
    ("staffordshire", "ni-15-staffordshire", "delivery-plan"),
    *[(area, "2016-17-Q2", "grant-monitoring") for area in ("birmingham", "coventry", "dudley", "sandwell", "walsall")],
    (*FORCE, "grant-monitoring-all"),
    (*FORCE, "overview"),
    ("england-and-wales", "2016-17", "data-quality"),
]
ALL = ("all-reports", "--engine", "embedded")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    workplace = copy_project(tmp_path_factory.mktemp("family") / "project")
    done = workplace.csp(*ALL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^(\d+) built, 0 unchanged, 0 skipped, 0 failed$", done.stdout, re.MULTILINE)
    assert all((workplace.root / "reports" / "published").joinpath(*paper).is_dir() for paper in PAPERS)
    return workplace


@pytest.fixture(params=sorted(READERS))
def read(request, place: Workplace):
    """Reads the words of a paper in one format."""

    def words(area: str, occasion: str, report: str) -> str:
        folder = place.root / "reports" / "published" / area / occasion / report
        return READERS[request.param](folder / f"{report}.{request.param}")

    return words


def values(place: Workplace, area: str, occasion: str, report: str) -> dict[str, dict]:
    path = place.root / "reports" / "published" / area / occasion / report / "values.json"
    return {value["id"]: value for value in json.loads(path.read_text("utf-8"))["values"]}


@pytest.mark.parametrize("paper", PAPERS, ids="/".join)
def test_no_paper_prints_a_missing_value_or_an_internal_name(read, place, paper):
    text = read(*paper)
    assert len(text) > 1500
    assert not re.search(
        r"\b(nan|NaN|None|NaT|null|inf)\b", text.replace("None:", "").replace("None published", "")
    ) or (
        # `None` is a word too: it may begin a sentence or stand in a cell of the source.
        not re.search(r"\b(nan|NaN|NaT|null|inf)\b", text)
    )
    slugs = {row["project"] for row in rows_of(place.root / "data", "projects")}
    slugs |= {row["indicator"] for row in rows_of(place.root / "data", "indicators")}
    slugs |= {row["source"] for row in rows_of(place.root / "data", "sources")}
    found = [slug for slug in slugs if "-" in slug and re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", text)]
    assert not [slug for slug in found if "_" in slug or slug.count("-") > 1], found
    for word in ("to_follow", "no_update", "not_stated", "not_available", "{{<", "_results"):
        assert word not in text


@pytest.mark.parametrize("paper", PAPERS, ids="/".join)
def test_no_page_ends_with_a_heading_a_caption_of_a_table_or_a_lead_in(place, paper):
    folder = place.root / "reports" / "published" / "/".join(paper)
    page = (folder / f"{paper[-1]}.html").read_text("utf-8")
    headings = {
        " ".join(re.sub("<[^>]+>", "", found).split()) for found in re.findall(r"<h[1-3][^>]*>(.*?)</h", page, re.S)
    }
    assert headings
    for number, sheet in enumerate(pypdf.PdfReader(folder / f"{paper[-1]}.pdf").pages, 1):
        lines = [" ".join(line.split()) for line in sheet.extract_text().splitlines()]
        (foot,) = [at for at, line in enumerate(lines) if re.search(rf"Page {number} of \d+$", line)]
        last = next(filter(None, reversed(lines[:foot])))
        assert last not in headings, number
        assert not re.match(r"Table \d+: |.*:$", last), number


def money(text: str) -> str:
    return f"£{float(text):,.2f}".removesuffix(".00")


def test_coventrys_return_prints_every_allocation_and_spend(read, place):
    text = read("coventry", "2016-17-Q2", "grant-monitoring")
    for table, measure in (("allocations", "allocation"), ("spend", "to date")):
        rows = [row for row in rows_of(place.root / "data", table) if row["area"] == "coventry" and row["amount"]]
        rows = [row for row in rows if row["measure"] == measure and row["period"].startswith("2016-17")]
        assert len(rows) > 17
        for row in rows:
            assert money(row["amount"]) in text or row["printed"] in text, row["figure"]
    for words in (
        "All projects £492,478 £226,191.46 45.9% £246,239 −£20,048 £452,383 £40,095",
        "for 2016/17 was £409,728, and £82,750 was carried forward into the year. Together they make £492,478.",
        "No underspend identified",
        "£20,000 to £25,800",
    ):
        assert words in text


@pytest.mark.parametrize("area", ["birmingham", "coventry", "dudley", "sandwell", "walsall"])
def test_each_return_prints_each_recorded_figure_or_hides_it(read, place, area):
    text = read(area, "2016-17-Q2", "grant-monitoring").casefold()
    rows = [row for row in rows_of(place.root / "data", "outcomes") if row["source"] == GRANT and row["area"] == area]
    assert len(rows) > 50
    printed = [row for row in rows if row["printed"].casefold() in text and row["title"].casefold() in text]
    hidden = [row for row in rows if row not in printed and row["title"].casefold() in text and "[c]" in text]
    assert len(printed) + len(hidden) == len(rows)
    assert len(hidden) < len(rows) / 4


@pytest.mark.parametrize("questions", range(1, 8))
def test_the_commissioners_seven_questions_are_asked_in_order(read, questions):
    text = read("walsall", "2016-17-Q2", "grant-monitoring")
    assert f"Question {questions}: " in text
    assert text.rindex(f"Question {questions}: ") > text.rindex(f"Question {questions - 1 or 1}: ") - 1


def test_small_counts_are_hidden_with_what_would_give_them_back(read):
    sandwell = read("sandwell", "2016-17-Q2", "grant-monitoring")
    assert "97.62" not in sandwell and "82 of 84" not in sandwell
    assert "who did not re-offend" in sandwell or "did not re-offend" in sandwell
    assert "[c]" in sandwell
    walsall = read("walsall", "2016-17-Q2", "grant-monitoring")
    assert not re.search(r"IOM status: (High|Medium|Low) \S+ 2016/17 (one|two)", walsall, re.IGNORECASE)


def test_what_is_not_reported_is_named_with_who_has_to_supply_it(read):
    text = read("walsall", "2016-17-Q2", "grant-monitoring")
    assert "No update available" in text
    assert "Walsall’s return" in text or "Walsall's return" in text
    assert "Spend to date" in text and "Walsall Community Safety Team" in text
    sandwell = read("sandwell", "2016-17-Q2", "grant-monitoring")
    assert "Sandwell's return prints neither allocations nor spend by project." in sandwell.replace("’", "'")


@pytest.mark.parametrize(
    "words",
    [
        "Domestic abuse non-crime incidents 2,999 2,900 −99 3.3% −3.3% Agrees",
        "Domestic abuse crimes 992 880 −112 11.3% −11.3% Agrees",
        "Domestic abuse incidents and crimes 3,991 3,780 −211 5.2% −5.3% Disagrees",
        "The source prints a change of 5.2%, but 211 of 3,991 is 5.3%.",
        "538 contacts from 479 clients",
        "93 women and 123 children",
        "147 women and 235 children",
        "2,223 enquiries, and 188 households",
        "46 households were accepted for it, 39 of them after violence",
        "Of 43 actions, 7 are complete, 12 on track, 14 due within 30 days, 7 overdue and 3 without a date.",
        "Community Safety and Community Services Scrutiny Committee",
        "Members should be aware of this risk.",
    ],
)
def test_the_scrutiny_paper_says(read, words):
    assert words in read("dudley", "2012-09-06", "scrutiny-paper")


def test_the_scrutiny_paper_prints_each_action_of_the_plan(read, place):
    text = read("dudley", "2012-09-06", "scrutiny-paper").replace("’", "'")
    plan = [
        row for row in rows_of(place.root / "data", "actions") if row["plan"] == "domestic-abuse-service-improvement"
    ]
    assert len(plan) == 43
    for row in plan:
        assert row["action"] in text
        # Its gaps where they belong, and without the full stop of a sentence that it is not.
        assert row["due_printed"].strip(". ").replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (PAPERS[4], ("2655", "2549", "2447", "2349", "8.7", "8.4", "8.0", "7.7", "305,172")),
        (PAPERS[5], ("0.75", "0.72", "3% reduction on Yr 1 performance", "5.9% reduction on Yr 1", "0.698", "0.678")),
        ((*FORCE, "grant-monitoring-all"), ("344,320", "1,073,045", "345,385", "£1.43", "£0.65", "45.9%")),
        (
            (*FORCE, "overview"),
            ("£926,000 (12)", "£492,478 (18)", "£0.86", "The boroughs’ figures are not on the same basis", "£438"),
        ),
        (
            PAPERS[2],
            (
                "7 of 43",
                "6 of 6",
                "risks have no score; 0 score 12 or more",
                "£302,715",
                "None of the 6 risks has a score, so how high they stand is not known.",
            ),
        ),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, tuple) and len(value) == 3 else "",
)
def test_each_paper_prints_its_main_figures(read, paper, words):
    text = read(*paper)
    for word in words:
        assert word in text, word


@pytest.mark.parametrize(("paper", "most"), [(PAPERS[2], 2), ((*FORCE, "overview"), 1)], ids=["board pack", "overview"])
def test_brief_papers_are_brief(place, paper, most):
    area, occasion, report = paper
    folder = place.root / "reports" / "published" / area / occasion / report
    assert len(pypdf.PdfReader(folder / f"{report}.pdf").pages) <= most
    # Word's pages are only known to Word: no contents, and the margins and type of a brief paper.
    document = docx.Document(folder / f"{report}.docx")
    assert "Contents" not in [paragraph.text for paragraph in document.paragraphs]
    assert document.sections[0].left_margin.mm == pytest.approx(15, abs=0.1)
    long = docx.Document(place.root / "reports/published/dudley/2012-09-06/scrutiny-paper/scrutiny-paper.docx")
    assert "Contents" in [paragraph.text for paragraph in long.paragraphs]


def test_values_trace_to_rows_of_data(place):
    found = values(place, "dudley", "2012-09-06", "scrutiny-paper")
    both = found["stated.domestic_abuse_incidents_and_crimes.percent"]
    assert round(both["value"], 2) == -5.29
    rows = {source["row"].partition(":")[0] for source in both["sources"]}
    assert rows == {"observations.csv", "stated_figures.csv"}


def test_reports_lists_every_paper_with_the_command_that_makes_it(place):
    listed = place.csp("reports").stdout.splitlines()
    assert len(listed) == len(PAPERS)
    assert "csp report scrutiny-paper --borough dudley --meeting 2012-09-06" in listed
    assert "csp report delivery-plan --plan ni-15-staffordshire" in listed


def made(place: Workplace) -> dict[str, list[str]]:
    """What became of each job of one more call, by state."""
    done = place.csp(*ALL, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, list[str]] = {}
    for event in map(json.loads, done.stdout.splitlines()):
        if event["event"] == "ended":
            found.setdefault(event["state"], []).append(event["job"])
    return found


def test_a_second_time_nothing_is_made_and_one_changed_row_makes_only_what_rests_on_it(place):
    assert list(made(place)) == ["unchanged"]

    place.replace("data/spend.csv", "target-hardening,to date,,271.96", "target-hardening,to date,,271.97")
    stale = [line for line in place.csp("status", "--engine", "embedded").stdout.splitlines() if ": stale: " in line]
    assert any(
        "grant-monitoring coventry 2016-17-Q2: stale: grant_monitoring: data/spend.csv changed 1 row" in line
        for line in stale
    )
    assert {tuple(line.split()[:2]) for line in stale} == {
        ("grant-monitoring", "coventry"),
        ("grant-monitoring-all", "west-midlands-police"),
        ("overview", "west-midlands-police"),
        ("data-quality", "england-and-wales"),
    }
    built = {name.partition("+")[0] for name in made(place)["built"]}
    assert built == {
        "coventry/2016-17-Q2/grant_monitoring",
        "coventry/2016-17-Q2/document_figures",
        "coventry/2016-17-Q2/grant-monitoring",
        "west-midlands-police/2016-17-Q2/force_comparison",
        "west-midlands-police/2016-17-Q2/grant-monitoring-all",
        "west-midlands-police/2016-17-Q2/overview",
        "england-and-wales/2016-17-Q4/data_quality",
        "england-and-wales/2016-17/data-quality",
    }

    place.replace("data/spend.csv", "target-hardening,to date,,271.97", "target-hardening,to date,,271.96")
    assert {name.partition("+")[0] for name in made(place)["built"]} == built


def test_a_paper_is_stale_though_a_run_that_it_shares_with_another_has_been_made_anew(place):
    def stale() -> list[str]:
        lines = place.csp("status", "--borough", "west-midlands-police", "--engine", "embedded").stdout.splitlines()
        return [line for line in lines if ": stale: " in line]

    overview = (
        "report",
        "overview",
        "--borough",
        "west-midlands-police",
        "--period",
        "2016-17-Q2",
        "--engine",
        "embedded",
    )
    old, new = "target-hardening,to date,,271.96", "target-hardening,to date,,271.97"
    assert stale() == []
    place.replace("data/spend.csv", old, new)
    try:
        told = stale()
        assert len(told) == 2 and all("force_comparison: data/spend.csv changed 1 row" in line for line in told)
        assert place.csp(*overview).returncode == 0
        (line,) = stale()
        assert "grant-monitoring-all" in line and "stale: force_comparison: has run again since, and differs" in line
    finally:
        place.replace("data/spend.csv", new, old)
    (line,) = stale()  # the other is of what there is, whatever has run in between
    assert "overview" in line and "stale: force_comparison: data/spend.csv changed 1 row" in line
    assert place.csp(*overview).returncode == 0
    assert stale() == []


def test_a_report_type_is_added_with_a_folder_and_one_entry(place: Workplace):
    folder = place.root / "reports" / "briefing-note"
    folder.mkdir()
    (folder / "report.yml").write_text(
        "title: Briefing note, {year}\nsubtitle: Money in {area}\nperiod: financial year\n"
        "notebooks: [funding_analysis]\ncommentary: []\nbrief: true\n",
        encoding="utf-8",
    )
    (folder / "briefing-note.qmd").write_text(
        "# Money {#sec-money}\n\n{{< var funding.message >}} Below is each.\n\n{{< include _results/streams-brief.md >}}\n",
        encoding="utf-8",
    )
    path = place.root / "params" / "areas" / "dudley.yml"
    entry = (
        '  briefing-note:\n    "2011-12": {issued: 2012-05-01, report_of: Community safety team, contact: Analyst}\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")

    done = place.csp(
        "report", "briefing-note", "--borough", "dudley", "--period", "2011-12", "--to", "html", "--engine", "embedded"
    )
    assert done.returncode == 0, done.stderr
    page = place.root / "reports/published/dudley/2011-12/briefing-note/briefing-note.html"
    text = READERS["html"](page)
    assert "Briefing note, 2011/12" in text and "£3,460,589" in text
    assert "csp report briefing-note --borough dudley --period 2011-12" in place.csp("reports").stdout
    assert place.csp("check").returncode == 0


def test_a_section_that_nobody_has_supplied_is_printed_as_missing_and_from_whom(place: Workplace):
    (place.root / "reports" / "commentary" / "coventry" / "2016-17-Q2" / "engagement.md").unlink()

    done = place.csp(
        "report", "grant-monitoring", "--borough", "coventry", "--period", "2016-17-Q2", "--to", "html",
        "--engine", "embedded",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    text = READERS["html"](place.root / "reports/published/coventry/2016-17-Q2/grant-monitoring/grant-monitoring.html")
    heading = "Question 6: Community engagement and consultation "
    said = "Nothing has been supplied for this section. It is for the Coventry Community Safety Team to supply."
    assert said in text[text.rindex(heading) : text.rindex("Question 7: ")]
