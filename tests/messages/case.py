"""One message: how a person brings it about, and every word that is printed."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VARIES = "[…]"
Edit = Callable[[Path], None]
"""What a person does to a project, given its folder."""


@dataclass(frozen=True, slots=True)
class Case:
    """One message of the catalogue.

    Attributes
    ----------
    key : str
        Short, and of this case alone.
    when : str
        What brings it about, in a few words that follow "when".
    command : str
        As it is typed.
    told : str
        The line as it is printed, without `csp: ` in front; `[…]` for what is another on each machine, such as a hash.
    edits : tuple of Edit
        What is done to the project first.
    before : tuple of str
        Commands that are typed next, and succeed.
    then : tuple of Edit
        What is done to the project after them.
    code : int
        The exit code.
    finding : bool
        Whether it is one of the findings that a command lists on standard output, instead of why it could not do it.
    also : tuple of str
        Other findings that the same edits cannot but bring.
    alone : bool
        Whether it is found only where nothing else is wrong.
    environment : tuple of (str, str)
        Variables of the environment.
    needs : str
        A program without which it cannot be brought about.
    """

    key: str
    when: str
    command: str
    told: str
    edits: tuple[Edit, ...] = ()
    before: tuple[str, ...] = ()
    then: tuple[Edit, ...] = ()
    code: int = 1
    finding: bool = False
    also: tuple[str, ...] = ()
    alone: bool = False
    environment: tuple[tuple[str, str], ...] = ()
    needs: str = ""

    def __post_init__(self) -> None:
        assert self.command.startswith("csp "), self.key
        assert "\n" not in self.told, self.key

    def fits(self, line: str) -> bool:
        """Whether a line is the message; the number of a file's line may be another, since files grow."""
        wanted = ".+".join(map(re.escape, self.told.split(VARIES)))
        return re.fullmatch(re.sub(r"(?<=\w):\d+(?=:\\ |$)", r":\\d+", wanted), line) is not None


def check(key: str, when: str, told: str, *edits: Edit, also: tuple[str, ...] = (), alone: bool = False) -> Case:
    """A message that `csp check` lists."""
    return Case(key, when, "csp check", told, edits, finding=True, also=also, alone=alone)


def swap(path: str, old: str, new: str) -> Edit:
    """Write `new` where the file first holds `old`."""

    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} holds no {old!r}"
        _write(root / path, text.replace(old, new, 1).encode())

    return edit


def write(path: str, content: str | bytes) -> Edit:
    """Write a whole file."""
    return lambda root: _write(root / path, content.encode() if isinstance(content, str) else content)


def append(path: str, text: str) -> Edit:
    """Add to the end of a file."""
    return lambda root: _write(root / path, (root / path).read_bytes() + text.encode())


def change(path: str, how: Callable[[bytes], bytes]) -> Edit:
    """Write a file's bytes as something makes them of what they are."""
    return lambda root: _write(root / path, how((root / path).read_bytes()))


def folder(path: str) -> Edit:
    """Put a folder where a file should be."""

    def edit(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).mkdir(parents=True)

    return edit


def remove(path: str) -> Edit:
    """Delete a file or folder."""
    return lambda root: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


def rename(path: str, name: str) -> Edit:
    """Give a file another name."""
    return lambda root: (root / path).rename((root / path).with_name(name))


def cell(table: str, row: int, /, **cells: str) -> Edit:
    """Write cells of a table's row, counted from 1."""

    def edit(root: Path) -> None:
        rows = _rows(root, table)
        names = rows[0]
        for name, value in cells.items():
            rows[row][names.index(name)] = value
        _save(root, table, rows)

    return edit


def row(table: str, like: int, /, **cells: str) -> Edit:
    """Add a row to a table that is like another, counted from 1, but for some cells."""

    def edit(root: Path) -> None:
        rows = _rows(root, table)
        added = dict(zip(rows[0], rows[like], strict=True)) if like else dict.fromkeys(rows[0], "")
        _save(root, table, [*rows, list({**added, **cells}.values())])

    return edit


def _rows(root: Path, table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((root / "data" / f"{table}.csv").read_text(encoding="utf-8"))))


def _save(root: Path, table: str, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    _write(root / "data" / f"{table}.csv", text.getvalue().encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # it may be linked to the file of another project
    path.write_bytes(content)
