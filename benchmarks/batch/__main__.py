"""`python -m benchmarks.batch [--short | --page]`: measure and write docs/throughput.md; a little of it; only write."""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.batch import measure, page, picture, scale, sites, throughput

DOCS = sites.ROOT / "docs"
DATA, PAGE = DOCS / "throughput.json", DOCS / "throughput.md"


def machine() -> dict[str, object]:
    """What it is measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return {
        "cores": measure.cores(),
        "memory": round(memory),
        "python": platform.python_version(),
        "system": system,
        "measured": time.strftime("%Y-%m-%d"),
    }


def short() -> None:
    """Measure a little, and print it; what is aimed at is judged by the full measurement."""
    with sites.scratch() as scratch:
        found = throughput.measured(scratch, _forget, short=True)
        print(throughput.told(found))
        scale.memory(scratch, _forget, short=True)
        scale.hundred(scratch, _forget, short=True)


def full(parts: list[str]) -> None:
    """Measure everything, or the parts that are named, keeping what was measured of the others; and write the page."""
    found = json.loads(DATA.read_text(encoding="utf-8")) if parts else {}
    found["machine"] = machine()

    commit = _commit()

    def keep(name: str, part: object) -> None:
        found[name] = part
        found.setdefault("commits", {})[name] = commit
        unfinished = Path(f"{DATA}.part")
        unfinished.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")

    with sites.scratch() as scratch:
        if not parts or "throughput" in parts:
            throughput.measured(scratch, keep, short=False)
            print(throughput.told(found["throughput"]))
        if not parts or "memory" in parts:
            scale.memory(scratch, keep, short=False)
        if not parts or "hundred" in parts:
            scale.hundred(scratch, keep, short=False)
        if not parts or "documents" in parts:
            scale.documents(scratch, keep)
        if not parts or "nation" in parts:
            scale.nation(scratch, keep)
    Path(f"{DATA}.part").replace(DATA)
    write()


def write() -> None:
    """Write the page and its picture from what was kept."""
    found = json.loads(DATA.read_text(encoding="utf-8"))
    PAGE.write_text(page.page(found), encoding="utf-8")
    (DOCS / page.PICTURE).write_bytes(picture.picture(found["throughput"]))
    print(f"{PAGE.relative_to(sites.ROOT)} and its picture written")


def _commit() -> str:
    """Of what is measured: the commit, and whether anything was changed since."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return (
        subprocess.run(asked, cwd=sites.ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    )


def _forget(*_: object) -> None:
    """A short measurement keeps nothing."""


def main() -> None:
    """Do what is asked for."""
    asked = sys.argv[1:]
    if asked == ["--short"]:
        short()
    elif asked == ["--page"]:
        write()
    else:
        full(asked)


if __name__ == "__main__":
    main()
