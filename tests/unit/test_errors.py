"""A mistake is told in one line, in a notebook's cell as on the command line."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers.errors import ParamsError, nearest

CELL = """from helpers.data import slicing
slicing.open_slice("indicator_performance", "dudly", "2011-12-Q4")"""


@pytest.mark.slow
def test_an_unknown_borough_is_told_in_the_cell_in_one_line_and_the_cell_has_failed():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    with pytest.raises(CellExecutionError):
        NotebookClient(book, kernel_name="python3").execute()
    (told,) = book.cells[0].outputs

    assert told.output_type == "error" and told.ename == "ParamsError"
    (line,) = told.traceback
    assert line.startswith("ParamsError: there is no area 'dudly' in data/areas.csv; did you mean 'dudley'?")


def test_the_nearest_of_what_is_known_is_named():
    assert nearest("dudly", ["dudley", "walsall"]) == "; did you mean 'dudley'?"
    assert nearest("nowhere", ["dudley", "walsall"]) == ""
    assert ParamsError.exit_code == 1
