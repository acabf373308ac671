"""What a national round would take, worked out from what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.batch import measure

PARTNERSHIPS, QUARTERS, PRODUCTS = 318, 4, 5
CORES = (8, 64)
MIB, GIB = 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Forecast:
    """A national round on some cores.

    Attributes
    ----------
    planning, making : float
        Hours in which one core plans, and in which all cores make.
    memory, disk : float
        GiB.
    forks : float
        The share of what one warm process can fork that so many cores ask for.
    """

    cores: int
    planning: float
    making: float
    memory: float
    disk: float
    forks: float

    @property
    def hours(self) -> float:
        """From beginning to end."""
        return self.planning + self.making


@dataclass(frozen=True, slots=True)
class Product:
    """What one report with its notebooks takes.

    Attributes
    ----------
    cpu : float
        Seconds of processor time on this project's own data.
    runs : float
        Runs of notebooks that it needs.
    cutting : float
        Further seconds that cutting takes where the data hold the nation.
    disk : float
        Bytes.
    """

    cpu: float
    runs: float
    cutting: float
    disk: float


def product(found: Mapping[str, Mapping]) -> Product:
    """The middle of what was measured."""
    papers, stages = found["documents"], found["nation"]["stages"]
    reports = papers["reports"]
    runs = (papers["jobs"] - reports) / reports
    cut = sum(stages["cut"].values()) / len(stages["cut"])
    size = (papers["build"][1] + papers["published"][1]) / reports
    # Each run is cut for its own job, and once more when its report is made.
    return Product(measure.median(each["cpu"] for each in papers["rounds"]) / reports, runs, 2 * runs * cut, size)


def busy(found: Mapping[str, Mapping]) -> float:
    """The share of the cores that is at work while documents are made."""
    return measure.median(
        each["cpu"] / each["wall"] / found["machine"]["cores"] for each in found["documents"]["rounds"]
    )


def forecasts(found: Mapping[str, Mapping]) -> list[Forecast]:
    """For each number of cores."""
    one, nation = product(found), found["nation"]
    many = PARTNERSHIPS * QUARTERS * PRODUCTS
    planning = many * nation["stages"]["offers"] / nation["stages"]["papers"]
    start = nation["many"][0]["told"]["start"]
    largest = max(nation["memory"]["largest"], found["memory"]["largest"], found["documents"]["largest_report"])
    seconds = one.cpu + one.cutting
    return [
        Forecast(
            cores,
            planning / 3600,
            (start + many * seconds / (cores * busy(found))) / 3600,
            (nation["memory"]["zygote"]["rss"] + cores * largest) / 1024,
            many * one.disk / GIB,
            cores * (one.runs + 1) / seconds / nation["stages"]["forks"],
        )
        for cores in CORES
    ]
