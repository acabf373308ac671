"""A run sees the rows of its area, up to its quarter, and what belongs to them."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.data import catalogue, loading, scope
from helpers.errors import ParamsError
from helpers.project import Project

ROOT = Path(__file__).parents[3]
AREAS = pd.DataFrame(
    {
        "area": ["nation", "force", "dudley", "sandwell", "east"],
        "parent": ["", "nation", "force", "force", "dudley"],
    }
)
Q2 = periods.parse("2016-17-Q2")


def rows(*periods_: str, **more: object) -> pd.DataFrame:
    return pd.DataFrame({"area": "dudley", "period": list(periods_), **more})


def visible(name: str, frame: pd.DataFrame, quarter: str = "2016-17-Q2", line=("dudley", "force")) -> list[str]:
    found = scope.visible(name, frame, list(line), periods.parse(quarter))
    return found["period"].tolist()


def indicators(**sums: str) -> pd.DataFrame:
    return pd.DataFrame({"indicator": list(sums), "sum_of": list(sums.values())}, dtype="str")


def seen(*names: str) -> pd.DataFrame:
    return pd.DataFrame({"area": "dudley", "indicator": list(names)}, dtype="str")


def narrowed(**tables: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return scope.narrowed(tables)


def test_an_area_lies_in_everything_above_it_and_holds_everything_below():
    assert scope.lineage(AREAS, "east") == ["east", "dudley", "force", "nation"]
    assert scope.lineage(AREAS, "nation") == ["nation"]
    assert scope.within(AREAS, "force") == ["force", "dudley", "sandwell", "east"]
    assert scope.within(AREAS, "east") == ["east"]


def test_areas_that_lie_in_each_other_are_each_told_once():
    circle = pd.DataFrame({"area": ["a", "b"], "parent": ["b", "a"]})

    assert scope.lineage(circle, "a") == ["a", "b"]
    assert scope.within(circle, "a") == ["a", "b"]


def test_an_area_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(
        ParamsError, match=r"there is no area 'dudly' in data/areas.csv.*dudley.*; it has nation, force"
    ):
        scope.lineage(AREAS, "dudly")


@pytest.mark.parametrize(
    ("period", "is_seen"),
    [
        ("2015-16", True),
        ("2016-17-Q1", True),
        ("2016-17-Q2", True),
        ("2016-09", True),
        ("2016-10", False),
        ("2016-17-Q3", False),
        ("2016-17", False),
        ("YE-2016-09", True),
        ("YE-2016-10", False),
        ("2017-18", False),
    ],
)
def test_what_was_measured_is_seen_from_the_end_of_its_period_on(period, is_seen):
    assert visible("observations", rows(period)) == [period] * is_seen


@pytest.mark.parametrize("name", scope.AHEAD)
@pytest.mark.parametrize("part", [1, 2, 3, 4])
def test_what_is_settled_ahead_is_seen_from_the_first_quarter_of_its_year_on(name, part):
    frame = rows("2015-16", "2016-17", "2017-18", "2016-17-Q4", "2017-18-Q1")

    assert visible(name, frame, f"2016-17-Q{part}") == ["2015-16", "2016-17", "2016-17-Q4"]


def test_what_is_settled_for_a_year_is_not_seen_in_the_last_quarter_of_the_year_before():
    assert visible("targets", rows("2016-17"), "2015-16-Q4") == []


@pytest.mark.parametrize(
    ("name", "column", "ahead", "measured"),
    [
        (
            "spend",
            "measure",
            ["forecast underspend", "forecast"],
            ["underspend", "to date", "in quarter", "not forecast"],
        ),
        ("outcomes", "role", [*scope.ROLES_AHEAD], ["output", "outcome", "demand", "comparator"]),
        ("stated_figures", "about", [*scope.AHEAD], ["observations", "outcomes", "spend"]),
    ],
)
def test_of_other_tables_only_what_says_how_the_year_is_to_be_is_seen_ahead(name, column, ahead, measured):
    kinds = [*ahead, *measured]
    frame = rows(*["2016-17"] * len(kinds), **{column: kinds})

    for quarter, expected in {"2016-17-Q1": ahead, "2016-17-Q4": kinds, "2015-16-Q4": []}.items():
        found = scope.visible(name, frame, ["dudley"], periods.parse(quarter))
        assert found[column].tolist() == expected


def test_what_is_settled_ahead_for_a_neighbour_is_not_seen():
    frame = pd.concat([rows("2016-17").assign(area=area) for area in ("sandwell", "dudley", "force", "east")])

    found = scope.visible("targets", frame, ["dudley", "force"], Q2)

    assert found["area"].to_dict() == {0: "dudley", 1: "force"}


def test_a_table_without_area_and_period_is_seen_whole():
    frame = pd.DataFrame({"plan": ["p", "q"]})

    assert scope.visible("actions", frame, ["dudley"], Q2)["plan"].tolist() == ["p", "q"]


def test_a_table_without_rows_has_none():
    place = Project(ROOT)
    for name, table in catalogue.read(place.data).items():
        empty = loading.load(place.data, table).iloc[:0]
        assert_frame_equal(scope.visible(name, empty, ["dudley"], Q2), empty.reset_index(drop=True))


@pytest.mark.parametrize(
    ("parts", "names", "is_seen"),
    [
        ("a; b", ["a", "b"], True),
        ("a;b", ["a", "b"], True),
        ("a; b;", ["b", "a", "c"], True),
        ("a; b", ["a"], False),
        ("a; b", ["c"], False),
        ("", ["a", "b"], False),
        ("a; b", ["total"], True),
    ],
)
def test_a_sum_of_indicators_is_seen_if_all_its_parts_are_or_it_is_itself(parts, names, is_seen):
    found = narrowed(indicators=indicators(total=parts, a="", b="", c=""), observations=seen(*names))["indicators"]

    assert ("total" in set(found["indicator"])) == is_seen
    assert set(found["indicator"]) - {"total"} == set(names) - {"total"}


def test_what_belongs_to_a_plan_is_seen_with_it_and_keeps_its_sources():
    found = narrowed(
        plans=pd.DataFrame({"area": ["dudley"], "plan": ["p"], "source": ["doc"]}),
        actions=pd.DataFrame({"plan": ["p", "q"], "source": ["more", "other"]}),
        sources=pd.DataFrame({"source": ["doc", "more", "other"]}),
    )

    assert found["actions"]["plan"].tolist() == ["p"]
    assert found["sources"]["source"].tolist() == ["doc", "more"]


def test_an_area_without_plans_sees_nothing_of_another_areas_plans():
    found = narrowed(
        plans=pd.DataFrame({"area": [], "plan": []}, dtype="str"), actions=pd.DataFrame({"plan": ["p", "q"]})
    )

    assert found["actions"].empty


def test_where_no_table_says_who_owns_what_nothing_is_taken_away():
    assert len(narrowed(actions=pd.DataFrame({"plan": ["p", "q"]}))["actions"]) == 2
    assert len(narrowed(indicators=indicators(a="", b=""))["indicators"]) == 2


def test_several_figures_in_one_cell_are_each_seen():
    found = narrowed(
        outcomes=pd.DataFrame({"area": ["dudley"], "figure": ["O-1; O-2"]}),
        recomputations=pd.DataFrame({"figure": ["O-1", "O-2", "O-3"]}),
    )

    assert found["recomputations"]["figure"].tolist() == ["O-1", "O-2"]


def test_the_callers_frames_are_not_altered():
    tables = {
        "indicators": indicators(total="a", a=""),
        "observations": seen("a"),
        "spend": rows("2016-17", measure="x"),
    }
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}

    scope.narrowed(tables)
    scope.visible("spend", tables["spend"], ["dudley"], Q2)

    for name, frame in tables.items():
        assert_frame_equal(frame, before[name])


# Of the real data: which boroughs have no plan of their own.
@pytest.mark.parametrize(("area", "plans", "actions"), [("dudley", 4, 82), ("staffordshire", 1, 9), ("coventry", 0, 0)])
def test_an_action_plan_is_seen_by_its_own_area(area, plans, actions):
    place = Project(ROOT)
    described = catalogue.read(place.data)
    tables = {name: loading.load(place.data, described[name]) for name in ("areas", "plans", "actions")}
    line = scope.lineage(tables.pop("areas"), area)

    found = scope.narrowed({name: scope.visible(name, frame, line, Q2) for name, frame in tables.items()})

    assert (len(found["plans"]), len(found["actions"])) == (plans, actions)


def test_dudleys_domestic_abuse_total_is_seen_though_the_paper_prints_only_its_parts():
    place = Project(ROOT)
    described = catalogue.read(place.data)
    tables = {name: loading.load(place.data, described[name]) for name in ("indicators", "observations")}

    def of(quarter: str) -> set[str]:
        cut = {name: scope.visible(name, frame, ["dudley"], periods.parse(quarter)) for name, frame in tables.items()}
        return set(scope.narrowed(cut)["indicators"]["indicator"])

    assert "domestic-abuse-incidents-and-crimes" in of("2011-12-Q4")
    assert "domestic-abuse-incidents-and-crimes" not in of("2011-12-Q3")
