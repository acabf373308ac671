"""Write files and folders whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_ROOM = tuple(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EROFS") if hasattr(errno, name))
"""What the system says where nothing more can be written: the disk is full, or not to be written to."""
CLOSED = (errno.EACCES, errno.EPERM, errno.EBUSY)
"""What it says of a file that may not be opened or replaced: it is another person's, or open in another program."""


def refused(problem: BaseException) -> str:
    """What to tell, in one line, where the system refuses a file or has no room for it; nothing of any other problem."""
    if not isinstance(problem, OSError):
        return ""
    if problem.errno in NO_ROOM:
        return (
            f"cannot write {_name(problem)}: {problem.strerror}; make room, or work where the disk can be written to, then run "
            "the same again"
        )
    if problem.errno in CLOSED:
        return (
            f"cannot open or replace {_name(problem)}: {problem.strerror}; is it open in another program? may you read and "
            "write it?"
        )
    return ""


def _name(problem: OSError) -> str:
    """The file that it is about; of two the one that a person knows, which has no name of passing."""
    names = [name for name in (problem.filename2, problem.filename) if isinstance(name, str)]
    lasting = [name for name in names if not Path(name).name.startswith(".")]
    return next(iter(lasting or names), "a file")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with plain line ends, replacing the file in one step."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, replacing it in one step: a reader sees the old content or the new, never a part.

    Raises
    ------
    OSError
        If the system refuses it, with the name of the file itself, whichever passing one it stumbled over.
    """
    try:
        _write_bytes(path, content)
    except OSError as problem:
        if problem.errno is None:
            raise
        raise OSError(problem.errno, problem.strerror, str(path)) from problem


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` when the block ends, and is dropped if it fails.

    The old folder is moved aside before the new one takes its name, so that there is never a mixture of both.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(folder)) from problem
    fresh.chmod(0o755)
    try:
        yield fresh
        aside = fresh.with_name(fresh.name + ".old")
        if folder.exists():
            folder.rename(aside)
        try:
            fresh.rename(folder)
        except OSError:
            if aside.exists():
                aside.rename(folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def tidy(folder: Path) -> None:
    """Remove what a process that was killed left half-written, and put back what it had moved aside."""
    if not folder.is_dir():
        return
    for parent, folders, files in os.walk(folder):
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in hidden:
            path = Path(parent, name)
            kept = path.with_name(name[1 : name.rindex(".", 0, -4)]) if name.endswith(".old") else None
            if kept is not None and not kept.exists():
                path.rename(kept)
            else:
                shutil.rmtree(path, ignore_errors=True)
        for name in files:
            if name.startswith("."):
                Path(parent, name).unlink(missing_ok=True)
