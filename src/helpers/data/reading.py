"""A CSV file as people save it, read into rows of texts: encodings, separators, line ends and headers."""

import codecs
import csv
import difflib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.data.catalogue import Table
from helpers.data.misfits import SEPARATORS, misfit
from helpers.data.problems import Problem, column_letter, short

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SAVE_AS = "save it as 'CSV UTF-8 (Comma delimited)'"
LARGEST = 131_072  # characters of a cell: what csv allows, unless something else in this process has it allow more
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u202a\u202c\u202d\u2060\ufeff"))
"""Characters without width that Word, web pages and spreadsheets leave behind; they mean nothing here."""


class CommaDecimal(str):
    """A cell of a file with semicolons: spreadsheets save one where a comma marks the decimals, as in 22,3."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as text, before any cell is read.

    Attributes
    ----------
    header : tuple of str
        The table's columns in the order in which they stand in the file; empty if the file cannot be used.
    rows : tuple of (int, tuple of str)
        Line number and cells, in the order of `header`; in a file with semicolons each cell is a `CommaDecimal`.
    separator : str
    problems : tuple of Problem
        Those that are not fixable leave rows (or everything) unread.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str
    problems: tuple[Problem, ...]


def read(data: Path, table: Table) -> Raw:
    """Read a table's file as text.

    A byte order mark, Windows line ends, Windows-1252 or UTF-16 text, semicolons or tabs between cells, columns in
    another order and rows of nothing but separators can each be read in one way only: they are read, and told as
    fixable problems. Anything else that does not fit is told, and what it touches is left out.
    """
    name = f"data/{table.path}"
    text, problems = _text(data / table.path, name)
    if not text:
        return Raw((), (), ",", tuple(problems))
    csv.field_size_limit(LARGEST)
    separator = _separator(text)
    cells, found = _first(text, separator, name)
    if cells:
        header, found = _header(cells, separator, table, name)
    problems += found
    if not cells or not header:
        return Raw((), (), separator, tuple(problems))
    rows, found = _rows(text, separator, len(header), cells, name)
    return Raw(header, tuple(rows), separator, tuple(problems + found))


def _text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The file's text with plain line ends; empty if there is none to be had."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return "", [Problem(name, 0, "", "the file is missing; data/datapackage.json describes it")]
    except OSError as problem:
        return "", [Problem(name, 0, "", f"the file cannot be opened: {problem.strerror or problem}")]
    if content.startswith(WORKBOOKS):
        found = f"this is a workbook, not a CSV file: open it in a spreadsheet and {SAVE_AS}"
        return "", [Problem(name, 0, "", found)]
    text, problems = _decode(content, name)
    return _usable(text, problems, name) if all(problem.fixable for problem in problems) else ("", problems)


def _usable(text: str, problems: list[Problem], name: str) -> tuple[str, list[Problem]]:
    if "\x00" in text:
        line = _plain_ends(text[: text.index("\x00")]).count("\n") + 1
        return "", [Problem(name, line, "", f"not text (it holds zeros, as damaged files do): {SAVE_AS}")]
    if not re.search(r'[^\s,;"]', text):
        return "", [Problem(name, 0, "", "the file is empty; its first line must name the columns")]
    problems = list(problems)
    if "\r" in text:
        found = "as Windows writes them (CRLF)" if "\r\n" in text else "as old Macs wrote them (CR)"
        problems.append(Problem(name, 1, "", f"lines end {found}", fixable=True))
        text = _plain_ends(text)
    if not text.endswith("\n"):
        last = text.count("\n") + 1
        problems.append(Problem(name, last, "", "the last line has no line end", fixable=True))
    return text, problems


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, name: str) -> tuple[str, list[Problem]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), [Problem(name, 1, "", "the file is UTF-16, not UTF-8", fixable=True)]
        except UnicodeDecodeError:
            return "", [Problem(name, 0, "", f"broken UTF-16 text, perhaps cut off: {SAVE_AS}")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _decode_windows(content, problem.start, name)
    plain = text.removeprefix("ï»¿").lstrip("\ufeff")  # the first is a byte order mark that was decoded twice
    if plain != text:
        return plain, [Problem(name, 1, "", "the file has a byte order mark", fixable=True)]
    return text, []


def _decode_windows(content: bytes, place: int, name: str) -> tuple[str, list[Problem]]:
    """Text that is not UTF-8: Windows-1252, unless something in it says otherwise."""
    line = _plain_ends(content[:place].decode("latin-1")).count("\n") + 1
    if not content.decode("utf-8", "ignore").isascii():
        return "", [Problem(name, line, "", f"UTF-8 text with something else mixed in from this line on: {SAVE_AS}")]
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as problem:
        line = _plain_ends(content[: problem.start].decode("latin-1")).count("\n") + 1
        return "", [Problem(name, line, "", f"neither UTF-8 nor Windows-1252 text: {SAVE_AS}")]
    # Only Macs end lines with CR alone, and they had letters of their own: dashes and quotation marks differ. Excel's
    # 'CSV (MS-DOS)' has a £ where Windows has œ, and é, â, ê where Windows has marks that nobody here writes.
    mac = b"\n" not in content and content.decode("mac_roman") != text
    if mac or re.search("[‚ƒˆŠ‹Œœ]", text):
        other = "Macintosh" if mac else "MS-DOS"
        return "", [Problem(name, line, "", f"can be Windows-1252 or {other} text: {SAVE_AS}")]
    return text, [Problem(name, line, "", "the file is Windows-1252, not UTF-8", fixable=True)]


_AFTER = "".join(chr(byte) + bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
_TWICE = re.compile(f"Â[\u00a0-\u00bf]|Ã[{_AFTER}]|Å[´-·]|â[{_AFTER}]{{2}}")
_MARKS = re.compile("[\u00a0-\u00ff\u0174-\u0177\u2010-\u203a€™\u2190-\u2193\u2212\u2264\u2265]")
_CONTROLS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def once_decoded(text: str) -> str:
    """Put characters right that were saved in one encoding and read in another: `Â£` is `£`, `â€“` a dash.

    Only where what results is a mark or letter that English or Welsh text holds; no real text holds the pairs that are
    replaced. Each is replaced by itself: the rest of the text may be sound.
    """
    before = ""
    while before != text:  # some files have been through it twice
        before, text = text, _TWICE.sub(_again, text)
    return text.translate(_CONTROLS)


def _again(found: re.Match) -> str:
    content = bytes(ord(char) if ord(char) < 256 else char.encode("cp1252")[0] for char in found[0])
    mark = content.decode("utf-8", "ignore")
    return mark if _MARKS.fullmatch(mark) else found[0]


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return "," if "," in first else max(SEPARATORS, key=first.count)


def _first(text: str, separator: str, name: str) -> tuple[list[str], list[Problem]]:
    """The cells of the first row, or what is wrong with it."""
    first = text.split("\n", 1)[0]
    if not first.strip(f"{separator} \t"):
        return [], [Problem(name, 1, "", "the first line is empty; it must name the columns")]
    if re.fullmatch(r"sep=.?\s*", first, flags=re.IGNORECASE):
        return [], [
            Problem(name, 1, "", f"{first!r} is only for Excel: remove it; the first line must name the columns")
        ]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return next(lines), []
    except csv.Error as problem:
        return [], [Problem(name, 1, "", _stumbled(problem, lines.line_num))]


def _header(cells: list[str], separator: str, table: Table, name: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The columns in the file's order (none if they are not the table's) and what is wrong with them."""
    known = {_loosely(column): column for column in table.columns}
    names = tuple(known.get(_loosely(cell), " ".join(cell.split())) for cell in cells)
    while names and not names[-1]:  # a spreadsheet's empty columns on the right
        names = names[:-1]
    if sorted(names) != sorted(table.columns):
        return (), [_wrong_columns(names, separator, table, name)]
    found = []
    if separator != ",":
        found.append(f"{SEPARATORS[separator]} between the cells instead of commas")
    if names != table.columns:
        found.append("the columns stand in another order than described")
    if tuple(cells[: len(names)]) != names:
        found.append("the columns are not named exactly as described")
    if len(cells) > len(names):
        found.append("empty columns on the right")
    return names, [Problem(name, 1, "", message, fixable=True) for message in found]


