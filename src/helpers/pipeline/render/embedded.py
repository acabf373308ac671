"""Render a staged report with pandoc and Typst: what Quarto is made of, without Quarto."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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
FILTERS = ("embedded.lua", "numbers.lua")
PARTS = ("document.typ", "definitions.typ", "typst-template.typ", "typst-show.typ")
REFUSED = re.compile(r"csp:(?P<caption>.*):csp")
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
    lint.check(document)
    text = "\n".join(_fence_html_tables(document.lines))
    # The work is done in pandoc's own processes, so threads are enough to use every core.
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda fmt: _format(document, text, fmt, timestamp), formats)
        return dict(zip(formats, made, strict=True))


@dataclass(frozen=True, slots=True)
class _Job:
    """One document in one format: its folder, lines and settings, a folder to work in, the time that stands for now."""

    folder: Path
    lines: Sequence[source.Line]
    settings: Settings
    fmt: str
    work: Path
    timestamp: int


def _format(document: source.Document, text: str, fmt: str, timestamp: int) -> bytes:
    settings = config.merge(list(document.layers), fmt)
    with tempfile.TemporaryDirectory(prefix="csp-render-") as work:
        job = _Job(document.folder, document.lines, settings, fmt, Path(work), timestamp)
        output = _pandoc(job, text)
        return _typst(job, output) if fmt == "typst" else output.read_bytes()


def _fence_html_tables(lines: Sequence[source.Line]) -> list[str]:
    """Keep each table written in HTML together, so that it is read as one table."""
    fenced: list[str] = []
    inside = False
    for line in lines:
        begins = not line.code and not inside and re.match(r"^\s*<table\b", line.text, flags=re.IGNORECASE)
        fenced += ["```{=html}", line.text] if begins else [line.text]
        inside = inside or bool(begins)
        if inside and "</table>" in line.text.lower():
            inside = False
            fenced.append("```")
    return fenced


def _pandoc(job: _Job, text: str) -> Path:
    given = job.settings.metadata
    metadata, core, output = job.work / "metadata.yml", job.work / FILTERS[0], job.work / f"out.{job.fmt}"
    metadata.write_text(yaml.safe_dump(_template_metadata(given, job.fmt), allow_unicode=True), encoding="utf-8")
    for name in FILTERS:
        (job.work / name).write_bytes(files(__package__).joinpath(name).read_bytes())
    # A missing picture or style sheet is only a warning to pandoc, and a hole in the paper to its reader.
    strict = ["--standalone", "--fail-if-warnings"]
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", f"--to={job.fmt}", *strict, f"--output={output}"]
    command += [f"--metadata-file={metadata}", f"--resource-path={job.folder}"]
    command += [f"--lua-filter={core if name == 'quarto' else job.folder / name}" for name in job.settings.filters]
    command += {"html": _html, "typst": _typst_options, "docx": _docx}[job.fmt](job.folder, given, job.work)
    if given.get("toc"):
        command += ["--toc", f"--toc-depth={given.get('toc-depth', 3)}"]
    if given.get("number-sections") and job.fmt != "docx":  # where embedded.lua writes the numbers, as Quarto does
        command.append("--number-sections")
    environment = ENVIRONMENT | {"SOURCE_DATE_EPOCH": str(job.timestamp)}
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, cwd=job.folder, env=environment, check=False
    )
    if done.returncode:
        told = _one_line(done.stderr.decode(errors="replace"))
        _refuse(job.lines, told)
        raise SourceError(f"pandoc could not make {job.fmt}: {told}")
    return output


def _refuse(lines: Sequence[source.Line], told: str) -> None:
    """Tell with file and line what embedded.lua refuses, if it is that for which pandoc gave up."""
    found = REFUSED.search(told)
    if not found:
        return
    written = _letters(found["caption"])[:40]
    place = next((f"{line.place}: " for line in lines if not line.code and written in _letters(line.text)), "")
    raise SourceError(
        f"{place}the caption {found['caption']!r} has no label: add #fig-… or #tbl-… in braces, as in {{#tbl-wards}}"
    )


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _template_metadata(metadata: Mapping[str, object], fmt: str) -> dict[str, object]:
    values = {key: value for key, value in metadata.items() if key not in ("css", "template", "reference-doc", "toc")}
    found = LANGUAGE.match(str(metadata.get("lang", "")))
    if found and fmt == "typst":
        values |= {key: value for key, value in found.groupdict().items() if value}
    values.setdefault("toc-depth", 3)
    if metadata.get("number-sections"):
        values["section-numbering"] = "1.1.a"
    if fmt == "typst" and "margin" in values and not isinstance(values["margin"], Mapping):
        values["margin"] = {"rest": values["margin"]}  # one for all sides
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


def _typst(job: _Job, document: Path) -> bytes:
    fonts = [str(job.folder / name) for name in _listed(job.settings.metadata.get("font-paths"))]
    try:
        return typst.compile(
            document.read_bytes(),
            root=str(job.folder),
            # Only the report's own fonts: else a PDF would differ from machine to machine.
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=_listed(job.settings.metadata.get("pdf-standard", "ua-1")),
            timestamp=datetime.fromtimestamp(job.timestamp, UTC),
        )
    except (typst.TypstError, ValueError) as problem:
        raise SourceError(f"Typst could not make the PDF: {_one_line(str(problem))}") from None


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "it gave no reason"
