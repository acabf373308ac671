"""Risks by impact and likelihood, with their titles beside them."""

import functools
import math
import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke

from helpers.publishing import wording
from helpers.publishing.charts import risk_list
from helpers.publishing.charts.base import MUTED, WIDTH, Chart, new_figure, say_nothing
from helpers.publishing.numbers import number

Bands = Sequence[tuple[float, str]]

BANDS: Bands = ((1, "low"), (6, "medium"), (12, "high"), (20, "very high"))
"""The lowest score of each band on a five by five matrix."""
TINTS = ("#f4f6f8", "#f7d98b", "#f0ad76", "#db8262")
"""Ever darker, so that the bands keep their order in grey."""
METHOD = "score = impact × likelihood"
OPTIONAL = ["rating", "residual_impact", "residual_likelihood"]
SIDE = 3.45
"""Inches: the grid."""
LEFT, TOP, BELOW = 0.5, 0.08, 0.5
"""Inches: beside, above and under the grid."""
LIST = LEFT + SIDE + 0.25
"""Inches: where the list begins."""


def band(score: float, bands: Bands = BANDS) -> str:
    """The word for a score of impact × likelihood."""
    return [word for lowest, word in bands if score >= lowest][-1]


def risk_matrix_chart(
    risks: pd.DataFrame, *, name: str, title: str, area_name: str, bands: Bands = BANDS, size: int = 5
) -> Chart:
    """A grid of impact by likelihood with each risk's number in its square, and the titles by band beside it.

    Parameters
    ----------
    risks : DataFrame
        `risk` (number or short id) `, title, impact, likelihood` (1 to `size`; missing where not scored), and of these what there
        is: `rating` (as the source prints it), `residual_impact, residual_likelihood` (after what is being done).
    name : str
        Of the chart's files.
    bands : sequence of (lowest score, word)
        Ascending; the first begins at 1.

    Raises
    ------
    ValueError
        If a score lies outside the grid, or a rating is not impact × likelihood.
    """
    known = _scored(risks.reset_index(drop=True), bands, size)
    message = _message(known, bands)
    listed = "; ".join(_told(row) for row in _by_score(known).itertuples())
    listed = f" {listed}." if listed else ""
    return Chart(
        name=name,
        caption=f"{title}: risks by impact and likelihood, {area_name}",
        message=message,
        alt=(
            f"Risk matrix of {wording.lower_first(title)}, {area_name}: impact across and likelihood upwards, each from 1 to "
            f"{size}. {message}{listed}"
        ),
        frame=known.assign(method=known.get("method", METHOD)),
        draw=functools.partial(_draw, known, bands, size),
        empty=known.empty,
    )


def _scored(risks: pd.DataFrame, bands: Bands, size: int) -> pd.DataFrame:
    """The risks with what they need not hold, `score`, `band` and `residual_score`; refused where they do not fit."""
    known = risks.assign(**{column: float("nan") for column in OPTIONAL if column not in risks})
    places = known[["impact", "likelihood", "residual_impact", "residual_likelihood"]].astype("float64")
    for column in places:
        wrong = known[places[column].notna() & ~places[column].isin(range(1, size + 1))]
        if len(wrong):
            raise ValueError(
                f"risk {wrong['risk'].iloc[0]} has {column.replace('_', ' ')} {wrong[column].iloc[0]:g}; scores are whole "
                f"numbers from 1 to {size}"
            )
    score = places["impact"] * places["likelihood"]
    return known.assign(
        score=score,
        band=["" if pd.isna(value) else band(value, bands) for value in score],
        residual_score=places["residual_impact"] * places["residual_likelihood"],
    )


def _by_score(known: pd.DataFrame) -> pd.DataFrame:
    """The highest score first; those without one last, each in its order."""
    return known.sort_values("score", ascending=False, kind="stable", na_position="last")


