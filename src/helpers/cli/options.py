"""Options that several commands take, each named and told once."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from helpers import periods
from helpers.errors import ParamsError
from helpers.project import Project

Borough = Annotated[str, typer.Option(help="Area: its key in data/areas.csv, such as dudley.")]
EngineName = Annotated[str, typer.Option(help="Renderer: auto, quarto or embedded.")]
Force = Annotated[bool, typer.Option("--force", help="Do it even if nothing has changed.")]
Machine = Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")]


def day_said(on: str) -> date:
    """The day that `--on` names, on which somebody approved or allowed something.

    Raises
    ------
    PeriodError
        If it is no day.
    ParamsError
        If it is still to come.
    """
    day = periods.parse_day(on)
    if day > date.today():
        raise ParamsError(f"--on {on!r} is still to come: give the day on which it was approved or allowed")
    return day


def shown(place: Project, files: Sequence[Path]) -> str:
    """Files that differ in their form only, as a last line names them: `folder/annual-report.{html,pdf}`."""
    suffixes = ",".join(path.suffix[1:] for path in files)
    return place.relative(files[0].with_suffix(f".{{{suffixes}}}" if len(files) > 1 else f".{suffixes}"))


def print_json(found: object) -> None:
    """Print what was found for another program: a list of what a listing lists, else one object."""
    print(json.dumps(found, indent=1, ensure_ascii=False))
