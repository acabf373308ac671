"""A file is read as people save it, told what is unusual about it, and refused where it can be read in two ways."""

import csv
import json
from pathlib import Path

import pytest

from helpers.data import catalogue, loading, reading

COLUMNS = ("area", "period", "value", "unit", "note")
HEADER = ",".join(COLUMNS)
ROWS = ["dudley,2011-12,1077,offences,", 'dudley,2012-13,22.3,per cent,"safe, sound"']
PLAIN = "\n".join([HEADER, *ROWS, ""])
LAST = "the last line has no line end"
SAVE = "save it as 'CSV UTF-8 (Comma delimited)'"


@pytest.fixture
def ordinary_cells():
    """The longest cell that Python's csv reads by itself: some libraries raise it for the whole process."""
    before = csv.field_size_limit(131072)
    yield
    csv.field_size_limit(before)


@pytest.fixture
def data(tmp_path):
    """An empty data folder whose package describes one table."""
    fields = [{"name": name, "type": "number" if name == "value" else "string"} for name in COLUMNS]
    resource = {"name": "facts", "path": "facts.csv", "title": "", "description": ""}
    package = {"resources": [{**resource, "schema": {"fields": fields, "primaryKey": ["area", "period"]}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return tmp_path


@pytest.fixture
def raw(data):
    """Save the file and read it."""

    def read(content: str | bytes) -> reading.Raw:
        saved = content if isinstance(content, bytes) else content.encode("utf-8")
        (data / "facts.csv").write_bytes(saved)
        return reading.read(data, catalogue.read(data)["facts"])

    return read


@pytest.fixture
def refused(raw):
    """Save a file that gives one problem that is not fixable; give its message."""

    def message(content: str | bytes) -> str:
        (problem,) = [problem for problem in raw(content).problems if not problem.fixable]
        return str(problem)

    return message


def told(found: reading.Raw) -> list[tuple[int, str, bool]]:
    return [(problem.line, problem.message, problem.fixable) for problem in found.problems]


def test_a_file_written_as_it_should_be_gives_its_rows_and_no_problem(raw):
    found = raw(PLAIN)

    assert found.header == COLUMNS
    assert found.rows == (
        (2, ("dudley", "2011-12", "1077", "offences", "")),
        (3, ("dudley", "2012-13", "22.3", "per cent", "safe, sound")),
    )
    assert found.problems == ()


def test_a_file_of_its_header_alone_has_no_rows_and_no_problem(raw):
    found = raw(f"{HEADER}\n")

    assert (found.header, found.rows, found.problems) == (COLUMNS, (), ())


CRLF = (1, "lines end as Windows writes them (CRLF)", True)
WORDS = PLAIN.replace("safe, sound", "“safe” – £5, sound")


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"\xef\xbb\xbf" + WORDS.encode(), [(1, "the file has a byte order mark", True)]),
        (b"\xef\xbb\xbf" * 2 + WORDS.encode(), [(1, "the file has a byte order mark", True)]),
        ("ï»¿".encode() + WORDS.encode(), [(1, "the file has a byte order mark", True)]),
        (WORDS.replace("\n", "\r\n").encode(), [CRLF]),
        (WORDS.replace("\n", "\r").encode(), [(1, "lines end as old Macs wrote them (CR)", True)]),
        (WORDS.replace("\n", "\r\n", 1).encode(), [CRLF]),
        (WORDS.encode("cp1252"), [(3, "the file is Windows-1252, not UTF-8", True)]),
        (WORDS.replace("\n", "\r\n").encode("cp1252"), [(3, "the file is Windows-1252, not UTF-8", True), CRLF]),
        (WORDS.encode("utf-16"), [(1, "the file is UTF-16, not UTF-8", True)]),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), [(1, "the file is UTF-16, not UTF-8", True)]),
        (WORDS.removesuffix("\n").encode(), [(3, LAST, True)]),
        (b"\xef\xbb\xbf" + WORDS[:-1].encode(), [(1, "the file has a byte order mark", True), (3, LAST, True)]),
        (f"{WORDS}\n".encode(), [(4, "an empty row", True)]),
        (f"{WORDS},,,,\n".encode(), [(4, "an empty row", True)]),
        (f"{WORDS}   \n".encode(), [(4, "an empty row", True)]),
        (WORDS.encode() + b",,,,,\n", [(4, "an empty row", True)]),
        (WORDS.encode() + b",,,,\n" * 1000, [(4, "1000 empty rows, to line 1003", True)]),
        (f"{WORDS}\u200b,\ufeff,,,\n".encode(), [(4, "an empty row", True)]),
    ],
    ids=repr,
)
def test_what_changes_nothing_is_told_and_read(raw, content, problems):
    found = raw(content)

    assert [cells for _, cells in found.rows] == [cells for _, cells in raw(WORDS).rows]
    assert told(found) == problems


