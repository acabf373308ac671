"""What is said of notebooks that fail is as the catalogue has it; all of them are run at once, each in a fork."""

import json

import pytest

from tests.messages import cases_notebooks
from tests.messages.bench import verify
from tests.messages.case import write

pytestmark = pytest.mark.slow

ALONE = ("csp notebooks", "csp run kernel_dies")
"""A kernel that dies takes a fork with it, of which something else is said."""
OTHERS = [case for case in cases_notebooks.CASES if case.command.startswith(ALONE)]
RUNS = [case for case in cases_notebooks.CASES if case not in OTHERS]
BATCH = "csp batch params/runs/wrong.yml --json --jobs 2"


@pytest.fixture(scope="module")
def told(bench) -> dict[str, str]:
    """Why each run failed, by its notebook."""
    names = [case.key for case in RUNS]
    lists = f"boroughs: [dudley]\nquarters: [2011-12-Q4]\nnotebooks: [{', '.join(names)}]\nreports: []\n"
    with bench.broken(*RUNS):
        write("params/runs/wrong.yml", lists)(bench.root)
        said = bench.csp(BATCH)
    assert said.code == 1, said.err
    events = [json.loads(line) for line in said.out.splitlines()]
    ended = [event for event in events if event["event"] == "ended"]
    assert {event["state"] for event in ended} == {"failed"}
    return {event["job"].rpartition("/")[2]: event["told"] for event in ended}


@pytest.mark.parametrize("case", RUNS, ids=lambda case: case.key)
def test_a_run_says_what_the_catalogue_has(told, case):
    assert case.fits(told[case.key]), told[case.key]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.key)
def test_a_message_is_as_the_catalogue_has_it(bench, case):
    verify(bench, case)
