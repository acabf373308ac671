"""A table looks the same in a notebook as in a report, and nothing in it is taken for markup."""

import re

import pandas as pd
import pytest

from helpers.publishing.tables import Column, Group, Table, Text

FRAME = pd.DataFrame({"amount": [87756.0, 250178.0], "method": "added up"})


def table(**changed) -> Table:
    settings = {
        "name": "fund",
        "caption": "Community_Safety Fund",
        "columns": [Column("Project", "left", 70), Column("Amount", "right", 30)],
        "rows": [("Prolific | Priority <b>", "£87,756"), ("Total", "£250,178")],
        "frame": FRAME,
        "totals": frozenset({1}),
        "note": "Lines *added* up.",
    }
    return Table(**(settings | changed))


def test_a_fragment_holds_the_table_its_caption_its_label_and_its_note():
    rule = f"|:{'-' * 76}|{'-' * 32}:|"  # 70 and 30 hundredths of 110 dashes

    assert table().to_markdown() == (
        "| Project | Amount |\n"
        f"{rule}\n"
        "| Prolific \\| Priority \\<b\\> | £87,756 |\n"
        "| **Total** | **£250,178** |\n"
        "\n"
        ": Community\\_Safety Fund {#tbl-fund}\n"
        "\n"
        "::: {.table-note}\n"
        "Lines \\*added\\* up.\n"
        ":::\n"
    )


def test_a_table_without_a_note_ends_with_its_caption():
    assert table(note="").to_markdown().endswith("\n\n: Community\\_Safety Fund {#tbl-fund}\n")
    assert "<p>" not in table(note="")._repr_html_()


@pytest.mark.parametrize(
    ("totals", "bold"),
    [((), []), ((0,), ["Prolific | Priority <b>", "£87,756"]), ((1,), ["Total", "£250,178"])],
)
def test_totals_and_nothing_else_are_bold(totals, bold):
    fragment = table(totals=frozenset(totals)).to_markdown()

    assert [re.sub(r"\\(.)", r"\1", cell) for cell in re.findall(r"\*\*(.+?)\*\*", fragment)] == bold


def test_an_empty_cell_of_a_total_is_not_bold():
    bare = table(rows=[("Total", "")], totals=frozenset({0}))

    assert "| **Total** |  |" in bare.to_markdown()
    assert bare._repr_html_().count("<strong>") == 1


def test_a_notebook_shows_the_same_cells_with_markup_as_text():
    html = table()._repr_html_()

    cells = re.findall(r'<t[hd] style="text-align: (\w+)(?:; white-space: nowrap)?">(.*?)</t[hd]>', html)
    assert cells == [
        ("left", "Project"),
        ("right", "Amount"),
        ("left", "Prolific | Priority &lt;b&gt;"),
        ("right", "£87,756"),
        ("left", "<strong>Total</strong>"),
        ("right", "<strong>£250,178</strong>"),
    ]
    assert html.count('<td style="text-align: right; white-space: nowrap">') == 2  # a line may end after a minus
    assert ">Community_Safety Fund</caption>" in html
    assert html.endswith("<p>Lines *added* up.</p>")


def test_plain_text_shows_the_same_cells():
    assert repr(table()) == (
        "Community_Safety Fund\nProject | Amount\nProlific | Priority <b> | £87,756\nTotal | £250,178\nLines *added* up."
    )


def test_a_row_with_a_cell_too_few_is_our_own_mistake():
    with pytest.raises(ValueError, match="zip"):
        table(rows=[("Total",)])._repr_html_()


def test_a_group_is_its_tables_one_after_the_other():
    one, two = table(name="one"), table(name="two", note="")
    group = Group("both", [one, two])

    assert group.to_markdown() == f"{one.to_markdown()}\n\n{two.to_markdown()}"
    assert group._repr_html_() == one._repr_html_() + two._repr_html_()
    assert repr(group) == f"{one!r}\n\n{two!r}"


@pytest.mark.parametrize(
    ("paragraphs", "fragment"), [([], "\n"), (["One."], "One.\n"), (["One.", "Two."], "One.\n\nTwo.\n")]
)
def test_a_texts_paragraphs_are_blocks_of_their_own(paragraphs, fragment):
    text = Text("words", paragraphs)

    assert text.to_markdown() == text._repr_markdown_() == repr(text) == fragment


def test_the_frame_is_not_altered_by_printing():
    before = FRAME.copy(deep=True)

    table().to_markdown()
    table()._repr_html_()

    pd.testing.assert_frame_equal(FRAME, before)


def test_a_table_with_nothing_to_list_is_a_sentence_that_says_so():
    empty = table(rows=[], totals=frozenset(), frame=FRAME.iloc[:0])

    assert empty.to_markdown() == "Community\\_Safety Fund: there is nothing to list.\n"
    assert empty._repr_html_() == "<p>Community_Safety Fund: there is nothing to list.</p>"
    assert repr(empty) == "Community_Safety Fund: there is nothing to list."
