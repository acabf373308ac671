"""Every report that params/areas/ names, and the command that makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from helpers.errors import ReportError, WaitingError
from helpers.pipeline import params
from helpers.pipeline.occasions import Kind
from helpers.pipeline.reports import plan
from helpers.pipeline.reports.latest import Asked
from helpers.pipeline.reports.plan import ReportPlan
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
    waiting : bool
        Whether that is only because something has still to come.
    """

    report: str
    area: str
    occasion: str
    command: str
    plan: ReportPlan | None
    refused: str = ""
    waiting: bool = False

    @property
    def line(self) -> str:
        """The command that makes it, or why there is none."""
        state = "has to wait" if self.waiting else "cannot be made"
        return self.command or f"{state}: {self.report}, {self.area} {self.occasion}: {self.refused}"

    @property
    def asked(self) -> tuple[str, Mapping[str, str]]:
        """Whom and what `plan.plan_report` is to be asked for: the borough, and the occasion by its option."""
        kind = self.plan.kind.period
        return "" if kind is Kind.PLAN else self.area, {_option(kind): self.occasion}


def offers(
    place: Project, formats: str = "html,pdf,docx", wanted: Callable[[str, str], bool] = lambda area, report: True
) -> list[Offer]:
    """Every paper that params/areas/ names, with what it takes or why data/ or reports/ cannot give it.

    Parameters
    ----------
    formats : str
        As `plan.parse_formats` reads them.
    wanted : callable
        Whether a paper of an area and report type is looked at.

    Raises
    ------
    ParamsError
        If a file of params/areas/ cannot be read, or a format is not known.
    """
    plan.parse_formats(formats)
    return [_offer(place, *named, formats) for named in params.papers_of(place) if wanted(*named[:2])]


def printing(place: Project, area: str, occasion: str, section: str) -> list[Offer]:
    """The papers of an area and occasion that print a piece of commentary.

    Raises
    ------
    ParamsError
        As `offers`.
    """

    def prints(of: str, report: str) -> bool:
        return of == area and section in params.pieces(place, of, report, occasion)

    return [offer for offer in offers(place, wanted=prints) if offer.occasion == occasion]


def as_data(offer: Offer) -> dict[str, str | bool]:
    """An offer as other programs read it: what it is of, the command that makes it or why it cannot be made."""
    told = ("report", "area", "occasion", "command", "refused", "waiting")
    return {name: getattr(offer, name) for name in told}


def _offer(place: Project, area: str, report: str, occasion: str, formats: str) -> Offer:
    try:
        kind = params.read_report_type(place, report)
        given = {_option(kind.period): occasion}
        borough = "" if kind.period is Kind.PLAN else area
        planned = plan.plan_report(place, report, borough, given, formats)
        return Offer(report, area, occasion, _command(kind.period, report, area, occasion), planned)
    except ReportError as problem:
        return Offer(report, area, occasion, "", None, str(problem), waiting=isinstance(problem, WaitingError))


def _option(kind: Kind) -> str:
    return {Kind.MEETING: "meeting", Kind.PLAN: "plan"}.get(kind, "period")


def _command(kind: Kind, report: str, area: str, occasion: str) -> str:
    borough = "" if kind is Kind.PLAN else f"--borough {area} "
    return f"csp report {report} {borough}--{_option(kind)} {occasion}"


def question(offer: Offer) -> Asked:
    """The same question as `csp report` asks, so that each knows what the other has made."""
    borough, occasion = offer.asked
    given = {"period": "", "meeting": "", "plan": "", **occasion}
    return Asked(offer.report, borough, *given.values(), ",".join(offer.plan.formats))
