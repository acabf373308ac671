"""Copies of the project to measure in, so that nobody's build folder is touched and no edit changes what is measured."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
TWINNED = "dudley"
"""Its rows are given to invented areas, so that the same notebooks run many times, each in a folder of its own."""
NOTEBOOKS = ("indicator_performance", "funding_analysis", "outcome_summary", "area_comparison", "data_quality")
QUARTERS = ("2011-12-Q4", "2024-25-Q3")
NOTHING = ("2024-25-Q3", "funding_analysis")
"""The one combination for which data/ holds nothing."""
MIX = tuple((notebook, quarter) for quarter in QUARTERS for notebook in NOTEBOOKS if (quarter, notebook) != NOTHING)
"""All notebooks that take only a borough and a quarter, at the two quarters for which most can run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that every competitor is asked for."""

    notebook: str
    area: str
    quarter: str


def twins(count: int) -> list[str]:
    """The keys of the invented areas."""
    return [f"{TWINNED}-{number + 1}" for number in range(count)]


def runs(count: int) -> list[Run]:
    """The whole mix for so many areas, one area after another."""
    return [Run(notebook, area, quarter) for area in twins(count) for notebook, quarter in MIX]


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder for copies, which is removed afterwards; CSP_BENCH_KEEP names one that is kept."""
    kept = os.environ.get("CSP_BENCH_KEEP")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    folder = Path(tempfile.mkdtemp(prefix="csp-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(to: Path) -> Path:
    """Copy what belongs to the project, as it stands, without what was built or published."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, told.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("reports/published/"):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def environment(site: Path) -> dict[str, str]:
    """The environment in which a site's own code works on the site's own data, with one thread for each process."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CSP_")}
    return {
        **kept,
        **threads,
        "CSP_PROJECT": str(site),
        "PYTHONPATH": f"{site / 'src'}{os.pathsep}{site}",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def with_twins(site: Path, count: int) -> None:
    """Give a site's data so many areas that are the twinned one by another name, and whom they are compared with."""
    for path in sorted((site / "data").glob("*.csv")):
        header, rows = read(path)
        if "area" in header:
            write(path, header, [*rows, *(row for name in twins(count) for row in _renamed(rows, name))])
    peers = site / "params" / "peers.yml"
    settings = yaml.safe_load(peers.read_text(encoding="utf-8"))
    group = next(entry for entry in settings.values() if TWINNED in entry["areas"])
    for name in twins(count):
        areas = [name if area == TWINNED else area for area in group["areas"]]
        tiles = {name if area == TWINNED else area: place for area, place in group["tiles"].items()}
        settings[name] = {**group, "areas": areas, "tiles": tiles}
    peers.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _renamed(rows: Sequence[Mapping[str, str]], name: str) -> Iterator[dict[str, str]]:
    for row in rows:
        if row["area"] == TWINNED:
            yield {key: name if value == TWINNED else value for key, value in row.items()}


def read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


def write(path: Path, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write a CSV file as data/ is written."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_matrix(site: Path, name: str, lists: Mapping[str, object]) -> str:
    """Write a file of params/runs/ and say what `csp batch` calls it."""
    path = site / "params" / "runs" / f"{name}.yml"
    path.write_text(yaml.safe_dump({**lists, "reports": []}), encoding="utf-8")
    return path.relative_to(site).as_posix()


def write_runs(site: Path, name: str, wanted: Sequence[Run]) -> Path:
    """Write the runs that a competitor is asked for, with a folder for each, as a file of JSON."""
    folder = site / "build" / "bench" / name
    asked = [
        {
            "notebook": run.notebook,
            "area": run.area,
            "quarter": run.quarter,
            "folder": str(folder / run.area / run.quarter / run.notebook),
        }
        for run in wanted
    ]
    path = folder / "runs.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asked, indent=1), encoding="utf-8")
    return path
