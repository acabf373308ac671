"""A measure over time, with its interval, its target and the way to it, and a forecast."""

import functools

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.publishing import wording
from helpers.publishing.charts.base import (
    BLUE,
    HALO,
    INK,
    MUTED,
    ORANGE,
    Chart,
    decimals_for,
    new_figure,
    say_nothing,
    thinned,
)
from helpers.publishing.numbers import number, percent

OPTIONAL = ["lower", "upper", "target", "trajectory", "forecast", "forecast_lower", "forecast_upper"]
NEAR_ZERO = 0.4
"""The axis begins at nought unless all values lie within so much of the highest."""

BELOW = 0.14
"""Of the span of the values: what stays free between the lowest and the axis, for a label."""
ALL_TARGETS = 6
"""Up to so many targets are all labelled; of more only the last."""


def trend_chart(frame: pd.DataFrame, *, name: str, title: str, unit: str, area_name: str, note: str = "") -> Chart:
    """A line over time, labelled where it begins, ends, and is highest and lowest.

    Parameters
    ----------
    frame : DataFrame
        In order of time: `period` (as printed) `, value` (a gap where missing), and of these what there is: `lower, upper` (95%
        interval) `, target` (levels to be reached) `, target_told` (as the text prints them) `, trajectory` (the way there)
        `, forecast, forecast_lower, forecast_upper`.
    note : str
        A further sentence for the message, such as that the periods overlap.
    """
    known = frame.reset_index(drop=True)
    known = known.assign(**{column: np.nan for column in OPTIONAL if column not in known})
    message = " ".join(filter(None, (_message(known, unit), note)))
    span = f"{known['period'].iloc[0]} to {known['period'].iloc[-1]}" if len(known) else "no period"
    start = f"Line chart of {wording.lower_first(title)}, {area_name}, {span}, in {unit}."
    return Chart(
        name=name,
        caption=f"{title}, {area_name}, {span}",
        message=message,
        alt=f"{start} {message}{_extremes(known)}{_targets(known)}",
        frame=frame.assign(method=frame.get("method", "as recorded")),
        draw=functools.partial(_draw, known, unit),
        empty=_has_nothing(known),
    )


def _has_nothing(known: pd.DataFrame) -> bool:
    return bool(known[["value", "target", "trajectory", "forecast"]].isna().all(axis=None))


def _message(known: pd.DataFrame, unit: str) -> str:
    values = known[known["value"].notna()]
    if values.empty:
        return "No figure is recorded."
    first, last = values.iloc[0], values.iloc[-1]
    decimals = decimals_for(values["value"])
    if len(values) == 1:
        return f"There is one figure: {number(last['value'], decimals)} {unit} in {last['period']}."
    begun, ended = (f"{number(row['value'], decimals)} in {row['period']}" for row in (first, last))
    ends = f"from {begun} to {ended}"
    change = last["value"] - first["value"]
    if change == 0:
        return (
            f"It stood at {number(first['value'], decimals)} {unit} in {first['period']} and again in {last['period']}."
        )
    share = f", by {percent(100 * abs(change) / first['value'])}" if first["value"] > 0 and unit != "per cent" else ""
    return f"It {wording.verb(change)} {ends}{share}."


def _extremes(known: pd.DataFrame) -> str:
    values = known[known["value"].notna()]
    if len(values) < 3:
        return ""
    low, high = values.loc[values["value"].idxmin()], values.loc[values["value"].idxmax()]
    decimals = decimals_for(values["value"])
    return (
        f" The lowest is {number(low['value'], decimals)} ({low['period']}), the highest {number(high['value'], decimals)} "
        f"({high['period']})."
    )


def _targets(known: pd.DataFrame) -> str:
    set_ = known[known["target"].notna()]
    listed = "; ".join(f"{told} for {period}" for told, period in zip(_targets_told(set_), set_["period"], strict=True))
    return f" Targets: {listed}." if listed else ""


def _targets_told(targets: pd.DataFrame) -> list[str]:
    """Levels to be reached as the text prints them, else with as many decimals as they need."""
    if "target_told" in targets:
        return targets["target_told"].tolist()
    return [number(level, decimals_for(targets["target"])) for level in targets["target"]]


