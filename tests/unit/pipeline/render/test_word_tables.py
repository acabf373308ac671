"""Tables in a finished Word file: rows that do not split, short tables that do not break, headings marked."""

import functools
import io
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from helpers.pipeline.render import embedded
from helpers.pipeline.render.word_tables import FEW, SHORT, _centred, kept_together


def pipe(rows: int, cell: str = "x") -> str:
    return "| Name | Number |\n|:--|--:|\n" + "".join(f"| {cell} {row} | {row} |\n" for row in range(rows))


@functools.cache
def plain(markdown: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "a.qmd").write_text(f"---\ntitle: T\n---\n\n{markdown}\n")
        return embedded.render(Path(name) / "a.qmd", ("docx",), timestamp=1)["docx"]


def tables(markdown: str):
    return docx.Document(io.BytesIO(kept_together(plain(markdown)))).element.body.iter(qn("w:tbl"))


def rows(table) -> list:
    return list(table.iter(qn("w:tr")))


def kept(row) -> set[bool]:
    return {p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p"))}


@pytest.mark.parametrize("count", [1, 5, 30])
def test_no_row_splits_over_two_pages(count):
    (table,) = tables(pipe(count))
    properties = [row.find(qn("w:trPr")) for row in rows(table)]
    assert len(properties) == count + 1
    assert all(len(found.findall(qn("w:cantSplit"))) == 1 for found in properties)


def test_the_header_row_and_only_it_is_repeated():
    (table,) = tables(pipe(30))
    marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows(table)]
    assert marked == [True] + [False] * 30


def test_the_first_row_and_the_first_column_are_named_as_headings():
    (table,) = tables(pipe(3))
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert (look.get(qn("w:lastRow")), look.get(qn("w:lastColumn"))) == ("0", "0")


def test_a_short_table_holds_together_but_not_to_what_follows():
    (table,) = tables(pipe(3))
    assert [kept(row) for row in rows(table)] == [{True}, {True}, {True}, {False}]


@pytest.mark.parametrize(("count", "whole"), [(SHORT - 2, True), (SHORT - 1, True), (SHORT, False)])
def test_a_table_is_short_up_to_so_many_rows_with_its_header(count, whole):
    (table,) = tables(pipe(count))
    assert kept(rows(table)[FEW]) == {whole}


def test_a_longer_table_has_some_lines_below_its_header_and_on_the_page_where_it_ends():
    (table,) = tables(pipe(30))
    found = [kept(row) == {True} for row in rows(table)]
    assert found == [True] * FEW + [False] * (30 - 2 * FEW + 1) + [True] * (FEW - 1) + [False]


def test_a_row_of_many_lines_is_enough_below_the_header():
    (table,) = tables(pipe(9, cell="words that take line after line " * 20))
    assert [kept(row) == {True} for row in rows(table)] == [True] + [False] * 9


def test_the_words_beside_a_picture_stand_at_its_middle():
    picture = "<w:drawing>x</w:drawing>"
    assert _centred(f"<w:tc><w:tcPr />{picture}</w:tc>") == (
        f'<w:tc><w:tcPr><w:vAlign w:val="center"/></w:tcPr>{picture}</w:tc>'
    )
    assert _centred("<w:tc><w:tcPr /></w:tc>") == "<w:tc><w:tcPr /></w:tc>"


def test_each_of_two_tables_is_seen_for_itself():
    first, second = tables(f"{pipe(30)}\n\nText\n\n{pipe(2)}")
    assert kept(rows(first)[FEW]) == {False}
    assert kept(rows(second)[1]) == {True}


def test_the_style_of_a_paragraph_comes_before_its_keeping_as_the_schema_wants():
    (table,) = tables(pipe(3))
    for properties in table.iter(qn("w:pPr")):
        names = [etree.QName(child).localname for child in properties]
        assert "pStyle" not in names or names.index("pStyle") == 0


def test_words_cells_and_the_rest_of_the_file_stay_as_they_are():
    before, after = plain(pipe(3)), kept_together(plain(pipe(3)))
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    assert old.namelist() == new.namelist()
    assert all(old.read(name) == new.read(name) for name in old.namelist() if name != "word/document.xml")
    (table,) = docx.Document(io.BytesIO(after)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [["Name", "Number"], ["x 0", "0"]]


def test_rows_that_are_alike_are_all_treated():
    (table,) = tables("| A | B |\n|---|---|\n" + "| same | same |\n" * 4)
    assert [kept(row) for row in rows(table)] == [{True}] * 4 + [{False}]
    assert all(len(row.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}")) == 1 for row in rows(table))


def test_the_same_file_gives_the_same_bytes_twice():
    assert kept_together(plain(pipe(5))) == kept_together(plain(pipe(5)))


def test_a_document_without_tables_is_left_alone():
    changed = zipfile.ZipFile(io.BytesIO(kept_together(plain("Text"))))
    assert changed.read("word/document.xml") == zipfile.ZipFile(io.BytesIO(plain("Text"))).read("word/document.xml")
