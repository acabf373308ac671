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


def test_each_way_of_missing_is_counted_with_the_words_in_its_place():
    table = coverage.missing(TABLES)

    assert table[["status", "table", "rows", "words"]].values.tolist() == [
        ["nil", "outcomes", 1, "No spend"],
        ["to_follow", "outcomes", 1, "To follow"],
    ]
