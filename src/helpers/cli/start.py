"""The command that begins a project for another partnership."""

import os
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import StoppedError
from helpers.project import find

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The new project's folder, which is made.")],
) -> None:
    """Make a fresh project for another partnership, with a worked example to be replaced by its own data."""
    from helpers.data import declarations
    from helpers.pipeline import progress, starting

    try:
        with starting.beginning(find(), folder) as made:
            os.environ["CSP_PROJECT"] = str(made.root)  # so that the kernels work on it, whichever was named before
            with progress.steps(len(declarations.read(made))) as report:
                starting.run_notebooks(made, report)
    except KeyboardInterrupt:
        raise StoppedError(f"stopped; {folder} was not made: type the same command again to make it") from None
    print(f"made: {folder}, with a worked example; its README.md says how to put your own data in its place")
    print(f"next: cd {folder}, then `make annual-report` and `make test`")
