"""How much of each document is carried is counted by figures' numbers, and what is missing by its words."""

import pandas as pd

from helpers.analysis import coverage

SOURCES = pd.DataFrame(
    {"source": ["form", "codes", "report"], "document": ["003", "", "001"], "title": ["F", "C", "R"]}
)
OUTCOMES = pd.DataFrame(
    {
        "source": ["form", "form", "report"],
        "figure": ["OUT-0001; OUT-0002", "", "OUT-0003"],
        "status": ["final", "to_follow", "nil"],
        "printed": ["four", "To follow", "No spend"],
    }
)
EXCLUSIONS = pd.DataFrame({"source": ["form", "form"], "figures": ["OUT-0004; OUT-0005", "OUT-0006"], "count": [2, 1]})
FOUND = pd.DataFrame(
    {
        "source": ["form", "form", "form"],
        "verdict": ["agrees", "disagrees", "disagrees"],
        "declared": [False, True, False],
    }
)
TABLES = {"sources": SOURCES, "outcomes": OUTCOMES, "exclusions": EXCLUSIONS}


def test_each_document_counts_its_numbers_not_its_rows():
    table = coverage.documents(TABLES, FOUND)

    assert table["document"].tolist() == ["001", "003"]
    counts = table[["carried", "excluded", "agrees", "disagrees", "cannot_tell", "declared"]]
    assert counts.values.tolist() == [[1, 0, 0, 0, 0, 0], [2, 3, 1, 2, 0, 1]]


def test_figures_in_several_tables_are_added_and_those_without_a_source_are_not_counted():
    spend = pd.DataFrame({"source": ["form", "codes"], "figure": ["FUN-0001", "FUN-0002"]})
    notes = pd.DataFrame({"figure": ["FUN-0001"], "note": ["seen"]})

    table = coverage.documents({**TABLES, "spend": spend, "recomputations": notes}, FOUND)

    # A source without a number is known by its key.
    assert table.set_index("document")["carried"].to_dict() == {"001": 1, "003": 3, "codes": 1}


def test_a_document_of_which_nothing_is_carried_or_left_out_is_not_listed():
    alone = {"sources": SOURCES, "exclusions": EXCLUSIONS.iloc[:1], "outcomes": OUTCOMES.iloc[:0]}

    table = coverage.documents(alone, FOUND.iloc[:0])

    assert table[["document", "carried", "excluded", "agrees", "disagrees"]].values.tolist() == [["003", 0, 2, 0, 0]]


def test_a_verdict_that_cannot_be_told_is_counted_on_its_own():
    found = FOUND.assign(verdict="cannot tell", source="report")

    table = coverage.documents(TABLES, found)

    assert table[["cannot_tell", "agrees", "disagrees", "declared"]].values.tolist() == [[3, 0, 0, 0], [0, 0, 0, 0]]


def test_at_most_four_of_the_words_are_told_and_each_once():
    words = ["TBC", "", "tba", "TBC", "later", "soon", "never"]
    outcomes = pd.DataFrame({"status": "to_follow", "printed": words})

    table = coverage.missing({"outcomes": outcomes})

    assert table[["rows", "words"]].values.tolist() == [[7, "TBC; tba; later; soon"]]


def test_ways_of_missing_stand_by_what_they_say_and_then_by_table():
    spend = pd.DataFrame({"status": ["to_follow", "nil"]})
    outcomes = pd.DataFrame({"status": ["not_stated", "to_follow"], "printed": ["-", "TBC"]})

    table = coverage.missing({"spend": spend, "outcomes": outcomes})

    assert table[["status", "table", "words"]].values.tolist() == [
        ["nil", "spend", ""],
        ["to_follow", "outcomes", "TBC"],
        ["to_follow", "spend", ""],
        ["not_stated", "outcomes", "-"],
    ]


def test_where_nothing_is_missing_the_table_is_empty():
    table = coverage.missing({"sources": SOURCES, "outcomes": pd.DataFrame({"status": ["final"], "printed": ["4"]})})

    assert table.empty
    assert table.columns.tolist() == ["status", "table", "rows", "words", "method"]


def test_each_way_of_missing_is_counted_with_the_words_in_its_place():
    table = coverage.missing(TABLES)

    assert table[["status", "table", "rows", "words"]].values.tolist() == [
        ["nil", "outcomes", 1, "No spend"],
        ["to_follow", "outcomes", 1, "To follow"],
    ]
