"""What stands among words: mathematics, TeX, HTML, links, raw output, settings, and words for some formats only."""

import re
from collections.abc import Iterator

from helpers.pipeline.render.passages import Passage
from helpers.pipeline.render.rules import blocks, pictures

MATH = re.compile(r"(?<!\\)\$(?!\s)(?:\\.|[^$\\])+(?<!\s)\$(?!\d)|(?<!\\)\$\$", re.DOTALL)
TEX = re.compile(r"(?<!\\)\\[A-Za-z]{2,}")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w-]*)(?=[\s/>])[^>]*>")
RAW = re.compile(r"\{=\w+\}")
SPAN = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\{(?P<attributes>[^}]*\.content-(?:visible|hidden)[^}]*)\}")
TARGET = re.compile(r"(?:\]\(\s*<?|^\s{0,3}\[[^\]]+\]:\s*<?|<)(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?!\s)", re.MULTILINE)
"""Where a link leads, in any of the ways to write one."""
SCHEMES = ("http", "https", "mailto")
VALUE = r"\"[^\"]*\"|'[^']*'"
HANDLER = re.compile(
    rf"(?:\{{(?:[^{{}}\"']|{VALUE})*?|<[A-Za-z](?:[^<>\"']|{VALUE})*?)\b(?P<name>on[a-z]+)\s*=", re.IGNORECASE
)
"""An attribute that has something done."""
TABLE_TAGS = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "col", "colgroup"})


def faults(passage: Passage) -> Iterator[tuple[int, str]]:
    """What is wrong among the words of a passage."""
    text = pictures.words(passage)
    if re.match(r"---[ \t\r]*\n", text):
        yield (
            0,
            "--- with words right under it begins settings, which stand at a report's top only: put an empty line between",
        )
    for found in MATH.finditer(text):
        yield (
            found.start(),
            "mathematics is not supported; write a sum of money as '\\$' and explain a formula in words",
        )
    for found in TEX.finditer(text):
        yield found.start(), f"{found[0]} would be read as TeX and vanish; put a second backslash before it"
    for found in SPAN.finditer(text):
        for problem in blocks.condition_faults(found["attributes"]):
            yield found.start("attributes"), problem
    for found in TAG.finditer(text):
        if found["name"].lower() not in TABLE_TAGS:
            tag = " ".join(found[0].split())
            yield found.start(), f"the HTML tag {tag} is not supported; only tables may be written in HTML"
    for found in TARGET.finditer(passage.prose):
        if found["scheme"].lower() not in SCHEMES:
            only = f"{', '.join(SCHEMES[:-1])} or {SCHEMES[-1]}"
            yield found.start("scheme"), f"a link leads to a {found['scheme']}: address; it may lead to {only} only"
    for found in HANDLER.finditer(passage.prose):
        yield (
            found.start("name"),
            f"the attribute {found['name']} has something done, and a paper does nothing: take it out",
        )
    for found in RAW.finditer(passage.prose):
        yield found.start(), "raw output for one format is not supported"
