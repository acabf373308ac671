"""What a document records of each project and indicator, in one frame, as it prints it."""

import pandas as pd

from helpers.analysis import disclosure
from helpers.analysis.areas import of_area

COLUMNS = [
    "area", "project", "subject", "measure", "title", "breakdown", "role", "period", "period_kind", "value", "lower", "upper",
    "qualifier", "printed", "numerator", "denominator", "unit", "status", "source", "locator", "row",
]  # fmt: skip
STATED = "stated"
ABOUT = {
    "observations": "Indicators",
    "targets": "Targets",
    "allocations": "Allocations",
    "funding_streams": "Funding",
    "populations": "Population",
}
"""The role of a change, direction or average that the document works out itself."""


def outcomes(
    outcomes: pd.DataFrame, stated: pd.DataFrame, projects: pd.DataFrame, *, area: str, source: str
) -> pd.DataFrame:
    """Every figure that a document records of an area's projects, project by project in their order.

    Parameters
    ----------
    outcomes, stated, projects : DataFrame
        As in data/outcomes.csv, stated_figures.csv (of which those about outcomes and spend by project are taken) and
        projects.csv.
    source : str
        Key of the document.

    Returns
    -------
    DataFrame
        `COLUMNS`, where `subject` is the project's title; shaped like data/outcomes.csv, so that it can be protected like it.
        Protect the outcomes before, too: one document may print what would give back what is hidden of another.
    """
    here = outcomes[of_area(outcomes, area) & (outcomes["source"] == source)]
    said = of_projects(stated[of_area(stated, area) & (stated["source"] == source)])
    both = pd.concat([here, said[said["project"].isin(projects["project"])]], ignore_index=True)
    described = projects[of_area(projects, area)].drop_duplicates("project").set_index("project")
    both["subject"] = both["project"].map(described["title"])
    order = {project: place for place, project in enumerate(described.index)}
    both["order"] = both["project"].map(order)
    return _shaped(both.sort_values("order", kind="stable"))


def of_projects(stated: pd.DataFrame) -> pd.DataFrame:
    """The rows of data/stated_figures.csv about outcomes and spend by project, shaped like data/outcomes.csv."""
    said = stated[stated["about"].isin(["outcomes", "spend"])].rename(columns={"subject": "project"})
    return said.assign(role=STATED, period_kind="not stated", status="final")


def observations(observed: pd.DataFrame, indicators: pd.DataFrame, *, source: str) -> pd.DataFrame:
    """Every figure that a document records of indicators, in display order, shaped like `outcomes`.

    What it says of the country as a whole is there to compare with, and is taken too.
    """
    here = observed[observed["source"] == source].rename(columns={"indicator": "measure"})
    described = indicators.drop_duplicates("indicator").set_index("indicator")
    places = described.reset_index().sort_values(["theme", "display_order"])["indicator"].tolist()
    here = here.assign(
        subject=here["measure"].map(described["theme"]).str.replace("-", " "),
        title=here["measure"].map(described["title"]),
        role="indicator",
        order=here["measure"].map(places.index),
    )
    return _shaped(here.sort_values(["order", "period"], kind="stable"))


def stated(stated: pd.DataFrame, *, area: str, source: str) -> pd.DataFrame:
    """The changes, directions and totals that a document works out of its indicators and money, shaped like `outcomes`."""
    of_it = of_area(stated, area) & (stated["source"] == source) & ~stated["about"].isin(["outcomes", "spend"])
    here = stated[of_it].assign(role=STATED, period_kind="not applicable", status="final")
    return _shaped(here.assign(subject=here["about"].map(ABOUT), order=range(len(here))))


def projects_of(projects: pd.DataFrame, *figures: pd.DataFrame, area: str, source: str) -> pd.DataFrame:
    """The projects that a document describes or has figures of: rows of data/projects.csv, in its order.

    Parameters
    ----------
    figures : DataFrame
        Tables whose rows name a project: a return describes its projects once, and reports on them each quarter.
    """
    named = {
        project
        for frame in figures
        for project in frame.loc[of_area(frame, area) & (frame["source"] == source), "project"]
    }
    theirs = (projects["source"] == source) | projects["project"].isin(named)
    return projects[of_area(projects, area) & theirs].reset_index(drop=True)


FOLLOWED = ("outcome", "satisfaction", "comparator", STATED)
"""Roles of figures that tell what came of the work; the others tell of the work itself and of those it is for."""


def what_was_done(recorded: pd.DataFrame) -> pd.DataFrame:
    """The figures of the work itself: what was asked for, provided and planned."""
    return recorded[~recorded["role"].isin(FOLLOWED)].reset_index(drop=True)


def what_followed(recorded: pd.DataFrame) -> pd.DataFrame:
    """The figures of what came of it: outcomes, satisfaction, and the changes that the document states."""
    return recorded[recorded["role"].isin(FOLLOWED)].reset_index(drop=True)


def _shaped(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = ("value", "lower", "upper", "numerator", "denominator")
    # Of what was protected before, why it is hidden goes along: protection is not to be guessed at from what is left.
    columns = [*COLUMNS, *(name for name in [disclosure.COLUMN] if name in frame)]
    shaped = frame.reindex(columns=columns).reset_index(drop=True)
    texts = [name for name in columns if name not in numbers]
    shaped[texts] = shaped[texts].astype(object).where(shaped[texts].notna(), "")
    return shaped.astype({name: "float64" for name in numbers})
