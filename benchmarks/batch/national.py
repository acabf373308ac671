"""A project whose data hold every partnership of England and Wales: invented, seeded, and shaped like the real tables.

`python -m benchmarks.batch.national FOLDER` makes one to try things on.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from benchmarks.batch import sites

PARTNERSHIPS, FORCES = 314, 42
SEED = 20_260_401
TEMPLATE = "dudley"
SOURCE = "invented-national-returns"
QUARTERS = ("2024-25-Q1", "2024-25-Q2", "2024-25-Q3", "2024-25-Q4")
YEAR, YEARS = "2024-25", ("2023-24", "2024-25")
ENDS = ("2023-06", "2023-09", "2023-12", "2024-03", "2024-06", "2024-09", "2024-12", "2025-03")
"""Twelve months to the end of each quarter, and of the same quarters a year before."""
NOTEBOOKS = ("indicator_performance", "funding_analysis", "outcome_summary")
PROJECTS, MEASURES = 24, 20
STREAMS = {"pcc-grant": 16, "home-office-fund": 6, "council-contribution": 2}
"""The streams of money, and how many projects each pays for."""
THEMES = ("domestic abuse", "anti-social behaviour", "reoffending", "violence", "youth justice", "night-time economy")
COUNTED = ("referrals", "clients", "sessions", "households", "orders")

Row = dict[str, str]


def keys() -> list[str]:
    """The keys of the invented partnerships."""
    return [f"partnership-{number + 1:03}" for number in range(PARTNERSHIPS)]


def make(folder: Path) -> Path:
    """Make the project, and say where it lies."""
    site = sites.copy(folder)
    added = {name: list(rows) for name, rows in _tables(site).items()}
    for name, rows in added.items():
        path = site / "data" / f"{name}.csv"
        header, there = sites.read(path)
        sites.write(path, header, [*there, *({column: row.get(column, "") for column in header} for row in rows)])
    lists = {"boroughs": keys(), "quarters": list(QUARTERS), "notebooks": list(NOTEBOOKS)}
    sites.write_matrix(site, "national", lists)
    return site


def _tables(site: Path) -> Mapping[str, list[Row]]:
    draw = np.random.default_rng(SEED)
    _, indicators = sites.read(site / "data" / "indicators.csv")
    _, observed = sites.read(site / "data" / "observations.csv")
    _, people = sites.read(site / "data" / "populations.csv")
    numbers = _numbers()
    size = draw.lognormal(0, 0.55, PARTNERSHIPS).clip(0.15, 3.5)
    found: dict[str, list[Row]] = {name: [] for name in ("observations", "populations", *MONEY)}
    for key, scale in zip(keys(), size, strict=True):
        found["populations"] += _populations(key, scale, people)
        found["observations"] += _observations(key, scale, indicators, observed, draw)
        for name, rows in _programme(key, draw, numbers).items():
            found[name] += rows
    return {"sources": [_source()], "areas": list(_areas()), **found}


MONEY = ("projects", "funding_streams", "allocations", "spend", "outcomes")


def _source() -> Row:
    return {
        "source": SOURCE,
        "title": "Invented returns of invented partnerships",
        "publisher": "Nobody",
        "published": "2025-05-31",
        "kind": "statistics",
        "note": "Made to measure with; a locator gives the line",
    }


def _areas() -> Iterator[Row]:
    for number in range(FORCES):
        name = f"Force {number + 1}"
        yield _area(f"force-{number + 1:02}", f"E23009{number + 1:03}", name, "force area", "england-and-wales")
    for number, key in enumerate(keys()):
        name = f"Partnership {number + 1}"
        yield _area(key, f"E07900{number + 1:03}", name, "borough", f"force-{number % FORCES + 1:02}")


def _area(key: str, code: str, name: str, kind: str, parent: str) -> Row:
    return {"area": key, "gss_code": code, "name": name, "kind": kind, "parent": parent, "source": SOURCE}


def _numbers() -> Iterator[str]:
    """Numbers for figures that no document has."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for first in letters:
        for second in letters:
            yield from (f"Q{first}{second}-{number:04}" for number in range(1, 10_000))


def _populations(key: str, scale: float, people: list[Row]) -> Iterator[Row]:
    for row in people:
        if row["area"] == TEMPLATE and not row["figure"]:
            count = round(float(row["population"]) * scale)
            yield {**row, "area": key, "population": f"{count}", "printed": f"{count:,}", "source": SOURCE}


