"""Lay out a report as a Quarto project that needs nothing from outside its folder."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from helpers import periods
from helpers.errors import NotebookError, SourceError
from helpers.files import replace_folder, write_bytes, write_text
from helpers.pipeline.binding import appendix, book, literals, texts
from helpers.pipeline.commentary import pieces
from helpers.pipeline.render.brand import Brand, read_brand
from helpers.pipeline.render.word_style import reference_document
from helpers.pipeline.reports import conditions
from helpers.pipeline.reports.plan import ReportPlan, commentary_path
from helpers.pipeline.runs.runner import Done
from helpers.project import Project
from helpers.publishing import markdown

HOUSE = "_house"
RESULTS = "_results"
COMMENTARY = "_commentary"
OWN = "own-sections.md"
NARROW = {"x": "1.5cm", "top": "1.1cm", "bottom": "1cm"}
SMALL = "9.5pt"
HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
LONE = re.compile(r"\{\{< *(?:var|meta) [^<>]*>\}\}")
MISSING = "Nothing has been supplied for this section. It is for the {contact} to supply.\n"


def stage(place: Project, plan: ReportPlan, runs: Sequence[Done]) -> Path:
    """Write build/reports/<area>/<period>/<report>/ whole, and give the document to render.

    Raises
    ------
    NotebookError
        If results of another area or period, or two of the same name, would come together.
    SourceError
        If the report's text is missing, is not UTF-8, has a value as a paragraph of its own, or marks a line as `conditions`
        cannot read it.
    """
    folder = place.build.joinpath("reports", *plan.folder_parts())
    values = _values(plan, runs)
    with replace_folder(folder) as fresh:
        path = place.reports / plan.kind.name / f"{plan.kind.name}.qmd"
        text = _text(path, place.relative(path))
        _refuse_lone_values(text, place.relative(path))
        copy_house(place, fresh)
        _copy_results(runs, fresh / RESULTS)
        text = conditions.applied(text, place.relative(path), conditions.available(values, fresh / RESULTS))
        write_text(fresh / path.name, text)
        write_text(fresh / RESULTS / "sources.md", _sources(values))
        write_text(fresh / RESULTS / "sources-line.md", _sources_line(values))
        quoted = {value["id"]: value["text"] for value in values["values"]}
        for name in plan.kind.pieces:
            source = commentary_path(place, plan.area, plan.occasion, name)
            told = pieces.staged(source, place, quoted) if source.is_file() else ""
            write_text(fresh / COMMENTARY / f"{name}.md", told or MISSING.format(contact=plan.paper.contact))
        own = _own_sections(place, plan, quoted, depth=depth_of_own(text))
        write_text(fresh / COMMENTARY / OWN, own)
        _settings(place, plan, fresh, values)
        declared, tables = literals.declared(place), _tables(fresh / RESULTS)
        told = appendix.written(text, fresh, values, tables, declared)
        write_text(fresh / RESULTS / "sources-of-figures.md", told)
        write_text(fresh / "_variables.yml", as_yaml(_nested(values)))
        write_bytes(fresh / "values.json", _as_json(values))
    return folder / f"{plan.kind.name}.qmd"


def _own_sections(place: Project, plan: ReportPlan, quoted: Mapping[str, str], *, depth: int) -> str:
    """The sections that only this paper has, each under its title at a depth of headings; nothing where it has none."""
    told = []
    for name in plan.paper.sections:
        source = commentary_path(place, plan.area, plan.occasion, name)
        title = pieces.read(source, place).title
        told.append(f"{'#' * depth} {title} {{#sec-own-{name}}}\n\n{pieces.staged(source, place, quoted)}\n")
    return "\n".join(told)


def depth_of_own(text: str) -> int:
    """How deep a paper's own sections stand: as deep as the heading that comes last before their place in the type's text."""
    before = text.partition(f"{{{{< include {COMMENTARY}/{OWN} >}}}}")[0]
    found = HEADING.findall(before)
    return len(found[-1]) if found else 1


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(
            f"{name} is missing: it is the text of the report; write it, or take it from git again"
        ) from None
    except UnicodeDecodeError as problem:
        raise SourceError(f"{name}: not UTF-8 text (byte {problem.start}): save it as UTF-8") from None


def _refuse_lone_values(text: str, name: str) -> None:
    """A value that is a paragraph of its own: Quarto's filters cannot tell it from a page break, and would not number it."""
    for number, line in enumerate(text.splitlines(), 1):
        if LONE.fullmatch(conditions.bare(line).strip()):
            raise SourceError(
                f"{name}:{number}: a value alone is a paragraph that Quarto does not number: put words beside it"
            )


