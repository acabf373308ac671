"""Whatever goes wrong ends in one line and an exit code of its kind; `--verbose` gives the traceback; nothing is hidden."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.cli import endings
from helpers.errors import FAULT, MachineError, ReportError
from helpers.pipeline.reports import offers
from support import hearing_ctrl_c

CSP = str(Path(sys.executable).with_name("csp"))
WRONG = "csp run indicator_performance --borough dudly --quarter 2011-12-Q4"


def broken_inside(*_):
    raise KeyError("no such thing")


def raising(problem: OSError):
    def refused(*_):
        raise problem

    return refused


def test_a_persons_mistake_has_no_traceback_unless_it_is_asked_for(bench):
    plain = bench.run(WRONG)
    assert len(plain.err.splitlines()) == 1 and plain.err.startswith("csp: there is no area 'dudly'")

    for command in (WRONG.replace("csp", "csp --verbose", 1), f"{WRONG} --verbose"):
        told = bench.run(command)
        assert told.code == plain.code == ReportError.exit_code
        assert told.err.startswith("Traceback (most recent call last):")
        assert told.err.endswith(plain.err)
        assert "in lineage" in told.err


def test_a_traceback_shows_what_lies_behind_the_line(bench):
    told = bench.run("csp run indicator_performance --borough dudley --quarter 2011 --verbose")
    assert "PeriodError: '2011' is not a period" in told.err
    assert told.err.splitlines()[-1] == "csp: quarter must look like '2016-17-Q2', got '2011'"


def test_verbose_may_be_a_value_behind_two_dashes(bench):
    assert bench.run("csp verify -- --verbose").errors == [
        "csp: --verbose is no folder: name one of reports/published/ or reports/editions/ that holds a report"
    ]


def test_a_fault_of_the_program_has_a_code_of_its_own_and_its_traceback_is_kept(bench, monkeypatch):
    monkeypatch.setattr(offers, "offers", broken_inside)
    with bench.broken():
        told = bench.run("csp reports")
        kept = (bench.root / "build" / "fault.log").read_text(encoding="utf-8")

        assert told.code == FAULT
        assert told.errors == [
            "csp: a fault of the program, not of yours: KeyError: 'no such thing' "
            f"(cli/papers.py, line {_line('offers.offers(find())')}); build/fault.log holds its traceback: send it to "
            "whoever looks after csp-reports, or see it with --verbose"
        ]
        assert " UTC: csp reports\nTraceback " in kept and "KeyError: 'no such thing'" in kept

        bench.run("csp reports")
        assert (bench.root / "build" / "fault.log").read_text(encoding="utf-8").startswith(kept)


def test_a_fault_is_shown_where_it_was_asked_for_or_cannot_be_kept(bench, monkeypatch):
    monkeypatch.setattr(offers, "offers", broken_inside)
    with bench.broken():
        assert bench.run("csp --verbose reports").err.count("Traceback") == 1
        assert not (bench.root / "build").exists()

        (bench.root / "build").write_text("a file where a folder should be")
        told = bench.run("csp reports")
    assert told.code == FAULT
    assert told.err.startswith("Traceback ") and "its traceback stands above" in told.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")],
)
def test_a_full_disk_is_told_as_what_the_machine_lacks(bench, monkeypatch, number, said):
    monkeypatch.setattr(offers, "offers", raising(OSError(number, said, "build/runs")))
    told = bench.run("csp reports")
    assert told.code == MachineError.exit_code
    assert told.errors == [
        f"csp: cannot write build/runs: {said}; make room, or work where the disk can be written to, then run the same again"
    ]


def test_a_file_that_may_not_be_opened_is_not_taken_for_a_full_disk(bench, monkeypatch):
    monkeypatch.setattr(offers, "offers", raising(PermissionError(errno.EACCES, "Permission denied", "data/spend.csv")))
    told = bench.run("csp reports")
    assert told.code == MachineError.exit_code
    assert told.errors == [
        "csp: cannot open or replace data/spend.csv: Permission denied; is it open in another program? may you read and write it?"
    ]


def test_a_message_stays_one_line_whatever_is_in_it(bench):
    told = bench.run("csp verify 'two\nlines'")
    assert told.errors == [
        "csp: two lines is no folder: name one of reports/published/ or reports/editions/ that holds a report"
    ]


def test_a_path_below_the_working_folder_is_told_as_it_is_typed_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    endings.tell(ReportError(f"{Path.cwd()}/reports/x is not like {Path.cwd().parent}/y"), verbose=False)
    assert capsys.readouterr().err == f"csp: reports/x is not like {Path.cwd().parent}/y\n"


def test_ctrl_c_ends_in_one_line_and_130(bench):
    # A notebook that waits, so that there is time to stop it.
    with bench.broken():
        environment = {**os.environ, "CSP_PROJECT": str(bench.root), "PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-c", WAITING]
        with hearing_ctrl_c():
            running = subprocess.Popen(
                command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
            )
        assert running.stdout.readline() == "waiting\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert err == "csp: stopped; what was finished is kept, and the same command goes on with the rest\n"


WAITING = """
import sys, time
from helpers import cli
from helpers.pipeline.reports import offers

def wait(*_):
    print("waiting", flush=True)
    time.sleep(60)

offers.offers = wait
sys.argv = ["csp", "reports"]
cli.main()
"""


def test_a_reader_that_goes_away_is_no_fault(bench):
    command = f"CSP_PROJECT={bench.root} {CSP} reports --json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[", "")
    assert not (bench.root / "build" / "fault.log").exists()


def test_a_reader_that_went_away_before_anything_was_written_is_no_fault_either(bench):
    command = f"unset PYTHONUNBUFFERED; CSP_PROJECT={bench.root} {CSP} reports | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_csp_alone_prints_its_help(bench):
    told = bench.run("csp")
    assert told.code == 2 and told.err == ""
    assert "Usage: csp" in told.out and "all-reports" in told.out


def _line(text: str) -> int:
    from helpers import cli

    lines = Path(cli.papers.__file__).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