def _observations(
    key: str, scale: float, indicators: list[Row], observed: list[Row], draw: np.random.Generator
) -> Iterator[Row]:
    parts = {row["indicator"]: [part.strip() for part in row["sum_of"].split(";") if part] for row in indicators}
    latest = {row["indicator"]: row for row in observed if row["area"] == TEMPLATE and row["value"]}
    local = {name: scale * draw.lognormal(0, 0.2) for name in latest}
    spans = [(f"YE-{end}", "rolling 12 months", "recorded-") for end in ENDS]
    spans += [(year, "year", "") for year in YEARS]
    for period, kind, prefix in spans:
        wanted = [
            name
            for name, row in latest.items()
            if row["period_kind"] == kind and name.startswith(prefix) and row["unit"] == "offences"
        ]
        leaves = {name: draw.poisson(float(latest[name]["value"]) * local[name]) for name in wanted if not parts[name]}
        for name in wanted:
            count = _sum(name, leaves, parts)
            yield _counted(key, (period, kind), name, count, latest[name]["unit"])
    for quarter in QUARTERS:
        count = int(draw.poisson(900 * scale))
        yield _counted(key, (quarter, "year to date"), "adults-in-effective-treatment", count, "adults")


def _counted(key: str, span: tuple[str, str], indicator: str, count: int, unit: str) -> Row:
    period, kind = span
    told = {"value": f"{count}", "printed": f"{count:,}", "unit": unit, "status": "final", "source": SOURCE}
    return {"area": key, "period": period, "period_kind": kind, "indicator": indicator, "locator": "line 1", **told}


def _sum(name: str, leaves: Mapping[str, int], parts: Mapping[str, list[str]]) -> int:
    return leaves[name] if name in leaves else sum(_sum(part, leaves, parts) for part in parts[name])


def _programme(key: str, draw: np.random.Generator, numbers: Iterator[str]) -> Mapping[str, list[Row]]:
    """What the partnership had, gave, spent and counted."""
    found: dict[str, list[Row]] = {name: [] for name in MONEY}
    names = [f"project-{number + 1:02}" for number in range(PROJECTS)]
    paid = iter(names)
    base = {"area": key, "source": SOURCE, "locator": "line 1"}
    for number, name in enumerate(names):
        theme = THEMES[number % len(THEMES)]
        title = f"Project {number + 1} on {theme}"
        found["projects"].append({**base, "project": name, "title": title, "priority": "Priority", "theme": theme})
    for stream, many in STREAMS.items():
        money = {**base, "stream": stream, "unit": "pounds", "status": "final"}
        given = {next(paid): int(draw.integers(2, 90)) * 1000 for _ in range(many)}
        total = {"period": YEAR, "title": stream.replace("-", " ").capitalize(), "funders": "Commissioner"}
        found["funding_streams"].append(
            {**money, **total, **_pounds(sum(given.values())), "spending_basis": "allocated", "figure": next(numbers)}
        )
        for name, amount in given.items():
            line = {**money, "project": name}
            allocated = {"period": YEAR, "measure": "allocation", "figure": next(numbers)}
            found["allocations"].append({**line, **allocated, **_pounds(amount)})
        for quarter, share in zip(QUARTERS, (0.2, 0.45, 0.7, 0.95), strict=True):
            name, amount = next(iter(given.items()))
            spent = {"period": quarter, "measure": "to date", "figure": next(numbers)}
            found["spend"].append({**money, "project": name, **spent, **_pounds(round(amount * share))})
    for quarter in QUARTERS:
        for number in range(MEASURES):
            unit = COUNTED[number % len(COUNTED)]
            count = f"{draw.poisson(60)}"
            about = {"period": quarter, "period_kind": "in quarter", "project": names[number], "measure": unit}
            told = {"title": f"{unit.capitalize()} in the quarter", "role": "output", "value": count, "printed": count}
            kept = {"unit": unit, "measured_in": key, "status": "final", "figure": next(numbers)}
            found["outcomes"].append({**base, **about, **told, **kept})
    return found


def _pounds(amount: int) -> Row:
    return {"amount": f"{amount}", "printed": f"£{amount:,}"}


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
