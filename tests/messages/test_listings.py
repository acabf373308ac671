"""`--json` of every listing holds what the plain listing says, alone on standard output, with the same exit code."""

import json

import pytest
import typer

from helpers.cli import app
from tests.messages.bench import Said
from tests.messages.case import cell, swap, write

LISTING = {
    "check", "reports", "doctor", "notebooks", "status", "reconcile", "verify", "audit", "explain", "values", "publish", "diff",
    "batch", "all-reports", "retry", "new-quarter", "take-in",
}  # fmt: skip
DOING = {"run", "report", "init", "approve", "debug", "bundle"}
"""What makes one thing, and says in a line where it lies."""


def both(bench, command: str) -> tuple[Said, Said, object]:
    """What a command says to people and to programs."""
    plain, machine = bench.run(command), bench.run(f"{command} --json")
    assert machine.code == plain.code
    assert machine.err == plain.err
    return plain, machine, json.loads(machine.out)


def test_every_command_that_lists_has_the_option_and_says_the_same_of_it():
    commands = typer.main.get_command(app).commands
    assert set(commands) == LISTING | DOING
    told = {name: [option.help for option in commands[name].params if "--json" in option.opts] for name in commands}
    assert {name for name, found in told.items() if found} == LISTING
    unlike = {"batch", "all-reports", "retry", "reconcile"}  # a line for each event, and the same as --format json
    assert {told[name][0] for name in LISTING - unlike} == {"Print what was found as JSON."}


def test_problems_are_told_part_by_part(bench):
    assert both(bench, "csp check")[2] == []
    broken = (
        swap("data/allocations.csv", "allocation,,422,", "allocation,,4x2,"),
        swap("params/areas/dudley.yml", "meeting: 2012-06-07", "meeting: soon"),
    )
    for edit in broken:
        edit(bench.root)
    try:
        plain, machine, found = both(bench, "csp check")
    finally:
        bench.mend()
    assert machine.code == 1
    assert [f"{one['file']}:{one['line']}: {one['column']}: {one['message']}" for one in found] == [
        line.partition(" (found in")[0] for line in plain.out.splitlines()
    ]
    assert [one["letter"] for one in found] == ["G", ""]
    assert not any(one["fixed"] for one in found)


def test_what_is_fixed_is_told_as_fixed(bench):
    try:
        cell("observations", 3, value="1,490")(bench.root)
        plain = bench.run("csp check --fix")
        cell("observations", 3, value="1,490")(bench.root)
        machine = bench.run("csp check --fix --json")
    finally:
        bench.mend()
    assert (plain.code, machine.code) == (0, 0)
    (found,) = json.loads(machine.out)
    assert found["fixed"] and plain.out.splitlines()[0] == (
        f"fixed: {found['file']}:{found['line']}: {found['column']}: {found['message']} (found in column {found['letter']})"
    )


def test_reports_are_told_with_their_commands_and_why_some_cannot_be_made(bench):
    try:
        swap("params/areas/dudley.yml", "      plan: domestic-abuse-service-improvement\n", "")(bench.root)
        plain, _, found = both(bench, "csp reports")
    finally:
        bench.mend()
    told = [
        one["command"] or f"cannot be made: {one['report']}, {one['area']} {one['occasion']}: {one['refused']}"
        for one in found
    ]
    assert told == plain.out.splitlines()
    assert any(one["refused"] for one in found) and any(one["command"] for one in found)


def test_each_part_of_the_machine_is_told_with_its_state(bench):
    plain, _, found = both(bench, "csp doctor --engine embedded")
    assert [(one["name"], one["found"]) for one in found] == [
        (line[2:29].strip(), line[29:].partition("  →  ")[0]) for line in plain.out.splitlines()
    ]
    assert {one["state"] for one in found} <= {"present", "missing", "optional"}


def test_findings_are_the_same_by_either_option(bench):
    assert bench.run("csp reconcile --json").out == bench.run("csp reconcile --format json").out


def test_what_a_new_quarter_brings_is_told_with_its_rows_and_forms(bench):
    with bench.broken():
        plain = bench.run("csp new-quarter 2016-17-Q3")
    with bench.broken():
        machine = bench.run("csp new-quarter 2016-17-Q3 --json")
        found = json.loads(machine.out)
        again = json.loads(bench.run("csp new-quarter 2016-17-Q3 --json").out)
        form = found["forms"][0]
        came = json.loads(bench.run(f"csp take-in {form} --json").out)
        said = bench.run(f"csp take-in {form}").out
    lines = [
        f"  {one['path']}" + (f": {one['rows']} row{'s' * (one['rows'] != 1)} added" if one["rows"] else "")
        for one in found["files"]
    ]
    assert plain.out.splitlines()[1:-1] == [*lines, *(f"  {path}: a form to send out" for path in found["forms"])]
    assert (found["quarter"], found["like"]) == ("2016-17-Q3", "2016-17-Q2")
    assert (again["files"], again["forms"]) == ([], [])
    assert said.startswith(
        f"{came['area']} {came['quarter']}: the form is blank; {came['to_follow']} figures are still to follow"
    )
    assert (came["rows"], came["blank"], came["mistakes"]) == (0, True, [])


def test_where_nothing_failed_machines_are_told_of_no_job(bench):
    kept = json.dumps({"asked": ["batch", "params/runs/everything.yml"], "failed": []})
    with bench.broken():
        write("build/batch/last.json", kept)(bench.root)
        plain, machine = bench.run("csp retry"), bench.run("csp retry --json")
    assert plain.out == "nothing failed in the last batch (batch params/runs/everything.yml)\n"
    assert [json.loads(line) for line in machine.out.splitlines()] == [
        {"event": "planned", "jobs": []},
        {"event": "finished", "summary": "0 built, 0 unchanged, 0 skipped, 0 failed"},
    ]
    assert (plain.code, machine.code) == (0, 0)


@pytest.mark.slow
def test_stale_notebooks_are_told_with_what_changed(bench):
    try:
        only = "risk_register"
        text = (bench.root / "params" / "notebooks.yml").read_text(encoding="utf-8")
        kept = text[: text.index("\nindicator_performance:")] + text[text.index(f"\n{only}:") :]
        (bench.root / "params" / "notebooks.yml").write_text(kept, encoding="utf-8")
        swap(f"notebooks/{only}.ipynb", "threshold: int = 12", "threshold: int = 13")(bench.root)
        plain, machine, found = both(bench, "csp notebooks --check")
    finally:
        bench.mend()
    assert machine.code == 1
    (one,) = found
    assert (one["notebook"], one["state"]) == (only, "stale")
    assert plain.out.splitlines() == [
        f"notebooks/{only}.ipynb: outputs are stale; refresh them with `make notebooks`",
        *(f"  {change}" for change in one["changes"]),
    ]
