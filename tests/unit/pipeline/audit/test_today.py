"""Which rows have changed since a report saw them."""

import json

import pytest

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


# What tells of a change is published too.

SERVICES = PATH.replace("allocations.csv", "outcomes.csv")
POLICY = {
    PATH.replace("allocations.csv", "slice.json"): json.dumps({"disclosure": {"smallest": 5, "units": ["clients"]}})
}


def services(*rows: str) -> dict[str, bytes]:
    """Counts of clients, `measure,value,row`, with the policy that hides the small ones."""
    header = "area,project,period,period_kind,breakdown,unit,measure,value,printed,figure,row"
    lines = [
        f"dudley,refuge,2011-12,year,,clients,{measure},{value},{value},,{row}"
        for measure, value, row in map(str.split, rows)
    ]
    return {
        SERVICES: "\n".join([header, *lines, ""]).encode(),
        **{name: text.encode() for name, text in POLICY.items()},
    }


def told(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    return today.changes(before, after, (today.unseen(before), today.unseen(after)))[1]


@pytest.mark.parametrize(
    ("old", "new", "said"), [("3", "4", "was [c], is [c]"), ("3", "6", "was [c], is 6"), ("7", "6", "was 7, is 6")]
)
def test_a_number_that_reports_hide_is_not_told_as_changed(old, new, said):
    changes = told(services(f"served {old} outcomes.csv:9"), services(f"served {new} outcomes.csv:9"))

    assert changes == [f"data/outcomes.csv row 9, {cell}: {said}" for cell in ("value", "printed")]


def test_nor_where_its_row_has_come_or_gone_or_moved():
    before, after = services("served 3 outcomes.csv:9"), services("other 8 outcomes.csv:9", "seen 2 outcomes.csv:10")

    changes = told(before, after)

    assert "data/outcomes.csv row 9, value: was [c], is 8" in changes
    assert [line for line in changes if "row 10" in line] == [
        "data/outcomes.csv row 10 is new: dudley, refuge, 2011-12, year, clients, seen, [c]"
    ]


def test_nor_in_a_correction_of_it():
    path = PATH.replace("allocations.csv", "corrections.csv")
    declared = "table,figure,field,old_value,new_value,reason,authority,row\n"
    declared += "outcomes,F-1,value,3,4,3 came,Clerk,corrections.csv:2\n"
    before = {
        name: text.replace(b",,outcomes", b",F-1,outcomes")
        for name, text in services("served 3 outcomes.csv:9").items()
    }

    assert told(before, {**before, path: declared.encode()}) == [
        "data/corrections.csv row 2 is new: outcomes, F-1, value, [c], [c], [c], Clerk"
    ]
