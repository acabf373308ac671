"""Where the time of a batch went: a page for people, by notebook and by cell."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from helpers.files import write_text
from helpers.pipeline.batches.jobs import Outcome
from helpers.project import Project

PAGE = "timings.html"
STYLE = """
body{font:16px/1.5 "Source Sans 3",system-ui,sans-serif;color:#0b0c0c;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1,h2{color:#14406b;line-height:1.2}table{border-collapse:collapse;width:100%;margin:0 0 2rem}
caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid #b1b4b6;text-align:left}
th{background:#14406b;color:#fff}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:block;height:.5rem;background:#12436d}code{font-size:.85em;overflow-wrap:anywhere}
"""


def write(place: Project, outcomes: Iterable[Outcome]) -> None:
    """Write build/timings.html of what ran; if nothing did, leave the last one."""
    ran = [outcome for outcome in outcomes if outcome.seconds]
    if ran:
        write_text(place.build / PAGE, page(ran))


def page(outcomes: Iterable[Outcome]) -> str:
    """The page: by product, by cell of each notebook, and the slowest jobs."""
    outcomes = list(outcomes)
    total = sum(outcome.seconds for outcome in outcomes)
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>",
        f"<title>Where the time went</title><style>{STYLE}</style></head><body><main><h1>Where the time went</h1>",
        f"<p>{len(outcomes)} jobs took {total:.1f} seconds of work in all.</p>",
        _table("By notebook and report", "Product", _by_product(outcomes), total),
        _table("The slowest jobs", "Job", [(o.job.name, 1, o.seconds) for o in _slowest(outcomes)], total),
    ]
    for product, cells in _cells(outcomes):
        parts.append(_table(f"Cells of {product}", "Cell", cells, sum(seconds for _, _, seconds in cells), code=True))
    return "\n".join([*parts, "</main></body></html>", ""])


def _by_product(outcomes: list[Outcome]) -> list[tuple[str, int, float]]:
    ordered = sorted(outcomes, key=lambda each: each.job.product)
    found = [(name, list(group)) for name, group in groupby(ordered, key=lambda each: each.job.product)]
    rows = [(name, len(group), sum(each.seconds for each in group)) for name, group in found]
    return sorted(rows, key=lambda row: -row[2])


def _slowest(outcomes: list[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda each: -each.seconds)[:10]


def _cells(outcomes: list[Outcome]) -> list[tuple[str, list[tuple[str, int, float]]]]:
    """By notebook: the first line of each cell, in how many runs, and the seconds that it took in all."""
    products: dict[str, dict[tuple[int, str], list[float]]] = {}
    for outcome in outcomes:
        for number, (line, seconds) in enumerate(outcome.cells):
            products.setdefault(outcome.job.product, {}).setdefault((number, line), []).append(seconds)
    return [
        (product, [(f"{number + 1}. {line}", len(took), sum(took)) for (number, line), took in sorted(cells.items())])
        for product, cells in sorted(products.items())
    ]


def _table(caption: str, first: str, rows: list[tuple[str, int, float]], total: float, *, code: bool = False) -> str:
    body = []
    for name, number, seconds in rows:
        text = f"<code>{escape(name)}</code>" if code else escape(name)
        share = 100 * seconds / total if total else 0
        bar = f"<span class='bar' style='width:{share:.1f}%' aria-hidden='true'></span>"
        body.append(
            f"<tr><td>{text}{bar}</td><td class='n'>{number:,}</td><td class='n'>{seconds:.2f}</td>"
            f"<td class='n'>{share:.0f}%</td></tr>"
        )
    heads = f"<th>{first}</th><th class='n'>Runs</th><th class='n'>Seconds</th><th class='n'>Share</th>"
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"
