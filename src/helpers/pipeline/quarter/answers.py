"""The rows of data/ as a form that came back gives them, or every cell of it that cannot be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.data import cells, counting
from helpers.data.catalogue import Field, Table
from helpers.data.editing import Row, key_of
from helpers.pipeline.quarter import cell_values, expected, questions
from helpers.pipeline.quarter.form import REASONS, WITH_A_FIGURE, Kept, is_ours
from helpers.pipeline.quarter.reading import Form, Line

ON_A_FORM = {
    cells.INEXACT: "write one figure, and choose 'Estimated' in column H",
    cells.ALONE: "write the number alone",
}
"""What a person can do on a form, where the advice of a cell of data/ speaks of columns that it does not have."""
Tables = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell of a form that cannot be taken in, and why."""

    cell: str
    told: str


class _MistakeError(Exception):
    def __init__(self, column: str, line: Line, told: str) -> None:
        super().__init__(told)
        self.mistake = Mistake(f"{column}{line.number}", told)


class _FormError(_MistakeError):
    """A line that is not where it was, or not of this form: what its other lines say cannot be relied on either."""


def taken(
    form: Form, described: Mapping[str, Table], tables: Tables, kept: Kept, beside: int = 0
) -> tuple[dict[str, list[dict[str, str]]], list[Mistake]]:
    """Work out the rows of data/ as the form gives them.

    Parameters
    ----------
    tables : mapping of table name to rows
        Those that a form may ask for, `projects` and `indicators`, as they stand.
    kept : Kept
        What data/ will call it.
    beside : int
        A row that an earlier form gives and this one does not, so that it cannot correct what came on that; 0 if there is none.

    Returns
    -------
    rows : dict of table name to list of rows
        Those that the form says something of that data/ does not yet say.
    mistakes : list of Mistake
        If there is any, nothing should be taken in.
    """
    there = {(name, key_of(described[name], row)): row for name in questions.ASKED for row in tables[name]}
    words = questions.words(tables, described, form.area, form.quarter)
    found: dict[str, list[dict[str, str]]] = {}
    mistakes = []
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for line in form.lines:
        try:
            row = there.get((line.table, line.key))
            if first.setdefault((line.table, line.key), line.number) != line.number:
                told = f"asks for the same figure as row {first[line.table, line.key]}: clear one of them"
                raise _MistakeError("A", line, told)
            _refuse_strays(line, row, form, words)
            fresh = _filled(line, row, described, kept, beside)
        except _FormError as problem:
            return {}, [problem.mistake]
        except _MistakeError as problem:
            mistakes.append(problem.mistake)
        else:
            if fresh:
                found.setdefault(line.table, []).append(fresh)
    return found, mistakes


def _refuse_strays(line: Line, row: Row | None, form: Form, words: Mapping[questions.Named, tuple[str, ...]]) -> None:
    """Refuse a line of another form, and one whose words and hidden column speak of two rows of data/."""
    if row is None:
        return
    periods = (str(form.quarter), str(form.quarter.financial_year))
    if row["area"] != form.area or row["period"] not in periods:
        told = (
            f"asks for a figure of {row['area']} for {row['period']}, but the form is that of {form.area} for {form.quarter}: "
            "its sheet was copied from another form: take each in by itself, as it was sent"
        )
        raise _FormError("A", line, told)
    # A title that was put right in data/ since the form was sent is nobody else's.
    if line.words != words[line.table, line.key] and line.words in words.values():
        told = (
            "reads as another row of the form: its rows were sorted or moved without their hidden column J: undo that"
        )
        raise _FormError("A", line, told)


