"""Cut the inputs of runs into their folders, once: `python -m benchmarks.batch.prepare RUNS.json`, in a site."""

import json
import sys
from pathlib import Path

from helpers import periods, project
from helpers.data import slicing
from helpers.data.slicing import Request


def main() -> None:
    """Write the inputs of every run."""
    place = project.find()
    for run in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        request = Request(run["notebook"], run["area"], periods.parse_quarter(run["quarter"]))
        slicing.write(place, request, Path(run["folder"]))


if __name__ == "__main__":
    main()
