"""Targets are levels, and a status says by which rule it was given."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from strict_arithmetic import STRICT

from helpers.analysis import targets
from support import ROOT, rows_of

pytestmark = STRICT
NAN = float("nan")


def planned(*rows: tuple) -> pd.DataFrame:
    """Rows of period, role, basis, base period and value."""
    frame = pd.DataFrame(rows, columns=["period", "role", "basis", "base_period", "value"])
    return frame.astype({"value": "float64"})


BASE, STEP = "change on base period", "compounded change"
YEARS = planned(
    ("2007-08", "baseline", "absolute", "", 200),
    ("2008-09", "target", BASE, "2007-08", -10),
    ("2009-10", "target", STEP, "2008-09", -10),
    ("2010-11", "target", STEP, "2009-10", -10),
)


def measured(**cells) -> pd.DataFrame:
    row = {"value": 90.0, "target": 100.0, "tolerance": NAN, "polarity": "lower", "lower": NAN, "upper": NAN}
    return pd.DataFrame([{**row, **cells}])


def test_staffordshires_targets_are_reductions_on_its_first_year():
    rows = [row for row in rows_of(ROOT / "data", "targets") if row["indicator"] == "serious-violent-crime-rate"]
    frame = pd.DataFrame(rows).assign(value=lambda table: pd.to_numeric(table["value"]))

    levels = targets.levels(frame).set_index("period")
    assert levels["level"].round(5).to_dict() == {
        "2007-08": 0.75,
        "2008-09": 0.72,
        "2009-10": 0.6984,  # 0.72 × 0.97
        "2010-11": 0.67752,  # 0.72 × 0.941
    }
    assert levels.loc["2010-11", "level_method"] == "change on the base period: target of 2008-09 × (1 + change ÷ 100)"


def test_compounded_steps_build_on_one_another():
    assert targets.levels(YEARS)["level"].tolist() == pytest.approx([200, 180, 162, 145.8])


def test_a_change_on_a_years_performance_is_taken_on_its_outturn_where_there_is_one():
    table = targets.levels(YEARS, {"2008-09": 170.0})

    assert table["level"].tolist() == pytest.approx([200, 180, 153, 137.7])
    assert table["level_method"].iloc[2].startswith("change on the step before: outturn of 2008-09")


def test_a_base_that_nobody_knows_leaves_the_level_unknown():
    table = targets.levels(planned(("2009-10", "target", BASE, "2001-02", -3)))

    assert table["level"].isna().all()
    assert "2001-02, which is not known" in table["level_method"].iloc[0]


def test_targets_in_a_circle_are_refused():
    circle = planned(("2009-10", "target", BASE, "2010-11", -3), ("2010-11", "target", BASE, "2009-10", -3))
    with pytest.raises(ValueError, match="2009-10 is based on itself: 2009-10 → 2010-11 → 2009-10"):
        targets.levels(circle)


@pytest.mark.parametrize(
    ("cells", "status", "rule"),
    [
        ({"value": NAN}, "cannot tell", "there is no figure"),
        ({"target": NAN}, "cannot tell", "there is no target"),
        ({"polarity": "neither"}, "cannot tell", "neither more nor less is better"),
        ({"value": 100.0}, "meeting", "at or better than the target; the figure has no interval"),
        ({"value": 100.0, "polarity": "higher"}, "meeting", "at or better than the target; the figure has no interval"),
        (
            {"value": 100.1},
            "not meeting",
            "worse than the target by more than the tolerance; the figure has no interval",
        ),
        ({"value": 105.0, "tolerance": 5.0}, "close", "worse than the target, by no more than the tolerance"),
        (
            {"value": 105.1, "tolerance": 5.0},
            "not meeting",
            "worse than the target by more than the tolerance; the figure",
        ),
        ({"value": 95.0, "tolerance": 5.0, "polarity": "higher"}, "close", "by no more than the tolerance"),
        ({"lower": 80.0, "upper": 100.0}, "close", "the target lies within the figure's 95% interval"),
        ({"lower": 80.0, "upper": 99.9}, "meeting", "at or better than the target, by more than chance"),
        ({"value": 120.0, "lower": 100.0, "upper": 140.0}, "close", "the target lies within the figure's 95% interval"),
        ({"value": 120.0, "lower": 100.1, "upper": 140.0}, "not meeting", "by more than chance and tolerance"),
        ({"value": 120.0, "lower": 110.0, "upper": 130.0, "tolerance": 20.0}, "close", "by no more than the tolerance"),
    ],
)
def test_each_state_says_its_rule(cells, status, rule):
    row = targets.status(measured(**cells)).iloc[0]

    assert row["status"] == status
    assert rule in row["rule"]


def test_the_way_to_a_target_is_straight_or_follows_the_seasons():
    assert targets.straight_line(200, 160, 4).tolist() == [200, 190, 180, 170, 160]
    assert targets.cumulative(400, targets.even_shares()).tolist() == [100, 200, 300, 400]
    history = pd.DataFrame(
        {
            "year": ["2009-10"] * 4 + ["2010-11"] * 4 + ["2011-12"] * 3,
            "part": [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3],
            "value": [10, 20, 30, 40, 20, 20, 30, 30, 500, 0, 0],
        }
    )
    shares = targets.seasonal_shares(history)
    # (10 + 20) / 200, (20 + 20) / 200, …; 2011/12 lacks a quarter and is left out.
    assert shares.tolist() == pytest.approx([0.15, 0.2, 0.3, 0.35])
    assert targets.cumulative(200, shares).tolist() == pytest.approx([30, 70, 130, 200])


@pytest.mark.parametrize("history", [{"year": [], "part": [], "value": []}, {"year": ["a"], "part": [1], "value": [0]}])
def test_seasons_need_one_whole_year(history):
    with pytest.raises(ValueError, match="spread the target evenly"):
        targets.seasonal_shares(pd.DataFrame(history))


def test_the_gap_says_what_is_needed_in_each_quarter_left():
    progress = pd.DataFrame(
        {"to_date": [1210.0, 2400.0], "target": 2349.0, "elapsed": [0.5, 1.0], "parts_done": [2, 4]}
    )

    table = targets.gap(progress)
    assert table["expected"].tolist() == [1174.5, 2349.0]
    assert table["gap"].tolist() == [35.5, 51.0]
    assert table["needed"].iloc[0] == 569.5  # (2,349 − 1,210) ÷ 2
    assert pd.isna(table["needed"].iloc[1])


def test_staffordshires_first_year_as_recorded_moves_the_steps_that_stand_on_it():
    rows = [row for row in rows_of(ROOT / "data", "targets") if row["indicator"] == "serious-violent-crime-rate"]
    frame = pd.DataFrame(rows).assign(value=lambda table: pd.to_numeric(table["value"]))

    table = targets.levels(frame, {"2008-09": 0.68, "2009-10": 0.1}).set_index("period")
    # 0.68 × 0.97 and 0.68 × 0.941; the target of 2008-09 stays as stated, and nothing stands on the outturn of 2009-10.
    assert table["level"].tolist() == pytest.approx([0.75, 0.72, 0.6596, 0.63988], rel=1e-9)
    assert table.loc["2009-10", "level_method"] == "change on the base period: outturn of 2008-09 × (1 + change ÷ 100)"


def test_a_target_that_the_plan_does_not_state_is_told_so():
    rows = [row for row in rows_of(ROOT / "data", "targets") if row["indicator"] == "violence-with-injury"]
    table = targets.levels(pd.DataFrame(rows).assign(value=NAN))

    assert len(table) == 4
    assert table["level"].isna().all()
    assert set(table["level_method"]) == {"not stated"}


def test_a_step_on_a_target_that_is_not_stated_is_unknown():
    table = targets.levels(
        planned(("2008-09", "target", "absolute", "", NAN), ("2009-10", "target", STEP, "2008-09", -5))
    )

    assert table["level"].isna().all()


def test_an_outturn_that_is_not_known_leaves_the_plan_standing():
    table = targets.levels(YEARS, {"2008-09": NAN})

    assert table["level"].tolist() == pytest.approx([200, 180, 162, 145.8])
    assert "outturn" not in " ".join(table["level_method"])


def test_a_target_before_the_baseline_of_a_period_is_what_a_step_stands_on():
    frame = planned(
        ("2008-09", "baseline", "absolute", "", 100),
        ("2008-09", "target", BASE, "2008-09", -10),
        ("2009-10", "target", STEP, "2008-09", -10),
    )
    # The target of 2008-09 is a change on that year's own baseline; the next step stands on that target.
    assert targets.levels(frame)["level"].tolist() == pytest.approx([100, 90, 81])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("2009-10", BASE, "2009-10")], "the target of 2009-10 is based on itself: 2009-10 → 2009-10"),
        ([("2009-10", STEP, "2010-11"), ("2010-11", STEP, "2009-10")], "2009-10 → 2010-11 → 2009-10"),
        (
            [("2009-10", STEP, "2011-12"), ("2010-11", STEP, "2009-10"), ("2011-12", STEP, "2010-11")],
            "2009-10 → 2011-12 → 2010-11 → 2009-10",
        ),
    ],
)
def test_circles_of_any_length_are_refused_step_by_step(rows, words):
    frame = planned(*[(period, "target", basis, base, -3) for period, basis, base in rows])

    with pytest.raises(ValueError, match=words):
        targets.levels(frame)


def test_an_outturn_breaks_a_circle():
    circle = planned(("2009-10", "target", BASE, "2010-11", -3), ("2010-11", "target", BASE, "2009-10", -3))

    assert targets.levels(circle, {"2009-10": 100.0})["level"].tolist() == pytest.approx([94.09, 97])


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=12), st.randoms())
def test_compounding_is_a_product_in_whatever_order_the_rows_stand(changes, shuffle):
    years = [f"{2008 + n}-{(9 + n) % 100:02d}" for n in range(len(changes) + 1)]
    steps = [
        (year, "target", STEP, before, change) for year, before, change in zip(years[1:], years, changes, strict=False)
    ]
    rows = [(years[0], "baseline", "absolute", "", 400), *steps]
    shuffle.shuffle(rows)
    frame = planned(*rows)
    before = frame.copy()

    level = targets.levels(frame).set_index("period")["level"]
    assert level[years[-1]] == pytest.approx(400 * np.prod([1 + change / 100 for change in changes]), rel=1e-9)
    assert_frame_equal(frame, before)


def test_no_targets_have_no_levels():
    table = targets.levels(planned())

    assert table.columns.tolist()[-2:] == ["level", "level_method"]
    assert len(table) == 0


@pytest.mark.parametrize("polarity", ["lower", "higher"])
@pytest.mark.parametrize(
    ("base", "change", "level"),
    # Whole numbers that 1 + change ÷ 100 misses by the last bit, above and below.
    [(25, 16, 29), (50, -34, 33), (25, 12, 28), (50, 10, 55)],
)
def test_a_figure_at_its_target_meets_it_to_the_last_bit(base, change, level, polarity):
    table = targets.levels(planned(("a", "baseline", "absolute", "", base), ("b", "target", BASE, "a", change)))
    row = targets.status(measured(value=level, target=table["level"].iloc[1], polarity=polarity)).iloc[0]

    assert row["status"] == "meeting"


def test_the_tolerance_is_kept_to_the_last_bit():
    # 0.3 − 0.1 is 0.19999999999999998, and 1.1 − 1.0 is 0.10000000000000009.
    assert targets.status(measured(value=1.1, target=1.0, tolerance=0.1))["status"].tolist() == ["close"]
    assert targets.status(measured(value=1.1001, target=1.0, tolerance=0.1))["status"].tolist() == ["not meeting"]


@pytest.mark.parametrize(
    ("cells", "status", "rule"),
    [
        # Above the target and below it, with either bound just on it: the target lies within.
        ({"value": 90.0, "lower": 85.0, "upper": 100.0}, "close", "the target lies within the figure's 95% interval"),
        (
            {"value": 90.0, "lower": 85.0, "upper": 99.999},
            "meeting",
            "at or better than the target, by more than chance",
        ),
        ({"value": 110.0, "lower": 100.0, "upper": 120.0}, "close", "the target lies within the figure's 95% interval"),
        (
            {"value": 110.0, "lower": 100.001, "upper": 120.0},
            "not meeting",
            "worse than the target, by more than chance and tolerance",
        ),
        (
            {"value": 110.0, "lower": 105.0, "upper": 115.0, "tolerance": 10.0},
            "close",
            "worse than the target, by no more than the tolerance",
        ),
        (
            {"value": 110.0, "lower": 105.0, "upper": 115.0, "tolerance": 9.999},
            "not meeting",
            "worse than the target, by more than chance and tolerance",
        ),
        # Tolerance is for the worse side only.
        (
            {"value": 90.0, "tolerance": 50.0},
            "meeting",
            "at or better than the target; the figure has no interval",
        ),
        # One bound alone is no interval.
        (
            {"value": 110.0, "lower": 90.0},
            "not meeting",
            "worse than the target by more than the tolerance; the figure has no interval",
        ),
        # No figure comes before no target, and that before the polarity.
        ({"value": NAN, "target": NAN, "polarity": "neither"}, "cannot tell", "there is no figure"),
        ({"target": NAN, "polarity": "neither"}, "cannot tell", "there is no target"),
        ({"polarity": None}, "cannot tell", "neither more nor less is better"),
        ({"value": 0.0, "target": 0.0}, "meeting", "at or better than the target; the figure has no interval"),
    ],
)
def test_each_boundary_has_its_state_and_its_whole_rule(cells, status, rule):
    assert targets.status(measured(**cells)).iloc[0].tolist() == [status, rule]


NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(
    NUMBERS,
    NUMBERS,
    st.one_of(st.just(NAN), st.floats(0, 1e5)),
    st.one_of(st.just(NAN), st.floats(0, 1e5)),
    st.sampled_from(["lower", "higher", "neither"]),
)
def test_a_status_is_one_of_four_and_the_mirror_image_has_the_same(value, target, tolerance, reach, polarity):
    cells = {"value": value, "target": target, "tolerance": tolerance, "lower": value - reach, "upper": value + reach}
    turned = {
        "value": -value,
        "target": -target,
        "tolerance": tolerance,
        "lower": -value - reach,
        "upper": -value + reach,
    }
    mirror = {"lower": "higher", "higher": "lower"}.get(polarity, polarity)
    row = targets.status(measured(**cells, polarity=polarity)).iloc[0]

    assert row["status"] in targets.STATES
    assert targets.status(measured(**turned, polarity=mirror)).iloc[0].tolist() == row.tolist()
    # Whoever meets a target meets any that is easier.
    if row["status"] == targets.MEETING:
        easier = target + abs(target) + 1 if polarity == "lower" else target - abs(target) - 1
        assert targets.status(measured(**{**cells, "target": easier}, polarity=polarity)).iloc[0]["status"] == "meeting"


@pytest.mark.parametrize("index", [["b", "a"], [4, 4], pd.MultiIndex.from_tuples([("x", 2), ("x", 1)])])
def test_results_stand_on_the_callers_index_and_leave_its_frame_alone(index):
    frame = pd.concat([measured(), measured(value=120.0)]).set_axis(index)
    before = frame.copy()

    table = targets.status(frame)
    assert table.index.equals(frame.index)
    assert table["status"].tolist() == ["meeting", "not meeting"]
    assert_frame_equal(frame, before)
    progress = pd.DataFrame({"to_date": 10.0, "target": 30.0, "elapsed": 0.5, "parts_done": 2}, index=frame.index)
    assert targets.gap(progress).index.equals(frame.index)


def test_a_missing_count_is_no_nought_in_the_seasons():
    history = pd.DataFrame(
        {"year": ["a"] * 4 + ["b"] * 4, "part": [1, 2, 3, 4] * 2, "value": [10, 20, 30, 40, 70, 20, 30, NAN]}
    )

    assert targets.seasonal_shares(history).tolist() == pytest.approx([0.1, 0.2, 0.3, 0.4])
    with pytest.raises(ValueError, match="spread the target evenly"):
        targets.seasonal_shares(history[history["year"] == "b"])


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(st.floats(0, 1e6), st.integers(1, 12), st.floats(0, 1e6))
def test_ways_to_a_target_end_at_it(target, parts, baseline):
    shares = targets.even_shares(parts)

    assert shares.sum() == pytest.approx(1)
    assert targets.cumulative(target, shares).iloc[-1] == pytest.approx(target)
    line = targets.straight_line(baseline, target, parts)
    assert (line.iloc[0], line.iloc[-1], len(line)) == (baseline, target, parts + 1)
    assert np.diff(line) == pytest.approx([(target - baseline) / parts] * parts, abs=1e-6)


@pytest.mark.parametrize("steps", [0, -1])
def test_a_way_of_no_steps_is_refused(steps):
    with pytest.raises(ValueError, match="one step or more"):
        targets.straight_line(200, 160, steps)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 4))
def test_what_is_needed_brings_the_year_to_its_target(to_date, target, done):
    progress = pd.DataFrame({"to_date": [to_date], "target": [target], "elapsed": [done / 4], "parts_done": [done]})
    row = targets.gap(progress).iloc[0]

    assert row["gap"] == pytest.approx(to_date - target * done / 4)
    assert row["remaining"] == target - to_date
    if done < 4:
        assert to_date + row["needed"] * (4 - done) == pytest.approx(target)
    else:
        assert pd.isna(row["needed"])
        assert row["gap"] == -row["remaining"]
