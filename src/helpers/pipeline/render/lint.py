"""Refuse what the two engines would not print alike, with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import SourceError
from helpers.pipeline.render.config import FORMATS
from helpers.pipeline.render.source import FENCE, Line, outside_code

CALLOUTS = ("callout-note", "callout-tip", "callout-important", "callout-warning", "callout-caution")
CONDITIONAL = ("content-visible", "content-hidden")
HOUSE = ("key-figures", "table-note", "sources-of-figures", "page-break")
LABEL = re.compile(r"(?<![\w-])(fig|tbl|sec)-[\w-]+")
REFERENCE = re.compile(r"(?<![\w@.\\])-?@\{?(?P<label>[A-Za-z]\w*(?:[:.-]\w+)*)")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+\S")
DIV = re.compile(r"^[\s>]*:{3,}\s*(?P<attributes>\{.*\}|[\w-]+)\s*:*\s*$")
DIV_END = re.compile(r"^[\s>]*:{3,}\s*$")
IMAGE = re.compile(
    r"!\[(?P<caption>(?:\\.|[^\]\\])*)\]\((?P<path>[^)]*)\)(?P<attributes>\{(?:\"(?:\\.|[^\"\\])*\"|[^}\"])*\})?"
)
MATH = re.compile(r"(?<!\\)\$(?!\s)(?:\\.|[^$\\])+(?<!\s)\$(?!\d)|(?<!\\)\$\$")
CAPTION = re.compile(r"^(?::|Table:)\s+\S")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w-]*)(?=[\s/>])[^>]*>")
COMMENT = re.compile(r"<!--.*?-->")
TEX = re.compile(r"(?<!\\)\\[A-Za-z]{2,}")
QUOTED = r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*')"
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
    level, open_blocks, fence = 0, [], ""
    for index, line in enumerate(lines):
        if line.code:
            fence = _check_fence(line, fence)
            continue
        text = COMMENT.sub("", outside_code(line.text))
        level = _check_heading(line, text, level)
        for problem in (
            *_div(text),
            *_images(line.text),
            *_inline(text),
            *_table(lines, index),
            *_figure(lines, index),
        ):
            raise SourceError(f"{line.place}: {problem}")
        if DIV_END.match(text):
            del open_blocks[-1:]
        elif DIV.match(text):
            open_blocks.append(line)
        for found in REFERENCE.finditer(IMAGE.sub("", text)):
            _check_reference(found["label"], labels, line)
    if open_blocks:
        raise SourceError(f"{open_blocks[-1].place}: the block that begins here is not closed with ':::'")


def _labels(lines: tuple[Line, ...]) -> Labels:
    places: dict[str, str] = {}
    for line in lines:
        if line.code:
            continue
        for attributes in re.findall(r"\{[^{}]*\}", re.sub(r'"(?:\\.|[^"\\])*"', '""', outside_code(line.text))):
            for label in re.findall(r"#([\w:-]+)", attributes):
                if label.startswith("sec-") and not HEADING.match(line.text):
                    raise SourceError(f"{line.place}: the label {label!r} of a section must stand on its heading")
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


def _check_fence(line: Line, fence: str) -> str:
    """Refuse code that runs and raw output where a block of code opens; gives the fence that is open after the line."""
    found = FENCE.match(line.text)
    if fence:
        closes = found and found["marks"].startswith(fence) and not found["info"].strip()
        return "" if closes else fence
    if found and found["info"].strip().startswith("{"):
        raise SourceError(
            f"{line.place}: code that runs, or raw output, has no place in a report ({found['info'].strip()}); "
            "compute in a notebook and include its result"
        )
    return found["marks"] if found else ""


def _figure(lines: tuple[Line, ...], index: int) -> Iterator[str]:
    """A picture with a caption is a figure: it has a label, and a paragraph of its own."""
    text = lines[index].text.strip()
    found = IMAGE.match(text)
    if not found or found[0] != text or not found["caption"]:
        return
    if not re.search(r"#fig-", found["attributes"] or ""):
        yield f"the picture {found['path']} has a caption but no label: add #fig-… to its attributes"
    around = [lines[place].text.strip() for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    if any(near and not DIV.match(near) and not DIV_END.match(near) for near in around):
        yield f"the picture {found['path']} needs an empty line before and after it, else it is no figure"


def _div(text: str) -> Iterator[str]:
    found = DIV.match(text)
    if not found or DIV_END.match(text):
        if re.match(r"^[\s>]*:{3,}\s*\{[^}]*$", text):
            yield "the attributes of a block must stand on one line"
        return
    attributes = found["attributes"]
    inside = attributes.strip("{}")
    if attributes.startswith("{") and not re.search(r"\.[\w-]|#(fig|tbl)-", re.sub(r'"[^"]*"', "", inside)):
        yield f"a block needs a class; there are {', '.join((*CALLOUTS, *CONDITIONAL, *HOUSE))}"
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
    formats = [name.strip("\"'") for name in re.findall(r"(?:when|unless)-format=(\"[^\"]*\"|'[^']*'|[\w-]+)", inside)]
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
        alt = re.search(rf"fig-alt=({QUOTED})", attributes)
        if not alt or not alt[1][1:-1].strip():
            yield f'the picture {found["path"]} has no alternative text: add fig-alt="…"'
        for name in names:
            if name not in IMAGE_ATTRIBUTES:
                yield f"attribute {name!r} of a picture is not supported; there are {', '.join(sorted(IMAGE_ATTRIBUTES))}"


def _inline(text: str) -> Iterator[str]:
    if MATH.search(text):
        yield "mathematics is not supported; write a sum of money as '\\$' and explain a formula in words"
    bare = IMAGE.sub("", text)
    if found := TEX.search(bare):
        yield f"{found[0]} would be read as TeX and vanish; put a second backslash before it"
    for span in re.findall(r"\]\{([^}]*\.content-(?:visible|hidden)[^}]*)\}", bare):
        yield from _condition(span)
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
        if "</table>" not in rest:
            yield "the table that begins here is not closed with </table>"
        elif not re.search(r"<th[\s>]", rest.partition("</table>")[0]):
            yield "the table has no header row: put the names of its columns in <th> cells"
    if CAPTION.match(text) and "{#tbl-" not in text:
        above = next((line.text.strip() for line in reversed(lines[:index]) if line.text.strip()), "")
        if above.startswith("|") or TABLE_RULE.match(above):
            yield "the table has a caption but no label: add {#tbl-…} to its end"
    begins = re.match(r"^\+[-+:]+\+$", text.strip()) and not (index and re.match(r"^\s*[|+]", lines[index - 1].text))
    if begins and not any(re.match(r"^\s*\+[=+:]+\+\s*$", line.text) for line in _paragraph(lines, index)):
        yield "the table has no header row: put the names of its columns above a line of ==="


def _paragraph(lines: tuple[Line, ...], index: int) -> Iterator[Line]:
    for line in lines[index:]:
        if not line.text.strip():
            return
        yield line
