"""A published figure is worked out again from the others that its document prints, exactly, and compared as printed."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import recomputation
from helpers.analysis.rounding import half_up_exact
from helpers.errors import DataError

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
        (17, "17%", 29, "cannot tell", "possible: 5 of 29 would give it"),
        (29, "29%", 29, "disagrees", "no whole number out of 29 gives it: 8/29 = 27.6% and 9/29 = 31.0%"),
        (25, "25%", 29, "disagrees", "no whole number out of 29 gives it: 7/29 = 24.1% and 8/29 = 27.6%"),
        (8.8, "8.8%", 23, "disagrees", "no whole number out of 23 gives it: 2/23 = 8.70% and 3/23 = 13.04%"),
        (8.7, "8.7%", 23, "cannot tell", "possible: 2 of 23 would give it"),
        (13, "13%", 8, "cannot tell", "possible: 1 of 8 would give it"),  # 12.5, a half
        (12, "12%", 8, "disagrees", "no whole number out of 8 gives it"),
        (-5, "-5%", 29, "cannot tell", "a percentage below nought is no share"),
        (50, "50%", 0, "cannot tell", "the stated number is not a whole number above nought"),
        (50, "50%", 0.5, "cannot tell", "the stated number is not a whole number above nought"),
        (50, "50%", 12.5, "cannot tell", "the stated number is not a whole number above nought"),
        (33.3, "33.3%", 500_000, "cannot tell", "possible: 166250 to 166749 of 500000 would give it"),
        # Tried one by one, these would never end.
        (33.3, "33.3%", 10**15, "cannot tell", "possible: 332500000000000 to 333499999999999 of "),
    ],
)
def test_a_percentage_of_a_stated_number_must_be_possible(value, printed, whole, verdict, said):
    row = only(figure("OUT-0110", value, printed, unit="per cent", denominator=whole))

    assert row["verdict"] == verdict
    assert row["explanation"].startswith(said)
    assert row["recomputed"] is None


# 96% of 52 is 49.92: over 96 begins with 50 (96.2%); 53% of 52 is 27.56.
@pytest.mark.parametrize(
    ("qualifier", "value", "whole", "verdict", "said"),
    [
        ("over", 96, 52, "cannot tell", "possible: 50 to 52 of 52 would give it"),
        ("over", 96, 25, "cannot tell", "possible: 25 of 25 would give it"),
        ("at least", 96, 25, "cannot tell", "possible: 24 to 25 of 25 would give it"),
        ("over", 100, 25, "disagrees", "no whole number out of 25 gives it"),
        ("under", 4, 25, "cannot tell", "possible: 0 of 25 would give it"),
        ("up to", 4, 25, "cannot tell", "possible: 0 to 1 of 25 would give it"),
        ("under", 0, 25, "disagrees", "no whole number out of 25 gives it"),
        ("about", 92, 52, "cannot tell", "possible: 48 of 52 would give it"),
        ("about", 53, 52, "cannot tell", "the document says about; no whole number out of 52 gives it: 27/52"),
        ("about or more", 53, 52, "cannot tell", "possible: 28 to 52 of 52 would give it"),
    ],
)
def test_an_inexact_percentage_is_possible_if_any_whole_number_makes_it_true(qualifier, value, whole, verdict, said):
    cells = {"unit": "per cent", "denominator": whole, "qualifier": qualifier}
    row = only(figure("OUT-0070", value, f"{value}%", **cells))

    assert row["verdict"] == verdict
    assert row["explanation"].startswith(said)


@pytest.mark.parametrize("qualifier", ["", "over", "at least", "under", "up to", "about", "about or more"])
@given(st.integers(1, 60), st.integers(0, 1000), st.integers(0, 1))
@settings(max_examples=25, deadline=None)
def test_the_possible_numbers_are_those_of_which_the_figure_would_agree(qualifier, whole, tenths, decimals):
    value = float(half_up_exact(Fraction(tenths, 10), decimals))
    cells = {"unit": "per cent", "denominator": whole, "qualifier": qualifier}
    printed = f"{value:.{decimals}f}%"
    counted = [figure(f"OUT-{part:04}", value, printed, numerator=part, **cells) for part in range(whole + 1)]

    said = only(figure("OUT-0070", value, printed, **cells))["explanation"]
    found = recomputation.recompute(tables(*counted))
    agreeing = [int(number[4:]) for number in found[found["verdict"] == "agrees"]["figure"]]

    ends = f"{agreeing[0]} to {agreeing[-1]}" if len(agreeing) > 1 else "".join(map(str, agreeing))
    assert (said == f"possible: {ends} of {whole} would give it") if agreeing else ("no whole number" in said)


def test_a_percentage_that_is_no_number_is_not_asked_unless_it_is_declared():
    asked = figure("OUT-0110", NAN, "most", unit="per cent", denominator=52)

    assert recomputation.recompute(tables(asked)).empty
    row = only(asked, formulas=(("OUT-0110", recomputation.POSSIBLE, "cannot tell", ""),))
    assert row[["verdict", "explanation"]].tolist() == ["cannot tell", "the published figure is not one number"]


@given(st.integers(1, 3000), st.data(), st.integers(0, 2))
@settings(deadline=None)
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
        ("about or more", 97, "agrees"),
        ("about or more", 95, "cannot tell"),
        ("", 95, "disagrees"),
    ],
)
def test_an_inexact_figure_is_asked_whether_it_can_be_true(qualifier, part, verdict):
    cells = {"unit": "per cent", "numerator": part, "denominator": 100, "qualifier": qualifier}

    assert only(figure("OUT-0070", 96, "96%", **cells))["verdict"] == verdict


# 959 of 1,000 is 95.9, which rounds to 96 and is not over 96: to say "lower by 0" would explain nothing.
@pytest.mark.parametrize(
    ("qualifier", "part", "verdict", "said"),
    [
        ("over", 959, "disagrees", "the document says over 96"),
        ("over", 960, "disagrees", "the document says over 96"),
        ("over", 961, "agrees", ""),
        ("at least", 951, "disagrees", "the document says at least 96"),
        ("under", 969, "disagrees", "the document says under 96"),
        ("about", 961, "agrees", ""),
        ("about", 690, "cannot tell", "the document says about 96"),
        ("about or more", 955, "agrees", ""),
    ],
)
def test_an_inexact_figure_that_is_not_true_is_not_explained_by_rounding(qualifier, part, verdict, said):
    cells = {"unit": "per cent", "numerator": part, "denominator": 1000, "qualifier": qualifier}

    row = only(figure("OUT-0070", 96, "96%", **cells))

    assert row[["verdict", "explanation"]].tolist() == [verdict, said]


LINES = (87756, 62000, 15000, 40000, 45000, 422)


@pytest.mark.parametrize(
    ("total", "printed", "verdict", "said"),
    [
        (250178, "£250,178", "agrees", ""),
        (205178, "£205,178", "disagrees", "Interventions: Line 5 (FUN-0005) left out of the sum"),
        (265178, "£265,178", "disagrees", "Interventions: Line 3 (FUN-0003) counted twice"),
        (250179, "£250,179", "disagrees", "higher by 1 than its inputs give"),
        (250000, "£250,000", "disagrees", "rounded to the nearest 1,000"),
        (250000, "£250k", "agrees", ""),
    ],
)
def test_a_total_is_the_sum_of_its_lines(total, printed, verdict, said):
    lines = [figure(f"FUN-{n:04}", value, f"{value:,}", title=f"Line {n}") for n, value in enumerate(LINES, 1)]
    formula = " + ".join(line["figure"] for line in lines)

    row = only(*lines, figure("FUN-0038", total, printed), formulas=(("FUN-0038", formula, verdict, ""),))

    assert (row["verdict"], row["recomputed"]) == (verdict, 250178)
    assert row["explanation"].split("; or ")[0] == said


@pytest.mark.parametrize(
    ("lines", "total"),
    [((0.1, 0.2), 0.3), ((1.1, 2.2, 3.3), 6.6), ((0.7, 0.1), 0.8), ((1234567.89, 0.01), 1234567.9)],
)
def test_decimals_are_added_as_they_are_printed_and_not_as_binary_holds_them(lines, total):
    rows = [figure(f"FUN-{n:04}", value, f"{value}") for n, value in enumerate(lines, 1)]
    formula = " + ".join(row["figure"] for row in rows)

    row = only(*rows, figure("FUN-0038", total, f"{total}"), formulas=(("FUN-0038", formula, "agrees", ""),))

    assert row["verdict"] == "agrees"
    assert row["recomputed"] == Fraction(str(total))


@pytest.mark.parametrize(
    ("value", "printed", "decimals", "shown"),
    [
        (7, "seven", 0, "seven"),
        (0.5, "half day", 1, "half day"),
        (75000, "Approx £7575,000", 0, "Approx £7575,000"),
        (1.5, "1.5 FTE", 1, "1.5 FTE"),
        (2, "2 per case", 0, "2 per case"),
        (3.3, "3.3 %", 1, "3.3 %"),
        (1961181, "", 0, "1961181"),
        (22.3, "", 1, "22.3"),
    ],
)
def test_words_beside_a_number_do_not_change_what_it_is_compared_at(value, printed, decimals, shown):
    known = [figure("OUT-0001", value, printed), figure("OUT-0002", value, str(value))]

    row = only(*known, formulas=(("OUT-0001", "OUT-0002", "agrees", ""),))

    assert row[["verdict", "decimals", "printed"]].tolist() == ["agrees", decimals, shown]


def test_a_figure_cannot_vouch_for_itself():
    row = only(figure("OUT-0001", 4, "4"), formulas=(("OUT-0001", "OUT-0001 + 0", "agrees", ""),))

    assert row[["verdict", "explanation"]].tolist() == ["cannot tell", "its formula names the figure itself"]


@pytest.mark.parametrize("cells", [{"value": NAN, "lower": 10, "upper": 20, "qualifier": "between"}, {"value": NAN}])
def test_an_input_with_bounds_only_or_without_a_number_is_not_exact(cells):
    known = [figure("OUT-0001", 15, "15"), figure("OUT-0002", 0, "10-20") | cells]

    row = only(*known, formulas=(("OUT-0001", "OUT-0002 / 1", "cannot tell", ""),))

    assert row[["verdict", "explanation"]].tolist() == ["cannot tell", "there is no exact number for OUT-0002"]


def test_a_published_figure_with_bounds_only_is_not_compared():
    known = [figure("OUT-0001", NAN, "10-20", qualifier="between"), figure("OUT-0002", 15, "15")]

    row = only(*known, formulas=(("OUT-0001", "OUT-0002", "cannot tell", ""),))

    assert row[["verdict", "explanation"]].tolist() == ["cannot tell", "the published figure is not one number"]


@pytest.mark.parametrize(("numerator", "denominator", "verdict"), [(3, 0, "cannot tell"), (2.5, 5, "agrees")])
def test_a_share_of_nought_cannot_be_told_and_one_of_parts_can(numerator, denominator, verdict):
    cells = {"unit": "per cent", "numerator": numerator, "denominator": denominator}

    assert only(figure("OUT-0001", 50, "50%", **cells))["verdict"] == verdict


def test_a_formula_that_is_none_is_refused():
    known = tables(figure("OUT-0001", 4, "4"), formulas=(("OUT-0001", "four", "agrees", ""),))

    with pytest.raises(DataError, match="'four' is not a figure"):
        recomputation.recompute(known)


def test_a_source_that_no_table_names_has_no_document():
    cells = {"unit": "per cent", "numerator": 1, "denominator": 2, "source": "letter"}

    assert only(figure("OUT-0001", 50, "50%", **cells))["document"] == ""


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
        ("sheet Year end, row 47", 47),
        ("page 4", 0),
        ("guidelines 12", 0),
        ("", 0),
    ],
)
def test_a_locator_tells_its_line(locator, line):
    assert recomputation.line_of(locator) == line
