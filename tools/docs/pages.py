"""Every page of docs/ that is made, and what makes it."""

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from helpers.project import Project
from tools.docs import commands, functions, indicators, methods, parameters, tables

DOCS = Path("docs")
REFERENCE = DOCS / "reference"
MAKERS = {
    DOCS / "data-model.md": tables.page,
    REFERENCE / "commands.md": commands.page,
    REFERENCE / "parameters.md": parameters.page,
    REFERENCE / "indicators.md": indicators.page,
    REFERENCE / "methods.md": methods.page,
    **{
        REFERENCE / "functions" / f"{name}.md": partial(functions.page, room=room)
        for room, name in functions.ROOMS.items()
    },
}
if find_spec("tests.messages"):  # a partnership's project has the page, and not the catalogue
    from tools.docs import messages

    MAKERS[REFERENCE / "messages.md"] = messages.page


def stale(place: Project) -> list[Path]:
    """The pages that are not as they would be made now."""
    return [path for path, make in MAKERS.items() if _kept(place.root / path) != make(place)]


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
