"""Who is measured, and the command with which each runs the same notebooks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch import measure, sites
from benchmarks.batch.measure import Measured


@dataclass(frozen=True, slots=True)
class Competitor:
    """One way to run notebooks.

    Attributes
    ----------
    key, title : str
    without : str
        What it does not do that others do.
    areas : tuple of int
        For how many areas it runs the mix in a round: in a full measurement, and in a short one.
    words : callable
        The command, from the file of its runs and the number of processes.
    """

    key: str
    title: str
    without: str
    areas: tuple[int, int]
    words: Callable[[Path, int], list[str]]


def bin_of(name: str) -> str:
    """A program of this Python's environment."""
    return str(Path(sys.executable).with_name(name))


def find_snakemake(scratch: Path) -> str:
    """Where snakemake is: CSP_BENCH_SNAKEMAKE, else in an environment of its own that is made now; empty if it will not."""
    if named := os.environ.get("CSP_BENCH_SNAKEMAKE") or shutil.which("snakemake"):
        return named
    folder = scratch / "snakemake"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        install = [str(folder / "bin" / "pip"), "install", "--quiet", "snakemake"]
        subprocess.run(install, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"SKIPPED: snakemake cannot be installed ({type(problem).__name__})", file=sys.stderr)
        return ""
    return str(folder / "bin" / "snakemake")


def all_of(snakemake: str) -> list[Competitor]:
    """Everybody, the slowest first; without snakemake where there is none."""
    nothing = (
        "neither cuts a run's inputs (they were prepared) nor checks what it published nor normalises the notebook"
    )
    found = [
        Competitor("loop", "papermill in a shell loop", f"{nothing}; one at a time", (1, 1), _loop),
        Competitor("snakemake", "snakemake around papermill", nothing, (1, 1), _snakemake(snakemake)),
        Competitor("pool", "papermill in a pool of processes", nothing, (2, 1), _driver("pool")),
        Competitor("batch", "csp batch --force", "", (7, 2), _batch),
        Competitor(
            "ours", "our batch, called from Python", "prints no table, remembers nothing", (7, 0), _driver("ours")
        ),
        Competitor(
            "floor",
            "the same cells, warm, one process for each core",
            f"{nothing}; saves no notebook, and no run is apart from another",
            (7, 2),
            _driver("floor"),
        ),
    ]
    return [each for each in found if snakemake or each.key != "snakemake"]


def prepared(site: Path, competitor: Competitor, *, short: bool) -> tuple[Path, int]:
    """Write what a competitor is asked for, with its inputs; the file, and how many runs it names."""
    wanted = sites.runs(competitor.areas[short])
    path = sites.write_runs(site, competitor.key, wanted)
    if competitor.key not in ("batch", "ours"):
        words = [sys.executable, "-m", "benchmarks.batch.prepare", str(path)]
        measure.command(words, len(wanted), cwd=site, environment=sites.environment(site))
    if competitor.key == "batch":
        lists = {"boroughs": sites.twins(competitor.areas[short]), "quarters": list(sites.QUARTERS)}
        sites.write_matrix(site, "bench", {**lists, "notebooks": list(sites.NOTEBOOKS)})
    return path, len(wanted)


def once(site: Path, competitor: Competitor, path: Path, runs: int) -> Measured:
    """Measure one round of a competitor."""
    for run in json.loads(path.read_text(encoding="utf-8")):
        shutil.rmtree(Path(run["folder"]) / "results", ignore_errors=True)
    words = competitor.words(path, measure.cores())
    return measure.command(words, runs, cwd=site, environment=sites.environment(site))


def compare(site: Path, competitor: Competitor, path: Path) -> int:
    """Compare the values that a competitor published with those of our batch, byte for byte; how many runs were compared.

    Raises
    ------
    RuntimeError
        If any differ, or are not there.
    """
    if competitor.key in ("batch", "ours"):
        return 0
    runs = _at_site(path)
    for run in runs:
        place = Path(run["area"], run["quarter"], run["notebook"])
        own = site / "build" / "runs" / place / "results" / "values.json"
        theirs = Path(run["folder"]) / "results" / "values.json"
        if not theirs.is_file() or own.read_bytes() != theirs.read_bytes():
            raise RuntimeError(f"{competitor.key}: {place} has not published what our batch publishes")
    return len(runs)


def _driver(name: str) -> Callable[[Path, int], list[str]]:
    return lambda path, cores: [sys.executable, "-m", f"benchmarks.batch.{name}", str(path), str(cores)]


def _batch(_: Path, cores: int) -> list[str]:
    return [bin_of("csp"), "batch", "params/runs/bench.yml", "--force", "--json", "--jobs", str(cores)]


def _papermill(run: Mapping[str, str]) -> str:
    notebook, folder = Path(run["folder"]).parents[5] / "notebooks" / f"{run['notebook']}.ipynb", run["folder"]
    asked = f"-p borough {run['area']} -p quarter {run['quarter']}"
    return f"{bin_of('papermill')} {notebook} {folder}/out.ipynb {asked} --cwd {folder} -k python3 --no-progress-bar"


def _loop(path: Path, _: int) -> list[str]:
    script = path.with_name("loop.sh")
    lines = [_papermill(run) for run in _at_site(path)]
    script.write_text("\n".join(["set -e", *lines, ""]), encoding="utf-8")
    return ["bash", str(script)]


def _at_site(path: Path) -> list[Mapping[str, str]]:
    return json.loads(path.read_text(encoding="utf-8"))


def _snakemake(program: str) -> Callable[[Path, int], list[str]]:
    def words(path: Path, cores: int) -> list[str]:
        script = path.with_name("Snakefile")
        runs = _at_site(path)
        outputs = [f"{run['folder']}/out.ipynb" for run in runs]
        rules = [f"rule all:\n    input: {outputs!r}\n"]
        for number, (run, output) in enumerate(zip(runs, outputs, strict=True)):
            rules.append(f"rule run_{number}:\n    output: {output!r}\n    shell: {_papermill(run)!r}\n")
        script.write_text("\n".join(rules), encoding="utf-8")
        asked = ["--snakefile", str(script), "--cores", str(cores), "--forceall", "--quiet", "all"]
        return [program, *asked, "--directory", str(path.parent), "--nolock"]

    return words
