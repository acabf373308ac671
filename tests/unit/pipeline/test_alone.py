"""Of several processes that write what a project makes, one is at work at a time."""

import threading

import pytest

from helpers.errors import MachineError
from helpers.pipeline.alone import alone
from helpers.project import Project


def test_another_waits_and_says_so_or_is_refused(tmp_path, capsys):
    place, order = Project(tmp_path), []

    def second() -> None:
        with alone(place, wait=True):
            order.append("second")

    waiting = threading.Thread(target=second)
    with alone(place, wait=False):
        waiting.start()
        waiting.join(timeout=0.5)
        assert waiting.is_alive() and order == []
        with pytest.raises(MachineError, match="another csp is at work in this project"), alone(place, wait=False):
            order.append("third")
        order.append("first")
    waiting.join(timeout=30)
    assert order == ["first", "second"]
    assert capsys.readouterr().err == "another csp is at work in this project: waiting for it\n"
    with alone(place, wait=False):
        order.append("fourth")  # the lock was given back


def test_what_fails_inside_is_told_as_it_is(tmp_path):
    with pytest.raises(PermissionError, match="data/x"), alone(Project(tmp_path), wait=True):
        raise PermissionError(13, "Permission denied", "data/x")
