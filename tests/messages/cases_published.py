"""What is said of published folders, editions and their records, and of commentary that is approved."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from helpers.pipeline.audit import editions, manifest, record, signatures
from helpers.project import Project
from tests.messages import note
from tests.messages.case import Case, Edit, append, change, remove, rename, swap, write

PUBLISHED = "reports/published/dudley/2011-12-Q4/note"
EDITION = "reports/editions/dudley/2011-12-Q4/note/1"
VIEW = "reports/commentary/dudley/2011-12-Q4/view.md"
ENTRY = note.PAPER.partition('"2011-12-Q4":\n')[2]
APPROVE = "csp approve view --borough dudley --period 2011-12-Q4 --on 2012-05-02"


def _record(root: Path) -> Path:
    """The list of what the report was made of."""
    entities = manifest.read((root / PUBLISHED / manifest.NAME).read_text(encoding="utf-8"))
    return root / "reports" / "records" / manifest.record_name(entities)


def _in_record(path: str, how: Callable[[Path], None]) -> Edit:
    """What happens to one file of the record."""
    return lambda root: how(_record(root).with_name(dict(json.loads(_record(root).read_bytes()))[path]))


def _key(root: Path) -> None:
    """A key pair, and a file that allows its owner to release."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", root / "key"], check=True)
    public = (root / "key.pub").read_text(encoding="utf-8")
    (root / "signers").write_text(f"releases@council.example {public}", encoding="utf-8")


def _signed(root: Path) -> None:
    """A signed edition."""
    _key(root)
    place = Project(root)
    editions.publish(place, (root / PUBLISHED).resolve(), record.shelf_of(place), root / "key")


