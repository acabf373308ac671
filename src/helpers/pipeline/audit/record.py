"""Everything that a report was made of, kept by content: inputs, notebooks, texts, code and lock file.

The record is for those who may see what is behind a report. It holds small counts that the report does not print, so it
lies in reports/records/, apart from reports/published/, and is not for publication.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.data.slicing import INPUTS
from helpers.errors import ReportError
from helpers.pipeline import parcels, provenance
from helpers.pipeline.parcels import Files, Shelf
from helpers.pipeline.reports import staging
from helpers.pipeline.reports.plan import ReportPlan, commentary_path
from helpers.pipeline.runs.runner import Done
from helpers.project import MARK, Project

CODE = "src/helpers"
LOCK = "requirements.lock"


def shelf_of(place: Project) -> Shelf:
    """Where a project keeps its records; unlike the shelf of a cluster's worker, it forgets nothing."""
    return Shelf(place.records, most=sys.maxsize)


def gathered(place: Project, plan: ReportPlan, runs: Sequence[Done]) -> tuple[dict[str, str], dict[str, bytes]]:
    """What a report is made of: its files by path from a project's root, each with its hash; and contents by hash.

    Parameters
    ----------
    runs : sequence of Done
        Its finished runs, each with its inputs in its folder.
    """
    texts = [commentary_path(place, plan.area, plan.occasion, name) for name in plan.texts]
    files, contents = parcels.packed(
        place.root,
        _there(
            place.root / MARK,
            place.reports / "_brand.yml",
            *texts,
            *_within(place.reports / plan.kind.name, place.reports / staging.HOUSE),
            *behind(place, plan, runs),
        ),
    )
    code, code_contents = parcels.packed(provenance.HELPERS, _within(provenance.HELPERS))
    files |= {f"{CODE}/{name}": found for name, found in code.items()}
    return dict(sorted(files.items())), contents | code_contents


def behind(place: Project, plan: ReportPlan, runs: Sequence[Done]) -> list[Path]:
    """What a report is made of besides its text and its results: its notebooks, what they saw, and the lock file."""
    notebooks = [place.notebooks / f"{name}.ipynb" for name in plan.kind.notebooks]
    return _there(place.root / LOCK, *notebooks, *_within(*(done.folder / INPUTS for done in runs)))


def listed(files: Files) -> bytes:
    """The list of a record's files, as it is kept: its hash stands for the whole record."""
    return (json.dumps(dict(sorted(files.items())), indent=1) + "\n").encode()


def keep(place: Project, files: Files, contents: dict[str, bytes]) -> str:
    """Keep a record with the others, each content once, and give its name: the hash of its list."""
    text = listed(files)
    name = provenance.hash_of(text)
    shelf_of(place).keep({**{found: contents[found] for found in files.values()}, name: text})
    return name


def read(shelf: Shelf, name: str) -> dict[str, str]:
    """The files of a record by path, each with its hash.

    Raises
    ------
    ReportError
        If the record is not there, or its list is not what was kept.
    """
    if shelf.lacking([name]):
        raise ReportError(
            f"reports/records/{name} is missing: it lists what the report was made of; take it from a backup of reports/records/"
        )
    text = shelf.content(name)
    if provenance.hash_of(text) != name:
        raise ReportError(f"reports/records/{name} has been altered: take it from a backup of reports/records/")
    return dict(json.loads(text))


def altered(shelf: Shelf, files: Files) -> list[str]:
    """The paths of a record whose kept content is not what its name says."""
    there = {found for found in files.values() if not shelf.lacking([found])}
    wrong = {found for found in there if provenance.hash_of(shelf.content(found)) != found}
    return sorted(path for path, found in files.items() if found in wrong)


def code_hash(files: Files) -> str:
    """The code of a record as one hash."""
    return provenance.digest(f"{path} {found}" for path, found in sorted(parcels.within(files, CODE).items()))


def _there(*paths: Path) -> list[Path]:
    return [path for path in paths if path.is_file()]


def _within(*folders: Path) -> Iterable[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
