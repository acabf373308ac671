"""The floor: the same cells, warm, in one process for each core: `python -m benchmarks.batch.floor RUNS.json PROCESSES`.

Everything is imported once, as for a batch; then the processes are forked once, and each takes the next notebook until none
is left. Cells run through IPython with their outputs formed as a kernel forms them, and nothing else is done: no process for
each notebook, no papermill, no inputs cut, no notebook saved, no check. What one notebook leaves behind is still there for the
next, so nobody should work like this.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from helpers.pipeline.warm import nursery, prepared, session
from helpers.pipeline.warm.zygote import ENVIRONMENT


def cells_of(run: Mapping[str, str]) -> list[str]:
    """The code of one run: the notebook's cells, with its parameters after those that it declares."""
    found = []
    for cell in json.loads(Path(f"notebooks/{run['notebook']}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            found.append("".join(cell["source"]))
            if "parameters" in cell["metadata"].get("tags", ()):
                found.append(f"borough = {run['area']!r}\nquarter = {run['quarter']!r}")
    return found


def work(descriptor: int, runs: list[Mapping[str, str]], cells: list[list[str]]) -> None:
    """Run the cells of one notebook after another, as long as there are any."""
    kernel = prepared.take()
    session.begin(kernel)
    while taken := os.read(descriptor, 2):
        number = int.from_bytes(taken, "big")
        os.chdir(runs[number]["folder"])
        kernel.shell.reset(new_session=True)
        for code in cells[number]:
            result = kernel.shell.run_cell(code, store_history=True)
            result.raise_error()
        kernel.session.reset()
        if not Path("results", "values.json").is_file():
            raise RuntimeError(f"{runs[number]} published nothing")


def main() -> None:
    """Import, fork, wait, and tell how long the cells took."""
    runs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.environ.update(ENVIRONMENT)
    began = time.perf_counter()
    nursery._warm_up(Path.cwd())
    warm = time.perf_counter()
    cells = [cells_of(run) for run in runs]
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(2, "big") for number in range(len(runs))))
    os.close(writing)
    children = []
    for _ in range(int(sys.argv[2])):
        pid = os.fork()
        if not pid:
            code, told = 1, os.fdopen(os.dup(2), "w")
            try:
                work(reading, runs, cells)
                code = 0
            except BaseException:
                traceback.print_exc(file=told)
            finally:
                told.flush()
                os._exit(code)
        children.append(pid)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
    print(json.dumps({"start": round(warm - began, 3), "work": round(time.perf_counter() - warm, 3)}))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
