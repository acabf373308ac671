"""Bars of percentage change from last year."""

import functools

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import BLUE, GREY, ORANGE, Chart, new_figure, say_nothing
from helpers.publishing.indicators import period_words
from helpers.publishing.numbers import number, percent, signed

MEANING_COLOURS = {
    "improvement": BLUE,
    "deterioration": ORANGE,
    "no change": GREY,
    "change": GREY,
    "cannot tell": GREY,
}


def variation_bars(variation: pd.DataFrame, *, area_name: str, quarter: Period) -> Chart:
    """Bars of percentage change from last year, largest fall first, coloured and worded by what the change means.

    Parameters
    ----------
    variation : DataFrame
        What `analysis.indicators.variation` returns; rows without a figure for last year are left out and said so.
    """
    known = variation[variation["percent"].notna()].sort_values("percent", kind="stable").reset_index(drop=True)
    message = wording.variation_message(variation)
    this, last = period_words(quarter), period_words(quarter.year_before())
    left_out = variation.loc[variation["percent"].isna(), "title"].tolist()
    absent = f" No change can be shown for {wording.listing(left_out)}." if left_out else ""
    details = "; ".join(
        f"{row['title']} {signed(percent(row['percent']), row['percent'])} ({wording.more_or_fewer(row['change'])})"
        for row in known.to_dict("records")
    )
    details = f" {details}." if details else ""
    alt = f"Bar chart of the change in each indicator from {last} to {this}, in per cent. {message}{details}{absent}"
    return Chart(
        name="variation-chart",
        caption=f"Change in each indicator, {area_name}, {last} to {this}",
        message=message,
        alt=alt,
        frame=known[["indicator", "title", "current", "previous", "change", "percent", "meaning", "method"]],
        draw=functools.partial(_draw_variation, known),
    )


def _draw_variation(known: pd.DataFrame) -> Figure:
    figure, axes = new_figure(0.62 + 0.27 * max(len(known), 1))
    if known.empty:
        return say_nothing(figure, axes, "No indicator has a figure for the year before")
    colours = [MEANING_COLOURS[meaning] for meaning in known["meaning"]]
    sns.barplot(
        x=known["percent"].to_numpy(dtype="float64"),
        # By place, since two indicators may bear one title, which seaborn would take for one bar and average.
        y=list(range(len(known))),
        hue=list(range(len(known))),
        orient="h",
        palette=colours,
        legend=False,
        saturation=1,
        width=0.66,
        errorbar=None,
        ax=axes,
    )
    low, high = min(known["percent"].min(), 0), max(known["percent"].max(), 0)
    span = high - low or 1
    for place, row in enumerate(known.to_dict("records")):
        falls = row["percent"] < 0
        axes.annotate(
            f"{signed(percent(row['percent']), row['percent'])}  ({wording.more_or_fewer(row['change'])})",
            xy=(row["percent"], place),
            xytext=(-5 if falls else 5, 0),
            textcoords="offset points",
            ha="right" if falls else "left",
            va="center",
            fontsize=9.5,
        )
    # Room for the labels beyond the longest bar on either side.
    axes.set_xlim(low - (0.45 * span if low < 0 else 0.03 * span), high + (0.45 * span if high > 0 else 0.03 * span))
    axes.axvline(0, color="#3d3d3d", linewidth=1.2)
    axes.set_yticks(range(len(known)), known["title"].tolist())
    axes.set(xlabel="Change from the year before (%)", ylabel="")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, pad=6)
    axes.xaxis.set_major_formatter(lambda value, _: number(value))
    return figure
