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
