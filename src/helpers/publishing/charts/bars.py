"""A bar for each of a few things that are compared, with what each comes to beside it."""

import functools

import pandas as pd
from matplotlib.figure import Figure

from helpers.publishing.charts.base import (
    BLUE,
    GREY,
    INK,
    SIZE,
    WIDTH,
    Chart,
    new_figure,
    row_height,
    say_nothing,
    wrapped,
)

LETTERS = 34
LETTER = 0.073
"""Inches that a letter takes across."""


def bars(frame: pd.DataFrame, *, name: str, caption: str, start: str, message: str, nothing: str) -> Chart:
    """Horizontal bars in the order of the frame.

    Parameters
    ----------
    frame : DataFrame
        `label, value` (NaN where nothing is known: then only the words are shown) `, told` (what stands beside the bar)
        `, method`.
    name, caption, message : str
        Of the chart.
    start : str
        What the alternative text begins with: what kind of chart it is, and of what.
    nothing : str
        What the chart says when the frame is empty.
    """
    known = frame.reset_index(drop=True)
    listed = "; ".join(f"{row['label']} {row['told']}" for row in known.to_dict("records"))
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=caption,
        message=message,
        alt=f"{start} {message}{listed}",
        frame=known,
        draw=functools.partial(_draw, known, nothing),
        empty=bool(known["value"].isna().all()),
    )


def _draw(known: pd.DataFrame, nothing: str) -> Figure:
    labels = [wrapped(label, LETTERS) for label in known["label"]]
    figure, axes = new_figure(0.2 + row_height(labels, 0.26) * max(len(labels), 1))
    if known["value"].isna().all():
        return say_nothing(figure, axes, nothing)
    values = known["value"].clip(lower=0)
    axes.barh(range(len(known)), values.fillna(0), height=0.56, color=BLUE)
    for place, row in enumerate(known.to_dict("records")):
        axes.annotate(
            row["told"],
            xy=(0 if pd.isna(row["value"]) else max(row["value"], 0), place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=SIZE,
            color=INK,
            annotation_clip=False,
        )
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_xlim(0, values.max() / (1 - _beside(labels, known["told"])) if values.max() > 0 else 1)
    axes.set_ylim(len(known) - 0.45, -0.55)
    axes.set_yticks(range(len(known)), labels)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, pad=6)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def _beside(labels: list[str], told: pd.Series) -> float:
    """The share of the axes' width that the longest words beside a bar need."""
    names = max(len(line) for label in labels for line in label.split("\n"))
    room = WIDTH - LETTER * names - 0.3
    return min(0.8, (LETTER * told.map(len).max() + 0.15) / room)
