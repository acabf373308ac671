"""Changes that a paper states, as a report prints them beside what they should be."""

import pandas as pd

from helpers.analysis import stated as analysis
from helpers.periods import Period
from helpers.publishing import markdown, quotes, wording
from helpers.publishing.numbers import ABSENT, number, percent, signed
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text


def changes_table(changes: pd.DataFrame, *, theme: str, area_name: str, year: Period) -> Table | Text:
    """Each figure with the year before that its stated change implies, and the change in per cent as printed and recomputed."""
    title = wording.upper_first(theme.replace("-", " "))
    if changes.empty:
        return Text("stated-changes", [f"No figure on {wording.lower_first(title)} is recorded for {year.words}."])
    rows = [
        (
            row["title"],
            number(row["previous"]),
            number(row["current"]),
            signed(number(row["change"]), row["change"]),
            row["printed_percent"].replace(" %", "%") or "Not stated",
            signed(percent(row["percent"]), row["percent"]),
            wording.upper_first(row["verdict"]),
        )
        for row in changes.to_dict("records")
    ]
    columns = [
        Column("Measure", "left", 28),
        Column(year.year_before().words, "right", 12),
        Column(year.words, "right", 12),
        Column("Change", "right", 11),
        Column("Per cent, as printed", "right", 13),
        Column("Per cent, recomputed", "right", 13),
        Column("The two", "left", 12),
    ]
    caption = f"{title} recorded by the police, {area_name}, {year.words} against {year.year_before().words}"
    note = f"The source prints {year.words} and the change; {year.year_before().words} follows from them."
    return Table("stated-changes", caption, columns, rows, changes, note=note)


def disagreements_text(changes: pd.DataFrame) -> Text:
    """A warning for each printed percentage that its own figures do not give; nothing where all follow."""
    blocks = []
    for row in changes[changes["verdict"] == "disagrees"].to_dict("records"):
        title = markdown.attribute(f"The source contradicts itself: {row['title']}")
        blocks.append(
            f'::: {{.callout-warning title="{title}"}}\n'
            f"The source prints a change of {row['printed_percent'].replace(' %', '%')}, but {number(abs(row['change']))} of "
            f"{number(row['previous'])} is {percent(abs(row['percent']))}. This paper shows both.\n:::"
        )
    return Text(
        "stated-disagreements", blocks or ["Every percentage that the source prints follows from its own figures."]
    )


def change_quotes(changes: pd.DataFrame, described: pd.DataFrame) -> list[Quote]:
    """What prose may say of each measure, and of the one that speaks for the theme.

    Parameters
    ----------
    described : DataFrame
        As in data/indicators.csv: what the theme's headline rests on where no change is stated.
    """
    quoted = _headline_quotes(changes, described)
    for row in changes.to_dict("records"):
        prefix, made_of = f"stated.{quotes.key(row['indicator'])}", quotes.rows(row["current_row"], row["stated_rows"])
        texts = {
            "current": (number(row["current"]), row["current"], row["unit"]),
            "previous": (number(row["previous"]), row["previous"], row["unit"]),
            "change": (number(abs(row["change"])), row["change"], row["unit"]),
            "percent": (percent(abs(row["percent"])), row["percent"], "per cent"),
        }
        for name, (text, value, unit) in texts.items():
            quoted.append(quotes.amount(f"{prefix}.{name}", text, value, unit, method=row["method"], rows=made_of))
        quoted.append(quotes.word(f"{prefix}.verb", wording.verb(row["change"]), method=row["method"], rows=made_of))
        quoted.append(
            quotes.word(f"{prefix}.fewer", wording.more_or_fewer(row["change"]), method=row["method"], rows=made_of)
        )
    return quoted


def _headline_quotes(changes: pd.DataFrame, described: pd.DataFrame) -> list[Quote]:
    """The theme's broadest change in per cent, and in words what it is a change of."""
    row = analysis.broadest(changes)
    if row is None:
        rows = quotes.rows(*described["row"])
        told = {"percent": "No change", "in_text": "is stated by the paper"}
        return [
            quotes.word(f"stated.headline.{name}", text, method="none stated", rows=rows) for name, text in told.items()
        ]
    rows, known = quotes.rows(row["current_row"], row["stated_rows"]), pd.notna(row["percent"])
    text = f"{wording.lower_first(row['title'])}: {wording.more_or_fewer(row['change'])} than the year before"
    return [
        quotes.amount(
            "stated.headline.percent",
            signed(percent(row["percent"]), row["percent"]) if known else ABSENT,
            row["percent"],
            "per cent",
            method=row["method"],
            rows=rows,
        ),
        quotes.word("stated.headline.in_text", text, method=row["method"], rows=rows),
    ]
