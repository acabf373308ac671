"""What is said of a notebook that fails, or publishes what it may not; each case has a notebook of its own."""

import json
import subprocess
from pathlib import Path

from tests.messages.case import Case, Edit, append, remove, swap, write

PARAMETERS = """borough: str = "dudley"  # Area to report on: its key in data/areas.csv
quarter: str = "2011-12-Q4"  # Financial quarter to report up to"""
OPEN = """from helpers.data import slicing
from helpers.publishing import results

facts = slicing.open_slice("{name}", borough, quarter)"""
PUBLISH = "results.publish(facts, quotes=[])"
WORDS = "from helpers.publishing.tables import Text\nwords = Text('words', ('{said}',))"
TABLE = """import pandas as pd
from helpers.publishing.tables import Column, Table

frame = pd.DataFrame({"measure": ["places"], "row": ["Refuge"], "value": [3.0], "unit": ["clients"], "method": ["counted"]})
table = Table("refuge", "Refuge", [Column("Project"), Column("Clients")], [["Refuge", "3"]], frame)"""
QUOTE = """from helpers.publishing.quotes import Quote

quote = Quote("refuge.clients", "three", 3.0, "clients", "counted", ())"""


ONE = """risk_register:
  question: What?
  tables: [plans, risks]
  needs: []
  shown: {borough: dudley, quarter: 2011-12-Q4}
"""


def notebook(name: str, *cells: str, parameters: str = PARAMETERS, more: str = "") -> Edit:
    """A notebook of params/notebooks.yml with these cells, in which `{name}` is its name."""

    def edit(root: Path) -> None:
        sources = [parameters, *(cell.replace("{name}", name) for cell in cells)]
        made = [
            {
                "cell_type": "code", "id": f"cell-{number}", "metadata": {"tags": [] if number else ["parameters"]},
                "source": source.splitlines(keepends=True), "outputs": [], "execution_count": None,
            }
            for number, source in enumerate(sources)
        ]  # fmt: skip
        kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        found = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        write(f"notebooks/{name}.ipynb", json.dumps(found))(root)
        shown = "shown: {borough: dudley, quarter: 2011-12-Q4}"
        declared = (
            f"{name}:\n  question: What?\n  tables: [plans, observations, indicators]\n  needs: []\n  {shown}\n{more}"
        )
        append("params/notebooks.yml", f"\n{declared}")(root)

    return edit


def staged(key: str, when: str, told: str, content: str | bytes) -> Case:
    """A notebook that is about to be committed, with this content."""
    path = "notebooks/risk_register.ipynb"

    def wait(root: Path) -> None:
        for words in (("init", "--quiet"), ("add", path)):
            subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)

    said = f"not committed: {path} {told}"
    return Case(key, when, "csp notebooks --staged", said, (write(path, content), wait), finding=True, needs="git")


def run(name: str, when: str, told: str, *cells: str, also: tuple[Edit, ...] = (), **more: str) -> Case:
    """A run of a notebook that is wrong; its name is the case's key too."""
    command = f"csp run {name} --borough dudley --quarter 2011-12-Q4"
    return Case(name, when, command, told, (notebook(name, *cells, **more), *also))


