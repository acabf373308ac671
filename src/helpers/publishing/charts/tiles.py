"""Tile maps: every borough a square of one size, roughly where it lies."""

import functools
from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import Rectangle

from helpers.publishing import wording
from helpers.publishing.charts.base import (
    FONT,
    INK,
    SIZE,
    WIDTH,
    Chart,
    decimals_for,
    new_figure,
    register_fonts,
    say_nothing,
)
from helpers.publishing.numbers import ABSENT, number

TINTS = {
    "better": "#c6dbec",
    "worse": "#fbd5bb",
    "higher": "#e8d3e4",
    "lower": "#e8d3e4",
    "similar": "#ececec",
    "cannot tell": "#ffffff",
    ABSENT: "#ffffff",
}
SIGNS = {"better": "✓", "worse": "✗", "higher": "▲", "lower": "▼", "similar": "≈", "cannot tell": "?"}
COUNTED = {"cannot tell": "of unknown standing", ABSENT: "without a figure"}
"""How a message counts those that its other verdicts do not fit."""
METHOD = "each area's figure and verdict as given"
MOST = 8
"""Columns: of more, the squares do not hold their words."""
EDGE, GAP, LARGEST = 0.04, 0.07, 1.26
"""Inches: around all squares, between two, and the side of the largest."""
LINE, BELOW_NAME = 0.165, 0.45
"""Inches of a line of a name, and what the figure and the verdict need under it."""


def tile_map(
    areas: pd.DataFrame, *, name: str, title: str, unit: str, group: str, layout: Mapping, highlight: str = ""
) -> Chart:
    """A square for each area, with its name, its figure, and the verdict as a sign, a word and a tint.

    Parameters
    ----------
    areas : DataFrame
        `area, area_name, value, verdict` (`better`, `worse`, `higher`, `lower`, `similar`, `cannot tell` or `not available`).
    name : str
        Of the chart's files.
    title, unit : str
        `Robbery`, `offences per 1,000 people`.
    group : str
        Who is compared.
    layout : mapping of area to (column, row)
        Both from 0; rows count from the top. It may have places for more areas.
    highlight : str
        Key of the area that the report is about.

    Raises
    ------
    ValueError
        If the layout has no place for an area, one place for two, or more columns than a page holds; or a verdict is unknown.
    """
    known = _placed(areas, layout)
    message = _message(known)
    listed = "; ".join(_told(row) for row in known.itertuples())
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}, {unit}: {group}",
        message=message,
        alt=f"Tile map of {wording.lower_first(title)} in {unit}, {group}. {message}{listed}",
        frame=areas[["area", "area_name", "value", "verdict"]].assign(method=areas.get("method", METHOD)),
        draw=functools.partial(_draw, known, highlight),
        empty=bool(known["value"].isna().all()),
    )


def _placed(areas: pd.DataFrame, layout: Mapping) -> pd.DataFrame:
    """The areas with the `column` and `line` of each, and its `figure` as printed."""
    missing = [area for area in areas["area"] if area not in layout]
    if missing:
        raise ValueError(f"the tile map has no place for {wording.listing(missing)}: add it to the group's tiles")
    used = [tuple(layout[area]) for area in areas["area"]]
    if len(set(used)) < len(used):
        twice = [area for area, place in zip(areas["area"], used, strict=True) if used.count(place) > 1]
        raise ValueError(f"the tile map has one place for {wording.listing(twice)}: mend the group's tiles")
    unknown = sorted(set(areas["verdict"]) - set(TINTS))
    if unknown:
        raise ValueError(f"verdict {unknown[0]!r} is not one of {', '.join(TINTS)}")
    decimals = decimals_for(areas["value"])
    known = areas.assign(
        column=[place[0] for place in used],
        line=[place[1] for place in used],
        figure=["" if pd.isna(value) else number(value, decimals) for value in areas["value"]],
    ).reset_index(drop=True)
    columns = known["column"].max() - known["column"].min() + 1
    if len(known) and columns > MOST:
        raise ValueError(f"a tile map holds {MOST} columns, got {columns:g}")
    return known


def _told(row) -> str:
    """An area in the alternative text."""
    if pd.isna(row.value):
        return f"{row.area_name} {ABSENT}"
    return f"{row.area_name} {row.figure} ({row.verdict})"


