"""A file of commentary as text: its front matter, its paragraphs, what they quote, and the boxes round some of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from helpers import yaml_files
from helpers.errors import ParamsError
from helpers.pipeline.binding.literals import Literals
from helpers.pipeline.render.passages import DIV, DIV_END, FENCE, HEADING, outside_code
from helpers.pipeline.render.source import SHORTCODE

FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<settings>(?:.*\n)*?)---[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*")
EXAMPLE = "'---', 'owner: Head of Community Safety' (the post), 'approved:' and '---', each on its own line"
BOX = '::: {.callout-important title="To be reviewed"}'
LIST = re.compile(r"\s{0,3}(?:[-*+]|\(?(?:\d+|#|[A-Za-z]|[ivxIVX]+)[.)])\s")
NOTE = re.compile(r"\[\^[^\]]+\]:")
BELONGS = re.compile(r"\s{0,3}[:~]\s|Table:\s")
"""How a caption begins, or what a definition list says of a term."""
ALONE = re.compile(r"\{\{<\s*(?:include|pagebreak)\b[^>]*>\}\}\s*$")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TYPED = re.compile(r"\b\d[\d,.]*%?")
MARKUP = re.compile(
    "|".join(
        (
            r"\{\{<.*?>\}\}|(?<=[\])])\{[^{}\n]*\}|\{[#.][^{}\n]*\}",  # references, attributes
            r"\]\([^)]*\)|<?https?://\S+|\[\^[^\]]+\]",  # links, notes
            r"(?m:^#{1,6}\s.*$|^\s*\(?\d{1,2}[.)]\s)",  # headings, markers of lists
        )
    )
)
"""Numbers that belong to the writing itself."""


@dataclass(frozen=True, slots=True)
class Front:
    """The settings at the top of a file, as YAML nodes by name, and the body below them with the line on which it begins."""

    where: str
    settings: Mapping[str, tuple[yaml.Node, yaml.Node]]
    body: str
    line: int

    def at(self, key: str) -> str:
        """Where a setting stands, as a message begins."""
        return f"{self.where}:{_line(self.settings[key][0]) if key in self.settings else 1}: {key}"

    def text(self, key: str) -> str:
        """A setting that is one text, as written; empty where it is missing or blank."""
        return _scalar(self.settings[key][1], self.at(key)) if key in self.settings else ""

    def nodes(self, key: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """A setting that is a mapping; empty where it is missing or blank."""
        return _mapping(self.settings[key][1], self.at(key), self.where) if key in self.settings else {}

    def entries(self, key: str) -> dict[str, str]:
        """The same as texts, each as it is written: 3,416 and 27.70 stay as they are."""
        return {
            name: _scalar(node, f"{self.where}:{_line(node)}: {name}") for name, (_, node) in self.nodes(key).items()
        }


def front_matter(text: str, where: str) -> Front:
    """Read the front matter.

    Raises
    ------
    ParamsError
        With file and line, if there is none or it is not settings, each on its own line.
    """
    found = FRONT.match(text)
    if not found:
        begun = text.removeprefix("\ufeff").split("\n")[0].strip() == "---"
        what = (
            "the front matter that begins here has no end"
            if begun
            else "there is no front matter, so no post owns this text"
        )
        raise ParamsError(f"{where}:1: {what}; begin the file with {EXAMPLE}")
    try:
        root = yaml.compose(found["settings"], Loader=yaml.BaseLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        at = f"{where}:{mark.line + 2 if mark else 1}"
        raise ParamsError(f"{at}: not readable YAML: {yaml_files.stumbled(problem)[1]}") from None
    body = text[found.end() :]
    return Front(where, _mapping(root, f"{where}:1", where), body, text.count("\n", 0, found.end()) + 1)


def renewed(text: str, settings: Mapping[str, str], values: Mapping[str, str], *, where: str) -> str:
    """Give a file's text with some settings and `values` replaced or added, and all else as it is, comments too."""
    front = front_matter(text, where)
    start, end = FRONT.match(text).span("settings")
    newline = "\r\n" if text[:start].endswith("\r\n") else "\n"
    listed = front.nodes("values")
    edits = [_replaced(front.settings[key][1], new) for key, new in settings.items() if key in front.settings]
    edits += [_replaced(node, _yaml(values[key])) for key, (_, node) in listed.items() if node.value != values[key]]
    added = [f"{key}: {new}" for key, new in settings.items() if key not in front.settings]
    indent = " " * (next(iter(listed.values()))[0].start_mark.column if listed else 2)
    entries = [f"{indent}{_yaml(key)}: {_yaml(new)}" for key, new in values.items() if key not in listed]
    if entries and listed:
        last = text.index("\n", start + list(listed.values())[-1][1].end_mark.index) + 1 - start
        edits.append((last, last, "".join(entry + newline for entry in entries)))
    elif entries and "values" in front.settings:
        node = front.settings["values"][1]
        edits.append((node.start_mark.index, node.end_mark.index, newline + newline.join(entries)))
    elif entries:
        added += ["values:", *entries]
    lines = text[start:end]
    for first, last, new in sorted(edits, reverse=True):
        lines = lines[:first] + new + lines[last:]
    return text[:start] + lines + "".join(line + newline for line in added) + text[end:]


