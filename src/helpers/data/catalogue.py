"""The tables that data/ holds, as its datapackage.json describes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from helpers import periods
from helpers.errors import DataError, PeriodError
from helpers.periods import Period


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    type: str
    description: str
    required: bool
    allowed: tuple[str, ...]
    pattern: str
    minimum: float | None
    maximum: float | None
    true_values: tuple[str, ...]
    false_values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must be found in another table; `table` is the table's own name for a parent link."""

    columns: tuple[str, ...]
    table: str
    other_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of data/, named as people say it (`funding_streams`).

    Attributes
    ----------
    group : str
        The part of the model that it belongs to, for the page that draws it.
    foreign_keys : tuple of ForeignKey
        Links that every row has.
    links : tuple of ForeignKey
        Links that only those rows have in which none of the columns is blank. Frictionless has no word for these, so
        the description keeps them apart under `links`.
    """

    name: str
    path: str
    title: str
    description: str
    group: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    links: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in the file's order."""
        return tuple(field.name for field in self.fields)


def read(data: Path) -> Mapping[str, Table]:
    """Read the descriptions of every table.

    Parameters
    ----------
    data : Path
        The folder that holds `datapackage.json`.

    Raises
    ------
    DataError
        If the description is missing or is not JSON.
    """
    path, text = _text(data)
    try:
        return _tables(text)
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataError(f"{path} does not describe tables as a Frictionless Data Package does: {problem!r}") from None


@lru_cache(maxsize=8)
def _tables(text: str) -> Mapping[str, Table]:
    """The tables of a description; the same ones for the same text, so that what was read of them is found again."""
    tables = [_table(resource) for resource in _package(text)["resources"]]
    return MappingProxyType({table.name: table for table in tables})


def period_range(data: Path) -> tuple[Period, Period]:
    """The first and the last financial year that data/ can be about, from `periods` in its description.

    Raises
    ------
    DataError
        If the description does not say.
    """
    path, text = _text(data)
    try:
        known = _package(text)["periods"]
        return periods.parse_year(known["earliest"]), periods.parse_year(known["latest"])
    except (KeyError, TypeError, PeriodError) as problem:
        raise DataError(f"{path}: 'periods' must hold the 'earliest' and 'latest' financial year ({problem})") from None


def _text(data: Path) -> tuple[Path, str]:
    path = data / "datapackage.json"
    try:
        text = path.read_text(encoding="utf-8")
        _package(text)
        return path, text
    except FileNotFoundError:
        raise DataError(f"{path} is missing: it describes the tables of data/") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise DataError(f"{path} is not readable JSON: {problem}") from None


@lru_cache(maxsize=8)
def _package(text: str) -> dict:
    return json.loads(text)


def _table(resource: dict) -> Table:
    schema = resource["schema"]
    name = _plain(resource["name"])
    return Table(
        name=name,
        path=resource["path"],
        title=resource["title"],
        description=resource["description"],
        group=resource.get("group", ""),
        fields=tuple(_field(field) for field in schema["fields"]),
        key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(_foreign_key(key, name) for key in schema.get("foreignKeys", ())),
        links=tuple(_foreign_key(key, name) for key in schema.get("links", ())),
    )


def _field(field: dict) -> Field:
    limits = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field["type"],
        description=field.get("description", ""),
        required=limits.get("required", False),
        allowed=tuple(limits.get("enum", ())),
        pattern=limits.get("pattern", ""),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        true_values=tuple(field.get("trueValues", ("true",))),
        false_values=tuple(field.get("falseValues", ("false",))),
    )


def _foreign_key(key: dict, table: str) -> ForeignKey:
    reference = key["reference"]
    # Frictionless writes a table's link to itself as an empty resource name.
    other = _plain(reference["resource"]) or table
    return ForeignKey(tuple(key["fields"]), other, tuple(reference["fields"]))


def _plain(resource_name: str) -> str:
    return resource_name.replace("-", "_")
