"""A report's settings: _quarto.yml, _metadata.yml and the document's own, laid over each other as Quarto does."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.errors import SourceError

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
        values = yaml.safe_load(content) or {}
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise SourceError(f"{path.name}:{line}: not readable YAML: {getattr(problem, 'problem', problem)}") from None
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
    for key in layer.values:
        if key in REFUSED:
            _refuse(layer, key, f"setting {key!r} is not supported here")
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


def _refuse(layer: Layer, key: str, message: str) -> None:
    raise SourceError(f"{layer.path.name}:{layer.lines.get(key, 1)}: {message}")


def merge(layers: list[Layer], fmt: str) -> Settings:
    """Lay settings over each other, later over earlier and a format's own over the common ones.

    Filters add up rather than replace each other, and stand before Quarto's own step unless they name it.
    """
    metadata: dict[str, object] = {}
    filters: list[str] = []
    for layer in layers:
        own = layer.values.get("format") or {}
        own = own.get(fmt) if isinstance(own, dict) else None
        for values in (layer.values, own if isinstance(own, dict) else {}):
            metadata = _over(metadata, {k: v for k, v in values.items() if k not in ("format", "project", "filters")})
            filters += [f for f in values.get("filters", []) if f not in filters]
    if "quarto" not in filters:
        filters.append("quarto")
    return Settings(metadata, tuple(filters))


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
