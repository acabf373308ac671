"""Findings are printed for people, and as CSV and JSON for programs, with the same figures."""

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from helpers.publishing import findings

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
    ],
)
def test_a_figure_without_end_is_printed_to_ten_decimals_and_never_with_an_exponent(value, text):
    assert findings.unrounded(value) == text
