"""Render a staged report with pandoc and Typst: what Quarto is made of, without Quarto."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pypandoc
import typst
import yaml

from helpers.errors import SourceError
from helpers.pipeline.render import config, lint, source
from helpers.pipeline.render.brand import read_brand
from helpers.pipeline.render.config import Settings

NAME = "embedded"
READER = "markdown+table_attributes"
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": os.defpath}
PARTS = ("document.typ", "definitions.typ", "typst-template.typ", "typst-show.typ")
LANGUAGE = re.compile(r"^(?P<lang>[a-z]{2,3})(?:-(?P<region>[A-Z]{2}))?$")


def describe() -> str:
    """The engine and its versions, as `csp doctor` prints them."""
    return f"embedded renderer (pandoc {pypandoc.get_pandoc_version()}, Typst {version('typst')})"


def render(main: Path, formats: Sequence[str], *, timestamp: int) -> Mapping[str, bytes]:
    """Render a document of a staged report.

    Parameters
    ----------
    main : Path
        The `.qmd` file; what it names is read from its folder.
    formats : sequence of str
        Of `html`, `typst` (which gives a PDF) and `docx`.
    timestamp : int
        Seconds since 1970 that stand for now in what is written, so that it comes out the same each time.

    Returns
    -------
    mapping of format to bytes

    Raises
    ------
    SourceError
        If the text is outside what both engines print alike, or an engine refuses it; with file and line where there
        is one.
    """
    main = main.resolve()
    document = source.read(main)
    lint.check(document.lines)
    text = "\n".join(_fence_html_tables([line.text for line in document.lines]))
    # The work is done in pandoc's own processes, so threads are enough to use every core.
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda fmt: _format(document, text, fmt, timestamp), formats)
        return dict(zip(formats, made, strict=True))


def _format(document: source.Document, text: str, fmt: str, timestamp: int) -> bytes:
    settings = config.merge(list(document.layers), fmt)
    with tempfile.TemporaryDirectory(prefix="csp-render-") as name:
        work = Path(name)
        output = work / f"out.{'typ' if fmt == 'typst' else fmt}"
        _pandoc(document.folder, settings, text, fmt, output, work, timestamp)
        return _typst(document.folder, settings, output, timestamp) if fmt == "typst" else output.read_bytes()


def _fence_html_tables(lines: Sequence[str]) -> list[str]:
    """Keep each table written in HTML together, so that it is read as one table."""
    fenced: list[str] = []
    inside = False
    for line in lines:
        if not inside and re.match(r"^\s*<table\b", line):
            inside = True
            fenced.append("```{=html}")
        fenced.append(line)
        if inside and "</table>" in line:
            inside = False
            fenced.append("```")
    return fenced


def _pandoc(folder: Path, settings: Settings, text: str, fmt: str, output: Path, work: Path, timestamp: int) -> None:
    metadata = work / "metadata.yml"
    metadata.write_text(
        yaml.safe_dump(_template_metadata(settings.metadata, fmt), allow_unicode=True), encoding="utf-8"
    )
    command = [
        pypandoc.get_pandoc_path(),
        f"--from={READER}",
        f"--to={fmt}",
        "--standalone",
        f"--output={output}",
    ]
    command += [f"--metadata-file={metadata}", f"--resource-path={folder}"]
    with files(__package__).joinpath("embedded.lua").open("rb") as stream:
        core = work / "embedded.lua"
        core.write_bytes(stream.read())
    command += [f"--lua-filter={core if name == 'quarto' else folder / name}" for name in settings.filters]
    command += {"html": _html, "typst": _typst_options, "docx": _docx}[fmt](folder, settings.metadata, work)
    if settings.metadata.get("toc"):
        command += ["--toc", f"--toc-depth={settings.metadata.get('toc-depth', 3)}"]
    if settings.metadata.get("number-sections"):
        command.append("--number-sections")
    environment = ENVIRONMENT | {"SOURCE_DATE_EPOCH": str(timestamp)}
    done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=folder, env=environment, check=False)
    if done.returncode:
        raise SourceError(f"pandoc could not make {fmt}: {_one_line(done.stderr.decode(errors='replace'))}")


def _template_metadata(metadata: Mapping[str, object], fmt: str) -> dict[str, object]:
    values = {key: value for key, value in metadata.items() if key not in ("css", "template", "reference-doc", "toc")}
    found = LANGUAGE.match(str(metadata.get("lang", "")))
    if found and fmt == "typst":
        values |= {key: value for key, value in found.groupdict().items() if value}
    values.setdefault("toc-depth", 3)
    if metadata.get("number-sections"):
        values["section-numbering"] = "1.1"
    return {key: str(value) if hasattr(value, "isoformat") else value for key, value in values.items()}


def _html(folder: Path, metadata: Mapping[str, object], work: Path) -> list[str]:
    options = ["--section-divs"]
    if metadata.get("embed-resources"):
        options.append("--embed-resources")
    if "template" in metadata:
        options.append(f"--template={folder / str(metadata['template'])}")
    if (folder / "_brand.yml").is_file():
        options.append(_header(work, f"<style>\n{read_brand(folder / '_brand.yml').css()}</style>\n"))
    return options + [f"--css={name}" for name in _listed(metadata.get("css"))]


def _docx(folder: Path, metadata: Mapping[str, object], work: Path) -> list[str]:
    return [f"--reference-doc={folder / str(metadata['reference-doc'])}"] if "reference-doc" in metadata else []


def _typst_options(folder: Path, metadata: Mapping[str, object], work: Path) -> list[str]:
    # pandoc looks for partials beside the template: ours first, then the report's own over them.
    for name in PARTS:
        (work / name).write_text(files(__package__).joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    for name in _listed(metadata.get("template-partials")):
        shutil.copyfile(folder / name, work / Path(name).name)
    options = [f"--template={work / 'document.typ'}"]
    if (folder / "_brand.yml").is_file():
        brand = read_brand(folder / "_brand.yml")
        options.append(_header(work, brand.typst()))
        if brand.font and "mainfont" not in metadata:
            options.append(f"--metadata=mainfont:{brand.font}")
    return options


def _header(work: Path, text: str) -> str:
    path = work / "header.txt"
    path.write_text(text, encoding="utf-8")
    return f"--include-in-header={path}"


def _typst(folder: Path, settings: Settings, document: Path, timestamp: int) -> bytes:
    fonts = [str(folder / name) for name in _listed(settings.metadata.get("font-paths"))]
    try:
        return typst.compile(
            document.read_bytes(),
            root=str(folder),
            # Only the report's own fonts: else a PDF would differ from machine to machine.
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=_listed(settings.metadata.get("pdf-standard", "ua-1")),
            timestamp=datetime.fromtimestamp(timestamp, UTC),
        )
    except typst.TypstError as problem:
        raise SourceError(f"Typst could not make the PDF: {_one_line(str(problem))}") from None


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "it gave no reason"
