"""The note of revisions: what differs between two editions of a report and why, in words and as a page."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from helpers.pipeline.audit.causes import Cause
from helpers.pipeline.audit.diff import Change, Diff, Step
from helpers.pipeline.audit.figures import plain
from helpers.pipeline.audit.paper import Page
from helpers.publishing.markdown import escape, pipe_table

NAME = "revisions"
PLENTY = 40
"""How many figures, and how many changes of one cause, a note tells; the JSON tells all."""


def page_of(found: Diff) -> Page:
    """The page of a note."""
    subtitle = f"What differs between {' and '.join(found.editions)}, and why"
    return Page(NAME, f"Revisions: {found.title}", subtitle, "Revisions", "csp diff", text(found))


def sentence(found: Diff) -> str:
    """What differs, in one sentence."""
    old, new = found.editions
    if not found.changes:
        made = f", though {_listed(found.causes)} changed" if found.causes else ""
        return f"No figure differs between {old} and {new}{made}."
    printed = sum(change.printed for change in found.changes)
    because = f", by {_listed(found.causes)}" if found.causes else ""
    return f"{_counted(len(found.changes))} between {old} and {new}, {printed} of them printed{because}."


def lines(found: Diff) -> list[str]:
    """Everything, a line each."""
    said = [found.title, sentence(found), ""]
    for cause, what in found.causes.items():
        said += [f"  {cause}: {told}" for told in _some(what)]
    said += [
        f"  {_listed(group)} cannot be told apart: the one cannot be without the other" for group in found.together
    ]
    said += [f"  {change.name}: {change.old} → {change.new}{_why(change)}" for change in found.changes[:PLENTY]]
    more = len(found.changes) - PLENTY
    return said + ([f"  and {more} more"] if more > 0 else [])


def as_json(found: Diff) -> str:
    """Everything, exactly."""
    told = {**asdict(found), "causes": {str(cause): what for cause, what in found.causes.items()}}
    return json.dumps({**told, "sentence": sentence(found)}, indent=1, ensure_ascii=False, default=str)


def text(found: Diff) -> str:
    """The note in Markdown."""
    old, new = (edition.capitalize() for edition in found.editions)
    sections = ["# What has changed {#sec-changed}", f"**{escape(sentence(found))}**"]
    printed = [change for change in found.changes if change.printed]
    if printed:
        rows = [
            (escape(change.name), escape(change.old), escape(change.new), escape(_why(change).removeprefix("; ")))
            for change in printed[:PLENTY]
        ]
        table = pipe_table(("Figure", old, new, "Why"), rows, ("left", "right", "right", "left"), (5, 2, 2, 5))
        sections.append(f"{table}\n\n: Figures of the report that differ {{#tbl-changes}}")
        if len(printed) > PLENTY:
            sections.append(f"{len(printed) - PLENTY} more are in {NAME}.json.")
    if found.causes:
        sections.append("# Why {#sec-why}")
    for cause, what in found.causes.items():
        told = "\n".join(f"- {escape(each)}" for each in _some(what))
        sections += [f"**{str(cause).capitalize()}**", told]
    if len(found.changes) > len(printed):
        rest = len(found.changes) - len(printed)
        sections.append(f"{_counted(rest)} that the report does not print; they are in {NAME}.json.")
    return "\n\n".join(sections) + "\n"


def signed(by: Decimal) -> str:
    """A difference with its sign: `−0.1`, `+12`."""
    shown = plain(by)
    return shown if shown.startswith("−") else f"+{shown}"


def _why(change: Change) -> str:
    """The parts of a change, as a clause; of words that changed once, only the cause."""
    steps = change.steps
    once = len(steps) == 1 and steps[0].by is None
    told = [f"by {_listed(steps[0].causes)}"] if once else [_part(step) for step in steps]
    whole = f"; {signed(change.by)} in all: " if change.by is not None and len(steps) > 1 else "; "
    rows = [f"{row.rpartition(':')[0]} row {row.rpartition(':')[2]}" for row in change.rows[:3]]
    behind = f" (data/{', '.join(rows)})" if rows else ""
    return f"{whole}{', '.join(told)}{behind}" if told else behind


def _part(step: Step) -> str:
    amount = signed(step.by) if step.by is not None else f"“{step.text}”" if step.text else "blank"
    return f"{amount} by {_listed(step.causes)}"


def _listed(causes: Iterable[Cause]) -> str:
    *most, last = map(str, causes)
    return f"{', '.join(most)} and {last}" if most else last


def _counted(number: int) -> str:
    return "1 figure differs" if number == 1 else f"{number:,} figures differ"


def _some(told: tuple[str, ...]) -> list[str]:
    more = len(told) - PLENTY
    return [*told[:PLENTY], *([f"and {more} more"] if more > 0 else [])]
