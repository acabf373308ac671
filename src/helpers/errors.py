"""The mistakes that a person can make, each told in one line."""

import difflib
from collections.abc import Iterable

FAULT = 4
"""The exit code of a mistake that is ours: an exception that nobody expected."""


class ReportError(Exception):
    """A mistake in what was given: data, settings, a notebook or a report's text.

    The message says where, what was found, what was expected and what to do. The command line prints it in one
    line, without a traceback, and ends with `exit_code`; a notebook's cell shows it with the line that it came from.
    """

    exit_code = 1


class PeriodError(ReportError):
    """A period that cannot be read, or can be read in two ways."""


class DataError(ReportError):
    """Something in data/ that cannot be used."""


class ParamsError(ReportError):
    """Something in params/ or on the command line that does not fit the data."""


class WaitingError(ParamsError):
    """A paper that cannot be made yet: a day or a text that is known to be on its way has still to come."""


class NotebookError(ReportError):
    """A notebook that cannot be run, or that failed."""


class SourceError(ReportError):
    """Something in a report's text that cannot be rendered."""


class StoppedError(ReportError):
    """Something that is done whole or not at all, and was stopped by Ctrl-C."""

    exit_code = 130


class MachineError(ReportError):
    """Something that this machine lacks, such as a renderer that was asked for by name."""

    exit_code = 3


def nearest(word: str, known: Iterable[str], most: int = 1, least: float = 0.6) -> str:
    """What a message adds about a word that is not known: `; did you mean 'dudley'?`, or nothing if none is near.

    Parameters
    ----------
    word : str
    known : iterable of str
    most : int
        How many are named at most; of several only those that are about as near as the nearest.
    least : float
        How alike a word must be to be named, from 0 to 1.
    """
    plain = {_plain(name): name for name in known}
    near = difflib.get_close_matches(_plain(word), list(plain), n=most, cutoff=least)
    best = max((_likeness(word, name) for name in near), default=0.0)
    named = [repr(plain[name]) for name in near if _likeness(word, name) > best - 0.1]
    return f"; did you mean {' or '.join(named)}?" if named else ""


def _likeness(word: str, name: str) -> float:
    return difflib.SequenceMatcher(None, _plain(word), name).ratio()


def _plain(word: str) -> str:
    """A word as it is compared: keys are small letters with hyphens, names of places are written as they are printed."""
    return str(word).strip().casefold().replace(" ", "-")
