"""Pictures the size of a word: a series in a table's cell, and the icons of a control chart's reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from helpers.publishing import wording
from helpers.publishing.charts import base
from helpers.publishing.charts.base import BLUE, GREY, INK, ORANGE, PLUM, decimals_for
from helpers.publishing.numbers import number

SPARK = (1.15, 0.22)
ICON = (0.26, 0.26)
ICONS = {
    "improving": (BLUE, "I", "special cause: improving"),
    "worsening": (ORANGE, "W", "special cause: worsening"),
    "changing": (PLUM, "C", "special cause: changing, with no better way"),
    "common-cause": (GREY, "~", "common cause: usual variation"),
    "too-few": (GREY, "–", "too few points to tell"),
    "passing": (BLUE, "P", "the target will be met as things are"),
    "failing": (ORANGE, "F", "the target will not be met as things are"),
    "hit-or-miss": (GREY, "?", "the target is met or missed by chance"),
    "unknown": (GREY, "–", "no target, or too few points to tell"),
}
"""Variation and assurance: a letter in a ring, so that they can be told apart in grey; colour only adds to it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture for a table's cell.

    Attributes
    ----------
    name : str
        Its files are `<name>.svg` and `<name>.png`.
    alt : str
        What it says, in words.
    width : float
        Inches, as printed.
    frame : DataFrame
        What it shows.
    draw : callable
    """

    name: str
    alt: str
    width: float
    frame: pd.DataFrame
    draw: Callable[[], Figure]

    def image(self, kind: str) -> bytes:
        """The picture, as `svg` or `png`; the same bytes each time."""
        return base.picture(self.draw, kind)


def sparkline(values: pd.Series, *, name: str, title: str, unit: str, periods: Sequence[str]) -> Picture:
    """A series as a line without axes, its last point marked.

    Parameters
    ----------
    values : Series, shape (n,)
        In order of time; gaps where missing.
    periods : sequence of str, shape (n,)
        As printed, for the alternative text.
    """
    frame = pd.DataFrame({"period": list(periods), "value": values.to_numpy(dtype="float64")})
    known = frame[frame["value"].notna()]
    if known.empty:
        alt = f"{title}: no figures"
    else:
        decimals = decimals_for(known["value"])
        ends = [f"{number(row.value, decimals)} {unit} in {row.period}" for row in known.iloc[[0, -1]].itertuples()]
        alt = f"{title}: {ends[0]}" if len(known) == 1 else f"{title}: from {ends[0]} to {ends[1]}"
    return Picture(name, alt, SPARK[0], frame, lambda: _line(frame["value"]))


@cache
def icon(reading: str) -> Picture:
    """The icon of one reading of a control chart: the same picture wherever it is read so, and therefore drawn once.

    Parameters
    ----------
    reading : str
        One of `ICONS`: what `analysis.spc.Reading` holds as variation or assurance.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if reading not in ICONS:
        raise ValueError(f"there is no icon {reading!r}; there are {', '.join(ICONS)}")
    colour, letter, words = ICONS[reading]
    frame = pd.DataFrame({"reading": [reading], "words": [words]})
    return Picture(f"icon-{reading}", wording.upper_first(words), ICON[0], frame, lambda: _ring(colour, letter))


def _line(values: pd.Series) -> Figure:
    figure = Figure(figsize=SPARK)
    axes = figure.add_axes((0.02, 0.14, 0.92, 0.72))
    axes.set_axis_off()
    axes.plot(values.index, values, color=GREY, linewidth=1.1)
    known = values.dropna()
    if len(known):
        axes.plot(known.index[-1], known.iloc[-1], "o", color=BLUE, markersize=4, clip_on=False)
        span = float(np.ptp(known)) or 1
        axes.set_ylim(known.min() - 0.15 * span, known.max() + 0.15 * span)
        axes.set_xlim(-0.3, max(len(values) - 0.6, 0.7))
    return figure


def _ring(colour: str, letter: str) -> Figure:
    base.register_fonts()
    figure = Figure(figsize=ICON)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(-1, 1), ylim=(-1, 1))
    axes.add_patch(Circle((0, 0), 0.88, facecolor="white", edgecolor=colour, linewidth=1.6))
    axes.text(0, -0.04, letter, ha="center", va="center", fontsize=10, fontweight="bold", color=INK)
    return figure
