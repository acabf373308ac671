"""The projects in which messages are provoked."""

import pytest

from support import copy_project
from tests.messages import note
from tests.messages.bench import Bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A copy of the project; whatever a test breaks in it is mended."""
    return Bench.of(copy_project(tmp_path_factory.mktemp("bench") / "project").root)


@pytest.fixture(scope="session")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A project whose quick report is published."""
    return note.published(tmp_path_factory.mktemp("noted"))