def _values(plan: ReportPlan, runs: Sequence[Done]) -> dict:
    """Everything that the report may quote, with its notebook; refused where it is not about this area and year."""
    quotes: dict[str, dict] = {}
    sources: dict[str, dict] = {}
    results: dict[str, dict] = {}
    rows: dict[str, list[str]] = {}
    name = plan.area
    for done in runs:
        found = json.loads((done.results / "values.json").read_text(encoding="utf-8"))
        if (found["area"], found["quarter"]) != (plan.area, str(done.run.quarter)):
            raise NotebookError(
                f"results of {found['notebook']} are for {found['area']} {found['quarter']}, not {plan.area} "
                f"{done.run.quarter}: run it again with `csp run --force`"
            )
        for value in found["values"]:
            if value["id"] in quotes:
                raise NotebookError(f"two notebooks publish the value {value['id']!r}: rename one")
            quotes[value["id"]] = {**value, "notebook": found["notebook"]}
        sources |= {source["source"]: source for source in found["sources"]}
        results |= {result: {"notebook": found["notebook"], **made} for result, made in found["results"].items()}
        rows |= found["rows"]
        name = found["area_name"]
    about = {"report": plan.kind.name, "area": plan.area, "area_name": name, "period": plan.occasion.key}
    listed = [sources[key] for key in sorted(sources)]
    return {**about, "values": list(quotes.values()), "sources": listed, "results": results, "rows": rows}


def results(plan: ReportPlan, runs: Sequence[Done]) -> dict[str, bytes]:
    """What is published of a report's runs, by path: `values.json` and each table under `data/`.

    Raises
    ------
    NotebookError
        As `stage`.
    """
    tables = {f"data/{path.name}": path.read_bytes() for done in runs for path in sorted(done.results.glob("*.csv"))}
    return {**tables, "values.json": _as_json(_values(plan, runs))}


def _as_json(values: Mapping) -> bytes:
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()


def _copy_results(runs: Sequence[Done], target: Path) -> None:
    target.mkdir()
    for done in runs:
        for path in sorted(done.results.iterdir()):
            if path.name == "values.json":
                continue
            if (target / path.name).exists():
                raise NotebookError(f"two notebooks publish {path.name}: rename one of the results")
            shutil.copyfile(path, target / path.name)


def copy_house(place: Project, folder: Path) -> None:
    """Lay the house's templates, filters and fonts beside a document."""
    shutil.copytree(place.reports / HOUSE, folder / HOUSE, ignore=shutil.ignore_patterns("_quarto.yml"))


def dress(place: Project, folder: Path, main: str, *, brief: bool) -> Brand:
    """Write the settings and the house look with which a document of a folder is rendered, and give its colours.

    Parameters
    ----------
    folder : Path
        Holds the house's files already.
    main : str
        The document's file name.
    brief : bool
        Whether it is to fit on a page or two.
    """
    house = yaml.safe_load((place.reports / HOUSE / "_quarto.yml").read_text(encoding="utf-8"))
    house["project"]["render"] = [main]
    if brief:
        for settings in house["format"].values():
            settings.pop("toc", None)
        house["format"]["typst"] |= {"margin": NARROW, "fontsize": SMALL}
    write_text(folder / "_quarto.yml", as_yaml(house))
    brand = place.reports / "_brand.yml"
    shutil.copyfile(brand, folder / "_brand.yml")
    colours = read_brand(brand)
    write_text(folder / HOUSE / "brand.css", colours.css())
    if not (folder / HOUSE / "reference.docx").is_file():  # a house that prefers its own puts it in reports/_house/
        write_bytes(folder / HOUSE / "reference.docx", reference_document(colours, brief=brief))
    return colours


