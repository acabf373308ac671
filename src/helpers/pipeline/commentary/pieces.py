"""Commentary that a post owns: what its values read when it was approved, and which paragraphs have to be reviewed since."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from helpers.data.problems import Problem
from helpers.errors import ParamsError, nearest
from helpers.periods import day_words
from helpers.pipeline.binding import literals
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.commentary import markdown
from helpers.project import Project

KEYS = ("title", "owner", "approved", "values")
POST = "as in 'owner: Head of Community Safety'"
# A title of courtesy with a name after it, or an e-mail address: a post outlives whoever holds it.
PERSON = re.compile(
    r"\b(?i:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Revd?|Sgt|Insp|Supt)\b\.?\s+"
    r"(?!(?:of|and|for|in|to|on|at)\b)[^\W\d_]|@"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of commentary.

    Attributes
    ----------
    name, path, owner : str
        The section, such as `performance`; the file as messages name it; and the post that answers for it.
    approved : date or None
        None if it never was.
    values : mapping of str to str
        What each value that it speaks of read when it was approved, by id.
    paragraphs : tuple of str
        Its blocks of Markdown; a list is one.
    line : int
        Of the file, on which the body begins.
    body : str
        Everything below the front matter and the blank lines under it, as it stands in the file.
    title : str
        The heading of a section of a paper's own; empty for a piece whose place a report's type has.
    """

    name: str
    path: str
    owner: str
    approved: date | None
    values: Mapping[str, str]
    paragraphs: tuple[str, ...]
    line: int
    body: str
    title: str = ""

    @property
    def written(self) -> bool:
        """Whether there is any text yet, and not only what a comment says of the text to come."""
        return bool(markdown.COMMENT.sub("", self.body).strip())


@dataclass(frozen=True, slots=True)
class Change:
    """A value that reads otherwise than approved: without the one text it is new to the paragraph, without the other gone."""

    paragraph: int
    id: str
    approved_text: str | None
    current_text: str | None


def parse(text: str, *, name: str, where: str) -> Piece:
    """Read one piece of commentary.

    Raises
    ------
    ParamsError
        With file and line, if the front matter is missing or wrong, or no text follows it.
    """
    front = markdown.front_matter(text, where)
    for key in front.settings:
        if key not in KEYS:
            raise ParamsError(f"{front.at(key)}: unknown setting{nearest(key, KEYS)}; there are {', '.join(KEYS)}")
    owner, day = front.text("owner"), front.text("approved")
    if not owner:
        raise ParamsError(f"{front.at('owner')}: missing or blank; name the post that answers for this text: {POST}")
    if PERSON.search(owner):
        raise ParamsError(f"{front.at('owner')}: {owner!r} reads as a person; name the post: {POST}")
    try:
        approved = date.fromisoformat(day) if day else None
    except ValueError:
        raise ParamsError(
            f"{front.at('approved')}: {day!r} is not a date such as 2012-05-28; leave it blank until the text is approved"
        ) from None
    values, body = front.entries("values"), front.body
    if not body.strip():
        raise ParamsError(f"{where}:{front.line}: there is no text under the front matter; write it there, in Markdown")
    paragraphs = markdown.paragraphs(body)
    return Piece(name, where, owner, approved, values, paragraphs, front.line, body, front.text("title"))


def read(path: Path, place: Project) -> Piece:
    """Read one file of commentary.

    Raises
    ------
    ParamsError
        As `parse`, or if it is not UTF-8 text.
    """
    return parse(read_text(path, place), name=path.stem, where=place.relative(path))


def changes(piece: Piece, current: Mapping[str, str]) -> tuple[Change, ...]:
    """List what no longer reads as approved, in the order of the text.

    A value that is listed but quoted nowhere, since the text speaks of it in words, belongs to the first paragraph.
    """
    quotes = [markdown.quoted(block) for block in piece.paragraphs]
    unquoted = [key for key in piece.values if not any(key in ids for ids in quotes)]
    first = next((at for at, block in enumerate(piece.paragraphs) if markdown.boxable(block)), 0)
    return tuple(
        Change(at, key, piece.values.get(key), current.get(key))
        for at, ids in enumerate(quotes)
        for key in (*ids, *(unquoted if at == first else ()))
        if key not in current or piece.values.get(key) != current[key]
    )


