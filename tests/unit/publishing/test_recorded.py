"""What a document records is printed as it says it, in the words of a sentence."""

import pandas as pd
import pytest

from helpers.publishing import recorded

ROW = {
    "subject": "Mentoring", "project": "mentoring", "title": "Cases", "breakdown": "", "period": "2016-17-Q2",
    "period_kind": "in quarter", "value": 20.0, "lower": float("nan"), "upper": float("nan"), "unit": "cases", "status": "final",
    "printed": "20", "row": "outcomes.csv:2", "area": "coventry",
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("20", "20"),
        ("1300", "1,300"),
        ("c.20%", "About 20%"),
        ("c. 20%", "About 20%"),
        ("3.3 %", "3.3%"),
        ("between 10-20", "Between 10 and 20"),
        ("Between 21–24", "Between 21 and 24"),
        ("7-17 years", "7-17 years"),
        ("over two years", "Over two years"),
    ],
)
def test_a_figure_is_printed_in_the_words_of_a_sentence(printed, told):
    assert recorded.figure_told({**ROW, "printed": printed}) == told


def test_of_several_tables_the_first_with_a_mark_explains_it_and_the_others_refer_to_it():
    rows = [{**ROW, "subject": name, "project": name, "printed": printed} for name, printed in
            (("a", "5"), ("b", "[c]"), ("c", "[c]"), ("d", "7"))]  # fmt: skip
    tables = recorded.tables_by_subject(pd.DataFrame(rows), name="done").tables
    assert [bool(table.note) for table in tables] == [False, True, True, False]
    assert tables[1].note.startswith("[c] stands for confidential")
    assert tables[2].note == "[c]: confidential, as explained above."
