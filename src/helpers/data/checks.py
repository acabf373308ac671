"""Everything wrong in data/, found in one go."""

from collections.abc import Callable, Mapping
from pathlib import Path

from helpers.data import catalogue, corrections, loading, rules, trade_rules
from helpers.data.problems import Problem
from helpers.data.rules import Rows

OF_A_TABLE: tuple[Callable[[Rows], list[Problem]], ...] = (
    rules.duplicates,
    rules.statuses,
    rules.bounds,
    rules.shares,
    rules.transcribed,
)
"""Rules that each table must keep for itself."""


def check(data: Path) -> list[Problem]:
    """List every problem of every table, in the order of files and lines.

    Beyond the form of each file and cell (helpers.data.reading and cells): what must hold within a row, a table and
    between tables (helpers.data.rules and trade_rules), and that every declared correction still finds what it corrects.
    """
    tables = read(data)
    problems = [problem for rows in tables.values() for problem in rows.loaded.problems]
    # A cell that could not be read is one problem, not also a blank one or somebody's twin; a table that could not be
    # read is one problem, not one for every row that names it.
    unread = {(problem.file, problem.line, problem.column) for problem in problems if not problem.fixable}
    names = {f"data/{rows.table.path}": name for name, rows in tables.items()}
    lost = {names[file] for file, _, column in unread if not column}
    nameless = {
        names[file] for file, _, column in unread if names[file] in lost or column in tables[names[file]].table.key
    }
    found = _of_tables(tables, nameless) + _between_tables(data, tables, lost)
    problems += [problem for problem in found if not _touches(problem, unread)]
    return sorted(set(problems))


def _touches(problem: Problem, unread: set[tuple[str, int, str]]) -> bool:
    return any((problem.file, problem.line, column) in unread for column in problem.column.split("+"))


def read(data: Path) -> dict[str, Rows]:
    """Read every table, whatever is wrong with it."""
    return {name: Rows(table, loading.read(data, table)) for name, table in catalogue.read(data).items()}


def _of_tables(tables: Mapping[str, Rows], lost: set[str]) -> list[Problem]:
    frames = {name: rows.frame for name, rows in tables.items()}
    problems = []
    for rows in tables.values():
        problems += [problem for rule in OF_A_TABLE for problem in rule(rows)]
        problems += rules.strangers(rows, frames, lost)
    return problems


def _between_tables(data: Path, tables: Mapping[str, Rows], lost: set[str]) -> list[Problem]:
    known = catalogue.period_range(data)
    problems = [problem for rows in tables.values() for problem in rules.known_periods(rows, known)]
    # Each rule needs its tables; a project that has dropped one of them is not judged by it.
    for needed, rule in (
        (("areas",), trade_rules.hierarchy),
        (("outcomes", "areas"), trade_rules.strangers_to_the_area),
        (("observations",), lambda rows: rules.units(rows, ("area", "indicator"))),
        (("outcomes",), lambda rows: rules.units(rows, ("area", "project", "measure", "role"))),
        (("observations", "indicators"), trade_rules.units_of_indicators),
        (("targets", "indicators"), trade_rules.units_of_indicators),
        (("observations", "indicators"), trade_rules.wholes),
        (("spend", "allocations"), trade_rules.overspends),
        (("spend",), trade_rules.stretches),
        (("spend",), trade_rules.below_nought),
        (("allocations",), trade_rules.below_nought),
        (("indicators",), trade_rules.places),
        (("observations",), trade_rules.uncounted),
        (("outcomes",), trade_rules.uncounted),
        (("risks",), trade_rules.ratings),
        (("targets",), trade_rules.bases),
        (("exclusions",), trade_rules.counts),
    ):
        if all(name in tables for name in needed):
            problems += rule(*(tables[name] for name in needed))
    return problems + trade_rules.figures(tables, lost) + corrections.check(tables)
