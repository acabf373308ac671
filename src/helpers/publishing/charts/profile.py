"""Spending to date against what was expected by then."""

import functools

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing.charts.base import BLUE, HALO, INK, ORANGE, Chart, new_figure, say_nothing
from helpers.publishing.numbers import percent, pounds


def profile_chart(frame: pd.DataFrame, *, name: str, title: str, area_name: str, year: Period) -> Chart:
    """A bar for what was spent by the end of each period, beside a mark for what was expected by then.

    Parameters
    ----------
    frame : DataFrame
        In order of time: `period` (as printed) `, profile` (expected to date) `, spend` (to date; missing where it is to follow)
        and `allocation` (for the year), in pounds.
    """
    known = frame.reset_index(drop=True)
    message = _message(known)
    listed = "; ".join(
        f"{row.period} {_spent(row.spend)}, {pounds(row.profile)} expected" for row in known.itertuples()
    )
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}: spent to date against profile, {area_name}, {year.words}",
        message=message,
        alt=f"Bar chart of spending to date on {title} against its profile, in pounds. {message}{listed}",
        frame=frame.assign(method=frame.get("method", "spend to date beside the profile")),
        draw=functools.partial(_draw, known),
    )


def _spent(amount: float) -> str:
    return "to follow" if pd.isna(amount) else f"{pounds(amount)} spent"


def _message(known: pd.DataFrame) -> str:
    reported = known[known["spend"].notna()]
    if reported.empty:
        return "No spending is reported yet."
    last = reported.iloc[-1]
    share = f", {percent(100 * last['spend'] / last['allocation'], 0)} of the year's {pounds(last['allocation'])}"
    share = share if last["allocation"] > 0 else ""
    gap = last["spend"] - last["profile"]
    beside = "as expected" if gap == 0 else f"{pounds(abs(gap))} {'more' if gap > 0 else 'less'} than expected by then"
    return f"By {last['period']} {pounds(last['spend'])} was spent{share}: {beside}."


def _draw(known: pd.DataFrame) -> Figure:
    figure, axes = new_figure(2.8)
    if known.empty:
        return say_nothing(figure, axes, "No spending is recorded")
    axes.bar(known.index, known["spend"].fillna(0), width=0.55, color=BLUE)
    axes.hlines(known["profile"], known.index - 0.38, known.index + 0.38, color=ORANGE, linewidth=2.6)
    top = float(np.nanmax(known[["spend", "profile", "allocation"]].to_numpy(dtype="float64")))
    low = min(0.0, float(known["spend"].min(skipna=True) if known["spend"].notna().any() else 0))
    for place, row in known.iterrows():
        text, at = ("to follow", 0) if pd.isna(row["spend"]) else (pounds(row["spend"]), max(row["spend"], 0))
        covered = abs(at - row["profile"]) < 0.09 * top
        axes.annotate(
            text, (place, row["profile"] if covered and row["profile"] > at else at), (0, 4), textcoords="offset points",
            ha="center", va="bottom", path_effects=HALO, fontweight="semibold",
        )  # fmt: skip
    last = known.index[-1]
    axes.annotate(
        f"expected\n{pounds(known['profile'].iloc[-1])}", (last + 0.38, known["profile"].iloc[-1]), (4, 0),
        textcoords="offset points", va="center",
    )  # fmt: skip
    axes.set_ylim(low * 1.1, (top or 1) * 1.14)
    axes.set_xlim(-0.6, last + 1.15)
    axes.set_xticks(known.index, known["period"])
    axes.set_yticks([])
    axes.axhline(0, color=INK, linewidth=1)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="x", length=0)
    return figure
