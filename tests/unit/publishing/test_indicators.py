"""Indicator performance is printed as it was worked out."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import indicators as analysis
from helpers.analysis import reconciliation
from helpers.publishing import indicators as printed

NAN = float("nan")
NONE = "not available"
SAID = ["current", "previous", "change_number", "change_percent", "change_signed"]
SAID += ["verb", "more_or_fewer", "meaning"]
Q4, YEAR = periods.parse("2011-12-Q4"), periods.parse("2011-12")
PLACE = {"area_name": "Dudley", "period": Q4}
FALL = ("robbery", 544, 395, "lower", "offences")
RISE = ("vehicle-crime", 800, 920, "lower", "offences")
SAME = ("theft", 50, 50, "lower", "offences")
NEW = ("arson", NAN, 1077, "lower", "offences")
ZERO = ("fraud", 0, 12, "lower", "offences")
VISITS = ("visits", 1000, 1200, "neither", "people")
NOISE = ("arson", 200, 190, "lower", "offences")
SHARE = ("exits", 90, 97, "higher", "per cent")


def described(*rows: tuple, headline="") -> pd.DataFrame:
    cells = [
        (name, name.replace("-", " ").capitalize(), n, unit, f"Each {name}", better, name == headline)
        for n, (name, _, _, better, unit) in enumerate(rows)
    ]
    columns = ["indicator", "title", "display_order", "unit", "counts", "polarity", "headline"]
    return pd.DataFrame(cells, columns=columns).assign(theme="crime", sum_of="")


def varied(*rows: tuple, headline="") -> pd.DataFrame:
    """Rows of indicator, last year, this year, polarity and unit."""
    observed = pd.DataFrame(
        [(row[0], period, value) for row in rows for period, value in (("2010-11", row[1]), ("2011-12", row[2]))],
        columns=["indicator", "period", "value"],
    )
    lines = pd.Series([f"o.csv:{line}" for line in range(2, len(observed) + 2)], dtype="str")
    observed = observed.astype({"value": "float64", "indicator": "str", "period": "str"})
    observed = observed.assign(area="dudley", period_kind="year", numerator=NAN, denominator=NAN, row=lines)
    return analysis.variation(observed, described(*rows, headline=headline), area="dudley", quarter=Q4, theme="crime")


def checked(variation: pd.DataFrame, *figures: tuple) -> pd.DataFrame:
    """Rows of indicator, measure, value and how it is printed."""
    stated = pd.DataFrame(figures, columns=["subject", "measure", "value", "printed"])
    stated = stated.assign(
        area="dudley", period="2011-12", about="observations", source="s", locator="l", row="r.csv:2"
    )
    return reconciliation.changes(variation, stated, area="dudley", year=YEAR)


def said(variation: pd.DataFrame, sums: pd.DataFrame | None = None) -> dict[str, str]:
    sums = pd.DataFrame({"verdict": []}) if sums is None else sums
    return {quote.id: quote.text for quote in printed.variation_quotes(variation, sums)}


@pytest.mark.parametrize(
    ("quarter", "words"),
    [
        ("2016-17-Q1", "2016/17 to Quarter 1"),
        ("2016-17-Q3", "2016/17 to Quarter 3"),
        ("2016-17-Q4", "2016/17"),
    ],
)
def test_a_year_to_date_is_the_year_at_quarter_4(quarter, words):
    assert printed.period_words(periods.parse(quarter)) == words


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (FALL, ("Robbery", "395", "544", "−27.4%", "−149", "▼ Down", "Improvement: fewer offences")),
        (RISE, ("Vehicle crime", "920", "800", "+15.0%", "+120", "▲ Up", "Deterioration: more offences")),
        (SAME, ("Theft", "50", "50", "0.0%", "0", "■ Same", "No change")),
        (ZERO, ("Fraud", "12", "0", "not given", "+12", "▲ Up", "Deterioration: more offences")),
        (VISITS, ("Visits", "1,200", "1,000", "+20.0%", "+200", "▲ Up", "Change: more people")),
        (SHARE, ("Exits", "97%", "90%", "+7.8%", "+7", "▲ Up", "Cannot tell: the counts behind it are not given")),
        (NOISE, ("Arson", "190", "200", "−5.0%", "−10", "▼ Down", "No real change: within what chance would do")),
    ],
)
def test_a_row_prints_two_years_their_change_and_what_it_means(row, cells):
    table = printed.variation_table(varied(row), **PLACE)

    assert list(table.rows) == [cells]
    assert [column.title for column in table.columns[1:3]] == ["2011/12", "2010/11"]
    assert table.caption == "Crime and disorder indicators, Dudley, 2011/12 against 2010/11"


def test_an_indicator_without_last_year_has_dashes_and_the_reason_beside_others():
    table = printed.variation_table(varied(FALL, NEW), **PLACE)

    dashes = ("–", "–", "–")
    assert table.rows[1] == ("Arson", "1,077", "Not recorded", *dashes, "No earlier figure: cannot tell")


def test_where_no_indicator_has_a_year_before_only_this_year_is_printed():
    table = printed.variation_table(varied(NEW), **PLACE)

    assert ([column.title for column in table.columns], list(table.rows)) == (
        ["Indicator", "2011/12"],
        [("Arson", "1,077")],
    )
    assert table.caption == "Crime and disorder indicators, Dudley, 2011/12"
    assert table.note == "No figure for 2010/11 is recorded, so no change can be told."


def test_without_any_figure_a_sentence_says_so():
    told = printed.variation_table(varied(FALL).iloc[:0], **PLACE)

    assert list(told.paragraphs) == ["No figure of an indicator is recorded for Dudley in 2011/12."]


def left_out(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """What `analysis.indicators.left_out` gives of robberies and arson: the indicator, the year and the status of each."""
    frame = pd.DataFrame(rows, columns=["indicator", "year", "status"])
    titles = {"arson": "Arson", "robbery": "Robbery"}
    return frame.assign(title=frame["indicator"].map(titles), unit="offences", row="o.csv:9", method="m")


@pytest.mark.parametrize(
    ("status", "said"), [("to_follow", "To follow"), ("not_available", "Not available"), ("not_stated", "Not stated")]
)
def test_a_figure_that_the_source_leaves_out_has_a_row_with_the_reason(status, said):
    table = printed.variation_table(varied(FALL), left_out=left_out(("arson", "current", status)), **PLACE)

    assert table.rows[-1] == ("Arson", said, *["–"] * 4, "No figure for 2011/12: cannot tell")
    assert table.frame.loc[1, ["indicator", "status", "current_row"]].tolist() == ["arson", status, "o.csv:9"]


def test_where_the_source_leaves_out_every_figure_each_has_its_reason_and_no_change_is_spoken_of():
    table = printed.variation_table(
        varied(FALL).iloc[:0], left_out=left_out(("arson", "current", "to_follow")), **PLACE
    )

    assert (list(table.rows), table.note) == ([("Arson", "To follow")], "")


def test_a_year_before_that_is_to_follow_is_told_as_that():
    table = printed.variation_table(varied(FALL, NEW), left_out=left_out(("arson", "previous", "to_follow")), **PLACE)

    assert table.rows[1][2] == "To follow"


@pytest.mark.parametrize("count", [1, 2])
def test_the_table_has_a_row_and_an_unrounded_figure_for_each_indicator(count):
    variation = varied(FALL, RISE).iloc[:count]
    table = printed.variation_table(variation, **PLACE)

    assert [row[0] for row in table.rows] == ["Robbery", "Vehicle crime"][:count]
    assert_frame_equal(table.frame, variation)


def test_a_definition_says_what_is_counted_and_which_way_is_better():
    rows = printed.definitions_table(described(SHARE, FALL, VISITS).iloc[::-1], themes=["crime"]).rows

    assert list(rows) == [
        ("Exits", "Each exits", "per cent", "Higher is better"),
        ("Robbery", "Each robbery", "offences", "Lower is better"),
        ("Visits", "Each visits", "people", "Neither"),
    ]


@pytest.mark.parametrize(
    ("number", "verdict"),
    [((149, "149"), "Agrees"), ((150, "150"), "Disagrees"), ((-149, "−149"), "Disagrees")],
)
def test_a_printed_change_stands_beside_the_one_worked_out(number, verdict):
    variation = varied(FALL)
    checks = checked(
        variation,
        ("robbery", "variation_percent", 27.4, "27.4%"),
        ("robbery", "variation_number", *number),
        ("robbery", "direction", -1, "↓"),
    )

    table = printed.changes_table(checks, variation)

    assert list(table.rows) == [("Robbery", "27.4% ↓", "−27.4%", number[1], "−149", verdict)]
    assert_frame_equal(table.frame, checks)


def test_a_change_that_is_only_partly_printed_has_a_dash_for_the_rest():
    variation = varied(FALL)
    table = printed.changes_table(checked(variation, ("robbery", "variation_number", 149, "149")), variation)

    assert list(table.rows) == [("Robbery", "–", "−27.4%", "149", "−149", "Agrees")]
    assert table.note.endswith("A dash: not printed.")


def test_a_change_without_last_year_cannot_be_told():
    variation = varied(NEW)
    table = printed.changes_table(checked(variation, ("arson", "variation_percent", 5, "5%")), variation)

    assert table.rows[0][-1] == "Cannot tell"


NO_CHANGES = ["The source prints no change of these figures that could be worked out again."]


def test_no_stated_figures_are_told_in_a_sentence():
    variation = varied(FALL)
    assert list(printed.changes_table(checked(variation), variation).paragraphs) == NO_CHANGES


def test_a_stated_change_of_another_themes_indicator_does_not_stop_a_run():
    variation = varied(FALL)
    checks = checked(variation, ("adults-in-treatment", "variation_percent", 4.2, "4.2%"))

    assert list(printed.changes_table(checks, variation).paragraphs) == NO_CHANGES


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (FALL, ["395", "544", "149", "27.4%", "−27.4%", "fell", "149 fewer", "an improvement"]),
        (RISE, ["920", "800", "120", "15.0%", "+15.0%", "rose", "120 more", "a deterioration"]),
        (SAME, ["50", "50", "0", "0.0%", "0.0%", "did not change", "no change", "no change"]),
        (VISITS, ["1,200", "1,000", "200", "20.0%", "+20.0%", "rose", "200 more", "neither better nor worse"]),
        (NOISE, ["190", "200", "10", "5.0%", "−5.0%", "fell", "10 fewer", "no real change"]),
        (ZERO, ["12", "0", "12", NONE, NONE, "rose", "12 more", "a deterioration"]),
        (NEW, ["1,077", NONE, NONE, NONE, NONE, "cannot be compared", "no earlier figure", "cannot tell"]),
    ],
)
def test_prose_may_say_of_an_indicator_what_its_row_says(row, texts):
    quotes = said(varied(row))

    key = row[0].replace("-", "_")
    assert [quotes[f"crime.{key}.{name}"] for name in SAID] == texts
    assert [quotes[f"crime.headline.{name}"] for name in SAID] == texts


def test_a_quote_names_the_rows_and_the_parts_it_was_made_from():
    quotes = {q.id: q for q in printed.variation_quotes(varied(RISE, FALL), pd.DataFrame({"verdict": []}))}

    assert quotes["crime.robbery.current"].rows == ("o.csv:5",)
    assert quotes["crime.robbery.previous"].rows == ("o.csv:4",)
    change = quotes["crime.robbery.change_percent"]
    assert (change.rows, change.numerator, change.denominator) == (("o.csv:5", "o.csv:4"), -149.0, 544.0)
    assert change.value == pytest.approx(-27.38971, abs=5e-6)


@pytest.mark.parametrize(
    ("rows", "share", "counts"),
    [
        ((FALL,), "All 1", ("1", "1", "1")),
        ((FALL, ("arson", 90, 30, "lower", "offences")), "All 2", ("2", "2", "2")),
        ((FALL, NOISE), "1 of the 2", ("2", "1", "2")),
        ((FALL, RISE, SAME, NEW), "1 of the 4", ("4", "1", "3")),
        ((RISE, VISITS), "0 of the 2", ("2", "0", "2")),
    ],
)
def test_prose_may_say_how_many_improved(rows, share, counts):
    quotes = said(varied(*rows))

    assert quotes["crime.improved_share"] == share
    assert tuple(quotes[f"crime.{name}"] for name in ("measures", "improved", "compared")) == counts


@pytest.mark.parametrize(("headline", "title"), [("", "theft"), ("robbery", "robbery")])
def test_the_headline_is_the_marked_indicator_or_the_last(headline, title):
    assert said(varied(FALL, SAME, headline=headline))["crime.headline.in_text"] == title


@pytest.mark.parametrize(
    ("verdicts", "text"),
    [
        (["agrees", "agrees"], "the figures agree"),
        (["agrees", "disagrees"], "the figures do not all agree"),
        (["agrees", "cannot tell"], "the figures do not all agree"),
    ],
)
def test_prose_may_say_whether_parts_add_up_to_their_whole(verdicts, text):
    assert said(varied(FALL), pd.DataFrame({"verdict": verdicts}))["crime.sums"] == text


def test_no_sum_to_check_is_not_a_disagreement():
    assert said(varied(FALL), pd.DataFrame({"verdict": []}))["crime.sums"] != "the figures do not all agree"


def test_no_indicators_are_said_to_be_none():
    quotes = said(varied(FALL).iloc[:0])

    assert quotes["crime.measures"] == "0"
    assert quotes["crime.message"].startswith("No indicator has a figure for the year before")


def test_the_callers_frames_are_not_altered():
    variation, definitions = varied(FALL, NEW), described(FALL)
    checks = checked(variation, ("robbery", "variation_number", 149, "149"))
    frames = (variation, definitions, checks)
    before = [frame.copy(deep=True) for frame in frames]
    printed.variation_table(variation, **PLACE)
    printed.definitions_table(definitions, themes=["crime"])
    printed.changes_table(checks, variation)
    said(variation)

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


def test_a_hidden_figure_has_its_mark_and_no_change_that_the_source_states_of_it_is_published():
    hidden = left_out(("arson", "current", "hidden"))
    variation = varied(FALL)

    table = printed.variation_table(variation, left_out=hidden, **PLACE)
    checks = checked(variation, ("robbery", "variation_number", 149, "149"), ("arson", "variation_number", 16, "16"))

    assert table.rows[-1] == ("Arson", "[c]", *["–"] * 4, "Not shown: cannot tell")
    assert table.note.startswith("[c] stands for confidential")
    assert printed.changes_table(checks, variation, left_out=hidden).frame["subject"].tolist() == ["robbery"]


def test_nothing_is_said_to_have_improved_where_nothing_can_be_compared():
    quoted = {quote.id for quote in printed.variation_quotes(varied(NEW), pd.DataFrame({"verdict": []}))}

    assert {"crime.improved", "crime.improved_share"} & quoted == set()
    assert {"crime.measures", "crime.compared", "crime.message"} <= quoted
