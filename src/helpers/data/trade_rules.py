"""What must hold between tables, as the trade knows it: areas in areas, parts in wholes, spending in allocations."""

from collections.abc import Collection, Mapping

import pandas as pd

from helpers.data import counting
from helpers.data.loading import ROW
from helpers.data.problems import Problem
from helpers.data.rules import Rows, line_of, parsed
from helpers.periods import Kind

PARENTS = {
    "nation": ("",),
    "force area": ("nation", ""),
    "county": ("force area", "nation", ""),
    "borough": ("county", "force area", ""),
    "partnership": ("borough", "county", "force area", ""),
    "sub-area": ("borough", "county", "partnership"),
}
"""What each kind of area may lie in."""

CODES = {
    "nation": ("E92", "W92", "K04"),
    "force area": ("E23", "W15"),
    "county": ("E10",),
    "borough": ("E06", "E07", "E08", "E09", "W06"),
    "partnership": ("E22", "W14"),
}
"""How the codes of each kind of area begin (ONS, Register of Geographic Codes)."""
OUTLAYS = ("allocation", "to date", "in quarter", "year")
"""Measures of money that was given or spent; an underspend below nought is an overspend."""
STRETCHES = {"in quarter": Kind.QUARTER, "to date": Kind.QUARTER, "year": Kind.FINANCIAL_YEAR}
"""The kind of period of what was spent, by measure; an underspend can be told of any."""


def hierarchy(areas: Rows) -> list[Problem]:
    """Areas that lie in themselves or in the wrong kind of parent, and codes of another kind of area."""
    kinds = {row["area"]: row["kind"] for row in areas}
    parents = {row["area"]: row["parent"] for row in areas}
    problems = []
    for row in areas:
        area, kind, parent, code = row["area"], row["kind"], row["parent"], row["gss_code"]
        if _circular(area, parents):
            problems.append(areas.problem(row[ROW], "parent", f"{area!r} lies in itself, by way of {parent!r}"))
        elif kind in PARENTS and (parent == "" or parent in kinds):
            allowed = PARENTS[kind]
            if kinds.get(parent, "") not in allowed:
                inside = " or ".join(name or "nothing" for name in allowed)
                held = f"{parent!r}, a {kinds[parent]}" if parent else "nothing"
                found = f"a {kind} lies in a {inside}, but {area!r} lies in {held}"
                problems.append(areas.problem(row[ROW], "parent", found))
        if code and kind in CODES and not code.startswith(CODES[kind]):
            found = f"{code!r} is not the code of a {kind}, which begins with {' or '.join(CODES[kind])}"
            problems.append(areas.problem(row[ROW], "gss_code", found))
    return problems


def _circular(area: str, parents: Mapping[str, str]) -> bool:
    seen, here = {area}, parents.get(area, "")
    while here:
        if here in seen:
            return here == area
        seen.add(here)
        here = parents.get(here, "")
    return False


def strangers_to_the_area(outcomes: Rows, areas: Rows) -> list[Problem]:
    """Values said to be measured in a sub-area that is no child of the row's area."""
    parents = {row["area"]: row["parent"] for row in areas}
    kinds = {row["area"]: row["kind"] for row in areas}
    return [
        outcomes.problem(
            row[ROW],
            "measured_in",
            f"{row['measured_in']!r} lies in {parents[row['measured_in']]!r}, not in {row['area']!r}",
        )
        for row in outcomes
        if kinds.get(row["measured_in"]) == "sub-area" and parents[row["measured_in"]] != row["area"]
    ]


def units_of_indicators(rows: Rows, indicators: Rows) -> list[Problem]:
    """Levels in another unit than their indicator's; a change is stated in per cent whatever the indicator counts."""
    unit_of = {row["indicator"]: row["unit"] for row in indicators}
    return [
        rows.problem(row[ROW], "unit", f"{row['unit']!r}, but {row['indicator']} counts {unit_of[row['indicator']]}")
        for row in rows
        if row["unit"] != unit_of.get(row["indicator"], row["unit"]) and row.get("basis", "absolute") == "absolute"
    ]


def wholes(observations: Rows, indicators: Rows) -> list[Problem]:
    """Indicators that are a sum, where their parts add up to something else."""
    problems = []
    place = ("area", "period", "period_kind")
    values = {(*(row[column] for column in place), row["indicator"]): row for row in observations}
    for indicator in indicators:
        parts = [part.strip() for part in indicator["sum_of"].split(";") if part.strip()]
        for key, row in values.items():
            if not parts or key[-1] != indicator["indicator"]:
                continue
            found = [values.get((*key[:-1], part)) for part in parts]
            if None in found or any(pd.isna(part["value"]) for part in (*found, row)):
                continue
            total = round(sum(part["value"] for part in found), 6)
            if total != round(row["value"], 6):
                lines = ", ".join(line_of(part[ROW]) for part in found)
                message = f"{row['value']:g}, but its parts on lines {lines} add up to {total:g}"
                problems.append(observations.problem(row[ROW], "value", message))
    return problems


