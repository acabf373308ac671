"""Everything wrong in data/, found in one go."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from helpers.data import catalogue, loading
from helpers.data.catalogue import Table
from helpers.data.loading import ROW, Problem

HAS_VALUE = ("final", "provisional", "estimated", "nil")


def check(data: Path) -> list[Problem]:
    """List every problem of every table, in the order of files and lines.

    Beyond the types and constraints of each cell: duplicate keys (with the line of the twin), keys that no other table
    holds, a value beside a status that says there is none, and a numerator above its denominator.
    """
    tables = catalogue.read(data)
    problems: list[Problem] = []
    frames: dict[str, pd.DataFrame] = {}
    for name, table in tables.items():
        frames[name], found = loading.read(data, table)
        problems += found
    # A cell that could not be read is one problem, not also a blank one or somebody's twin; a table that could not be read
    # is one problem, not one for every row that names it.
    unread = {(problem.file, problem.line, problem.column) for problem in problems}
    whole = {f"data/{table.path}": name for name, table in tables.items()}
    lost = {whole[problem.file] for problem in problems if not problem.column}
    for name, table in tables.items():
        frame = frames[name]
        readable = frame[[not _any_unread(table, row, unread) for row in frame[ROW]]] if len(frame) else frame
        found = _duplicates(table, readable) + _strangers(table, readable, frames, lost)
        found += _statuses(table, frame) + _shares(table, frame)
        problems += [problem for problem in found if (problem.file, problem.line, problem.column) not in unread]
    return sorted(problems)


def _problem(table: Table, row: str, column: str, message: str) -> Problem:
    return Problem(f"data/{table.path}", int(row.rpartition(":")[2]), column, message)


def _keys(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    return pd.Series(list(frame[list(columns)].itertuples(index=False, name=None)), index=frame.index, dtype=object)


def _duplicates(table: Table, frame: pd.DataFrame) -> list[Problem]:
    seen: dict[tuple, str] = {}
    problems = []
    for key, row in zip(_keys(frame, table.key), frame[ROW], strict=True):
        if key in seen:
            twin = seen[key].rpartition(":")[2]
            found = f"{' '.join(map(str, key))!r} is already on line {twin}"
            problems.append(_problem(table, row, "+".join(table.key), found))
        seen.setdefault(key, row)
    return problems


def _any_unread(table: Table, row: str, unread: set[tuple[str, int, str]]) -> bool:
    line = int(row.rpartition(":")[2])
    return any((f"data/{table.path}", line, column) in unread for column in table.key)


def _strangers(
    table: Table, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame], lost: Collection[str]
) -> list[Problem]:
    problems = []
    for link in table.foreign_keys:
        if link.table in lost:
            continue
        known = set(_keys(frames[link.table], link.other_columns))
        for key, row in zip(_keys(frame, link.columns), frame[ROW], strict=True):
            if key not in known and any(key):
                found = f"{' '.join(map(str, key))!r} is not in data/{link.table}.csv"
                problems.append(_problem(table, row, "+".join(link.columns), found))
    return problems


def _statuses(table: Table, frame: pd.DataFrame) -> list[Problem]:
    if "status" not in frame:
        return []
    amount = "amount" if "amount" in frame else "value"
    problems = []
    for value, status, row in zip(frame[amount], frame["status"], frame[ROW], strict=True):
        if status in HAS_VALUE and pd.isna(value):
            problems.append(_problem(table, row, amount, f"blank, but the status is {status!r}"))
        if status not in HAS_VALUE and pd.notna(value):
            problems.append(_problem(table, row, amount, f"{value:g}, but the status {status!r} means there is none"))
    return problems


def _shares(table: Table, frame: pd.DataFrame) -> list[Problem]:
    if "denominator" not in frame:
        return []
    above = frame[frame["numerator"] > frame["denominator"]]
    return [
        _problem(
            table,
            row[ROW],
            "numerator",
            f"{row['numerator']:g} is above its denominator, {row['denominator']:g}",
        )
        for _, row in above.iterrows()
    ]