def _filled(
    line: Line, row: Row | None, described: Mapping[str, Table], kept: Kept, beside: int
) -> dict[str, str] | None:
    """The row of data/ as a line of the form gives it; None where it says nothing new."""
    if row is None:
        told = "data/ no longer has the row that this line was made for: put the row back, or clear the line"
        raise _MistakeError("A", line, told)
    if line.note and "note" not in row:
        raise _MistakeError("I", line, f"data/{line.table}.csv has no column for a note: clear it")
    place = kept.locator(line.number, row["period"])
    number = next(field for field in described[line.table].fields if field.name in ("value", "amount"))
    note = {"note": line.note} if line.note else {}
    given = _read(line, number, row)
    waits = given["status"] == expected.STATUS
    ours = row["locator"] == place
    if not waits:
        fresh = {**row, **given, **note, "locator": place}
    elif ours and (line.figure or line.reason):  # it says in so many words that its figure no longer holds
        fresh = {**row, **_blank(number.name, expected.STATUS, ""), **note, "locator": expected.LOCATOR}
    else:
        # A note alone brings no figure: its row is kept as one that is still to follow, so that the figure is asked for again.
        fresh = {**row, **note}
    fresh = {name: fresh[name] for name in row}  # a grant is exact: its table has no bounds to clear
    if fresh == row:
        return None
    if questions.awaited(row) or ours:
        return fresh
    if all(fresh[name] == row[name] for name in (number.name, "status", *note)):
        return None
    has = f"data/{line.table}.csv has {row['printed'] or row['status']!r} for it already ({row['locator']})"
    if beside and is_ours(row["locator"]):
        told = (
            f"{has}, on a form that this one does not replace, as it does not give row {beside} of that: give that too, or clear "
            "one of them"
        )
    else:
        told = f"{has}: clear one of them"
    raise _MistakeError("I" if waits else "G", line, told)


def _read(line: Line, number: Field, row: Row) -> dict[str, str]:
    """The columns of a row that a line fills in."""
    unit = row["unit"]
    if line.reason and line.reason not in REASONS:
        raise _MistakeError("H", line, f"{line.reason!r} is none of the list: choose one of {', '.join(REASONS)}")
    status = REASONS.get(line.reason, "") or cells.status_of(line.figure)
    figure = "" if cells.status_of(line.figure) else line.figure
    if not figure and status in WITH_A_FIGURE:
        raise _MistakeError("G", line, f"blank, but column H says {line.reason!r}: give the figure")
    if not figure:
        return _blank(number.name, status or expected.STATUS, line.figure or line.reason)
    if status and status not in WITH_A_FIGURE:
        raise _MistakeError("H", line, f"{line.reason!r}, but column G holds {line.figure!r}: clear one of them")
    if figure.startswith("="):
        raise _MistakeError(
            "G", line, f"{figure!r} is a formula without its result: open the form, save it and close it"
        )
    cell = cells.read(replace(number, required=True), figure, unit)
    if cell.problem and not cell.fixable:
        raise _MistakeError("G", line, f"{_on_a_form(cell.problem)}{_advice(cell.problem, row)}")
    if doubt := counting.doubt(float(cell.text), unit):
        raise _MistakeError("G", line, f"{figure!r}: {doubt}: write how many there are")
    if unit == "per cent" and "%" not in figure and 0 < abs(float(cell.text)) <= 1:
        share = cell_values.plain(Decimal(cell.text) * 100)
        told = f"{figure!r} can be {cell.text}% or {share}%, since a spreadsheet keeps {share}% so: write it with its % sign"
        raise _MistakeError("G", line, told)
    return {**_blank(number.name, status or "final", _printed(cell.text, unit)), number.name: cell.text}


def _on_a_form(problem: str) -> str:
    for advice, ours in ON_A_FORM.items():
        problem = problem.replace(advice, ours)
    return problem


def _advice(problem: str, row: Row) -> str:
    """What to do about a figure that cannot be read, where what is said of it does not tell that yet."""
    if any(problem.endswith(advice) for _, advice in cells.HINTS):
        return ""
    if counting.is_count(row["unit"]) and "a percentage" in problem:
        return "; write how many there are"
    return "; write the figure alone" + (", and words about it in the note" if "note" in row else "")


def _blank(name: str, status: str, printed: str) -> dict[str, str]:
    return {name: "", "lower": "", "upper": "", "qualifier": "", "printed": printed, "status": status}


def _printed(text: str, unit: str) -> str:
    """A figure as a paper would print it: `£1,234.50`, `1,077`, `27.4%`."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    grouped = f"{int(whole):,}" + (f".{rest.ljust(2, '0') if unit == 'pounds' else rest}" if point else "")
    return (
        f"{sign}£{grouped}" if unit == "pounds" else f"{sign}{grouped}%" if unit == "per cent" else f"{sign}{grouped}"
    )
