"""The page of every message, from the catalogue that the tests hold against the code."""

from collections.abc import Sequence

from helpers.project import Project
from tests.messages.case import Case
from tests.messages.catalogue import AREAS
from tools.docs.markdown import code, head, table

LEAD = """
Every message that you can bring about, as it is printed: search this page for the words that you see. What stands in quotation
marks, and the names of files, lines, areas and figures, will be yours; `[…]` is another on each machine. Where nothing else is
said the exit code is 1; [commands.md](commands.md#exit-codes) says what each means.

An error stands behind `csp: ` on standard error, and nothing is published. A finding is one of a list on standard output; those
that end with "`csp check --fix` writes it so" have been read, and are put right by that command.
"""


def page(place: Project) -> str:
    """The page in Markdown."""
    parts = [head("Messages", "the catalogue in tests/messages/"), LEAD]
    parts += [f"\n## {area}\n\n{_table(cases)}" for area, cases in AREAS.items()]
    return "".join(parts)


def _table(cases: Sequence[Case]) -> str:
    return table(["When", "Message", "From"], map(_row, cases))


def _row(case: Case) -> list[str]:
    command = " ".join(case.command.split()[:2])
    exit_code = f", {case.code}" if case.code != 1 else ""
    return [case.when, _shown(case.told), f"{code(command)}{exit_code}"]


def _shown(told: str) -> str:
    """A message as it is printed: between as many back quotes as it does not hold itself."""
    if "`" not in told:
        return f"`{told}`"
    return f"`` {told} ``"
