"""The forms of a quarter on their way out and back: made for the rows that are still to follow, taken in when they return."""

from dataclasses import dataclass
from pathlib import Path

from helpers.data import catalogue, editing
from helpers.errors import DataError
from helpers.files import write_bytes, write_text
from helpers.periods import Period
from helpers.pipeline.quarter import answers, form, questions, reading, replacing
from helpers.pipeline.quarter.form import Kept
from helpers.pipeline.quarter.prepare import Prepared
from helpers.pipeline.quarter.questions import ASKED
from helpers.pipeline.render.brand import read_brand
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a form brought.

    Attributes
    ----------
    area, quarter : str, Period
        Whose it is.
    rows, to_follow : int
        How many rows of data/ it filled, and how many are still to follow.
    notes : int
        How many of those that are still to follow it gave a note, and no more.
    withdrawn : int
        How many figures it takes back that it gave before.
    kept : str
        Where it is kept; empty where nothing came of it.
    beside : int
        The first row that an earlier form gives and this one does not, for which it is kept beside it; 0 if there is none.
    blank : bool
        Whether nothing is written on it.
    mistakes : tuple of str
        The cells that cannot be taken in, each with why; where there is one, nothing was.
    """

    area: str
    quarter: Period
    rows: int
    to_follow: int
    notes: int = 0
    withdrawn: int = 0
    kept: str = ""
    beside: int = 0
    blank: bool = False
    mistakes: tuple[str, ...] = ()


def forms(place: Project, prepared: Prepared) -> dict[Path, bytes]:
    """Lay out the form of each area that something is still to follow from, but where one is there; nothing is written."""
    described, tables = _tables(place)
    tables = {name: [*rows, *prepared.rows.get(name, ())] for name, rows in tables.items()}
    names = _names(place)
    like, quarter = prepared.course.like, prepared.course.quarter
    colour = read_brand(place.reports / "_brand.yml").colour("primary")
    made = {}
    for area in prepared.areas:
        asked = questions.asked(tables, described, area=area, like=like, quarter=quarter)
        if asked and not replacing.paths(place, area, quarter):
            kept = replacing.unused(Kept(area, names[area], quarter), described, {name: tables[name] for name in ASKED})
            made[form.path_of(place, area, quarter, kept.number)] = form.build(
                asked, area=area, area_name=names[area], quarter=quarter, colour=colour
            )
    return made


def take_in(place: Project, path: Path) -> TakenIn:
    """Put the figures of a form into data/, and keep the form beside it.

    Raises
    ------
    DataError
        If it is no form, or a table cannot be changed; then nothing is written.
    """
    found = reading.read(path)
    described, tables = _tables(place)
    names = _names(place)
    if found.area not in names:
        raise DataError(f"{path}: is a form of {found.area!r}, which data/areas.csv does not have")
    there = {name: tables[name] for name in ASKED}
    choice = replacing.choose(place, found, path, described, there, area_name=names[found.area])
    rows, mistakes = answers.taken(found, described, tables, choice.kept, choice.beside)
    mistakes += [_lost(*one) for one in choice.lost]
    if mistakes:
        told = tuple(f"{form.SHEET}!{mistake.cell}: {mistake.told}" for mistake in mistakes)
        return TakenIn(found.area, found.quarter, 0, 0, mistakes=told)
    texts = {described[name].path: editing.edited(place.data, described[name], fresh) for name, fresh in rows.items()}
    kept = form.path_of(place, found.area, found.quarter, choice.kept.number)
    keeps = bool(found.lines) and (bool(rows) or not choice.beside)
    if keeps and kept.resolve() != path.resolve():
        write_bytes(kept, path.read_bytes())  # first: no row may cite a form that is not there
    for file, text in texts.items():
        write_text(place.data / file, text)
    _, now = _tables(place)
    left = questions.asked(now, described, area=found.area, like=found.quarter, quarter=found.quarter)
    before = {(name, editing.key_of(described[name], row)): row for name in rows for row in tables[name]}
    changes = [(before[name, editing.key_of(described[name], row)], row) for name in rows for row in rows[name]]
    withdrawn = sum(questions.awaited(row) and not questions.awaited(was) for was, row in changes)
    notes = sum(questions.awaited(row) and questions.awaited(was) for was, row in changes)
    return TakenIn(
        found.area,
        found.quarter,
        rows=len(changes) - notes - withdrawn,
        to_follow=len(left),
        notes=notes,
        withdrawn=withdrawn,
        kept=place.relative(kept) if keeps else "",
        beside=choice.beside if keeps else 0,
        blank=not found.lines,
    )


def _lost(number: int, table: str, row: editing.Row) -> answers.Mistake:
    """A figure that data/ has from a form, which it no longer gives."""
    has = row["printed"] or row["status"]
    told = (
        f"blank, but data/{table}.csv has {has!r} from here: write it again, or choose 'To follow' in column H to withdraw it; "
        "where this is another copy of the form, put the one that was kept back, and take this one in from another folder"
    )
    return answers.Mistake(f"G{number}", told)


def _tables(place: Project) -> tuple[dict[str, catalogue.Table], dict[str, list[dict[str, str]]]]:
    described = catalogue.read(place.data)
    return described, {name: editing.rows(place.data, described[name]) for name in (*ASKED, "projects", "indicators")}


def _names(place: Project) -> dict[str, str]:
    return {row["area"]: row["name"] for row in editing.rows(place.data, catalogue.read(place.data)["areas"])}