def test_excels_unicode_text_is_read(raw):
    text = WORDS.replace('"“safe” – £5, sound"', "“safe” – £5").replace(",", "\t").replace("\n", "\r\n")
    found = raw(text.encode("utf-16"))

    assert [cells[-1] for _, cells in found.rows] == ["", "“safe” – £5"]
    assert told(found) == [
        (1, "the file is UTF-16, not UTF-8", True),
        CRLF,
        (1, "tabs between the cells instead of commas", True),
    ]


def test_a_file_with_semicolons_is_read_as_one_in_which_a_comma_can_mark_decimals(raw):
    found = raw("area;period;value;unit;note\ndudley;2011-12;22,3;per cent;safe, sound\n")

    assert told(found) == [(1, "semicolons between the cells instead of commas", True)]
    assert found.rows == ((2, ("dudley", "2011-12", "22,3", "per cent", "safe, sound")),)
    assert all(isinstance(cell, reading.CommaDecimal) for cell in found.rows[0][1])


@pytest.mark.parametrize("separator", [",", "\t"])
def test_in_other_files_a_comma_is_no_decimal_mark(raw, separator):
    found = raw(PLAIN.replace('"safe, sound"', "safe").replace(",", separator))

    assert not any(isinstance(cell, reading.CommaDecimal) for _, cells in found.rows for cell in cells)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("period,area,value,unit,note", "the columns stand in another order than described"),
        ("note,unit,value,period,area", "the columns stand in another order than described"),
        ("Area,PERIOD,value,unit,note", "the columns are not named exactly as described"),
        (' area,"period",value , unit,note', "the columns are not named exactly as described"),
        ("area,period,value,unit,note,,", "empty columns on the right"),
        ("area,period,value,unit,note, ", "empty columns on the right"),
    ],
)
def test_columns_in_another_order_or_spelling_are_told_and_kept_apart(raw, header, found):
    cells = {"area": "dudley", "period": "2011-12", "value": "1", "unit": "offences", "note": "so"}
    names = [name.strip(' "').lower() for name in header.split(",")]
    read = raw(f"{header}\n{','.join(cells.get(name, '') for name in names)}\n")

    assert told(read) == [(1, found, True)]
    assert dict(zip(read.header, read.rows[0][1], strict=True)) == cells


def test_a_column_with_other_gaps_in_its_name_is_known(data):
    description = data / "datapackage.json"
    description.write_text(description.read_text().replace('"note"', '"period_kind"'), encoding="utf-8")
    (data / "facts.csv").write_text("area,period,value,unit,Period kind\n", encoding="utf-8")

    found = reading.read(data, catalogue.read(data)["facts"])

    assert found.header[-1] == "period_kind"
    assert told(found) == [(1, "the columns are not named exactly as described", True)]


ALL = "no column 'area', 'period', 'value', 'unit', 'note'"


