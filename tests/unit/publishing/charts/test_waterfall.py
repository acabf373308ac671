"""Waterfalls: bars join up, totals are held to their steps, and words carry the figures of the frame."""

import re
from functools import partial
from itertools import pairwise

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.publishing.charts import Chart, waterfall_chart

NAN = float("nan")
LONG = "Domestic abuse outreach and support for victims of serious sexual violence"


def framed(*steps: tuple) -> pd.DataFrame:
    return pd.DataFrame(steps, columns=["label", "amount", "kind"]).astype({"amount": "float64"})


def falling(*steps: tuple) -> Chart:
    return waterfall_chart(
        framed(*steps), name="w", title="Community Safety Fund", area_name="Dudley", year=periods.parse("2011-12")
    )


ORDINARY = (
    ("Brought forward", 45000, "opening"),
    ("Home Office grant", 250178, "in"),
    ("Available", 295178, "total"),
    ("Street wardens", -87756, "out"),
    (LONG, -120400, "out"),
    ("Returned by a provider", 4200, "in"),
    ("Carried forward", 91222, "total"),
)
SAMPLES = {
    "ordinary": partial(falling, *ORDINARY),
    "overspent": partial(
        falling,
        ("Grant", 1000, "opening"),
        ("Wardens", -1500, "out"),
        ("Lights", -500, "out"),
        ("Refund", 200, "in"),
        ("Overspent", -800, "total"),
    ),
    "to follow": partial(
        falling, ("Grant", 1000, "opening"), ("Wardens", NAN, "out"), ("Lights", -500, "out"), ("Left", NAN, "total")
    ),
    "nothing moved": partial(falling, ("Grant", 0, "opening"), ("Left", 0, "total")),
    "one": partial(falling, ("Grant", 1000, "opening")),
    "millions": partial(
        falling, ("Grant", 12168357, "opening"), (f"{LONG}, {LONG}", -12168357, "out"), ("Left", 0, "total")
    ),
    "forty": partial(
        falling,
        ("Grant", 39000, "opening"),
        *[(f"Project {n} of the programme for safer streets and for quieter nights", -1000, "out") for n in range(38)],
        ("Left", 1000, "total"),
    ),
    "nothing": falling,
}


def bars(chart: Chart) -> list[tuple[float, float]]:
    """Where each bar begins and ends."""
    drawn = [bar for container in chart.draw().axes[0].containers for bar in container]
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in drawn]


def test_each_bar_begins_where_the_last_one_ended_and_totals_stand_on_nought():
    chart = SAMPLES["ordinary"]()

    drawn = bars(chart)
    assert drawn == [
        (0, 45000),
        (45000, 295178),
        (0, 295178),
        (295178, 207422),
        (207422, 87022),
        (87022, 91222),
        (0, 91222),
    ]
    assert list(chart.frame[["start", "end"]].itertuples(index=False, name=None)) == drawn
    for (_, ended), (begun, _), kind in zip(drawn, drawn[1:], chart.frame["kind"].iloc[1:], strict=False):
        assert begun == (0 if kind == "total" else ended)


def test_connectors_run_from_bar_to_bar_at_the_running_total():
    chart = SAMPLES["ordinary"]()
    axes = chart.draw().axes[0]

    lines = [segment for lines in axes.collections for segment in lines.get_segments()]
    middles = [bar.get_y() + bar.get_height() / 2 for container in axes.containers for bar in container]
    assert [line[0][0] for line in lines] == chart.frame["end"].tolist()[:-1]
    for line, (above, below) in zip(lines, pairwise(middles), strict=True):
        assert above < line[0][1] < line[1][1] < below


def test_amounts_are_labelled_with_their_sign_and_totals_without():
    axes = SAMPLES["ordinary"]().draw().axes[0]

    assert [text.get_text() for text in axes.texts] == [
        *("£45,000", "+£250,178", "£295,178", "−£87,756", "−£120,400", "+£4,200", "£91,222"),
    ]
    labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert labels == [label for label, *_ in ORDINARY]
    weights = [text.get_fontweight() for text in axes.texts]
    assert weights == ["semibold", "normal", "semibold", "normal", "normal", "normal", "semibold"]


def test_the_message_tells_what_came_what_went_and_what_is_left():
    assert SAMPLES["ordinary"]().message == (
        "Of £45,000 at the start and £254,378 that came in, £208,156 went out and £91,222 is left. The most, £120,400, went on "
        f"{LONG}."
    )


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([("A", 100, "opening"), ("B", -99, "out")], "Of £100 at the start, £99 went out and £1 is left."),
        ([("A", 100, "in"), ("B", -100, "out")], "Of £100 that came in, £100 went out and nothing is left."),
        ([("A", 100, "in"), ("B", -101, "out")], "Of £100 that came in, £101 went out and £1 is overspent."),
        ([("A", 100, "opening")], "Of £100 at the start, nothing went out and £100 is left."),
        ([("B", -5, "out")], "£5 went out and £5 is overspent."),
    ],
)
def test_left_nothing_left_and_overspent(steps, said):
    assert falling(*steps).message == said


