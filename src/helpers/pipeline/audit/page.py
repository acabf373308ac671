"""The verdict as a page, which is to fit on one."""

from collections import Counter

from helpers.pipeline.audit import verdict
from helpers.pipeline.audit.auditing import Audit, Part
from helpers.pipeline.audit.compare import Likeness
from helpers.pipeline.audit.paper import Page
from helpers.publishing.markdown import escape, pipe_table

ROWS = 8
"""How many changes, and how many differences, a page has room for."""


def page_of(found: Audit) -> Page:
    """The page of a verdict."""
    title, subtitle = f"Audit: {found.title}", "Whether it is what was produced, and whether it can be produced again"
    return Page("audit", title, subtitle, "Audit", "csp audit", text(found))


def text(found: Audit) -> str:
    """The page in Markdown."""
    sections = [
        "# Verdict {#sec-verdict}",
        f"**{escape(verdict.sentence(found))}**",
        _table(
            "What was looked at, and what was found",
            "questions",
            ("Question", "Found"),
            [
                ("Are the files as they were made?", _files(found)),
                ("Can it be produced again from its record?", _part(found.record)),
                ("Would it say the same from today's data?", _today(found)),
                ("Does this machine have the same versions?", _versions(found)),
            ],
        ),
    ]
    if found.problems:
        rows = [(problem.path, problem.said) for problem in found.problems]
        sections += ["# Not as made {#sec-problems}", _table("Files that differ", "files", ("File", "How"), rows)]
    if found.changes:
        told = [f"- {escape(change)}" for change in verdict.shortened(found.changes, ROWS)]
        sections += ["# Changed in the data since {#sec-changes}", "\n".join(told)]
    for part, title in ((found.record, "from its record"), (found.today, "from today's data")):
        told = verdict.differences(part, ROWS) if part else []
        if told:
            key = "record" if part is found.record else "today"
            sections += [
                f"# What differs {title} {{#sec-{key}}}",
                "\n".join(f"- {escape(each)}" for each in told),
            ]
    if found.environment:
        told = [f"- {escape(each)}" for each in verdict.shortened(found.environment, ROWS)]
        sections += ["# Versions {#sec-versions}", "\n".join(told)]
    return "\n\n".join(sections) + "\n"


def _files(found: Audit) -> str:
    number = len(found.problems)
    return "yes, every one" if not number else f"no: {number} {'is' if number == 1 else 'are'} not"


def _part(part: Part) -> str:
    if part.why_not:
        return f"{Likeness.MISSING}: {part.why_not}"
    counted = Counter(output.likeness for output in part.outputs)
    return ", ".join(f"{counted[likeness]} files {likeness}" for likeness in Likeness if counted[likeness])


def _today(found: Audit) -> str:
    if found.today is not None:
        return _part(found.today)
    return verdict.UNCHANGED if found.looked else "not asked: without its record, or where there are no data"


def _versions(found: Audit) -> str:
    return "yes" if not found.environment else f"{len(found.environment)} differ; the outputs tell whether it matters"


def _table(caption: str, key: str, head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    shown = rows[:ROWS] + ([("…", f"and {len(rows) - ROWS} more")] if len(rows) > ROWS else [])
    cells = [(escape(first), escape(second)) for first, second in shown]
    return f"{pipe_table(head, cells, ('left', 'left'), (2, 3))}\n\n: {caption} {{#tbl-{key}}}"
