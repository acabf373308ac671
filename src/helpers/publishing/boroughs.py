"""The boroughs of a force area side by side, as the consolidated return and the overview print them."""

import pandas as pd

from helpers.analysis import grants
from helpers.periods import Period
from helpers.publishing import charts, quotes, wording
from helpers.publishing.charts import Chart
from helpers.publishing.numbers import number, pence, percent, pounds, pounds_and_pence
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text

NOT_IN_RETURN = "–"
BASES = {
    "grant": ("prints its grant for the year", "print their grants for the year"),
    "part of the grant": (
        "prints the allocations of some projects only",
        "print the allocations of some projects only",
    ),
    "nothing": ("prints no allocation", "print no allocation"),
}
"""What a return prints of money, said of one borough and of several."""


def money_table(boroughs: pd.DataFrame, *, quarter: Period) -> Table:
    """Each borough's residents, grant, allocations and spend, and what they come to for each resident."""
    rows = [
        (
            row["name"],
            _or_missing(row["population"], number),
            _or_missing(row["grant"], pounds),
            _allocated(row),
            _or_missing(row["per_head"], pence),
            _or_missing(row["spent"], pounds),
            _or_missing(row["spent_per_head"], pence),
            _or_missing(100 * row["share"], percent),
        )
        for row in boroughs.to_dict("records")
    ]
    columns = [Column("Borough", "left", 14), Column("Residents", "right", 12), Column("Grant", "right", 12)]
    columns += [Column("Allocated (projects)", "right", 15), Column("Per head", "right", 10)]
    columns += [
        Column("Spent to date", "right", 14),
        Column("Per head", "right", 10),
        Column("Share spent", "right", 13),
    ]
    note = "Residents as the returns print them; those of a borough in parts are added up. "
    note += "A dash: not in the return, which is not nought."
    caption = f"Grant, allocations and spend by borough, {quarter.words}"
    return Table("borough-money", caption, columns, rows, boroughs, note=note)


def cautions_text(boroughs: pd.DataFrame, *, quarter: Period) -> Text:
    """What makes the figures of the boroughs unlike one another, so that nobody ranks them by what they happened to print."""
    blocks = []
    for kind, (one, several) in BASES.items():
        here = boroughs.loc[boroughs["basis"] == kind, "name"].tolist()
        if here:
            blocks.append(f"{wording.listing(here)} {one if len(here) == 1 else several}.")
    silent = boroughs.loc[boroughs["spent"].isna(), "name"].tolist()
    spoken = boroughs.loc[boroughs["spent"].notna(), "name"].tolist()
    if silent and spoken:
        blocks.append(
            f"{wording.listing(silent)} {'prints' if len(silent) == 1 else 'print'} no spend to date, so only "
            f"{wording.listing(spoken)} can be held against an even pace."
        )
    unlike = boroughs["basis"].nunique() > 1 or (bool(silent) and bool(spoken))
    if not unlike:
        return Text("borough-cautions", [f"The returns of {quarter.words} print the same figures for every borough."])
    head = '::: {.callout-caution title="The boroughs’ figures are not on the same basis"}\n'
    return Text("borough-cautions", [f"{head}{' '.join(blocks)}\n:::"])


def per_head_chart(boroughs: pd.DataFrame, *, quarter: Period) -> Chart:
    """A bar for each borough: what its return allocates for each resident."""
    known = boroughs[boroughs["per_head"].notna()]
    message = _per_head_message(known, boroughs) if len(known) else _no_per_head(boroughs)
    ordered = boroughs.sort_values("per_head", ascending=False, na_position="last", kind="stable")
    told = [
        f"{pence(round(row['per_head'], 2))} a head; {pounds(row['allocated'])} to "
        f"{wording.plural(row['allocated_projects'], 'project')}"
        if pd.notna(row["per_head"])
        else "no allocation printed"
        for row in ordered.to_dict("records")
    ]
    frame = pd.DataFrame(
        {
            "label": ordered["name"].to_numpy(),
            "value": ordered["per_head"].to_numpy(),
            "told": told,
            "allocated": ordered["allocated"].to_numpy(),
            "allocated_projects": ordered["allocated_projects"].to_numpy(),
            "method": ordered["method"].to_numpy(),
        }
    )
    return charts.bars(
        frame,
        name="per-head-chart",
        caption=f"Allocations printed in the returns, for each resident, {quarter.financial_year.words}",
        start="Bar chart of the allocations printed for each resident, by borough, in pounds.",
        message=message,
        nothing="No return prints an allocation",
    )


