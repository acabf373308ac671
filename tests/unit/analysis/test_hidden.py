"""Findings about figures that are not to be seen are told without the figure."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import disclosure, hidden, recomputation
from helpers.analysis.disclosure import MARK
from helpers.data import catalogue, loading, policies
from helpers.data.policies import Policy
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
DESCRIBED = pd.DataFrame({"indicator": ["whole", "one", "two", "other"], "sum_of": ["one; two", "", "", ""]})
POLICY = Policy(5, frozenset({"clients"}))
SHOWN = {
    "figure": "F-1",
    "printed": "20%",
    "value": 20.0,
    "formula": "100 * AAA-0001 / AAA-0002",
    "inputs": "o.csv:2; o.csv:3",
}
SHOWN |= {"explanation": "", "recomputed": Fraction(20), "recomputed_as_published": Decimal("20"), "verdict": "agrees"}


def counted(*rows: dict) -> pd.DataFrame:
    blank = {
        "area": "dudley",
        "period": "2016-17",
        "period_kind": "year",
        "printed": "x",
        "unit": "clients",
        "row": "o.csv:2",
    }
    blank |= dict.fromkeys(["value", "lower", "upper", "numerator", "denominator"], NAN)
    return pd.DataFrame([{**blank, "measure": f"m{n}", **row} for n, row in enumerate(rows)])


def tables(
    outcomes=({"value": 9, "figure": "O-9"},), observations=({"value": 9, "figure": "I-9"},), stated=(), corrected=()
) -> dict:
    fields = ["table", "figure", "field", "old_value", "new_value", "reason", "authority"]
    said = counted(*({"about": "outcomes", "subject": "p"} | row for row in stated))
    return {
        "outcomes": counted(*({"project": "p"} | row for row in outcomes)).astype({"value": "float64"}),
        "observations": counted(*observations).rename(columns={"measure": "indicator"}),
        "stated_figures": said if len(said) else said.reindex(columns=["about", "subject", "value", "figure", "row"]),
        "indicators": DESCRIBED,
        "corrections": pd.DataFrame([dict.fromkeys(fields, "") | row for row in corrected], columns=fields),
    }


def unseen(*figures: str, **beside: set[float]) -> hidden.Unseen:
    """What is hidden: figures, and by `F_1` what is hidden of the project of F-1."""
    return hidden.Unseen(
        frozenset(figures), frozenset(), {name.replace("_", "-"): frozenset(here) for name, here in beside.items()}
    )


def found(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([SHOWN | row for row in rows], columns=list(SHOWN))


@pytest.mark.parametrize(("count", "figures"), [(0, set()), (1, {"O-1"}), (4, {"O-1"}), (5, set()), (NAN, set())])
def test_the_figure_of_a_small_count_is_hidden(count, figures):
    assert hidden.figures(tables(outcomes=[{"value": count, "figure": "O-1"}]), POLICY).figures == figures


def test_of_a_row_that_stands_in_several_places_every_figure_is_hidden():
    unseen = hidden.figures(
        tables([{"value": 3, "figure": "O-1; O-2"}, {"value": 3, "figure": ""}], [{"value": 2, "figure": "I-1"}]),
        POLICY,
    )

    assert unseen.figures == {"O-1", "O-2", "I-1"}


def test_what_would_give_a_hidden_count_back_is_hidden_too():
    shares = [{"value": 3, "figure": "O-1", "denominator": 35}, {"value": 9, "figure": "O-2", "numerator": 3}]

    assert hidden.figures(tables(shares), POLICY).figures == {"O-1", "O-2"}


def test_of_a_hidden_figure_neither_the_number_nor_how_it_was_worked_out_is_told():
    row = hidden.without(found({"explanation": "two digits exchanged"}), unseen("F-1"), POLICY).iloc[0]

    assert (row["printed"], row["explanation"], row["formula"], row["inputs"]) == (disclosure.MARK, hidden.WHY, "", "")
    assert pd.isna(row["value"])
    assert row["recomputed"] is None
    assert row["recomputed_as_published"] is None
    assert row["verdict"] == "agrees"


def test_of_a_figure_that_is_shown_everything_is_told_and_keeps_its_type():
    safe = hidden.without(found({}, {"figure": "F-2"}), unseen("F-2"), POLICY)

    assert safe.iloc[0].to_dict() == SHOWN
    assert isinstance(safe["recomputed"][0], Fraction)
    assert isinstance(safe["recomputed_as_published"][0], Decimal)


def test_a_small_count_in_an_explanation_is_hidden_though_the_figure_is_shown():
    safe = hidden.without(found({"explanation": "as 2 clients were counted twice"}), unseen(), POLICY)

    assert safe["explanation"].tolist() == [f"as {disclosure.MARK} clients were counted twice"]


def test_no_findings_stay_none():
    assert hidden.without(found(), unseen("F-1"), POLICY).columns.tolist() == list(SHOWN)


def test_the_callers_frames_are_not_altered():
    given, facts = found({}), tables([{"value": 3, "figure": "O-1"}])
    before = given.copy(deep=True), {name: frame.copy(deep=True) for name, frame in facts.items()}

    hidden.without(given, unseen("F-1"), POLICY)
    hidden.figures(facts, POLICY)

    assert_frame_equal(given, before[0])
    for name, frame in facts.items():
        assert_frame_equal(frame, before[1][name])


def test_no_finding_about_the_documents_shows_a_number_that_protection_hides():
    place = Project(ROOT)
    everything = {name: loading.load(place.data, table) for name, table in catalogue.read(place.data).items()}
    policy = policies.read_policy(place)
    unseen = hidden.figures(everything, policy)
    figures = unseen.figures

    safe = hidden.without(recomputation.recompute(everything), unseen, policy)

    about = safe[safe["figure"].isin(figures)]
    assert len(about) > 0
    assert set(about["printed"]) == {disclosure.MARK}
    assert about[["value", "recomputed", "recomputed_as_published"]].isna().all(axis=None)
    assert safe.loc[~safe["figure"].isin(figures), "value"].notna().any()


def of_indicators(**values: float) -> pd.DataFrame:
    """Observations of Dudley's year, which count clients, by indicator."""
    rows = [{"indicator": name, "value": value, "printed": f"{value:g}"} for name, value in values.items()]
    return counted(*rows).drop(columns="measure").assign(numerator=NAN)


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