def to_markdown(piece: Piece, current: Mapping[str, str]) -> str:
    """Give the body for a report, each paragraph to be reviewed in a box that says so; without any, as it stands in the file."""
    owner = f"Owner: {piece.owner}."
    if piece.approved is None:
        boxed = [at for at, block in enumerate(piece.paragraphs) if markdown.boxable(block)] or [0]
        told = dict.fromkeys(boxed, f"This text has not been approved. {owner}")
        return markdown.boxed(piece.body, told, together=True)
    day, told = day_words(piece.approved), {}
    for at, found in groupby(changes(piece, current), key=lambda change: change.paragraph):
        told[at] = f"{_told(list(found), markdown.quoted(piece.paragraphs[at]), day)} {owner}"
    return markdown.boxed(piece.body, told)


def staged(path: Path, place: Project, current: Mapping[str, str]) -> str:
    """Read a file and give its text for a report; empty where the text is still to be written.

    Raises
    ------
    ParamsError
        As `read`, or if a number is typed into the text.
    """
    piece = read(path, place)
    if not piece.written:
        return ""
    typed = typed_numbers(piece, literals.declared(place))
    if typed:
        raise ParamsError(str(typed[0]))
    return to_markdown(piece, current)


def typed_numbers(piece: Piece, declared: Literals) -> list[Problem]:
    """List the numbers typed into the text that are no date, statute or name."""
    advice = "quote a value with {{< var … >}}, or say it in words"
    return [
        Problem(piece.path, piece.line + line, "", f"{number!r} is typed: {advice}")
        for line, number in markdown.typed(piece.body, declared)
    ]


def approve(text: str, current: Mapping[str, str], on: date, *, where: str = "the commentary") -> str:
    """Give a file's text as approved on a day, with the values that it lists or quotes as they now read; all else stays as it is.

    Raises
    ------
    ParamsError
        As `parse`, or if nothing is written yet, or it lists or quotes a value that there is not.
    """
    piece = parse(text, name="", where=where)
    if not piece.written:
        raise ParamsError(f"{where}:{piece.line}: there is nothing to approve yet: the text is still to be written")
    renewed = dict.fromkeys((*piece.values, *(key for block in piece.paragraphs for key in markdown.quoted(block))), "")
    for key in renewed:
        if key not in current:
            raise ParamsError(
                f"{where}: {'lists' if key in piece.values else 'quotes'} the value {key!r}, which the report made last lacks"
                f"{nearest(key, current)}; correct it, or make the report again if a notebook publishes it now"
            )
        renewed[key] = current[key]
    done = markdown.renewed(text, {"approved": on.isoformat()}, renewed, where=where)
    again = parse(done, name="", where=where)
    if (again.owner, again.approved, again.values, again.body) != (piece.owner, on, renewed, piece.body):
        raise ParamsError(
            f"{where}:1: the front matter cannot be renewed as it is written: write each value on one line of its own"
        )
    return done


def _told(found: list[Change], quoted: tuple[str, ...], day: str) -> str:
    """What changed in a paragraph, for its readers: texts only, no ids."""
    if len(found) > 1:
        parts = [course(shown(change.approved_text), shown(change.current_text)) for change in found]
        return f"What this paragraph rests on has changed since it was approved on {day}: {'; '.join(parts)}."
    before, now = shown(found[0].approved_text), shown(found[0].current_text)
    what = "A figure" if re.search(r"\d", before + now) else "A result"
    what += " in this paragraph" if found[0].id in quoted else " that this text speaks of"
    if not before:
        return f"{what}, {now or 'which is not published'}, was not in it when it was approved on {day}."
    return f"{what} was {before} when it was approved on {day} and is {f'now {now}' if now else 'no longer published'}."


def course(before: str, now: str) -> str:
    """What a value did: `22.3% is now 27.7%`."""
    if not before:
        return f"{now or 'one that is not published'} is new"
    return f"{before} is {f'now {now}' if now else 'no longer published'}"


def shown(text: str | None) -> str:
    """A value's text in a sentence: with words in it in quotation marks, a bare number without."""
    return "" if text is None else text if re.fullmatch(r"[^a-zA-Z]+", text) else f"“{text}”"


def read_text(path: Path, place: Project) -> str:
    """A file as it stands, with its own line ends."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ParamsError(f"{place.relative(path)}: not UTF-8 text (byte {problem.start}): save it as UTF-8") from None
