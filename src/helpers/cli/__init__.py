"""The command line: arguments in, one-line errors out."""

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from helpers.cli import audit, batch, endings, mistyped, quarter, start
from helpers.cli.options import Borough, EngineName, Force, Machine, day_said, print_json, shown
from helpers.errors import ParamsError
from helpers.project import Project, find


class Commands(typer.core.TyperGroup):
    """Commands beside which an option of the whole line may stand anywhere, and none of whose own is given twice."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """Read the options of the whole line, then find the command."""
        ours = args[: args.index("--")] if "--" in args else args
        if VERBOSE in ours:
            args = [VERBOSE, *(word for word in ours if word != VERBOSE), *args[len(ours) :]]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str | None, object, list[str]]:
        """Find the command, and refuse an option that would silently overrule itself."""
        name, command, rest = super().resolve_command(ctx, args)
        mistyped.require_once(command, type(ctx)(command, info_name=name, parent=ctx), rest)
        return name, command, rest


VERBOSE = "--verbose"

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(batch.app)
app.add_typer(audit.app)
app.add_typer(quarter.app)
app.add_typer(start.app)


class Form(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.callback()
def options(
    context: typer.Context,
    verbose: Annotated[
        bool, typer.Option(VERBOSE, help="Print the traceback of an error as well; may stand after the command, too.")
    ] = False,
) -> None:
    """Reproducible reports for Community Safety Partnerships."""
    context.obj["verbose"] = verbose


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
def report(
    name: Annotated[str, typer.Argument(help="Report type: a folder of reports/, such as annual-report.")],
    borough: Annotated[str, typer.Option(help="Area: its key in data/areas.csv, such as dudley.")] = "",
    period: Annotated[str, typer.Option(help="Year or quarter that it covers, such as 2011-12 or 2016-17-Q2.")] = "",
    meeting: Annotated[str, typer.Option(help="Day of the meeting that it is put to, such as 2012-09-06.")] = "",
    plan: Annotated[str, typer.Option(help="Plan that it is of: its key in data/plans.csv.")] = "",
    to: Annotated[str, typer.Option(help="Formats, with commas between.")] = "html,pdf,docx",
    engine: EngineName = "auto",
    force: Force = False,
) -> None:
    """Run a report's notebooks and render it under reports/published/."""
    from helpers.pipeline.render.engine import choose
    from helpers.pipeline.reports import latest

    place = find()
    chosen = choose(engine)
    given = {"period": period, "meeting": meeting, "plan": plan}
    asked = latest.Asked(name, borough, *given.values(), to)
    inputs = latest.inputs(place, chosen)
    made = None if force else latest.published(place, asked, inputs)
    if made:
        print(f"nothing has changed: {shown(place, made)} is up to date")
        return
    from helpers.pipeline import progress
    from helpers.pipeline.alone import alone
    from helpers.pipeline.reports import making
    from helpers.pipeline.reports import plan as plans

    planned = plans.plan_report(place, name, borough, given, to)
    with alone(place, wait=True), progress.steps(making.step_count(planned)) as reporter:
        done = making.make_report(place, planned, chosen, reporter, force=force)
    latest.remember(place, asked, inputs, done.files)
    there = shown(place, done.files)
    print(f"nothing has changed: {there} is up to date" if done.fresh else f"made: {there}")


@app.command()
def reports(machine: Machine = False) -> None:
    """List every report that params/ names and data/ supports, with the command that makes it."""
    from helpers.pipeline.reports import offers

    found = offers.offers(find())
    if machine:
        print_json([offers.as_data(offer) for offer in found])
        return
    for offer in found:
        print(offer.line)


@app.command()
def status(
    borough: Annotated[str, typer.Option(help="Area: its key in data/areas.csv; every one unless told.")] = "",
    engine: EngineName = "auto",
    machine: Machine = False,
) -> None:
    """Say of each borough what has come in, which papers are stale and why, whose commentary is wanted, and what comes next."""
    from helpers.pipeline import desk
    from helpers.pipeline.render.engine import choose

    place = find()
    found = desk.desks(place, choose(engine), borough)
    if machine:
        print_json([desk.as_data(one, place) for one in found])
    else:
        print("\n\n".join("\n".join(desk.lines(one, place)) for one in found))


@app.command()
def approve(
    section: Annotated[str, typer.Argument(help="Piece of commentary: its file's name without .md.")],
    borough: Borough,
    period: Annotated[str, typer.Option(help="Its folder: a year, quarter, meeting or plan, such as 2011-12.")],
    on: Annotated[str, typer.Option(help="Day of approval; today unless told.")] = "",
) -> None:
    """Note that the post which owns a piece of commentary approves it as the reports made last quote it."""
    from datetime import date

    from helpers import periods
    from helpers.pipeline.commentary import review
    from helpers.pipeline.reports import offers

    place = find()
    day = day_said(on) if on else date.today()
    path = review.approve_file(place, borough, period, section.removesuffix(".md"), day)
    print(f"approved on {periods.day_words(day)}: {place.relative(path)}")
    for offer in offers.printing(place, borough, period, path.stem):
        print(f"next: {offer.line}")


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


def main() -> None:
    """Run the command line; whatever goes wrong ends in one line on standard error and the exit code of its kind."""
    asked = {"verbose": False}
    try:
        code = app(prog_name="csp", obj=asked, standalone_mode=False)
        if code == endings.STOPPED:  # what the library makes of Ctrl-C
            raise KeyboardInterrupt
    except typer.Abort:  # what earlier versions of it made of Ctrl-C
        code = endings.tell(KeyboardInterrupt(), verbose=asked["verbose"])
    except (Exception, KeyboardInterrupt) as problem:
        code = endings.tell(problem, verbose=asked["verbose"])
    endings.leave(code)
