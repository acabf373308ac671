"""Run one notebook with papermill in a folder of its own, or say in one line why it could not be run."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import NotebookError, ParamsError, nearest
from helpers.files import write_text
from helpers.mistakes import message
from helpers.pipeline import provenance
from helpers.pipeline.runs import run_key
from helpers.pipeline.runs.run_key import Parts, key_of, run_parts
from helpers.pipeline.runs.typed import as_declared
from helpers.pipeline.warm import fence, prepared
from helpers.project import Project

if TYPE_CHECKING:
    from nbformat import NotebookNode

# papermill, nbformat and the Jupyter client are imported where a notebook is really run: together they take two seconds, and
# finding that nothing has changed must take less.

STAMP = "run.json"


@dataclass(frozen=True, slots=True)
class Done:
    """A run that is finished: where it lies, its key, and whether it was already so."""

    run: Request
    folder: Path
    key: str
    fresh: bool
    cells: tuple[tuple[str, float], ...] = ()
    """The first line of each code cell and the seconds that it took, where it was run now."""

    @property
    def results(self) -> Path:
        """The folder of what it published."""
        return self.folder / "results"


def parameters_of(run: Request) -> dict[str, str]:
    """What a run is given, as text: the borough, the quarter, and anything else that was asked for."""
    return {"borough": run.area, "quarter": str(run.quarter), **dict(run.parameters)}


def folder_of(place: Project, run: Request) -> Path:
    """Where a run keeps its inputs, its executed notebook and its results."""
    return place.run_folder(run.area, run.quarter, run.notebook, (value for _, value in run.parameters))


Tables = Mapping[str, pd.DataFrame]


def find_done(place: Project, run: Request, tables: Tables | None = None) -> Done | None:
    """The finished run of the same data, parameters and code, if there is one.

    Parameters
    ----------
    tables : mapping of table name to DataFrame, optional
        What `slicing.cut` gave for it; cut now unless given.

    Raises
    ------
    ParamsError, DataError
        If data/ has nothing for the area or period, or cannot be read.
    """
    folder = folder_of(place, run)
    tables = slicing.cut(place, run) if tables is None else tables
    key = key_of(run_parts(place, run, parameters_of(run), slicing.texts(tables)))
    return Done(run, folder, key, fresh=True) if _is_done(folder, run, key) else None


def run(place: Project, run: Request, tables: Tables | None = None) -> Done:
    """Run a notebook in a folder of its own.

    Parameters
    ----------
    tables : mapping of table name to DataFrame, optional
        What `slicing.cut` gave for it; cut now unless given.

    Raises
    ------
    ParamsError
        If the notebook does not declare a parameter, or data/ has nothing for the area or period.
    NotebookError
        If a cell fails: says which, and where the executed notebook is saved.
    """
    check_parameters(place, run)
    folder = folder_of(place, run)
    tables = slicing.cut(place, run) if tables is None else tables
    texts = slicing.texts(tables)
    parts = run_parts(place, run, parameters_of(run), texts)
    _clear(folder, run)
    slicing.write(place, run, folder, tables, texts)
    cells = execute(place, run)
    finish(folder, parts)
    return Done(run, folder, key_of(parts), fresh=False, cells=cells)


def execute(place: Project, run: Request) -> tuple[tuple[str, float], ...]:
    """Run a notebook in its folder, where its inputs lie already, and keep it there as it was executed.

    Returns
    -------
    tuple of (str, float)
        As `Done.cells`.

    Raises
    ------
    NotebookError
        As `run`.
    """
    from helpers.pipeline.notebooks import kept_form

    folder = folder_of(place, run)
    path = place.notebooks / f"{run.notebook}.ipynb"
    given = check_parameters(place, run)
    if prepared.there():
        fence.put_up(place, folder)
    executed = through_papermill(place, path, folder / f"{run.notebook}.failed.ipynb", given, folder)
    _check_results(run, folder)
    write_text(folder / f"{run.notebook}.ipynb", kept_form.to_text(kept_form.normalised(executed)))
    return kept_form.timings(executed)


def finish(folder: Path, parts: Parts) -> None:
    """Note of what a run was made, in its folder: from now on it is finished."""
    results = provenance.digest(provenance.tree(folder / "results"))
    kept = {"key": key_of(parts), "results": results, "parts": parts}
    write_text(folder / STAMP, json.dumps(kept, indent=1) + "\n")


def through_papermill(
    place: Project, path: Path, output: Path, parameters: Mapping[str, object], cwd: Path
) -> "NotebookNode":
    """Execute, and give the executed notebook; papermill's own file is left behind only when a cell fails.

    Raises
    ------
    NotebookError
        If it is none, a cell fails, or the kernel dies.
    """
    import nbformat
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillException, PapermillExecutionError

    from helpers.pipeline.notebooks import kept_form
    from helpers.pipeline.runs import kernels

    try:
        with kernels.kernel_options(place.build / "jupyter") as options:
            executed = papermill.execute_notebook(
                str(path),
                str(output),
                parameters=dict(parameters),
                cwd=str(cwd),
                kernel_name="python3",
                progress_bar=False,
                **options,
            )
    except PapermillExecutionError as problem:
        cell = _code_cell_number(output)
        raise NotebookError(
            f"{place.relative(path)}: code cell {cell} ({kept_form.first_line(problem.source)!r}) failed: "
            f"{message.headline(problem.traceback) or f'{problem.ename}: {_one_line(problem.evalue)}'}; the executed notebook is "
            f"saved at {place.relative(output)}"
        ) from None
    except DeadKernelError:
        raise NotebookError(
            f"{place.relative(path)}: the kernel died while it ran (was memory short?); what had run is saved at "
            f"{place.relative(output)}"
        ) from None
    except (nbformat.ValidationError, nbformat.reader.NotJSONError) as problem:
        raise run_key.not_a_notebook(place, path, problem) from None
    except PapermillException as problem:
        raise NotebookError(f"{place.relative(path)} cannot be run: {_one_line(str(problem))}") from None
    output.unlink()
    return executed


def check_parameters(place: Project, run: Request) -> dict[str, object]:
    """What a run's notebook is given, each in the type that it declares for it.

    Raises
    ------
    ParamsError
        If it declares none of that name, or a value cannot be read as its type.
    """
    import nbformat
    import papermill

    path = place.notebooks / f"{run.notebook}.ipynb"
    try:
        declared = papermill.inspect_notebook(str(path))
    except (nbformat.ValidationError, nbformat.reader.NotJSONError) as problem:
        raise run_key.not_a_notebook(place, path, problem) from None
    given = parameters_of(run)
    for name in given:
        # papermill itself only warns, and would run the notebook's default borough.
        if name not in declared:
            raise ParamsError(
                f"{place.relative(path)} has no parameter {name!r}{nearest(name, declared)}; its parameters are "
                f"{', '.join(declared) or 'none'}"
            )
    where = place.relative(path)
    return {name: as_declared(name, text, declared[name]["inferred_type_name"], where) for name, text in given.items()}


def _is_done(folder: Path, run: Request, key: str) -> bool:
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if stamp.get("key") != key or not (folder / f"{run.notebook}.ipynb").is_file():
        return False
    return stamp.get("results") == provenance.digest(provenance.tree(folder / "results"))


def _clear(folder: Path, run: Request) -> None:
    # The stamp goes first: whatever happens next, a half-finished run is never taken for a finished one.
    for name in (STAMP, f"{run.notebook}.ipynb", f"{run.notebook}.failed.ipynb"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "results", ignore_errors=True)


def _code_cell_number(output: Path) -> int:
    """Which code cell of the notebook failed, counted from 1 and without the one that papermill puts in."""
    import nbformat

    number = 0
    for cell in nbformat.read(output, as_version=4).cells:
        if cell.cell_type != "code" or "injected-parameters" in cell.metadata.get("tags", []):
            continue
        number += 1
        if any(kept.output_type == "error" for kept in cell.outputs):
            return number
    return number


def _check_results(run: Request, folder: Path) -> None:
    path = folder / "results" / "values.json"
    if not path.is_file():
        raise NotebookError(
            f"notebooks/{run.notebook}.ipynb ran but published nothing: its last cell must call results.publish(facts, …)"
        )
    about = json.loads(path.read_text(encoding="utf-8"))
    if (about["area"], about["quarter"]) != (run.area, str(run.quarter)):
        raise NotebookError(
            f"notebooks/{run.notebook}.ipynb was run for {run.area} {run.quarter} but published results for "
            f"{about['area']} {about['quarter']}: it must use its parameters"
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
