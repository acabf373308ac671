"""Charts: one look, direct labels, and alt text made from the figures that are plotted."""

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass

import matplotlib
import pandas as pd
import seaborn as sns
from afcharts.af_colours import get_af_colours
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import project
from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.indicators import period_words
from helpers.publishing.numbers import number, percent, pounds, signed

FONT = "Source Sans 3"
WIDTH = 6.7
"""Inches: the width of a report's text on A4, so that a point in a chart is a point in print."""

BLUE, TEAL, PLUM, ORANGE, GREY, LILAC = get_af_colours("categorical", number_of_colours=6)
MEANING_COLOURS = {
    "improvement": BLUE,
    "deterioration": ORANGE,
    "no change": GREY,
    "change": GREY,
    "cannot tell": GREY,
}

STYLE = {
    "font.family": FONT,
    "font.size": 9.5,
    "axes.edgecolor": "#b1b4b6",
    "axes.labelcolor": "#3d3d3d",
    "axes.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": "#3d3d3d",
    "ytick.color": "#1a1a1a",
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "grid.color": "#e3e5e7",
    "text.color": "#1a1a1a",
    # Paths, so that a chart looks the same where the font is not installed; a fixed salt, so that ids do not change.
    "svg.fonttype": "path",
    "svg.hashsalt": "csp-reports",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its words and the figures that it plots.

    Attributes
    ----------
    name : str
        Reports refer to it as `@fig-<name>`; its files are `<name>.svg`, `<name>.png` and `<name>.csv`.
    caption, message, alt : str
        The caption; the main message in one sentence; and the alternative text for those who cannot see it.
    frame : DataFrame
        What is plotted, tidy, with `method`.
    draw : callable
        Draws it on a new figure.
    """

    name: str
    caption: str
    message: str
    alt: str
    frame: pd.DataFrame
    draw: Callable[[], Figure]

    def image(self, kind: str) -> bytes:
        """The picture, as `svg` or `png`; the same bytes each time."""
        with matplotlib.rc_context(STYLE):
            figure = self.draw()
            buffer = io.BytesIO()
            metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
            figure.savefig(buffer, format=kind, dpi=200, metadata=metadata)
        return buffer.getvalue()

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        # Shown at its printed size, drawn fine enough for a dense screen.
        return self.image("png"), {"width": round(96 * WIDTH)}

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.message}"


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


def funding_bars(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Chart:
    """A bar a stream: what its projects took, and what was carried forward or is yet to be allocated.

    Parameters
    ----------
    streams : DataFrame
        What `analysis.funding.streams` returns.
    """
    message = wording.streams_message(streams, totals)
    next_year = year.year_after().words
    details = "; ".join(
        f"{row['title']} {pounds(row['amount'])}, {_split(row, next_year)}" for row in streams.to_dict("records")
    )
    details = f" {details}." if details else ""
    frame = streams[["stream", "title", "amount", "lines_total", "balance", "balance_kind", "method"]]
    return Chart(
        name="funding-chart",
        caption=f"Funding received in {year.words} and what it was set against, {area_name}",
        message=message,
        alt=f"Stacked bar chart of funding received by stream, in pounds. {message}{details}",
        frame=frame,
        draw=functools.partial(_draw_funding, streams, next_year),
    )


def _figure(height: float) -> tuple[Figure, Axes]:
    _register_fonts()
    # No pyplot: nothing global is left behind, and a notebook shows a chart once, where it is asked for.
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


@functools.cache
def _register_fonts() -> None:
    for path in sorted((project.find().reports / "_house" / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def _draw_variation(known: pd.DataFrame) -> Figure:
    figure, axes = _figure(0.62 + 0.27 * max(len(known), 1))
    if known.empty:
        return _say_nothing(figure, axes, "No indicator has a figure for the year before")
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


def _draw_funding(streams: pd.DataFrame, next_year: str) -> Figure:
    figure, axes = _figure(0.1 + 0.82 * max(len(streams), 1))
    if streams.empty:
        return _say_nothing(figure, axes, "No funding stream is recorded")
    for place, row in enumerate(streams.to_dict("records")):
        axes.barh(place, row["lines_total"], height=0.24, color=BLUE)
        if row["balance"] > 0:
            # Hatched as well as coloured, so that the parts can be told apart in grey.
            axes.barh(
                place,
                row["balance"],
                left=row["lines_total"],
                height=0.24,
                color="#d5e8e6",
                edgecolor=TEAL,
                hatch="////",
                linewidth=0.8,
            )
        axes.annotate(
            f"{row['title']}: {pounds(row['amount'])}",
            xy=(0, place - 0.12),
            xytext=(1, 3),
            textcoords="offset points",
            va="bottom",
            fontsize=10,
            fontweight="semibold",
        )
        axes.annotate(
            _split(row, next_year),
            xy=(0, place + 0.12),
            xytext=(1, -3),
            textcoords="offset points",
            va="top",
            fontsize=9.5,
            color="#3d3d3d",
        )
    axes.set_ylim(len(streams) - 0.56, -0.44)
    longest = streams[["amount", "lines_total"]].max().max()
    axes.set_xlim(0, longest * 1.04 if longest > 0 else 1)
    axes.set_yticks([])
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def _split(row: dict, next_year: str) -> str:
    if row["balance_kind"] == "unknown":
        return f"{wording.plural(row['projects'], 'project line')}; an amount is to follow"
    spent = f"{pounds(row['lines_total'])} {row['spending_basis']} on {wording.plural(row['projects'], 'project line')}"
    if row["spending_basis"] == "allocated":
        spent = f"{pounds(row['lines_total'])} allocated to {wording.plural(row['projects'], 'project line')}"
    if row["balance_kind"] == "none":
        return spent
    return (
        f"{spent}; {pounds(abs(row['balance']))} {wording.lower_first(wording.balance(row['balance_kind'], next_year))}"
    )


def _say_nothing(figure: Figure, axes: Axes, message: str) -> Figure:
    axes.text(0.5, 0.5, message, ha="center", va="center", transform=axes.transAxes)
    axes.set_axis_off()
    return figure