def test_the_alternative_text_tells_the_steps_with_the_numbers_of_the_frame():
    chart = SAMPLES["ordinary"]()

    assert chart.alt.startswith(
        f"Waterfall chart of Community Safety Fund, Dudley, 2011/12, in pounds. {chart.message} "
    )
    told = re.findall(r"([−+]?)£([\d,]+)[;.]", chart.alt.removeprefix(chart.alt.split(LONG + ". ")[0]))
    amounts = [int(digits.replace(",", "")) * (-1 if sign == "−" else 1) for sign, digits in told]
    assert amounts == chart.frame["amount"].tolist()


@pytest.mark.parametrize("total", [849.99, 850.01])
def test_a_total_that_is_not_what_its_steps_come_to_is_refused(total):
    with pytest.raises(ValueError, match=rf"the total 'Left' is {total:.2f}, but the steps before it come to 850\.00"):
        falling(("Grant", 1000, "opening"), ("Lights", -150, "out"), ("Left", total, "total"))


def test_pennies_that_floats_cannot_hold_are_no_difference():
    chart = falling(*[(f"S{n}", 0.1, "in") for n in range(3)], ("Left", 0.3, "total"))

    assert chart.frame["end"].iloc[-1] == 0.3


def test_a_total_in_the_middle_is_held_to_its_steps_too():
    with pytest.raises(ValueError, match="the total 'Available' is"):
        falling(("Grant", 1000, "opening"), ("Available", 900, "total"), ("Lights", -900, "out"), ("Left", 0, "total"))


@pytest.mark.parametrize(("amount", "kind"), [(5, "out"), (-5, "in")])
def test_a_sign_that_gainsays_its_kind_is_refused(amount, kind):
    with pytest.raises(ValueError, match=rf"step 'Odd' is '{kind}', but its amount is {amount}\.00"):
        falling(("Grant", 10, "opening"), ("Odd", amount, kind))


def test_an_unknown_kind_is_refused_with_those_that_are_known():
    with pytest.raises(ValueError, match="step 'Odd' is of kind 'spent'; kinds are opening, in, out, total"):
        falling(("Odd", 5, "spent"))


@pytest.mark.parametrize("count", [40, 41])
def test_more_steps_than_a_page_holds_are_refused(count):
    steps = [("Step", 1, "in")] * count
    if count == 40:
        assert len(falling(*steps).frame) == 40
        return
    with pytest.raises(ValueError, match="a page holds 40 steps, got 41"):
        falling(*steps)


def test_what_is_to_follow_is_said_drawn_as_nothing_and_makes_the_rest_so_far():
    chart = SAMPLES["to follow"]()

    assert (
        chart.message
        == "Of £1,000 at the start, £500 went out and £500 is left so far. Wardens and Left are to follow."
    )
    assert bars(chart) == [(0, 1000), (1000, 500)]
    assert [text.get_text() for text in chart.draw().axes[0].texts] == ["£1,000", "to follow", "−£500", "to follow"]
    assert "Wardens to follow; Lights −£500" in chart.alt


def test_a_stated_total_settles_what_was_to_follow_before_it():
    chart = falling(
        ("Grant", 1000, "opening"), ("Wardens", NAN, "out"), ("Left", 400, "total"), ("Lights", -100, "out")
    )

    assert chart.message == "Of £1,000 at the start, £100 went out and £300 is left. Wardens is to follow."


def test_bars_go_below_nought_and_back():
    chart = SAMPLES["overspent"]()

    assert bars(chart) == [(0, 1000), (1000, -500), (-500, -1000), (-1000, -800), (0, -800)]
    low, high = chart.draw().axes[0].get_xlim()
    assert low < -1000
    assert high > 1000


def test_kinds_are_told_apart_by_lightness():
    colours = {
        kind: bar.get_facecolor()
        for kind, (bar,) in zip(
            SAMPLES["ordinary"]().frame["kind"], SAMPLES["ordinary"]().draw().axes[0].containers, strict=True
        )
    }

    assert colours["opening"] == colours["total"]
    assert len(set(colours.values())) == 3


def test_an_account_without_amounts_says_so():
    chart = falling()

    assert chart.message == "No amount is recorded."
    assert [text.get_text() for text in chart.draw().axes[0].texts] == ["No amount is recorded"]


def test_the_method_is_passed_on_and_the_callers_frame_is_not_altered():
    frame = framed(*ORDINARY).assign(method="ledger")
    before = frame.copy(deep=True)

    chart = waterfall_chart(frame, name="w", title="T", area_name="A", year=periods.parse("2011-12"))
    chart.draw()

    assert set(chart.frame["method"]) == {"ledger"}
    assert set(SAMPLES["ordinary"]().frame["method"]) == {"amounts added up step by step"}
    assert_frame_equal(frame, before)
