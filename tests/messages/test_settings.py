"""What is said of settings and commentary is as the catalogue has it."""

import pytest

from tests.messages import cases_settings
from tests.messages.bench import checked, verify_finding


@pytest.fixture(scope="module")
def found(bench):
    """What is said in each case."""
    return checked(bench, cases_settings.CASES)


@pytest.mark.parametrize("case", cases_settings.CASES, ids=lambda case: case.key)
def test_a_message_is_as_the_catalogue_has_it(found, case):
    verify_finding(found[case.key], case)
