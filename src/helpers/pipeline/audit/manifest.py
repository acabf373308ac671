"""The manifest of a published report, as text: sealed with its own hash, and read back."""

import json
from collections.abc import Mapping
from urllib.parse import unquote

from helpers.errors import ReportError
from helpers.pipeline.provenance import hash_of

NAME = "ro-crate-metadata.json"
RUN, RECORD, SEAL = "#run", "#record", "#seal"
TIMES = ("startTime", "endTime")
"""The only part that differs where the same report is made of the same again."""


def sealed(manifest: dict) -> str:
    """The manifest as text, with its own hash in it: of the same text with that place left blank."""
    seal = next(entity for entity in manifest["@graph"] if entity["@id"] == SEAL)
    seal["value"] = ""
    seal["value"] = hash_of(_text(manifest).encode())
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
    return entities[RECORD]["sha256"]


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


def _many(found: object) -> list:
    return found if isinstance(found, list) else [] if found is None else [found]
