"""What a plan promises, as a report prints it: its summary, its baseline and targets, and the way between them."""

import math
from collections.abc import Sequence

import pandas as pd

from helpers import periods
from helpers.analysis import plans as analysis
from helpers.analysis.plans import Plan
from helpers.analysis.rounding import decimals_of
from helpers.publishing import charts, markdown, quotes, wording
from helpers.publishing.charts.base import Chart
from helpers.publishing.numbers import number, percent
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text

Columns = Sequence[tuple[str, int, str]]
"""Heading, width and the frame's column."""
UNSTATED = "Not stated"
BETTER = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither more nor less is better"}


def owed(plan: Plan) -> str:
    """Who has still to supply what a plan leaves open, as a clause."""
    lead = markdown.escape(plan.lead)
    return f"still to be supplied by the lead of the plan ({lead})" if lead else "still to be supplied"


def plain(value: object) -> str:
    """A cell of data as printed: texts as they are, whole numbers as numbers, nothing where there is nothing."""
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else number(value)


def listed(
    name: str, caption: str, frame: pd.DataFrame, columns: Columns, *, absent: str, note: str = ""
) -> Table | Text:
    """A frame's texts as a table; where it has no rows, the sentence that says what is absent.

    A column of which nothing is known is left out, and the note says so: a column of blanks tells nobody anything.
    """
    if frame.empty:
        return Text(name, [absent])
    cells = {column: [plain(value) for value in frame[column]] for *_, column in columns}
    kept = [(title, width, column) for title, width, column in columns if any(cells[column])]
    gone = [f"“{title}”" for title, _, column in columns if not any(cells[column])]
    told = f"Not stated in the plan, so left out of the table: {wording.listing(gone)}." if gone else ""
    rows = [[text or UNSTATED for text in row] for row in zip(*(cells[column] for *_, column in kept), strict=True)]
    heads = [Column(title, "left", width) for title, width, _ in kept]
    return Table(name, caption, heads, rows, frame, note=" ".join(filter(None, (note, told))))


def words(period: str) -> str:
    """A period's key as printed: `2008/09`; what is none stays as it is, and nothing stays nothing."""
    return periods.parse(period).words if period else ""


def summary_table(plan: Plan, sources: pd.DataFrame, projects: pd.DataFrame, members: pd.DataFrame) -> Table:
    """Part A: the plan, its group, outcome, lead, partners and indicator."""
    document = sources[sources["source"] == plan.source]
    published = document["published"].iloc[0] if len(document) else ""
    outcomes = [text for text in dict.fromkeys(projects["priority"]) if text]
    bodies = list(dict.fromkeys(members["body"]))
    rows = [
        ("Plan", plan.title),
        ("Version", plan.version),
        ("Date", periods.day_words(periods.parse_day(published)) if len(published) == 10 else published),
        ("Published by", document["publisher"].iloc[0] if len(document) else ""),
        ("Outcome or priority", wording.listing(outcomes)),
        ("Group", "; ".join(bodies[:1] + [body.removeprefix(f"{bodies[0]}: ") for body in bodies[1:]])),
        ("Lead", plan.lead),
        ("Contributory partners", "; ".join(plan.partners)),
        ("Indicator", f"{plan.number} {plan.measure}".strip()),
        ("What it counts", plan.counts),
        ("Unit", plan.unit),
        ("Which way is better", BETTER.get(plan.polarity, "")),
    ]
    frame = pd.DataFrame(rows, columns=["item", "value"]).assign(row=plan.row, source=plan.source, method="as stated")
    cells = [(item, value or UNSTATED) for item, value in rows]
    return Table(
        "plan-summary", "The plan at a glance", [Column("Item", "left", 24), Column("As the plan states it", "left", 86)],
        cells, frame,
    )  # fmt: skip


def targets_table(steps: pd.DataFrame, plan: Plan, *, area_name: str) -> Table | Text:
    """Baseline and targets as printed, what they come to, their changes, and the population that they imply."""
    if steps.empty:
        return Text("plan-targets", [f"The plan states neither a baseline nor a target: {owed(plan)}."])
    counted, changes = steps["count"].notna().any(), (steps["basis"] != "absolute").any()
    followed, based = (steps[name].notna().any() for name in ("change_percent", "from_baseline_percent"))
    # Each column with whether this plan has it, so that none stands empty.
    wanted = [
        (Column("Year", "left", 15), True, _year),
        (Column("Number", "right", 9), counted, lambda row: row["count_printed"] or UNSTATED),
        (Column("As printed", "left", 18), True, lambda row: row["printed"] or UNSTATED),
        (Column("Comes to", "right", 12), changes, lambda row: _level(row, steps)),
        (Column("Change in number", "right", 12), counted, lambda row: _percent(row["count_change_percent"])),
        (Column("Change on step before", "right", 14), followed, lambda row: _percent(row["change_percent"])),
        (Column("From the baseline", "right", 11), based, lambda row: _percent(row["from_baseline_percent"])),
        (Column("Population implied", "right", 12), counted, lambda row: _people(row["population"])),
        (Column("As rounding allows", "left", 23), counted, _range),
    ]
    kept = [(column, cell) for column, there, cell in wanted if there]
    rows = [[cell(row) for _, cell in kept] for row in steps.to_dict("records")]
    what = "Number and rate" if counted else "Levels"
    notes = [f"{what} are as the plan prints them; changes are worked out from them."]
    if any(wording.DASH in row for row in rows):
        notes.append("A dash: there is nothing before it to work out a change from.")
    if counted:
        notes.append(
            f"Population implied: number ÷ rate × {number(plan.per)}, and beside it all that the rounding of the printed "
            "rate leaves possible."
        )
    caption = f"{plan.number} {plan.measure}, {area_name}: baseline and targets, {plan.unit}".strip()
    return Table("plan-targets", caption, [column for column, _ in kept], rows, steps, note=" ".join(notes))


