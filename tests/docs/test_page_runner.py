"""The runner of docs/ does what a page says, and finds where a page is wrong."""

import os
from pathlib import Path

import pytest
from page_runner import PageError, blocks, follow, matches


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


RIGHT = """# How

Say it:

```sh
echo one; echo two >&2
```

It answers:

```text
one
two
```

Put this at the end of `list.csv`:

```csv add to list.csv
b,2
```

and this into `new/words.md`:

```md write to new/words.md
Hello.
```

```sh
cat list.csv new/words.md
```

```text
a,1
…
Hell…
```

```sh fails
cat nowhere
```

```sh elsewhere
curl nowhere.example
```

```mermaid
flowchart
```
"""


def test_a_page_that_is_right_is_done_from_top_to_bottom(tmp_path):
    (tmp_path / "list.csv").write_text("a,1\n", encoding="utf-8")
    follow(page(tmp_path, RIGHT), tmp_path, os.environ)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8") == "a,1\nb,2\n"
    assert (tmp_path / "new" / "words.md").read_text(encoding="utf-8") == "Hello.\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one\ntwo\n", "one\nthree\n", r"page\.md, line 11: the page says that this is printed:\none\nthree\n"),
        ("one\ntwo\n", "one\n", r"line 11: .*\none\n\nbut it is this:\none\ntwo\n"),
        ("Hell…", "Hall…", r"line 32: .*Hall"),
        ("echo one; ", "echo one; false; ", r"line 5: exit code 1, and it should have succeeded:\n"),
        ("cat list.csv", "cat lists.csv", r"line 28: .*lists\.csv: No such file"),
        ("cat nowhere", "echo nowhere", r"line 38: exit code 0, and it should have failed"),
        ("sh elsewhere", "sh somewhere", r"line 42: 'somewhere' behind ```sh is neither"),
        ("csv add to", "csv put in", r"line 18: 'put in list\.csv' is neither"),
        ("end of `list.csv`", "end of the list", r"line 18: the paragraph above does not tell the reader"),
        ("list.csv`:\n\n```csv add to list.csv", "list.tsv`:\n\n```csv add to list.tsv", r"line 18: there is no list\.tsv"),
        ("# How", "```text\nfirst\n```", r"line 1: no command stands above this"),
    ],
)  # fmt: skip
def test_a_page_that_is_wrong_is_found_out_with_its_line(tmp_path, old: str, new: str, said: str):
    (tmp_path / "list.csv").write_text("a,1\n", encoding="utf-8")
    assert RIGHT.count(old) == 1
    with pytest.raises(PageError, match=f"(?s){said}"):
        follow(page(tmp_path, RIGHT.replace(old, new)), tmp_path, os.environ)


def test_a_block_knows_its_line_and_the_paragraph_above():
    first, *_ = blocks("# T\n\nIn `a.csv`,\nat its end:\n\n```csv add to a.csv\nx\n```\n")
    assert (first.language, first.told, first.text, first.line) == ("csv", "add to a.csv", "x\n", 6)
    assert first.above == "In `a.csv`,\nat its end:"


@pytest.mark.parametrize(
    ("wanted", "printed", "same"),
    [
        ("a\n", "a  \n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\n", False),
        ("a … c\n", "a b c\n", True),
        ("a … c\n", "a b\nc\n", False),
        ("(a)\n", "a\n", False),
        ("…\n", "", True),
        ("", "a\n", False),
    ],
)
def test_an_ellipsis_stands_for_anything_and_nothing_else_does(wanted: str, printed: str, same: bool):
    assert matches(wanted, printed) is same
