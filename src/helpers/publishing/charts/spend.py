"""A bar for each project: how much of its allocation is spent, against what was expected by then."""

import functools
import textwrap

import pandas as pd
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    SIZE,
    Chart,
    new_figure,
    row_height,
    say_nothing,
    wrapped,
)
from helpers.publishing.numbers import number, percent, pounds_and_pence

LETTERS, LINES = 48, 2
"""Of a project's name: in a line, and how many lines it may take; the table beside the chart has it whole."""
LARGEST = 150.0
"""Per cent of an allocation at which a bar is cut off; what it stands for is printed beside it."""


def spend_bars(projects: pd.DataFrame, *, area_name: str, quarter: Period, expected: float) -> Chart:
    """How much of each allocation is spent.

    Parameters
    ----------
    projects : DataFrame
        `title, allocation, spent, share` (0 to 1) and `method`, amounts in pounds; only projects with all of them are drawn.
    expected : float
        The share that was expected to be spent by the quarter's end, 0 to 1.
    """
    known = (
        projects[projects["share"].notna()].sort_values("share", ascending=False, kind="stable").reset_index(drop=True)
    )
    message = _message(known, expected)
    listed = "; ".join(f"{row['title']} {_told(row)}" for row in known.to_dict("records"))
    listed = f" {listed}." if listed else ""
    return Chart(
        name="spend-chart",
        caption=f"Share of each allocation spent by the end of {quarter.words}, {area_name}",
        message=message,
        alt=f"Bar chart of the share of each project's allocation spent, in per cent. {message}{listed}",
        frame=known[["title", "allocation", "spent", "share", "method"]].assign(expected=expected),
        draw=functools.partial(_draw, known, expected),
        empty=known.empty,
    )


def _told(row: dict) -> str:
    return f"{percent(100 * row['share'])} ({pounds_and_pence(row['spent'])} of {pounds_and_pence(row['allocation'])})"


def _message(known: pd.DataFrame, expected: float) -> str:
    if known.empty:
        return "No project reports both its allocation and its spend to date."
    none, all_of_it = int((known["spent"] == 0).sum()), int((known["share"] >= 1).sum())
    parts = [
        f"{number(none)} had spent nothing" if none else "",
        f"{number(all_of_it)} had spent all of it" if all_of_it else "",
    ]
    told = wording.listing([part for part in parts if part])
    rest = f": {told}" if told else ""
    return f"Of {wording.plural(len(known), 'project')}, each expected to have spent {percent(100 * expected, 0)} by now{rest}."


def _draw(known: pd.DataFrame, expected: float) -> Figure:
    labels = [
        wrapped(textwrap.shorten(title, LINES * (LETTERS - 4), placeholder=" …"), LETTERS) for title in known["title"]
    ]
    figure, axes = new_figure(0.75 + row_height(labels, 0.26) * max(len(labels), 1))
    if known.empty:
        return say_nothing(figure, axes, "No project reports both its allocation and its spend to date")
    shares = (100 * known["share"]).clip(0, LARGEST)
    axes.barh(range(len(known)), 100.0, height=0.5, facecolor="white", edgecolor=MUTED, linewidth=0.8)
    axes.barh(range(len(known)), shares, height=0.5, color=BLUE)
    axes.axvline(100 * expected, color=ORANGE, linewidth=1.6)
    axes.annotate(
        f"Expected: {percent(100 * expected, 0)}",
        xy=(100 * expected, -0.62),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=SIZE,
        color=INK,
    )
    for place, row in enumerate(known.to_dict("records")):
        axes.annotate(
            _told(row),
            xy=(1.02, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=SIZE,
            color=INK,
            annotation_clip=False,
        )
    axes.set_xlim(0, max(100.0, shares.max()))
    axes.set_ylim(len(known) - 0.4, -0.62)
    axes.set_yticks(range(len(known)), labels)
    axes.set_xticks([0, 100], ["0%", "100%"])
    axes.tick_params(axis="y", length=0, pad=6)
    axes.tick_params(axis="x", colors=MUTED)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure
