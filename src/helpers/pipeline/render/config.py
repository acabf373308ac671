"""A report's settings: _quarto.yml, _metadata.yml and the document's own, laid over each other as Quarto does."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers import yaml_files
from helpers.errors import SourceError
from helpers.pipeline.render import dates
from helpers.pipeline.render.references import REFERENCE

FORMATS = ("html", "typst", "docx")

# Which settings the embedded renderer honours. One that it would ignore is refused, so that the engines cannot differ.
PROJECT = frozenset({"type", "render", "title"})
COMMON = frozenset(
    {
        "title", "subtitle", "author", "date", "date-format", "lang", "abstract", "keywords", "description",
        "toc", "toc-depth", "toc-title", "number-sections", "filters", "format",
    }
)  # fmt: skip
BY_FORMAT = {
    "html": frozenset({"template", "css", "theme", "minimal", "embed-resources", "standalone"}),
    "typst": frozenset(
        {"template-partials", "papersize", "margin", "font-paths", "mainfont", "fontsize", "pdf-standard"}
    ),
    "docx": frozenset({"reference-doc"}),
}
ALL_FORMATS = COMMON - {"format"}
# Settings of Quarto's that change what is printed and that the embedded renderer does not know.
REFUSED = frozenset(
    {
        "number-depth",
        "bibliography", "csl", "citeproc", "execute", "jupyter", "engine", "crossref", "shortcodes", "params", "appendix-style",
        "columns", "grid", "include-in-header", "include-before-body", "include-after-body", "number-offset", "book", "website",
        "manuscript", "profile", "metadata-files", "extensions", "code-fold", "html-math-method", "shift-heading-level-by",
        "top-level-division", "reference-location", "tbl-cap-location", "fig-cap-location", "section-numbering", "template",
        "css", "theme", "reference-doc", "template-partials", "from", "self-contained", "variant", "knitr", "author-meta",
    }
)  # fmt: skip


NO_METADATA = frozenset({"format", "project", "filters"})
NAMING = ("filters", "css", "template", "reference-doc", "template-partials", "font-paths")
"""Settings that name files."""
ENGLISH = re.compile(r"en(-\w+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to one document in one format.

    Attributes
    ----------
    metadata : mapping
        Everything, as templates and `meta` shortcodes see it.
    filters : tuple of str
        Lua filters in order, with `quarto` where Quarto's own step stands.
    """

    metadata: Mapping[str, object]
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One file's settings and the line on which each top-level key stands."""

    path: Path
    values: Mapping[str, object]
    lines: Mapping[str, int]


def read_layer(path: Path, text: str | None = None, *, first_line: int = 1) -> Layer:
    """Read one YAML file, or the front matter `text` of a document that begins on `first_line`.

    Raises
    ------
    SourceError
        If it is not a YAML mapping.
    """
    try:
        content = path.read_text(encoding="utf-8-sig") if text is None else text
    except UnicodeDecodeError as problem:
        raise SourceError(f"{path.name}: not UTF-8 text (byte {problem.start})") from None
    try:
        node = yaml.compose(content)
        values = deepcopy(yaml_files.parse(content) or {})
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise SourceError(f"{path.name}:{line}: not readable YAML: {yaml_files.stumbled(problem)[1]}") from None
    if not isinstance(values, dict):
        raise SourceError(
            f"{path.name}:{first_line}: expected settings such as 'title: …', found {type(values).__name__}"
        )
    lines = {key.value: first_line + key.start_mark.line for key, _ in node.value} if node else {}
    return Layer(path, values, lines)


def check(layer: Layer) -> None:
    """Refuse settings that the embedded renderer does not know.

    Raises
    ------
    SourceError
        With file and line.
    """
    project = layer.values.get("project") or {}
    kind = project.get("type", "default") if isinstance(project, dict) else project
    if kind != "default":
        _refuse(layer, "project", f"project type {kind!r} is not supported; write 'type: default'")
    for key in project if isinstance(project, dict) else ():
        if key not in PROJECT:
            _refuse(layer, "project", f"project setting {key!r} is not supported")
    for key, value in layer.values.items():
        if key in REFUSED:
            _refuse(layer, key, f"setting {key!r} is not supported here")
        _check_texts(layer, key, value)
    formats = layer.values.get("format") or {}
    if not isinstance(formats, str | dict):
        _refuse(layer, "format", f"expected formats such as 'html:' with settings below each, found {formats!r}")
    given = layer.values.get("filters", [])
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        _refuse(layer, "filters", f"expected a list of Lua files, found {given!r}")
    for name, settings in ({formats: {}} if isinstance(formats, str) else formats).items():
        if name not in FORMATS:
            hint = "; a PDF is made by 'typst'" if name == "pdf" else ""
            _refuse(layer, "format", f"format {name!r} is not supported; there are {', '.join(FORMATS)}{hint}")
        for key in settings if isinstance(settings, dict) else ():
            if key not in BY_FORMAT[name] | ALL_FORMATS:
                _refuse(layer, "format", f"setting {key!r} of format {name!r} is not supported")
            if key == "lang":
                _check_language(layer, "format", settings[key])


