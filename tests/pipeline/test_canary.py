"""No borough's words or figures reach another borough's papers, however many are made at once.

Each of many invented boroughs has a word and amounts that no other has. What is made for one is searched, in every file and
format, for those of all others.
"""

import csv
import os
import random
import re
import threading
import zipfile
from pathlib import Path

import pypdf
import pytest

from helpers.pipeline.render.engine import choose, render
from support import Workplace, copy_project, keep_one_document, rows_of, write_rows

pytestmark = pytest.mark.slow
NUMBER = int(os.environ.get("CSP_CANARIES", "12"))
"""How many invented boroughs; each has two jobs. `make faults` asks for 500."""
MARK = re.compile(rb"Zq[a-z]{6}qz")
REPORT = """title: Canary of {area}
subtitle: Money in {area}, {year}
period: financial year
notebooks: [funding_analysis]
commentary: []
"""
PAPER = """partnership: Partnership of {mark}
council: Council of {mark}
papers:
  canary:
    "2011-12":
      issued: 2012-05-01
      report_of: Team of {mark}
      contact: Analyst of {mark}
"""
TEXT = """# Money {#sec-money}

{{< var funding.message >}} Below is each.

{{< include _results/streams.md >}}

{{< include _results/funding-chart.md >}}

{{< include _results/funding-detail.md >}}
"""


def marks(number: int) -> dict[str, str]:
    """An area's key and the word that only it has."""
    chance = random.Random(7)
    letters = "bcdfghjklmnprstvwx"
    found: dict[str, str] = {}
    while len(found) < number:
        word = f"Zq{''.join(chance.choices(letters, k=6))}qz"
        if word not in found.values():
            found[f"canary-{len(found):03}"] = word
    return found


@pytest.fixture(scope="module")
def canaries(tmp_path_factory) -> tuple[Workplace, dict[str, str]]:
    """A project with many invented boroughs whose money is Dudley's, each with its own word and its own pounds."""
    place = copy_project(tmp_path_factory.mktemp("canary") / "project")
    data = place.root / "data"
    keep_one_document(data)
    known = marks(NUMBER)
    for number, (area, mark) in enumerate(known.items()):
        for table in ("areas", "funding_streams", "projects", "allocations"):
            kept = rows_of(data, table)
            mine = [dict(row, area=area) for row in kept if row["area"] == "dudley"]
            for row in mine:
                for column in ("name", "title"):
                    if row.get(column):
                        row[column] = f"{row[column]} {mark}" if column == "title" else mark
                row.update({"gss_code": f"E99{number:06}"} if table == "areas" else {})
                row.update({"figure": ""} if "figure" in row else {})
                if row.get("amount"):
                    row["amount"] = str(int(float(row["amount"])) * 1000 + number)
                    row["printed"] = f"£{int(row['amount']):,}"
            write_rows(data, table, kept + mine)
        place.write(f"params/areas/{area}.yml", PAPER.format(mark=mark))
    (place.root / "reports" / "canary").mkdir()
    place.write("reports/canary/report.yml", REPORT)
    place.write("reports/canary/canary.qmd", TEXT)
    place.write(
        "params/runs/canary.yml", f"boroughs: {list(known)}\nquarters: [2011-12-Q4]\nnotebooks: []\nreports: [canary]\n"
    )
    return place, known


def marks_in(path: Path) -> set[str]:
    """Every mark in a file: its bytes, the parts of a Word file, the words and the particulars of a PDF."""
    parts = [path.name.encode(), path.read_bytes()]
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        parts += ["".join(page.extract_text().split()).encode() for page in reader.pages]
        parts += [str(reader.metadata).encode(), str(reader.xmp_metadata and reader.xmp_metadata.dc_title).encode()]
    return {found.decode() for part in parts for found in MARK.findall(part)}


def foreign(folder: Path, own: str) -> dict[str, set[str]]:
    """The files of a folder that hold another borough's mark, with those."""
    found = {path.name: marks_in(path) - {own} for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: others for name, others in found.items() if others}


def test_nothing_of_one_borough_is_in_what_is_made_for_another(canaries):
    place, known = canaries
    done = place.csp("batch", "params/runs/canary.yml", "--engine", "embedded", "--jobs", "4")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{2 * NUMBER} built, 0 unchanged, 0 skipped, 0 failed" in done.stdout
    for number, (area, mark) in enumerate(known.items()):
        published = place.root / "reports" / "published" / area / "2011-12" / "canary"
        run = place.root / "build" / "runs" / area / "2011-12-Q4" / "funding_analysis"
        assert foreign(published, mark) == {} and foreign(run, mark) == {}
        for kind in ("html", "pdf", "docx"):
            assert mark in marks_in(published / f"canary.{kind}")
        with (published / "data" / "streams.csv").open(encoding="utf-8", newline="") as rows:
            received = [float(row["amount"]) for row in csv.DictReader(rows)]
        assert len(received) > 3 and {amount % 1000 for amount in received} == {number}


def test_the_search_finds_what_a_shared_folder_does(canaries, tmp_path):
    """The way in which such papers are usually made: one folder for everybody, and the name of the output given."""
    place, known = canaries
    engine = choose("embedded")
    shared, out = tmp_path / "shared", tmp_path / "out"
    shared.mkdir()
    out.mkdir()
    step = threading.Barrier(2)

    def naive(area: str) -> None:
        source = place.root / "build" / "reports" / area / "2011-12" / "canary"
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            target = shared / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        step.wait(timeout=60)
        made = render(engine, shared / "canary.qmd", ("html",), timestamp=0)
        (out / area).mkdir()
        (out / area / "canary.html").write_bytes(made["html"])

    pair = list(known)[:2]
    threads = [threading.Thread(target=naive, args=(area,)) for area in pair]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert any(foreign(out / area, known[area]) for area in pair)
