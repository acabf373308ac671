"""Funnel plots: areas by size and level, within the limits that chance allows."""

import functools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from helpers.analysis.comparison import Funnel, by_chance
from helpers.publishing import wording
from helpers.publishing.charts.base import (
    HALO,
    INK,
    MUTED,
    SIZE,
    VERDICT_MARKS,
    Chart,
    new_figure,
    say_nothing,
    tick_words,
)
from helpers.publishing.numbers import number

FEW = 12
"""Up to so many areas are all named; of more only those that are flagged or highlighted."""
MOST_NAMED = 12
AROUND = (
    ((9, 0), "left", "center"),
    ((-9, 0), "right", "center"),
    ((0, 8), "center", "bottom"),
    ((0, -8), "center", "top"),
    ((8, 7), "left", "bottom"),
    ((8, -7), "left", "top"),
    ((-8, 7), "right", "bottom"),
    ((-8, -7), "right", "top"),
)
"""Where a name may stand beside its point, in the order in which the places are tried."""
PLOTTED = ["area", "area_name", "numerator", "denominator", "value", "lower_95", "upper_95", "lower_998", "upper_998"]
PLOTTED += ["level", "direction", "verdict", "method"]


def funnel_chart(funnel: Funnel, *, name: str, title: str, unit: str, group: str, highlight: str = "") -> Chart:
    """Each area's level against its size, with the average and the 95% and 99.8% limits.

    Parameters
    ----------
    funnel : Funnel
        What `analysis.comparison.funnel` returns.
    name : str
        Of the chart's files.
    title, unit : str
        `Robbery`, `offences per 1,000 people`.
    group : str
        Who is compared: `metropolitan boroughs of the West Midlands`.
    highlight : str
        Key of the area that the report is about.
    """
    known = funnel.areas[funnel.areas["value"].notna()].reset_index(drop=True)
    message = funnel_message(funnel, known)
    start = f"Funnel plot of {wording.lower_first(title)} in {unit}, {group}."
    return Chart(
        name=name,
        caption=f"{title}, {unit}: {group}",
        message=message,
        alt=f"{start} {message}{_spread(known)}{_one(known, highlight)}",
        frame=funnel.areas[[column for column in PLOTTED if column in funnel.areas]].assign(average=funnel.average),
        draw=functools.partial(_draw, funnel, known, unit, highlight),
        empty=len(known) < 2,
    )


def funnel_message(funnel: Funnel, known: pd.DataFrame) -> str:
    """How many areas lie beyond the limits, which, and how many chance alone would put there."""
    if known.empty:
        return "No area has both a count and a population, so nothing can be compared."
    if len(known) == 1:
        return "There is one area only, so there is nothing to compare it with."
    beyond = known[known["level"] != ""]
    widened = (
        " The limits are widened, as areas differ by more than their size explains." if funnel.dispersion > 1 else ""
    )
    expected = by_chance(len(known))
    chance = f"{number(expected, 1 if expected < 10 else 0)} would by chance if no area differed."
    if beyond.empty:
        return f"None of {number(len(known))} areas lies beyond the 95% limits; {chance}{widened}"
    listed = wording.listing([f"{row.area_name} ({row.verdict}, {row.level})" for row in beyond.head(8).itertuples()])
    more = f", and {number(len(beyond) - 8)} more" if len(beyond) > 8 else ""
    verb = "lies" if len(beyond) == 1 else "lie"
    return f"{number(len(beyond))} of {number(len(known))} areas {verb} beyond the 95% limits: {listed}{more}; {chance}{widened}"


def _spread(known: pd.DataFrame) -> str:
    if len(known) < 2:
        return ""
    low, high = known.loc[known["value"].idxmin()], known.loc[known["value"].idxmax()]
    return (
        f" Levels run from {number(low['value'], 1)} ({low['area_name']}) to {number(high['value'], 1)} "
        f"({high['area_name']})."
    )


def _one(known: pd.DataFrame, highlight: str) -> str:
    chosen = known[known["area"] == highlight]
    if chosen.empty:
        return ""
    row = chosen.iloc[0]
    return f" {row['area_name']} has {number(row['value'], 1)}: {row['verdict']}."


