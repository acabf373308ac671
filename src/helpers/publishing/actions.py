"""An action plan as a report prints it: what is done, what is late, and who has to act."""

import re
from datetime import date

import pandas as pd

from helpers import periods
from helpers.analysis.actions import SOON, STATES
from helpers.publishing import markdown, quotes, wording
from helpers.publishing.numbers import number
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Group, Table, Text
from helpers.publishing.wording import ACTION_STATES

NOT_SAID = "Not stated"
METHOD = "actions counted by their state"


def summary_table(themes: pd.DataFrame, *, title: str, day: date) -> Table | Text:
    """How many actions of each theme are in each state, and in all."""
    if themes.empty:
        return Text(
            "action-summary", ["No action of the plan is recorded, so none can be called complete, due or overdue."]
        )
    shown = [state for state in STATES if themes[state].sum()]
    rows = [
        (row["theme"], *(_count(row[state]) for state in shown), number(row["actions"]))
        for row in themes.to_dict("records")
    ]
    totals = (number(themes[state].sum()) for state in shown)
    rows.append(("All themes", *totals, number(themes["actions"].sum())))
    columns = [Column("Theme", "left", 30), *(Column(ACTION_STATES[state], "right", 14) for state in shown)]
    return Table(
        name="action-summary",
        caption=f"{title}: actions by theme and state on {periods.day_words(day)}",
        columns=[*columns, Column("Actions", "right", 12)],
        rows=rows,
        frame=themes,
        totals=frozenset({len(rows) - 1}),
        note=f"Due: within {SOON.days} days of the meeting. Overdue: its day had passed and it was not reported complete.",
    )


def plan_tables(found: pd.DataFrame, *, day: date) -> Group | Text:
    """The whole plan, a table for each theme: action, outputs and outcomes, lead, progress, when due and where it stands."""
    if found.empty:
        return Text("action-plan", ["No action of the plan is recorded."])
    themes = found["theme"].replace("", "No theme")
    tables = [_theme(theme, found[themes == theme], day) for theme in themes.unique()]
    return Group("action-plan", tables)


def overdue_table(overdue: pd.DataFrame, *, day: date) -> Table | Text:
    """The overdue actions with who leads them, longest overdue first; or a sentence that there is none."""
    if overdue.empty:
        return Text("actions-overdue", [f"No action was overdue on {periods.day_words(day)}."])
    rows = [
        (row["action"], _leads(row["lead"]), _due(row), wording.plural(-int(row["days"]), "day"))
        for row in overdue.to_dict("records")
    ]
    columns = [Column("Action", "left", 40), Column("Lead", "left", 30)]
    columns += [Column("Was due", "left", 18), Column("Overdue by", "right", 12)]
    caption = f"Actions overdue on {periods.day_words(day)}"
    return Table("actions-overdue", caption, columns, rows, overdue, note=LAST_UPDATE)


def pressing_table(overdue: pd.DataFrame, due: pd.DataFrame, *, day: date) -> Table | Text:
    """The overdue actions and those due next in one table, for a board that wants only what presses."""
    found = pd.concat([overdue, due], ignore_index=True)
    if found.empty:
        return Text(
            "actions-pressing", [f"No action was overdue or due within {SOON.days} days of {periods.day_words(day)}."]
        )
    rows = [
        (row["action"], wording.first_of_leads(row["lead"]), f"{ACTION_STATES[row['state']]}: {_month(row['due'])}")
        for row in found.to_dict("records")
    ]
    columns = [Column("Action", "left", 56), Column("First lead", "left", 27), Column("State and date", "left", 17)]
    caption = f"Actions overdue, or due within {SOON.days} days, on {periods.day_words(day)}"
    return Table("actions-pressing", caption, columns, rows, found)


def due_table(due: pd.DataFrame, *, day: date, days: int) -> Table | Text:
    """The actions that fall due next, soonest first; or a sentence that none does."""
    when = f"within {days} days of {periods.day_words(day)}"
    if due.empty:
        return Text("actions-due", [f"No action falls due {when}."])
    rows = [(row["action"], _leads(row["lead"]), _due(row), _progress(row)) for row in due.to_dict("records")]
    columns = [Column("Action", "left", 30), Column("Lead", "left", 24)]
    columns += [Column("Due", "left", 14), Column("Progress reported", "left", 32)]
    return Table("actions-due", f"Actions that fall due {when}", columns, rows, due, note=LAST_UPDATE)


LAST_UPDATE = "States follow from the plan's dates and its last progress update; what was done since is not known here."


