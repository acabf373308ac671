"""Every file of commentary held against the reports made last: what has to be reviewed, and its approval."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.data.problems import Problem
from helpers.errors import ParamsError, nearest
from helpers.files import write_text
from helpers.pipeline import params
from helpers.pipeline.binding import literals
from helpers.pipeline.commentary import markdown
from helpers.pipeline.commentary.pieces import (
    Piece,
    approve,
    changes,
    course,
    parse,
    read,
    read_text,
    shown,
    typed_numbers,
)
from helpers.project import Project

APPROVED, TO_BE_REVIEWED, NEVER, TO_BE_WRITTEN, NOT_COMPARED, UNREADABLE = STATES = (
    "approved", "to be reviewed", "never approved", "to be written", "not yet compared", "cannot be read",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one piece of commentary stands: `state` is one of `STATES`."""

    area: str
    period: str
    section: str
    owner: str
    approved: date | None
    state: str
    detail: str


def current_values(place: Project, area: str, period: str, section: str) -> dict[str, dict[str, str]]:
    """Read what each report that includes a section quoted when it was made last: by report, then by id.

    Raises
    ------
    ParamsError
        If the type of a report, or what was made of it, cannot be read.
    """
    found = {}
    for report in params.report_types(place):
        path = place.build / "reports" / area / period / report / "values.json"
        if section not in params.pieces(place, area, report, period) or not path.is_file():
            continue
        try:
            values = json.loads(path.read_text(encoding="utf-8"))["values"]
            found[report] = {value["id"]: value["text"] for value in values}
        except (ValueError, KeyError, TypeError):
            raise ParamsError(
                f"{place.relative(path)}: not a report's values: make the {report} again with --force"
            ) from None
    return found


def approve_file(place: Project, area: str, period: str, section: str, on: date) -> Path:
    """Approve a file as of the reports made last, and write it.

    Raises
    ------
    ParamsError
        As `approve`; if there is no such file, no report with it has been made, or two read differently.
    """
    path = place.reports / "commentary" / area / period / f"{section}.md"
    where = place.relative(path)
    if Path(section).name != section or not path.is_file():
        there = sorted(other.stem for other in path.parent.glob("*.md"))
        has = f"there {'are' if len(there) > 1 else 'is'} {', '.join(there) or f'no commentary of {area} {period}'}"
        raise ParamsError(f"{where} is missing, so it cannot be approved{nearest(section, there)}; {has}")
    text, made = read_text(path, place), current_values(place, area, period, section)
    if not made:
        raise ParamsError(
            f"{where}: no report with it has been made, so its values are not known: make one with `csp report`"
        )
    done = approve(text, {key: words for values in made.values() for key, words in values.items()}, on, where=where)
    for report, values in made.items():
        if changes(parse(done, name=section, where=where), values):
            raise ParamsError(
                f"{where}: the {report} and another report with it read differently: make them all again first"
            )
    write_text(path, done)
    return path


def problems(place: Project) -> list[Problem]:
    """List what is wrong with any file of commentary: one that cannot be read, and each number typed into one."""
    found: list[Problem] = []
    declared = literals.declared(place)
    for path in sorted((place.reports / "commentary").glob("*/*/*.md")):
        try:
            found += typed_numbers(read(path, place), declared)
        except ParamsError as problem:
            where, _, told = str(problem).partition(": ")
            name, _, line = where.partition(":")
            found.append(Problem(name, int(line) if line.isdigit() else 0, "", told))
    return found


def status(place: Project) -> list[Standing]:
    """Hold every file of commentary against the reports made last, in the order of area, period and section.

    Raises
    ------
    ParamsError
        As `current_values`; a file of commentary that cannot be read is told in its own line instead.
    """
    found = []
    for path in (place.reports / "commentary").glob("*/*/*.md"):
        area, period, section = (*path.parts[-3:-1], path.stem)
        try:
            piece = read(path, place)
        except ParamsError as problem:
            found.append(Standing(area, period, section, "", None, UNREADABLE, str(problem)))
            continue
        state, detail = _standing(piece, current_values(place, area, period, section))
        found.append(Standing(area, period, section, piece.owner, piece.approved, state, detail))
    return sorted(found, key=lambda standing: (standing.area, standing.period, standing.section))


def _standing(piece: Piece, reports: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    if not piece.written:
        return TO_BE_WRITTEN, f"{piece.path}:{piece.line}"
    if piece.approved is None:
        return NEVER, "approved: is blank"
    if not reports:
        return NOT_COMPARED, "no report with it has been made"
    starts = [piece.line + first for first, _ in markdown.blocks(piece.body)]
    told = {
        f"line {starts[change.paragraph]}: {change.id} {course(shown(change.approved_text), shown(change.current_text))}": None
        for values in reports.values()
        for change in changes(piece, values)
    }
    return (TO_BE_REVIEWED, "; ".join(told)) if told else (APPROVED, f"as in {', '.join(reports)}")
