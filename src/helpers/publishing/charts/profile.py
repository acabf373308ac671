"""Spending to date against what was expected by then."""

import functools

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import BLUE, HALO, INK, MUTED, ORANGE, SIZE, Chart, new_figure, say_nothing, wrapped
from helpers.publishing.numbers import percent, pounds, signed

PALE = "#dfe6ee"
ABREAST = 70
"""How many letters stand side by side under the bars."""
TOP, LINE, BESIDE = 7, 14.5, 20
"""Points: from the axis to the amounts, from row to row, and from the axis back to the headings of the rows."""
SWATCHES = {
    "Spent": {"marker": "s", "markersize": 8, "color": BLUE},
    "Forecast": {"marker": "s", "markersize": 8, "markerfacecolor": PALE, "markeredgecolor": BLUE},
    "Profile": {"marker": "D", "markersize": 6.5, "color": ORANGE},
}
METHOD = "spend and profile to date; variance = spend − profile"
FOLLOWS = "to follow"


def profile_chart(frame: pd.DataFrame, *, name: str, title: str, area_name: str, year: Period) -> Chart:
    """A bar for what was spent by the end of each period, a marked line for what was expected, and the amounts below.

    Parameters
    ----------
    frame : DataFrame
        In order of time, cumulative, in pounds: `period` (as printed) `, profile` (expected to date) `, spend` (to date; missing
        where it is to follow), and of these what there is: `forecast` (to date) `, allocation` (of the whole year).
    name : str
        Of the chart's files.
    title : str
        What is paid from: `Community Safety Fund`.
    """
    known = _with_variance(frame.reset_index(drop=True))
    message = _message(known)
    listed = "; ".join(_told(row) for row in known.to_dict("records"))
    listed = f" {listed}." if listed else ""
    start = f"Bar chart of spending to date against profile, {title}, {area_name}, {year.words}, in pounds."
    return Chart(
        name=name,
        caption=f"{title}: spent to date against profile, {area_name}, {year.words}",
        message=message,
        alt=f"{start} {message}{listed}",
        frame=known.assign(method=known.get("method", METHOD)),
        draw=functools.partial(_draw, known),
        empty=known.empty,
    )


