"""A grant monitoring return as the commissioner's form asks for it."""

import functools
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from helpers.analysis import grants
from helpers.periods import Period
from helpers.publishing import charts, markdown, quotes, wording
from helpers.publishing.charts import Chart
from helpers.publishing.numbers import ABSENT, number, percent, pounds, pounds_alike, pounds_and_pence, signed
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text

STATES = {
    "reported": "",
    "no spend reported": "no spend reported",
    "no allocation": "spent without an allocation",
    "nothing allocated": "spent though nothing was allocated",
    "not reported": "neither allocation nor spend reported",
}
UNDERSPENT = {"underspend": "So far", "forecast underspend": "At the end of the year"}


def money_table(projects: pd.DataFrame, *, area_name: str, quarter: Period) -> Table | Text:
    """Every project with its allocation, spend, expectation and forecast; a subtotal for each priority; the total."""
    if projects.empty:
        return Text("grant-money", [f"{area_name}'s return prints neither an allocation nor any spend by project."])
    rows, bold = [], set()
    named = projects["priority"].replace("", "No priority stated")
    several = named.nunique() > 1
    told = {name: pounds_alike(projects[name]) for name in ("allocation", "spent")}
    line = functools.partial(_line, told=told)
    for priority, here in projects.groupby(named, sort=False):
        rows += [line(_titled(row), row) for row in here.to_dict("records")]
        if several:
            bold.add(len(rows))
            rows.append(line(f"{priority}: {wording.plural(len(here), 'project')}", grants.totals(here, quarter)))
    both = grants.reporting_both(projects)
    some = f"The {wording.plural(len(both), 'project')} that report both"
    label = "All projects" if len(both) == len(projects) else some
    bold.add(len(rows))
    rows.append(
        line(label, grants.totals(both, quarter)) if len(both) else line("Allocated in all", _allocated(projects))
    )
    gone = percent(100 * grants.expected_share(quarter), 0)
    columns = [Column("Project", "left", 24), Column("Allocated", "right", 12), Column("Spent to date", "right", 15)]
    columns += [Column("Share", "right", 10), Column(f"Expected, {gone}", "right", 13), Column("Variance", "right", 13)]
    columns += [Column("Forecast", "right", 12), Column("Left at year end", "right", 13)]
    caption = f"Allocation and spend by project, {area_name}, {quarter.words}"
    note = (
        f"Expected: {gone} of the allocation, as {wording.plural(quarter.part, 'quarter')} of the year had gone. Forecast: what "
        "the year would come to at the same pace; a project with one payment a year will differ. A dash: not reported."
    )
    return Table("grant-money", caption, columns, rows, _with_sums(projects, quarter), frozenset(bold), note)