def targets_text(steps: pd.DataFrame, estimates: pd.DataFrame, plan: Plan) -> Text:
    """How targets stated as changes were read, whether counts and rates go together, and what was recorded since."""
    told = [*_readings(steps), _together(steps, estimates, plan), _outturns(steps, plan)]
    return Text("plan-targets-text", [text for text in told if text] or ["So no outturn can be held against a target."])


def trajectory(steps: pd.DataFrame, plan: Plan, *, area_name: str) -> Chart | Text:
    """The way from the baseline by the targets, beside what was recorded; or why it cannot be drawn."""
    known = steps[steps["level"].notna()]
    if known.empty:
        return Text(
            "plan-trajectory", [f"No trajectory can be drawn: the plan states no level to reach, {owed(plan)}."]
        )
    outturn = known["outturn"].where(known["outturn"].notna(), known["level"].where(known["role"] == "baseline"))
    frame = pd.DataFrame(
        {
            "period": known["period"].map(words),
            "value": outturn,
            "target": known["level"].where(known["role"] == "target"),
            "target_told": [_level(row, steps) if row["role"] == "target" else "" for row in known.to_dict("records")],
            "trajectory": known["level"],
            "method": known["method"],
            "row": known["row"],
        }
    )
    since = "" if known["outturn"].notna().any() else "It is the baseline; no later outturn is recorded."
    title = f"{plan.number} {plan.measure}: baseline and targets".strip()
    return charts.trend_chart(
        frame, name="plan-trajectory", title=title, unit=plan.unit, area_name=area_name, note=since
    )


def further_targets(further: pd.DataFrame, plan: Plan) -> Table | Text:
    """Baselines and targets that the document states for other measures, or prints without values."""
    if further.empty:
        besides = f" besides {_measure(plan)}" if plan.indicator else ""
        return Text("plan-further-targets", [f"The plan sets targets for no measure{besides}."])
    if further["value"].isna().all():
        titles = wording.listing([markdown.escape(title) for title in dict.fromkeys(further["title"])])
        span = wording.listing([words(period) for period in dict.fromkeys(further["period"])])
        text = f"The plan also names {titles} as a measure, for {span}, but prints no value for it: {owed(plan)}."
        return Text("plan-further-targets", [text])
    rows = [
        (row["title"], f"{words(row['period'])} ({row['role']})", row["printed"] or UNSTATED, row["unit"])
        for row in further.to_dict("records")
    ]
    columns = [Column("Measure", "left", 44), Column("Year", "left", 22), Column("As printed", "right", 20)]
    columns.append(Column("Unit", "left", 24))
    return Table("plan-further-targets", "Other measures of the plan", columns, rows, further)


def target_quotes(steps: pd.DataFrame, estimates: pd.DataFrame, plan: Plan) -> list[Quote]:
    """What prose may say of the baseline, the last target and the way between."""
    rows = quotes.rows(*steps["row"], *steps["count_row"]) or (plan.row,)
    start, end = (steps[(steps["role"] == role) & steps["level"].notna()] for role in ("baseline", "target"))
    found = []
    for name, chosen in (("baseline", start.head(1)), ("target", end.tail(1))):
        row = chosen.iloc[0].to_dict() if len(chosen) else None
        text = _level(row, steps) if row else "none stated"
        value = row["level"] if row else float("nan")
        span = words(row["period"]) if row else "no year stated"
        found.append(quotes.amount(f"plan.{name}", text, value, plan.unit or "none", method="as stated", rows=rows))
        found.append(quotes.word(f"plan.{name}_year", span, method="as stated", rows=rows))
        count = row["count"] if row else float("nan")
        said = row["count_printed"] if row and row["count_printed"] else "none stated"
        found.append(quotes.amount(f"plan.{name}_count", said, count, "offences", method="as stated", rows=rows))
    change = end["from_baseline_percent"].iloc[-1] if len(end) else float("nan")
    text = percent(abs(change)) if pd.notna(change) else "not known"
    found.append(quotes.amount("plan.change_percent", text, change, "per cent", method=analysis.METHOD, rows=rows))
    found.append(quotes.word("plan.promise", _promise(start, end, change, steps, plan), method="as stated", rows=rows))
    people = _together(steps, estimates, plan) or "The plan has no rate that would imply a population."
    every = (*rows, *quotes.rows(*estimates["row"]))
    return [*found, quotes.word("plan.population", people, method=analysis.METHOD, rows=every)]


