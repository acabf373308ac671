"""The verdict as a page: HTML, and a PDF of one page."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from helpers.errors import ReportError
from helpers.files import write_bytes, write_text
from helpers.pipeline import staging
from helpers.pipeline.audit import manifest, recipe, record, verdict
from helpers.pipeline.audit.auditing import Audit, Part
from helpers.pipeline.audit.compare import Likeness
from helpers.pipeline.parcels import Shelf
from helpers.pipeline.plan import ReportPlan
from helpers.pipeline.render.engine import choose, render
from helpers.project import Project
from helpers.publishing.markdown import escape, pipe_table

NAME = "audit"
MAIN = f"{NAME}.qmd"
ROWS = 8
"""How many changes, and how many differences, a page has room for."""


def deliver(found: Audit, folder: Path, shelf: Shelf, target: Path) -> list[Path]:
    """Write the verdict to `target` as JSON, HTML and PDF, in the house style of the report's own record.

    Where the record cannot be had, there is only the JSON.

    Parameters
    ----------
    folder : Path
        The published folder that was audited.

    Returns
    -------
    list of Path
    """
    files = {f"{NAME}.json": (verdict.as_json(found) + "\n").encode()}
    try:
        plan, engine = recipe.read((folder / recipe.NAME).read_text(encoding="utf-8"))
        entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
        kept = record.read(shelf, manifest.record_name(entities))
        with tempfile.TemporaryDirectory(prefix="csp-audit-page-") as scratch:
            house = {
                name: of
                for name, of in kept.items()
                if name.startswith((f"reports/{staging.HOUSE}/", "reports/_brand"))
            }
            shelf.lay_out(house, Path(scratch, "project"))
            made = _rendered(Project(Path(scratch, "project")), Path(scratch, "page"), found, plan, engine)
        files |= {f"{NAME}.html": made["html"], f"{NAME}.pdf": made["typst"]}
    except (ReportError, OSError, UnicodeDecodeError):
        pass  # the verdict says what is missing
    for name, content in files.items():
        write_bytes(target / name, content)
    return [target / name for name in files]


def _rendered(place: Project, folder: Path, found: Audit, plan: ReportPlan, engine: str) -> Mapping[str, bytes]:
    staging.copy_house(place, folder)
    colours = staging.dress(place, folder, MAIN, brief=True)
    about = {
        "title": f"Audit: {found.title}",
        "subtitle": "Whether it is what was produced, and whether it can be produced again",
        "author": "csp audit",
        "subject": "Audit",
        "partnership": plan.paper.partnership,
        "council": plan.paper.council,
        "report-of": "csp audit",
        "contact": plan.paper.contact,
        "brief": True,
        "accent": colours.colour("primary").lstrip("#"),
    }
    write_text(folder / "_metadata.yml", staging.as_yaml(about))
    write_text(folder / MAIN, text(found))
    timestamp = int(datetime.combine(plan.paper.dated, time(12), UTC).timestamp())
    return render(choose(engine), folder / MAIN, ("html", "typst"), timestamp=timestamp)


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
                ("Are the files as they were published?", _files(found)),
                ("Can it be produced again from its record?", _part(found.record)),
                ("Would it say the same from today's data?", _today(found)),
                ("Does this machine have the same versions?", _versions(found)),
            ],
        ),
    ]
    if found.problems:
        rows = [(problem.path, problem.said) for problem in found.problems]
        sections += ["# Not as published {#sec-problems}", _table("Files that differ", "files", ("File", "How"), rows)]
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
    return "the data that it rests on have not changed" if not found.record.why_not else "not asked"


def _versions(found: Audit) -> str:
    return "yes" if not found.environment else f"{len(found.environment)} differ; the outputs tell whether it matters"


def _table(caption: str, key: str, head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    shown = rows[:ROWS] + ([("…", f"and {len(rows) - ROWS} more")] if len(rows) > ROWS else [])
    cells = [(escape(first), escape(second)) for first, second in shown]
    return f"{pipe_table(head, cells, ('left', 'left'), (2, 3))}\n\n: {caption} {{#tbl-{key}}}"
