"""Pieces of the Markdown that people read in docs/."""

from collections.abc import Iterable, Sequence


def head(title: str, made_of: str) -> str:
    """The beginning of a page that is made: its title, and what to change instead of it."""
    return f"# {title}\n\n<!-- Made from {made_of} by `make docs`; change that, not this page. -->\n"


def cell(text: str) -> str:
    """Text as a cell of a table: on one line, and without a border of its own."""
    return " ".join(text.split()).replace("|", "\\|")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown."""
    lines = [f"| {' | '.join(map(cell, line))} |\n" for line in (header, *rows)]
    return "".join([lines[0], "|", "---|" * len(header), "\n", *lines[1:]])


def code(text: str) -> str:
    """Text as it is typed; nothing of nothing."""
    return f"`{text}`" if text else ""
