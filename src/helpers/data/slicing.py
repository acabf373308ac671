"""The rows that one run of one notebook may see: cut from data/, written to the run's inputs, opened by the notebook."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import periods, project
from helpers.data import catalogue, corrections, declarations, loading, policies, scope
from helpers.data.catalogue import Table
from helpers.data.declarations import Peers
from helpers.data.policies import Policy
from helpers.data.rules import Rows
from helpers.errors import DataError, ParamsError, nearest
from helpers.files import replace_folder, write_text
from helpers.periods import Period
from helpers.project import Project

INPUTS = "inputs"
ABOUT = "slice.json"
DISCLOSURE = "disclosure"
"""The setting of it that says which counts are too small."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which notebook is to run, for which area, as at which quarter, and with which further parameters (name and value)."""

    notebook: str
    area: str
    quarter: Period
    parameters: tuple[tuple[str, str], ...] = ()


class Area(NamedTuple):
    """An area's key and its name as printed."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Slice:
    """What a notebook may see.

    Attributes
    ----------
    request : Request
    tables : mapping of table name to DataFrame
        Only rows about the area or what it lies in, and no later than the quarter. `row` says where each stands in
        data/.
    folder : Path
        Where this run works: `inputs` and `results` lie in it.
    policy : Policy
        Which counts are too small to be shown.
    peers : Peers, optional
        Whom the area is compared with, for a notebook that may see them.
    """

    request: Request
    tables: Mapping[str, pd.DataFrame]
    folder: Path
    policy: Policy
    peers: Peers | None = None

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A copy of one table with its declared corrections made; `corrected` and `published` say what they changed."""
        return corrections.apply(self.published(name), name, self.tables["corrections"])

    def published(self, name: str) -> pd.DataFrame:
        """A copy of one table as published, without corrections.

        Raises
        ------
        DataError
            If the notebook has not declared the table.
        """
        if name in self.tables:
            found = self.tables[name].copy()
            found.attrs[scope.AREAS] = tuple(self.tables["areas"]["area"])
            return found
        near = nearest(str(name), self.tables, least=0.8)
        raise DataError(
            f"notebook {self.request.notebook} may not see table {name!r}{near}; it declares "
            f"{', '.join(self.tables)} in params/notebooks.yml"
        )

    def all(self) -> dict[str, pd.DataFrame]:
        """A copy of every table that the notebook declares, with its declared corrections made."""
        return {name: self[name] for name in self.tables}

    @property
    def area(self) -> str:
        """The area's key."""
        return self.request.area

    @property
    def quarter(self) -> Period:
        """The quarter as at which the run stands."""
        return self.request.quarter

    @property
    def area_name(self) -> str:
        """The area's name as printed."""
        return self._named(self.area).name

    @property
    def force_area(self) -> Area:
        """The police force area that the area lies in; the area itself where it lies in none."""
        areas = self.tables["areas"].set_index("area")
        for key in scope.lineage(self.tables["areas"], self.area):
            if key in areas.index and areas.loc[key, "kind"] == "force area":
                return self._named(key)
        return self._named(self.area)

    @property
    def peer_areas(self) -> pd.DataFrame:
        """The rows of areas of those that the area is compared with.

        Raises
        ------
        DataError
            If the notebook may not see them.
        """
        if self.peers is None:
            raise DataError(f"notebook {self.request.notebook} may not see peers: its scope is not 'peers'")
        areas = self.tables["areas"]
        return areas[areas["area"].isin(self.peers.areas)].reset_index(drop=True)

    def _named(self, area: str) -> Area:
        areas = self.tables["areas"]
        return Area(area, str(areas.loc[areas["area"] == area, "name"].iloc[0]))


