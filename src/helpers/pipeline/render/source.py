"""A report's text with its includes, variables and settings put in, each line remembering where it came from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import SourceError, nearest
from helpers.pipeline.render.config import Layer, check, metadata, read_layer
from helpers.pipeline.render.passages import FENCE, QUOTED, Line, lines_outside_code, passages

SHORTCODE = re.compile(r"\{\{<\s*(?P<name>[\w-]+)(?P<rest>(?:\s+[^>]*?)?)\s*>\}\}")
ATTRIBUTES = re.compile(
    r"(?:(?<=[\])])|(?<=:::)[ \t]*|(?<=\s)(?=\{[ \t]*[#.]))"  # of words or a picture; of a block; of a heading or caption
    rf"\{{(?!\{{)(?:{QUOTED}|\{{\{{<.*?>\}}\}}|[^{{}}\"'])*\}}",
    re.DOTALL,
)
DEPTH = 8


@dataclass(frozen=True, slots=True)
class Document:
    """A report's text, whole, and the settings that apply to it, lowest first."""

    folder: Path
    lines: tuple[Line, ...]
    layers: tuple[Layer, ...]


def read(main: Path) -> Document:
    """Read a document of a staged report with everything that it includes.

    Raises
    ------
    SourceError
        With file and line: an include that is missing or goes round in a circle, an unknown variable or shortcode,
        settings that are not supported.
    """
    folder = main.parent
    raw = _read_text(main, main.name)
    front, body = _split(raw, main)
    layers = [read_layer(folder / name) for name in ("_quarto.yml", "_metadata.yml") if (folder / name).is_file()]
    layers.append(front)
    for layer in layers:
        check(layer)
    variables = read_layer(folder / "_variables.yml").values if (folder / "_variables.yml").is_file() else {}
    lines = _expand(body, _Context(folder, variables, metadata(layers)), (main.name,))
    return Document(folder, tuple(lines), tuple(layers))


def _read_text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # a file from Windows may begin with a mark
    except UnicodeDecodeError as problem:
        raise SourceError(f"{name}: not UTF-8 text (byte {problem.start})") from None


def _split(raw: str, main: Path) -> tuple[Layer, list[Line]]:
    lines = raw.split("\n")
    if lines[0].strip() != "---":
        return Layer(main, {}, {}), [Line(text, main.name, n) for n, text in enumerate(lines, 1)]
    try:
        end = next(n for n, text in enumerate(lines[1:], 1) if text.strip() in ("---", "..."))
    except StopIteration:
        raise SourceError(f"{main.name}:1: the settings that begin here with '---' have no end") from None
    layer = read_layer(main, "\n".join(lines[1:end]), first_line=2)
    return layer, [Line(text, main.name, n) for n, text in enumerate(lines[end + 1 :], end + 2)]


def _mark_code(lines: list[Line]) -> Iterator[Line]:
    marks = ""
    for line in lines:
        fence = FENCE.match(line.text)
        if marks:
            closes = fence and fence["marks"].startswith(marks) and not fence["info"].strip()
            yield Line(line.text, line.file, line.number, True)
            marks = "" if closes else marks
        elif fence:
            marks = fence["marks"]
            yield Line(line.text, line.file, line.number, True)
        else:
            yield line
    if marks:
        raise SourceError(f"{lines[-1].file}:{lines[-1].number}: a block of code is not closed with {marks}")


@dataclass(frozen=True, slots=True)
class _Context:
    """What shortcodes are looked up in: the report's folder, its variables and its settings."""

    folder: Path
    variables: Mapping[str, object]
    metadata: Mapping[str, object]


