"""Funding streams are set against their own project lines."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import funding

NAN = float("nan")
YEAR = periods.parse("2011-12")
HERE = {"area": "dudley", "period": "2011-12"}
PROJECTS = pd.DataFrame({"area": "dudley", "project": ["p1", "p2"], "title": ["Advisers", "Analyst"]})


def received(amount: float, stream="fund", **more) -> pd.DataFrame:
    row = {"stream": stream, "title": stream.title(), "funders": "Home Office", "amount": amount}
    return pd.DataFrame(
        [{**HERE, **row, "spending_basis": "expended", "note": "", "row": "funding_streams.csv:2", **more}]
    )


def spent(*amounts: float, stream="fund", **more) -> pd.DataFrame:
    rows = [
        {
            **HERE,
            "stream": stream,
            "project": f"p{n}",
            "measure": "allocation",
            "amount": amount,
            "row": f"allocations.csv:{n + 1}",
            **more,
        }
        for n, amount in enumerate(amounts, 1)
    ]
    columns = ["area", "period", "stream", "project", "measure", "amount", "row"]
    return pd.DataFrame(rows, columns=columns).astype({"amount": "float64"})


def printed(*figures: tuple[str, float], stream="fund") -> pd.DataFrame:
    rows = [{**HERE, "about": "funding_streams", "subject": stream, "measure": m, "value": v} for m, v in figures]
    columns = ["area", "period", "about", "subject", "measure", "value"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64", "measure": "str"})


def stream(streams: pd.DataFrame, lines: pd.DataFrame, stated: pd.DataFrame | None = None) -> pd.Series:
    stated = printed() if stated is None else stated
    table = funding.streams(streams, lines, stated, area="dudley", year=YEAR)
    assert len(table) == 1
    return table.iloc[0]


def test_the_community_safety_funds_lines_add_up_to_what_was_received():
    lines = spent(87756, 62000, 15000, 40000, 45000, 422)

    row = stream(received(250178), lines, printed(("expended", 205178)))

    assert row[["projects", "lines_total", "balance"]].tolist() == [6, 250178, 0]
    assert (row["stated_total"], row["balance_kind"]) == (205178, "none")
    assert pd.isna(row["stated_balance"])
    assert row["lines_rows"] == "; ".join(f"allocations.csv:{line}" for line in range(2, 8))


@pytest.mark.parametrize(
    ("amount", "kind", "balance", "expected"),
    [
        (99, "carried_forward", -1, "overspent"),
        (99, None, -1, "overspent"),
        (100, "carried_forward", 0, "none"),
        (100, None, 0, "none"),
        (101, "carried_forward", 1, "carried_forward"),
        (101, "yet_to_be_allocated", 1, "yet_to_be_allocated"),
        (101, None, 1, "unexplained"),
    ],
)
def test_a_balance_is_what_the_source_says_of_it(amount, kind, balance, expected):
    stated = printed((kind, 5)) if kind else printed()

    row = stream(received(amount), spent(60, 40), stated)

    assert (row["balance"], row["balance_kind"]) == (balance, expected)


@pytest.mark.parametrize(
    ("amount", "lines"),
    [
        (1.10, (0.40, 0.70)),
        (0.30, (0.10, 0.20)),
        (100.30, (33.10, 33.10, 34.10)),
    ],
)
def test_pence_that_add_up_leave_nothing(amount, lines):
    row = stream(received(amount), spent(*lines))

    assert (row["balance"], row["balance_kind"]) == (0, "none")


def test_a_stream_without_project_lines_is_all_balance():
    row = stream(received(722585), spent(), printed(("carried_forward", 722585)))

    assert row[["projects", "lines_total", "balance", "lines_rows"]].tolist() == [0, 0, 722585, ""]
    assert (row["balance_kind"], row["stated_balance"]) == ("carried_forward", 722585)


@pytest.mark.filterwarnings("error")
def test_a_stream_without_project_lines_raises_no_warning():
    assert stream(received(100), spent())["lines_rows"] == ""


def test_a_stream_of_nothing_spent_on_nothing_leaves_nothing():
    row = stream(received(0), spent(0))

    assert row[["projects", "lines_total", "balance", "balance_kind"]].tolist() == [1, 0, 0, "none"]


def test_no_streams_give_an_empty_table_whose_totals_are_zero():
    table = funding.streams(received(1).iloc[:0], spent(), printed(), area="dudley", year=YEAR)

    assert table.shape == (0, 15)
    assert funding.totals(table).to_dict() == dict.fromkeys(
        ["amount", "projects", "lines_total", "balance", "carried_forward", "yet_to_be_allocated"], 0
    )


def test_a_line_whose_amount_is_to_follow_leaves_the_balance_unknown():
    row = stream(received(100), spent(60, NAN))

    assert pd.isna(row["lines_total"])
    assert pd.isna(row["balance"])


def test_totals_do_not_set_the_lines_of_an_unknown_amount_against_the_others():
    streams = pd.concat([received(100), received(NAN, "grant")])
    lines = pd.concat([spent(100), spent(70, stream="grant")])

    total = funding.totals(funding.streams(streams, lines, printed(), area="dudley", year=YEAR))

    assert total["balance"] == pytest.approx(total["amount"] - total["lines_total"], nan_ok=True)


def test_what_was_received_is_in_the_total_though_what_it_paid_for_is_not_known():
    streams = pd.concat([received(250178), received(319469, "grant")])
    lines = pd.concat([spent(87756, NAN), spent(223930, stream="grant")])

    total = funding.totals(funding.streams(streams, lines, printed(), area="dudley", year=YEAR))

    assert total["amount"] == 569647
    assert total["projects"] == 3
    assert total[["lines_total", "balance"]].isna().all()


def test_a_line_has_no_share_of_a_total_that_is_not_known():
    shares = funding.lines_of(spent(60, NAN), PROJECTS, area="dudley", year=YEAR)["share"]

    assert shares.isna().all()


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"period": "2010-11"}])
def test_another_area_or_year_is_not_counted(other):
    streams = pd.concat([received(100), received(7, "grant", **other)])
    lines = pd.concat([spent(60), spent(40, **other)])

    row = stream(streams, lines, printed(("expended", 5)).assign(**other))

    assert row[["stream", "lines_total", "projects"]].tolist() == ["fund", 60, 1]
    assert pd.isna(row["stated_total"])


def test_totals_add_the_streams_up_and_say_what_became_of_the_balance():
    # Appendix 4: 250,178 + 319,469 + 2,168,357 + 722,585 and so on, added by hand.
    table = pd.DataFrame(
        {
            "amount": [250178.0, 319469.0, 2168357.0, 722585.0],
            "projects": [6, 13, 6, 4],
            "lines_total": [250178.0, 223930.0, 1961181.0, 722585.0],
            "balance": [0.0, 95539.0, 207176.0, 0.0],
            "balance_kind": ["none", "yet_to_be_allocated", "carried_forward", "none"],
        }
    )

    assert funding.totals(table).to_dict() == {
        "amount": 3460589,
        "projects": 29,
        "lines_total": 3157874,
        "balance": 302715,
        "carried_forward": 207176,
        "yet_to_be_allocated": 95539,
    }


def test_an_overspent_stream_takes_from_the_total_balance():
    streams = pd.concat([received(100), received(50, "grant")])
    lines = pd.concat([spent(60), spent(80, stream="grant")])

    table = funding.streams(streams, lines, printed(("carried_forward", 40)), area="dudley", year=YEAR)

    assert table["balance"].tolist() == [40, -30]
    assert funding.totals(table)[["balance", "carried_forward"]].tolist() == [10, 40]


def test_a_line_has_its_share_of_its_own_stream():
    lines = pd.concat([spent(60, 40), spent(7, stream="grant")])

    shares = funding.lines_of(lines, PROJECTS, area="dudley", year=YEAR)

    assert shares[["stream", "line", "project", "share"]].values.tolist() == [
        ["fund", 1, "Advisers", 0.6],
        ["fund", 2, "Analyst", 0.4],
        ["grant", 1, "Advisers", 1.0],
    ]


@pytest.mark.parametrize("other", [{"measure": "carry forward"}, {"project": ""}, {"stream": ""}])
def test_only_what_a_stream_gave_to_a_project_is_a_project_line(other):
    lines = pd.concat([spent(60), spent(40).assign(**other)])

    assert stream(received(100), lines)[["projects", "lines_total", "balance"]].tolist() == [1, 60, 40]


@pytest.mark.parametrize(("amounts", "count"), [((0, 0), 2), ((5, -5), 2), ((), 0)])
def test_a_line_of_nothing_has_no_share(amounts, count):
    shares = funding.lines_of(spent(*amounts), PROJECTS, area="dudley", year=YEAR)["share"]

    assert len(shares) == shares.isna().sum() == count


def test_the_callers_frames_are_not_altered():
    frames = received(100), spent(60, 40), printed(("expended", 5))
    before = [frame.copy(deep=True) for frame in frames]

    table = funding.streams(*frames, area="dudley", year=YEAR)
    kept = table.copy(deep=True)
    funding.totals(table)

    for frame, copy in zip((*frames, table), (*before, kept), strict=True):
        assert_frame_equal(frame, copy)


def test_a_stream_of_which_nobody_says_where_it_went_leaves_the_totals_unknown():
    streams = pd.concat([received(100), received(50, "grant")])

    table = funding.streams(streams, spent(60), printed(), area="dudley", year=YEAR)

    assert table["balance_kind"].tolist() == ["unexplained", "no lines"]
    total = funding.totals(table)
    assert total[["amount", "projects"]].tolist() == [150, 1]
    assert total[["lines_total", "balance"]].isna().all()