def _other_signers(root: Path) -> None:
    """A file that allows somebody else."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", root / "other"], check=True)
    (root / "signers").write_text(
        f"other@council.example {(root / 'other.pub').read_text(encoding='utf-8')}", encoding="utf-8"
    )


def _released(root: Path) -> None:
    """An edition."""
    place = Project(root)
    editions.publish(place, (root / PUBLISHED).resolve(), record.shelf_of(place))


def _sign_another(root: Path) -> None:
    """The signature of something else, in place of the edition's own."""
    (root / "another").write_text("{}", encoding="utf-8")
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", root / "key", "-n", signatures.NAMESPACE, root / "another"]
    subprocess.run(command, check=True, capture_output=True)
    (root / "another.sig").replace(root / EDITION / signatures.NAME)


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
        "folder-beside",
        "a report's folder is named that there is not, where there are others",
        "csp verify reports/published/dudley/2011-13/note",
        (
            "reports/published/dudley/2011-13/note is no folder; reports/published/dudley holds 2011-12-Q4: name one of "
            "reports/published/ or reports/editions/ that holds a report"
        ),
    ),
    Case(
        "folder-other",
        "a folder is named that holds no report",
        "csp verify data",
        "data holds no report: name a folder of reports/published/ that holds ro-crate-metadata.json",
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
        "values-damaged",
        "a folder's values are damaged",
        f"csp values {PUBLISHED}",
        (
            "reports/published/dudley/2011-12-Q4/note holds no values.json that can be read: name a folder of "
            "reports/published/ that holds a report"
        ),
        (write(f"{PUBLISHED}/values.json", "{"),),
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
        "publish-elsewhere",
        "an edition is made of a folder that lies elsewhere",
        "csp publish elsewhere/note",
        "elsewhere/note is no folder of reports/published/: an edition is made of a report that lies there",
        (lambda root: shutil.copytree(root / PUBLISHED, root / "elsewhere" / "note"),),
    ),
    Case(
        "publish-altered",
        "an edition is made of a folder that is not as it was produced",
        f"csp publish {PUBLISHED}",
        ("this is not what was produced: note.html: changed: […] bytes long, made with […]; make the report again"),
        (append(f"{PUBLISHED}/note.html", " "),),
    ),
    Case(
        "edition-altered",
        "an earlier edition of what is to be published is altered",
        f"csp publish {PUBLISHED}",
        (
            "this is not edition 1 as it was published: note.html: changed: […] bytes long, made with […]; put it back from a "
            "backup: an edition never changes"
        ),
        (_released, append(f"{EDITION}/note.html", " ")),
    ),
    Case(
        "edition-gone",
        "an earlier edition of what is to be published is missing",
        f"csp publish {PUBLISHED}",
        (
            "reports/editions/dudley/2011-12-Q4/note/1 is missing, though there is a later edition; put it back from a "
            "backup: an edition never changes"
        ),
        (_released, rename(EDITION, "2")),
    ),
    Case(
        "publish-unnamed",
        "an edition is made of a paper that is no longer named",
        f"csp publish {PUBLISHED}",
        (
            "params/areas/dudley.yml: papers: note: no longer names '2011-12-Q4', which "
            "reports/published/dudley/2011-12-Q4/note was made for: enter it again"
        ),
        (swap("params/areas/dudley.yml", '  note:\n    "2011-12-Q4"', '  note:\n    "2011-12-Q3"'),),
    ),
    Case(
        "allow-unknown",
        "a check is allowed that there is not",
        f"csp publish {PUBLISHED} --allow freshnes",
        (
            "--allow 'freshnes' is no check; did you mean 'freshness'?; the checks are data, reconciliation, "
            "freshness, commentary, alt-text, reproduction"
        ),
    ),
    Case(
        "allow-lacks",
        "an override does not say why",
        f"csp publish {PUBLISHED} --allow freshness --by Analyst",
        (
            "--allow freshness lacks --because and --on: an override says why, on whose word (a post) and on "
            "which day, and the edition keeps it"
        ),
    ),
    Case(
        "allow-none",
        "an override names no check",
        f"csp publish {PUBLISHED} --because 'The committee asked'",
        "--because, --by and --on belong to an override: say which check with --allow",
    ),
    Case(
        "allow-person",
        "an override names a person",
        f"csp publish {PUBLISHED} --allow freshness --because Asked --by 'Sir Surname' --on 2012-05-01",
        "--by 'Sir Surname' reads as a person; name the post, as in --by 'Head of Community Safety'",
    ),
    Case(
        "sign-key",
        "a key is named that there is not",
        f"csp publish {PUBLISHED} --sign key",
        "--sign names key, which is no file: name a private OpenSSH key",
        code=3,
    ),
    Case(
        "sign-broken",
        "a key cannot sign",
        f"csp publish {PUBLISHED} --sign key",
        (
            "key could not sign: Couldn't load public key key: No such file or directory; it must be a "
            "private OpenSSH key that you may use"
        ),
        (write("key", "no key\n"),),
        code=3,
        needs="ssh-keygen",
    ),
    Case(
        "signers-none",
        "a file of signers is named that there is not",
        f"csp verify {PUBLISHED} --signers signers",
        "--signers names signers, which is no file: each of its lines names a signer and a public key",
        code=3,
    ),
    Case(
        "signature-none",
        "an edition is not signed",
        f"csp verify {PUBLISHED} --signers signers",
        ("ro-crate-metadata.json.sig is missing: this edition is not signed, or somebody took the signature away"),
        (write("signers", "a b\n"),),
    ),
    Case(
        "signature-other",
        "an edition is signed by somebody else",
        f"csp verify {EDITION} --signers signers",
        "ro-crate-metadata.json.sig: nobody whom signers names signed this edition",
        (_signed, _other_signers),
        needs="ssh-keygen",
    ),
    Case(
        "signature-altered",
        "an edition's signature is of something else",
        f"csp verify {EDITION} --signers signers",
        (
            "ro-crate-metadata.json.sig: releases@council.example signed something else than this "
            "ro-crate-metadata.json: it was altered after it was signed"
        ),
        (_signed, _sign_another),
        needs="ssh-keygen",
    ),
    Case(
        "diff-altered",
        "one of two editions is not as it was made",
        f"csp diff {PUBLISHED} {PUBLISHED}",
        "reports/published/dudley/2011-12-Q4/note is not as it was made: note.html: changed: […] bytes long, made with […]",
        (append(f"{PUBLISHED}/note.html", " "),),
    ),
    Case(
        "diff-unlike",
        "two folders are not of the same report",
        f"csp diff {PUBLISHED.replace('Q4', 'Q3')} {PUBLISHED}",
        (
            "reports/published/dudley/2011-12-Q3/note and reports/published/dudley/2011-12-Q4/note are not of"
            " the same report: note 2011-12-Q3 dudley and note 2011-12-Q4 dudley"
        ),
        (
            swap("params/areas/dudley.yml", '    "2011-12-Q4":', f'    "2011-12-Q3":\n{ENTRY}    "2011-12-Q4":'),
            write(VIEW.replace("Q4", "Q3"), note.VIEW),
        ),
        (note.COMMAND.replace("Q4", "Q3"),),
    ),
    Case(
        "approve-none",
        "commentary is approved that there is not",
        "csp approve veiw --borough dudley --period 2011-12-Q4",
        (
            "reports/commentary/dudley/2011-12-Q4/veiw.md is missing, so it cannot be approved; did you mean 'view'?; there is "
            "view"
        ),
    ),
    Case(
        "approve-nowhere",
        "commentary is approved of a period that has none",
        "csp approve view --borough dudley --period 2011-13",
        (
            "reports/commentary/dudley/2011-13/view.md is missing, so it cannot be approved; there is no commentary of dudley "
            "2011-13"
        ),
    ),
    Case(
        "approve-later",
        "commentary is approved on a day that is still to come",
        "csp approve view --borough dudley --period 2011-12-Q4 --on 2999-01-01",
        "--on '2999-01-01' is still to come: give the day on which it was approved or allowed",
    ),
    Case(
        "approve-day",
        "commentary is approved on a day that is none",
        "csp approve view --borough dudley --period 2011-12-Q4 --on soon",
        "'soon' is not a day: write one like '2012-09-06'",
    ),
    Case(
        "approve-unmade",
        "commentary is approved before a report with it is made",
        "csp approve finance --borough dudley --period 2011-12",
        (
            "reports/commentary/dudley/2011-12/finance.md: no report with it has been made, so its values are"
            " not known: make one with `csp report`"
        ),
    ),
    Case(
        "approve-unwritten",
        "commentary is approved that is still to be written",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:8: there is nothing to approve yet: the text is "
            "still to be written"
        ),
        (swap(VIEW, "The board should look at the risks without a score first.", "<!-- to be written -->"),),
    ),
    Case(
        "approve-value",
        "commentary quotes a value that the report lacks",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md: quotes the value 'risks.mesage', which the report "
            "made last lacks; did you mean 'risks.message'?; correct it, or make the report again if a "
            "notebook publishes it now"
        ),
        (swap(VIEW, "without a score", "of {{< var risks.mesage >}}"),),
    ),
    Case(
        "approve-values",
        "a published report's values are damaged",
        APPROVE,
        ("build/reports/dudley/2011-12-Q4/note/values.json: not a report's values: make the note again with --force"),
        (write("build/reports/dudley/2011-12-Q4/note/values.json", "{"),),
    ),
    Case(
        "approve-flow",
        "commentary's values are written in one line",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:4: values: expected settings with a colon, each on "
            "its own line"
        ),
        (swap(VIEW, 'values:\n  risks.message: ""', "values: {risks.message: ''}"),),
    ),
)
