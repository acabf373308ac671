"""What files and settings are, as hashes: the same content gives the same key."""

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

HELPERS = Path(__file__).parents[1]
"""Our own code."""


def hash_of(content: bytes) -> str:
    """The hash of one content."""
    return hashlib.sha256(content).hexdigest()


def files(paths: Iterable[Path], base: Path) -> list[str]:
    """Each of some files, by its name from `base`, with the hash of its content."""
    return [f"{_name(path, base)} {hash_of(path.read_bytes())}" for path in paths if path.is_file()]


def unwritten(paths: Iterable[Path], base: Path) -> list[str]:
    """As `files`, of files that people change: one that nobody has written to since is not read again in a process."""
    found = ((path, path.stat()) for path in paths if path.is_file())
    return [f"{_name(path, base)} {_hash_of_state(path, of.st_size, of.st_mtime_ns)}" for path, of in found]


def tree(folder: Path) -> list[str]:
    """Every file of a folder with the hash of its content, in order of name; what Python makes of code is left out."""
    return files(sorted(path for path in folder.rglob("*") if "__pycache__" not in path.parts), folder)


def render_code() -> list[str]:
    """The code that stages and renders, with its hashes."""
    base = Path(__file__).parent
    return files(sorted(path for path in base.rglob("*") if path.suffix in (".py", ".lua", ".typ")), base)


def digest(parts: Iterable[str]) -> str:
    """One hash of many texts, in their order."""
    total = hashlib.sha256()
    for part in parts:
        total.update(f"{len(part)}:{part}\n".encode())
    return total.hexdigest()


def environment() -> str:
    """The Python that runs."""
    return f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


@lru_cache(maxsize=1024)
def _hash_of_state(path: Path, size: int, written: int) -> str:  # size and time stand for a state of the file
    return hash_of(path.read_bytes())


def _name(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
