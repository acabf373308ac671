"""Everything wrong in data/ and params/: what the files hold, and what their figures should add up to."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import figures, formulas, recomputation
from helpers.data import checks, fixing
from helpers.data.loading import ROW
from helpers.data.problems import Problem
from helpers.data.rules import Rows
from helpers.errors import DataError
from helpers.pipeline.commentary import review
from helpers.pipeline.settings import check as settings
from helpers.project import Project

NEEDED = ("recomputations", "corrections", "projects", "indicators", "plans", "sources")


def check(place: Project) -> list[Problem]:
    """List every problem, in the order of files and lines.

    A figure that no longer follows from its inputs as it did when it was last reviewed is a problem too: one of them
    has been mistyped, or the review is out of date.
    """
    found = checks.check(place.data)
    return [*sorted([*found, *_unreviewed(place, found)]), *_elsewhere(place)]


def faults(place: Project) -> list[Problem]:
    """List the problems of what the files hold, without what their figures should add up to."""
    return [*checks.check(place.data), *_elsewhere(place)]


def unreviewed(place: Project) -> list[Problem]:
    """List the figures that no longer follow from their inputs as they did when they were last reviewed.

    None where a cell of data/ cannot be read: then that comes first.
    """
    return _unreviewed(place, checks.check(place.data))


def _unreviewed(place: Project, found: list[Problem]) -> list[Problem]:
    if any(not problem.fixable for problem in found):
        return []
    return list(_unforeseen(checks.read(place.data)))


def _elsewhere(place: Project) -> list[Problem]:
    return [*settings.check(place), *review.problems(place)]


def fix(place: Project) -> list[Problem]:
    """Write data/ back in its canonical form, where it can be read in one way only; return what was put right."""
    return fixing.fix(place.data)


def worked_out(place: Project) -> pd.DataFrame:
    """Every published figure that can be worked out again, as `recomputation.recompute` gives it.

    Raises
    ------
    DataError
        If data/ has a problem: then `csp check` lists them.
    """
    problems = [problem for problem in checks.check(place.data) if not problem.fixable]
    if problems:
        more = f" (and {len(problems) - 1} more: see them with `csp check`)" if len(problems) > 1 else ""
        raise DataError(f"{problems[0]}{more}")
    return recomputation.recompute({name: rows.frame for name, rows in checks.read(place.data).items()})


def _unforeseen(tables: Mapping[str, Rows]) -> list[Problem]:
    if any(name not in tables for name in NEEDED):
        return []
    declared = tables["recomputations"]
    known = figures_of(tables).set_index("figure")["span"].to_dict()
    broken = [problem for row in declared if (problem := _unusable(declared, row, known))]
    if broken:
        return broken
    frames = {name: rows.frame for name, rows in tables.items()}
    found = recomputation.recompute(frames)
    problems = []
    for row in recomputation.unforeseen(found, frames).to_dict("records"):
        path, _, line = row["row"].partition(":")
        name = path.removesuffix(".csv")
        column = next(column for column in ("amount", "value", "population") if tables[name].has(column))
        problems.append(Problem(f"data/{path}", int(line), column, _told(row), tables[name].loaded.letters[column]))
    return problems


def figures_of(tables: Mapping[str, Rows]) -> pd.DataFrame:
    """Every numbered figure of data/ that holds a number."""
    return figures.index({name: rows.frame for name, rows in tables.items()})


def _unusable(declared: Rows, row: dict, known: Mapping[str, str]) -> Problem | None:
    """A formula that cannot be read, names a figure that no row has, or adds up figures of different stretches of time.

    Parameters
    ----------
    known : mapping of figure to its span
    """
    if row["formula"] in ("", recomputation.POSSIBLE):
        return None
    try:
        formula = formulas.parse(row["formula"])
    except DataError as problem:
        return declared.problem(row[ROW], "formula", str(problem))
    unknown = [name for name in formula.names if name not in (*known, *formulas.OWN)]
    if unknown:
        return declared.problem(row[ROW], "formula", f"no row of data/ holds a number for {unknown[0]}")
    spans = sorted({known[part] for part in formula.parts})
    if len(spans) > 1:
        found = f"it adds up figures of {' and '.join(map(repr, spans))}, which are never added together"
        return declared.problem(row[ROW], "formula", found)
    return None


def _told(row: dict) -> str:
    inputs = row["inputs"].replace(".csv:", ".csv line ")
    again = f" = {row['recomputed_as_published']:f}" if row["recomputed"] is not None else ""
    how = f"{row['formula']}{again} (from {inputs})" if row["formula"] else "no formula"
    seen = f"was reviewed as {row['reviewed']!r}" if isinstance(row["reviewed"], str) else "has not been reviewed"
    return (
        f"{row['printed']!r} {row['verdict']} with {how}, but {seen}: correct the figure or an input, or review it in "
        "data/recomputations.csv"
    )
