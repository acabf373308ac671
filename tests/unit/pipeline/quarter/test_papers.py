"""The papers of a quarter are entered below those of the quarter before, and every other line stays as it is."""

import yaml

from helpers import periods
from helpers.pipeline.quarter import papers
from helpers.pipeline.quarter.expected import Renaming

COURSE = Renaming(periods.parse_quarter("2016-17-Q2"), periods.parse_quarter("2016-17-Q3"))
TEXT = """# Posts only.
partnership: Safe
council: Council

papers:
  board-pack:
    "2016-17-Q2":
      committee: The Board
      meeting: 2016-10-03    # a Monday
      contact: Analyst
  # The return.
  grant-monitoring:
    "2016-17-Q2":
      issued: 2016-09-30
      document: forms-2016-17-q2

  annual-report:
    "2016-17":
      meeting: 2017-06-01
"""


def entered(text: str) -> str:
    return papers.entered(text, COURSE, {"board-pack", "grant-monitoring"}, "to_follow", "undated")


def test_each_paper_is_entered_again_with_what_nobody_knows_yet_to_follow():
    found = yaml.safe_load(entered(TEXT))["papers"]

    assert found["board-pack"]["2016-17-Q3"] == {"committee": "The Board", "meeting": "to_follow", "contact": "Analyst"}
    assert found["grant-monitoring"]["2016-17-Q3"] == {"issued": "undated", "document": "forms-2016-17-q3"}
    assert list(found["annual-report"]) == ["2016-17"]


def test_every_line_that_was_there_stays_where_it_was():
    before, after = TEXT.split("\n"), entered(TEXT).split("\n")
    kept = iter(after)

    assert all(line in kept for line in before)
    assert after.index("  # The return.") > after.index('    "2016-17-Q3":')


def test_a_paper_that_is_entered_already_is_not_entered_again():
    once = entered(TEXT)

    assert entered(once) == once
