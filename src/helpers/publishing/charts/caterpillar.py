"""Caterpillar plots: areas in order of their level, each with its interval, against the average."""

import functools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.publishing import wording
from helpers.publishing.charts.base import (
    INK,
    MUTED,
    TALLEST,
    VERDICT_MARKS,
    Chart,
    new_figure,
    row_height,
    say_nothing,
    tick_words,
    wrapped,
)
from helpers.publishing.numbers import number

MANY = 45
"""Beyond so many areas only the flagged and the highlighted are named: a page holds no more names."""


NAME = 34
"""Letters of a name before it takes another line."""


def caterpillar_chart(
    areas: pd.DataFrame, *, name: str, title: str, unit: str, average: float, group: str, highlight: str = ""
) -> Chart:
    """Areas from the lowest to the highest, with their 95% intervals.

    Parameters
    ----------
    areas : DataFrame
        `area, area_name, value, lower, upper, verdict` as `analysis.comparison.against_average` gives them.
    average : float
        Of all areas, in the unit.
    group : str
        Who is compared.
    highlight : str
        Key of the area that the report is about.
    """
    known = areas[areas["value"].notna()].sort_values("value", kind="stable").reset_index(drop=True)
    left_out = areas.loc[areas["value"].isna(), "area_name"].tolist()
    message = _message(known, average)
    absent = f" No figure for {wording.listing(left_out)}." if left_out else ""
    details = "; ".join(f"{row.area_name} {_figures(row)}" for row in known.head(MANY).itertuples())
    details = f" {details}." if details else ""
    return Chart(
        name=name,
        caption=f"{title}, {unit}, with 95% intervals: {group}",
        message=message,
        alt=f"Caterpillar plot of {wording.lower_first(title)} in {unit}, {group}. {message}{details}{absent}",
        frame=areas[["area", "area_name", "value", "lower", "upper", "verdict", "method"]].assign(average=average),
        draw=functools.partial(_draw, known, unit, average, highlight),
        empty=len(known) < 2,
    )


def _message(known: pd.DataFrame, average: float) -> str:
    if known.empty:
        return "No area has both a count and a population, so nothing can be compared."
    mean = number(average, 1)
    if len(known) == 1:
        return "There is one area only, so there is nothing to compare it with."
    above, below = (known["lower"] > average).sum(), (known["upper"] < average).sum()
    rest = len(known) - above - below
    parts = [f"{number(above)} {'lies' if above == 1 else 'lie'} above it", f"{number(below)} below"]
    holds = f"the interval of {number(rest)} holds it" if rest == 1 else f"the intervals of {number(rest)} hold it"
    return f"Of {number(len(known))} areas, with {mean} on average, {' and '.join(parts)}; {holds}."


def _figures(row) -> str:
    text = number(row.value, 1)
    return text if pd.isna(row.lower) else f"{text} ({number(row.lower, 1)} to {number(row.upper, 1)}, {row.verdict})"


def _draw(known: pd.DataFrame, unit: str, average: float, highlight: str) -> Figure:
    named = len(known) <= MANY
    each = row_height([wrapped(text, NAME) for text in known["area_name"]], 0.19 if len(known) > 20 else 0.25)
    figure, axes = new_figure(min(TALLEST, 0.9 + each * len(known)) if named else 6.5)
    if known.empty:
        return say_nothing(figure, axes, "No area has both a count and a population")
    for verdict, (colour, marker) in VERDICT_MARKS.items():
        rows = known[known["verdict"] == verdict]
        axes.hlines(rows.index, rows["lower"], rows["upper"], color=colour, linewidth=1.6 if named else 0.8)
        axes.plot(rows["value"], rows.index, marker, color=colour, linestyle="", markersize=6 if named else 3)
    axes.axvline(average, color=INK, linewidth=1)
    axes.annotate(
        f"average {number(average, 1)}", (average, 1), (0, 3), ("data", "axes fraction"), textcoords="offset points",
        ha="center", va="bottom",
    )  # fmt: skip
    axes.set_ylim(-0.7, len(known) - 0.3)
    axes.set_xlabel(wording.upper_first(unit))
    tick_words(axes.xaxis)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    _names(axes, known, highlight, named)
    return figure


def _names(axes: Axes, known: pd.DataFrame, highlight: str, named: bool) -> None:
    if named:
        axes.set_yticks(range(len(known)), [wrapped(text, NAME) for text in known["area_name"]])
        axes.tick_params(axis="y", length=0)
        for place, label in enumerate(axes.get_yticklabels()):
            if known["area"].iloc[place] == highlight:
                label.set_fontweight("bold")
        return
    axes.set_yticks([])
    axes.set_ylabel(f"{number(len(known))} areas, lowest to highest", color=MUTED)
    shown = known[known["area"] == highlight]
    for row in shown.itertuples():
        axes.annotate(
            row.area_name, (row.upper, row.Index), (6, 0), textcoords="offset points", va="center", fontweight="bold"
        )
