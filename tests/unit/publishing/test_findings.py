"""Findings are printed for people, and as CSV and JSON for programs, with the same figures."""

import csv
import io
import json
import re
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.publishing import findings

NAN = float("nan")
FOUND = pd.DataFrame(
    {
        "figure": ["FUN-0038", "OUT-0110", "IND-0057"],
        "source": ["annual-report", "form", "annual-report"],
        "document": ["001", "003", "001"],
        "locator": ["Appendix 4, line 200", "line 108", "Appendix 3, line 176"],
        "line": [200, 108, 176],
        "area": ["dudley", "birmingham", "dudley"],
        "subject": ["Expended, in all", 'Share at "high" risk', "Change"],
        "printed": ["205,178", "53%", "17.40%"],
        "decimals": [0, 0, 2],
        "value": [205178.0, 53.0, 17.4],
        "unit": ["pounds", "per cent", "per cent"],
        "formula": ["A", "any whole number of denominator", "B"],
        "inputs": ["allocations.csv:2", "outcomes.csv:9", "observations.csv:2"],
        "recomputed": [Fraction(250178), None, Fraction(62300, 3576)],
        "recomputed_as_published": [Decimal(250178), None, Decimal("17.42")],
        "verdict": ["disagrees", "cannot tell", "agrees"],
        "explanation": ["a line left out", "possible: 28 of 52 would give it", ""],
        "declared": [True, False, False],
        "row": ["stated_figures.csv:2", "outcomes.csv:9", "stated_figures.csv:3"],
        "method": "exact",
    }
)


def test_the_csv_has_the_documents_number_its_line_and_plain_numbers():
    text = findings.as_csv(FOUND)

    assert text.splitlines()[0] == (
        "source,locator,area,subject,published,recomputed,recomputed_as_published,verdict,explanation"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(row.values()) for row in rows] == [
        ["001", "200", "dudley", "Expended, in all", "205178", "250178", "250178", "disagrees", "a line left out"],
        ["003", "108", "birmingham", 'Share at "high" risk', "53", "", "", "cannot-tell", FOUND["explanation"][1]],
        ["001", "176", "dudley", "Change", "17.40", "17.4217002237", "17.42", "agrees", ""],
    ]


def test_every_number_of_the_csv_can_be_read_by_a_program():
    for row in csv.DictReader(io.StringIO(findings.as_csv(FOUND))):
        for column in ("published", "recomputed", "recomputed_as_published"):
            assert row[column] == "" or float(row[column]) > 0


def test_the_json_holds_the_same_and_what_is_behind_it():
    rows = json.loads(findings.as_json(FOUND))

    assert [row["verdict"] for row in rows] == ["disagrees", "cannot-tell", "agrees"]
    assert rows[0] | {"source": "001", "published": "205178", "figure": "FUN-0038", "declared": True} == rows[0]
    assert rows[2]["formula"] == "B"
    assert rows[2]["inputs"] == "observations.csv:2"


MISSING = {
    "area": NAN, "unit": NAN, "document": NAN, "printed": "between 10-20", "value": NAN, "recomputed": NAN, "locator": "x",
    "recomputed_as_published": NAN, "line": 0, "decimals": 0, "verdict": "cannot tell", "explanation": "not one number",
}  # fmt: skip


def test_what_is_missing_is_blank_in_csv_and_json():
    row = FOUND.iloc[:1].assign(**MISSING)

    csv_row = next(csv.DictReader(io.StringIO(findings.as_csv(row))))
    json_row = json.loads(findings.as_json(row), parse_constant=pytest.fail)[0]

    for cells in (csv_row, json_row):
        assert [cells[name] for name in ("area", "published", "recomputed", "recomputed_as_published")] == [""] * 4
        assert [cells[name] for name in ("source", "locator", "verdict")] == ["annual-report", "x", "cannot-tell"]
    assert [json_row[name] for name in ("unit", "printed", "declared")] == ["", "between 10-20", True]
    assert "published between 10-20; not one number" in findings.as_table(row)


