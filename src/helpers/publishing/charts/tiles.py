"""Tile maps: every borough a square of one size, roughly where it lies."""

import functools
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.publishing import wording
from helpers.publishing.charts.base import INK, SIZE, Chart, decimals_for, new_figure, say_nothing, wrapped
from helpers.publishing.numbers import ABSENT, number

TINTS = {
    "better": "#cfe0ee",
    "worse": "#fbdcc6",
    "higher": "#ead7e6",
    "lower": "#ead7e6",
    "similar": "#ececec",
    "cannot tell": "#ffffff",
    "not available": "#ffffff",
}
SIGNS = {"better": "✓", "worse": "✗", "higher": "▲", "lower": "▼", "similar": "≈", "cannot tell": "?"}


def tile_map(
    areas: pd.DataFrame, *, name: str, title: str, unit: str, group: str, layout: Mapping, highlight: str = ""
) -> Chart:
    """A tile for each area, with its name, its figure, and the verdict as a sign, a word and a tint.

    Parameters
    ----------
    areas : DataFrame
        `area, area_name, value, verdict`.
    layout : mapping of area to (column, row)
        Rows count from the top.

    Raises
    ------
    ValueError
        If the layout has no place for an area, or one place for two.
    """
    missing = [area for area in areas["area"] if area not in layout]
    if missing:
        raise ValueError(f"the tile map has no place for {wording.listing(missing)}: add it to params/tiles.yml")
    used = [tuple(layout[area]) for area in areas["area"]]
    if len(set(used)) < len(used):
        raise ValueError("the tile map has one place for two areas: mend params/tiles.yml")
    known = areas.assign(column=[place[0] for place in used], line=[place[1] for place in used]).reset_index(drop=True)
    message = _message(known)
    listed = "; ".join(f"{row.area_name} {_figure(row, known)} ({row.verdict})" for row in known.itertuples())
    return Chart(
        name=name,
        caption=f"{title}, {unit}: {group}",
        message=message,
        alt=f"Tile map of {wording.lower_first(title)} in {unit}, {group}. {message} {listed}.",
        frame=areas[["area", "area_name", "value", "verdict", "method"]],
        draw=functools.partial(_draw, known, highlight),
    )


def _figure(row, known: pd.DataFrame) -> str:
    return ABSENT if pd.isna(row.value) else number(row.value, decimals_for(known["value"]))


def _message(known: pd.DataFrame) -> str:
    values = known[known["value"].notna()]
    if values.empty:
        return "No area has a figure."
    decimals = decimals_for(values["value"])
    low, high = values.loc[values["value"].idxmin()], values.loc[values["value"].idxmax()]
    if low["value"] == high["value"]:
        return f"All {number(len(values))} areas have {number(low['value'], decimals)}."
    return (
        f"{high['area_name']} has the highest figure, {number(high['value'], decimals)}, and {low['area_name']} the lowest, "
        f"{number(low['value'], decimals)}."
    )


def _draw(known: pd.DataFrame, highlight: str) -> Figure:
    lines = int(known["line"].max() - known["line"].min() + 1) if len(known) else 1
    figure, axes = new_figure(max(1.2, 1.12 * lines))
    if known.empty:
        return say_nothing(figure, axes, "No area has a figure")
    # Drawn without a frame to its edges: tiles need the room.
    axes.set_axis_off()
    for row in known.itertuples():
        chosen = row.area == highlight
        axes.add_patch(
            Rectangle(
                (row.column + 0.03, -row.line - 0.97), 0.94, 0.94, facecolor=TINTS[row.verdict],
                edgecolor=INK if chosen else "#7d7d7d", linewidth=2.2 if chosen else 0.8,
            )
        )  # fmt: skip
        middle = row.column + 0.5
        axes.text(
            middle, -row.line - 0.24, wrapped(row.area_name, 16), ha="center", va="center", fontsize=SIZE,
            fontweight="bold" if chosen else "normal",
        )  # fmt: skip
        axes.text(
            middle, -row.line - 0.53, _figure(row, known), ha="center", va="center", fontsize=14, fontweight="semibold"
        )
        sign = SIGNS.get(row.verdict, "")
        axes.text(middle, -row.line - 0.8, f"{sign} {row.verdict}".strip(), ha="center", va="center", fontsize=SIZE)
    axes.set_xlim(known["column"].min() - 0.02, known["column"].max() + 1.02)
    axes.set_ylim(-known["line"].max() - 1.02, -known["line"].min() + 0.02)
    return figure
