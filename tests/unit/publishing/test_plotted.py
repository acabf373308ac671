"""What travels with a picture is its data, written alike on any two machines that work out the same figures."""

import io

import numpy as np
import pandas as pd
import pytest

from helpers.publishing import plotted
from helpers.publishing.charts.sparkline import icon, sparkline
from helpers.publishing.tables import Column, Group, Table


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ([1490, 1077], "1490 1077"),
        ([1490.0, 1077.0], "1490 1077"),
        ([-27.718120805369127, 5.0], "-27.71812081 5"),
        ([0.1 + 0.2, 0.3], "0.3 0.3"),
        ([99.99999999999999, 1 / 3], "100 0.3333333"),
        ([100.0, 1 / 3], "100 0.3333333"),
        ([5.6e-17, 25000.0], "0 25000"),
        ([-5.6e-17, 0.0], "0 0"),
        ([1234567.89, 0.05], "1234567.89 0.05"),
        ([12345678901.5, 1.0], "12345678902 1"),
        ([0.000123456789, 0.5], "0.0001234568 0.5"),
        ([float("nan"), None], " "),
        ([float("inf"), 2.5], "inf 2.5"),
        ([True, False], "True False"),
        (["Theft; other", "−5%"], "Theft; other −5%"),
        ([("a", "b"), frozenset({"d", "c"})], "a; b c; d"),
    ],
)
def test_figures_are_written_in_full_without_an_exponent_as_far_as_they_carry_meaning(column, written):
    text = plotted.as_csv(pd.DataFrame({"x": column}))
    cells = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)["x"]
    assert " ".join(cells.replace('""', "")) == written


def test_an_empty_frame_is_its_header_and_nobodys_frame_is_altered():
    frame = pd.DataFrame({"title": ["a"], "value": [1 / 3]})
    before = frame.copy()
    assert plotted.as_csv(frame.iloc[:0]) == "title,value\n"
    plotted.as_csv(frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("ulps", [-8, -1, 1, 8])
def test_the_last_bits_of_a_figure_change_nothing(ulps):
    chance = np.random.default_rng(7)
    figures = np.concatenate([chance.normal(size=400) * 10.0 ** chance.integers(-6, 8, 400), np.arange(-50, 50) / 8])
    nudged = figures + ulps * np.spacing(figures)
    for part, other in zip(np.split(figures, 50), np.split(nudged, 50), strict=True):
        assert plotted.as_csv(pd.DataFrame({"x": part})) == plotted.as_csv(pd.DataFrame({"x": other}))


def test_a_table_carries_what_its_pictures_show_each_once_and_a_table_without_any_nothing():
    line = sparkline(pd.Series([1.0, None, 3.0]), name="spark-x", title="X", unit="offences", periods=["a", "b", "c"])
    columns = [Column("Offences"), Column("Course"), Column("Sign")]
    rows = [("X", line, icon("too-few")), ("Y", "none", icon("too-few"))]
    table = Table("history", "History", columns, rows, pd.DataFrame())
    words = "too few points to tell"
    text = f"picture,period,value,reading,words\nspark-x,a,1,,\nspark-x,b,,,\nspark-x,c,3,,\nicon-too-few,,,too-few,{words}\n"
    assert table._repr_mimebundle_() == {"text/csv": text}
    assert Group("group", [table])._repr_mimebundle_() == {"text/csv": text}
    plain = Table("plain", "Plain", columns, [("X", "a", "b")], pd.DataFrame())
    assert plain._repr_mimebundle_() == {} == Group("group", [plain])._repr_mimebundle_()