def _message(known: pd.DataFrame) -> str:
    values = known[known["value"].notna()]
    if values.empty:
        return "No area has a figure."
    decimals = decimals_for(values["value"])
    low, high = values["value"].min(), values["value"].max()
    if len(values) == 1:
        extremes = f"Only {values['area_name'].iloc[0]} has a figure, {number(high, decimals)}."
    elif low == high:
        extremes = f"{_all(len(values))} areas with a figure have {number(low, decimals)}."
    else:
        extremes = (
            f"The highest figure is {number(high, decimals)} ({_who(values, high)}), the lowest {number(low, decimals)} "
            f"({_who(values, low)})."
        )
    return f"{extremes} {_verdicts(known)}"


def _who(values: pd.DataFrame, value: float) -> str:
    names = values.loc[values["value"] == value, "area_name"].tolist()
    return wording.listing(names) if len(names) < 4 else f"{number(len(names))} areas"


def _verdicts(known: pd.DataFrame) -> str:
    counts = known["verdict"].value_counts()
    found = [(int(counts[verdict]), COUNTED.get(verdict, verdict)) for verdict in TINTS if verdict in counts]
    if len(known) == 1:
        return f"It is {found[0][1]}."
    if len(found) == 1:
        return f"{_all(len(known))} areas are {found[0][1]}."
    said = [f"{number(count)} {'is' if count == 1 else 'are'} {word}" for count, word in found[:1]]
    said += [f"{number(count)} {word}" for count, word in found[1:]]
    return f"Of {number(len(known))} areas, {wording.listing(said)}."


def _all(count: int) -> str:
    return "Both" if count == 2 else f"All {number(count)}"


def _draw(known: pd.DataFrame, highlight: str) -> Figure:
    if known.empty:
        return say_nothing(*new_figure(1.2), "No area has a figure")
    first, top = known["column"].min(), known["line"].min()
    columns, lines = known["column"].max() - first + 1, known["line"].max() - top + 1
    step = min(LARGEST + GAP, (WIDTH - 2 * EDGE + GAP) / columns)
    height = 2 * EDGE - GAP + lines * step
    figure, axes = new_figure(height)
    # In inches from edge to edge, so that a square is a square and type fits into it.
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    left = max(EDGE, (WIDTH - columns * step + GAP) / 2)
    for row in known.itertuples():
        place = left + (row.column - first) * step, EDGE + (row.line - top) * step
        _tile(axes, row, place, step - GAP, row.area == highlight)
    return figure


def _tile(axes: Axes, row, place: tuple[float, float], side: float, chosen: bool) -> None:
    left, top = place
    known = row.verdict not in ("cannot tell", ABSENT)
    axes.add_patch(
        Rectangle(
            place, side, side, facecolor=TINTS[row.verdict], edgecolor=INK if chosen else "#7d7d7d",
            linewidth=2.4 if chosen else 0.8, linestyle="-" if known or chosen else (0, (4, 3)), joinstyle="miter",
        )
    )  # fmt: skip
    middle = left + side / 2
    # The name above, the figure in the middle of what is left, the verdict below.
    weight = "bold" if chosen else "normal"
    name = _name(str(row.area_name), side, weight)
    under = top + 0.06 + LINE * (name.count("\n") + 1)
    base = top + side - 0.09
    axes.text(middle, top + 0.05, name, ha="center", va="top", linespacing=0.9, fontweight=weight)
    large = side > 1.1
    sizes = [size for size in range(16 if large else 12, 9, -1) if _wide(row.figure, size, "semibold") <= side - 0.1]
    axes.text(
        middle,
        (under + base - 0.13) / 2,
        row.figure,
        ha="center",
        va="center",
        fontsize=max([9, *sizes]),
        fontweight="semibold",
    )
    words = f"{SIGNS.get(row.verdict, '')} {row.verdict}".strip()
    axes.text(middle, base, words, ha="center", va="baseline", fontsize=SIZE if large else 9)


def _name(text: str, side: float, weight: str) -> str:
    """A name on as many lines as its square holds; what is cut off stands in the alternative text."""
    room, most = side - 0.06, max(1, int((side - BELOW_NAME) / LINE))
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _wide(longer, SIZE, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = list(filter(None, lines))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} {lines[most]}"]
    return "\n".join(_cut(line, room, weight) for line in lines)


def _cut(line: str, room: float, weight: str) -> str:
    if _wide(line, SIZE, weight) <= room:
        return line
    kept = [line[:end] for end in range(1, len(line)) if _wide(f"{line[:end]}…", SIZE, weight) <= room]
    return f"{kept[-1].rstrip()}…"


@functools.cache
def _wide(text: str, size: float, weight: str) -> float:
    """Inches that a text takes."""
    register_fonts()
    font = get_font(findfont(FontProperties(family=FONT, weight=weight)))
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 72
