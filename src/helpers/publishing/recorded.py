"""What a document records, as a report prints it: what was counted, over which time, and the figure as published."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from helpers import periods
from helpers.analysis.disclosure import MARK, NOTE
from helpers.analysis.recorded import STATED
from helpers.periods import Period
from helpers.publishing import markdown, wording
from helpers.publishing.quotes import Quote, amount, key, rows
from helpers.publishing.tables import Column, Group, Table, Text

TIMES = ("hours", "days", "weeks", "months", "years", "decades")
KINDS = {
    "in quarter": "{period}",
    "year": "{period}",
    "month": "{period}",
    "calendar year": "{period}",
    "year to date": "{to_date}",
    "rolling 6 months": "6 months to {end}",
    "rolling 12 months": "12 months to {end}",
    "rolling 18 months": "18 months to {end}",
    "snapshot": "at {period}",
    "since inception": "since the start, to {period}",
    "event": "{period}, one event",
    "cohort": "{period}, one group followed",
    "planned": "planned, {period}",
}
"""How the stretch of time is told; of other kinds the document does not say which it is."""
NONE = {
    "document-services": "The document records no figure of a service or project.",
    "document-indicators": "The document gives no figure for any indicator.",
    "document-stated": "The document works out no change, total or average of its own.",
}
"""What is said of a table that would be empty, by its name."""
AGAIN = f"{MARK}: confidential, as explained above."


def period_told(period: str, kind: str) -> str:
    """The stretch of time that a figure covers: `Quarter 2 2016/17`, `12 months to August 2016`, `at 2012/13`."""
    found = periods.parse(period)
    parts = {"period": _words(found), "to_date": wording.period_words(found), "end": _month_of(found)}
    return wording.upper_first(
        KINDS.get(kind, "{period}, period not stated" if kind == "not stated" else "–").format(**parts)
    )


def figure_told(row: dict) -> str:
    """A figure as published, with its unit where the number alone would not tell; or in which way it is missing."""
    printed = row["printed"]
    if printed == MARK:
        return MARK
    if pd.isna(row["value"]) and pd.isna(row["lower"]) and pd.isna(row["upper"]):
        return wording.upper_first(printed) or wording.MISSING.get(row["status"], "Not stated")
    printed = _number(printed)
    unit = row["unit"] if row["unit"] in TIMES else ""
    if unit and not re.search(unit[:-1], printed, re.IGNORECASE):
        return f"{wording.upper_first(printed)} {unit}"
    return wording.upper_first(printed)


def tables_by_subject(recorded: pd.DataFrame, *, name: str) -> Group | Text:
    """A table for each project (or theme) of what was recorded of it."""
    if recorded.empty:
        return Text(name, ["The document records no figure of what was done."])
    return Group(
        name, _noted_once([_table(subject, here, name) for subject, here in recorded.groupby("subject", sort=False)])
    )


def table(recorded: pd.DataFrame, *, name: str, caption: str, subjects: str = "Subject") -> Table | Text:
    """One table of everything recorded, with the project or theme in its first column."""
    if recorded.empty:
        return Text(name, [NONE.get(name, "The document records no further figure.")])
    cells = [(wording.upper_first(row["subject"]), *_cells(row)) for row in recorded.to_dict("records")]
    columns = [Column(subjects, "left", 22), Column("What was counted", "left", 42)]
    columns += [Column("When", "left", 20), Column("Figure", "right", 16)]
    return Table(name, caption, columns, cells, recorded, note=_note(recorded))


def by_area(recorded: pd.DataFrame, names: pd.Series) -> Group | Text:
    """A table for each borough of what its return records, with the project in the first column."""
    if recorded.empty:
        return Text("borough-figures", ["No return records a figure."])
    made = [
        table(
            here, name=f"borough-figures-{area}", caption=f"{names[area]}: what its return records", subjects="Project"
        )
        for area, here in recorded.groupby("area", sort=False)
    ]
    return Group("borough-figures", _noted_once(made))


def figure_quotes(recorded: pd.DataFrame, prefix: str) -> list[Quote]:
    """Each figure that stands alone, for prose: `prefix.project.measure`, or `prefix.measure` for an indicator.

    Of several figures of one measure the last one printed is quoted.
    """
    shown = recorded[recorded["value"].notna() & (recorded["breakdown"] == "") & (recorded["role"] != STATED)]
    quoted = {}
    for row in shown.to_dict("records"):
        name = ".".join(key(part) for part in (prefix, row["project"], row["measure"]) if part)
        text = _number(row["printed"])
        quoted[name] = amount(name, text, row["value"], row["unit"], method="as published", rows=rows(row["row"]))
    return list(quoted.values())


def _number(printed: str) -> str:
    """A figure as reports print it: a long count with its comma, `c.20%` as `about 20%`, `between 10-20` in words."""
    if re.fullmatch(r"\d{4,}", printed):
        return f"{int(printed):,}"
    told = re.sub(r"^c\.\s*(?=\d)", "about ", printed.replace(" %", "%"))
    return re.sub(r"(?i)^(between [\d,.]+)\s*[-–]\s*(?=\d)", r"\1 and ", told)


def _table(subject: str, here: pd.DataFrame, name: str) -> Table:
    columns = [Column("What was counted", "left", 56), Column("When", "left", 24), Column("Figure", "right", 20)]
    cells = [_cells(row) for row in here.to_dict("records")]
    project = here["project"].iloc[0] or subject
    return Table(
        f"{name}-{markdown.slug(project)}", wording.upper_first(subject), columns, cells, here, note=_note(here)
    )


def _cells(row: dict) -> tuple[str, str, str]:
    what = f"{row['title']} – {row['breakdown']}" if row["breakdown"] else row["title"]
    return what, period_told(row["period"], row["period_kind"]), figure_told(row)


def _noted_once(tables: Sequence[Table]) -> list[Table]:
    """Tables of one group, of which only the first with a mark explains it at length."""
    marked = [table.name for table in tables if table.note]
    return [replace(table, note=AGAIN) if table.name in marked[1:] else table for table in tables]


def _note(here: pd.DataFrame) -> str:
    return NOTE if (here["printed"] == MARK).any() else ""


def _words(period: Period) -> str:
    return period.words


def _month_of(period: Period) -> str:
    end = period.end
    return f"{periods.MONTHS[end.month - 1]} {end.year}"
