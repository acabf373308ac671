"""Risks by impact and likelihood."""

import functools
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.publishing import wording
from helpers.publishing.charts.base import INK, MUTED, Chart, new_figure
from helpers.publishing.numbers import number

BANDS = ((1, "low"), (6, "medium"), (12, "high"), (20, "very high"))
"""The lowest score of each band on a five by five matrix."""
TINTS = ("#e9f1ec", "#fdf3d0", "#fbdcc6", "#f2b8b0")
PER_ROW = 3


def band(score: float, bands: Sequence[tuple[float, str]] = BANDS) -> str:
    """The word for a score of impact × likelihood."""
    return [word for lowest, word in bands if score >= lowest][-1]


def risk_matrix_chart(
    risks: pd.DataFrame,
    *,
    name: str,
    title: str,
    area_name: str,
    bands: Sequence[tuple[float, str]] = BANDS,
    size: int = 5,
) -> Chart:
    """A grid of impact by likelihood with each risk's number in its square.

    Parameters
    ----------
    risks : DataFrame
        `risk` (number or short id) `, title, impact, likelihood` (1 to `size`; missing where not scored).
    bands : sequence of (lowest score, word)

    Raises
    ------
    ValueError
        If a score lies outside the grid.
    """
    scored = risks[risks["impact"].notna() & risks["likelihood"].notna()]
    outside = scored[~(scored["impact"].between(1, size) & scored["likelihood"].between(1, size))]
    if len(outside):
        raise ValueError(f"risk {outside['risk'].iloc[0]} is scored outside 1 to {size}")
    scored = scored.assign(score=scored["impact"] * scored["likelihood"])
    scored = scored.assign(band=[band(score, bands) for score in scored["score"]])
    rest = risks[~risks.index.isin(scored.index)]
    message = _message(scored, rest, bands)
    listed = "; ".join(
        f"{row.risk} {row.title}: impact {number(row.impact)}, likelihood {number(row.likelihood)}, score {number(row.score)} "
        f"({row.band})"
        for row in scored.sort_values("score", ascending=False, kind="stable").itertuples()
    )
    listed = f" {listed}." if listed else ""
    frame = risks[["risk", "title", "impact", "likelihood"]].join(scored[["score", "band"]])
    return Chart(
        name=name,
        caption=f"{title}: risks by impact and likelihood, {area_name}",
        message=message,
        alt=f"Risk matrix, impact across and likelihood upwards, from 1 to {size}. {message}{listed}",
        frame=frame.assign(method="score = impact × likelihood"),
        draw=functools.partial(_draw, scored, rest, bands, size),
    )


def _message(scored: pd.DataFrame, rest: pd.DataFrame, bands: Sequence[tuple[float, str]]) -> str:
    unscored = (
        f" {wording.plural(len(rest), 'risk')} {'is' if len(rest) == 1 else 'are'} not scored." if len(rest) else ""
    )
    if scored.empty:
        return f"No risk is scored.{unscored}"
    counts = scored["band"].value_counts()
    parts = [f"{number(int(counts[word]))} {word}" for _, word in reversed(bands) if word in counts]
    top = scored.loc[scored["score"].idxmax()]
    highest = (
        ""
        if len(scored) == 1
        else f" The highest is {top['risk']}, {wording.lower_first(top['title'])}, with {number(top['score'])}."
    )
    return f"Of {wording.plural(len(scored), 'scored risk')}, {wording.listing(parts)}.{highest}{unscored}"


def _draw(scored: pd.DataFrame, rest: pd.DataFrame, bands: Sequence[tuple[float, str]], size: int) -> Figure:
    figure, axes = new_figure(4.0)
    tint = dict(zip([word for _, word in bands], TINTS, strict=False))
    for impact in range(1, size + 1):
        for likelihood in range(1, size + 1):
            word = band(impact * likelihood, bands)
            axes.add_patch(
                Rectangle((impact - 0.5, likelihood - 0.5), 1, 1, facecolor=tint[word], edgecolor="white", linewidth=2)
            )
            axes.text(
                impact - 0.46, likelihood + 0.45, f"{impact * likelihood} {word}", va="top", ha="left", color=MUTED, fontsize=9
            )  # fmt: skip
    for (impact, likelihood), group in scored.groupby(["impact", "likelihood"]):
        _place(axes, impact, likelihood, group["risk"].astype(str).tolist())
    if len(rest):
        axes.annotate(
            f"Not scored: {wording.listing(rest['risk'].astype(str).tolist())}", (0, 0), (0, -34), "axes fraction",
            textcoords="offset points", va="top",
        )  # fmt: skip
    ticks = range(1, size + 1)
    axes.set(
        xlim=(0.5, size + 0.5), ylim=(0.5, size + 0.5), xticks=ticks, yticks=ticks, xlabel="Impact", ylabel="Likelihood"
    )
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def _place(axes: Axes, impact: float, likelihood: float, names: list[str]) -> None:
    """Numbers side by side in rows inside one square; beyond six they are counted."""
    shown = names if len(names) <= 2 * PER_ROW else [*names[: 2 * PER_ROW - 1], f"+{len(names) - 2 * PER_ROW + 1}"]
    lines = [shown[start : start + PER_ROW] for start in range(0, len(shown), PER_ROW)]
    for row, line in enumerate(lines):
        for place, text in enumerate(line):
            axes.text(
                impact + 0.3 * (place - (len(line) - 1) / 2), likelihood - 0.12 + 0.13 * (len(lines) - 1) - 0.29 * row, text,
                ha="center", va="center", color="white", fontsize=9, fontweight="bold",
                bbox={"boxstyle": "circle,pad=0.25", "facecolor": INK, "edgecolor": "none"},
            )  # fmt: skip
