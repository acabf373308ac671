"""What is said of texts that are rendered is as the catalogue has it."""

import pytest

from tests.messages import cases_render, cases_texts
from tests.messages.bench import verify

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("case", [*cases_texts.CASES, *cases_render.CASES], ids=lambda case: case.key)
def test_a_message_is_as_the_catalogue_has_it(noted, case):
    verify(noted, case)
