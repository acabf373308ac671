"""Indicators are compared with the same stretch of the year before."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import indicators

NAN = float("nan")
Q4 = periods.parse("2011-12-Q4")

# Appendix 3 of Dudley's report: last year, this year, and by hand the change and change ÷ last year × 100.
DUDLEY = [
    ("serious-acquisitive-crime", 4397, 3416, -981, -22.3107),
    ("burglary-dwelling", 1490, 1077, -413, -27.7181),
    ("vehicle-crime", 2363, 1944, -419, -17.7317),
    ("robbery", 544, 395, -149, -27.3897),
    ("assault-with-injury", 1575, 1295, -280, -17.7778),
    ("criminal-damage", 3576, 2953, -623, -17.4217),
    ("bcs-overall-crime", 10138, 8244, -1894, -18.6822),
]


def described(*names: str, theme="crime", polarity="lower", headline=False, sum_of="") -> pd.DataFrame:
    rows = [
        (name, name.title(), theme, order, "offences", polarity, headline, sum_of)
        for order, name in enumerate(names, 1)
    ]
    columns = ["indicator", "title", "theme", "display_order", "unit", "polarity", "headline", "sum_of"]
    return pd.DataFrame(rows, columns=columns)


def observed(*rows: tuple) -> pd.DataFrame:
    """Rows of indicator, period, kind and value."""
    frame = pd.DataFrame(rows, columns=["indicator", "period", "period_kind", "value"])
    frame = frame.astype({"indicator": "str", "period": "str", "period_kind": "str", "value": "float64"})
    lines = [f"observations.csv:{line}" for line in range(2, len(frame) + 2)]
    return frame.assign(area="dudley", numerator=NAN, denominator=NAN, row=pd.Series(lines, dtype="str"))


def compare(observations: pd.DataFrame, descriptions: pd.DataFrame, quarter=Q4, theme="crime") -> pd.DataFrame:
    return indicators.variation(observations, descriptions, area="dudley", quarter=quarter, theme=theme)


def robbery(last: float, this: float, polarity="lower") -> pd.Series:
    rows = observed(("robbery", "2010-11", "year", last), ("robbery", "2011-12", "year", this))
    return compare(rows, described("robbery", polarity=polarity)).iloc[0]


def test_dudleys_seven_indicators_fell_by_what_its_report_says():
    years = [
        (name, year, "year", value)
        for name, last, this, *_ in DUDLEY
        for year, value in (("2010-11", last), ("2011-12", this))
    ]

    table = compare(observed(*years), described(*(name for name, *_ in DUDLEY)))

    found = list(zip(table["indicator"], table["previous"], table["current"], table["change"], strict=True))
    assert found == [(name, last, this, change) for name, last, this, change, _ in DUDLEY]
    assert table["percent"].tolist() == pytest.approx([percent for *_, percent in DUDLEY], abs=5e-5)
    assert set(table["meaning"]) == {"improvement"}
    assert table.loc[1, ["current_row", "previous_row"]].tolist() == [
        "observations.csv:5",
        "observations.csv:4",
    ]


@pytest.mark.parametrize(
    ("last", "this", "polarity", "percent", "direction", "meaning"),
    [
        (1000, 900, "lower", -10.0, "down", "improvement"),
        (1000, 1000, "lower", 0.0, "same", "no change"),
        (1000, 1100, "lower", 10.0, "up", "deterioration"),
        (1000, 900, "higher", -10.0, "down", "deterioration"),
        (1000, 1000, "higher", 0.0, "same", "no change"),
        (1000, 1100, "higher", 10.0, "up", "improvement"),
        (1000, 900, "neither", -10.0, "down", "change"),
        (1000, 1100, "neither", 10.0, "up", "change"),
    ],
)
def test_a_real_change_means_what_the_polarity_says(last, this, polarity, percent, direction, meaning):  # noqa: PLR0917
    row = robbery(last, this, polarity)

    assert (row["percent"], row["direction"], row["meaning"]) == (pytest.approx(percent), direction, meaning)
    assert (row["p_value"] < 0.05) == (meaning != "no change")


@pytest.mark.parametrize("polarity", ["lower", "higher", "neither"])
@pytest.mark.parametrize(("last", "this", "direction"), [(1000, 960, "down"), (1000, 1040, "up"), (50, 62, "up")])
def test_a_change_that_chance_would_bring_about_is_no_real_change(last, this, direction, polarity):
    row = robbery(last, this, polarity)

    assert (row["direction"], row["meaning"]) == (direction, "no real change")
    assert row["percent_lower"] < 0 < row["percent_upper"]
    assert row["p_value"] > 0.05


@pytest.mark.parametrize(("last", "this"), [(49, 80), (80, 49), (0, 60), (60, 0), (0, 0)])
def test_no_percentage_is_given_on_a_small_base(last, this):
    row = robbery(last, this)

    assert row["change"] == this - last
    assert row[["percent", "percent_lower", "percent_upper"]].isna().all()
    assert "percentage not given: fewer than 50" in row["method"]


def test_a_large_change_on_a_small_base_is_still_a_change():
    assert robbery(49, 120)["meaning"] == "deterioration"
    assert robbery(0, 12)["meaning"] == "deterioration"
    assert robbery(0, 2)["meaning"] == "no real change"


def shares(unit: str, last: tuple, this: tuple) -> pd.Series:
    """One indicator in a unit, each year as value, numerator and denominator."""
    rows = observed(("exits", "2010-11", "year", last[0]), ("exits", "2011-12", "year", this[0]))
    rows[["numerator", "denominator"]] = [last[1:], this[1:]]
    return compare(rows, described("exits", polarity="higher").assign(unit=unit)).iloc[0]


def test_percentages_are_compared_by_the_counts_behind_them():
    assert shares("per cent", (60.0, 48, 80), (80.0, 56, 70))["meaning"] == "improvement"
    assert shares("per cent", (60.0, 6, 10), (80.0, 8, 10))["meaning"] == "no real change"


@pytest.mark.parametrize("unit", ["per cent", "per 1,000 population"])
def test_without_the_counts_behind_it_nobody_can_tell_whether_a_share_or_rate_changed(unit):
    row = shares(unit, (90.0, NAN, NAN), (97.0, NAN, NAN))

    assert (row["change"], row["direction"], row["meaning"]) == (7.0, "up", "cannot tell")
    assert "the counts behind the figure are not given" in row["method"]


@pytest.mark.parametrize("last", [[], [("robbery", "2010-11", "year", NAN)]])
def test_without_last_year_no_change_can_be_told(last):
    row = compare(observed(*last, ("robbery", "2011-12", "year", 395)), described("robbery")).iloc[0]

    assert row[["previous", "change", "percent"]].isna().all()
    assert (row["direction"], row["meaning"], row["previous_row"]) == ("unknown", "cannot tell", "")


@pytest.mark.parametrize("this", [[], [("robbery", "2011-12", "year", NAN)]])
def test_an_indicator_without_a_current_value_is_left_out(this):
    assert compare(observed(*this, ("robbery", "2010-11", "year", 544)), described("robbery")).empty


def test_no_observations_give_an_empty_table_with_all_its_columns():
    table = compare(observed(), described("robbery"))

    assert len(table) == 0
    assert table.columns[5:14].tolist() == [
        "current",
        "previous",
        "change",
        "percent",
        "percent_lower",
        "percent_upper",
        "p_value",
        "direction",
        "meaning",
    ]


def test_indicators_stand_in_display_order_and_other_themes_are_left_out():
    rows = observed(*((name, "2011-12", "year", 1) for name in ("theft", "robbery", "exits")))
    descriptions = pd.concat([described("robbery", "theft"), described("exits", theme="treatment")])

    assert compare(rows, descriptions.iloc[::-1])["indicator"].tolist() == ["robbery", "theft"]


def test_another_area_is_not_counted():
    rows = observed(("robbery", "2011-12", "year", 395), ("robbery", "2010-11", "year", 544))

    assert compare(rows.assign(area=["dudley", "sandwell"]), described("robbery"))["previous"].isna().all()


@pytest.mark.parametrize(
    ("quarter", "current", "previous"),
    [("2011-12-Q1", 90, 130), ("2011-12-Q3", 300, NAN), ("2011-12-Q4", 395, 544)],
)
def test_a_year_to_date_is_compared_with_the_same_stretch_of_last_year(quarter, current, previous):
    rows = observed(
        ("robbery", "2010-11-Q1", "year to date", 130),
        ("robbery", "2010-11-Q3", "in quarter", 140),
        ("robbery", "2010-11", "year", 544),
        ("robbery", "2011-12-Q1", "year to date", 90),
        ("robbery", "2011-12-Q3", "in quarter", 95),
        ("robbery", "2011-12-Q3", "year to date", 300),
        ("robbery", "2011-12", "year", 395),
    )

    row = compare(rows, described("robbery"), periods.parse(quarter)).iloc[0]

    assert [row["current"], row["previous"]] == pytest.approx([current, previous], nan_ok=True)


@pytest.mark.parametrize(("marked", "chosen"), [((), "c"), (("a",), "a"), (("b", "c"), "b")])
def test_the_first_marked_indicator_speaks_for_its_theme_or_else_the_last(marked, chosen):
    table = pd.DataFrame({"indicator": list("abc"), "headline": [name in marked for name in "abc"]})

    assert indicators.headline(table)["indicator"] == chosen


def latest(*rows: tuple, quarter=Q4) -> pd.Series:
    descriptions = described("exits", theme="treatment", polarity="higher")
    found = indicators.latest(observed(*rows), descriptions, area="dudley", quarter=quarter, theme="treatment")
    assert len(found) == 1
    return found.iloc[0]


Q1, Q3, NEXT = (
    ("exits", f"{quarter}", "year to date", v)
    for quarter, v in (("2011-12-Q1", 91), ("2011-12-Q3", 97), ("2012-13-Q1", 99))
)


@pytest.mark.parametrize(
    ("quarter", "value", "period", "current"),
    [
        ("2011-12-Q1", 91, "2011-12-Q1", True),
        ("2011-12-Q2", 91, "2011-12-Q1", False),
        ("2011-12-Q3", 97, "2011-12-Q3", True),
        ("2011-12-Q4", 97, "2011-12-Q3", False),
        ("2012-13-Q1", 99, "2012-13-Q1", True),
        ("2010-11-Q4", NAN, "", False),
        ("2013-14-Q4", NAN, "", False),
    ],
)
def test_the_latest_value_of_the_year_is_given_with_how_far_it_runs(quarter, value, period, current):
    row = latest(NEXT, Q3, Q1, quarter=periods.parse(quarter))

    assert row["value"] == pytest.approx(value, nan_ok=True)
    assert (row["period"], row["current"]) == (period, current)
    assert row["row"] == (
        {"": "", Q1[1]: "observations.csv:4", Q3[1]: "observations.csv:3"}.get(period, "observations.csv:2")
    )


@pytest.mark.parametrize("rows", [[], [("exits", "2011-12-Q4", "in quarter", 80)]])
def test_a_theme_without_a_year_to_date_has_its_indicators_without_a_value(rows):
    row = latest(*rows)

    assert pd.isna(row["value"])
    assert (row["period"], row["row"], row["current"]) == ("", "", False)


def test_a_value_that_is_to_follow_does_not_hide_the_last_one_published():
    row = latest(Q3, ("exits", "2011-12-Q4", "year to date", NAN))

    assert (row["value"], row["period"], row["current"]) == (97, "2011-12-Q3", False)


def test_a_sum_is_named_with_its_parts():
    descriptions = pd.concat([described("whole", sum_of="robbery;  theft"), described("robbery", "theft")])

    assert indicators.parts(descriptions) == {"whole": ["robbery", "theft"]}
    assert indicators.parts(described("robbery")) == {}


def test_the_callers_frames_are_not_altered():
    observations, descriptions = observed(Q1, Q3), described("exits", "robbery", theme="treatment")
    before = observations.copy(deep=True), descriptions.copy(deep=True)

    compare(observations, descriptions, theme="treatment")
    indicators.latest(observations, descriptions, area="dudley", quarter=Q4, theme="treatment")
    indicators.parts(descriptions)

    assert_frame_equal(observations, before[0])
    assert_frame_equal(descriptions, before[1])


def test_an_indicator_of_which_nothing_was_observed_is_left_out():
    known = pd.DataFrame({"indicator": ["robbery", "ni-15"], "title": ["Robbery", "Serious violent crime"]})

    found = indicators.observed(known, pd.DataFrame({"indicator": ["robbery", "robbery"]}))

    assert found["title"].tolist() == ["Robbery"]


def lacking(*rows: tuple, hidden: tuple = ()) -> list[tuple]:
    """Indicator, year and status of what is left out of rows of indicator, period, value and status."""
    frame = observed(*((name, period, "year", value) for name, period, value, _ in rows))
    frame = frame.assign(status=[status for *_, status in rows])
    if hidden:
        frame = frame.assign(protected=["small count" if name in hidden else "" for name in frame["indicator"]])
    found = indicators.left_out(frame, described("robbery", "arson"), area="dudley", quarter=Q4, theme="crime")
    return list(found[["indicator", "year", "status"]].itertuples(index=False, name=None))


def test_what_a_source_leaves_out_is_told_by_year_and_in_which_way_it_is_missing():
    rows = [("arson", "2011-12", NAN, "to_follow"), ("robbery", "2010-11", NAN, "not_available")]
    rows += [("robbery", "2011-12", 395, "final"), ("arson", "2009-10", NAN, "to_follow")]

    assert lacking(*rows) == [("robbery", "previous", "not_available"), ("arson", "current", "to_follow")]


def test_what_another_row_gives_is_not_left_out():
    assert lacking(("arson", "2011-12", NAN, "to_follow"), ("arson", "2011-12", 7, "final")) == []


def test_a_count_that_is_not_to_be_seen_is_hidden_and_not_missing():
    assert lacking(("arson", "2011-12", NAN, "final"), hidden=("arson",)) == [("arson", "current", "hidden")]


def test_the_latest_figure_may_be_a_hidden_one_and_is_not_that_of_the_quarter_before():
    rows = observed(("adults", "2011-12-Q3", "year to date", 7), ("adults", "2011-12", "year", NAN))
    rows = rows.assign(protected=["", "small count"])

    table = indicators.latest(
        rows, described("adults", theme="treatment"), area="dudley", quarter=Q4, theme="treatment"
    )

    assert table.loc[0, ["period", "protected"]].tolist() == ["2011-12", "small count"]
    assert pd.isna(table.loc[0, "value"])
