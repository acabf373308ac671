"""A batch makes what was asked for, tells what became of each piece, and survives whatever happens to it."""

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from support import Workplace, content_of, copy_project, hearing_ctrl_c

pytestmark = pytest.mark.slow
FEW = "boroughs: [dudley]\nquarters: [2011-12-Q4]\nnotebooks: [funding_analysis, outcome_summary]\nreports: []\nformats: [html]\n"
REPORT = "boroughs: [dudley]\nquarters: [2011-12-Q4]\nnotebooks: []\nreports: [annual-report]\nformats: [html]\n"
RUNS = "dudley/2011-12-Q4"
KILLS = int(os.environ.get("CSP_KILLS", "3"))
"""How often something is killed at random; `make faults` asks for 200."""


@pytest.fixture
def place(tmp_path) -> Workplace:
    made = copy_project(tmp_path / "project")
    (made.root / "params" / "runs").mkdir(exist_ok=True)
    made.write("params/runs/few.yml", FEW)
    made.write("params/runs/report.yml", REPORT)
    return made


def batch(place: Workplace, name: str, *more: str, **environment: str) -> subprocess.CompletedProcess:
    return place.csp("batch", f"params/runs/{name}.yml", "--engine", "embedded", *more, **environment)


def events(done: subprocess.CompletedProcess) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def ended(done: subprocess.CompletedProcess) -> dict[str, dict]:
    return {event["job"]: event for event in events(done) if event["event"] == "ended"}


def contents(root: Path) -> dict[str, bytes]:
    """Everything that was made, by its path; stamps and what is remembered left out, since they hold times."""
    found = {}
    for folder in (root / "build" / "runs", root / "reports" / "published"):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[path.relative_to(root).as_posix()] = content_of(path)
    return found


def processes_of(root: Path) -> list[psutil.Process]:
    """Every process that works in a project, or was told of it."""
    found = []
    for each in psutil.process_iter():
        try:
            if each.pid != os.getpid() and (
                str(root) in each.cwd() or any(str(root) in part for part in each.cmdline())
            ):
                found.append(each)
        except psutil.Error:
            continue
    return found