def cut(place: Project, request: Request) -> Mapping[str, pd.DataFrame]:
    """Cut from data/ what a run may see, as published, with the corrections that are declared for it.

    Raises
    ------
    ParamsError
        If the area or the notebook is not known, or data/ holds nothing for the area in the quarter's financial year.
    DataError
        If a table cannot be read.
    """
    declared = declarations.read_one(place, request.notebook)
    described = catalogue.read(place.data)
    unknown = [name for name in (*declared.tables, *declared.either) if name not in described]
    if unknown:
        raise ParamsError(
            f"params/notebooks.yml: {request.notebook} names table {unknown[0]!r}, not in datapackage.json"
        )
    areas = loading.load(place.data, described["areas"])
    line = scope.lineage(areas, request.area)
    if declared.scope == "within":
        line = scope.within(areas, request.area)
    if declared.scope == "peers":
        line += [area for area in declarations.peers_of(place, request.area).areas if area not in line]
    full_tables = {name: _whole(place, described[name]) for name in (*declared.tables, "corrections")}
    corrections.refuse_stale(full_tables)
    tables: dict[str, pd.DataFrame] = {}
    for name in declared.tables:
        full = full_tables[name].frame
        tables[name] = scope.visible(name, full, line, request.quarter)
        if name in declared.needs:
            _require(tables[name], full, name, request)
    if declared.returns and not any(_speaks_of(tables[name], request.quarter) for name in declared.returns):
        raise ParamsError(
            f"data/ holds no return of {request.area} for {request.quarter.words}: no row of "
            f"{' or '.join(f'{name}.csv' for name in declared.returns)} is of {request.quarter}"
        )
    if declared.either:
        _require_one(place, declared.either, line, request)
    tables = scope.narrowed(tables)
    # A comparator may be of an area elsewhere, whose name is needed to print it.
    named = {area for frame in tables.values() if "measured_in" in frame for area in frame["measured_in"]}
    tables = {"areas": areas[areas["area"].isin({*line, *named})].reset_index(drop=True), **tables}
    tables["corrections"] = corrections.of(tables, full_tables["corrections"].frame)
    sources = loading.load(place.data, described["sources"])
    used = {source for frame in tables.values() if "source" in frame for source in frame["source"]}
    tables["sources"] = sources[sources["source"].isin(used)].reset_index(drop=True)
    return tables


