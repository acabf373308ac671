"""How each borough stands: what has come in, which papers and commentary want doing, and the one thing to do next."""

from dataclasses import dataclass

from helpers.errors import ParamsError, nearest
from helpers.pipeline import params
from helpers.pipeline.commentary import review
from helpers.pipeline.commentary.review import APPROVED, NEVER, NOT_COMPARED, TO_BE_REVIEWED, TO_BE_WRITTEN, UNREADABLE
from helpers.pipeline.quarter import arrivals
from helpers.pipeline.quarter.arrivals import Arrival
from helpers.pipeline.render.engine import Engine
from helpers.pipeline.reports import staleness
from helpers.pipeline.reports.staleness import ABSENT, REFUSED, STALE
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that wants doing for one area.

    Attributes
    ----------
    area : str
    arrivals : tuple of Arrival
        The quarters that were prepared.
    papers : tuple of staleness.Standing
    texts : tuple of commentary_review.Standing
        Its commentary.
    """

    area: str
    arrivals: tuple[Arrival, ...]
    papers: tuple[staleness.Standing, ...]
    texts: tuple[review.Standing, ...]


def desks(place: Project, engine: Engine, borough: str = "") -> list[Desk]:
    """How each area stands that params/areas/ names a paper of, or one of them.

    Raises
    ------
    ParamsError
        If there is no such area, or params/ cannot be read.
    DataError
        If data/ cannot be read.
    """
    came = arrivals.arrivals(place)
    papers = staleness.standings(place, engine, borough)
    texts = review.status(place)
    areas = sorted({one.area for one in (*came, *texts)} | {area for area, _, _ in params.papers_of(place)})
    if borough and borough not in areas:
        raise ParamsError(
            f"nothing is kept for {borough!r}{nearest(borough, areas)}; there are papers of {', '.join(areas)}"
        )
    return [
        Desk(
            area,
            tuple(one for one in came if one.area == area),
            tuple(one for one in papers if one.offer.area == area),
            tuple(one for one in texts if one.area == area),
        )
        for area in areas
        if borough in ("", area)
    ]


def next_step(desk: Desk, place: Project) -> str:
    """The command, or the file, that comes next for an area; empty where nothing is left to be done.

    Figures come first, then the papers made of them, then the words about them: commentary is approved as of a paper. A form of
    which something came in waits for the rest until all of that is done: taken in again as it is, it brings nothing. So does a
    paper that cannot be made: what stands in its way may never come.
    """
    awaited = [one for one in desk.arrivals if one.to_follow and one.form]
    for one in awaited:
        if not one.came:
            return f"csp take-in {place.relative(one.form)}"
    for paper in desk.papers:
        if paper.state in (STALE, ABSENT):
            return paper.offer.command
    for text in desk.texts:
        path = f"reports/commentary/{text.area}/{text.period}/{text.section}.md"
        if text.state in (TO_BE_WRITTEN, UNREADABLE):
            return f"edit {path}"
        if text.state in (NEVER, TO_BE_REVIEWED):
            return f"read {path}, then csp approve {text.section} --borough {text.area} --period {text.period}"
    if awaited:
        return f"csp take-in {place.relative(awaited[0].form)}"
    refused = next((paper for paper in desk.papers if paper.state == REFUSED), None)
    return (
        f"put right why {refused.offer.report} {refused.offer.occasion} cannot be made: {refused.why}"
        if refused
        else ""
    )


def lines(desk: Desk, place: Project) -> list[str]:
    """An area's desk as it is printed."""
    told = [desk.area, *(f"  {_arrived(one)}" for one in desk.arrivals)]
    told += [f"  {paper.line}" for paper in desk.papers]
    for period in sorted({text.period for text in desk.texts}):
        told += [f"  {line}" for line in _texts(period, [text for text in desk.texts if text.period == period])]
    step = next_step(desk, place)
    return [*told, f"  next: {step}" if step else "  nothing is left to be done"]


def _arrived(one: Arrival) -> str:
    every = one.came + one.to_follow
    return f"figures {one.period}: {one.came} of {every} came in" + (
        f", {one.to_follow} to follow" if one.to_follow else ""
    )


def _texts(period: str, texts: list[review.Standing]) -> list[str]:
    """What wants doing, text by text; of what does not, how many there are."""
    told = []
    for state in (APPROVED, NOT_COMPARED):
        number = sum(text.state == state for text in texts)
        told += [f"commentary {period}: {number} of {len(texts)} {state}"] if number else []
    for text in texts:
        if text.state not in (APPROVED, NOT_COMPARED):
            owner = f" ({text.owner})" if text.owner else ""
            told.append(f"commentary {period} {text.section}{owner}: {text.state}: {text.detail}")
    return told


def as_data(desk: Desk, place: Project) -> dict[str, object]:
    """An area's desk for another program."""
    return {
        "area": desk.area,
        "figures": [
            {
                "period": one.period,
                "came": one.came,
                "to_follow": one.to_follow,
                "form": place.relative(one.form) if one.form else None,
            }
            for one in desk.arrivals
        ],
        "papers": [
            {
                "report": paper.offer.report,
                "occasion": paper.offer.occasion,
                "state": paper.state,
                "why": paper.why,
                "command": paper.offer.command,
            }
            for paper in desk.papers
        ],
        "commentary": [
            {name: getattr(text, name) for name in ("period", "section", "owner", "state", "detail")}
            for text in desk.texts
        ],
        "next": next_step(desk, place),
    }
