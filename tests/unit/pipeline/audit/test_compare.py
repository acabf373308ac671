"""How alike two versions of a published file are, and in which values they differ."""

import io
import json
import zipfile

import pytest

from helpers.pipeline.audit import compare
from helpers.pipeline.audit.compare import Compared, Likeness

CSV = b"indicator,change,note\nburglary,-27.7,\nrobbery,3.25,few\n"


def likeness(path: str, old: bytes, new: bytes) -> Compared:
    [found] = compare.outputs({path: old}, {path: new}, "re-run")
    return found


def value(name: str, text: str, exact: object, *rows: str) -> dict:
    return {"id": name, "text": text, "value": exact, "sources": [{"row": row} for row in rows]}


def values(*found: dict) -> bytes:
    return json.dumps({"values": found}).encode()


def docx(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "/") + ".xml", text)
    return buffer.getvalue()


def pdf(day: str, words: str = "Burglary fell") -> bytes:
    return (
        f"%PDF-1.7\n({words}) Tj\n<xmp:CreateDate>{day}</xmp:CreateDate>\n/CreationDate (D:{day})\n/ID [<{day}><{day}>]\n"
        f"startxref\n{len(day)}\n"
    ).encode()


def test_the_same_bytes_are_identical():
    assert likeness("data/a.csv", CSV, CSV) == Compared("data/a.csv", Likeness.IDENTICAL)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a.pdf", pdf("2016"), pdf("2026")),
        ("a.docx", docx(word_document="x", docProps_core="2016"), docx(word_document="x", docProps_core="2026")),
        (
            "a.html",
            b'<head><meta name="generator" content="pandoc 3.1"></head>',
            b'<head><meta name="generator" content="pandoc 3.9"></head>',
        ),
    ],
)
def test_what_a_file_notes_of_its_own_writing_is_no_content(path, old, new):
    assert likeness(path, old, new).likeness is Likeness.SAME


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a.pdf", pdf("2016"), pdf("2016", "Burglary rose")),
        ("a.docx", docx(word_document="x"), docx(word_document="y")),
        ("a.docx", docx(word_document="x"), docx(word_document="x", word_more="y")),
        ("a.docx", b"no archive", b"none either"),
        ("a.html", b"<p>1,077</p>", b"<p>1,078</p>"),
    ],
)
def test_anything_else_is(path, old, new):
    assert likeness(path, old, new) == Compared(path, Likeness.DIFFERENT, ("its content differs",))


def test_numbers_may_differ_in_their_last_digits_only():
    near = CSV.replace(b"3.25", b"3.2500000000001")
    assert likeness("data/a.csv", CSV, near).likeness is Likeness.CLOSE
    far = CSV.replace(b"3.25", b"3.2500001")
    assert likeness("data/a.csv", CSV, far) == Compared(
        "data/a.csv", Likeness.DIFFERENT, ("row 3 (robbery), change: published 3.25, re-run 3.2500001",)
    )


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (CSV + b"theft,1,\n", "row 4 (theft, 1): not published"),
        (b"indicator,change,note\nburglary,-27.7,\n", "row 3 (robbery, 3.25): not re-run"),
        (CSV.replace(b"-27.7,", b"-27.7,new"), "row 2 (burglary), note: published blank, re-run new"),
        (
            CSV.replace(b"note", b"remark"),
            "columns: published indicator, change, note, re-run indicator, change, remark",
        ),
    ],
)
def test_each_cell_and_row_that_differs_is_told(new, said):
    assert likeness("data/a.csv", CSV, new).differences == (said,)


def test_many_differences_are_counted():
    old = b"n\n" + b"".join(b"%d\n" % number for number in range(50))
    new = b"n\n" + b"".join(b"%d\n" % (number + 1) for number in range(50))
    told = likeness("data/a.csv", old, new).differences
    assert len(told) == compare.MOST + 1 and told[-1] == "and 30 more differences"


def test_values_are_told_as_printed_with_the_changed_rows_behind_them():
    old = values(value("change", "−27.7%", -27.72, "o.csv:3", "o.csv:4"), value("kept", "5", 5), value("gone", "1", 1))
    new = values(value("change", "−27.6%", -27.58, "o.csv:3", "o.csv:4"), value("kept", "5", 5), value("come", "2", 2))
    told = list(compare.values(old, new, "re-run", frozenset({"o.csv:4", "p.csv:9"})))
    assert told == [
        "change: published −27.7%, re-run −27.6%; data/o.csv row 4 has changed since",
        "come: not published, re-run 2",
        "gone: published 1, not re-run",
    ]


def test_a_value_that_is_only_printed_alike_is_told():
    old, new = values(value("rate", "3.4", 3.438)), values(value("rate", "3.4", 3.444))
    assert list(compare.values(old, new, "re-run")) == [
        "rate: printed alike, but worked out as 3.438 when published and as 3.444 re-run"
    ]


def test_an_output_that_only_one_side_has_is_told():
    found = compare.outputs({"a.csv": b"1"}, {"b.csv": b"1"}, "re-run")
    assert [(each.path, each.likeness, each.differences) for each in found] == [
        ("a.csv", Likeness.DIFFERENT, ("published, and not re-run",)),
        ("b.csv", Likeness.DIFFERENT, ("re-run, and not published",)),
    ]
