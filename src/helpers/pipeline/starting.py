"""A fresh project for another partnership: this one's code, reports and notebooks, with a worked example instead of its data."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml

from helpers import yaml_files
from helpers.data import declarations
from helpers.errors import NotebookError, ReportError
from helpers.files import replace_folder, write_text
from helpers.pipeline.notebooks import kept_form, refreshing
from helpers.pipeline.progress import Reporter
from helpers.project import MARK, Project

STARTER = Path("tools") / "starter"
"""What a fresh project has of its own: data, settings, commentary, a page to read first, and its tests."""
CODE = (
    ".ci", ".gitattributes", ".gitignore", "ARCHITECTURE.md", "LICENSE", "Makefile", "benchmarks", "docs", "environment.yml",
    "nbdime_config.json", "notebooks", "params/disclosure.yml", "params/notebooks.yml", "params/runs", "pyproject.toml",
    "requirements.lock", "src", "tests/notebooks/nbval_sanitise.cfg", "tools",
)  # fmt: skip
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints", ".*_cache", "build")
SAVED = "; the executed notebook is saved at"
"""What a runner says after why a notebook failed."""
SHOWN = re.compile(r"^  shown: \{[^}]*\}\n", re.MULTILINE)
EXCEPTIONS = re.compile(r"^(  \S+: (?:open|small-counts)).*\n", re.MULTILINE)


@contextmanager
def beginning(place: Project, folder: Path) -> Iterator[Project]:
    """Yield a fresh project, whose notebooks are yet to be run, in a folder beside its own.

    It takes its own place when the block ends, so that it is there whole or not at all: nothing is left of it if the block fails
    or is stopped.

    Parameters
    ----------
    place : Project
        Whose code, notebooks, types of report and house look it gets.
    folder : Path
        Must not exist yet, or be empty.

    Raises
    ------
    ReportError
        If the folder holds anything, or lies in a project.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReportError(f"{folder} is there and not empty: name a folder that is to be made")
    around = next((above for above in folder.parents if (above / MARK).is_file()), None)
    if around:
        raise ReportError(f"{folder} lies in the project {around}: name a folder outside it")
    with replace_folder(folder) as fresh:
        for name in CODE:
            _copy(place.root / name, fresh / name)
        _copy(place.root / MARK, fresh / MARK)
        for path in sorted(place.reports.iterdir()):
            if path.name.startswith("_") or (path / "report.yml").is_file():
                _copy(path, fresh / "reports" / path.name)
        shutil.copytree(place.root / STARTER, fresh, dirs_exist_ok=True, ignore=LEFT_BEHIND)
        made = Project(fresh)
        _settle(made)
        yield made
        shutil.rmtree(made.build, ignore_errors=True)  # it names the folder that this was begun in


def run_notebooks(made: Project, report: Reporter) -> None:
    """Run a fresh project's notebooks, so that each is kept with its outputs.

    Raises
    ------
    NotebookError
        If one fails.
    """
    for name in declarations.read(made):
        report(f"notebook {name}")
        try:
            refreshing.refresh(made, name)
        except NotebookError as problem:
            # Where it was saved as it failed goes with the folder.
            raise NotebookError(f"{str(problem).partition(SAVED)[0]}; no project was made") from None


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=LEFT_BEHIND)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _settle(made: Project) -> None:
    """Take out of the settings and notebooks what speaks of the project that they were copied from."""
    shown = made.params / "shown.yml"
    wanted = yaml_files.read(shown)
    shown.unlink()
    declared = made.params / "notebooks.yml"
    write_text(declared, _showing(declared.read_text(encoding="utf-8"), wanted))
    policy = made.params / "disclosure.yml"
    text = policy.read_text(encoding="utf-8")
    write_text(policy, EXCEPTIONS.sub(lambda found: found[0] if "recorded-*" in found[0] else "", text))
    for path in sorted(made.notebooks.glob("*.ipynb")):
        write_text(path, kept_form.emptied(path.read_text(encoding="utf-8")))


def _showing(text: str, wanted: Mapping[str, Mapping]) -> str:
    """The text of params/notebooks.yml with other values under each `shown`."""
    for name, values in wanted.items():
        begins = re.search(rf"^{re.escape(name)}:\n", text, re.MULTILINE)
        found = SHOWN.search(text, begins.end())
        line = yaml.safe_dump(dict(values), default_flow_style=True, sort_keys=False, width=1000).strip()
        text = f"{text[: found.start()]}  shown: {line}\n{text[found.end() :]}"
    return text
