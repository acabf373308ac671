"""A line of a report's text is printed where there is what it tells of, and nowhere else."""

import json
from pathlib import Path

import pytest

from helpers.errors import SourceError
from helpers.pipeline.reports import conditions

THERE = conditions.Available(
    values={"crime.change", "funding.total"},
    labels={"tbl-streams", "fig-chart"},
    results={"streams", "chart", "history"},
)


def told(text: str) -> str:
    return conditions.applied(text, "note.qmd", THERE)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("crime.change", True),
        ("crime.share", False),
        ("tbl-streams", True),
        ("tbl-history", False),
        ("fig-streams", False),  # it is a table
        ("not tbl-history", True),
        ("not crime.change", False),
        ("crime.change tbl-streams", True),
        ("crime.change tbl-history", False),
        ("crime.change not tbl-history", True),
        ("crime.change not tbl-streams", False),
        ("not crime.share not tbl-history fig-chart", True),
        ("not crime.share not tbl-streams", False),
    ],
)
def test_a_line_is_kept_where_all_that_it_asks_for_is_so(asked, kept):
    text = f"Above.\n{{{{< where {asked} >}}}} It fell by {{{{< var crime.change >}}}}.\nBelow."

    line = "It fell by {{< var crime.change >}}.\n" if kept else ""
    assert told(text) == f"Above.\n{line}Below."


def test_an_item_of_a_list_and_an_include_are_lines_too():
    text = (
        "- {{< where crime.change >}} **One**\n- {{< where crime.share >}}**Two**\n* {{< where tbl-streams >}}Three\n"
    )
    assert told(text) == "- **One**\n* Three\n"
    assert (
        told("{{< where tbl-streams >}} {{< include _results/streams.md >}}") == "{{< include _results/streams.md >}}"
    )


def test_a_block_of_which_no_line_is_left_is_left_out():
    block = "# A\n\n::: {.key-figures}\n- {{< where crime.share >}}One\n- {{< where CRIME >}}Two\n:::\n\nEnd.\n"

    assert told(block.replace("CRIME", "tbl-history")) == "# A\n\n\nEnd.\n"
    assert told(block.replace("CRIME", "crime.change")) == "# A\n\n::: {.key-figures}\n- Two\n:::\n\nEnd.\n"


def test_a_text_that_asks_for_nothing_stays_as_it_is():
    text = "::: {.key-figures}\n:::\n\nWhere it stands: {{< meta year >}}.\r\n"
    assert told(text) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("It fell. {{< where crime.change >}}", "note.qmd:2: where must stand at the beginning of a line"),
        ("{{< where a.b >}} {{< where c.d >}} It", "note.qmd:2: where must stand at the beginning of a line"),
        ("{{< where >}} It fell.", "note.qmd:2: where names nothing"),
        ("{{< where not >}} It fell.", "note.qmd:2: where names nothing"),
        ("{{< where tbl-steams >}} It fell.", "note.qmd:2: no notebook of this report makes 'tbl-steams'"),
        ("{{< where crime.share not fig-steams >}} It", "note.qmd:2: no notebook of this report makes 'fig-steams'"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_with_its_line(line, said):
    with pytest.raises(SourceError) as refused:
        told(f"Above.\n{line}")

    assert str(refused.value).startswith(said)


def test_what_is_there_are_known_values_and_the_labels_of_what_is_shown(tmp_path: Path):
    (tmp_path / "streams.md").write_text("| A |\n|---|\n| 1 |\n\n: Streams {#tbl-streams}\n", encoding="utf-8")
    (tmp_path / "chart.md").write_text("No figure is recorded.\n", encoding="utf-8")
    (tmp_path / "bars.md").write_text('![Bars](a.svg){#fig-bars fig-alt="Bars."}\n', encoding="utf-8")
    values = [{"id": "a.b", "value": 0.0}, {"id": "a.c", "value": None}, {"id": "a.d", "value": "fell"}]
    kept = json.loads(json.dumps({"values": values, "results": {"streams": {}, "chart": {}, "bars": {}}}))

    found = conditions.available(kept, tmp_path)

    assert found == conditions.Available({"a.b", "a.d"}, {"tbl-streams", "fig-bars"}, {"streams", "chart", "bars"})
