"""A cell is read if it can mean one thing only; else it is refused, with advice, and keeps what it held."""

import json
import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data import catalogue, cells
from helpers.data.catalogue import Field
from helpers.data.reading import CommaDecimal

KEY = "[a-z0-9]+(-[a-z0-9]+)*"
FIGURE = "[A-Z]{3}-[0-9]{4}(; [A-Z]{3}-[0-9]{4})*"
FIELDS = [
    {"name": "area", "type": "string", "constraints": {"required": True, "pattern": KEY}},
    {"name": "period", "type": "string", "constraints": {"required": True, "pattern": "[0-9]{4}-[0-9]{2}"}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["in quarter", "year to date", "to_follow"]}},
    {"name": "value", "type": "number"},
    {"name": "amount", "type": "number", "constraints": {"minimum": 0, "maximum": 1000000}},
    {"name": "numerator", "type": "number"},
    {"name": "seats", "type": "integer", "constraints": {"minimum": 1}},
    {"name": "published", "type": "date"},
    {"name": "headline", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "document", "type": "string", "constraints": {"pattern": "[0-9]{3}"}},
    {"name": "figure", "type": "string", "constraints": {"pattern": FIGURE}},
    {"name": "unit", "type": "string", "constraints": {"pattern": "[a-z].*"}},
    {"name": "note", "type": "string"},
]
PLAIN = "is not a plain number such as 1077 or 22.3"
TYPICAL = settings(max_examples=200, deadline=None, database=None, derandomize=True)


def described(data) -> dict[str, Field]:
    resource = {"name": "facts", "path": "facts.csv", "title": "", "description": ""}
    package = {"resources": [{**resource, "schema": {"fields": FIELDS, "primaryKey": ["area"]}}]}
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return {field.name: field for field in catalogue.read(data)["facts"].fields}


@pytest.fixture(scope="module")
def fields(tmp_path_factory):
    return described(tmp_path_factory.mktemp("data"))


@pytest.fixture
def put_right(fields):
    """The text that a cell is put right to, which must be told as fixable and be read as the same value."""

    def text(column: str, cell: str, unit: str = "") -> str:
        read = cells.read(fields[column], cell, unit)
        assert read.fixable, read.problem
        assert read.problem
        again = cells.read(fields[column], read.text, unit)
        assert (again.value, again.text, again.problem) == (read.value, read.text, "")
        return read.text

    return text


