"""The commands of an auditor."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers.cli.options import Machine, day_said, print_json, shown
from helpers.errors import ParamsError, ReportError
from helpers.project import MARK, Project, find

if TYPE_CHECKING:
    from helpers.pipeline.parcels import Shelf

app = typer.Typer()
MANIFEST, VALUES = "ro-crate-metadata.json", "values.json"
"""What a report's folder is known by."""
PLENTY = 12
"""How many folders are named at most instead of one that there is not."""

Folder = Annotated[Path, typer.Argument(help="A report's folder, such as reports/published/AREA/PERIOD/REPORT.")]


@app.command()
def verify(
    folder: Folder,
    signers: Annotated[
        Path | None, typer.Option(help="Who may have released it: a file of allowed signers, as OpenSSH has them.")
    ] = None,
    machine: Machine = False,
) -> None:
    """Check that a report is what was produced: every file against its manifest, and who signed it."""
    from dataclasses import asdict

    from helpers.pipeline.audit import manifest, overrides, signatures
    from helpers.pipeline.audit import verify as verifying

    published = _published(folder)
    found = verifying.check(published, _shelf(published))
    who = signatures.signer(published, signers) if signers and not found.problems else ""
    if machine:
        print_json({**asdict(found), "signer": who})
    else:
        for problem in found.problems:
            print(f"{problem.path}: {problem.said}")
        if found.problems:
            number = len(found.problems)
            print(f"{number} {'file is not as it was' if number == 1 else 'files are not as they were'} made")
        else:
            behind = f", and so are the {found.kept} files of its record" if found.kept else "; its record is not here"
            print(f"all {found.files} files are as they were made{behind}")
            for told in overrides.read(manifest.read((published / manifest.NAME).read_text(encoding="utf-8"))):
                print(told)
            if who:
                print(f"released by {who}")
    if found.problems:
        raise typer.Exit(1)


@app.command()
def audit(
    folder: Folder,
    to: Annotated[
        Path | None, typer.Option(help="Folder for the verdict; one under build/audits/ unless told.")
    ] = None,
    machine: Machine = False,
) -> None:
    """Make a report again, from its record and from today's data, and compare every output."""
    from helpers.pipeline import progress
    from helpers.pipeline.audit import auditing, page, paper, recipe, verdict

    published, shelf = _published(folder), _records(folder)
    if to:
        _place_for(to, "verdict")
    with progress.steps(auditing.STEPS) as report:
        found = auditing.audit(published, shelf, _project(published), report)
    place = Project(shelf.folder.parents[1])
    target = to or place.build / "audits" / recipe.called(published)
    told = verdict.as_json(found)
    files = paper.deliver(page.page_of(found), told, published, shelf, target.absolute())
    print(told if machine else "\n".join(verdict.lines(found)))
    if not machine:
        print(f"  this verdict: {shown(place, files)}")
    if not found.reproduced:
        raise typer.Exit(1)


@app.command()
def explain(
    folder: Folder,
    number: Annotated[str, typer.Argument(help="A number as it is printed, such as 27.7%; or a value's id.")],
    machine: Machine = False,
) -> None:
    """Say what stands behind a number that a report prints: method, exact value and source rows."""
    from dataclasses import asdict

    from helpers.pipeline.audit import explain as explaining

    published = _published(folder)
    found = explaining.explained(published, number, _shelf(published))
    if machine:
        print_json([asdict(candidate) for candidate in found])
    else:
        told = [explaining.overview(number, found), *map(explaining.lines, found)]
        print("\n\n".join("\n".join(part) for part in told if part))


@app.command()
def values(
    folder: Folder,
    word: Annotated[str, typer.Argument(help="Only those whose id, text or unit holds this.")] = "",
    machine: Machine = False,
) -> None:
    """List what a report's text can quote: the id of each value, and how it reads."""
    from dataclasses import asdict

    from helpers.pipeline.audit import quotable

    found = quotable.quotable(_published(folder), word)
    if machine:
        print_json([asdict(value) for value in found])
    else:
        print("\n".join(quotable.lines(found)))


