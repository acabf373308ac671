"""Refuse what the two engines would not print alike, with file and line."""

from collections.abc import Iterator, Sequence

from helpers.errors import SourceError
from helpers.pipeline.render.config import FORMATS, merge, require_files, require_title
from helpers.pipeline.render.passages import FENCE, HEADING, Line, Passage, passages
from helpers.pipeline.render.rules import blocks, labels, pictures, tables, words
from helpers.pipeline.render.source import Document


def check(document: Document) -> None:
    """Refuse, at the first place, whatever is outside the subset of Quarto that both engines print alike.

    Raises
    ------
    SourceError
        With file and line, what was found, and what to write instead.
    """
    require_title(document.layers)
    require_files(document.layers, document.folder)
    first = min(_faults(document), key=lambda fault: fault[0], default=None)
    if first:
        index, problem = first
        raise SourceError(f"{document.lines[index].place}: {problem}")


def _faults(document: Document) -> Iterator[tuple[int, str]]:
    """Every fault as which line of all it stands on and what it is; of those on one line, the first to be told first."""
    found = list(passages(document.lines))
    inside, unclosed = blocks.nesting(found)
    yield from _code(document.lines)
    yield from _headings(found, inside)
    for at, passage in enumerate(found):
        for offset, problem in (
            *blocks.faults(passage),
            *pictures.faults(passage, document.folder),
            *words.faults(passage),
            *tables.faults(found, at, inside),
        ):
            yield passage.index(offset), problem
    numbered = all(merge(document.layers, fmt).metadata.get("number-sections") for fmt in FORMATS)
    yield from labels.faults(found, inside, numbered)
    for block in unclosed[-1:]:
        yield block.index, "the block that begins here is not closed with ':::'"


def _code(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Code that runs and raw output, where a block of code opens."""
    fence = ""
    for index, line in enumerate(lines):
        found = FENCE.match(line.text) if line.code else None
        if fence and found and found["marks"].startswith(fence) and not found["info"].strip():
            fence = ""
        elif found and not fence:
            fence = found["marks"]
            if (info := found["info"].strip()).startswith("{"):
                yield (
                    index,
                    f"code that runs, or raw output, has no place in a report ({info}); "
                    "compute in a notebook and include its result",
                )


def _headings(found: Sequence[Passage], inside: blocks.Inside) -> Iterator[tuple[int, str]]:
    """Levels that are left out, in any of the formats."""
    levels = dict.fromkeys(FORMATS, 0)
    for passage in found:
        for index, line in enumerate(passage.prose.split("\n"), passage.first):
            heading = HEADING.match(line)
            depth = len(heading["marks"]) if heading else 0
            for fmt in blocks.shown(inside[index]) if heading else ():
                if depth > levels[fmt] + 1:
                    where = "" if len(set(levels.values())) == 1 else f" in {fmt}"
                    wanted = "#" * (levels[fmt] + 1)
                    yield (
                        index,
                        f"a heading of level {depth} follows one of level {levels[fmt]}{where}; write {wanted!r}",
                    )
                levels[fmt] = depth
