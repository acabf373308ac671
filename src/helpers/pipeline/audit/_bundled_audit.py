"""Produce the report of this archive again, and compare it with what was published: `python audit.py`.

It needs nothing but Python: where the archive holds wheels/, it makes an environment of them, without a network.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = ("pandas", "matplotlib", "seaborn", "papermill", "rocrate", "typst", "pypandoc")


def main() -> int:
    """Unpack the record's own code, and have it audit; tell in one line what is in the way."""
    try:
        with tempfile.TemporaryDirectory(prefix="csp-audit-") as scratch:
            unpack(Path(scratch, "src"))
            return audit(environment(Path(scratch)), Path(scratch, "src"))
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        print(f"audit: {' '.join(str(problem).split())}", file=sys.stderr)
        return 1


def unpack(target: Path) -> None:
    """Lay out the record's code."""
    try:
        manifest = json.loads((HERE / "published" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
        name = next(entity["sha256"] for entity in manifest["@graph"] if entity["@id"] == "#record")
        files = json.loads(content(name))
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as problem:
        raise ValueError(
            f"the manifest, or the list of what the report was made of, cannot be read: {problem}"
        ) from None
    for path, found in files.items():
        if path.startswith("src/"):
            if ".." in path.split("/"):
                raise ValueError(f"the record names a file {path!r} that lies outside of it")
            try:
                code = content(found)
            except (OSError, ValueError) as problem:
                raise ValueError(f"{path} could not be had as it was: {problem}") from None
            (target.parent / path).parent.mkdir(parents=True, exist_ok=True)
            (target.parent / path).write_bytes(code)


def audit(python: str, code: Path) -> int:
    """Run the code; its packages have to be there."""
    given = {**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    wanted = f"import sys, {', '.join(NEEDED)}; assert sys.version_info >= (3, 11), 'Python 3.11 or later is needed'"
    tried = subprocess.run([python, "-c", wanted], env=given, capture_output=True, text=True, check=False)
    if tried.returncode:
        why = (tried.stderr.strip().splitlines() or ["they cannot be imported"])[-1]
        raise ValueError(f"what requirements.lock names is not here ({why}): pip install -r requirements.lock")
    asked = [python, "-m", "helpers.pipeline.audit.bundled", HERE / "published", HERE / "records", *sys.argv[1:]]
    return subprocess.run(asked, env=given, check=False).returncode


def content(name: str) -> bytes:
    """What is kept under a hash, checked."""
    found = (HERE / "records" / name).read_bytes()
    if hashlib.sha256(found).hexdigest() != name:
        raise ValueError(f"records/{name} has been altered")
    return found


def environment(scratch: Path) -> str:
    """The Python that has the packages: a new one of wheels/, or the one that runs this."""
    wheels = HERE / "wheels"
    if not wheels.is_dir():
        return sys.executable
    python = scratch / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--find-links", wheels, "--require-hashes"]
    try:
        subprocess.run([sys.executable, "-m", "venv", scratch / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", *options, "-r", wheels / "requirements.txt"], check=True)
    except subprocess.CalledProcessError:
        wanted = (wheels / "made-for.txt").read_text(encoding="utf-8").strip()
        raise ValueError(
            f"wheels/ is for {wanted}, and no environment could be made of it by Python {platform.python_version()} here: use "
            "such a Python, or take wheels/ away and install requirements.lock"
        ) from None
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
