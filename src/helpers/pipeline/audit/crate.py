"""Write the manifest of a published report: a Workflow Run RO-Crate.

Follows RO-Crate 1.1 and the profiles of Process Run Crate and Workflow Run Crate 0.5
(https://www.researchobject.org/workflow-run-crate/). The workflow is the report's recipe; its run is one action, and each
notebook's run another. When the report was made stands in the first action alone: everything else is the same whenever it is
made of the same. What lies in the record and not beside the report is named by its path there (`#src/helpers`).
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from helpers.data.slicing import INPUTS
from helpers.pipeline import provenance
from helpers.pipeline.audit import manifest, recipe, record
from helpers.pipeline.parcels import Files
from helpers.pipeline.reports.plan import ReportPlan

MEDIA = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
    ".json": "application/json",
}
PROFILES = (
    "https://w3id.org/ro/wfrun/process/0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
)
TERMS = "https://w3id.org/ro/terms/workflow-run/context"


@dataclass(frozen=True, slots=True)
class Run:
    """A notebook's run as the manifest tells of it: its inputs by their paths in the record, and what it published."""

    notebook: str
    parameters: Mapping[str, str]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """All that a manifest says.

    Attributes
    ----------
    plan : ReportPlan
    name, title : str
        The record's name, and the report's title.
    files : mapping
        The record's files, each with its hash.
    slices : mapping of path to bytes
        Those of them that are tables of data.
    outputs : mapping of path to bytes
        Everything that is published besides the manifest.
    runs : sequence of Run
    environment : mapping of str to str
        What it was made with, each with its version.
    commit : str
        Of the code; with `, altered since` where the code is no longer as it was committed.
    role : str
        Who made it: a post, never a person.
    began, ended : str
        When, as ISO 8601 has it.
    """

    plan: ReportPlan
    name: str
    title: str
    files: Files
    slices: Mapping[str, bytes]
    outputs: Mapping[str, bytes]
    runs: Sequence[Run]
    environment: Mapping[str, str]
    commit: str
    role: str
    began: str
    ended: str


def written(made: Making) -> str:
    """The manifest as JSON-LD."""
    crate = ROCrate(version="1.1")
    crate.metadata.extra_contexts.append(TERMS)
    _introduce(crate, made)
    files = {path: _output(crate, path, content, made) for path, content in made.outputs.items()}
    kept = {path: _kept(crate, path, made) for path in made.files if not path.startswith(f"{record.CODE}/")}
    _trace(kept, made.slices, _sources(crate, made.slices))
    workflow = files[recipe.NAME]
    crate.mainEntity = workflow
    workflow["programmingLanguage"] = _add(
        crate,
        "#recipe-language",
        "ComputerLanguage",
        name="csp-reports recipe",
        url="https://papermill.readthedocs.io/",
    )
    workflow["softwareRequirements"] = _tools(crate, made)
    action = _add(
        crate,
        manifest.RUN,
        "CreateAction",
        name=f"Making of {made.title}",
        instrument=workflow,
        agent=_add(crate, "#role", "Organization", name=made.role),
        object=[_record(crate, made.name), *kept.values(), *_parameters(crate, workflow, made.plan)],
        result=[entity for path, entity in files.items() if path != recipe.NAME],
        actionStatus=_add(crate, "http://schema.org/CompletedActionStatus", "ActionStatusType", name="completed"),
        startTime=made.began,
        endTime=made.ended,
    )
    runs = [_run(crate, number, run, kept, files) for number, run in enumerate(made.runs, 1)]
    crate.root_dataset["mentions"] = [action, *runs]
    crate.root_dataset["identifier"] = _add(crate, manifest.SEAL, "PropertyValue", propertyID="sha256", value="")
    return manifest.sealed(crate.metadata.generate())


def _add(crate: ROCrate, key: str, kind: str, /, **properties: object) -> ContextEntity:
    entity = crate.add(ContextEntity(crate, key, properties={"@type": kind}))
    for name, value in properties.items():
        entity[name] = value
    return entity


def _introduce(crate: ROCrate, made: Making) -> None:
    """Say what the published folder as a whole is."""
    root, paper = crate.root_dataset, made.plan.paper
    root["name"] = made.title
    root["description"] = (
        f"A paper of {paper.partnership}, with the tables and values behind it and an account of what it was made of"
    )
    root["datePublished"] = paper.as_at
    root["license"] = _add(
        crate,
        "#terms",
        "CreativeWork",
        name="Terms of use",
        description="The report is its publisher's; each source's own terms are stated with the source.",
    )
    root["publisher"] = _add(crate, "#publisher", "Organization", name=paper.council or paper.partnership)
    for profile in PROFILES:
        root.append_to("conformsTo", _add(crate, profile, "CreativeWork", name=profile.split("/")[-2]))


