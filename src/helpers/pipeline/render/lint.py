"""Refuse what the two engines would not print alike, with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import SourceError
from helpers.pipeline.render.config import FORMATS
from helpers.pipeline.render.source import FENCE, Line, outside_code

CALLOUTS = ("callout-note", "callout-tip", "callout-important", "callout-warning", "callout-caution")
CONDITIONAL = ("content-visible", "content-hidden")
HOUSE = (
    "numbered",
    "unnumbered",
    "key-figures",
    "table-note",
    "page-break",
    "appendix",
    "recommendation",
    "landscape",
)
LABEL = re.compile(r"(?<![\w-])(fig|tbl|sec)-[\w-]+")
REFERENCE = re.compile(r"(?<![\w@.])-?@(?P<label>[A-Za-z][\w:-]*)")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+\S")
DIV = re.compile(r"^\s*:{3,}\s*(?P<attributes>\{.*\}|[\w-]+)\s*:*\s*$")
DIV_END = re.compile(r"^\s*:{3,}\s*$")
IMAGE = re.compile(
    r"!\[(?P<caption>(?:\\.|[^\]\\])*)\]\((?P<path>[^)]*)\)(?P<attributes>\{(?:\"(?:\\.|[^\"\\])*\"|[^}\"])*\})?"
)
MATH = re.compile(r"(?<!\\)\$(?!\s)(?:\\.|[^$\\])+(?<!\s)\$(?!\d)|(?<!\\)\$\$")
CAPTION = re.compile(r"^(?::|Table:)\s+\S")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w-]*)[^>]*>")
IMAGE_ATTRIBUTES = frozenset({"fig-alt", "width", "height"})


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a document defines, each with its place."""

    places: dict[str, str]


def check(lines: tuple[Line, ...]) -> None:
    """Refuse, at the first place, whatever is outside the subset of Quarto that both engines print alike.

    Raises
    ------
    SourceError
        With file and line, what was found, and what to write instead.
    """
    labels = _labels(lines)
    level = 0
    for index, line in enumerate(lines):
        if line.code:
            _check_fence(lines, index)
            continue
        text = outside_code(line.text)
        level = _check_heading(line, text, level)
        for problem in (*_div(text), *_images(line.text), *_inline(text), *_table(lines, index)):
            raise SourceError(f"{line.place}: {problem}")
        for found in REFERENCE.finditer(IMAGE.sub("", text)):
            _check_reference(found["label"], labels, line)


def _labels(lines: tuple[Line, ...]) -> Labels:
    places: dict[str, str] = {}
    for line in lines:
        if line.code:
            continue
        for attributes in re.findall(r"\{[^{}]*\}", re.sub(r'"(?:\\.|[^"\\])*"', '""', outside_code(line.text))):
            for label in re.findall(r"#([\w:-]+)", attributes):
                if label in places:
                    raise SourceError(f"{line.place}: the label {label!r} is already used at {places[label]}")
                places[label] = line.place
    return Labels(places)


def _check_reference(label: str, labels: Labels, line: Line) -> None:
    if not LABEL.fullmatch(label):
        raise SourceError(f"{line.place}: '@{label}' is not a figure (@fig-…), table (@tbl-…) or section (@sec-…)")
    if label not in labels.places:
        raise SourceError(f"{line.place}: '@{label}' refers to a label that is nowhere in the report")


def _check_heading(line: Line, text: str, level: int) -> int:
    found = HEADING.match(text)
    if not found:
        return level
    depth = len(found["marks"])
    if depth > level + 1:
        wanted = "#" * (level + 1)
        raise SourceError(f"{line.place}: a heading of level {depth} follows one of level {level}; write {wanted!r}")
    return depth


def _check_fence(lines: tuple[Line, ...], index: int) -> None:
    opens = index == 0 or not lines[index - 1].code
    fence = FENCE.match(lines[index].text) if opens else None
    if fence and fence["info"].strip().startswith("{"):
        raise SourceError(
            f"{lines[index].place}: code that runs, or raw output, has no place in a report ({fence['info'].strip()}); "
            "compute in a notebook and include its result"
        )


def _div(text: str) -> Iterator[str]:
    found = DIV.match(text)
    if not found or DIV_END.match(text):
        return
    attributes = found["attributes"]
    inside = attributes.strip("{}")
    classes = re.findall(r"\.([\w-]+)", re.sub(r'"[^"]*"', "", inside)) if attributes.startswith("{") else [attributes]
    if re.search(r"#(fig|tbl)-", inside):
        if re.search(r"layout", inside):
            yield "figures laid out side by side are not supported; give each its own label and caption"
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
        yield from _condition(inside)


def _condition(inside: str) -> Iterator[str]:
    formats = re.findall(r'(?:when|unless)-format="([^"]*)"', inside)
    if not formats:
        yield 'conditional content needs when-format="…" or unless-format="…"'
    for name in formats:
        if name == "pdf":
            yield 'when-format="pdf" never matches, since Typst makes the PDF: write when-format="typst"'
        elif name not in FORMATS:
            yield f"there is no format {name!r}; there are {', '.join(FORMATS)}"
    if re.search(r"(when|unless)-(meta|profile)", inside):
        yield "content can be conditional on a format only"


def _images(text: str) -> Iterator[str]:
    for found in IMAGE.finditer(text):
        attributes = found["attributes"] or ""
        names = re.findall(r"([\w-]+)=", re.sub(r'"(?:\\.|[^"\\])*"', '""', attributes))
        if not re.search(r'fig-alt="(?:\\.|[^"\\])+"', attributes):
            yield f'the picture {found["path"]} has no alternative text: add fig-alt="…"'
        for name in names:
            if name not in IMAGE_ATTRIBUTES:
                yield f"attribute {name!r} of a picture is not supported; there are {', '.join(sorted(IMAGE_ATTRIBUTES))}"


def _inline(text: str) -> Iterator[str]:
    if MATH.search(text):
        yield "mathematics is not supported; write a sum of money as '\\$' and explain a formula in words"
    bare = IMAGE.sub("", text)
    for found in TAG.finditer(bare):
        if found["name"].lower() not in (
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "col",
            "colgroup",
        ):
            yield f"the HTML tag {found[0]} is not supported; only tables may be written in HTML"
    if re.search(r"`[^`]*`\{=\w+\}|\{=(html|typst|docx|openxml|latex)\}", text):
        yield "raw output for one format is not supported"


def _table(lines: tuple[Line, ...], index: int) -> Iterator[str]:
    text = lines[index].text
    if "|" in text and TABLE_RULE.match(text):
        above = lines[index - 1].text.strip() if index else ""
        if not above or not above.strip("| "):
            yield "the table has no header row: name its columns in the line above"
    if re.search(r"<table\b", text):
        rest = "\n".join(line.text for line in lines[index:])
        if "<th" not in rest.partition("</table>")[0]:
            yield "the table has no header row: put the names of its columns in <th> cells"
