"""A fresh project for another partnership: its two commands pass as it is begun, and it speaks of nobody else."""

import filecmp
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.errors import NotebookError
from helpers.pipeline import starting
from helpers.pipeline.notebooks import refreshing
from helpers.pipeline.reports import conditions
from helpers.project import Project
from support import ROOT, Workplace, hearing_ctrl_c, html_text, rows_of

pytestmark = pytest.mark.slow
EMPTY = re.compile(r"<tbody>\s*(<tr[^>]*>\s*(<t[dh][^>]*>(None)?</t[dh]>\s*)+</tr>\s*)?</tbody>")
"""The body of a table without rows, as reports print it."""
REPORT = Path("reports") / "published" / "anybury" / "2025-26" / "annual-report"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A project as `csp init` begins it; its environment is this one, so that setting up finds nothing to do."""
    folder = tmp_path_factory.mktemp("begun") / "anybury"
    done = Workplace(ROOT).csp("init", str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"next: cd {folder}, then `make annual-report` and `make test`"
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "tools" / "setup.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    return Workplace(folder)


def make(place: Workplace, *words: str) -> subprocess.CompletedProcess:
    """Run `make`, as a person types it."""
    unset = ("CSP_PROJECT", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTEST_XDIST_WORKER")
    settings = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(["make", *words], cwd=place.root, capture_output=True, text=True, env=settings, check=False)


def test_make_annual_report_makes_the_worked_examples(begun: Workplace):
    done = make(begun, "annual-report")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"made: {REPORT}/annual-report.{{html,pdf,docx}}"
    text = html_text(begun.root / REPORT / "annual-report.html")
    assert "Anybury Community Safety Partnership" in text
    assert "Burglary of homes 521 612 −14.9% −91 ▼ Down Improvement: fewer offences" in text


@pytest.fixture(scope="module")
def papers(begun: Workplace) -> dict[str, str]:
    """The web page of every paper of the example, by its folder."""
    done = begun.csp("all-reports", "--to", "html", "--engine", "embedded")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = (begun.root / "reports" / "published").rglob("*.html")
    return {str(page.parent.relative_to(begun.root)): page.read_text(encoding="utf-8") for page in sorted(pages)}


def test_the_example_has_a_paper_of_each_type_and_a_row_in_each_table(begun: Workplace, papers: dict[str, str]):
    types = {path.parent.name for path in (begun.root / "reports").glob("*/report.yml")}

    assert {Path(folder).name for folder in papers} == types
    tables = [path.stem for path in (begun.root / "data").glob("*.csv")]
    assert [name for name in sorted(tables) if not rows_of(begun.root / "data", name)] == []


def test_no_paper_of_the_example_is_thin_or_waits_for_anybody(papers: dict[str, str]):
    thin = ("To be reviewed", "Nothing has been supplied", "No initiative", "prints neither", "0 of 0", "No indicator")
    for folder, page in papers.items():
        text = re.sub(r"<[^>]+>", "", page)
        assert [words for words in thin if words in text] == [], folder
        assert not EMPTY.search(page), folder


def test_what_the_example_is_to_show_stands_in_its_papers(papers: dict[str, str]):
    shown = {
        "annual-report": ("The source contradicts itself", "published as 1433, corrected to 1343", "has run since"),
        "board-pack": ("Overdue: Apr 2026",),
        "delivery-plan": ("a quarter fewer than in 2024/25",),
        "grant-monitoring": ("[c]", "To follow", "was carried forward into the year", "142 of 168"),
        "performance-review": ("1 is better than average, 1 is worse than average and 6 are similar to average",),
        "scrutiny-paper": ("Offenders",),
    }
    for folder, page in papers.items():
        if "eastbury" not in folder:
            text = " ".join(re.sub(r"<[^>]+>", "", page).split())
            assert [words for words in shown.get(Path(folder).name, ()) if words not in text] == [], folder


def test_the_values_that_a_line_of_a_paper_asks_for_are_there_in_the_example(begun: Workplace, papers: dict[str, str]):
    # Else its name may be a slip, for which the line would be left out of every paper without a word. A table or figure that
    # no notebook makes is refused as it is staged.
    for folder in papers:
        staged = begun.root / "build" / "reports" / Path(folder).relative_to("reports/published")
        there = conditions.available(
            json.loads((staged / "values.json").read_text(encoding="utf-8")), staged / "_results"
        )
        kind = Path(folder).name
        text = (begun.root / "reports" / kind / f"{kind}.qmd").read_text(encoding="utf-8")
        asked = " ".join(found["asked"] for found in map(conditions.WHERE.match, text.splitlines()) if found)
        names = set(re.sub(r"\bnot \S+", "", asked).split())
        assert {name for name in names if not name.startswith(conditions.LABELLED)} - there.values == set(), folder


def test_the_examples_annual_report_can_be_published_as_it_is(begun: Workplace):
    done = begun.csp("publish", str(REPORT), "--engine", "embedded")

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == f"edition 1: {REPORT.as_posix().replace('published', 'editions')}/1"


def test_make_test_passes_and_has_tests(begun: Workplace):
    done = make(begun, "test", "NOTEBOOKS=notebooks/funding_analysis.ipynb")  # one of those that were just run

    assert done.returncode == 0, done.stdout[-3000:]
    assert [int(number) for number in re.findall(r"(\d+) passed", done.stdout)] == [6, 8]
    assert "skipped" not in done.stdout


def test_every_notebook_is_kept_with_what_it_shows_of_the_example(begun: Workplace):
    for path in sorted((begun.root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        published = "".join(cells[-1]["outputs"][0]["text"])
        assert re.search(r"quotable values for Any(bury|shire)", published), path.name


def test_no_place_source_or_plan_of_the_project_that_it_came_from_is_left(begun: Workplace):
    columns = {"areas": ("area", "name"), "sources": ("source",), "plans": ("plan",)}
    names = {
        row[column] for table, named in columns.items() for row in rows_of(ROOT / "data", table) for column in named
    }
    spoken = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
    for folder in ("data", "params", "notebooks", "reports/commentary", "tests"):
        for path in (begun.root / folder).rglob("*"):
            if path.suffix in (".csv", ".yml", ".mk", ".md", ".ipynb", ".py"):
                lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "image/png" not in line]
                assert spoken.findall("\n".join(lines)) == [], path.relative_to(begun.root)


@pytest.mark.parametrize("inside", ["a file", "a project"])
def test_a_folder_that_is_not_empty_or_lies_in_a_project_is_refused_and_left_as_it_is(tmp_path: Path, inside: str):
    folder = tmp_path / "mine" if inside == "a file" else Workplace(ROOT).root / "data" / "new"
    if inside == "a file":
        folder.mkdir()
        (folder / "letter.txt").write_text("Dear", encoding="utf-8")

    done = Workplace(ROOT).csp("init", str(folder))

    assert (done.returncode, done.stdout) == (1, "")
    told = {
        "a file": f"csp: {folder} is there and not empty: name a folder that is to be made\n",
        "a project": f"csp: data/new lies in the project {ROOT}: name a folder outside it\n",
    }
    assert done.stderr == told[inside]
    assert [path.name for path in folder.glob("*")] == (["letter.txt"] if inside == "a file" else [])


def test_two_projects_are_begun_alike(tmp_path: Path):
    for name in ("one", "two"):
        with starting.beginning(Project(ROOT), tmp_path / name):
            pass

    one, two = tmp_path / "one", tmp_path / "two"
    files = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    assert [path.relative_to(two) for path in sorted(two.rglob("*")) if path.is_file()] == files
    assert filecmp.cmpfiles(one, two, files, shallow=False) == (files, [], [])


def test_what_is_stopped_midway_leaves_nothing(tmp_path: Path):
    command = [str(Path(sys.executable).parent / "csp"), "init", str(tmp_path / "mine")]
    with hearing_ctrl_c():
        begun = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)

    assert begun.stderr.readline() == "[1/12] notebook indicator_performance\n"
    assert [path.name.startswith(".mine.") for path in tmp_path.iterdir()] == [
        True
    ]  # beside its own place until it is whole
    begun.send_signal(signal.SIGINT)

    told = f"csp: stopped; {tmp_path / 'mine'} was not made: type the same command again to make it\n"
    assert (begun.communicate()[1], begun.returncode) == (told, 130)
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_that_fails_leaves_nothing_and_no_word_of_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fails(made: Project, name: str) -> None:
        raise NotebookError(
            f"notebooks/{name}.ipynb: code cell 1 failed: KeyError; the executed notebook is saved at build/x"
        )

    monkeypatch.setattr(refreshing, "refresh", fails)
    with (
        pytest.raises(
            NotebookError, match=r"indicator_performance.ipynb: code cell 1 failed: KeyError; no project was made$"
        ),
        starting.beginning(Project(ROOT), tmp_path / "mine") as made,
    ):
        starting.run_notebooks(made, lambda message: None)

    assert list(tmp_path.iterdir()) == []
