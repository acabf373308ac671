"""The manifest of a published report tells what it was made of, to others' tools too, and nothing of the machine."""

import subprocess
import sys
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from helpers.pipeline.audit import manifest, recipe
from helpers.pipeline.provenance import hash_of
from support import ROOT

pytestmark = pytest.mark.slow


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


def test_the_manifest_names_every_output_and_input_with_its_hash(dudley, entities):
    there = {path.relative_to(dudley.published).as_posix(): path for path in dudley.published.rglob("*.*")}
    outputs = manifest.outputs(entities)
    assert set(outputs) == set(there) - {manifest.NAME}
    for name, (found, length) in outputs.items():
        content = there[name].read_bytes()
        assert (hash_of(content), len(content)) == (found, length)
    given = {part["@id"].removeprefix("#"): entities[part["@id"]] for part in entities["#run"]["object"]}
    for name in ("requirements.lock", "notebooks/funding_analysis.ipynb", "reports/_house/house.lua"):
        assert given[name]["sha256"] == hash_of((dudley.root / name).read_bytes())
    slices = [name for name in given if name.endswith("/inputs/observations.csv")]
    assert len(slices) == 2
    for name in slices:
        assert given[name]["sha256"] == hash_of((dudley.root / name).read_bytes())
        assert {"@id": "#source/dudley-annual-report-2011-12"} in given[name]["isBasedOn"]
    assert entities["#source/dudley-annual-report-2011-12"]["creditText"].startswith("Dudley Metropolitan Borough")


def test_the_manifest_tells_of_code_environment_and_role_and_of_no_machine(dudley, entities):
    versions = manifest.versions(entities)
    assert versions["Python"].startswith("cpython 3.") and versions["renderer"].startswith("embedded renderer (pandoc")
    assert {"pandas", "matplotlib", "papermill"} <= set(versions)
    assert len(entities["#src/helpers"]["sha256"]) == 64 and entities["#src/helpers"]["version"]
    assert entities["#role"]["name"] == "a post that was not named"
    text = (dudley.published / manifest.NAME).read_text(encoding="utf-8")
    assert str(dudley.root) not in text and str(ROOT) not in text and "/tmp" not in text


def test_only_the_times_differ_where_a_report_is_made_of_the_same_again(copied, entities):
    assert copied.report("--force", CSP_ROLE="").returncode == 0
    again = copied.published / manifest.NAME
    made_again = manifest.read(again.read_text(encoding="utf-8"))
    differing = {name for name in entities if made_again[name] != entities[name]}
    assert differing <= {"#run", "#seal"}
    without = [
        {key: value for key, value in found["#run"].items() if key not in manifest.TIMES}
        for found in (made_again, entities)
    ]
    assert without[0] == without[1]


def test_the_post_of_whoever_makes_it_is_noted(workplace):
    assert workplace.report("--to", "html", CSP_ROLE="Performance Analyst").returncode == 0
    entities = manifest.read((workplace.published / manifest.NAME).read_text(encoding="utf-8"))
    assert entities["#role"]["name"] == "Performance Analyst"
