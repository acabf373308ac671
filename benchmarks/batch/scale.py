"""Memory, finding nothing to do, growth, and whole documents."""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.batch import competitors, measure, national, sites, throughput
from benchmarks.batch.measure import Measured
from benchmarks.batch.sites import Run
from benchmarks.batch.throughput import Keep

REPEATS = 5
FEW, MANY = 4, 84
"""Partnerships, of twelve runs each: about 50 and 1,000 runs."""
FORMATS = ("html", "pdf", "docx")
WATCHED = "100000"
"""MiB: a limit that nobody reaches, but for which memory is looked at."""


def memory(scratch: Path, keep: Keep, *, short: bool) -> Mapping[str, object]:
    """What each fork holds alone at its largest, and what the warm process holds."""
    site = throughput.site_in(scratch)
    path = sites.write_runs(site, "memory", sites.runs(1 if short else 3))
    told = _module(site, "ours", str(path), str(measure.cores()), "look").told
    peaks = sorted(told["peaks"].values())
    found = {"zygote": told["zygote"], "largest": peaks[-1], "median": measure.median(peaks), "runs": len(peaks)}
    keep("memory", found)
    print(f"memory: {found['largest']:.0f} MiB the largest run, {found['median']:.0f} the middle one", flush=True)
    return found


def nothing_to_do(site: Path, matrix: str, repeats: int = REPEATS) -> Mapping[str, object]:
    """Seconds of `csp batch` where everything has been done.

    Raises
    ------
    RuntimeError
        If it does anything.
    """
    seconds = []
    for _ in range(repeats):
        once = _csp(site, "batch", matrix, "--json")
        if not str(once.told["summary"]).startswith("0 built"):
            raise RuntimeError(f"there was something to do: {once.told['summary']}")
        seconds.append(round(once.wall, 3))
    return {"seconds": seconds, "summary": once.told["summary"]}


def hundred(scratch: Path, keep: Keep, *, short: bool) -> Mapping[str, object]:
    """Finding nothing to do among about a hundred runs of the project's own notebooks (in short: of a few)."""
    site = throughput.site_in(scratch)
    areas = sites.twins(2 if short else throughput.TWINS)
    lists = {"boroughs": areas, "quarters": list(sites.QUARTERS), "notebooks": list(sites.NOTEBOOKS)}
    matrix = sites.write_matrix(site, "hundred", lists)
    _csp(site, "batch", matrix, "--json")
    found = nothing_to_do(site, matrix)
    keep("hundred", found)
    print(f"nothing to do: {measure.median(found['seconds']):.2f} s ({found['summary']})", flush=True)
    return found


def nation(scratch: Path, keep: Keep) -> Mapping[str, object]:
    """Growth, the steps of a batch, and finding nothing to do, where the data hold every partnership."""
    site = scratch / "national"
    if not site.is_dir():
        national.make(site)
    found: dict[str, object] = {"few": [], "many": []}
    for name, count in (("few", FEW), ("few", FEW), ("many", MANY), ("few", FEW), ("few", FEW)):
        path = sites.write_runs(site, name, list(_national_runs(count)))
        runs = count * len(national.QUARTERS) * len(national.NOTEBOOKS)
        once = _module(site, "ours", str(path), str(measure.cores()), runs=runs)
        found[name].append(once.kept())
        print(f"{runs:5} national runs in {once.wall:.0f} s ({once.told})", flush=True)
        keep("nation", found)
    matrix = "params/runs/national.yml"
    planted = _module(site, "planted", matrix)
    found["made"] = planted.told["jobs"] - planted.told["copied"]
    found["stages"] = _module(site, "stages", matrix).told
    found["nothing"] = nothing_to_do(site, matrix, 3)
    path = sites.write_runs(site, "memory", list(_national_runs(2)))
    looked = _module(site, "ours", str(path), str(measure.cores()), "look").told
    found["memory"] = {"zygote": looked["zygote"], "largest": max(looked["peaks"].values())}
    files, size = measure.disk(site / "build" / "runs" / national.keys()[0])
    runs = len(national.QUARTERS) * len(national.NOTEBOOKS)
    found["disk"] = {"files": files / runs, "bytes": size / runs}
    keep("nation", found)
    print(f"nothing to do at national scale: {found['nothing']}; {found['stages']}", flush=True)
    return found


def documents(scratch: Path, keep: Keep, rounds: int = 3) -> Mapping[str, object]:
    """Every report of every borough in three formats, from nothing."""
    found: dict[str, object] = {"rounds": []}
    for number in range(rounds + 1):
        site = sites.copy(scratch / "documents")
        watch = () if number else ("--memory", WATCHED)
        once = _csp(site, "all-reports", "--force", "--json", *watch)
        made = [path for kind in FORMATS for path in (site / "reports" / "published").rglob(f"*.{kind}")]
        if number:
            found["rounds"].append({**once.kept(), "documents": len(made)})
            print(f"{len(made)} documents in {once.wall:.1f} s", flush=True)
        else:  # looking at memory takes time, so this round does not count
            found |= _looked(once)
            found["build"] = measure.disk(site / "build" / "runs")
            found["published"] = measure.disk(site / "reports" / "published")
        shutil.rmtree(site)
        keep("documents", found)
    return found


def _looked(once: Measured) -> dict[str, object]:
    ended = [event for event in map(json.loads, once.said.strip().splitlines()) if event["event"] == "ended"]
    reports = [event for event in ended if event["told"].startswith("reports/published/")]
    return {
        "jobs": len(ended),
        "reports": len(reports),
        "largest_report": max(event.get("peak_mib", 0) for event in reports),
    }


def _national_runs(count: int) -> Iterator[Run]:
    for area in national.keys()[:count]:
        for quarter in national.QUARTERS:
            yield from (Run(notebook, area, quarter) for notebook in national.NOTEBOOKS)


def _module(site: Path, name: str, *words: str, runs: int = 0) -> Measured:
    asked: Sequence[str] = [sys.executable, "-m", f"benchmarks.batch.{name}", *words]
    return measure.command(asked, runs, cwd=site, environment=sites.environment(site))


def _csp(site: Path, *words: str) -> Measured:
    return measure.command([competitors.bin_of("csp"), *words], 0, cwd=site, environment=sites.environment(site))
