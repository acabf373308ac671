"""Funnels and caterpillars name who differs, with the numbers that they plot."""

import re

import numpy as np
import pandas as pd

from helpers.analysis import comparison
from helpers.publishing.charts import caterpillar_chart, funnel_chart
from helpers.publishing.charts.base import VERDICT_MARKS, Chart

NAN = float("nan")
ABOUT = {"name": "c", "title": "Robbery", "unit": "offences per 1,000 people", "group": "made-up areas"}


def areas(*counts: tuple[float, float], long: bool = False) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=["numerator", "denominator"], dtype="float64")
    names = [f"Area {n}" if not long else f"Borough with a very long and careful name {n}" for n in range(len(frame))]
    return frame.assign(area=[f"a{n}" for n in range(len(frame))], area_name=names)


def many(size: int) -> list[tuple[float, float]]:
    draw = np.random.default_rng(1)
    people = draw.integers(30_000, 400_000, size)
    return list(zip(draw.poisson(people * 0.02 * np.exp(draw.normal(0, 0.1, size))), people, strict=True))


SEVEN = [(2000, 100_000), (4040, 200_000), (1590, 80_000), (2410, 120_000), (6000, 300_000), (1005, 50_000)]
SEVEN += [(700, 50_000)]


def funnel(*counts: tuple[float, float], polarity: str = "lower", adjust: bool = False, **more) -> Chart:
    found = comparison.funnel(areas(*counts, **more), kind="rate", per=1_000, polarity=polarity, adjust=adjust)
    return funnel_chart(found, highlight="a0", **ABOUT)


def caterpillar(*counts: tuple[float, float], **more) -> Chart:
    frame = areas(*counts, **more)
    known = frame[frame["numerator"].notna() & (frame["denominator"] > 0)]
    average = 1_000 * known["numerator"].sum() / known["denominator"].sum() if len(known) else NAN
    judged = comparison.against_average(frame, kind="rate", per=1_000, polarity="lower", average=average)
    return caterpillar_chart(judged, average=average, highlight="a0", **ABOUT)


SAMPLES = {
    "funnel": lambda: funnel(*SEVEN),
    "funnel-of-forty": lambda: funnel(*many(40), adjust=True),
    "funnel-of-320": lambda: funnel(*many(320), adjust=True),
    "funnel-of-one": lambda: funnel(SEVEN[0]),
    "funnel-of-none": lambda: funnel((NAN, 5)),
    "caterpillar": lambda: caterpillar(*SEVEN),
    "caterpillar-of-forty": lambda: caterpillar(*many(40)),
    "caterpillar-of-320": lambda: caterpillar(*many(320)),
    "caterpillar-of-one": lambda: caterpillar(SEVEN[0]),
    "caterpillar-of-none": lambda: caterpillar((NAN, 5)),
    "caterpillar-of-long-names": lambda: caterpillar(*SEVEN, long=True),
}


def DERIVED(chart: Chart) -> list[float]:
    """What the messages say that stands in no cell: how many areas lie where, and how many would by chance."""
    frame = chart.frame[chart.frame["value"].notna()]
    counts = [len(frame), 0.05 * len(frame)]
    if "level" in frame:
        flagged = int((frame["level"] != "").sum())
        return [*counts, flagged, flagged - 8]  # eight are named, and how many more there are
    above, below = (frame["lower"] > frame["average"]).sum(), (frame["upper"] < frame["average"]).sum()
    return [*counts, above, below, len(frame) - above - below]


def test_a_funnel_names_who_lies_beyond_its_limits_and_how_many_would_by_chance():
    chart = funnel(*SEVEN)

    assert chart.message == (
        "1 of 7 areas lies beyond the 95% limits: Area 6 (better, 99.8%); 0.4 would by chance if no area differed."
    )
    assert "Levels run from 14.0 (Area 6) to 20.2 (Area 1)." in chart.alt
    assert chart.alt.endswith("Area 0 has 20.0: similar.")


def test_a_funnel_in_which_nobody_differs_says_so():
    assert funnel(*SEVEN[:5]).message.startswith("None of 5 areas lies beyond the 95% limits; 0.3 would by chance")
    assert funnel(SEVEN[0]).message == "There is one area only, so there is nothing to compare it with."
    assert funnel((NAN, 5)).message == "No area has both a count and a population, so nothing can be compared."


def test_every_point_and_limit_of_a_funnel_is_drawn():
    chart = funnel(*SEVEN)
    axes = chart.draw().axes[0]

    dots = {
        (float(x), round(float(y), 9))
        for line in axes.lines
        if line.get_linestyle() == "None"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    frame = chart.frame
    assert dots >= set(zip(frame["denominator"], frame["value"].round(9), strict=True))
    names = [text.get_text() for text in axes.texts]
    assert set(frame["area_name"]) <= set(names)
    assert {"95% limit", "99.8% limit", "average 19.7"} <= set(names)


def test_of_many_areas_only_the_flagged_and_the_chosen_are_named():
    axes = SAMPLES["funnel-of-320"]().draw().axes[0]
    named = [text.get_text() for text in axes.texts if text.get_text().startswith("Area")]

    assert "Area 0" in named
    assert 1 < len(named) <= 12


def test_a_caterpillar_counts_who_lies_above_and_below_the_average():
    chart = caterpillar((2000, 100_000), (3000, 100_000), (1000, 100_000), (NAN, 9))

    assert chart.message == "Of 3 areas, with 20.0 on average, 1 lies above it and 1 below; the interval of 1 holds it."
    told = re.findall(r"(Area \d) ([\d.]+) \(([\d.]+) to ([\d.]+), (\w+)\)", chart.alt)
    frame = chart.frame.dropna().sort_values("value")
    assert [(name, float(value)) for name, value, *_ in told] == list(
        zip(frame["area_name"], frame["value"].round(1), strict=True)
    )
    assert [verdict for *_, verdict in told] == ["better", "similar", "worse"]
    assert chart.alt.endswith("No figure for Area 3.")


def test_a_caterpillar_is_drawn_in_order_with_each_interval():
    chart = caterpillar(*SEVEN)
    axes = chart.draw().axes[0]

    ordered = chart.frame.sort_values("value", kind="stable")
    assert [label.get_text() for label in axes.get_yticklabels()] == ordered["area_name"].tolist()
    assert [label.get_fontweight() for label in axes.get_yticklabels()].count("bold") == 1
    drawn = sorted(tuple(segment[:, 0].round(6)) for part in axes.collections for segment in part.get_segments())
    assert drawn == sorted(zip(chart.frame["lower"].round(6), chart.frame["upper"].round(6), strict=True))


def test_verdicts_differ_in_shape_as_well_as_colour():
    better, worse, similar = (VERDICT_MARKS[name] for name in ("better", "worse", "similar"))
    assert len({better[0], worse[0], similar[0]}) == 3
    assert len({marker for _, marker in VERDICT_MARKS.values()}) == len(VERDICT_MARKS)


def test_the_numbers_along_an_axis_have_the_same_decimals():
    figure = caterpillar((4500, 1_000_000), (4900, 1_000_000), (5400, 1_000_000)).draw()
    figure.draw_without_rendering()
    ticks = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert len({len(tick.partition(".")[2]) for tick in ticks}) == 1
    assert any("." in tick for tick in ticks)
