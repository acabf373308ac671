"""An area among its peers: one place and one verdict an indicator."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import peers
from helpers.data import catalogue, declarations, loading

Q3 = periods.parse("2024-25-Q3")


@pytest.fixture(scope="module")
def counts() -> pd.DataFrame:
    from helpers.project import Project
    from support import ROOT

    place = Project(ROOT)
    described = catalogue.read(place.data)
    tables = {
        name: loading.load(place.data, described[name])
        for name in ("observations", "indicators", "populations", "areas")
    }
    group = declarations.peers_of(place, "dudley").areas
    areas = tables["areas"][tables["areas"]["area"].isin(group)]
    return peers.counted(
        tables["observations"],
        tables["populations"],
        tables["indicators"],
        areas=areas,
        quarter=Q3,
        theme="recorded-crime",
    )


def test_seven_boroughs_and_their_frequent_offences_are_compared(counts):
    offences = counts["indicator"].nunique()
    parts = offences - 1  # the total is not counted beside them
    assert counts.groupby("indicator")["area"].nunique().tolist() == [7] * offences
    made, flagged, chance = peers.flagged_by_chance(counts)
    assert (made, chance) == (7 * parts, pytest.approx(0.35 * parts))
    assert 0 < flagged < made


def test_offences_too_few_to_compare_are_left_out(counts):
    assert "recorded-homicide" not in set(counts["indicator"])
    assert {"recorded-crime", "recorded-robbery", "recorded-bicycle-theft"} <= set(counts["indicator"])


def test_a_sum_is_not_compared_beside_its_parts_but_for_the_headline(counts):
    assert counts.loc[counts["whole"], "indicator"].unique().tolist() == ["recorded-crime"]
    assert not {"recorded-theft", "recorded-burglary", "recorded-violence"} & set(counts["indicator"])


def test_a_count_stands_beside_its_own_areas_people_and_rows(counts):
    row = counts[(counts["area"] == "dudley") & (counts["indicator"] == "recorded-vehicle-offences")].iloc[0]

    assert (row["numerator"], row["denominator"], row["population_period"]) == (2438, 325_000, "2022-06")
    assert [part.split(":")[0] for part in row["rows"].split("; ")] == ["observations.csv", "populations.csv"]


def test_dudley_had_the_lowest_rate_of_vehicle_offences(counts):
    places = peers.places(counts, area="dudley").set_index("indicator")
    row = places.loc["recorded-vehicle-offences"]

    assert row["value"] == pytest.approx(1_000 * 2438 / 325_000)
    assert (row["rank"], row["rank_lower"], row["rank_upper"], row["of"]) == (1, 1, 1, 7)
    assert (row["verdict"], row["level"], row["quartile"]) == ("better", "95%", 1)
    assert row["lower"] < row["value"] < row["upper"] < row["average"]
    assert places.loc["recorded-crime", "verdict"] == "lower"  # neither way is better


def test_an_area_without_a_figure_is_told_so_and_the_others_are_compared(counts):
    gap = counts.assign(numerator=counts["numerator"].where(counts["area"] != "dudley"))

    assert set(peers.places(gap, area="dudley")["verdict"]) == {"cannot tell"}
    assert peers.flagged_by_chance(gap)[0] == 6 * (counts["indicator"].nunique() - 1)


def test_a_quarter_without_twelve_months_of_figures_has_nothing_to_compare(counts):
    nothing = counts.iloc[:0]

    assert peers.places(nothing, area="dudley").empty
    assert peers.flagged_by_chance(nothing) == (0, 0, 0)


def test_the_interval_and_the_verdict_of_a_chart_are_those_of_the_table(counts):
    funnel = peers.funnel_of(counts, "recorded-robbery")
    drawn = peers.with_intervals(funnel).set_index("area").loc["dudley"]
    row = peers.places(counts, area="dudley").set_index("indicator").loc["recorded-robbery"]

    assert (
        drawn[["value", "lower", "upper", "verdict"]].tolist() == row[["value", "lower", "upper", "verdict"]].tolist()
    )


def some_places(*rows: tuple) -> pd.DataFrame:
    columns = ["indicator", "whole", "value", "average", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def test_the_broadest_indicator_is_the_sum_of_the_others_where_there_is_one():
    part, total = ("theft", False, 1.0, 2.0, "better"), ("crime", True, 3.0, 3.0, "similar")

    assert peers.broadest(some_places(part, total)) == "crime"
    assert peers.broadest(some_places(part, ("arson", False, 1.0, 1.0, "similar"))) == "theft"
    assert peers.broadest(some_places()) == ""


@pytest.mark.parametrize(
    ("verdicts", "chosen"),
    [
        (("similar", "similar", "similar"), "far"),
        (("worse", "similar", "similar"), "near"),
        (("better", "worse", "similar"), "middle"),
        (("similar", "higher", "similar"), "middle"),
        (("worse", "lower", "higher"), "near"),
        (("similar", "similar", "cannot tell"), "middle"),
        (("cannot tell", "cannot tell", "cannot tell"), "whole"),
    ],
)
def test_the_furthest_indicator_is_judged_before_it_is_far_and_never_the_sum(verdicts, chosen):
    near, middle, far = verdicts
    found = some_places(
        ("near", False, 11.0, 10.0, near),
        ("middle", False, 8.0, 10.0, middle),
        ("far", False, 15.0, 10.0, far),
        ("whole", True, 90.0, 10.0, "worse"),
    )

    assert peers.furthest(found) == chosen


def test_nothing_is_furthest_where_nothing_is_compared():
    assert peers.furthest(some_places()) == ""
