"""Make a matrix look done without running it all: `python -m benchmarks.batch.planted MATRIX`, in a site.

Of each notebook and quarter one run must have been made; its folder stands for those of all other areas. Finding that nothing
has changed looks at names, sizes and times of files, so it takes as long as if every run had been made.
"""

import json
import shutil
import sys

from helpers import project
from helpers.pipeline.batches import history
from helpers.pipeline.batches.history import Known
from helpers.pipeline.batches.jobs import BUILT, Outcome
from helpers.pipeline.render.engine import choose
from helpers.pipeline.reports import latest


def main() -> None:
    """Copy folders, and remember every job as done."""
    place = project.find()
    engine = choose("auto")
    inputs = latest.inputs(place, engine)
    plan = history.planned(place, ("batch", sys.argv[1]), engine, inputs)
    models = {}
    for job in plan.jobs:
        folder = place.root / job.folder
        if (folder / "run.json").is_file():
            models.setdefault((folder.parent.name, folder.name), folder)
    copied = 0
    for job in plan.jobs:
        folder = place.root / job.folder
        if not (folder / "run.json").is_file():
            shutil.copytree(models[folder.parent.name, folder.name], folder)
            copied += 1
    outcomes = [Outcome(job, BUILT, job.folder, 1.0) for job in plan.jobs]
    history.remember(place, outcomes, Known("", {}), inputs)
    print(json.dumps({"jobs": len(plan.jobs), "copied": copied}))


if __name__ == "__main__":
    main()
