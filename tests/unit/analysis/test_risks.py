"""Risks have their scores, and those above a threshold stand apart from those that nobody has scored."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import risks

NAN = float("nan")
COLUMNS = ["plan", "source", "ref", "kind", "risk", "impact", "likelihood"]


def table(*rows: dict) -> pd.DataFrame:
    blank = {"plan": "p", "source": "doc", "kind": "register", "impact": NAN, "likelihood": NAN}
    numbered = [{**blank, "ref": str(n), "risk": f"Risk {n}", **row} for n, row in enumerate(rows, 1)]
    return pd.DataFrame(numbered, columns=COLUMNS)


def scored(*scores: tuple) -> pd.DataFrame:
    rows = [dict(zip(("impact", "likelihood"), score, strict=True)) for score in scores]
    return risks.register(table(*rows), plans=("p",))


@pytest.mark.parametrize(
    ("impact", "likelihood", "score"),
    [
        (1, 1, 1),
        (3, 4, 12),
        (5, 5, 25),
        (NAN, 4, NAN),
        (3, NAN, NAN),
        (NAN, NAN, NAN),
        ("3", "4", 12),
        ("high", 4, NAN),
    ],
)
def test_a_score_is_impact_times_likelihood_where_both_are_numbers(impact, likelihood, score):
    assert scored((impact, likelihood))["score"].tolist() == pytest.approx([score], nan_ok=True)


def test_the_highest_stand_first_those_of_one_score_in_their_order_and_those_without_one_last():
    assert scored((NAN, 5), (1, 2), (2, 1), (5, 5), (5, NAN))["ref"].tolist() == ["4", "2", "3", "1", "5"]


@pytest.mark.parametrize(
    ("threshold", "refs"), [(11, ["1", "2"]), (12, ["1", "2"]), (12.5, ["2"]), (13, ["2"]), (16, [])]
)
def test_a_risk_at_the_threshold_exactly_stands_above_it(threshold, refs):
    assert sorted(risks.above(scored((3, 4), (3, 5), (NAN, 5)), threshold)["ref"]) == refs


def test_a_risk_that_nobody_scored_is_above_no_threshold_and_is_told_apart():
    register = scored((3, 4), (NAN, 5), (5, NAN))

    assert risks.above(register, 1)["ref"].tolist() == ["1"]
    assert risks.unscored(register)["ref"].to_dict() == {0: "2", 1: "3"}


@pytest.mark.parametrize(
    ("plans", "documents", "refs"),
    [
        (("p",), (), ["1"]),
        ((), ("doc",), ["1", "2"]),
        (("p",), ("other",), ["1", "3"]),
        (("p",), ("doc",), ["1", "2"]),
        ((), (), []),
        (("q",), (), []),
    ],
)
def test_a_risk_is_taken_once_if_its_plan_or_its_document_is_asked_for(plans, documents, refs):
    given = table({}, {"plan": ""}, {"plan": "", "source": "other"})

    assert risks.register(given, plans=plans, documents=documents)["ref"].tolist() == refs


@pytest.mark.parametrize("row", [{"kind": "nil return"}, {"kind": "barrier"}, {"risk": ""}])
def test_what_is_no_risk_is_neither_above_nor_unscored(row):
    assert risks.register(table(row), plans=("p",)).empty


def test_no_risks_give_empty_tables_with_a_score():
    register = risks.register(table(), plans=("p",))

    for found in (register, risks.above(register, 1), risks.unscored(register)):
        assert found.empty
        assert {"score", "method"} <= set(found)


def test_the_callers_frames_are_not_altered():
    given = table({"impact": 1, "likelihood": 2}, {})
    before = given.copy(deep=True)

    register = risks.register(given, plans=("p",))
    kept = register.copy(deep=True)
    risks.above(register, 1)
    risks.unscored(register)

    assert_frame_equal(given, before)
    assert_frame_equal(register, kept)
