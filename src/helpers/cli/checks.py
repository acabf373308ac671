"""The commands that look whether everything is in order: data, settings, published figures, and this machine."""

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from helpers.cli.options import EngineName, Machine, print_json
from helpers.project import find

app = typer.Typer()


class Form(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def check(
    fix: Annotated[
        bool, typer.Option("--fix", help="First write what can be read in one way only as it should be.")
    ] = False,
    machine: Machine = False,
) -> None:
    """Check everything in data/ and params/ and list every problem by file, line and column."""
    from helpers.data import catalogue
    from helpers.pipeline import checking

    place = find()
    fixed = checking.fix(place) if fix else []
    problems = checking.check(place)
    if machine:
        print_json([{**asdict(problem), "fixed": problem in fixed} for problem in (*fixed, *problems)])
    else:
        for problem in fixed:
            print(f"fixed: {problem.without_advice}")
        for problem in problems:
            print(problem)
        if not problems:
            print(f"data/ and params/: {len(catalogue.read(place.data))} tables, no problems")
    if problems:
        raise typer.Exit(1)


@app.command()
def reconcile(
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail while a disagreement has no declared correction.")
    ] = False,
    machine: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Work every published percentage, change, total and rate out again, and list what agrees and what does not."""
    from helpers.analysis import recomputation
    from helpers.pipeline import checking
    from helpers.publishing import findings

    found = checking.worked_out(find())
    how = {Form.TABLE: findings.as_table, Form.CSV: findings.as_csv, Form.JSON: findings.as_json}
    print(how[Form.JSON if machine else form](found), end="")
    undeclared = len(recomputation.disagreements(found, declared=False))
    if strict and undeclared:
        print(f"csp: {undeclared} disagreements have no declared correction in data/corrections.csv", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def doctor(engine: EngineName = "auto", machine: Machine = False) -> None:
    """Say which renderer will be used and why, and what else is present or missing."""
    from helpers.pipeline import doctor as parts

    findings = list(parts.examine(find(), engine))
    if machine:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(finding.line)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(3)
