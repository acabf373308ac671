"""Prepare a quarter: the entries of its papers, the rows that it is expected to bring, and the commentary to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import periods
from helpers.data import catalogue, editing
from helpers.data.catalogue import Table
from helpers.errors import DataError, ParamsError, nearest
from helpers.files import write_bytes, write_text
from helpers.periods import Period
from helpers.pipeline import params
from helpers.pipeline.commentary import pieces
from helpers.pipeline.occasions import Kind
from helpers.pipeline.quarter import commentary_files, expected, papers
from helpers.pipeline.quarter.expected import Renaming
from helpers.project import Project

Rows = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing a quarter comes to, before anything is written.

    Attributes
    ----------
    course : Renaming
        From which quarter to which.
    areas : tuple of str
        The areas whose papers the quarter has.
    files : mapping of Path to str
        The texts of the files that are new or change.
    rows : mapping of table name to list of rows
        The rows that are added.
    """

    course: Renaming
    areas: tuple[str, ...]
    files: Mapping[Path, str]
    rows: Rows


def prepare(place: Project, quarter: Period, like: Period | None = None) -> Prepared:
    """Work out what a quarter needs that is not there yet; nothing is written.

    Parameters
    ----------
    like : Period, optional
        The quarter that it is prepared after; the last one before it that params/areas/ names unless given.

    Raises
    ------
    ParamsError
        If there is no such quarter, a file of params/ or of commentary cannot be read, or one is of no area of data/areas.csv.
    DataError
        If a table cannot be read, is not in its usual form, or cites a document that data/sources.csv does not have.
    """
    reports = {
        name for name in params.report_types(place) if params.read_report_type(place, name).period is Kind.QUARTER
    }
    named = [paper for paper in params.papers_of(place) if paper[1] in reports]
    course = Renaming(like or _before(named, quarter), quarter)
    carried = [(area, report) for area, report, occasion in named if occasion == str(course.like)]
    if not carried or not course.like < quarter:
        earlier = (
            "no file of params/areas/ names a paper of it" if course.like < quarter else "it is no earlier quarter"
        )
        raise ParamsError(f"{quarter} cannot be prepared after {course.like}: {earlier}; choose another with --like")
    areas = tuple(dict.fromkeys(area for area, _ in carried))
    described = catalogue.read(place.data)
    _known(place, described["areas"], areas)
    rows = _missing_rows(place, described, areas, course)
    changed = ((described[name], found) for name, found in rows.items())
    files = {place.data / table.path: editing.edited(place.data, table, found) for table, found in changed}
    for area in areas:
        path = place.params / "areas" / f"{area}.yml"
        before = path.read_text(encoding="utf-8")
        after = papers.entered(before, course, reports, params.TO_FOLLOW, params.UNDATED)
        if after != before:
            files[path] = after
    files |= _commentary(place, carried, course)
    return Prepared(course, areas, files, rows)


def write(prepared: Prepared, forms: Mapping[Path, bytes]) -> None:
    """Write it with its forms. What a failure leaves unwritten, the same again brings: what is there already is left alone."""
    for path, text in prepared.files.items():
        write_text(path, text)
    for path, content in forms.items():
        write_bytes(path, content)


def _known(place: Project, table: Table, areas: tuple[str, ...]) -> None:
    known = [row["area"] for row in editing.rows(place.data, table)]
    for area in areas:
        if area not in known:
            told = f"{area!r} is not an area of data/areas.csv{nearest(area, known)}"
            raise ParamsError(f"{place.relative(place.params / 'areas' / f'{area}.yml')}: {told}")


def _before(named: list[tuple[str, str, str]], quarter: Period) -> Period:
    known = sorted({periods.parse_quarter(occasion) for _, _, occasion in named})
    earlier = [period for period in known if period < quarter]
    if not earlier:
        there = ", ".join(map(str, known)) or "none"
        raise ParamsError(
            f"params/areas/ names no paper of a quarter before {quarter}, to prepare it after (it has {there}): enter the first "
            "one by hand, under papers"
        )
    return earlier[-1]


def _missing_rows(place: Project, described: Mapping[str, Table], areas: tuple[str, ...], course: Renaming) -> Rows:
    """The rows that are expected and not there yet, by table, with the documents that they are to come from."""
    names = (*expected.RETURNED, *expected.YEARLY, "projects", "sources")
    tables = {name: editing.rows(place.data, described[name]) for name in names}
    found = expected.returned(tables, areas, course, expected.ended(tables["projects"], course.quarter))
    documents = {row["source"]: row for row in tables["sources"]}
    fresh: dict[str, list[dict[str, str]]] = {"sources": []}
    for name, rows in found.items():
        there = {editing.key_of(described[name], row) for row in tables[name]}
        fresh[name] = [row for row in rows if editing.key_of(described[name], row) not in there]
        for row in fresh[name]:
            if row["source"] not in documents:
                raise DataError(
                    f"data/ has figures of {row['area']!r} from {row['source']!r}, which is not in data/sources.csv "
                    f"(`csp check` names their lines){nearest(row['source'], documents)}"
                )
            document = _document(place, row["area"], documents[row["source"]], course)
            row["source"] = document["source"]
            if document["source"] not in documents:
                documents[document["source"]] = document
                fresh["sources"].append(document)
    return {name: rows for name, rows in fresh.items() if rows}


def _document(place: Project, area: str, like: dict[str, str], course: Renaming) -> dict[str, str]:
    """The document that a row is to come from, as sources.csv names it."""
    key = course.key(like["source"])
    later = {"document": "", "published": "", "note": "To come in on forms; a locator gives the form's sheet and row"}
    if key != like["source"]:
        return {**like, **later, "source": key, "title": course.words(like["title"])}
    title = f"Return for {course.quarter.words}: {params.setting(place, area, 'partnership')}"
    publisher = params.setting(place, area, "council")
    own = {"source": f"{area}-return-{str(course.quarter).lower()}", "title": title, "publisher": publisher}
    return {**like, **later, **own, "kind": "grant return"}


def _commentary(place: Project, carried: list[tuple[str, str]], course: Renaming) -> dict[Path, str]:
    """The files of commentary that are to be written, for each piece that a paper of the quarter includes."""
    home = place.reports / "commentary"
    files = {}
    for area, report in carried:
        for section in params.pieces(place, area, report, str(course.like)):
            path = home / area / str(course.quarter) / f"{section}.md"
            before = home / area / str(course.like) / f"{section}.md"
            piece = pieces.read(before, place) if before.is_file() else None
            if not path.is_file():
                contact = ("papers", report, str(course.like), "contact")
                owner = piece.owner if piece else params.setting(place, area, *contact)
                paper = place.relative(place.published / area / str(course.quarter) / report)
                files[path] = commentary_files.unwritten(section, owner, piece, course, paper)
    return files
