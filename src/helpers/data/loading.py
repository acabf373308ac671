"""Read one table of data/ into a typed frame, naming every cell that does not fit by line and column."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.data import cells, reading
from helpers.data.catalogue import Field, Table
from helpers.data.problems import Problem, column_letter
from helpers.errors import DataError

ROW = "row"  # added to every frame: where its facts stand, such as `observations.csv:14`
TYPES = {"number": "float64", "boolean": "bool"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A table as it was read.

    Attributes
    ----------
    frame : DataFrame
        The rows that could be read: the table's columns, typed, and `row`.
    lines : tuple of tuple of str
        The same rows as they should be written, in the order of the table's columns.
    letters : dict
        The letter of each column in a spreadsheet of the file.
    problems : tuple of Problem
    """

    frame: pd.DataFrame
    lines: tuple[tuple[str, ...], ...]
    letters: dict[str, str]
    problems: tuple[Problem, ...]


def load(data: Path, table: Table) -> pd.DataFrame:
    """Read a table whose every cell can be read.

    Returns
    -------
    DataFrame
        The table's columns, typed (text, float64, int64, bool; blank text is an empty string, a blank number NaN),
        and `row`, which says where each row stands.

    Raises
    ------
    DataError
        At the first cell that cannot be read, saying how many more there are. A cell that is only written unusually
        (`£1,077`) is read, and told by `csp check`.
    """
    loaded = read(data, table)
    refuse(loaded)
    return loaded.frame.copy()


def refuse(loaded: Loaded) -> None:
    """Refuse a table of which a cell cannot be read.

    Raises
    ------
    DataError
        At the first one, saying how many more there are.
    """
    problems = sorted(problem for problem in loaded.problems if not problem.fixable)
    if problems:
        more = f" (and {len(problems) - 1} more: see them with `csp check`)" if len(problems) > 1 else ""
        raise DataError(f"{problems[0]}{more}")


def read(data: Path, table: Table) -> Loaded:
    """Read a table and list what is wrong with it; the frame holds the rows that could be read.

    A file that has not changed is read once in a process: planning and running a report ask for the same tables many
    times. What is returned is shared, so it is not to be altered.
    """
    try:
        content = (data / table.path).read_bytes()
    except OSError:  # reading tells why, which is no state of the file to remember
        return _read.__wrapped__(data, table, b"")
    return _read(data, table, content)


@lru_cache(maxsize=64)
def _read(data: Path, table: Table, content: bytes) -> Loaded:  # its content stands for a state of the file
    raw = reading.read(data, table)
    problems = list(raw.problems)
    name = f"data/{table.path}"
    fields = {field.name: field for field in table.fields}
    header = raw.header or table.columns
    letters = {column: column_letter(position) for position, column in enumerate(header)}
    rows, lines = [], []
    for line, texts in raw.rows:
        found = dict(zip(raw.header, texts, strict=True))
        unit = " ".join(found.get("unit", "").split()).lower()
        read_cells = {column: _cell(fields[column], found[column], unit) for column in table.columns}
        for column, cell in read_cells.items():
            if cell.problem:
                problems.append(Problem(name, line, column, cell.problem, letters[column], cell.fixable))
        rows.append({**{column: cell.value for column, cell in read_cells.items()}, ROW: f"{table.path}:{line}"})
        lines.append(tuple(cell.text for cell in read_cells.values()))
    return Loaded(_frame(table, rows), tuple(lines), letters, tuple(problems))


# A column repeats itself: areas, periods, units, zeros. By type too, since a number with a decimal comma equals its text.
_cell = lru_cache(maxsize=1 << 16, typed=True)(cells.read)


def _frame(table: Table, rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*table.columns, ROW])
    for field in table.fields:
        frame[field.name] = _typed(frame[field.name], field)
    return frame.astype({ROW: "str"})


def _typed(column: pd.Series, field: Field) -> pd.Series:
    if field.type == "integer":
        # A whole number that may be blank is a float with NaN, as pandas holds it.
        return column.fillna(0).astype("int64") if field.required else column.astype("float64")
    return column.astype(TYPES.get(field.type, "str"))
