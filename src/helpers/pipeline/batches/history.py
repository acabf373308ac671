"""What is remembered of earlier batches: the plan, what each job took and came to, and what failed last."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ParamsError
from helpers.files import write_text
from helpers.pipeline import provenance
from helpers.pipeline.batches import jobs as states
from helpers.pipeline.batches.jobs import Job, Outcome, Plan
from helpers.pipeline.render.engine import Engine
from helpers.project import Project

KNOWN, LAST = "known.json", "last.json"


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of earlier calls: of which inputs, and by job its seconds, task and product's signature."""

    inputs: str
    jobs: Mapping[str, Mapping[str, object]]

    @property
    def seconds(self) -> dict[str, float]:
        """How long each job took."""
        return {name: float(kept["seconds"]) for name, kept in self.jobs.items() if "seconds" in kept}


def planned(place: Project, asked: tuple[str, str], engine: Engine, inputs: str) -> Plan:
    """What some words come to, as `matrix.planned` reads them; remembered while nothing has changed.

    Planning looks at every row that each run may see; finding that there is nothing to do must take less.
    """
    path = place.build / "batch" / "plans" / f"{provenance.digest(asked)}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["inputs"] == inputs:
            jobs = (Job(job["name"], job["task"], frozenset(job["after"]), job["folder"]) for job in kept["jobs"])
            return Plan(tuple(jobs), kept["refused"], kept["waiting"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nothing that can be read: it is planned afresh
    from helpers.pipeline.batches import matrix

    found = matrix.planned(place, asked, engine.name)
    jobs = [
        {"name": job.name, "task": job.task, "after": sorted(job.after), "folder": job.folder} for job in found.jobs
    ]
    papers = {"refused": found.refused, "waiting": found.waiting}
    write_text(path, json.dumps({"inputs": inputs, "jobs": jobs, **papers}) + "\n")
    return found


def failed_last(place: Project) -> tuple[tuple[str, str], list[str]]:
    """What the last batch was asked for, and which of its jobs failed.

    Raises
    ------
    ParamsError
        If there was none.
    """
    try:
        kept = json.loads((place.build / "batch" / LAST).read_text(encoding="utf-8"))
        command, of = kept["asked"]
        return (command, of), [str(name) for name in kept["failed"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise ParamsError("no batch has been run here, so there is nothing to retry: run `csp batch` first") from None


def note_last(place: Project, asked: tuple[str, str], failed: Iterable[str]) -> None:
    """Note what a batch was asked for, and which of its jobs failed."""
    kept = {"asked": asked, "failed": list(failed)}
    write_text(place.build / "batch" / LAST, json.dumps(kept, indent=1) + "\n")


def read_known(place: Project) -> Known:
    """What is remembered; nothing if that cannot be read."""
    try:
        kept = json.loads((place.build / "batch" / KNOWN).read_text(encoding="utf-8"))
        return Known(str(kept["inputs"]), dict(kept["jobs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Known("", {})


def unchanged(place: Project, jobs: Iterable[Job], known: Known, inputs: str) -> Iterator[tuple[str, Outcome]]:
    """The jobs whose products are as they were, from inputs of which nothing has changed."""
    if known.inputs != inputs:
        return
    for job in jobs:
        kept = known.jobs.get(job.name)
        if kept is None or kept.get("task") != _asked(job):
            continue
        if kept["state"] == states.SKIPPED:
            yield job.name, Outcome(job, states.SKIPPED, str(kept["told"]))
        elif kept["signature"] == signature(place.root / job.folder):
            yield job.name, Outcome(job, states.UNCHANGED, str(kept["told"]))


def remember(place: Project, outcomes: Iterable[Outcome], known: Known, inputs: str) -> None:
    """Note what came of each job, for the next call.

    `known` is what was remembered before, and `inputs` what `latest.inputs` gave before the plan was made.
    """
    # The inputs are those of before: what somebody changed meanwhile makes the next call look at everything again.
    kept = {name: dict(job) for name, job in known.jobs.items()}
    if known.inputs != inputs:
        kept = {name: {"seconds": job["seconds"]} for name, job in kept.items() if "seconds" in job}
    for outcome in outcomes:
        job = outcome.job
        entry = kept.setdefault(job.name, {})
        if outcome.state == states.BUILT:
            entry["seconds"] = round(outcome.seconds, 3)
        entry.pop("signature", None)
        entry.pop("task", None)
        if outcome.state != states.FAILED:
            sign = signature(place.root / job.folder)
            entry.update(task=_asked(job), state=outcome.state, told=outcome.told, signature=sign)
    found = json.dumps({"inputs": inputs, "jobs": kept}, indent=1)
    write_text(place.build / "batch" / KNOWN, found + "\n")


def _asked(job: Job) -> str:
    return provenance.digest([json.dumps({**job.task, "force": False}, sort_keys=True)])


def signature(folder: Path) -> str:
    """What a folder's files are called, how long each is and when it was written: whoever edits one changes it."""
    parts = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            found = os.stat(os.path.join(parent, name))
            parts.append(f"{os.path.relpath(parent, folder)}/{name} {found.st_size} {found.st_mtime_ns}")
    return provenance.digest(parts)
