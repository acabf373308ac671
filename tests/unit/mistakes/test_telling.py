"""An analyst's mistakes are told in a few lines; ours, and what has nothing to do with this project, are shown whole."""

import pandas as pd
import pytest
from unit.mistakes.cells import names, run, told

from helpers.errors import ParamsError
from helpers.mistakes import message as messages
from helpers.mistakes.message import Message


def ours(body: str):
    """A function of this project that does as it is told."""
    made = {"__name__": "helpers.analysis.made_up", "pd": pd, "ParamsError": ParamsError}
    exec(compile(f"def work(*given):\n    {body}", "made_up.py", "exec"), made)
    return made["work"]


def test_a_mistake_in_what_was_given_is_told_with_the_line_that_it_came_from():
    assert told("a = 1\nwork(a)", names(work=ours("raise ParamsError('no such borough')"))) == [
        "ParamsError: no such borough",
        "  line 2 of this cell: work(a)",
        "%tb in a cell of its own shows the whole traceback.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "assert given == ()",
        "{}['key']",
        "undefined",
        "None.thing",
        "pd.DataFrame({'a': [1]})['b']",
        "int('x')",
        "pd.to_datetime('x')",
        "work(given, more=1)",
    ],
)
def test_a_mistake_of_our_own_is_shown_whole(body):
    assert told("work(1)", names(work=ours(body))) == []


@pytest.mark.parametrize("source", ["assert 1 == 2", "1 / 0", "raise ValueError('mine')", "int('x')", "[][1]"])
def test_what_the_cell_itself_does_is_left_to_ipython_which_shows_its_line(source):
    assert told(source, names()) == []


def test_a_notebook_that_has_nothing_to_do_with_this_project_is_left_alone():
    assert told("t['b']", {"__name__": "__main__", "t": pd.DataFrame({"a": [1]})}) == []


def test_a_function_of_an_earlier_cell_is_told_as_such():
    here = names(t=pd.DataFrame({"a": [1]}))
    exec(compile("pass", "x", "exec"), here)
    with pytest.raises(AssertionError, match="was to fail"):
        run("def look():\n    return t['b']", here)
    assert told("look()", here)[1] == "  line 2 of an earlier cell: return t['b']"


def test_an_error_that_another_follows_from_is_told_by_the_last():
    source = "try:\n    t['b']\nexcept KeyError as problem:\n    raise ValueError('mine') from problem"
    assert told(source, names(t=pd.DataFrame({"a": [1]}))) == []
    source = "try:\n    1 / 0\nexcept ZeroDivisionError:\n    t['b']"
    assert told(source, names(t=pd.DataFrame({"a": [1]})))[1] == "  line 4 of this cell: t['b']"


def test_names_that_answer_to_everything_do_no_harm():
    class Odd:
        def __getattr__(self, name):
            raise RuntimeError(name)

    class Eager:
        def __getattr__(self, name):
            return self

    assert told("t['b']", names(odd=Odd(), eager=Eager(), t=pd.DataFrame({"a": [1]})))[0].startswith(
        "KeyError: there is"
    )


def test_a_kept_message_is_known_again_and_another_traceback_is_not():
    lines = messages.lines("KeyError", Message("there is no column 'b'", "columns: a"), "line 1 of this cell: t['b']")
    assert messages.headline(lines) == "KeyError: there is no column 'b'"
    assert messages.headline(["\x1b[31mKeyError\x1b[39m", "KeyError: 'b'"]) == ""
    assert messages.headline([]) == ""


def test_long_lists_are_cut_and_long_lines_are_folded():
    listed = messages.listing(f"column_{number}" for number in range(60))
    assert listed.endswith("column_39 and 20 more")
    lines = messages.lines("KeyError", Message("x", listed), "")
    assert max(map(len, lines)) <= messages.WIDTH and len(lines) < 10