def steps_table(steps: pd.DataFrame, *, title: str, day: date) -> Table | Text:
    """The dated steps of a plan, and which of them had come by the day."""
    if steps.empty:
        return Text("action-steps", ["The plan names no dated steps."])
    rows = [
        (
            _tidy(row["due_printed"]) or "No date stated",
            row["milestone"],
            wording.DASH if not row["due"] else "Date reached" if row["passed"] else "Still to come",
        )
        for row in steps.to_dict("records")
    ]
    columns = [Column("Date as printed", "left", 24), Column("Step", "left", 60), Column("State", "left", 16)]
    return Table("action-steps", f"{title}: dated steps, as at {periods.day_words(day)}", columns, rows, steps)


def action_quotes(found: pd.DataFrame, themes: pd.DataFrame, plan: pd.Series, *, day: date, days: int) -> list[Quote]:
    """What prose may say of the plan: how many actions are in each state, of how many, and its version.

    Parameters
    ----------
    days : int
        How far ahead the paper looks, as `due_table` is told.
    """
    rows = quotes.rows(*found["row"])
    of_plan = quotes.rows(plan["row"])
    quoted = [
        quotes.amount(
            "actions.total", wording.plural(len(found), "action"), len(found), "count", method=METHOD, rows=rows
        ),
        quotes.amount("actions.number", number(len(found)), len(found), "count", method=METHOD, rows=rows),
        quotes.word("actions.day", periods.day_words(day), method="day of the paper", rows=rows),
        quotes.word("actions.title", plan["title"], method="plan's title", rows=of_plan),
        *(
            quotes.amount(f"actions.{name}", number(ahead), ahead, "days", method="as the paper is asked", rows=of_plan)
            for name, ahead in (("days_soon", SOON.days), ("days_ahead", days))
        ),
        quotes.word(
            "actions.version",
            plan["version"] or "no version stated",
            method="plan's version",
            rows=of_plan,
        ),
    ]
    for state in STATES:
        count = int((found["state"] == state).sum())
        name = f"actions.{quotes.key(state.replace(' ', '-'))}"
        of_it = quotes.rows(*found.loc[found["state"] == state, "row"])
        quoted.append(
            quotes.amount(name, number(count), count, "count", method=found["method"].iloc[0], rows=of_it or rows)
            if len(found)
            else quotes.word(name, "none", method=METHOD, rows=of_plan)
        )
    message = wording.actions_message(themes)
    return [*quoted, quotes.word("actions.message", message, method=METHOD, rows=rows or of_plan)]


def _theme(theme: str, here: pd.DataFrame, day: date) -> Table:
    rows = [
        (
            row["action"],
            row["success_measure"] or NOT_SAID,
            _leads(row["lead"]),
            _progress(row),
            _standing(row) if row["state"] != "no date" else _undated(row),
        )
        for row in here.to_dict("records")
    ]
    columns = [Column("Action", "left", 19), Column("Outputs and outcomes", "left", 22), Column("Lead", "left", 18)]
    columns += [Column("Progress", "left", 27), Column("State and date", "left", 14)]
    caption = f"{theme}: {wording.plural(len(here), 'action')}, as at {periods.day_words(day)}"
    return Table(f"actions-{markdown.slug(theme)}", caption, columns, rows, here)


def _count(value: int) -> str:
    return number(value) if value else "–"


def _leads(text: str) -> str:
    return text or "No lead stated"


def _tidy(printed: str) -> str:
    """A date as printed, with its gaps where they belong and no full stop: `9 th` is `9th`, `Sept2012.` is `Sept 2012`."""
    closed = re.sub(r"(?<=\d) (?=(?:st|nd|rd|th)\b)", "", printed.rstrip(". "))
    return re.sub(r"(?<=[a-z])(?=\d{4}\b)", " ", closed)


def _month(due: str) -> str:
    day = date.fromisoformat(due)
    return f"{periods.MONTHS[day.month - 1][:3]} {day.year}"


def _progress(row: dict) -> str:
    return row["progress"] or "No progress reported"


def _due(row: dict) -> str:
    if row["due_printed"]:
        return _tidy(row["due_printed"])
    return periods.day_words(date.fromisoformat(row["due"])) if row["due"] else "no date stated"


def _standing(row: dict) -> str:
    """The state and the date; where the source prints the state in place of a date, it is not said twice."""
    state, due = ACTION_STATES[row["state"]], _due(row)
    return state if due.lower() == row["state"] else f"{state}: {due}"


def _undated(row: dict) -> str:
    """An action without a day cannot be late: what the source says instead is printed."""
    said = row["due_printed"] or ("ongoing" if row["reported"] == "ongoing" else "none stated")
    return f"{ACTION_STATES['no date']}: {said}"
