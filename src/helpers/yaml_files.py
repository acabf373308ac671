"""Settings files: what a YAML file holds, read once for each content that it has had."""

import re
from functools import lru_cache
from pathlib import Path

import yaml


def read(path: Path) -> object:
    """What a YAML file holds, as lists, mappings, texts, numbers, flags and days.

    Planning a batch asks for the same files hundreds of times. What is returned is shared, so it is not to be altered.

    Raises
    ------
    OSError, UnicodeDecodeError, yaml.YAMLError
        If it cannot be read.
    """
    return parse(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def parse(text: str) -> object:
    """What a text in YAML holds; shared as what `read` returns is.

    Raises
    ------
    yaml.YAMLError
        If it is no YAML.
    """
    try:
        return yaml.safe_load(text)
    except (AttributeError, LookupError, RecursionError):  # which YAML makes of `!!bool x`, and of endless brackets
        raise yaml.YAMLError("a value is not of the kind that it says, or lies too deep in lists") from None


PLAINLY = (
    (r"'\\t'", "a tab stands here, and YAML indents with spaces only"),
    ("mapping values are not allowed", "a colon too many: put a text with ': ' or '#' in it in quotation marks"),
    (
        "expected <block end>",
        "this line does not fit those above it: one lacks a quotation mark, or begins under another letter than its neighbours",
    ),
    ("unexpected end of stream", "a quotation mark is opened above and not closed"),
    ("but found ' '", "put a text that begins with & or * in quotation marks"),
    ("cannot start any token", "put a text that begins with a mark such as @ or % in quotation marks"),
)
"""What people do wrong most, by what YAML's reader says of it; the first that fits."""


def stumbled(problem: Exception) -> tuple[str, str]:
    """Where YAML's reader stumbled, as `:14` behind a file's name (empty where it cannot tell), and over what, in one line."""
    mark = getattr(problem, "problem_mark", None)
    told = getattr(problem, "problem", None) or str(problem)
    said = " ".join(str(told).replace('in "<unicode string>", ', "at ").split())
    plainly = next((plainly for pattern, plainly in PLAINLY if re.search(pattern, said)), said)
    return f":{mark.line + 1}" if mark else "", plainly
