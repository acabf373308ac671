"""A mistake in words, and the few lines that a cell shows of it."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 110
MOST = 40
"""Names that are listed at most; a table of data/ has fewer columns."""
WHOLE = "%tb in a cell of its own shows the whole traceback."
"""The last line of each message, by which it is known again in a notebook that was kept."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong, in one sentence, and what would be right.

    Attributes
    ----------
    what : str
    hint : str
        What there is, or what to do.
    """

    what: str
    hint: str = ""


def lines(kind: str, told: Message, place: str) -> list[str]:
    """The lines for a cell.

    Parameters
    ----------
    kind : str
        The exception's name.
    told : Message
    place : str
        The line of the cell, as `where.Step.words` gives it; empty if there is none.
    """
    shown = [f"{kind}: {told.what}", *_indented(place)]
    return [*shown, *_indented(told.hint), WHOLE]


def headline(traceback: Sequence[str]) -> str:
    """What a kept traceback says in one line, if it is such a message; nothing if it is another traceback."""
    return traceback[0] if traceback and traceback[-1] == WHOLE else ""


def listing(names: Iterable[object]) -> str:
    """Names after one another, as many as can be read."""
    texts = [str(name) for name in names]
    more = f" and {len(texts) - MOST} more" if len(texts) > MOST else ""
    return ", ".join(texts[:MOST]) + more


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
