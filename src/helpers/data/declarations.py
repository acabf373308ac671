"""What every notebook declares in params/notebooks.yml: its question, and the tables that its run may see."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from helpers.errors import ParamsError, nearest
from helpers.project import Project

SCOPES = ("area", "within")
"""Which rows a notebook may see: those of the area and what it lies in, or those of the area and all that lies in it."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a notebook declares in params/notebooks.yml.

    Attributes
    ----------
    question : str
        What it answers, for people who choose one.
    tables : tuple of str
        The tables that it may see, besides areas and sources, which every run gets.
    needs : tuple of str
        Those of them that must hold the area's rows for the financial year.
    scope : str
        One of `SCOPES`.
    """

    question: str
    tables: tuple[str, ...]
    needs: tuple[str, ...]
    scope: str = SCOPES[0]


def read(place: Project) -> Mapping[str, Declaration]:
    """Read what every notebook declares.

    Raises
    ------
    ParamsError
        If params/notebooks.yml is missing or is not a list of notebooks with `question`, `tables` and `needs`.
    """
    path = place.params / "notebooks.yml"
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            name: Declaration(
                entry["question"], tuple(entry["tables"]), tuple(entry["needs"]), entry.get("scope", SCOPES[0])
            )
            for name, entry in entries.items()
        }
    except FileNotFoundError:
        raise ParamsError(
            f"{place.relative(path)} is missing: it names the tables that each notebook may see"
        ) from None
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise ParamsError(
            f"{place.relative(path)}: each notebook needs 'question', 'tables' and 'needs' ({problem!r})"
        ) from None


def read_one(place: Project, notebook: str) -> Declaration:
    """Read what one notebook declares.

    Raises
    ------
    ParamsError
        If it is not in params/notebooks.yml.
    """
    declared = read(place)
    if notebook not in declared:
        raise ParamsError(
            f"there is no notebook {notebook!r} in params/notebooks.yml{nearest(notebook, list(declared))}; "
            f"the notebooks are {', '.join(declared)}"
        )
    return declared[notebook]
