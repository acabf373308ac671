"""A changed figure behind a picture fails `pytest --nbval` and is told in words; a changed look is only told."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from nbclient import NotebookClient
from pytest import MonkeyPatch

from helpers.pipeline.notebooks import kept_form
from helpers.pipeline.notebooks.changes import changes
from support import ROOT, Workplace, copy_project

pytestmark = pytest.mark.slow
SANITISER = ROOT / "tests" / "notebooks" / "nbval_sanitise.cfg"
CHART = """import pandas as pd
from helpers.publishing.charts.bars import bars
from helpers.publishing.charts.sparkline import sparkline
from helpers.publishing.tables import Column, Table
frame = pd.DataFrame({"label": ["Robbery", "Arson"], "value": [27.4, 3.0], "told": ["more", "less"], "method": "counted"})
chart = bars(frame, name="c", caption="Caption", start="Bars.", message="Robbery rose.", nothing="")
chart"""
TABLE = """line = sparkline(pd.Series([1.0, 2.0, 4.0]), name="s", title="Arson", unit="", periods=["a", "b", "c"])
Table("t", "Course", [Column("Offence"), Column("Course")], [("Arson", line)], frame)"""


@pytest.fixture(scope="module")
def executed() -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate((CHART, TABLE))]
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kept_form.KERNEL})
    with MonkeyPatch.context() as patch:
        patch.setenv("CSP_PROJECT", str(ROOT))
        NotebookClient(made, kernel_name="python3").execute()
    return kept_form.normalised(made)


def data_of(notebook: nbformat.NotebookNode, cell: int) -> nbformat.NotebookNode:
    return notebook.cells[cell].outputs[0].data


def spoilt(executed: nbformat.NotebookNode, how: str) -> nbformat.NotebookNode:
    """The notebook as it would have been kept earlier: with another figure, or another look."""
    kept = nbformat.from_dict(executed)
    chart, table = data_of(kept, 0), data_of(kept, 1)
    drawn = base64.b64encode(b"drawn otherwise" * 20).decode()
    if how == "figure":
        chart["text/csv"] = chart["text/csv"].replace("27.4", "27.3")
        table["text/csv"] = table["text/csv"].replace("s,b,2", "s,b,3")
    elif how == "look":
        chart["image/png"] = drawn
        table["text/html"] = re.sub(r"(?<=base64,)[^\"]+", drawn, table["text/html"])
    return kept


def test_a_figure_that_changes_only_the_picture_fails_nbval_and_is_told_and_a_look_is_only_told(
    executed, tmp_path: Path
):
    told, wanted = {}, {}
    for how in ("nothing", "figure", "look"):
        kept = spoilt(executed, how)
        (tmp_path / f"{how}.ipynb").write_text(kept_form.to_text(kept), encoding="utf-8")
        told[how] = changes(kept, executed)
        wanted |= {f"{how}.ipynb::Cell {cell}": "FAILED" if how == "figure" else "PASSED" for cell in (0, 1)}

    command = [sys.executable, "-m", "pytest", "--nbval", f"--nbval-sanitize-with={SANITISER}", "-rA"]
    settings = {**os.environ, "CSP_PROJECT": str(ROOT)}
    done = subprocess.run(
        [*command, "--color=no", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=settings,
        check=False,
    )
    found = {cell: state for state, cell in re.findall(r"^(PASSED|FAILED) (\S+::Cell \d)", done.stdout, re.MULTILINE)}

    assert found == wanted, done.stdout
    failures, _, _ = done.stdout.partition("short test summary info")  # which says it all again where CI is set
    assert failures.count("mismatch 'text/csv'") == 2
    assert told == {
        "nothing": ["the outputs are the same, but it keeps what differs from run to run, such as timings"],
        "figure": [
            "code cell 1 (chart): row Robbery, value: 27.3 → 27.4",
            "code cell 2 (Table(…)): row b, value: 3 → 2",
        ],
        "look": [
            "code cell 1 (chart): the picture differs, its data does not",
            "code cell 2 (Table(…)): it looks otherwise, with the same words",
        ],
    }


NAME = "funding_analysis"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A project that keeps one notebook."""
    place = copy_project(tmp_path_factory.mktemp("kept") / "project")
    declared = yaml.safe_load((place.root / "params" / "notebooks.yml").read_text(encoding="utf-8"))
    place.write("params/notebooks.yml", yaml.safe_dump({NAME: declared[NAME]}))
    return place


def edited(place: Workplace, change) -> str:
    """Change the kept notebook as its file holds it; gives its text."""
    path = place.root / "notebooks" / f"{NAME}.ipynb"
    shutil.copy(ROOT / "notebooks" / f"{NAME}.ipynb", path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    change([cell for cell in kept["cells"] if cell["cell_type"] == "code"], kept)
    place.write(f"notebooks/{NAME}.ipynb", json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return path.read_text(encoding="utf-8")


def test_check_names_the_cell_the_row_and_the_figures_and_changes_nothing(place: Workplace):
    def stale(code: list[dict], _: dict) -> None:
        (output,) = code[3]["outputs"]
        output["data"]["text/csv"] = [line.replace("319469", "319470") for line in output["data"]["text/csv"]]

    before = edited(place, stale)
    done = place.csp("notebooks", "--check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("  code cell 4 (funding_chart): row ")
    assert done.stdout.splitlines()[-1].endswith(", amount: 319470 → 319469")
    assert (place.root / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8") == before


def test_what_somebody_explored_in_jupyterlab_is_told_and_make_notebooks_puts_it_back(place: Workplace):
    def explored(code: list[dict], notebook: dict) -> None:
        code[0]["source"] = [line.replace("dudley", "walsall") for line in code[0]["source"]]
        notebook["metadata"]["language_info"]["version"] = "3.13.1"
        for count, cell in enumerate(code, 31):
            cell["execution_count"] = count
            cell["metadata"]["execution"] = {"iopub.execute_input": "2012-09-06T10:00:00Z"}
        code[2]["outputs"] = []

    edited(place, explored)
    done = place.csp("notebooks")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"notebooks/{NAME}.ipynb: outputs refreshed",
        "  the parameters cell shows borough walsall; params/notebooks.yml has dudley",
        "  1 code cell shows other outputs",
    ]
    kept = (place.root / "notebooks" / f"{NAME}.ipynb").read_bytes()
    assert kept == (ROOT / "notebooks" / f"{NAME}.ipynb").read_bytes()
