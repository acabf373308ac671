"""A correction names what it corrects, and fails loudly when that is no longer there."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.data import corrections

COLUMNS = ["table", "figure", "field", "old_value", "new_value", "reason", "authority"]


def spent() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "figure": ["FUN-0038", "FUN-0062; FUN-0063", ""],
            "amount": [205178.0, 1961181.0, float("nan")],
            "printed": ["205,178", "1,961,181", ""],
            "row": ["spend.csv:2", "spend.csv:3", "spend.csv:4"],
        }
    )


def declared(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype(object)


TOTAL = ("spend", "FUN-0038", "amount", "205178", "250178", "a line was left out", "Treasurer")


def test_the_corrected_value_takes_the_place_of_the_published_one_which_is_kept_beside_it():
    frame = corrections.apply(spent(), "spend", declared(TOTAL))

    assert frame["amount"].tolist()[:2] == [250178, 1961181]
    assert frame["published"].tolist()[:2] == [205178, 1961181]
    assert frame["corrected"].tolist() == [
        "published as 205178, corrected to 250178: a line was left out (Treasurer)", "", "",
    ]  # fmt: skip


def test_a_figure_is_found_by_any_of_its_numbers():
    frame = corrections.apply(spent(), "spend", declared(("spend", "FUN-0063", "amount", "1961181", "5", "r", "a")))

    assert frame["amount"].tolist()[1] == 5


def test_a_text_is_corrected_as_a_text():
    frame = corrections.apply(
        spent(), "spend", declared(("spend", "FUN-0038", "printed", "205,178", "250,178", "r", "a"))
    )

    assert frame["printed"].tolist()[0] == "250,178"
    assert frame["amount"].tolist()[0] == 205178


@pytest.mark.parametrize("other", [("allocations", "FUN-0038"), ("spend", "FUN-9999")])
def test_a_correction_of_another_table_or_another_area_changes_nothing(other):
    frame = corrections.apply(spent(), "spend", declared((*other, *TOTAL[2:])))

    assert_frame_equal(frame.drop(columns=["published", "corrected"]), spent())
    assert set(frame["corrected"]) == {""}


def test_two_corrections_of_one_row_are_both_told():
    second = ("spend", "FUN-0038", "printed", "205,178", "250,178", "likewise", "Treasurer")

    said = corrections.apply(spent(), "spend", declared(TOTAL, second))["corrected"].tolist()[0]

    assert said.count("corrected to") == 2


def test_a_table_without_figures_is_left_as_it_is():
    frame = pd.DataFrame({"area": ["dudley"]})

    assert_frame_equal(corrections.apply(frame, "areas", declared(TOTAL)), frame)


def test_the_callers_frame_is_not_altered():
    frame = spent()

    corrections.apply(frame, "spend", declared(TOTAL))

    assert_frame_equal(frame, spent())