def _loosely(column: str) -> str:
    return re.sub(r"[\s_-]+", " ", column.translate(INVISIBLE)).strip().lower()


def _wrong_columns(names: tuple[str, ...], separator: str, table: Table, name: str) -> Problem:
    missing = [column for column in table.columns if column not in names]
    unknown = [place for place, column in enumerate(names) if column not in table.columns]
    twice = sorted({column for column in names if names.count(column) > 1 and column in table.columns})
    found = [_unknown(names[place], missing) for place in unknown]
    if len(names) == 1 and separator in names[0]:
        found = ["the whole line stands in quotation marks"]
    if missing:
        found.append(f"no column {', '.join(map(repr, missing))}")
    found += [f"column {column!r} stands there twice" for column in twice]
    letters = ", ".join(column_letter(place) for place in unknown)
    if len(names) > 1 and len(unknown) == len(names):
        return Problem(
            name, 1, "", f"none of the columns is named here; the first line must be {','.join(table.columns)}"
        )
    return Problem(name, 1, "", f"{'; '.join(found)}; expected {','.join(table.columns)}", letters)


def _unknown(name: str, missing: list[str]) -> str:
    if not name:
        return "a column without a name"
    near = difflib.get_close_matches(name.lower(), missing, n=1)
    return f"unknown column {short(name)!r}" + (f" (did you mean {near[0]!r}?)" if near else "")


