"""Whether a report is the latest: nothing at all in the project has changed since it was made.

This is the short answer, found without reading one table. Where it is no, `publish` looks at what the report really depends
on, and may still find that none of it has changed.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers.files import write_text
from helpers.pipeline import provenance
from helpers.pipeline.render.engine import Engine
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, in the words of the one who asked."""

    report: str
    area: str
    period: str
    meeting: str
    plan: str
    formats: str


def inputs(place: Project, engine: Engine) -> str:
    """Everything that any report could depend on, as one hash: taken before a report is made, so that no later edit is missed."""
    parts = [engine.name, engine.description, provenance.environment()]
    parts += provenance.files([place.root / "requirements.lock"], place.root)
    for folder in (place.data, place.params, place.notebooks, provenance.HELPERS):
        parts += provenance.tree(folder)
    for part in sorted(place.reports.glob("*")):
        if part not in (place.published, place.records, place.editions):
            parts += provenance.tree(part) if part.is_dir() else provenance.files([part], place.reports)
    return provenance.digest(parts)


def published(place: Project, asked: Asked, given: str) -> tuple[Path, ...] | None:
    """The files that this question was answered with from the same inputs, if they are still as they were published."""
    try:
        kept = json.loads(_note(place, asked).read_text(encoding="utf-8"))
        folder = place.root / kept["folder"]
        if (kept["inputs"], kept["published"]) == (given, provenance.digest(provenance.tree(folder))):
            return tuple(folder / name for name in kept["files"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no note that can be read: the long way finds out
    return None


def remember(place: Project, asked: Asked, given: str, made: tuple[Path, ...]) -> None:
    """Note that these files, of one folder, are the answer from these inputs."""
    folder = made[0].parent
    kept = {
        "folder": folder.relative_to(place.root).as_posix(),
        "files": [path.name for path in made],
        "inputs": given,
        "published": provenance.digest(provenance.tree(folder)),
    }
    write_text(_note(place, asked), json.dumps(kept, indent=1) + "\n")


def _note(place: Project, asked: Asked) -> Path:
    # What was asked for is anybody's text, so it is no name for a file.
    return place.build / "latest" / f"{provenance.digest(asdict(asked).values())}.json"
