"""Treatment and evaluated initiatives as a report prints them."""

import pandas as pd

from helpers import periods
from helpers.analysis.disclosure import MARK, NOTE
from helpers.periods import Period
from helpers.publishing import absent, quotes, wording
from helpers.publishing.markdown import escape
from helpers.publishing.numbers import in_unit, number, percent
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text

VERDICTS = {
    "lower": "The comparator lies above that range, so the difference is larger than chance alone would explain.",
    "higher": "The comparator lies below that range, so the difference is larger than chance alone would explain.",
    "similar": "The comparator lies within that range, so chance alone could explain the difference.",
    "unknown": "Its share is not known, so the two cannot be compared.",
    "no comparator": "The source gives nothing to compare it with.",
}


BETTER = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither"}


def treatment_table(
    treatment: pd.DataFrame, *, area_name: str, quarter: Period, left_out: pd.DataFrame | None = None
) -> Table | Text:
    """The latest figure of each treatment indicator, and how far into the year it runs.

    Parameters
    ----------
    treatment, left_out : DataFrame
        What `analysis.indicators.latest` and `left_out` return.
    """
    if treatment.empty:
        said = f"No figure on drug treatment is recorded for {area_name} up to {quarter.words}."
        return Text("treatment", [said])
    reasons = absent.reasons(left_out, "current")
    rows = [
        (
            row["title"],
            _latest(row) if row["period"] else reasons.get(row["indicator"], ("", _latest(row)))[1],
            _runs_to(row["period"]),
            BETTER[row["polarity"]],
        )
        for row in treatment.to_dict("records")
    ]
    columns = [Column("Indicator", "left", 40), Column("Latest figure", "right", 16)]
    columns += [Column("Runs to", "left", 28), Column("Polarity", "left", 20)]
    caption = f"Drug treatment indicators, {area_name}, {quarter.financial_year.words}"
    note = NOTE if any(MARK in row for row in rows) else ""
    return Table("treatment", caption, columns, rows, treatment, note=note)


def treatment_quotes(treatment: pd.DataFrame) -> list[Quote]:
    """The latest figure of each treatment indicator and the quarter to which it runs."""
    quoted: list[Quote] = []
    for row in treatment.to_dict("records"):
        prefix, made_of = f"treatment.{quotes.key(row['indicator'])}", quotes.rows(row["row"])
        text = _latest(row)
        quoted.append(
            quotes.amount(f"{prefix}.value", text, row["value"], row["unit"], method=row["method"], rows=made_of)
        )
        quoted.append(
            quotes.word(
                f"{prefix}.runs_to",
                wording.lower_first(_runs_to(row["period"])),
                method="period of the figure",
                rows=made_of,
            )
        )
    return quoted


def evaluation_table(evaluation: pd.DataFrame, initiatives: pd.DataFrame, area_names: pd.Series) -> Table | Text:
    """Each evaluated outcome with its count, share, interval and comparator; or a sentence that none is recorded."""
    if evaluation.empty:
        return Text("evaluation", ["So no outcome can be held against a comparator."])
    titles = initiatives.set_index("project")["title"]
    rows = [
        (
            titles[row["project"]],
            row["title"],
            f"{number(row['numerator'])} of {number(row['denominator'])}",
            percent(row["percent"]),
            f"{percent(row['lower'])} to {percent(row['upper'])}",
            _comparator(row, area_names),
        )
        for row in evaluation.to_dict("records")
    ]
    columns = [Column("Initiative", "left", 18), Column("Outcome", "left", 26), Column("Count", "right", 12)]
    columns += [
        Column("Share", "right", 9),
        Column("95% interval", "right", 15),
        Column("Compared with", "left", 26),
    ]
    note = "The interval is the range within which the underlying share lies with 95% confidence (Wilson score method)."
    return Table("evaluation", "Evaluated initiatives: outcomes and comparators", columns, rows, evaluation, note=note)


