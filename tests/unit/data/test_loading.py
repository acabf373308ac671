"""A table is read into typed columns, and every cell that does not fit is named by line and column."""

import math
import shutil

import pytest

from helpers.data import catalogue, loading
from helpers.errors import DataError

SPACED = "has a space before or after it"
PLAIN = "is not a plain number such as 1077 or 22.3"
NAMES = "area,period,period_kind,indicator,value,numerator,denominator,unit,status,source,locator"


@pytest.fixture
def data(project, tmp_path):
    return shutil.copytree(project.data, tmp_path / "data")


@pytest.fixture
def refused(data):
    """Break one table by replacing a text that occurs in it once; give the message."""

    def message(name: str, old: str, new: str) -> str:
        path = data / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return told(data, name)

    return message


def told(data, name: str) -> str:
    with pytest.raises(DataError) as error:
        loading.load(data, catalogue.read(data)[name])
    return str(error.value)


BURGLARY = "dudley,2011-12,year,burglary-dwelling,1077,,,offences,final,"  # stands on line 5


@pytest.mark.parametrize(
    ("old", "new", "column", "found"),
    [
        (",1077,", ",many,", "value", f"'many' {PLAIN}"),
        (",1077,", ',"1,077",', "value", f"'1,077' {PLAIN}"),
        (",1077,", ",£1077,", "value", f"'£1077' {PLAIN}"),
        (",1077,", ',"£1,077",', "value", f"'£1,077' {PLAIN}"),
        (",1077,", ",1077 ,", "value", f"'1077 ' {SPACED}"),
        (",1077,", ",\u00a01077,", "value", f"'\\xa01077' {SPACED}"),
        (",1077,", ",nan,", "value", f"'nan' {PLAIN}"),
        (",1077,", ",inf,", "value", f"'inf' {PLAIN}"),
        (",1077,", ",-inf,", "value", f"'-inf' {PLAIN}"),
        (",1077,", ",1e3,", "value", f"'1e3' {PLAIN}"),
        (",1077,", ",1_077,", "value", f"'1_077' {PLAIN}"),
        (",1077,", ",#REF!,", "value", f"'#REF!' {PLAIN}"),
        (",1077,", ",10.77.,", "value", f"'10.77.' {PLAIN}"),
        (",1077,,,", ",1077,-1,,", "numerator", "-1 is below 0"),
        (",1077,,,", ",1077,,-0.5,", "denominator", "-0.5 is below 0"),
        ("dudley,", " dudley,", "area", f"' dudley' {SPACED}"),
        ("dudley,", ",", "area", "blank, and must not be"),
        ("dudley,", "Dudley,", "area", "'Dudley' does not have the form [a-z0-9]+(-[a-z0-9]+)*"),
        (",final,", ",,", "status", "blank, and must not be"),
        (",year,", ",years,", "period_kind", "'years' is not one of 'year', 'in quarter', 'year to date'"),
        (",2011-12,", ",2011/12,", "period", "write '2011/12' as '2011-12'"),
        (
            ",2011-12,",
            ",2011-13,",
            "period",
            "'2011-13' is not a financial year: 2011 is followed by 12, not 13",
        ),
    ],
)
def test_a_cell_that_does_not_fit_is_named_by_file_line_and_column(refused, old, new, column, found):
    broken = BURGLARY.replace(old, new, 1)

    assert refused("observations", BURGLARY, broken) == f"data/observations.csv:5: {column}: {found}"


def test_a_status_that_nobody_knows_is_answered_with_those_that_exist(refused):
    known = "'final', 'provisional', 'estimated', 'to_follow', 'not_available', 'not_applicable', 'nil'"
    message = refused("observations", BURGLARY, BURGLARY.replace("final", "finished"))

    assert message == f"data/observations.csv:5: status: 'finished' is not one of {known}"


