"""Figures that are not to be seen, and what would give them back: told of, but without the figure."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import disclosure, indicators, prose
from helpers.data.policies import Policy

WHY = "not shown, since it counts so few people that somebody could be recognised"


SUM_OF = ["area", "period", "period_kind"]


def observations(observed: pd.DataFrame, described: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Observations without the counts that are too small to be shown, nor the sums of indicators that would give them back.

    Parameters
    ----------
    observed, described : DataFrame
        As in data/observations.csv and indicators.csv.

    Returns
    -------
    DataFrame
        As `disclosure.protect`.
    """
    shown = disclosure.protect(observed, policy)
    scope = pd.MultiIndex.from_frame(shown[SUM_OF])
    for whole, parts in indicators.parts(described).items():
        hidden = shown["indicator"].isin(parts) & (shown[disclosure.COLUMN] != "")
        sums = (shown["indicator"] == whole) & scope.isin(scope[hidden]) & (shown[disclosure.COLUMN] == "")
        shown[disclosure.COLUMN] = shown[disclosure.COLUMN].mask(sums, disclosure.REVEALS)
        shown["printed"] = shown["printed"].mask(sums, disclosure.MARK)
        for name in shown.columns.intersection(disclosure.NUMBERS):
            shown[name] = shown[name].mask(sums)
    return shown


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
