"""An evaluated outcome is a share with its interval, beside the initiative's comparator."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import outcomes

NAN = float("nan")
YEAR = periods.parse("2011-12")
COLUMNS = [
    "project", "measure", "title", "role", "value", "numerator", "denominator", "unit", "measured_in",
]  # fmt: skip
KITS = ("spotlight", "kits-issued", "Kits issued", "output", 715, NAN, NAN, "kits", "dudley")
REPEATS = ("spotlight", "repeat-burglaries", "Further offences", "outcome", 12, 12, 715, "offences", "dudley")
FORCE = (
    "spotlight",
    "force-rate",
    "Across the force",
    "comparator",
    6.8,
    NAN,
    NAN,
    "per cent",
    "west-midlands-police",
)
TEXTS = ["comparator_title", "comparator_area", "comparator_row"]


def started(*names: str, area="dudley", from_month="2011-04") -> pd.DataFrame:
    known = {"project": list(names), "area": area, "title": list(names), "aim": "to help", "from_month": from_month}
    return pd.DataFrame(known).astype("str")


def followed(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame = frame.astype({column: "float64" for column in ("value", "numerator", "denominator")})
    frame = frame.astype({column: "str" for column in ("project", "measure", "title", "role", "unit", "measured_in")})
    return frame.assign(
        area="dudley", period="2011-12", row=[f"outcomes.csv:{line}" for line in range(2, len(frame) + 2)]
    )


def evaluate(initiatives: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    return outcomes.evaluation(initiatives, facts, area="dudley", year=YEAR)


def changed(row: tuple, **cells) -> tuple:
    return tuple(cells.get(column, cell) for column, cell in zip(COLUMNS, row, strict=True))


def test_operation_spotlights_repeats_are_1_7_per_cent_and_fewer_than_across_the_force():
    table = evaluate(started("spotlight"), followed(KITS, REPEATS, FORCE))

    assert len(table) == 1
    row = table.iloc[0]
    # By hand: 12 ÷ 715, its Wilson interval, and 1.6783 − 6.8 percentage points.
    assert row[["percent", "lower", "upper", "difference"]].tolist() == pytest.approx(
        [1.67832, 0.96263, 2.91047, -5.12168], abs=5e-6
    )
    assert row[["measure", "comparator", "verdict"]].tolist() == ["repeat-burglaries", 6.8, "lower"]
    assert row[TEXTS].tolist() == ["Across the force", "west-midlands-police", "outcomes.csv:4"]
    assert (row["row"], row["method"]) == ("outcomes.csv:3", "proportion with Wilson 95% interval")


# 5 of 10 is 50%, with an interval from 23.6593% to 76.3407%.
@pytest.mark.parametrize(
    ("comparator", "verdict"),
    [
        (23.65, "higher"),
        (23.67, "similar"),
        (50, "similar"),
        (76.33, "similar"),
        (76.35, "lower"),
        (NAN, "no comparator"),
    ],
)
def test_a_share_differs_when_the_comparator_lies_outside_its_interval(comparator, verdict):
    facts = followed(changed(REPEATS, numerator=5, denominator=10), changed(FORCE, value=comparator))

    assert evaluate(started("spotlight"), facts)["verdict"].tolist() == [verdict]


def test_without_a_comparator_its_texts_are_empty_and_its_numbers_unknown():
    row = evaluate(started("spotlight"), followed(KITS, REPEATS)).iloc[0]

    assert row["verdict"] == "no comparator"
    assert row[TEXTS].tolist() == ["", "", ""]
    assert row[["comparator", "difference"]].isna().all()
    assert row["percent"] == pytest.approx(1.67832, abs=5e-6)


def test_a_comparator_that_is_no_share_is_not_compared():
    facts = followed(REPEATS, changed(FORCE, unit="offences", value=6800))

    assert evaluate(started("spotlight"), facts)["verdict"].tolist() == ["no comparator"]


def test_an_initiative_is_compared_with_its_own_comparator():
    facts = followed(REPEATS, changed(REPEATS, project="wardens"), changed(FORCE, project="wardens", value=1.5))

    table = evaluate(started("spotlight", "wardens"), facts)

    assert table["verdict"].tolist() == ["no comparator", "similar"]


def test_every_outcome_of_an_initiative_is_compared():
    facts = followed(REPEATS, changed(REPEATS, measure="arrests", numerator=357.5), FORCE)

    table = evaluate(started("spotlight"), facts)

    assert table[["measure", "percent", "verdict"]].values.tolist() == [
        ["repeat-burglaries", pytest.approx(1.67832, abs=5e-6), "lower"],
        ["arrests", 50.0, "higher"],
    ]


@pytest.mark.parametrize(("numerator", "denominator", "rows"), [(0, 0, 1), (NAN, 10, 1), (5, NAN, 0)])
def test_a_share_of_nothing_is_unknown_and_a_count_without_a_whole_is_left_out(numerator, denominator, rows):
    facts = followed(changed(REPEATS, numerator=numerator, denominator=denominator))

    table = evaluate(started("spotlight"), facts)

    assert len(table) == rows
    assert table[["percent", "lower", "upper"]].isna().sum().tolist() == [rows, rows, rows]
    assert table["verdict"].tolist() == ["no comparator"] * rows


def test_an_unknown_share_does_not_deny_its_comparator():
    facts = followed(changed(REPEATS, numerator=0, denominator=0), FORCE)

    assert evaluate(started("spotlight"), facts)["verdict"].tolist() != ["no comparator"]


def test_a_comparator_that_is_to_follow_gives_way_to_one_that_is_there():
    facts = followed(REPEATS, changed(FORCE, measure="borough-rate", value=NAN), FORCE)

    assert evaluate(started("spotlight"), facts)["comparator"].tolist() == [6.8]


@pytest.mark.parametrize(
    ("initiatives", "other"),
    [
        (started(), {}),
        (started("spotlight"), {"period": "2010-11"}),
        (started("spotlight"), {"area": "sandwell"}),
        (started("wardens"), {}),
    ],
)
def test_outcomes_of_another_year_or_area_give_an_empty_table(initiatives, other):
    facts = followed(KITS, REPEATS, FORCE).assign(**other)

    assert evaluate(initiatives, facts).shape == (0, 17)
    assert outcomes.outputs(initiatives, facts, area="dudley", year=YEAR).shape == (0, 6)


def test_no_outcomes_give_an_empty_table():
    assert evaluate(started("spotlight"), followed()).shape == (0, 17)


def test_outputs_are_what_was_delivered():
    found = outcomes.outputs(started("spotlight"), followed(REPEATS, KITS, FORCE), area="dudley", year=YEAR)

    assert found.values.tolist() == [["spotlight", "kits-issued", "Kits issued", 715.0, "kits", "outcomes.csv:3"]]


def test_initiatives_stand_in_the_datas_order_on_a_fresh_index():
    rows = pd.concat([started("b"), started("c"), started("y", area="sandwell"), started("a")])
    facts = followed(*(changed(REPEATS, project=name) for name in ("a", "b", "y")), changed(KITS, project="c"))

    found = outcomes.initiatives_of(rows, facts, area="dudley", year=YEAR)

    assert found["project"].to_dict() == {0: "b", 1: "a"}


@pytest.mark.parametrize(
    ("other", "count"), [({}, 1), ({"period": "2010-11"}, 0), ({"role": "output"}, 0), ({"denominator": NAN}, 0)]
)
def test_an_initiative_has_an_outcome_out_of_a_stated_number_in_the_year(other, count):
    facts = followed(REPEATS).assign(**other)

    assert len(outcomes.initiatives_of(started("spotlight"), facts, area="dudley", year=YEAR)) == count


def test_a_project_without_months_of_its_own_is_no_initiative():
    projects = started("spotlight", from_month="")

    assert outcomes.initiatives_of(projects, followed(REPEATS), area="dudley", year=YEAR).empty


def test_the_callers_frames_are_not_altered():
    initiatives, facts = started("spotlight"), followed(KITS, REPEATS, FORCE)
    before = initiatives.copy(deep=True), facts.copy(deep=True)

    evaluate(initiatives, facts)
    outcomes.outputs(initiatives, facts, area="dudley", year=YEAR)

    assert_frame_equal(initiatives, before[0])
    assert_frame_equal(facts, before[1])
