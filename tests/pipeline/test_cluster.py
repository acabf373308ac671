"""The workers of a cluster, which share no disk with us, make what a batch makes here, byte for byte."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from helpers.errors import MachineError, ParamsError
from helpers.pipeline import parcels
from helpers.pipeline.batches import history
from helpers.pipeline.batches.jobs import Limits
from helpers.pipeline.cluster import dask_workers, remote
from helpers.pipeline.cluster.dispatch import Dispatch
from helpers.pipeline.cluster.remote import Terms
from helpers.pipeline.parcels import Shelf
from helpers.project import Project
from support import ROOT, Workplace, content_of, copy_project, hearing_ctrl_c

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
ALL = "boroughs: [dudley]\nquarters: [2011-12-Q4]\nnotebooks: [area_comparison]\nreports: [annual-report]\nformats: [html]\n"
"""Three notebooks with a report of them, and one that fails."""
FAILS = "dudley/2011-12-Q4/area_comparison"
MADE = ("build/runs", "build/reports", "build/stamps", "reports/published")


@dataclass
class Cluster:
    """A scheduler and two workers, each with a folder of its own, outside of any project."""

    address: str
    folder: Path
    workers: dict[str, subprocess.Popen]

    def at_work(self) -> list[psutil.Process]:
        """The worker that has a notebook in its hands, and the processes that it started for it."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            for worker in self.workers.values():
                if worker.poll() is not None:
                    continue
                found = psutil.Process(worker.pid)
                children = found.children(recursive=True)
                if len(children) > 1:  # the warm process, and its fork
                    return [found, *children]
            time.sleep(0.02)
        raise AssertionError("no worker got anything to do")


def code(folder: Path) -> dict[str, str]:
    """A copy of our code as it now is, and what makes it the code that runs."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": ""}


def started(*command: str, folder: Path, environment: dict[str, str]) -> subprocess.Popen:
    with (folder / f"{command[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
            cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("far")
    # Should a worker look for a project, it finds none.
    environment = {**os.environ, **code(folder), "CSP_PROJECT": str(folder / "nowhere")}
    told = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    running = [started("dask_scheduler", *options, folder=folder, environment=environment)]
    try:
        deadline = time.monotonic() + 30
        while not told.is_file() or not told.read_text("utf-8"):
            assert running[0].poll() is None and time.monotonic() < deadline, "see dask_scheduler.log"
            time.sleep(0.05)
        address = json.loads(told.read_text("utf-8"))["address"]
        for name in ("one", "two"):
            (folder / name).mkdir()
            own = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder / name))
            running.insert(0, started("dask_worker", address, *own, folder=folder, environment=environment))
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield Cluster(address, folder, {"one": running[1], "two": running[0]})
    finally:
        for process in running:  # the scheduler last
            end(process)


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """This machine's code."""
    return code(tmp_path_factory.mktemp("near"))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workplace, Workplace]:
    """Two projects alike, of which one notebook fails."""
    both = tuple(copy_project(tmp_path_factory.mktemp(name) / "project") for name in ("here", "there"))
    for place in both:
        (place.root / "params" / "runs").mkdir(exist_ok=True)
        place.write("params/runs/all.yml", ALL)
        place.replace("notebooks/area_comparison.ipynb", "slicing.open_slice(", "slicing.open_sluice(")
    return both


@dataclass
class Made:
    """What came of the same batch here, and there while a worker was killed at its work."""

    here: Workplace
    there: Workplace
    told: tuple[dict[str, dict], dict[str, dict]]
    left: list[psutil.Process]
    """What the killed worker had started and is still there."""


@pytest.fixture(scope="module")
def made(far: Cluster, near: dict[str, str], places: tuple[Workplace, Workplace]) -> Made:
    here, there = places
    first = batch(here, near)
    with begun(there, near, far) as program:
        victim, *children = far.at_work()
        victim.send_signal(signal.SIGKILL)
        told, _ = program.communicate(timeout=180)
    assert (first.returncode, program.returncode) == (1, 1), told  # one notebook fails
    _, left = psutil.wait_procs(children, timeout=10)
    return Made(here, there, (states(first.stdout), states(told)), left)


OPTIONS = ("batch", "params/runs/all.yml", "--engine", "embedded", "--json")


def batch(place: Workplace, near: dict[str, str], *more: str) -> subprocess.CompletedProcess:
    return place.csp(*OPTIONS, *more, **near)


