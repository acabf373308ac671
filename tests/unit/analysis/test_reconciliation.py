"""What a source worked out itself is worked out again, and agrees or does not."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import reconciliation

NAN = float("nan")
YEAR = periods.parse("2011-12")


def stated(*figures: tuple, about="observations") -> pd.DataFrame:
    """Rows of subject, measure, value and how it is printed."""
    frame = pd.DataFrame(figures, columns=["subject", "measure", "value", "printed"]).astype({"value": "float64"})
    rows = [f"stated_figures.csv:{line}" for line in range(2, len(frame) + 2)]
    return frame.assign(area="dudley", period="2011-12", about=about, source="report", locator="Appendix 4", row=rows)


def varied(*rows: tuple) -> pd.DataFrame:
    """Rows of indicator, last year and this year."""
    frame = pd.DataFrame(rows, columns=["indicator", "previous", "current"]).astype({"indicator": "str"})
    frame = frame.astype({"previous": "float64", "current": "float64"})
    change = frame["current"] - frame["previous"]
    return frame.assign(title=frame["indicator"].str.title(), change=change, percent=100 * change / frame["previous"])


STREAMS = pd.DataFrame(
    {
        "stream": ["community-safety-fund", "reward-grant"],
        "title": ["Community Safety Fund", "Reward Grant"],
        "lines_total": [250178.0, 223930.0],
        "balance": [0.0, 95539.0],
    }
)


def changes(variation: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    return reconciliation.changes(variation, figures, area="dudley", year=YEAR)


def test_the_community_safety_funds_printed_total_is_45_000_less_than_its_lines():
    figures = stated(("community-safety-fund", "expended", 205178, "205,178"), about="funding_streams")

    checks = reconciliation.funding(STREAMS, figures, area="dudley", year=YEAR)

    assert checks.drop(columns=["method"]).to_dict("records") == [
        {
            "about": "funding_streams",
            "subject": "community-safety-fund",
            "title": "Community Safety Fund",
            "measure": "expended",
            "printed": "205,178",
            "stated": 205178.0,
            "recomputed": 250178.0,
            "as_printed": 250178.0,
            "difference": -45000.0,
            "verdict": "disagrees",
            "source": "report",
            "locator": "Appendix 4",
            "row": "stated_figures.csv:2",
            "corrected": "",
        }
    ]
    assert_frame_equal(reconciliation.disagreements(checks), checks)


@pytest.mark.parametrize(
    ("measure", "recomputed"),
    [("expended", 223930), ("allocated", 223930), ("carried_forward", 95539), ("yet_to_be_allocated", 95539)],
)
@pytest.mark.parametrize(("off", "verdict"), [(-1, "disagrees"), (0, "agrees"), (1, "disagrees")])
def test_a_printed_total_or_balance_is_compared_to_the_pound(measure, recomputed, off, verdict):
    value = recomputed + off
    figures = stated(("reward-grant", measure, value, str(value)), about="funding_streams")

    row = reconciliation.funding(STREAMS, figures, area="dudley", year=YEAR).iloc[0]

    assert (row["recomputed"], row["difference"], row["verdict"]) == (recomputed, off, verdict)


# 981 ÷ 4397 = 22.3107%: it agrees with what is printed at the decimals that are printed.
@pytest.mark.parametrize(
    ("printed", "value", "as_printed", "verdict"),
    [
        ("22%", 22, 22, "agrees"),
        ("22.3%", 22.3, 22.3, "agrees"),
        ("22.31%", 22.31, 22.31, "agrees"),
        ("22.30%", 22.3, 22.31, "disagrees"),
        ("22.2%", 22.2, 22.3, "disagrees"),
        ("22.4%", 22.4, 22.3, "disagrees"),
        ("23%", 23, 22, "disagrees"),
    ],
)
def test_a_printed_percentage_is_compared_at_its_own_decimals(printed, value, as_printed, verdict):
    row = changes(varied(("sac", 4397, 3416)), stated(("sac", "variation_percent", value, printed))).iloc[0]

    assert (row["as_printed"], row["verdict"]) == (as_printed, verdict)


# 57 ÷ 400 = 14.25% and 573 ÷ 2,000 = 28.65%, which binary holds as 28.649999….
@pytest.mark.parametrize(("last", "this", "printed", "value"), [(400, 343, "14.3%", 14.3), (2000, 1427, "28.7%", 28.7)])
def test_a_half_is_rounded_up_before_it_is_compared(last, this, printed, value):
    found = changes(varied(("x", last, this)), stated(("x", "variation_percent", value, printed)))

    assert found["verdict"].tolist() == ["agrees"]


@pytest.mark.parametrize(("last", "this", "sign"), [(544, 395, -1), (395, 395, 0), (395, 544, 1)])
def test_changes_are_compared_without_their_sign_which_the_direction_carries(last, this, sign):
    size = abs(this - last)
    figures = stated(("robbery", "variation_number", size, str(size)), ("robbery", "direction", sign, "↓"))

    found = changes(varied(("robbery", last, this)), figures)

    assert found["recomputed"].tolist() == [size, sign]
    assert found["verdict"].tolist() == ["agrees", "agrees"]


@pytest.mark.parametrize("sign", [-1, 0, 1])
def test_without_last_year_no_direction_can_be_told(sign):
    figures = stated(("robbery", "direction", sign, "↓"))

    assert changes(varied(("robbery", NAN, 395)), figures)["verdict"].tolist() == ["cannot tell"]


@pytest.mark.parametrize("variation", [varied(("robbery", NAN, 395)), varied(("robbery", 0, 0))])
def test_what_cannot_be_worked_out_cannot_be_told(variation):
    row = changes(variation, stated(("robbery", "variation_percent", 27.4, "27.4%"))).iloc[0]

    assert row["verdict"] == "cannot tell"
    assert row[["recomputed", "as_printed", "difference"]].isna().all()


@pytest.mark.parametrize("variation", [varied(), varied(("theft", 5, 4))])
def test_a_stated_change_of_an_indicator_of_another_theme_is_left_to_that_theme(variation):
    assert changes(variation, stated(("robbery", "variation_percent", 27.4, "27.4%"))).empty


def test_a_measure_that_nobody_knows_cannot_be_told():
    checks = changes(varied(("robbery", 544, 395)), stated(("robbery", "rank", 3, "3rd")))

    assert checks["verdict"].tolist() == ["cannot tell"]
    assert reconciliation.disagreements(checks).empty


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"period": "2010-11"}, {"about": "outcomes"}])
def test_figures_of_another_area_year_or_table_are_not_compared(other):
    figures = stated(("robbery", "variation_number", 149, "149")).assign(**other)
    checks = changes(varied(("robbery", 544, 395)), figures)

    assert checks.shape == (0, 15)
    assert reconciliation.disagreements(checks).shape == (0, 15)


EVALUATION = pd.DataFrame(
    {
        "project": ["spotlight", "spotlight", "wardens"],
        "measure": ["repeats", "arrests", "repeats"],
        "title": ["Further offences", "Arrests made", "Further calls"],
        "percent": [100 * 12 / 715, 50.0, 2.0],
    }
)


def shares(*figures: tuple) -> pd.DataFrame:
    return reconciliation.shares(EVALUATION, stated(*figures, about="outcomes"), area="dudley", year=YEAR)


def test_a_printed_share_is_compared_with_its_own_initiative_and_measure():
    found = shares(
        ("spotlight", "repeats", 1.7, "1.7%"),
        ("wardens", "repeats", 2.5, "2.5%"),
        ("spotlight", "arrests", 50, "50%"),
    )

    assert found["as_printed"].tolist() == [1.7, 2.0, 50.0]
    assert found["verdict"].tolist() == ["agrees", "disagrees", "agrees"]


def test_a_printed_share_has_the_title_of_its_own_measure():
    assert shares(("spotlight", "arrests", 50, "50%"))["title"].tolist() == ["Arrests made"]


def test_a_printed_share_without_an_evaluation_is_named_by_its_key():
    figures = stated(("spotlight", "repeats", 1.7, "1.7%"), about="outcomes")
    found = reconciliation.shares(EVALUATION.iloc[:0], figures, area="dudley", year=YEAR)

    assert found[["title", "verdict"]].values.tolist() == [["spotlight", "cannot tell"]]


SAC = (("sac", 4397, 3416), ("burglary", 1490, 1077), ("vehicle", 2363, 1944), ("robbery", 544, 395))


@pytest.mark.parametrize(("off", "verdict"), [(-1, "disagrees"), (0, "agrees"), (1, "disagrees")])
def test_a_whole_equals_its_parts_this_year_and_last(off, verdict):
    # 1,490 + 2,363 + 544 = 4,397 and 1,077 + 1,944 + 395 = 3,416.
    variation = varied(("sac", 4397, 3416 + off), *SAC[1:])

    found = reconciliation.sums(variation, {"sac": ["burglary", "vehicle", "robbery"]})

    assert found[["year", "parts_total", "difference", "verdict"]].values.tolist() == [
        ["current", 3416, off, verdict],
        ["previous", 4397, 0, "agrees"],
    ]


@pytest.mark.parametrize("variation", [varied(*SAC[:3]), varied(*SAC[:3], ("robbery", NAN, NAN))])
def test_a_whole_with_a_part_missing_cannot_be_told(variation):
    found = reconciliation.sums(variation, {"sac": ["burglary", "vehicle", "robbery"]})

    assert found["verdict"].tolist() == ["cannot tell", "cannot tell"]


@pytest.mark.parametrize("parts", [{}, {"violence": ["assault"]}])
def test_no_whole_gives_an_empty_check(parts):
    assert reconciliation.sums(varied(*SAC), parts).shape == (0, 7)


def test_a_whole_with_decimals_equals_its_parts():
    variation = varied(("whole", 0.3, 0.3), ("a", 0.1, 0.1), ("b", 0.2, 0.2))
    found = reconciliation.sums(variation, {"whole": ["a", "b"]})

    assert found["verdict"].tolist() == ["agrees", "agrees"]


def test_the_callers_frames_are_not_altered():
    variation, figures = varied(*SAC), stated(("robbery", "variation_number", 149, "149"))
    frames = (variation, figures, STREAMS, EVALUATION)
    before = [frame.copy(deep=True) for frame in frames]

    changes(variation, figures)
    reconciliation.sums(variation, {"sac": ["robbery"]})
    reconciliation.funding(STREAMS, figures, area="dudley", year=YEAR)
    reconciliation.shares(EVALUATION, figures, area="dudley", year=YEAR)

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


def test_a_corrected_figure_is_still_held_to_what_was_printed():
    figures = stated(("robbery", "variation_number", 149, "150"))
    figures = figures.assign(published=150.0, corrected="published as 150, corrected to 149: a slip (Analyst)")

    row = changes(varied(("robbery", 544, 395)), figures).iloc[0]

    assert row[["stated", "as_printed", "difference", "verdict"]].tolist() == [150, 149, 1, "disagrees"]
    assert row["corrected"].endswith("a slip (Analyst)")
