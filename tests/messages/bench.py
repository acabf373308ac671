"""A project to break: the command line is run in it as a person would, and afterwards it is as it was."""

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from helpers import cli
from tests.messages.case import Case


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines of standard error without those that tell progress."""
        return [line for line in self.err.splitlines() if not line.startswith("[")]


@dataclass(frozen=True)
class Bench:
    """A project, and a copy of it that stays as it was."""

    root: Path
    kept: Path

    @classmethod
    def of(cls, root: Path) -> "Bench":
        """Keep what a project holds now."""
        kept = root.with_name(f"{root.name}-kept")
        shutil.copytree(root, kept)
        return cls(root, kept)

    def run(self, command: str, environment: tuple[tuple[str, str], ...] = ()) -> Said:
        """Run the command line's own entry point, in this process, without a terminal."""
        out, err = io.StringIO(), io.StringIO()
        here = os.getcwd()
        os.chdir(self.root)
        settings = {"CSP_PROJECT": str(self.root), **dict(environment)}
        try:
            with (
                mock.patch.dict(os.environ, settings),
                mock.patch.object(sys, "argv", shlex.split(command)),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
            ):
                cli.main()
        except SystemExit as ending:
            code = ending.code or 0
        finally:
            os.chdir(here)
        return Said(int(code), *(self._plain(stream.getvalue()) for stream in (out, err)))

    def csp(self, command: str, **environment: str) -> Said:
        """Run the program itself."""
        program = str(Path(sys.executable).with_name("csp"))
        settings = {**os.environ, "CSP_PROJECT": str(self.root), **environment}
        words = [program, *shlex.split(command)[1:]]
        done = subprocess.run(words, cwd=self.root, capture_output=True, text=True, env=settings, check=False)
        return Said(done.returncode, self._plain(done.stdout), self._plain(done.stderr))

    def _plain(self, text: str) -> str:
        """Without the folder that the project happens to lie in."""
        return text.replace(f"{self.root}/", "").replace(str(self.root), ".")

    @contextlib.contextmanager
    def broken(self, *cases: Case) -> Iterator[None]:
        """The project with the edits of some cases, until the block ends."""
        try:
            for case in cases:
                for edit in case.edits:
                    edit(self.root)
            yield
        finally:
            self.mend()

    def touched(self) -> set[str]:
        """The files that are not as they were."""
        was, now = _files(self.kept), _files(self.root)
        return {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}

    def mend(self) -> None:
        """Make everything as it was."""
        was = _files(self.kept)
        for folder in sorted((path for path in self.root.rglob("*") if path.is_dir()), reverse=True):
            if not (self.kept / folder.relative_to(self.root)).is_dir():
                shutil.rmtree(folder)
        now = _files(self.root)
        for path in now.keys() - was.keys():
            (self.root / path).unlink()
        for path, state in was.items():
            if now.get(path) != state:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.kept / path, self.root / path)


def provoked(bench: Bench, case: Case) -> Said:
    """What is printed when the case is brought about."""
    with bench.broken(case):
        for command in case.before:
            done = bench.run(command)
            assert done.code == 0, f"{command}: {done.err}"
        for edit in case.then:
            edit(bench.root)
        return bench.run(case.command, case.environment)


def verify(bench: Bench, case: Case) -> None:
    """Hold what is printed against the case: its exit code, and its message as the one thing that is said."""
    said = provoked(bench, case)
    assert "Traceback" not in said.err
    if case.finding:
        found = [line.strip() for line in (said.out + said.err).splitlines()]
        assert any(case.fits(line) for line in found), f"{said.out}{said.err}"
    else:
        (line,) = said.errors
        assert line.startswith("csp: ") and case.fits(line.removeprefix("csp: ")), line
        assert said.out == ""
    assert said.code == case.code


def checked(bench: Bench, cases: Iterable[Case]) -> dict[str, tuple[list[Case], Said]]:
    """What `csp check` says in each case, by key, with the cases that were brought about at once: none touches another's file."""
    rounds: list[tuple[list[Case], set[str]]] = []
    for case in cases:
        with bench.broken(case):
            touched = bench.touched()
        free = (each for each in rounds if not (case.alone or each[0][0].alone or each[1] & touched))
        together, files = next(free, ([], set()))
        if not together:
            rounds.append((together, files))
        together.append(case)
        files |= touched
    found = {}
    for together, _ in rounds:
        with bench.broken(*together):
            said = bench.run("csp check")
        found |= {case.key: (together, said) for case in together}
    return found


def verify_finding(found: tuple[list[Case], Said], case: Case) -> None:
    """Hold what `csp check` said against the case: its message is among what is said, and nothing that no case expects."""
    together, said = found
    lines = said.out.splitlines()
    assert said.code == case.code and said.err == ""
    assert [line for line in lines if case.fits(line)], said.out
    expected = [words for each in together for words in (each, *(replace(each, told=told) for told in each.also))]
    assert [line for line in lines if not any(each.fits(line) for each in expected)] == []


def _files(root: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            state = os.lstat(path)
            found[os.path.relpath(path, root)] = (state.st_size, state.st_mtime_ns)
    return found
