"""What becomes of a quarter's forms: nothing is half written, and each figure of data/ stands on the form that it names."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from helpers.cli import quarter
from helpers.data import catalogue, editing
from helpers.errors import DataError, SourceError
from helpers.pipeline.quarter import arrivals
from helpers.project import Project
from support import ROOT, copy_project

QUARTER = "2016-17-Q3"
HERE = f"data/returns/{QUARTER}"
ALL = 82
"""The figures that Coventry's form asks for."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose quarter has been prepared."""
    root = copy_project(tmp_path_factory.mktemp("returns") / "project").root
    assert csp(root, "new-quarter", QUARTER).startswith(f"{QUARTER}, prepared after 2016-17-Q2:")
    return root


@pytest.fixture
def root(prepared: Path, tmp_path: Path) -> Path:
    """The same before anything came in."""
    for name in ("data", "params", "reports"):
        shutil.copytree(prepared / name, tmp_path / name)
    return tmp_path


def csp(root: Path, *words: str) -> str:
    """What a command of the quarter prints."""
    done = CliRunner().invoke(quarter.app, words, env={"CSP_PROJECT": str(root)})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def send(root: Path, name: str = "sent.xlsx", /, **cells: object) -> str:
    """What is printed when Coventry's form comes with something written on it: a blank copy saved elsewhere, or a kept form."""
    path = root / name if "/" in name else root / "sent" / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        shutil.copy(root / HERE / "coventry.xlsx", path)
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Figures"][cell] = value
    book.save(path)
    return csp(root, "take-in", str(path))


def copies(root: Path, *names: str) -> None:
    """Blank copies of Coventry's form, for people to fill in."""
    (root / "sent").mkdir()
    for name in names:
        shutil.copy(root / HERE / "coventry.xlsx", root / "sent" / name)


def cited(root: Path) -> dict[str, str]:
    """What data/ has of Coventry's forms, by where it says that it stands; each is held against the form that is kept."""
    found = {}
    table = catalogue.read(root / "data")["spend"]
    for row in editing.rows(root / "data", table):
        place = re.fullmatch(r"Coventry form( \d+)?, sheet Figures, row (\d+)", row["locator"])
        if place and row["period"] == QUARTER:
            path = root / HERE / f"coventry{'_' + place[1].strip() if place[1] else ''}.xlsx"
            value = openpyxl.load_workbook(path)["Figures"][f"G{place[2]}"].value
            assert str(value) == row["amount"], row["locator"]
            found[row["locator"].replace(", sheet Figures", "")] = row["amount"]
    return found


def arrived(root: Path) -> tuple[int, int]:
    """How many of Coventry's figures came, and how many are to follow."""
    every = arrivals.arrivals(Project(root))
    return next((one.came, one.to_follow) for one in every if (one.area, one.period) == ("coventry", QUARTER))


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.parent.name != "sent"}


def test_where_a_form_cannot_be_laid_out_nothing_of_the_quarter_is_written(root):
    for name in ("data", "params"):
        shutil.rmtree(root / name)
        shutil.copytree(ROOT / name, root / name)
    brand = root / "reports" / "_brand.yml"
    brand.write_text(brand.read_text("utf-8").replace("  primary:", "  first:"), encoding="utf-8")
    before = contents(root)

    with pytest.raises(SourceError, match="'primary' is missing"):
        csp(root, "new-quarter", QUARTER)
    assert contents(root) == before