def _expand(lines: list[Line], context: _Context, chain: tuple[str, ...]) -> Iterator[Line]:
    marked = list(_mark_code(lines))
    _refuse_in_attributes(marked)
    for line, read in zip(marked, lines_outside_code(marked), strict=True):
        found = None if line.code else SHORTCODE.fullmatch(line.text.strip())
        if found and found["name"] == "include":
            yield from _include(found["rest"].strip().strip("\"'"), line, context, chain)
        elif found and found["name"] == "pagebreak":
            yield from (Line(text, line.file, line.number) for text in ("", "::: {.page-break}", ":::", ""))
        elif line.code:
            yield line
        else:
            yield Line(_substitute(line, read, context), line.file, line.number)


def _include(name: str, line: Line, context: _Context, chain: tuple[str, ...]) -> Iterator[Line]:
    if name in chain:
        raise SourceError(f"{line.place}: {name} includes itself ({' → '.join([*chain, name])})")
    if len(chain) > DEPTH:
        raise SourceError(f"{line.place}: files are included more than {DEPTH} deep ({' → '.join([*chain, name])})")
    path = context.folder / name
    if not path.resolve().is_relative_to(context.folder.resolve()):
        raise SourceError(f"{line.place}: {name} lies outside the report's folder, which must hold all that it needs")
    if not path.is_file():
        raise SourceError(f"{line.place}: the included file {name} is missing")
    texts = _read_text(path, name).removesuffix("\n").split("\n")
    if texts[0].strip() == "---":
        raise SourceError(f"{name}:1: an included file has no settings of its own; put them into the report's")
    inner = [Line(text, name, number) for number, text in enumerate(texts, 1)]
    yield Line("", line.file, line.number)
    yield from _expand(inner, context, (*chain, name))
    yield Line("", line.file, line.number)


def _refuse_in_attributes(lines: list[Line]) -> None:
    """Quarto leaves a shortcode in attributes as it is written, such as in the alternative text of a picture."""
    for passage in passages(lines):
        for found in ATTRIBUTES.finditer(passage.prose):
            if "{{<" in found[0]:
                line = lines[passage.index(found.start() + found[0].index("{{<"))]
                raise SourceError(
                    f'{line.place}: attributes such as fig-alt="…" or title="…" take no shortcode: write the words themselves, '
                    "or have the notebook publish the whole figure"
                )


def _substitute(line: Line, read: str, context: _Context) -> str:
    def value(found: re.Match) -> str:
        if read[found.start() : found.end()] != found[0]:
            return found[0]  # inside `code`, where people show what to write
        name, key = found["name"], found["rest"].strip().strip("\"'")
        if name in ("include", "pagebreak"):
            raise SourceError(f"{line.place}: {name} must stand on a line of its own")
        if name not in ("var", "meta"):
            raise SourceError(
                f"{line.place}: shortcode {name!r} is not supported; include, var, meta and pagebreak are"
            )
        return _look_up(context.variables if name == "var" else context.metadata, key, name, line)

    filled = SHORTCODE.sub(value, line.text)
    if "{{<" in SHORTCODE.sub("", read):
        raise SourceError(
            f"{line.place}: a shortcode here cannot be read; write it like {{{{< var crime.headline.current >}}}}"
        )
    return filled


def _look_up(values: Mapping, key: str, shortcode: str, line: Line) -> str:
    value: object = values
    for part in key.split("."):
        if not isinstance(value, Mapping) or part not in value:
            where = "the results that this report is staged with" if shortcode == "var" else "the report's settings"
            near = nearest(key, _keys(values))
            raise SourceError(f"{line.place}: there is no {key!r} among {where} ({{{{< {shortcode} {key} >}}}}){near}")
        value = value[part]
    if isinstance(value, Mapping | list):
        raise SourceError(f"{line.place}: {key!r} is a group of values; name one of them")
    if value is None or isinstance(value, bool):
        raise SourceError(
            f"{line.place}: {key!r} is {value}, not a text or number; put it in quotation marks where it is set"
        )
    return str(value)


def _keys(values: Mapping, before: str = "") -> Iterator[str]:
    """The name of every value, with dots between those of its groups."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _keys(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"