def _message(known: pd.DataFrame, bands: Bands) -> str:
    scored = known[known["score"].notna()]
    rest = len(known) - len(scored)
    verb = "is" if rest == 1 else "are"
    if known.empty:
        return "No risk is recorded."
    if scored.empty:
        return f"None of {wording.plural(rest, 'risk')} is scored." if rest > 1 else "The one risk is not scored."
    unscored = f" {wording.plural(rest, 'risk')} {verb} not scored." if rest else ""
    if len(scored) == 1:
        row = scored.iloc[0]
        return f"The one risk that is scored, {_named(row)}, is {row['band']} with {number(row['score'])}.{unscored}"
    counts = scored["band"].value_counts()
    found = [(int(counts[word]), word) for _, word in reversed(bands) if word in counts]
    said = [f"{number(count)} {'is' if count == 1 else 'are'} {word}" for count, word in found[:1]]
    said += [f"{number(count)} {word}" for count, word in found[1:]]
    start = f"Of {number(len(scored))} scored risks, {wording.listing(said)}."
    if len(found) == 1:
        every = "Both" if len(scored) == 2 else f"All {number(len(scored))}"
        start = f"{every} scored risks are {found[0][1]}."
    return f"{start} {_highest(scored)}{unscored}"


def _highest(scored: pd.DataFrame) -> str:
    top = scored[scored["score"] == scored["score"].max()]
    score = number(top["score"].iloc[0])
    if len(top) == 1:
        return f"The highest score, {score}, is that of {_named(top.iloc[0])}."
    if len(top) > 3:
        return f"{number(len(top))} share the highest score, {score}."
    return f"The highest score, {score}, is that of {wording.listing(top['risk'].astype(str).tolist())}."


def _named(row: pd.Series) -> str:
    title = textwrap.shorten(str(row["title"]).rstrip("."), 90, placeholder=" …")
    return f"{row['risk']} ({title})"


def _told(row) -> str:
    """A risk in the alternative text. The comma keeps a risk's number from being read as one of what its title begins with."""
    if pd.isna(row.score):
        rated = f", though rated {number(row.rating)}" if pd.notna(row.rating) else ""
        return f"{row.risk}, {row.title}: not scored{rated}"
    rated = f", rated {number(row.rating)} in the source" if pd.notna(row.rating) and row.rating != row.score else ""
    after = f", then {number(row.residual_score)}" if pd.notna(row.residual_score) else ""
    return (
        f"{row.risk}, {row.title}: impact {number(row.impact)}, likelihood {number(row.likelihood)}, score "
        f"{number(row.score)} ({row.band}{rated}){after}"
    )


def _draw(known: pd.DataFrame, bands: Bands, size: int) -> Figure:
    if known.empty:
        return say_nothing(*new_figure(1.2), "No risk is recorded")
    cell = SIDE / size
    marks = _marks(known, cell)
    listed = risk_list.entries(known, marks, _spans(bands, size), LIST)
    height = max(TOP + SIDE + BELOW, 2 * TOP + sum(entry.height for entry in listed))
    figure, axes = new_figure(height)
    # Everything is placed in inches, so that type and squares keep their proportion however long the list is.
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    floor = height - TOP - SIDE
    _grid(axes, bands, size, floor)
    middles = _markers(axes, known, marks, cell, floor)
    for row in known[known["residual_score"].notna() & known["score"].notna()].itertuples():
        _arrow(axes, middles[row.Index], row, cell, floor)
    risk_list.draw(axes, listed, LIST, height - TOP)
    return figure


def _grid(axes: Axes, bands: Bands, size: int, floor: float) -> None:
    cell, tints = SIDE / size, _tints(bands)
    for impact in range(1, size + 1):
        left = LEFT + (impact - 1) * cell
        axes.text(left + cell / 2, floor - 0.06, str(impact), ha="center", va="top")
        axes.text(LEFT - 0.08, floor + (impact - 0.5) * cell, str(impact), ha="right", va="center_baseline")
        for likelihood in range(1, size + 1):
            bottom, score = floor + (likelihood - 1) * cell, impact * likelihood
            tint = tints[band(score, bands)]
            axes.add_patch(Rectangle((left, bottom), cell, cell, facecolor=tint, edgecolor="white", linewidth=2))
            # Its halo has the colour of the square: an arrow may pass under it.
            axes.text(
                left + 0.05, bottom + cell - 0.05, str(score), ha="left", va="top", fontsize=9, zorder=4,
                path_effects=[withStroke(linewidth=2.5, foreground=tint)],
            )  # fmt: skip
    axes.text(LEFT + SIDE / 2, floor - 0.25, "Impact", ha="center", va="top", fontweight="semibold")
    axes.text(0.14, floor + SIDE / 2, "Likelihood", ha="center", va="center", rotation=90, fontweight="semibold")


