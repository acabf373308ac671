"""Does what a page of docs/ tells its reader to do, and holds what is printed against what the page says is printed.

Fenced blocks are done in the order of the page, in one folder:

- ```` ```sh ```` is run, line by line as typed, and has to succeed. ```` ```sh fails ```` has to fail.
  ```` ```sh elsewhere ```` is for the reader only: what cannot be done in a test, such as a download.
- ```` ```text ```` is what the block of commands above it prints, both streams together. `…` stands for any text in a line, and a
  line of nothing but `…` for any lines.
- ```` ```csv add to data/spend.csv ```` is added at the end of a file; ```` ```md write to reports/x.md ```` is what a file
  holds from then on. The paragraph above names the file, because a reader does not see the words behind the fence.

Other blocks are left alone.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(?P<language>\w+)(?: (?P<told>[^\n]+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?P<how>add|write) to (?P<path>\S+)")
ANY = "…"


class PageError(AssertionError):
    """A page says what is not so; tells its line."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words behind it, its text, the line that it begins on, and the paragraph above it."""

    language: str
    told: str
    text: str
    line: int
    above: str


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in FENCE.finditer(page):
        before = page[: found.start()]
        above = before.rstrip().rpartition("\n\n")[2]
        yield Block(found["language"], found["told"] or "", found["text"], before.count("\n") + 1, above)


def follow(page: Path, folder: Path, settings: Mapping[str, str]) -> None:
    """Do what a page says, in a folder.

    Raises
    ------
    PageError
        If a command fails that should not, or does not where it should; if something else is printed; or if a block
        cannot be understood.
    """
    printed = None
    for block in blocks(page.read_text(encoding="utf-8")):
        where = f"{page.name}, line {block.line}"
        if block.language == "sh":
            printed = _run(block, where, folder, settings)
        elif block.language == "text":
            if printed is None:
                raise PageError(f"{where}: no command stands above this")
            _compare(block.text, printed, where)
        elif block.told:
            _write(block, where, folder)


def matches(wanted: str, printed: str) -> bool:
    """Whether what was printed is what was wanted, where `…` stands for anything."""
    lines = [re.escape(line.rstrip()).replace(ANY, ".*") + r"\n" for line in wanted.splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line == r".*\n" else line for line in lines)
    trimmed = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch(pattern, trimmed) is not None


def _run(block: Block, where: str, folder: Path, settings: Mapping[str, str]) -> str | None:
    if block.told == "elsewhere":
        return None
    if block.told not in ("", "fails"):
        raise PageError(f"{where}: {block.told!r} behind ```sh is neither 'fails' nor 'elsewhere'")
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", block.text],
        cwd=folder, env=dict(settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if bool(done.returncode) != (block.told == "fails"):
        expected = "it should have failed" if block.told else "it should have succeeded"
        raise PageError(f"{where}: exit code {done.returncode}, and {expected}:\n{block.text}\n{done.stdout}")
    return done.stdout


def _compare(wanted: str, printed: str, where: str) -> None:
    if not matches(wanted, printed):
        raise PageError(f"{where}: the page says that this is printed:\n{wanted}\nbut it is this:\n{printed}")


def _write(block: Block, where: str, folder: Path) -> None:
    found = FILE.fullmatch(block.told)
    if not found:
        raise PageError(f"{where}: {block.told!r} is neither 'add to FILE' nor 'write to FILE'")
    if f"`{found['path']}`" not in block.above:
        raise PageError(f"{where}: the paragraph above does not tell the reader that this goes into {found['path']}")
    path = folder / found["path"]
    if found["how"] == "add" and not path.is_file():
        raise PageError(f"{where}: there is no {found['path']} to add to")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if found["how"] == "add" else "w", encoding="utf-8") as file:
        file.write(block.text)
