"""From a plan to a published report: run, stage, render, and put it in place whole."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from helpers.analysis.publications import PUBLICATIONS
from helpers.errors import SourceError
from helpers.files import replace_folder, write_bytes, write_text
from helpers.pipeline import provenance
from helpers.pipeline.audit import account
from helpers.pipeline.binding import links, lint, literals
from helpers.pipeline.binding.book import Book, read_tables
from helpers.pipeline.progress import Reporter
from helpers.pipeline.render.engine import Engine, render
from helpers.pipeline.reports import origins, staging
from helpers.pipeline.reports.plan import FORMATS, ReportPlan, commentary_path
from helpers.pipeline.runs import runner
from helpers.pipeline.runs.run_key import Parts
from helpers.pipeline.runs.runner import Done
from helpers.project import Project

FORMATS_PART = "the formats"


@dataclass(frozen=True, slots=True)
class Published:
    """A report in its place, and whether it was already there."""

    folder: Path
    files: tuple[Path, ...]
    fresh: bool


def step_count(plan: ReportPlan) -> int:
    """How many steps `make_report` counts."""
    return len(plan.runs) + 2


def make_report(
    place: Project,
    plan: ReportPlan,
    engine: Engine,
    report: Reporter,
    *,
    force: bool = False,
    runs: Sequence[Done] | None = None,
) -> Published:
    """Make a report, or find that nothing which it depends on has changed.

    Parameters
    ----------
    runs : sequence of Done, optional
        Its notebooks' runs, where they are finished; found or run now unless given.

    Raises
    ------
    ReportError
        If a notebook fails or the text cannot be rendered; then nothing under reports/published/ has changed.
    """
    began = datetime.now(UTC)
    runs = _runs(place, plan, report, force=force) if runs is None else runs
    parts = parts_of(place, plan, engine, [done.key for done in runs])
    if not force and (done := find_done(place, plan, parts)):
        return done
    folder = place.published.joinpath(*plan.folder_parts())
    report(f"lay out {plan.name}")
    main = staging.stage(place, plan, runs)
    timestamp = int(datetime.combine(plan.paper.dated, time(12), UTC).timestamp())
    report(f"{', '.join(plan.formats)} with {engine.description}")
    try:
        rendered = render(engine, main, tuple(FORMATS[name] for name in plan.formats), timestamp=timestamp)
    except SourceError as problem:
        texts = [commentary_path(place, plan.area, plan.occasion, name) for name in plan.texts]
        raise SourceError(origins.as_written(str(problem), main, texts, place)) from None
    made = {f"{plan.kind.name}.{name}": rendered[FORMATS[name]] for name in plan.formats}
    made = _bound(place, main.parent, made | staging.results(plan, runs))
    made |= account.described(place, plan, engine, runs, made, began=began)
    stamp = stamp_of(place, plan)
    with replace_folder(folder) as fresh:
        for name, content in made.items():
            write_bytes(fresh / name, content)
        stamp.unlink(missing_ok=True)  # not sooner: where nothing can be written, it is still that of the old folder
    kept = {"published": published_hash(folder), "runs": [done.key for done in runs], "parts": parts}
    write_text(stamp, json.dumps(kept, indent=1) + "\n")
    return Published(folder, _files(plan, folder), fresh=False)


def find_done(place: Project, plan: ReportPlan, parts: Parts) -> Published | None:
    """The published report that depends on the same, as `parts_of` gives it, if it is still as it was published."""
    kept = read_stamp(place, plan)
    folder = place.published.joinpath(*plan.folder_parts())
    if kept.get("parts") == parts and kept.get("published") == published_hash(folder):
        return Published(folder, _files(plan, folder), fresh=True)
    return None


def parts_of(place: Project, plan: ReportPlan, engine: Engine, runs: Sequence[str]) -> Parts:
    """What a report depends on: its runs, by their keys, its text, the house look, its settings, the engine and our own code."""
    house = [*provenance.tree(place.reports / staging.HOUSE)]
    house += provenance.files([place.reports / "_brand.yml"], place.reports)
    texts = [commentary_path(place, plan.area, plan.occasion, name) for name in plan.texts]
    about = [str(plan.kind), str(plan.paper), plan.area, str(plan.occasion)]
    return {
        "the notebooks' results": provenance.digest(runs),
        f"reports/{plan.kind.name}": provenance.digest(provenance.tree(place.reports / plan.kind.name)),
        "reports/commentary": provenance.digest(provenance.files(texts, place.reports)),
        "the paper's entry in params/areas": provenance.digest(about),
        FORMATS_PART: provenance.digest(plan.formats),
        "the house look": provenance.digest(house),
        "the renderer": provenance.digest([engine.name, engine.description, provenance.environment()]),
        "the code that renders": provenance.digest(provenance.render_code()),
    }


def read_stamp(place: Project, plan: ReportPlan) -> dict:
    """What was noted when a report was made last; empty if nothing was, or it cannot be read."""
    try:
        kept = json.loads(stamp_of(place, plan).read_text(encoding="utf-8"))
        return kept if isinstance(kept, dict) else {}
    except (OSError, ValueError):
        return {}


def published_hash(folder: Path) -> str:
    """Everything in a published folder, as one hash: a file that was edited or lost by hand changes it."""
    return provenance.digest(provenance.tree(folder))


def stamp_of(place: Project, plan: ReportPlan) -> Path:
    """Where it is noted of what a report was made."""
    return place.build.joinpath("stamps", *plan.folder_parts()).with_suffix(".json")


def _bound(place: Project, staged: Path, made: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, once every number in them is known to be published; in the web page each leads to its source.

    Raises
    ------
    ReportError
        If a number is printed that is neither published nor declared.
    """
    declared = literals.declared(place)
    settings = (staged / "_metadata.yml").read_text(encoding="utf-8")
    book = Book(json.loads(made["values.json"]), read_tables(made), [settings, *PUBLICATIONS.values()])
    lint.check(made, book, declared, staged)
    pages = {path: links.linked(content, book, declared) for path, content in made.items() if path.endswith(".html")}
    return made | pages


def _runs(place: Project, plan: ReportPlan, report: Reporter, *, force: bool) -> list[Done]:
    runs = []
    for request in plan.runs:
        done = None if force else runner.find_done(place, request)
        report(f"notebook {request.notebook}, {request.area} {request.quarter}{': unchanged' if done else ''}")
        runs.append(done or runner.run(place, request))
    return runs


def _files(plan: ReportPlan, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / f"{plan.kind.name}.{name}" for name in plan.formats)