@app.command()
def publish(
    folder: Folder,
    sign: Annotated[Path | None, typer.Option(help="A private OpenSSH key to sign it with.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Only say what every check finds.")] = False,
    allow: Annotated[
        list[str] | None, typer.Option(help="A check that it is published in spite of, which the edition keeps.")
    ] = None,
    because: Annotated[str, typer.Option(help="Why it is allowed.")] = "",
    by: Annotated[str, typer.Option(help="The post that answers for it.")] = "",
    on: Annotated[str, typer.Option(help="Day on which it was allowed, such as 2016-10-14.")] = "",
    engine: Annotated[str, typer.Option(help="Renderer that it was made with: auto, quarto or embedded.")] = "auto",
    machine: Machine = False,
) -> None:
    """Freeze a report as its next edition, under reports/editions/, if nothing stands in the way."""
    from dataclasses import replace

    from helpers.pipeline import progress
    from helpers.pipeline.alone import alone
    from helpers.pipeline.audit import clearance, editions, overrides, refusal, signatures
    from helpers.pipeline.render.engine import choose

    published = _published(folder)
    place = _project(published)
    if place is None:
        raise ParamsError(f"{folder} lies in no project: an edition is made of a folder of reports/published/")
    names = [check.name for check in clearance.CHECKS]
    asked = overrides.asked(allow or (), names, reason=because, post=by, on=day_said(on) if on else None)
    if sign is not None:
        signatures.require(sign)
    shelf = _shelf(published)
    name = place.relative(published)
    allowed = [one.check for one in asked]
    made = None
    with alone(place, wait=True):  # what is checked is what is frozen, and no two are the same edition
        editions.require_whole(place, published, shelf)
        report = clearance.Report(place, published, shelf, clearance.paper_of(place, published), choose(engine))
        with progress.steps(len(clearance.CHECKS)) as reporter:
            found = clearance.findings(report, reporter)
        standing = [finding for finding in found if finding.obstacles and finding.check.name not in allowed]
        if not (standing or explain):
            against = {finding.check.name: tuple(one.what for one in finding.obstacles) for finding in found}
            kept = [replace(one, found=against[one.check]) for one in asked if against[one.check]]
            made = editions.publish(place, published, shelf, sign, kept)
    if machine:
        print(refusal.as_json(found, place.relative(made.folder) if made else None))
    elif explain:
        print("\n".join(refusal.explained(found)))
    elif made is None:
        given = ["csp", "publish", name, *(["--sign", str(sign)] if sign else [])]
        given += ["--engine", engine] if engine != "auto" else []
        given += [word for check in allowed for word in ("--allow", check)]
        said = ["--because", because, "--by", by, "--on", on] if allowed else []
        again = [*filter(None, [report.offer.command]), shlex.join(given + said)]
        print("\n".join(refusal.page(standing, name=name, again=again, command=shlex.join(given))))
    else:
        edition = place.relative(made.folder)
        print(f"nothing has changed: {edition} holds the same" if made.fresh else f"edition {made.number}: {edition}")
    if standing:
        raise typer.Exit(1)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="The earlier edition, such as reports/editions/…/1.")],
    after: Annotated[Path, typer.Argument(help="The later one, or a folder of reports/published/.")],
    to: Annotated[
        Path | None, typer.Option(help="Folder for the note; one under build/revisions/ unless told.")
    ] = None,
    machine: Machine = False,
) -> None:
    """List each figure that differs between two editions, split by cause, and write a note of revisions."""
    from helpers.pipeline import progress
    from helpers.pipeline.audit import causes, paper, recipe, revisions
    from helpers.pipeline.audit import diff as differing

    old, new = _published(before), _published(after)
    shelf = _records(new)
    if to:
        _place_for(to, "note")
    with progress.steps(len(causes.Cause)) as report:
        found = differing.diff(old, new, shelf, report)
    place = Project(shelf.folder.parents[1])
    target = to or place.build / "revisions" / recipe.called(new)
    told = revisions.as_json(found)
    files = paper.deliver(revisions.page_of(found), told, new, shelf, target.absolute())
    print(told if machine else "\n".join(revisions.lines(found)))
    if not machine:
        print(f"  this note: {shown(place, files)}")


