"""papermill in a pool of processes: `python -m benchmarks.batch.pool RUNS.json PROCESSES`.

Each process imports papermill once and starts an ordinary kernel for each notebook: what one writes in ten lines.
"""

import json
import multiprocessing
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def execute(run: Mapping[str, str]) -> None:
    """Execute one notebook in its folder."""
    import papermill  # noqa: PLC0415 - in the process of the pool, not in the one that asks

    papermill.execute_notebook(
        f"notebooks/{run['notebook']}.ipynb",
        f"{run['folder']}/out.ipynb",
        parameters={"borough": run["area"], "quarter": run["quarter"]},
        cwd=run["folder"],
        kernel_name="python3",
        progress_bar=False,
    )


def main() -> None:
    """Execute every notebook."""
    runs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with ProcessPoolExecutor(int(sys.argv[2]), multiprocessing.get_context("spawn")) as pool:
        list(pool.map(execute, runs))


if __name__ == "__main__":
    main()
