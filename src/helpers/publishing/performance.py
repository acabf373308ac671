"""Rates, targets and statuses as a report prints them."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis.indicators import is_count
from helpers.periods import Period
from helpers.publishing import quotes, wording
from helpers.publishing.comparison import with_interval
from helpers.publishing.numbers import in_unit, number, percent, signed
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text
from helpers.publishing.wording import DASH, period_words


def rates_table(rates: pd.DataFrame, *, area_name: str, period: Period) -> Table | Text:
    """Each count for every 1,000 people in two years, with intervals, and how far the change may be chance.

    Of one year alone where none has a figure for the year before; a sentence where there is no rate.
    """
    this, last = period_words(period), period_words(period.year_before())
    if rates.empty:
        said = (
            f"No rate is given: it takes figures of {area_name} for {this}, and its population then and a year before."
        )
        return Text("rates", [said])
    both = bool(rates["previous_rate"].notna().any())
    # Each column with whether these rates have it, so that none stands empty.
    wanted = [
        (Column("Indicator", "left", 27), True, lambda row: row["title"]),
        (Column(f"{this} (95% interval)", "right", 21), True, _this_year),
        (Column(last, "right", 11), both, _last_year),
        (Column("Change (95% interval)", "right", 22), both, _change),
        (Column("More than chance?", "left", 19), both, _beyond_chance),
    ]
    kept = [(column, cell) for column, there, cell in wanted if there]
    people = rates.iloc[0]
    residents = number(people["population"])
    note = f"For {residents} people: the latest mid-year estimate before the year's end."
    if both:
        before = number(people["previous_population"])
        note = f"For {residents} and {before} people: mid-year estimates, the latest before each year's end."
    return Table(
        name="rates",
        caption=f"Offences per 1,000 people, {area_name}, {this}{f' against {last}' if both else ''}",
        columns=[column for column, _ in kept],
        rows=[[cell(row) for _, cell in kept] for row in rates.to_dict("records")],
        frame=rates,
        note=f"{note} Intervals say how far the rate of one year can stray by chance if nothing changes.",
    )


def targets_table(performance: pd.DataFrame, *, area_name: str, period: Period) -> Table:
    """Each target of the year beside the figure, its status, and the rule that gave the status."""
    rows = [
        (
            row["title"],
            _in_unit(row["value"], row["unit"]),
            _in_unit(row["target"], row["unit"]),
            wording.STATES[row["status"]],
            _rule(row),
        )
        for row in performance.to_dict("records")
    ]
    year = period.financial_year.words
    return Table(
        name="targets",
        caption=f"Targets for {year}, {area_name}, as at {period.words}",
        columns=[
            Column("Indicator", "left", 26),
            Column("Figure", "right", 12),
            Column(f"Target {year}", "right", 13),
            Column("Status", "left", 15),
            Column("Why", "left", 34),
        ],
        rows=rows,
        frame=performance,
    )


def targets_text(performance: pd.DataFrame, *, area_name: str, period: Period) -> Text:
    """How many targets of the year are met, close, missed or cannot be told; or that there are none."""
    return Text("targets-text", [targets_sentence(performance, area_name=area_name, period=period)])


def targets_sentence(performance: pd.DataFrame, *, area_name: str, period: Period) -> str:
    """One sentence over all targets of the year: met or not at its end, and on course or not before it."""
    year = period.financial_year.words
    if performance.empty:
        return f"No target for {year} is recorded for {area_name}, so no indicator can be said to meet a target or to miss one."
    states = performance["status"].value_counts()
    # A count below a part of the target has not met it while the year still runs.
    met = "met" if period == period.last_quarter else "on course"
    words = {"meeting": met, "close": "close", "not meeting": f"not {met}", "cannot tell": "of unknown standing"}
    if len(performance) == 1:
        return f"The one target for {year} is {words[states.index[0]]}."
    parts = [
        f"{number(int(states[state]))} {'is' if states[state] == 1 else 'are'} {said}"
        for state, said in words.items()
        if state in states
    ]
    return f"Of {wording.plural(len(performance), 'target')} for {year}, {wording.listing(parts)}."


def forecast_sentence(row: Mapping, *, period: Period) -> str:
    """Where the year will end at the present pace, and how likely the target is to be met; empty where nobody can say."""
    if pd.isna(row["forecast"]) or period.part == 4:
        return ""
    span = f"between {number(row['forecast_lower'])} and {number(row['forecast_upper'])}"
    text = f"At the present pace the year ends with {wording.count_of(row['forecast'], row['unit'])} ({span}, 95%)"
    if pd.isna(row["chance"]):
        return f"{text}."
    return f"{text}; the chance of meeting the target is {chance_words(row['chance'])}."


def chance_words(chance: float) -> str:
    """A probability as a whole percentage that never says never: `under 1%`, `7%`, `over 99%`."""
    if chance < 0.01:
        return "under 1%"
    return "over 99%" if chance > 0.99 else percent(100 * chance, 0)


def rates_quotes(rates: pd.DataFrame, performance: pd.DataFrame, *, area_name: str, period: Period) -> list[Quote]:
    """What prose may say of rates and targets.

    Parameters
    ----------
    rates : DataFrame
        What `analysis.rates.rates` returns.
    performance : DataFrame
        What `analysis.performance.against_targets` returns.
    """
    quoted = [
        quotes.amount(
            f"rates.{quotes.key(row['indicator'])}.rate",
            number(row["rate"], 1),
            row["rate"],
            "per 1,000 people",
            method=row["method"],
            rows=quotes.rows(row["rows"]),
            numerator=row["current"],
            denominator=row["population"],
        )
        for row in rates.to_dict("records")
    ]
    if len(rates):
        people = rates.iloc[0]
        quoted.append(
            quotes.amount(
                "rates.population",
                number(people["population"]),
                people["population"],
                "people",
                method="the latest mid-year estimate before the year's end",
                rows=quotes.rows(people["rows"]),
            )
        )
    if performance.empty:
        return quoted
    rows = quotes.rows(*performance["value_row"], *performance["target_row"])
    told = targets_sentence(performance, area_name=area_name, period=period)
    return [*quoted, quotes.word("targets.sentence", told, method="targets counted by status", rows=rows)]


def _this_year(row: Mapping) -> str:
    return with_interval(row["rate"], row["lower"], row["upper"])


def _last_year(row: Mapping) -> str:
    return DASH if pd.isna(row["previous_rate"]) else number(row["previous_rate"], 1)


def _change(row: Mapping) -> str:
    if pd.isna(row["change"]):
        return DASH
    change, lower, upper = (
        signed(number(row[name], 1), row[name]) for name in ("change", "change_lower", "change_upper")
    )
    return change if pd.isna(row["change_lower"]) else f"{change} ({lower} to {upper})"


def _beyond_chance(row: Mapping) -> str:
    if pd.isna(row["change_lower"]):
        return "Cannot tell"
    if row["change_lower"] <= 0 <= row["change_upper"]:
        return "No real change"
    return "Yes: a fall" if row["change"] < 0 else "Yes: a rise"


def _rule(row: Mapping) -> str:
    return f"{wording.upper_first(row['rule'])}."


def _in_unit(value: float, unit: str) -> str:
    counted = bool(is_count(pd.Series([unit], dtype="str")).iloc[0])
    return in_unit(value, unit) if counted or unit == "per cent" else number(value, 2)
