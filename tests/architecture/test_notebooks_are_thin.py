"""A notebook is a few questions and calls: anybody can read it, and everything in it is tested elsewhere."""

import ast
from pathlib import Path

import nbformat
import papermill
import pytest
import yaml

from helpers import periods

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
QUARTERS = {
    "area_comparison": "2024-25-Q3",
    "action_progress": "2012-13-Q1",
    "stated_changes": "2012-13-Q1",
    "document_figures": "2012-13-Q1",
    "delivery_plan": "2010-11-Q4",
    "grant_monitoring": "2016-17-Q2",
    "force_comparison": "2016-17-Q2",
}
"""The quarter of a notebook as it stands, where it is not that of the first annual report."""
AREAS = {"grant_monitoring": "coventry", "force_comparison": "west-midlands-police"}
"""Likewise its area."""
OWN = {"risk_register": ["threshold"]}
"""Parameters that no report sets: what an analyst may turn."""
FORBIDDEN = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ClassDef, ast.With, ast.Try, ast.ListComp, ast.If)


def read(path: Path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request) -> Path:
    return request.param


def test_the_notebooks_are_the_declared_ones():
    declared = yaml.safe_load((ROOT / "params" / "notebooks.yml").read_text(encoding="utf-8"))
    assert [path.stem for path in NOTEBOOKS] == sorted(declared)


def test_no_cell_defines_loops_or_branches(path: Path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, FORBIDDEN)]
            assert not found, f"{path.name}: {found} in {cell.source!r}"


def test_no_cell_works_out_a_path_or_reads_a_file(path: Path):
    code = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")
    for word in ("Path", "os.", "open(", "read_csv", "to_csv", "../", "__file__"):
        assert word not in code


def test_a_cell_is_a_few_lines(path: Path):
    assert max(len(cell.source.splitlines()) for cell in read(path).cells if cell.cell_type == "code") <= 12


def test_each_result_is_the_answer_to_a_question_above_it(path: Path):
    cells = read(path).cells
    questions = [cell.source for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("## ")]
    assert len(questions) >= 2
    assert questions[-1] == "## Publish"
    assert all(question.endswith("?") for question in questions[:-1])


def test_parameters_are_borough_quarter_and_those_declared_with_type_and_comment(path: Path):
    parameters = papermill.inspect_notebook(str(path))
    declared = yaml.safe_load((ROOT / "params" / "notebooks.yml").read_text(encoding="utf-8"))[path.stem]
    own = OWN.get(path.stem, [])
    assert list(parameters) == ["borough", "quarter", *declared.get("parameters", []), *own]
    for name, parameter in parameters.items():
        assert parameter["inferred_type_name"] == ("int" if name in own else "str")
        assert len(parameter["help"]) > 20
    assert parameters["borough"]["default"] == f'"{AREAS.get(path.stem, "dudley")}"'
    assert parameters["quarter"]["default"] == f'"{QUARTERS.get(path.stem, "2011-12-Q4")}"'


def test_it_is_kept_with_outputs_and_without_what_differs_between_machines(path: Path):
    notebook = read(path)
    results = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert len(results) >= 2
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    text = path.read_text(encoding="utf-8")
    for word in ("/home/", "/root/", "/tmp/", "papermill", "Traceback", "Warning"):
        assert word not in text


def test_it_ends_by_publishing(path: Path):
    last = read(path).cells[-1]
    assert "results.publish(" in last.source
    assert last.outputs[0].text.startswith("published ")
    quarter = periods.parse(QUARTERS.get(path.stem, "2011-12-Q4")).words
    area = {"coventry": "Coventry", "west-midlands-police": "West Midlands Police force area"}.get(
        AREAS.get(path.stem), "Dudley"
    )
    assert f"{area}, {quarter}" in last.outputs[0].text