def _rows(
    text: str, separator: str, width: int, header: list[str], name: str
) -> tuple[list[tuple[int, tuple[str, ...]]], list[Problem]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    problems: list[Problem] = []
    blank: list[int] = []
    end = 0
    while True:
        line = end + 1  # where the next row begins: a quoted cell may run over several lines
        try:
            cells = next(lines)
        except StopIteration:
            break
        except csv.Error as problem:
            problems.append(Problem(name, line, "", _stumbled(problem, lines.line_num - end)))
            break
        end = lines.line_num
        if line == 1:
            continue
        if not any(cell.translate(INVISIBLE).strip() for cell in cells):
            blank.append(line)
        elif found := misfit(cells, header, width, separator):
            problems.append(Problem(name, line, "", found))
        else:
            rows.append((line, tuple(map(CommaDecimal, cells[:width]) if separator == ";" else cells[:width])))
    return rows, problems + [_empty(run, name) for run in _runs(blank)]


def _runs(lines: Iterable[int]) -> list[list[int]]:
    """Neighbouring lines together: a spreadsheet can save thousands of empty rows, told as one problem."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and runs[-1][-1] == line - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _empty(run: list[int], name: str) -> Problem:
    found = "an empty row" if len(run) == 1 else f"{len(run)} empty rows, to line {run[-1]}"
    return Problem(name, run[0], "", found, fixable=True)


def _stumbled(problem: csv.Error, lines: int) -> str:
    """What the reader stumbles over, mostly a quotation mark, having read so many lines for one row."""
    if "limit" in str(problem) and lines == 1:
        return f"a cell holds more than {LARGEST} characters: is a quotation mark missing?"
    if lines > 1 or "end of data" in str(problem):
        return "a quotation mark is opened and not closed, here or further on: the file may have been cut off"
    return (
        "a quotation mark is not closed, or stands inside a cell: inside one, write it twice, and the whole cell in "
        "quotation marks"
    )
