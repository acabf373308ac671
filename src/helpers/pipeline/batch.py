"""Every report that params/areas/ names, made one after another; one that cannot be made does not stop the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import MachineError, ReportError
from helpers.pipeline import latest, params, plan, publish
from helpers.pipeline.latest import Asked
from helpers.pipeline.occasions import Kind
from helpers.pipeline.plan import ReportPlan
from helpers.pipeline.progress import Reporter
from helpers.pipeline.render.engine import Engine
from helpers.project import Project


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper that params/areas/ names.

    Attributes
    ----------
    report, area, occasion : str
        Keys: of a folder of reports/, of data/areas.csv, and of a year, quarter, meeting or plan.
    command : str
        The command that makes it.
    plan : ReportPlan, optional
        What it will take; None if it cannot be made.
    refused : str
        Why it cannot be made, in one line; empty if it can.
    """

    report: str
    area: str
    occasion: str
    command: str
    plan: ReportPlan | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper: `built`, `unchanged` or `refused`; where it lies, or why not."""

    offer: Offer
    state: str
    told: str


def offers(place: Project, formats: str = "html,pdf,docx") -> list[Offer]:
    """Every paper that params/areas/ names, with what it takes or why data/ or reports/ cannot give it.

    Raises
    ------
    ParamsError
        If a file of params/areas/ cannot be read, or a format is not known.
    """
    plan.parse_formats(formats)
    return [_offer(place, *named, formats) for named in params.papers_of(place)]


def make_all(
    place: Project, asked: Iterable[Offer], engine: Engine, report: Reporter, *, force: bool = False
) -> list[Outcome]:
    """Make each paper, and say what became of it.

    Raises
    ------
    MachineError
        If the machine lacks something that every paper needs.
    """
    inputs = latest.inputs(place, engine)
    outcomes = []
    for offer in asked:
        report(f"{offer.report}, {offer.area} {offer.occasion}{': cannot be made' if offer.refused else ''}")
        outcomes.append(_made(place, offer, engine, inputs, force))
    return outcomes


def _made(place: Project, offer: Offer, engine: Engine, inputs: str, force: bool) -> Outcome:
    if offer.plan is None:
        return Outcome(offer, "refused", offer.refused)
    question = _question(offer)
    done = None if force else latest.published(place, question, inputs)
    if done:
        return Outcome(offer, "unchanged", _folder(place, done))
    try:
        made = publish.make_report(place, offer.plan, engine, _silent, force=force)
    except MachineError:
        raise
    except ReportError as problem:
        return Outcome(offer, "refused", str(problem))
    latest.remember(place, question, inputs, made.files)
    return Outcome(offer, "unchanged" if made.fresh else "built", _folder(place, made.files))


def _offer(place: Project, area: str, report: str, occasion: str, formats: str) -> Offer:
    try:
        kind = params.read_report_type(place, report)
        given = {_option(kind.period): occasion}
        borough = "" if kind.period is Kind.PLAN else area
        planned = plan.plan_report(place, report, borough, given, formats)
        return Offer(report, area, occasion, _command(kind.period, report, area, occasion), planned)
    except ReportError as problem:
        return Offer(report, area, occasion, "", None, str(problem))


def _option(kind: Kind) -> str:
    return {Kind.MEETING: "meeting", Kind.PLAN: "plan"}.get(kind, "period")


def _command(kind: Kind, report: str, area: str, occasion: str) -> str:
    borough = "" if kind is Kind.PLAN else f"--borough {area} "
    return f"csp report {report} {borough}--{_option(kind)} {occasion}"


def _question(offer: Offer) -> Asked:
    """The same question as `csp report` asks, so that each knows what the other has made."""
    kind = offer.plan.kind.period
    given = {"period": "", "meeting": "", "plan": "", _option(kind): offer.occasion}
    borough = "" if kind is Kind.PLAN else offer.area
    return Asked(offer.report, borough, *given.values(), ",".join(offer.plan.formats))


def _folder(place: Project, files: tuple[Path, ...]) -> str:
    return place.relative(files[0].parent)


def _silent(_: str) -> None:
    """One paper's own steps are not told: there are many papers."""
