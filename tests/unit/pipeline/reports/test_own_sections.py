"""A section of a paper's own stands as deep as the heading before its place."""

import pytest

from helpers.pipeline.reports.staging import depth_of_own

PLACE = "{{< include _commentary/own-sections.md >}}"


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        (f"# One\n\n{PLACE}\n\n## Two\n", 1),
        (f"# One\n\n## Overdue\n\nTold.\n\n{PLACE}\n\n# Two\n", 2),
        (f"No heading #1\n\n{PLACE}\n", 1),
    ],
)
def test_the_last_heading_before_it_tells_how_deep(text, depth):
    assert depth_of_own(text) == depth
