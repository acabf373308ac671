"""What is said of command lines is as the catalogue has it."""

import pytest

from tests.messages import cases_batches, cases_lines, cases_project
from tests.messages.bench import verify


@pytest.mark.parametrize(
    "case", [*cases_lines.CASES, *cases_project.CASES, *cases_batches.CASES], ids=lambda case: case.key
)
def test_a_message_is_as_the_catalogue_has_it(bench, case):
    verify(bench, case)
