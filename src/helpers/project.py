"""Where the project's folders lie."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ReportError

MARK = Path("data") / "datapackage.json"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project, named once."""

    root: Path

    @property
    def data(self) -> Path:
        """The facts."""
        return self.root / "data"

    @property
    def params(self) -> Path:
        """What to run, and with which settings."""
        return self.root / "params"

    @property
    def notebooks(self) -> Path:
        """The analyses."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """How the reports read."""
        return self.root / "reports"

    @property
    def published(self) -> Path:
        """What leaves the building."""
        return self.root / "reports" / "published"

    @property
    def editions(self) -> Path:
        """Published reports as they were released, each frozen."""
        return self.root / "reports" / "editions"

    @property
    def records(self) -> Path:
        """What each published report was made of, by content: not for publication."""
        return self.root / "reports" / "records"

    @property
    def build(self) -> Path:
        """What can be thrown away."""
        return self.root / "build"

    def run_folder(self, area: str, quarter: object, notebook: str, further: Iterable[str] = ()) -> Path:
        """Where one run of one notebook keeps its inputs, its executed notebook and its results.

        Runs that differ in the values of `further` parameters lie beside one another: `delivery_plan+ni-20-dudley`.
        """
        names = [notebook, *(re.sub(r"[^\w.-]+", "-", value) for value in further)]
        return self.build / "runs" / area / str(quarter) / "+".join(names)

    def scratch_folder(self, area: str, quarter: object, notebook: str) -> Path:
        """Where a notebook that a person runs by hand works: never a source of anything published."""
        return self.build / "scratch" / area / str(quarter) / notebook

    def relative(self, path: Path) -> str:
        """A path as a message should show it: from the project's root where it lies in it."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return str(path)


def find() -> Project:
    """Find the project that this process works on.

    It is the folder named by the environment variable `CSP_PROJECT`; else the nearest folder, upwards from the
    working folder, that holds `data/datapackage.json`; else the one that the `helpers` package is installed from.

    Raises
    ------
    ReportError
        If none of these is a project.
    """
    if named := os.environ.get("CSP_PROJECT"):
        if (Path(named) / MARK).is_file():
            return Project(Path(named).resolve())
        raise ReportError(f"CSP_PROJECT names {named}, where there is no {MARK}: unset it or name a project's folder")
    here = Path.cwd().resolve()
    installed_from = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, installed_from):
        if (folder / MARK).is_file():
            return Project(folder)
    raise ReportError(f"no {MARK} in {here} or above it: run this inside a csp-reports project")
