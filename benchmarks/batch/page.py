"""docs/throughput.md, written from docs/throughput.json and nothing else."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.batch import forecast, measure, national, picture, scale, sites, throughput

from helpers.publishing.numbers import number

PICTURE = "throughput.svg"
PARTS = {
    "throughput": "notebooks a second",
    "memory": "memory",
    "hundred": "nothing to do, 108 runs",
    "documents": "documents",
    "nation": "all about a nation's data",
}
WIDTH, FOLD = 128, {"break_long_words": False, "break_on_hyphens": False}


def page(found: Mapping[str, Mapping]) -> str:
    """The page."""
    parts = [
        _introduction(found["machine"]),
        _commits(found["commits"]),
        _throughput(found["throughput"]),
        _without(found["throughput"]),
        _memory(found),
        _nothing(found),
        _growth(found["nation"]),
        _documents(found["documents"]),
        _stages(found["nation"]),
        _plan(found),
    ]
    return "\n\n".join(map(_folded, "\n\n".join(parts).split("\n\n"))) + "\n"


def _folded(paragraph: str) -> str:
    """A paragraph on lines of equal length; tables, headings and pictures stay as they are."""
    if paragraph.startswith(("|", "#", "!")):
        return paragraph
    if paragraph.startswith("- "):
        return "\n".join(textwrap.fill(line, WIDTH, subsequent_indent="  ", **FOLD) for line in paragraph.splitlines())
    return textwrap.fill(" ".join(paragraph.split()), WIDTH, **FOLD)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = "|".join([":---", *["---:"] * (len(header) - 1)])
    return "\n".join([f"| {' | '.join(header)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])


def _met(met: bool) -> str:
    return "met" if met else "**not met**"


def _introduction(machine: Mapping) -> str:
    return f"""# How quickly many notebooks run

All figures come from one machine that others use too: {machine["cores"]} cores, {number(machine["memory"])} GiB of memory,
{machine["system"]}, Python {machine["python"]}. Seconds on it vary by a factor of two from one hour to the next. Compare ratios,
not seconds: each ratio is of two measurements of the same round, and the middle one of the rounds is given (the median). While
others keep the cores busy, one who asks for one core loses less than one who asks for all, so ratios to the loop come out low.
`make bench-full` measures everything again and writes this page from `docs/throughput.json`; `make bench` prints a short
version of it."""


def _commits(commits: Mapping[str, str]) -> str:
    """Of which commit each part was measured: a part may be measured alone."""
    by_commit: dict[str, list[str]] = {}
    for part, commit in commits.items():
        by_commit.setdefault(commit, []).append(PARTS[part])
    told = [f"{', '.join(parts)}: of commit {commit}" for commit, parts in by_commit.items()]
    return f"What was measured of which commit: {'; '.join(told)}."


def _throughput(found: Mapping[str, Mapping]) -> str:
    rows = []
    for entry in found.values():
        runs, rounds = entry["rounds"][0]["runs"], len(entry["rounds"])
        rates = [each["runs"] / each["wall"] for each in entry["rounds"]]
        spread = f"{number(min(rates), 2)} to {number(max(rates), 2)}"
        cpu = number(throughput.cpu(entry), 2)
        rows.append([entry["title"], f"{runs} × {rounds}", number(throughput.rate(entry), 2), spread, cpu])
    aims = [
        [words, number(ratio, 2), f"{'at least' if above else 'at most'} {limit:g}", _met((ratio >= limit) is above)]
        for words, ratio, limit, above in throughput.targets(found)
    ]
    own, compared = throughput.cpu(found["batch"]), sum(entry["compared"] for entry in found.values())
    loop, pool, floor = (number(throughput.cpu(found[key]) / own, 1) for key in ("loop", "pool", "floor"))
    names = ", ".join(f"`{name}`" for name in sites.NOTEBOOKS)
    return f"""## Notebooks a second

Every competitor ran the same cells with the same parameters in folders with the same inputs: {names}, as at 2011/12 quarter 4
and 2024/25 quarter 3 (the funding analysis at the first only), for areas that are Dudley by another name. They took turns, round
after round; where one is slow, it ran the same mix for fewer areas. Each is measured as one command with all that it starts:
imports, the start of the warm process and planning are included. The values that {number(compared)} runs of the others
published were compared with ours, byte for byte: all were the same.

{_table(["Competitor", "Runs × rounds", "Notebooks a second", "From to", "Processor seconds a notebook"], rows)}

![{picture.alternative(found)}]({PICTURE})

{_table(["Ratio", "Found", "Aim", ""], aims)}

Processor time, on which other people's work weighs less: for each second that `csp batch` takes for a notebook, the loop takes
{loop}, the pool {pool} and the floor {floor}. Imports left out on both sides, the floor is
{number(throughput.warm(found), 2)} times as quick as
ours: that is what a process for each run, papermill, slices, checks and clean notebooks cost together."""


def _without(found: Mapping[str, Mapping]) -> str:
    lines = [
        f"- {entry['title'][0].upper()}{entry['title'][1:]}: {entry['without']}."
        for entry in found.values()
        if entry["without"]
    ]
    return "What each leaves out that `csp batch` does:\n\n" + "\n".join(lines)


def _memory(found: Mapping[str, Mapping]) -> str:
    rows = []
    for words, entry in (("this project's data", found["memory"]), ("a nation's data", found["nation"]["memory"])):
        middle = number(entry["median"]) if "median" in entry else ""
        held = entry["zygote"]
        rows.append([words, number(entry["largest"]), middle, number(held["uss"]), number(held["rss"])])
    verdict = _met(found["memory"]["largest"] < 120)
    return f"""## Memory

