"""What is wrong with a line that cannot be parsed, told as every other mistake is.

The library that parses lines moves its exceptions about from version to version: they are known by what they hold.
"""

import re
from typing import Any

import typer

from helpers.errors import nearest


def told(problem: Exception) -> str:
    """Say in one line what was found and what would do, and whose help lists it.

    Parameters
    ----------
    problem : Exception
        A `UsageError` of the library. That of a line without any command says nothing: the help has been printed.
    """
    said, context = " ".join(problem.format_message().split()), problem.ctx
    if type(problem).__name__ == "NoArgsIsHelpError":
        return said
    name, _, inner = context.command_path.partition(" ") if context else ("csp COMMAND", "", "")
    what = _of_option(problem, said) or _of_parameter(problem, said) or _of_words(problem, said)
    return (
        f"{f'{inner}: ' if inner else ''}{what}; `{' '.join(filter(None, (name, inner)))} --help` tells what there is"
    )


def require_once(command: Any, context: Any, words: list[str]) -> None:
    """See that no option with a value is given more than once, of which the last would overrule the others without a word.

    Parameters
    ----------
    command, context : of the library
        The command whose line it is, and a context of its own.
    words : list of str
        What stands behind the command's name.

    Raises
    ------
    typer.BadParameter
        If one is, of those that take one value.
    """
    _, _, given = command.make_parser(context).parse_args(args=list(words))
    single = [
        option for option in given if option.param_type_name == "option" and not (option.multiple or option.is_flag)
    ]
    for option in single:
        if (times := single.count(option)) > 1:
            often = "twice" if times == 2 else f"{times} times"
            raise typer.BadParameter(f"given {often}: give it once", ctx=context, param=option)


def _of_option(problem: Exception, said: str) -> str:
    asked = getattr(problem, "option_name", "")
    if hasattr(problem, "possibilities"):
        known = [name for option in problem.ctx.command.params for name in option.opts if name.startswith("-")]
        return f"there is no option {asked!r}{nearest(asked, known)}"
    if asked:
        return f"{asked} takes no value" if "not take a value" in said else f"{asked} lacks its value"
    return ""


def _of_parameter(problem: Exception, said: str) -> str:
    parameter = getattr(problem, "param", None)
    if parameter is None:
        return ""
    name = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.name.upper()
    if said.startswith("Missing"):
        words = (parameter.help or "").rstrip(".")
        return f"{name} is missing ({words[:1].lower()}{words[1:]})"
    reason = problem.message.rstrip(".").removeprefix("Value error, ").partition(", unable")[0]
    causes = problem.__cause__.errors() if hasattr(problem.__cause__, "errors") else []
    if causes and reason.startswith("Input should"):
        return f"{name} must{reason.removeprefix('Input should')}, got {causes[0]['input']!r}"
    return f"{name}: {reason}"


def _of_words(problem: Exception, said: str) -> str:
    if found := re.match("No such command '(.*?)'", said):
        return f"there is no command {found[1]!r}{nearest(found[1], problem.ctx.command.commands)}"
    if found := re.match(r"Got unexpected extra arguments?.*? \(([^()]*)\)$", said):
        return f"{found[1]!r} is more than it takes"
    return said[:1].lower() + said[1:].rstrip(".")
