"""A published report can be produced again and held against today's data, here and elsewhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from helpers.pipeline import parcels
from helpers.pipeline.audit import manifest, record
from helpers.pipeline.provenance import hash_of
from helpers.project import Project
from support import Workplace, content_of, html_text, pdf_text

pytestmark = pytest.mark.slow
AUDITS = int(os.environ.get("CSP_AUDITS", "2"))
"""How often a report is run again elsewhere; `make faults` asks for 20."""


def audited(place: Workplace, **environment: str) -> tuple[subprocess.CompletedProcess, dict]:
    done = place.csp("audit", str(place.published), "--json", **environment)
    return done, json.loads(done.stdout) if done.stdout.startswith("{") else {}


ELSEWHERE = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "11"},
)


@pytest.mark.parametrize("number", range(AUDITS))
def test_a_report_is_produced_again_wherever_it_is_audited(dudley, tmp_path, number):
    place = Workplace(shutil.copytree(dudley.root, tmp_path / f"a folder {number}"))
    before = os.umask((0o022, 0o077)[number % 2])
    try:
        done, found = audited(place, **ELSEWHERE[number % len(ELSEWHERE)], HOME=str(tmp_path))
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert found["verdict"] == "It is what was produced, and it has been produced again."
    assert {output["likeness"] for output in found["record"]["outputs"]} == {"identical"}
    assert len(found["record"]["outputs"]) == 22
    assert (found["problems"], found["changes"], found["today"], found["environment"]) == ([], [], None, [])


def test_a_row_that_has_changed_since_is_named_with_the_values_that_rest_on_it(copied):
    path = copied.root / "data" / "observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("dudley,2011-12,year,burglary-dwelling,1077"))
    lines[number - 1] = lines[number - 1].replace("1077", "1079")
    path.write_text("".join(lines), encoding="utf-8")
    done, found = audited(copied)
    assert done.returncode == 1
    assert found["verdict"] == "It has been produced again from its record; today's data say something else."
    assert {output["likeness"] for output in found["record"]["outputs"]} == {"identical"}
    assert f"data/observations.csv row {number}, value: was 1077.0, is 1079.0" in found["changes"]
    told = found["today"]["outputs"][0]
    assert told["path"] == "values.json"
    assert (
        "crime.burglary_dwelling.change_signed: published −27.7%, from today's data −27.6%; "
        f"data/observations.csv row {number} has changed since"
    ) in told["differences"]
    shown = copied.csp("audit", str(copied.published)).stdout
    assert f"changed since: data/observations.csv row {number}, value: was 1077.0, is 1079.0" in shown
    verdict = copied.root / "build" / "audits" / "annual-report-2011-12-dudley"
    assert json.loads((verdict / "audit.json").read_text(encoding="utf-8")) == found
    pages = pypdf.PdfReader(verdict / "audit.pdf").pages
    assert len(pages) == 1
    for text in (pdf_text(verdict / "audit.pdf"), html_text(verdict / "audit.html")):
        assert "Audit: Annual report 2011/12, Dudley" in text and "today’s data say something else" in text
        assert f"data/observations.csv row {number}, value: was 1077.0, is 1079.0" in text
        assert "published −27.7%, from today’s data −27.6%" in text


def test_a_change_without_effect_is_told_and_does_no_harm(copied):
    copied.replace("data/sources.csv", "Register of Geographic Codes", "The Register of Geographic Codes")
    copied.replace("reports/commentary/dudley/2011-12/equality.md", "consulted", "asked")
    done, found = audited(copied)
    assert any("The Register of Geographic Codes" in change for change in found["changes"])
    # The list of sources is printed, so that change has an effect; what somebody writes for the next paper has none.
    assert done.returncode == 1 and found["record"]["outputs"][0]["likeness"] == "identical"


def test_an_input_that_has_been_deleted_could_not_be_re_run(copied):
    (copied.root / "data" / "observations.csv").unlink()
    done, found = audited(copied)
    assert done.returncode == 1
    assert "from today's data it could not be re-run" in found["verdict"]
    assert "data/observations.csv: the file is missing" in found["today"]["why_not"]


@pytest.mark.parametrize("how", ["deleted", "altered"])
def test_a_record_that_is_not_whole_could_not_be_re_run_and_says_what_it_lacks(copied, entities, how):
    shelf = record.shelf_of(Project(copied.root))
    files = record.read(shelf, manifest.record_name(entities))
    name = next(name for name in files if name.endswith("funding_analysis/inputs/allocations.csv"))
    kept = shelf.folder / files[name]
    kept.unlink() if how == "deleted" else kept.write_bytes(kept.read_bytes().replace(b"422", b"423"))
    done, found = audited(copied)
    assert done.returncode == 1
    assert name in found["record"]["why_not"] and "cannot be had as it was" in found["record"]["why_not"]
    assert [problem["path"] for problem in found["problems"]] == [name]


def test_a_report_without_a_record_is_told_in_one_line(copied):
    shutil.rmtree(copied.root / "reports" / "records")
    done = copied.csp("audit", str(copied.published))
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "could not be re-run" in done.stderr and "backup" in done.stderr


def test_code_that_was_changed_since_does_not_change_the_verdict_and_the_records_code_is_what_runs(copied, entities):
    """A record whose code says something else gives something else: it is the record's code that runs, not ours."""
    shelf = record.shelf_of(Project(copied.root))
    files, contents = dict(record.read(shelf, manifest.record_name(entities))), {}
    name = "src/helpers/publishing/numbers.py"
    text = shelf.content(files[name]).decode("utf-8")
    changed = text.replace('MINUS = "−"', 'MINUS = "minus "').encode()
    assert changed != text.encode()
    contents[hash_of(changed)] = changed
    shelf.keep(contents)
    files[name] = hash_of(changed)
    listed = record.listed(files)
    shelf.keep({hash_of(listed): listed})
    path = copied.published / manifest.NAME
    sealed = json.loads(path.read_text(encoding="utf-8"))
    next(entity for entity in sealed["@graph"] if entity["@id"] == "#record")["sha256"] = hash_of(listed)
    path.write_text(manifest.sealed(sealed), encoding="utf-8")
    done, found = audited(copied)
    assert done.returncode == 1
    assert found["verdict"] == "It was re-run from the same inputs, and something else came of it."
    assert any("re-run minus 27.7%" in difference for difference in found["record"]["outputs"][0]["differences"])


