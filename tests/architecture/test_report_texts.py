"""What every report type says is written for somebody who reads it from the beginning."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted((ROOT / "reports").glob("*/*.qmd"))
HEADING = re.compile(r"^#{1,3} (?P<title>.+?) \{#")
REFERENCE = ("sources", "definitions")
"""Fragments that are a list of their own kind, which their heading introduces."""
WORDS = re.compile(r"-(?:text|key-figures)$")
"""Fragments that begin with a sentence."""


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_heading_stands_over_a_table_without_a_word_between_them(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    bare = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        fragment = re.fullmatch(r"\{\{< include _results/(?P<name>[\w-]+)\.md >\}\}", after.strip())
        if (heading := HEADING.match(line)) and fragment:
            name = fragment["name"]
            if name not in REFERENCE and not WORDS.search(name):
                bare.append(f"{heading['title']} ({name})")
    assert bare == []
