"""What a renderer says names the line of the file that a person edits."""

from pathlib import Path

import pytest

from helpers.pipeline.whence import as_written
from helpers.project import Project

OWN = "---\nowner: Partnership analyst\napproved:\n---\n\nAll is well.\n\nIn {{< var risks.mesage >}} cases.\n"
BOXED = """::: {.callout-important title="To be reviewed"}
Nobody has approved it.

All is well.

In {{< var risks.mesage >}} cases.
:::
"""


@pytest.fixture
def place(tmp_path: Path) -> Project:
    for path, text in {
        "reports/commentary/dudley/2011-12/view.md": OWN,
        "build/note/_commentary/view.md": BOXED,
        "reports/note/note.qmd": "# In short\n\n{{< where fig-a >}} Two.\n\n{{< where tbl-b >}} Three.\n\nFour.\n",
        "build/note/note.qmd": "# In short\n\n\nThree.\n\nFour.\n",
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
    sources = [place.reports / "commentary" / "dudley" / "2011-12" / name for name in ("missing.md", "view.md")]
    assert as_written(message, place.build / "note" / "note.qmd", sources, place) == told
