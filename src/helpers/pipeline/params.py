"""The settings in params/ and the report types in reports/, read and checked at the edge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from helpers import periods, yaml_files
from helpers.errors import ParamsError, WaitingError, nearest
from helpers.pipeline.occasions import Kind, Occasion
from helpers.pipeline.settings import lines
from helpers.project import Project

UNDATED = "undated"
FILLED = ("year", "period", "area", "subject", "plan")
"""What a report's title and subtitle can have filled in: each name in braces stands for it."""
BRACES = re.compile(rf"\{{({'|'.join(FILLED)})\}}")
TO_FOLLOW = "to_follow"
"""What stands for the day of a meeting that nobody has fixed yet."""
KEYED = {"plan": ("plans", "plan"), "theme": ("indicators", "theme"), "document": ("sources", "source")}
"""Settings of a paper that name what stands in a column of a table."""


@dataclass(frozen=True, slots=True)
class ReportType:
    """What a report type needs, from reports/<name>/report.yml.

    Attributes
    ----------
    name, title, subtitle : str
        `{year}` (or `{period}`) and `{area}` in a title stand for the occasion and the area, `{subject}` for the paper's subject,
        `{plan}` for the plan.
    period : Kind
        What it covers.
    notebooks, commentary : tuple of str
        The notebooks whose results it quotes, and the pieces of commentary that it cannot do without.
    invited : tuple of str
        Pieces of commentary that it says are missing where they are.
    brief : bool
        Whether it is to fit on a page or two: without a table of contents, and with narrow margins in print.
    """

    name: str
    title: str
    subtitle: str
    period: Kind
    notebooks: tuple[str, ...]
    commentary: tuple[str, ...]
    invited: tuple[str, ...] = ()
    brief: bool = False

    @property
    def pieces(self) -> tuple[str, ...]:
        """Every piece of commentary that it includes."""
        return self.commentary + self.invited


@dataclass(frozen=True, slots=True)
class Paper:
    """Whom a report goes to, from params/areas/<area>.yml. Posts and organisations only.

    Attributes
    ----------
    partnership, council, report_of, contact : str
    committee : str
        The committee whose meeting it is put to; empty for a statement that goes to none.
    dated : date
        The day of that meeting, or on which the statement is issued. Of one that is not dated, the last day that it speaks of.
    undated : bool
    subject, plan, theme, document : str
        What it is about, the plan whose progress it reports, the theme of its indicators, and the key of the document whose
        figures it prints; empty where its type needs none.
    sections : tuple of str
        Pieces of commentary that it has as sections of its own, besides those of its type.
    """

    partnership: str
    council: str
    committee: str
    dated: date
    report_of: str
    contact: str
    undated: bool = False
    subject: str = ""
    plan: str = ""
    theme: str = ""
    document: str = ""
    sections: tuple[str, ...] = ()

    @property
    def dated_words(self) -> str:
        """As printed: `7 June 2012`."""
        return "Not dated" if self.undated else periods.day_words(self.dated)

    @property
    def as_at(self) -> str:
        """The day as at which progress is judged."""
        return self.dated.isoformat()

    @property
    def author(self) -> str:
        """Who reports, and to whom; and where there is no date to tell, that there is none."""
        if self.undated:
            return f"{self.report_of} (not dated)"
        return f"{self.report_of} to the {self.committee}" if self.committee else self.report_of

    @property
    def sender(self) -> str:
        """Who reports, beside the word `From`: `Chief Executive` where the paper is the `Report of the Chief Executive`."""
        if re.match(r"(?i)(?:consolidated )?(?:return|overview|statement)\b", self.report_of):
            return self.partnership  # named after what it is, not after who makes it
        found = re.fullmatch(r"(?:Report of|Performance summary by) (?:the )?(.+)", self.report_of)
        return found[1][:1].upper() + found[1][1:] if found else self.report_of

    @property
    def put_to(self) -> str:
        """What stands at the foot of each page: the committee and its meeting, or whose paper it is and when it was issued."""
        who = self.committee or self.report_of
        return who if self.undated else f"{who}, {self.dated_words}"


def report_types(place: Project) -> list[str]:
    """The names of the report types that there are."""
    return sorted(path.parent.name for path in place.reports.glob("*/report.yml"))


def read_report_type(place: Project, name: str) -> ReportType:
    """Read one report type.

    Raises
    ------
    ParamsError
        If there is none of that name, or its settings are not complete.
    """
    path = place.reports / name / "report.yml"
    if name not in report_types(place):
        known = report_types(place)
        raise ParamsError(
            f"there is no report {name!r} in reports/{nearest(name, known)}; there are {', '.join(known)}"
        )
    entry = _read(place, path)
    values = {
        key: _required(place, path, entry, key) for key in ("title", "subtitle", "period", "notebooks", "commentary")
    }
    if values["period"] not in list(Kind):
        known = " or ".join(Kind)
        raise ParamsError(f"{_line(place, path, 'period')}: period: {values['period']!r} must be {known}")
    texts = {key: str(values[key]) for key in ("title", "subtitle")}
    for key, text in texts.items():
        if re.search("[{}]", BRACES.sub("", text)):
            known = ", ".join(f"{{{name}}}" for name in FILLED[:-1]) + f" and {{{FILLED[-1]}}}"
            where = _line(place, path, key)
            raise ParamsError(f"{where}: {key}: {text!r} has braces that nothing fills: there are {known}")
    lists = {key: tuple(values[key]) for key in ("notebooks", "commentary")}
    lists["invited"] = tuple(entry.get("invited") or ())
    return ReportType(name, period=Kind(values["period"]), brief=entry.get("brief") is True, **texts, **lists)


