"""An error in a notebook's cell in a few lines, if it is the analyst's own mistake."""

from collections.abc import Mapping
from types import ModuleType, TracebackType

from helpers.errors import ReportError
from helpers.mistakes import arguments, labels, names
from helpers.mistakes.message import Message, lines
from helpers.mistakes.where import OURS, Trail, trail


def told(problem: BaseException, trace: TracebackType | None, namespace: Mapping[str, object]) -> list[str]:
    """The lines that the cell is to show; none where the whole traceback is.

    Parameters
    ----------
    problem : BaseException
    trace : traceback
    namespace : mapping of str to object
        The names of the notebook, as its cells see them.

    Notes
    -----
    What fails inside this project for another reason than what it was given, assertions above all, is our own mistake, and
    its traceback is shown whole. So is everything in a notebook that has nothing to do with this project.
    """
    way = trail(trace, namespace)
    if way is None or not (concerned(namespace) or names.about_ours(problem)):
        return []
    found = _told(problem, way, namespace)
    return lines(type(problem).__name__, found, way.words) if found else []


def concerned(namespace: Mapping[str, object]) -> bool:
    """Whether a notebook uses anything of this project."""
    return any(_module_of(value).split(".")[0] == OURS for value in list(namespace.values()))


def _module_of(value: object) -> str:
    if isinstance(value, ModuleType):
        return value.__name__
    return str(getattr(value if callable(value) else type(value), "__module__", ""))


def _told(problem: BaseException, way: Trail, namespace: Mapping[str, object]) -> Message | None:
    if isinstance(problem, ReportError):
        return Message(str(problem))
    if isinstance(problem, AssertionError | SyntaxError | MemoryError | RecursionError):
        return None
    return (
        names.unknown_name(problem, way, namespace)
        or names.unknown_import(problem, way)
        or names.unknown_attribute(problem, way)
        or labels.unknown(problem, way)
        or arguments.misfit(problem, way, namespace)
        or arguments.wrong_kind(way, namespace)
        or arguments.unfit_table(problem, way, namespace)
        or _of_a_library(problem, way)
    )


def _of_a_library(problem: BaseException, way: Trail) -> Message | None:
    """The library's own words where the cell called it and it refused: its insides are nobody's mistake here."""
    said = [line for line in str(problem).splitlines() if line.strip()]
    if not way.below or not way.only_libraries or not said:
        return None
    return Message(said[0], " ".join(said[1:4]))
