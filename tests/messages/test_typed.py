"""What is said of a line that cannot be parsed is as the catalogue has it."""

import pytest

from tests.messages import cases_typed
from tests.messages.bench import verify


@pytest.mark.parametrize("case", cases_typed.CASES, ids=lambda case: case.key)
def test_a_message_is_as_the_catalogue_has_it(bench, case):
    verify(bench, case)


def test_a_line_without_a_command_says_so(bench):
    said = bench.run("csp --verbose")
    assert (said.code, said.out) == (2, "")
    assert said.errors[-1] == "csp: missing command; `csp --help` tells what there is"
