"""Every page of docs/ that is made, and what makes it."""

from functools import partial
from pathlib import Path

from helpers.project import Project
from tools.docs import commands, functions, indicators, messages, methods, parameters, tables

DOCS = Path("docs")
REFERENCE = DOCS / "reference"
MAKERS = {
    DOCS / "data-model.md": tables.page,
    REFERENCE / "commands.md": commands.page,
    REFERENCE / "messages.md": messages.page,
    REFERENCE / "parameters.md": parameters.page,
    REFERENCE / "indicators.md": indicators.page,
    REFERENCE / "methods.md": methods.page,
    **{
        REFERENCE / "functions" / f"{name}.md": partial(functions.page, room=room)
        for room, name in functions.ROOMS.items()
    },
}


def stale(place: Project) -> list[Path]:
    """The pages that are not as they would be made now."""
    return [path for path, make in MAKERS.items() if _kept(place.root / path) != make(place)]


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
