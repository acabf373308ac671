"""What a notebook of notebooks/ shows is written into its parameters cell, and all else in it stays."""

import nbformat
import pytest

from helpers.errors import NotebookError
from helpers.pipeline.notebooks import kept_form

CELL = 'borough: str = "dudley"  # Area\nquarter: str = "2011-12-Q4"\nthreshold: int = 12  # Out of 25'


def notebook(source: str = CELL, *tags: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags or ["parameters"])})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title"), cell])


def test_values_take_their_places_and_comments_and_other_lines_stay():
    given = notebook()
    shown = kept_form.showing(given, {"borough": "walsall", "threshold": 15})
    assert shown.cells[1].source == (
        'borough: str = "walsall"  # Area\nquarter: str = "2011-12-Q4"\nthreshold: int = 15  # Out of 25'
    )
    assert given.cells[1].source == CELL


@pytest.mark.parametrize("written", ['borough = "dudley"', "borough: str = 'dudley'  # as somebody types it"])
def test_what_shows_the_value_already_is_left_as_it_is_written(written):
    assert kept_form.showing(notebook(written), {"borough": "dudley"}).cells[1].source == written


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (notebook(CELL, "setup"), "no cell has the tag 'parameters'"),
        (notebook("borough = area"), 'the parameters cell has no line such as plan: str = "ni-20-dudley"'),
    ],
)
def test_a_cell_without_the_parameter_is_told(given, told):
    with pytest.raises(NotebookError) as problem:
        kept_form.showing(given, {"plan": "ni-20-dudley"})
    assert str(problem.value) == told
