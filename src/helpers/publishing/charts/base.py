"""One look for every chart: size, type, colours, and the bytes of a picture that do not change."""

import functools
import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

import matplotlib
import pandas as pd
from afcharts.af_colours import get_af_colours
from matplotlib import font_manager, patheffects
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from helpers import project
from helpers.publishing import cells, plotted
from helpers.publishing.numbers import number

FONT = "Source Sans 3"
WIDTH = 6.7
"""Inches: the width of a report's text on A4, so that a point in a chart is a point in print."""

BLUE, TEAL, PLUM, ORANGE, GREY, LILAC = get_af_colours("categorical", number_of_colours=6)

INK, MUTED, PALE = "#1a1a1a", "#505a5f", "#8c8c8c"
HALO = [patheffects.withStroke(linewidth=2.5, foreground="white")]
"""Keeps type legible where a line runs under it."""
SIZE = 9.5
"""Points: of all type in a chart, as printed; nothing is set smaller than 9."""
DPI = 200
"""Of a PNG: fine enough for a dense screen and for print."""
LETTERS = 92
"""How many letters of that size stand side by side on an axis across the page."""
TALLEST = 9.2
"""Inches: what a page can hold beside a caption."""
VERDICT_MARKS = {
    "better": (BLUE, "s"),
    "worse": (ORANGE, "D"),
    "higher": (PLUM, "^"),
    "lower": (PLUM, "v"),
    "similar": (GREY, "o"),
    "cannot tell": (GREY, "x"),
}
"""Colour and shape together: either is enough to tell the verdicts apart."""

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
    empty : bool
        Whether there is nothing to draw: then a report prints the message in its place, since an empty frame tells nobody why.
    cell : int
        The code cell of the notebook that made it, counted from 1; 0 outside a notebook.
    """

    name: str
    caption: str
    message: str
    alt: str
    frame: pd.DataFrame
    draw: Callable[[], Figure]
    empty: bool = False
    cell: int = field(default_factory=cells.current, compare=False)

    def image(self, kind: str) -> bytes:
        """The picture, as `svg` or `png`; the same bytes each time."""
        return picture(self.draw, kind)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # Beside the picture and the words, which the other methods give: what is plotted, so that a change of it can be told.
        return {plotted.MIME: plotted.as_csv(self.frame)}

    def _repr_png_(self) -> tuple[bytes, dict[str, int]] | None:
        # Shown at its printed size, drawn fine enough for a dense screen.
        return None if self.empty else (self.image("png"), {"width": round(96 * WIDTH)})

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.message}"


def picture(draw: Callable[[], Figure], kind: str) -> bytes:
    """What is drawn, as `svg` or `png`, in the house style; the same bytes each time."""
    return _pictures(draw)[kind]


@functools.lru_cache(maxsize=256)
def _pictures(draw: Callable[[], Figure]) -> dict[str, bytes]:
    # Both are asked for sooner or later. Each canvas prints the figure itself, since `savefig` draws it twice for each.
    png, svg = io.BytesIO(), io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure = draw()
        figure.set_dpi(DPI)
        FigureCanvasAgg(figure).print_png(png, metadata={"Software": None})
        figure.set_layout_engine("none")  # all stays where it was found to fit
        FigureCanvasSVG(figure).print_svg(svg, metadata={"Date": None, "Creator": None})
    return {"png": png.getvalue(), "svg": svg.getvalue()}


def new_figure(height: float) -> tuple[Figure, Axes]:
    """A figure as wide as a report's text and `height` inches high, with its axes."""
    register_fonts()
    # No pyplot: nothing global is left behind, and a notebook shows a chart once, where it is asked for.
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)  # measures its type with one renderer; without a canvas each measurement makes its own
    return figure, figure.subplots()


@functools.cache
def register_fonts() -> None:
    """Make the house's type known to matplotlib, once."""
    for path in sorted((project.find().reports / "_house" / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def decimals_for(values: pd.Series) -> int:
    """How many decimals a series is printed with: none if all are whole, one otherwise, two where all are below 1."""
    known = values.dropna()
    if (known == known.round()).all():
        return 0
    return 2 if known.abs().max() < 1 else 1


def tick_words(axis: Axis) -> None:
    """Print the numbers along an axis with the same decimals each: `4.5` and `5.0`, not `5`."""
    decimals = decimals_for(pd.Series(axis.get_majorticklocs()))
    axis.set_major_formatter(lambda value, _: number(value, decimals))


def thinned(labels: list[str]) -> tuple[list[int], list[str]]:
    """Places and labels for an axis across the page: as many as fit, evenly spaced, always with the last."""
    widest = max(map(len, labels), default=1)
    most = max(2, LETTERS // (widest + 3))
    step = max(1, -(-len(labels) // most))
    places = [place for place in range(len(labels)) if (len(labels) - 1 - place) % step == 0]
    return places, [labels[place] for place in places]


def row_height(labels: list[str], least: float = 0.27) -> float:
    """Inches that each row of a chart needs for its label, when the longest of them takes several lines."""
    most = max((label.count("\n") + 1 for label in labels), default=1)
    return max(least, 0.165 * most + 0.06)


def wrapped(text: str, width: int) -> str:
    """A label on as many lines as it needs."""
    return "\n".join(textwrap.wrap(text, width)) or text


def say_nothing(figure: Figure, axes: Axes, message: str) -> Figure:
    """An empty chart that says why it is empty."""
    axes.text(0.5, 0.5, message, ha="center", va="center", transform=axes.transAxes)
    axes.set_axis_off()
    return figure
