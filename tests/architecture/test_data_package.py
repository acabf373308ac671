"""The data package is valid for outsiders' tools, and every fact says where it stands in its source."""

import csv
import json
import os
import re
from pathlib import Path

import pytest
from frictionless import Package

from helpers.data import checks

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
# The folder of source documents, for those who have it; without it the figures are still tested against the data.
SAMPLES = Path(os.environ.get("CSP_SAMPLES", ROOT.parent / "shared"))


def rows(name: str) -> list[dict]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_frictionless_finds_the_package_valid():
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "row_number", "field_name", "message"])
    assert len(report.tasks) == len(list(DATA.glob("*.csv"))) == 9


def test_our_own_checks_find_no_problem():
    assert checks.check(DATA) == []


def test_every_column_is_described():
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert len(resource["description"]) > 20
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 2, f"{resource['name']}.{field['name']}"


def test_every_figure_stands_where_its_locator_says():
    documents = sorted((SAMPLES / "seeds").glob("001_*.txt")) if (SAMPLES / "seeds").is_dir() else []
    if not documents:
        pytest.skip(
            f"the source documents are not here ({SAMPLES}); set CSP_SAMPLES to their folder to check against them"
        )
    lines = documents[0].read_text(encoding="utf-8").split("\n")
    checked = 0
    for name, column in (
        ("observations", "value"),
        ("funding_streams", "amount"),
        ("funding_lines", "amount"),
        ("outcomes", "value"),
        ("stated_figures", "printed"),
    ):
        for row in rows(name):
            place = int(re.search(r"line (\d+)", row["locator"])[1])
            plain = lines[place - 1].replace(",", "")
            assert row[column].replace(",", "") in plain, (name, row)
            if name == "funding_lines":
                assert row["project"] in lines[place - 1]
            checked += 1
    assert checked == 16 + 4 + 29 + 3 + 28


def test_appendix_4_is_whole():
    lines = rows("funding_lines")
    by_stream = {
        stream: [row for row in lines if row["stream"] == stream]
        for stream in dict.fromkeys(r["stream"] for r in lines)
    }
    assert {stream: (len(found), sum(int(r["amount"]) for r in found)) for stream, found in by_stream.items()} == {
        "community-safety-fund": (6, 250_178),
        "reward-grant": (13, 223_930),
        "adult-pooled-treatment-budget": (6, 1_961_181),
        "drug-intervention-programme": (4, 722_585),
    }