def _check_texts(layer: Layer, key: str, value: object) -> None:
    """What the two engines, or their formats, would make differently of a setting's words."""
    if key == "lang":
        _check_language(layer, key, value)
    for text in _texts(value):
        if "{{<" in text:
            _refuse(layer, key, f"a setting takes no shortcode: write the words of {key!r} themselves")
        if found := REFERENCE.search(text):
            told = (
                f"{found[0]!r} leads nowhere from a setting: put the reference into the text, or write '\\@' for an @"
            )
            _refuse(layer, key, told)


def _check_language(layer: Layer, key: str, value: object) -> None:
    if value is not None and not ENGLISH.fullmatch(str(value)):
        told = f"language {value!r} is not supported, since the words for a figure, table or section are English; write en-GB"
        _refuse(layer, key, told)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)


def _refuse(layer: Layer, key: str, message: str) -> None:
    raise SourceError(f"{layer.path.name}:{layer.lines.get(key, 1)}: {message}")


def merge(layers: Sequence[Layer], fmt: str) -> Settings:
    """Lay settings over each other, later over earlier and a format's own over the common ones.

    Filters add up rather than replace each other, and stand before Quarto's own step unless they name it.
    """
    filters: list[str] = []
    for values in _values(layers, fmt):
        filters += [name for name in values.get("filters", []) if name not in filters]
    if "quarto" not in filters:
        filters.append("quarto")
    return Settings(metadata(layers, fmt), tuple(filters))


def metadata(layers: Sequence[Layer], fmt: str = "") -> dict[str, object]:
    """What templates and `meta` shortcodes see: the settings of a format, or those that all have; the date as it is printed.

    Raises
    ------
    SourceError
        If there is a date that cannot be printed, with file and line.
    """
    merged: dict[str, object] = {}
    for values in _values(layers, fmt):
        merged = _over(merged, {key: value for key, value in values.items() if key not in NO_METADATA})
    if merged.get("date") is None:
        merged.pop("date", None)
    else:
        merged["date"] = dates.written(
            merged["date"],
            merged.get("date-format"),
            place=place_of(layers, "date"),
            form_place=place_of(layers, "date-format"),
        )
    return merged


def require_title(layers: Sequence[Layer]) -> None:
    """Refuse a document without a title: a web page and an accessible PDF need one.

    Raises
    ------
    SourceError
        With file and line.
    """
    if not str(metadata(layers).get("title") or "").strip():
        raise SourceError(f"{place_of(layers, 'title')}: the report has no title: add 'title: …' to its settings")


def require_files(layers: Sequence[Layer], folder: Path) -> None:
    """Refuse a setting that names a file which is not in the report's folder.

    Raises
    ------
    SourceError
        With file and line.
    """
    for layer in layers:
        own = layer.values.get("format")
        for at, values in (("", layer.values), *(own.items() if isinstance(own, dict) else ())):
            for key in NAMING if isinstance(values, Mapping) else ():
                for name in _listed(values.get(key)):
                    if name != "quarto" and not (folder / name).exists():
                        told = f"the file {name} is missing from the report's folder, and {key!r} names it"
                        _refuse(layer, "format" if at else key, told)


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def place_of(layers: Sequence[Layer], key: str) -> str:
    """Where a setting is given, as a message begins: the last place of several; the document's first line if nowhere."""
    given = next((layer for layer in reversed(layers) if key in layer.lines), layers[-1])
    return f"{given.path.name}:{given.lines.get(key, 1)}"


def _values(layers: Sequence[Layer], fmt: str) -> Iterator[Mapping]:
    for layer in layers:
        yield layer.values
        formats = layer.values.get("format")
        own = formats.get(fmt) if isinstance(formats, dict) else None
        if isinstance(own, dict):
            yield own


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