@pytest.fixture
def refused(fields):
    """The message about a cell that cannot be read, which must keep its text and have no value."""

    def message(column: str, cell: str, unit: str = "") -> str:
        read = cells.read(fields[column], cell, unit)
        assert not read.fixable
        assert read.text == cell
        if fields[column].type in ("number", "integer"):
            assert math.isnan(read.value)
        return read.problem

    return message


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("value", "1077", 1077.0),
        ("value", "1.077", 1.077),
        ("value", "-981", -981.0),
        ("value", "0", 0.0),
        ("value", "0.50", 0.5),
        ("value", "20.0", 20.0),
        ("value", "9" * 15, 999999999999999.0),
        ("seats", "3", 3),
        ("published", "2012-06-07", "2012-06-07"),
        ("headline", "yes", True),
        ("headline", "no", False),
        ("kind", "to_follow", "to_follow"),
        ("period", "2011-12", "2011-12"),
        ("area", "west-midlands", "west-midlands"),
        ("figure", "FUN-0021; FUN-0022", "FUN-0021; FUN-0022"),
        ("note", "“£5” – so, 27.7% of 1.2E+05", "“£5” – so, 27.7% of 1.2E+05"),
        ("note", "Â hyn, tŷ, CAFÉ’S, ‘…â’", "Â hyn, tŷ, CAFÉ’S, ‘…â’"),
        ("note", "#1 priority", "#1 priority"),
        ("note", "07/06/2012", "07/06/2012"),
        ("note", 'the "top" ten', 'the "top" ten'),
    ],
)
def test_a_cell_written_as_it_should_be_is_read_as_it_stands(fields, column, cell, value):
    read = cells.read(fields[column], cell)

    assert (read.value, read.text, read.problem, read.fixable) == (value, cell, "", False)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1,077", "1077"),
        ("1,077,000", "1077000"),
        ("1,077,000.25", "1077000.25"),
        ("1 077", "1077"),
        ("1\u00a0077", "1077"),
        ("1\u202f077", "1077"),
        ("1\u2009077\u2009000", "1077000"),
        ("(981)", "-981"),
        ("(1,981.5)", "-1981.5"),
        ("\u2212981", "-981"),
        ("\u2013981", "-981"),
        ("\u2011981", "-981"),
        ("- 981", "-981"),
        ("âˆ’981", "-981"),
        ("+981", "981"),
        ("(0)", "0"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("'1077", "1077"),
        (" 1077 ", "1077"),
        ("1077\n", "1077"),
        ("\u00a01077", "1077"),
        ("\ufeff1077", "1077"),
        ("\u200e1077\u200b", "1077"),
    ],
)
def test_a_number_in_another_spelling_is_put_right(put_right, cell, text):
    assert put_right("value", cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("£1,077", "1077"),
        ("£ 1,077.50", "1077.50"),
        ("Â£1,077", "1077"),
        ("Ã‚Â£1,077", "1077"),
        ("-£5", "-5"),
        ("£-5", "-5"),
        ("\u2212£5", "-5"),
        ("(£5)", "-5"),
        ("£(5)", "-5"),
    ],
)
def test_a_pound_sign_may_stand_where_the_row_counts_pounds(put_right, cell, text):
    assert put_right("value", cell, "pounds") == text


@pytest.mark.parametrize("cell", ["27.7%", "27.7 %", "27.7\u00a0%", " 27.7%"])
def test_a_per_cent_sign_may_stand_where_the_row_counts_per_cent(put_right, cell):
    assert put_right("value", cell, "per cent") == "27.7"


@pytest.mark.parametrize(
    ("column", "cell", "unit", "found"),
    [
        ("value", "27.7%", "offences", "'27.7%' is a percentage, but the unit is 'offences'"),
        ("value", "27.7%", "percentage points", "'27.7%' is a percentage, but the unit is 'percentage points'"),
        ("value", "27.7%", "", "'27.7%' is a percentage, but the unit is ''"),
        ("value", "£5", "per cent", "'£5' is money, but the unit is 'per cent'"),
        ("value", "£5", "", "'£5' is money, but the unit is ''"),
        ("value", "£5%", "pounds", "'£5%' is a percentage, but the unit is 'pounds'"),
        ("numerator", "27.7%", "per cent", "'27.7%' is a percentage, but numerator is a plain number"),
        ("numerator", "£5", "pounds", "'£5' is money, but numerator is a plain number"),
        ("seats", "5%", "per cent", "'5%' is a percentage, but seats is a plain number"),
    ],
)
def test_a_sign_that_contradicts_the_unit_is_refused(refused, column, cell, unit, found):
    assert refused(column, cell, unit) == found


