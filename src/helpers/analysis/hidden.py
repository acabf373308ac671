"""Figures that are not to be seen, and what would give them back: told of, but without the figure."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.analysis import disclosure, formulas, indicators, prose, recomputation, recorded, suppression
from helpers.data import corrections, policies
from helpers.data.loading import ROW
from helpers.data.policies import Policy

WHY = "not shown, since it counts so few people that somebody could be recognised"
UNTOLD = "not told here, since it would give back a number of so few people that somebody could be recognised"

SUM_OF = ["area", "period", "period_kind"]
ABOUT = ["area", "project"]
TOLD = (*disclosure.NUMBERS, "printed", "unit", "figure", ROW)
COLUMNS = {
    "outcomes": (*disclosure.SCOPE, "measure", *TOLD),
    "observations": (*SUM_OF, "indicator", *TOLD),
    "stated_figures": ("area", "about", "subject", "period", "measure", "value", "printed", "unit", "figure", ROW),
    "indicators": ("indicator", "sum_of"),
    "corrections": ("table", "figure", "field", "old_value", "new_value", "reason", "authority", ROW),
}
"""What `figures` reads of each table."""
COUNTS = ["value", "lower", "upper", "numerator"]
NUMBER = re.compile(r"(?<![\w.,/£%])(?:\d[\d,]*|[^\W\d_]+(?:-[^\W\d_]+)?)(?![\w%]|[.,/]\d)")
"""A whole number in a sentence, or a word that may be one."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What protection hides of the documents' figures.

    Attributes
    ----------
    figures : frozenset of str
        Their numbers, such as `OUT-0075`.
    rows : frozenset of str
        Where they stand, such as `outcomes.csv:76`: a figure may have no number.
    beside : mapping of str to frozenset of float
        By the number of any figure of an area's project with something hidden: the counts that are hidden there.
    """

    figures: frozenset[str]
    rows: frozenset[str]
    beside: Mapping[str, frozenset[float]]

    def would_tell(self, figure: str, text: str) -> bool:
        """Whether a sentence about a figure holds a number that is hidden of the same project, in digits or words."""
        hidden = self.beside.get(figure, frozenset())
        return any(policies.worth(found[0].rstrip(",")) in hidden for found in NUMBER.finditer(text))


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
    sums = indicators.parts(described)
    while len(telling := _telling(shown, sums)):
        hide = shown.index.isin(telling)
        shown[disclosure.COLUMN] = shown[disclosure.COLUMN].mask(hide, suppression.REVEALS)
        shown["printed"] = shown["printed"].mask(hide, disclosure.MARK)
        for name in shown.columns.intersection(disclosure.NUMBERS):
            shown[name] = shown[name].mask(hide)
        # What is hidden now may be left of a year's or a quarter's figure, or be a part of another sum.
        shown = disclosure.protect(shown, policy)
    return shown


def _telling(shown: pd.DataFrame, sums: Mapping[str, list[str]]) -> list:
    """The rows of sums of which a part is hidden, and of the smallest part where only the sum is."""
    found = []
    # Only where something is hidden: of all scopes there may be thousands.
    scope = pd.MultiIndex.from_frame(shown[SUM_OF])
    touched = shown[scope.isin(scope[shown[disclosure.COLUMN] != ""])]
    for _, rows in touched.groupby(SUM_OF, dropna=False):
        unseen = rows[disclosure.COLUMN] != ""
        for whole, names in sums.items():
            total, parts = rows["indicator"] == whole, rows["indicator"].isin(names)
            if (parts & unseen).any():
                found += rows.index[total & ~unseen].tolist()
            elif (total & unseen).any() and set(names) <= set(rows.loc[rows["value"].notna(), "indicator"]):
                found.append(rows.loc[parts, "value"].idxmin())
    return found


def figures(tables: Mapping[str, pd.DataFrame], policy: Policy) -> Unseen:
    """Which of the documents' figures protection hides, as they are published or as they are corrected.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        As in data/: outcomes and what is stated of them, observations, indicators and corrections.
    """
    found: set[str] = set()
    places: set[str] = set()
    beside: dict[str, frozenset[float]] = {}
    for frame, protected in _protected(tables, policy):
        unseen = protected[disclosure.COLUMN] != ""
        found |= _numbers_of(frame.loc[unseen, "figure"])
        places |= {*frame.loc[unseen, ROW]}
        for _, rows in frame.groupby(ABOUT, dropna=False):
            hidden = _counts_of(rows[unseen[rows.index]])
            if hidden:
                here = _numbers_of(rows["figure"])
                beside |= {figure: beside.get(figure, frozenset()) | hidden for figure in here}
    return Unseen(frozenset(found), frozenset(places), beside)


def without(found: pd.DataFrame, unseen: Unseen, policy: Policy) -> pd.DataFrame:
    """A copy of what `recomputation.recompute` returns, without what the hidden figures read and how they were worked out.

    Nor what would give them back: what comes of a formula that reads a hidden figure, and an explanation that tells one.
    """
    found = prose.protect_words(found, policy)
    hidden = found["figure"].isin(unseen.figures)
    reads = pd.Series([bool(_names(text) & unseen.figures) for text in found["formula"]], found.index, bool) & ~hidden
    told = zip(found["figure"], found["explanation"], strict=True)
    tells = pd.Series([unseen.would_tell(*each) for each in told], found.index, bool)
    blank = {"printed": disclosure.MARK, "explanation": WHY, "formula": "", "inputs": ""}
    changed = found.assign(**{name: found[name].mask(hidden, text) for name, text in blank.items()})
    changed["value"] = changed["value"].mask(hidden)
    explained = changed["explanation"] != ""
    changed["explanation"] = changed["explanation"].mask((reads | tells) & ~hidden & explained, UNTOLD)
    for name in ("recomputed", "recomputed_as_published"):
        changed[name] = pd.Series(
            [None if hide else value for hide, value in zip(hidden | reads, found[name], strict=True)],
            found.index,
            object,
        )
    return changed


def without_corrected(declared: pd.DataFrame, unseen: Unseen, policy: Policy) -> pd.DataFrame:
    """A copy of data/corrections.csv in which hidden figures have neither their published nor their corrected value."""
    hidden = declared["figure"].isin(unseen.figures)
    told = zip(declared["figure"], declared["reason"], strict=True)
    tells = pd.Series([unseen.would_tell(*each) for each in told], declared.index, bool)
    shown = prose.protect_words(declared, policy)
    values = {name: shown[name].mask(hidden, disclosure.MARK) for name in ("old_value", "new_value")}
    return shown.assign(**values, reason=shown["reason"].mask(hidden | tells, UNTOLD))


def _protected(tables: Mapping[str, pd.DataFrame], policy: Policy) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Each table that counts people, as published and as corrected, beside what protection makes of it."""
    named, declared = ("outcomes", "observations", "stated_figures"), tables["corrections"]
    versions = [tables]
    if len(declared):
        versions.append({name: corrections.apply(tables[name], name, declared) for name in named})
    for version in versions:
        stated = recorded.of_projects(version["stated_figures"])
        counted = pd.concat([version["outcomes"], stated], ignore_index=True)
        observed = version["observations"].assign(project="").reset_index(drop=True)
        yield counted, disclosure.protect(counted, policy)
        yield observed, observations(observed, tables["indicators"], policy)


def _counts_of(rows: pd.DataFrame) -> frozenset[float]:
    """Every count that some rows give, as a number or only in the words printed."""
    given = {*rows[COUNTS].to_numpy(dtype="float64").ravel(), *map(policies.worth, rows["printed"].astype(str))}
    return frozenset(number for number in given if not math.isnan(number))


def _numbers_of(cells: pd.Series) -> set[str]:
    return {part.strip() for cell in cells for part in cell.split(";")} - {""}


def _names(formula: str) -> set[str]:
    """The figures that a formula reads; none where there is no formula."""
    return set() if formula in ("", recomputation.POSSIBLE) else set(formulas.parse(formula).names)