CASES: tuple[Case, ...] = (
    run(
        "failing_cell",
        "a cell of a notebook fails",
        (
            "notebooks/failing_cell.ipynb: code cell 3 (\"facts['observations'].head('ten')\") failed: "
            "TypeError: cannot do positional indexing on RangeIndex with these indexers [ten] of type str; "
            "the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/failing_cell/failing_cell.failed.ipynb"
        ),
        OPEN,
        "facts['observations'].head('ten')",
        PUBLISH,
    ),
    run(
        "kernel_dies",
        "a notebook's kernel dies",
        (
            "notebooks/kernel_dies.ipynb: the kernel died while it ran (was memory short?); what had run is "
            "saved at build/runs/dudley/2011-12-Q4/kernel_dies/kernel_dies.failed.ipynb"
        ),
        OPEN,
        "import os\nos._exit(9)",
        PUBLISH,
    ),
    run(
        "nothing_published",
        "a notebook publishes nothing",
        (
            "notebooks/nothing_published.ipynb ran but published nothing: its last cell must call "
            "results.publish(facts, …)"
        ),
        OPEN,
    ),
    run(
        "another_quarter",
        "a notebook publishes another quarter's results",
        (
            "notebooks/another_quarter.ipynb: code cell 2 ('from helpers.data import slicing') failed: "
            "DataError: the inputs of this run are for another_quarter, dudley, 2011-12-Q4, but the notebook "
            "asks for another_quarter, dudley, 2010-11-Q4: run it with `csp run`; the executed notebook is "
            "saved at build/runs/dudley/2011-12-Q4/another_quarter/another_quarter.failed.ipynb"
        ),
        OPEN.replace("quarter)", '"2010-11-Q4")'),
        PUBLISH,
    ),
    run(
        "unknown_area",
        "a cell asks for an area that the notebook has no rows of",
        (
            "notebooks/unknown_area.ipynb: code cell 3 ('from helpers.analysis import indicators') failed: ParamsError: this "
            "notebook has no area 'dudly'; did you mean 'dudley'?; its tables are of england-and-wales, west-midlands-police, "
            "dudley; the executed notebook is saved at build/runs/dudley/2011-12-Q4/unknown_area/unknown_area.failed.ipynb"
        ),
        OPEN,
        "from helpers.analysis import indicators\nindicators.latest(facts['observations'], facts['indicators'], area='dudly',"
        " quarter=facts.quarter, theme='crime')",
        PUBLISH,
    ),
    run(
        "another_table",
        "a notebook looks at a table that it does not declare",
        (
            "notebooks/another_table.ipynb: code cell 3 (\"facts['spend']\") failed: DataError: notebook "
            "another_table may not see table 'spend'; it declares areas, plans, observations, indicators, "
            "corrections, sources in params/notebooks.yml; the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/another_table/another_table.failed.ipynb"
        ),
        OPEN,
        "facts['spend']",
        PUBLISH,
    ),
    run(
        "no_peers",
        "a notebook looks at peers without saying so",
        (
            "notebooks/no_peers.ipynb: code cell 3 ('facts.peer_areas') failed: DataError: notebook no_peers "
            "may not see peers: its scope is not 'peers'; the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/no_peers/no_peers.failed.ipynb"
        ),
        OPEN,
        "facts.peer_areas",
        PUBLISH,
    ),
    run(
        "no_plan",
        "a notebook asks for an action plan that there is not",
        (
            "notebooks/no_plan.ipynb: code cell 3 ('from helpers.analysis import actions') failed: DataError:"
            " there is no plan 'nowhere' to be seen here; there are ni-20-dudley, "
            "domestic-abuse-service-improvement, police-and-crime-commissioner-preparation, "
            "scrutiny-work-programme-2012-13; the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/no_plan/no_plan.failed.ipynb"
        ),
        OPEN,
        "from helpers.analysis import actions\nactions.plan_of(facts['plans'], 'nowhere')",
        PUBLISH,
    ),
    run(
        "no_delivery_plan",
        "a notebook asks for a plan that the area does not have",
        (
            "notebooks/no_delivery_plan.ipynb: code cell 3 ('from helpers.analysis import plans') failed: "
            "ParamsError: the area has no plan 'ni-20-dudly'; did you mean 'ni-20-dudley'?; it has "
            "ni-20-dudley, domestic-abuse-service-improvement, police-and-crime-commissioner-preparation, "
            "scrutiny-work-programme-2012-13; the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/no_delivery_plan/no_delivery_plan.failed.ipynb"
        ),
        OPEN,
        "from helpers.analysis import plans\nplans.about(facts['plans'], facts['indicators'], 'ni-20-dudly')",
        PUBLISH,
    ),
    run(
        "one_name_twice",
        "a notebook publishes two results of one name",
        (
            "notebooks/one_name_twice.ipynb: code cell 4 ('results.publish(facts, words, words, quotes=[])') "
            "failed: NotebookError: one_name_twice publishes two results with the name 'words': rename one; "
            "the executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/one_name_twice/one_name_twice.failed.ipynb"
        ),
        OPEN,
        WORDS.format(said="Words."),
        "results.publish(facts, words, words, quotes=[])",
    ),
    run(
        "small_count_in_words",
        "a notebook would publish a small count of people in a sentence",
        (
            "notebooks/small_count_in_words.ipynb: code cell 4 ('results.publish(facts, words, quotes=[])') "
            "failed: NotebookError: words would publish a small count of people in 'It helped 3 victims.': "
            "protect it with analysis.disclosure, or say in params/disclosure.yml why it is open; the "
            "executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/small_count_in_words/small_count_in_words.failed.ipynb"
        ),
        OPEN,
        WORDS.format(said="It helped 3 victims."),
        "results.publish(facts, words, quotes=[])",
    ),
    run(
        "small_count_in_table",
        "a notebook would publish a small count of people in a table",
        (
            "notebooks/small_count_in_table.ipynb: code cell 4 ('results.publish(facts, table, quotes=[])') "
            "failed: NotebookError: refuge would publish a small count of clients (Refuge): protect it with "
            "analysis.disclosure, or say in params/disclosure.yml why it is open; the executed notebook is "
            "saved at build/runs/dudley/2011-12-Q4/small_count_in_table/small_count_in_table.failed.ipynb"
        ),
        OPEN,
        TABLE,
        "results.publish(facts, table, quotes=[])",
    ),
    run(
        "small_count_quoted",
        "a notebook would publish a small count of people as a value",
        (
            "notebooks/small_count_quoted.ipynb: code cell 4 ('results.publish(facts, quotes=[quote])') "
            "failed: NotebookError: the value 'refuge.clients' would publish a small count of clients: "
            "protect it with analysis.disclosure, or say in params/disclosure.yml why it is open; the "
            "executed notebook is saved at "
            "build/runs/dudley/2011-12-Q4/small_count_quoted/small_count_quoted.failed.ipynb"
        ),
        OPEN,
        QUOTE,
        "results.publish(facts, quotes=[quote])",
    ),
    run(
        "another_area",
        "a notebook publishes results under another area's name",
        (
            "notebooks/another_area.ipynb was run for dudley 2011-12-Q4 but published results for "
            "west-midlands-police 2011-12-Q4: it must use its parameters"
        ),
        OPEN,
        "from dataclasses import replace\nother = replace(facts, request=replace(facts.request, area='west-midlands-police'))",
        "results.publish(other, quotes=[])",
    ),
    run(
        "parameterless",
        "a notebook lacks the parameter that a run gives it",
        ("notebooks/parameterless.ipynb has no parameter 'borough'; did you mean 'brough'?; its parameters are brough"),
        OPEN.replace("borough, quarter", '"dudley", "2011-12-Q4"'),
        PUBLISH,
        parameters='brough: str = "dudley"  # Area',
    ),
    Case(
        "another_file",
        "a notebook that runs in a fork opens a file of data/",
        "csp batch params/runs/wrong.yml",
        "notebooks/another_file.ipynb: code cell 3 (\"open('../../../../../data/spend.csv')\") failed: DataError: a notebook reads only what was cut for it, and this one asks for data/spend.csv: declare its table in params/notebooks.yml and take it from `facts`; the executed notebook is saved at build/runs/dudley/2011-12-Q4/another_file/another_file.failed.ipynb",
        (notebook("another_file", OPEN, "open('../../../../../data/spend.csv')", PUBLISH),),
    ),
    Case(
        "shown_without_parameters",
        "a notebook to be shown has no cell of parameters",
        "csp notebooks --check",
        ("notebooks/risk_register.ipynb: no cell has the tag 'parameters': params/notebooks.yml has it shown"),
        (write("params/notebooks.yml", ONE), swap("notebooks/risk_register.ipynb", '"parameters"', '"others"')),
    ),
    Case(
        "shown_without_parameter",
        "a notebook to be shown lacks a parameter",
        "csp notebooks --check",
        (
            "notebooks/risk_register.ipynb: the parameters cell has no line such as quarter: str = "
            '"2011-12-Q4": params/notebooks.yml has it shown'
        ),
        (write("params/notebooks.yml", ONE), swap("notebooks/risk_register.ipynb", "quarter: str", "period: str")),
    ),
    Case(
        "shown_no_notebook",
        "a notebook to be shown is damaged",
        "csp notebooks --check",
        (
            "notebooks/risk_register.ipynb is not a notebook: Expecting property name enclosed in double quotes: line 1 column 2 "
            "(char 1); open it in JupyterLab, or take it from git again"
        ),
        (write("notebooks/risk_register.ipynb", "{"),),
    ),
    Case(
        "shown_encoding",
        "a notebook to be shown is not UTF-8",
        "csp notebooks",
        (
            "notebooks/risk_register.ipynb is not a notebook: it is not UTF-8 text (byte 0); open it in JupyterLab, or take it "
            "from git again"
        ),
        (write("notebooks/risk_register.ipynb", b"\xff{}"),),
    ),
    Case(
        "shown_missing",
        "a notebook to be shown is not there",
        "csp notebooks",
        "notebooks/risk_register.ipynb is missing, though params/notebooks.yml names it",
        (remove("notebooks/risk_register.ipynb"),),
    ),
    staged(
        "staged_damaged",
        "a notebook is committed that is damaged",
        "is no notebook that Jupyter can open; its file is damaged",
        "{",
    ),
    staged(
        "staged_conflict",
        "a notebook is committed of which a merge left two versions",
        "is no notebook that Jupyter can open; it holds the markers of a conflict: settle it, and add it again",
        "<<<<<<< HEAD\n{",
    ),
    staged(
        "staged_encoding",
        "a notebook is committed that is not UTF-8",
        "is no notebook that Jupyter can open; it is not written in UTF-8",
        b"\xff",
    ),
    staged(
        "staged_invalid",
        "a notebook is committed that Jupyter would not have written so",
        "is not as Jupyter writes notebooks; take it from git again",
        json.dumps({"cells": [{"cell_type": "prose"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
    ),
    Case(
        "staged_index",
        "notebooks are committed whose list git has lost",
        "csp notebooks --staged",
        "git could not tell which notebooks wait to be committed (git diff: […])",
        (
            write(".git/HEAD", "ref: refs/heads/main\n"),
            write(".git/objects/.keep", ""),
            write(".git/refs/.keep", ""),
            write(".git/index", "lost"),
        ),
        code=3,
        needs="git",
    ),
)
