"""What a document records of each project and indicator stands in one frame, shaped like outcomes."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import disclosure, recorded, suppression
from helpers.data.policies import Policy

NAN = float("nan")
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
OUTCOME = ["area", "project", "measure", "title", "breakdown", "role", "period", "period_kind", *NUMBERS, "qualifier"]
OUTCOME += ["printed", "unit", "status", "source", "locator", "row"]
STATED = [
    "area",
    "period",
    "about",
    "subject",
    "measure",
    "title",
    "value",
    "printed",
    "unit",
    "source",
    "locator",
    "row",
]
SEEN = [name for name in OUTCOME if name not in ("project", "measure", "title", "breakdown", "role")] + ["indicator"]
PROJECTS = pd.DataFrame(
    {
        "area": ["dudley", "dudley", "sandwell"],
        "project": ["b", "a", "s"],
        "title": ["Bees", "Ants", "Sheep"],
        "source": ["doc", "doc", "doc"],
    }
)
INDICATORS = pd.DataFrame(
    {
        "indicator": ["robbery", "burglary", "evictions"],
        "title": ["Robbery", "Burglary", "Evictions"],
        "theme": ["recorded-crime", "recorded-crime", "housing"],
        "display_order": [2, 1, 1],
    }
)


def table(columns: list[str], *rows: dict) -> pd.DataFrame:
    blank = {name: NAN if name in NUMBERS else "" for name in columns}
    blank |= {"area": "dudley", "period": "2016-17-Q2", "source": "doc"}
    frame = pd.DataFrame(
        [{**blank, "row": f"t.csv:{line}", **row} for line, row in enumerate(rows, 2)], columns=columns
    )
    return frame.astype({name: "float64" if name in NUMBERS else "str" for name in columns})


def counted(*rows: dict) -> pd.DataFrame:
    return table(OUTCOME, *({"measure": "m", "role": "output", "period_kind": "in quarter", **row} for row in rows))


def said(*rows: dict) -> pd.DataFrame:
    return table(STATED, *({"about": "outcomes", "measure": "variation_percent", **row} for row in rows))


def observed(*rows: dict) -> pd.DataFrame:
    return table(SEEN, *({"period_kind": "year", **row} for row in rows))


def outcomes(facts: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    return recorded.outcomes(facts, stated, PROJECTS, area="dudley", source="doc")


def test_figures_stand_project_by_project_in_the_projects_order_and_then_in_the_documents():
    found = outcomes(counted(*({"project": name, "value": n} for n, name in enumerate("aba"))), said())

    assert found[["project", "subject", "value"]].values.tolist() == [
        ["b", "Bees", 1],
        ["a", "Ants", 0],
        ["a", "Ants", 2],
    ]
    assert found.index.tolist() == [0, 1, 2]


def test_a_stated_change_stands_after_its_projects_own_figures_with_a_role_of_its_own():
    found = outcomes(
        counted({"project": "a", "value": 1}, {"project": "b", "value": 2}), said({"subject": "b", "value": 30})
    )

    assert found[["project", "role", "period_kind", "status", "value"]].values.tolist() == [
        ["b", "output", "in quarter", "", 2],
        ["b", "stated", "not stated", "final", 30],
        ["a", "output", "in quarter", "", 1],
    ]


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ({}, 1),
        ({"about": "spend"}, 1),
        ({"about": "observations"}, 0),
        ({"about": "allocations"}, 0),
        ({"subject": "robbery"}, 0),
        ({"area": "sandwell"}, 0),
        ({"source": "other"}, 0),
    ],
)
def test_only_what_is_stated_of_a_projects_outcomes_or_spend_is_taken(row, count):
    assert len(outcomes(counted(), said({"subject": "a", **row}))) == count


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"source": "other"}])
def test_what_another_area_or_document_records_is_left_out(other):
    assert outcomes(counted({"project": "a", **other}), said()).empty


@pytest.mark.parametrize(
    "found",
    [
        outcomes(counted(), said()),
        outcomes(counted({"project": "a"}), said({"subject": "a"})),
        recorded.observations(observed(), INDICATORS, source="doc"),
        recorded.observations(observed({"indicator": "robbery"}), INDICATORS, source="doc"),
    ],
)
def test_every_frame_has_the_same_columns_whose_texts_are_never_missing(found):
    assert found.columns.tolist() == recorded.COLUMNS
    assert found.drop(columns=list(NUMBERS)).notna().all(axis=None)
    assert {str(found[name].dtype) for name in NUMBERS} == {"float64"}


def test_observations_stand_by_theme_and_display_order_and_then_by_period():
    rows = [("robbery", "2016-17"), ("robbery", "2015-16"), ("burglary", "2016-17"), ("evictions", "2016-17")]

    found = recorded.observations(
        observed(*({"indicator": name, "period": period} for name, period in rows)), INDICATORS, source="doc"
    )

    assert found[["measure", "period", "subject", "title", "role"]].values.tolist() == [
        ["evictions", "2016-17", "housing", "Evictions", "indicator"],
        ["burglary", "2016-17", "recorded crime", "Burglary", "indicator"],
        ["robbery", "2015-16", "recorded crime", "Robbery", "indicator"],
        ["robbery", "2016-17", "recorded crime", "Robbery", "indicator"],
    ]


def test_what_a_document_says_of_the_country_is_taken_and_what_another_says_is_not():
    facts = observed({"indicator": "robbery", "area": "england-and-wales"}, {"indicator": "robbery", "source": "other"})

    assert recorded.observations(facts, INDICATORS, source="doc")["area"].tolist() == ["england-and-wales"]


def test_a_documents_projects_stand_in_its_order_on_a_fresh_index():
    rows = pd.concat([PROJECTS.assign(source="other"), PROJECTS])

    found = recorded.projects_of(rows, area="dudley", source="doc")

    assert found["project"].to_dict() == {0: "b", 1: "a"}
    assert recorded.projects_of(rows, area="walsall", source="doc").empty


def test_every_figure_tells_either_of_the_work_or_of_what_followed():
    roles = ["output", "outcome", "demand", "satisfaction", "comparator", "stated", "design", "waiting list"]
    facts = counted(*({"project": "a", "role": role} for role in roles))

    done, followed = recorded.what_was_done(facts), recorded.what_followed(facts)

    assert done["role"].tolist() == ["output", "demand", "design", "waiting list"]
    assert followed["role"].tolist() == ["outcome", "satisfaction", "comparator", "stated"]
    assert recorded.what_was_done(facts.iloc[:0]).empty
    assert recorded.what_followed(facts.iloc[:0]).empty


def test_the_callers_frames_are_not_altered():
    frames = counted({"project": "a"}), said({"subject": "a"}), PROJECTS, observed({"indicator": "robbery"}), INDICATORS
    before = [frame.copy(deep=True) for frame in frames]

    outcomes(*frames[:2])
    recorded.observations(*frames[3:], source="doc")

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


def test_one_document_does_not_print_what_gives_back_what_is_hidden_of_another():
    """The first says 20, 7 and 2 of 29; the second repeats the 7, which would leave the 2."""
    policy = Policy(5, frozenset({"clients"}))
    of = {"project": "refuge", "measure": "clients", "unit": "clients", "period": "2016-17", "denominator": 29}
    first = [of | {"breakdown": f"Group: {n}", "value": count} for n, count in enumerate((20, 7, 2))]
    facts = counted(*first, of | {"breakdown": "Group: 1", "value": 7, "source": "other"})

    protected = disclosure.protect(facts, policy)
    found = recorded.outcomes(protected, said(), PROJECTS, area="dudley", source="other")

    assert found[disclosure.COLUMN].tolist() == [suppression.TOTAL]
    assert_frame_equal(disclosure.protect(found, policy), found, check_dtype=False)
