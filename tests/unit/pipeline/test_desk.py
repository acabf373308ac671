"""What an area is told to do next: figures, then papers, then words, and what may never come last."""

from dataclasses import replace
from datetime import date

import pytest

from helpers.pipeline.commentary import review
from helpers.pipeline.commentary.review import APPROVED, TO_BE_WRITTEN
from helpers.pipeline.desk import Desk, lines, next_step
from helpers.pipeline.quarter.arrivals import Arrival
from helpers.pipeline.reports.offers import Offer
from helpers.pipeline.reports.staleness import REFUSED, Standing
from helpers.project import Project


@pytest.fixture
def place(tmp_path) -> Project:
    return Project(tmp_path)


def desk(place: Project, came: int, to_follow: int, state: str) -> Desk:
    form = place.root / "data" / "returns" / "2016-17-Q3" / "coventry.xlsx"
    text = review.Standing("coventry", "2016-17-Q3", "branding", "The team", date(2016, 1, 1), state, "")
    return Desk("coventry", (Arrival("coventry", "2016-17-Q3", came, to_follow, form),), (), (text,))


TAKE_IN = "csp take-in data/returns/2016-17-Q3/coventry.xlsx"
EDIT = "edit reports/commentary/coventry/2016-17-Q3/branding.md"


@pytest.mark.parametrize(
    ("came", "to_follow", "state", "step"),
    [
        (0, 82, TO_BE_WRITTEN, TAKE_IN),
        (75, 7, TO_BE_WRITTEN, EDIT),  # the form as it is would bring nothing new
        (75, 7, APPROVED, TAKE_IN),
        (82, 0, TO_BE_WRITTEN, EDIT),
        (82, 0, APPROVED, ""),
    ],
)
def test_a_form_that_came_in_in_part_does_not_stand_in_the_way_of_the_rest(place, came, to_follow, state, step):
    assert next_step(desk(place, came, to_follow, state), place) == step


def test_a_paper_that_cannot_be_made_is_left_to_be_done_after_everything_else(place):
    offer = Offer("annual-report", "coventry", "2016-17", "csp report annual-report", None, "background.md is missing")
    refused = Standing(offer, REFUSED, offer.refused)

    for state, step in (
        (TO_BE_WRITTEN, EDIT),
        (APPROVED, "put right why annual-report 2016-17 cannot be made: background.md is missing"),
    ):
        assert next_step(replace(desk(place, 82, 0, state), papers=(refused,)), place) == step


def test_the_last_line_is_the_next_step_or_says_that_there_is_none(place):
    assert lines(desk(place, 75, 7, TO_BE_WRITTEN), place)[-1] == f"  next: {EDIT}"
    assert lines(desk(place, 82, 0, APPROVED), place)[-1] == "  nothing is left to be done"
