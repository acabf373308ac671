"""What every notebook declares in params/notebooks.yml, and whom params/peers.yml compares an area with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from helpers import yaml_files
from helpers.errors import ParamsError, nearest
from helpers.project import Project

SCOPES = ("area", "within", "peers")
"""Which rows a notebook may see: those of the area and what it lies in; of the area and all that lies in it; or of the area,
what it lies in, and its peers."""

PARAMETERS = ("plan", "as_at", "theme", "document", "contact")
"""What a report can give a notebook besides borough and quarter: the plan that it is about, the day as at which progress is
judged, the theme whose indicators it tells of, the document whose figures it prints, and the post that answers for it."""


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
    either : tuple of str
        Tables, whether or not it may see them, of which one at least must hold the area's rows for the financial year.
    returns : tuple of str
        Tables of which one at least must hold rows of the quarter itself: without any, no return was made for it.
    parameters : tuple of str
        Those of `PARAMETERS` that it takes besides borough and quarter.
    """

    question: str
    tables: tuple[str, ...]
    needs: tuple[str, ...]
    scope: str = SCOPES[0]
    parameters: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    shown: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Peers:
    """A group of areas that are compared with one another.

    Attributes
    ----------
    name, title : str
        Its key, and what it is called in a sentence: `metropolitan boroughs of the West Midlands`.
    basis : str
        Whose choice the group is, and why.
    areas : tuple of str
    tiles : mapping of area to [column, row]
        Where each stands on a tile map.
    """

    name: str
    title: str
    basis: str
    areas: tuple[str, ...]
    tiles: Mapping[str, list[int]]


def read_peers(place: Project) -> list[Peers]:
    """Read the groups of params/peers.yml, in its order.

    Raises
    ------
    ParamsError
        If the file is missing, or a group has no `title`, `basis`, `areas` or `tiles`.
    """
    path = place.params / "peers.yml"
    try:
        entries = yaml_files.read(path)
        return [
            Peers(name, group["title"], group["basis"].strip(), tuple(group["areas"]), dict(group["tiles"]))
            for name, group in entries.items()
        ]
    except FileNotFoundError:
        raise ParamsError(f"{place.relative(path)} is missing: it names whom an area is compared with") from None
    except yaml.YAMLError as problem:
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{place.relative(path)}{at}: not readable YAML: {told}") from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ParamsError(
            f"{place.relative(path)}: each group needs 'title', 'basis', 'areas' and 'tiles'; `csp check` names the line"
        ) from None


def peers_of(place: Project, area: str) -> Peers:
    """The first group of params/peers.yml that lists an area.

    Raises
    ------
    ParamsError
        If none does.
    """
    for group in read_peers(place):
        if area in group.areas:
            return group
    raise ParamsError(f"no group of params/peers.yml lists {area!r}, so it cannot be compared: add it to one")


def read(place: Project) -> Mapping[str, Declaration]:
    """Read what every notebook declares.

    Raises
    ------
    ParamsError
        If params/notebooks.yml is missing or is not a list of notebooks with `question`, `tables` and `needs`.
    """
    path = place.params / "notebooks.yml"
    try:
        entries = yaml_files.read(path)
        return {
            name: Declaration(
                entry["question"],
                tuple(entry["tables"]),
                tuple(entry["needs"]),
                entry.get("scope", SCOPES[0]),
                tuple(entry.get("parameters", ())),
                tuple(entry.get("either", ())),
                tuple(entry.get("returns", ())),
                {key: _plain(value) for key, value in entry.get("shown", {}).items()},
            )
            for name, entry in entries.items()
        }
    except FileNotFoundError:
        raise ParamsError(
            f"{place.relative(path)} is missing: it names the tables that each notebook may see"
        ) from None
    except yaml.YAMLError as problem:
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{place.relative(path)}{at}: not readable YAML: {told}") from None
    except (KeyError, TypeError, AttributeError):
        raise ParamsError(
            f"{place.relative(path)}: each notebook needs 'question', 'tables' and 'needs'; `csp check` names the line"
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


def _plain(value: object) -> str | float:
    """A value as a notebook's cell holds it: YAML makes a day of `2012-09-06`."""
    return value if isinstance(value, bool | int | float) else str(value)
