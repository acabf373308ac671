"""The verdict of an audit follows from what was found, and its page says the same."""

import pytest

from helpers.pipeline.audit import page, verdict
from helpers.pipeline.audit.auditing import Audit, Part
from helpers.pipeline.audit.compare import Compared, Likeness
from helpers.pipeline.audit.verify import Problem

SAME = Part(outputs=(Compared("values.json", Likeness.IDENTICAL), Compared("a.pdf", Likeness.SAME, ("days",))))
OTHER = Part(
    outputs=(
        Compared("values.json", Likeness.DIFFERENT, ("burglary.change: published −27.7%, re-run −27.6%",)),
        Compared("a.pdf", Likeness.DIFFERENT, ("its content differs",)),
    )
)
NONE = Part("its record is not whole: notebooks/x.ipynb cannot be had as it was")
CHANGES = ("data/observations.csv row 5, value: was 1077, is 1079",)
CASES = {
    "good": (
        Audit("Report", (), (), SAME, looked=True),
        True,
        "It is what was produced, and it has been produced again.",
    ),
    "tampered": (
        Audit("Report", (Problem("a.pdf", "missing"),), (), SAME),
        False,
        "This is not what was produced: files are not as they were made.",
    ),
    "no record": (Audit("Report", (), (), NONE), False, "It could not be re-run."),
    "other": (
        Audit("Report", (), (), OTHER),
        False,
        "It was re-run from the same inputs, and something else came of it.",
    ),
    "data changed": (
        Audit("Report", (), (), SAME, CHANGES, OTHER),
        False,
        "It has been produced again from its record; today's data say something else.",
    ),
    "data gone": (
        Audit("Report", (), (), SAME, (), Part("data/observations.csv: the file is missing")),
        False,
        "It has been produced again from its record; from today's data it could not be re-run.",
    ),
    "no effect": (
        Audit("Report", (), (), SAME, CHANGES, SAME),
        True,
        "It has been produced again from its record; the data have changed since, without any effect on it.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_follows_from_what_was_found(case):
    found, reproduced, said = CASES[case]
    assert (found.reproduced, verdict.sentence(found)) == (reproduced, said)
    assert said in page.text(found).replace("\\", "")


def test_the_lines_name_every_difference_values_first():
    found = Audit(
        "Report", (Problem("b.csv", "missing"),), ("pandas: made with 3.0, here is 3.1",), SAME, CHANGES, OTHER
    )
    assert verdict.lines(found)[3:] == [
        "  not as made: b.csv: missing",
        "  from its record: 1 identical, 1 same content",
        "  changed since: data/observations.csv row 5, value: was 1077, is 1079",
        "  from today's data: 2 different",
        "  from today's data: burglary.change: published −27.7%, re-run −27.6%",
        "  from today's data: a.pdf: its content differs",
        "  other versions here: pandas: made with 3.0, here is 3.1",
    ]


def test_data_that_were_looked_at_are_told_of_though_nothing_has_changed_in_them_and_others_are_not():
    looked, elsewhere = CASES["good"][0], Audit("Report", (), (), SAME)
    told = "the rows that it rests on have not changed, so it would say the same"
    assert verdict.lines(looked)[-1] == f"  from today's data: {told}"
    assert not [line for line in verdict.lines(elsewhere) if "today" in line]
    assert told in page.text(looked) and "have not changed" not in page.text(elsewhere)


def test_the_page_has_a_section_for_each_thing_that_was_found_and_no_other():
    text = page.text(CASES["good"][0])
    assert text.count("\n# ") == 0 and "the rows that it rests on have not changed" in text
    text = page.text(CASES["data changed"][0])
    assert "# Changed in the data since" in text and "# What differs from today's data" in text
    assert "# Not as made" not in text and "# Versions" not in text


def test_what_there_is_too_much_of_is_counted():
    many = tuple(f"row {number}" for number in range(30))
    assert verdict.shortened(many, 8) == [*many[:8], "and 22 more"]
    assert verdict.shortened(many[:8], 8) == list(many[:8])