COMMA = "a comma or a point too many: only decimals need a point"


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("1,07", COMMA),
        ("1,0777", COMMA),
        ("22,3", COMMA),
        ("0,077", COMMA),
        ("1077,5", COMMA),
        ("1,077,00", COMMA),
        ("1,07,700", COMMA),
        ("1.077.000", COMMA),
        ("1,077,", COMMA),
        ("077", "with a zero in front, figures before it may be lost"),
        ("00", "with a zero in front, figures before it may be lost"),
        ("1.2E+05", "a spreadsheet has shortened it, so write it out"),
        ("-1e3", "a spreadsheet has shortened it, so write it out"),
        ("35k", "write it out in full"),
        ("1.2m", "write it out in full"),
        ("1.2 million", "write it out in full"),
        ("Jan-12", "a spreadsheet has made a date of it"),
        ("12-Jan", "a spreadsheet has made a date of it"),
        ("12/01/2012", "a spreadsheet has made a date of it"),
        ("12\n345", "one cell holds one number"),
        ("12-15", "an inexact value goes to lower, upper and qualifier, and as published to printed"),
        ("12 to 15", "an inexact value goes to lower, upper and qualifier, and as published to printed"),
        ("about 50", "an inexact value goes to lower, upper and qualifier, and as published to printed"),
        ("<5", "an inexact value goes to lower, upper and qualifier, and as published to printed"),
        ("50+", "an inexact value goes to lower, upper and qualifier, and as published to printed"),
        ("12 offences", "write the number alone; what it counts goes to unit"),
        ("9" * 16, "it has more than 15 digits, which no spreadsheet keeps"),
    ],
)
def test_a_number_with_two_readings_is_refused_with_what_to_do(refused, cell, advice):
    assert refused("value", cell) == f"{cell!r} {PLAIN}: {advice}"


@pytest.mark.parametrize(
    "cell",
    [
        "many", "nan", "inf", "-", "--5", "+-5", "-+5", "-(5)", "(-5)", "(+5)", "((5))", "(5", "5-", "1_077", "0x10",
        "$5", "5p", "1/2", "½", "12  345", "12\t345", "1,077 000", "1’077", "１０７７", "١٠٧٧", "=5", "''5", ".", ",", "5*",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(refused, cell):
    assert refused("value", cell).startswith(f"{cell!r} {PLAIN}")


@pytest.mark.parametrize("cell", ["££5", "5£", "1£077", "-£-5", "+£-5", "£", "£-", "£1.2m", "GBP 5"])
def test_money_in_a_form_that_nobody_writes_is_refused(refused, cell):
    assert refused("value", cell, "pounds").startswith(f"{cell!r} is not an amount in pounds")


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_number_too_long_for_a_computer_is_refused_and_quoted_in_part(refused, digits):
    found = f"'{'9' * 57}…' is not a whole number: it has more than 15 digits, which no spreadsheet keeps"

    assert refused("seats", "9" * digits) == found


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("To follow", "to_follow"),
        ("TBC", "to_follow"),
        ("N/A", "not_applicable"),
        ("n.a.", "not_applicable"),
        ("nil", "nil"),
        ("Nil.", "nil"),
        ("None", "nil"),
        ("Awaiting  Information", "awaiting_information"),
        ("No update available", "no_update"),
        ("Not available", "not_available"),
        ("unknown", "not_available"),
        ("To be identified", "to_be_identified"),
        ("-", "not_stated"),
        ("–", "not_stated"),
        ("—", "not_stated"),
        ("â€“", "not_stated"),
    ],
)
def test_a_word_in_place_of_a_number_is_answered_with_the_status_that_says_it(refused, cell, status):
    assert refused("value", cell).endswith(f" {PLAIN}: leave the cell blank and let the status say {status!r}")


def test_every_status_that_is_advised_is_one_that_data_can_hold(project):
    fields = {field.name: field for field in catalogue.read(project.data)["observations"].fields}

    assert set(cells.WORDS.values()) <= set(fields["status"].allowed)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("22,3", "22.3"),
        ("-0,345", "-0.345"),
        ("1077,5", "1077.5"),
        ("1077,345", "1077.345"),
        ("1.077,5", "1077.5"),
        ("1 077,5", "1077.5"),
        ("1.077.000", "1077000"),
        ("1,077,000", "1077000"),
        ("1,077.5", "1077.5"),
        ("£22,3", "22.3"),
    ],
)
def test_with_semicolons_between_cells_a_comma_can_mark_decimals(put_right, cell, text):
    assert put_right("value", CommaDecimal(cell), "pounds") == text


