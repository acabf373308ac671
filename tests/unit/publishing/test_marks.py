"""A corrected figure is printed as published, marked, and its correction told."""

import pandas as pd
import pytest

from helpers.publishing import marks

SAID = "published as 205178, corrected to 250178: a line was left out (Treasurer)"


@pytest.mark.parametrize(
    ("corrected", "printed"), [(SAID, "£205,178 †"), ("", "£205,178"), (None, "£205,178"), (float("nan"), "£205,178")]
)
def test_only_a_corrected_figure_is_marked(corrected, printed):
    assert marks.marked("£205,178", corrected) == printed


def test_the_note_tells_every_correction_and_which_figure_sums_use():
    note = marks.told([("Fund", SAID), ("Grant", ""), ("Budget", "published as 1, corrected to 2: r (a)")])

    assert note == (
        f"† Fund: {SAID}; Budget: published as 1, corrected to 2: r (a). Sums and changes use the corrected figure."
    )


def test_without_a_correction_there_is_no_note():
    assert marks.told([("Fund", ""), ("Grant", float("nan"))]) == ""


def test_a_frame_of_which_nothing_is_corrected_prints_its_own_figures():
    frame = marks.with_corrections(pd.DataFrame({"amount": [5.0, 7.0]}), "amount")

    assert frame[["published", "corrected"]].values.tolist() == [[5.0, ""], [7.0, ""]]
