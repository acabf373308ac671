"""Rates, targets and years on end are printed as they were worked out."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import history
from helpers.publishing import history as printed_history
from helpers.publishing import performance as printed

NAN = float("nan")
PLACE = {"area_name": "Dudley", "period": periods.parse("2011-12-Q4")}
RATE = {"title": "Robbery", "rate": 1.26, "lower": 1.14, "upper": 1.39, "previous_rate": 1.74, "change": -0.48}
RATE |= {"change_lower": -0.67, "change_upper": -0.29, "population": 313_261.0, "previous_population": 312_206.0}
RATE |= {"indicator": "robbery", "method": "m", "rows": "o.csv:2; p.csv:3", "current": 395.0}


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        ({}, ("Robbery", "1.3 (1.1 to 1.4)", "1.7", "−0.5 (−0.7 to −0.3)", "Yes: a fall")),
        ({"change_upper": 0.1}, ("Robbery", "1.3 (1.1 to 1.4)", "1.7", "−0.5 (−0.7 to +0.1)", "No real change")),
        (
            {"change": 0.5, "change_lower": 0.1, "change_upper": 0.9},
            ("Robbery", "1.3 (1.1 to 1.4)", "1.7", "+0.5 (+0.1 to +0.9)", "Yes: a rise"),
        ),
    ],
)
def test_a_rate_stands_with_its_interval_and_whether_the_change_is_real(change, cells):
    table = printed.rates_table(pd.DataFrame([{**RATE, **change}]), **PLACE)

    assert [tuple(row) for row in table.rows] == [cells]
    assert table.note.startswith("For 313,261 and 312,206 people")


NEW = {"previous_rate": NAN, "change": NAN, "change_lower": NAN, "change_upper": NAN}


def test_a_rate_without_last_year_has_dashes_beside_others_and_no_column_for_it_alone():
    both = printed.rates_table(pd.DataFrame([RATE, {**RATE, **NEW}]), **PLACE)
    alone = printed.rates_table(pd.DataFrame([{**RATE, **NEW}]), **PLACE)

    assert list(both.rows[1]) == ["Robbery", "1.3 (1.1 to 1.4)", "–", "–", "Cannot tell"]
    assert list(map(list, alone.rows)) == [["Robbery", "1.3 (1.1 to 1.4)"]]
    assert alone.caption == "Offences per 1,000 people, Dudley, 2011/12"
    assert alone.note.startswith("For 313,261 people: the latest mid-year estimate before the year's end. Intervals")


def test_without_a_rate_a_sentence_says_what_it_would_take():
    told = printed.rates_table(pd.DataFrame([RATE]).iloc[:0], **PLACE)

    said = "No rate is given: it takes figures of Dudley for 2011/12, and its population then and a year before."
    assert (told.name, list(told.paragraphs)) == ("rates", [said])


TARGET = {"title": "Assault", "unit": "offences", "value": 2400.0, "target": 2349.0, "status": "close"}
TARGET |= {"rule": "the target lies within the figure's 95% interval", "value_row": "o.csv:2", "target_row": "t.csv:2"}


@pytest.mark.parametrize(
    ("status", "printed_as"),
    [
        ("meeting", "✓ Meeting"),
        ("close", "≈ Close"),
        ("not meeting", "✗ Not meeting"),
        ("cannot tell", "? Cannot tell"),
    ],
)
def test_a_status_has_a_sign_a_word_and_its_rule(status, printed_as):
    table = printed.targets_table(pd.DataFrame([{**TARGET, "status": status}]), **PLACE)

    assert list(table.rows) == [
        ("Assault", "2,400", "2,349", printed_as, "The target lies within the figure's 95% interval.")
    ]


def test_targets_are_counted_by_status():
    rows = pd.DataFrame([TARGET, {**TARGET, "status": "meeting"}, {**TARGET, "status": "meeting"}])

    assert printed.targets_sentence(rows, **PLACE) == "Of 3 targets for 2011/12, 2 are met and 1 is close."
    assert printed.targets_sentence(rows.iloc[:1], **PLACE) == "The one target for 2011/12 is close."
    assert printed.targets_sentence(rows.iloc[:0], **PLACE) == (
        "No target for 2011/12 is recorded for Dudley, so no indicator can be said to meet a target or to miss one."
    )


def test_before_the_years_end_no_target_is_met_or_missed_yet():
    """A count below a half of the target at mid-year is on course; it has met nothing."""
    rows = pd.DataFrame([{**TARGET, "status": "meeting"}, {**TARGET, "status": "not meeting"}])
    place = PLACE | {"period": periods.parse("2011-12-Q2")}

    told = printed.targets_sentence(rows, **place)
    assert told == "Of 2 targets for 2011/12, 1 is on course and 1 is not on course."
    assert printed.targets_sentence(rows.iloc[:1], **place) == "The one target for 2011/12 is on course."


@pytest.mark.parametrize(("chance", "words"), [(0.004, "under 1%"), (0.073, "7%"), (0.5, "50%"), (0.996, "over 99%")])
def test_a_chance_is_never_none_and_never_certain(chance, words):
    assert printed.chance_words(chance) == words


def test_a_forecast_is_told_with_its_interval_and_its_chance():
    row = {"forecast": 2420.0, "forecast_lower": 2325.0, "forecast_upper": 2518.0, "chance": 0.073, "unit": "offences"}

    assert printed.forecast_sentence(row, period=periods.parse("2010-11-Q2")) == (
        "At the present pace the year ends with 2,420 offences (between 2,325 and 2,518, 95%); the chance of meeting the target "
        "is 7%."
    )
    assert printed.forecast_sentence(row, period=periods.parse("2010-11-Q4")) == ""


def charted(years: int) -> pd.DataFrame:
    values = ([100.0, 110.0] * 10)[:years]
    rows = [
        ("force", f"{2002 + n}-{(3 + n) % 100:02d}", "year", "robbery", value, f"o.csv:{n + 2}")
        for n, value in enumerate(values)
    ]
    observed = pd.DataFrame(rows, columns=["area", "period", "period_kind", "indicator", "value", "row"])
    described = pd.DataFrame([("robbery", "Robbery", "offences", "lower", 1, "t")])
    described.columns = ["indicator", "title", "unit", "polarity", "display_order", "theme"]
    return history.histories(observed, described, area="force", quarter=periods.parse("2040-41-Q4"), theme="t")


@pytest.mark.parametrize(
    ("years", "sign", "words", "kind"),
    [
        (10, "Too few points to tell", "Too few years to tell: 10 of 12", "Line chart"),
        (12, "Common cause: usual variation", "Usual variation", "Control chart"),
    ],
)
def test_years_are_read_from_twelve_on(years, sign, words, kind):
    table = printed_history.history_table(charted(years), history.readings(charted(years)), area_name="Force")
    title, span, line, latest, icon, said = table.rows[0]

    assert (title, latest, icon.alt, said) == ("Robbery", "110", sign, words)
    assert span == f"2002/03 to {2001 + years}/{2 + years:02d}"
    assert line.frame["value"].tolist() == charted(years)["value"].tolist()
    assert printed_history.history_chart(charted(years), "robbery", area_name="Force").alt.startswith(kind)


def test_pictures_in_a_table_are_written_with_their_words():
    table = printed_history.history_table(charted(12), history.readings(charted(12)), area_name="Force")

    assert [picture.name for picture in table.pictures] == ["spark-robbery", "icon-common-cause"]
    text = table.to_markdown()
    assert (
        '![](_results/spark-robbery.svg){fig-alt="Robbery: from 100 offences in 2002/03 to 110 offences in 2013/14"'
        in text
    )
    assert 'alt="Common cause: usual variation"' in table._repr_html_()
