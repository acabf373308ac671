"""A funding stream from what came in to what is left, step by step."""

import functools

import pandas as pd
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing.charts.base import BLUE, GREY, INK, ORANGE, TALLEST, Chart, new_figure, say_nothing, wrapped
from helpers.publishing.numbers import pounds, signed

KINDS = ("opening", "in", "out", "total")
PENCE = 0.005


def waterfall_chart(steps: pd.DataFrame, *, name: str, title: str, area_name: str, year: Period) -> Chart:
    """Floating bars, each beginning where the one before ended; totals stand on nought.

    Parameters
    ----------
    steps : DataFrame
        `label, amount` (pounds; negative for what goes out) `, kind` (`opening`, `in`, `out` or `total`).

    Raises
    ------
    ValueError
        If a kind is unknown, an amount is missing, or a total is not what the steps before it come to.
    """
    known = _levels(steps.reset_index(drop=True))
    message = _message(known)
    listed = "; ".join(
        f"{row.label} {signed(pounds(row.amount), row.amount) if row.kind in ('in', 'out') else pounds(row.amount)}"
        for row in known.itertuples()
    )
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}: from what came in to what is left, {area_name}, {year.words}",
        message=message,
        alt=f"Waterfall chart of {title}, in pounds. {message}{listed}",
        frame=known.assign(method=steps.get("method", "amounts added up step by step")),
        draw=functools.partial(_draw, known),
    )


def _levels(steps: pd.DataFrame) -> pd.DataFrame:
    running, starts, ends = 0.0, [], []
    for row in steps.itertuples():
        if row.kind not in KINDS:
            raise ValueError(f"step {row.label!r} is of kind {row.kind!r}; kinds are {', '.join(KINDS)}")
        if pd.isna(row.amount):
            raise ValueError(f"step {row.label!r} has no amount")
        if row.kind == "total" and abs(row.amount - running) > PENCE:
            raise ValueError(
                f"the total {row.label!r} is {row.amount:,.2f}, but the steps before it come to {running:,.2f}"
            )
        starts.append(0.0 if row.kind in ("opening", "total") else running)
        running = row.amount if row.kind in ("opening", "total") else running + row.amount
        ends.append(running)
    return steps.assign(start=starts, end=ends)


def _message(known: pd.DataFrame) -> str:
    if known.empty:
        return "No amount is recorded."
    came = known.loc[known["kind"].isin(["opening", "in"]), "amount"].sum()
    went = -known.loc[known["kind"] == "out", "amount"].sum()
    left = known["end"].iloc[-1]
    ending = (
        "nothing is left"
        if abs(left) < PENCE
        else f"{pounds(left)} is left"
        if left > 0
        else f"{pounds(-left)} is owed"
    )
    return f"Of {pounds(came)} that came in, {pounds(went)} went out and {ending}."


def _draw(known: pd.DataFrame) -> Figure:
    figure, axes = new_figure(min(TALLEST, 0.5 + 0.36 * max(len(known), 2)))
    if known.empty:
        return say_nothing(figure, axes, "No amount is recorded")
    colours = {"opening": BLUE, "in": BLUE, "out": ORANGE, "total": GREY}
    low, high = min(known[["start", "end"]].min().min(), 0), max(known[["start", "end"]].max().max(), 0)
    span = high - low or 1
    for row in known.itertuples():
        hatch = "////" if row.kind == "out" else None
        axes.barh(
            row.Index, row.end - row.start, left=row.start, height=0.6, color=colours[row.kind], hatch=hatch,
            edgecolor="white", linewidth=0,
        )  # fmt: skip
        text = signed(pounds(row.amount), row.amount) if row.kind in ("in", "out") else pounds(row.amount)
        axes.annotate(
            text, (max(row.start, row.end), row.Index), (5, 0), textcoords="offset points", va="center",
            fontweight="semibold" if row.kind in ("opening", "total") else "normal",
        )  # fmt: skip
        if row.Index + 1 < len(known):
            axes.vlines(row.end, row.Index + 0.3, row.Index + 0.7, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(known)), [wrapped(text, 32) for text in known["label"]])
    axes.set_ylim(len(known) - 0.5, -0.5)
    axes.set_xlim(
        min(known[["start", "end"]].min().min(), 0) - 0.02 * span,
        max(known[["start", "end"]].max().max(), 0) + 0.2 * span,
    )
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure
