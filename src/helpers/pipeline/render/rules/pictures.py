"""Pictures: alternative text, attributes, and a figure's label and empty lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from helpers.pipeline.render.passages import DIV, DIV_END, QUOTED, Passage

CAPTION = r"!\[(?P<caption>(?:\\.|\[(?:\\.|[^\[\]\\])*\]|[^\[\]\\])*)\]"
ELSEWHERE = re.compile(CAPTION + r"\[", re.DOTALL)
IMAGE = re.compile(
    rf"{CAPTION}\((?P<path>[^)]*)\)(?P<attributes>\{{(?:{QUOTED}|[^}}\"'])*\}})?",
    re.DOTALL,
)
ATTRIBUTES = frozenset({"fig-alt", "width", "height"})
BESIDE = re.compile(r"[\s>]*(?:(?:[-*+]|\(?\w{1,3}[.)])\s+)?")
"""What may stand before a picture that is a paragraph of its own: a quotation's or a list's mark."""


def words(passage: Passage) -> str:
    """The prose of a passage without the paths and attributes of its pictures, at the same length; captions stay."""

    def blank(found: re.Match) -> str:
        end = found.end("caption") - found.start()
        return "  " + found[0][2:end] + re.sub(r"[^\n]", " ", found[0][end:])

    return IMAGE.sub(blank, passage.prose)


def faults(passage: Passage, folder: Path) -> Iterator[tuple[int, str]]:
    """What is wrong with the pictures of a passage of a report in that folder."""
    for image in IMAGE.finditer(passage.prose):
        for problem in (*_attributes(image), *_figure(image, passage.text), *_file(image["path"], folder)):
            yield image.start(), problem
    for found in ELSEWHERE.finditer(passage.prose):
        yield found.start(), 'a picture needs its file beside it: write ![caption](file){#fig-… fig-alt="…"}'


def _figure(image: re.Match, text: str) -> Iterator[str]:
    """A picture with a caption on lines of its own is a figure: it has a label, and is a paragraph of its own."""
    before, after = _beside(text, image)
    own_line = BESIDE.fullmatch(before) and not after.strip()
    labelled = "#fig-" in (image["attributes"] or "")
    captioned = image["caption"] and own_line
    if captioned and not labelled:
        yield f"the picture {image['path']} has a caption but no label: add #fig-… to its attributes"
    if (captioned or labelled) and not (
        own_line and (before.strip() or _without_block_lines(text) == text[image.start() : image.end()])
    ):
        yield f"the picture {image['path']} needs an empty line before and after it, else it is no figure"


def _file(path: str, folder: Path) -> Iterator[str]:
    name = unquote(re.sub(r"\s+\"[^\"]*\"\s*$", "", path).strip("<> \t\r\n"))
    try:
        there = (folder / name).is_file()
    except OSError:  # no name that a file could have
        there = False
    if not there:
        yield f"the picture {path} is missing from the report's folder"


def _attributes(image: re.Match) -> Iterator[str]:
    attributes = image["attributes"] or ""
    alt = re.search(rf"fig-alt=({QUOTED})", attributes)
    if not alt or not alt[1][1:-1].strip():
        yield f'the picture {image["path"]} has no alternative text: add fig-alt="…"'
    for name in re.findall(r"([\w-]+)=", re.sub(QUOTED, '""', attributes)):
        if name not in ATTRIBUTES:
            yield f"attribute {name!r} of a picture is not supported; there are {', '.join(sorted(ATTRIBUTES))}"


def _beside(text: str, image: re.Match) -> tuple[str, str]:
    """What stands on the lines of a picture before and after it."""
    before = text[: image.start()].rpartition("\n")[2]
    return before, text[image.end() :].partition("\n")[0]


def _without_block_lines(text: str) -> str:
    """A passage without the lines that open and close blocks right above and below its text."""
    lines = text.split("\n")
    while lines and (DIV.match(lines[0]) or DIV_END.match(lines[0])):
        del lines[0]
    while lines and (DIV.match(lines[-1]) or DIV_END.match(lines[-1])):
        del lines[-1]
    return "\n".join(lines).strip()
