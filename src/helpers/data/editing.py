"""Add rows to a table of data/, or put other ones in their place; every other byte of its file stays as it is."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.data import loading
from helpers.data.catalogue import Table
from helpers.errors import DataError

Row = Mapping[str, str]
Key = tuple[str, ...]


def rows(data: Path, table: Table) -> list[dict[str, str]]:
    """Read a table as text, each row by the names of its columns, in the file's order.

    Raises
    ------
    DataError
        If a cell of it cannot be read.
    """
    loaded = loading.read(data, table)
    loading.refuse(loaded)
    return [dict(zip(table.columns, line, strict=True)) for line in loaded.lines]


def key_of(table: Table, row: Row) -> Key:
    """What tells a row from every other one of its table."""
    return tuple(row[column] for column in table.key)


def edited(data: Path, table: Table, changed: Iterable[Row]) -> str:
    """Give a table's file with some rows replaced, where their key is in it, and the others added at its end.

    Parameters
    ----------
    changed : iterable of mapping of column name to text
        A column that is missing is blank.

    Raises
    ------
    DataError
        If a cell of the file cannot be read, or it is not written as `csp check --fix` writes it: then its other rows could
        not stay as they are.
    """
    before = rows(data, table)
    if (data / table.path).read_bytes() != _text(table, before).encode():
        raise DataError(
            f"data/{table.path}: is not written in the usual form, so that adding rows would change others: write it so with "
            "`csp check --fix`, then run the same again"
        )
    new = {key_of(table, row): row for row in ({**dict.fromkeys(table.columns, ""), **row} for row in changed)}
    after = [new.pop(key_of(table, row), row) for row in before]
    return _text(table, [*after, *new.values()])


def _text(table: Table, found: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()
