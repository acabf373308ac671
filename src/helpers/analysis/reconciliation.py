"""Figures that a source worked out itself, worked out again from its own rows."""

import pandas as pd

from helpers.analysis.areas import of_area
from helpers.analysis.rounding import decimals_of, half_up, settled
from helpers.periods import Period

COLUMNS = [
    "about", "subject", "title", "measure", "printed", "stated", "recomputed", "as_printed", "difference", "verdict",
    "source", "locator", "row", "method",
    "corrected",
]  # fmt: skip
METHOD = "recomputed from the source's own rows, rounded half up to the decimals printed"


def changes(variation: pd.DataFrame, stated: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """Check the changes that a source prints beside its two years of figures.

    Parameters
    ----------
    variation : DataFrame
        What `indicators.variation` returns; signs are dropped before comparing, as the sources print changes without.
    stated : DataFrame
        As in data/stated_figures.csv.

    Returns
    -------
    DataFrame
        One row per stated change, in the data's order: `about, subject, title, measure, printed, stated, recomputed,
        as_printed` (rounded to the decimals printed) `, difference` (stated − as_printed) `, verdict` (`agrees`,
        `disagrees` or `cannot tell`) `, source, locator, row, method, corrected` (a declared correction in words).
    """
    ours = variation.set_index("indicator")
    values = {
        # Worked out afresh: what a source prints on a small base is checked too, though our own tables leave it out.
        "variation_percent": (100 * ours["change"] / ours["previous"].where(ours["previous"] != 0)).abs(),
        "variation_number": ours["change"].abs(),
        "direction": ours["change"].map(lambda change: float((change > 0) - (change < 0)), na_action="ignore"),
    }
    # A source states changes of indicators of other themes too: they are another table's.
    of_these = _of(stated, area, year, "observations")
    return _compare(of_these[of_these["subject"].isin(ours.index)], values, ours["title"])


def funding(streams: pd.DataFrame, stated: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """Check the totals and balances that a source prints under its project lines.

    Parameters
    ----------
    streams : DataFrame
        What `funding.streams` returns.
    """
    ours = streams.set_index("stream")
    values = {
        "expended": ours["lines_total"],
        "allocated": ours["lines_total"],
        "carried_forward": ours["balance"],
        "yet_to_be_allocated": ours["balance"],
    }
    return _compare(_of(stated, area, year, "funding_streams"), values, ours["title"])


def shares(evaluation: pd.DataFrame, stated: pd.DataFrame, *, area: str, year: Period) -> pd.DataFrame:
    """Check the percentages that a source prints beside an evaluated initiative's counts.

    Parameters
    ----------
    evaluation : DataFrame
        What `outcomes.evaluation` returns.
    """
    values = {
        measure: rows.set_index("project")["percent"] for measure, rows in evaluation.groupby("measure", sort=False)
    }
    checks = _compare(_of(stated, area, year, "outcomes"), values, pd.Series(dtype="str"))
    # An initiative may have several outcomes, so a title is that of the measure.
    titles = evaluation.set_index(["project", "measure"])["title"]
    checks["title"] = [titles.get((row.subject, row.measure), row.subject) for row in checks.itertuples()]
    return checks


def sums(variation: pd.DataFrame, parts: dict[str, list[str]]) -> pd.DataFrame:
    """Check that each indicator which is a sum equals its parts, this year and last.

    Parameters
    ----------
    parts : dict
        For each whole, the indicators that add up to it (`indicators.parts`).

    Returns
    -------
    DataFrame
        `indicator, title, year` (`current` or `previous`) `, value, parts_total, difference, verdict`.
    """
    ours = variation.set_index("indicator")
    rows = []
    for whole, members in parts.items():
        if whole not in ours.index:
            continue
        for year in ("current", "previous"):
            value = ours.loc[whole, year]
            total = ours[year].reindex(members).sum(skipna=False)
            difference = settled(value - total)
            rows.append((whole, ours.loc[whole, "title"], year, value, total, difference, _verdict(difference)))
    return pd.DataFrame(rows, columns=["indicator", "title", "year", "value", "parts_total", "difference", "verdict"])


def disagreements(checks: pd.DataFrame) -> pd.DataFrame:
    """The rows of a check whose printed figure cannot be had from the source's own rows."""
    return checks[checks["verdict"] == "disagrees"].reset_index(drop=True)


def _of(stated: pd.DataFrame, area: str, year: Period, about: str) -> pd.DataFrame:
    return stated[of_area(stated, area) & (stated["period"] == str(year)) & (stated["about"] == about)]


def _compare(stated: pd.DataFrame, values: dict[str, pd.Series], titles: pd.Series) -> pd.DataFrame:
    rows = []
    for record in stated.to_dict("records"):
        recomputed = values.get(record["measure"], pd.Series(dtype="float64")).get(record["subject"], float("nan"))
        known = pd.notna(recomputed)
        as_printed = float(half_up(recomputed, decimals_of(record["printed"]))) if known else float("nan")
        difference = float(half_up(record.get("published", record["value"]) - as_printed, 6)) if known else float("nan")
        rows.append(
            {
                **{key: record[key] for key in ("about", "subject", "measure", "printed", "source", "locator", "row")},
                "title": titles.get(record["subject"], record["subject"]),
                # The source is held to what it printed, whatever has been corrected since.
                "stated": record.get("published", record["value"]),
                "recomputed": recomputed,
                "as_printed": as_printed,
                "difference": difference,
                "verdict": _verdict(difference),
                "method": METHOD,
                "corrected": record.get("corrected", ""),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _verdict(difference: float) -> str:
    if pd.isna(difference):
        return "cannot tell"
    return "agrees" if difference == 0 else "disagrees"
