"""A funding stream from what came in to what is left, step by step."""

import functools
import textwrap
from itertools import accumulate, pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.periods import Period
from helpers.publishing import wording
from helpers.publishing.charts.base import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    TALLEST,
    TEAL,
    Chart,
    new_figure,
    say_nothing,
    wrapped,
)
from helpers.publishing.numbers import pounds, signed

BAR, LINE = 0.17, 0.165
"""Inches: a bar, and a line of a label."""
AMOUNT, PLOT = 5.6, 250
"""Points: a letter of an amount, and the narrowest that long labels leave of the plot."""
PENCE = 0.005
MOST = 40
"""Steps: what a page holds."""
METHOD = "amounts added up step by step"
LOOKS = {
    "opening": {"facecolor": BLUE, "edgecolor": BLUE},
    "in": {"facecolor": TEAL, "edgecolor": TEAL},
    "out": {"facecolor": "#fde3d6", "edgecolor": ORANGE},
    "total": {"facecolor": BLUE, "edgecolor": BLUE},
}
"""Dark, middling and pale, and a printed plus or minus: they can be told apart in grey."""
STANDING = ("opening", "total")


def waterfall_chart(steps: pd.DataFrame, *, name: str, title: str, area_name: str, year: Period) -> Chart:
    """Floating bars, each beginning where the one before ended; totals stand on nought.

    Parameters
    ----------
    steps : DataFrame
        In the order of the account: `label, amount` (pounds; negative for what goes out; missing where it is to follow) `, kind`:
        `opening` (what there was), `in`, `out`, or `total` (what all steps before it come to).
    name : str
        Of the chart's files.
    title : str
        Of the stream: `Community Safety Fund`.

    Raises
    ------
    ValueError
        If a kind is unknown, an amount has the wrong sign, there are more steps than a page holds, or a total is not what the
        steps before it come to.
    """
    known = _levels(steps.reset_index(drop=True))
    message = _message(known)
    listed = "; ".join(f"{row.label} {_amount(row)}" for row in known.itertuples())
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}: from what came in to what is left, {area_name}, {year.words}",
        message=message,
        alt=f"Waterfall chart of {title}, {area_name}, {year.words}, in pounds. {message}{listed}",
        frame=known.assign(method=known.get("method", METHOD)),
        draw=functools.partial(_draw, known),
        empty=bool(known["amount"].isna().all()),
    )