def _tints(bands: Bands) -> dict[str, str]:
    """A tint for each band, the last for the highest and for any that are left."""
    return {word: TINTS[min(place, len(TINTS) - 1)] for place, (_, word) in enumerate(bands)}


def _spans(bands: Bands, size: int) -> dict[str, tuple[str, str]]:
    """For each band, the highest first, its heading with the scores that fall into it, and its tint."""
    tints, ends = _tints(bands), [*(lowest - 1 for lowest, _ in bands[1:]), size * size]
    spans = [
        (
            word,
            f"{wording.upper_first(word)} ({number(lowest)} to {number(end)})"
            if end > lowest
            else wording.upper_first(word),
        )
        for (lowest, word), end in zip(bands, ends, strict=True)
    ]
    return {word: (heading, tints[word]) for word, heading in reversed(spans)}


def _marks(known: pd.DataFrame, cell: float) -> list[str]:
    """What stands in the squares: each risk's own number, or its place where one of them is too long for a square."""
    names = known["risk"].astype(str).tolist()
    longest = max(map(risk_list.wide, names), default=0)
    return names if longest <= cell - 0.05 else [str(place + 1) for place in range(len(names))]


def _markers(
    axes: Axes, known: pd.DataFrame, marks: list[str], cell: float, floor: float
) -> dict[int, tuple[float, float]]:
    """Draw the markers, side by side in rows where several share a square; where each stands, by its place in the frame."""
    middles = {}
    down = (risk_list.MARKER + 2) / 72
    for (impact, likelihood), group in known[known["score"].notna()].groupby(["impact", "likelihood"]):
        left, bottom = LEFT + (impact - 1) * cell, floor + (likelihood - 1) * cell
        wide = max(risk_list.wide(marks[place]) for place in group.index) + 2 / 72
        across, deep = max(1, int((cell - 0.03) / wide)), max(1, int((cell - 0.18) / down))
        shown = list(group.index[: across * deep])
        texts = [marks[place] for place in shown]
        if len(group) > len(shown):
            # The last place tells how many more there are; the list names them.
            texts[-1] = f"+{len(group) - len(shown) + 1}"
        lines = -(-len(shown) // across)
        for order, text in enumerate(texts):
            row, column = divmod(order, across)
            abreast = min(across, len(shown) - row * across)
            x = left + cell / 2 + (column - (abreast - 1) / 2) * wide
            y = bottom + (cell - 0.15) / 2 + ((lines - 1) / 2 - row) * down
            risk_list.marker(axes, text, x, y)
            middles[shown[order]] = (x, y)
        middles |= {place: middles[shown[-1]] for place in group.index[len(shown) :]}
    return middles


def _arrow(axes: Axes, start: tuple[float, float], row, cell: float, floor: float) -> None:
    """From a risk to the edge of the square in which it will be after what is being done."""
    if (row.residual_impact, row.residual_likelihood) == (row.impact, row.likelihood):
        return
    x, y = start
    left, bottom = LEFT + (row.residual_impact - 1) * cell, floor + (row.residual_likelihood - 1) * cell
    across, up = left + cell / 2 - x, bottom + cell / 2 - y
    # So much of the way is outside the square; the head stands a little inside, where no marker hides it.
    outside = max(
        (abs(distance) - cell / 2) / abs(distance) if abs(distance) > cell / 2 else 0.0 for distance in (across, up)
    )
    share = min(1.0, outside + 0.11 / math.hypot(across, up))
    arrow = FancyArrowPatch(
        (x, y), (x + share * across, y + share * up), arrowstyle="-|>", mutation_scale=8, color=MUTED, linewidth=1.1,
        shrinkA=0, shrinkB=0, zorder=3,
    )  # fmt: skip
    axes.add_patch(arrow)
