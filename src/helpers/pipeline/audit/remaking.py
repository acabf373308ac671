"""Make a report again of files that were kept, by the code among them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import ReportError
from helpers.files import write_bytes
from helpers.pipeline import parcels
from helpers.pipeline.audit import record, verify
from helpers.pipeline.audit.again import FIGURES
from helpers.pipeline.parcels import Shelf

AGAIN = "helpers.pipeline.audit.again"


def remade(
    shelf: Shelf, root: Path, files: Mapping[str, str], given: Mapping[str, bytes], *, figures: bool = False
) -> dict[str, bytes]:
    """What comes of files on a shelf, and of others that are given, by path as it is published.

    Parameters
    ----------
    root : Path
        An empty folder in which they are laid out as a project.
    files : mapping of path to hash
    given : mapping of path to bytes
    figures : bool
        Whether only values and tables are wanted, and no pages.

    Raises
    ------
    ReportError
        If a file cannot be had as it was, or the report cannot be made of them.
    """
    lacking = set(shelf.lacking(files.values()))
    wrong = [name for name, found in files.items() if found in lacking] + record.altered(shelf, files)
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise ReportError(f"its record is not whole: {', '.join(wrong[:3])}{more} cannot be had as it was")
    shelf.lay_out(files, root)
    for name, content in given.items():
        write_bytes(parcels.inside(root, name), content)
    told = _made(root, *([FIGURES] if figures else []))
    if "why" in told:
        raise ReportError(told["why"])
    return {name: path.read_bytes() for name, path in verify.files_of(Path(told["made"])).items()}


def _made(root: Path, *options: str) -> dict[str, str]:
    """What the kept code tells of making its report."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CSP_")},
        "CSP_PROJECT": str(root),
        "PYTHONPATH": str(root / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", AGAIN, str(root), *options]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return {"why": f"the record's code ended with code {done.returncode}: {last}"}
