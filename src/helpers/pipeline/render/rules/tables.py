"""Tables: the row that names the columns, and a caption's label."""

import re
from collections.abc import Iterator, Sequence

from helpers.pipeline.render.passages import Passage
from helpers.pipeline.render.rules.blocks import LABELLED, Inside

CAPTION = re.compile(r"^ {0,3}(?::|[Tt]able:)\s+\S")
PIPE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
GRID_RULE = re.compile(r"^\s*\+[-+:]+\+\s*$")
GRID_HEAD_RULE = re.compile(r"^\s*\+[=+:]+\+\s*$")
COLUMNS = re.compile(r"^\s*-{2,}(?:[ \t]+-{2,})+\s*$")
DASHES = re.compile(r"^\s*-{3,}\s*$")


def faults(passages: Sequence[Passage], at: int, inside: Inside) -> Iterator[tuple[int, str]]:
    """What is wrong with the tables of one passage of many."""
    passage = passages[at]
    lines = passage.text.split("\n")
    for index, start in enumerate(passage.starts()):
        for problem in (_pipe(lines, index), _grid(lines, index), _simple(lines, index)):
            if problem:
                yield start, problem
        above = lines[:index] or _lines(passages, at - 1)
        # An indented table belongs to what a definition list says of a term, which looks like a caption.
        below = [line for line in _lines(passages, at + 1) if not index and not line.startswith((" ", "\t"))]
        if (
            CAPTION.match(lines[index])
            and (_is_table(above) or _is_table(below))
            and "{#tbl-" not in "\n".join(lines[index:])
        ):
            yield start, "the table has a caption but no label: add {#tbl-…} to its end"
    for found in re.finditer(r"<table\b", passage.prose, flags=re.IGNORECASE):
        following = [passage.prose[found.start() :], *(later.prose for later in passages[at + 1 :])]
        labelled = any(LABELLED.search(block.attributes) for block in inside[passage.index(found.start())])
        for problem in _html("\n".join(following), labelled):
            yield found.start(), problem


def _pipe(lines: Sequence[str], index: int) -> str:
    line, above = lines[index], lines[index - 1] if index else ""
    if "|" in line and PIPE_RULE.match(line) and not above.strip("| \t"):
        return "the table has no header row: name its columns in the line above"
    return ""


def _grid(lines: Sequence[str], index: int) -> str:
    begins = GRID_RULE.match(lines[index]) and not (index and re.match(r"^\s*[|+]", lines[index - 1]))
    if begins and not any(GRID_HEAD_RULE.match(line) for line in lines[index:]):
        return "the table has no header row: put the names of its columns above a line of ==="
    return ""


def _simple(lines: Sequence[str], index: int) -> str:
    """A table of columns under lines of dashes: where nothing stands above those lines, it has no header row."""
    if index or len(lines) < 2:
        return ""
    ruled = [COLUMNS.match(line) or DASHES.match(line) for line in lines]
    framed = DASHES.match(lines[0]) and lines[0].strip() != "---" and ruled[-1] and not any(ruled[1:-1])
    if COLUMNS.match(lines[0]) or framed:
        return "the table has no header row: name its columns above the line of dashes"
    return ""


def _lines(passages: Sequence[Passage], at: int) -> list[str]:
    return passages[at].text.split("\n") if 0 <= at < len(passages) else []


def _is_table(lines: Sequence[str]) -> bool:
    return any(
        line.lstrip().startswith(("|", "+")) or ("|" in line and PIPE_RULE.match(line)) or COLUMNS.match(line)
        for line in lines
    )


def _html(text: str, labelled: bool) -> Iterator[str]:
    table, end, _ = re.sub(r"</table\s*>", "</table>", text, flags=re.IGNORECASE).partition("</table>")
    if not end:
        yield "the table that begins here is not closed with </table>"
    elif not re.search(r"<th[\s>]", table, flags=re.IGNORECASE):
        yield "the table has no header row: put the names of its columns in <th> cells"
    if re.search(r"<caption\b", table, flags=re.IGNORECASE) and not labelled:
        yield "the table has a caption but no label: put it between the lines ::: {#tbl-…} and :::"
