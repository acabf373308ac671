"""Blocks between lines of `:::`: their classes and attributes, the formats that print them, and that each is closed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.pipeline.render.config import FORMATS
from helpers.pipeline.render.passages import DIV, DIV_END, QUOTED, Passage

CALLOUTS = ("callout-note", "callout-tip", "callout-important", "callout-warning", "callout-caution")
CONDITIONAL = ("content-visible", "content-hidden")
HOUSE = ("key-figures", "table-note", "sources-of-figures", "page-break")
LABELLED = re.compile(r"#((?:fig|tbl)-[\w-]+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block that is open: which line of all opens it, and its attributes as they are written."""

    index: int
    attributes: str


Inside = Mapping[int, tuple[Block, ...]]
"""The blocks in which each line of prose stands, by which line of all it is."""


def nesting(passages: Sequence[Passage]) -> tuple[Inside, tuple[Block, ...]]:
    """The blocks in which each line of prose stands, and those that are never closed."""
    inside: dict[int, tuple[Block, ...]] = {}
    open_blocks: tuple[Block, ...] = ()
    for passage in passages:
        for index, line in enumerate(passage.prose.split("\n"), passage.first):
            inside[index] = open_blocks
            if DIV_END.match(line):
                open_blocks = open_blocks[:-1]
            elif found := DIV.match(line):
                open_blocks = (*open_blocks, Block(index, found["attributes"]))
    return inside, open_blocks


def faults(passage: Passage) -> Iterator[tuple[int, str]]:
    """What is wrong with the lines that open blocks."""
    for start, line in zip(passage.starts(), passage.prose.split("\n"), strict=True):
        for problem in _block(line):
            yield start, problem


def shown(enclosing: Sequence[Block]) -> tuple[str, ...]:
    """The formats that print what stands in these blocks."""
    return tuple(fmt for fmt in FORMATS if all(fmt in formats_of(block.attributes) for block in enclosing))


def formats_of(attributes: str) -> frozenset[str]:
    """The formats that print what has these attributes."""
    shown = frozenset(FORMATS)
    if not any(name in attributes for name in CONDITIONAL):
        return shown
    for when, name in _conditions(attributes):
        shown = shown & {name} if when == "when" else shown - {name}
    return frozenset(FORMATS) - shown if CONDITIONAL[1] in attributes else shown


def condition_faults(attributes: str) -> Iterator[str]:
    """What is wrong with the condition of content that is conditional."""
    names = [name for _, name in _conditions(attributes)]
    if not names:
        yield 'conditional content needs when-format="…" or unless-format="…"'
    for name in names:
        if name == "pdf":
            yield 'when-format="pdf" never matches, since Typst makes the PDF: write when-format="typst"'
        elif name not in FORMATS:
            yield f"there is no format {name!r}; there are {', '.join(FORMATS)}"
    if re.search(r"(when|unless)-(meta|profile)", attributes):
        yield "content can be conditional on a format only"


def _conditions(attributes: str) -> list[tuple[str, str]]:
    """Each condition as `when` or `unless` and the format that it names."""
    found = re.findall(rf"(when|unless)-format=({QUOTED}|[\w-]+)", attributes)
    return [(when, name.strip("\"'")) for when, name in found]


def _block(line: str) -> Iterator[str]:
    found = DIV.match(line)
    if not found or DIV_END.match(line):
        if re.match(r"^[\s>]*:{3,}\s*\{[^}]*$", line):
            yield "the attributes of a block must stand on one line"
        return
    attributes = found["attributes"]
    inside = attributes.strip("{}")
    bare = re.sub(r'"[^"]*"', "", inside)
    if attributes.startswith("{") and not re.search(r"\.[\w-]|#(fig|tbl)-", bare):
        yield f"a block needs a class; there are {', '.join((*CALLOUTS, *CONDITIONAL, *HOUSE))}"
    classes = re.findall(r"\.([\w-]+)", bare) if attributes.startswith("{") else [attributes]
    if re.search(r"#(fig|tbl)-", inside):
        if re.search(r"layout", inside):
            yield "figures laid out side by side are not supported; give each its own label and caption"
        if classes:
            yield f"a block with a label takes no class: put it into a block of class {classes[0]!r} instead"
        return
    for name in classes:
        if name not in (*CALLOUTS, *CONDITIONAL, *HOUSE):
            yield f"a block of class {name!r} is not supported; there are {', '.join((*CALLOUTS, *CONDITIONAL, *HOUSE))}"
    if any(name in CALLOUTS for name in classes):
        if "title=" not in inside:
            yield 'a callout needs its title as an attribute: {.callout-note title="…"}'
        if re.search(r"\b(collapse|appearance|icon)=", inside):
            yield "a callout takes only a title; collapse, appearance and icon do not work in print"
    if any(name in CONDITIONAL for name in classes):
        yield from condition_faults(inside)
