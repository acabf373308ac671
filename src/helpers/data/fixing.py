"""Write tables back as they should be written, where there is only one way to read them."""

import csv
import io
import tempfile
from pathlib import Path

from helpers.data import catalogue, loading
from helpers.data.catalogue import Table
from helpers.data.loading import ROW, Loaded
from helpers.data.problems import Problem
from helpers.errors import DataError
from helpers.files import write_bytes


def fix(data: Path) -> list[Problem]:
    """Rewrite every table that holds something fixable; return what was put right.

    A cell that cannot be read stays as it is. A file in which any *row* could not be read is left alone, whole: a
    rewritten one would have lost that row. So is one that would then be read otherwise than now. Each file is replaced in
    one step.

    Raises
    ------
    DataError
        If a file cannot be replaced; it then stands as it was.
    """
    done: list[Problem] = []
    for table in catalogue.read(data).values():
        loaded = loading.read(data, table)
        fixable = [problem for problem in loaded.problems if problem.fixable]
        if not fixable or _has_lost_rows(loaded):
            continue
        content = _canonical(table, loaded)
        if _is_same(table, loaded, content):
            _replace(data, table, content)
            done += fixable
    return sorted(done)


def _has_lost_rows(loaded: Loaded) -> bool:
    return any(not problem.fixable and not problem.column for problem in loaded.problems)


def _canonical(table: Table, loaded: Loaded) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(loaded.lines)
    return text.getvalue().encode("utf-8")


def _is_same(table: Table, loaded: Loaded, content: bytes) -> bool:
    """Whether what is to be written will be read as what was read, with nothing left to fix.

    It is not where a cell that could not be read means something in the new file: `1,077` is ambiguous in a file with
    semicolons, and 1077 in one with commas.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_bytes(Path(folder) / table.path, content)
        again = loading.read(Path(folder), table)
    # Lines move up where empty rows were dropped.
    same = again.frame.drop(columns=ROW).equals(loaded.frame.drop(columns=ROW))
    return same and again.lines == loaded.lines and not any(problem.fixable for problem in again.problems)


def _replace(data: Path, table: Table, content: bytes) -> None:
    try:
        write_bytes(data / table.path, content)
    except OSError as problem:
        raise DataError(
            f"data/{table.path}: cannot be written ({problem.strerror or problem}), and stands as it was; "
            "is it open in another program?"
        ) from None
