"""What a batch shows of a job is every word that was told, whatever signs are in it."""

import io

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


@pytest.mark.parametrize("told", SIGNS)
def test_a_bar_shows_what_begins_as_it_is_called(told, monkeypatch):
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system=None)
    monkeypatch.setattr(progress, "Console", lambda **_: console)
    with progress.steps(1) as report:
        report(told)
    assert told in console.file.getvalue()
