"""What stands in the way of publishing a report: every check, what it found, why it matters, who can put it right and how."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ReportError
from helpers.pipeline import checking, params
from helpers.pipeline.audit import auditing, pictures, verdict
from helpers.pipeline.commentary import review
from helpers.pipeline.parcels import Shelf
from helpers.pipeline.progress import Reporter
from helpers.pipeline.render.engine import Engine
from helpers.pipeline.reports import offers, staleness
from helpers.pipeline.reports.offers import Offer
from helpers.project import Project

ANALYST = "the analyst"
PLENTY = 10
"""How many findings of one check are told; the others are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold before a report is published."""

    name: str
    holds: str
    why: str


DATA = Check("data", "data/ and params/ hold no problem", "A paper rests on every row that it reads.")
RECONCILIATION = Check(
    "reconciliation",
    "every printed figure that does not follow from its parts has been reviewed",
    "A contradiction that nobody has looked at is taken for ours.",
)
FRESH = Check(
    "freshness",
    "the report is made of today's data, texts and code",
    "What is published should be what we would say today.",
)
COMMENTARY = Check(
    "commentary",
    "each piece of commentary is there, and approved as its figures read now",
    "Its owner answers for what it says, and has to have seen it.",
)
PICTURES = Check(
    "alt-text",
    "each picture has words for those who cannot see it",
    "Public bodies' papers must be accessible by law (SI 2018/952).",
)
REPRODUCTION = Check(
    "reproduction",
    "run again from its record, it comes out the same",
    "A figure that cannot be had again cannot be defended.",
)
CHECKS = (DATA, RECONCILIATION, FRESH, COMMENTARY, PICTURES, REPRODUCTION)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One finding of a check: what was found, who can put it right, and how."""

    what: str
    who: str
    how: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; it passes where there is no obstacle."""

    check: Check
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is to be published: its folder, where records are kept if that is here, and its paper in params/areas/."""

    place: Project
    folder: Path
    shelf: Shelf | None
    offer: Offer
    engine: Engine


def paper_of(place: Project, folder: Path) -> Offer:
    """The paper of params/areas/ that a folder of reports/published/ holds.

    Raises
    ------
    ReportError
        If there is none any more.
    """
    area, occasion, report = folder.relative_to(place.published.resolve()).parts
    for offer in offers.offers(place, wanted=lambda of, kind: (of, kind) == (area, report)):
        if offer.occasion == occasion:
            return offer
    raise ReportError(
        f"params/areas/{area}.yml: papers: {report}: no longer names {occasion!r}, which {place.relative(folder)} was made for: "
        "enter it again"
    )


def findings(report: Report, reporter: Reporter) -> list[Finding]:
    """Make every check."""
    looks: dict[Check, Callable[[Report], Iterable[Obstacle]]] = {
        DATA: _data,
        RECONCILIATION: _reconciliation,
        FRESH: _fresh,
        COMMENTARY: _commentary,
        PICTURES: _pictures,
        REPRODUCTION: _reproduction,
    }
    found = []
    for check in CHECKS:
        reporter(f"check {check.name}")
        found.append(Finding(check, tuple(looks[check](report))))
    return found


def _data(report: Report) -> Iterable[Obstacle]:
    for problem in checking.faults(report.place):
        yield Obstacle(str(problem), ANALYST, "correct it there; `csp check` lists all")


def _reconciliation(report: Report) -> Iterable[Obstacle]:
    for problem in checking.unreviewed(report.place):
        yield Obstacle(str(problem), ANALYST, "correct the figure, or review it in data/recomputations.csv")


def _fresh(report: Report) -> Iterable[Obstacle]:
    standing = staleness.standing(report.place, report.offer, report.engine)
    if standing.state != staleness.CURRENT:
        why = f": {standing.why}" if standing.why else ""
        yield Obstacle(f"it is {standing.state}{why}", ANALYST, report.offer.command or "see `csp reports`")


def _commentary(report: Report) -> Iterable[Obstacle]:
    area, period = report.offer.area, report.offer.occasion
    standing = {
        text.section: text for text in review.status(report.place) if (text.area, text.period) == (area, period)
    }
    home = f"reports/commentary/{area}/{period}"
    for section in params.pieces(report.place, area, report.offer.report, period):
        text = standing.get(section)
        if text is None:
            who = report.offer.plan.paper.contact if report.offer.plan else ANALYST
            yield Obstacle(f"{section}: there is none", who, f"write {home}/{section}.md")
        elif text.state in (review.TO_BE_WRITTEN, review.UNREADABLE):
            yield Obstacle(
                f"{section}: {text.state}: {text.detail}", text.owner or ANALYST, f"write {home}/{section}.md"
            )
        elif text.state != review.APPROVED:
            how = f"csp approve {section} --borough {area} --period {period}"
            yield Obstacle(f"{section}: {text.state}: {text.detail}", text.owner, f"read it, then {how}")


def _pictures(report: Report) -> Iterable[Obstacle]:
    for told in pictures.without_words(report.folder):
        yield Obstacle(told, ANALYST, "give the chart its alt text in its notebook, then make the report again")


def _reproduction(report: Report) -> Iterable[Obstacle]:
    if report.shelf is None:
        what = "could not be re-run: there is no reports/records/ in this project, where what it was made of is kept"
        yield Obstacle(what, ANALYST, "take reports/records/ from a backup, or publish it where it was made")
        return
    # Of today's data the check of freshness tells.
    found = auditing.audit(report.folder, report.shelf, None, lambda _: None)
    if not found.reproduced:
        told = "; ".join([verdict.sentence(found), *verdict.differences(found.record, 3)])
        yield Obstacle(told, ANALYST, "see all with `csp audit`; then make the report again with --force")
