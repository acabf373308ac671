"""Periods: every spelling read, one printed, stepped and ordered in time."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.errors import PeriodError
from helpers.periods import (
    EXAMPLES,
    Kind,
    Period,
    day_words,
    parse,
    parse_day,
    parse_quarter,
    parse_year,
    quarter_before,
    quarter_of,
)

YEARS = st.integers(1900, 2098)
PERIODS = st.one_of(
    st.builds(Period, st.just(Kind.FINANCIAL_YEAR), YEARS),
    st.builds(Period, st.just(Kind.QUARTER), YEARS, st.integers(1, 4)),
    st.builds(Period, st.just(Kind.YEAR_ENDING), YEARS, st.integers(1, 12)),
    st.builds(Period, st.just(Kind.MONTH), YEARS, st.integers(1, 12)),
)
often = settings(max_examples=150, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("spelling", "printed"),
    [
        ("2011-12", "2011-12"),
        ("2011/12", "2011-12"),
        ("2011/2012", "2011-12"),
        ("2011_12", "2011-12"),
        ("2011–12", "2011-12"),
        ("2011 / 12", "2011-12"),
        ("  2011/12\n", "2011-12"),
        ("1999/00", "1999-00"),
        ("1999/2000", "1999-00"),
        ("2016-17-Q2", "2016-17-Q2"),
        ("2016/17 Q2", "2016-17-Q2"),
        ("2016/17, Q2", "2016-17-Q2"),
        ("2016/2017 quarter 2", "2016-17-Q2"),
        ("Q2 2016/17", "2016-17-Q2"),
        ("q2 of 2016/17", "2016-17-Q2"),
        ("Quarter 2 2016/17", "2016-17-Q2"),
        ("Qtr 2, 2016-17", "2016-17-Q2"),
        ("YE-2024-12", "YE-2024-12"),
        ("YE December 2024", "YE-2024-12"),
        ("year ending   December 2024", "YE-2024-12"),
        ("Year Ending Dec 2024", "YE-2024-12"),
        ("12 months to December 2024", "YE-2024-12"),
        ("2016-08", "2016-08"),
        ("August 2016", "2016-08"),
        ("Sept 2016", "2016-09"),
        ("may 2016", "2016-05"),
        ("2016M08", "2016-08"),
        ("2010-M11", "2010-M11"),
        ("November 2010", "2010-M11"),
    ],
)
def test_every_spelling_in_the_papers_is_read_and_one_is_printed(spelling, printed):
    assert str(parse(spelling)) == printed


def test_2010_11_is_the_financial_year_and_not_november():
    assert parse("2010-11") == Period(Kind.FINANCIAL_YEAR, 2010)
    assert parse("2010-M11") == Period(Kind.MONTH, 2010, 11)


@given(PERIODS)
@often
def test_what_is_printed_is_read_back_to_the_same_period(period):
    assert parse(str(period)) == period


@given(PERIODS)
@often
def test_the_words_of_a_period_are_read_back_to_the_same_period(period):
    assert parse(period.words) == period


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("2011-12", date(2011, 4, 1), date(2012, 3, 31), "2011/12"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2016-17-Q1", date(2016, 4, 1), date(2016, 6, 30), "Quarter 1 2016/17"),
        ("2016-17-Q2", date(2016, 7, 1), date(2016, 9, 30), "Quarter 2 2016/17"),
        ("2016-17-Q3", date(2016, 10, 1), date(2016, 12, 31), "Quarter 3 2016/17"),
        ("2016-17-Q4", date(2017, 1, 1), date(2017, 3, 31), "Quarter 4 2016/17"),
        ("YE-2024-12", date(2024, 1, 1), date(2024, 12, 31), "year ending December 2024"),
        ("YE-2024-11", date(2023, 12, 1), date(2024, 11, 30), "year ending November 2024"),
        ("YE-2024-03", date(2023, 4, 1), date(2024, 3, 31), "year ending March 2024"),
        ("2011-02", date(2011, 2, 1), date(2011, 2, 28), "February 2011"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "February 2012"),
        ("2016-01", date(2016, 1, 1), date(2016, 1, 31), "January 2016"),
        ("2010-12", date(2010, 12, 1), date(2010, 12, 31), "December 2010"),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(text, start, end, words):
    period = parse(text)

    assert (period.start, period.end, period.words) == (start, end, words)


@given(YEARS)
@often
def test_the_four_quarters_fill_their_financial_year_without_a_gap(year):
    whole = Period(Kind.FINANCIAL_YEAR, year)
    quarters = [Period(Kind.QUARTER, year, part) for part in (1, 2, 3, 4)]

    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    for one, following in itertools.pairwise(quarters):
        assert following.start == one.end + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2012-03", "2011-12"),
        ("2012-04", "2012-13"),
        ("2011-12", "2011-12"),
        ("2011-12-Q1", "2011-12"),
        ("2011-12-Q4", "2011-12"),
        ("YE-2012-03", "2011-12"),
        ("YE-2012-04", "2012-13"),
    ],
)
def test_a_period_belongs_to_the_financial_year_in_which_it_ends(text, year):
    assert str(parse(text).financial_year) == year
    assert str(parse(text).last_quarter) == f"{year}-Q4"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2011-12", "2010-11"),
        ("2000-01", "1999-00"),
        ("2016-17-Q2", "2015-16-Q2"),
        ("YE-2024-12", "YE-2023-12"),
        ("2016-08", "2015-08"),
    ],
)
def test_a_year_before_is_the_same_stretch_of_time_a_year_earlier(text, before):
    assert str(parse(text).year_before()) == before
    assert str(parse(before).year_after()) == text


@given(PERIODS, PERIODS)
@often
def test_periods_order_by_their_end_and_then_by_their_start(one, other):
    ours, theirs = (one.end, one.start), (other.end, other.start)

    assert [one < other, one <= other, one > other, one >= other] == [
        ours < theirs,
        ours <= theirs,
        ours > theirs,
        ours >= theirs,
    ]


def test_a_list_of_mixed_periods_reads_in_time():
    mixed = [parse(text) for text in ("YE-2012-12", "2012-04", "2011-12-Q4", "2011-12", "2011-12-Q3", "2012-03")]

    assert [str(period) for period in sorted(mixed)] == [
        "2011-12-Q3",
        "2011-12",
        "2011-12-Q4",
        "2012-03",
        "2012-04",
        "YE-2012-12",
    ]


@pytest.mark.parametrize(
    ("text", "first", "expected", "second"),
    [
        ("2011/11", 2011, "12", "11"),
        ("2010/12", 2010, "11", "12"),
        ("2011-13", 2011, "12", "13"),
        ("2011-00", 2011, "12", "00"),
        ("2011/2013", 2011, "2012", "2013"),
        ("1999/01", 1999, "00", "01"),
        ("2016/08", 2016, "17", "08"),
        ("2016/18 Q2", 2016, "17", "18"),
        ("Q2 2016/16", 2016, "17", "16"),
    ],
)
def test_a_financial_year_must_have_consecutive_years(text, first, expected, second):
    with pytest.raises(PeriodError) as error:
        parse(text)

    wanted = f"{text!r} is not a financial year: {first} is followed by {expected}, not {second}"
    assert str(error.value) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "last year",
        "2011",
        "11/12",
        "Q0 2016/17",
        "2016/17 Q5",
        "1899-00",
        "2100-01",
        "2011-12-31",
        "Ju 2016",
    ],
)
def test_a_text_that_is_no_period_is_answered_with_examples(text):
    with pytest.raises(PeriodError) as error:
        parse(text)

    assert str(error.value) == f"{text!r} is not a period: write one like {EXAMPLES}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("YE-2024-00", "there is no month 0"),
        ("YE-2024-13", "there is no month 13"),
        ("2010-M13", "there is no month 13"),
        ("Mayor 2016", "'Mayor' is not the name of one month"),
        ("year ending Xmas 2016", "'Xmas' is not the name of one month"),
    ],
)
def test_a_month_must_be_one_of_twelve(text, why):
    with pytest.raises(PeriodError) as error:
        parse(text)

    assert str(error.value) == f"{text!r} is not a period: {why}"


QUARTERS = "the quarters of 2011/12 are '2011-12-Q1' to '2011-12-Q4'"
OF_A_YEAR = f"financial year; {QUARTERS}"


@pytest.mark.parametrize(
    ("read", "good", "bad", "message"),
    [
        (parse_quarter, "Q4 2011/12", "2011-12", "quarter must look like '2016-17-Q2', got '2011-12', which is a " + OF_A_YEAR),
        (parse_quarter, "2011-12-Q1", "2016-08", "quarter must look like '2016-17-Q2', got '2016-08', which is a month"),
        (parse_quarter, "2011-12-Q1", "soon", "quarter must look like '2016-17-Q2', got 'soon'"),
        (parse_quarter, "2011-12-Q4", "2011-12-Q5", "quarter must look like '2016-17-Q2', got '2011-12-Q5'; " + QUARTERS),
        (parse_quarter, "2011-12-Q4", "2011-99-Q5", "quarter must look like '2016-17-Q2', got '2011-99-Q5'"),
        (parse_year, "2011/12", "2011-12-Q4", "financial year must look like '2011-12', got '2011-12-Q4', which is a quarter"),
        (parse_year, "2011-12", "2011/13", "financial year must look like '2011-12', got '2011/13'"),
    ],
)  # fmt: skip
def test_a_period_of_another_kind_is_refused_by_name(read, good, bad, message):
    assert read(good) == parse(good)
    with pytest.raises(PeriodError) as error:
        read(bad)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("day", "within", "ended"),
    [
        ("2016-03-31", "2015-16-Q4", "2015-16-Q4"),
        ("2016-04-01", "2016-17-Q1", "2015-16-Q4"),
        ("2016-06-29", "2016-17-Q1", "2015-16-Q4"),
        ("2016-06-30", "2016-17-Q1", "2016-17-Q1"),
        ("2016-07-01", "2016-17-Q2", "2016-17-Q1"),
        ("2016-09-30", "2016-17-Q2", "2016-17-Q2"),
        ("2016-10-01", "2016-17-Q3", "2016-17-Q2"),
        ("2016-12-31", "2016-17-Q3", "2016-17-Q3"),
        ("2017-01-01", "2016-17-Q4", "2016-17-Q3"),
        ("2012-02-29", "2011-12-Q4", "2011-12-Q3"),
        ("2012-09-06", "2012-13-Q2", "2012-13-Q1"),
    ],
)
def test_a_quarter_has_ended_on_its_last_day_and_the_next_begins_the_day_after(day, within, ended):
    assert str(quarter_of(date.fromisoformat(day))) == within
    assert str(quarter_before(date.fromisoformat(day))) == ended


@given(st.dates(date(1900, 4, 1), date(2098, 12, 31)))
@often
def test_a_day_lies_in_its_quarter_and_the_quarter_before_had_ended_on_it(day):
    within, ended = quarter_of(day), quarter_before(day)

    assert within.kind is ended.kind is Kind.QUARTER
    assert within.start <= day <= within.end
    assert ended.end <= day < quarter_of(ended.end + timedelta(days=1)).end


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016-17", "2016-17"),
        ("2016-17-Q1", "2015-16"),
        ("2016-17-Q3", "2015-16"),
        ("2016-17-Q4", "2016-17"),
        ("2012-02", "2010-11"),
        ("2012-03", "2011-12"),
        ("2012-04", "2011-12"),
        ("YE-2012-03", "2011-12"),
        ("YE-2012-12", "2011-12"),
    ],
)
def test_the_last_full_year_is_the_last_that_had_ended(text, year):
    assert str(parse(text).last_full_year) == year


@given(PERIODS)
@often
def test_no_year_later_than_the_last_full_one_had_ended(period):
    full = period.last_full_year

    assert full.end <= period.end < full.year_after().end


@pytest.mark.parametrize(
    "spelling",
    [
        "2012-09-06",
        " 2012-09-06\n",
        "6 September 2012",
        "06 September 2012",
        "6  september  2012",
        "6th September 2012",
        "6 th September 2012",
        "6th September, 2012",
        "6 Sep 2012",
        "6 Sept 2012",
        "06/09/2012",
        "6/9/2012",
    ],
)
def test_a_day_is_read_as_papers_print_it_with_the_day_before_the_month(spelling):
    assert parse_day(spelling) == date(2012, 9, 6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2012",
        "2012-09",
        "September 2012",
        "2012-09-31",
        "31/09/2012",
        "09/13/2012",
        "6/9/12",
        "2011-12-Q2",
        "today",
    ],
)
def test_a_text_that_is_no_day_is_answered_with_an_example(text):
    with pytest.raises(PeriodError) as error:
        parse_day(text)

    assert str(error.value) == f"{text!r} is not a day: write one like '2012-09-06'"


@given(st.dates(date(1900, 1, 1), date(2098, 12, 31)))
@often
def test_the_words_of_a_day_are_read_back_to_the_same_day(day):
    assert parse_day(day_words(day)) == parse_day(day.isoformat()) == day


def test_a_day_is_printed_without_a_nought_before_it():
    assert day_words(date(2012, 9, 6)) == "6 September 2012"
    assert day_words(date(2012, 12, 31)) == "31 December 2012"
