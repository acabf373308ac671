"""Lines are taken together up to the next empty one, with what nobody reads blanked out and each place kept."""

import pytest

from helpers.pipeline.render.passages import Line, lines_outside_code, outside_code, passages


def lines(text: str, code: tuple[int, ...] = ()) -> list[Line]:
    return [Line(line, "a.md", number, number in code) for number, line in enumerate(text.split("\n"), 1)]


def prose(text: str) -> list[str]:
    return [" ".join(passage.prose.split()) for passage in passages(lines(text))]


def test_a_passage_ends_at_an_empty_line_and_at_code():
    found = list(passages(lines("a\nb\n\n \nc\n```\nd\n```\ne", code=(6, 7, 8))))
    assert [(passage.first, passage.text) for passage in found] == [(0, "a\nb"), (4, "c"), (8, "e")]
    assert [line.number for passage in found for line in passage.lines] == [1, 2, 5, 9]


def test_a_text_without_lines_has_no_passage():
    assert list(passages([])) == list(passages(lines("\n\n"))) == []


def test_a_place_of_a_passage_leads_to_its_line():
    (first, second) = passages(lines("one\n\ntwo\nthree"))
    assert [second.index(second.text.index(word)) for word in ("two", "three")] == [2, 3]
    assert second.starts() == [0, 4]
    assert first.starts() == [0]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a `b` c", ["a c"]),
        ("a `b\nc` d", ["a d"]),
        ("a `b\n\nc` d", ["a `b", "c` d"]),
        ("a ``b ` c`` d", ["a d"]),
        ("a \\`b` c", ["a \\`b` c"]),
        ("a ``b` c", ["a ``b` c"]),
        ("a <!-- b\n\nc --> d", ["a", "d"]),
        ("a <!-- `b --> c` d", ["a c` d"]),
        ("a `<!-- b` c --> d", ["a c --> d"]),
        ("a <!-- b", ["a <!-- b"]),
    ],
)
def test_code_and_comments_are_blanked_out_over_lines_whichever_begins_first(text, read):
    assert prose(text) == read
    assert all(len(passage.prose) == len(passage.text) for passage in passages(lines(text)))


def test_code_is_blanked_out_line_by_line_for_those_who_read_lines():
    text = "a `b\nc` d <!-- e -->"
    assert outside_code(text) == "a   \n   d <!-- e -->"
    assert lines_outside_code(lines(f"{text}\nf", code=(3,))) == ["a   ", "   d <!-- e -->", ""]