def test_a_sum_of_sums_that_would_give_a_hidden_part_back_is_hidden_too():
    described = pd.DataFrame(
        {"indicator": ["all", "whole", "one", "two", "three"], "sum_of": ["whole; three", "one; two", "", "", ""]}
    )

    shown = hidden.observations(of_indicators(all=50, whole=20, one=3, two=17, three=30), described, POLICY)

    assert shown["printed"].tolist() == ["[c]", "[c]", "[c]", "17", "30"]


def test_of_a_hidden_sum_the_smallest_part_is_hidden_with_it():
    """97 of 100 leave 3, and 60 and 37 are the 97."""
    rows = of_indicators(whole=97, one=60, two=37).assign(denominator=[100, NAN, NAN])

    assert hidden.observations(rows, DESCRIBED, POLICY)["printed"].tolist() == ["[c]", "60", "[c]"]


def test_a_sum_that_is_hidden_cannot_be_found_from_other_stretches_of_time():
    """The quarter's sum is hidden for its part; the years to date before and after would leave it."""
    quarter = of_indicators(whole=20, one=3, two=17).assign(period="2016-17-Q2", period_kind="in quarter")
    first = of_indicators(whole=30).assign(period="2016-17-Q1", period_kind="year to date")
    second = of_indicators(whole=50).assign(period="2016-17-Q2", period_kind="year to date")

    shown = hidden.observations(pd.concat([quarter, first, second], ignore_index=True), DESCRIBED, POLICY)

    assert shown["printed"].tolist()[:3] == ["[c]", "[c]", "17"]
    assert "[c]" in shown["printed"].tolist()[3:]


def test_a_stated_figure_that_protection_hides_is_hidden_in_findings_too():
    stated = [{"value": 2, "figure": "OUT-0002"}]

    assert hidden.figures(tables(stated=stated), POLICY).figures == {"OUT-0002"}


def test_a_figure_that_is_small_as_it_is_corrected_is_hidden():
    corrected = [{"table": "outcomes", "figure": "O-9", "field": "value", "old_value": "9", "new_value": "3"}]
    given = tables(corrected=corrected)

    unseen = hidden.figures(given, POLICY)
    told = hidden.without_corrected(given["corrections"], unseen, POLICY).iloc[0]

    assert unseen.figures == {"O-9"}
    assert (told["old_value"], told["new_value"], told["reason"]) == (MARK, MARK, hidden.UNTOLD)


def test_a_correction_of_what_is_shown_is_told():
    declared = tables(corrected=[{"figure": "F-1", "old_value": "9", "new_value": "8", "reason": "misprint"}])

    assert_frame_equal(
        hidden.without_corrected(declared["corrections"], unseen("F-2"), POLICY), declared["corrections"]
    )


@pytest.mark.parametrize(
    ("formula", "verdict"), [("AAA-0001 + AAA-0002", "disagrees"), ("100 * AAA-0001 / AAA-0002", "agrees")]
)
def test_what_comes_of_a_formula_that_reads_a_hidden_figure_is_not_told(formula, verdict):
    """20 shown and 3 hidden are 23, whatever the document prints; and a part left out of a sum is how far that is off."""
    given = found({"formula": formula, "verdict": verdict, "explanation": "clients (AAA-0001) left out of the sum"})

    row = hidden.without(given, unseen("AAA-0001"), POLICY).iloc[0]

    assert (row["recomputed"], row["recomputed_as_published"], row["explanation"]) == (None, None, hidden.UNTOLD)
    assert (row["printed"], row["value"], row["verdict"]) == ("20%", 20.0, verdict)


@pytest.mark.parametrize(
    "text",
    ["12 who completed and 3 still training make 15", "Three from quarter 1 bring it to eight", "of 13; 3, so far"],
)
def test_an_explanation_that_tells_a_number_hidden_of_its_project_is_not_told(text):
    row = hidden.without(found({"explanation": text}), unseen(F_1={3.0}), POLICY).iloc[0]

    assert row["explanation"] == hidden.UNTOLD


@pytest.mark.parametrize("text", ["33 of 93 would be 3.2%", "£3 each, 3% of all, 1.3 or 3,000", "the third", ""])
def test_an_explanation_with_other_numbers_is_told(text):
    row = hidden.without(found({"explanation": text}), unseen(F_1={3.0}), POLICY).iloc[0]

    assert row["explanation"] == text


def test_what_is_hidden_of_another_project_keeps_no_explanation_back():
    given = tables([{"value": 3, "figure": "O-1"}, {"value": 9, "figure": "O-2", "project": "q"}])

    assert hidden.figures(given, POLICY).beside == {"O-1": frozenset({3.0})}
