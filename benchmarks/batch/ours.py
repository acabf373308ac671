"""Our batch without its command line: `python -m benchmarks.batch.ours RUNS.json PROCESSES [look]`, in a site.

With `look`, how much memory each fork holds alone is looked at ten times a second, and what the warm process holds.
"""

import json
import sys
import time
from pathlib import Path

import psutil

from helpers import periods, project
from helpers.data.slicing import Request
from helpers.pipeline.batches import jobs as states
from helpers.pipeline.batches import matrix, pool, workers
from helpers.pipeline.batches.jobs import Limits, Plan

MIB = 1024 * 1024
FAR = 1e6
"""MiB: a limit that nobody reaches, but for which memory is looked at."""


def main() -> None:
    """Run every notebook, and tell how long it took and what was held."""
    place = project.find()
    asked = [
        Request(run["notebook"], run["area"], periods.parse_quarter(run["quarter"]))
        for run in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ]
    plan = Plan(tuple(matrix.run_job(place, request) for request in asked), {}).forced()
    look = len(sys.argv) > 3
    told: dict[str, object] = {}
    began = time.perf_counter()
    with workers.starter(place, "warm") as begin:
        ready = time.perf_counter()
        if look:
            held = psutil.Process(begin._zygote.process.pid).memory_full_info()
            told["zygote"] = {"uss": round(held.uss / MIB, 1), "rss": round(held.rss / MIB, 1)}
        limits = Limits(int(sys.argv[2]), memory=FAR if look else 0)
        outcomes = pool.work(plan.jobs, begin, limits, lambda *_: None)
        told |= {"start": round(ready - began, 3), "work": round(time.perf_counter() - ready, 3)}
    told["states"] = states.counts(outcomes)
    if look:
        told["peaks"] = {outcome.job.name: round(outcome.peak, 1) for outcome in outcomes}
    print(json.dumps(told))
    failed = [outcome for outcome in outcomes if outcome.state == states.FAILED]
    sys.exit(f"{failed[0].job.name}: {failed[0].told}" if failed else 0)


if __name__ == "__main__":
    main()
