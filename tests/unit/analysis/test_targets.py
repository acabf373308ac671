"""Targets are levels, and a status says by which rule it was given."""

import pandas as pd
import pytest

from helpers.analysis import targets
from support import ROOT, rows_of

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
