"""Targets of a year are held against what was recorded by now."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import performance

NAN = float("nan")


def found(
    value: float | None, quarter: str, *, unit="offences", target=2349.0, polarity="lower", counts=(NAN, NAN), **more
):
    described = pd.DataFrame(
        [
            {
                "indicator": "abh",
                "title": "Assault",
                "theme": "crime",
                "display_order": 1,
                "unit": unit,
                "polarity": polarity,
            }
        ]
    ).assign(tolerance=more.get("tolerance", NAN))
    planned = pd.DataFrame(
        [("dudley", "abh", "2010-11", "target", "absolute", "", target, "t.csv:2")],
        columns=["area", "indicator", "period", "role", "basis", "base_period", "value", "row"],
    )
    period = quarter if not quarter.endswith("Q4") else "2010-11"
    observed = pd.DataFrame(
        [("dudley", "abh", period, "year" if quarter.endswith("Q4") else "year to date", value, *counts, "o.csv:2")],
        columns=["area", "indicator", "period", "period_kind", "value", "numerator", "denominator", "row"],
    )
    observed = observed if value is not None else observed.iloc[:0]
    table = performance.against_targets(
        observed, planned, described, area="dudley", quarter=periods.parse(quarter), shares=more.get("shares")
    )
    return table.iloc[0]


@pytest.mark.parametrize(
    ("value", "status"),
    [(2200, "meeting"), (2300, "close"), (2400, "close"), (2500, "not meeting"), (None, "cannot tell")],
)
def test_a_year_meets_misses_or_comes_close_to_its_target(value, status):
    row = found(value, "2010-11-Q4")

    assert row["status"] == status
    assert (row["target"], row["due"]) == (2349, 2349)
    assert row["target_row"] == "t.csv:2"


def test_within_the_year_a_count_is_held_against_the_part_due_by_now():
    row = found(1210, "2010-11-Q2")

    assert (row["due"], row["gap"], row["needed"]) == (1174.5, 35.5, 569.5)
    assert row["forecast"] == 2420
    assert row["forecast_lower"] < 2349 < row["forecast_upper"]
    assert row["chance"] == pytest.approx(0.0729, abs=5e-5)
    assert (row["status"], row["rule"]) == ("close", "the target lies within the figure's 95% interval")


def test_seasons_move_what_is_due():
    shares = pd.Series([0.3, 0.3, 0.2, 0.2], index=[1, 2, 3, 4])
    assert found(1210, "2010-11-Q2", shares=shares)["due"] == pytest.approx(1409.4)


def test_a_share_is_held_against_the_whole_target_and_has_no_forecast():
    row = found(70.0, "2010-11-Q2", unit="per cent", target=90.0, polarity="higher", counts=(70.0, 100.0))

    assert (row["due"], row["status"]) == (90, "not meeting")
    assert pd.isna(row["forecast"])
    assert (round(row["lower"], 2), round(row["upper"], 2)) == (60.42, 78.11)


def test_an_area_without_targets_has_no_rows():
    described = pd.DataFrame(
        columns=["indicator", "title", "theme", "display_order", "unit", "polarity", "tolerance"]
    ).astype(str)
    planned = pd.DataFrame(
        columns=["area", "indicator", "period", "role", "basis", "base_period", "value", "row"]
    ).astype(str)
    observed = pd.DataFrame(
        columns=["area", "indicator", "period", "period_kind", "value", "numerator", "denominator", "row"]
    ).astype(str)

    table = performance.against_targets(observed, planned, described, area="x", quarter=periods.parse("2010-11-Q4"))
    assert table.empty
    assert "rule" in table
