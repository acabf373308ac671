"""A cell of a notebook without a kernel: run, and what is told of its error."""

import linecache
from collections.abc import Mapping
from itertools import count

from helpers.analysis import indicators
from helpers.mistakes import telling

numbers = count(1)


def names(**more: object) -> dict[str, object]:
    """What a notebook's cells see after its first."""
    return {"__name__": "__main__", "indicators": indicators, **more}


def run(source: str, namespace: Mapping[str, object]) -> BaseException:
    """Run a cell that fails, as IPython does: its source can be seen, and its globals are the notebook's names."""
    place = f"<cell {next(numbers)}>"
    linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
    try:
        exec(compile(source, place, "exec"), namespace)  # what an analyst types is what is tested
    except Exception as problem:
        return problem
    raise AssertionError(f"this was to fail: {source}")


def told(source: str, namespace: Mapping[str, object]) -> list[str]:
    """The lines that the cell shows; none where IPython shows the whole traceback."""
    problem = run(source, namespace)
    return telling.told(problem, problem.__traceback__, namespace)
