"""A partnership that begins with one indicator and one year has papers that say what is not there, and why."""

import re
import shutil
from html import unescape
from subprocess import CompletedProcess

import pytest

from helpers.pipeline import starting
from helpers.project import Project
from support import ROOT, Workplace, rows_of, write_rows

pytestmark = pytest.mark.slow
KEPT = {
    "areas": lambda row: row["area"] in ("anybury", "anyshire-police"),
    "indicators": lambda row: row["indicator"] == "burglary-of-homes",
    "observations": lambda row: (
        (row["area"], row["indicator"], row["period"]) == ("anybury", "burglary-of-homes", "2025-26")
    ),
    "sources": lambda row: True,
    "plans": lambda row: True,
}
"""The rows that are left, by table; of every other table there is none."""
WORDS = "We have begun to count.\n"
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
CELL = re.compile(r"<t([hd])\b[^>]*>(.*?)</t\1>", re.DOTALL)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A new project with next to nothing in it."""
    folder = tmp_path_factory.mktemp("begun") / "anybury"
    with starting.beginning(Project(ROOT), folder):
        pass
    for path in (folder / "data").glob("*.csv"):
        keeps = KEPT.get(path.stem, lambda row: False)
        write_rows(folder / "data", path.stem, [row for row in rows_of(folder / "data", path.stem) if keeps(row)])
    (folder / "params" / "peers.yml").write_text("{}\n", encoding="utf-8")
    (folder / "params" / "areas" / "eastbury.yml").unlink()
    shutil.rmtree(folder / "reports" / "commentary" / "eastbury")
    for path in (folder / "reports" / "commentary").rglob("*.md"):
        settings = path.read_text(encoding="utf-8").split("---\n")[1]
        kept = "".join(line for line in settings.splitlines(True) if line.startswith(("owner:", "approved:", "title:")))
        path.write_text(f"---\n{kept}---\n\n{WORDS}", encoding="utf-8")
    return Workplace(folder)


@pytest.fixture(scope="module")
def asked(begun: Workplace) -> CompletedProcess:
    """What the command said that makes every paper."""
    return begun.csp("all-reports", "--to", "html", "--engine", "embedded")


@pytest.fixture(scope="module")
def pages(begun: Workplace, asked: CompletedProcess) -> dict[str, str]:
    """The web page of each paper, without its pictures and the appendix that says where figures come from."""
    found = {}
    for path in sorted((begun.root / "reports" / "published").rglob("*.html")):
        text = re.sub(r"<(style|script|svg)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found[path.stem] = text.partition('class="sources-of-figures"')[0]
    return found


def words(page: str) -> str:
    """Its words, those of a sentence together though parts of it are links."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(a|span|strong|em)\b[^>]*>", "", page))).split())


def test_each_paper_is_made_or_its_refusal_says_what_it_would_take(asked: CompletedProcess, pages: dict[str, str]):
    assert sorted(pages) == ["annual-report", "board-pack", "data-quality", "delivery-plan", "scrutiny-paper"]
    assert "Traceback" not in asked.stdout + asked.stderr
    told = re.findall(r"\S+/([\w-]+): failed: (.*)", asked.stderr)
    no_return = (
        "data/ holds no return of {} for Quarter 2 2026/27: no row of outcomes.csv or spend.csv is of 2026-27-Q2"
    )
    assert dict(told) == {
        "grant-monitoring": no_return.format("anybury"),
        "grant-monitoring-all": no_return.format("anyshire-police"),
        "overview": no_return.format("anyshire-police"),
        "performance-review": "no group of params/peers.yml lists 'anybury', so it cannot be compared: add it to one",
    }


def test_no_paper_prints_a_figure_that_is_not_there_or_a_frame_with_nothing_in_it(pages: dict[str, str]):
    for name, page in pages.items():
        told = words(page)
        for hole in (r"\bnan\b", r"\bNaT\b", r"not available", r"no period", r"0 of 0", r"\bNone\b(?! of)"):
            assert not re.search(hole, told), (name, hole)
        for table in TABLE.findall(page):
            body = [words(text) for kind, text in CELL.findall(table.partition("<tbody")[2])]
            assert body and all(body), (name, table[:200])
        assert page.count("<figure") == page.count("<img"), name


def test_the_annual_report_says_what_it_has_and_what_it_has_not(pages: dict[str, str]):
    told = words(pages["annual-report"])

    for sentence in (
        "The year in figures 521 burglary of homes in 2025/26",
        "The broadest indicator in the community safety plan, burglary of homes, stood at 521 in 2025/26.",
        "Indicator 2025/26 Burglary of homes 521 No figure for 2024/25 is recorded, so no change can be told.",
        "No rate is given: it takes figures of Anybury for 2025/26, and its population then and a year before.",
        "No target for 2025/26 is recorded for Anybury, so no indicator can be said to meet a target or to miss one.",
        "No recorded crime of two whole years or more is known for Anyshire Police force area",
        "No figure on drug treatment is recorded for Anybury up to Quarter 4 2025/26.",
        "No funding of Anybury is recorded for 2025/26, so nothing is said of money received, spent or left.",
        "Appendix A: Funding streams and projects No funding stream is recorded for 2025/26, so there is none to list.",
        "The source prints no total or balance of a funding stream that could be worked out again.",
    ):
        assert sentence in told
    assert "improved" not in told.partition("Appendix B")[0]


def test_the_papers_on_a_plan_without_actions_say_so(pages: dict[str, str]):
    none = "No action of the plan is recorded, so none can be called complete, due or overdue."

    assert f"Actions 3. {none} Risks 4. No risk is recorded." in words(pages["board-pack"])
    assert none in words(pages["scrutiny-paper"])
    assert "No action falls due within 90 days of 12 November 2026." in words(pages["scrutiny-paper"])
    assert "The plan states neither a baseline nor a target" in words(pages["delivery-plan"])


def test_the_one_figure_leads_to_its_row(begun: Workplace):
    done = begun.csp("explain", "reports/published/anybury/2025-26/annual-report", "521")

    assert done.returncode == 0, done.stderr
    assert re.search(r"from +data/observations\.csv row 2: .*, row 14$", done.stdout, re.MULTILINE)
