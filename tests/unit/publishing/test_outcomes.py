"""Treatment and evaluated initiatives are printed with how sure they are."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import outcomes as analysis
from helpers.publishing import outcomes as printed

NAN = float("nan")
Q4, YEAR = periods.parse("2011-12-Q4"), periods.parse("2011-12")
NAMES = pd.Series({"dudley": "Dudley", "west-midlands-police": "West Midlands Police force area"})
INITIATIVES = pd.DataFrame(
    [
        {
            "project": "operation-spotlight",
            "title": "Operation Spotlight",
            "area": "dudley",
            "from_month": "2010-M11",
            "to_month": "2012-01",
            "aim": "to prevent *second* burglaries",
            "method": "Officers called",
        }
    ]
)
COLUMNS = ["measure", "title", "role", "value", "numerator", "denominator", "unit", "measured_in"]
KITS = ("kits-issued", "Property-marking kits issued", "output", 715, NAN, NAN, "kits", "dudley")
VISITS = ("visits", "Neighbours visited", "output", 1430, NAN, NAN, "people", "dudley")
REPEATS = ("repeat-burglaries", "Further offences", "outcome", 12, 12, 715, "offences", "dudley")
HALF = ("half", "Calls", "outcome", 5, 5, 10, "offences", "dudley")
FORCE = ("force-rate", "Repeat burglaries", "comparator", 6.8, NAN, NAN, "per cent", "west-midlands-police")


class Case:
    """The frames of some outcomes: what the notebook has when it prints them."""

    def __init__(self, *rows: tuple) -> None:
        facts = pd.DataFrame(rows, columns=COLUMNS)
        facts = facts.assign(
            area="dudley",
            period="2011-12",
            project="operation-spotlight",
            row=[f"o.csv:{n + 2}" for n in range(len(rows))],
        )
        facts = facts.astype({"value": "float64", "numerator": "float64", "denominator": "float64", "row": "str"})
        here = {"area": "dudley", "year": YEAR}
        self.outputs = analysis.outputs(INITIATIVES, facts, **here)
        self.evaluation = analysis.evaluation(INITIATIVES, facts, **here)

    def rows(self) -> list:
        return list(printed.evaluation_table(self.evaluation, INITIATIVES, NAMES).rows)

    def paragraphs(self, initiatives=INITIATIVES) -> list[str]:
        return list(printed.evaluation_text(initiatives, self.outputs, self.evaluation, NAMES, year=YEAR).paragraphs)


def treated(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indicator", "title", "value", "unit", "period", "polarity"])
    return frame.assign(row="o.csv:17", method="latest")


ADULTS = ("adults-in-treatment", "Adults in treatment", 1092.0, "adults", "2011-12-Q4", "higher")
EXITS = ("planned-exits", "Planned exits", 97.0, "per cent", "2011-12-Q3", "higher")
ABSENT = ("planned-exits", "Planned exits", NAN, "per cent", "", "lower")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (ADULTS, ("Adults in treatment", "1,092", "End of Quarter 4 2011/12", "Higher is better")),
        (EXITS, ("Planned exits", "97%", "End of Quarter 3 2011/12", "Higher is better")),
        (ABSENT, ("Planned exits", "not available", "No figure published", "Lower is better")),
        ((*ADULTS[:5], "neither"), ("Adults in treatment", "1,092", "End of Quarter 4 2011/12", "Neither")),
    ],
)
def test_a_treatment_figure_is_printed_with_how_far_it_runs_and_which_way_is_better(row, cells):
    table = printed.treatment_table(treated(row), area_name="Dudley", quarter=Q4)

    assert list(table.rows) == [cells]
    assert table.caption == "Drug treatment indicators, Dudley, 2011/12"


def test_no_treatment_figures_quote_nothing():
    assert printed.treatment_quotes(treated()) == []


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (EXITS, {"value": "97%", "runs_to": "end of Quarter 3 2011/12"}),
        (ABSENT, {"value": "not available", "runs_to": "no figure published"}),
    ],
)
def test_prose_may_quote_a_treatment_figure_with_how_far_it_runs(row, texts):
    quotes = printed.treatment_quotes(treated(row))

    assert {quote.id.removeprefix("treatment.planned_exits."): quote.text for quote in quotes} == texts
    assert {quote.rows for quote in quotes} == {("o.csv:17",)}


def test_an_outcome_is_printed_with_its_count_share_interval_and_comparator():
    # By hand: 12 ÷ 715 = 1.678%; Wilson from 0.963% to 2.910%.
    assert Case(KITS, REPEATS, FORCE).rows() == [
        (
            "Operation Spotlight",
            "Further offences",
            "12 of 715",
            "1.7%",
            "1.0% to 2.9%",
            "6.8%, West Midlands Police force area",
        )
    ]


def test_an_outcome_without_a_comparator_says_that_none_is_published():
    assert [row[-1] for row in Case(REPEATS).rows()] == ["None published"]


def test_without_an_evaluation_or_a_treatment_figure_a_sentence_stands_in_the_place_of_a_table():
    none = Case(KITS, FORCE)

    assert list(printed.evaluation_table(none.evaluation, INITIATIVES, NAMES).paragraphs) == [
        "So no outcome can be held against a comparator."
    ]
    empty = printed.treatment_table(treated(), area_name="Dudley", quarter=periods.parse("2011-12-Q4"))
    assert list(empty.paragraphs) == ["No figure on drug treatment is recorded for Dudley up to Quarter 4 2011/12."]


def test_an_initiative_that_goes_on_is_told_in_the_present():
    assert Case(REPEATS).paragraphs(INITIATIVES.assign(to_month=""))[0] == (
        "Operation Spotlight has run since November 2010. Its aim is to prevent \\*second\\* burglaries. Officers called."
    )


FOUND = "Further offences numbered 12 in 715: 1.7%, with a 95% interval from 1.0% to 2.9%."
ABOVE = "The comparator lies above that range, so the difference is larger than chance alone would explain."
BELOW = "The comparator lies below that range, so the difference is larger than chance alone would explain."
WITHIN = "The comparator lies within that range, so chance alone could explain the difference."
CAVEAT = (
    "Those whom it reached were not chosen at random and West Midlands Police force area is not a like-for-like control, so this "
    "is encouraging evidence rather than proof."
)


def test_an_initiative_is_told_from_its_aim_to_its_comparator():
    assert Case(KITS, VISITS, REPEATS, FORCE).paragraphs() == [
        "Operation Spotlight ran from November 2010 to January 2012. Its aim was to prevent \\*second\\* burglaries. "
        "Officers called.",
        "The evaluation recorded 715 property-marking kits issued and 1,430 neighbours visited. "
        f"{FOUND} Repeat burglaries stood at 6.8%. {ABOVE} {CAVEAT}",
    ]


# 5 of 10 has an interval from 23.7% to 76.3%.
@pytest.mark.parametrize(("comparator", "sentence"), [(20, BELOW), (50, WITHIN), (80, ABOVE)])
def test_the_sentence_says_where_the_comparator_lies(comparator, sentence):
    (_, found) = Case(HALF, (*FORCE[:3], comparator, *FORCE[4:])).paragraphs()

    assert found.startswith(
        "Calls numbered 5 in 10: 50.0%, with a 95% interval from 23.7% to 76.3%. Repeat burglaries stood"
    )
    assert f"{comparator}.0%. {sentence} " in found


@pytest.mark.parametrize(
    ("comparator", "encouraging"),
    [(20, False), (50, False), (80, True)],
)
def test_evidence_is_encouraging_only_where_fewer_offences_followed_than_elsewhere(comparator, encouraging):
    (_, found) = Case(HALF, (*FORCE[:3], comparator, *FORCE[4:])).paragraphs()

    assert ("encouraging" in found) is encouraging


def test_without_a_comparator_the_sentence_says_that_there_is_none():
    (_, found) = Case(REPEATS).paragraphs()

    assert found == f"{FOUND} The source gives nothing to compare it with."


def test_an_initiative_that_was_not_evaluated_still_has_what_was_done():
    assert "715 property-marking kits issued" in " ".join(Case(KITS).paragraphs())


def test_what_was_done_is_told_once_however_much_followed():
    assert " ".join(Case(KITS, REPEATS, HALF).paragraphs()).count("715 property-marking kits issued") == 1


def test_an_initiative_of_which_nothing_is_recorded_has_its_aim_and_no_more():
    assert len(Case().paragraphs()) == 1


def test_without_initiatives_the_report_says_so():
    assert Case().paragraphs(INITIATIVES.iloc[:0]) == ["No initiative's evaluation is recorded for 2011/12."]


def test_prose_may_quote_an_outcomes_count_share_and_interval():
    quotes = printed.evaluation_quotes(Case(KITS, REPEATS, FORCE).evaluation)

    prefix = "initiatives.operation_spotlight.repeat_burglaries."
    assert {quote.id.removeprefix(prefix): quote.text for quote in quotes} == {
        "percent": "1.7%",
        "lower": "1.0%",
        "upper": "2.9%",
        "comparator": "6.8%",
        "numerator": "12",
        "denominator": "715",
    }
    assert {quote.rows for quote in quotes} == {("o.csv:3", "o.csv:4")}
    share = next(quote for quote in quotes if quote.id.endswith(".percent"))
    assert (share.numerator, share.denominator, round(share.value, 4)) == (12.0, 715.0, 1.6783)


def test_a_comparator_is_not_said_to_be_made_of_the_outcomes_counts():
    quotes = {q.id.rpartition(".")[2]: q for q in printed.evaluation_quotes(Case(REPEATS, FORCE).evaluation)}

    assert (quotes["comparator"].numerator, quotes["comparator"].denominator) == (None, None)


def test_an_evaluation_without_rows_quotes_nothing():
    assert printed.evaluation_quotes(Case(KITS).evaluation) == []


def test_the_callers_frames_are_not_altered():
    case, treatment = Case(KITS, REPEATS, FORCE), treated(ADULTS, ABSENT)
    frames = (case.evaluation, case.outputs, INITIATIVES, treatment)
    before = [frame.copy(deep=True) for frame in frames]

    case.rows(), case.paragraphs(), printed.evaluation_quotes(case.evaluation)
    printed.treatment_table(treatment, area_name="Dudley", quarter=Q4)
    printed.treatment_quotes(treatment)

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ({"value": 642.0, "period": "2011-12"}, ("642", "End of 2011/12")),
        ({"value": NAN, "period": "2011-12"}, ("[c]", "End of 2011/12")),
        ({"value": NAN, "period": ""}, ("To follow", "No figure published")),
    ],
)
def test_a_figure_that_is_hidden_or_to_follow_is_told_as_that(row, cells):
    treatment = pd.DataFrame(
        [{"indicator": "adults", "title": "Adults", "unit": "adults", "polarity": "higher", **row}]
    )
    missing = pd.DataFrame([{"indicator": "adults", "title": "Adults", "year": "current", "status": "to_follow"}])

    table = printed.treatment_table(treatment, left_out=missing, area_name="Dudley", quarter=Q4)

    assert table.rows[0][1:3] == cells
    assert bool(table.note) == (cells[0] == "[c]")
