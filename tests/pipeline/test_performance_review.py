"""The quarterly review says who differs beyond chance, in each format, with the figures of its rows."""

import csv
import json

import pytest

from support import READERS, Workplace, copy_project, rows_of

pytestmark = pytest.mark.slow
REVIEW = ("report", "performance-review", "--borough", "dudley", "--period", "2024-25-Q3", "--engine", "embedded")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    workplace = copy_project(tmp_path_factory.mktemp("review") / "project")
    done = workplace.csp(*REVIEW)
    assert done.returncode == 0, done.stderr
    return workplace


@pytest.fixture(params=sorted(READERS))
def text(request, place: Workplace) -> str:
    folder = place.root / "reports" / "published" / "dudley" / "2024-25-Q3" / "performance-review"
    return READERS[request.param](folder / f"performance-review.{request.param}")


def published(place: Workplace, name: str):
    return place.root / "reports" / "published" / "dudley" / "2024-25-Q3" / "performance-review" / name


def test_every_count_of_the_borough_is_printed_beside_the_year_before(text, place):
    rows = [row for row in rows_of(place.root / "data", "observations") if row["area"] == "dudley"]
    counts = {(row["indicator"], row["period"]): int(row["value"]) for row in rows if row["period"].startswith("YE-20")}
    titles = {row["indicator"]: row["title"] for row in rows_of(place.root / "data", "indicators")}
    for indicator in {name for name, _ in counts}:
        this, last = (f"{counts[indicator, year]:,}" for year in ("YE-2024-12", "YE-2023-12"))
        assert f"{titles[indicator]} {this} {last} " in text


@pytest.mark.parametrize(
    "words",
    [
        "The rate of all other theft offences in Dudley was better than the average of the 7 areas compared (4.8 offences "
        "per 1,000 people against an average of 7.1).",
        "Vehicle offences 7.5 (7.2 to 7.8) 10.4 1 of 7 (1) ✓ Better than average",
        "Bicycle theft 70 64 +9.4% +6 ▲ Up No real change: within what chance would do",
        "would be flagged by chance if no area differed.",
        "The limits are widened, as areas differ by more than their size explains.",
        "not chosen to be alike",
        "Open Government Licence v3.0",
    ],
)
def test_the_review_says(text, words):
    assert words in text


def test_comparisons_and_those_that_chance_would_flag_are_counted(text, place):
    values = {value["id"]: value for value in json.loads(published(place, "values.json").read_text("utf-8"))["values"]}
    made = values["peers.comparisons"]["value"]

    assert made % 7 == 0
    expected = values["peers.by_chance"]
    assert expected["value"] == pytest.approx(0.05 * made)
    assert f"Of {made:g} comparisons, " in text
    assert f"; {expected['text']} would be flagged by chance" in text


def test_the_figures_behind_a_chart_are_published_with_their_limits(place):
    with published(place, "data/funnel-chart.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert len(rows) == 7
    dudley = next(row for row in rows if row["area"] == "dudley")
    assert float(dudley["value"]) == pytest.approx(1_000 * 24_959 / 325_000)
    assert float(dudley["lower_998"]) < float(dudley["value"]) < float(dudley["lower_95"])
    assert dudley["method"].endswith("widened for over-dispersion")


def test_a_quarter_without_twelve_months_of_figures_is_refused_in_one_line(place):
    done = place.csp(*REVIEW[:5], "2019-20-Q3", *REVIEW[6:])

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "data/observations.csv has no rows for dudley in 2019/20" in done.stderr


def test_a_year_is_not_a_quarter(place):
    done = place.csp(*REVIEW[:5], "2024-25", *REVIEW[6:])

    assert done.returncode == 1
    assert "quarter must look like '2016-17-Q2', got '2024-25'" in done.stderr
