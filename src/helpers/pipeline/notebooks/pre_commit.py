"""The notebooks that are about to be committed, cleaned where they wait: what the pre-commit hook does."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.data import declarations
from helpers.errors import MachineError, NotebookError
from helpers.files import write_text
from helpers.pipeline.notebooks import cleaning
from helpers.project import Project

SYMLINK = "120000"


@dataclass(frozen=True, slots=True)
class Staged:
    """A notebook as it waits to be committed: its path from the project's root, its mode in git, and its bytes."""

    path: str
    mode: str
    content: bytes

    @property
    def text(self) -> str:
        """What it holds.

        Raises
        ------
        NotebookError
            If it is no text in UTF-8; without its name.
        """
        try:
            return self.content.decode("utf-8")
        except UnicodeDecodeError:
            raise NotebookError("is no notebook that Jupyter can open; it is not written in UTF-8") from None


def clean(place: Project) -> tuple[list[str], list[str]]:
    """Clean what is staged of every notebook in notebooks/, and the file too where it holds nothing else.

    Nothing is changed if one is refused. What is not staged is never touched.

    Returns
    -------
    done, refused : list of str
        A line for each notebook that was cleaned, and for each that may not be committed.

    Raises
    ------
    MachineError
        If there is no git, or the project is no clone.
    """
    declared = declarations.read(place)
    texts, refused = {}, []
    for one in _staged(place):
        shown = declared[Path(one.path).stem].shown if Path(one.path).stem in declared else {}
        try:
            texts[one] = cleaning.cleaned(one.text, shown, one.path)
        except NotebookError as problem:
            refused.append(f"{one.path} {problem}")
    if refused:
        return [], refused
    return [_put(place, one, text) for one, text in texts.items() if text.encode() != one.content], []


def _staged(place: Project) -> list[Staged]:
    if _run(place, ("rev-parse", "--git-dir"), None, {}).returncode:
        raise MachineError("this project is no clone, so nothing waits to be committed: `git init` makes it one")
    # The project may lie below the top of a clone: paths are from its own root, as everywhere.
    named = ("--relative", "--name-only", "--diff-filter=ACMR", "--no-renames", "-z")
    listed = _words(place, "diff", "--cached", *named, "--", "notebooks/")
    found = []
    for path in filter(None, listed.split("\0")):
        mode, content, _ = _words(place, "ls-files", "--stage", "--", f":(literal){path}").split(maxsplit=2)
        if path.endswith(".ipynb") and mode != SYMLINK:
            found.append(Staged(path, mode, _git(place, "cat-file", "blob", content)))
    return found


def _put(place: Project, one: Staged, text: str) -> str:
    """Put a cleaned notebook where it waits, and into its file unless that holds further changes."""
    whole = _same(place, one.path)
    content = _words(place, "hash-object", "-w", "--stdin", given=text).strip()
    below = _words(place, "rev-parse", "--show-prefix").strip("\n")
    entry = ("update-index", "--cacheinfo", f"{one.mode},{content},{below}{one.path}")
    _git(place, *entry)
    if beside := _index_beside(place):
        _git(place, *entry, GIT_INDEX_FILE=str(beside))
    if not whole:
        return f"cleaned: what is staged of {one.path}; its file holds further changes and stays as it is"
    path = place.root / one.path
    rights = path.stat().st_mode
    write_text(path, text)
    path.chmod(rights)
    return f"cleaned: {one.path}"


def _same(place: Project, path: str) -> bool:
    """Whether the file holds what is staged of it, and nothing else."""
    done = _run(place, ("diff", "--quiet", "--no-ext-diff", "--", f":(literal){path}"), None, {})
    return done.returncode == 0 and (place.root / path).is_file()


def _index_beside(place: Project) -> Path | None:
    """The index that git keeps for later, while `git commit PATH` commits from a passing one."""
    if not Path(os.environ.get("GIT_INDEX_FILE", "")).name.startswith("next-index-"):
        return None
    beside = place.root / _words(place, "rev-parse", "--git-path", "index.lock", GIT_INDEX_FILE="").strip()
    return beside if beside.is_file() else None


def _words(place: Project, *arguments: str, given: str | None = None, **settings: str) -> str:
    return os.fsdecode(_git(place, *arguments, given=given, **settings))


def _git(place: Project, *arguments: str, given: str | None = None, **settings: str) -> bytes:
    done = _run(place, arguments, given, settings)
    if done.returncode:
        told = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise MachineError(f"git could not tell which notebooks wait to be committed (git {arguments[0]}: {told})")
    return done.stdout


def _run(
    place: Project, arguments: tuple[str, ...], given: str | None, settings: Mapping[str, str]
) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in {**os.environ, **settings}.items() if value or name not in settings}
    content = given.encode() if given is not None else None
    command = ["git", *arguments]
    try:
        return subprocess.run(command, cwd=place.root, input=content, capture_output=True, env=environment, check=False)
    except FileNotFoundError:
        raise MachineError("there is no git here, so nothing waits to be committed") from None
