"""Everything that an auditor elsewhere needs to produce a report again, in one archive: no project and no network."""

import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.errors import MachineError, ReportError
from helpers.files import write_bytes
from helpers.pipeline.audit import manifest, record, verify
from helpers.pipeline.parcels import Shelf

DISTRIBUTION = "csp-reports"
LIST = "requirements.txt"
DOOR = Path(__file__).parent / "_bundled_audit.py"
"""What is `audit.py` in an archive: it needs nothing but Python."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same report gives the same archive."""
README = """{title}

This archive holds a report, and everything that it was made of.

published/         the report as it was made, with its manifest (ro-crate-metadata.json, an RO-Crate)
records/           what it was made of, each file called by the SHA-256 of its content
requirements.lock  the packages that it was made with
audit.py           produces the report again and compares every file:  python audit.py

It needs Python 3.11 or later{packages}, and no network. It ends with code 0 only if everything could be produced again as it
was made.

For those who may see what is behind the report: records/ holds small counts of people which the report does not print.
"""


def write(folder: Path, shelf: Shelf, target: Path, *, wheels: bool = False) -> int:
    """Write the archive of a published folder, and give the number of files in it.

    Parameters
    ----------
    wheels : bool
        Whether the packages themselves are put in: for a machine like this one.

    Raises
    ------
    ReportError
        If the folder is not as it was made, or its record is not whole.
    MachineError
        If the packages cannot be had.
    """
    found = verify.check(folder, shelf)
    if found.problems:
        first = found.problems[0]
        raise ReportError(
            f"{first.path}: {first.said}; an auditor would be sent what was not made so: see `csp verify`"
        )
    entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
    name = manifest.record_name(entities)
    files = record.read(shelf, name)
    packages = "" if wheels else ", with the packages of requirements.lock"
    members = {
        "README.txt": README.format(title=entities["./"]["name"], packages=packages).encode(),
        "audit.py": DOOR.read_bytes(),
        record.LOCK: shelf.content(files[record.LOCK]),
        f"published/{manifest.NAME}": (folder / manifest.NAME).read_bytes(),
        **{f"published/{path}": source.read_bytes() for path, source in verify.files_of(folder).items()},
        **_signature(folder),
        **{f"records/{kept}": shelf.content(kept) for kept in sorted({name, *files.values()})},
    }
    with tempfile.TemporaryDirectory(prefix="csp-bundle-") as scratch:
        if wheels:
            members |= _wheels(Path(scratch), members[record.LOCK])
        archive = Path(scratch, "bundle.zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, content in sorted(members.items()):
                packed.writestr(zipfile.ZipInfo(path, EARLIEST), content, compress_type=zipfile.ZIP_DEFLATED)
        write_bytes(target, archive.read_bytes())
    return len(members)


def needed(lock: str, names: frozenset[str]) -> str:
    """Those requirements of a lock file that name one of some packages, each with its hashes."""
    blocks = re.split(r"\n(?=\S)", lock)
    kept = [block for block in blocks if canonicalize_name(re.split(r"[=\s;\[]", block, maxsplit=1)[0]) in names]
    return "\n".join(kept).rstrip("\n") + "\n"


def _signature(folder: Path) -> dict[str, bytes]:
    path = folder / verify.SIGNATURE
    return {f"published/{path.name}": path.read_bytes()} if path.is_file() else {}


def requirements(package: str) -> frozenset[str]:
    """Everything that an installed package needs to run here, directly or not; what tests and extras need is left out."""
    found: set[str] = set()
    left = {(canonicalize_name(package), "")}
    seen = set()
    while left:
        name, extra = left.pop()
        seen.add((name, extra))
        for text in metadata.requires(name) or ():
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                key = canonicalize_name(wanted.name)
                found.add(key)
                left |= {(key, each) for each in ("", *wanted.extras)} - seen
    return frozenset(found)


def _wheels(scratch: Path, lock: bytes) -> dict[str, bytes]:
    """The packages of a lock file that reports are made with, for this system and this Python, and a list of them."""
    listed = scratch / "wheels" / LIST
    write_bytes(listed, needed(lock.decode("utf-8"), requirements(DISTRIBUTION)).encode())
    asked = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run(
        [*asked, "--only-binary", ":all:", "-r", listed, "-d", listed.parent],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise MachineError(f"the packages of {record.LOCK} could not be had: {last}; leave --wheels out, or try again")
    write_bytes(
        listed.with_name("made-for.txt"), f"{platform.platform()}, Python {platform.python_version()}\n".encode()
    )
    return {f"wheels/{path.name}": path.read_bytes() for path in sorted(listed.parent.iterdir())}