def _levels(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps with `start` and `end` of each bar; without a step whose amount is to follow, as far as can be known."""
    if len(steps) > MOST:
        raise ValueError(f"a page holds {MOST} steps, got {len(steps)}: add the smallest together")
    running, starts, ends = 0.0, [], []
    open_ended = False
    for row in steps.itertuples():
        _check(row)
        missing = pd.isna(row.amount)
        amount = 0.0 if missing else float(row.amount)
        if row.kind == "total":
            if not missing and not open_ended and abs(amount - running) > PENCE:
                raise ValueError(
                    f"the total {row.label!r} is {amount:,.2f}, but the steps before it come to {running:,.2f}"
                )
            starts.append(0.0)
            # A total that is stated closes the account again, whatever was to follow before it.
            running, open_ended = (running, open_ended) if missing else (amount, False)
        else:
            starts.append(running)
            running, open_ended = running + amount, open_ended or missing
        ends.append(running)
    absent = steps["amount"].isna()
    return steps.assign(start=pd.Series(starts, dtype="float64"), end=pd.Series(ends, dtype="float64").mask(absent))


def _check(row) -> None:
    if row.kind not in LOOKS:
        raise ValueError(f"step {row.label!r} is of kind {row.kind!r}; kinds are {', '.join(LOOKS)}")
    if (row.kind == "out" and row.amount > 0) or (row.kind == "in" and row.amount < 0):
        raise ValueError(
            f"step {row.label!r} is {row.kind!r}, but its amount is {row.amount:,.2f}: what goes out is negative, what comes in "
            "is not"
        )


def _message(known: pd.DataFrame) -> str:
    if known["amount"].isna().all():
        return "No amount is recorded."
    sums = known.groupby("kind")["amount"].sum(min_count=1).reindex(list(LOOKS))
    there = [f"{pounds(sums['opening'])} at the start"] if pd.notna(sums["opening"]) else []
    there += [f"{pounds(sums['in'])} that came in"] if pd.notna(sums["in"]) else []
    gone = f"{pounds(-sums['out'])} went out" if pd.notna(sums["out"]) else "nothing went out"
    of = f"of {wording.listing(there)}, " if there else ""
    to_follow = known.loc[known["amount"].isna(), "label"].tolist()
    left = _left(known["end"].ffill().iloc[-1], " so far" if _is_open(known) else "")
    follow = f" {wording.listing(to_follow)} {'is' if len(to_follow) == 1 else 'are'} to follow." if to_follow else ""
    return f"{wording.upper_first(f'{of}{gone}')} and {left}.{_largest(known)}{follow}"


def _is_open(known: pd.DataFrame) -> bool:
    """Whether an amount is to follow that no later total has settled."""
    settled = known.index[(known["kind"] == "total") & known["amount"].notna()]
    return bool(known.loc[settled[-1] if len(settled) else 0 :, "amount"].isna().any())


def _left(amount: float, so_far: str) -> str:
    if abs(amount) < PENCE:
        return f"nothing is left{so_far}"
    return f"{pounds(amount)} is left{so_far}" if amount > 0 else f"{pounds(-amount)} is overspent{so_far}"


def _largest(known: pd.DataFrame) -> str:
    out = known[(known["kind"] == "out") & known["amount"].notna()]
    if len(out) < 2:
        return ""
    row = out.loc[out["amount"].idxmin()]
    return f" The most, {pounds(-row['amount'])}, went on {row['label']}."


def _amount(row) -> str:
    if pd.isna(row.amount):
        return "to follow"
    return pounds(row.amount) if row.kind in STANDING else signed(pounds(row.amount), row.amount)


def _draw(known: pd.DataFrame) -> Figure:
    if known["amount"].isna().all():
        return say_nothing(*new_figure(1.2), "No amount is recorded")
    labels, tops = _rows(known["label"].astype(str).tolist())
    middles = [(top + below) / 2 for top, below in pairwise(tops)]
    figure, axes = new_figure(tops[-1] + 0.1)
    levels = known[["start", "end"]]
    low, high = min(levels.min().min(), 0.0), max(levels.max().max(), 0.0)
    span = high - low or 1
    letters = max(len(_amount(row)) for row in known.itertuples())
    axes.set_xlim(low - 0.01 * span, high + span * AMOUNT * letters / (PLOT - AMOUNT * letters))
    axes.set_ylim(tops[-1], 0)
    for row, middle in zip(known.itertuples(), middles, strict=True):
        _step(axes, row, middle)
    # From where one bar ended to the next that is drawn, so that the eye need not jump.
    drawn = [(row.end, middle) for row, middle in zip(known.itertuples(), middles, strict=True) if pd.notna(row.end)]
    for (end, above), (_, below) in pairwise(drawn):
        axes.vlines(end, above + BAR / 2, below - BAR / 2, color=MUTED, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(middles, labels)
    for label, kind in zip(axes.get_yticklabels(), known["kind"], strict=True):
        label.set_linespacing(0.9)
        label.set_fontweight("semibold" if kind in STANDING else "normal")
    axes.tick_params(axis="y", length=0, pad=6)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def _step(axes: Axes, row, middle: float) -> None:
    missing = pd.isna(row.amount)
    if not missing:
        axes.barh(middle, row.end - row.start, left=row.start, height=BAR, linewidth=1, **LOOKS[row.kind])
    axes.annotate(
        _amount(row), (row.start if missing else max(row.start, row.end), middle), (5, 0), textcoords="offset points",
        va="center_baseline", color=MUTED if missing else INK, fontweight="semibold" if row.kind in STANDING else "normal",
    )  # fmt: skip


def _rows(labels: list[str]) -> tuple[list[str], list[float]]:
    """Labels on as many lines as a page allows, and where each row begins, in inches, with the end of the last."""
    room = TALLEST - 0.2
    for fold in (functools.partial(wrapped, width=30), functools.partial(wrapped, width=46), _one_line):
        folded = [fold(text) for text in labels]
        lines = [text.count("\n") + 1 for text in folded]
        if sum(lines) * LINE + len(lines) * 0.05 <= room:
            break
    spare = min(0.13, (room - sum(lines) * LINE) / len(lines))
    return folded, list(accumulate((LINE * count + spare for count in lines), initial=0.0))


def _one_line(text: str) -> str:
    return textwrap.shorten(text, 46, placeholder=" …")
