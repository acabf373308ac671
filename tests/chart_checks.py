"""What every chart is held to: type that can be read, colours that carry no meaning alone, words that match the figures."""

import re
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from unittest import mock

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpers.analysis.rounding import half_up
from helpers.publishing.charts import Chart, colours
from helpers.publishing.charts.base import STYLE, TALLEST, WIDTH

DPI = 100
SMALLEST = 9.0
APART = 8.0
"""ΔE*ab: colours that differ by less are taken for one."""
COVERED = 0.06
"""A share of what lies under a text: a hairline may touch it, a line may not strike it through."""
CONSTANTS = {95.0, 99.8}
"""Per cent: the names of intervals and limits."""


@dataclass(frozen=True)
class Written:
    """A text as drawn: where it stands, in pixels, and the pixels under it."""

    text: Text
    words: str
    box: tuple[float, float, float, float]
    under: np.ndarray

    def __str__(self) -> str:
        return repr(self.words)


@dataclass(frozen=True)
class Mark:
    """A bar, square, point or line that may carry meaning: how it looks, and the words that stand in or beside it."""

    colour: tuple[float, float, float]
    edge: tuple[float, float, float] | None
    shape: tuple
    words: frozenset[str]
    labelled: bool


@dataclass(frozen=True)
class Drawn:
    """A chart drawn once, with all its texts, and what the drawing warned of, such as a letter that the type does not have."""

    figure: Figure
    texts: list[Written]
    warned: list[str]


def draw(chart: Chart) -> Drawn:
    """Draw a chart without its texts, to see what lies under them, and remember where each would stand."""
    seen: list[Text] = []
    with matplotlib.rc_context(STYLE), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        figure = chart.draw()
        figure.set_dpi(DPI)
        canvas = FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        # What has been laid out stays where it is.
        figure.set_layout_engine("none")
        with mock.patch.object(Text, "draw", lambda text, renderer: seen.append(text)):
            canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[::-1, :, :3] / 255
        seen = [text for text in dict.fromkeys(seen) if text.get_text().strip() and text.get_visible()]
        boxes = [tuple(text.get_window_extent().extents) for text in seen]
    texts = [
        Written(text, text.get_text(), box, _under(text, box, pixels)) for text, box in zip(seen, boxes, strict=True)
    ]
    return Drawn(figure, texts, [str(warning.message) for warning in warned])


def _under(text: Text, box: Iterable[float], pixels: np.ndarray) -> np.ndarray:
    halos = [effect._gc for effect in text.get_path_effects() if "foreground" in getattr(effect, "_gc", {})]
    if any(halo.get("linewidth", 0) >= 2 for halo in halos):
        return np.array([to_rgba(halos[0]["foreground"])[:3]])
    if text.get_bbox_patch() is not None:
        return np.array([text.get_bbox_patch().get_facecolor()[:3]])
    left, bottom, right, top = _ink(box)
    rows = slice(max(int(bottom), 0), max(int(np.ceil(top)), 1))
    columns = slice(max(int(left), 0), max(int(np.ceil(right)), 1))
    return pixels[rows, columns].reshape(-1, 3)


def _ink(box: Iterable[float]) -> tuple[float, float, float, float]:
    """The box without the room that a font keeps free above and below its letters (beside them, if they stand upright)."""
    left, bottom, right, top = box
    spare = 0.13 * min(right - left, top - bottom, 0.2 * DPI)
    if top - bottom > 1.5 * (right - left):
        return left + spare, bottom + 1, right - spare, top - 1
    return left + 1, bottom + spare, right - 1, top - spare


def small_type(drawn: Drawn) -> list[str]:
    """Texts that are smaller than can be read in print."""
    return [f"{text} is {text.text.get_fontsize():g} pt" for text in drawn.texts if text.text.get_fontsize() < SMALLEST]


def faint_type(drawn: Drawn) -> list[str]:
    """Texts that do not stand out from what lies under them."""
    found = []
    for text in drawn.texts:
        *ink, alpha = to_rgba(text.text.get_color(), text.text.get_alpha())
        shades, counts = np.unique(np.round(text.under, 2), axis=0, return_counts=True)
        weak = [colours.contrast(tuple(ink), tuple(shade)) < colours.TEXT for shade in np.clip(shades, 0, 1)]
        if alpha < 1 or counts[np.array(weak, dtype=bool)].sum() > COVERED * counts.sum():
            found.append(f"{text} does not stand out")
    return found


