"""The partnership's colours and type, and the refusals of a brand file that cannot be used."""

from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.render.brand import Brand, read_brand

BRAND = """
color:
  palette:
    navy: "#12436d"
    sea: navy
  primary: sea
  link: "#801650"
typography:
  base:
    family: Source Sans 3
"""


def brand(folder: Path, text: str | bytes) -> Brand:
    path = folder / "_brand.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_brand(path)


def test_roles_are_followed_through_the_palette_to_a_colour(tmp_path):
    read = brand(tmp_path, BRAND)
    assert dict(read.colours) == {
        "navy": "#12436d",
        "sea": "#12436d",
        "primary": "#12436d",
        "link": "#801650",
    }
    assert read.colour("primary") == "#12436d"
    assert read.font == "Source Sans 3"


def test_the_family_may_be_written_in_short(tmp_path):
    assert brand(tmp_path, "typography:\n  base: Arial\n").font == "Arial"


def test_a_brand_without_colours_or_type_is_empty(tmp_path):
    empty = brand(tmp_path, "")
    assert (dict(empty.colours), empty.font) == ({}, "")
    assert empty.typst() == "#let brand-color = (:)\n"


def test_colours_reach_the_web_page_and_typst_by_quartos_names(tmp_path):
    read = brand(tmp_path, BRAND)
    assert "  --brand-primary: #12436d;\n" in read.css()
    assert read.css().startswith(":root {\n")
    assert '  "primary": rgb("#12436d"),\n' in read.typst()


def test_a_missing_colour_is_named_with_those_that_there_are(tmp_path):
    with pytest.raises(SourceError) as caught:
        brand(tmp_path, BRAND).colour("danger")
    assert str(caught.value) == "_brand.yml: color: 'danger' is missing; there are navy, sea, primary, link"
    with pytest.raises(SourceError, match="there are none"):
        brand(tmp_path, "").colour("primary")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "color:\n  primary: nave\n",
            "color: primary: 'nave' is neither a colour such as '#12436d' nor in the palette",
        ),
        ("color:\n  palette: {a: b, b: a}\n", "color: a: 'b' is neither"),
        ("color:\n  primary:\n", "color: primary: 'None' is neither"),
        ("color:\n  primary: {light: '#fff', dark: '#000'}\n", "color: primary: "),
        ("color: [a\n", ":2: not readable YAML: "),
        ("color: !!bool x\n", ": not readable YAML: a value is not of the kind that it says"),
    ],
)
def test_a_brand_that_cannot_be_used_is_refused_in_one_line(tmp_path, text, expected):
    with pytest.raises(SourceError) as caught:
        brand(tmp_path, text)
    assert str(caught.value).startswith("_brand.yml:") and expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_a_mistake_and_no_traceback(tmp_path):
    with pytest.raises(SourceError, match=r"^_brand\.yml: not readable"):
        read_brand(tmp_path / "_brand.yml")


# Faults found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["- a\n", "color: red\n", "color:\n  palette: [a]\n", "typography: Arial\n", b"color: \xff\n"]
)
def test_a_brand_of_the_wrong_shape_is_refused_in_one_line(tmp_path, text):
    with pytest.raises(SourceError, match=r"^_brand\.yml"):
        brand(tmp_path, text)


@pytest.mark.parametrize("colour", ["#zz", "#12436", "#1243 6d", "#"])
def test_a_colour_with_a_slip_of_the_pen_is_refused(tmp_path, colour):
    with pytest.raises(SourceError, match=r"^_brand\.yml: color: primary"):
        brand(tmp_path, f"color:\n  primary: '{colour}'\n")
