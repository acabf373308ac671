"""Labels, and the references that are to lead to them in every format in which they are printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.pipeline.render.passages import DIV, HEADING, QUOTED, Passage
from helpers.pipeline.render.references import LABEL, REFERENCE
from helpers.pipeline.render.rules import blocks, pictures, tables, words

ATTRIBUTES = re.compile(rf"\{{(?!\{{)(?:{QUOTED}|[^{{}}\"'])*\}}", re.DOTALL)
BRACKETS = re.compile(r"(?<![!\]^\\])\[(?!\^)(?P<inside>[^\[\]]*@[^\[\]]*)\](?![(\[{])")
"""References in brackets: no picture, link, note or words with attributes."""
FOLLOWED = re.compile(r"\}?[ \t]*\n?[ \t]*\[(?!\^)[^\[\]@]+\](?![(\[{:])")
"""Brackets that are no link, note or words with attributes."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label: which line of all defines it, where that is, in which formats it is printed, and whether it has a number."""

    name: str
    index: int
    place: str
    formats: tuple[str, ...]
    numbered: bool


def faults(passages: Sequence[Passage], inside: blocks.Inside, numbered: bool) -> Iterator[tuple[int, str]]:
    """What is wrong with labels and references, by which line of all it is; `numbered` says whether sections have numbers."""
    labels: dict[str, Label] = {}
    for passage in passages:
        for label, problem in _labels(passage, inside):
            if label.name in labels:
                yield label.index, f"the label {label.name!r} is already used at {labels[label.name].place}"
            elif problem:
                yield label.index, problem
            labels.setdefault(label.name, label)
    for passage in passages:
        for offset, name, formats in _references(passage, inside):
            if problem := _reference(name, labels, formats, numbered):
                yield passage.index(offset), problem
        for offset, problem in _lost(passage):
            yield passage.index(offset), problem


def _labels(passage: Passage, inside: blocks.Inside) -> Iterator[tuple[Label, str]]:
    lines, pictures_found = passage.prose.split("\n"), list(pictures.IMAGE.finditer(passage.prose))
    for attributes in ATTRIBUTES.finditer(passage.prose):
        bare = re.sub(QUOTED, lambda quoted: " " * len(quoted[0]), attributes[0])
        for found in re.finditer(r"#([\w:-]+)", bare):
            name, index = found[1], passage.index(attributes.start() + found.start())
            formats = blocks.shown(inside[index])
            counted = not re.search(r"\.unnumbered\b|(?<=[\s{])-(?=[\s}])", bare)
            label = Label(name, index, passage.lines[index - passage.first].place, formats, counted)
            above = lines[: index - passage.first + 1]
            carried = any(image.start() < attributes.start() < image.end() for image in pictures_found) or any(
                tables.CAPTION.match(line) for line in above
            )
            yield label, _misplaced(name, above[-1], carried, inside[index])


def _misplaced(name: str, line: str, carried: bool, enclosing: Sequence[blocks.Block]) -> str:
    """Where a label stands wrongly; `carried` says that a picture or caption carries it."""
    if name.startswith("sec-") and not HEADING.match(line):
        return f"the label {name!r} of a section must stand on its heading"
    if LABEL.fullmatch(name) and not (carried or name.startswith("sec-") or DIV.match(line)):
        return f"the label {name!r} must stand on a picture, on the caption of a table, or on a block"
    for block in reversed(enclosing):
        outer = blocks.LABELLED.search(block.attributes)
        if outer and LABEL.fullmatch(name):
            return f"the label {name!r} stands inside the block {outer[1]!r}: parts of a figure or table take no labels"
    return ""


def _references(passage: Passage, inside: blocks.Inside) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each reference: where, to which label, and in which formats it is printed."""
    text = pictures.words(passage)
    spans = [(span.span(), blocks.formats_of(span["attributes"])) for span in words.SPAN.finditer(text)]
    for found in REFERENCE.finditer(text):
        formats = blocks.shown(inside[passage.index(found.start())])
        for (start, end), shown in spans:
            if start <= found.start() < end:
                formats = tuple(fmt for fmt in formats if fmt in shown)
        yield found.start(), found["label"], formats


def _reference(name: str, labels: Mapping[str, Label], formats: tuple[str, ...], numbered: bool) -> str:
    if not LABEL.fullmatch(name):
        return f"'@{name}' is not a figure (@fig-…), table (@tbl-…) or section (@sec-…)"
    if name not in labels:
        return f"'@{name}' refers to a label that is nowhere in the report"
    label = labels[name]
    if missing := [fmt for fmt in formats if fmt not in label.formats]:
        return f"'@{name}' refers to a label that is not printed in {' and '.join(missing)}: print both in the same formats"
    if name.startswith("sec-") and not (numbered and label.numbered):
        return f"'@{name}' refers to a section without a number: link to it by words, as in [Finance](#{name})"
    return ""


def _lost(passage: Passage) -> Iterator[tuple[int, str]]:
    """Words that are taken for a part of a reference, which neither engine prints."""
    text = pictures.words(passage)
    for brackets in BRACKETS.finditer(text):
        for part in re.finditer(r"[^;]+", brackets["inside"]):
            found = REFERENCE.search(part[0])
            if found and part[0][found.end() :].strip("} \t\r\n"):
                place = brackets.start("inside") + part.start() + found.end()
                yield place, "words after a reference in brackets are not printed: put them behind the brackets"
    for found in REFERENCE.finditer(text):
        if FOLLOWED.match(text, found.end()):
            yield (
                found.end(),
                "brackets right after a reference are not printed: put their words into (…) or a word between",
            )
