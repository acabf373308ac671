"""No number in a report that is bound to nothing: the last look at what has been rendered."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from helpers.errors import ReportError
from helpers.pipeline.binding.book import Book
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.binding.numerals import numerals
from helpers.pipeline.binding.texts import READERS, Block, sentence

AROUND = 60
"""Characters told on each side of a number."""
WRITTEN = (".qmd", ".md", "_metadata.yml")
"""Where a number of the rendered text may have come from."""


@dataclass(frozen=True, slots=True)
class Unbound:
    """A printed number that is neither published nor declared.

    Attributes
    ----------
    file, place : str
        The rendered file, and the table, page or paragraph in it.
    text, around : str
        As printed, and the words about it.
    """

    file: str
    place: str
    text: str
    around: str


def unbound(files: Mapping[str, bytes], book: Book, literals: Literals) -> Iterator[Unbound]:
    """Every number of the rendered files that is bound to nothing, in order.

    Parameters
    ----------
    files : mapping of path to bytes
        Everything that is to be published; the three formats are looked at.
    """
    for path, content in sorted(files.items()):
        reader = READERS.get(PurePosixPath(path).suffix)
        for block in reader(content) if reader else ():
            yield from _of_block(path, block, book, literals)


def check(files: Mapping[str, bytes], book: Book, literals: Literals, staged: Path) -> None:
    """Refuse a report that prints a number bound to nothing.

    Parameters
    ----------
    staged : Path
        The folder that it was rendered from, in which the number is looked for.

    Raises
    ------
    ReportError
        Names the first such number, where it is printed and written, and how many there are.
    """
    found = list(unbound(files, book, literals))
    if not found:
        return
    first = found[0]
    more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
    where = f"{first.file}{f', {first.place}' if first.place else ''}"
    raise ReportError(
        f"{where}: {first.text} in “{first.around}” is no published value, no cell of a published table and no declared "
        f"literal{_written(first, staged)}{more}: let its notebook publish it, quote it with {{{{< var … >}}}}, or declare "
        "the name that it belongs to in reports/_house/literals.yml"
    )


def _of_block(path: str, block: Block, book: Book, literals: Literals) -> Iterator[Unbound]:
    bare = literals.blanked(block.text)
    for found in numerals(bare):
        if next(book.bound(found.text, block, found.start), None) is None:
            around = block.text[max(0, found.start - AROUND) : found.end + AROUND]
            told = sentence(block.text, found.start, found.end)
            yield Unbound(path, block.place, found.text, told if len(told) <= 2 * AROUND else " ".join(around.split()))


def _written(found: Unbound, staged: Path) -> str:
    """Where the number stands in what the report was rendered from, as a clause; empty where it is not found."""
    wanted = re.compile(rf"(?<![\d.,]){re.escape(found.text.lstrip('−+'))}(?![\d%]|[.,]\d)")
    for path in sorted(staged.rglob("*")):
        if path.name.endswith(WRITTEN) and path.is_file():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if wanted.search(line):
                    return f"; it is written in {path.relative_to(staged).as_posix()}:{number}"
    return ""
