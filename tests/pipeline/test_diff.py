"""Two editions held against each other: every figure that differs, split by cause so that the parts add up."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from support import ROOT, Workplace, pdf_text, release

pytestmark = pytest.mark.slow
EDITIONS = Path("reports") / "editions" / "dudley" / "2011-12" / "annual-report"
CORRECTION = "observations,IND-0045,value,395.0,396.0,A transposed digit,Performance Team\n"


@pytest.fixture(scope="module")
def revised(dudley: Workplace, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workplace, dict[str, str]]:
    """A project with two editions, between which data, a correction, the code and a threshold have changed; how to run it."""
    folder = tmp_path_factory.mktemp("revised")
    ignored = shutil.ignore_patterns("jupyter")
    place = Workplace(shutil.copytree(dudley.root, folder / "project", ignore=ignored))
    code = shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {"PYTHONPATH": str(code)}
    assert place.report("--force", **environment).returncode == 0
    assert release(place).number == 1
    place.replace("data/observations.csv", "burglary-dwelling,1077,,,,1077,", "burglary-dwelling,1080,,,,1080,")
    with (place.root / "data" / "corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(CORRECTION)
    altered = code / "helpers" / "analysis" / "differences.py"
    text = altered.read_text(encoding="utf-8")
    assert text.count("percent = 100 * (") == 1
    altered.write_text(text.replace("percent = 100 * (", "percent = 101 * ("), encoding="utf-8")
    place.replace("params/disclosure.yml", "smallest: 5", "smallest: 6")
    done = place.report(**environment)
    assert done.returncode == 0, done.stderr
    assert release(place).number == 2
    return place, environment


@pytest.fixture(scope="module")
def found(revised) -> dict:
    place, environment = revised
    done = place.csp("diff", str(EDITIONS / "1"), str(EDITIONS / "2"), "--json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def change(found: dict, name: str) -> dict:
    return next(each for each in found["changes"] if each["name"] == name)


def test_the_causes_are_told_with_what_has_changed(found):
    assert list(found["causes"]) == ["data revision", "correction", "method or code", "suppression"]
    assert found["causes"]["data revision"][0] == "data/observations.csv row 5, value: was 1077.0, is 1080.0"
    assert found["causes"]["correction"] == [
        "data/corrections.csv row 2 is new: observations, IND-0045, value, 395.0, 396.0, A transposed digit, Performance Team"
    ]
    assert found["causes"]["method or code"] == ["src/helpers/analysis/differences.py"]
    assert found["causes"]["suppression"] == ["params/disclosure.yml"]
    assert found["together"] == []


def test_a_figure_is_split_by_cause(found):
    value = change(found, "crime.burglary_dwelling.change_percent")
    assert (value["old"], value["new"]) == ("27.7%", "27.8%") and value["rows"] == ["observations.csv:5"]
    assert [(step["causes"], step["text"]) for step in value["steps"]] == [
        (["data revision"], "27.5%"), (["method or code"], "27.8%"),
    ]  # fmt: skip
    robbery = change(found, "variation, robbery Robbery, percent")
    assert [step["causes"] for step in robbery["steps"]] == [["correction"], ["method or code"]]
    count = change(found, "crime.burglary_dwelling.current")
    assert count["by"] == "3.0" and [step["causes"] for step in count["steps"]] == [["data revision"]]


def test_the_parts_add_up_to_the_whole(found):
    several = 0
    for each in found["changes"]:
        if each["by"] is None or any(step["by"] is None for step in each["steps"]):
            continue
        assert sum((Decimal(step["by"]) for step in each["steps"]), Decimal(0)) == Decimal(each["by"]), each["name"]
        several += len(each["steps"]) > 1
    assert several >= 5


def test_what_the_report_prints_comes_first_and_nothing_else_is_told(found):
    printed = [each["printed"] for each in found["changes"]]
    assert printed == sorted(printed, reverse=True) and True in printed
    names = {each["name"] for each in found["changes"]}
    assert not any(name.startswith(("funding.", "streams,")) for name in names)


def test_a_note_of_revisions_is_written_for_readers(revised):
    place, environment = revised
    done = place.csp("diff", str(EDITIONS / "1"), str(EDITIONS / "2"), "--to", "note", **environment)
    assert done.returncode == 0, done.stderr
    assert (
        "crime.burglary_dwelling.more_or_fewer: 413 fewer → 410 fewer; by data revision (data/observations.csv row 5)"
        in done.stdout
    )
    assert "+0.2013 by data revision, −0.2752 by method or code" in done.stdout
    note = pdf_text(place.root / "note" / "revisions.pdf")
    for words in ("Revisions: Annual report 2011/12, Dudley", "Edition 1 Edition 2", "Data revision", "Suppression"):
        assert words in note
    assert "A transposed digit, Performance Team" in note


def test_an_edition_and_itself_do_not_differ(revised):
    place, environment = revised
    done = place.csp("diff", str(EDITIONS / "1"), str(EDITIONS / "1"), "--to", "none", **environment)
    assert done.returncode == 0 and "No figure differs between edition 1 and edition 1." in done.stdout


def test_an_altered_edition_and_a_folder_that_is_none_are_refused(revised, tmp_path):
    place, environment = revised
    altered = shutil.copytree(place.root / EDITIONS / "1", place.root / "altered" / "1")
    (altered / "values.json").chmod(0o644)
    (altered / "values.json").write_text("{}", encoding="utf-8")
    for folder, told in ((altered, "is not as it was made: values.json"), (tmp_path / "none", "is no folder")):
        done = place.csp("diff", str(folder), str(EDITIONS / "2"), **environment)
        assert done.returncode == 1 and told in done.stderr and "Traceback" not in done.stderr
