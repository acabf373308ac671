"""How much of each document is carried as data, and in which words values are missing."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import figures
from helpers.analysis.recomputation import AGREES, CANNOT_TELL, DISAGREES

NO_VALUE = (
    "nil",
    "to_follow",
    "awaiting_information",
    "no_update",
    "not_available",
    "not_applicable",
    "to_be_identified",
    "not_stated",
)
"""The ways in which a value is missing, from the one that says most."""


def documents(tables: Mapping[str, pd.DataFrame], found: pd.DataFrame) -> pd.DataFrame:
    """What became of each document's numbered figures, actions, risks and sections.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        All of data/.
    found : DataFrame
        What `recomputation.recompute` returns.

    Returns
    -------
    DataFrame
        By document: `source, document` (its number, or the source's key) `, title, carried` (numbers that rows of data/ hold)
        `, excluded, agrees, disagrees, cannot_tell, declared` (disagreements with a declared correction) `, method`.
    """
    carried = _numbers(tables)
    excluded = tables["exclusions"].groupby("source")["count"].sum()
    result = tables["sources"][["source", "title"]]
    result.insert(1, "document", result["source"].map(figures.documents(tables["sources"])))
    result = result.sort_values("document")
    result["carried"] = result["source"].map(carried).fillna(0).astype("int64")
    result["excluded"] = result["source"].map(excluded).fillna(0).astype("int64")
    for column, verdict in (("agrees", AGREES), ("disagrees", DISAGREES), ("cannot_tell", CANNOT_TELL)):
        counts = found[found["verdict"] == verdict].groupby("source").size()
        result[column] = result["source"].map(counts).fillna(0).astype("int64")
    declared = found[(found["verdict"] == DISAGREES) & found["declared"]].groupby("source").size()
    result["declared"] = result["source"].map(declared).fillna(0).astype("int64")
    seen = (result["carried"] > 0) | (result["excluded"] > 0)
    return result[seen].assign(method="numbered figures counted").reset_index(drop=True)


def _numbers(tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """How many numbered figures the rows of data/ hold, by source."""
    frames = [
        frame[["source", "figure"]].assign(count=frame["figure"].str.split(";").str.len())
        for frame in tables.values()
        if {"source", "figure"} <= set(frame.columns) and len(frame)
    ]
    rows = pd.concat(frames) if frames else pd.DataFrame({"source": [], "figure": [], "count": []})
    return rows[rows["figure"] != ""].groupby("source")["count"].sum()


def missing(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each way in which a value is missing, where, how often, and in which words the documents say so.

    Returns
    -------
    DataFrame
        By status and table: `status, table, rows, words` (up to four of those printed) `, method`.
    """
    found = []
    for name, frame in tables.items():
        if "status" not in frame:
            continue
        lacking = frame[frame["status"].isin(NO_VALUE)]
        if name == "evidence":  # a statement without a figure lacks nothing
            lacking = lacking[lacking["measure"] != ""]
        for status, rows in lacking.groupby("status"):
            words = [word for word in rows.get("printed", pd.Series(dtype=object)).unique() if word]
            found.append((status, name, len(rows), "; ".join(words[:4])))
    result = pd.DataFrame(found, columns=["status", "table", "rows", "words"])
    order = result["status"].map({status: place for place, status in enumerate(NO_VALUE)})
    return (
        result.assign(method="rows counted", order=order)
        .sort_values(["order", "table"])
        .drop(columns="order")
        .reset_index(drop=True)
    )
