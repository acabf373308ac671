"""The schemas know what the code knows, teach in every part, and are named by every settings file."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from jsonschema import Draft202012Validator

from helpers.data import catalogue, declarations, policies
from helpers.data.declarations import Declaration
from helpers.pipeline import params
from helpers.pipeline.batches import matrix
from helpers.pipeline.occasions import Kind
from helpers.pipeline.params import ReportType
from helpers.pipeline.reports import plan
from helpers.pipeline.settings import schemas
from helpers.project import Project
from support import ROOT

PLACE = Project(ROOT)
RULES = {"type", "enum", "const", "pattern", "format", "minimum", "minItems", "maxItems", "anyOf"}
BY_FILE = {
    "params/areas/*.yml": "area",
    "params/runs/*.yml": "run",
    "params/notebooks.yml": "notebooks",
    "params/peers.yml": "peers",
    "params/disclosure.yml": "disclosure",
    "reports/*/report.yml": "report",
}


def parts(schema: dict, *, alternative: bool = False) -> Iterator[tuple[dict, bool]]:
    """Every part of a schema that has rules, and whether it is one of several alternatives, which are told together."""
    yield schema, alternative
    for key in ("properties", "$defs"):
        for part in schema.get(key, {}).values():
            if isinstance(part, dict):
                yield from parts(part, alternative=alternative)
    for key in ("additionalProperties", "items"):
        if isinstance(schema.get(key), dict):
            yield from parts(schema[key], alternative=alternative)
    for part in schema.get("anyOf", ()):
        yield from parts(part, alternative=True)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_one_and_every_part_says_what_is_wrong_and_what_it_means(name):
    schema = schemas.read(name)
    Draft202012Validator.check_schema(schema)
    for part, alternative in parts(schema):
        told_elsewhere = alternative or part.get("format") == "date"
        assert told_elsewhere or not RULES & set(part) or part.get("errorMessage"), part
        for key, setting in part.get("properties", {}).items():
            assert len(setting["description"]) > 4, key


@pytest.mark.parametrize(("files", "name"), BY_FILE.items())
def test_every_settings_file_names_its_schema_for_editors(files, name):
    found = sorted(ROOT.glob(files))
    assert found
    for path in found:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        named = (path.parent / first.partition("=")[2]).resolve()
        assert named == ROOT / "src" / "helpers" / "schemas" / f"{name}.schema.json"
        assert named.is_file()


def test_the_schemas_know_the_keys_and_words_that_the_code_knows():
    notebook = schemas.read("notebooks")["additionalProperties"]["properties"]
    assert set(notebook) == {field.name for field in fields(Declaration)}
    tables = schemas.read("notebooks")["$defs"]["tables"]["items"]["enum"]
    assert tables == sorted(catalogue.read(PLACE.data))
    assert tuple(notebook["scope"]["enum"]) == declarations.SCOPES
    assert tuple(notebook["parameters"]["items"]["enum"]) == declarations.PARAMETERS
    peers = schemas.read("peers")["additionalProperties"]["properties"]
    assert {"name", *peers} == {field.name for field in fields(declarations.Peers)}
    disclosure = schemas.read("disclosure")["properties"]
    assert tuple(disclosure) == policies.KEYS
    assert set(disclosure["measures"]["additionalProperties"]["enum"]) == set(policies.RULES)
    run = schemas.read("run")["properties"]
    assert tuple(run) == matrix.LISTS
    assert run["formats"]["anyOf"][1]["items"]["enum"] == list(plan.FORMATS)
    report = schemas.read("report")["properties"]
    assert {"name", *report} == {field.name for field in fields(ReportType)}
    assert report["period"]["enum"] == list(Kind)
    title = schemas.read("report")["$defs"]["filled"]["allOf"][0]
    assert f"({'|'.join(params.FILLED)})" in title["pattern"]
    assert re.findall("{([a-z]+)}", title["errorMessage"]) == list(params.FILLED)
    paper = schemas.read("area")["$defs"]["paper"]["properties"]
    named = {field.name for field in fields(params.Paper)} - {"partnership", "council", "dated", "undated"}
    assert set(paper) == named | {"meeting", "issued"}
    assert paper["issued"]["anyOf"][1]["const"] == params.UNDATED
    assert paper["meeting"]["anyOf"][1]["const"] == params.TO_FOLLOW
