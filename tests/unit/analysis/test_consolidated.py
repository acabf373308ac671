"""Every borough's return is worked through as one borough's is, and protected."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import consolidated, disclosure, grants, prose, recorded, returns
from helpers.data import catalogue, loading, policies
from helpers.project import Project

ROOT = Path(__file__).parents[3]
Q2 = periods.parse("2016-17-Q2")
SOURCE = "west-midlands-grant-monitoring-2016-17-q2"
AREAS = ["birmingham", "coventry", "dudley", "sandwell", "walsall"]
NAMES = ("projects", "allocations", "spend", "outcomes", "stated_figures", "risks", "special_values")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    data = Project(ROOT).data
    described = catalogue.read(data)
    return {name: loading.load(data, described[name]) for name in NAMES}


@pytest.fixture(scope="module")
def policy() -> policies.Policy:
    return policies.read_policy(Project(ROOT))


def worked(tables: dict, areas: list[str], **hiding) -> consolidated.Returns:
    as_is = {"protect": lambda frame: frame, "words": lambda frame: frame}
    return consolidated.of_each(areas, tables, quarter=Q2, source=SOURCE, **{**as_is, **hiding})


@pytest.fixture(scope="module")
def every(tables) -> consolidated.Returns:
    return worked(tables, AREAS)


@pytest.mark.parametrize("name", ["recorded", "risks", "outstanding", "unreported"])
def test_each_boroughs_rows_stand_in_the_order_asked_for_on_one_index(tables, every, name):
    found = getattr(every, name)
    turned = getattr(worked(tables, AREAS[::-1]), name)

    assert found.index.tolist() == list(range(len(found)))
    assert found["area"].drop_duplicates().tolist() == [area for area in AREAS if area in set(found["area"])]
    assert turned["area"].drop_duplicates().tolist() == found["area"].drop_duplicates().tolist()[::-1]


def test_one_borough_is_worked_through_as_its_own_return_is(tables, every):
    of_it = {"area": "coventry", "source": SOURCE}
    projects = tables["projects"]
    figures = recorded.outcomes(tables["outcomes"], tables["stated_figures"], projects, **of_it)
    money = grants.projects(tables["allocations"], tables["spend"], projects, area="coventry", quarter=Q2)
    risks = returns.risks(tables["risks"], projects, **of_it)
    named = recorded.projects_of(projects, **of_it)
    lacking = returns.unreported(named, money, figures, risks)

    for name, alone in {"recorded": figures, "risks": risks, "unreported": lacking}.items():
        found = getattr(every, name)
        assert found.loc[found["area"] == "coventry", "row"].tolist() == alone["row"].tolist()
    answers = every.answers.set_index("area").loc["coventry"]
    assert answers["projects"] == len(named) == 20
    assert answers["allocation"] == 18


def test_the_answers_count_every_project_of_every_return(tables, every):
    named = tables["projects"].loc[tables["projects"]["source"] == SOURCE, "area"].value_counts()
    answers = every.answers.set_index("area")

    assert answers["projects"].to_dict() == named[AREAS].to_dict()
    assert (answers[["allocation", "spend", "outcomes", "risks"]].le(answers["projects"], axis=0)).all(axis=None)
    for area, lacking in every.unreported.groupby("area"):
        for name in ("allocation", "spend", "outcomes", "risks"):
            assert answers.loc[area, name] == answers.loc[area, "projects"] - (~lacking[name].astype(bool)).sum()


def test_figures_and_prose_go_through_what_hides_them(tables, policy):
    found = worked(
        tables,
        AREAS,
        protect=lambda frame: disclosure.protect(frame, policy),
        words=lambda frame: prose.protect_words(frame, policy),
    )

    assert (found.recorded["printed"] == disclosure.MARK).any()
    assert disclosure.reveals(found.recorded, policy).empty
    for frame in (found.risks, found.outstanding):
        for name in {*prose.WORDS} & {*frame}:
            assert [prose.protect_text(text, policy) for text in frame[name]] == frame[name].tolist()


def test_what_is_hidden_of_one_document_is_hidden_where_another_repeats_it(tables, policy):
    """7 women of 29 are hidden beside 2 others; an earlier document that prints the 7 alone would leave the 2."""
    outcomes = tables["outcomes"]
    women = outcomes[outcomes["breakdown"] == "Gender: Female"].assign(source=SOURCE)
    others = outcomes.drop(women.index).assign(source="another")
    given = tables | {"outcomes": pd.concat([others, women])}

    found = worked(given, ["birmingham"], protect=lambda frame: disclosure.protect(frame, policy)).recorded

    again = found[found["breakdown"] == "Gender: Female"]
    assert len(women) and again["printed"].tolist() == [disclosure.MARK] * len(again)


def test_hiding_a_figure_does_not_make_it_unreported(tables, every):
    def hide_all(frame: pd.DataFrame) -> pd.DataFrame:
        known = frame[["value", "lower", "upper"]].notna().any(axis=1)
        blank = dict.fromkeys(("value", "lower", "upper"), float("nan"))
        return frame.assign(**blank, printed=frame["printed"].mask(known, disclosure.MARK))

    assert worked(tables, AREAS, protect=hide_all).answers["outcomes"].tolist() == every.answers["outcomes"].tolist()


def test_a_borough_of_which_nothing_is_told_has_a_row_of_nought_answers(tables):
    found = worked(tables, ["solihull"])

    assert found.answers.values.tolist() == [["solihull", 0, 0, 0, 0, 0]]
    assert found.recorded.empty
    assert found.unreported.empty