def left_at_work(root: Path, seconds: float = 20) -> list[psutil.Process]:
    """Every process that still works in a project after it had time to end."""
    deadline = time.monotonic() + seconds
    while (found := processes_of(root)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def start(place: Workplace, name: str, *more: str) -> subprocess.Popen:
    command = [
        str(Path(sys.executable).with_name("csp")),
        "batch",
        f"params/runs/{name}.yml",
        "--engine",
        "embedded",
        "--json",
    ]
    settings = {**os.environ, "CSP_PROJECT": str(place.root)}
    with hearing_ctrl_c():
        return subprocess.Popen([*command, *more], cwd=place.root, env=settings, stdout=subprocess.PIPE, text=True)


def until(process: subprocess.Popen, kind: str) -> dict:
    """Read what it tells until something of that kind."""
    for line in process.stdout:
        if (event := json.loads(line))["event"] == kind:
            return event
    raise AssertionError(f"it ended before any {kind}")


def test_a_batch_makes_what_a_run_makes_and_then_nothing_until_something_changes(place):
    done = batch(place, "few", "--json")
    assert done.returncode == 0, done.stderr
    assert {name: event["state"] for name, event in ended(done).items()} == {
        f"{RUNS}/funding_analysis": "built",
        f"{RUNS}/outcome_summary": "built",
    }
    warm = contents(place.root)
    again = batch(place, "few", "--json")
    assert {event["state"] for event in ended(again).values()} == {"unchanged"}
    assert contents(place.root) == warm

    ordinary = batch(place, "few", "--kernel", "ordinary", "--force", "--json")
    assert {event["state"] for event in ended(ordinary).values()} == {"built"}
    assert contents(place.root) == warm

    (place.root / "build/runs" / RUNS / "funding_analysis/results/values.json").write_text("{}", encoding="utf-8")
    mended = ended(batch(place, "few", "--json"))
    assert mended[f"{RUNS}/funding_analysis"]["state"] == "built"
    assert mended[f"{RUNS}/outcome_summary"]["state"] == "unchanged"
    assert contents(place.root) == warm
    assert "funding_analysis" in (place.root / "build/timings.html").read_text(encoding="utf-8")


def test_one_that_fails_does_not_stop_the_others_and_is_retried_alone_and_opened_where_it_failed(place):
    path = place.root / "notebooks" / "funding_analysis.ipynb"
    good = path.read_text(encoding="utf-8")
    place.replace("notebooks/funding_analysis.ipynb", "streams = funding.streams(", "streams = funding.rivers(")

    failed = batch(place, "few")
    assert failed.returncode == 1
    assert "1 built, 0 unchanged, 0 skipped, 1 failed" in failed.stdout
    told = " ".join(failed.stdout.replace("│", " ").split())
    assert "AttributeError: helpers.analysis.funding has no 'rivers'" in " ".join(failed.stderr.split())
    assert "funding_analysis.failed.ipynb" in failed.stderr and "code cell 3" in told

    shown = place.csp("debug", f"{RUNS}/funding_analysis", "--print")
    assert shown.returncode == 0, shown.stderr
    folder = place.root / "build" / "runs" / RUNS / "funding_analysis"
    *_, root, opened = shlex.split(shown.stdout)
    assert root == f"--ServerApp.root_dir={folder}"
    saved = json.loads((folder / "funding_analysis.failed.ipynb").read_text("utf-8"))
    wrong = next(cell for cell in saved["cells"] if any(o["output_type"] == "error" for o in cell.get("outputs", ())))
    assert "rivers" in "".join(wrong["source"]) and opened.endswith(f"#cell-id={wrong['id']}")
    assert (folder / "inputs" / "slice.json").is_file()

    path.write_text(good, encoding="utf-8")
    retried = place.csp("retry", "--json", "--engine", "embedded")
    assert retried.returncode == 0, retried.stderr
    assert {name: event["state"] for name, event in ended(retried).items()} == {f"{RUNS}/funding_analysis": "built"}
    assert "nothing failed in the last batch" in place.csp("retry").stdout
    assert place.csp("debug", f"{RUNS}/funding_analysis").returncode == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("boroughs: [dudly]\n", "boroughs: 'dudly' is not known; did you mean 'dudley'?"),
        ("borough: [dudley]\n", "'borough' is not known; did you mean 'boroughs'?"),
        ("boroughs: dudley\n", "boroughs: expected a list or the word all, got 'dudley'"),
        ("notebooks: [delivery_plan]\n", "delivery_plan needs 'plan' besides borough and quarter"),
        ("quarters: [2011-12]\n", "quarters: "),
        ("formats: []\n", "formats: the list is empty"),
        ("- dudley\n", "expected lists such as 'boroughs: [dudley]'"),
        ("boroughs: [dudley\n", "not readable YAML"),
        ("boroughs: [sandwell]\nreports: [annual-report]\nnotebooks: []\n", "nothing comes of these lists"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(place, text, said):
    place.write("params/runs/wrong.yml", text)
    done = batch(place, "wrong")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("csp: ") and said in done.stderr
    assert not (place.root / "build" / "runs").exists()


def test_what_data_does_not_hold_is_skipped_and_said(place):
    place.write("params/runs/empty.yml", FEW.replace("2011-12-Q4", "2030-31-Q1"))
    done = batch(place, "empty")
    assert done.returncode == 0
    assert "0 built, 0 unchanged, 2 skipped, 0 failed" in done.stdout
    assert "no rows for dudley in 2030/31" in " ".join(done.stdout.replace("│", " ").split())


def test_a_paper_that_waits_for_a_day_or_a_text_is_no_failure_and_one_that_lacks_something_is(place):
    place.write("params/runs/papers.yml", "boroughs: [dudley]\nquarters: []\nreports: [annual-report]\nnotebooks: []\n")
    settings, words = "params/areas/dudley.yml", "reports/commentary/dudley/2011-12/equality.md"
    place.replace(settings, "meeting: 2012-06-07", "meeting: to_follow")
    late = batch(place, "papers")
    assert late.returncode == 0 and "0 built, 0 unchanged, 1 skipped, 0 failed" in late.stdout
    assert "the day of the meeting is to follow" in " ".join(late.stdout.replace("│", " ").split())
    waits = next(line for line in place.csp("reports").stdout.splitlines() if "annual-report" in line)
    assert waits.startswith(
        f"has to wait: annual-report, dudley 2011-12: {settings}:12: the day of the meeting is to follow"
    )
    assert (
        f"annual-report dudley 2011-12: waiting: {settings}:12: " in place.csp("status", "--borough", "dudley").stdout
    )

    place.replace(settings, "meeting: to_follow", "meeting: 2012-06-07")
    place.write(words, "---\nowner: The analyst\napproved:\n---\n<!-- to be written -->\n")
    unwritten = batch(place, "papers")
    assert unwritten.returncode == 0 and "1 skipped, 0 failed" in unwritten.stdout
    assert batch(place, "papers").stdout == unwritten.stdout  # as it was planned before

    (place.root / words).unlink()
    lacking = batch(place, "papers")
    assert lacking.returncode == 1 and "0 skipped, 1 failed" in lacking.stdout


def test_a_run_beyond_its_time_or_memory_is_stopped_and_named(place):
    lines = ("import time", "held = bytearray(600 * 1024 * 1024)", "time.sleep(60)", "streams = funding.streams(")
    greedy = '\\n",\n    "'.join(lines)
    place.replace("notebooks/funding_analysis.ipynb", "streams = funding.streams(", greedy)
    held = batch(place, "few", "--memory", "400", "--json")
    assert held.returncode == 1
    assert "above the 400 of --memory" in ended(held)[f"{RUNS}/funding_analysis"]["told"]
    assert ended(held)[f"{RUNS}/outcome_summary"]["state"] == "built"
    late = batch(place, "few", "--timeout", "6", "--json")
    assert "stopped after 6 seconds, the limit of --timeout" in ended(late)[f"{RUNS}/funding_analysis"]["told"]
    assert not left_at_work(place.root)


def test_two_batches_do_not_work_in_one_project_and_ctrl_c_ends_one_cleanly(place):
    place.replace(
        "notebooks/funding_analysis.ipynb",
        "streams = funding.streams(",
        "import time; time.sleep(600); streams = funding.streams(",
    )
    first = start(place, "few")
    until(first, "begun")
    second = batch(place, "few")
    assert second.returncode == 3 and "another csp is at work in this project" in second.stderr
    first.send_signal(signal.SIGINT)
    assert first.wait(timeout=120) == 130
    assert not left_at_work(place.root)
    assert not [path for path in (place.root / "build" / "runs").rglob(".*")]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_and_one_that_cannot_be_written_to_are_told_in_one_line_and_nothing_is_half_made(place):
    small = place.root / "build"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        full = batch(place, "few")
        assert full.returncode in (1, 3)
        assert "No space left on device" in full.stdout + full.stderr
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        closed = batch(place, "few")
        assert closed.returncode == 3 and closed.stderr.count("\n") == 1 and "Read-only file system" in closed.stderr
    finally:
        subprocess.run(["umount", small], check=True)
    assert batch(place, "few").returncode == 0


def victims(program: subprocess.Popen) -> dict[str, list[psutil.Process]]:
    """What can be killed: the program, its zygote, and the forks at work."""
    whole = psutil.Process(program.pid)
    zygotes = whole.children()
    return {"program": [whole], "zygote": zygotes, "run": [fork for each in zygotes for fork in each.children()]}


def test_whatever_is_killed_the_next_call_finishes_the_rest_to_the_same_bytes(place):
    assert batch(place, "report").returncode == 0
    reference = contents(place.root)
    chance = random.Random(20120607)
    killed = {"program": 0, "zygote": 0, "run": 0}
    for number in range(KILLS):
        program = start(place, "report", "--force")
        until(program, "begun")
        time.sleep(chance.uniform(0, 2))
        what = ("run", "zygote", "program", "run")[number % 4]
        try:
            chosen = victims(program)[what]
        except psutil.NoSuchProcess:
            chosen = []
        if chosen:
            chance.choice(chosen).send_signal(signal.SIGKILL)
            killed[what] += 1
        program.communicate(timeout=120)
        assert not left_at_work(place.root), what
        if what == "zygote" and chosen:
            assert program.returncode == 0  # it starts another one, and begins again what was lost
        page = place.root / "reports/published/dudley/2011-12/annual-report/annual-report.html"
        assert page.read_bytes() == reference[page.relative_to(place.root).as_posix()]
        finished = batch(place, "report")
        assert finished.returncode == 0, finished.stdout
        assert contents(place.root) == reference
    assert sum(killed.values()) > KILLS / 2


@pytest.mark.parametrize("path", ["data/allocations.csv", "build/runs/dudley/2011-12-Q4/other/values.json"])
def test_a_run_may_read_only_what_was_cut_for_it(place, path):
    (place.root / path).parent.mkdir(parents=True, exist_ok=True)
    (place.root / path).touch()
    asks = f"open('{place.root / path}').read(); streams = funding.streams("
    place.replace("notebooks/funding_analysis.ipynb", "streams = funding.streams(", asks)
    told = ended(batch(place, "few", "--json"))
    assert (
        f"a notebook reads only what was cut for it, and this one asks for {path}"
        in told[f"{RUNS}/funding_analysis"]["told"]
    )
    assert told[f"{RUNS}/outcome_summary"]["state"] == "built"
