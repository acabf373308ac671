"""Colours and bars are for a terminal: none in a pipe, and no colour where NO_COLOR is set."""

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.messages.bench import Bench
from tests.messages.case import write

CSP = str(Path(sys.executable).with_name("csp"))
ESCAPE = "\x1b"
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:[34][0-8]|9[0-7])(?:;[0-9;]*)?m")
FORCED = ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS")
RUN = ("run", "funding_analysis", "--borough", "dudley", "--quarter", "2011-12-Q4", "--force")
"""It ends at once, having said what it begins: the notebook is broken."""
BATCH = ("batch", "params/runs/one.yml", "--kernel", "ordinary")


@pytest.fixture(scope="module")
def place(bench: Bench):
    """A project with a notebook that cannot be run, and a batch of it."""
    write("notebooks/funding_analysis.ipynb", '{"cells": [')(bench.root)
    lists = "boroughs: [dudley]\nquarters: [2011-12-Q4]\nnotebooks: [funding_analysis]\nreports: []\n"
    write("params/runs/one.yml", lists)(bench.root)
    yield bench
    bench.mend()


def environment(bench: Bench, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FORCED}
    return {**kept, "TERM": "xterm-256color", "CSP_PROJECT": str(bench.root), **more}


def on_terminal(bench: Bench, *arguments: str, **more: str) -> str:
    """What a person sees: everything that the command writes to its terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [CSP, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(bench, **more), cwd=bench.root
    )
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # what Linux says at the end of a terminal
            break
        if not chunk:
            break
        seen += chunk
    running.wait(timeout=60)
    os.close(ours)
    return seen.decode("utf-8")


def in_pipe(bench: Bench, *arguments: str, **more: str) -> str:
    done = subprocess.run(
        [CSP, *arguments],
        capture_output=True,
        text=True,
        env=environment(bench, **more),
        cwd=bench.root,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout + done.stderr


def test_a_bar_is_drawn_on_a_terminal_and_a_line_printed_in_a_pipe(place):
    seen, piped = on_terminal(place, *RUN), in_pipe(place, *RUN)
    assert "━" in seen and "0/1" in seen and COLOUR.search(seen)
    assert "[1/1]" not in seen
    assert piped.splitlines()[0] == "[1/1] notebook funding_analysis, dudley 2011-12-Q4"
    assert ESCAPE not in piped and "━" not in piped
    # The bar is gone when the line is printed, which is the same in both.
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).replace("\r", "\n")
    last = [line for line in plain.splitlines() if line.startswith("csp: ")]
    assert last == [piped.splitlines()[-1]]


def test_no_color_leaves_the_bar_and_takes_its_colours(place):
    seen = on_terminal(place, *RUN, NO_COLOR="1")
    assert "0/1" in seen and ESCAPE in seen
    assert not COLOUR.search(seen)


def test_a_batch_draws_its_board_on_a_terminal_only(place):
    seen = on_terminal(place, *BATCH, NO_COLOR="1")
    assert "Running" in seen and ESCAPE in seen
    assert not COLOUR.search(seen)
    piped = in_pipe(place, *BATCH)
    assert "Running" not in piped and ESCAPE not in piped
    assert piped.splitlines()[-1].startswith("[1/1] dudley/2011-12-Q4/funding_analysis: failed")


@pytest.mark.parametrize(
    "arguments", [("--help",), ("report", "--help"), ("reprots",), ("report",), ("reports",), ("doctor",)]
)
def test_nothing_is_coloured_in_a_pipe(place, arguments):
    assert ESCAPE not in in_pipe(place, *arguments)


def test_help_is_coloured_on_a_terminal_and_not_with_no_color(place):
    assert COLOUR.search(on_terminal(place, "--help"))
    assert not COLOUR.search(on_terminal(place, "--help", NO_COLOR="1"))


def test_an_error_is_the_same_line_on_a_terminal(place):
    assert on_terminal(place, "reprots").splitlines() == in_pipe(place, "reprots").splitlines()
