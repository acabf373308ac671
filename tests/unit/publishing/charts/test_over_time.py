"""Trends, control charts and word-sized pictures say what they draw."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import spc
from helpers.publishing.charts import control_chart, trend_chart
from helpers.publishing.charts.base import Chart
from helpers.publishing.charts.control import MARKS
from helpers.publishing.charts.sparkline import ICONS, icon, sparkline

NAN = float("nan")
ABOUT = {"name": "c", "title": "Robbery", "unit": "offences", "area_name": "Dudley"}
STEADY = [100.0, 110.0] * 7


def years(count: int, first: int = 2002) -> list[str]:
    return [f"{year}/{(year + 1) % 100:02d}" for year in range(first, first + count)]


def control(*values: float, polarity: str = "lower", **settings) -> Chart:
    table = spc.xmr(pd.Series(values, dtype="float64"), **settings)
    frame = table.assign(meaning=spc.meanings(table, polarity=polarity), period=years(len(values)))
    return control_chart(frame, **ABOUT)


def trend(*values: float, **columns) -> Chart:
    frame = pd.DataFrame({"period": years(len(values)), "value": np.array(values, dtype="float64"), **columns})
    return trend_chart(frame, **ABOUT)


SAMPLES = {
    "control": lambda: control(*STEADY, 160.0),
    "control-two-segments": lambda: control(*STEADY, *(value / 2 for value in STEADY), rebase_at=[14]),
    "control-too-few": lambda: control(*STEADY[:10]),
    "control-one-point": lambda: control(7.0),
    "control-nothing": lambda: control(NAN, NAN),
    "control-negative": lambda: control(*(value - 105 for value in STEADY), 90.0),
    "trend": lambda: trend(544, 395, 410, 380, 300),
    "trend-one-point": lambda: trend(544),
    "trend-nothing": lambda: trend(NAN, NAN),
    "trend-negative": lambda: trend(-5, 3, -12),
    "trend-of-sixty-years": lambda: trend(*range(100, 160)),
    "trend-with-target": lambda: trend(
        2655, 2500, NAN, NAN,
        lower=[2560, 2400, NAN, NAN], upper=[2760, 2600, NAN, NAN],
        target=[NAN, 2549, 2447, 2349], trajectory=[2655, 2549, 2447, 2349],
        forecast=[NAN, NAN, 2480, NAN], forecast_lower=[NAN, NAN, 2380, NAN], forecast_upper=[NAN, NAN, 2590, NAN],
    ),
}  # fmt: skip


def DERIVED(chart: Chart) -> list[float]:
    """What the messages say that stands in no cell: how many points, how many that signal, and the change over all."""
    known = chart.frame[chart.frame["value"].notna()]
    counts = [len(known), spc.POINTS, int((known.get("special_cause", pd.Series(dtype=str)) != "").sum())]
    first, last = known["value"].iloc[[0, -1]] if len(known) else (1, 1)
    return [*counts, 100 * (last - first) / first if first else 0]


def numbers_in(text: str) -> set[float]:
    bare = re.sub(r"\d{4}/\d\d|95%", " ", text).replace("−", "-")
    return {float(found.replace(",", "")) for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", bare)}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            [*STEADY, 140.0],
            "The latest figure, 140 offences in 2016/17, signals a deterioration: beyond the limits. "
            "1 of 15 points signals a change.",
        ),
        (
            [*STEADY, 70.0],
            "The latest figure, 70 offences in 2016/17, signals an improvement: beyond the limits. "
            "1 of 15 points signals a change.",
        ),
        (STEADY[:10], "There are too few points for control limits: 10 of the 12 that they need."),
        ([NAN], "No figure is recorded."),
    ],
)
def test_a_control_chart_says_what_its_last_point_says(values, message):
    assert control(*values).message == message


def test_a_steady_control_chart_names_its_usual_range():
    chart = control(*STEADY)
    low, high = chart.frame[["lower", "upper"]].iloc[-1]

    assert chart.message == (
        f"The latest figure, 110 offences in 2015/16, lies within the usual range of {low:.0f} to {high:.0f} and signals no "
        "change. 0 of 14 points signal a change."
    )


def test_the_words_of_a_control_chart_have_the_numbers_of_its_frame():
    chart = control(*STEADY, 140.0)
    frame = chart.frame

    told = numbers_in(chart.alt)
    ends = frame[["mean", "lower", "upper"]].iloc[-1].round()
    assert {*ends, frame["value"].min(), frame["value"].max(), 15, 1} == told
    assert "Points that signal a change: 2016/17 (beyond the limits)." in chart.alt


def test_points_are_drawn_where_the_frame_has_them_each_meaning_with_a_shape_of_its_own():
    chart = control(*STEADY, 140.0)
    axes = chart.draw().axes[0]

    assert len({marker for _, marker, _ in MARKS.values()}) == len(MARKS)
    drawn = {line.get_marker(): line.get_ydata().tolist() for line in axes.lines if line.get_linestyle() == "None"}
    assert drawn["D"] == [140.0]
    assert drawn["o"] == STEADY
    lines = {round(float(segment[0][1]), 6) for part in axes.collections for segment in part.get_segments()}
    assert lines == {round(float(value), 6) for value in chart.frame[["mean", "lower", "upper"]].iloc[0]}


def test_limits_are_not_drawn_where_points_are_too_few():
    axes = control(*STEADY[:11]).draw().axes[0]

    assert not axes.collections
    assert "Too few points for control limits: 11 of 12" in [text.get_text() for text in axes.texts]


def test_a_step_change_is_marked_and_has_limits_of_its_own():
    axes = SAMPLES["control-two-segments"]().draw().axes[0]

    assert "step change" in [text.get_text() for text in axes.texts]
    means = {round(float(segment[0][1])) for part in axes.collections for segment in part.get_segments()}
    assert {105, 52} <= means


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([544, 395], "It fell from 544 in 2002/03 to 395 in 2003/04, by 27.4%."),
        ([395, 544], "It rose from 395 in 2002/03 to 544 in 2003/04, by 37.7%."),
        ([5, 7, 5], "It stood at 5 offences in 2002/03 and again in 2004/05."),
        ([0, 5], "It rose from 0 in 2002/03 to 5 in 2003/04."),
        ([5], "There is one figure: 5 offences in 2002/03."),
        ([NAN], "No figure is recorded."),
    ],
)
def test_a_trend_says_where_it_began_and_ended(values, message):
    assert trend(*values).message == message


def test_the_words_of_a_trend_have_the_numbers_of_its_frame():
    chart = SAMPLES["trend-with-target"]()

    assert "Targets: 2,549 for 2003/04; 2,447 for 2004/05; 2,349 for 2005/06." in chart.alt
    assert numbers_in(chart.alt) == {2655, 2500, 5.8, 2549, 2447, 2349}


def test_the_axis_of_a_trend_begins_at_nought_or_says_where_it_begins():
    near, far = trend(10, 40, 25).draw().axes[0], trend(1000, 1040, 1020).draw().axes[0]

    assert near.get_ylim()[0] == 0
    start = far.get_ylim()[0]
    assert start > 0
    assert far.get_ylabel() == f"Offences\n(axis starts at {start:,.0f})"


def test_a_sparkline_says_its_ends_and_marks_the_last():
    picture, again = (
        sparkline(pd.Series([5.0, NAN, 9.0]), name="s", title="Robbery", unit="offences", periods=years(3))
        for _ in range(2)
    )

    assert picture.alt == "Robbery: from 5 offences in 2002/03 to 9 offences in 2004/05"
    line, dot = picture.draw().axes[0].lines
    assert line.get_ydata()[0] == 5
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (2, 9)
    assert picture.image("svg") == again.image("svg")
    assert sparkline(pd.Series([NAN]), name="s", title="Robbery", unit="", periods=["a"]).alt == "Robbery: no figures"


def test_icons_can_be_told_apart_without_colour():
    variation = ["improving", "worsening", "changing", "common-cause", "too-few"]
    letters = [ICONS[name][1] for name in variation]
    assert len(set(letters)) == len(letters)
    assert len({words for _, _, words in ICONS.values()}) == len(ICONS)
    assert icon("improving").alt == "Special cause: improving"
    assert [text.get_text() for text in icon("worsening").draw().axes[0].texts] == ["W"]
    with pytest.raises(ValueError, match="no icon 'better'"):
        icon("better")


def test_each_of_few_targets_is_labelled_above_the_axis():
    figure = trend(8.7, NAN, NAN, NAN, target=[NAN, 8.4, 8.0, 7.7]).draw()
    figure.draw_without_rendering()
    axes = figure.axes[0]
    labels = {text.get_text(): text.get_window_extent() for text in axes.texts}
    assert {"8.4", "8.0", "target 7.7"} <= set(labels)
    assert labels["target 7.7"].y0 > axes.bbox.y0


def test_of_many_targets_only_the_last_is_labelled():
    axes = trend(*[NAN] * 9, target=range(20, 29)).draw().axes[0]
    assert [text.get_text() for text in axes.texts] == ["target 28"]


def test_a_target_is_labelled_as_the_text_prints_it_where_that_is_given():
    chart = trend(0.75, NAN, target=[NAN, 0.678], target_told=["", "0.678"])
    assert "target 0.678" in [text.get_text() for text in chart.draw().axes[0].texts]
    assert "Targets: 0.678 for 2003/04." in chart.alt
    assert "Targets: 0.68 for 2003/04." in trend(0.75, NAN, target=[NAN, 0.678]).alt