@pytest.mark.parametrize("cell", ["22.3", "0.345", "1077", "1077.345"])
def test_with_semicolons_between_cells_a_point_is_one_where_it_cannot_mark_thousands(fields, cell):
    read = cells.read(fields["value"], CommaDecimal(cell))

    assert (read.value, read.text, read.problem) == (float(cell), cell, "")


@pytest.mark.parametrize(
    ("column", "cell", "either"),
    [
        ("value", "1,077", "1.077 or 1077"),
        ("value", "1.077", "1.077 or 1077"),
        ("value", "100.000", "100.000 or 100000"),
        ("value", "-1,077", "-1077 or -1.077"),
        ("value", "(1,077)", "-1077 or -1.077"),
        ("seats", "1,077", "1.077 or 1077"),
        ("seats", "100.000", "100 or 100000"),
    ],
)
def test_with_semicolons_between_cells_one_mark_before_three_figures_has_two_readings(refused, column, cell, either):
    assert refused(column, CommaDecimal(cell)) == (
        f"{cell!r} can be {either}, as semicolons stand between the cells: save it with commas there"
    )


@pytest.mark.parametrize(
    ("cell", "text"), [("1,077", "1077"), ("1077.0", "1077"), ("1,077.00", "1077"), ("3.", "3"), (" 3", "3")]
)
def test_a_whole_number_in_another_spelling_is_put_right(put_right, cell, text):
    assert put_right("seats", cell) == text


@pytest.mark.parametrize("cell", ["22.5", "1e3", "second", "1.05"])
def test_what_is_no_whole_number_is_refused(refused, cell):
    assert refused("seats", cell).startswith(f"{cell!r} is not a whole number")


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("amount", "-0.01", "-0.01 is below 0, the least that it can be"),
        ("amount", "(£5)", "-5 is below 0, the least that it can be"),
        ("amount", "1,000,001", "1000001 is above 1000000, the most that it can be"),
        ("seats", "0", "0 is below 1, the least that it can be"),
    ],
)
def test_a_number_beyond_its_limits_is_refused(refused, column, cell, found):
    assert refused(column, cell, "pounds") == found


@pytest.mark.parametrize("cell", ["0", "1000000"])
def test_a_number_may_lie_on_its_limit(fields, cell):
    assert cells.read(fields["amount"], cell).problem == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("27/06/2012", "2012-06-27"),
        ("6/27/2012", "2012-06-27"),
        ("05/05/2012", "2012-05-05"),
        ("13/12/2012", "2012-12-13"),
        ("12/13/2012", "2012-12-13"),
        ("27.06.2012", "2012-06-27"),
        ("27-6-2012", "2012-06-27"),
        ("2012/06/07", "2012-06-07"),
        ("2012-6-7", "2012-06-07"),
        ("2012\u201106\u201107", "2012-06-07"),
        ("2012-06-07 00:00:00", "2012-06-07"),
        ("27/06/2012 00:00", "2012-06-27"),
        ("7 June 2012", "2012-06-07"),
        ("7\u00a0June\u00a02012", "2012-06-07"),
        ("7th June 2012", "2012-06-07"),
        ("07-Jun-2012", "2012-06-07"),
        ("7 Sept 2012", "2012-09-07"),
        ("June 7, 2012", "2012-06-07"),
        ("29/02/2012", "2012-02-29"),
        (" 2012-06-07", "2012-06-07"),
    ],
)
def test_a_date_that_can_be_one_day_only_is_put_right(put_right, cell, text):
    assert put_right("published", cell) == text


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("07/06/2012", "June or July"),
        ("7.6.2012", "June or July"),
        ("01-12-2012", "December or January"),
        ("12/11/2012", "November or December"),
    ],
)
def test_a_date_that_can_be_two_days_is_refused(refused, cell, months):
    assert refused("published", cell) == (f"{cell!r} can be a day in {months}: write it as a date such as 2012-06-07")


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("27/06/12", ": write the year in full"),
        ("27-Jun-12", ": write the year in full"),
        ("41067", ": format the column as a date"),
        ("0212-06-27", ": the year is not likely"),
        ("2112-06-27", ": the year is not likely"),
        ("2012-13-06", ""),
        ("2012-02-30", ""),
        ("29/02/2011", ""),
        ("31/06/2012", ""),
        ("13/13/2012", ""),
        ("00/12/2012", ""),
        ("12/00/2012", ""),
        ("2012-06/07", ""),
        ("27/06-2012", ""),
        ("June 2012", ""),
        ("2012", ""),
        ("20120607", ""),
        ("2012-W23-4", ""),
        ("2012-06-07T09:30", ""),
        ("7 Ju 2012", ""),
        ("7 Juneteenth 2012", ""),
    ],
)
def test_what_is_no_date_is_refused(refused, cell, advice):
    assert refused("published", cell) == f"{cell!r} is not a date such as 2012-06-07{advice}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2011/12", "2011-12"),
        ("2011/2012", "2011-12"),
        ("2011\u201312", "2011-12"),
        ("2011\u201112", "2011-12"),
        ("2011-12 ", "2011-12"),
        ("Q2 2016/17", "2016-17-Q2"),
        ("August 2016", "2016-08"),
    ],
)
def test_a_period_in_another_spelling_is_put_right(put_right, cell, text):
    assert put_right("period", cell) == text


