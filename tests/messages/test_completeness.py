"""Each message that the code can make is in the catalogue, or is exempt for a reason; and the catalogue has no other."""

from collections import Counter
from pathlib import Path

import pytest

from tests.messages.catalogue import CASES
from tests.messages.exempt import EXEMPT
from tests.messages.sites import Site, sites

ROOT = Path(__file__).parents[2]
FOUND = sorted(sites())


def lines(case) -> list[str]:
    return [case.told, *case.also]


def matched(site: Site) -> bool:
    return any(site.fits(line) for case in CASES for line in lines(case))


@pytest.mark.parametrize("site", FOUND, ids=str)
def test_a_message_has_a_case_or_a_reason_why_not(site):
    assert matched(site) != (str(site) in EXEMPT), (
        f"{site}: add a case to tests/messages/cases_*.py that brings it about, or say in tests/messages/exempt.py why nobody can"
        if not matched(site)
        else f"{site}: has a case, so it is not exempt"
    )


def test_what_is_exempt_is_still_there():
    assert set(EXEMPT) - {str(site) for site in FOUND} == set()


@pytest.mark.parametrize("reason", sorted(set(EXEMPT.values())))
def test_a_reason_names_a_test_that_is_there(reason):
    _, _, named = reason.rpartition("; see ")
    assert named and (ROOT / named).is_file(), reason


def test_a_case_is_of_a_message_that_the_code_can_make():
    gone = [case.key for case in CASES if not any(site.fits(case.told) for site in FOUND)]
    assert gone == []


def test_a_case_has_a_name_of_its_own():
    assert [key for key, count in Counter(case.key for case in CASES).items() if count > 1] == []


def test_a_message_teaches_in_one_sentence():
    for case in CASES:
        assert case.told[-1] not in ".!" and "\n" not in case.told, case.told
        assert not any(word in case.told for word in ("<class", "object at", "Errno 2]", "<unicode string>")), case.told
