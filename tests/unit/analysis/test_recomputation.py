"""A published figure is worked out again from the others that its document prints, exactly, and compared as printed."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import recomputation
from helpers.analysis.rounding import half_up_exact

NAN = float("nan")
OUTCOME = {"area": "sandwell", "project": "cjip", "title": "Engaged", "unit": "people", "status": "final"}
OUTCOME |= {"breakdown": "", "qualifier": "", "lower": NAN, "upper": NAN, "numerator": NAN, "denominator": NAN}
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
PAPERS = pd.DataFrame({"source": ["form", "codes"], "document": ["003", ""], "title": ["Form", "Codes"]})
WORDS = {
    "projects": pd.DataFrame({"area": ["sandwell"], "project": ["cjip"], "title": ["Interventions"]}),
    "indicators": pd.DataFrame({"indicator": ["robbery"], "title": ["Robbery"]}),
    "sources": PAPERS,
}


def figure(number: str, value: float, printed: str, **cells) -> dict:
    return {
        **OUTCOME,
        "figure": number,
        "value": value,
        "printed": printed,
        "source": "form",
        "locator": "line 569",
        **cells,
    }


def tables(*outcomes: dict, formulas: tuple = (), corrected: tuple = ()) -> dict[str, pd.DataFrame]:
    rows = pd.DataFrame(outcomes).astype(dict.fromkeys(NUMBERS, "float64"))
    rows["row"] = [f"outcomes.csv:{line}" for line in range(2, len(rows) + 2)]
    asked = pd.DataFrame(formulas, columns=["figure", "formula", "reviewed", "note"], dtype=object)
    return {
        **WORDS,
        "outcomes": rows,
        "recomputations": asked,
        "corrections": pd.DataFrame({"figure": list(corrected)}),
    }


def only(*outcomes: dict, **more) -> pd.Series:
    found = recomputation.recompute(tables(*outcomes, **more))
    assert len(found) == 1
    return found.iloc[0]


def test_55_per_cent_for_52_of_79_disagrees():
    row = only(figure("OUT-0392", 55, "55%", unit="per cent", numerator=52, denominator=79))

    assert row[["verdict", "recomputed", "recomputed_as_published"]].tolist() == ["disagrees", Fraction(5200, 79), 66]
    assert row[["document", "line", "subject", "inputs"]].tolist() == [
        "003", 569, "Interventions: Engaged", "outcomes.csv:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "printed", "verdict"),
    [
        (5.2, "5.2%", "disagrees"),
        (5.3, "5.3%", "agrees"),
        (5, "5%", "agrees"),
        (5.29, "5.29%", "agrees"),
        (5.28, "5.28 %", "disagrees"),
    ],
)
def test_a_formula_is_compared_at_the_decimals_that_are_printed(value, printed, verdict):
    parts = [figure("IND-0070", 2900, "2900"), figure("IND-0071", 99, "99"), figure("IND-0076", 211, "211")]
    parts += [figure("IND-0073", 880, "880"), figure("IND-0074", 112, "112")]
    formula = "100 * IND-0076 / (IND-0070 + IND-0071 + IND-0073 + IND-0074)"

    row = only(*parts, figure("IND-0077", value, printed), formulas=(("IND-0077", formula, "agrees", ""),))

    assert row["recomputed"] == Fraction(21100, 3991)
    assert row["verdict"] == verdict
    assert row["inputs"].count("outcomes.csv:") == 5


# 52 victims: 27 are 51.9%, 28 are 53.8%, 48 are 92.3%. 8,000 of 10,000 is 80%.
@pytest.mark.parametrize(
    ("value", "printed", "whole", "verdict", "said"),
    [
        (53, "53%", 52, "disagrees", "no whole number out of 52 gives it"),
        (92, "92%", 52, "cannot tell", "possible: 48 of 52 would give it"),
        (80, "80%", 10000, "cannot tell", "possible: 7950 to 8049 of 10000 would give it"),
        (100, "100%", 7, "cannot tell", "possible: 7 of 7 would give it"),
        (0, "0%", 7, "cannot tell", "possible: 0 of 7 would give it"),
        (101, "101%", 7, "disagrees", "no whole number out of 7 gives it: 7/7 = 100.0%"),
        (53.8, "53.8%", 52, "cannot tell", "possible: 28 of 52 would give it"),
    ],
)
def test_a_percentage_of_a_stated_number_must_be_possible(value, printed, whole, verdict, said):
    row = only(figure("OUT-0110", value, printed, unit="per cent", denominator=whole))

    assert row["verdict"] == verdict
    assert row["explanation"].startswith(said)
    assert row["recomputed"] is None


@given(st.integers(1, 3000), st.data(), st.integers(0, 2))
def test_a_share_that_was_rounded_half_up_is_always_possible_and_agrees_with_its_count(whole, data, decimals):
    part = data.draw(st.integers(0, whole))
    printed = half_up_exact(Fraction(100 * part, whole), decimals)
    cells = {"unit": "per cent", "denominator": whole}

    possible = only(figure("OUT-0001", float(printed), f"{printed}%", **cells))
    counted = only(figure("OUT-0001", float(printed), f"{printed}%", numerator=part, **cells))

    assert possible["explanation"].startswith("possible: ")
    assert counted["verdict"] == "agrees"


@pytest.mark.parametrize(
    ("qualifier", "part", "verdict"),
    [
        ("over", 96, "disagrees"),
        ("over", 97, "agrees"),
        ("at least", 96, "agrees"),
        ("at least", 95, "disagrees"),
        ("about or more", 96, "agrees"),
        ("under", 96, "disagrees"),
        ("under", 95, "agrees"),
        ("up to", 96, "agrees"),
        ("up to", 97, "disagrees"),
        ("about", 96, "agrees"),
        ("about", 95, "cannot tell"),
    ],
)
def test_an_inexact_figure_is_asked_whether_it_can_be_true(qualifier, part, verdict):
    cells = {"unit": "per cent", "numerator": part, "denominator": 100, "qualifier": qualifier}

    assert only(figure("OUT-0070", 96, "96%", **cells))["verdict"] == verdict


@pytest.mark.parametrize(
    ("formula", "note", "said"),
    [
        ("", "the population is not printed", "the population is not printed"),
        ("OUT-0002 / 2", "", "there is no exact number for OUT-0002"),  # over 20
        ("OUT-9999 + 1", "", "there is no exact number for OUT-9999"),  # of another area
        ("OUT-0003 / (OUT-0003 - 4)", "", "its base is nought"),
    ],
)
def test_where_the_inputs_do_not_suffice_nobody_can_tell(formula, note, said):
    known = [figure("OUT-0001", 8.7, "8.7"), figure("OUT-0002", 20, "over 20", qualifier="over", lower=20)]
    known += [figure("OUT-0003", 4, "four")]

    row = only(*known, formulas=(("OUT-0001", formula, "cannot tell", note),))

    assert row[["verdict", "explanation"]].tolist() == ["cannot tell", said]
    assert row["recomputed"] is None


def test_a_figure_printed_again_is_compared_with_the_first():
    found = recomputation.recompute(
        tables(
            figure("OUT-0001", 75000, "£75,000"),
            figure("OUT-0002", 57000, "£57,000"),
            formulas=(("OUT-0002", "OUT-0001", "disagrees", "a slip"),),
        )
    )

    assert found[["verdict", "explanation"]].values.tolist() == [["disagrees", "two digits exchanged; a slip"]]


def test_a_rows_several_numbers_are_several_figures():
    found = recomputation.recompute(
        tables(
            figure("OUT-0001; OUT-0002", 24, "24%"),
            figure("OUT-0003", 24.3, "24.3%"),
            formulas=(("OUT-0002", "OUT-0003", "agrees", ""),),
        )
    )

    assert found[["figure", "verdict", "recomputed_as_published"]].values.tolist() == [
        ["OUT-0002", "agrees", Decimal(24)]
    ]


def test_thousands_are_compared_as_thousands():
    row = only(
        figure("OUT-0001", 35000, "£35k"), figure("OUT-0002", 35400, "£35,400"),
        formulas=(("OUT-0001", "OUT-0002", "agrees", ""),),
    )  # fmt: skip

    assert (row["verdict"], row["recomputed_as_published"]) == ("agrees", 35000)


def test_a_plain_count_is_not_worked_out():
    assert recomputation.recompute(tables(figure("OUT-0001", 52, "52", denominator=79))).empty


def test_findings_stand_by_document_and_line_and_know_their_corrections():
    cells = {"unit": "per cent", "numerator": 1, "denominator": 2}
    found = recomputation.recompute(
        tables(
            figure("OUT-0002", 50, "50%", locator="line 593", **cells),
            figure("OUT-0001", 51, "51%", locator="lines 59 and 60", **cells),
            corrected=("OUT-0001",),
        )
    )

    assert found[["figure", "line", "declared"]].values.tolist() == [["OUT-0001", 59, True], ["OUT-0002", 593, False]]
    assert recomputation.disagreements(found)["figure"].tolist() == ["OUT-0001"]
    assert recomputation.disagreements(found, declared=False).empty
    assert recomputation.disagreements(found, declared=True)["figure"].tolist() == ["OUT-0001"]


@pytest.mark.parametrize(
    ("value", "reviewed", "unforeseen"),
    [
        (50, None, False),
        (51, None, True),
        (51, "disagrees", False),
        (50, "disagrees", True),
        (50, "agrees", False),
        (51, "agrees", True),
    ],
)
def test_a_verdict_that_nobody_has_noted_is_unforeseen(value, reviewed, unforeseen):
    notes = (("OUT-0001", recomputation.SHARE, reviewed, ""),) if reviewed else ()
    known = tables(figure("OUT-0001", value, f"{value}%", unit="per cent", numerator=1, denominator=2), formulas=notes)

    assert len(recomputation.unforeseen(recomputation.recompute(known), known)) == int(unforeseen)


def test_an_impossible_percentage_can_be_noted():
    notes = (("OUT-0110", recomputation.POSSIBLE, "disagrees", "as printed"),)
    known = tables(figure("OUT-0110", 53, "53%", unit="per cent", denominator=52), formulas=notes)

    found = recomputation.recompute(known)

    assert found["verdict"].tolist() == ["disagrees"]
    assert recomputation.unforeseen(found, known).empty


@pytest.mark.parametrize(
    ("locator", "line"),
    [
        ("line 569", 569),
        ("Appendix 4, line 200", 200),
        ("lines 465, 481 and 522", 465),
        ("lines 33 to 39", 33),
        ("page 4", 0),
    ],
)
def test_a_locator_tells_its_line(locator, line):
    assert recomputation.line_of(locator) == line
