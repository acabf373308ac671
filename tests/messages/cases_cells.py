"""What `csp check` says of a cell of data/ that cannot be read, or that is written unusually."""

from tests.messages.case import Case, cell, change, check, write


def _amount(text: str):
    """The amount of spend.csv's second row, as somebody has typed it."""
    return cell("spend", 2, amount=text)


CASES: tuple[Case, ...] = (
    check(
        "blank",
        "a cell is blank that must not be",
        "data/areas.csv:6: name: blank, and must not be (found in column C)",
        cell("areas", 5, name=""),
    ),
    check(
        "spaces",
        "a cell holds nothing but spaces",
        ("data/risks.csv:2: type: '  ' is blank but for spaces; `csp check --fix` writes it so (found in column F)"),
        cell("risks", 1, type="  "),
    ),
    check(
        "spaces-around",
        "a space stands before or after a text",
        (
            "data/areas.csv:6: name: 'Dudley ' has a space too many before, after or inside it, or one that "
            "does not break; `csp check --fix` writes it so (found in column C)"
        ),
        cell("areas", 5, name="Dudley "),
    ),
    check(
        "several-lines",
        "a text runs over several lines",
        (
            "data/areas.csv:5: name: 'Birming-\\nham' runs over several lines, and is read as one; `csp check "
            "--fix` writes it so (found in column C)"
        ),
        cell("areas", 4, name="Birming-\nham"),
    ),
    check(
        "character-lost",
        "a character was lost where the file was saved",
        (
            "data/areas.csv:5: name: 'Birming�ham' has lost a character where it was saved: put it back "
            "(found in column C)"
        ),
        cell("areas", 4, name="Birming\ufffdham"),
    ),
    check(
        "unprintable",
        "a cell holds a character that cannot be printed",
        (
            "data/areas.csv:5: name: 'Birming\\x07ham' holds a character that cannot be printed, '\\x07': "
            "remove it (found in column C)"
        ),
        cell("areas", 4, name="Birming\x07ham"),
    ),
    check(
        "formula-failed",
        "a spreadsheet's formula has failed",
        (
            "data/spend.csv:3: amount: '#REF!': a spreadsheet's formula has failed, or its column was too "
            "narrow (found in column G)"
        ),
        _amount("#REF!"),
    ),
    check(
        "quotation-after-space",
        "a space before a quotation mark makes it a part of the text",
        (
            "data/areas.csv:5: name: ' \"Birmingham\"': a space stands before the quotation mark, which makes "
            "it a part of the text; remove it (found in column C)"
        ),
        change("data/areas.csv", lambda content: content.replace(b",Birmingham,", b', "Birmingham",', 1)),
    ),
    check(
        "amount",
        "an amount is no number",
        "data/spend.csv:3: amount: '4x2' is not an amount in pounds (found in column G)",
        _amount("4x2"),
    ),
    check(
        "amount-fixable",
        "an amount is written as a paper prints it",
        ("data/spend.csv:3: amount: '£39,000' is read as '39000'; `csp check --fix` writes it so (found in column G)"),
        _amount("£39,000"),
    ),
    check(
        "number",
        "a number is none",
        ("data/observations.csv:2: value: 'many' is not a plain number such as 1077 or 22.3 (found in column E)"),
        cell("observations", 1, value="many"),
    ),
    check(
        "whole-number",
        "a whole number has decimals",
        "data/populations.csv:2: population: '344320.5' is not a whole number (found in column C)",
        cell("populations", 1, population="344320.5"),
    ),
    check(
        "number-word",
        "a word stands in place of a number",
        (
            "data/spend.csv:3: amount: 'n/a' is not an amount in pounds: leave the cell blank and let the "
            "status say 'not_applicable' (found in column G)"
        ),
        _amount("n/a"),
    ),
    check(
        "number-percent",
        "a cell holds a percentage where the unit is another",
        "data/spend.csv:3: amount: '27.7%' is a percentage, but the unit is 'pounds' (found in column G)",
        _amount("27.7%"),
    ),
    check(
        "number-money",
        "a plain number is written as money",
        ("data/observations.csv:2: numerator: '£5' is money, but numerator is a plain number (found in column J)"),
        cell("observations", 1, numerator="£5"),
    ),
    check(
        "number-digits",
        "a number has more digits than a spreadsheet keeps",
        (
            "data/spend.csv:3: amount: '1234567890123456' is not an amount in pounds: it has more than 15 "
            "digits, which no spreadsheet keeps (found in column G)"
        ),
        _amount("1234567890123456"),
    ),
    check(
        "number-zero",
        "a zero stands before a number",
        (
            "data/spend.csv:3: amount: '039' is not an amount in pounds: with a zero in front, figures before"
            " it may be lost (found in column G)"
        ),
        _amount("039"),
    ),
    check(
        "number-comma",
        "a comma or point is too many",
        (
            "data/spend.csv:3: amount: '39,00,0' is not an amount in pounds: a comma or a point too many: "
            "only decimals need a point (found in column G)"
        ),
        _amount("39,00,0"),
    ),
    check(
        "number-exponent",
        "a spreadsheet has shortened a number",
        (
            "data/spend.csv:3: amount: '3.9E+04' is not an amount in pounds: a spreadsheet has shortened it, "
            "so write it out (found in column G)"
        ),
        _amount("3.9E+04"),
    ),
    check(
        "number-thousands",
        "a number is written with k",
        ("data/spend.csv:3: amount: '39k' is not an amount in pounds: write it out in full (found in column G)"),
        _amount("39k"),
    ),
    check(
        "number-date",
        "a spreadsheet has made a date of a number",
        (
            "data/spend.csv:3: amount: '3-Sep' is not an amount in pounds: a spreadsheet has made a date of "
            "it (found in column G)"
        ),
        _amount("3-Sep"),
    ),
    check(
        "number-two",
        "a cell holds two numbers",
        (
            "data/spend.csv:3: amount: '39\\n40' is not an amount in pounds: one cell holds one number (found "
            "in column G)"
        ),
        _amount("39\n40"),
    ),
    check(
        "number-inexact",
        "a value is inexact",
        (
            "data/spend.csv:3: amount: 'about 39000' is not an amount in pounds: an inexact value goes to "
            "lower, upper and qualifier, and as published to printed (found in column G)"
        ),
        _amount("about 39000"),
    ),
    check(
        "number-unit",
        "a number is written with what it counts",
        (
            "data/spend.csv:3: amount: '39000 pounds' is not an amount in pounds: write the number alone; "
            "what it counts goes to unit (found in column G)"
        ),
        _amount("39000 pounds"),
    ),
    check(
        "number-semicolons",
        "a number can be read in two ways, in a file with semicolons",
        "data/populations.csv:2: population: '1,077' can be 1.077 or 1077, as semicolons stand between the cells: save it with commas there (found in column C)",
        write(
            "data/populations.csv",
            "area;period;population;printed;status;source;locator;figure\ndudley;2016-17;1,077;1,077;final;ons-geographic-codes;line 1;IND-0089\n",
        ),
        also=(
            "data/populations.csv:1: semicolons between the cells instead of commas; `csp check --fix` writes it so",
        ),
    ),
    check(
        "minimum",
        "a number is below the least that can be",
        "data/interventions.csv:2: order: 0 is below 1, the least that it can be (found in column B)",
        cell("interventions", 1, order="0"),
    ),
    check(
        "maximum",
        "a number is above the most that can be",
        "data/risks.csv:2: impact: 6 is above 5, the most that it can be (found in column H)",
        cell("risks", 1, impact="6"),
    ),
    check(
        "form",
        "a key or code does not have its form",
        (
            "data/areas.csv:6: gss_code: 'E0800027' does not have the form 'E08000027': a letter and eight "
            "digits (found in column B)"
        ),
        cell("areas", 5, gss_code="E0800027"),
    ),
    check(
        "allowed",
        "a word is not one of those that may stand there",
        (
            "data/areas.csv:6: kind: 'village' is not one of 'nation', 'borough', 'county', 'force area', "
            "'sub-area', 'partnership' (found in column D)"
        ),
        cell("areas", 5, kind="village"),
    ),
    check(
        "flag",
        "a cell is neither yes nor no",
        "data/indicators.csv:2: headline: 'perhaps' is neither 'yes' nor 'no' (found in column K)",
        cell("indicators", 1, headline="perhaps"),
    ),
    check(
        "period",
        "a period cannot be read",
        (
            "data/spend.csv:3: period: 'summer' is not a period: write one like '2011-12' (financial year), "
            "'2016-17-Q2' (quarter), 'YE-2024-12' (year ending), '2016-08' (month) (found in column B)"
        ),
        cell("spend", 2, period="summer"),
    ),
    check(
        "period-date",
        "a spreadsheet has made a date of a period",
        (
            "data/spend.csv:3: period: 'Dec-11' is not a period: write one like '2011-12' (financial year), "
            "'2016-17-Q2' (quarter), 'YE-2024-12' (year ending), '2016-08' (month); a spreadsheet has made a "
            "date of it, as it shows '2011-12' as 'Dec-11' (found in column B)"
        ),
        cell("spend", 2, period="Dec-11"),
    ),
    check(
        "period-years",
        "the years of a financial year do not follow each other",
        (
            "data/spend.csv:3: period: '2016-2018-Q2' is not a financial year: 2016 is followed by 2017, not "
            "2018 (found in column B)"
        ),
        cell("spend", 2, period="2016-2018-Q2"),
    ),
    check(
        "period-month",
        "a month is none",
        "data/spend.csv:3: period: 'YE-2016-13' is not a period: there is no month 13 (found in column B)",
        cell("spend", 2, period="YE-2016-13"),
    ),
    check(
        "period-month-name",
        "a month's name is none",
        (
            "data/spend.csv:3: period: 'Smarch 2016' is not a period: 'Smarch' is not the name of one month "
            "(found in column B)"
        ),
        cell("spend", 2, period="Smarch 2016"),
    ),
    check(
        "date",
        "a day is none",
        "data/meetings.csv:2: date: 'soon' is not a date such as 2012-06-07 (found in column D)",
        cell("meetings", 1, date="soon"),
    ),
    check(
        "date-fixable",
        "a day is written in words",
        (
            "data/meetings.csv:2: date: '15 March 2012' is read as '2012-03-15'; `csp check --fix` writes it "
            "so (found in column D)"
        ),
        cell("meetings", 1, date="15 March 2012"),
    ),
    check(
        "date-ambiguous",
        "a day can be read in two ways",
        (
            "data/meetings.csv:2: date: '03/04/2012' can be a day in April or March: write it as a date such "
            "as 2012-06-07 (found in column D)"
        ),
        cell("meetings", 1, date="03/04/2012"),
    ),
    check(
        "date-short",
        "a year is written with two digits",
        (
            "data/meetings.csv:2: date: '15/03/12' is not a date such as 2012-06-07: write the year in full "
            "(found in column D)"
        ),
        cell("meetings", 1, date="15/03/12"),
    ),
    check(
        "date-serial",
        "a spreadsheet's number stands in place of a day",
        (
            "data/meetings.csv:2: date: '40983' is not a date such as 2012-06-07: format the column as a date"
            " (found in column D)"
        ),
        cell("meetings", 1, date="40983"),
    ),
    check(
        "date-unlikely",
        "a day lies in an unlikely year",
        (
            "data/meetings.csv:2: date: '0201-03-15' is not a date such as 2012-06-07: the year is not likely"
            " (found in column D)"
        ),
        cell("meetings", 1, date="0201-03-15"),
    ),
)
