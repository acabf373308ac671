"""The titles of risks beside their matrix, band by band, each with the marker that stands for it."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import BoxStyle, FancyBboxPatch, Rectangle

from helpers.publishing import wording
from helpers.publishing.charts.base import INK, MUTED, TALLEST, WIDTH
from helpers.publishing.numbers import number

MARKER, LETTER = 15, 5.2
"""Points: the height of a marker, and each letter's share of its width."""
LINE, GAP, HEADING = 0.173, 0.06, 0.25
"""Inches: a line of a title, what is left free under it, and a heading."""
INCH = 15.6
"""Letters that stand on an inch."""
HELD = "\u00a0"
"""A space at which no line ends."""
LONGEST = 4
"""Lines of one title."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a heading with its tint, or a risk with its marker.

    Attributes
    ----------
    text : str
        With its line breaks.
    mark : str
        What stands in the marker; empty for a heading.
    tint : str
        Of a heading's square; empty where there is none.
    """

    text: str
    mark: str = ""
    tint: str = ""

    @property
    def height(self) -> float:
        """Inches that it takes."""
        return LINE * (self.text.count("\n") + 1) + GAP if self.mark else HEADING


def wide(text: str) -> float:
    """A marker's width in inches."""
    return max(MARKER, LETTER * len(text) + 7) / 72


def marker(axes: Axes, text: str, x: float, y: float) -> None:
    """A pill with a risk's number, on axes whose unit is the inch."""
    across, high = wide(text), MARKER / 72
    pill = FancyBboxPatch(
        (x - across / 2, y - high / 2), across, high, boxstyle=BoxStyle("Round", pad=0, rounding_size=high / 2 - 0.001),
        facecolor=INK, edgecolor="white", linewidth=0.8, zorder=5,
    )  # fmt: skip
    axes.add_patch(pill)
    axes.text(x, y, text, ha="center", va="center", color="white", fontsize=9, fontweight="bold", zorder=6)


def entries(
    known: pd.DataFrame, marks: Sequence[str], spans: Mapping[str, tuple[str, str]], left: float
) -> list[Entry]:
    """The list, as long as a page allows: titles in full, else on one line each, else only those of the highest scores.

    Parameters
    ----------
    known : DataFrame
        Risks with `risk, title, score, band, residual_score, rating`.
    marks : sequence of str
        What stands in each risk's marker.
    spans : mapping of band to (heading, tint)
        Highest first.
    left : float
        Inches: where the list begins.
    """
    letters = int((WIDTH - left - max(map(wide, marks), default=0) - 0.12) * INCH)
    order = known.sort_values("score", ascending=False, kind="stable", na_position="last")
    for longest in (LONGEST, 1):
        risks = {place: _risk(row, marks[place], letters, longest) for place, row in order.iterrows()}
        made = _under_headings(order, risks, spans)
        if sum(entry.height for entry in made) <= TALLEST - 0.2:
            return made
    return _cut(made)


def _under_headings(order: pd.DataFrame, risks: Mapping, spans: Mapping[str, tuple[str, str]]) -> list[Entry]:
    made = []
    for word, (heading, tint) in spans.items():
        found = order.index[order["band"] == word]
        made.append(Entry(heading if len(found) else f"{heading}: none", tint=tint))
        made += [risks[place] for place in found]
    rest = order.index[order["score"].isna()]
    return [*made, Entry("Not scored"), *(risks[place] for place in rest)] if len(rest) else made


def _cut(made: list[Entry]) -> list[Entry]:
    """What a page holds, and how many more there are."""
    kept, room = [], TALLEST - 0.2 - HEADING
    for entry in made:
        room -= entry.height
        if room < 0:
            break
        kept.append(entry)
    more = sum(bool(entry.mark) for entry in made[len(kept) :])
    return [*kept, Entry(f"and {wording.plural(more, 'more risk')}")]


def _risk(row: pd.Series, mark: str, letters: int, longest: int) -> Entry:
    """A risk with its score, where it will be, and what the source says otherwise."""
    name = "" if mark == str(row["risk"]) else f"({row['risk']}) "
    score = [] if pd.isna(row["score"]) else [number(row["score"])]
    if pd.notna(row["rating"]) and row["rating"] != row["score"]:
        score.append(f"rated {number(row['rating'])}")
    if pd.notna(row["residual_score"]):
        score.append(f"then {number(row['residual_score'])}")
    # Nothing but its score on a last line would look lost, and a colon cannot begin one.
    ending = f": {', '.join(score)}".replace(" ", HELD) if score else ""
    title = f"{name}{str(row['title']).rstrip('.')}"
    room = max(letters * longest - len(ending) - 3 * (longest - 1), 8)
    # A shorter title, rather than a score that is cut off.
    lines = textwrap.wrap(f"{textwrap.shorten(title, room, placeholder=' …')}{ending}", letters)
    return Entry("\n".join(lines), mark=mark)


def draw(axes: Axes, listed: Sequence[Entry], left: float, top: float) -> None:
    """Write the list from `left` and `top` downwards, on axes whose unit is the inch."""
    indent = max((wide(entry.mark) for entry in listed if entry.mark), default=0) + 0.09
    for entry in listed:
        if entry.mark:
            marker(axes, entry.mark, left + (indent - 0.09) / 2, top - 0.09)
            axes.text(left + indent, top - 0.015, entry.text, ha="left", va="top", linespacing=0.92)
        else:
            middle = top - 0.11
            if entry.tint:
                axes.add_patch(
                    Rectangle((left, middle - 0.07), 0.16, 0.14, facecolor=entry.tint, edgecolor=MUTED, linewidth=0.7)
                )
            axes.text(
                left + (0.24 if entry.tint else 0), middle, entry.text, ha="left", va="center", fontweight="semibold"
            )
        top -= entry.height
