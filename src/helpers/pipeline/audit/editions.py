"""Editions: a published report frozen as it is, numbered, and signed if somebody answers for it."""

import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ParamsError, ReportError
from helpers.files import replace_folder, write_text
from helpers.pipeline.audit import manifest, signatures, verify
from helpers.pipeline.audit.overrides import Override, recorded
from helpers.pipeline.parcels import Shelf
from helpers.project import Project

PUT_BACK = "put it back from a backup: an edition never changes"
READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its number, its folder, and whether it was there already."""

    number: int
    folder: Path
    fresh: bool


def publish(
    place: Project, folder: Path, shelf: Shelf | None, key: Path | None = None, overrides: Sequence[Override] = ()
) -> Edition:
    """Freeze a published folder as the next edition; where the last one says the same, and that key signed it, that one stands.

    Parameters
    ----------
    key : Path, optional
        A private OpenSSH key to sign it with.
    overrides : sequence of Override
        What it is published in spite of; its manifest keeps them.

    Raises
    ------
    ParamsError
        If the folder is none of reports/published/.
    ReportError
        If it is not as it was produced, or an earlier edition is not as it was published.
    MachineError
        If it cannot be signed.
    """
    require_whole(place, folder, shelf)
    home = home_of(place, folder)
    numbers = numbered(home)
    last = home / str(numbers[-1]) if numbers else None
    text = recorded((folder / manifest.NAME).read_text(encoding="utf-8"), overrides)
    if (
        last
        and _content(last) == manifest.timeless(text)
        and (not key or signatures.is_by(last / verify.SIGNATURE, key))
    ):
        return Edition(numbers[-1], last, fresh=True)
    number = (numbers[-1] if numbers else 0) + 1
    with replace_folder(home / str(number)) as fresh:
        shutil.copytree(folder, fresh, dirs_exist_ok=True)
        write_text(fresh / manifest.NAME, text)
        if key is not None:
            signatures.sign(fresh / manifest.NAME, key)
        for path in fresh.rglob("*"):
            if path.is_file():
                path.chmod(READ_ONLY)
    return Edition(number, home / str(number), fresh=False)


def require_whole(place: Project, folder: Path, shelf: Shelf | None) -> None:
    """Refuse a folder that no edition can be made of.

    Raises
    ------
    ParamsError
        If it is none of reports/published/.
    ReportError
        If it is not as it was produced, or an earlier edition is not as it was published or is missing.
    """
    if not folder.is_relative_to(place.published.resolve()):
        raise ParamsError(
            f"{folder} is no folder of reports/published/: an edition is made of a report that lies there"
        )
    _refuse(verify.check(folder, shelf).problems, "what was produced", "make the report again")
    home = home_of(place, folder)
    for number in range(1, max(numbered(home), default=0) + 1):
        edition = home / str(number)
        if not edition.is_dir():
            raise ReportError(f"{place.relative(edition)} is missing, though there is a later edition; {PUT_BACK}")
        _refuse(verify.check(edition).problems, f"edition {number} as it was published", PUT_BACK)


def home_of(place: Project, folder: Path) -> Path:
    """Where the editions of a report lie, given its folder of reports/published/."""
    return place.editions / folder.relative_to(place.published.resolve())


def numbered(home: Path) -> list[int]:
    """The numbers of the editions of one report, the earliest first."""
    return sorted(int(path.name) for path in home.glob("[1-9]*") if path.name.isdecimal())


def _content(folder: Path) -> str:
    return manifest.timeless((folder / manifest.NAME).read_text(encoding="utf-8"))


def _refuse(problems: tuple[verify.Problem, ...], what: str, todo: str) -> None:
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ReportError(f"this is not {what}: {problems[0].path}: {problems[0].said}{more}; {todo}")
