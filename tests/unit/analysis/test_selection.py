"""The first condition that holds gives the word."""

import numpy as np
import pandas as pd

from helpers.analysis.selection import first_of


def test_the_first_case_that_holds_gives_the_word():
    values = np.array([1, 5, 9])
    words = first_of([(values > 8, "high"), (values > 4, "middling")], "low")

    assert list(words) == ["low", "middling", "high"]
    assert pd.Series(words).dtype == "str"


def test_no_cases_and_no_rows_are_no_trouble():
    assert list(first_of([(np.array([], dtype=bool), "a")], "b")) == []
    assert list(first_of([(pd.Series([True, False]), "a")], "b")) == ["a", "b"]
