"""Columns are as wide as their author says, except where a word would break or a cell has room to give."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.publishing import tables, widths
from helpers.publishing.tables import Column, Group, Table
from helpers.publishing.widths import ACROSS, Demand

sizes = st.floats(0.5, 40)
demands = st.builds(lambda weight, need, more: Demand(weight, need, need + more), sizes, sizes, st.floats(0, 200))


def table(*columns: Column, rows=(), name: str = "t") -> Table:
    return Table(name, "Caption", columns, rows, None)


@given(st.lists(demands, min_size=1, max_size=9))
def test_columns_share_the_whole_width_and_none_is_narrower_than_a_word_while_there_is_room(columns):
    found = widths.shares(columns)
    assert sum(found) == pytest.approx(ACROSS)
    if sum(column.need for column in columns) <= ACROSS:
        assert all(width >= column.need - 1e-6 for width, column in zip(found, columns, strict=True))


def test_without_need_the_authors_shares_stand():
    assert widths.shares([Demand(3, 2, 60), Demand(1, 2, 60)]) == pytest.approx([ACROSS * 3 / 4, ACROSS / 4])


def test_what_no_cell_would_fill_goes_first_where_a_word_would_break():
    roomy, long, broken = Demand(1, 2, 5), Demand(1, 2, 90), Demand(1, 22, 22)
    even = ACROSS / 3
    assert widths.shares([roomy, long, broken])[2] == pytest.approx(22)
    assert widths.shares([roomy, long, broken])[1] > even


def test_a_column_to_write_into_keeps_its_width():
    blank, full = Demand(1, 4, 4, keep=math.inf), Demand(1, 4, 90)
    assert widths.shares([blank, full]) == pytest.approx([ACROSS / 2, ACROSS / 2])


def test_a_column_keeps_room_for_its_heading_on_one_line():
    headed, full = Demand(1, 4, 4, keep=20), Demand(1, 4, 90)
    assert widths.shares([headed, full])[0] == pytest.approx(20)


def test_where_not_even_the_words_fit_all_yield_alike():
    assert widths.shares([Demand(1, 40, 40), Demand(1, 80, 80)]) == pytest.approx([ACROSS / 3, ACROSS * 2 / 3])


@pytest.mark.parametrize(
    ("text", "longest"),
    [("Year ending December", "December"), ("Co-ordinator", "ordinator"), ("2011–2012", "2011–"), ("−2,578", "−2,578")],
)
def test_a_cell_breaks_at_spaces_hyphens_and_dashes_only(text, longest):
    assert widths.need([text]) == widths.need([longest])


def test_a_no_break_space_does_not_break():
    assert widths.need(["Table\u00a012"]) > widths.need(["Table 12"])


def test_a_figure_is_one_piece_unless_it_is_as_long_as_words():
    assert widths.need(["76.8 (75.8 to 77.8)"], whole=10) == widths.want(["76.8 (75.8 to 77.8)"])
    assert widths.need(["Under the age of eighteen years"], whole=10) == widths.need(["eighteen"])


def test_letters_are_measured_and_bold_ones_are_broader():
    assert widths.across("mmm") > 2 * widths.across("iii")
    assert widths.across("December", bold=True) == pytest.approx(4.835, abs=0.001)  # by Helvetica-Bold's own metrics
    assert widths.across("December", bold=True) > widths.across("December")


def test_the_heading_of_a_narrow_column_does_not_break():
    narrow = table(Column("Indicator", "left", 90), Column("Recomputed", "right", 2), rows=[("Burglary", "5")])
    _, width = tables._widths([narrow])
    assert width >= widths.need(["Recomputed"], bold=True)


@pytest.mark.parametrize(("columns", "room"), [(3, widths.LAVISH), (6, widths.SPARE)])
def test_a_heading_has_room_for_the_widest_type_where_the_table_is_not_crowded(columns, room):
    heads = [Column("Recomputed", "right", 1)] * columns
    first, *_ = tables._widths(
        [table(Column("Indicator", "left", 200), *heads, rows=[("Burglary", *["5"] * columns)])]
    )[1:]
    assert first == pytest.approx(room * widths.across("Recomputed", bold=True) + widths.AT_THE_SIDES)


def test_where_figures_cannot_all_be_whole_words_still_are():
    columns = [Column(f"Column {place}", "right", 1) for place in range(7)]
    crowded = table(*columns, rows=[["12.3 (11.2 to 13.4)"] * 7])
    assert tables._widths([crowded]) == pytest.approx([ACROSS / 7] * 7)


def test_tables_of_one_kind_in_a_group_have_their_columns_at_the_same_places():
    columns = (Column("What", "left", 1), Column("Figure", "right", 1))
    short, long = (table(*columns, rows=[(word, "1")], name=word) for word in ("a", "Antidisestablishmentarianism" * 2))
    rules = [line for line in Group("g", [short, long]).to_markdown().splitlines() if line.startswith("|:")]
    assert len(rules) == 2
    assert len(set(rules)) == 1
    assert short.to_markdown().splitlines()[1] != rules[0]
