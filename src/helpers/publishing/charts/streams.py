"""A bar for each funding stream: what its projects took, and what is left."""

import functools

import pandas as pd
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import BLUE, TEAL, Chart, new_figure, say_nothing
from helpers.publishing.numbers import pounds

PLOTTED = [
    "stream",
    "title",
    "amount",
    "lines_total",
    "projects",
    "spending_basis",
    "balance",
    "balance_kind",
    "method",
]


def funding_bars(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Chart:
    """A bar a stream: what its projects took, and what was carried forward or is yet to be allocated.

    Parameters
    ----------
    streams : DataFrame
        What `analysis.funding.streams` returns.
    """
    message = wording.streams_message(streams, totals)
    next_year = year.year_after().words
    details = "; ".join(
        f"{row['title']} {pounds(row['amount'])}, {_split(row, next_year)}" for row in streams.to_dict("records")
    )
    details = f" {details}." if details else ""
    return Chart(
        name="funding-chart",
        caption=f"Funding received in {year.words} and what it was set against, {area_name}",
        message=message,
        alt=f"Stacked bar chart of funding received by stream, in pounds. {message}{details}",
        frame=streams[PLOTTED],
        draw=functools.partial(_draw_funding, streams, next_year),
        empty=bool(streams["amount"].isna().all()),
    )


def _draw_funding(streams: pd.DataFrame, next_year: str) -> Figure:
    figure, axes = new_figure(0.1 + 0.82 * max(len(streams), 1))
    if streams.empty:
        return say_nothing(figure, axes, "No funding stream is recorded")
    for place, row in enumerate(streams.to_dict("records")):
        axes.barh(place, row["lines_total"], height=0.24, color=BLUE)
        if row["balance"] > 0:
            # Hatched as well as coloured, so that the parts can be told apart in grey.
            axes.barh(
                place,
                row["balance"],
                left=row["lines_total"],
                height=0.24,
                color="#d5e8e6",
                edgecolor=TEAL,
                hatch="////",
                linewidth=0.8,
            )
        axes.annotate(
            f"{row['title']}: {pounds(row['amount'])}",
            xy=(0, place - 0.12),
            xytext=(1, 3),
            textcoords="offset points",
            va="bottom",
            fontsize=10,
            fontweight="semibold",
        )
        axes.annotate(
            _split(row, next_year),
            xy=(0, place + 0.12),
            xytext=(1, -3),
            textcoords="offset points",
            va="top",
            fontsize=9.5,
            color="#3d3d3d",
        )
    axes.set_ylim(len(streams) - 0.56, -0.44)
    longest = streams[["amount", "lines_total"]].max().max()
    axes.set_xlim(0, longest * 1.04 if longest > 0 else 1)
    axes.set_yticks([])
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def _split(row: dict, next_year: str) -> str:
    if row["balance_kind"] == "unknown":
        return f"{wording.plural(row['projects'], 'project line')}; an amount is to follow"
    if row["balance_kind"] == "no lines":
        return "no project line is recorded"
    spent = f"{pounds(row['lines_total'])} {row['spending_basis']} on {wording.plural(row['projects'], 'project line')}"
    if row["spending_basis"] == "allocated":
        spent = f"{pounds(row['lines_total'])} allocated to {wording.plural(row['projects'], 'project line')}"
    if row["balance_kind"] == "none":
        return spent
    return (
        f"{spent}; {pounds(abs(row['balance']))} {wording.lower_first(wording.balance(row['balance_kind'], next_year))}"
    )