@pytest.mark.parametrize("cell", ["Dec-11", "01/12/2011"])
def test_a_period_that_a_spreadsheet_has_made_a_date_of_is_refused_with_how_that_comes(refused, cell):
    message = refused("period", cell)

    assert message.startswith(f"{cell!r} is not a period: write one like '2011-12'")
    assert message.endswith("; a spreadsheet has made a date of it, as it shows '2011-12' as 'Dec-11'")


def test_years_that_do_not_follow_each_other_are_no_period(refused):
    assert refused("period", "2011/13") == "'2011/13' is not a financial year: 2011 is followed by 12, not 13"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("In Quarter", "in quarter"),
        ("IN_QUARTER", "in quarter"),
        ("in-quarter", "in quarter"),
        ("in\u2013quarter", "in quarter"),
        ("in\u00a0quarter", "in quarter"),
        ("in  quarter ", "in quarter"),
        ("To follow", "to_follow"),
        ("to-follow", "to_follow"),
    ],
)
def test_a_word_of_a_list_in_other_case_or_with_other_gaps_is_put_right(put_right, cell, text):
    assert put_right("kind", cell) == text


@pytest.mark.parametrize("cell", ["quarter", "inquarter", "in quarters"])
def test_a_word_that_is_not_in_the_list_is_refused_with_the_list(refused, cell):
    assert refused("kind", cell) == f"{cell!r} is not one of 'in quarter', 'year to date', 'to_follow'"


@pytest.mark.parametrize(
    ("cell", "text"),
    [("TRUE", "yes"), ("True", "yes"), ("Yes", "yes"), ("Y", "yes"), ("FALSE", "no"), ("No", "no"), ("n ", "no")],
)
def test_a_flag_as_a_spreadsheet_writes_it_is_put_right(put_right, cell, text):
    assert put_right("headline", cell) == text


@pytest.mark.parametrize("cell", ["1", "0", "maybe", "yes no"])
def test_what_is_neither_yes_nor_no_is_refused(refused, cell):
    assert refused("headline", cell) == f"{cell!r} is neither 'yes' nor 'no'"


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        ("area", "dudley ", "dudley"),
        ("area", "\u00a0dudley", "dudley"),
        ("area", "dudley\n", "dudley"),
        ("area", "\ufeffdudley", "dudley"),
        ("area", "Dudley", "dudley"),
        ("area", "west\u2013midlands", "west-midlands"),
        ("area", "west\u00ad-midlands", "west-midlands"),
        ("figure", "fun-0021", "FUN-0021"),
        ("figure", "FUN\u20110021", "FUN-0021"),
        ("document", "1", "001"),
        ("document", "12", "012"),
        ("unit", "Pounds", "pounds"),
        ("unit", "Per cent", "per cent"),
    ],
)
def test_a_key_or_code_as_spreadsheets_and_word_change_it_is_put_right(put_right, column, cell, text):
    assert put_right(column, cell) == text