def cut_off(drawn: Drawn) -> list[str]:
    """Texts that reach beyond the figure, or beyond what clips them."""
    width, height = drawn.figure.bbox.size
    found = []
    for text in drawn.texts:
        left, bottom, right, top = _ink(text.box)
        if left < -1 or bottom < -1 or right > width + 1 or top > height + 1:
            found.append(f"{text} is cut off")
    return found


def overlapping(drawn: Drawn) -> list[str]:
    """Pairs of texts that run into each other."""
    boxes = [(str(text), _ink(text.box)) for text in drawn.texts]
    return [
        f"{first} overlaps {second}"
        for (first, one), (second, other) in combinations(boxes, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.5 and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    ]


def bars_off_zero(drawn: Drawn) -> list[str]:
    """Bars that begin neither at nought nor where another ends, and axes of bars without nought."""
    found = []
    for axes in drawn.figure.axes:
        bars = [box for box in axes.containers if isinstance(box, BarContainer)]
        for upright in (True, False):
            ends = [_ends(bar, upright) for box in bars if (box.orientation == "vertical") == upright for bar in box]
            ends = [pair for pair in ends if np.isfinite(pair).all()]
            for place, (begun, ended) in enumerate(ends):
                others = {end for other, pair in enumerate(ends) if other != place for end in pair}
                if begun != 0 and not any(np.isclose(begun, end) for end in others):
                    found.append(f"a bar runs from {begun:g} to {ended:g}")
            low, high = sorted(axes.get_ylim() if upright else axes.get_xlim())
            if ends and not low <= 0 <= high:
                found.append(f"an axis of bars runs from {low:g} to {high:g}")
    return found


def _ends(bar: Rectangle, upright: bool) -> tuple[float, float]:
    begun, length = (bar.get_y(), bar.get_height()) if upright else (bar.get_x(), bar.get_width())
    return begun, begun + length


def marks(drawn: Drawn) -> list[Mark]:
    """Bars, squares, points and lines, with their colours and what else tells them apart."""
    return [mark for axes in drawn.figure.axes for mark in (*_patches(drawn, axes), *_lines(axes))]


def _patches(drawn: Drawn, axes) -> Iterator[Mark]:
    ticks = {*axes.get_xticklabels(), *axes.get_yticklabels()}
    texts = [text for text in drawn.texts if text.text not in ticks]
    ways = {bar: box.orientation for box in axes.containers if isinstance(box, BarContainer) for bar in box}
    for patch in axes.patches:
        if (
            not isinstance(patch, Rectangle)
            or not patch.get_visible()
            or not np.isfinite(patch.get_extents().extents).all()
        ):
            continue
        face, edge = patch.get_facecolor(), patch.get_edgecolor()
        if face[3] == 0:
            continue
        left, bottom, right, top = patch.get_window_extent().extents
        inside = [text for text in texts if _within(text.box, (left, bottom, right, top))]
        # A bar's own label stands in its row; that of an upright bar in its column.
        beside = (left, -np.inf, right, np.inf) if ways.get(patch) == "vertical" else (-np.inf, bottom, np.inf, top)
        row = [text for text in texts if _within(text.box, beside)]
        words = frozenset(word for text in (inside or row) for word in re.findall(r"[^\W\d]+|[−+✓✗▲▼≈?]", text.words))
        shape = ("patch", patch.get_hatch(), str(patch.get_linestyle()))
        yield Mark(
            tuple(face[:3]), tuple(edge[:3]) if patch.get_linewidth() and edge[3] else None, shape, words, bool(inside)
        )


def _within(box: tuple, frame: tuple) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _lines(axes) -> Iterator[Mark]:
    caps = {line for box in axes.containers if isinstance(box, ErrorbarContainer) for line in box.lines[1]}
    for line in axes.lines:
        if line in caps or not line.get_visible() or not len(line.get_xdata()):
            continue
        marker, style = str(line.get_marker()), str(line.get_linestyle())
        pointed = marker not in ("None", "", " ")
        colour = line.get_markerfacecolor() if pointed else line.get_color()
        edge = to_rgba(line.get_markeredgecolor())[:3] if pointed else None
        yield Mark(to_rgba(colour)[:3], edge, ("line", marker, style, line.get_dash_capstyle()), frozenset(), False)


def colour_alone(found: list[Mark]) -> list[str]:
    """Pairs of marks that differ in nothing but a colour, which not everybody sees or not every printer prints."""
    looks = {(mark.colour, mark.shape, mark.words): mark for mark in found}
    said = []
    for one, other in combinations(looks.values(), 2):
        if one.shape != other.shape or one.words != other.words or colours.distance(one.colour, other.colour) < 2:
            continue
        seen = {"grey": colours.distance(colours.grey(one.colour), colours.grey(other.colour))}
        for kind in colours.DEFICIENCIES:
            seen[kind] = colours.distance(colours.simulate(one.colour, kind), colours.simulate(other.colour, kind))
        said += [f"{_hex(one)} and {_hex(other)} look alike: {kind}" for kind, apart in seen.items() if apart < APART]
    return said


def faint_marks(found: list[Mark]) -> list[str]:
    """Marks that do not stand out from the page; a square with its words in it need not, and white is a gap."""
    return [
        f"{_hex(mark)} is too faint"
        for mark in dict.fromkeys(found)
        if not mark.labelled
        and mark.colour != (1.0, 1.0, 1.0)
        and max(colours.contrast(colour, "white") for colour in (mark.colour, mark.edge) if colour) < colours.MARK
    ]


def _hex(mark: Mark) -> str:
    return matplotlib.colors.to_hex(mark.colour)


def size(picture: bytes) -> tuple[float, float]:
    """Width and height of a picture in inches, as its own file states them."""
    if picture.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", picture[16:24])
        return width / 200, height / 200
    opening = re.search(r"<svg[^>]*>", picture.decode()).group()
    width, height = (float(re.search(rf'\b{side}="([\d.]+)pt"', opening).group(1)) / 72 for side in ("width", "height"))
    return width, height


def odd_sizes(measured: Mapping[str, tuple[float, float]]) -> list[str]:
    """Pictures of one chart that are of unequal size, not as wide as a report's text, or higher than a page."""
    # A picture of dots has whole ones.
    unequal = any(np.abs(np.subtract(one, other)).max() > 1 / 200 for one, other in combinations(measured.values(), 2))
    width, height = measured["svg"]
    return [
        *([f"of unequal size: {dict(measured)}"] if unequal else []),
        *([f"{width:g} inches wide"] if abs(width - WIDTH) > 0.01 else []),
        *([f"{height:g} inches high"] if height > TALLEST + 0.01 else []),
    ]


def ill_worded(chart: Chart) -> list[str]:
    """Words that are not sentences, or that show how they were made."""
    found = []
    for name, text in (("message", chart.message), ("alt", chart.alt), ("caption", chart.caption)):
        if not text or (name != "caption" and not text.endswith(".")):
            found.append(f"the {name} does not end with a full stop")
        if re.search(
            r"\bnan\b|\bNone\b(?! of)|\binf\b|<NA>|\bNaT\b", text, flags=0 if "None" in text else re.IGNORECASE
        ):
            found.append(f"the {name} says nan")
        if re.search(r"  | [.,;:]|\.\.|\( | \)|(?<!\w)-\d", text):
            found.append(f"the {name} has a slip of the pen: {text}")
    if chart.message not in chart.alt:
        found.append("the alternative text does not tell the message")
    if "method" not in chart.frame:
        found.append("the frame does not say its method")
    return found


def unfounded(chart: Chart, derived: Iterable[float] = ()) -> list[str]:
    """Numbers of the message that the frame does not have: not among its values, counts or sums, nor derived from them."""
    message = chart.message
    # Names, periods and titles have numbers of their own.
    named = {str(text) for column in _texts(chart.frame) for text in chart.frame[column].dropna().unique()}
    for text in sorted(named | {text[:1].lower() + text[1:] for text in named}, key=len, reverse=True):
        if any(letter.isdigit() for letter in text):
            message = message.replace(text, " ")
    known = {*map(float, _numbers(chart.frame)), *map(float, derived), *CONSTANTS}
    known = np.array(sorted(value for value in known if np.isfinite(value)))
    found = []
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?", message):
        value, decimals = float(token.replace(",", "")), len(token.partition(".")[2])
        if not any(float(half_up(abs(one), decimals)) == value for one in known[np.abs(np.abs(known) - value) <= 1]):
            found.append(f"{token} is not in the frame")
    return found


def _texts(frame: pd.DataFrame) -> list[str]:
    return [column for column in frame if not pd.api.types.is_numeric_dtype(frame[column])]


def _numbers(frame: pd.DataFrame) -> Iterator[float]:
    yield len(frame)
    groups = [frame[column] for column in _texts(frame) if column != "method"]
    for column in frame:
        yield frame[column].notna().sum()
        yield frame[column].isna().sum()
        yield from frame[column].value_counts()
    for column in frame.select_dtypes("number"):
        values = frame[column].dropna()
        yield from values
        yield values.sum()
        for group in groups:
            yield from frame.groupby(group)[column].sum()
