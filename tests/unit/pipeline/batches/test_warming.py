"""A warm process imports while jobs are planned, but only where it will be asked for something."""

import json

import pytest

from helpers.pipeline.batches import batch, history
from helpers.pipeline.batches.batch import Doers
from helpers.project import Project


class Started:
    """Stands for a zygote."""

    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def place(tmp_path) -> Project:
    (tmp_path / "build" / "batch").mkdir(parents=True)
    (tmp_path / "build" / "batch" / history.KNOWN).write_text(json.dumps({"inputs": "as they were", "jobs": {}}))
    return Project(tmp_path)


@pytest.fixture
def started(monkeypatch) -> list[Started]:
    found: list[Started] = []
    monkeypatch.setattr(batch, "of_project", lambda _: found.append(Started()) or found[-1])
    monkeypatch.setattr(batch, "why_not_here", lambda: "")
    return found


@pytest.mark.parametrize(("inputs", "force"), [("changed since", False), ("as they were", True)])
def test_it_is_started_where_something_is_to_be_made_and_ended_whatever_happens(place, started, inputs, force):
    with (
        pytest.raises(KeyboardInterrupt),
        batch.warming(place, inputs, Doers(), force=force) as doers,
    ):
        assert started == [doers.early] and not doers.early.closed
        raise KeyboardInterrupt
    assert started[0].closed


@pytest.mark.parametrize(
    ("inputs", "kernel", "scheduler"),
    [
        ("as they were", "auto", ""),
        ("changed since", "ordinary", ""),
        ("changed since", "auto", "tcp://127.0.0.1:8786"),
    ],
)
def test_it_is_not_started_where_nobody_would_ask_it(place, started, inputs, kernel, scheduler):
    asked = Doers(kernel, scheduler)
    with batch.warming(place, inputs, asked, force=False) as doers:
        assert doers == asked
    assert started == []


def test_it_is_not_started_where_processes_cannot_be_forked(place, started, monkeypatch):
    monkeypatch.setattr(batch, "why_not_here", lambda: "processes cannot be forked here")
    with batch.warming(place, "changed since", Doers(), force=False) as doers:
        assert doers.early is None
    assert started == []
