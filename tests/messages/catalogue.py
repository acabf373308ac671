"""Every message that a person can bring about, by what it is about."""

from collections.abc import Mapping

from tests.messages import (
    cases_approvals,
    cases_batches,
    cases_cells,
    cases_editions,
    cases_files,
    cases_lines,
    cases_notebooks,
    cases_papers,
    cases_project,
    cases_published,
    cases_quarter,
    cases_render,
    cases_reports,
    cases_rules,
    cases_settings,
    cases_texts,
    cases_typed,
)
from tests.messages.case import Case

AREAS: Mapping[str, tuple[Case, ...]] = {
    "Command lines that cannot be parsed": cases_typed.CASES,
    "Command lines that do not fit the project": cases_lines.CASES,
    "The project's own files": cases_project.CASES,
    "Batches": cases_batches.CASES,
    "Files of data/": cases_files.CASES,
    "Cells of data/": cases_cells.CASES,
    "Rows of data/ against one another": cases_rules.CASES,
    "Settings, and the papers of an area": cases_papers.CASES,
    "Settings of notebooks, peers and batches": cases_settings.CASES,
    "Types of report, what is hidden, and commentary": cases_reports.CASES,
    "Notebooks": cases_notebooks.CASES,
    "Texts of reports": cases_texts.CASES,
    "What stands beside a report's text": cases_render.CASES,
    "A new quarter and its forms": cases_quarter.CASES,
    "Published folders and their records": cases_published.CASES,
    "Editions": cases_editions.CASES,
    "Approvals of commentary": cases_approvals.CASES,
}
CASES = tuple(case for cases in AREAS.values() for case in cases)