def texts(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The tables of a slice as they are written and hashed: CSV with the same line ends on every machine."""
    return {name: frame.to_csv(index=False, lineterminator="\n") for name, frame in tables.items()}


def write(
    place: Project,
    request: Request,
    folder: Path,
    tables: Mapping[str, pd.DataFrame] | None = None,
    written: Mapping[str, str] | None = None,
) -> None:
    """Write a run's inputs under `folder`, replacing what was there in one step.

    Parameters
    ----------
    tables : mapping of table name to DataFrame, optional
        What `cut` gave for it; cut now unless given.
    written : mapping of table name to str, optional
        What `texts` gave for them.
    """
    tables = cut(place, request) if tables is None else tables
    with replace_folder(folder / INPUTS) as inputs:
        for name, text in (texts(tables) if written is None else written).items():
            (inputs / f"{name}.csv").write_bytes(text.encode("utf-8"))
        types = {name: {column: str(kind) for column, kind in frame.dtypes.items()} for name, frame in tables.items()}
        about = {"notebook": request.notebook, "area": request.area, "quarter": str(request.quarter), "tables": types}
        write_text(inputs / ABOUT, json.dumps({**about, **settings(place, request)}, indent=2) + "\n")


def settings(place: Project, request: Request) -> dict[str, object]:
    """What of params/ a run may see besides its rows: which counts are too small, and its peers if it has any."""
    found = {DISCLOSURE: policies.read_policy(place).as_settings()}
    if declarations.read_one(place, request.notebook).scope == "peers":
        found["peers"] = asdict(declarations.peers_of(place, request.area))
    return found


def open_slice(notebook: str, borough: str, quarter: str) -> Slice:
    """Open what a notebook may see; every notebook begins with this.

    In a run, the working folder holds the inputs that were cut for it. Opened by hand in JupyterLab, the notebook gets
    the same rows, cut on the spot into a scratch folder.

    Parameters
    ----------
    notebook : str
        The notebook's own name.
    borough : str
        Area key, such as `dudley`.
    quarter : str
        Such as `2011-12-Q4`; its year to date is the year.

    Raises
    ------
    PeriodError, ParamsError, DataError
        If the quarter, the area or the inputs cannot be used.
    """
    request = Request(notebook, borough, periods.parse_quarter(quarter))
    folder = Path.cwd()
    if not (folder / INPUTS / ABOUT).is_file():
        place = project.find()
        folder = place.scratch_folder(borough, request.quarter, notebook)
        write(place, request, folder)
    about = json.loads((folder / INPUTS / ABOUT).read_text(encoding="utf-8"))
    found = Request(about["notebook"], about["area"], periods.parse_quarter(about["quarter"]))
    if found != request:
        raise DataError(
            f"the inputs of this run are for {found.notebook}, {found.area}, {found.quarter}, but the notebook asks for "
            f"{notebook}, {borough}, {request.quarter}: run it with `csp run`"
        )
    tables = {name: _read_back(folder / INPUTS / f"{name}.csv", types) for name, types in about["tables"].items()}
    peers = about.get("peers")
    group = Peers(**{**peers, "areas": tuple(peers["areas"])}) if peers else None
    return Slice(request, tables, folder, Policy.from_settings(about[DISCLOSURE]), group)


def years(place: Project, table: str, area: str) -> list[Period]:
    """The financial years for which a table holds rows of an area, earliest first."""
    frame = loading.load(place.data, catalogue.read(place.data)[table])
    return _years(frame, area)


def _years(frame: pd.DataFrame, area: str) -> list[Period]:
    return sorted({periods.parse(text).financial_year for text in frame.loc[frame["area"] == area, "period"]})


def _whole(place: Project, table: Table) -> Rows:
    """A table of which every cell can be read."""
    loaded = loading.read(place.data, table)
    loading.refuse(loaded)
    return Rows(table, loaded)


def _speaks_of(visible: pd.DataFrame, quarter: Period) -> bool:
    return (visible["period"] == str(quarter)).any()


def _require_one(place: Project, names: tuple[str, ...], line: list[str], request: Request) -> None:
    """Refuse a year of which nothing is known in any of some tables; the next is read only where the one before has nothing."""
    described, year = catalogue.read(place.data), request.quarter.financial_year
    for name in names:
        rows = scope.visible(name, _whole(place, described[name]).frame, line, request.quarter)
        if year in _years(rows, request.area):
            return
    listed = " or ".join(f"{name}.csv" for name in names)
    raise ParamsError(
        f"data/ has no rows for {request.area} in {year.words} up to {request.quarter.words} in {listed}, of which notebook "
        f"{request.notebook} needs one: look at the area and the quarter"
    )


def _require(visible: pd.DataFrame, full: pd.DataFrame, name: str, request: Request) -> None:
    year = request.quarter.financial_year
    if year in _years(visible, request.area):
        return
    there = _years(full, request.area)
    near = min(there, key=lambda other: (abs(other.year - year.year), -other.year), default=None)
    tried = f": try {near}-Q4" if near and near != year else ""
    raise ParamsError(
        f"data/{name}.csv has no rows for {request.area} in {year.words} up to {request.quarter.words}, which notebook "
        f"{request.notebook} needs; it has {', '.join(other.words for other in there) or 'none at all'}{tried}"
    )


def _read_back(path: Path, types: Mapping[str, str]) -> pd.DataFrame:
    """Read a table of the inputs with the types that it was written with: a text of digits stays a text."""
    frame = pd.read_csv(path, keep_default_na=False, dtype=str)
    for column, kind in types.items():
        if kind == "bool":
            frame[column] = frame[column] == "True"
        elif kind in ("float64", "int64"):
            frame[column] = pd.to_numeric(frame[column]).astype(kind)
    return frame
