"""The commands that make reports, and say which there are, which are stale and whose words they wait for."""

from typing import Annotated

import typer

from helpers.cli.options import Borough, EngineName, Force, Machine, day_said, print_json, shown
from helpers.project import find

app = typer.Typer()


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
