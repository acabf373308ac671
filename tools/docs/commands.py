"""The page of every command and every make target, from the command line itself and the Makefile."""

import re
from dataclasses import dataclass

from helpers import errors
from helpers.project import Project
from tools.docs.markdown import code, head, table

CODES = """
## Exit codes

| Code | Means |
|---|---|
| 0 | done, or nothing to do |
| {data} | something in the data, settings, notebooks or text; or a check that does not hold: the lines above say which |
| 2 | the command line itself: an option or argument that there is not, or one that is missing |
| {machine} | something that this machine lacks, such as a renderer that was asked for, or room on the disk |
| {fault} | a fault of the program, which nobody expected: the line says where its traceback is kept |
| 130 | stopped with Ctrl-C; what was finished is kept |
Every error is one line on standard error that begins with `csp: `, and [messages.md](messages.md) lists them.
`--verbose`, before or after the command, prints the traceback before it. `--json` prints what a command lists as JSON on
standard output, with the same exit code. Bars are drawn and colours used on a terminal only; `NO_COLOR=1` leaves the colours out.
"""

RULE = re.compile(r"^([a-z][a-z -]*):(?!=) ?[^#=]*?(?:  ## (.*))?$")


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the Makefile: what it does, and the variables that it takes, with what they are unless told."""

    name: str
    help: str
    variables: dict[str, str]


def page(place: Project) -> str:
    """The page in Markdown."""
    parts = [head("Commands", "src/helpers/cli/ and the Makefile")]
    parts += [
        "\n`make` sets up what is missing and calls `csp`, which does the same in smaller steps. `csp COMMAND --help`\n"
    ]
    parts += ["prints what stands here. In a terminal, `. .venv/bin/activate` puts `csp` on the path.\n"]
    parts += ["\n## make\n\n", table(["Target", "What it does", "Takes"], map(_target_row, targets(place)))]
    parts += [
        CODES.format(data=errors.ReportError.exit_code, machine=errors.MachineError.exit_code, fault=errors.FAULT)
    ]
    parts += ["\n## csp\n", *map(_command, commands().values())]
    return "".join(parts)


def commands() -> dict:
    """The commands of `csp`, as the library that parses them has them, by name."""
    import typer  # noqa: PLC0415

    from helpers.cli import app  # noqa: PLC0415

    return dict(sorted(typer.main.get_command(app).commands.items()))


def targets(place: Project) -> list[Target]:
    """The targets of the Makefile that have a help text, in its order, with what params/defaults.mk gives them."""
    files = (place.params / "defaults.mk", place.root / "Makefile")
    text = "".join(path.read_text(encoding="utf-8") for path in files).replace("\\\n", " ")
    lines = text.splitlines()
    everywhere = dict(found.groups() for line in lines if (found := re.match(r"^([A-Z]+) +\?= (.*)$", line)))
    of_some = _of_some(lines)
    recipes = dict(re.findall(r"^([A-Z]+) = (.*)$", text, flags=re.MULTILINE))
    made = []
    for number, line in enumerate(lines):
        rule = RULE.match(line)
        if not (rule and rule[2]):
            continue
        body = "\n".join(_indented(lines[number + 1 :]))
        body = re.sub(r"\$\(([A-Z]+)\)", lambda name: recipes.get(name[1], name[0]), body)
        known = {**everywhere, **of_some.get(rule[1], {})}
        used = {name: known[name] for name in re.findall(r"\$\(([A-Z]+)\)", body) if name in known}
        made.append(Target(rule[1], rule[2], used))
    return made


def _of_some(lines: list[str]) -> dict[str, dict[str, str]]:
    """The variables that hold for some targets only: `overview: QUARTER ?= 2016-17-Q2`."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if special := re.match(r"^([a-z -]+): ([A-Z]+) \??= (.*)$", line):
            for target in special[1].split():
                found.setdefault(target, {})[special[2]] = special[3]
    return found


def _indented(lines: list[str]) -> list[str]:
    end = next((number for number, line in enumerate(lines) if not line.startswith("\t")), len(lines))
    return lines[:end]


def _target_row(target: Target) -> list[str]:
    takes = ", ".join(code(f"{name}={default}") for name, default in target.variables.items())
    return [code(f"make {target.name}"), target.help, takes if target.name != "help" else ""]


def _command(command) -> str:
    arguments = [found for found in command.params if not found.opts[0].startswith("-")]
    options = [found for found in command.params if found.opts[0].startswith("-") and found.name != "help"]
    usage = " ".join(["csp", command.name, *(found.name.upper() for found in arguments)])
    rows = [[code(found.name.upper()), found.help or "", "needed"] for found in arguments]
    rows += [[code(_option(found)), found.help or "", _unless(found)] for found in options]
    told = "\n" + table(["", "", "Unless told"], rows) if rows else ""
    return f"\n### {command.name}\n\n`{usage}`{' `[OPTIONS]`' if options else ''} – {command.help}\n{told}"


def _option(option) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.name.upper().replace('_', '-')}"


def _unless(option) -> str:
    if option.required:
        return "needed"
    if option.multiple:
        return "may be given more than once"
    value = getattr(option.default, "value", option.default)  # the word of a choice, not its Python name
    return "" if option.is_flag or value in (None, "") else code(str(value))
