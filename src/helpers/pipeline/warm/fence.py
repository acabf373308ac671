"""A run reads nothing but its own inputs: whatever else it asks for of the project's facts is refused."""

import os
import sys
from pathlib import Path

from helpers.errors import DataError
from helpers.project import Project


def put_up(place: Project, own: Path) -> None:
    """From now on, refuse this process every file of data/, params/, published reports and other runs.

    It cannot be taken down again: it is for a process that runs one notebook and ends. What is not declared could change
    without the run's key, and so without anybody noticing.

    Parameters
    ----------
    own : Path
        The run's own folder, which stays open to it.
    """
    kept = f"{_real(own)}{os.sep}"
    closed = tuple(
        f"{_real(folder)}{os.sep}" for folder in (place.data, place.params, place.published, place.build / "runs")
    )

    def look(event: str, given: tuple) -> None:
        if event != "open" or not isinstance(given[0], str | bytes | os.PathLike):
            return
        asked = _real(Path(os.fsdecode(given[0])))
        if asked.startswith(closed) and not asked.startswith(kept):
            raise DataError(
                f"a notebook reads only what was cut for it, and this one asks for {place.relative(Path(asked))}: declare its "
                "table in params/notebooks.yml and take it from `facts`"
            )

    sys.addaudithook(look)


def _real(path: Path) -> str:
    return os.path.realpath(path)
