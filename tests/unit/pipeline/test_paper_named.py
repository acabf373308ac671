"""The first page and the foot of each page say who reports, to whom and when."""

from datetime import date

import pytest

from helpers.pipeline.params import Paper

PAPER = {
    "partnership": "Anybury Partnership", "council": "Anybury Council", "committee": "", "dated": date(2026, 6, 5),
    "contact": "Analyst", "report_of": "Chief Executive",
}  # fmt: skip


@pytest.mark.parametrize(
    ("report_of", "sender"),
    [
        ("Report of the Chief Executive", "Chief Executive"),
        ("Report of housing services", "Housing services"),
        ("Performance summary by the community safety team", "Community safety team"),
        ("Return to the Police and Crime Commissioner", "Anybury Partnership"),
        ("Consolidated return", "Anybury Partnership"),
        ("Overview for the commissioner", "Anybury Partnership"),
        ("Community safety analysis", "Community safety analysis"),
        ("Returning officer", "Returning officer"),
    ],
)
def test_beside_from_stands_a_post_or_body_and_not_what_the_paper_is(report_of, sender):
    assert Paper(**{**PAPER, "report_of": report_of}).sender == sender


@pytest.mark.parametrize(
    ("settings", "foot"),
    [
        ({"committee": "Scrutiny Committee"}, "Scrutiny Committee, 5 June 2026"),
        ({}, "Chief Executive, 5 June 2026"),
        ({"undated": True}, "Chief Executive"),
    ],
)
def test_the_foot_of_a_page_names_the_occasion_and_no_date_where_there_is_none(settings, foot):
    assert Paper(**{**PAPER, **settings}).put_to == foot
