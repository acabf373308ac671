"""A notebook is committed without what differs from run to run, or not at all, for a reason that is told in one line."""

import json

import nbformat
import pytest

from helpers.errors import NotebookError
from helpers.pipeline.notebooks import kept_form
from helpers.pipeline.notebooks.cleaning import cleaned
from support import ROOT

SHOWN = {"borough": "dudley", "threshold": 12}
PARAMETERS = 'borough: str = "dudley"  # Area\nthreshold: int = 12'


def notebook(*outputs: dict, parameters: str = PARAMETERS, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    made = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=5)
    cells = [
        nbformat.v4.new_code_cell(parameters, id="a", execution_count=4, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("1 + 1", id="b", execution_count=5, outputs=[*outputs, made], metadata={"tags": list(tags)}),
        nbformat.v4.new_code_cell("later", id="c"),
    ]  # fmt: skip
    return nbformat.v4.new_notebook(cells=cells)


def text(made: nbformat.NotebookNode) -> str:
    return nbformat.writes(made)


def test_the_projects_notebooks_are_clean_as_they_are():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        kept = path.read_text(encoding="utf-8")
        assert cleaned(kept, {}) == kept, path.name


def test_times_metadata_and_the_order_of_runs_go_and_cells_and_outputs_stay():
    used = notebook()
    used.metadata = nbformat.from_dict(
        {"kernelspec": {"name": "mine", "display_name": "Mine", "language": "python"}, "papermill": {}}
    )
    used.cells[1].metadata |= {"execution": {"iopub.status.busy": "2012-09-06T10:00:00Z"}, "collapsed": True}
    kept = nbformat.reads(cleaned(text(used), SHOWN), as_version=4)
    assert kept.metadata == {"kernelspec": kept_form.KERNEL, "language_info": {"name": "python"}}
    assert [cell.metadata for cell in kept.cells] == [{"tags": ["parameters"]}, {}, {}]
    assert [cell.execution_count for cell in kept.cells] == [1, 2, None]
    assert kept.cells[1].outputs == [{**used.cells[1].outputs[0], "execution_count": 2}]
    assert [cell.source for cell in kept.cells] == [cell.source for cell in used.cells]
    assert cleaned(cleaned(text(used), SHOWN), SHOWN) == cleaned(text(used), SHOWN)


ERROR = nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=[])
PLACE = nbformat.v4.new_output("stream", text="saved in /home/somebody/reports/a.csv\n")
RUN = nbformat.v4.new_output("display_data", {"text/html": "<b>build/runs/dudley/2011-12-Q4</b>"})
WALSALL, HIGHER = (PARAMETERS.replace(*pair) for pair in (("dudley", "walsall"), ("12", "15")))
NO_SOURCE = {"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
LAPTOP = nbformat.v4.new_output("stream", text="C:\\Users\\somebody\\a.csv\n")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (text(notebook(ERROR)), "code cell 2 ('1 + 1') holds an error, KeyError: mend it"),
        (text(notebook(PLACE)), "shows the place of a file on this machine, /home/somebody/reports/a.csv: do not print it"),
        (text(notebook(RUN)), "shows the place of a file on this machine, build/runs/dudley/2011-12-Q4: do"),
        (text(notebook(LAPTOP)), "C:\\Users\\somebody\\a.csv"),
        (text(notebook(tags=("injected-parameters",))), "was put in by a run: this is not the notebook, but one of its runs"),
        (text(notebook(parameters=WALSALL)), "shows borough walsall, and params/notebooks.yml has dudley"),
        (text(notebook(parameters=HIGHER)), "shows threshold 15, and params/notebooks.yml has 12"),
        (text(notebook(parameters="borough: str = dudley_north")), "shows borough dudley_north"),
        (text(notebook(parameters=f"<<<<<<< local\n{PARAMETERS}")), "holds the markers of a conflict in cell 1"),
        (text(nbformat.v4.new_notebook()), "holds no outputs"),
        ("{", "is no notebook that Jupyter can open; its file is damaged"),
        ("[]", "is no notebook that Jupyter can open; its file is damaged"),
        ("", "is no notebook that Jupyter can open; its file is damaged"),
        ('{\n<<<<<<< HEAD\n"cells": []}', "it holds the markers of a conflict: settle it, and add it again"),
        (json.dumps(NO_SOURCE), "is not as Jupyter writes notebooks"),
    ],
)  # fmt: skip
def test_what_may_not_be_committed_is_told_in_one_line(given, told):
    with pytest.raises(NotebookError) as problem:
        cleaned(given, SHOWN)
    assert told in str(problem.value)
    assert "\n" not in str(problem.value)


def test_of_a_notebook_that_is_not_declared_any_parameters_may_be_kept():
    assert "walsall" in cleaned(text(notebook(parameters='borough: str = "walsall"')), {})


def test_a_notebook_of_an_older_format_gets_ids_for_its_cells_once():
    old = notebook()
    old.nbformat_minor = 4
    for cell in old.cells:
        del cell["id"]
    kept = cleaned(json.dumps(old), SHOWN)
    assert all(cell.id for cell in nbformat.reads(kept, as_version=4).cells)
    assert cleaned(kept, SHOWN) == kept


def test_what_jupyterlab_saves_has_the_form_that_is_kept_and_stays_trusted():
    printed = {"output_type": "stream", "name": "stderr", "text": ["/tmp/ipykernel_71/3.py:1: Warn\n", "  later\n"]}
    handed = json.loads(text(notebook()))
    handed["cells"][1]["outputs"].append(printed)
    handed["metadata"] = {"language_info": {"name": "python", "version": "3.13.1"}}
    for cell in handed["cells"]:
        cell["metadata"] |= {
            "trusted": True,
            "scrolled": True,
            "execution": {"iopub.status.busy": "2012-09-06T10:00:00Z"},
        }
    kept = kept_form.saved(handed)
    assert [cell.metadata for cell in kept.cells] == [
        {"tags": ["parameters"], "trusted": True},
        *[{"trusted": True}] * 2,
    ]
    assert kept.cells[1].outputs[1].text == "/tmp/ipykernel/3.py:1: Warn\n  later\n"
    assert kept.metadata == {"kernelspec": kept_form.KERNEL, "language_info": {"name": "python"}}
    for cell in kept.cells:
        del cell.metadata["trusted"]
    assert kept_form.to_text(kept) == kept_form.to_text(kept_form.normalised(kept))
