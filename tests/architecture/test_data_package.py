"""The data package is valid for outsiders' tools, and every fact of the documents is in it or excluded with a reason."""

import csv
import json
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

from helpers.data import checks
from support import rows_of
from tools.docs import tables

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
# The folder of source documents, for those who have it; without it the figures are still tested against each other.
SAMPLES = Path(os.environ.get("CSP_SAMPLES", ROOT.parent / "shared"))
NOT_HERE = f"the source documents are not here ({SAMPLES}); set CSP_SAMPLES to their folder to check against them"
NAMED_ONLY = ("recomputations", "corrections")  # tables that speak of figures and carry none
FACTS = [path.stem for path in sorted(DATA.glob("*.csv"))]


def figures_of(row: dict[str, str]) -> list[str]:
    return [figure for figure in row.get("figure", "").split("; ") if figure]


def lines_of(locator: str) -> list[int]:
    """The lines that a locator names: `lines 465, 481 and 522`, `lines 33 to 39`."""
    ending = re.search(r"lines? ([\d, toand]+)$", locator)
    assert ending, locator
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", ending[1]):
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.fixture(scope="module")
def documents() -> dict[str, list[str]]:
    """The lines of each document, by the key of its source."""
    folder = SAMPLES / "seeds"
    if not folder.is_dir():
        pytest.skip(NOT_HERE)
    numbers = {row["document"]: row["source"] for row in rows_of(DATA, "sources") if row["document"]}
    texts = {path.name[:3]: path.read_text(encoding="utf-8").split("\n") for path in folder.glob("*.txt")}
    return {source: texts[number] for number, source in numbers.items()}


@pytest.fixture(scope="module")
def transcripts() -> dict[str, dict[str, str]]:
    """Every row of the list of the documents' figures, by its number."""
    folder = SAMPLES / "transcripts"
    if not folder.is_dir():
        pytest.skip(NOT_HERE)
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {row["id"]: row for row in csv.DictReader(stream)}
    return found


def carried() -> dict[str, tuple[str, dict[str, str]]]:
    """Every numbered figure that a row of data/ holds, with its table and row."""
    return {
        figure: (table, row)
        for table in FACTS
        if table not in NAMED_ONLY
        for row in rows_of(DATA, table)
        for figure in figures_of(row)
    }


def excluded() -> list[str]:
    return [figure for row in rows_of(DATA, "exclusions") for figure in row["figures"].split("; ")]


def test_frictionless_finds_the_package_valid():
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "row_number", "field_name", "message"])
    assert len(report.tasks) == len(list(DATA.glob("*.csv"))) == 26


def test_our_own_checks_find_no_problem():
    assert checks.check(DATA) == []


def test_every_column_is_described():
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert len(resource["description"]) > 20
        assert resource["group"] in tables.GROUPS
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 2, f"{resource['name']}.{field['name']}"


def test_every_figure_of_the_documents_is_carried_once_or_excluded_once(transcripts):
    found, out = carried(), excluded()

    times = Counter(
        figure
        for table in FACTS
        if table not in NAMED_ONLY
        for row in rows_of(DATA, table)
        for figure in figures_of(row)
    )
    assert [figure for figure, count in times.items() if count > 1] == []
    assert Counter(out).most_common(1)[0][1] == 1
    assert set(found) & set(out) == set()
    assert sorted(set(transcripts) - set(found) - set(out)) == []
    assert len([figure for figure in found if figure in transcripts]) + len(
        [figure for figure in out if figure in transcripts]
    ) == len(transcripts)


def test_levels_and_populations_have_a_figure_number_just_when_a_document_prints_them():
    """Public figures are in no document's list: they must not be counted as carried from one."""
    documents = {row["source"] for row in rows_of(DATA, "sources") if row["document"]}
    rows = [(table, row) for table in ("observations", "populations") for row in rows_of(DATA, table)]

    assert [row for _, row in rows if bool(row["figure"]) != (row["source"] in documents)] == []
    public = Counter((table, row["source"]) for table, row in rows if row["source"] not in documents)
    assert public == {
        ("observations", "ons-police-force-area-tables-2024-12"): 368,
        ("observations", "home-office-rolling-year-2003-2018"): 309,
        ("populations", "ons-police-force-area-tables-2024-12"): 8,
        ("populations", "ons-mid-year-estimates-2001-2020"): 77,
    }


def test_every_figure_stands_in_the_document_where_its_row_says(documents, transcripts):
    """The row's document and lines are those of the list of figures, whose lines are the documents' own."""
    wrong = []
    for figure, (_, row) in carried().items():
        listed = transcripts.get(figure)
        if listed is None:
            continue
        lines = lines_of(row["locator"])
        assert 0 < lines[0] <= lines[-1] <= len(documents[row["source"]])
        if int(listed["line"]) not in lines:
            wrong.append((figure, row["locator"], listed["line"]))
    assert wrong == []


SPLIT = {"OUT-0012"}
"""Printed over two columns of a table, so that its words do not stand together in any line."""


def plain(text: str) -> str:
    """A text without markup, line breaks and differences of quotation marks."""
    bare = re.sub(r"</?[a-z]+>|\*\*", "", text).replace("’", "'").replace("‘", "'").replace("£ ", "£")
    return " ".join(bare.split()).lower()


