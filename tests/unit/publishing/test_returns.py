"""The questions of a monitoring return besides money."""

import pandas as pd

from helpers.analysis import publications
from helpers.publishing import returns


def test_how_a_project_works_is_not_taken_for_how_a_figure_was_worked_out():
    projects = pd.DataFrame(
        [
            [
                "Diversion",
                "",
                "",
                "To divert",
                "Young people with a conditional caution, in joint work",
                "projects.csv:2",
            ]
        ],
        columns=["title", "priority", "lead", "aim", "method", "row"],
    )

    table = returns.projects_table(projects, area_name="Anybury")

    # By the words of a method the appendix names the publications of its formula.
    assert table.frame["method"].tolist() == ["as stated"]
    assert not publications.behind(table.frame["method"].iloc[0])
    assert "conditional caution" in table.rows[0][3]
