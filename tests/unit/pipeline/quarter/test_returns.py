"""What is written of a quarter's forms, and what is not."""

import pytest

from support import Workplace, copy_project

QUARTER = "2016-17-Q3"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A project in which the tests below work one after the other."""
    return copy_project(tmp_path_factory.mktemp("returns") / "project")


def contents(place: Workplace) -> dict[str, bytes]:
    return {
        path.relative_to(place.root).as_posix(): path.read_bytes()
        for folder in ("data", "params", "reports")
        for path in (place.root / folder).rglob("*")
        if path.is_file()
    }


def test_where_a_form_cannot_be_laid_out_nothing_of_the_quarter_is_written(place):
    before = contents(place)
    place.replace("reports/_brand.yml", "  primary:", "  first:")
    done = place.csp("new-quarter", QUARTER)
    place.replace("reports/_brand.yml", "  first:", "  primary:")

    assert done.returncode == 1 and "'primary' is missing" in done.stderr
    assert contents(place) == before