@pytest.mark.parametrize(
    ("column", "cell", "form"),
    [
        ("area", "west midlands", "'burglary-dwelling': small letters and digits, with hyphens between words"),
        ("area", "Dudléy", "'burglary-dwelling': small letters and digits, with hyphens between words"),
        ("figure", "FUN-21", "'FUN-0021', or 'FUN-0021; FUN-0022'"),
        ("document", "1234", "'001': three digits"),
        ("unit", "Per cent of GP referrals", "[a-z].*"),
        ("unit", "POUNDS", "[a-z].*"),
    ],
)
def test_a_key_or_code_in_another_form_is_refused(refused, column, cell, form):
    assert refused(column, cell) == f"{cell!r} does not have the form {form}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Â£5 to â€œAâ€\x9d â€“ so", "£5 to “A” – so"),
        ("â\x80\x93", "–"),
        ("“sound” but Â£5", "“sound” but £5"),
        ("CAFÉ’S paid Â£5", "CAFÉ’S paid £5"),
        ("tÅ· a Ã¢ â€¦", "tŷ a â …"),
        ("â†“ 3", "↓ 3"),
        ("Ã‚Â£5", "£5"),
        ("\x93A\x94 \x96 so\x85", "“A” – so…"),
        ("two  spaces", "two spaces"),
        ("no\u00a0break", "no break"),
        ("zero\u200bwidth", "zerowidth"),
        ("one\ntwo", "one two"),
    ],
)
def test_text_that_was_decoded_twice_or_spaced_oddly_is_put_right(put_right, cell, text):
    assert put_right("note", cell) == text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("lost \ufffd5", "'lost \ufffd5' has lost a character where it was saved: put it back"),
        ("lost â€ mark", "'lost â€ mark' has lost a character where it was saved: put it back"),
        ("a\x07b", "'a\\x07b' holds a character that cannot be printed, '\\x07': remove it"),
        ("a\x1bb", "'a\\x1bb' holds a character that cannot be printed, '\\x1b': remove it"),
        ("#REF!", "'#REF!': a spreadsheet's formula has failed, or its column was too narrow"),
        ("#N/A", "'#N/A': a spreadsheet's formula has failed, or its column was too narrow"),
        ("#DIV/0!", "'#DIV/0!': a spreadsheet's formula has failed, or its column was too narrow"),
        ("#NAME?", "'#NAME?': a spreadsheet's formula has failed, or its column was too narrow"),
        ("########", "'########': a spreadsheet's formula has failed, or its column was too narrow"),
    ],
)
@pytest.mark.parametrize("column", ["note", "value", "area", "published", "headline", "kind"])
def test_a_damaged_cell_is_refused_in_every_column(refused, column, cell, found):
    assert refused(column, cell) == found


def test_a_quotation_mark_after_a_space_is_not_taken_for_text(refused):
    assert refused("note", ' "safe and sound"') == (
        "' \"safe and sound\"': a space stands before the quotation mark, which makes it a part of the text; remove it"
    )


@pytest.mark.parametrize(("column", "cell"), [("area", ""), ("area", " "), ("area", "\u00a0"), ("period", "\u200b")])
def test_a_cell_that_must_not_be_blank_is_refused(refused, column, cell):
    assert refused(column, cell) == "blank, and must not be"


