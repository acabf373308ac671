"""docs/notebooks.md lists all that the comparison of notebooks hides or leaves out, and no more."""

import inspect
import re

from nbval.plugin import IPyNbFile, get_sanitize_patterns

from support import ROOT

PAGE = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
SANITISER = (ROOT / "tests" / "notebooks" / "nbval_sanitise.cfg").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table with a heading in its first column."""
    table = PAGE.partition(f"\n| {heading} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


def test_what_the_sanitiser_hides_is_listed_with_its_pattern():
    names = re.findall(r"^\[(.+)\]$", SANITISER, re.MULTILINE)
    patterns = [pattern for pattern, _ in get_sanitize_patterns(SANITISER)]
    assert len(patterns) == len(names) > 0
    assert [row[:2] for row in rows("Hidden")] == [[name, f"`{p}`"] for name, p in zip(names, patterns, strict=True)]


def test_what_nbval_leaves_out_is_listed():
    # nbval keeps it in the code that makes a file's tests.
    code = inspect.getsource(IPyNbFile.__init__)
    code = "\n".join(line for line in code.splitlines() if not line.strip().startswith("#"))
    skipped = {
        word
        for part in re.findall(r"skip_compare = (?:self\.skip_compare \+ )?\((.*?)\)", code, re.S)
        for word in re.findall(r"'([^']+)'", part)
    }
    listed = {word for row in rows("Left out") for word in re.findall(r"`([^`]+)`", row[0])}
    assert "image/png" in skipped
    assert listed == skipped
