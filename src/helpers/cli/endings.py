"""How a command ends that could not do what was asked: one line on standard error, and an exit code by its kind."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from helpers import files
from helpers.cli import mistyped
from helpers.errors import FAULT, MachineError, ReportError
from helpers.project import Project, find

STOPPED = 130
MISTYPED = 2
FAULTS = "fault.log"
STOPPED_WORDS = "stopped; what was finished is kept, and the same command goes on with the rest"


def tell(problem: BaseException, *, verbose: bool) -> int:
    """Tell what went wrong, and return the exit code.

    Parameters
    ----------
    problem : BaseException
        A person's mistake, something that the machine lacks, a line that cannot be parsed, Ctrl-C, or a fault of ours.
    verbose : bool
        Print its traceback first, with what lies behind it.
    """
    if verbose:
        print(_traceback(problem), file=sys.stderr, end="")
    line, code = _ending(problem, shown=verbose)
    if line:
        print(f"csp: {_from_here(' '.join(line.splitlines()))}", file=sys.stderr)
    return code


def leave(code: int | None) -> NoReturn:
    """End the command. A reader that has gone away, such as `head`, is no reason to complain as the last words are written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _ending(problem: BaseException, *, shown: bool) -> tuple[str, int]:
    if isinstance(problem, ReportError):
        return str(problem), problem.exit_code
    if told := files.refused(problem):
        return told, MachineError.exit_code
    if isinstance(problem, KeyboardInterrupt):
        return STOPPED_WORDS, STOPPED
    if hasattr(problem, "format_message"):  # the library that parses the line has moved its exceptions about
        return mistyped.told(problem), MISTYPED
    return _fault(problem, shown=shown), FAULT


def _from_here(line: str) -> str:
    """The line with each path below the working folder as it is typed there."""
    try:
        here = f"{Path.cwd()}{os.sep}"
    except OSError:  # the folder itself is gone
        return line
    return line.replace(here, "") if here != os.sep else line


def _traceback(problem: BaseException) -> str:
    """Its traceback, with what it was raised instead of, which a person's line leaves out."""
    behind = problem
    while behind is not None:
        behind.__suppress_context__ = False
        behind = behind.__cause__ or behind.__context__
    return "".join(traceback.format_exception(problem))


def _fault(problem: BaseException, *, shown: bool) -> str:
    """What is told of a mistake of ours; its traceback is kept, or printed where it cannot be."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "helpers" in Path(frame.filename).parts] or frames
    where = f" ({'/'.join(Path(ours[-1].filename).parts[-2:])}, line {ours[-1].lineno})" if ours else ""
    what = f"a fault of the program, not of yours: {type(problem).__name__}: {' '.join(str(problem).split())}{where}"
    if shown:
        return f"{what}; send the lines above to whoever looks after csp-reports"
    kept = _kept(problem)
    if kept:
        return (
            f"{what}; {kept} holds its traceback: send it to whoever looks after csp-reports, or see it with --verbose"
        )
    print(_traceback(problem), file=sys.stderr, end="")
    return f"{what}; its traceback stands above, since it could not be kept in build/"


def _kept(problem: BaseException) -> str:
    """Where the traceback was added to those before it; empty if it could not be."""
    try:
        place: Project = find()
        path = place.build / FAULTS
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            words = " ".join(["csp", *sys.argv[1:]])
            stream.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC: {words}\n{_traceback(problem)}\n")
        return place.relative(path)
    except (OSError, ReportError):
        return ""
