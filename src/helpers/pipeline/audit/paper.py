"""A page about a published report, as HTML and PDF in the house style of the report's own record."""

import contextlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from helpers.errors import ReportError
from helpers.files import write_bytes, write_text
from helpers.pipeline.audit import manifest, recipe, record
from helpers.pipeline.parcels import Shelf
from helpers.pipeline.render.engine import choose, render
from helpers.pipeline.reports import staging
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: the name of its files, its title, subtitle and subject, the command that made it, and its Markdown."""

    name: str
    title: str
    subtitle: str
    subject: str
    command: str
    text: str


def deliver(page: Page, told: str, folder: Path, shelf: Shelf, target: Path) -> list[Path]:
    """Write a page to `target` as HTML and PDF, with all that it tells as JSON.

    Where the record cannot be had, there is only the JSON.

    Parameters
    ----------
    told : str
        The JSON.
    folder : Path
        The published folder that it is about.
    """
    files = {f"{page.name}.json": f"{told}\n".encode()}
    with contextlib.suppress(ReportError, OSError, UnicodeDecodeError):  # the JSON says what is missing
        files |= _rendered(page, folder, shelf)
    for name, content in files.items():
        write_bytes(target / name, content)
    return [target / name for name in files]


def _rendered(page: Page, folder: Path, shelf: Shelf) -> Mapping[str, bytes]:
    plan, engine = recipe.read((folder / recipe.NAME).read_text(encoding="utf-8"))
    entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
    kept = record.read(shelf, manifest.record_name(entities))
    house = (f"reports/{staging.HOUSE}/", "reports/_brand")
    timestamp = int(datetime.combine(plan.paper.dated, time(12), UTC).timestamp())
    with tempfile.TemporaryDirectory(prefix="csp-page-") as scratch:
        place, staged = Project(Path(scratch, "project")), Path(scratch, "page")
        shelf.lay_out({name: found for name, found in kept.items() if name.startswith(house)}, place.root)
        staging.copy_house(place, staged)
        colours = staging.dress(place, staged, f"{page.name}.qmd", brief=True)
        about = {
            "title": page.title,
            "subtitle": page.subtitle,
            "author": page.command,
            "subject": page.subject,
            "partnership": plan.paper.partnership,
            "council": plan.paper.council,
            "occasion": page.command,
            "sender": page.command,
            "contact": plan.paper.contact,
            "brief": True,
            "accent": colours.colour("primary").lstrip("#"),
        }
        write_text(staged / "_metadata.yml", staging.as_yaml(about))
        write_text(staged / f"{page.name}.qmd", page.text)
        made = render(choose(engine), staged / f"{page.name}.qmd", ("html", "typst"), timestamp=timestamp)
    return {f"{page.name}.html": made["html"], f"{page.name}.pdf": made["typst"]}
