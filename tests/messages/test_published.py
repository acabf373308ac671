"""What is said of published folders, editions and approvals is as the catalogue has it."""

import shutil

import pytest

from tests.messages import cases_approvals, cases_editions, cases_published
from tests.messages.bench import verify

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "case", [*cases_published.CASES, *cases_editions.CASES, *cases_approvals.CASES], ids=lambda case: case.key
)
def test_a_message_is_as_the_catalogue_has_it(noted, case):
    if case.needs and shutil.which(case.needs) is None:
        pytest.skip(f"there is no {case.needs} here")
    verify(noted, case)
