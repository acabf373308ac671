"""The statement on data quality prints every contradiction, gap and exclusion with its place."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from helpers.analysis.recomputation import POSSIBLE
from helpers.publishing import quality, quotes
from helpers.publishing.tables import Table, Text

NAMES = pd.Series({"dudley": "Dudley"})
FOUND = pd.DataFrame(
    {
        "figure": ["FUN-0038", "OUT-0110", "OUT-0076", "OUT-0001"],
        "source": ["report", "form", "form", "form"],
        "document": ["001", "003", "003", "003"],
        "locator": ["line 200", "line 108", "line 100", "line 5"],
        "line": [200, 108, 100, 5],
        "area": ["dudley", "birmingham", "birmingham", "birmingham"],
        "subject": ["Expended", "High risk", "On orders", "Change"],
        "printed": ["205,178", "53%", "8.8%", "5%"],
        "decimals": [0, 0, 1, 0],
        "value": [205178.0, 53.0, 8.8, 5.0],
        "unit": ["pounds", "per cent", "per cent", "per cent"],
        "formula": ["", POSSIBLE, "", ""],
        "inputs": "",
        "recomputed": [Fraction(250178), None, None, Fraction(5)],
        "recomputed_as_published": [Decimal(250178), None, None, Decimal(5)],
        "verdict": ["disagrees", "disagrees", "cannot tell", "agrees"],
        "explanation": ["a line left out", "no whole number out of 52 gives it", "the base is not printed", ""],
        "declared": [True, False, False, False],
        "row": ["a.csv:2", "b.csv:2", "b.csv:3", "b.csv:4"],
        "method": "exact",
    }
)
DOCUMENTS = pd.DataFrame(
    {"source": ["report", "form"], "document": ["001", "003"], "title": ["Annual report", "Form"], "carried": [86, 700]}
    | {"excluded": [0, 9], "agrees": [0, 1], "disagrees": [1, 1], "cannot_tell": [0, 1], "declared": [1, 0]}
)
NONE = pd.DataFrame(columns=["table", "figure", "field", "old_value", "new_value", "reason", "authority"])


def test_disagreements_stand_document_by_document():
    tables = quality.disagreements_table(FOUND, NAMES).tables

    assert [table.name for table in tables] == ["disagreements-001", "disagreements-003"]
    assert tables[0].rows == [
        ("200", "Dudley: Expended", "205,178", "250,178", "A line left out (correction declared)")
    ]
    assert tables[1].rows[0][3:] == ("Impossible", "No whole number out of 52 gives it")


def test_figures_of_which_nobody_can_tell_have_their_place_and_reason():
    assert quality.unknowable_table(FOUND, NAMES).rows == [
        ("003, line 100", "birmingham: On orders", "8.8%", "The base is not printed")
    ]


def test_documents_are_added_up():
    rows = quality.documents_table(DOCUMENTS).rows

    assert rows[0] == ("001 Annual report", "86", "0", "0", "1", "0")
    assert rows[-1] == ("All documents", "786", "9", "1", "2", "1")


MISSING = pd.DataFrame(
    {"status": ["nil", "to_follow", "not_stated"], "table": ["spend", "outcomes", "risks"], "rows": [6, 167, 2]}
    | {"words": ["No Spend", "To follow", ""], "method": "rows counted"}
)


def test_how_many_values_are_missing_is_a_published_figure():
    table = quality.missing_table(MISSING)

    assert list(table.frame["count"]) == [6, 167, 2]
    assert not any(quotes.names_rows(column) for column in table.frame)  # what names rows is bound to no number


def test_each_way_of_missing_has_its_own_words():
    assert [(row[0], row[1], row[3]) for row in quality.missing_table(MISSING).rows] == [
        ("None: the document says so in words", "Spend", "No Spend"),
        ("To follow", "Outcomes", "To follow"),
        ("A place left blank", "Risks", "(blank)"),
    ]


def test_without_a_correction_a_sentence_says_so():
    none = quality.corrections_table(NONE)
    one = quality.corrections_table(pd.DataFrame([dict.fromkeys(NONE.columns, "x")]))

    assert isinstance(none, Text)
    assert none.paragraphs == ["No correction is declared."]
    assert isinstance(one, Table)
    assert len(one.rows) == 1


def test_exclusions_name_their_document_and_reason():
    table = quality.exclusions_table(
        pd.DataFrame({"source": ["form"], "figures": ["OUT-0208"], "count": [1], "reason": ["One person"]}),
        pd.DataFrame({"source": ["form"], "document": ["003"]}),
    )

    assert table.rows == [("003", "1", "One person")]


def test_the_quotes_count_what_the_tables_show():
    said = {quote.id: quote.text for quote in quality.quality_quotes(DOCUMENTS, FOUND, NONE)}

    assert said["quality.message"] == (
        "The documents give inputs for 4 figures: 1 follows from them, 2 do not, and 1 cannot be checked"
    )
    assert (said["quality.carried"], said["quality.disagrees"], said["quality.corrections"]) == ("786", "2", "0")


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ((0, 0, 0), "The documents give inputs for no figure, so none could be worked out again"),
        ((1, 0, 0), "The documents give inputs for 1 figure: 1 follows from them"),
        ((12, 1, 0), "The documents give inputs for 13 figures: 12 follow from them, and 1 does not"),
        ((0, 2, 1), "The documents give inputs for 3 figures: 2 do not, and 1 cannot be checked"),
    ],
)
def test_the_message_leaves_out_what_there_is_none_of(sums, told):
    counts = pd.Series(sums, index=["agrees", "disagrees", "cannot_tell"])

    assert quality.message(counts, sum(sums)) == told


def test_what_there_is_none_of_is_told_in_a_sentence_and_prints_no_empty_table():
    none = FOUND.iloc[:0]
    sources = pd.DataFrame({"source": ["form"], "document": ["003"]})
    made = [
        quality.disagreements_table(none, NAMES),
        quality.unknowable_table(none, NAMES),
        quality.missing_table(pd.DataFrame(columns=["status", "table", "rows", "words"])),
        quality.exclusions_table(pd.DataFrame(columns=["source", "figures", "count", "reason"]), sources),
    ]

    assert [text.paragraphs for text in made] == [
        ["No document contradicts itself, as far as its figures can be worked out again."],
        ["Every figure that has inputs can be checked."],
        ["No value is missing."],
        ["Every figure that was numbered is carried as data."],
    ]


def test_a_document_without_a_number_is_known_by_its_key_and_a_sheet_has_rows():
    found = FOUND[FOUND["verdict"] == "cannot tell"].assign(document="council-sheet", locator="sheet 1, row 100")

    assert quality.unknowable_table(found, NAMES).rows[0][0] == "council-sheet, row 100"
