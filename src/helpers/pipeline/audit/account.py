"""Gather what the manifest says of a report that has just been made."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path

from helpers import yaml_files
from helpers.data.slicing import INPUTS
from helpers.pipeline import provenance
from helpers.pipeline.audit import crate, manifest, recipe, record
from helpers.pipeline.render.engine import Engine
from helpers.pipeline.reports.plan import ReportPlan
from helpers.pipeline.runs.runner import Done, parameters_of
from helpers.project import Project

ROLE = "CSP_ROLE"
"""The environment variable that names the post of whoever makes a report."""
NO_ROLE = "a post that was not named"
PACKAGES = ("pandas", "numpy", "scipy", "statsmodels", "matplotlib", "seaborn", "papermill", "nbclient", "ipykernel")
"""Those that analyse, draw and run notebooks; the lock file, which is in the record, holds every one."""


def described(
    place: Project,
    plan: ReportPlan,
    engine: Engine,
    runs: Sequence[Done],
    outputs: Mapping[str, bytes],
    *,
    began: datetime,
) -> dict[str, bytes]:
    """What is published beside a report: its recipe and its manifest. Its record is kept as well.

    Parameters
    ----------
    outputs : mapping of path to bytes
        Everything else that is published.
    began : datetime
        When its making began.
    """
    outputs = {**outputs, recipe.NAME: recipe.written(plan, engine.name).encode()}
    files, contents = record.gathered(place, plan, runs)
    name = record.keep(place, files, contents)
    slices = {path: contents[found] for path, found in files.items() if _is_slice(path)}
    made = crate.Making(
        plan=plan,
        name=name,
        title=_title(place, plan),
        files=files,
        slices=slices,
        outputs=dict(sorted(outputs.items())),
        runs=[_run(place, done, files) for done in runs],
        environment=environment(engine),
        commit=commit(),
        role=os.environ.get(ROLE) or NO_ROLE,
        began=_moment(began),
        ended=_moment(datetime.now(UTC)),
    )
    return {recipe.NAME: outputs[recipe.NAME], manifest.NAME: crate.written(made).encode()}


def environment(engine: Engine) -> dict[str, str]:
    """What reports are made with here, each with its version."""
    return {"Python": provenance.environment(), "renderer": engine.description, **_packages()}


@cache
def commit() -> str:
    """The commit of the code that runs; `not known` where it lies in no repository."""
    code = provenance.HELPERS
    found = _git(code, "rev-parse", "HEAD")
    if not found:
        return "not known"
    return f"{found}, altered since" if _git(code, "status", "--porcelain", "--", str(code)) else found


@cache
def _packages() -> dict[str, str]:
    return {name: metadata.version(name) for name in PACKAGES}


def _git(folder: Path, *arguments: str) -> str:
    try:
        told = subprocess.run(
            ["git", "-C", folder, *arguments], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def _run(place: Project, done: Done, files: Mapping[str, str]) -> crate.Run:
    inputs = f"{(done.folder / INPUTS).relative_to(place.root).as_posix()}/"
    given = {name: str(value) for name, value in parameters_of(done.run).items()}
    published = tuple(f"data/{path.name}" for path in sorted(done.results.glob("*.csv")))
    return crate.Run(done.run.notebook, given, tuple(path for path in files if path.startswith(inputs)), published)


def _title(place: Project, plan: ReportPlan) -> str:
    staged = place.build.joinpath("reports", *plan.folder_parts(), "_metadata.yml")
    found = yaml_files.read(staged)
    return f"{found['title']}, {found['area-name']}"


def _is_slice(path: str) -> bool:
    return path.endswith(".csv") and Path(path).parent.name == INPUTS


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).replace(microsecond=0).isoformat()
