"""Notebooks a second: every competitor in turn, round after round, so that a busy moment falls on all alike."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.batch import competitors, measure, sites

TWINS = 12
ROUNDS, SHORT_ROUNDS = 5, 1
Keep = Callable[[str, object], None]
"""Called with a name and a finding as soon as there is one, so that an interrupted measurement keeps what it has."""


def site_in(scratch: Path) -> Path:
    """The copy in which the throughput is measured."""
    site = scratch / "twins"
    if not site.is_dir():
        sites.with_twins(sites.copy(site), TWINS)
    return site


def measured(scratch: Path, keep: Keep, *, short: bool, rounds: int = 0) -> Mapping[str, object]:
    """Measure everybody."""
    site = site_in(scratch)
    everybody = competitors.all_of("" if short else competitors.find_snakemake(scratch))
    everybody = [each for each in everybody if each.areas[short]]
    asked = {each.key: competitors.prepared(site, each, short=short) for each in everybody}
    found: dict[str, dict] = {
        each.key: {"title": each.title, "without": each.without, "compared": 0, "rounds": []} for each in everybody
    }
    for number in range(rounds or (SHORT_ROUNDS if short else ROUNDS)):
        for each in everybody:
            once = competitors.once(site, each, *asked[each.key])
            found[each.key]["rounds"].append(once.kept())
            told = f"{once.rate:.2f} notebooks a second, {once.cpu / once.runs:.2f} s of processor time each"
            print(f"round {number + 1}, {each.key:10} {once.runs:3} runs in {once.wall:6.1f} s: {told}", flush=True)
            keep("throughput", found)
        for each in everybody:
            found[each.key]["compared"] += competitors.compare(site, each, asked[each.key][0])
    keep("throughput", found)
    return found


def rate(entry: Mapping) -> float:
    """Notebooks a second, in the middle of the rounds."""
    return measure.median(each["runs"] / each["wall"] for each in entry["rounds"])


def cpu(entry: Mapping) -> float:
    """Seconds of processor time a notebook, in the middle of the rounds."""
    return measure.median(each["cpu"] / each["runs"] for each in entry["rounds"])


def ratios(found: Mapping[str, Mapping], upper: str, lower: str) -> list[float]:
    """How many times the rate of one the rate of another is, round by round."""
    pairs = zip(found[upper]["rounds"], found[lower]["rounds"], strict=False)
    return [(one["runs"] / one["wall"]) / (two["runs"] / two["wall"]) for one, two in pairs]


def warm(found: Mapping[str, Mapping]) -> float:
    """How many times as quick as ours the floor is once everything is imported, in the middle of the rounds."""
    pairs = zip(found["floor"]["rounds"], found["ours"]["rounds"], strict=False)
    return measure.median(
        (one["runs"] / one["told"]["work"]) / (two["runs"] / two["told"]["work"]) for one, two in pairs
    )


def targets(found: Mapping[str, Mapping]) -> list[tuple[str, float, float, bool]]:
    """What was aimed at: in words, the ratio found, the limit, and whether the ratio is to be above it."""
    return [
        ("csp batch ÷ shell loop", measure.median(ratios(found, "batch", "loop")), 10.0, True),
        ("csp batch ÷ pool of processes", measure.median(ratios(found, "batch", "pool")), 4.0, True),
        ("floor ÷ csp batch", measure.median(ratios(found, "floor", "batch")), 1.5, False),
    ]


def told(found: Mapping[str, Mapping]) -> str:
    """The ratios in lines."""
    lines = []
    for words, ratio, limit, above in targets(found):
        met = ratio >= limit if above else ratio <= limit
        aim = f"{'at least' if above else 'at most'} {limit:g}"
        lines.append(f"{words:32} {ratio:6.2f}   {aim:12} {'met' if met else 'NOT MET'}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(told(measured(Path(sys.argv[1]), lambda *_: None, short=True)))