def populations_table(
    residents: pd.DataFrame, populations: pd.DataFrame, areas: pd.DataFrame, *, source: str
) -> Table | Text:
    """The return's own population table, and the boroughs that it comes to; or a sentence that it prints none."""
    names = areas.set_index("area")["name"]
    here = populations[populations["source"] == source]
    if here.empty:
        return Text("borough-populations", ["The return prints no number of residents."])
    rows = [
        (names.get(row["area"], row["area"]), number(row["population"]), "As printed")
        for row in here.to_dict("records")
    ]
    added = residents[residents["parts"] > 1]
    bold = frozenset(range(len(rows), len(rows) + len(added)))
    rows += [
        (row["name"], number(row["population"]), f"Its {number(row['parts'])} partnerships added up")
        for row in added.to_dict("records")
    ]
    columns = [Column("Partnership", "left", 40), Column("Residents", "right", 20), Column("Where from", "left", 40)]
    return Table(
        "borough-populations", "Residents by partnership, as the return prints them", columns, rows, here, bold
    )


def answers_table(answers: pd.DataFrame, names: pd.Series) -> Table:
    """For how many of its projects each return gives what the form asks."""
    rows = [
        (
            names[row["area"]],
            number(row["projects"]),
            *(
                f"{number(row[kind])} of {number(row['projects'])}"
                for kind in ("allocation", "spend", "outcomes", "risks")
            ),
        )
        for row in answers.to_dict("records")
    ]
    columns = [Column("Borough", "left", 20), Column("Projects", "right", 12), Column("Allocation", "right", 17)]
    columns += [Column("Spend to date", "right", 17), Column("Figures", "right", 17), Column("Risks", "right", 17)]
    return Table(
        "borough-answers", "For how many projects each return answers what the form asks", columns, rows, answers
    )


def costs_table(costs: pd.DataFrame, names: pd.Series) -> Table | Text:
    """What a case cost, wherever spend and count cover the same stretch of time."""
    if costs.empty:
        return Text(
            "borough-costs", ["No return prints spend and a count of cases for one project and one stretch of time."]
        )
    rows = [
        (
            names[row["area"]],
            row["title"],
            f"{row['counted']} ({row['span']})",
            pounds_and_pence(row["spent"]),
            number(row["count"]),
            pounds(row["cost"]),
        )
        for row in costs.to_dict("records")
    ]
    columns = [Column("Borough", "left", 12), Column("Project", "left", 34), Column("What was counted", "left", 27)]
    columns += [Column("Spent", "right", 10), Column("Count", "right", 8), Column("For each", "right", 9)]
    note = (
        "Only where spend and count cover the same time. What a case is differs from project to project: the costs do not "
        "rank them."
    )
    return Table("borough-costs", "Spend for each person or case counted", columns, rows, costs, note=note)


