"""What a report was asked to be, as a file beside it: enough to make it again without params/."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from helpers import periods
from helpers.data.slicing import Request
from helpers.errors import ReportError
from helpers.pipeline.occasions import Kind, Occasion
from helpers.pipeline.params import Paper, ReportType
from helpers.pipeline.reports.plan import ReportPlan

NAME = "recipe.json"
ABSENT, NOTHING = "not asked for", "nothing"


def written(plan: ReportPlan, engine: str) -> str:
    """A plan, and the renderer's name, as JSON: the same text each time."""
    found = {
        "report": asdict(plan.kind),
        "area": plan.area,
        "occasion": {**asdict(plan.occasion), "quarter": str(plan.occasion.quarter)},
        "paper": {**asdict(plan.paper), "dated": plan.paper.dated.isoformat()},
        "formats": plan.formats,
        "engine": engine,
        "runs": [
            {"notebook": run.notebook, "quarter": str(run.quarter), "parameters": dict(run.parameters)}
            for run in plan.runs
        ],
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def read(text: str) -> tuple[ReportPlan, str]:
    """The plan, and the renderer's name, that `written` gave as text.

    Raises
    ------
    ReportError
        If it is no such text.
    """
    try:
        found = json.loads(text)
        area = found["area"]
        plan = ReportPlan(
            _kind(found["report"]),
            area,
            _occasion(found["occasion"]),
            _paper(found["paper"]),
            tuple(found["formats"]),
            tuple(
                Request(run["notebook"], area, periods.parse_quarter(run["quarter"]), tuple(run["parameters"].items()))
                for run in found["runs"]
            ),
        )
        return plan, str(found["engine"])
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReportError(
            f"{NAME} does not say what the report was asked to be ({' '.join(str(problem).split())}): take it from where it "
            "was published again"
        ) from None


def changes(before: str, after: str) -> list[str]:
    """What two recipes were asked otherwise, a line each: `paper, dated: was 2012-06-07, is 2012-09-06`.

    Raises
    ------
    ReportError
        If one of the two is no recipe.
    """
    old, new = (dict(_asked(text)) for text in (before, after))
    names = dict.fromkeys([*old, *new])
    return [
        f"{name}: was {old.get(name, ABSENT)}, is {new.get(name, ABSENT)}"
        for name in names
        if old.get(name) != new.get(name)
    ]


def _asked(text: str) -> Iterator[tuple[str, str]]:
    """Each thing that a recipe asks for by its name, as `written` writes it."""
    plan, engine = read(text)
    found = json.loads(written(plan, engine))
    for run in found.pop("runs"):
        yield from _leaves(f"notebook {run['notebook']}", {"quarter": run["quarter"], **run["parameters"]})
    yield from _leaves("", found)


def _leaves(name: str, found: object) -> Iterator[tuple[str, str]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            yield from _leaves(f"{name}, {key}" if name else key, inner)
    elif isinstance(found, list):
        yield name, ", ".join(str(each) for each in found) or NOTHING
    else:
        yield name, NOTHING if found in (None, "") else str(found)


def called(folder: Path) -> str:
    """What to call what is made of a published folder: `annual-report-2011-12-dudley`, and of an edition `…-edition-1`.

    Where its recipe cannot be read, it is called as the folder is.
    """
    try:
        plan, _ = read((folder / NAME).read_text(encoding="utf-8"))
    except (ReportError, OSError, UnicodeDecodeError):
        return folder.name
    edition = f"-edition-{folder.name}" if folder.name.isdecimal() else ""
    return f"{plan.kind.name}-{plan.occasion.key}-{plan.area}{edition}"


def _kind(found: Mapping) -> ReportType:
    lists = {name: tuple(found[name]) for name in ("notebooks", "commentary", "invited")}
    return ReportType(**{**found, **lists, "period": Kind(found["period"])})


def _paper(found: Mapping) -> Paper:
    sections = tuple(found.get("sections", ()))
    return Paper(**{**found, "dated": date.fromisoformat(found["dated"]), "sections": sections})


def _occasion(found: Mapping) -> Occasion:
    return Occasion(**{**found, "kind": Kind(found["kind"]), "quarter": periods.parse_quarter(found["quarter"])})
