"""Findings about figures that are not to be seen: told, but without the figure."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import disclosure, prose
from helpers.data.policies import Policy

WHY = "not shown, since it counts so few people that somebody could be recognised"


def figures(tables: Mapping[str, pd.DataFrame], policy: Policy) -> frozenset[str]:
    """The numbers of the documents' figures that protection hides.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        As in data/, of which outcomes and observations count people.
    """
    found: set[str] = set()
    for name in ("outcomes", "observations"):
        protected = disclosure.protect(tables[name], policy)
        for cell in protected.loc[protected[disclosure.COLUMN] != "", "figure"]:
            found |= {part.strip() for part in cell.split(";")}
    return frozenset(found - {""})


def without(found: pd.DataFrame, hidden: frozenset[str], policy: Policy) -> pd.DataFrame:
    """A copy of what `recomputation.recompute` returns, without what the hidden figures read and how they were worked out."""
    found = prose.protect_words(found, policy)
    rows = found["figure"].isin(hidden)
    blank = {"printed": disclosure.MARK, "explanation": WHY, "formula": "", "inputs": ""}
    changed = found.assign(**{name: found[name].mask(rows, text) for name, text in blank.items()})
    changed["value"] = changed["value"].mask(rows)
    for name in ("recomputed", "recomputed_as_published"):
        changed[name] = pd.Series(
            [None if hide else value for hide, value in zip(rows, found[name], strict=True)], found.index, object
        )
    return changed
