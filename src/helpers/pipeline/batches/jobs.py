"""Pieces of work that depend on one another, and what came of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

BUILT, UNCHANGED, SKIPPED, FAILED = "built", "unchanged", "skipped", "failed"
KERNELS = ("auto", "warm", "ordinary")
UNKNOWN = 60.0
LOST = "its process is gone"
"""How a worker ended of which nobody is left to tell: it is begun again."""
STATES = (BUILT, UNCHANGED, SKIPPED, FAILED)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    Attributes
    ----------
    name : str
        What it is called everywhere: `dudley/2011-12-Q4/funding_analysis`, the last part being a notebook or a report.
    task : mapping
        What a worker is told, as `tasks.perform` reads it.
    after : frozenset of str
        The names of the jobs that it waits for.
    folder : str
        Where its product lies, from the project's root.
    """

    name: str
    task: Mapping[str, object]
    after: frozenset[str] = frozenset()
    folder: str = ""

    @property
    def kind(self) -> str:
        """`run` or `report`."""
        return str(self.task["task"])

    @property
    def product(self) -> str:
        """The notebook or report, whichever area and period it is of."""
        return self.name.rsplit("/", 1)[-1].split("+")[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    Attributes
    ----------
    state : str
        One of `STATES`.
    told : str
        Where its product lies, or why there is none.
    seconds : float
        How long it took.
    cells : tuple of (str, float)
        The first line of each cell that ran, and its seconds.
    peak : float
        The most memory of its own that it was seen to hold, in MiB; 0 if it was not looked at.
    exit_code : int
        That of the mistake, as the command line gives it.
    """

    job: Job
    state: str
    told: str = ""
    seconds: float = 0.0
    cells: tuple[tuple[str, float], ...] = ()
    peak: float = 0.0
    exit_code: int = 0
    traceback: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for, as jobs; and the papers that cannot be made, by what their jobs would be called, with the reason.

    Attributes
    ----------
    jobs : tuple of Job
    refused, waiting : mapping of str to str
        The papers that cannot be made, and those that only have to wait for something that has still to come.
    """

    jobs: tuple[Job, ...]
    refused: Mapping[str, str]
    waiting: Mapping[str, str] = field(default_factory=dict)

    @property
    def apart(self) -> list[Outcome]:
        """What comes at once of the papers that cannot be made, and of those that have to wait."""
        paper = {"task": "report"}
        refused = [Outcome(Job(name, paper), FAILED, why, exit_code=1) for name, why in self.refused.items()]
        return refused + [Outcome(Job(name, paper), SKIPPED, why) for name, why in self.waiting.items()]

    @property
    def told_of(self) -> list[Job]:
        """Every job of which something will be told, in the order of the table at the end."""
        return [*(outcome.job for outcome in self.apart), *self.jobs]

    def forced(self) -> "Plan":
        """The same, done whether or not anything has changed."""
        return replace(self, jobs=tuple(replace(job, task={**job.task, "force": True}) for job in self.jobs))

    def only(self, names: Iterable[str]) -> "Plan":
        """Just the jobs of these names and those that they wait for."""
        wanted = set(names)
        for job in self.jobs:
            wanted |= job.after if job.name in wanted else set()
        left = [{name: why for name, why in of.items() if name in wanted} for of in (self.refused, self.waiting)]
        return Plan(tuple(job for job in self.jobs if job.name in wanted), *left)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be used: processes at once, MiB of memory of its own and seconds for each (0: no limit)."""

    jobs: int
    memory: float = 0
    timeout: float = 0


Hear = Callable[[str, Job, "Outcome | None"], None]
"""Called with `begun` or `ended`, the job, and what came of it."""


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many came to each state."""
    found = [outcome.state for outcome in outcomes]
    return {state: found.count(state) for state in STATES}


def priorities(jobs: Iterable[Job], known: Mapping[str, float]) -> dict[str, float]:
    """How long each job and the longest chain of those that wait for it will take, in seconds: the longest is begun first.

    Parameters
    ----------
    known : mapping of job name to float
        How long jobs took before. A job that is not in it is taken to be as long as others of its notebook or report were,
        and one of which nobody knows anything as long: it may be the longest.
    """
    jobs = list(jobs)
    own = _expectations(jobs, known)
    waiting: dict[str, list[str]] = {job.name: [] for job in jobs}
    for job in jobs:
        for earlier in job.after:
            waiting[earlier].append(job.name)
    total: dict[str, float] = {}

    def chain(name: str) -> float:
        if name not in total:
            total[name] = own[name] + max((chain(later) for later in waiting[name]), default=0.0)
        return total[name]

    return {job.name: chain(job.name) for job in jobs}


def _expectations(jobs: list[Job], known: Mapping[str, float]) -> dict[str, float]:
    # One pass over what is known, whatever the number of jobs.
    alike: dict[str, list[float]] = {}
    for name, seconds in known.items():
        alike.setdefault(name.rsplit("/", 1)[-1].split("+")[0], []).append(seconds)
    middle = {product: sorted(found)[len(found) // 2] for product, found in alike.items()}
    return {job.name: known.get(job.name, middle.get(job.product, UNKNOWN)) for job in jobs}
