"""Whatever is altered in a published report, or in the record behind it, is found and named."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.pipeline.audit import manifest, recipe, record, verify
from helpers.pipeline.provenance import hash_of
from helpers.project import Project

pytestmark = pytest.mark.slow
CHANGES = 200


def test_a_folder_is_verified_anywhere_and_with_its_record_at_home(dudley, tmp_path):
    done = dudley.csp("verify", str(dudley.published))
    assert done.returncode == 0
    assert done.stdout.startswith("all 22 files are as they were made, and so are the ")
    elsewhere = shutil.copytree(dudley.published, tmp_path / "sent by post")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("csp")), "verify", str(elsewhere)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("all 22 files are as they were made")


def test_what_is_no_published_folder_is_refused_in_one_line(dudley, tmp_path):
    for folder, said in ((tmp_path / "none", "is no folder"), (tmp_path, "holds no report")):
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
    path = chance.choice([path for path in sorted(folder.rglob("*.*")) if path.name != manifest.NAME])
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
    path = chance.choice([path for path in sorted(folder.rglob("*.*")) if path.name != manifest.NAME])
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
    text = (folder / manifest.NAME).read_text(encoding="utf-8")
    assert old in text
    (folder / manifest.NAME).write_text(text.replace(old, hash_of(content)), encoding="utf-8")
    return {manifest.NAME}


def in_record(start: str, ending: str) -> Callable[[Path, Project, random.Random], set[str]]:
    def tamper(folder: Path, place: Project, chance: random.Random) -> set[str]:
        shelf = record.shelf_of(place)
        files = record.read(
            shelf, manifest.record_name(manifest.read((folder / manifest.NAME).read_text(encoding="utf-8")))
        )
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
        for pattern in ("*.html", "*.pdf", "*.docx", "*.csv", "values.json", "recipe.json", manifest.NAME)
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
        f"annual-report.html: changed: {length:,} bytes long, made with {length - 8:,}",
        "data/evaluation.csv: changed: it holds what was made as data/funding-chart.csv",
        "data/notes.txt: added: it was not made with the report",
        "data/rates.csv: renamed: it is called data/rates of crime.csv",
        "values.json: missing",
        "5 files are not as they were made",
    ]
    told = json.loads(copied.csp("verify", str(copied.published), "--json").stdout)
    assert [problem["path"] for problem in told["problems"]][-1] == "values.json"
