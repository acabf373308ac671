"""The manifest of a published report: a Workflow Run RO-Crate, written and read.

Follows RO-Crate 1.1 and the profiles of Process Run Crate and Workflow Run Crate 0.5
(https://www.researchobject.org/workflow-run-crate/). The workflow is the report's recipe; its run is one action, and each
notebook's run another. When the report was made stands in the first action alone: everything else is the same whenever it is
made of the same. What lies in the record and not beside the report is named by its path there (`#src/helpers`).
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from helpers.data.slicing import INPUTS
from helpers.errors import ReportError
from helpers.pipeline import provenance
from helpers.pipeline.audit import recipe, record
from helpers.pipeline.parcels import Files
from helpers.pipeline.plan import ReportPlan

NAME = "ro-crate-metadata.json"
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
RUN, SEAL = "#run", "#seal"
TIMES = ("startTime", "endTime")
"""The only part that differs where the same report is made of the same again."""


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
    plan = made.plan
    root = crate.root_dataset
    root["name"] = made.title
    root["description"] = (
        f"A paper of {plan.paper.partnership}, with the tables and values behind it and an account of what it was made of"
    )
    root["datePublished"] = plan.paper.as_at
    root["license"] = _add(
        crate,
        "#terms",
        "CreativeWork",
        name="Terms of use",
        description="The report is its publisher's; each source's own terms are stated with the source.",
    )
    root["publisher"] = _add(crate, "#publisher", "Organization", name=plan.paper.council or plan.paper.partnership)
    for profile in PROFILES:
        root.append_to("conformsTo", _add(crate, profile, "CreativeWork", name=profile.split("/")[-2]))
    files = {path: _output(crate, path, content, made) for path, content in made.outputs.items()}
    sources = _sources(crate, made.slices)
    kept = {path: _kept(crate, path, made) for path in made.files if not path.startswith(f"{record.CODE}/")}
    for path, content in made.slices.items():
        found = sorted({row["source"] for row in _rows(content) if row.get("source")} & set(sources))
        if found and not path.endswith("/sources.csv"):
            kept[path]["isBasedOn"] = [sources[key] for key in found]
    workflow = files[recipe.NAME]
    workflow["programmingLanguage"] = _add(
        crate,
        "#recipe-language",
        "ComputerLanguage",
        name="csp-reports recipe",
        url="https://papermill.readthedocs.io/",
    )
    crate.mainEntity = workflow
    parameters = _parameters(crate, workflow, plan)
    tools = [_software(crate, name, found) for name, found in sorted(made.environment.items())]
    code = _add(
        crate,
        f"#{record.CODE}",
        "SoftwareSourceCode",
        name="the project's own code",
        version=made.commit,
        sha256=record.code_hash(made.files),
    )
    whole = _add(
        crate,
        "#record",
        "CreativeWork",
        name="the record: every file that the report was made of, listed by path and hash",
        sha256=made.name,
        description=f"reports/records/{made.name}; for those who may see what is behind the report",
    )
    workflow["softwareRequirements"] = [code, *tools]
    action = _add(
        crate,
        RUN,
        "CreateAction",
        name=f"Making of {made.title}",
        instrument=workflow,
        agent=_add(crate, "#role", "Organization", name=made.role),
        object=[whole, *kept.values(), *parameters],
        result=[entity for path, entity in files.items() if path != recipe.NAME],
        actionStatus=_add(crate, "http://schema.org/CompletedActionStatus", "ActionStatusType", name="completed"),
        startTime=made.began,
        endTime=made.ended,
    )
    root["mentions"] = [action, *(_run(crate, number, run, kept, files) for number, run in enumerate(made.runs, 1))]
    seal = _add(crate, SEAL, "PropertyValue", propertyID="sha256", value="")
    root["identifier"] = seal
    return sealed(crate.metadata.generate())


def sealed(manifest: dict) -> str:
    """The manifest as text, with its own hash in it: of the same text with that place left blank."""
    seal = next(entity for entity in manifest["@graph"] if entity["@id"] == SEAL)
    seal["value"] = ""
    seal["value"] = provenance.hash_of(_text(manifest).encode())
    return _text(manifest)


def read(text: str) -> dict[str, dict]:
    """The entities of a manifest by their ids.

    Raises
    ------
    ReportError
        If it is not as it was written.
    """
    try:
        manifest = json.loads(text)
        entities = {entity["@id"]: entity for entity in manifest["@graph"]}
        whole = sealed(manifest) == text and len(entities) == len(manifest["@graph"]) and RUN in entities
    except (ValueError, KeyError, TypeError, StopIteration):
        whole = False
    if not whole:
        raise ReportError(f"{NAME} has been altered: it is not the manifest that was written with the report")
    return entities


def outputs(entities: Mapping[str, dict]) -> dict[str, tuple[str, int]]:
    """Every published file besides the manifest, with its hash and its length in bytes."""
    parts = [part["@id"] for part in _many(entities["./"].get("hasPart"))]
    return {unquote(part): (entities[part]["sha256"], int(entities[part]["contentSize"])) for part in parts}


def record_name(entities: Mapping[str, dict]) -> str:
    """The name of the record: the hash of its list."""
    return entities["#record"]["sha256"]


def versions(entities: Mapping[str, dict]) -> dict[str, str]:
    """What the report was made with, each with its version."""
    software = [entity for entity in entities.values() if entity.get("@type") == "SoftwareApplication"]
    return {entity["name"]: entity["softwareVersion"] for entity in software}


def timeless(text: str) -> str:
    """A manifest without the times at which its report was made, and without the hash that covers them."""
    manifest = json.loads(text)
    for entity in manifest["@graph"]:
        if entity["@id"] == RUN:
            entity.update(dict.fromkeys(TIMES, ""))
    return sealed(manifest)


def _text(manifest: Mapping) -> str:
    return json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _add(crate: ROCrate, key: str, kind: str, /, **properties: object) -> ContextEntity:
    entity = crate.add(ContextEntity(crate, key, properties={"@type": kind}))
    for name, value in properties.items():
        entity[name] = value
    return entity


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


def _software(crate: ROCrate, name: str, version: str) -> ContextEntity:
    return _add(crate, f"#software/{quote(name)}", "SoftwareApplication", name=name, softwareVersion=version)


def _run(
    crate: ROCrate, number: int, run: Run, kept: Mapping[str, object], files: Mapping[str, object]
) -> ContextEntity:
    given = [
        _add(crate, f"#given/{number}/{quote(name)}", "PropertyValue", name=name, value=value)
        for name, value in run.parameters.items()
    ]
    return _add(
        crate,
        f"{RUN}/{number}",
        "CreateAction",
        name=f"Run of {run.notebook}",
        instrument=kept[f"notebooks/{run.notebook}.ipynb"],
        object=[*(kept[path] for path in run.inputs), *given],
        result=[files[path] for path in run.outputs if path in files],
    )


def _many(found: object) -> list:
    return found if isinstance(found, list) else [] if found is None else [found]
