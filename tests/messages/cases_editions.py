"""What is said of editions: what stands in their way, who has signed them, and how two of them differ."""

import shutil
import subprocess
from pathlib import Path

from helpers.pipeline.audit import editions, record, signatures
from helpers.project import Project
from tests.messages import note
from tests.messages.case import Case, append, rename, swap, write
from tests.messages.note import COMMENTARY, EDITION, PUBLISHED

ENTRY = note.PAPER.partition('"2011-12-Q4":\n')[2]


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


CASES: tuple[Case, ...] = (
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
            write(COMMENTARY.replace("Q4", "Q3"), note.VIEW),
        ),
        (note.COMMAND.replace("Q4", "Q3"),),
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
)