def _with_variance(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with what it need not hold, and what is worked out of it."""
    absent = [column for column in ("forecast", "allocation") if column not in frame]
    known = frame.assign(**{column: np.nan for column in absent})
    variance = known["spend"] - known["profile"]
    return known.assign(
        variance=variance,
        variance_percent=100 * variance / known["profile"].where(known["profile"] > 0),
        spent_percent=100 * known["spend"] / known["allocation"].where(known["allocation"] > 0),
    )


def _message(known: pd.DataFrame) -> str:
    reported = known[known["spend"].notna()]
    if known.empty:
        return "No spending is recorded."
    if reported.empty:
        return f"No spending is reported yet.{_ahead(known)}"
    last = reported.iloc[-1]
    share = ""
    if pd.notna(last["spent_percent"]):
        share = f" ({percent(last['spent_percent'], 0)} of the year's {pounds(last['allocation'])})"
    gaps = known.loc[known["spend"].isna(), "period"].astype(str).tolist()
    follow = f" {wording.listing(gaps)} {'is' if len(gaps) == 1 else 'are'} {FOLLOWS}." if gaps else ""
    return f"By the end of {last['period']} {pounds(last['spend'])} was spent{share}{_beside(last)}.{follow}{_ahead(known)}"


def _beside(row: pd.Series) -> str:
    """How the spend stands to its profile, as a clause."""
    if pd.isna(row["variance"]):
        return ""
    if not row["variance"]:
        return ", as was expected by then"
    share = f" ({percent(abs(row['variance_percent']))})" if pd.notna(row["variance_percent"]) else ""
    return f": {pounds(abs(row['variance']))}{share} {'more' if row['variance'] > 0 else 'less'} than expected by then"


def _ahead(known: pd.DataFrame) -> str:
    ahead = known[known["spend"].isna() & known["forecast"].notna()]
    if ahead.empty:
        return ""
    last = ahead.iloc[-1]
    return f" {pounds(last['forecast'])} is forecast by the end of {last['period']}."


def _told(row: dict) -> str:
    """A period in the alternative text."""
    parts = [f"{pounds(row['spend'])} spent" if pd.notna(row["spend"]) else FOLLOWS]
    parts += [f"{pounds(row['forecast'])} forecast"] if pd.isna(row["spend"]) and pd.notna(row["forecast"]) else []
    parts += [f"{pounds(row['profile'])} expected"] if pd.notna(row["profile"]) else []
    return f"{row['period']}: {', '.join(parts)}"


def _draw(known: pd.DataFrame) -> Figure:
    if known.empty:
        return say_nothing(*new_figure(1.2), "No spending is recorded")
    rows = _rows(known)
    figure, axes = new_figure(2.45 + 0.21 * len(rows))
    axes.bar(known.index, known["spend"], width=0.5, color=BLUE)
    ahead = known["forecast"].where(known["spend"].isna())
    axes.bar(known.index, ahead, width=0.5, color=PALE, edgecolor=BLUE, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.plot(
        known.index, known["profile"], color=ORANGE, linewidth=1.6, marker="D", markersize=7, markeredgecolor="white", zorder=4
    )  # fmt: skip
    _allocation(axes, known)
    axes.axhline(0, color=INK, linewidth=1)
    # One bar alone must not fill the page.
    side = 0.5 if len(known) > 2 else 1.0
    axes.set_xlim(-side, len(known) - 1 + side)
    axes.margins(y=0.07)
    axes.yaxis.set_major_formatter(lambda value, _: pounds(value))
    axes.locator_params(axis="y", nbins=4)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    for edge in ("left", "bottom"):
        axes.spines[edge].set_visible(False)
    axes.tick_params(axis="both", length=0)
    axes.set_xticks([])
    _table(axes, known["period"].astype(str).tolist(), rows, _shown(known, rows))
    return figure


def _allocation(axes: Axes, known: pd.DataFrame) -> None:
    given = known["allocation"].dropna()
    if given.empty:
        return
    axes.axhline(given.iloc[-1], color=MUTED, linewidth=1.2, linestyle=(0, (5, 3)), path_effects=HALO, zorder=3)
    # Beside the plot, where no bar can run under it.
    axes.annotate(
        f"{pounds(given.iloc[-1])}\nfor the year", (1, given.iloc[-1]), (5, 0), ("axes fraction", "data"),
        textcoords="offset points", va="center", linespacing=1.1,
    )  # fmt: skip


def _rows(known: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """The amounts under the bars, row by row, each with its heading."""
    ahead = known["forecast"].where(known["spend"].isna())
    rows = [
        ("Spent", [FOLLOWS if pd.isna(value) else pounds(value) for value in known["spend"]]),
        ("Forecast", [_amount(value) for value in ahead]),
        ("Profile", [_amount(value) for value in known["profile"]]),
        ("Variance", [signed(_amount(value), value) for value in known["variance"]]),
    ]
    return [(heading, texts) for heading, texts in rows if any(texts)]


def _amount(value: float) -> str:
    return "" if pd.isna(value) else pounds(value)


def _shown(known: pd.DataFrame, rows: list[tuple[str, list[str]]]) -> list[int]:
    """Places whose amounts are printed: as many as fit, always with the last that is reported."""
    texts = [text for _, row in rows for text in row] + [
        word for period in known["period"].astype(str) for word in period.split()
    ]
    step = -(-len(known) * (max(map(len, texts)) + 2) // ABREAST)
    reported = np.flatnonzero(known["spend"].notna())
    anchor = int(reported[-1]) if len(reported) else len(known) - 1
    return [place for place in range(len(known)) if (place - anchor) % step == 0]


def _table(axes: Axes, periods: list[str], rows: list[tuple[str, list[str]]], shown: list[int]) -> None:
    across = axes.get_xaxis_transform()
    headings = [wrapped(periods[place], ABREAST // len(shown) - 2) for place in shown]
    top = -TOP - 12.5 * max(text.count("\n") for text in headings)
    # From line to line by the baseline, since words without tails would else stand lower.
    lines = [(-TOP, "top", headings)]
    for line, (heading, texts) in enumerate(rows, start=1):
        level = top - line * LINE - SIZE
        lines.append((level, "baseline", [texts[place] for place in shown]))
        axes.annotate(heading, (0, 0), (-BESIDE, level), "axes fraction", textcoords="offset points", ha="right")
        _swatch(axes, heading, level + 0.35 * SIZE)
    for level, va, texts in lines:
        for place, text in zip(shown, texts, strict=True):
            axes.annotate(
                text, (place, 0), (0, level), across, textcoords="offset points", ha="center", va=va, linespacing=0.9,
                fontweight="semibold" if va == "top" else "normal",
            )  # fmt: skip


def _swatch(axes: Axes, heading: str, level: float) -> None:
    """The mark that a row of amounts stands for, beside its heading."""
    if heading not in SWATCHES:
        return
    shift = ScaledTranslation(-0.55 * BESIDE / 72, level / 72, axes.figure.dpi_scale_trans)
    axes.add_line(Line2D([0], [0], transform=axes.transAxes + shift, clip_on=False, linestyle="", **SWATCHES[heading]))
