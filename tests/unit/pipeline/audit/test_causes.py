"""What an edition was made of is sorted by cause, and one cause can be taken over without the others."""

import json
from decimal import Decimal

import pytest

from helpers.pipeline.audit import causes, figures, revisions
from helpers.pipeline.audit.causes import Cause, State

RUN = "build/runs/dudley/2011-12-Q4/indicators/inputs"
SLICE = f"{RUN}/slice.json"


def state(value: str = "1077", fix: str = "", code: str = "a", smallest: int = 5, peers: str = "x") -> State:
    about = {
        "tables": {"observations": {}},
        "disclosure": {"smallest": smallest, "units": ["clients"]},
        "peers": {"areas": [peers]},
    }
    return State(
        {
            f"{RUN}/observations.csv": f"row,value\nobservations.csv:5,{value}\n".encode(),
            f"{RUN}/corrections.csv": f"row,figure\n{fix}".encode(),
            SLICE: json.dumps(about).encode(),
            "src/helpers/analysis/rates.py": code.encode(),
            "notebooks/indicators.ipynb": b"{}",
            "recipe.json": b"{}",
            "reports/annual-report/annual-report.qmd": code.encode(),
        }
    )


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        (f"{RUN}/observations.csv", Cause.DATA),
        (f"{RUN}/corrections.csv", Cause.CORRECTION),
        (SLICE, None),
        ("src/helpers/analysis/rates.py", Cause.METHOD),
        ("notebooks/indicators.ipynb", Cause.METHOD),
        ("requirements.lock", Cause.METHOD),
        ("recipe.json", Cause.PARAMETER),
        ("reports/annual-report/annual-report.qmd", None),
    ],
)
def test_each_file_has_its_cause(path, cause):
    assert causes.cause_of(path) is cause


def test_causes_are_told_in_their_order_and_texts_are_none():
    after = state("1080", "corrections.csv:2,IND-1\n", "b", 6, "y")
    told = causes.between(state(), after)
    assert list(told) == list(Cause)
    assert told[Cause.DATA] == ["data/observations.csv row 5, value: was 1077, is 1080"]
    assert told[Cause.METHOD] == ["src/helpers/analysis/rates.py"]
    assert told[Cause.PARAMETER] == ["params/peers.yml"] and told[Cause.SUPPRESSED] == ["params/disclosure.yml"]
    assert causes.between(state(), state()) == {}
    assert causes.rows_changed(state(), after) == {"observations.csv:5"}


@pytest.mark.parametrize("taken", [[], [Cause.DATA], [Cause.SUPPRESSED], [Cause.PARAMETER, Cause.METHOD], list(Cause)])
def test_a_mixed_state_has_what_was_taken_over_and_nothing_else(taken):
    before, after = state(), state("1080", "corrections.csv:2,IND-1\n", "b", 6, "y")
    mixed = causes.mixed(before, after, taken)
    assert list(causes.between(before, mixed)) == [cause for cause in Cause if cause in taken]
    assert list(causes.between(mixed, after)) == [cause for cause in Cause if cause not in taken]


def test_a_table_that_has_come_is_data():
    after = State({**state().files, f"{RUN}/areas.csv": b"row,area\nareas.csv:2,dudley\n"})
    assert causes.between(state(), after) == {Cause.DATA: ["data/areas.csv row 2 is new: dudley"]}
    assert f"{RUN}/areas.csv" not in causes.mixed(state(), after, [Cause.METHOD]).files


def test_figures_are_values_and_cells_by_their_names():
    values = {"values": [{"id": "crime.change", "text": "22.3%", "value": -22.31, "sources": [{"row": "a.csv:3"}]}]}
    table = b"title,period,value,row,method\nFund,2011,5.0,a.csv:3,sum\nFund,2011,,a.csv:4,sum\n"
    found = figures.figures({"values.json": json.dumps(values).encode(), "data/streams.csv": table})
    assert found["crime.change"] == figures.Figure("22.3%", Decimal("-22.31"), frozenset({"a.csv:3"}))
    assert found["streams, Fund 2011, value"] == figures.Figure("5", Decimal("5.0"), frozenset({"a.csv:3"}))
    assert found["streams, Fund 2011 (2), value"].exact is None
    assert not any(name.endswith(("row", "method")) for name in found)


@pytest.mark.parametrize(
    ("by", "told"), [("-0.0671", "−0.0671"), ("3.0", "+3"), ("0.00001", "+0"), ("-1234.5", "−1,234.5")]
)
def test_a_difference_is_told_with_its_sign(by, told):
    assert revisions.signed(Decimal(by)) == told