def borough_quotes(boroughs: pd.DataFrame, answers: pd.DataFrame, *, quarter: Period) -> list[Quote]:
    """What prose may say of the boroughs together."""
    rows = quotes.rows(*boroughs["row"], *boroughs["population_row"])
    known = boroughs[boroughs["allocated"].notna()]
    both = boroughs[boroughs["both_spent"].notna()]
    projects = int(answers["projects"].sum())
    spoken = int(answers["spend"].sum())
    quoted = [
        quotes.amount(
            "boroughs.number", number(len(boroughs)), len(boroughs), "count", method="returns counted", rows=rows
        ),
        quotes.amount("boroughs.projects", number(projects), projects, "count", method="projects counted", rows=rows),
        quotes.amount("boroughs.with_spend", number(spoken), spoken, "count", method="projects counted", rows=rows),
        quotes.amount(
            "boroughs.allocating",
            number(len(known)),
            len(known),
            "count",
            method="returns that print allocations",
            rows=rows,
        ),
        quotes.word("boroughs.names", wording.listing(boroughs["name"].tolist()), method="returns made", rows=rows),
        quotes.word("boroughs.quarter", quarter.words, method="quarter of the returns", rows=rows),
    ]
    share = 100 * both["both_spent"].sum() / both["both_allocated"].sum() if len(both) else float("nan")
    allocated = known["allocated"].sum() if len(known) else float("nan")
    spent = boroughs["spent"].sum() if boroughs["spent"].notna().any() else float("nan")
    method = grants.METHOD
    quoted += [
        quotes.amount("boroughs.allocated", pounds(allocated), allocated, "pounds", method=method, rows=rows),
        quotes.amount("boroughs.spent", pounds(spent), spent, "pounds", method=method, rows=rows),
        quotes.amount("boroughs.share", percent(share), share, "per cent", method=method, rows=rows),
    ]
    return [*quoted, quotes.word("boroughs.message", message(boroughs, quarter=quarter), method=method, rows=rows)]


def message(boroughs: pd.DataFrame, *, quarter: Period) -> str:
    """The main message of the returns together."""
    known, spoken = boroughs[boroughs["allocated"].notna()], boroughs[boroughs["spent"].notna()]
    start = (
        f"Returns for {quarter.words} came from {wording.plural(len(boroughs), 'borough')}; "
        f"{_how_many(known, boroughs)} {'prints' if len(known) == 1 else 'print'} allocations, which come to "
        f"{pounds(known['allocated'].sum())}"
    )
    if known.empty:
        return f"Returns for {quarter.words} came from {wording.plural(len(boroughs), 'borough')}; none prints an allocation."
    if spoken.empty:
        return f"{start}, and none prints its spend to date."
    if len(spoken) == len(known) == len(boroughs):
        return f"{start}, and their spend to date, {pounds(spoken['spent'].sum())}."
    if len(spoken) == 1:
        return f"{start}. Only {spoken['name'].iloc[0]} prints its spend to date."
    return f"{start}, and {number(len(spoken))} print their spend to date: {wording.listing(spoken['name'].tolist())}."


def _how_many(some: pd.DataFrame, every: pd.DataFrame) -> str:
    """`2 of them`, or of all that there are `both of them`, `all of them`."""
    if len(some) < len(every):
        return f"{number(len(some))} of them"
    return {1: "it", 2: "both of them"}.get(len(every), "all of them")


def _no_per_head(boroughs: pd.DataFrame) -> str:
    if boroughs["allocated"].isna().all():
        return "No return prints an allocation."
    return "No number of residents is recorded, so no allocation can be set against one."


def _per_head_message(known: pd.DataFrame, boroughs: pd.DataFrame) -> str:
    highest = known.loc[known["per_head"].idxmax()]
    lacking = len(boroughs) - len(known)
    rest = f" {wording.upper_first(wording.plural(lacking, 'borough'))} printed no allocation." if lacking else ""
    return (
        f"{highest['name']}'s return allocates most for each resident, {pence(round(highest['per_head'], 2))}; the "
        f"returns print different parts of their grants.{rest}"
    )


def _allocated(row: dict) -> str:
    if pd.isna(row["allocated"]):
        return NOT_IN_RETURN
    return f"{pounds(row['allocated'])} ({number(row['allocated_projects'])})"


def _or_missing(value: float, told) -> str:
    return NOT_IN_RETURN if pd.isna(value) else told(round(value, 4))
