"""Each mistake ends in exit code 1 and one clear line on standard error, and publishes nothing."""

import json
import re

import nbformat
import pytest

from support import DUDLEY, Workplace

pytestmark = pytest.mark.slow


def one_line(done, code: int = 1) -> str:
    """The line that a refusal prints; progress lines begin with a bracket."""
    lines = [line for line in done.stderr.splitlines() if not re.match(r"\[\d+/\d+\] ", line)]
    assert done.returncode == code, done.stderr
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("csp: ")
    assert done.stdout == ""
    return lines[0]


def assert_nothing_published(place: Workplace) -> None:
    published = place.root / "reports" / "published"
    assert not published.exists() or not [path for path in published.rglob("*") if path.is_file()]


def change_cell(place: Workplace, notebook: str, number: int, source: str) -> None:
    """Put other source into a notebook's code cell, counted from 1."""
    path = place.root / "notebooks" / f"{notebook}.ipynb"
    found = nbformat.read(path, as_version=4)
    [cell for cell in found.cells if cell.cell_type == "code"][number - 1].source = source
    nbformat.write(found, path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--borough", "dudly", "--period", "2011-12"], ["'dudly'", "data/areas.csv", "did you mean 'dudley'?"]),
        (
            ["--borough", "dudley", "--period", "2009-10"],
            ["dudley", "2009/10", "data/observations.csv", "it has 2010/11, 2011/12"],
        ),
        (
            ["--borough", "dudley", "--period", "2010-11"],
            ["params/areas/dudley.yml", 'has no entry "2010-11"'],  # a year of which there are figures, but no paper
        ),
        (["--borough", "dudley", "--period", "2011-13"], ["'2011-13'", "2011-12"]),
        (
            ["--borough", "dudley", "--period", "2011-12-Q4"],
            ["financial year must look like '2011-12'", "is a quarter"],
        ),
        (["--borough", "dudley", "--period", "2011-12", "--to", "odt"], ["'odt'", "html, pdf, docx"]),
        (["--borough", "dudley", "--period", "2011-12", "--to", ""], ["nothing", "html, pdf, docx"]),
        (["--borough", "dudley", "--period", "2011-12", "--engine", "word"], ["'word'", "auto, quarto, embedded"]),
    ],
)
def test_a_wrong_argument_is_named_with_what_would_do(workplace: Workplace, arguments, words):
    line = one_line(workplace.csp("report", "annual-report", *arguments))
    assert all(word in line for word in words), line
    assert_nothing_published(workplace)


def test_an_unknown_report_is_named_with_those_there_are(workplace: Workplace):
    line = one_line(workplace.csp("report", "anual-report", "--borough", "dudley", "--period", "2011-12"))
    assert "'anual-report'" in line and "annual-report" in line.replace("anual-report", "", 1)


def test_a_forced_quarto_that_is_missing_is_an_error_of_the_machine(workplace: Workplace):
    if workplace.csp("doctor", "--engine", "quarto").returncode == 0:
        pytest.skip("this machine has Quarto")
    line = one_line(workplace.csp(*DUDLEY, "--engine", "quarto"), code=3)
    assert "no Quarto was found" in line and "make quarto" in line
    assert_nothing_published(workplace)


def test_a_parameter_that_the_notebook_does_not_declare_is_refused(workplace: Workplace):
    arguments = (
        "run",
        "indicator_performance",
        "--borough",
        "dudley",
        "--quarter",
        "2011-12-Q4",
        "-p",
        "brough=walsall",
    )
    line = one_line(workplace.csp(*arguments))
    assert "notebooks/indicator_performance.ipynb has no parameter 'brough'; did you mean 'borough'?" in line
    assert not (workplace.root / "build" / "runs").exists()


def test_a_notebook_that_lost_its_borough_parameter_is_refused(workplace: Workplace):
    change_cell(workplace, "funding_analysis", 1, 'brough: str = "dudley"\nquarter: str = "2011-12-Q4"')
    line = one_line(workplace.report())
    assert "notebooks/funding_analysis.ipynb has no parameter 'borough'" in line
    assert_nothing_published(workplace)


def test_a_failing_cell_is_named_by_notebook_number_first_line_and_exception(workplace: Workplace):
    change_cell(workplace, "indicator_performance", 3, "\nvariation = indicators.variaton(facts)\nvariation")
    line = one_line(workplace.report())
    saved = "build/runs/dudley/2011-12-Q4/indicator_performance/indicator_performance.failed.ipynb"
    assert (
        "notebooks/indicator_performance.ipynb: code cell 3 ('variation = indicators.variaton(facts)') failed: " in line
    )
    assert (
        "AttributeError: helpers.analysis.indicators has no 'variaton'; did you mean 'variation'?; the executed" in line
    )
    assert f"the executed notebook is saved at {saved}" in line
    kept = nbformat.read(workplace.root / saved, as_version=4)
    assert any(
        output.output_type == "error" for cell in kept.cells if cell.cell_type == "code" for output in cell.outputs
    )
    assert not (workplace.root / saved.replace(".failed", "")).exists()
    assert_nothing_published(workplace)


def test_a_failure_leaves_the_earlier_publication_as_it_was(dudley: Workplace, tmp_path):
    import shutil

    shutil.copytree(dudley.root, tmp_path / "copy")
    place = Workplace(tmp_path / "copy")
    before = {path.name: path.read_bytes() for path in place.published.glob("annual-report.*")}
    change_cell(place, "outcome_summary", 2, "1 / 0")
    assert "ZeroDivisionError: division by zero" in one_line(place.report())
    assert {path.name: path.read_bytes() for path in place.published.glob("annual-report.*")} == before
    # The next run of the mended notebook is not fooled by what the failure left behind.
    shutil.copy(dudley.root / "notebooks" / "outcome_summary.ipynb", place.root / "notebooks" / "outcome_summary.ipynb")
    assert place.report().returncode == 0


