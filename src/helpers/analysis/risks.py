"""Risks with their scores, and those that stand above a threshold."""

import pandas as pd

METHOD = "score = impact × likelihood, where the source gives both as numbers"
SILENT = ("nil return", "barrier")
"""Kinds of rows in data/risks.csv that are no risk to be scored."""


def register(risks: pd.DataFrame, *, plans: tuple[str, ...] = (), documents: tuple[str, ...] = ()) -> pd.DataFrame:
    """The risks of some plans and documents, highest score first and those without one last.

    Parameters
    ----------
    risks : DataFrame
        As in data/risks.csv: a register's impact and likelihood are whole numbers from 1 to 5, or blank.
    plans, documents : tuple of str
        Keys; a risk is taken if its plan or its source is among them.

    Returns
    -------
    DataFrame
        The rows with `score` (1 to 25, NaN where it cannot be known) and `method`.
    """
    chosen = risks["plan"].isin(plans) | risks["source"].isin(documents)
    here = risks[chosen & ~risks["kind"].isin(SILENT) & (risks["risk"] != "")]
    places = here[["impact", "likelihood"]].apply(pd.to_numeric, errors="coerce")
    here = here.assign(score=places["impact"] * places["likelihood"], method=METHOD)
    return here.sort_values("score", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def above(register: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """The risks whose score is at least the threshold."""
    return register[register["score"] >= threshold].reset_index(drop=True)


def unscored(register: pd.DataFrame) -> pd.DataFrame:
    """The risks that nobody has scored: they may be above any threshold."""
    return register[register["score"].isna()].reset_index(drop=True)
