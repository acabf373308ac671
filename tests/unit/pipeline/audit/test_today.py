"""Which rows have changed since a report saw them."""

from helpers.pipeline.audit import today

PATH = "build/runs/dudley/2011-12-Q4/funding_analysis/inputs/allocations.csv"


def table(*rows: str) -> dict[str, bytes]:
    return {PATH: ("stream,amount,row\n" + "".join(f"{row}\n" for row in rows)).encode()}


OLD = table("fund,422,allocations.csv:2", "grant,45,allocations.csv:3")


def test_nothing_has_changed():
    assert today.changes(OLD, OLD) == (frozenset(), [])


def test_a_row_that_was_only_moved_has_not_changed():
    moved = table("fund,422,allocations.csv:2", "new,1,allocations.csv:3", "grant,45,allocations.csv:4")
    rows, said = today.changes(OLD, moved)
    assert rows == {"allocations.csv:3"}
    assert said == ["data/allocations.csv row 3 is new: new, 1"]


def test_a_changed_cell_is_told_with_both_of_its_values():
    rows, said = today.changes(OLD, table("fund,423,allocations.csv:2", "grant,,allocations.csv:3"))
    assert rows == {"allocations.csv:2", "allocations.csv:3"}
    assert said == [
        "data/allocations.csv row 2, amount: was 422, is 423",
        "data/allocations.csv row 3, amount: was 45, is blank",
    ]


def test_a_row_that_is_gone_is_told():
    assert today.changes(OLD, table("fund,422,allocations.csv:2")) == (
        frozenset({"allocations.csv:3"}),
        ["data/allocations.csv row 3 is gone: grant, 45"],
    )


def test_one_of_two_equal_rows_that_is_gone_is_told():
    twice = table("fund,422,allocations.csv:2", "fund,422,allocations.csv:3")
    assert today.changes(twice, table("fund,422,allocations.csv:2"))[1] == [
        "data/allocations.csv row 3 is gone: fund, 422"
    ]


def test_the_same_change_seen_by_two_notebooks_is_told_once():
    other = PATH.replace("funding_analysis", "outcome_summary")
    new = table("fund,423,allocations.csv:2", "grant,45,allocations.csv:3")
    both = today.changes({**OLD, other: OLD[PATH]}, {**new, other: new[PATH]})
    assert both == (frozenset({"allocations.csv:2"}), ["data/allocations.csv row 2, amount: was 422, is 423"])


def test_settings_and_tables_that_come_or_go_are_told():
    settings = PATH.replace("allocations.csv", "slice.json")
    rows, said = today.changes({**OLD, settings: b"{}"}, {settings: b'{"peers": []}'})
    assert said == [
        "data/allocations.csv row 2 is gone: fund, 422",
        "data/allocations.csv row 3 is gone: grant, 45",
        "what params/ lets the notebooks see",
    ]
    assert rows == {"allocations.csv:2", "allocations.csv:3"}
