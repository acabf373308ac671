"""What `csp check` says of a file of data/ that a spreadsheet, an editor or git has left as no table."""

from collections.abc import Callable

from tests.messages.case import Case, change, check, folder, remove, write

MEETINGS = "data/meetings.csv"
HEAD = b"meeting,area,body,date,time,place,source,locator\n"


def _line(number: int, text: str) -> Callable[[bytes], bytes]:
    """Another line of meetings.csv."""

    def changed(content: bytes) -> bytes:
        lines = content.split(b"\n")
        return b"\n".join([*lines[: number - 1], text.encode(), *lines[number:]])

    return changed


CASES: tuple[Case, ...] = (
    check(
        "file-missing",
        "a table's file is missing",
        "data/meetings.csv: the file is missing; data/datapackage.json describes it",
        remove(MEETINGS),
    ),
    check(
        "file-unopenable",
        "a table's file cannot be opened",
        "data/meetings.csv: the file cannot be opened: Is a directory",
        folder(MEETINGS),
    ),
    check(
        "workbook",
        "an Excel workbook lies in place of a CSV file",
        (
            "data/meetings.csv: this is a workbook, not a CSV file: open it in a spreadsheet and save it as "
            "'CSV UTF-8 (Comma delimited)'"
        ),
        write(MEETINGS, b"PK\x03\x04 and more"),
    ),
    check(
        "zeros",
        "a file is damaged and holds zeros",
        (
            "data/meetings.csv:8: not text (it holds zeros, as damaged files do): save it as 'CSV UTF-8 "
            "(Comma delimited)'"
        ),
        change(MEETINGS, lambda content: content[:-40] + b"\x00\n"),
    ),
    check(
        "file-empty",
        "a file is empty",
        "data/meetings.csv: the file is empty; its first line must name the columns",
        write(MEETINGS, ""),
    ),
    check(
        "line-ends",
        "a file has Windows line ends",
        "data/meetings.csv:1: lines end as Windows writes them (CRLF); `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content.replace(b"\n", b"\r\n")),
    ),
    check(
        "last-line-end",
        "the last line has no line end",
        "data/meetings.csv:8: the last line has no line end; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content[:-1]),
    ),
    check(
        "utf-16",
        "a file is saved as 'Unicode text'",
        "data/meetings.csv:1: the file is UTF-16, not UTF-8; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content.decode().encode("utf-16")),
    ),
    check(
        "utf-16-broken",
        "a UTF-16 file is cut off",
        "data/meetings.csv: broken UTF-16 text, perhaps cut off: save it as 'CSV UTF-8 (Comma delimited)'",
        change(MEETINGS, lambda content: content.decode().encode("utf-16")[:-1]),
    ),
    check(
        "byte-order-mark",
        "a file begins with a byte order mark",
        "data/meetings.csv:1: the file has a byte order mark; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: b"\xef\xbb\xbf" + content),
    ),
    check(
        "mixed-encodings",
        "lines of two encodings were joined",
        (
            "data/meetings.csv:3: UTF-8 text with something else mixed in from this line on: save it as 'CSV "
            "UTF-8 (Comma delimited)'"
        ),
        change(
            MEETINGS,
            lambda content: content.replace(b"Chairman", b"").replace(
                b"The Council House", "Café".encode() + b" caf\xe9", 1
            ),
        ),
    ),
    check(
        "no-encoding",
        "a file is neither UTF-8 nor Windows-1252",
        ("data/meetings.csv:3: neither UTF-8 nor Windows-1252 text: save it as 'CSV UTF-8 (Comma delimited)'"),
        change(MEETINGS, lambda content: content.replace(b"The Council", b"\x81\x8d", 1)),
    ),
    check(
        "ms-dos",
        "a file may be of MS-DOS",
        ("data/meetings.csv:3: can be Windows-1252 or MS-DOS text: save it as 'CSV UTF-8 (Comma delimited)'"),
        change(MEETINGS, lambda content: content.replace(b"The Council", b"\x9c100", 1)),
    ),
    check(
        "windows-1252",
        "a file is Windows-1252",
        "data/meetings.csv:3: the file is Windows-1252, not UTF-8; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content.replace(b"The Council", b"caf\xe9", 1)),
    ),
    check(
        "first-line-empty",
        "the first line is empty",
        "data/meetings.csv:1: the first line is empty; it must name the columns",
        change(MEETINGS, lambda content: b"\n" + content),
    ),
    check(
        "excel-sep",
        "the first line is only for Excel",
        "data/meetings.csv:1: 'sep=,' is only for Excel: remove it; the first line must name the columns",
        change(MEETINGS, lambda content: b"sep=,\n" + content),
    ),
    check(
        "semicolons",
        "semicolons stand between the cells",
        ("data/corrections.csv:1: semicolons between the cells instead of commas; `csp check --fix` writes it so"),
        write("data/corrections.csv", "table;figure;field;old_value;new_value;reason;authority\n"),
    ),
    check(
        "column-order",
        "the columns stand in another order",
        ("data/corrections.csv:1: the columns stand in another order than described; `csp check --fix` writes it so"),
        write("data/corrections.csv", "figure,table,field,old_value,new_value,reason,authority\n"),
    ),
    check(
        "column-spelling",
        "a column is spelt otherwise",
        ("data/corrections.csv:1: the columns are not named exactly as described; `csp check --fix` writes it so"),
        write("data/corrections.csv", "Table,figure,field,Old Value,new_value,reason,authority\n"),
    ),
    check(
        "columns-right",
        "empty columns stand on the right",
        "data/corrections.csv:1: empty columns on the right; `csp check --fix` writes it so",
        write("data/corrections.csv", "table,figure,field,old_value,new_value,reason,authority,,\n"),
    ),
    check(
        "column-unknown",
        "a column is misspelt",
        (
            "data/corrections.csv:1: unknown column 'figur' (did you mean 'figure'?); no column 'figure'; "
            "expected table,figure,field,old_value,new_value,reason,authority (found in column B)"
        ),
        write("data/corrections.csv", "table,figur,field,old_value,new_value,reason,authority\n"),
    ),
    check(
        "column-nameless",
        "a column has no name",
        (
            "data/corrections.csv:1: a column without a name; no column 'field'; expected "
            "table,figure,field,old_value,new_value,reason,authority (found in column C)"
        ),
        write("data/corrections.csv", "table,figure,,old_value,new_value,reason,authority\n"),
    ),
    check(
        "column-twice",
        "a column stands there twice",
        (
            "data/corrections.csv:1: no column 'field'; column 'figure' stands there twice; expected "
            "table,figure,field,old_value,new_value,reason,authority"
        ),
        write("data/corrections.csv", "table,figure,figure,old_value,new_value,reason,authority\n"),
    ),
    check(
        "line-quoted",
        "a line stands in quotation marks as a whole",
        (
            "data/corrections.csv:1: the whole line stands in quotation marks; no column 'table', 'figure', "
            "'field', 'old_value', 'new_value', 'reason', 'authority'; expected "
            "table,figure,field,old_value,new_value,reason,authority (found in column A)"
        ),
        write("data/corrections.csv", '"table,figure,field,old_value,new_value,reason,authority"\n'),
    ),
    check(
        "quotation-inside",
        "a quotation mark stands inside a cell",
        (
            "data/meetings.csv:3: a quotation mark is not closed, or stands inside a cell: inside one, write "
            "it twice, and the whole cell in quotation marks"
        ),
        change(MEETINGS, _line(3, 'a,"b"c,d,,,,s,l')),
    ),
    check(
        "quotation-open",
        "a quotation mark is not closed",
        (
            "data/meetings.csv:9: a quotation mark is opened and not closed, here or further on: the file may"
            " have been cut off"
        ),
        change(MEETINGS, lambda content: content + b'"open,dudley\n'),
    ),
    check(
        "quotation-header",
        "a quotation mark in the first line is not closed",
        (
            "data/meetings.csv:1: a quotation mark is opened and not closed, here or further on: the file may"
            " have been cut off"
        ),
        change(MEETINGS, lambda content: b'"' + content),
    ),
    check(
        "cell-huge",
        "a cell is beyond all measure",
        "data/meetings.csv:9: a cell holds more than […] characters: is a quotation mark missing?",
        change(MEETINGS, lambda content: content + b"a" * 131073 + b",dudley,,,,,,\n"),
    ),
    check(
        "row-empty",
        "a row is empty",
        "data/meetings.csv:9: an empty row; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content + b",,,,,,,\n"),
    ),
    check(
        "rows-empty",
        "rows are empty",
        "data/meetings.csv:9: 3 empty rows, to line 11; `csp check --fix` writes it so",
        change(MEETINGS, lambda content: content + b",,,,,,,\n" * 3),
    ),
    check(
        "header-again",
        "the columns are named twice",
        "data/meetings.csv:9: the columns are named here again: remove the line",
        change(MEETINGS, lambda content: content + HEAD),
    ),
    check(
        "row-in-cell",
        "a whole row lies in a cell",
        (
            "data/meetings.csv:9: a cell holds what looks like a whole row: close its quotation marks, or "
            "write the cell in one line"
        ),
        change(MEETINGS, lambda content: content + b'a,"dudley\na,b,c,d,e,f,g,h,i",,,,,,\n'),
    ),
    check(
        "git-conflict",
        "git left a mark where two versions met",
        (
            "data/meetings.csv:9: 1 cell where 8 columns are named: git left this line where two versions "
            "met; keep one of them"
        ),
        change(MEETINGS, lambda content: content + b"<<<<<<< HEAD\n"),
    ),
    check(
        "other-separator",
        "a line has other separators than the first",
        (
            "data/meetings.csv:9: 1 cell where 8 columns are named: the first line has commas between its "
            "cells, and this line has not"
        ),
        change(MEETINGS, lambda content: content + b"a;dudley;b;;;;s;l\n"),
    ),
    check(
        "row-short",
        "a line is cut off",
        "data/meetings.csv:9: 3 cells where 8 columns are named: the line may have been cut off",
        change(MEETINGS, lambda content: content + b"a,dudley,b\n"),
    ),
    check(
        "two-rows",
        "a row was added behind a last line without a line end",
        (
            "data/meetings.csv:9: 15 cells where 8 columns are named: two rows stand on one line; begin the second on a line of its "
            "own"
        ),
        change(MEETINGS, lambda content: content + b"a,dudley,b,,,,s,lc,dudley,d,,,,s,l\n"),
    ),
    check(
        "columns-unnamed",
        "the line that names the columns was lost",
        (
            "data/meetings.csv:1: none of the columns is named here; the first line must be "
            "meeting,area,body,date,time,place,source,locator"
        ),
        change(MEETINGS, lambda content: content.split(b"\n", 1)[1]),
    ),
    check(
        "space-before-quotation",
        "a space stands before a quotation mark",
        ("data/meetings.csv:9: 9 cells where 8 columns are named: a space stands before a quotation mark; remove it"),
        change(MEETINGS, lambda content: content + b'a,dudley, "b, c",,,,s,l\n'),
    ),
    check(
        "comma-unquoted",
        "a comma stands in a cell without quotation marks",
        (
            "data/meetings.csv:9: 9 cells where 8 columns are named: a cell with a comma, such as '1,077', "
            "needs quotation marks around it"
        ),
        change(MEETINGS, lambda content: content + b"a,dudley,b, c,,,,s,l\n"),
    ),
    check(
        "semicolon-unquoted",
        "a semicolon stands in a cell of a file that has them between its cells",
        "data/meetings.csv:2: 9 cells where 8 columns are named: a cell with semicolons in it needs quotation marks around it",
        change(MEETINGS, lambda content: HEAD.replace(b",", b";") + b"a;dudley;b;c;;;;s;l\n"),
        also=("data/meetings.csv:1: semicolons between the cells instead of commas; `csp check --fix` writes it so",),
    ),
)