MiB. What a run holds alone is what it holds beyond the warm process that it was forked from (USS, looked at ten times a second).
Aim: under 120 a run on this project's data: {verdict}. A report, with the renderers that it starts, held at most
{number(found["documents"]["largest_report"])} MiB alone.

{_table(["With", "Largest run", "Middle run", "Warm process alone", "Warm process in all"], rows)}"""


def _nothing(found: Mapping[str, Mapping]) -> str:
    rows = []
    for entry, limit in ((found["hundred"], 2), (found["nation"]["nothing"], 10)):
        middle = measure.median(entry["seconds"])
        rows.append([str(entry["summary"]), number(middle, 2), f"under {limit}", _met(middle < limit)])
    return f"""## Nothing to do

Seconds of `csp batch` from beginning to end, where nothing has changed. Of the larger matrix
{number(found["nation"]["made"])} runs were really made; the folders of the others are copies of theirs.

{_table(["Outcome", "Seconds", "Aim", ""], rows)}"""


def _growth(nation: Mapping) -> str:
    few, many = (
        measure.median(each["runs"] / each["told"]["work"] for each in nation[name]) for name in ("few", "many")
    )
    rows = [
        [number(nation[name][0]["runs"]), str(len(nation[name])), number(rate, 2), number(_whole(nation[name]), 2)]
        for name, rate in (("few", few), ("many", many))
    ]
    return f"""## Growth

Notebooks a second ({", ".join(f"`{name}`" for name in national.NOTEBOOKS)}) where the data hold {national.PARTNERSHIPS} invented
partnerships besides the real ones ({number(nation["stages"]["rows"])} rows, `benchmarks/batch/national.py`). Without the start of
the warm process, which reads all tables once, the larger batch ran at {number(many / few, 2)} times the pace of the smaller (aim:
at least 0.9, {_met(many / few >= 0.9)}).

{_table(["Runs", "Repeats", "A second, once warm", "A second, start included"], rows)}"""


def _whole(entries: Sequence[Mapping]) -> float:
    return measure.median(each["runs"] / each["wall"] for each in entries)


def _documents(papers: Mapping) -> str:
    each = measure.median(entry["wall"] / entry["documents"] for entry in papers["rounds"])
    made = papers["rounds"][0]["documents"]
    return f"""## Documents

`csp all-reports --force` in a fresh copy made {made} documents ({papers["reports"]} reports, in
{", ".join(kind.upper() for kind in scale.FORMATS)}) from {papers["jobs"] - papers["reports"]} runs of notebooks:
{number(each, 2)} seconds a document, notebooks included (middle of {len(papers["rounds"])} repeats; aim: under 1.7,
{_met(each < 1.7)})."""


def _stages(nation: Mapping) -> str:
    told = nation["stages"]
    rows = [["read all tables, once in a process", number(told["read"], 2)]]
    rows += [[f"cut the slice of one run of {name}", number(seconds, 3)] for name, seconds in told["cut"].items()]
    rows += [
        [f"plan the {told['papers']} papers of params/areas/", number(told["offers"], 2)],
        [f"plan {number(told['jobs'])} runs, tables already read, papers included", number(told["matrix"], 2)],
        ["hash everything that a report could depend on", number(told["inputs"], 2)],
        ["look for what a killed batch left behind", number(told["tidy"], 2)],
    ]
    return f"""## Where the time goes at national scale

Seconds of one core. One warm process forks, gives work to and takes leave of {number(told["forks"])} processes a second that have
nothing to do.

{_table(["Step", "Seconds"], rows)}"""


def _plan(found: Mapping[str, Mapping]) -> str:
    one, rows = forecast.product(found), []
    for each in forecast.forecasts(found):
        numbers = [each.hours, each.planning, each.making, each.memory, each.disk]
        rows.append([str(each.cores), *(number(value, 1) for value in numbers), f"{number(100 * each.forks)}%"])
    many = forecast.PARTNERSHIPS * forecast.QUARTERS * forecast.PRODUCTS
    first, last = forecast.forecasts(found)
    share = 100 * last.planning / last.hours
    return f"""## A nation's round, worked out

{forecast.PARTNERSHIPS} partnerships × {forecast.QUARTERS} quarters × {forecast.PRODUCTS} products = {
        number(many)
    } reports in three
formats, each with {
        number(one.runs, 1)
    } runs of notebooks. This is worked out from the figures above, not measured: a product takes
{number(one.cpu, 1)} seconds of processor time as the project's own reports do, and {
        number(one.cutting, 1)
    } more to cut slices from
national tables; {
        number(100 * forecast.busy(found))
    }% of the cores' time is got, as where this was measured, beside other people's
work; each core holds the largest run or report.

{
        _table(
            ["Cores", "Hours", "Planning", "Making", "Memory (GiB)", "Disk (GiB)", "Share of forks"],
            rows,
        )
    }

What gives way first is planning: one process looks at every paper before anything runs, {
        number(first.planning, 1)
    } hours whatever
the number of cores, and {number(share)}% of the whole on {last.cores}. Next are the forks: {
        last.cores
    } cores would ask for
{
        number(100 * last.forks)
    }% of those that one warm process was seen to give. Memory grows with the cores, not with the nation."""
