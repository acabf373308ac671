"""Bars of percentage change from last year."""

import functools

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    PLUM,
    SIZE,
    Chart,
    new_figure,
    row_height,
    say_nothing,
    wrapped,
)
from helpers.publishing.numbers import number, percent, signed
from helpers.publishing.wording import period_words

MEANING_COLOURS = {
    "improvement": BLUE,
    "deterioration": ORANGE,
    "no change": GREY,
    "no real change": PALE,
    "change": PLUM,
    "cannot tell": GREY,
}
MEANING_WORDS = {
    "improvement": "Improvement",
    "deterioration": "Deterioration",
    "change": "Change, neither better nor worse",
    "no real change": "No real change",
    "no change": "No change",
    "cannot tell": "Cannot tell",
}
"""What a colour says, in the order in which a key tells it."""
HATCH = {"hatch": "....", "edgecolor": "white", "linewidth": 0}
"""Neither better nor worse: told apart from the others in grey too."""

_PLOTTED = ["indicator", "title", "current", "previous", "change", "percent", "percent_lower", "percent_upper"]
_PLOTTED += ["meaning", "method"]


def variation_bars(variation: pd.DataFrame, *, area_name: str, period: Period) -> Chart:
    """Bars of percentage change from last year, largest fall first, coloured and worded by what the change means.

    Parameters
    ----------
    variation : DataFrame
        What `analysis.indicators.variation` returns; rows without a figure for last year are left out and said so.
    """
    known = variation[variation["percent"].notna()].sort_values("percent", kind="stable").reset_index(drop=True)
    message = wording.variation_message(variation)
    this, last = period_words(period), period_words(period.year_before())
    left_out = variation.loc[variation["percent"].isna(), "title"].tolist()
    absent = f" No change can be shown for {wording.listing(left_out)}." if left_out else ""
    details = "; ".join(f"{row['title']} {_label(row)}" for row in known.to_dict("records"))
    details = f" {details}." if details else ""
    alt = f"Bar chart of the change in each indicator from {last} to {this}, in per cent. {message}{details}{absent}"
    return Chart(
        name="variation-chart",
        caption=f"Change in each indicator, {area_name}, {last} to {this}",
        message=message,
        alt=alt,
        frame=known[_PLOTTED],
        draw=functools.partial(_draw_variation, known),
        empty=known.empty,
    )


def _draw_variation(known: pd.DataFrame) -> Figure:
    titles = [wrapped(title, 38) for title in known["title"]]
    meanings = [meaning for meaning in MEANING_WORDS if (known["meaning"] == meaning).any()]
    key = len(meanings) > 1  # of one meaning only, the sentence over the chart tells it
    figure, axes = new_figure(0.62 + 0.3 * key + row_height(titles) * max(len(titles), 1))
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
    for bar, meaning in zip(axes.patches, known["meaning"], strict=True):
        if meaning == "change":
            bar.set(**HATCH)
    lower, upper = (known[f"percent_{bound}"].fillna(known["percent"]) for bound in ("lower", "upper"))
    # What the change may truly be: a line that reaches over the bar's end.
    axes.hlines(range(len(known)), lower, upper, color="white", linewidth=3)
    axes.hlines(range(len(known)), lower, upper, color=INK, linewidth=1.1)
    low, high = min(lower.min(), 0), max(upper.max(), 0)
    span = high - low or 1
    axes.set_xlim(low - (0.03 * span if low < 0 else 0), high + (0.03 * span if high > 0 else 0))
    # In a column of their own: beside bars on both sides they would run into one another and into the titles.
    for place, row in enumerate(known.to_dict("records")):
        axes.annotate(
            _label(row).replace(" (", "  (", 1),
            xy=(1.02, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9.5,
            annotation_clip=False,
        )
    axes.axvline(0, color="#3d3d3d", linewidth=1.2)
    axes.set_yticks(range(len(known)), titles)
    axes.set(xlabel="Change from the year before (%)", ylabel="")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, pad=6)
    axes.xaxis.set_major_formatter(lambda value, _: number(value))
    if key:
        _key(figure, meanings)
    return figure


def _key(figure: Figure, meanings: list[str]) -> None:
    patches = [
        Patch(
            facecolor=MEANING_COLOURS[meaning], label=MEANING_WORDS[meaning], **(HATCH if meaning == "change" else {})
        )
        for meaning in meanings
    ]
    figure.legend(
        handles=patches, loc="outside upper center", ncols=len(patches), frameon=False, fontsize=SIZE,
        handlelength=1.2, handleheight=1.0, columnspacing=1.4,
    )  # fmt: skip


def _label(row: dict) -> str:
    """`−27.4% (149 fewer)`, and whether it is no real change or nobody can tell."""
    chance = f"; {row['meaning']}" if row["meaning"] in ("no real change", "cannot tell") else ""
    return f"{signed(percent(row['percent']), row['percent'])} ({wording.more_or_fewer(row['change'])}{chance})"
