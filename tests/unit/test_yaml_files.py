"""A settings file that YAML cannot make anything of is refused as YAML, in whatever way its reader stumbles."""

import pytest
import yaml

from helpers import yaml_files


@pytest.mark.parametrize(
    "text", ["x: !!bool rather", "x: !!timestamp soon", f"x: {'[' * 3000}", "x: =", "x: !safe and sound"]
)
def test_what_yaml_cannot_read_is_one_kind_of_error(tmp_path, text):
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        yaml_files.read(tmp_path / "a.yml")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\tb: c", 2, "a tab stands here"),
        ("a:\n  b: c\n\t\td: e", 3, "a tab stands here"),
        ("a: Report: Head of Service", 1, "a colon too many"),
        ("a:\n  b: c\n d: e", 3, "does not fit those above it"),
        ('a:\n  "b:\n    c: d\n  "e": f', 4, "does not fit those above it"),
        ('a: "b\nc: d', 2, "a quotation mark is opened above and not closed"),
        ("a: & b", 1, "begins with & or *"),
        ("a: @b", 1, "such as @ or %"),
        ("a: [b\nc: d", 2, "expected ',' or ']', but got ':'"),
    ],
)
def test_what_people_do_wrong_most_is_told_plainly_and_by_its_line(tmp_path, text, line, words):
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    with pytest.raises(yaml.YAMLError) as caught:
        yaml_files.read(tmp_path / "a.yml")

    at, told = yaml_files.stumbled(caught.value)
    assert at == f":{line}" and words in told and "token" not in told
