"""What a monitoring return says of its risks, and what it leaves out."""

import pandas as pd

from helpers.analysis import disclosure
from helpers.analysis.areas import of_area


def risks(table: pd.DataFrame, described: pd.DataFrame, *, area: str, source: str) -> pd.DataFrame:
    """The risks that a return reports, project by project, and the projects for which it reports that there is none.

    Returns
    -------
    DataFrame
        `project, title, type, risk, controls, further_actions, status, row`; a risk of no project is of the partnership.
    """
    here = table[of_area(table, area) & (table["source"] == source)]
    titles = described[of_area(described, area)].drop_duplicates("project").set_index("project")["title"]
    here = here.assign(title=here["project"].map(titles).fillna("The partnership"))
    kept = ["project", "title", "type", "risk", "controls", "further_actions", "status", "row"]
    return here[kept].reset_index(drop=True)


OUTSTANDING = {
    "to_follow": "To follow",
    "awaiting_information": "Awaiting information",
    "no_update": "No update available",
    "not_available": "Not available",
    "cross_reference": "Elsewhere",
    "older_period": "Of an earlier time",
}
"""The ways in which a return leaves something out that is still to be had; nil and not applicable are answers."""


def outstanding(special: pd.DataFrame, described: pd.DataFrame, *, area: str, source: str) -> pd.DataFrame:
    """What a return says is to follow, not available or elsewhere, and who has to supply it.

    Parameters
    ----------
    special, described : DataFrame
        As in data/special_values.csv and projects.csv.

    Returns
    -------
    DataFrame
        `subject, title, about, printed, status, lead, row`; `lead` is the project's, empty where the data name none.
    """
    here = special[of_area(special, area) & (special["source"] == source) & special["status"].isin(list(OUTSTANDING))]
    projects = described[of_area(described, area)].drop_duplicates("project").set_index("project")
    here = here.assign(
        title=here["subject"].map(projects["title"]).fillna("The partnership"),
        lead=here["subject"].map(projects["lead"]).fillna(""),
    )
    return here[["subject", "title", "about", "printed", "status", "lead", "row"]].reset_index(drop=True)


def unreported(
    projects: pd.DataFrame, money: pd.DataFrame, recorded: pd.DataFrame, reported_risks: pd.DataFrame
) -> pd.DataFrame:
    """Which of the things that the form asks for each project has no answer to.

    Parameters
    ----------
    projects : DataFrame
        The return's projects, as in data/projects.csv.
    money : DataFrame
        What `grants.projects` returns.
    recorded : DataFrame
        What `recorded.outcomes` returns, protected or not.
    reported_risks : DataFrame
        What `risks` returns.

    Returns
    -------
    DataFrame
        `project, title, lead, allocation, spend, outcomes, risks` (True where there is an answer) `, row`; only the projects that
        lack one.
    """
    money = money.set_index("project")
    known = recorded["value"].notna() | recorded["lower"].notna() | recorded["upper"].notna()
    told = recorded.loc[known | (recorded["printed"] == disclosure.MARK), "project"]  # what is hidden is reported
    table = projects[["project", "title", "lead", "row"]].assign(
        allocation=projects["project"].map(money["allocation"]).notna(),
        spend=projects["project"].map(money["spent"]).notna(),
        outcomes=projects["project"].isin(told),
        risks=projects["project"].isin(reported_risks.loc[reported_risks["status"] != "no_update", "project"]),
    )
    asked = ["allocation", "spend", "outcomes", "risks"]
    return table[~table[asked].all(axis=1)].reset_index(drop=True)
