"""A name that is not known: of a variable, of what a module or an object offers, of a module to import."""

import builtins
import difflib
import importlib
import pkgutil
import re
import sys
from collections.abc import Mapping
from types import ModuleType

import pandas as pd

from helpers.errors import nearest
from helpers.mistakes.message import Message, listing
from helpers.mistakes.where import OURS, Trail

ROOMS = ("helpers", "helpers.data", "helpers.analysis", "helpers.publishing")
"""Where what a notebook imports lies."""
USUAL = {
    "pd": "import pandas as pd",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
}
SHELLS = {"In", "Out", "exit", "quit", "open", "get_ipython"}
"""What IPython itself puts among a notebook's names."""


def unknown_name(problem: BaseException, trail: Trail, namespace: Mapping[str, object]) -> Message | None:
    """What to say of a variable that no cell has made."""
    if type(problem) is not NameError or not problem.name or trail.below:
        return None
    name = problem.name
    known = [known for known in namespace if not known.startswith("_") and known not in SHELLS]
    imports = [f"from {room} import {name}" for room in _rooms_with(name)]
    imports += [USUAL[name]] if name in USUAL else []
    if imports:
        near = nearest(name, known, most=3)
        return Message(f"{name!r} is not imported{near}", f"import it in this cell or above: {' or '.join(imports)}")
    near = nearest(name, [*known, *(known for known in dir(builtins) if known[0].islower())], most=3)
    hint = "if a cell further up makes it, run that cell first; if it is meant as text, put it in quotes"
    return Message(f"nothing is called {name!r} so far{near}", hint)


def unknown_attribute(problem: BaseException, trail: Trail) -> Message | None:
    """What to say of something that a module, a table or another object does not offer."""
    if not isinstance(problem, AttributeError) or not problem.name or problem.obj is None or not trail.only_libraries:
        return None
    name, thing = problem.name, problem.obj
    if isinstance(thing, ModuleType):
        offers = _offers(thing)
        return Message(f"{thing.__name__} has no {name!r}{nearest(name, offers, most=3)}", f"it has: {listing(offers)}")
    if isinstance(thing, pd.DataFrame):
        columns = [str(column) for column in thing.columns]
        near = nearest(name, columns, most=3) or nearest(name, _public(thing))
        return Message(f"this table has no column {name!r}{near}", f"columns: {listing(columns)}")
    tables = getattr(thing, "tables", {})
    if isinstance(tables, Mapping) and (near := difflib.get_close_matches(name, tables, n=1)):
        return Message(f"tables are asked for in brackets: facts[{near[0]!r}]", f"tables: {listing(tables)}")
    if trail.below:
        return None
    offers, kind = _public(thing), type(thing)
    # What a text or a list offers is no news.
    hint = "" if kind.__module__ == "builtins" else f"it has: {listing(offers)}"
    return Message(f"{kind.__name__} has no {name!r}{nearest(name, offers, most=3)}", hint)


def unknown_import(problem: BaseException, trail: Trail) -> Message | None:
    """What to say of something of this project that cannot be imported."""
    if not about_ours(problem) or trail.below:
        return None
    if isinstance(problem, ModuleNotFoundError):
        parts = str(problem.name).split(".")
        depth = max(depth for depth in range(1, len(parts)) if ".".join(parts[:depth]) in sys.modules)
        parent, name = ".".join(parts[:depth]), parts[depth]
    else:
        parent = str(problem.name)
        name = next(iter(re.findall(r"cannot import name '(\w+)'", str(problem))), "")
    offers = _offers(importlib.import_module(parent))
    elsewhere = [f"from {room} import {name}" for room in _rooms_with(name) if room != parent]
    if elsewhere:
        return Message(f"{name!r} is not in {parent}", f"it is elsewhere: {' or '.join(elsewhere)}")
    return Message(f"{parent} has no {name!r}{nearest(name, offers, most=3)}", f"it has: {listing(offers)}")


def about_ours(problem: BaseException) -> bool:
    """Whether something of this project was to be imported and is not there."""
    return isinstance(problem, ImportError) and str(problem.name).split(".")[0] == OURS


def _rooms_with(name: str) -> list[str]:
    return [room for room in ROOMS if name in _modules(importlib.import_module(room))]


def _modules(package: ModuleType) -> list[str]:
    found = pkgutil.iter_modules(getattr(package, "__path__", []))
    return [module.name for module in found if not module.name.startswith("_")]


def _offers(module: ModuleType) -> list[str]:
    """What a module is there for: its modules, and what it defines itself or names in `__all__`."""
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    own = [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", module.__name__) == module.__name__
    ]
    if module.__name__.split(".")[0] != OURS:
        own = _public(module)
    return sorted({*_modules(module), *(name for name in own if not isinstance(vars(module).get(name), ModuleType))})


def _public(thing: object) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]
