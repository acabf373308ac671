"""In a real kernel a mistake takes a few lines, %tb gives everything, and other errors are shown as IPython shows them."""

import nbformat
import pytest
from nbclient import NotebookClient

from support import ROOT

pytestmark = pytest.mark.slow
OPENED = 'facts = slicing.open_slice("indicator_performance", "dudley", "2011-12-Q4")'
CELLS = {
    "a misspelt import before anything else": "from helpers.data import slicin",
    "import": "from helpers.data import slicing",
    "an unknown borough": 'slicing.open_slice("indicator_performance", "dudly", "2011-12-Q4")',
    "all of it": "%tb",
    "a quarter that no year has": 'slicing.open_slice("indicator_performance", "dudley", "2011-12-Q5")',
    "opened": OPENED,
    "a misspelt table": 'facts["observation"]',
    "a misspelt column": 'facts["observations"]["valeu"].sum()',
    "all of the column": "%tb",
    "a misspelt area": "from helpers.analysis import rates\nseen = facts['populations']\n"
    "rates.rates(facts['observations'], seen, area='dudly', quarter=facts.quarter)",
    "a misspelt name": "print(fatcs)",
    "while awaiting": "import asyncio\nawait asyncio.sleep(0)\nfacts['observations']['valeu']",
    "syntax": "if True print(1)",
    "division": "1 / 0",
    "a mistake of our own": "from helpers.analysis import rounding\nrounding.Decimal = None\nrounding.half_up(2.5, 0)",
    "an assertion": "assert facts is None",
    "still working": "facts.area",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell left, by name; the notebook lies where notebooks lie, and works for this project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_PROJECT", str(ROOT))
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS.values()])
        folder = tmp_path_factory.mktemp("notebook")
        NotebookClient(
            book, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(folder)}}
        ).execute()
    return dict(zip(CELLS, (cell.outputs for cell in book.cells), strict=True))


def lines(outputs, name) -> list[str]:
    (output,) = outputs[name]
    assert output.output_type == "error"
    return "\n".join(output.traceback).splitlines()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (
            "a misspelt import before anything else",
            "ImportError: helpers.data has no 'slicin'; did you mean 'slicing'?",
        ),
        ("an unknown borough", "ParamsError: there is no area 'dudly' in data/areas.csv; did you mean 'dudley'?"),
        ("a quarter that no year has", "PeriodError: quarter must look like '2016-17-Q2', got '2011-12-Q5'; the quarters of "),
        ("a misspelt table", "DataError: notebook indicator_performance may not see table 'observation'; did you mean 'obser"),
        ("a misspelt column", "KeyError: there is no column 'valeu'; did you mean 'value'?"),
        ("a misspelt area", "ParamsError: this notebook has no area 'dudly'; did you mean 'dudley'?"),
        ("a misspelt name", "NameError: nothing is called 'fatcs' so far; did you mean 'facts'?"),
        ("while awaiting", "KeyError: there is no column 'valeu'; did you mean 'value'?"),
    ],
)  # fmt: skip
def test_the_cell_shows_a_few_lines_the_first_of_which_says_it(outputs, name, first):
    told = lines(outputs, name)
    assert told[0].startswith(first)
    assert told[1].startswith("  line ")
    assert told[-1] == "%tb in a cell of its own shows the whole traceback."
    assert len(told) <= 8


def test_the_whole_traceback_is_there_for_who_asks(outputs):
    assert any("scope.py" in line and "lineage" in line for line in lines(outputs, "all of it"))
    assert len(lines(outputs, "all of the column")) > 40


@pytest.mark.parametrize("name", ["division", "a mistake of our own", "an assertion"])
def test_what_is_not_the_analysts_mistake_is_shown_whole(outputs, name):
    told = lines(outputs, name)
    assert any("Traceback (most recent call last)" in line for line in told)
    assert not told[-1].startswith("%tb")


def test_syntax_is_ipythons_business(outputs):
    shown = lines(outputs, "syntax")
    assert len(shown) < 8 and shown[-1].endswith("invalid syntax")


def test_nothing_is_broken_by_it(outputs):
    assert outputs["still working"][0].data["text/plain"] == "'dudley'"
    assert outputs["import"] == outputs["opened"] == []