@pytest.mark.parametrize(
    ("header", "found", "letter"),
    [
        ("area,period,vaule,unit,note", "unknown column 'vaule' (did you mean 'value'?); no column 'value'", "C"),
        ("area,period,Vaule,unit,note", "unknown column 'Vaule' (did you mean 'value'?); no column 'value'", "C"),
        ("area,period,printed,unit,note", "unknown column 'printed'; no column 'value'", "C"),
        ("area,period,unit,note", "no column 'value'", ""),
        ("area,note,unit", "no column 'period', 'value'", ""),
        ("area,period,value,value,unit,note", "column 'value' stands there twice", ""),
        ("area,period,value,Value,unit,note", "column 'value' stands there twice", ""),
        ("area,period,value,unit,note,remark", "unknown column 'remark'", "F"),
        (
            "ara,period,b,value,unit,note",
            "unknown column 'ara' (did you mean 'area'?); unknown column 'b'; no column 'area'",
            "A, C",
        ),
        (",area,period,value,unit,note", "a column without a name", "A"),
        ("area,period,,value,unit,note", "a column without a name", "C"),
        ('"area,period,value,unit,note"', f"the whole line stands in quotation marks; {ALL}", "A"),
        ("area|period|value|unit|note", f"unknown column 'area|period|value|unit|note'; {ALL}", "A"),
        ("x" * 61, f"unknown column '{'x' * 57}…'; {ALL}", "A"),
        ("Facts for 2011/12,,,,", f"unknown column 'Facts for 2011/12'; {ALL}", "A"),
        (
            "area,period,va\ufffdue,unit,note",
            "unknown column 'va\ufffdue' (did you mean 'value'?); no column 'value'",
            "C",
        ),
    ],
)
def test_columns_that_are_not_those_described_are_named_and_nothing_is_read(raw, refused, header, found, letter):
    place = f" (found in {'columns' if ',' in letter else 'column'} {letter})" if letter else ""

    assert refused(f"{header}\n{ROWS[0]}\n") == f"data/facts.csv:1: {found}; expected {HEADER}{place}"
    assert raw(f"{header}\n{ROWS[0]}\n").rows == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\r\n\r\n",
        b"   \n\t\n",
        b",,,,\n,,,,\n",
        b";;;;\r\n",
        b'"",""\n',
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff\xfe\n\x00",
    ],
    ids=repr,
)
def test_a_file_with_nothing_in_it_is_empty(raw, content):
    message = "the file is empty; its first line must name the columns"

    assert [problem.message for problem in raw(content).problems if not problem.fixable] == [message]


@pytest.mark.parametrize("first", ["", ",,,,", "  "])
def test_the_first_line_must_not_be_left_out(refused, first):
    assert refused(f"{first}\n{PLAIN}") == "data/facts.csv:1: the first line is empty; it must name the columns"


def test_excels_own_first_line_is_to_be_removed(refused):
    assert refused(f"sep=;\n{PLAIN.replace(',', ';')}") == (
        "data/facts.csv:1: 'sep=;' is only for Excel: remove it; the first line must name the columns"
    )


WORKBOOK = f"this is a workbook, not a CSV file: open it in a spreadsheet and {SAVE}"
ZEROS = f"not text (it holds zeros, as damaged files do): {SAVE}"
MIXED = f"UTF-8 text with something else mixed in from this line on: {SAVE}"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", f"data/facts.csv: {WORKBOOK}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", f"data/facts.csv: {WORKBOOK}"),
        (PLAIN.encode("utf-16-le"), f"data/facts.csv:1: {ZEROS}"),
        (PLAIN.encode("utf-32"), f"data/facts.csv:1: {ZEROS}"),
        (PLAIN.replace("1077", "10\x0077").encode(), f"data/facts.csv:2: {ZEROS}"),
        (b"\x00" * 512, f"data/facts.csv:1: {ZEROS}"),
        (PLAIN.encode("utf-16")[:-1], f"data/facts.csv: broken UTF-16 text, perhaps cut off: {SAVE}"),
        (WORDS.encode("cp1252") + b"x\x81", f"data/facts.csv:4: neither UTF-8 nor Windows-1252 text: {SAVE}"),
        (WORDS.encode() + b"\xa35", f"data/facts.csv:4: {MIXED}"),
        (b"\xef\xbb\xbf" + PLAIN.encode() + b"\xa35", f"data/facts.csv:4: {MIXED}"),
        (
            WORDS.replace("\n", "\r").encode("mac_roman"),
            f"data/facts.csv:3: can be Windows-1252 or Macintosh text: {SAVE}",
        ),
        (PLAIN.replace("safe", "£5").encode("cp850"), f"data/facts.csv:3: can be Windows-1252 or MS-DOS text: {SAVE}"),
        (PLAIN.replace("safe", "ê").encode("cp850"), f"data/facts.csv:3: can be Windows-1252 or MS-DOS text: {SAVE}"),
    ],
    ids=repr,
)
def test_what_is_no_text_or_can_be_two_texts_is_refused_with_how_to_save_it(raw, refused, content, found):
    assert refused(content) == found
    assert raw(content).rows == ()


def test_a_macs_text_that_would_be_the_same_on_windows_is_read(raw):
    found = raw(PLAIN.replace("safe", "£5").replace("\n", "\r").encode("mac_roman"))

    assert found.rows[1][1][-1] == "£5, sound"


def test_a_missing_file_is_named_with_where_it_is_described(data):
    found = reading.read(data, catalogue.read(data)["facts"])

    assert [str(problem) for problem in found.problems] == [
        "data/facts.csv: the file is missing; data/datapackage.json describes it"
    ]


