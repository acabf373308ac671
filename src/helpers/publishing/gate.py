"""The last look before anything is published: no small count of people leaves, in whatever way it got here."""

from collections.abc import Iterable, Sequence

from helpers.analysis import disclosure, prose
from helpers.data.policies import SMALL_COUNTS, Policy
from helpers.errors import NotebookError
from helpers.publishing.charts.base import Chart
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Group, Table, Text

NAMES = ("measure", "indicator")
"""A frame of single counts names what each counts in one of these, beside its value and unit."""
ADVICE = "protect it with analysis.disclosure, or say in params/disclosure.yml why it is open"


def check(policy: Policy, items: Sequence[Table | Group | Text | Chart], quotes: Iterable[Quote]) -> None:
    """Refuse results that would show a count of people which is too small.

    Raises
    ------
    NotebookError
        Names the first result or value, what it shows, and what to do.
    """
    for item in items:
        for part in getattr(item, "tables", (item,)):
            _check_frame(policy, part)
            for words in _words(part):
                _check_words(policy, part.name, words)
    for quote in quotes:
        _check_quote(policy, quote)


def _check_frame(policy: Policy, part: Table | Text | Chart) -> None:
    frame = getattr(part, "frame", None)
    if frame is None or not {"unit", "value"}.issubset(frame.columns) or not any(name in frame for name in NAMES):
        return
    shown = disclosure.reveals(frame, policy)
    if len(shown):
        row = shown.iloc[0]
        where = row.get("row", "a row that names none")
        raise NotebookError(f"{part.name} would publish a small count of {row['unit']} ({where}): {ADVICE}")


def _check_words(policy: Policy, name: str, words: str) -> None:
    if prose.protect_text(words, policy) != words:
        raise NotebookError(f"{name} would publish a small count of people in {words[:90]!r}: {ADVICE}")


def _check_quote(policy: Policy, quote: Quote) -> None:
    _check_words(policy, f"the value {quote.id!r}", quote.text)
    # An id ends with the keys of what it counts, where a policy may be given for one measure: `services.refuge.places`.
    *_, project, measure = ("", *quote.id.replace("_", "-").split("."))
    sensitive = policy.rule(unit=quote.unit, project=project, measure=measure) == SMALL_COUNTS
    if sensitive and not isinstance(quote.value, str) and policy.is_small(quote.value):
        raise NotebookError(f"the value {quote.id!r} would publish a small count of {quote.unit}: {ADVICE}")


def _words(part: Table | Text | Chart) -> list[str]:
    if isinstance(part, Text):
        return list(part.paragraphs)
    if isinstance(part, Chart):
        return [part.caption, part.message, part.alt]
    return [part.caption, part.note] + [cell for row in part.rows for cell in row if isinstance(cell, str)]