@app.command()
def bundle(
    folder: Folder,
    to: Annotated[Path | None, typer.Option(help="The archive; REPORT-PERIOD-AREA.zip unless told.")] = None,
    wheels: Annotated[
        bool, typer.Option("--wheels", help="Put the packages in as well: hundreds of megabytes.")
    ] = False,
) -> None:
    """Write one archive with which a report can be audited on another machine, without a network."""
    from helpers.pipeline.audit import bundle as bundling
    from helpers.pipeline.audit import recipe

    published = _published(folder)
    target = to or Path(f"{recipe.called(published)}.zip")
    if target.suffix != ".zip" or target.is_dir():
        raise ParamsError(f"--to {target} is no name for an archive: let it end in .zip, and be no folder")
    _place_for(target.parent, "archive")
    number = bundling.write(published, _records(folder), target.absolute(), wheels=wheels)
    print(
        f"{target}: {number} files, {target.stat().st_size / 1024**2:.1f} MiB; `python audit.py` in it audits the report"
    )
    print("for those who may see what is behind the report: it holds small counts that the report does not print")


def _published(folder: Path) -> Path:
    if not folder.is_dir():
        raise ParamsError(
            f"{folder} is no folder{_beside(folder)}: name one of reports/published/ or reports/editions/ that holds a report"
        )
    if not any((folder / name).is_file() for name in (MANIFEST, VALUES)):
        inside = [path.parent.relative_to(folder).as_posix() for path in sorted(folder.glob(f"[!.]*/**/{MANIFEST}"))]
        there = f"; there is one in {', '.join(inside[:PLENTY])}" if inside else ""
        raise ParamsError(f"{folder} holds no report{there}: name a folder of reports/published/ that holds {MANIFEST}")
    return folder.resolve()


def _place_for(to: Path, what: str) -> None:
    """Refuse a folder that cannot be made, before anything takes time.

    Raises
    ------
    ParamsError
        If a file lies there, or above it.
    """
    lies = next((path for path in (to, *to.absolute().parents) if path.exists()), to)
    if not lies.is_dir():
        raise ParamsError(f"--to {to}: {lies} is a file: name a folder for the {what}")


def _beside(folder: Path) -> str:
    """What there is instead in the nearest folder above that there is: `; reports/published/dudley holds 2011-12`."""
    above = next((parent for parent in folder.parents if parent.is_dir()), None)
    if above is None or not {"published", "editions"} & set(above.parts):
        return ""
    there = sorted(path.name for path in above.iterdir() if path.is_dir() and path.name[0] != ".")
    return f"; {above} holds {', '.join(there[:PLENTY]) or 'none'}"


def _project(folder: Path) -> Project | None:
    """The project that a published folder lies in; else the one that this is run in."""
    around = next((parent for parent in folder.resolve().parents if (parent / MARK).is_file()), None)
    if around:
        return Project(around)
    try:
        return find()
    except ReportError:
        return None  # a published folder is verified anywhere


def _shelf(folder: Path) -> "Shelf | None":
    from helpers.pipeline.audit import record

    place = _project(folder)
    return record.shelf_of(place) if place and place.records.is_dir() else None


def _records(folder: Path) -> "Shelf":
    shelf = _shelf(folder)
    if shelf is None:
        raise ReportError(
            f"there is no reports/records/ in this project, so {folder} could not be re-run: the record of what it was made "
            "of is kept there; take it from a backup, or run this where the report was made"
        )
    return shelf