def read_paper(place: Project, area: str, kind: ReportType, occasion: Occasion) -> Paper:
    """Read where one area's report for one occasion goes.

    Raises
    ------
    ParamsError
        If params/areas/ has nothing for it, or what it has is not complete.
    """
    path = place.params / "areas" / f"{area}.yml"
    if not path.is_file():
        raise ParamsError(
            f"{place.relative(path)} is missing: it names the partnership, the council and the meeting that a paper goes to; "
            "copy another area's and change it"
        )
    entry = _read(place, path)
    way = ("papers", kind.name, occasion.key)
    papers = _required(place, path, entry, "papers")
    paper = (papers.get(kind.name) or {}).get(occasion.key) if isinstance(papers, Mapping) else None
    if not isinstance(paper, Mapping):
        raise ParamsError(
            f'{_line(place, path, *way)}: papers: {kind.name}: has no entry "{occasion.key}", which names whom the paper goes '
            "to, and when"
        )
    texts = {key: str(_required(place, path, paper, *way, key)) for key in ("report_of", "contact")}
    when = "issued" if "issued" in paper else "meeting"
    committee = "" if when == "issued" else str(_required(place, path, paper, *way, "committee"))
    dated = _required(place, path, paper, *way, when)
    undated = when == "issued" and dated == UNDATED
    if when == "meeting" and dated == TO_FOLLOW:
        raise WaitingError(
            f"{_line(place, path, *way, when)}: the day of the meeting is to follow: write it there, such as 2012-06-07"
        )
    if not isinstance(dated, date) and not undated:
        raise ParamsError(f"{_line(place, path, *way, when)}: {when}: {dated!r} is not a date such as 2012-06-07")
    if "{subject}" in kind.title:
        _required(place, path, paper, *way, "subject")
    return Paper(
        partnership=str(_required(place, path, entry, "partnership")),
        council=str(_required(place, path, entry, "council")),
        committee=committee,
        dated=occasion.quarter.end if undated else dated,
        undated=undated,
        sections=tuple(map(str, paper.get("sections") or ())),
        **{name: str(paper.get(name) or "") for name in ("subject", "plan", "theme", "document")},
        **texts,
    )


def pieces(place: Project, area: str, report: str, occasion: str) -> tuple[str, ...]:
    """The pieces of commentary that a report of an area and occasion includes: those of its type, and sections of its own.

    Raises
    ------
    ParamsError
        If the report's type or the area's settings cannot be read.
    """
    path = place.params / "areas" / f"{area}.yml"
    entry = _read(place, path) if path.is_file() else {}
    for key in ("papers", report, occasion):
        found = entry.get(key)
        entry = found if isinstance(found, Mapping) else {}
    return (*read_report_type(place, report).pieces, *map(str, entry.get("sections") or ()))


def setting(place: Project, area: str, *way: str) -> str:
    """One setting of an area's file, by the keys that lead to it, such as `papers`, `board-pack`, `2016-17-Q2`, `contact`.

    Raises
    ------
    ParamsError
        If the file cannot be read, or does not have it.
    """
    path = place.params / "areas" / f"{area}.yml"
    entry = _read(place, path)
    for key in way[:-1]:
        found = entry.get(key)
        entry = found if isinstance(found, Mapping) else {}
    return str(_required(place, path, entry, *way))


def where(place: Project, area: str, *way: str) -> str:
    """The file of an area's settings and the line of one of them, as messages name it."""
    return _line(place, place.params / "areas" / f"{area}.yml", *way)


def papers_of(place: Project) -> list[tuple[str, str, str]]:
    """Every paper that params/areas/ names: `(area, report type, occasion)`, in that order.

    Raises
    ------
    ParamsError
        If a file cannot be read.
    """
    found = []
    for path in sorted((place.params / "areas").glob("*.yml")):
        papers = _read(place, path).get("papers")
        for report, of_occasions in papers.items() if isinstance(papers, Mapping) else ():
            found += [(path.stem, str(report), str(key)) for key in of_occasions or ()]
    return sorted(found)


def _read(place: Project, path: Path) -> Mapping:
    try:
        entry = yaml_files.read(path)
    except (yaml.YAMLError, ValueError) as problem:  # a day that no calendar has is a ValueError
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{place.relative(path)}{at}: not readable YAML: {told}") from None
    if not isinstance(entry, Mapping):
        raise ParamsError(f"{place.relative(path)}: expected settings such as 'title: …'")
    return entry


def _required(place: Project, path: Path, entry: Mapping, *way: str) -> object:
    """The last key of a way through a file, of the part of it that holds that key."""
    key = way[-1]
    if entry.get(key) in (None, ""):
        raise ParamsError(f"{_line(place, path, *way)}: {key!r} is missing")
    return entry[key]


def _line(place: Project, path: Path, *way: str) -> str:
    """A file, and its line of the nearest part of a way through it that is there; the first, where they cannot be told."""
    found, _ = lines.read(place, path)
    return f"{place.relative(path)}:{found.line(*way) if found else 1}"
