"""From a plan to a published report: run, stage, render, and put it in place whole."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from helpers.files import replace_folder, write_bytes, write_text
from helpers.pipeline import provenance, runner, staging
from helpers.pipeline.plan import FORMATS, ReportPlan, commentary_path
from helpers.pipeline.progress import Reporter
from helpers.pipeline.render.engine import Engine, render
from helpers.pipeline.runner import Done
from helpers.project import Project


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
    place: Project, plan: ReportPlan, engine: Engine, report: Reporter, *, force: bool = False
) -> Published:
    """Make a report, or find that nothing which it depends on has changed.

    Raises
    ------
    ReportError
        If a notebook fails or the text cannot be rendered; then nothing under reports/published/ has changed.
    """
    runs = []
    for request in plan.runs:
        done = None if force else runner.find_done(place, request)
        report(f"notebook {request.notebook}, {request.area} {request.quarter}{': unchanged' if done else ''}")
        runs.append(done or runner.run(place, request))
    folder = place.published.joinpath(*plan.folder_parts())
    stamp = place.build.joinpath("stamps", *plan.folder_parts()).with_suffix(".json")
    key = _key(place, plan, engine, runs)
    files = tuple(folder / f"{plan.kind.name}.{name}" for name in plan.formats)
    if not force and _is_done(folder, stamp, key):
        return Published(folder, files, fresh=True)
    report(f"lay out {plan.name}")
    main = staging.stage(place, plan, runs)
    timestamp = int(datetime.combine(plan.paper.dated, time(12), UTC).timestamp())
    report(f"{', '.join(plan.formats)} with {engine.description}")
    rendered = render(engine, main, tuple(FORMATS[name] for name in plan.formats), timestamp=timestamp)
    made = {name: rendered[FORMATS[name]] for name in plan.formats}
    stamp.unlink(missing_ok=True)
    _put_in_place(plan, folder, main.parent, made)
    published = provenance.digest(provenance.tree(folder))
    write_text(stamp, json.dumps({"key": key, "published": published}, indent=1) + "\n")
    return Published(folder, files, fresh=False)


def _key(place: Project, plan: ReportPlan, engine: Engine, runs: Sequence[Done]) -> str:
    """What the report depends on: its runs, its text, the house look, its settings, the engine and our own code."""
    parts = [done.key for done in runs]
    parts += [str(plan.kind), str(plan.paper), plan.area, str(plan.occasion), str(plan.formats)]
    parts += [engine.name, engine.description, provenance.environment()]
    parts += provenance.tree(place.reports / plan.kind.name) + provenance.tree(place.reports / staging.HOUSE)
    texts = [
        commentary_path(place, plan.area, plan.occasion, name) for name in plan.kind.commentary + plan.kind.invited
    ]
    parts += [path.read_text(encoding="utf-8") for path in (*texts, place.reports / "_brand.yml") if path.is_file()]
    return provenance.digest([*parts, *provenance.render_code()])


def _is_done(folder: Path, stamp: Path, key: str) -> bool:
    try:
        kept = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    # The published files count too: one that was edited or lost by hand is made again.
    return kept.get("key") == key and kept.get("published") == provenance.digest(provenance.tree(folder))


def _put_in_place(plan: ReportPlan, folder: Path, staged: Path, made: Mapping[str, bytes]) -> None:
    with replace_folder(folder) as fresh:
        for name, content in made.items():
            write_bytes(fresh / f"{plan.kind.name}.{name}", content)
        (fresh / "data").mkdir()
        for path in sorted((staged / staging.RESULTS).glob("*.csv")):
            shutil.copyfile(path, fresh / "data" / path.name)
        shutil.copyfile(staged / "values.json", fresh / "values.json")