@contextmanager
def begun(place: Workplace, near: dict[str, str], far: Cluster, *more: str) -> Iterator[subprocess.Popen]:
    """The same by the cluster, as a process that somebody can interrupt; it is gone at the end."""
    command = [str(Path(sys.executable).with_name("csp")), *OPTIONS, "--scheduler", far.address, *more]
    settings = {**os.environ, **near, "CSP_PROJECT": str(place.root)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with hearing_ctrl_c():
        program = subprocess.Popen(command, cwd=place.root, env=settings, text=True, **pipes)
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def states(told: str) -> dict[str, dict]:
    events = [json.loads(line) for line in told.splitlines()]
    return {event["job"]: event for event in events if event["event"] == "ended"}


def contents(place: Workplace) -> dict[str, bytes]:
    """Everything that was made, and what is noted of it; without the times at which it was made."""
    paths = (path for folder in MADE for path in sorted((place.root / folder).rglob("*")))
    found = {path.relative_to(place.root).as_posix(): content_of(path) for path in paths if path.is_file()}
    stamps = {name: json.loads(text) for name, text in found.items() if name.startswith("build/stamps/")}
    return found | {name: json.dumps({**stamp, "published": ""}).encode() for name, stamp in stamps.items()}


def test_a_cluster_makes_what_is_made_here_though_a_worker_is_killed(made):
    assert {name: event["state"] for name, event in made.told[1].items()} == {
        **{
            f"dudley/2011-12-Q4/{name}": "built"
            for name in ("funding_analysis", "indicator_performance", "outcome_summary")
        },
        "dudley/2011-12/annual-report": "built",
        FAILS: "failed",
    }
    here, there = contents(made.here), contents(made.there)
    assert here.keys() == there.keys() and len(here) > 100
    assert [name for name in here if here[name] != there[name] and not name.endswith(".failed.ipynb")] == []
    assert made.left == []


def test_a_notebook_that_fails_there_is_told_and_kept_as_if_it_had_failed_here(made):
    told = [found[FAILS]["told"] for found in made.told]
    assert told[0] == told[1] and "open_sluice" in told[0]
    folder = made.there.root / "build" / "runs" / FAILS
    saved = json.loads((folder / "area_comparison.failed.ipynb").read_text("utf-8"))
    assert any(out["output_type"] == "error" for cell in saved["cells"] for out in cell.get("outputs", ()))
    assert (folder / "inputs" / "slice.json").is_file() and not (folder / "run.json").exists()


def test_a_batch_here_finds_what_a_cluster_made_unchanged(made, near):
    known = history.read_known(Project(made.there.root))
    for name, kept in known.jobs.items():
        if name != FAILS:
            folder = "reports/published" if name.endswith("annual-report") else "build/runs"
            assert kept["signature"] == history.signature(made.there.root / folder / name)
    (made.there.root / "build" / "batch" / history.KNOWN).unlink()
    again = states(batch(made.there, near).stdout)
    assert {name for name, event in again.items() if event["state"] != "unchanged"} == {FAILS}


def test_workers_hold_what_they_were_sent_by_its_hash_and_no_task_of_which_they_are_done(far, made):
    assert not (made.there.root / "build" / "batch" / "parcels").exists()
    alive = [name for name, worker in far.workers.items() if worker.poll() is None]
    assert len(alive) == 1
    own = far.folder / alive[0]
    assert not list(own.glob("dask-scratch-space/*/csp-reports/task-*"))
    kept = list(own.glob("dask-scratch-space/*/csp-reports/shelf/*"))
    assert kept and all(parcels.hash_of(path.read_bytes()) == path.name for path in kept)


def test_ctrl_c_ends_the_batch_and_what_the_worker_has_in_hand(far, made, near):
    with begun(made.there, near, far, "--force") as program:
        _, warm, *forks = far.at_work()
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said == "csp: stopped; what was finished is kept, and the same command goes on with the rest\n"
    _, left = psutil.wait_procs(forks, timeout=60)
    assert left == [] and warm.is_running()


def test_code_that_differs_is_refused_in_one_line_before_anything_runs(far, places, tmp_path):
    changed = code(tmp_path)
    with (tmp_path / "src" / "helpers" / "periods.py").open("a") as module:
        module.write("\n# changed\n")
    done = batch(places[1], changed, "--force", "--scheduler", far.address)
    assert done.returncode == 3
    assert re.fullmatch(
        r"csp: worker tcp://\S+ has csp-reports \w{12}, and this machine \w{12}: bring both to the same commit, and start it "
        r"again( \(and 1 more differ\))?\n",
        done.stderr,
    )
    assert '"begun"' not in done.stdout


def terms(**changed: str) -> Terms:
    return Terms({**remote.about(""), **changed}, "", "auto", Limits(1))


def test_another_version_of_a_package_or_of_python_is_refused(far, tmp_path):
    with distributed.Client(far.address, set_as_default=False) as client:
        about = next(iter(client.run(remote.introduce, "").values()))[0]
        ours = {remote.CODE: about[remote.CODE]}  # that of this folder may have been edited meanwhile
        Dispatch(client, far.address, terms(**ours), Shelf(tmp_path)).meet_all()
        for name in ("pandas", "typst", remote.PYTHON):
            with pytest.raises(
                MachineError, match=rf"worker tcp://\S+ has {name} \S.*, and this machine 0\.1: run `make"
            ):
                Dispatch(client, far.address, terms(**ours, **{name: "0.1"}), Shelf(tmp_path)).meet_all()


def test_no_scheduler_is_told_in_one_line_and_soon(near, places):
    began = time.monotonic()
    done = batch(places[1], near, "--force", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("csp: no Dask scheduler answers at tcp://127.0.0.1:9 (")
    assert time.monotonic() - began < 25


def test_an_address_that_is_none_and_a_missing_package_are_told(monkeypatch):
    with pytest.raises(ParamsError, match=r"--scheduler 'localhost' is no address"):
        dask_workers._client("localhost")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MachineError, match=r"pip install 'csp-reports\[cluster\]'"):
        dask_workers._client("tcp://127.0.0.1:9")