@pytest.mark.parametrize(
    "text", ['He said "no", twice', "two\nlines", "a, b; c", "=1+1", "£ – é", "tab\there", "'", " spaces "]
)
def test_any_text_comes_back_from_csv_and_json_as_it_was(text):
    found = FOUND.assign(subject=text, explanation=text)

    for rows in (
        list(csv.DictReader(io.StringIO(findings.as_csv(found), newline=""))),
        json.loads(findings.as_json(found)),
    ):
        assert [(row["subject"], row["explanation"]) for row in rows] == [(text, text)] * 3


def test_the_csv_and_the_json_have_the_same_texts_under_the_same_names():
    rows = list(csv.DictReader(io.StringIO(findings.as_csv(FOUND))))

    assert [{name: row[name] for name in findings.COLUMNS} for row in json.loads(findings.as_json(FOUND))] == rows


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (17.4, 2, "17.40"),
        (17.4, 1, "17.4"),
        (35000.0, -3, "35000"),
        (1500000.0, -5, "1500000"),
        (1e15, 0, "1000000000000000"),
        (1e-5, 5, "0.00001"),
        (-5.9, 1, "-5.9"),
        (0.0, 0, "0"),
        (float("nan"), 0, ""),
    ],
)
def test_a_published_figure_is_a_plain_number_with_the_decimals_that_are_printed(value, decimals, text):
    assert findings.published({"value": value, "decimals": decimals, "printed": "words"}) == text


def test_a_figure_in_thousands_is_recomputed_as_a_plain_number():
    row = FOUND.iloc[:1].assign(recomputed_as_published=Decimal("35E+3"))

    assert findings.records(row)[0]["recomputed_as_published"] == "35000"


@given(st.fractions() | st.fractions(-1, 1, max_denominator=10**15))
def test_a_recomputed_figure_can_be_read_by_a_program_and_is_as_near_as_ten_decimals_are(value):
    text = findings.unrounded(value)

    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**10)
    float(text)


def test_lines_for_people_are_folded_at_words_and_figures_numbers_stay_whole():
    why = "; ".join(f"Line {n} (FUN-{n:04})" for n in range(30))

    lines = findings.as_table(FOUND.iloc[:1].assign(explanation=why), width=40).splitlines()

    assert max(len(line) for line in lines if line.startswith("    ")) <= 40
    assert all(f"(FUN-{n:04})" in "\n".join(lines) for n in range(30))


def test_people_read_the_disagreements_first_and_how_many_agree_last():
    text = findings.as_table(FOUND)

    assert text.index("Figures that their own inputs do not give (1)") < text.index(
        "Figures of which nobody can tell (1)"
    )
    assert "001, Appendix 4, line 200 – dudley: Expended, in all" in text
    assert "published 205,178, recomputed 250178; a line left out [correction declared]" in text
    assert text.endswith(
        "3 figures worked out again: 1 agree, 1 disagree, 0 of them without a declared correction, 1 cannot be told\n"
    )


def test_without_findings_there_is_a_header_and_a_count():
    none = FOUND.iloc[:0]

    assert len(findings.as_csv(none).splitlines()) == 1
    assert json.loads(findings.as_json(none)) == []
    assert findings.as_table(none).startswith("0 figures worked out again")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(250178), "250178"),
        (Fraction(1, 3), "0.3333333333"),
        (Fraction(1, 2), "0.5"),
        (Fraction(10**15), "1000000000000000"),
        (Fraction(-100), "-100"),
        (None, ""),
        (float("nan"), ""),
        (Fraction(2, 3), "0.6666666667"),
        (Fraction(-2, 3), "-0.6666666667"),
        (Fraction(1, 10**10), "0.0000000001"),
        (Fraction(1, 10**12), "0"),
        (Fraction(10**30) + Fraction(1, 4), "1000000000000000000000000000000.25"),
        (Fraction(0), "0"),
    ],
)
def test_a_figure_without_end_is_printed_to_ten_decimals_and_never_with_an_exponent(value, text):
    assert findings.unrounded(value) == text