def _settings(place: Project, plan: ReportPlan, folder: Path, values: Mapping) -> None:
    colours = dress(place, folder, f"{plan.kind.name}.qmd", brief=plan.kind.brief)
    occasion, period = plan.occasion, plan.occasion.period
    names = {
        "year": occasion.words,
        "period": occasion.words,
        "area": values["area_name"],
        "subject": plan.paper.subject,
        "plan": occasion.words,
    }
    dated = "meeting" if plan.paper.committee else "issued"
    write_text(
        folder / "_metadata.yml",
        as_yaml(
            {
                "title": plan.kind.title.format(**names),
                "subtitle": plan.kind.subtitle.format(**names),
                # Word's own title block has no places for a committee, so these two carry it.
                "author": plan.paper.author,
                # Quarto reads a date, and prints one that it cannot read as invalid.
                **({} if plan.paper.undated else {"date": plan.paper.dated_words}),
                # In Word the house style writes the contents itself.
                **({"brief": True} if plan.kind.brief else {}),
                "subject": plan.paper.subject or occasion.words,
                "year": period.words,
                "last-year": period.year_before().words,
                "next-year": period.year_after().words,
                "financial-year": occasion.quarter.financial_year.words,
                "next-financial-year": occasion.quarter.financial_year.year_after().words,
                "area-name": values["area_name"],
                "partnership": plan.paper.partnership,
                "council": plan.paper.council,
                **({"committee": plan.paper.committee} if plan.paper.committee else {}),
                dated: plan.paper.dated_words,
                "occasion": plan.paper.put_to,
                "sender": plan.paper.sender,
                "contact": plan.paper.contact,
                # Without the '#', which would have to be escaped in one format and not in another.
                "accent": colours.colour("primary").lstrip("#"),
            }
        ),
    )


def _day(text: str) -> str:
    """A day as a paper prints it; a year or month as it stands."""
    return periods.day_words(periods.parse_day(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _sources(values: Mapping) -> str:
    """The list of the documents that the results rest on, by whose numbers the sources of figures name them."""
    lines = []
    for source in values["sources"]:
        title, publisher, note = (markdown.escape(source[name]) for name in ("title", "publisher", "note"))
        published = f", {_day(source['published'])}" if source["published"] else ""
        lines.append(f"1. **{title}.** {publisher}{published}.{f' {note}.' if note else ''}")
    if not lines:
        raise SourceError("the results that this report quotes name no source: each row of data/ needs one")
    return "\n".join(lines) + "\n"


def _sources_line(values: Mapping) -> str:
    """The same in one paragraph, for a paper of a page or two."""
    titles = (
        f"Source {number}: {markdown.escape(source['title'])}" for number, source in enumerate(values["sources"], 1)
    )
    return f"{'; '.join(titles)}.\n"


def _nested(values: Mapping) -> dict:
    """Ids with dots as the nested mapping that `var` shortcodes look into; each text says in the web page which value it is."""
    tree: dict = {}
    for value in values["values"]:
        *groups, last = value["id"].split(".")
        place = tree
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = f'[{value["text"]}]{{{texts.VALUE}="{value["id"]}"}}'
    return tree


def _tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    return book.read_tables({f"data/{path.name}": path.read_bytes() for path in folder.glob("*.csv")})


def as_yaml(values: Mapping) -> str:
    """Settings as a document's YAML: in their order, a line each."""
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)