def blocks(body: str) -> list[tuple[int, int]]:
    """The first line of each block of Markdown and the line after its last, counted from 0; a list is one block."""
    lines = body.split("\n")
    cut: list[tuple[int, int]] = []
    start, inside = None, False
    for number, (line, (_, after)) in enumerate(zip(lines, _states(lines), strict=True)):
        if line.strip() and start is None:
            start = number
        elif not line.strip() and start is not None and not inside:
            cut.append((start, number))
            start = None
        if start == number and HEADING.match(line) and not inside:
            cut.append((start, number + 1))
            start = None
        inside = after
    if start is not None:
        last = len(lines) if lines[-1].strip() else len(lines) - 1
        cut.append((start, last))
    joined: list[tuple[int, int]] = []
    for first, last in cut:
        if joined and _goes_on(lines[joined[-1][0] : joined[-1][1]], lines[first]):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def paragraphs(body: str) -> tuple[str, ...]:
    """The blocks of Markdown themselves."""
    lines = body.split("\n")
    return tuple("\n".join(lines[first:last]).rstrip("\r") for first, last in blocks(body))


def quoted(paragraph: str) -> tuple[str, ...]:
    """The ids of the values that a paragraph quotes, in its order; what stands in code or a comment quotes nothing."""
    ids: dict[str, None] = {}
    lines = COMMENT.sub(_blank, paragraph).split("\n")
    for line, (code, _) in zip(lines, _states(lines), strict=True):
        if not code:
            found = SHORTCODE.finditer(outside_code(line))
            ids |= dict.fromkeys(one["rest"].strip().strip("\"'") for one in found if one["name"] == "var")
    return tuple(ids)


def boxable(paragraph: str) -> bool:
    """Whether a box can hold a paragraph: a heading, a footnote, an include or a page break has to stand by itself."""
    return not (HEADING.match(paragraph) or NOTE.match(paragraph) or ALONE.match(paragraph))


def boxed(body: str, told: Mapping[int, str], *, together: bool = False) -> str:
    """Put each paragraph of which something has to be told in a box with it; those in a row in one if `together`."""
    lines = body.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    found = blocks(body)
    out, done, number = [], 0, 0
    while number < len(found):
        last = number
        if number in told:
            own = boxable("\n".join(lines[slice(*found[number])]))
            while own and together and last + 1 in told and boxable("\n".join(lines[slice(*found[last + 1])])):
                last += 1
            first, stop = found[number][0], found[last][1]
            inside = [*lines[first:stop], ""] if own else []
            before = lines[done:first] if own else lines[done:stop]
            around = [
                *([""] if (out or before) and (before or out)[-1].strip() else []),
                BOX,
                *inside,
                told[number],
                ":::",
            ]
            around += [""] if stop < len(lines) and lines[stop].strip() else []
            out += before + [line if line.endswith("\r") else line + end for line in around]
            done = stop
        number = last + 1
    return "\n".join(out + lines[done:])


def typed(body: str, literals: Literals) -> list[tuple[int, str]]:
    """The numbers that are typed into a text and are no date, statute or name, with their lines, counted from 0."""
    bare = literals.blanked(MARKUP.sub(_blank, COMMENT.sub(_blank, body)))
    return [(bare.count("\n", 0, found.start()), found[0].rstrip(",.")) for found in TYPED.finditer(bare)]


def _blank(found: re.Match) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _states(lines: list[str]) -> Iterator[tuple[bool, bool]]:
    """Whether each line is code, and whether code, a `:::` block or a comment is open after it, so that no empty line ends it."""
    marks, depth, comment = "", 0, False
    for line in lines:
        text = line.rstrip()
        fence = None if comment else FENCE.match(text)
        code = bool(marks or fence)
        if marks:
            closes = fence and fence["marks"].startswith(marks) and not fence["info"].strip()
            marks = "" if closes else marks
        elif fence:
            marks = fence["marks"]
        else:
            comment = text.rfind("<!--") > text.rfind("-->") if "-->" in text or "<!--" in text else comment
            depth = max(0, depth - 1) if DIV_END.match(text) else depth + bool(DIV.match(text))
        yield code, bool(marks or depth or comment)


def _goes_on(block: list[str], line: str) -> bool:
    """Whether a line after an empty one still belongs to the block before it."""
    if BELONGS.match(line):
        return True
    indented = line.startswith(("  ", "\t"))
    listed = LIST.match(block[0])
    return bool(
        (listed and (indented or LIST.match(line)))
        or (indented and (NOTE.match(block[0]) or any(BELONGS.match(one) for one in block)))
    )


def _mapping(node: yaml.Node | None, at: str, where: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    if node is None or not node.value:
        return {}
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise ParamsError(f"{at}: expected settings with a colon, each on its own line")
    entries = {}
    for key, value in node.value:
        name = _scalar(key, f"{where}:{_line(key)}")
        if name in entries:
            raise ParamsError(
                f"{where}:{_line(key)}: {name}: stands there twice, first on line {_line(entries[name][0])}"
            )
        entries[name] = (key, value)
    return entries


def _scalar(node: yaml.Node, at: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ParamsError(f"{at}: expected one text, in quotation marks if it begins with a bracket")
    return node.value


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 2


def _replaced(node: yaml.Node, text: str) -> tuple[int, int, str]:
    """Where a text takes a node's place; after a colon that nothing follows it needs a space."""
    first, last = node.start_mark.index, node.end_mark.index
    return first, last, f" {text}" if first == last else text


def _yaml(text: str) -> str:
    style = None if text.isprintable() else '"'
    return yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style=style).split("\n")[0]
