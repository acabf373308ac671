"""The description of data/ is read once, into tables that say what may stand in each cell."""

import json

import pytest

from helpers.data import catalogue
from helpers.data.catalogue import Field, ForeignKey
from helpers.errors import DataError

PACKAGE = {
    "resources": [
        {
            "name": "funding-lines",
            "path": "funding_lines.csv",
            "title": "Funding lines",
            "description": "Project by project.",
            "schema": {
                "fields": [
                    {"name": "line", "type": "integer", "constraints": {"required": True, "minimum": 1}},
                    {"name": "basis", "type": "string", "constraints": {"enum": ["expended", "allocated"]}},
                    {"name": "lead", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
                    {"name": "parent", "type": "string", "constraints": {"pattern": "[a-z]+"}},
                    {"name": "open", "type": "boolean", "description": "Still running"},
                ],
                "primaryKey": ["line"],
                "foreignKeys": [
                    {"fields": ["basis"], "reference": {"resource": "funding-streams", "fields": ["stream"]}},
                    {"fields": ["parent"], "reference": {"resource": "", "fields": ["line"]}},
                ],
            },
        }
    ]
}


@pytest.fixture
def table(tmp_path):
    (tmp_path / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    return catalogue.read(tmp_path)["funding_lines"]


def test_a_table_is_named_as_people_say_it(table):
    assert (table.name, table.path, table.title) == ("funding_lines", "funding_lines.csv", "Funding lines")
    assert table.key == ("line",)


def test_columns_stand_in_the_order_of_the_file(table):
    assert table.columns == ("line", "basis", "lead", "parent", "open")


def test_a_constraint_that_is_not_given_constrains_nothing(table):
    nothing = {"required": False, "allowed": (), "pattern": "", "minimum": None, "maximum": None}
    assert table.fields[4] == Field(
        name="open",
        type="boolean",
        description="Still running",
        true_values=("true",),
        false_values=("false",),
        **nothing,
    )


def test_a_constraint_that_is_given_is_kept(table):
    line, basis, lead, parent, _ = table.fields

    assert (line.required, line.minimum) == (True, 1)
    assert basis.allowed == ("expended", "allocated")
    assert (lead.true_values, lead.false_values) == (("yes",), ("no",))
    assert parent.pattern == "[a-z]+"


def test_a_link_without_a_table_is_to_the_table_itself(table):
    assert table.foreign_keys == (
        ForeignKey(("basis",), "funding_streams", ("stream",)),
        ForeignKey(("parent",), "funding_lines", ("line",)),
    )


def test_every_link_of_the_real_data_leads_to_the_key_of_a_table(project):
    tables = catalogue.read(project.data)

    links = [(table.name, link) for table in tables.values() for link in table.foreign_keys]
    assert {link.table for _, link in links} >= {
        "areas",
        "indicators",
        "projects",
        "plans",
        "sources",
    }
    assert [name for name, link in links if link.other_columns != tables[link.table].key] == []


def test_links_that_only_some_rows_have_are_kept_apart(project):
    tables = catalogue.read(project.data)

    assert {link.table for link in tables["allocations"].links} == {"projects", "funding_streams"}
    assert [link.table for link in tables["outcomes"].links] == []
    for table in tables.values():
        assert [link for link in table.links if link.other_columns != tables[link.table].key] == []


def test_the_known_range_is_that_of_the_description(project, tmp_path):
    assert [str(year) for year in catalogue.period_range(project.data)] == ["1998-99", "2029-30"]

    (tmp_path / "datapackage.json").write_text('{"periods": {"earliest": "1998"}}', encoding="utf-8")
    with pytest.raises(DataError, match="'periods' must hold the 'earliest' and 'latest' financial year"):
        catalogue.period_range(tmp_path)


def test_every_file_of_the_real_data_is_described(project):
    described = {table.path for table in catalogue.read(project.data).values()}

    assert described == {path.name for path in project.data.glob("*.csv")}


def test_a_missing_description_is_named_with_what_it_is_for(tmp_path):
    with pytest.raises(DataError) as error:
        catalogue.read(tmp_path)

    assert str(error.value) == f"{tmp_path}/datapackage.json is missing: it describes the tables of data/"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b'{\n "resources": [,]}', "Expecting value: line 2 column 16 (char 17)"),
        (b'{"title": "\xa3"}', "'utf-8' codec can't decode byte 0xa3 in position 11: invalid start byte"),
    ],
)
def test_a_description_that_is_not_json_is_named_with_the_place(tmp_path, content, why):
    (tmp_path / "datapackage.json").write_bytes(content)

    with pytest.raises(DataError) as error:
        catalogue.read(tmp_path)

    assert str(error.value) == f"{tmp_path}/datapackage.json is not readable JSON: {why}"


@pytest.mark.parametrize("content", ["{}", "[]", '{"resources": [{"name": "areas"}]}'])
def test_json_that_describes_no_tables_is_named(tmp_path, content):
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")

    with pytest.raises(DataError, match=r"datapackage\.json"):
        catalogue.read(tmp_path)
