"""Measure how long the embedded renderer takes for the annual report, format by format, beside its floor.

Run with `make bench`. The floor is pandoc alone turning the same text into plain HTML, so that a ratio means the same on a
slow machine as on a fast one.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pypandoc

from helpers import project
from helpers.pipeline.render import embedded

ROUNDS = 9
FORMATS = {"html": "html", "typst": "pdf", "docx": "docx"}
LIMIT = 0.3  # seconds a format


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Print the median and the range of each format; 1 if a median is above the limit."""
    main_file = project.find().build / "reports" / "dudley" / "2011-12" / "annual-report" / "annual-report.qmd"
    if not main_file.is_file():
        print("there is no staged report yet: run `make annual-report` first", file=sys.stderr)
        return 1
    text = main_file.read_bytes()
    floor = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html"]
    works: dict[str, Callable[[], object]] = {
        name: (lambda fmt=fmt: embedded.render(main_file, (fmt,), timestamp=0)) for fmt, name in FORMATS.items()
    }
    works["all three"] = lambda: embedded.render(main_file, tuple(FORMATS), timestamp=0)
    works["floor"] = lambda: subprocess.run(floor, input=text, capture_output=True, check=True)
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):  # in turn, so that a busy moment falls on all alike
        for name, work in works.items():
            taken[name].append(timed(work))
    base = statistics.median(taken["floor"])
    print(f"{'':10}{'median':>9}{'least':>9}{'most':>9}{'× floor':>9}   ({ROUNDS} rounds, seconds)")
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:10}{middle:9.3f}{min(times):9.3f}{max(times):9.3f}{middle / base:9.1f}")
    each = statistics.median(taken["all three"]) / len(FORMATS)
    print(
        f"a format, of a report in all three: {each:.3f} s, {'under' if each < LIMIT else 'above'} the limit of {LIMIT} s"
    )
    return 0 if each < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
