"""Spend against profile: bars, line, amounts and words carry the figures of the frame."""

import re
from functools import partial

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.publishing.charts import Chart, profile_chart
from helpers.publishing.numbers import pounds

NAN = float("nan")
QUARTERS = ["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"]
MONTHS = [
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
]
PROFILE = [62500.0, 125000.0, 187500.0, 250178.0]
SPEND = [61200.0, 131000.0, NAN, NAN]


def profiled(spend=SPEND, profile=PROFILE, period=QUARTERS, **more) -> Chart:
    frame = pd.DataFrame({"period": period, "profile": profile, "spend": spend, **more})
    return profile_chart(
        frame, name="p", title="Community Safety Fund", area_name="Dudley", year=periods.parse("2016-17")
    )


def year_of(allocation: float) -> dict[str, list[float]]:
    return {"allocation": [allocation] * 4}


SAMPLES = {
    "ordinary": partial(profiled, forecast=[NAN, NAN, 190000.0, 246000.0], **year_of(250178)),
    "overspent": partial(profiled, [41200.0, 131000.0, 187500.0, 262000.0], **year_of(250000)),
    "nothing yet": partial(profiled, [NAN] * 4, **year_of(250178)),
    "paid back": partial(profiled, [-23200.0, 1000.0, NAN, NAN], **year_of(250178)),
    "one quarter": partial(profiled, [2500.0], [2500.0], ["Q1"]),
    "months": partial(
        profiled,
        [205500.0 * n for n in range(1, 9)] + [NAN] * 4,
        [210000.0 * n for n in range(1, 13)],
        [f"{month} 2016" for month in MONTHS],
        allocation=[12345678.0] * 12,
    ),
    "no profile": partial(profiled, [100.0, 200.0, NAN, NAN], [NAN] * 4),
    "long names": partial(profiled, period=[f"{quarter} of the financial year 2016/17" for quarter in QUARTERS]),
    "nothing at all": partial(profiled, [], [], []),
}


def test_bars_and_line_are_the_figures_of_the_frame():
    chart = SAMPLES["ordinary"]()
    axes = chart.draw().axes[0]

    spent, ahead = ([bar.get_height() for bar in container] for container in axes.containers)
    assert spent[:2] == [61200, 131000]
    assert ahead[2:] == [190000, 246000]
    assert pd.isna(spent[2:] + ahead[:2]).all()
    assert all(bar.get_y() == 0 for container in axes.containers for bar in container)
    assert axes.lines[0].get_ydata().tolist() == PROFILE
    assert axes.lines[0].get_marker() == "D"
    assert axes.get_ylim()[1] > 250178


def test_the_amounts_under_the_bars_are_those_of_the_frame():
    texts = [text.get_text() for text in SAMPLES["ordinary"]().draw().axes[0].texts]

    assert [text for text in texts if text in QUARTERS] == QUARTERS
    row = texts.index("Quarter 4") + 1
    assert texts[row : row + 16] == [
        *("£61,200", "£131,000", "to follow", "to follow"),
        *("", "", "£190,000", "£246,000"),
        *("£62,500", "£125,000", "£187,500", "£250,178"),
        *("−£1,300", "+£6,000", "", ""),
    ]
    assert {"Spent", "Forecast", "Profile", "Variance"} <= set(texts)
    assert "£250,178\nfor the year" in texts


def test_the_message_says_share_and_variance_and_what_is_to_follow():
    chart = SAMPLES["ordinary"]()

    assert chart.message == (
        "By the end of Quarter 2 £131,000 was spent (52% of the year's £250,178): £6,000 (4.8%) more than expected by then. "
        "Quarter 3 and Quarter 4 are to follow. £246,000 is forecast by the end of Quarter 4."
    )
    last = chart.frame.iloc[1]
    assert (last["variance"], round(last["variance_percent"], 1), round(last["spent_percent"])) == (6000, 4.8, 52)


@pytest.mark.parametrize(
    ("spend", "beside"),
    [
        (124999.0, ": £1 (0.0%) less than expected by then."),
        (125000.0, ", as was expected by then."),
        (125001.0, ": £1 (0.0%) more than expected by then."),
    ],
)
def test_below_on_and_above_the_profile(spend, beside):
    assert f"was spent{beside}" in profiled([1.0, spend, NAN, NAN]).message


@pytest.mark.parametrize(("allocation", "said"), [(NAN, False), (0.0, False), (1000.0, True)])
def test_no_share_is_said_of_an_allocation_that_is_nothing_or_unknown(allocation, said):
    assert ("of the year's" in profiled(**year_of(allocation)).message) is said


def test_one_quarter_is_to_follow_in_the_singular():
    assert " Quarter 4 is to follow." in profiled([1.0, 2.0, 3.0, NAN]).message


def test_spend_without_a_profile_is_not_compared():
    chart = SAMPLES["no profile"]()

    assert chart.message == "By the end of Quarter 2 £200 was spent. Quarter 3 and Quarter 4 are to follow."
    assert "Profile" not in [text.get_text() for text in chart.draw().axes[0].texts]


def test_nothing_reported_and_nothing_recorded_are_said():
    assert SAMPLES["nothing yet"]().message == "No spending is reported yet."
    assert profiled([NAN], [1.0], ["Q1"], forecast=[5.0]).message.endswith(" £5 is forecast by the end of Q1.")
    empty = SAMPLES["nothing at all"]()
    assert empty.message == "No spending is recorded."
    assert [text.get_text() for text in empty.draw().axes[0].texts] == ["No spending is recorded"]


def test_the_alternative_text_tells_every_period_with_the_numbers_of_the_frame():
    chart = SAMPLES["ordinary"]()

    told = re.findall(
        r"(Quarter \d): (?:(£[\d,]+) spent|to follow)(?:, (£[\d,]+) forecast)?, (£[\d,]+) expected", chart.alt
    )
    wanted = [
        (row.period, *("" if pd.isna(value) else pounds(value) for value in (row.spend, row.forecast, row.profile)))
        for row in chart.frame.itertuples()
    ]
    assert told == wanted
    start = "Bar chart of spending to date against profile, Community Safety Fund, Dudley, 2016/17, in pounds."
    assert chart.alt.startswith(f"{start} {chart.message}")


def test_of_many_periods_as_many_amounts_as_fit_are_printed_and_the_last_reported_among_them():
    chart = SAMPLES["months"]()
    axes = chart.draw().axes[0]

    headings = [text.get_text() for text in axes.texts if text.get_fontweight() == "semibold"]
    assert headings == ["May 2016", "August 2016", "November 2016", "February 2016"]
    assert len(axes.lines[0].get_ydata()) == 12
    assert chart.alt.count("expected") == 12 + 1


def test_negative_spend_hangs_below_nought():
    axes = SAMPLES["paid back"]().draw().axes[0]

    assert axes.containers[0][0].get_height() == -23200
    assert axes.get_ylim()[0] < -23200
    assert "−£23,200 spent" in SAMPLES["paid back"]().alt


def test_the_method_is_passed_on_or_the_charts_own():
    assert profiled(method=["ledger"] * 4).frame["method"].tolist() == ["ledger"] * 4
    assert set(profiled().frame["method"]) == {"spend and profile to date; variance = spend − profile"}


def test_the_callers_frame_is_not_altered():
    frame = pd.DataFrame({"period": QUARTERS, "profile": PROFILE, "spend": SPEND})
    before = frame.copy(deep=True)

    profile_chart(frame, name="p", title="T", area_name="A", year=periods.parse("2016-17")).draw()

    assert_frame_equal(frame, before)