def _promise(start: pd.DataFrame, end: pd.DataFrame, change: float, steps: pd.DataFrame, plan: Plan) -> str:
    """The plan's promise in a sentence."""
    if end.empty or start.empty:
        return f"The plan states no {'target' if end.empty else 'baseline'} for {_measure(plan)}"
    first, last = start.iloc[0].to_dict(), end.iloc[-1].to_dict()
    way = "fall" if change < 0 else "rise" if change > 0 else "stay"
    by = f", by {percent(abs(change))}" if change else ""
    return (
        f"{wording.upper_first(_measure(plan))} is to {way} from {_level(first, steps)} {plan.unit} in "
        f"{words(first['period'])} to {_level(last, steps)} in {words(last['period'])}{by}"
    ).strip()


def _readings(steps: pd.DataFrame) -> list[str]:
    """How each target that is printed as a change was read."""
    told = []
    for row in steps[steps["basis"] != "absolute"].to_dict("records"):
        base = steps[steps["period"] == row["base_period"]]
        on = (
            "outturn"
            if base["outturn"].notna().any()
            else "target"
            if "target" in base["role"].tolist()
            else "baseline"
        )
        why = "" if on == "outturn" else f", since no outturn of {words(row['base_period'])} is recorded"
        told.append(
            f"For {words(row['period'])} the plan prints “{markdown.escape(row['printed'])}”. It is taken on the {on} of "
            f"{words(row['base_period'])}{why}, and comes to {_level(row, steps)}."
        )
    return [" ".join(told)]


def _together(steps: pd.DataFrame, estimates: pd.DataFrame, plan: Plan) -> str:
    """Whether one population gives every rate from its count."""
    if steps.empty or pd.isna(plan.per):
        return ""
    low, high = analysis.shared_population(steps)
    if pd.isna(low) or pd.isna(high):
        return f"No population can be worked out: the plan does not print both a number and a rate above nought; {owed(plan)}."
    if low > high:
        return "No single population gives every printed rate from its number: the numbers and rates were worked out by several."
    told = [
        f"The numbers and the rates go together: by any one population from {number(math.ceil(low))} to "
        f"{number(math.floor(high))} every rate follows from its number as printed."
    ]
    for row in estimates.to_dict("records"):
        lies = "inside" if low <= row["population"] <= high else "outside"
        told.append(
            f"The estimate for {words(row['measured'])}, {number(row['population'])}, lies {lies} that range: by it the "
            f"{number(row['count'])} of {words(row['period'])} would be {number(row['per_head'], 1)} {plan.unit}."
        )
    return " ".join(told)


def _outturns(steps: pd.DataFrame, plan: Plan) -> str:
    """What was recorded against the targets, or that nothing was."""
    ahead = steps[steps["role"] == "target"]
    if ahead.empty:
        return ""
    known = ahead[ahead["outturn"].notna()]
    if known.empty:
        span = wording.listing([words(period) for period in ahead["period"]])
        return f"No outturn is recorded for {span}, so it cannot be told whether the targets were met; {owed(plan)}."
    told = (
        f"{number(row['outturn'], _decimals(steps))} against {_level(row, steps)} in {words(row['period'])}"
        for row in known.to_dict("records")
    )
    return f"Recorded against the targets, {plan.unit}: {'; '.join(told)}."


def _measure(plan: Plan) -> str:
    return markdown.escape(f"{plan.number} {wording.lower_first(plan.measure)}".strip()) or "any indicator"


def _year(row: dict) -> str:
    return f"{words(row['period'])} ({row['role']})"


def _decimals(steps: pd.DataFrame) -> int:
    """Decimals of the finest level that the plan prints."""
    stated = steps[(steps["basis"] == "absolute") & steps["level"].notna()]
    return max([decimals_of(row["printed"], row["level"]) for row in stated.to_dict("records")], default=0)


def _level(row: dict, steps: pd.DataFrame) -> str:
    """A level as printed; one that is worked out has a decimal more, so that nobody takes it for a printed one."""
    if pd.isna(row["level"]):
        return UNSTATED
    return number(row["level"], _decimals(steps) + (row["basis"] != "absolute"))


def _percent(value: float) -> str:
    return wording.DASH if pd.isna(value) else percent(value)


def _people(value: float) -> str:
    return "Not known" if pd.isna(value) else number(value)


def _range(row: dict) -> str:
    low, high = row["population_lower"], row["population_upper"]
    if pd.isna(low):
        return "Not known"
    return f"{number(low)} or more" if pd.isna(high) else f"{number(low)} to {number(high)}"
