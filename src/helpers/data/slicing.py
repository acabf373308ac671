"""The rows that one run of one notebook may see: cut from data/, written to the run's inputs, opened by the notebook."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from helpers import periods, project
from helpers.data import catalogue, loading
from helpers.errors import DataError, ParamsError
from helpers.files import replace_folder, write_text
from helpers.periods import Period
from helpers.project import Project

INPUTS = "inputs"
ABOUT = "slice.json"


@dataclass(frozen=True, slots=True)
class Request:
    """Which notebook is to run, for which area, as at which quarter."""

    notebook: str
    area: str
    quarter: Period


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
    """

    request: Request
    tables: Mapping[str, pd.DataFrame]
    folder: Path

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A copy of one table, by its name."""
        if name in self.tables:
            return self.tables[name].copy()
        raise DataError(
            f"notebook {self.request.notebook} may not see table {name!r}: it declares "
            f"{', '.join(self.tables)} in params/notebooks.yml"
        )

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
        areas = self.tables["areas"]
        return str(areas.loc[areas["area"] == self.area, "name"].iloc[0])


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a notebook declares in params/notebooks.yml.

    Attributes
    ----------
    question : str
        What it answers, for people who choose one.
    tables : tuple of str
        The tables that it may see, besides areas and sources, which every run gets.
    needs : tuple of str
        Those of them that must hold the area's rows for the financial year.
    """

    question: str
    tables: tuple[str, ...]
    needs: tuple[str, ...]


def declarations(place: Project) -> Mapping[str, Declaration]:
    """Read what every notebook declares.

    Raises
    ------
    ParamsError
        If params/notebooks.yml is missing or is not a list of notebooks with `question`, `tables` and `needs`.
    """
    path = place.params / "notebooks.yml"
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            name: Declaration(entry["question"], tuple(entry["tables"]), tuple(entry["needs"]))
            for name, entry in entries.items()
        }
    except FileNotFoundError:
        raise ParamsError(
            f"{place.relative(path)} is missing: it names the tables that each notebook may see"
        ) from None
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise ParamsError(
            f"{place.relative(path)}: each notebook needs 'question', 'tables' and 'needs' ({problem!r})"
        ) from None


def declaration(place: Project, notebook: str) -> Declaration:
    """Read what one notebook declares.

    Raises
    ------
    ParamsError
        If it is not in params/notebooks.yml.
    """
    declared = declarations(place)
    if notebook not in declared:
        raise ParamsError(
            f"there is no notebook {notebook!r} in params/notebooks.yml{_nearest(notebook, list(declared))}; "
            f"the notebooks are {', '.join(declared)}"
        )
    return declared[notebook]


def cut(place: Project, request: Request) -> Mapping[str, pd.DataFrame]:
    """Cut from data/ what a run may see.

    Raises
    ------
    ParamsError
        If the area or the notebook is not known, or data/ holds nothing for the area in the quarter's financial year.
    DataError
        If a table cannot be read.
    """
    declared = declaration(place, request.notebook)
    described = catalogue.read(place.data)
    unknown = [name for name in declared.tables if name not in described]
    if unknown:
        raise ParamsError(
            f"params/notebooks.yml: {request.notebook} names table {unknown[0]!r}, not in datapackage.json"
        )
    areas = loading.load(place.data, described["areas"])
    line = _lineage(areas, request.area)
    tables: dict[str, pd.DataFrame] = {}
    for name in declared.tables:
        full = loading.load(place.data, described[name])
        tables[name] = _visible(full, line, request.quarter)
        if name in declared.needs:
            _require(tables[name], full, name, request)
    if "outcomes" in tables and "initiatives" in tables:
        tables["outcomes"] = _of_initiatives(tables["outcomes"], tables["initiatives"])
    # A comparator may be of an area elsewhere, whose name is needed to print it.
    named = {area for frame in tables.values() if "measured_in" in frame for area in frame["measured_in"]}
    tables = {"areas": areas[areas["area"].isin({*line, *named})].reset_index(drop=True), **tables}
    sources = loading.load(place.data, described["sources"])
    used = {source for frame in tables.values() if "source" in frame for source in frame["source"]}
    tables["sources"] = sources[sources["source"].isin(used)].reset_index(drop=True)
    return tables


def write(place: Project, request: Request, folder: Path) -> None:
    """Cut a run's inputs and write them under `folder`, replacing what was there in one step."""
    tables = cut(place, request)
    with replace_folder(folder / INPUTS) as inputs:
        for name, frame in tables.items():
            # newline fixed, so that a slice has the same bytes on every machine
            frame.to_csv(inputs / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
        types = {name: {column: str(kind) for column, kind in frame.dtypes.items()} for name, frame in tables.items()}
        about = {"notebook": request.notebook, "area": request.area, "quarter": str(request.quarter), "tables": types}
        write_text(inputs / ABOUT, json.dumps(about, indent=2) + "\n")


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
    return Slice(request, tables, folder)


def years(place: Project, table: str, area: str) -> list[Period]:
    """The financial years for which a table holds rows of an area, earliest first."""
    frame = loading.load(place.data, catalogue.read(place.data)[table])
    return _years(frame, area)


def _years(frame: pd.DataFrame, area: str) -> list[Period]:
    return sorted({periods.parse(text).financial_year for text in frame.loc[frame["area"] == area, "period"]})


def _lineage(areas: pd.DataFrame, area: str) -> list[str]:
    """The area and everything that it lies in."""
    parents = dict(zip(areas["area"], areas["parent"], strict=True))
    if area not in parents:
        known = ", ".join(areas["area"])
        raise ParamsError(f"there is no area {area!r} in data/areas.csv{_nearest(area, list(parents))}; it has {known}")
    line: list[str] = []
    while area and area not in line:
        line.append(area)
        area = parents.get(area, "")
    return line


def _visible(frame: pd.DataFrame, line: list[str], quarter: Period) -> pd.DataFrame:
    keep = pd.Series(True, index=frame.index)
    if "area" in frame:
        keep &= frame["area"].isin(line)
    if "period" in frame:
        keep &= frame["period"].map(lambda text: periods.parse(text).end <= quarter.end).astype(bool)
    return frame[keep].reset_index(drop=True)


def _of_initiatives(outcomes: pd.DataFrame, initiatives: pd.DataFrame) -> pd.DataFrame:
    """Outcomes have no period of their own: they are seen when their initiative is."""
    seen = set(zip(initiatives["area"], initiatives["initiative"], strict=True))
    keys = zip(outcomes["area"], outcomes["initiative"], strict=True)
    return outcomes[[key in seen for key in keys]].reset_index(drop=True)


def _require(visible: pd.DataFrame, full: pd.DataFrame, name: str, request: Request) -> None:
    year = request.quarter.financial_year
    if year in _years(visible, request.area):
        return
    there = ", ".join(period.words for period in _years(full, request.area)) or "none at all"
    raise ParamsError(
        f"data/{name}.csv has no rows for {request.area} in {year.words} up to {request.quarter.words}, which notebook "
        f"{request.notebook} needs; it has {there}"
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


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
