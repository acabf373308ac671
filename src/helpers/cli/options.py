"""Options that several commands take, each named and told once."""

import json
from typing import Annotated

import typer

Borough = Annotated[str, typer.Option(help="Area: its key in data/areas.csv, such as dudley.")]
EngineName = Annotated[str, typer.Option(help="Renderer: auto, quarto or embedded.")]
Force = Annotated[bool, typer.Option("--force", help="Do it even if nothing has changed.")]
Machine = Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")]


def print_json(found: object) -> None:
    """Print what was found for another program: a list of what a listing lists, else one object."""
    print(json.dumps(found, indent=1, ensure_ascii=False))
