"""The questions of a monitoring return besides money: what the projects do, their risks, and what is left out."""

import pandas as pd

from helpers.analysis.returns import OUTSTANDING
from helpers.publishing import quotes, wording
from helpers.publishing.numbers import number
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text

ASKED = {"allocation": "allocation", "spend": "spend to date", "outcomes": "figures of outcomes", "risks": "risks"}


def projects_table(projects: pd.DataFrame, *, area_name: str) -> Table | Text:
    """Every project that the return names: its priority, who leads it, what it is for and what it does."""
    if projects.empty:
        return Text("return-projects", [f"{area_name}'s return names no project."])
    rows = [
        (
            row["title"],
            row["priority"] or "Not stated",
            row["lead"] or "Not stated",
            " ".join(filter(None, (_sentence(row["aim"]), _sentence(row["method"])))) or "Not described",
        )
        for row in projects.to_dict("records")
    ]
    columns = [Column("Project", "left", 25), Column("Priority that it serves", "left", 20)]
    columns += [Column("Lead", "left", 17), Column("What it is for, and what it does", "left", 38)]
    # How a project goes about its work is not how a figure was worked out, which `method` says in every published table.
    frame = projects.rename(columns={"method": "what_it_does"}).assign(method="as stated")
    return Table("return-projects", f"Projects reported on, {area_name}", columns, rows, frame)


def risks_table(risks: pd.DataFrame, *, area_name: str) -> Table | Text:
    """Each risk with what was done about it; and the projects that report none."""
    if risks.empty:
        return Text("return-risks", [f"{area_name}'s return reports no risk to its projects, nor that there is none."])
    rows = [
        (
            row["title"],
            _risk(row),
            " ".join(filter(None, map(_sentence, (row["controls"], row["further_actions"])))) or _none(row),
        )
        for row in risks.to_dict("records")
    ]
    columns = [
        Column("Project", "left", 24),
        Column("Risk", "left", 40),
        Column("What was or is to be done", "left", 36),
    ]
    return Table("return-risks", f"Risks to projects, {area_name}", columns, rows, risks)


def outstanding_table(outstanding: pd.DataFrame, *, area_name: str, contact: str) -> Table | Text:
    """What the return says is to follow or is not available, and from whom."""
    if outstanding.empty:
        return Text("return-outstanding", [f"{area_name}'s return marks nothing as to follow or not available."])
    rows = [
        (
            row["title"],
            wording.upper_first(row["about"]),
            row["printed"],
            OUTSTANDING[row["status"]],
            row["lead"] or contact,
        )
        for row in outstanding.to_dict("records")
    ]
    columns = [Column("Project", "left", 22), Column("What is missing", "left", 32), Column("As printed", "left", 16)]
    columns += [Column("Which means", "left", 13), Column("From whom", "left", 17)]
    return Table(
        "return-outstanding",
        f"Marked as to follow, elsewhere or not available, {area_name}",
        columns,
        rows,
        outstanding,
    )


def unreported_table(unreported: pd.DataFrame, *, area_name: str, contact: str) -> Table | Text:
    """Which projects lack which answers, and who has to supply them."""
    if unreported.empty:
        return Text("return-unreported", [f"{area_name}'s return answers every question for every project."])
    rows = [
        (
            row["title"],
            wording.upper_first(wording.listing([words for name, words in ASKED.items() if not row[name]])),
            row["lead"] or contact,
        )
        for row in unreported.to_dict("records")
    ]
    columns = [Column("Project", "left", 38), Column("Not reported", "left", 38), Column("From whom", "left", 24)]
    return Table(
        "return-unreported", f"What the form asks and the return does not give, {area_name}", columns, rows, unreported
    )


def risks_by_area(risks: pd.DataFrame, names: pd.Series) -> Table | Text:
    """The risks that the boroughs report, borough by borough."""
    told = risks[risks["risk"] != ""].reset_index(drop=True)
    if told.empty:
        return Text("borough-risks", ["No borough reports a risk."])
    rows = [
        (
            names[row["area"]],
            row["title"],
            _sentence(row["risk"]),
            " ".join(filter(None, map(_sentence, (row["controls"], row["further_actions"])))) or _none(row),
        )
        for row in told.to_dict("records")
    ]
    columns = [Column("Borough", "left", 14), Column("Project", "left", 20), Column("Risk", "left", 36)]
    return Table(
        "borough-risks", "Risks that the boroughs report", [*columns, Column("What was done", "left", 30)], rows, told
    )


def outstanding_by_area(outstanding: pd.DataFrame, names: pd.Series) -> Table | Text:
    """What each return marks as to follow, elsewhere or not available."""
    if outstanding.empty:
        return Text("borough-outstanding", ["No return marks anything as to follow or not available."])
    rows = [
        (names[row["area"]], row["title"], wording.upper_first(row["about"]), OUTSTANDING[row["status"]])
        for row in outstanding.to_dict("records")
    ]
    columns = [Column("Borough", "left", 14), Column("Project", "left", 26), Column("What is missing", "left", 42)]
    caption = "What the returns mark as to follow, elsewhere or not available"
    return Table("borough-outstanding", caption, [*columns, Column("Which means", "left", 18)], rows, outstanding)


def unreported_by_area(unreported: pd.DataFrame, answers: pd.DataFrame, names: pd.Series) -> Table | Text:
    """For each borough and each thing that the form asks, the projects without an answer."""
    told, totals = [], answers.set_index("area")["projects"]
    for area, here in unreported.groupby("area", sort=False):
        for kind, words in ASKED.items():
            lacking = here[~here[kind]]
            if len(lacking):
                which = "All of its projects" if len(lacking) == totals[area] else "; ".join(lacking["title"])
                told.append((area, words, len(lacking), which, "; ".join(lacking["row"])))
    if not told:
        return Text("borough-unreported", ["Every return answers every question for every project."])
    columns = [Column("Borough", "left", 14), Column("Not reported", "left", 18)]
    columns += [Column("Projects", "right", 10), Column("Which", "left", 58)]
    rows = [(names[area], wording.upper_first(words), number(count), which) for area, words, count, which, _ in told]
    frame = pd.DataFrame(told, columns=["area", "asked", "projects", "which", "row"])
    return Table("borough-unreported", "What the form asks and each return does not give", columns, rows, frame)


def return_quotes(
    projects: pd.DataFrame, risks: pd.DataFrame, outstanding: pd.DataFrame, unreported: pd.DataFrame
) -> list[Quote]:
    """How many projects, risks and gaps the return has."""
    counts = {
        "projects": (len(projects), projects["row"]),
        "risks": (int((risks["risk"] != "").sum()), risks["row"]),
        "outstanding": (len(outstanding), outstanding["row"]),
        "unreported": (len(unreported), unreported["row"]),
    }
    every = quotes.rows(*projects["row"])
    return [
        quotes.amount(
            f"returns.{name}", number(count), count, "count", method="rows counted", rows=quotes.rows(*rows) or every
        )
        for name, (count, rows) in counts.items()
    ]


def _risk(row: dict) -> str:
    if row["risk"]:
        return _sentence(row["risk"])
    return _no_risk(row["type"]) if row["status"] == "nil" else wording.MISSING.get(row["status"], "Not stated")


def _no_risk(kind: str) -> str:
    return f"No risk of this kind: {kind.lower()}" if kind else "No risks"


def _none(row: dict) -> str:
    return "–" if not row["risk"] else "The return does not say"


def _sentence(text: str) -> str:
    return f"{wording.upper_first(text.rstrip('. '))}." if text else ""
