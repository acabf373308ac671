"""The columns of prose are protected, and no others."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis.disclosure import MARK
from helpers.analysis.prose import WORDS, protect_words
from helpers.data.policies import Policy

POLICY = Policy(5, frozenset({"clients"}))


@pytest.mark.parametrize("name", WORDS)
def test_every_column_of_prose_is_protected(name):
    frame = pd.DataFrame({name: ["2 clients left", "5 clients left", "No clients", ""]}, index=[3, 5, 7, 9])

    found = protect_words(frame, POLICY)

    assert found[name].to_dict() == {3: f"{MARK} clients left", 5: "5 clients left", 7: "No clients", 9: ""}


@pytest.mark.parametrize("name", ["title", "printed", "project", "row"])
def test_a_column_that_holds_no_prose_is_left_as_it_is(name):
    frame = pd.DataFrame({name: ["2 clients left"], "note": ["2 clients left"]})

    found = protect_words(frame, POLICY)

    assert found[name].tolist() == ["2 clients left"]
    assert found["note"].tolist() == [f"{MARK} clients left"]


def test_a_frame_without_prose_or_without_rows_stays_as_it_is():
    for frame in (pd.DataFrame({"value": [1.0]}), pd.DataFrame({"risk": pd.Series([], dtype="str")}), pd.DataFrame()):
        assert_frame_equal(protect_words(frame, POLICY), frame)


def test_what_is_protected_stays_as_it_is_and_the_callers_frame_is_not_altered():
    frame = pd.DataFrame({"risk": ["2 clients left"]})
    before = frame.copy(deep=True)

    found = protect_words(frame, POLICY)

    assert_frame_equal(protect_words(found, POLICY), found)
    assert_frame_equal(frame, before)
