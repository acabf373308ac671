"""What is written of a quarter's forms, and what is not."""

import openpyxl
import pytest

from helpers.pipeline.quarter import arrivals
from helpers.project import Project
from support import Workplace, copy_project

QUARTER = "2016-17-Q3"
FORM = f"data/returns/{QUARTER}/coventry.xlsx"


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


SENT = "sent.xlsx"


def sent(place: Workplace, cells: dict[str, object]) -> str:
    """Coventry's blank form with something written on it, saved outside data/ as it came by mail; what taking it in prints."""
    if not (place.root / "blank.xlsx").exists():
        place.csp("new-quarter", QUARTER)
        (place.root / "blank.xlsx").write_bytes((place.root / FORM).read_bytes())
    book = openpyxl.load_workbook(place.root / "blank.xlsx")
    for cell, value in cells.items():
        book["Figures"][cell] = value
    book.save(place.root / SENT)
    done = place.csp("take-in", SENT)
    return done.stdout + done.stderr


def test_where_a_form_cannot_be_laid_out_nothing_of_the_quarter_is_written(place):
    before = contents(place)
    place.replace("reports/_brand.yml", "  primary:", "  first:")
    done = place.csp("new-quarter", QUARTER)
    place.replace("reports/_brand.yml", "  first:", "  primary:")

    assert done.returncode == 1 and "'primary' is missing" in done.stderr
    assert contents(place) == before


def test_what_came_in_is_counted_in_words(place):
    assert sent(place, {"G5": 1}).startswith("coventry 2016-17-Q3: 1 figure came in; 81 figures are still to follow\n")


def test_a_note_alone_is_kept_and_its_figure_is_still_asked_for(place):
    said = sent(place, {"I7": "Invoice expected in January"})

    assert said == (
        "coventry 2016-17-Q3: no figure came in; 81 figures are still to follow\n"
        "1 note came in without a figure, and was kept\nnext: csp check\n"
    )
    assert arrived(place) == (1, 81)
    assert place.csp("check").returncode == 0


def arrived(place: Workplace) -> tuple[int, int]:
    """How many of Coventry's figures came, and how many are to follow."""
    (found,) = [
        one for one in arrivals.arrivals(Project(place.root)) if one.area == "coventry" and one.period == QUARTER
    ]
    return found.came, found.to_follow
