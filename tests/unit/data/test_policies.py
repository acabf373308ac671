"""Who decides which counts are too small writes it in params/disclosure.yml, and is told of a slip in one line."""

import json

import pytest
import yaml

from helpers.data import policies
from helpers.data.policies import Policy
from helpers.errors import ParamsError
from helpers.project import Project

POLICY = Policy(
    5,
    frozenset({"clients", "orders"}),
    frozenset({"design"}),
    {
        "recorded-*": "open",
        "recorded-homicide": "small-counts",
        "places/orders": "open",
        "contracts": "small-counts",
        "orders": "small-counts",
    },
)


def written(root, text: str) -> Project:
    (root / "params").mkdir()
    (root / "params" / "disclosure.yml").write_text(text, encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"unit": "clients"}, "small-counts"),
        ({"unit": "Clients"}, "small-counts"),
        ({"unit": "clients", "role": "design"}, "open"),
        ({"unit": "kits"}, "open"),
        ({"unit": ""}, "open"),
        ({"unit": "contracts", "measure": "contracts"}, "small-counts"),
        ({"unit": "contracts", "measure": "contracts", "role": "design"}, "small-counts"),
        ({"unit": "orders", "project": "places", "measure": "orders"}, "open"),
        ({"unit": "kits", "project": "others", "measure": "orders"}, "small-counts"),
        ({"unit": "clients", "measure": "recorded-robbery"}, "open"),
        ({"unit": "offences", "measure": "recorded-homicide"}, "small-counts"),
    ],
)
def test_the_nearest_exception_decides_then_the_role_then_the_unit(row, rule):
    assert POLICY.rule(**row) == rule


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (4, True), (5, False), (float("nan"), False)])
def test_one_to_four_are_small_and_nought_is_not(number, small):
    assert POLICY.is_small(number) == small


def test_a_policy_goes_to_plain_settings_and_back():
    settings = POLICY.as_settings()

    assert Policy.from_settings(json.loads(json.dumps(settings))) == POLICY
    assert settings["units"] == ["clients", "orders"]
    assert list(settings["measures"]) == sorted(settings["measures"])


def test_what_the_file_says_is_what_is_read(tmp_path):
    place = written(tmp_path, yaml.safe_dump(POLICY.as_settings()))
    assert policies.read_policy(place) == POLICY


def test_roles_and_exceptions_may_be_left_out(tmp_path):
    assert policies.read_policy(written(tmp_path, "smallest: 3\nunits: [Clients]\n")) == Policy(
        3, frozenset({"clients"})
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "found nothing, expected smallest, units"),
        ("- 5\n", "found a list, expected smallest"),
        ("smalest: 5\nunits: [clients]\n", "found 'smalest', expected .* did you mean 'smallest'"),
        ("units: [clients]\n", "smallest: found None, expected a whole number"),
        ("smallest: five\nunits: [clients]\n", "smallest: found 'five', expected a whole number"),
        ("smallest: 5.0\nunits: [clients]\n", "smallest: found 5.0"),
        ("smallest: yes\nunits: [clients]\n", "smallest: found True"),
        ("smallest: 1\nunits: [clients]\n", "smallest: found 1, expected a whole number from 2"),
        ("smallest: 5\n", "units: found nothing, expected a list"),
        ("smallest: 5\nunits: clients\n", "units: found 'clients', expected a list"),
        ("smallest: 5\nunits: {clients: 1}\n", "units: found a dict, expected a list"),
        ("smallest: 5\nunits: []\n", "units: found none"),
        ("smallest: 5\nunits: [clients, no]\n", "units: found False, expected a word"),
        ("smallest: 5\nunits: [clients]\nopen_roles: design\n", "open_roles: found 'design', expected a list"),
        ("smallest: 5\nunits: [clients]\nopen_roles:\n", "open_roles: found nothing, expected a list"),
        ("smallest: 5\nunits: [clients]\nmeasures: [a]\n", "measures: found a list, expected measures"),
        ("smallest: 5\nunits: [clients]\nmeasures: {a: opn}\n", "measures: a: found 'opn', .* did you mean 'open'"),
        ("smallest: 5\nunits: [clients]\nmeasures: {a: [open]}\n", "measures: a: found"),
        ("smallest: 5\nunits: [clients]\nmeasures: {1: open}\n", "measures: found 1, expected a project/measure"),
        ("smallest: [5\n", "found what is no YAML"),
    ],
)
def test_a_slip_is_told_in_one_line_with_the_file_what_was_found_and_what_was_expected(tmp_path, text, told):
    with pytest.raises(ParamsError, match=rf"^params/disclosure.yml(:\d+)?: {told}") as raised:
        policies.read_policy(written(tmp_path, text))
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ParamsError, match=r"^params/disclosure.yml is missing"):
        policies.read_policy(Project(tmp_path))


def test_the_projects_own_policy_holds_nothing_open_that_counts_people(project):
    policy = policies.read_policy(project)

    assert policy.smallest == 5
    assert {"victims", "offenders", "clients", "young people", "families", "women", "cases"} <= policy.units
    assert "resource" not in policy.open_roles
    assert policy.rule(unit="families", role="resource") == "small-counts"
    assert policy.rule(unit="people", role="governance") == "open"
    assert policy.rule(unit="offences", measure="recorded-homicide") == "open"
    assert policy.rule(unit="contracts", project="abc-work", measure="abcs-referred") == "small-counts"
    assert policy.rule(unit="kits") == "open"


def test_every_exception_of_the_projects_own_policy_is_about_something_in_the_data(project):
    data = [(project.data / name).read_text(encoding="utf-8") for name in ("outcomes.csv", "indicators.csv")]
    for name in policies.read_policy(project).measures:
        assert any(name.replace("/", ",").rstrip("*") in text for text in data), name
