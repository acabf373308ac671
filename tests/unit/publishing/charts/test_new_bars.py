"""Bars of allocations, of boroughs, and squares of actions: words carry the figures, and nothing is told by colour alone."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pandas as pd

from helpers import periods
from helpers.analysis import actions
from helpers.publishing.charts import Chart, actions_chart, bars, spend_bars

NAN = float("nan")
LONG = "Contribution towards domestic security within dva services, for homes of victims receiving floating support dva services"


def spending(*projects: tuple[str, float, float]) -> Chart:
    frame = pd.DataFrame(projects, columns=["title", "allocation", "spent"]).astype(
        {"allocation": float, "spent": float}
    )
    frame = frame.assign(share=frame["spent"] / frame["allocation"].where(frame["allocation"] > 0), method="m")
    return spend_bars(frame, area_name="Coventry", quarter=periods.parse("2016-17-Q2"), expected=0.5)


def heads(*boroughs: tuple[str, float, str]) -> Chart:
    frame = pd.DataFrame(boroughs, columns=["label", "value", "told"]).assign(method="m")
    return bars(
        frame, name="b", caption="Per head", start="Bar chart.", message="Coventry leads.", nothing="Nothing is known"
    )


def squares(*planned: tuple[str, str, str]) -> Chart:
    frame = pd.DataFrame(planned, columns=["theme", "due", "status"])
    frame = frame.assign(plan="p", ref=range(len(frame)), row=[f"actions.csv:{n}" for n in range(len(frame))])
    themes = actions.by_theme(actions.progress(frame, plan="p", as_at=date(2012, 9, 6)))
    return actions_chart(themes, name="a", title="Action Plan", day="6 September 2012")


EVERY_STATE = [
    ("Accommodation", "2012-10-31", ""), ("Accommodation", "2012-09-30", ""), ("Data Collection", "2012-06-30", "complete"),
    ("Service Provision", "2012-06-30", ""), ("Service Provision", "", ""),
]  # fmt: skip
SAMPLES = {
    "spend": partial(
        spending,
        ("Analyst", 35000, 0),
        ("Springboard", 25000, 6250),
        (LONG, 35415, 35415),
        ("Civil Powers", 33750, 661.5),
    ),
    "spend-over": partial(spending, ("Tags", 1000, 1800), ("Posters", 2000, 1000)),
    "spend-one": partial(spending, ("Tags", 1000, 250)),
    "spend-none": partial(spending, ("Tags", NAN, 250)),
    "spend-many": partial(spending, *[(f"{LONG} {n}", 1000, 40 * n) for n in range(1, 22)]),
    "heads": partial(
        heads,
        ("Coventry", 1.43, "£1.43 a head"),
        ("Dudley", 0.07, "£0.07 a head"),
        ("Sandwell", NAN, "no allocation printed"),
    ),
    "heads-one": partial(
        heads, ("A borough with a very long name indeed", 1.0, "£1.00 a head; £492,478 to 18 projects")
    ),
    "heads-none": partial(heads, ("Sandwell", NAN, "no allocation printed")),
    "squares": partial(squares, *EVERY_STATE),
    "squares-one": partial(squares, ("Training", "2012-09-06", "")),
    "squares-many": partial(
        squares, *[(f"Theme {n % 12} with a long name of its own", f"2012-{n % 12 + 1:02d}-15", "") for n in range(240)]
    ),
    "squares-none": partial(squares),
}


def DERIVED(chart: Chart) -> Iterator[float]:
    """What messages count: projects that spent nothing or all, and actions by their state."""
    frame = chart.frame
    if "share" in frame:
        yield from ((frame["spent"] == 0).sum(), (frame["share"] >= 1).sum(), len(frame))
        yield from 100 * frame["share"]
        yield 50
    elif "actions" in frame:
        yield from (frame[state].sum() for state in (*actions.STATES, "actions"))
        yield 30
    else:
        yield from (1.43, 0.07, 1.00, 492478, 18)


def test_a_share_above_what_the_chart_holds_is_still_told():
    chart = SAMPLES["spend-over"]()
    assert "Tags 180.0% (£1,800 of £1,000)" in chart.alt
    assert max(bar.get_width() for bar in chart.draw().axes[0].patches) <= 150


def test_the_message_counts_who_spent_nothing_and_all():
    message = SAMPLES["spend"]().message
    assert (
        message
        == "Of 4 projects, each expected to have spent 50% by now: 1 had spent nothing and 1 had spent all of it."
    )
    assert SAMPLES["spend-none"]().message == "No project reports both its allocation and its spend to date."


def test_what_is_not_known_has_words_and_no_bar():
    drawn = SAMPLES["heads"]().draw().axes[0]
    assert [round(bar.get_width(), 2) for bar in drawn.patches] == [1.43, 0.07, 0]
    assert "no allocation printed" in [text.get_text() for text in drawn.texts]
    assert "Nothing is known" in [text.get_text() for text in SAMPLES["heads-none"]().draw().axes[0].texts]


def test_each_action_is_a_square_with_the_sign_of_its_state():
    chart = SAMPLES["squares"]()
    signs = [text.get_text() for text in chart.draw().axes[0].texts]
    for sign in ("✓", "›", "•", "!", "?"):
        assert signs.count(sign) == 2  # once in the legend, once as the action
    assert (
        chart.message
        == "Of 5 actions, 1 is complete, 1 on track, 1 due within 30 days, 1 overdue and 1 without a date."
    )
    assert "Service Provision: 1 overdue and 1 without a date" in chart.alt


def test_a_plan_without_actions_says_so():
    assert SAMPLES["squares-none"]().message == "The plan holds no action."
