"""The same inputs give the same bytes; nothing changed means nothing done; a change is done again and no more."""

import hashlib
import shutil
import time
from pathlib import Path

import pytest

from support import Workplace, content_of, copy_project, html_text

pytestmark = pytest.mark.slow


def hashes(folder: Path, *patterns: str) -> dict[str, str]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    return {path.relative_to(folder).as_posix(): hashlib.sha256(content_of(path)).hexdigest() for path in sorted(found)}


def test_two_runs_from_scratch_give_the_same_bytes_everywhere(dudley: Workplace, tmp_path: Path):
    other = copy_project(tmp_path / "somewhere" / "else entirely")
    done = other.report(TZ="Pacific/Auckland", LC_ALL="C", HOME=str(tmp_path), PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    first, second = hashes(dudley.root / "build" / "runs", "*"), hashes(other.root / "build" / "runs", "*")
    assert first == second
    assert sum(name.endswith(".ipynb") for name in first) == 3
    published = hashes(dudley.published, "*")
    assert published == hashes(other.published, "*")
    assert {f"annual-report.{suffix}" for suffix in ("html", "pdf", "docx")} <= set(published)


def test_what_was_made_by_hand_never_reaches_a_report(dudley: Workplace, tmp_path: Path):
    place = copy_project(tmp_path / "project")
    by_hand = place.root / "build" / "scratch" / "dudley" / "2011-12-Q4"
    shutil.copytree(dudley.root / "build" / "runs" / "dudley" / "2011-12-Q4", by_hand)
    falsified = 0
    for path in by_hand.rglob("*"):
        if path.suffix in (".csv", ".json", ".md", ".svg") and "27.7" in (text := path.read_text(encoding="utf-8")):
            path.write_text(text.replace("27.7", "99.9"), encoding="utf-8")
            falsified += 1
    assert falsified > 2
    planted = hashes(by_hand, "*")

    for _ in range(2):  # made anew, and again with everything there
        done = place.report("--to", "html")
        assert done.returncode == 0, done.stderr
        assert hashes(place.published / "data", "*") == hashes(dudley.published / "data", "*")
        assert content_of(place.published / "values.json") == content_of(dudley.published / "values.json")
        words = html_text(place.published / "annual-report.html")
        assert words == html_text(dudley.published / "annual-report.html")
        assert "27.7" in words and "99.9" not in words
    assert hashes(by_hand, "*") == planted


def test_a_second_time_does_no_work_and_says_so_in_under_two_seconds(dudley: Workplace):
    before = {path: path.stat().st_mtime_ns for path in dudley.root.rglob("*") if path.is_file()}
    taken = []
    for _ in range(3):  # the best of three: other work on the machine only ever adds
        begun = time.perf_counter()
        done = dudley.report()
        taken.append(time.perf_counter() - begun)
        assert done.returncode == 0
        assert "nothing has changed" in done.stdout
        assert done.stderr == ""
    assert {path: path.stat().st_mtime_ns for path in dudley.root.rglob("*") if path.is_file()} == before
    assert min(taken) < 2


def test_each_change_does_again_what_depends_on_it_and_no_more(tmp_path: Path):
    place = copy_project(tmp_path / "project")
    assert place.report("--to", "html").returncode == 0
    page = place.published / "annual-report.html"

    place.replace("reports/commentary/dudley/2011-12/equality.md", "consulted", "asked for their views")
    done = place.report("--to", "html")
    assert done.stderr.count("unchanged") == 3
    assert "asked for their views" in page.read_text(encoding="utf-8")

    place.replace("data/allocations.csv", "allocation,,422,", "allocation,,423,")
    done = place.report("--to", "html")
    assert done.stderr.count("unchanged") == 2
    assert "£250,179" in page.read_text(encoding="utf-8")

    # Another area's figure is none of this report's, though the project is no longer quite as it was.
    place.replace("data/allocations.csv", "coventry,2016-17", "coventry,2015-16")
    done = place.report("--to", "html")
    assert done.stderr.count("unchanged") == 3
    assert done.stdout.startswith("nothing has changed")

    page.write_text("edited by hand", encoding="utf-8")
    done = place.report("--to", "html")
    assert done.stdout.startswith("made: ")
    assert "£250,179" in page.read_text(encoding="utf-8")


def test_another_borough_prints_its_own_figures_and_none_of_dudleys(tmp_path: Path):
    place = copy_project(tmp_path / "project")
    for path in sorted((place.root / "data").glob("*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        # One row a figure of Dudley's, with an area that does not exist and a figure of its own.
        more = [
            line.replace("dudley,", "sampleton,", 1).replace("E08000027,Dudley", "E08999999,Sampleton")
            for line in lines[1:]
        ]
        more = [line for line in more if line.startswith("sampleton,")]
        place.write(f"data/{path.name}", "\n".join([*lines, *more]) + "\n")
    observations = (place.root / "data" / "observations.csv").read_text(encoding="utf-8")
    place.write(
        "data/observations.csv",
        observations.replace("sampleton,2011-12,year,robbery,395", "sampleton,2011-12,year,robbery,701"),
    )
    params = (place.root / "params" / "areas" / "dudley.yml").read_text(encoding="utf-8")
    place.write("params/areas/sampleton.yml", params.replace("Dudley", "Sampleton"))
    commentary = place.root / "reports" / "commentary"
    (commentary / "dudley").rename(commentary / "sampleton")
    done = place.csp(
        "report",
        "annual-report",
        "--borough",
        "sampleton",
        "--period",
        "2011/12",
        "--to",
        "html",
        "--engine",
        "embedded",
    )
    assert done.returncode == 0, done.stderr
    page = html_text(place.root / "reports/published/sampleton/2011-12/annual-report/annual-report.html")
    # Dudley is named by the source that the made-up rows keep, and by one project; nowhere else.
    source = page.index("Appendix D: Sources", page.index("totals, changes and balances of their own"))
    assert "Dudley" not in page[:source].replace("Dudley Borough Interfaith Network", "")
    assert "Crime and disorder indicators, Sampleton, 2011/12 against 2010/11" in page
    assert "+28.9%" in page
    assert "Deterioration: more offences" in page
    assert "6 of the 7 indicators" in page
