"""What it costs to verify and to audit a published report, beside making it: `python benchmarks/audit.py`."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support import DUDLEY, Workplace, copy_project  # noqa: E402

ROUNDS = 3


def seconds(place: Workplace, *asked: str) -> float:
    """How long a command takes, from beginning to end; it has to succeed."""
    began = time.perf_counter()
    done = place.csp(*asked)
    if done.returncode:
        raise SystemExit(f"csp {' '.join(asked)}: {done.stderr}")
    return time.perf_counter() - began


def main() -> None:
    """Take turns, and print the middle of the rounds, and ratios to a plain making of the same report."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="csp-bench-") as scratch:
        place = copy_project(Path(scratch) / "project")
        folder, archive = str(place.published), str(Path(scratch) / "bundle.zip")
        asked = {
            "make it": (*DUDLEY, "--engine", "embedded", "--force"),
            "verify": ("verify", folder),
            "audit": ("audit", folder),
            "bundle": ("bundle", folder, "--to", archive),
        }
        taken = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, command in asked.items():
                taken[name].append(seconds(place, *command))
        plain = statistics.median(taken["make it"])
        for name, found in taken.items():
            middle = statistics.median(found)
            print(f"{name:8} {middle:6.1f} s   {middle / plain:5.2f} of making it")
        records = sum(path.stat().st_size for path in (place.root / "reports" / "records").iterdir())
        size = Path(archive).stat().st_size
    print(f"record {records / 1024**2:.1f} MiB, archive {size / 1024**2:.1f} MiB")


if __name__ == "__main__":
    main()
