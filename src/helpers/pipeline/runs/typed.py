"""A parameter that was typed as text, as the notebook takes it: a number where its parameters cell declares one."""

from collections.abc import Callable, Mapping

from helpers.errors import ParamsError

KINDS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "int": (int, "a whole number such as 12"),
    "float": (float, "a number such as 0.5"),
    "bool": ({"true": True, "false": False}.__getitem__, "true or false"),
}
"""The types of a parameters cell that are no text: how each is read, and what to write for it."""


def as_declared(name: str, value: str, kind: str, where: str) -> object:
    """A parameter's value in the type that the notebook declares for it; text where it declares none.

    Parameters
    ----------
    kind : str
        As papermill infers it, such as `int`.
    where : str
        The notebook, as a message names it.

    Raises
    ------
    ParamsError
        If it cannot be read as one.
    """
    read, wanted = KINDS.get(kind, (str, ""))
    try:
        return read(value)
    except (KeyError, ValueError):
        raise ParamsError(f"{where}: parameter {name!r} is given {value!r}; it takes {wanted}") from None
