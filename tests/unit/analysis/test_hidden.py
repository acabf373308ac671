"""Findings about figures that are not to be seen are told without the figure."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import disclosure, hidden, recomputation
from helpers.data import catalogue, loading, policies
from helpers.data.policies import Policy
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
POLICY = Policy(5, frozenset({"clients"}))
SHOWN = {"figure": "F-1", "printed": "20%", "value": 20.0, "formula": "100 * A / B", "inputs": "o.csv:2; o.csv:3"}
SHOWN |= {"explanation": "", "recomputed": Fraction(20), "recomputed_as_published": Decimal("20"), "verdict": "agrees"}


def counted(*rows: dict) -> pd.DataFrame:
    blank = {
        "area": "dudley",
        "period": "2016-17",
        "period_kind": "year",
        "value": NAN,
        "printed": "x",
        "unit": "clients",
    }
    return pd.DataFrame([{**blank, "measure": f"m{n}", **row} for n, row in enumerate(rows)])


def tables(outcomes=({"value": 9, "figure": "O-9"},), observations=({"value": 9, "figure": "I-9"},)) -> dict:
    return {"outcomes": counted(*outcomes), "observations": counted(*observations)}


def found(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([SHOWN | row for row in rows], columns=list(SHOWN))


@pytest.mark.parametrize(("count", "figures"), [(0, set()), (1, {"O-1"}), (4, {"O-1"}), (5, set()), (NAN, set())])
def test_the_figure_of_a_small_count_is_hidden(count, figures):
    assert hidden.figures(tables(outcomes=[{"value": count, "figure": "O-1"}]), POLICY) == figures


def test_of_a_row_that_stands_in_several_places_every_figure_is_hidden():
    found_ = hidden.figures(
        tables([{"value": 3, "figure": "O-1; O-2"}, {"value": 3, "figure": ""}], [{"value": 2, "figure": "I-1"}]),
        POLICY,
    )

    assert found_ == {"O-1", "O-2", "I-1"}


def test_what_would_give_a_hidden_count_back_is_hidden_too():
    shares = [{"value": 3, "figure": "O-1", "denominator": 35}, {"value": 9, "figure": "O-2", "numerator": 3}]

    assert hidden.figures(tables(shares), POLICY) == {"O-1", "O-2"}


def test_of_a_hidden_figure_neither_the_number_nor_how_it_was_worked_out_is_told():
    row = hidden.without(found({"explanation": "two digits exchanged"}), frozenset({"F-1"}), POLICY).iloc[0]

    assert (row["printed"], row["explanation"], row["formula"], row["inputs"]) == (disclosure.MARK, hidden.WHY, "", "")
    assert pd.isna(row["value"])
    assert row["recomputed"] is None
    assert row["recomputed_as_published"] is None
    assert row["verdict"] == "agrees"


def test_of_a_figure_that_is_shown_everything_is_told_and_keeps_its_type():
    safe = hidden.without(found({}, {"figure": "F-2"}), frozenset({"F-2"}), POLICY)

    assert safe.iloc[0].to_dict() == SHOWN
    assert isinstance(safe["recomputed"][0], Fraction)
    assert isinstance(safe["recomputed_as_published"][0], Decimal)


def test_a_small_count_in_an_explanation_is_hidden_though_the_figure_is_shown():
    safe = hidden.without(found({"explanation": "as 2 clients were counted twice"}), frozenset(), POLICY)

    assert safe["explanation"].tolist() == [f"as {disclosure.MARK} clients were counted twice"]


def test_no_findings_stay_none():
    assert hidden.without(found(), frozenset({"F-1"}), POLICY).columns.tolist() == list(SHOWN)


def test_the_callers_frames_are_not_altered():
    given, facts = found({}), tables([{"value": 3, "figure": "O-1"}])
    before = given.copy(deep=True), {name: frame.copy(deep=True) for name, frame in facts.items()}

    hidden.without(given, frozenset({"F-1"}), POLICY)
    hidden.figures(facts, POLICY)

    assert_frame_equal(given, before[0])
    for name, frame in facts.items():
        assert_frame_equal(frame, before[1][name])


def test_no_finding_about_the_documents_shows_a_number_that_protection_hides():
    place = Project(ROOT)
    everything = {name: loading.load(place.data, table) for name, table in catalogue.read(place.data).items()}
    policy = policies.read_policy(place)
    figures = hidden.figures(everything, policy)

    safe = hidden.without(recomputation.recompute(everything), figures, policy)

    about = safe[safe["figure"].isin(figures)]
    assert len(about) > 0
    assert set(about["printed"]) == {disclosure.MARK}
    assert about[["value", "recomputed", "recomputed_as_published"]].isna().all(axis=None)
    assert safe.loc[~safe["figure"].isin(figures), "value"].notna().any()


def of_indicators(**values: float) -> pd.DataFrame:
    """Observations of Dudley's year, which count clients, by indicator."""
    rows = [{"indicator": name, "value": value, "printed": f"{value:g}"} for name, value in values.items()]
    return counted(*rows).drop(columns="measure").assign(numerator=NAN)


DESCRIBED = pd.DataFrame({"indicator": ["whole", "one", "two", "other"], "sum_of": ["one; two", "", "", ""]})


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ({"whole": 20, "one": 3, "two": 17, "other": 9}, ["[c]", "[c]", "17", "9"]),
        ({"whole": 22, "one": 5, "two": 17, "other": 9}, ["22", "5", "17", "9"]),
        ({"whole": 22, "one": 5, "two": 17, "other": 2}, ["22", "5", "17", "[c]"]),
    ],
)
def test_a_sum_that_would_give_a_hidden_part_back_is_hidden_with_it(values, marks):
    shown = hidden.observations(of_indicators(**values), DESCRIBED, POLICY)

    assert shown["printed"].tolist() == marks
    assert shown["value"].isna().tolist() == [mark == "[c]" for mark in marks]


def test_a_sum_of_another_year_is_left_as_it_is():
    rows = pd.concat([of_indicators(whole=20, one=3, two=17), of_indicators(whole=40).assign(period="2015-16")])

    shown = hidden.observations(rows.reset_index(drop=True), DESCRIBED, POLICY)

    assert shown["printed"].tolist() == ["[c]", "[c]", "17", "40"]
