"""The command line: arguments in, one-line errors out."""

from typing import Annotated

import typer

from helpers.cli import audit, batch, checks, endings, mistyped, notebooks, papers, quarter, start


class Commands(typer.core.TyperGroup):
    """Commands beside which an option of the whole line may stand anywhere, and none of whose own is given twice."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """Read the options of the whole line, then find the command."""
        ours = args[: args.index("--")] if "--" in args else args
        if VERBOSE in ours:
            args = [VERBOSE, *(word for word in ours if word != VERBOSE), *args[len(ours) :]]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str | None, object, list[str]]:
        """Find the command, and refuse an option that would silently overrule itself."""
        name, command, rest = super().resolve_command(ctx, args)
        mistyped.require_once(command, type(ctx)(command, info_name=name, parent=ctx), rest)
        return name, command, rest


VERBOSE = "--verbose"

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (notebooks, papers, checks, batch, audit, quarter, start):
    app.add_typer(commands.app)


@app.callback()
def options(
    context: typer.Context,
    verbose: Annotated[
        bool, typer.Option(VERBOSE, help="Print the traceback of an error as well; may stand after the command, too.")
    ] = False,
) -> None:
    """Reproducible reports for Community Safety Partnerships."""
    context.obj["verbose"] = verbose


def main() -> None:
    """Run the command line; whatever goes wrong ends in one line on standard error and the exit code of its kind."""
    asked = {"verbose": False}
    try:
        code = app(prog_name="csp", obj=asked, standalone_mode=False)
        if code == endings.STOPPED:  # what the library makes of Ctrl-C
            raise KeyboardInterrupt
    except typer.Abort:  # what earlier versions of it made of Ctrl-C
        code = endings.tell(KeyboardInterrupt(), verbose=asked["verbose"])
    except (Exception, KeyboardInterrupt) as problem:
        code = endings.tell(problem, verbose=asked["verbose"])
    endings.leave(code)