def test_where_one_table_cannot_be_changed_none_is(root):
    outcomes = root / "data" / "outcomes.csv"
    outcomes.write_bytes(outcomes.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(root)

    with pytest.raises(DataError, match=r"outcomes\.csv: is not written in the usual form"):
        send(root, G5=1, G54="7%")
    assert contents(root) == before


def test_what_came_in_is_counted_in_words(root):
    assert (
        send(root, G5=1) == f"coventry {QUARTER}: 1 figure came in; 81 figures are still to follow\nnext: csp check\n"
    )
    rest = {f"H{row}": "Not available" for row in range(6, 4 + ALL)}
    assert send(root, **rest).startswith(f"coventry {QUARTER}: 80 figures came in; 1 figure is still to follow\n")


def test_a_note_alone_is_kept_and_its_figure_is_still_asked_for(root):
    assert send(root, I7="Invoice expected in January") == (
        f"coventry {QUARTER}: no figure came in; 82 figures are still to follow\n"
        "1 note came in without a figure, and was kept\nnext: csp check\n"
    )
    assert arrived(root) == (0, ALL)
    assert send(root).startswith(f"coventry {QUARTER}: nothing new;")


def test_a_form_that_is_sent_again_with_more_on_it_or_corrected_takes_the_place_of_the_earlier_one(root):
    send(root, G5=1, G6=2)
    assert send(root, G6=3, G7=4).startswith(f"coventry {QUARTER}: 2 figures came in; 79 figures are still to follow\n")

    assert cited(root) == {"Coventry form, row 5": "1", "Coventry form, row 6": "3", "Coventry form, row 7": "4"}
    assert not (root / HERE / "coventry_2.xlsx").exists()


def test_a_form_filled_in_by_two_people_is_kept_twice(root):
    copies(root, "one.xlsx", "other.xlsx")
    send(root, "one.xlsx", G5=1)
    assert send(root, "other.xlsx", G6=2) == (
        f"coventry {QUARTER}: 1 figure came in; 80 figures are still to follow\n"
        f"kept as {HERE}/coventry_2.xlsx, beside the earlier form, as it does not give row 5 of that\nnext: csp check\n"
    )
    send(root, "other.xlsx", G6=3, G8=5)
    send(root, "one.xlsx", G7=4)

    assert cited(root) == {
        "Coventry form, row 5": "1",
        "Coventry form 2, row 6": "3",
        "Coventry form, row 7": "4",
        "Coventry form 2, row 8": "5",
    }
    assert sorted(path.name for path in (root / HERE).glob("coventry*")) == ["coventry.xlsx", "coventry_2.xlsx"]
    assert arrived(root) == (4, ALL - 4)


def test_a_form_that_does_not_give_all_of_the_earlier_one_cannot_correct_it(root):
    copies(root, "one.xlsx", "other.xlsx")
    send(root, "one.xlsx", G5=1, G6=2)
    before = contents(root)

    assert (
        "Figures!G6: data/spend.csv has '£2' for it already (Coventry form, sheet Figures, row 6), on a form that this one does "
        "not replace, as it does not give row 5 of that: give that too, or clear one of them"
    ) in send(root, "other.xlsx", G6=3)
    assert contents(root) == before


@pytest.mark.parametrize("cells", [{}, {"G6": 2}])
def test_a_form_that_brings_nothing_new_takes_nothing_away(root, cells):
    copies(root, "one.xlsx", "other.xlsx")
    send(root, "one.xlsx", G5=1, G6=2)
    before = contents(root)

    assert re.match(
        rf"coventry {QUARTER}: (nothing new|the form is blank); 80 figures", send(root, "other.xlsx", **cells)
    )
    assert contents(root) == before


def test_a_kept_form_cannot_lose_a_figure_that_data_has_from_it(root):
    send(root, G5=1, G6=2)
    data = (root / "data" / "spend.csv").read_bytes()

    assert "coventry.xlsx: Figures!G5: blank, but data/spend.csv has '£1' from here" in send(
        root, f"{HERE}/coventry.xlsx", G5=None
    )
    assert (root / "data" / "spend.csv").read_bytes() == data


def test_a_figure_is_withdrawn_in_so_many_words(root):
    send(root, G5=1, G6=2)

    assert send(root, G5=None, H5="To follow").startswith(
        f"coventry {QUARTER}: no figure came in; 81 figures are still to follow\n1 figure that came before was withdrawn\n"
    )
    assert cited(root) == {"Coventry form, row 6": "2"}


def test_what_is_saved_in_the_place_of_a_form_is_not_lost_though_it_was_never_taken_in(root):
    copies(root, "one.xlsx")
    assert "Figures!G5: 'some'" in send(root, f"{HERE}/coventry.xlsx", G5="some")
    there = (root / HERE / "coventry.xlsx").read_bytes()
    send(root, "one.xlsx", G6=2)

    assert (root / HERE / "coventry.xlsx").read_bytes() == there
    assert cited(root) == {"Coventry form 2, row 6": "2"}


def test_a_form_that_was_deleted_is_made_anew_under_another_number(root):
    send(root, G5=1)
    (root / HERE / "coventry.xlsx").unlink()

    assert f"  {HERE}/coventry_2.xlsx: a form to send out\n" in csp(root, "new-quarter", QUARTER)
    assert f"{QUARTER} was prepared already" in csp(root, "new-quarter", QUARTER)
