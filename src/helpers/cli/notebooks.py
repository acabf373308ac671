"""The commands that run notebooks."""

import sys
from typing import Annotated

import typer

from helpers.cli.options import Borough, Force, Machine, print_json
from helpers.errors import ParamsError
from helpers.project import Project, find

app = typer.Typer()


@app.command()
def run(
    notebook: Annotated[str, typer.Argument(help="Notebook: its name in params/notebooks.yml.")],
    borough: Borough,
    quarter: Annotated[str, typer.Option(help="Financial quarter, such as 2011-12-Q4.")],
    parameter: Annotated[list[str] | None, typer.Option("--parameter", "-p", help="Another one: name=value.")] = None,
    force: Force = False,
) -> None:
    """Run one notebook for one borough and quarter, and keep its results under build/runs/."""
    from helpers import periods
    from helpers.data.slicing import Request
    from helpers.pipeline import progress
    from helpers.pipeline.alone import alone
    from helpers.pipeline.reports import plan
    from helpers.pipeline.runs import runner

    place = find()
    request = Request(notebook, borough, periods.parse_quarter(quarter), _pairs(parameter or []))
    plan.plan_run(place, request)
    with alone(place, wait=True), progress.steps(1) as report:
        done = None if force else runner.find_done(place, request)
        report(f"notebook {notebook}, {borough} {request.quarter}{': unchanged' if done else ''}")
        done = done or runner.run(place, request)
    state = "unchanged" if done.fresh else "done"
    print(f"{state}: {place.relative(done.folder / f'{notebook}.ipynb')}")


@app.command()
def notebooks(
    verify: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if a notebook's outputs are stale.")
    ] = False,
    waiting: Annotated[
        bool,
        typer.Option("--staged", help="Run nothing; clean those that are about to be committed (docs/notebooks.md)."),
    ] = False,
    machine: Machine = False,
) -> None:
    """Run the notebooks in notebooks/ and keep their outputs in them; one is left alone where nothing of it has changed."""
    from helpers.data import declarations

    place = find()
    if waiting:
        _clean_staged(place)
        return
    from helpers.pipeline import progress
    from helpers.pipeline.notebooks import refreshing

    names = list(declarations.read(place))
    refreshing.require(place, names)
    stale = {}
    with progress.steps(len(names)) as report:
        for name in names:
            report(f"notebook {name}")
            if told := refreshing.refresh(place, name, keep=not verify):
                stale[name] = told
    if machine:
        of_stale = "stale" if verify else "refreshed"
        listed = ((name, of_stale if name in stale else "up to date") for name in names)
        print_json([{"notebook": name, "state": state, "changes": stale.get(name, [])} for name, state in listed])
        raise typer.Exit(1 if verify and stale else 0)
    for name, told in stale.items():
        state = "are stale; refresh them with `make notebooks`" if verify else "refreshed"
        print(f"notebooks/{name}.ipynb: outputs {state}")
        print("\n".join(f"  {change}" for change in told))
    if verify and stale:
        raise typer.Exit(1)
    if not stale:
        print("every notebook's outputs are up to date")


def _clean_staged(place: Project) -> None:
    from helpers.pipeline import grammars

    with grammars.later():  # a commit should not wait
        from helpers.pipeline.notebooks import pre_commit

    done, refused = pre_commit.clean(place)
    print("\n".join(done), end="\n" if done else "")
    for line in refused:
        print(f"not committed: {line}", file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _pairs(texts: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ParamsError(f"--parameter {text!r} must be name=value, such as --parameter theme=domestic-abuse")
        if name in ("borough", "quarter"):
            raise ParamsError(f"--parameter {text!r} would overrule --{name}: leave it out, and say it there")
        if name in pairs:
            raise ParamsError(
                f"--parameter {name!r} is given twice, as {pairs[name]!r} and as {value!r}: leave one of them out"
            )
        pairs[name] = value
    return tuple(pairs.items())