@pytest.mark.parametrize("column", ["value", "seats", "note", "kind", "published"])
def test_a_cell_of_nothing_but_spaces_is_a_blank_one(fields, column):
    read = cells.read(fields[column], " \u00a0")

    assert (read.text, read.fixable, read.problem) == ("", True, "' \\xa0' is blank but for spaces")
    assert read.value == "" or math.isnan(read.value)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1,077", "'1,077' is read as '1077'"),
        (" 1077", "' 1077' has a space too many before, after or inside it, or one that does not break"),
        ("\u00a01077", "'\\xa01077' has a space too many before, after or inside it, or one that does not break"),
    ],
)
def test_what_is_put_right_says_how_it_was_read(fields, cell, found):
    assert cells.read(fields["value"], cell).problem == found


def test_a_text_of_several_lines_is_told_as_one(fields):
    assert cells.read(fields["note"], "one\ntwo").problem == "'one\\ntwo' runs over several lines, and is read as one"


def test_a_change_far_inside_a_long_text_is_shown(fields):
    cell = f"{'word ' * 30}Â£5"

    assert cells.read(fields["note"], cell).problem == (
        "'…word word word word Â£5' is read as '…word word word word £5'"
    )


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
SPELLINGS = {
    "plain": lambda number: f"{number:f}",
    "thousands": lambda number: f"{number:,f}",
    "spaces": lambda number: f"{number:,f}".replace(",", "\u00a0"),
    "accounts": lambda number: f"({-number:,f})" if number < 0 else f"{number:,f}",
    "minus": lambda number: f"{number:,f}".replace("-", "\u2212"),
    "padded": lambda number: f" {number:,f} ",
    "pounds": lambda number: f"{'-' if number < 0 else ''}£{abs(number):,f}",
    "pounds after the sign's place": lambda number: f"£{number:,f}",
    "twice decoded": lambda number: f"{'-' if number < 0 else ''}Â£{abs(number):,f}",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(number=NUMBERS)
@TYPICAL
def test_a_number_in_any_accepted_spelling_is_read_as_itself(fields, spelling, number):
    read = cells.read(fields["value"], SPELLINGS[spelling](number), "pounds")

    assert (read.value, Decimal(read.text)) == (float(number), number)


@given(number=NUMBERS, places=st.integers(0, 3), grouped=st.booleans())
@TYPICAL
def test_with_semicolons_a_number_is_read_as_itself_or_refused_as_ambiguous(fields, number, places, grouped):
    printed = f"{number:{',' if grouped else ''}.{places}f}".translate({ord(","): ".", ord("."): ","})

    read = cells.read(fields["value"], CommaDecimal(printed))

    exact = Decimal(printed.replace(".", "").replace(",", "."))
    assert read.value == float(exact) or " can be " in read.problem
    assert read.text == printed or Decimal(read.text) == exact


@given(st.text(max_size=12) | st.text("0123456789.,-+ £%()k'E\u2212\u00a0", max_size=9), st.booleans())
@settings(TYPICAL, max_examples=1000)
def test_whatever_is_typed_is_read_or_refused_and_what_is_put_right_stays_so(fields, typed, semicolons):
    for column, field in fields.items():
        read = cells.read(field, CommaDecimal(typed) if semicolons else typed, "pounds")
        assert read.fixable <= bool(read.problem)
        assert read.problem or read.text == typed
        assert not (read.problem and not read.fixable) or read.text == typed
        if read.fixable:
            again = cells.read(field, read.text, "pounds")
            assert (again.text, again.problem) == (read.text, ""), column
            assert again.value == read.value or read.value != read.value


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]))
@TYPICAL
def test_a_date_in_any_order_is_read_as_its_day_or_refused(fields, day, order):
    read = cells.read(fields["published"], day.strftime(order))

    assert bool(read.value) == (day.day > 12 or day.day == day.month)
    assert read.value in ("", day.isoformat())


@given(st.integers(0, 36524).map(lambda days: date(1999, 1, 1) + timedelta(days)))
@TYPICAL
def test_a_date_with_the_name_of_its_month_is_read_as_its_day(fields, day):
    printed = f"{day.day} {day:%B} {day.year}"

    assert cells.read(fields["published"], printed).value == day.isoformat()
