"""A published report can be verified, produced again and held against today's data; whatever was altered is named."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from rocrate.rocrate import ROCrate

from helpers.pipeline import parcels
from helpers.pipeline.audit import crate, recipe, record, verify
from helpers.pipeline.provenance import hash_of
from helpers.project import Project
from support import ROOT, Workplace, content_of, html_text, pdf_text

pytestmark = pytest.mark.slow
CHANGES = 200
AUDITS = int(os.environ.get("CSP_AUDITS", "2"))
"""How often a report is run again elsewhere; `make faults` asks for 20."""


@pytest.fixture(scope="module")
def manifest(dudley: Workplace) -> dict[str, dict]:
    return crate.read((dudley.published / crate.NAME).read_text(encoding="utf-8"))


@pytest.fixture
def copied(dudley: Workplace, tmp_path: Path) -> Workplace:
    """A copy of the project in which the report was published, to tamper with."""
    shutil.copytree(dudley.root, tmp_path / "copy", ignore=shutil.ignore_patterns("runs", "jupyter"))
    return Workplace(tmp_path / "copy")


def audited(place: Workplace, **environment: str) -> tuple[subprocess.CompletedProcess, dict]:
    done = place.csp("audit", str(place.published), "--json", **environment)
    return done, json.loads(done.stdout) if done.stdout.startswith("{") else {}


# --- The manifest.


def test_others_read_the_manifest_as_a_workflow_run(dudley):
    found = ROCrate(dudley.published)
    assert found.mainEntity.id == recipe.NAME and "ComputationalWorkflow" in found.mainEntity.type
    actions = found.root_dataset["mentions"]
    assert [action["instrument"].id for action in actions] == [
        "recipe.json",
        "#notebooks/indicator_performance.ipynb",
        "#notebooks/funding_analysis.ipynb",
        "#notebooks/outcome_summary.ipynb",
    ]
    assert {entity.id for entity in actions[2]["result"]} >= {"data/streams.csv", "data/funding-chart.csv"}
    told = subprocess.run(
        [str(Path(sys.executable).with_name("runcrate")), "report", str(dudley.published)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "action: #run\n" in told and "annual-report.pdf" in told
    assert "    2011-12" in told and "    dudley" in told


def test_the_manifest_names_every_output_and_input_with_its_hash(dudley, manifest):
    there = {path.relative_to(dudley.published).as_posix(): path for path in dudley.published.rglob("*.*")}
    outputs = crate.outputs(manifest)
    assert set(outputs) == set(there) - {crate.NAME}
    for name, (found, length) in outputs.items():
        content = there[name].read_bytes()
        assert (hash_of(content), len(content)) == (found, length)
    given = {part["@id"].removeprefix("#"): manifest[part["@id"]] for part in manifest["#run"]["object"]}
    for name in ("requirements.lock", "notebooks/funding_analysis.ipynb", "reports/_house/house.lua"):
        assert given[name]["sha256"] == hash_of((dudley.root / name).read_bytes())
    slices = [name for name in given if name.endswith("/inputs/observations.csv")]
    assert len(slices) == 2
    for name in slices:
        assert given[name]["sha256"] == hash_of((dudley.root / name).read_bytes())
        assert {"@id": "#source/dudley-annual-report-2011-12"} in given[name]["isBasedOn"]
    assert manifest["#source/dudley-annual-report-2011-12"]["creditText"].startswith("Dudley Metropolitan Borough")


def test_the_manifest_tells_of_code_environment_and_role_and_of_no_machine(dudley, manifest):
    versions = crate.versions(manifest)
    assert versions["Python"].startswith("cpython 3.") and versions["renderer"].startswith("embedded renderer (pandoc")
    assert {"pandas", "matplotlib", "papermill"} <= set(versions)
    assert len(manifest["#src/helpers"]["sha256"]) == 64 and manifest["#src/helpers"]["version"]
    assert manifest["#role"]["name"] == "a post that was not named"
    text = (dudley.published / crate.NAME).read_text(encoding="utf-8")
    assert str(dudley.root) not in text and str(ROOT) not in text and "/tmp" not in text


def test_only_the_times_differ_where_a_report_is_made_of_the_same_again(copied, manifest):
    assert copied.report("--force", CSP_ROLE="").returncode == 0
    again = copied.published / crate.NAME
    entities = crate.read(again.read_text(encoding="utf-8"))
    differing = {name for name in manifest if entities[name] != manifest[name]}
    assert differing <= {"#run", "#seal"}
    without = [
        {key: value for key, value in found["#run"].items() if key not in crate.TIMES} for found in (entities, manifest)
    ]
    assert without[0] == without[1]


def test_the_post_of_whoever_makes_it_is_noted(workplace):
    assert workplace.report("--to", "html", CSP_ROLE="Performance Analyst").returncode == 0
    entities = crate.read((workplace.published / crate.NAME).read_text(encoding="utf-8"))
    assert entities["#role"]["name"] == "Performance Analyst"


# --- Verifying.


def test_a_folder_is_verified_anywhere_and_with_its_record_at_home(dudley, tmp_path):
    done = dudley.csp("verify", str(dudley.published))
    assert done.returncode == 0
    assert done.stdout.startswith("all 22 files are as they were published, and so are the ")
    elsewhere = shutil.copytree(dudley.published, tmp_path / "sent by post")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("csp")), "verify", str(elsewhere)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("all 22 files are as they were published")


def test_what_is_no_published_folder_is_refused_in_one_line(dudley, tmp_path):
    for folder, said in ((tmp_path / "none", "is no folder"), (tmp_path, "holds no ro-crate-metadata.json")):
        done = dudley.csp("verify", str(folder))
        assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def one_byte(pattern: str) -> Callable[[Path, Project, random.Random], set[str]]:
    def tamper(folder: Path, _: Project, chance: random.Random) -> set[str]:
        path = chance.choice(sorted(folder.rglob(pattern)))
        flip(path, chance)
        return {path.relative_to(folder).as_posix()}

    return tamper


def swapped(folder: Path, _: Project, chance: random.Random) -> set[str]:
    first, second = chance.sample(sorted((folder / "data").iterdir()), 2)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    return {f"data/{first.name}", f"data/{second.name}"}


def truncated(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = chance.choice([path for path in sorted(folder.rglob("*.*")) if path.name != crate.NAME])
    path.write_bytes(path.read_bytes()[: -chance.randrange(1, 40)])
    return {path.relative_to(folder).as_posix()}


def one_more_row(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = chance.choice(sorted((folder / "data").iterdir()))
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1])
    return {f"data/{path.name}"}


def parameter(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = folder / recipe.NAME
    old, new = chance.choice((("2011-12-Q4", "2011-12-Q3"), ('"dudley"', '"walsall"'), ('"html"', '"docx"')))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return {recipe.NAME}


def renamed(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = chance.choice(sorted((folder / "data").iterdir()))
    path.rename(path.with_name(f"old {path.name}"))
    return {f"data/{path.name}"}


def missing(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = chance.choice([path for path in sorted(folder.rglob("*.*")) if path.name != crate.NAME])
    path.unlink()
    return {path.relative_to(folder).as_posix()}


def added(folder: Path, _: Project, chance: random.Random) -> set[str]:
    path = folder / "data" / f"{chance.randrange(1000)}.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    return {f"data/{path.name}"}


def manifest_rewritten(folder: Path, _: Project, chance: random.Random) -> set[str]:
    """As one would who makes the manifest agree with an altered file, but does not know that it seals itself."""
    path = folder / chance.choice(("annual-report.html", "values.json"))
    old = hash_of(path.read_bytes())
    content = path.read_bytes().replace(b"1,077", b"1,078", 1)
    path.write_bytes(content)
    text = (folder / crate.NAME).read_text(encoding="utf-8")
    assert old in text
    (folder / crate.NAME).write_text(text.replace(old, hash_of(content)), encoding="utf-8")
    return {crate.NAME}


def in_record(start: str, ending: str) -> Callable[[Path, Project, random.Random], set[str]]:
    def tamper(folder: Path, place: Project, chance: random.Random) -> set[str]:
        shelf = record.shelf_of(place)
        files = record.read(shelf, crate.record_name(crate.read((folder / crate.NAME).read_text(encoding="utf-8"))))
        path = chance.choice(
            [path for path, found in files.items() if path.startswith(start) and path.endswith(ending)]
        )
        kept = shelf.folder / files[path]
        if not kept.stat().st_size:
            kept.write_bytes(b"#")
        else:
            flip(kept, chance)
        return {name for name, found in files.items() if found == files[path]}

    return tamper


WAYS = [
    *(
        one_byte(pattern)
        for pattern in ("*.html", "*.pdf", "*.docx", "*.csv", "values.json", "recipe.json", crate.NAME)
    ),
    *(swapped, truncated, one_more_row, parameter, renamed, missing, added, manifest_rewritten),
    in_record("notebooks/", ".ipynb"),
    in_record("src/helpers/", ".py"),
    in_record("build/runs/", ".csv"),
]


def test_every_single_change_is_found_and_named(dudley, tmp_path):
    chance = random.Random(20)
    place, folder = Project(tmp_path / "project"), tmp_path / "published"
    shelf = record.shelf_of(place)
    for number in range(CHANGES):
        for path, source in ((folder, dudley.published), (place.records, dudley.root / "reports" / "records")):
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(source, path)
        if number == 0:
            assert verify.check(folder, shelf).problems == ()
        way = WAYS[number % len(WAYS)]
        altered = way(folder, place, chance)
        found = {problem.path for problem in verify.check(folder, shelf).problems}
        assert found == altered, (number, way.__name__)


def test_it_is_told_in_which_way_a_file_differs(copied):
    data = copied.published / "data"
    (data / "rates.csv").rename(data / "rates of crime.csv")
    (copied.published / "values.json").unlink()
    shutil.copy(data / "funding-chart.csv", data / "evaluation.csv")
    (data / "notes.txt").write_text("mine")
    with (copied.published / "annual-report.html").open("a") as page:
        page.write("<!-- -->")
    done = copied.csp("verify", str(copied.published))
    assert done.returncode == 1
    length = (copied.published / "annual-report.html").stat().st_size
    assert done.stdout.splitlines() == [
        f"annual-report.html: changed: {length:,} bytes long, published with {length - 8:,}",
        "data/evaluation.csv: changed: it holds what was published as data/funding-chart.csv",
        "data/notes.txt: added: it was not published",
        "data/rates.csv: renamed: it is called data/rates of crime.csv",
        "values.json: missing",
        "5 files are not as published",
    ]
    told = json.loads(copied.csp("verify", str(copied.published), "--json").stdout)
    assert [problem["path"] for problem in told["problems"]][-1] == "values.json"


# --- Auditing.

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
def test_a_record_that_is_not_whole_could_not_be_re_run_and_says_what_it_lacks(copied, manifest, how):
    shelf = record.shelf_of(Project(copied.root))
    files = record.read(shelf, crate.record_name(manifest))
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


def test_code_that_was_changed_since_does_not_change_the_verdict_and_the_records_code_is_what_runs(copied, manifest):
    """A record whose code says something else gives something else: it is the record's code that runs, not ours."""
    shelf = record.shelf_of(Project(copied.root))
    files, contents = dict(record.read(shelf, crate.record_name(manifest))), {}
    name = "src/helpers/publishing/numbers.py"
    text = shelf.content(files[name]).decode("utf-8")
    changed = text.replace('MINUS = "−"', 'MINUS = "minus "').encode()
    assert changed != text.encode()
    contents[hash_of(changed)] = changed
    shelf.keep(contents)
    files[name] = hash_of(changed)
    listed = record.listed(files)
    shelf.keep({hash_of(listed): listed})
    path = copied.published / crate.NAME
    sealed = json.loads(path.read_text(encoding="utf-8"))
    next(entity for entity in sealed["@graph"] if entity["@id"] == "#record")["sha256"] = hash_of(listed)
    path.write_text(crate.sealed(sealed), encoding="utf-8")
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
    assert "not as published: annual-report.html: changed: as long as it was published, but not the same" in done.stdout
    assert "from its record: 21 identical, 1 different" in done.stdout
    entities = crate.read((folder / "published" / crate.NAME).read_text(encoding="utf-8"))
    files = json.loads((folder / "records" / crate.record_name(entities)).read_text(encoding="utf-8"))
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
