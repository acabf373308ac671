"""Write tables back as they should be written, where there is only one way to read them."""

import csv
import io
from pathlib import Path

from helpers.data import catalogue, loading
from helpers.data.catalogue import Table
from helpers.data.loading import Loaded
from helpers.data.problems import Problem
from helpers.files import write_bytes


def fix(data: Path) -> list[Problem]:
    """Rewrite every table that holds something fixable; return what was put right.

    A cell that cannot be read stays as it is. A file in which any *row* could not be read is left alone, whole: a
    rewritten one would have lost that row. Each file is replaced in one step.
    """
    done: list[Problem] = []
    for table in catalogue.read(data).values():
        loaded = loading.read(data, table)
        fixable = [problem for problem in loaded.problems if problem.fixable]
        if not fixable or _has_lost_rows(loaded):
            continue
        write_bytes(data / table.path, _canonical(table, loaded))
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
