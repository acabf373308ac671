"""What the steps of a batch take, one by one, in a site: `python -m benchmarks.batch.stages MATRIX NOTEBOOK...`.

Prints one line of JSON: seconds of reading all tables, of cutting one run's slice, of planning, of looking for changes, and
how many forks that have nothing to do come and go in a second.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

from helpers import files, project
from helpers.data import catalogue, loading, slicing
from helpers.errors import ReportError
from helpers.pipeline.batches import matrix, pool, workers
from helpers.pipeline.batches.jobs import Job, Limits
from helpers.pipeline.render.engine import choose
from helpers.pipeline.reports import latest, offers
from helpers.project import Project

FORKS = 300
SLICES = 5


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds of a call, and what it gave."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def read_all(place: Project) -> int:
    """Read every table; how many rows there are."""
    return sum(len(loading.read(place.data, table).frame) for table in catalogue.read(place.data).values())


def slices(place: Project, plan: matrix.Matrix) -> dict[str, float]:
    """Seconds that it takes to cut a slice, by notebook, in the middle of several areas."""
    found: dict[str, list[float]] = {name: [] for name in plan.notebooks}
    for area in plan.boroughs[:SLICES]:
        for name in plan.notebooks:
            request = slicing.Request(name, area, plan.quarters[-1])
            try:
                found[name].append(timed(lambda request=request: slicing.cut(place, request))[0])
            except ReportError:
                continue
    return {name: round(statistics.median(seconds), 4) for name, seconds in found.items() if seconds}


def forks(place: Project) -> float:
    """Tasks a second that end as soon as they begin, one after another."""
    jobs = [Job(f"nothing-{number}", {"task": "nothing"}) for number in range(FORKS)]
    with workers.starter(place, "warm") as begin:
        seconds, _ = timed(lambda: pool.work(jobs, begin, Limits(1), lambda *_: None))
    return FORKS / seconds


def main() -> None:
    """Time every step."""
    place = project.find()
    told: dict[str, object] = {}
    told["read"], told["rows"] = timed(lambda: read_all(place))
    plan = matrix.read(place, place.root / sys.argv[1])
    told["cut"] = slices(place, plan)
    told["offers"], offered = timed(lambda: offers.offers(place))
    told["papers"] = len(offered)
    told["matrix"], planned = timed(lambda: matrix.plan_matrix(place, plan, choose("auto").name))
    told["jobs"] = len(planned.jobs)
    told["inputs"], _ = timed(lambda: latest.inputs(place, choose("auto")))
    told["tidy"], _ = timed(lambda: files.tidy(place.build / "runs"))
    told["forks"] = forks(place)
    print(json.dumps({key: round(value, 4) if isinstance(value, float) else value for key, value in told.items()}))


if __name__ == "__main__":
    main()
