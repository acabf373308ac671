"""What is said of published folders and their records."""

import json
from collections.abc import Callable
from pathlib import Path

from helpers.pipeline.audit import manifest
from tests.messages.case import Case, Edit, append, change, remove, rename, write
from tests.messages.note import PUBLISHED


def _record(root: Path) -> Path:
    """The list of what the report was made of."""
    entities = manifest.read((root / PUBLISHED / manifest.NAME).read_text(encoding="utf-8"))
    return root / "reports" / "records" / manifest.record_name(entities)


def _in_record(path: str, how: Callable[[Path], None]) -> Edit:
    """What happens to one file of the record."""
    return lambda root: how(_record(root).with_name(dict(json.loads(_record(root).read_bytes()))[path]))


def finding(key: str, when: str, told: str, *edits: Edit, also: tuple[str, ...] = ()) -> Case:
    """A file that `csp verify` finds not as it was made."""
    return Case(key, when, f"csp verify {PUBLISHED}", told, edits, finding=True, also=also)


CASES: tuple[Case, ...] = (
    Case(
        "folder-none",
        "a folder is named that there is not",
        "csp verify reports/note-2011-13",
        "reports/note-2011-13 is no folder: name one of reports/published/ or reports/editions/ that holds a report",
    ),
    Case(
        "folder-other",
        "a folder is named that holds no report",
        "csp verify data",
        "data holds no report: name a folder of reports/published/ that holds ro-crate-metadata.json",
    ),
    Case(
        "manifest-missing",
        "a published folder's manifest is missing",
        f"csp verify {PUBLISHED}",
        (
            "ro-crate-metadata.json is missing from reports/published/dudley/2011-12-Q4/note: without it "
            "nobody can tell whether the rest is what was made"
        ),
        (remove(f"{PUBLISHED}/{manifest.NAME}"),),
    ),
    finding(
        "manifest-altered",
        "a published folder's manifest is altered",
        "ro-crate-metadata.json: altered: it is not the manifest that was written with the report",
        append(f"{PUBLISHED}/{manifest.NAME}", " "),
    ),
    finding(
        "file-missing-published",
        "a published file is missing",
        "values.json: missing",
        remove(f"{PUBLISHED}/values.json"),
    ),
    finding(
        "file-renamed",
        "a published file is renamed",
        "note.html: renamed: it is called paper.html",
        rename(f"{PUBLISHED}/note.html", "paper.html"),
    ),
    finding(
        "file-added",
        "a file is added to a published folder",
        "extra.txt: added: it was not made with the report",
        write(f"{PUBLISHED}/extra.txt", "words"),
    ),
    finding(
        "file-length",
        "a published file is altered",
        "note.html: changed: […] bytes long, made with […]",
        append(f"{PUBLISHED}/note.html", " "),
    ),
    finding(
        "file-altered",
        "a published file is altered, and no longer for it",
        "note.html: changed: as long as it was made, but not the same",
        change(f"{PUBLISHED}/note.html", lambda content: content.replace(b"risks", b"risky", 1)),
    ),
    finding(
        "file-exchanged",
        "a published file holds what another held",
        "note.html: changed: it holds what was made as values.json",
        lambda root: write(f"{PUBLISHED}/note.html", (root / PUBLISHED / "values.json").read_bytes())(root),
    ),
    finding(
        "record-list-altered",
        "the list of what a report was made of is altered",
        "record […]: altered: its list is not the one that was kept",
        lambda root: _record(root).write_bytes(_record(root).read_bytes() + b" "),
    ),
    finding(
        "record-altered",
        "something that a report was made of is altered",
        "reports/_house/literals.yml: altered in reports/records/",
        _in_record("reports/_house/literals.yml", lambda path: path.write_bytes(b"another")),
    ),
    finding(
        "record-missing",
        "something that a report was made of is missing",
        "reports/_house/literals.yml: missing from reports/records/",
        _in_record("reports/_house/literals.yml", Path.unlink),
    ),
    Case(
        "records-none",
        "the records are not here",
        f"csp audit {PUBLISHED}",
        (
            "there is no reports/records/ in this project, so reports/published/dudley/2011-12-Q4/note could "
            "not be re-run: the record of what it was made of is kept there; take it from a backup, or run "
            "this where the report was made"
        ),
        (remove("reports/records"),),
    ),
    Case(
        "record-list-missing",
        "the list of what a report was made of is missing",
        f"csp audit {PUBLISHED}",
        "from its record: could not be re-run: reports/records/[…] is missing: it lists what the report was made of; take it from a backup of reports/records/",
        (lambda root: _record(root).unlink(),),
        finding=True,
    ),
    Case(
        "record-list-changed",
        "a report is made again of a list that is altered",
        f"csp audit {PUBLISHED}",
        "from its record: could not be re-run: reports/records/[…] has been altered: take it from a backup of reports/records/",
        (lambda root: _record(root).write_bytes(_record(root).read_bytes() + b" "),),
        finding=True,
    ),
    Case(
        "record-not-whole",
        "something that a report was made of is missing when it is made again",
        f"csp audit {PUBLISHED}",
        "from its record: could not be re-run: its record is not whole: reports/_house/literals.yml cannot be had as it was",
        (_in_record("reports/_house/literals.yml", Path.unlink),),
        finding=True,
    ),
    Case(
        "explain-number",
        "a report prints no such number",
        f"csp explain {PUBLISHED} 4711",
        (
            "nothing in note-2011-12-Q4-dudley is printed as '4711' or called so: write a number as it is printed, such as "
            "27.7% or £492,478, or a value's id as in values.json"
        ),
    ),
    Case(
        "explain-id",
        "a report has no such value",
        f"csp explain {PUBLISHED} risks.mesage",
        (
            "nothing in note-2011-12-Q4-dudley is printed as 'risks.mesage' or called so; did you mean 'risks.message'?: write "
            "a number as it is printed, such as 27.7% or £492,478, or a value's id as in values.json"
        ),
    ),
    Case(
        "explain-folder",
        "a published folder cannot be read",
        f"csp explain {PUBLISHED} risks.message",
        ("reports/published/dudley/2011-12-Q4/note is no published report that can be read: it holds no 'values.json'"),
        (remove(f"{PUBLISHED}/values.json"),),
    ),
    Case(
        "explain-manifest",
        "a number is asked for of a folder whose manifest is altered",
        f"csp explain {PUBLISHED} risks.message",
        "ro-crate-metadata.json has been altered: it is not the manifest that was written with the report",
        (append(f"{PUBLISHED}/{manifest.NAME}", " "),),
    ),
    Case(
        "values-word",
        "a report has no value with a word",
        f"csp values {PUBLISHED} mesage",
        (
            "note-2011-12-Q4-dudley has no value with 'mesage' in its id, text or unit; did you mean 'message'?; without a word "
            "all are listed"
        ),
    ),
    Case(
        "values-folder",
        "a folder whose values are asked for holds no report",
        "csp values reports/note",
        "reports/note holds no report: name a folder of reports/published/ that holds ro-crate-metadata.json",
    ),
    Case(
        "bundle-altered",
        "a folder is packed that is not as it was made",
        f"csp bundle {PUBLISHED}",
        (
            "note.html: changed: […] bytes long, made with […]; an auditor would be sent what was "
            "not made so: see `csp verify`"
        ),
        (append(f"{PUBLISHED}/note.html", " "),),
    ),
    Case(
        "folder-beside",
        "a report's folder is named that there is not, where there are others",
        "csp verify reports/published/dudley/2011-13/note",
        (
            "reports/published/dudley/2011-13/note is no folder; reports/published/dudley holds 2011-12-Q4: name one of "
            "reports/published/ or reports/editions/ that holds a report"
        ),
    ),
    Case(
        "folder-above",
        "a folder is named that holds a report's folder",
        "csp audit reports/published",
        (
            "reports/published holds no report; there is one in dudley/2011-12-Q4/note: name a folder of reports/published/ "
            "that holds ro-crate-metadata.json"
        ),
    ),
    Case(
        "audit-to",
        "a verdict is to be written into a file",
        f"csp audit {PUBLISHED} --to requirements.lock/verdict",
        "--to requirements.lock/verdict: requirements.lock is a file: name a folder for the verdict",
    ),
    Case(
        "bundle-to",
        "an archive is to be written over something else",
        f"csp bundle {PUBLISHED} --to requirements.lock",
        "--to requirements.lock is no name for an archive: let it end in .zip, and be no folder",
    ),
    Case(
        "explain-blank",
        "a blank is asked for",
        f"csp explain {PUBLISHED} ''",
        (
            "nothing in note-2011-12-Q4-dudley is printed as '' or called so: write a number as it is printed, such as 27.7% or "
            "£492,478, or a value's id as in values.json"
        ),
    ),
    Case(
        "values-damaged",
        "a folder's values are damaged",
        f"csp values {PUBLISHED}",
        (
            "reports/published/dudley/2011-12-Q4/note holds no values.json that can be read: name a folder of "
            "reports/published/ that holds a report"
        ),
        (write(f"{PUBLISHED}/values.json", "{"),),
    ),
)
