"""The pages of docs/ that are made are those that would be made now, and leave out nothing that they are to tell of."""

import pytest

from helpers.project import Project
from support import ROOT, rows_of
from tools.docs import docstrings, functions, pages, source, tables
from tools.docs.markdown import table

PLACE = Project(ROOT)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page as it would be made now, by its path."""
    return {path.as_posix(): make(PLACE) for path, make in pages.MAKERS.items()}


def test_no_page_is_stale(made):
    kept = {name: (ROOT / name).read_text(encoding="utf-8") for name in made if (ROOT / name).is_file()}
    stale = [name for name in made if kept.get(name) != made[name]]
    assert stale == [], f"{', '.join(stale)}: stale; run `make docs`"


def test_what_is_made_is_all_that_lies_in_the_reference(made):
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / pages.REFERENCE).rglob("*") if path.is_file()}
    assert there == set(made) - {"docs/data-model.md"}


def test_a_page_names_no_machine_and_no_day(made):
    for name, text in made.items():
        assert str(ROOT) not in text and "202" not in text.split("-->")[0], name


def test_every_public_function_has_a_docstring_and_the_page_of_its_room_prints_it(made):
    told = {room: made[f"docs/reference/functions/{name}.md"] for room, name in functions.ROOMS.items()}
    without = []
    for module, thing in source.things(PLACE):
        if module.room == "cli":
            continue
        if not thing.doc.text:
            without.append(f"{module.name}.{thing.name}")
        elif functions.summary(thing) not in " ".join(told[module.room].split()):
            pytest.fail(f"{module.name}.{thing.name} is not told of")
    assert without == []


def test_every_command_parameter_table_indicator_and_formula_is_told_of(made):
    for command in ("publish", "explain", "new-quarter", "all-reports"):
        assert f"\n### {command}\n" in made["docs/reference/commands.md"]
    assert "`make annual-report`" in made["docs/reference/commands.md"]
    assert (
        "| `--borough BOROUGH` | Area: its key in data/areas.csv, such as dudley. | needed |"
        in made["docs/reference/commands.md"]
    )
    threshold = "| `threshold` | Impact times likelihood from which a risk goes to the board, out of 25 | int | `12` |"
    assert threshold in made["docs/reference/parameters.md"]
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"\n### {notebook.stem}\n" in made["docs/reference/parameters.md"]
    for row in rows_of(ROOT / "data", "indicators"):
        assert f"`{row['indicator']}` | {row['unit']} | {row['polarity']} |" in made["docs/reference/indicators.md"]
    for message in ("there is no area 'dudly' in data/areas.csv", "lines end as Windows writes them (CRLF)"):
        assert message in made["docs/reference/messages.md"]
    assert "Wilson, E. B. (1927)" in made["docs/reference/methods.md"]
    assert "[`statistics.proportion`](functions/analysis.md#statistics)" in made["docs/reference/methods.md"]
    for path in (ROOT / "data").glob("*.csv"):
        assert f"\n### {path.stem}\n" in made["docs/data-model.md"]
    assert set(tables.GROUPS.values()) <= set(made["docs/data-model.md"].replace("## ", "").split("\n"))


def test_a_docstring_is_read_in_its_parts():
    read = docstrings.read(
        """Rates with intervals.

        Of `<n>` areas, not of <one>.

        Parameters
        ----------
        events : Series, shape (n,)
            Counts, which may be
            missing.
        numerator, denominator : int
        *more : str

        Raises
        ------
        ValueError
            If a count is infinite.

        Notes
        -----
        Wilson (1927).
        """
    )
    assert [entry.name for entry in read.entries("Parameters")] == ["events", "numerator, denominator", "*more"]
    assert docstrings.markdown(read) == (
        "Rates with intervals.\n\nOf `<n>` areas, not of \\<one>.\n\n"
        "**Parameters**\n\n- `events` (Series, shape (n,)): Counts, which may be missing.\n"
        "- `numerator, denominator` (int)\n- `*more` (str)\n\n"
        "**Raises**\n\n- `ValueError`: If a count is infinite.\n\n**Notes**: Wilson (1927).\n"
    )


def test_a_cell_of_a_table_stays_one_cell():
    assert table(["A", "B"], [["x | y", "two\nlines"]]) == "| A | B |\n|---|---|\n| x \\| y | two lines |\n"
