"""What differs between two executions of a notebook is told by cell, row and column."""

import pytest

from helpers.pipeline.notebook_changes import changes

TABLE = "Crime, Dudley\nIndicator | 2011/12 | Change\nBurglary | 1,077 | 27.7%\nRobbery | 274 | 3.1%"


def notebook(*outputs: dict, source: str = "table = make()\ntable") -> dict:
    cells = [{"cell_type": "markdown", "source": "# Crime"}]
    return {"cells": [*cells, {"cell_type": "code", "source": source, "outputs": list(outputs)}]}


def shown(text: str, **more: str) -> dict:
    return {"output_type": "execute_result", "data": {"text/plain": text, **more}}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (shown(TABLE.replace("274", "275")), "row Robbery, 2011/12: 274 → 275"),
        (shown(TABLE.replace("Dudley", "Walsall")), "Crime, Dudley → Crime, Walsall"),
        (shown(TABLE + "\nArson | 5 | 1%"), "row Arson is new"),
        (shown(TABLE.rpartition("\n")[0]), "row Robbery is gone"),
        (shown(TABLE, **{"image/png": "b"}), "the picture differs, and its message does not"),
        (shown(TABLE, **{"text/html": "<b>"}), "it looks otherwise, with the same words"),
        ({"output_type": "stream", "text": "a line"}, "Crime, Dudley → a line"),
    ],
)
def test_a_difference_is_told_by_cell_row_and_column(after, told):
    assert f"code cell 1 (table): {told}" in changes(notebook(shown(TABLE)), notebook(after))


def test_texts_may_be_lists_of_lines_as_in_a_file():
    lines = [["table = make()\n", "table"], TABLE.splitlines(keepends=True)]
    before, after = (
        notebook(shown([*lines[1][:3], row]), source=lines[0]) for row in (lines[1][3], "Robbery | 9 | 3.1%")
    )

    assert changes(before, after) == ["code cell 1 (table): row Robbery, 2011/12: 274 → 9"]


def test_an_output_that_comes_or_goes_and_another_code_are_told():
    assert changes(notebook(), notebook(shown(TABLE))) == ["code cell 1 (table): it showed nothing before"]
    assert changes(notebook(shown(TABLE)), notebook()) == ["code cell 1 (table): it shows nothing now"]
    assert changes(notebook(), notebook(source="other")) == ["code cell 1: its code differs"]
    assert changes(notebook(), notebook()) == ["its cells, or what is kept about them, differ"]
