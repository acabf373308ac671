"""Whether a published folder is what was produced: every file against the manifest, and the record behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ReportError
from helpers.pipeline import provenance
from helpers.pipeline.audit import manifest, record
from helpers.pipeline.parcels import Shelf

SIGNATURE = f"{manifest.NAME}.sig"
"""It covers the manifest, so the manifest cannot name it; `signatures` checks it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that is not as it was made, and how it differs."""

    path: str
    said: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes
    ----------
    files : int
        How many files the manifest names.
    kept : int
        How many files the record holds; 0 where there is no record here.
    problems : tuple of Problem
        In order of path; none if everything is as it was made.
    """

    files: int
    kept: int
    problems: tuple[Problem, ...]


def check(folder: Path, shelf: Shelf | None = None) -> Verified:
    """Hold a published folder against its manifest; and the record behind it against its list, where there is one.

    Raises
    ------
    ReportError
        If the folder is none that was published.
    """
    path = folder / manifest.NAME
    if not path.is_file():
        raise ReportError(
            f"{folder} holds no {manifest.NAME}: name a folder of reports/published/ that holds a report"
            if not _looks_published(folder)
            else f"{manifest.NAME} is missing from {folder}: without it nobody can tell whether the rest is what was made"
        )
    try:
        entities = manifest.read(path.read_text(encoding="utf-8"))
    except (ReportError, UnicodeDecodeError):
        return Verified(
            0, 0, (Problem(manifest.NAME, "altered: it is not the manifest that was written with the report"),)
        )
    expected = manifest.outputs(entities)
    problems = list(_differences(folder, expected))
    kept = 0
    if shelf is not None and not shelf.lacking([name := manifest.record_name(entities)]):
        found, kept = _of_record(shelf, name)
        problems += found
    return Verified(len(expected), kept, tuple(sorted(problems, key=lambda problem: problem.path)))


def files_of(folder: Path) -> dict[str, Path]:
    """Everything in a published folder besides the manifest and its signature, by path from it."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or path.is_symlink()) and path not in (folder / manifest.NAME, folder / SIGNATURE)
    }


def _looks_published(folder: Path) -> bool:
    return (folder / "values.json").is_file()


def _differences(folder: Path, expected: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    there = files_of(folder)
    hashes = {name: provenance.hash_of(path.read_bytes()) if path.is_file() else "" for name, path in there.items()}
    added = sorted(set(there) - set(expected))
    for name, (wanted, length) in expected.items():
        if name not in there:
            renamed = next((other for other in added if hashes[other] == wanted), "")
            added = [other for other in added if other != renamed]
            yield Problem(name, f"renamed: it is called {renamed}" if renamed else "missing")
        elif hashes[name] != wanted:
            yield Problem(name, _how(there[name], length, hashes[name], expected))
    for name in added:
        yield Problem(name, "added: it was not made with the report")


def _how(path: Path, length: int, found: str, expected: Mapping[str, tuple[str, int]]) -> str:
    """In what way a file is not the one that was made."""
    whose = [name for name, (wanted, _) in expected.items() if wanted == found]
    if whose:
        return f"changed: it holds what was made as {whose[0]}"
    size = path.stat().st_size if path.is_file() else 0
    if size != length:
        return f"changed: {size:,} bytes long, made with {length:,}"
    return "changed: as long as it was made, but not the same"


def _of_record(shelf: Shelf, name: str) -> tuple[list[Problem], int]:
    try:
        files = record.read(shelf, name)
    except ReportError:
        return [Problem(f"record {name[:12]}", "altered: its list is not the one that was kept")], 0
    wrong = [Problem(path, "altered in reports/records/") for path in record.altered(shelf, files)]
    lacking = set(shelf.lacking(files.values()))
    wrong += [Problem(path, "missing from reports/records/") for path, found in files.items() if found in lacking]
    return wrong, len(files)
