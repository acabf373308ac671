"""A square for each action of a plan, by theme, with the sign of where it stands."""

import functools

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.publishing import wording
from helpers.publishing.charts.base import BLUE, INK, MUTED, SIZE, TEAL, Chart, new_figure, say_nothing, wrapped
from helpers.publishing.numbers import number

LOOKS = {
    "complete": (BLUE, "white"),
    "on track": (TEAL, INK),
    "due": ("#f6d9b8", INK),
    "overdue": ("#8a2f0a", "white"),
    "no date": ("white", INK),
}
"""Fill of a square, and of the sign in it."""
LETTERS = 26
SIDE = 0.25
"""Inches from one square to the next."""
LEFT = 1.95
"""Inches for the names of the themes."""
MOST = 17
"""Squares side by side; a theme with more of them goes on below."""
GAP = 0.1


def actions_chart(themes: pd.DataFrame, *, name: str, title: str, day: str) -> Chart:
    """A row of squares for each theme.

    Parameters
    ----------
    themes : DataFrame
        What `analysis.actions.by_theme` returns.
    name : str
        Of the chart's files.
    title : str
        The plan's title.
    day : str
        The day as at which progress is judged, as printed.
    """
    message = wording.actions_message(themes)
    listed = "; ".join(f"{row['theme']}: {_told(row)}" for row in themes.to_dict("records"))
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}: where each action stands on {day}, by theme",
        message=message,
        alt=f"Chart with a square for each action, by theme. {message}{listed}",
        frame=themes,
        draw=functools.partial(_draw, themes),
        empty=themes.empty,
    )


def _told(row: dict) -> str:
    return wording.listing([f"{number(row[state])} {wording.ACTION_WORDS[state]}" for state in LOOKS if row[state]])


def _draw(themes: pd.DataFrame) -> Figure:
    rows = themes.to_dict("records")
    labels = [wrapped(row["theme"], LETTERS) for row in rows]
    heights = [
        max(-(-row["actions"] // MOST) * SIDE, 0.17 * (label.count("\n") + 1))
        for row, label in zip(rows, labels, strict=True)
    ]
    top = 0.42
    height = top + sum(heights) + GAP * len(rows) + 0.08
    figure, axes = new_figure(height)
    if not rows:
        return say_nothing(figure, axes, "The plan holds no action")
    # One unit is one inch, so that squares are square.
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _legend(axes, [state for state in LOOKS if themes[state].sum()])
    level = top
    for row, label, tall in zip(rows, labels, heights, strict=True):
        axes.text(0.02, level + tall / 2, label, va="center", fontsize=SIZE, linespacing=1.1)
        states = [state for state in LOOKS for _ in range(row[state])]
        for place, state in enumerate(states):
            _square(axes, state, LEFT + place % MOST * SIDE, level + place // MOST * SIDE)
        end = LEFT + min(len(states), MOST) * SIDE + 0.06
        axes.text(end, level + SIDE / 2, number(len(states)), va="center", fontsize=SIZE, color=MUTED)
        level += tall + GAP
    return figure


def _square(axes, state: str, left: float, top: float) -> None:
    fill, ink = LOOKS[state]
    inner = SIDE - 0.03
    edge = MUTED if state == "no date" else fill
    axes.add_patch(Rectangle((left, top + 0.015), inner, inner, facecolor=fill, edgecolor=edge, linewidth=0.8))
    axes.text(
        left + inner / 2,
        top + SIDE / 2,
        wording.ACTION_STATES[state][0],
        ha="center",
        va="center",
        fontsize=SIZE,
        fontweight="semibold",
        color=ink,
    )


def _legend(axes, states: list[str]) -> None:
    left = LEFT
    for state in states:
        _square(axes, state, left, 0.04)
        word = wording.ACTION_STATES[state][2:]
        axes.text(left + SIDE + 0.02, 0.04 + SIDE / 2, word, va="center", fontsize=SIZE)
        left += SIDE + 0.14 + 0.075 * len(word)
