"""A figure that no longer follows from its inputs as it was reviewed is a problem of the data."""

import pytest

from helpers.pipeline import checking
from support import rows_of, write_rows


def change(data, table: str, figure: str, /, **cells: str) -> int:
    """Change cells of the row with a figure; give its line in a table of one line a row."""
    rows = rows_of(data, table)
    line = next(n for n, row in enumerate(rows, 2) if figure in row["figure"].split("; "))
    rows[line - 2] |= cells
    write_rows(data, table, rows)
    return line


def told(place) -> list[str]:
    return [str(problem) for problem in checking.check(place)]


def test_the_project_has_no_problem(project):
    assert told(project) == []


def test_a_mistyped_line_is_seen_in_the_total_that_no_longer_follows(small_project):
    changed = change(small_project.data, "allocations", "FUN-0034", amount="51000", printed="£51,000")

    problem = next(
        problem for problem in told(small_project) if problem.startswith("data/funding_streams.csv:2: amount: ")
    )
    assert (
        "'£250,178' disagrees with FUN-0032 + FUN-0033 + FUN-0034 + FUN-0035 + FUN-0036 + FUN-0037 = 286178" in problem
    )
    assert f"allocations.csv line {changed}" in problem
    assert "was reviewed as 'agrees'" in problem


def test_a_contradiction_that_was_mended_in_the_data_is_told_to_its_reviewer(small_project):
    change(small_project.data, "stated_figures", "FUN-0038", value="250178", printed="250,178")

    assert any(
        "'250,178' agrees with" in problem and "was reviewed as 'disagrees'" in problem
        for problem in told(small_project)
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"formula": "FUN-0032 +"}, "formula: 'FUN-0032 +' is not a formula"),
        ({"formula": "FUN-0032 + FUN-9999"}, "formula: no row of data/ holds a number for FUN-9999"),
        ({"formula": "sum(FUN-0032)"}, "is not a figure, a number"),
        ({"reviewed": "maybe"}, "reviewed: 'maybe' is not one of 'agrees', 'disagrees', 'cannot tell'"),
        ({"figure": "FUN-9999"}, "figure: no row of data/ has the figure 'FUN-9999'"),
    ],
)
def test_a_recomputation_that_cannot_be_used_is_named_by_its_line(small_project, cells, found):
    line = change(small_project.data, "recomputations", "FUN-0038", **cells)

    assert any(p.startswith(f"data/recomputations.csv:{line}: ") and found in p for p in told(small_project))


def test_figures_of_different_stretches_of_time_are_never_added_up(copied_project):
    cumulative = next(
        row for row in rows_of(copied_project.data, "outcomes") if row["period_kind"] == "since inception"
    )
    quarterly = next(row for row in rows_of(copied_project.data, "outcomes") if row["period_kind"] == "in quarter")
    formula = f"{cumulative['figure'].split('; ')[0]} + {quarterly['figure'].split('; ')[0]}"
    line = change(copied_project.data, "recomputations", "FUN-0038", formula=formula)

    found = "it adds up figures of 'in quarter' and 'since inception', which are never added together"
    assert f"data/recomputations.csv:{line}: formula: {found} (found in column B)" in told(copied_project)


def test_data_and_settings_are_told_together(small_project):
    change(small_project.data, "observations", "IND-0065", value="lots")
    (small_project.params / "areas" / "dudley.yml").write_text("partnership: x\n", encoding="utf-8")

    files = {problem.split(":")[0] for problem in told(small_project)}
    assert {"data/observations.csv", "params/areas/dudley.yml"} <= files


def test_what_is_only_written_unusually_is_written_back_and_then_no_problem(small_project):
    before = (small_project.data / "observations.csv").read_bytes()
    change(
        small_project.data, "observations", "IND-0035", value="1,077", status="Final", indicator="burglary-dwelling "
    )

    fixed = checking.fix(small_project)

    assert len(fixed) == 3
    assert (small_project.data / "observations.csv").read_bytes() == before