def test_a_kernel_that_dies_is_one_line(workplace: Workplace):
    change_cell(workplace, "indicator_performance", 3, "import os\nos._exit(9)")
    line = one_line(workplace.report())
    assert "notebooks/indicator_performance.ipynb: the kernel died" in line
    assert_nothing_published(workplace)


def test_a_notebook_that_publishes_another_boroughs_results_is_refused(workplace: Workplace):
    change_cell(workplace, "indicator_performance", 2, CELL_FOR_ANOTHER_QUARTER)
    line = one_line(workplace.report())
    assert "indicator_performance" in line and "2010-11-Q4" in line and "2011-12-Q4" in line
    assert_nothing_published(workplace)


CELL_FOR_ANOTHER_QUARTER = """
from helpers.analysis import indicators, reconciliation
from helpers.data import slicing
from helpers.publishing import charts, results
from helpers.publishing import indicators as printed

facts = slicing.open_slice("indicator_performance", borough, "2010-11-Q4")
place = {"area_name": facts.area_name, "quarter": facts.quarter}
"""


def test_a_notebook_that_publishes_nothing_is_refused(workplace: Workplace):
    change_cell(workplace, "indicator_performance", 12, "print('nothing')")
    assert "published nothing" in one_line(workplace.report())
    assert_nothing_published(workplace)


def test_a_broken_notebook_file_is_one_line(workplace: Workplace):
    workplace.write("notebooks/funding_analysis.ipynb", '{"cells": [')
    assert "notebooks/funding_analysis.ipynb" in one_line(workplace.report())
    assert_nothing_published(workplace)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (
            "data/allocations.csv",
            "allocation,,422,",
            "allocation,,4x2,",
            ["data/allocations.csv:", ": amount: ", "'4x2' is not an amount in pounds", "(found in column G)"],
        ),
        (
            "params/areas/dudley.yml",
            "meeting: 2012-06-07",
            "meeting: soon",
            ["params/areas/dudley.yml", "'soon'", "2012-06-07"],
        ),
        ("params/areas/dudley.yml", '"2011-12":', '"2012-13":', ["params/areas/dudley.yml", 'no entry "2011-12"']),
        ("params/notebooks.yml", "needs: [observations]", "need: []", ["params/notebooks.yml", "needs"]),
        (
            "reports/annual-report/report.yml",
            "title:",
            "titel:",
            ["reports/annual-report/report.yml", "'title' is missing"],
        ),
    ],
)
def test_a_mistake_in_a_file_is_named_by_file_and_place(workplace: Workplace, path, old, new, words):
    workplace.replace(path, old, new)
    line = one_line(workplace.report())
    assert all(word in line for word in words), line
    assert_nothing_published(workplace)


def test_missing_commentary_is_named_before_anything_runs(workplace: Workplace):
    (workplace.root / "reports/commentary/dudley/2011-12/finance.md").unlink()
    line = one_line(workplace.report())
    assert "reports/commentary/dudley/2011-12/finance.md is missing" in line
    assert not (workplace.root / "build" / "runs").exists()


def test_a_value_that_no_notebook_publishes_is_named_by_file_and_line(dudley: Workplace, tmp_path):
    import shutil

    shutil.copytree(dudley.root, tmp_path / "copy")
    place = Workplace(tmp_path / "copy")
    before = (place.published / "annual-report.html").read_bytes()
    place.replace("reports/annual-report/annual-report.qmd", "{{< var crime.message >}}", "{{< var crime.mesage >}}")
    line = one_line(place.report())
    assert "annual-report.qmd:" in line and "'crime.mesage'" in line
    assert (place.published / "annual-report.html").read_bytes() == before


def test_progress_is_plain_lines_where_there_is_no_terminal(workplace: Workplace):
    done = workplace.report("--to", "html")
    lines = done.stderr.splitlines()
    assert [line.split("]")[0] for line in lines] == [f"[{n}/5" for n in range(1, 6)]
    assert "\x1b" not in done.stderr + done.stdout


def test_check_lists_every_problem_and_ends_in_1(workplace: Workplace):
    workplace.replace("data/allocations.csv", "allocation,,422,", "allocation,,4x2,")
    workplace.replace("data/observations.csv", "2011-12-Q3", "2011-13-Q3")
    done = workplace.csp("check")
    assert done.returncode == 1
    assert [re.sub(r":\d+", "", line.split(": ")[0]) for line in done.stdout.splitlines()] == [
        "data/allocations.csv",
        "data/observations.csv",
    ]


def test_doctor_names_the_engine_its_version_and_why(workplace: Workplace):
    done = workplace.csp("doctor", "--engine", "embedded")
    assert "embedded renderer (pandoc 3." in done.stdout.splitlines()[0]
    assert "it was asked for" in done.stdout.splitlines()[0]
    assert "package papermill" in done.stdout


def test_papermill_alone_runs_a_notebook_from_a_parameters_file(workplace: Workplace, tmp_path):
    import os
    import subprocess
    import sys

    workplace.write("params.yml", 'borough: dudley\nquarter: "2011-12-Q4"\n')
    command = [sys.executable, "-m", "papermill", "notebooks/funding_analysis.ipynb", "out.ipynb", "-f", "params.yml"]
    done = subprocess.run(command, cwd=workplace.root, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
    values = workplace.root / "build/scratch/dudley/2011-12-Q4/funding_analysis/results/values.json"
    assert json.loads(values.read_text(encoding="utf-8"))["area"] == "dudley"
    assert not (workplace.root / "build" / "runs").exists()
