"""What a batch shows of a job is every word that was told, whatever signs are in it."""

import io
import re
import time

import pytest
from rich.console import Console

from helpers.pipeline import progress
from helpers.pipeline.batches import board, jobs
from helpers.pipeline.batches.jobs import Job, Outcome

JOB = Job("dudley/2011-12-Q4/[red]summary", {"task": "run"})
SIGNS = [
    "bad path [/data/x.csv]",
    "columns [value, lower] are not in the table",
    "[bold]not marked[/bold] as it is written",
    "a smile :smile: stands in the text",
]


def shown(renderable: object) -> str:
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system=None)
    console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize("told", SIGNS)
def test_the_table_of_a_batch_shows_a_message_as_it_was_told(told):
    assert told in shown(board.table([Outcome(JOB, jobs.FAILED, told)]))


def test_the_names_of_jobs_are_shown_as_they_are_written():
    live = board._Board([JOB], 1, {})
    live.hear("begun", JOB, None)
    assert JOB.name in shown(live.table())

    live.hear("ended", JOB, Outcome(JOB, jobs.BUILT, "there", seconds=1.0))
    assert JOB.name in shown(live.table())
    assert JOB.name in shown(board.table([Outcome(JOB, jobs.BUILT, "there")]))


def test_where_there_is_no_room_for_columns_no_name_is_broken(capsys):
    ended = [Outcome(JOB, jobs.BUILT, "reports/published/there", seconds=1.0), Outcome(JOB, jobs.SKIPPED, SIGNS[0])]
    board.tell(ended, Console(width=board.NARROW - 1))
    assert capsys.readouterr().out.splitlines() == [
        f"✓ {JOB.name}: built in 1.0 s",
        "  reports/published/there",
        f"– {JOB.name}: skipped",
        f"  {SIGNS[0]}",
        "1 built, 0 unchanged, 1 skipped, 0 failed",
    ]

    board.tell(ended, Console(width=board.NARROW))
    assert "│" in capsys.readouterr().out


def drawn(console: Console, monkeypatch, **environment: str) -> list[str]:
    """The lines of a bar, drawn while something has set variables of the environment."""
    monkeypatch.setattr(progress, "Console", lambda **_: console)
    with progress.steps(12) as report:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        report("notebook indicator_performance, west-midlands-police 2011-12-Q4")
        time.sleep(0.2)
    return [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line) for line in re.split(r"[\r\n]", console.file.getvalue())]


@pytest.mark.parametrize("width", [40, 80])
def test_a_bar_stays_on_one_line_however_narrow_the_terminal_is(width, monkeypatch):
    lines = drawn(Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None), monkeypatch)
    assert any("0/12 notebook" in line and line.rstrip().endswith("0:00:00") for line in lines)
    assert max(map(len, lines)) <= width


def test_a_bar_keeps_the_terminals_width_whatever_a_notebook_says_of_its_own(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None)
    width = console.width
    lines = drawn(console, monkeypatch, COLUMNS=str(width + 40))
    assert any("notebook indicator_performance" in line for line in lines) and max(map(len, lines)) <= width


@pytest.mark.parametrize("told", SIGNS)
def test_a_bar_shows_what_begins_as_it_is_called(told, monkeypatch):
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system=None)
    monkeypatch.setattr(progress, "Console", lambda **_: console)
    with progress.steps(1) as report:
        report(told)
    assert told in console.file.getvalue()
