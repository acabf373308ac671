"""The mistakes that a person can make, each told in one line."""

import difflib
from collections.abc import Iterable


class ReportError(Exception):
    """A mistake in what was given: data, settings, a notebook or a report's text.

    The message says where, what was found, what was expected and what to do. The command line prints it in one
    line, without a traceback, and ends with `exit_code`.
    """

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook's cell shows of it (IPython asks for this by name): one line too; the cell has failed all the same."""
        return [f"{type(self).__name__}: {self}"]


class PeriodError(ReportError):
    """A period that cannot be read, or can be read in two ways."""


class DataError(ReportError):
    """Something in data/ that cannot be used."""


class ParamsError(ReportError):
    """Something in params/ or on the command line that does not fit the data."""


class NotebookError(ReportError):
    """A notebook that cannot be run, or that failed."""


class SourceError(ReportError):
    """Something in a report's text that cannot be rendered."""


class MachineError(ReportError):
    """Something that this machine lacks, such as a renderer that was asked for by name."""

    exit_code = 3


def nearest(word: str, known: Iterable[str]) -> str:
    """What a message adds about a word that is not known: `; did you mean 'dudley'?`, or nothing if none is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