def evaluation_text(
    initiatives: pd.DataFrame,
    outputs: pd.DataFrame,
    evaluation: pd.DataFrame,
    area_names: pd.Series,
    *,
    year: Period,
) -> Text:
    """What each initiative was for, what was done, what followed, and how sure that is."""
    if initiatives.empty:
        return Text("evaluation-text", [f"No initiative's evaluation is recorded for {year.words}."])
    paragraphs = []
    for row in initiatives.to_dict("records"):
        title = escape(row["title"])
        paragraphs.append(f"{title} {_span(row)} {escape(row['aim'])}. {escape(row['method'])}.")
        done = _done(outputs[outputs["project"] == row["project"]])
        found = evaluation[evaluation["project"] == row["project"]].to_dict("records")
        followed = [_followed(outcome, area_names) for outcome in found]
        # What was done is told once, in front of what followed first.
        first = " ".join(text for text in (done, *followed[:1]) if text)
        paragraphs += [text for text in (first, *followed[1:]) if text]
    return Text("evaluation-text", paragraphs)


def evaluation_quotes(evaluation: pd.DataFrame) -> list[Quote]:
    """Count, share and interval of each evaluated outcome."""
    quoted: list[Quote] = []
    for row in evaluation.to_dict("records"):
        prefix = f"initiatives.{quotes.key(row['project'])}.{quotes.key(row['measure'])}"
        method, made_of = row["method"], quotes.rows(row["row"], row["comparator_row"])
        parts = {"numerator": row["numerator"], "denominator": row["denominator"]}
        if row["verdict"] != "no comparator":
            text, value = percent(row["comparator"]), row["comparator"]
            quoted.append(
                quotes.amount(f"{prefix}.comparator", text, value, "per cent", method="as published", rows=made_of)
            )
        for name in ("percent", "lower", "upper"):
            value = row[name]
            quoted.append(
                quotes.amount(
                    f"{prefix}.{name}",
                    percent(value),
                    value,
                    "per cent",
                    method=method,
                    rows=made_of,
                    **parts,
                )
            )
        for name in ("numerator", "denominator"):
            quoted.append(
                quotes.amount(
                    f"{prefix}.{name}",
                    number(row[name]),
                    row[name],
                    row["unit"],
                    method="as recorded",
                    rows=made_of,
                )
            )
    return quoted


def _span(row: dict) -> str:
    """When an initiative ran, or since when it has; and the beginning of what it is for, in the same tense."""
    began = periods.parse(row["from_month"]).words
    if row["to_month"]:
        return f"ran from {began} to {periods.parse(row['to_month']).words}. Its aim was"
    return f"has run since {began}. Its aim is"


def _done(outputs: pd.DataFrame) -> str:
    rows = outputs.to_dict("records")
    done = [f"{in_unit(row['value'], row['unit'])} {escape(wording.lower_first(row['title']))}" for row in rows]
    return f"The evaluation recorded {wording.listing(done)}." if done else ""


def _followed(row: dict, area_names: pd.Series) -> str:
    found = (
        f"{escape(row['title'])} numbered {number(row['numerator'])} in {number(row['denominator'])}: "
        f"{percent(row['percent'])}, with a 95% interval from {percent(row['lower'])} to {percent(row['upper'])}."
    )
    if row["verdict"] == "no comparator":
        return f"{found} {VERDICTS['no comparator']}"
    evidence = (
        "so this is encouraging evidence rather than proof" if row["verdict"] == "lower" else "so this proves nothing"
    )
    return (
        f"{found} {escape(row['comparator_title'])} stood at {percent(row['comparator'])}. {VERDICTS[row['verdict']]} "
        f"Those whom it reached were not chosen at random and {escape(area_names[row['comparator_area']])} is not a "
        f"like-for-like control, {evidence}."
    )


def _comparator(row: dict, area_names: pd.Series) -> str:
    if row["verdict"] == "no comparator":
        return "None published"
    return f"{percent(row['comparator'])}, {area_names[row['comparator_area']]}"


def _latest(row: dict) -> str:
    """The latest figure as printed; the mark of confidence where it counts too few people."""
    return MARK if pd.isna(row["value"]) and row["period"] else in_unit(row["value"], row["unit"])


def _runs_to(period: str) -> str:
    return f"End of {periods.parse(period).words}" if period else "No figure published"