def _draw(known: pd.DataFrame, unit: str) -> Figure:
    figure, axes = new_figure(2.9)
    if _has_nothing(known):
        return say_nothing(figure, axes, "No figure is recorded")
    if known["lower"].notna().any():
        axes.fill_between(known.index, known["lower"], known["upper"], color=BLUE, alpha=0.15, linewidth=0)
    axes.plot(known.index, known["value"], color=BLUE, linewidth=2, marker="o", markersize=4 if len(known) < 25 else 0)
    if known["trajectory"].notna().any():
        axes.plot(known.index, known["trajectory"], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    targets = known[known["target"].notna()]
    axes.plot(
        targets.index, targets["target"], color=ORANGE, marker="_", markersize=18, markeredgewidth=2.2, linestyle=""
    )
    _forecast(axes, known)
    _scale(axes, known, unit)
    _labels(axes, known, targets)
    axes.set_xticks(*thinned(known["period"].tolist()))
    axes.set_xlim(-0.6, len(known) - 0.4 + max(0.06 * len(known), 0.3))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    return figure


def _forecast(axes: Axes, known: pd.DataFrame) -> None:
    ahead = known[known["forecast"].notna()]
    if ahead.empty:
        return
    spread = [ahead["forecast"] - ahead["forecast_lower"], ahead["forecast_upper"] - ahead["forecast"]]
    axes.errorbar(
        ahead.index, ahead["forecast"], yerr=spread, color=MUTED, marker="D", markersize=5, linestyle="", capsize=4
    )
    last = ahead.iloc[-1]
    words = f"forecast {number(last['forecast'], decimals_for(ahead['forecast']))}"
    axes.annotate(words, (ahead.index[-1], last["forecast_upper"]), (0, 3), textcoords="offset points", ha="center")


def _scale(axes: Axes, known: pd.DataFrame, unit: str) -> None:
    plotted = known[["value", "lower", "upper", "target", "trajectory", "forecast_lower", "forecast_upper"]]
    low, high = float(plotted.min().min()), float(plotted.max().max())
    label = wording.upper_first(unit)
    span = (high - low) or abs(high) or 1
    if low >= 0 and (low <= NEAR_ZERO * high or high == 0):
        axes.set_ylim(0, high + 0.16 * (high or 1))
    elif low >= 0:
        axes.set_ylim(max(0, low - 0.3 * span), high + 0.2 * span)
        # At a tick, so that the axis says where it starts.
        start = max((tick for tick in axes.get_yticks() if tick <= low - BELOW * span), default=0)
        axes.set_ylim(max(0, start), high + 0.2 * span)
        label += f"\n(axis starts at {number(max(0, start), decimals_for(pd.Series([start])))})" if start > 0 else ""
    else:
        axes.set_ylim(low - 0.16 * span, high + 0.16 * span)
        axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_ylabel(label)
    ticks = pd.Series(axes.get_yticks())
    axes.yaxis.set_major_formatter(lambda value, _: number(value, decimals_for(ticks)))


def _labels(axes: Axes, known: pd.DataFrame, targets: pd.DataFrame) -> None:
    values = known.loc[known["value"].notna(), "value"]
    if len(values):
        places = dict.fromkeys([values.index[0], values.index[-1], values.idxmax(), values.idxmin()])
        decimals = decimals_for(values)
        told: list[int] = []
        for place in places:
            # One label for several points that stand close together.
            if any(abs(place - other) < max(1, 0.07 * len(known)) for other in told):
                continue
            told.append(place)
            below = place == values.idxmin() and place != values.idxmax()
            axes.annotate(
                number(values[place], decimals), (place, values[place]), (0, -6 if below else 6),
                textcoords="offset points", ha="center", va="top" if below else "bottom", fontweight="semibold",
                path_effects=HALO,
            )  # fmt: skip
    labelled = targets["target"].iloc[-1 if len(targets) > ALL_TARGETS else 0 :]
    for (place, target), told in zip(labelled.items(), _targets_told(targets)[-len(labelled) :], strict=True):
        words = f"{'target ' if place == targets.index[-1] else ''}{told}"
        axes.annotate(
            words, (place, target), (0, -6), textcoords="offset points", ha="center", va="top", path_effects=HALO
        )
