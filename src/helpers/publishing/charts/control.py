"""Control charts: values with their mean and limits, and points that signal a change told apart by shape."""

import functools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.analysis.spc import METHOD, POINTS
from helpers.publishing import wording
from helpers.publishing.charts.base import (
    BLUE,
    GREY,
    INK,
    MUTED,
    ORANGE,
    PLUM,
    SIZE,
    Chart,
    decimals_for,
    new_figure,
    say_nothing,
    thinned,
)
from helpers.publishing.numbers import number

MARKS = {
    "improvement": (BLUE, "s", "improvement"),
    "deterioration": (ORANGE, "D", "deterioration"),
    "change": (PLUM, "^", "change"),
    "": (GREY, "o", "usual variation"),
}
PLOTTED = ["period", "value", "mean", "lower", "upper", "special_cause", "segment", "enough", "meaning"]


def control_chart(frame: pd.DataFrame, *, name: str, title: str, unit: str, area_name: str) -> Chart:
    """An XmR chart: limits are drawn only where a segment has the 12 points that they need.

    Parameters
    ----------
    frame : DataFrame
        In order of time: `period` (as printed) and what `analysis.spc.xmr` and `meanings` give: `value, mean, lower, upper,
        special_cause, segment, enough, meaning`.
    name : str
        Of the chart's files.
    title, unit : str
        What is measured: `Robbery`, `offences`.
    """
    known = frame[frame["value"].notna()].reset_index(drop=True)
    message = control_message(known, unit)
    span = f"{known['period'].iloc[0]} to {known['period'].iloc[-1]}" if len(known) else "no period"
    method = frame.get("method", METHOD)
    return Chart(
        name=name,
        caption=f"{title}, {area_name}, {span}: control chart",
        message=message,
        alt=_alt(known, f"Control chart of {wording.lower_first(title)}, {area_name}, {span}, in {unit}.", message),
        frame=frame[[column for column in PLOTTED if column in frame]].assign(method=method),
        draw=functools.partial(_draw, known, unit),
        empty=known.empty,
    )


def control_message(known: pd.DataFrame, unit: str) -> str:
    """What the last point says, and how many points signal a change."""
    if known.empty:
        return "No figure is recorded."
    last = known.iloc[-1]
    latest = f"The latest figure, {number(last['value'], decimals_for(known['value']))} {unit} in {last['period']},"
    if not last["enough"]:
        count = int((known["segment"] == last["segment"]).sum())
        return f"There are too few points for control limits: {count} of the {POINTS} that they need."
    low, high = (number(last[bound], decimals_for(known["value"])) for bound in ("lower", "upper"))
    if not last["special_cause"]:
        said = f"{latest} lies within the usual range of {low} to {high} and signals no change."
    else:
        article = "an" if last["meaning"] == "improvement" else "a"
        said = f"{latest} signals {article} {last['meaning']}: {last['special_cause'].replace('; ', ', ')}."
    flagged = int((known["special_cause"] != "").sum())
    verb = "signals" if flagged == 1 else "signal"
    return f"{said} {number(flagged)} of {wording.plural(len(known), 'point')} {verb} a change."


def _alt(known: pd.DataFrame, start: str, message: str) -> str:
    if known.empty:
        return f"{start} {message}"
    decimals = decimals_for(known["value"])
    low, high = known.loc[known["value"].idxmin()], known.loc[known["value"].idxmax()]
    span = (
        f"Values run from {number(low['value'], decimals)} ({low['period']}) to {number(high['value'], decimals)} "
        f"({high['period']})."
    )
    last = known.iloc[-1]
    limits = (
        f" The mean is {number(last['mean'], decimals)}, the limits {number(last['lower'], decimals)} and "
        f"{number(last['upper'], decimals)}."
        if last["enough"]
        else ""
    )
    flagged = known[known["special_cause"] != ""]
    points = "; ".join(f"{row.period} ({row.special_cause.replace('; ', ', ')})" for row in flagged.itertuples())
    told = f" Points that signal a change: {points}." if points else ""
    return f"{start} {message} {span}{limits}{told}"


def _draw(known: pd.DataFrame, unit: str) -> Figure:
    figure, axes = new_figure(3.1)
    if known.empty:
        return say_nothing(figure, axes, "No figure is recorded")
    axes.plot(known.index, known["value"], color=MUTED, linewidth=1.1, zorder=2)
    for meaning, (colour, marker, label) in MARKS.items():
        points = known[known["meaning"] == meaning]
        if len(points):
            axes.plot(
                points.index, points["value"], marker, color=colour, markersize=6, linestyle="", label=label, zorder=3
            )
    for _, part in known.groupby("segment"):
        if part["enough"].iloc[0]:
            _limits(axes, part)
    _label_limits(axes, known)
    for start in known.groupby("segment").head(1).index[1:]:
        axes.axvline(start - 0.5, color=INK, linewidth=0.8)
        axes.annotate(
            "step change", (start - 0.5, 1), (3, -2), ("data", "axes fraction"), textcoords="offset points", va="top",
        )  # fmt: skip
    if not known["enough"].any():
        axes.annotate(
            f"Too few points for control limits: {len(known)} of {POINTS}", (0, 1), (0, 4), "axes fraction",
            textcoords="offset points", va="bottom", color=INK,
        )  # fmt: skip
    elif known["meaning"].ne("").any():
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, fontsize=SIZE, handletextpad=0.2)
    axes.set_xticks(*thinned(known["period"].tolist()))
    axes.set_xlim(-0.5, len(known) - 0.5 + max(0.18 * len(known), 0.6))
    axes.set_ylabel(wording.upper_first(unit))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, decimals_for(pd.Series(axes.get_yticks()))))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    return figure


def _limits(axes: Axes, part: pd.DataFrame) -> None:
    first, last = part.index[0] - 0.4, part.index[-1] + 0.4
    row = part.iloc[0]
    axes.hlines(row["mean"], first, last, color=INK, linewidth=1.0, zorder=1)
    axes.hlines([row["lower"], row["upper"]], first, last, color=INK, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)


def _label_limits(axes: Axes, known: pd.DataFrame) -> None:
    last = known.iloc[-1]
    if not last["enough"]:
        return
    decimals = decimals_for(known["value"])
    low, high = known[["value", "lower"]].min().min(), known[["value", "upper"]].max().max()
    room = 0.075 * ((high - low) or 1)
    places = {
        "upper limit": (last["upper"], max(last["upper"], last["mean"] + room)),
        "mean": (last["mean"], last["mean"]),
        "lower limit": (last["lower"], min(last["lower"], last["mean"] - room)),
    }
    for words, (value, at) in places.items():
        axes.annotate(
            f"{words} {number(value, decimals)}",
            (known.index[-1] + 0.4, at),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
