"""What a monitoring return says of its risks, and what it leaves out."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.analysis import returns
from helpers.analysis.disclosure import MARK

NAN = float("nan")
HERE = {"area": "dudley", "source": "doc"}
DESCRIBED = pd.DataFrame(
    {
        "area": ["dudley", "dudley", "sandwell"],
        "project": ["a", "b", "a"],
        "title": ["Ants", "Bees", "Other ants"],
        "lead": ["Police", "", "Council"],
        "row": ["p.csv:2", "p.csv:3", "p.csv:4"],
    }
)
RISK = ["area", "source", "project", "type", "risk", "controls", "further_actions", "status", "row"]
SPECIAL = ["area", "source", "subject", "about", "printed", "status", "row"]


def frame(columns: list[str], *rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys(columns, "") | HERE
    return pd.DataFrame([{**blank, **row} for row in rows], columns=columns).astype("str")


def risks(*rows: dict) -> pd.DataFrame:
    return returns.risks(frame(RISK, *rows), DESCRIBED, **HERE)


def outstanding(*rows: dict) -> pd.DataFrame:
    return returns.outstanding(frame(SPECIAL, *rows), DESCRIBED, **HERE)


def money(**amounts: tuple) -> pd.DataFrame:
    rows = [(name, *pair) for name, pair in amounts.items()]
    return pd.DataFrame(rows, columns=["project", "allocation", "spent"])


def told(**figures: dict) -> pd.DataFrame:
    rows = [
        {"project": name, "value": NAN, "lower": NAN, "upper": NAN, "printed": "", **row}
        for name, row in figures.items()
    ]
    return pd.DataFrame(rows, columns=["project", "value", "lower", "upper", "printed"])


def lacking(amounts: pd.DataFrame, figures: pd.DataFrame, reported: pd.DataFrame) -> pd.DataFrame:
    projects = DESCRIBED[DESCRIBED["area"] == "dudley"]
    return returns.unreported(projects, amounts, figures, reported).set_index("project")


ALL = money(a=(1, 1), b=(1, 1)), told(a={"value": 1}, b={"value": 1}), risks({"project": "a"}, {"project": "b"})


def test_a_risk_has_its_own_areas_project_and_one_of_no_project_is_the_partnerships():
    found = risks({"project": "a", "risk": "Funds end"}, {"risk": "No analyst"}, {"project": "b", "status": "nil"})

    assert found[["project", "title", "risk", "status"]].values.tolist() == [
        ["a", "Ants", "Funds end", ""],
        ["", "The partnership", "No analyst", ""],
        ["b", "Bees", "", "nil"],
    ]


@pytest.mark.parametrize("other", [{"area": "sandwell"}, {"source": "other"}])
def test_another_areas_or_documents_return_is_left_out(other):
    assert risks({"project": "a", **other}).empty
    assert outstanding({"subject": "a", "status": "to_follow", **other}).empty


@pytest.mark.parametrize("status", returns.OUTSTANDING)
def test_what_is_still_to_be_had_is_outstanding(status):
    assert outstanding({"subject": "a", "status": status})["status"].tolist() == [status]


@pytest.mark.parametrize("status", ["nil", "not_applicable", "not_stated", "final", ""])
def test_nil_and_not_applicable_are_answers(status):
    assert outstanding({"subject": "a", "status": status}).empty


def test_what_is_outstanding_names_its_projects_lead_and_leaves_it_blank_where_there_is_none():
    found = outstanding(*({"subject": subject, "status": "to_follow"} for subject in ("a", "b", "", "unknown")))

    assert found[["subject", "title", "lead"]].values.tolist() == [
        ["a", "Ants", "Police"],
        ["b", "Bees", ""],
        ["", "The partnership", ""],
        ["unknown", "The partnership", ""],
    ]


def test_a_project_with_every_answer_is_not_unreported():
    assert lacking(*ALL).empty


@pytest.mark.parametrize(
    ("amounts", "figures", "reported", "missing"),
    [
        (money(a=(NAN, 1), b=(1, 1)), *ALL[1:], ["allocation"]),
        (money(a=(1, NAN), b=(1, 1)), *ALL[1:], ["spend"]),
        (money(a=(0, 0), b=(1, 1)), *ALL[1:], []),
        (money(b=(1, 1)), *ALL[1:], ["allocation", "spend"]),
        (ALL[0], told(b={"value": 1}), ALL[2], ["outcomes"]),
        (ALL[0], told(a={}, b={"value": 1}), ALL[2], ["outcomes"]),
        (ALL[0], told(a={"value": 0}, b={"value": 1}), ALL[2], []),
        (ALL[0], told(a={"lower": 21}, b={"value": 1}), ALL[2], []),
        (ALL[0], told(a={"upper": 24}, b={"value": 1}), ALL[2], []),
        (*ALL[:2], risks({"project": "b"}), ["risks"]),
        (*ALL[:2], risks({"project": "b"}, {"project": "a", "status": "no_update"}), ["risks"]),
        (*ALL[:2], risks({"project": "b"}, {"project": "a", "status": "nil"}), []),
        (*ALL[:2], risks({"project": "b"}, {"risk": "of the partnership"}), ["risks"]),
    ],
)
def test_what_has_no_answer_is_unreported_and_nought_and_nil_are_answers(amounts, figures, reported, missing):
    found = lacking(amounts, figures, reported)

    assert found.index.tolist() == (["a"] if missing else [])
    for answers in found.to_dict("records"):
        assert [name for name in ("allocation", "spend", "outcomes", "risks") if not answers[name]] == missing


def test_a_figure_that_is_hidden_has_been_reported_all_the_same():
    assert lacking(ALL[0], told(a={"printed": MARK}, b={"value": 1}), ALL[2]).empty


def test_a_return_without_anything_lacks_every_answer_of_every_project():
    found = lacking(money(), told(), risks())

    assert found[["allocation", "spend", "outcomes", "risks"]].values.tolist() == [[False] * 4] * 2
    assert found[["title", "lead", "row"]].values.tolist() == [["Ants", "Police", "p.csv:2"], ["Bees", "", "p.csv:3"]]


def test_a_return_without_projects_lacks_nothing():
    assert returns.unreported(DESCRIBED.iloc[:0], *ALL).empty


def test_the_callers_frames_are_not_altered():
    frames = frame(RISK, {"project": "a"}), frame(SPECIAL, {"status": "to_follow"}), DESCRIBED, ALL[0], ALL[1]
    before = [given.copy(deep=True) for given in frames]

    found = returns.risks(frames[0], DESCRIBED, **HERE)
    returns.outstanding(frames[1], DESCRIBED, **HERE)
    lacking(*frames[3:], found)

    for given, copy in zip(frames, before, strict=True):
        assert_frame_equal(given, copy)
