"""What `audit.py` of an archive runs: `python -m helpers.pipeline.audit.bundled PUBLISHED RECORDS [--json]`."""

import sys
from pathlib import Path

from helpers.errors import ReportError
from helpers.pipeline import progress
from helpers.pipeline.audit import auditing, page, paper, verdict
from helpers.pipeline.parcels import Shelf


def main() -> int:
    """Audit, tell, and give 0 only if everything was produced again."""
    published, records = map(Path, sys.argv[1:3])
    try:
        with progress.steps(auditing.STEPS) as report:
            shelf = Shelf(records, most=sys.maxsize)
            found = auditing.audit(published, shelf, None, report)
    except ReportError as problem:
        print(f"audit: {problem}", file=sys.stderr)
        return problem.exit_code
    told = verdict.as_json(found)
    paper.deliver(page.page_of(found), told, published, shelf, published.parent / "verdict")
    print(told if "--json" in sys.argv[3:] else "\n".join(verdict.lines(found)))
    return 0 if found.reproduced else 1


if __name__ == "__main__":
    sys.exit(main())
