"""What is said of settings and commentary is as the catalogue has it."""

import pytest

from tests.messages import cases_papers, cases_reports, cases_settings
from tests.messages.bench import checked, verify_finding

CASES = (*cases_papers.CASES, *cases_settings.CASES, *cases_reports.CASES)


@pytest.fixture(scope="module")
def found(bench):
    """What is said in each case."""
    return checked(bench, CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_message_is_as_the_catalogue_has_it(found, case):
    verify_finding(found[case.key], case)
