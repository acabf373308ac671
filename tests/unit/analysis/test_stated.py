"""A change that a paper states is held against the figure that stands beside it."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import stated
from helpers.data import catalogue, loading
from helpers.project import Project

ROOT = Path(__file__).parents[3]
NAN = float("nan")
YEAR = periods.parse("2011-12")
HERE = {"area": "dudley", "period": "2011-12"}
NUMBER, PERCENT = "variation_number", "variation_percent"
SEEN = ["area", "period", "period_kind", "indicator", "value", "row"]
SAID = ["area", "period", "about", "subject", "measure", "title", "value", "printed", "row"]


def indicators(**sums: str) -> pd.DataFrame:
    """Indicators by name, each with what it is the sum of, in reverse display order."""
    rows = [
        {"indicator": name, "title": name.title(), "theme": "crime", "display_order": 9 - n, "unit": "offences"}
        | {"polarity": "lower", "headline": False, "sum_of": parts}
        for n, (name, parts) in enumerate(sums.items())
    ]
    return pd.DataFrame(
        rows, columns=["indicator", "title", "theme", "display_order", "unit", "polarity", "headline", "sum_of"]
    )


def seen(**values: float) -> pd.DataFrame:
    rows = [
        {**HERE, "period_kind": "year", "indicator": name, "value": value, "row": f"o.csv:{line}"}
        for line, (name, value) in enumerate(values.items(), 2)
    ]
    return pd.DataFrame(rows, columns=SEEN).astype({"value": "float64"})


def said(*figures: tuple) -> pd.DataFrame:
    """Of each figure the indicator, the measure, the title, and the number as printed."""
    rows = [
        {**HERE, "about": "observations", "subject": subject, "measure": measure, "title": title}
        | {"value": float(printed.rstrip("%")), "printed": printed, "row": f"s.csv:{line}"}
        for line, (subject, measure, title, printed) in enumerate(figures, 2)
    ]
    return pd.DataFrame(rows, columns=SAID).astype({"value": "float64", "measure": "str", "subject": "str"})


def changes(described: pd.DataFrame, observed: pd.DataFrame, figures: pd.DataFrame, theme="crime") -> pd.DataFrame:
    return stated.changes(described, observed, figures, area="dudley", year=YEAR, theme=theme)


def change(title: str, number="50", percent: str | None = "10%", current: float = 450) -> pd.Series:
    figures = [("a", NUMBER, title, number), *([("a", PERCENT, title, percent)] if percent else [])]
    table = changes(indicators(a=""), seen(a=current), said(*figures))
    assert len(table) == 1
    return table.iloc[0]


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    data = Project(ROOT).data
    described = catalogue.read(data)
    tables = (loading.load(data, described[name]) for name in ("indicators", "observations", "stated_figures"))
    return changes(*tables, theme="domestic-abuse")


@pytest.mark.parametrize(
    ("title", "sign"),
    [
        ("Decrease in robbery", -1),
        ("Overall total reduction in robbery", -1),
        ("Robbery fell", -1),
        ("Robberies fewer than last year", -1),
        ("Less robbery", -1),
        ("INCREASE in robbery", 1),
        ("Robbery rose", 1),
        ("More robbery", 1),
        ("Robbery higher than last year", 1),
        ("Variation in robbery", 0),
        ("Decrease in robbery after an increase", 0),
        ("Unless robbery", 0),
        ("", 0),
        ("Variation in assault with less serious injury", 0),
        ("Increase in assault with less serious injury", 1),
        ("Decrease in more serious violence", -1),
    ],
)
def test_the_words_say_which_way_a_change_went_and_where_they_do_not_it_is_not_known(title, sign):
    row = change(title)

    expected = {-1: [-50, 500, -10], 1: [50, 400, 12.5], 0: [NAN, NAN, NAN]}[sign]
    assert row[["change", "previous", "percent"]].tolist() == pytest.approx(expected, nan_ok=True)
    assert row["verdict"] == {-1: "agrees", 1: "disagrees", 0: "cannot tell"}[sign]


# 211 of 3,991 is 5.2869%; 50 of 400 is 12.5%, which half up rounds to 13.
@pytest.mark.parametrize(
    ("title", "current", "number", "percent", "verdict"),
    [
        ("Decrease", 3780, "211", "5.2%", "disagrees"),
        ("Decrease", 3780, "211", "5.3%", "agrees"),
        ("Decrease", 3780, "211", "5.29%", "agrees"),
        ("Decrease", 3780, "211", "5%", "agrees"),
        ("Decrease", 3780, "211", "5.0%", "disagrees"),
        ("Increase", 450, "50", "12.5%", "agrees"),
        ("Increase", 450, "50", "13%", "agrees"),
        ("Increase", 450, "50", "12%", "disagrees"),
        ("Decrease", 450, "50", None, "cannot tell"),
        ("Decrease", NAN, "50", "10%", "cannot tell"),
        ("Increase", 50, "50", "100%", "cannot tell"),
        ("Increase", 49, "50", "100%", "cannot tell"),
        ("Increase", 450, "0", "0%", "agrees"),
    ],
)
def test_a_percentage_agrees_if_it_is_what_the_change_gives_at_the_decimals_that_are_printed(
    title, current, number, percent, verdict
):
    row = change(title, number, percent, current)

    assert row["verdict"] == verdict
    assert row["printed_percent"] == (percent or "")


def test_nothing_changes_by_per_cent_on_a_year_before_of_nought():
    row = change("Increase", "50", "100%", 50)

    assert row["previous"] == 0
    assert pd.isna(row["percent"])


def test_a_sum_without_a_figure_of_its_own_is_that_of_its_parts():
    figures = said(("total", NUMBER, "Decrease", "5"), ("total", PERCENT, "Decrease", "10%"))

    row = changes(indicators(total="a; b"), seen(a=30, b=15), figures).iloc[0]

    assert row[["current", "previous", "verdict", "current_row"]].tolist() == [45, 50, "agrees", "o.csv:2; o.csv:3"]


def test_a_figure_of_its_own_goes_before_the_sum_of_the_parts():
    row = changes(indicators(total="a; b"), seen(a=30, b=15, total=46), said(("total", NUMBER, "Decrease", "5"))).iloc[
        0
    ]

    assert row[["current", "current_row"]].tolist() == [46, "o.csv:4"]


@pytest.mark.parametrize(("parts", "row"), [({"a": 30}, ""), ({"a": 30, "b": NAN}, "o.csv:2; o.csv:3"), ({}, "")])
def test_a_sum_of_which_a_part_is_missing_is_not_known(parts, row):
    found = changes(indicators(total="a; b"), seen(**parts), said(("total", NUMBER, "Decrease", "5"))).iloc[0]

    assert found[["current", "previous", "percent"]].isna().all()
    assert (found["verdict"], found["current_row"]) == ("cannot tell", row)


def test_indicators_stand_in_display_order_and_only_those_with_a_stated_change():
    figures = said(("a", NUMBER, "Fall", "1"), ("b", PERCENT, "Fall", "1%"), ("c", NUMBER, "Fall", "1"))

    table = changes(indicators(a="", b="", c=""), seen(a=9, b=9, c=9), figures)

    assert table["indicator"].tolist() == ["c", "a"]
    assert table["stated_rows"].tolist() == ["s.csv:4", "s.csv:2"]


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"period": "2010-11"}, {"about": "outcomes"}])
def test_what_is_stated_of_another_area_year_or_table_is_not_taken(other):
    figures = said(("a", NUMBER, "Fall", "1")).assign(**other)

    assert changes(indicators(a=""), seen(a=9), figures).empty


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"period": "2010-11"}, {"period_kind": "in quarter"}])
def test_a_figure_of_another_area_year_or_span_is_not_this_years(other):
    table = changes(indicators(a=""), seen(a=9).assign(**other), said(("a", NUMBER, "Fall", "1")))

    assert table["current"].isna().all()


@pytest.mark.parametrize(
    ("described", "figures", "theme"),
    [
        (indicators(a=""), said(), "crime"),
        (indicators(), said(("a", NUMBER, "Fall", "1")), "crime"),
        (indicators(a=""), said(("a", NUMBER, "Fall", "1")), "housing"),
    ],
)
def test_nothing_stated_gives_an_empty_table_with_its_columns(described, figures, theme):
    table = changes(described, seen(a=9), figures, theme)

    assert table.shape == (0, 15)
    assert {"previous", "percent", "verdict", "stated_rows"} <= set(table)


def test_the_callers_frames_are_not_altered():
    frames = indicators(a=""), seen(a=9), said(("a", NUMBER, "Fall", "1"))
    before = [frame.copy(deep=True) for frame in frames]

    changes(*frames)

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


def test_dudleys_domestic_abuse_fell_by_5_3_per_cent_where_the_paper_prints_5_2(real):
    assert real["indicator"].tolist() == [
        "domestic-abuse-incidents",
        "domestic-abuse-crimes",
        "domestic-abuse-incidents-and-crimes",
    ]
    # By hand: 2,900 + 99, 880 + 112, and both together: 3,780 + 211 = 3,991; 211 ÷ 3,991 = 5.2869%.
    assert real["current"].tolist() == [2900, 880, 3780]
    assert real["change"].tolist() == [-99, -112, -211]
    assert real["previous"].tolist() == [2999, 992, 3991]
    assert real["percent"].tolist() == pytest.approx([-3.3011, -11.2903, -5.2869], abs=5e-5)
    assert real["printed_percent"].tolist() == ["3.3 %", "11.3%", "5.2%"]
    assert real["verdict"].tolist() == ["agrees", "agrees", "disagrees"]