def test_a_folder_in_place_of_the_file_is_told(data):
    (data / "facts.csv").mkdir()

    (problem,) = reading.read(data, catalogue.read(data)["facts"]).problems
    assert str(problem) == "data/facts.csv: the file cannot be opened: Is a directory"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OSError("the network drive has gone"), "the network drive has gone"),
    ],
)
def test_a_file_that_may_not_be_read_is_told(data, monkeypatch, error, reason):
    table = catalogue.read(data)["facts"]

    def refuse(_):
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert [str(problem) for problem in reading.read(data, table).problems] == [
        f"data/facts.csv: the file cannot be opened: {reason}"
    ]


WIDTH = "where 5 columns are named"
OTHERS = "the first line has commas between its cells, and this line has not"
GIT = "git left this line where two versions met; keep one of them"
INSIDE = (
    "a quotation mark is not closed, or stands inside a cell: inside one, write it twice, and the whole cell in "
    "quotation marks"
)
COMMA = "a cell with a comma, such as '1,077', needs quotation marks around it"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("dudley,2011-12,1,077,offences,so", f"6 cells {WIDTH}: {COMMA}"),
        ("dudley,2011-12,1,077,offences,", f"6 cells {WIDTH}: {COMMA}"),
        ("dudley,2011-12,1077,offences,,", f"6 cells {WIDTH}: {COMMA}"),
        (
            'dudley,2011-12,1077,offences, "safe, sound"',
            f"6 cells {WIDTH}: a space stands before a quotation mark; remove it",
        ),
        ("dudley,2011-12,1077", f"3 cells {WIDTH}: the line may have been cut off"),
        ("dudley", f"1 cell {WIDTH}: the line may have been cut off"),
        ("dudley;2011-12;1077;offences;", f"1 cell {WIDTH}: {OTHERS}"),
        ('"dudley,2011-12,1077,offences,"', f"1 cell {WIDTH}: {OTHERS}"),
        ("<<<<<<< HEAD", f"1 cell {WIDTH}: {GIT}"),
        ("=======", f"1 cell {WIDTH}: {GIT}"),
        (">>>>>>> 0a1b2c3 (more, facts)", f"2 cells {WIDTH}: {GIT}"),
        (HEADER, "the columns are named here again: remove the line"),
        ('dudley,2011-12,1077,offences,"so" far', INSIDE),
        pytest.param(
            f"a,b,1,c,{'x' * 131073}",
            "a cell holds more than 131072 characters: is a quotation mark missing?",
            id="a cell too long",
        ),
    ],
)
@pytest.mark.parametrize("place", [2, 3, 4])
@pytest.mark.usefixtures("ordinary_cells")
def test_a_row_that_does_not_fit_is_named_and_left_out(raw, refused, row, found, place):
    lines = PLAIN.splitlines()
    lines.insert(place - 1, row)
    content = "\n".join([*lines, ""])

    assert refused(content) == f"data/facts.csv:{place}: {found}"
    assert place not in [line for line, _ in raw(content).rows]


def test_a_row_that_does_not_fit_does_not_hide_the_rest(raw):
    found = raw(f"{HEADER}\na,b\n{ROWS[0]}\nc\n{ROWS[1]}\n")

    assert [line for line, _ in found.rows] == [3, 5]
    assert [problem.line for problem in found.problems] == [2, 4]


def test_semicolons_within_a_cell_are_named_where_they_stand_between_cells(refused):
    assert refused("area;period;value;unit;note\ndudley;2011-12;1;offences;safe; sound\n") == (
        f"data/facts.csv:2: 6 cells {WIDTH}: a cell with semicolons in it needs quotation marks around it"
    )


UNCLOSED = "a quotation mark is opened and not closed, here or further on: the file may have been cut off"


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        (PLAIN.replace('sound"', "sound"), 3, UNCLOSED),
        (PLAIN.replace("offences,\n", 'offences,"so\n'), 2, UNCLOSED),
        (PLAIN.replace("area,", 'area,"'), 1, UNCLOSED),
        (PLAIN.replace("note\n", '"note\n'), 1, UNCLOSED),
        (PLAIN[:-8], 3, UNCLOSED),
    ],
)
def test_a_quotation_mark_that_is_not_closed_ends_the_reading(raw, content, line, found):
    read = raw(content)

    assert (line, found, False) in told(read)
    assert all(number < line for number, _ in read.rows)


def test_a_file_that_was_cut_off_within_a_row_keeps_the_rows_before_it(raw):
    found = raw(PLAIN[: PLAIN.index(",per cent")])

    assert [line for line, _ in found.rows] == [2]
    assert told(found) == [(3, LAST, True), (3, f"3 cells {WIDTH}: the line may have been cut off", False)]