def _with_sums(projects: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    """The projects, then the sums that stand under them, as printed; `level` says which a row is."""
    both = grants.reporting_both(projects)
    named = projects["priority"].replace("", "No priority stated")
    parts = [
        projects.assign(level="project"),
        _summed(grants.by_priority(projects, quarter), projects.groupby(named, sort=False)["row"], "priority"),
        _summed(grants.by_priority(both.assign(priority=""), quarter), [("", both["row"])], "all that report both")
        if len(both)
        else _summed(pd.DataFrame([_allocated(projects)]), [("", projects["row"])], "all"),
    ]
    return pd.concat(parts, ignore_index=True).assign(expected_share=grants.expected_share(quarter))


def _summed(sums: pd.DataFrame, rows: Iterable[tuple[str, pd.Series]], level: str) -> pd.DataFrame:
    """Sums with the rows that they are made of."""
    return sums.assign(level=level, row=["; ".join(filter(None, each)) for _, each in rows])


def spend_chart(projects: pd.DataFrame, *, area_name: str, quarter: Period) -> Chart | Text:
    """A bar for each project that reports allocation and spend; where none does, a sentence that says so."""
    both = grants.reporting_both(projects)
    if both["share"].isna().all():
        why = "No project reports both its allocation and its spend to date, so no chart shows its pace."
        return Text("spend-chart", [why])
    expected = grants.expected_share(quarter)
    return charts.spend_bars(both, area_name=area_name, quarter=quarter, expected=expected)


def key_figures(projects: pd.DataFrame, unreported: pd.DataFrame, reported: int) -> Text:
    """The return in three or four figures: those that it prints, and how much is left unanswered.

    Parameters
    ----------
    unreported : DataFrame
        What `returns.unreported` gives.
    reported : int
        How many projects the return names.
    """
    given, both = projects[projects["allocation"].notna()], grants.reporting_both(projects)
    bullets = []
    if len(given):
        to = f"{wording.plural(len(given), 'project')} whose {'allocation is' if len(given) == 1 else 'allocations are'} printed"
        bullets.append(f"**{pounds(given['allocation'].sum())}** allocated to {to}")
    if len(both):
        spent, allocated = both["spent"].sum(), both["allocation"].sum()
        bullets.append(f"**{pounds(spent)}** spent to date by {wording.plural(len(both), 'project')}")
        if allocated > 0:
            bullets.append(f"**{percent(100 * spent / allocated)}** of their allocation spent")
    else:
        every = wording.plural(reported, "project")
        bullets.append(f"**None** of {every} reports its spend to date against an allocation")
    lack = "lacks" if len(unreported) == 1 else "lack"
    bullets.append(
        f"**{number(len(unreported))} of {number(reported)}** projects {lack} an answer that the form asks for"
    )
    lines = "\n".join(f"- {bullet}" for bullet in bullets)
    return Text("grant-key-figures", [f"::: {{.key-figures}}\n{lines}\n:::"])


def notes_text(notes: pd.DataFrame) -> Text:
    """What the return adds to its allocations, an item each."""
    if notes.empty:
        return Text("grant-notes", ["The return adds nothing to its allocations."])
    told = zip(notes["title"].map(markdown.escape), notes["note"].map(markdown.escape), strict=True)
    items = [f"- **{title}**: {note}." for title, note in told]
    return Text("grant-notes", ["Of its allocations the return adds:", "\n".join(items)])


def totals_check(projects: pd.DataFrame, stated: pd.DataFrame, *, area: str, quarter: Period) -> Table | Text:
    """The totals that the return prints beside the same added up."""
    wanted = {"allocations": "allocation", "spend": "spent"}
    of_period = stated["period"].isin([str(quarter), str(quarter.financial_year)])
    here = stated[
        (stated["area"] == area) & of_period & (stated["measure"] == "total") & (stated["subject"] == grants.GRANT)
    ]
    here = here[here["about"].isin(wanted)]
    if here.empty:
        return Text("grant-totals", ["The return prints no total to check."])
    ours = here["about"].map(lambda about: projects[wanted[about]].sum(skipna=True))
    frame = here.assign(recomputed=ours, difference=(here["value"] - ours).round(2))
    rows = [
        (
            row["title"],
            row["printed"],
            pounds_and_pence(row["recomputed"]),
            pounds_and_pence(row["difference"]),
            "Disagrees" if row["difference"] else "Agrees",
        )
        for row in frame.to_dict("records")
    ]
    columns = [Column("Total", "left", 34), Column("Printed", "right", 16), Column("Recomputed", "right", 16)]
    columns += [Column("Difference", "right", 14), Column("Verdict", "left", 14)]
    return Table(
        "grant-totals", "Totals as the return prints them, and as its projects give them", columns, rows, frame
    )


def stream_text(streams: pd.DataFrame, other: pd.DataFrame, *, area: str, year: Period) -> Text:
    """The grant for the year and what was brought forward; or plainly that the return does not say."""
    here = streams[(streams["area"] == area) & (streams["period"] == str(year)) & (streams["stream"] == grants.GRANT)]
    if here.empty:
        return Text("grant-stream", [f"No grant from the commissioner is recorded for {year.words}."])
    row = here.iloc[0]
    forward = other[(other["measure"] == "carry forward") & other["amount"].notna()]
    title = markdown.escape(wording.in_text(row["title"]))
    if pd.isna(row["amount"]):
        said = f" {markdown.escape(row['note'])}." if row["note"] else ""
        return Text("grant-stream", [f"The amount of the {title} for {year.words} is not in the return.{said}"])
    brought = (
        f", and {pounds_and_pence(forward['amount'].sum())} was carried forward into the year" if len(forward) else ""
    )
    available = row["amount"] + forward["amount"].sum()
    both = f" Together they make {pounds_and_pence(available)}." if len(forward) else ""
    return Text("grant-stream", [f"The {title} for {year.words} was {pounds_and_pence(row['amount'])}{brought}.{both}"])


def stream_quotes(streams: pd.DataFrame, other: pd.DataFrame, *, area: str, year: Period) -> list[Quote]:
    """The grant for the year, what was brought forward into it, and both together; none where its amount is not known."""
    here = streams[(streams["area"] == area) & (streams["period"] == str(year)) & (streams["stream"] == grants.GRANT)]
    here = here[here["amount"].notna()].head(1)
    forward = other[(other["measure"] == "carry forward") & other["amount"].notna()]
    if here.empty:
        return []
    received, brought = here["amount"].sum(), forward["amount"].sum()
    sums = [("received", received, "as stated", here)]
    if len(forward):
        both = pd.concat([here, forward])
        sums.append(("brought_forward", brought, "amounts carried forward added up", forward))
        sums.append(("available", received + brought, "received + carried forward into the year", both))
    return [
        quotes.amount(
            f"grant.stream.{name}",
            pounds_and_pence(value),
            value,
            "pounds",
            method=method,
            rows=quotes.rows(*rows["row"]),
        )
        for name, value, method, rows in sums
    ]


def underspend_table(underspends: pd.DataFrame, *, area_name: str) -> Table | Text:
    """What the return says of underspends, project by project, in its own words."""
    if underspends.empty:
        return Text("grant-underspend", [f"{area_name}'s return says nothing of underspends."])
    rows = [
        (row["title"], UNDERSPENT[row["measure"]], _said(row), row["note"] or "–")
        for row in underspends.to_dict("records")
    ]
    columns = [Column("Project", "left", 28), Column("When", "left", 16), Column("Underspend reported", "left", 26)]
    columns += [Column("What the return adds", "left", 30)]
    return Table("grant-underspend", f"Underspends reported, {area_name}", columns, rows, underspends)


def other_table(
    other: pd.DataFrame, *, area_name: str, document: str = "return", name: str = "grant-other"
) -> Table | Text:
    """The other amounts that the return prints."""
    if other.empty:
        return Text(
            name, [f"{area_name}'s {document} prints no further allocation, contribution, carry forward or spend."]
        )
    rows = [
        (
            row["title"],
            wording.upper_first(": ".join(filter(None, (row["measure"], row["part"])))),
            _said(row),
            row["note"] or "–",
        )
        for row in other.to_dict("records")
    ]
    columns = [Column("Project", "left", 24), Column("What it is", "left", 24)]
    columns += [Column("Amount, as printed", "left", 20), Column(f"What the {document} adds", "left", 32)]
    caption = f"{'Other amounts' if document == 'return' else 'Amounts'} in the {document}, {area_name}"
    return Table(name, caption, columns, rows, other)


def grant_quotes(projects: pd.DataFrame, *, area_name: str, quarter: Period) -> list[Quote]:
    """Allocation, spend, share and variance of all projects that report both, and how many they are."""
    both = grants.reporting_both(projects)
    rows = quotes.rows(*projects["row"])
    method = grants.METHOD
    quoted = [
        quotes.word("grant.message", message(projects, area_name=area_name, quarter=quarter), method=method, rows=rows),
        quotes.word("grant.quarter", quarter.words, method="quarter of the return", rows=rows),
        quotes.amount(
            "grant.projects", number(len(projects)), len(projects), "count", method="projects counted", rows=rows
        ),
        quotes.amount("grant.reported", number(len(both)), len(both), "count", method="projects counted", rows=rows),
    ]
    sums = grants.totals(both, quarter)
    for name in grants.AMOUNTS:
        text = pounds(sums[name]) if len(both) else ABSENT
        value = sums[name] if len(both) else float("nan")
        quoted.append(quotes.amount(f"grant.{name}", text, value, "pounds", method=method, rows=rows))
    share = 100 * sums["share"] if len(both) else float("nan")
    quoted.append(quotes.amount("grant.share", percent(share), share, "per cent", method=method, rows=rows))
    return quoted


def message(projects: pd.DataFrame, *, area_name: str, quarter: Period) -> str:
    """The main message of a return's money."""
    both = grants.reporting_both(projects)
    if projects.empty:
        return f"{area_name}'s return prints neither allocations nor spend by project."
    given = projects["allocation"].sum(skipna=True)
    if both.empty and projects["allocation"].isna().all():
        spoken = int(projects["spent"].notna().sum())
        spent = f"spend to date of {pounds(projects['spent'].sum())} for {wording.plural(spoken, 'project')}"
        return (
            f"{area_name}'s return prints no allocation by project{f', and {spent}' if spoken else ' and no spend to date'}, so "
            "how far spending has come cannot be told."
        )
    if both.empty:
        known = int(projects["allocation"].notna().sum())
        return (
            f"{area_name}'s return prints allocations of {pounds(given)} for {wording.plural(known, 'project')}, and spend to "
            "date for none of them, so how far spending has come cannot be told."
        )
    sums = grants.totals(both, quarter)
    place = "behind" if sums["variance"] < 0 else "ahead of"
    held = "just as expected" if sums["variance"] == 0 else f"{pounds(abs(sums['variance']))} {place} an even pace"
    silent = len(projects) - len(both)
    rest = f" {wording.upper_first(wording.plural(silent, 'project'))} did not report both." if silent else ""
    return (
        f"{area_name} had spent {pounds(sums['spent'])} of {pounds(sums['allocation'])} ({percent(100 * sums['share'])}) by "
        f"the end of {quarter.words}, {held}.{rest}"
    )


def _line(title: str, row: dict | pd.Series, *, told: Mapping[str, Callable[[float], str]]) -> tuple[str, ...]:
    return (
        title,
        _pounds(row["allocation"], told["allocation"]),
        _pounds(row["spent"], told["spent"]),
        _pounds(100 * row["share"], percent),
        _pounds(row["expected"], pounds),
        "–" if pd.isna(row["variance"]) else signed(pounds(row["variance"]), row["variance"]),
        _pounds(row["forecast"], pounds),
        _pounds(row["underspend"], pounds),
    )


def _allocated(projects: pd.DataFrame) -> pd.Series:
    unknown = dict.fromkeys((*grants.AMOUNTS, "share"), float("nan"))
    return pd.Series({**unknown, "allocation": projects["allocation"].sum(skipna=True)})


def _pounds(value: float, told) -> str:
    return "–" if pd.isna(value) else told(value)


def _titled(row: dict) -> str:
    note = STATES[row["state"]]
    return f"{row['title']} ({note})" if note else row["title"]


def _said(row: dict) -> str:
    return wording.upper_first(row["printed"]) or wording.MISSING.get(row["status"], "Not stated")
