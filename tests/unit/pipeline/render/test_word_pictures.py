"""A picture in a table of a Word file is whole: it is never wider than its cell."""

import re

import pytest

from helpers.pipeline.render.word_pictures import CLOSE, fitted

PAGE = '<w:sectPr><w:pgSz w:h="16838" w:w="11906" /><w:pgMar w:left="953" w:right="953" /></w:sectPr>'  # 10,000 twips between


def picture(width: int, height: int) -> str:
    size = f'cx="{width}" cy="{height}"'
    return f"<wp:inline><wp:extent {size} /><a:xfrm><a:ext {size} /></a:xfrm></wp:inline>"


def table(*cells: str, columns: tuple[int, ...] = (1_000, 4_000), kind: str = "pct") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}" />' for width in columns)
    row = "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells)
    return f'<w:tbl><w:tblW w:type="{kind}" w:w="5000" /><w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>{PAGE}'


def sizes(document: str) -> list[tuple[int, int]]:
    return [(int(width), int(height)) for width, height in re.findall(r'cx="(\d+)" cy="(\d+)"', fitted(document))]


# The first of two columns has a fifth of 10,000 twips; 216 are the cell's margins, and a twip is 635 units.
ROOM = (2_000 - 216) * 635


@pytest.mark.parametrize("width", [ROOM - 1, ROOM])
def test_a_picture_that_fits_stays_as_it_is(width):
    assert sizes(table(picture(width, 500_000), "x")) == [(width, 500_000)] * 2


def test_a_picture_that_is_too_wide_becomes_as_wide_as_its_cell_in_its_own_proportions():
    assert sizes(table(picture(2 * ROOM, 500_000), "x")) == [(ROOM, 250_000)] * 2


def test_each_cell_has_the_width_of_its_own_column():
    found = sizes(table(picture(2 * ROOM, 2), picture(2 * ROOM, 2)))
    assert [width for width, _ in found] == [ROOM, ROOM, 2 * ROOM, 2 * ROOM]


def test_a_table_that_is_not_stretched_has_the_widths_that_it_says():
    assert sizes(table(picture(9_999_999, 2), "x", kind="auto"))[0][0] == (1_000 - 216) * 635


def test_a_picture_outside_a_table_or_in_merged_cells_is_left():
    assert sizes(picture(9_999_999, 5) + table(picture(8_888_888, 5))) == [(9_999_999, 5)] * 2 + [(8_888_888, 5)] * 2


def test_a_picture_keeps_no_room_free_beside_it():
    assert CLOSE in fitted(table(picture(5, 5), "x"))