def overspends(spend: Rows, allocations: Rows) -> list[Problem]:
    """Spending to date, or in a year, beyond what the year's allocation and carry forward give the project."""
    given: dict[tuple, float] = {}
    for row in allocations:
        if row["measure"] in ("allocation", "carry forward") and row["project"]:
            key = (row["area"], _year(row), row["stream"], row["project"])
            given[key] = given.get(key, 0.0) + row["amount"]
    problems = []
    for row in spend:
        key = (row["area"], _year(row), row["stream"], row["project"])
        if row["measure"] in ("to date", "year") and row["amount"] > given.get(key, float("inf")):
            found = (
                f"{row['amount']:,.2f} is more than the {given[key]:,.2f} allocated to {row['project']!r} for {key[1]}"
            )
            problems.append(spend.problem(row[ROW], "amount", found))
    return problems


def uncounted(rows: Rows) -> list[Problem]:
    """Counts that nobody can have counted: fractions of people and of crimes, and fewer than none."""
    return [
        rows.problem(
            row[ROW],
            "value",
            f"{row['value']:g}: {doubt}: write how many there are, or, of an average, a unit such as 'clients per week'",
        )
        for row in rows
        if (doubt := counting.doubt(row["value"], row["unit"]))
    ]


def places(indicators: Rows) -> list[Problem]:
    """Places in a theme that two indicators claim: which of them comes first would be left to chance."""
    taken: dict[tuple[str, int], dict] = {}
    problems = []
    for row in indicators:
        first = taken.setdefault((row["theme"], row["display_order"]), row)
        if first is not row:
            found = (
                f"{row['display_order']} is the place of {first['indicator']!r} in {row['theme']!r}, on line "
                f"{line_of(first[ROW])}: give one of them another"
            )
            problems.append(indicators.problem(row[ROW], "display_order", found))
    return problems


def stretches(spend: Rows) -> list[Problem]:
    """Money of a quarter that is told of a year, and of a year that is told of a quarter."""
    problems = []
    for row in spend:
        period = parsed(row["period"])
        wanted = STRETCHES.get(row["measure"])
        if period and wanted and period.kind is not wanted:
            found = f"{row['measure']!r} is told of a {wanted}, but {row['period']} is a {period.kind}"
            problems.append(spend.problem(row[ROW], "measure", found))
    return problems


def below_nought(rows: Rows) -> list[Problem]:
    """Money that was given or spent and is below nought, where no note says how that came about."""
    return [
        rows.problem(
            row[ROW],
            "amount",
            f"{row['amount']:,.2f} is below nought: put its sign right, or say in the note why, such as money that came back",
        )
        for row in rows
        if row["amount"] < 0 and row["measure"] in OUTLAYS and not row["note"]
    ]


def _year(row: dict) -> str:
    period = parsed(row["period"])
    return str(period.financial_year) if period else ""


def ratings(risks: Rows) -> list[Problem]:
    """Risk scores that are not impact × likelihood."""
    return [
        risks.problem(
            row[ROW],
            "rating",
            f"{row['rating']:g} is not {row['impact']:g} × {row['likelihood']:g}, its impact × likelihood",
        )
        for row in risks
        if row["impact"] * row["likelihood"] == row["impact"] * row["likelihood"] != row["rating"]
        and pd.notna(row["rating"])
    ]


def bases(targets: Rows) -> list[Problem]:
    """Targets that are a change without the period that they change from, or a level with one."""
    problems = []
    for row in targets:
        if row["basis"] not in ("", "absolute") and not row["base_period"]:
            problems.append(targets.problem(row[ROW], "base_period", f"blank, but the target is a {row['basis']}"))
        if row["basis"] == "absolute" and row["base_period"]:
            problems.append(targets.problem(row[ROW], "base_period", "a level has no base period: leave it blank"))
    return problems


def counts(exclusions: Rows) -> list[Problem]:
    """Exclusions whose count is not that of the figures they list."""
    problems = []
    for row in exclusions:
        listed = len([figure for figure in row["figures"].split(";") if figure.strip()])
        if listed != row["count"]:
            found = f"{row['count']}, but the row lists {listed}"
            problems.append(exclusions.problem(row[ROW], "count", found))
    return problems


def figures(tables: Mapping[str, Rows], lost: Collection[str] = ()) -> list[Problem]:
    """Figures that two rows claim, and figures named where no row has them.

    `lost` names the tables that could not be read: a figure that is nowhere may stand in one of them.
    """
    owner: dict[str, str] = {}
    problems = []
    for name, rows in tables.items():
        column = "figures" if name == "exclusions" else "figure"
        if not rows.has(column) or name in ("recomputations", "corrections"):
            continue
        for row in rows:
            for figure in filter(None, (text.strip() for text in row[column].split(";"))):
                if figure in owner:
                    found = f"{figure!r} is already in data/{owner[figure].replace(':', ', line ')}"
                    problems.append(rows.problem(row[ROW], column, found))
                owner.setdefault(figure, row[ROW])
    numbered = {name for name, rows in tables.items() if rows.has("figure") or rows.has("figures")}
    for name, column in (
        (("recomputations", "figure"), ("special_values", "explains")) if numbered.isdisjoint(lost) else ()
    ):
        for row in tables.get(name, ()):
            for figure in filter(None, (text.strip() for text in row[column].split(";"))):
                if figure not in owner:
                    problems.append(
                        tables[name].problem(row[ROW], column, f"no row of data/ has the figure {figure!r}")
                    )
    return problems