@pytest.mark.parametrize(
    "wrong",
    ["07/06/2012", "2012-13-01", "2012-02-30", "7 June 2012", "2012-06-07T00:00", "20120607", "2012-W23-4"],
)
def test_a_date_is_written_as_year_month_and_day(refused, wrong):
    message = refused("sources", "2012-06-07", wrong)

    assert message == f"data/sources.csv:2: published: {wrong!r} is not a date such as 2012-06-07"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("0", "0 is below 1"),
        ("-2", "-2 is below 1"),
        ("2.0", "'2.0' is not a whole number"),
        ("second", "'second' is not a whole number"),
        ("", "blank, and must not be"),
    ],
)
def test_a_place_in_a_list_is_a_whole_number_from_1(refused, wrong, found):
    message = refused("funding_lines", "community-safety-fund,2,", f"community-safety-fund,{wrong},")

    assert message == f"data/funding_lines.csv:3: line: {found}"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("maybe", "'maybe' is neither 'yes' nor 'no'"),
        ("TRUE", "'TRUE' is neither 'yes' nor 'no'"),
        ("", "blank, and must not be"),
    ],
)
def test_a_flag_is_yes_or_no(refused, wrong, found):
    message = refused("indicators", ",lower,yes,", f",lower,{wrong},")

    assert message == f"data/indicators.csv:8: headline: {found}"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (BURGLARY.replace("1077", "1,077"), 12),
        (BURGLARY.replace(",,,", ",,"), 10),
        (f"\n{BURGLARY}", 0),
    ],
)
def test_a_row_with_a_cell_too_many_or_too_few_is_named(refused, row, cells):
    message = refused("observations", BURGLARY, row)

    assert message == f"data/observations.csv:5: {cells} cells where 11 columns are named"


@pytest.mark.parametrize(
    "header",
    [
        NAMES.replace("numerator,", ""),
        NAMES.replace("value", "Value"),
        NAMES.replace("area,period", "period,area"),
        NAMES.replace(",", ";"),
        f"{NAMES},note",
    ],
)
def test_columns_that_differ_are_shown_beside_those_expected(refused, header):
    message = refused("observations", NAMES, header)

    assert message == f"data/observations.csv:1: the columns are {header!r}, expected {NAMES!r}"


def test_an_empty_file_is_told_what_its_first_line_must_be(data):
    (data / "observations.csv").write_bytes(b"")

    assert (
        told(data, "observations") == "data/observations.csv: the file is empty; its first line must name the columns"
    )


def test_a_missing_file_is_named_with_where_it_is_described(data):
    (data / "observations.csv").unlink()

    assert (
        told(data, "observations") == "data/observations.csv: the file is missing; data/datapackage.json describes it"
    )


def test_a_file_saved_by_excel_as_windows_1252_is_told_how_to_save_it(data):
    path = data / "funding_lines.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("cp1252"))

    place = len(text[: text.index("–")].encode("cp1252"))
    assert (
        told(data, "funding_lines") == f"data/funding_lines.csv: not UTF-8 text (byte {place}): save it as 'CSV UTF-8'"
    )


def test_the_first_problem_says_how_many_more_there_are(refused):
    message = refused("observations", BURGLARY, ",2011/12,year,burglary-dwelling,lots,,,offences,final,")

    assert message == "data/observations.csv:5: area: blank, and must not be (and 2 more: see them with `csp check`)"


def test_a_line_after_a_cell_that_runs_over_two_is_counted_as_an_editor_counts_it(data):
    path = data / "funding_lines.csv"
    text = path.read_text(encoding="utf-8").replace("Independent Domestic", '"Independent\nDomestic', 1)
    path.write_text(text.replace("Advisers,", 'Advisers",', 1).replace(",15000,", ",fifteen,"), encoding="utf-8")

    assert told(data, "funding_lines").startswith("data/funding_lines.csv:5: amount: 'fifteen'")


@pytest.mark.parametrize("change", ["BOM", "CRLF", "both"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(data, change):
    table = catalogue.read(data)["observations"]
    before = loading.load(data, table)
    content = (data / table.path).read_bytes()
    content = content if change == "BOM" else content.replace(b"\n", b"\r\n")
    (data / table.path).write_bytes(content if change == "CRLF" else b"\xef\xbb\xbf" + content)

    after = loading.load(data, table)

    assert after.equals(before)
    assert after.loc[3, ["value", "row"]].tolist() == [1077.0, "observations.csv:5"]


def test_a_blank_number_is_nan_and_a_blank_text_is_empty(data):
    tables = catalogue.read(data)
    observation = loading.load(data, tables["observations"]).iloc[0]
    stream = loading.load(data, tables["funding_streams"]).iloc[0]

    assert math.isnan(observation["numerator"])
    assert stream["note"] == ""


def test_columns_have_the_types_described(data):
    tables = catalogue.read(data)
    types = {name: loading.load(data, tables[name]).dtypes.map(str) for name in ("indicators", "funding_lines")}

    assert types["indicators"][["display_order", "headline"]].tolist() == ["int64", "bool"]
    assert types["funding_lines"][["line", "amount", "project"]].tolist() == ["int64", "float64", "str"]


def test_a_table_without_rows_keeps_its_columns_and_types(data):
    (data / "observations.csv").write_text(f"{NAMES}\n", encoding="utf-8")

    frame = loading.load(data, catalogue.read(data)["observations"])

    assert frame.shape == (0, 12)
    assert str(frame["value"].dtype) == "float64"
