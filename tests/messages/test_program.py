"""The program itself says what its entry point says in the tests' own process."""

import pytest

from tests.messages.catalogue import CASES

ASKED = (
    "typed-command", "typed-option", "typed-needed", "engine", "format", "report", "borough-missing", "year", "area", "notebook",
    "parameter-form", "kernel", "retry", "debug", "batch-missing", "folder-none", "area-missing", "rows",
)  # fmt: skip
CHOSEN = [case for case in CASES if case.key in ASKED]


@pytest.mark.parametrize("case", CHOSEN, ids=lambda case: case.key)
def test_the_program_prints_one_line_and_ends_with_its_code(bench, case):
    with bench.broken(case):
        said = bench.csp(case.command)
    (line,) = said.err.splitlines()
    assert line.startswith("csp: ") and case.fits(line.removeprefix("csp: ")), line
    assert (said.code, said.out) == (case.code, "")


def test_enough_are_tried():
    assert len(CHOSEN) == len(ASKED) >= 12
