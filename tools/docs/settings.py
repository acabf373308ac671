"""What each key of the settings files means. A key that the code knows and this does not, or the other way, is an error."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from helpers.data import policies
from helpers.data.declarations import Declaration
from helpers.pipeline import matrix, params_check
from helpers.pipeline.params import ReportType


@dataclass(frozen=True, slots=True)
class File:
    """One kind of settings file: its path, what it settles, the keys that the code reads, and what they mean."""

    path: str
    settles: str
    known: tuple[str, ...]
    meanings: Mapping[str, str]

    def rows(self) -> list[tuple[str, str]]:
        """Each key with its meaning.

        Raises
        ------
        AssertionError
            If the code reads a key that has no meaning here, or does not read one that has.
        """
        assert set(self.known) == set(self.meanings), f"{self.path}: {set(self.known) ^ set(self.meanings)}"
        return list(self.meanings.items())


FILES = (
    File(
        "params/areas/AREA.yml",
        "how an area's partnership is named, and which papers go where; AREA is a key of `data/areas.csv`",
        params_check.AREA_KEYS,
        {
            "partnership": "The partnership's name, as papers print it.",
            "council": "The council that it sits with.",
            "papers": "For each report type, and in it for each year, quarter, meeting or plan, one paper: the keys below.",
        },
    ),
    File(
        "params/areas/AREA.yml, one paper",
        "whom a paper goes to and what it is about; posts and organisations only",
        tuple(dict.fromkeys((*params_check.PAPER_KEYS, *params_check.STATEMENT_KEYS, *params_check.PAPER_EXTRAS))),
        {
            "committee": "The committee that it is put to; left out where `issued` stands.",
            "meeting": "The day of that meeting, or `to_follow` while nobody has fixed it.",
            "issued": "Instead of committee and meeting: the day on which it is issued, or `undated`.",
            "report_of": "The post that reports.",
            "contact": "The post to ask.",
            "subject": "What it is about, where its type does not say.",
            "plan": "A key of `data/plans.csv`: the plan whose progress it reports.",
            "theme": "A theme of `data/indicators.csv`: the indicators that it tells of.",
            "document": "A key of `data/sources.csv`: the document whose figures it prints.",
        },
    ),
    File(
        "params/notebooks.yml",
        "what each notebook answers and may see",
        tuple(field.name for field in fields(Declaration)),
        {
            "question": "What it answers, for people who choose one.",
            "tables": "The tables of `data/` that its run may see, besides areas and sources.",
            "needs": "Those of them that must hold rows for the area and financial year; else the run is refused.",
            "scope": "`area` unless told, with what it lies in; `within`, with all in it; or `peers`, with its peers too.",
            "returns": "Tables of which one must hold rows of the quarter itself.",
            "parameters": "What it takes besides borough and quarter: `plan`, `as_at`, `theme`, `document`, `contact`.",
        },
    ),
    File(
        "params/peers.yml",
        "whom an area is compared with",
        params_check.PEER_KEYS,
        {
            "title": "What the group is called in a sentence.",
            "basis": "Whose choice it is, and why; reports print it.",
            "areas": "Keys of `data/areas.csv`. An area is compared within the first group that lists it.",
            "tiles": "Column and row of each area's square on the tile map, from 0.",
        },
    ),
    File(
        "params/disclosure.yml",
        "which counts of people are too small to be published",
        policies.KEYS,
        {
            "smallest": "The smallest count that is shown; nought is shown too.",
            "units": "Units, in the plural, that count people who could be recognised.",
            "open_roles": "Roles of rows that never count such people.",
            "measures": "Exceptions, by project/measure or measure: `open` or `small-counts`; the nearest name wins.",
        },
    ),
    File(
        "params/runs/NAME.yml",
        "what `csp batch` makes; each is a list, or the word `all`, which is also what is meant where it is left out",
        matrix.LISTS,
        {
            "boroughs": "Keys of `data/areas.csv`; all: those with a file in `params/areas/`.",
            "quarters": "Such as 2016-17-Q2; all: those that a borough's papers stand at.",
            "notebooks": "Names in `params/notebooks.yml`; all: those that need a borough and a quarter only.",
            "reports": "Folders of `reports/`; all: every paper that `params/areas/` names.",
            "formats": "html, pdf, docx.",
        },
    ),
    File(
        "reports/REPORT/report.yml",
        "what a report type is made of",
        tuple(field.name for field in fields(ReportType) if field.name != "name"),
        {
            "title": "`{year}` or `{period}`, `{area}`, `{plan}` and `{subject}` stand for the paper's own.",
            "subtitle": "Likewise.",
            "period": "What it covers: financial year, quarter, meeting or plan.",
            "notebooks": "The notebooks whose results it quotes.",
            "commentary": "The pieces of commentary that it cannot do without.",
            "invited": "Pieces of commentary that it says are missing where they are.",
            "brief": "true: it is to fit on a page or two, without contents and with narrow margins.",
        },
    ),
)