@pytest.mark.parametrize(
    "swallowing",
    [
        f'dudley,2010-11,1,offences,"so\n{ROWS[0]}\nwalsall,2011-12,3,offences,far"',
        f'dudley,2010-11,1,offences,"so\n{ROWS[0]}"',
        f'dudley,2010-11,1,offences,"so\n{ROWS[0]}\n"',
    ],
)
def test_a_cell_that_has_swallowed_a_row_is_refused(raw, refused, swallowing):
    found = "a cell holds what looks like a whole row: close its quotation marks, or write the cell in one line"

    assert refused(f"{HEADER}\n{swallowing}\n") == f"data/facts.csv:2: {found}"
    assert raw(f"{HEADER}\n{swallowing}\n").rows == ()


def test_a_header_cannot_swallow_a_row(raw, refused):
    content = f'area,period,value,unit,"note\n{ROWS[0]}"\n{ROWS[1]}\n'

    assert refused(content).startswith("data/facts.csv:1: unknown column 'note dudley,2011-12,1077,offences,'")
    assert raw(content).rows == ()


def test_a_cell_of_several_lines_with_commas_between_words_is_read(raw):
    found = raw(f'{HEADER}\ndudley,2011-12,1,offences,"of these\nburglary, robbery, theft, arson, fraud"\n')

    assert found.rows[0][1][-1] == "of these\nburglary, robbery, theft, arson, fraud"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(raw, end):
    rows = [
        ROWS[0],
        'dudley,2012-13,1,offences,"one\ntwo\n\nfour"',
        "",
        "dudley",
        'a,b,1,"c\nd",e',
        "a,b,1,c,d\x0be\u2028f",
    ]
    found = raw("\n".join([HEADER, *rows, ""]).replace("\n", end))

    assert [line for line, _ in found.rows] == [2, 3, 9, 11]
    assert [(problem.line, problem.message[:12]) for problem in found.problems if problem.line > 1] == [
        (8, "1 cell where"),
        (7, "an empty row"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "letter"),
    [
        ("area,period,value,unit,note", "dudley,2011-12,many,offences,", "C"),
        ("value,area,period,unit,note", "many,dudley,2011-12,offences,", "A"),
        ("area;period;unit;note;value", "dudley;2011-12;offences;;many", "E"),
        ("Note,unit,VALUE,period,area,,", ",offences,many,2011-12,dudley,,", "C"),
    ],
)
def test_a_cell_is_found_where_it_stands_in_the_file(data, header, row, letter):
    (data / "facts.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    loaded = loading.read(data, catalogue.read(data)["facts"])

    (problem,) = [problem for problem in loaded.problems if not problem.fixable]
    assert str(problem) == (
        f"data/facts.csv:2: value: 'many' is not a plain number such as 1077 or 22.3 (found in column {letter})"
    )


def test_empty_columns_on_the_right_may_be_left_out_of_a_row(raw):
    found = raw(f"{HEADER},,\n{ROWS[0]},,\n{ROWS[0]},\n{ROWS[0]}\n")

    assert [cells for _, cells in found.rows] == [("dudley", "2011-12", "1077", "offences", "")] * 3
    assert told(found) == [(1, "empty columns on the right", True)]


def test_a_cell_beyond_the_last_named_column_is_not_dropped(refused):
    assert refused(f"{HEADER},,\n{ROWS[0]},,remark\n") == f"data/facts.csv:2: 7 cells {WIDTH}: {COMMA}"


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("Â£", "£"),
        ("â€“", "–"),
        ("â€˜â€™â€œâ€\x9d", "‘’“”"),
        ("â€¦ â‚¬ â„¢ âˆ’ â†“ â‰¤", "… € ™ − ↓ ≤"),
        ("Ã©Ã‰ÃŸ", "éÉß"),
        ("Å´ÅµÅ¶Å·", "ŴŵŶŷ"),
        ("â\x80\x93", "–"),
        ("Ã¢â‚¬â€œ", "–"),
        ("\x91\x92\x85", "‘’…"),
        ("\x81", "\x81"),
        ("£ – ‘tŷ’ Â â É’", "£ – ‘tŷ’ Â â É’"),
        ("âœ“", "âœ“"),
    ],
)
def test_characters_that_were_decoded_twice_are_put_right_and_others_left(text, once):
    assert reading.once_decoded(text) == once