def _draw(funnel: Funnel, known: pd.DataFrame, unit: str, highlight: str) -> Figure:
    figure, axes = new_figure(3.7)
    if known.empty:
        return say_nothing(figure, axes, "No area has both a count and a population")
    curve = funnel.curve()
    axes.plot(curve["denominator"], curve["average"], color=INK, linewidth=1.2)
    for level, style in (("95", (0, (4, 3))), ("998", "-")):
        for side in ("lower", "upper"):
            axes.plot(curve["denominator"], curve[f"{side}_{level}"], color=MUTED, linewidth=1, linestyle=style)
    for verdict, (colour, marker) in VERDICT_MARKS.items():
        points = known[known["verdict"] == verdict]
        small = len(known) > FEW and verdict == "similar"
        axes.plot(
            points["denominator"], points["value"], marker, color=colour, linestyle="", markersize=3.5 if small else 7,
            markeredgecolor="white" if marker != "x" else colour, markeredgewidth=0.6, zorder=3,
        )  # fmt: skip
    _scale(axes, curve, known, unit)
    _name_areas(figure, axes, known, highlight)
    _name_limits(axes, curve)
    return figure


def _scale(axes: Axes, curve: pd.DataFrame, known: pd.DataFrame, unit: str) -> None:
    last = curve.iloc[-1]
    low = min(known["value"].min(), curve["lower_998"].quantile(0.15))
    high = max(known["value"].max(), curve["upper_998"].quantile(0.85))
    room = 0.08 * ((high - low) or abs(high) or 1)
    axes.set_ylim(max(0, low - room) if low >= 0 else low - room, high + room)
    axes.set_xlim(
        curve["denominator"].iloc[0], last["denominator"] + 0.19 * (last["denominator"] - curve["denominator"].iloc[0])
    )
    axes.set_ylabel(wording.upper_first(unit))
    axes.set_xlabel("Population" if "people" in unit else "Size")
    axes.set_xticks([tick for tick in axes.get_xticks() if curve["denominator"].iloc[0] <= tick <= last["denominator"]])
    for axis in (axes.xaxis, axes.yaxis):
        tick_words(axis)


def _name_limits(axes: Axes, curve: pd.DataFrame) -> None:
    last = curve.iloc[-1]
    low, high = axes.get_ylim()
    gap = 0.055 * (high - low)
    at = last[["lower_998", "lower_95", "average", "upper_95", "upper_998"]].astype("float64").tolist()
    words = ["99.8% limit", "95% limit", f"average {number(last['average'], 1)}", "95% limit", "99.8% limit"]
    # From the middle outwards, so that crowded labels give way and stay in their order.
    for place, step in ((1, -1), (0, -1), (3, 1), (4, 1)):
        before = at[place - step]
        at[place] = min(at[place], before - gap) if step < 0 else max(at[place], before + gap)
    for value, text in zip(at, words, strict=True):
        if low <= value <= high:
            axes.annotate(
                text, (last["denominator"], value), (4, 0), textcoords="offset points", va="center", color=MUTED
            )


def _name_areas(figure: Figure, axes: Axes, known: pd.DataFrame, highlight: str) -> None:
    chosen = known["area"] == highlight
    # Among many areas only those beyond the wider limits can be named without a tangle.
    named = known[(known["level"] == "99.8%") | chosen] if len(known) > FEW else known
    named = named.assign(first=named["area"] == highlight).sort_values("first", ascending=False, kind="stable")
    figure.draw_without_rendering()
    few = len(known) <= FEW
    dots = axes.transData.transform(known[["denominator", "value"]].to_numpy(dtype="float64"))
    taken = [Bbox.from_bounds(x - 5, y - 5, 10, 10) for x, y in (dots if few else dots[:0])]
    for row in named.head(MOST_NAMED).itertuples():
        for place, (offset, ha, va) in enumerate(AROUND):
            label = axes.annotate(
                row.area_name, (row.denominator, row.value), offset, textcoords="offset points", ha=ha, va=va,
                fontweight="bold" if row.area == highlight else "normal", fontsize=SIZE, zorder=4, path_effects=HALO,
            )  # fmt: skip
            box = label.get_window_extent()
            inside = axes.bbox.x0 <= box.x0 and box.x1 <= axes.bbox.x1 * 0.86
            # Of a few every one is named, even where no place is quite free.
            last = few and place == len(AROUND) - 1
            if last or (inside and not any(box.overlaps(other) for other in taken)):
                taken.append(box)
                break
            label.remove()
    for row in known[chosen].itertuples():
        axes.plot(row.denominator, row.value, "o", markersize=13, markerfacecolor="none", markeredgecolor=INK)
