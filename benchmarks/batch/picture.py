"""The picture of docs/throughput.md: notebooks a second, each round a dot, the middle a bar."""

from collections.abc import Mapping

from benchmarks.batch import throughput
from matplotlib.figure import Figure

from helpers.publishing import numbers
from helpers.publishing.charts import base

OWN = ("batch", "ours")


def picture(found: Mapping[str, Mapping]) -> bytes:
    """The picture as SVG, the same bytes each time."""
    return base.picture(lambda: _draw(found), "svg")


def alternative(found: Mapping[str, Mapping]) -> str:
    """The picture in words."""
    parts = [f"{entry['title']} {numbers.number(throughput.rate(entry), 2)}" for entry in _ordered(found)]
    return f"Bar chart of notebooks a second, the middle of the rounds: {'; '.join(parts)}."


def _ordered(found: Mapping[str, Mapping]) -> list[Mapping]:
    return sorted(found.values(), key=throughput.rate)


def _draw(found: Mapping[str, Mapping]) -> Figure:
    entries = _ordered(found)
    labels = [base.wrapped(entry["title"], 34) for entry in entries]
    figure, axes = base.new_figure(0.7 + 0.5 * len(entries))
    own = {found[key]["title"] for key in OWN if key in found}
    for place, entry in enumerate(entries):
        middle = throughput.rate(entry)
        colour = base.BLUE if entry["title"] in own else base.GREY
        axes.barh(place, middle, height=0.6, color=colour, zorder=2)
        rates = [each["runs"] / each["wall"] for each in entry["rounds"]]
        axes.scatter(rates, [place] * len(rates), s=14, color="white", edgecolors=base.INK, linewidths=0.8, zorder=3)
        text = f"middle {numbers.number(middle, 2)}"
        axes.annotate(text, (max(middle, *rates), place), xytext=(6, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(entries)), labels)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.2)
    axes.set_xlim(left=0)
    axes.set(xlabel="Notebooks a second; dots: each round")
    axes.grid(axis="x")
    return figure
