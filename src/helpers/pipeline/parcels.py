"""Files by the hash of their content: kept once on a shelf, and laid out anywhere as they were."""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from helpers.errors import MachineError
from helpers.files import write_bytes
from helpers.pipeline.provenance import hash_of

Files = Mapping[str, str]
"""Files by their path from a project's root, each with the hash of its content."""
MOST = 2 * 1024**3
"""Bytes that a shelf keeps; beyond that it forgets what has not been asked for longest."""


class Shelf:
    """A folder of contents, each in a file that is called by its hash."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self.folder, self._most, self._added = folder, most, 0

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Keep some contents by their hashes.

        Raises
        ------
        MachineError
            If one is not what its hash says: it was altered on its way.
        """
        for name, content in contents.items():
            _check(name, content)
            if not (self.folder / name).is_file():
                write_bytes(self.folder / name, content)
                self._added += len(content)
        if self._added > self._most / 8:  # looking through a full shelf takes time
            self._added = 0
            self._forget(set(contents))

    def pack(self, root: Path, paths: Iterable[Path]) -> dict[str, str]:
        """Keep the contents of some files under `root`, and say what each is called there and what its hash is."""
        files, contents = packed(root, paths)
        self.keep(contents)
        return files

    def names(self) -> list[str]:
        """The hashes of everything that is kept."""
        return sorted(path.name for path in self.folder.glob("[!.]*"))

    def lacking(self, names: Iterable[str]) -> list[str]:
        """Those of some hashes whose content is not here."""
        return sorted(name for name in set(names) if not (self.folder / name).is_file())

    def content(self, name: str) -> bytes:
        """What is kept under a hash."""
        return (self.folder / name).read_bytes()

    def lay_out(self, files: Files, root: Path) -> None:
        """Write files under `root`; copies, so that whoever alters one alters nothing here.

        Raises
        ------
        MachineError
            If a path leads out of `root`.
        FileNotFoundError
            If the content of one is not here.
        """
        for name, found in files.items():
            target = inside(root, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.folder / found, target)
            with suppress(OSError):  # whoever may only read the shelf can lay out what is on it
                os.utime(self.folder / found)  # asked for just now

    def _forget(self, wanted: set[str]) -> None:
        # Another process may be at it too: what is gone is gone.
        kept = []
        for path in self.folder.glob("[!.]*"):
            with suppress(FileNotFoundError):
                found = path.stat()
                kept.append((found.st_mtime, found.st_size, path))
        over = sum(size for _, size, _ in kept) - self._most
        for _, size, path in sorted(kept):
            if over <= 0:
                return
            if path.name not in wanted:
                path.unlink(missing_ok=True)
                over -= size


def packed(root: Path, paths: Iterable[Path]) -> tuple[dict[str, str], dict[str, bytes]]:
    """Some files under `root` by their paths from it, with their hashes; and their contents by hash, each once."""
    files, contents = {}, {}
    for path in paths:
        content = path.read_bytes()
        name = hash_of(content)
        files[path.relative_to(root).as_posix()] = name
        contents[name] = content
    return files, contents


def within(files: Files, folder: str) -> dict[str, str]:
    """Those of some files that lie in a folder, by their paths from that folder."""
    start = f"{folder.rstrip('/')}/"
    return {name.removeprefix(start): found for name, found in files.items() if name.startswith(start)}


def write_into(folder: Path, files: Files, contents: Mapping[str, bytes], shelf: Shelf) -> None:
    """Write files whose contents were sent, or are on the shelf.

    Raises
    ------
    MachineError
        If a path leads out of the folder, or a content is not what its hash says.
    """
    for name, found in files.items():
        content = contents[found] if found in contents else shelf.content(found)
        _check(found, content)
        write_bytes(inside(folder, name), content)


def inside(root: Path, name: str) -> Path:
    """Where a file of this name lies under a folder.

    Raises
    ------
    MachineError
        If that is somewhere else.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
        raise MachineError(f"a file called {name!r} was sent, which does not lie in the folder that it was sent for")
    return root.joinpath(*parts)


def _check(name: str, content: bytes) -> None:
    if hash_of(content) != name:
        raise MachineError(f"what was sent as {name[:12]} came as {hash_of(content)[:12]}: it was altered on its way")