def test_every_printed_value_stands_on_a_line_that_its_row_names(documents):
    missing, checked = [], 0
    for table in FACTS:
        for row in rows_of(DATA, table):
            if not row.get("printed") or row["source"] not in documents:
                continue
            text = documents[row["source"]]
            here = " ".join(plain(text[line - 1]) for line in lines_of(row["locator"]))
            checked += 1
            if plain(row["printed"]) not in here and row.get("figure") not in SPLIT:
                missing.append((table, row.get("figure", ""), row["printed"], row["locator"]))
    assert missing == []
    assert checked > 700


SLIPS: dict[str, str] = {}
"""Figures of which the list of figures is wrong, with what the document says."""


def test_values_are_those_of_the_list_of_figures_but_for_its_own_slips(transcripts):
    different = {}
    for figure, (_, row) in carried().items():
        listed = transcripts.get(figure, {})
        value = next((row[column] for column in ("value", "amount", "population") if column in row), "")
        theirs = listed.get("value") or listed.get("amount") or ""
        if value and re.fullmatch(r"-?\d+(\.\d+)?", theirs) and Decimal(value) != Decimal(theirs):
            different[figure] = value
    assert different == SLIPS


def test_dudleys_four_streams_reproduce_every_printed_sub_total():
    lines = [row for row in rows_of(DATA, "allocations") if row["source"] == "dudley-annual-report-2011-12"]
    by_stream = {
        stream: [row for row in lines if row["stream"] == stream]
        for stream in dict.fromkeys(r["stream"] for r in lines)
    }
    assert {stream: (len(found), sum(int(r["amount"]) for r in found)) for stream, found in by_stream.items()} == {
        "community-safety-fund": (6, 250_178),
        "reward-grant": (13, 223_930),
        "adult-pooled-treatment-budget": (6, 1_961_181),
        "drug-intervention-programme": (4, 722_585),
    }


def test_coventrys_eighteen_rows_add_up_to_what_it_was_given_and_has_spent():
    grant = {"area": "coventry", "stream": "pcc-community-safety-grant"}
    given = {
        row["project"]: Decimal(row["amount"])
        for row in rows_of(DATA, "allocations")
        if grant.items() <= row.items() and (row["period"], row["measure"]) == ("2016-17", "allocation")
    }
    spent = {
        row["project"]: Decimal(row["amount"])
        for row in rows_of(DATA, "spend")
        if grant.items() <= row.items() and (row["period"], row["measure"]) == ("2016-17-Q2", "to date")
    }
    assert (len(given), sum(given.values())) == (18, Decimal(492_478))
    # One of them also tells what a part of it has spent, which is not added twice.
    table = {project: amount for project, amount in spent.items() if project in given}
    assert (len(table), sum(table.values())) == (18, Decimal("226191.46"))


@pytest.mark.parametrize(
    ("table", "figure", "cells"),
    [
        (
            "outcomes",
            "OUT-0033",
            {"value": "", "lower": "10", "upper": "20", "qualifier": "between", "printed": "between 10-20"},
        ),
        (
            "outcomes",
            "OUT-0070",
            {"value": "96", "lower": "96", "upper": "", "qualifier": "over", "printed": "Over 96%"},
        ),
        ("outcomes", "OUT-0120", {"value": "20", "lower": "20", "qualifier": "over", "printed": "over 20"}),
        ("outcomes", "OUT-0226", {"value": "20", "lower": "", "upper": "", "qualifier": "about", "printed": "c.20%"}),
        (
            "outcomes",
            "OUT-0234",
            {"value": "80", "lower": "80", "qualifier": "about or more", "printed": "around 80%+"},
        ),
        (
            "allocations",
            "FUN-0142",
            {"amount": "", "lower": "20000", "upper": "25800", "printed": "£20,000 to £25,800"},
        ),
    ],
)
def test_inexact_values_keep_their_bounds_and_their_printed_words(table, figure, cells):
    row = next(row for row in rows_of(DATA, table) if figure in figures_of(row))
    assert cells.items() <= row.items()


@pytest.mark.parametrize(
    ("table", "figure", "status", "value", "printed"),
    [
        ("outcomes", "OUT-0177", "to_follow", "", "To follow"),
        ("outcomes", "OUT-0301", "not_applicable", "", "N/A"),
        ("outcomes", "OUT-0423", "no_update", "", "No update available"),
        ("outcomes", "OUT-0304", "awaiting_information", "", "Awaiting Information"),
        ("targets", "IND-0109", "not_stated", "", ""),
        ("spend", "OUT-0195", "nil", "", "There has been no spend in quarter 2"),
        ("spend", "FUN-0111", "final", "0", "£0"),
        ("spend", "FUN-0155", "estimated", "0", "zero"),
    ],
)
def test_each_way_of_having_no_value_keeps_its_own_meaning(table, figure, status, value, printed):
    row = next(row for row in rows_of(DATA, table) if figure in figures_of(row))
    assert (row["status"], row.get("amount", row.get("value")), row["printed"]) == (status, value, printed)
