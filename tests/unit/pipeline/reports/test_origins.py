"""What a renderer says names the line of the file that a person edits."""

from pathlib import Path

import pytest

from helpers.pipeline.reports.origins import as_written
from helpers.project import Project

OWN = "---\nowner: Partnership analyst\napproved:\n---\n\nAll is well.\n\nIn {{< var risks.mesage >}} cases.\n"
BOXED = """::: {.callout-important title="To be reviewed"}
Nobody has approved it.

All is well.

In {{< var risks.mesage >}} cases.
:::
"""


TWICE = """---
owner: Partnership analyst
approved:
---

Crime fell.

We go on.

Fires fell.

We go on.

We go on.
"""
SECTIONS = """# View {#sec-own-view}

All is well.

# Twice {#sec-own-twice}

Fires fell.

We go on.
"""


@pytest.fixture
def place(tmp_path: Path) -> Project:
    for path, text in {
        "reports/commentary/dudley/2011-12/view.md": OWN,
        "reports/commentary/dudley/2011-12/twice.md": TWICE,
        "reports/commentary/dudley/2011-12/another.md": OWN.replace(
            "All is well.", "We go on.\n\nNobody has approved it."
        ),
        "build/note/_commentary/view.md": BOXED,
        "reports/note/note.qmd": "# In short\n\n{{< where fig-a >}} Two.\n\n{{< where tbl-b >}} Three.\n\nFour.\n",
        "build/note/note.qmd": "# In short\n\n\nThree.\n\nFour.\n",
        "build/note/_commentary/twice.md": TWICE.partition("---\n\n")[2],
        "build/note/_commentary/own-sections.md": SECTIONS,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("_commentary/view.md:6: there is none", "reports/commentary/dudley/2011-12/view.md:8: there is none"),
        ("'a' is at _commentary/view.md:4 too", "'a' is at reports/commentary/dudley/2011-12/view.md:6 too"),
        # Nobody wrote the box, an empty line is nowhere, and the file may be no longer than that.
        *[(told, told) for told in (f"_commentary/view.md:{line}: it is so" for line in (2, 3, 90))],
        ("_commentary/other.md:1: it is so", "_commentary/other.md:1: it is so"),
        ("note.qmd:19: it is so", "note.qmd:19: it is so"),
        # The staged text lacks the line that tells of a figure which is not there.
        ("note.qmd:1: it is so", "note.qmd:1: it is so"),
        ("note.qmd:4: it is so", "note.qmd:5: it is so"),
        ("note.qmd:6: it is so", "note.qmd:7: it is so"),
        ("other/note.qmd:6: it is so", "other/note.qmd:6: it is so"),
    ],
)
def test_a_line_is_named_where_it_was_written(place: Project, message: str, told: str):
    assert named(place, message, "missing.md", "view.md") == told


def test_of_equal_lines_in_two_files_that_of_the_file_which_was_staged_is_named(place: Project):
    told = named(place, "_commentary/view.md:6: there is none", "another.md", "view.md")
    assert told == "reports/commentary/dudley/2011-12/view.md:8: there is none"


def test_a_line_that_only_another_file_holds_is_left_as_it_is(place: Project):
    assert named(place, "_commentary/view.md:2: a", "another.md", "view.md") == "_commentary/view.md:2: a"


@pytest.mark.parametrize(("line", "written"), [(1, 6), (3, 8), (5, 10), (7, 12), (9, 14)])
def test_of_equal_lines_in_one_file_the_one_with_the_same_lines_round_it_is_named(
    place: Project, line: int, written: int
):
    told = named(place, f"_commentary/twice.md:{line}: a", "another.md", "twice.md")
    assert told == f"reports/commentary/dudley/2011-12/twice.md:{written}: a"


def test_a_section_of_a_papers_own_is_found_by_the_lines_round_it(place: Project):
    told = named(place, "_commentary/own-sections.md:9: a", "another.md", "view.md", "twice.md")
    assert told == "reports/commentary/dudley/2011-12/twice.md:12: a"


def named(place: Project, message: str, *sources: str) -> str:
    texts = [place.reports / "commentary" / "dudley" / "2011-12" / name for name in sources]
    return as_written(message, place.build / "note" / "note.qmd", texts, place)
