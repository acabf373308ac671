"""The statement on data quality tells every contradiction of the documents, in each format, with its place."""

import csv
import json
import re
from pathlib import Path

import pytest

from support import READERS, Workplace, copy_project

pytestmark = pytest.mark.slow
STATEMENT = ("report", "data-quality", "--borough", "england-and-wales", "--period", "2016-17", "--engine", "embedded")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    workplace = copy_project(tmp_path_factory.mktemp("quality") / "project")
    done = workplace.csp(*STATEMENT)
    assert done.returncode == 0, done.stderr
    return workplace


def published(place: Workplace) -> Path:
    return place.root / "reports" / "published" / "england-and-wales" / "2016-17" / "data-quality"


@pytest.fixture(params=sorted(READERS))
def text(request, place: Workplace) -> str:
    return READERS[request.param](published(place) / f"data-quality.{request.param}")


# Line, published, recomputed: each looked up in the document. Two would tell how few people were counted, so they are hidden.
CONTRADICTIONS = [
    ("200", "205,178", "250,178"),
    ("357", "5.2%", "5.3%"),
    ("100", "[c]", "[c]"),
    ("108", "53%", "Impossible"),
    ("111", "29%", "Impossible"),
    ("111", "25%", "Impossible"),
    ("234", "30%", "29%"),
    ("234", "16%", "15%"),
    ("569", "55%", "66%"),
    ("593", "[c]", "[c]"),
]


@pytest.mark.parametrize(("line", "printed", "again"), CONTRADICTIONS)
def test_each_contradiction_is_printed_with_its_line_and_what_its_inputs_give(text, line, printed, again):
    start = text.rindex("Where the documents contradict themselves")  # the contents name it too
    told = text[start : text.index("Declared corrections", start)]

    assert re.search(rf" {line} .{{0,250}} {re.escape(printed)} {re.escape(again)} ", told)


def test_what_is_missing_keeps_the_words_in_its_place(text):
    for words in ("To follow", "N/A", "No update available", "Awaiting Information", "A place left blank"):
        assert words in text


def test_what_is_not_carried_is_listed_with_its_reason(text):
    assert "persons who could be recognised" in text
    assert "No correction is declared." in text


def test_a_statement_goes_to_no_committee_and_says_when_it_was_issued(text):
    assert "23 November 2026" in text
    assert "Committee" not in text.split("What this statement says")[0]


def test_its_counts_are_those_of_the_command_line(place, text):
    found = json.loads(place.csp("reconcile", "--format", "json").stdout)
    verdicts = [row["verdict"] for row in found]

    said = (
        f"The documents give inputs for {len(found)} figures: {verdicts.count('agrees')} follow from them, "
        f"{verdicts.count('disagrees')} do not, and {verdicts.count('cannot-tell')} cannot be checked"
    )
    assert said in text


def test_the_findings_lie_beside_the_report_as_csv(place):
    with (published(place) / "data" / "disagreements-003.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    engaged = next(row for row in rows if row["figure"] == "OUT-0392")
    assert (engaged["line"], engaged["recomputed"], engaged["verdict"]) == ("569", "65.8227848101", "disagrees")
    assert engaged["row"].startswith("outcomes.csv:")


def test_every_document_is_among_its_sources(place):
    values = json.loads((published(place) / "values.json").read_text(encoding="utf-8"))

    assert [source["document"] for source in values["sources"] if source["document"]] == [
        "001",
        "000",
        "002",
        "004",
        "003",
    ]
