"""Say what is being done: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Column


class Reporter(Protocol):
    """Called with what begins now, and whether it counts as a step."""

    def __call__(self, message: str) -> None:
        """Begin a step."""


@contextmanager
def steps(total: int) -> Iterator[Reporter]:
    """Count steps as they begin; everything goes to standard error, so that standard output holds results only."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        done = 0

        def line(message: str) -> None:
            nonlocal done
            done += 1
            print(f"[{done}/{total}] {message}", file=sys.stderr, flush=True)

        yield line
        return
    # One line, however narrow the terminal is: a bar that wraps leaves a trail of itself. And the terminal's width for good,
    # since a notebook that runs here has one of its own (COLUMNS).
    console.width = console.width
    told = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    columns = (
        SpinnerColumn(),
        BarColumn(min(24, console.width // 5)),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False, table_column=told),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task("", total=total)
        begun = 0

        def advance(message: str) -> None:
            nonlocal begun
            bar.update(task, completed=begun, description=message)
            begun += 1

        yield advance
        bar.update(task, completed=total)