def _trace(kept: Mapping[str, object], slices: Mapping[str, bytes], sources: Mapping[str, object]) -> None:
    """Say of each slice of data from which documents its rows come."""
    for path, content in slices.items():
        found = sorted({row["source"] for row in _rows(content) if row.get("source")} & set(sources))
        if found and not path.endswith("/sources.csv"):
            kept[path]["isBasedOn"] = [sources[key] for key in found]


def _tools(crate: ROCrate, made: Making) -> list[ContextEntity]:
    """Our own code, and what it was run with."""
    code = _add(
        crate,
        f"#{record.CODE}",
        "SoftwareSourceCode",
        name="the project's own code",
        version=made.commit,
        sha256=record.code_hash(made.files),
    )
    tools = [
        _add(crate, f"#software/{quote(name)}", "SoftwareApplication", name=name, softwareVersion=version)
        for name, version in sorted(made.environment.items())
    ]
    return [code, *tools]


def _record(crate: ROCrate, name: str) -> ContextEntity:
    return _add(
        crate,
        manifest.RECORD,
        "CreativeWork",
        name="the record: every file that the report was made of, listed by path and hash",
        sha256=name,
        description=f"reports/records/{name}; for those who may see what is behind the report",
    )


def _output(crate: ROCrate, path: str, content: bytes, made: Making) -> object:
    how = path == recipe.NAME
    properties = {
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"] if how else "File",
        "name": made.title if how else PurePosixPath(path).name,
        "encodingFormat": MEDIA[PurePosixPath(path).suffix],
        "sha256": provenance.hash_of(content),
        "contentSize": str(len(content)),
    }
    return crate.add_file(dest_path=quote(path), properties=properties)


def _kept(crate: ROCrate, path: str, made: Making) -> ContextEntity:
    parts = PurePosixPath(path).parts
    if path in made.slices:
        name = f"{parts[-1]}, the rows that {parts[-3]} might see"
    elif INPUTS in parts:
        name = f"{parts[-1]}, the settings that {parts[-3]} might see"
    else:
        name = path
    kind = "SoftwareSourceCode" if path.endswith(".ipynb") else "CreativeWork"
    return _add(crate, f"#{quote(path)}", kind, name=name, sha256=made.files[path])


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def _sources(crate: ROCrate, slices: Mapping[str, bytes]) -> dict[str, ContextEntity]:
    """The documents that the data come from."""
    found = {
        row["source"]: row
        for path, content in slices.items()
        if path.endswith("/sources.csv")
        for row in _rows(content)
    }
    return {
        key: _add(
            crate,
            f"#source/{quote(key)}",
            "CreativeWork",
            name=row["title"],
            description=row["note"] or row["kind"],
            creditText=f"{row['publisher']}{', ' if row['published'] else ''}{row['published']}",
        )
        for key, row in sorted(found.items())
    }


def _parameters(crate: ROCrate, workflow: object, plan: ReportPlan) -> list[ContextEntity]:
    given = {"borough": plan.area, str(plan.occasion.kind): plan.occasion.key, "formats": ", ".join(plan.formats)}
    found = []
    for name, value in given.items():
        key = quote(name.replace(" ", "-"))
        formal = _add(crate, f"#parameter/{key}", "FormalParameter", name=name, additionalType="Text")
        workflow.append_to("input", formal)
        found.append(_add(crate, f"#given/{key}", "PropertyValue", name=name, value=value, exampleOfWork=formal))
    return found


def _run(
    crate: ROCrate, number: int, run: Run, kept: Mapping[str, object], files: Mapping[str, object]
) -> ContextEntity:
    given = [
        _add(crate, f"#given/{number}/{quote(name)}", "PropertyValue", name=name, value=value)
        for name, value in run.parameters.items()
    ]
    return _add(
        crate,
        f"{manifest.RUN}/{number}",
        "CreateAction",
        name=f"Run of {run.notebook}",
        instrument=kept[f"notebooks/{run.notebook}.ipynb"],
        object=[*(kept[path] for path in run.inputs), *given],
        result=[files[path] for path in run.outputs if path in files],
    )