def test_everything_that_was_kept_is_called_by_its_hash_and_nothing_of_it_is_published(dudley):
    kept = sorted((dudley.root / "reports" / "records").iterdir())
    assert len(kept) > 150 and all(parcels.hash_of(path.read_bytes()) == path.name for path in kept)
    published = {hash_of(content_of(path)) for path in dudley.published.rglob("*.*")}
    assert not published & {path.name for path in kept}


# --- Somewhere else.


@pytest.fixture(scope="module")
def archive(dudley: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the report, unpacked where there is no project."""
    target = tmp_path_factory.mktemp("post") / "annual report.zip"
    done = dudley.csp("bundle", str(dudley.published), "--to", str(target))
    assert done.returncode == 0, done.stderr
    assert "small counts" in done.stdout
    shutil.unpack_archive(target, target.parent / "unpacked")
    return target.parent / "unpacked"


def run_audit(folder: Path) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CSP_", "PYTHON"))}
    command = [sys.executable, "audit.py"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_archive_alone_produces_the_report_again(archive):
    assert sorted(path.name for path in archive.iterdir()) == [
        "README.txt",
        "audit.py",
        "published",
        "records",
        "requirements.lock",
    ]
    assert (archive / "README.txt").read_text(encoding="utf-8").startswith("Annual report 2011/12, Dudley\n")
    done = run_audit(archive)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == [
        "Annual report 2011/12, Dudley",
        "It is what was produced, and it has been produced again.",
    ]
    assert "from its record: 22 identical" in done.stdout
    assert "It is what was produced" in pdf_text(archive / "verdict" / "audit.pdf")


def test_an_archive_that_was_altered_says_what(archive, tmp_path):
    folder = shutil.copytree(archive, tmp_path / "altered")
    path = folder / "published" / "annual-report.html"
    path.write_text(path.read_text(encoding="utf-8").replace("1,077", "1,078"), encoding="utf-8")
    done = run_audit(folder)
    assert done.returncode == 1
    assert "not as made: annual-report.html: changed: as long as it was made, but not the same" in done.stdout
    assert "from its record: 21 identical, 1 different" in done.stdout
    entities = manifest.read((folder / "published" / manifest.NAME).read_text(encoding="utf-8"))
    files = json.loads((folder / "records" / manifest.record_name(entities)).read_text(encoding="utf-8"))
    (folder / "records" / files["src/helpers/errors.py"]).write_text("")
    done = run_audit(folder)
    assert done.returncode == 1 and done.stderr.startswith("audit: src/helpers/errors.py could not be had as it was")


def test_the_same_report_gives_the_same_archive_and_an_altered_one_none(dudley, copied, tmp_path):
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for target in archives:
        assert dudley.csp("bundle", str(dudley.published), "--to", str(target)).returncode == 0
    assert archives[0].read_bytes() == archives[1].read_bytes()
    (copied.published / "data" / "rates.csv").unlink()
    done = copied.csp("bundle", str(copied.published), "--to", str(tmp_path / "three.zip"))
    assert done.returncode == 1 and "data/rates.csv: missing" in done.stderr
    assert not (tmp_path / "three.zip").exists()
