"""The commands of a quarter: prepare it, and take in what the boroughs return."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.options import Machine, print_json
from helpers.project import find

app = typer.Typer()


@app.command("new-quarter")
def new_quarter(
    quarter: Annotated[str, typer.Argument(help="Financial quarter, such as 2016-17-Q3.")],
    like: Annotated[str, typer.Option(help="Quarter to prepare it after; the last one before it unless told.")] = "",
    machine: Machine = False,
) -> None:
    """Prepare a quarter: its papers in params/, the rows it should bring, commentary to be written, and forms to be filled in."""
    from helpers import periods
    from helpers.pipeline.quarter import prepare, returns
    from helpers.publishing import wording

    place = find()
    found = prepare.prepare(place, periods.parse_quarter(quarter), periods.parse_quarter(like) if like else None)
    forms = returns.forms(place, found)
    prepare.write(found, forms)
    counts = {path: len(found.rows.get(path.stem, ())) if path.parent == place.data else 0 for path in found.files}
    if machine:
        files = [{"path": place.relative(path), "rows": count} for path, count in counts.items()]
        made = [place.relative(path) for path in forms]
        quarters = {"quarter": str(found.course.quarter), "like": str(found.course.like)}
        print_json({**quarters, "files": files, "forms": made})
        return
    if not found.files and not forms:
        print(f"{found.course.quarter} was prepared already, after {found.course.like}: nothing has changed")
        return
    print(f"{found.course.quarter}, prepared after {found.course.like}:")
    for path, count in counts.items():
        added = f": {wording.plural(count, 'row')} added" if count else ""
        print(f"  {place.relative(path)}{added}")
    for path in forms:
        print(f"  {place.relative(path)}: a form to send out")
    print(
        "next: send the forms out, then `csp take-in FORM` for each that comes back; `csp status` says what is missing"
    )


@app.command("take-in")
def take_in(
    form: Annotated[Path, typer.Argument(help="A form that `csp new-quarter` made, filled in.")],
    machine: Machine = False,
) -> None:
    """Put the figures of a filled-in form into data/, and keep the form beside them."""
    from helpers.pipeline.quarter import returns
    from helpers.publishing import wording

    found = returns.take_in(find(), form)
    if machine:
        print_json({**asdict(found), "quarter": str(found.quarter)})
        raise typer.Exit(1 if found.mistakes else 0)
    if found.mistakes:
        for mistake in found.mistakes:
            print(f"{form}: {mistake}")
        cells = wording.plural(len(found.mistakes), "cell")
        print(f"csp: nothing was taken in: {cells} must be put right first", file=sys.stderr)
        raise typer.Exit(1)
    left = f"{wording.plural(found.to_follow, 'figure')} {'is' if found.to_follow == 1 else 'are'} still to follow"
    if found.blank:
        print(f"{found.area} {found.quarter}: the form is blank; {left}")
        print("next: fill in columns G to I of the form, or send it to whoever does")
        return
    came = f"{wording.plural(found.rows, 'figure')} came in" if found.rows else "no figure came in"
    print(
        f"{found.area} {found.quarter}: {came if found.rows or found.notes or found.withdrawn else 'nothing new'}; {left}"
    )
    if found.withdrawn:
        print(
            f"{wording.plural(found.withdrawn, 'figure')} that came before {'was' if found.withdrawn == 1 else 'were'} withdrawn"
        )
    if found.notes:
        print(
            f"{wording.plural(found.notes, 'note')} came in without a figure, and {'was' if found.notes == 1 else 'were'} kept"
        )
    if found.beside:
        print(f"kept as {found.kept}, beside the earlier form, as it does not give row {found.beside} of that")
    print("next: csp check")
