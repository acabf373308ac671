"""Every command that the README, ARCHITECTURE.md or a page of docs/ names is there, with those options and variables."""

import re
import shlex
from pathlib import Path

import pytest

from helpers.project import Project
from support import ROOT
from tools.docs import commands

PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE_SHORT = ("commands.md",)  # tells how commands look: made from the commands themselves
ENDS = ("|", ">", ">>", "&&", ";", "||")
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = ("", "sh", "console")


def words_of(line: str) -> list[str]:
    """The words of a command without its comment, the variables before it, and what follows a pipe."""
    words = shlex.split(line, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    end = next((number for number, word in enumerate(words) if word in ENDS), len(words))
    return words[:end]


def whole(text: str) -> list[list[str]]:
    """The commands that fenced blocks give to be typed as they stand."""
    lines = [line for language, block in FENCE.findall(text) if language in SHELL for line in block.splitlines()]
    return [words for line in lines if (words := words_of(line))[:1] in (["csp"], ["make"])]


def mentioned(text: str) -> list[list[str]]:
    """The commands that are named in running text, which may leave out what they need."""
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return [span.split(" # ")[0].split() for span in spans if re.match(r"(csp|make) [a-z]", span)]


def wrong_with(words: list[str], *, complete: bool) -> str:
    """What is wrong with a command; nothing if it could be typed."""
    program, name, *rest = [*words, ""] if len(words) == 1 else words
    if program == "make":
        targets = {target.name: target for target in commands.targets(Project(ROOT))}
        if not name:
            return ""
        if name not in targets:
            return f"there is no target {name!r}"
        strange = [word for word in rest if word.partition("=")[0] not in targets[name].variables]
        return f"make {name} does not take {', '.join(strange)}" if strange else ""
    known = commands.commands()
    if name not in known:
        return f"there is no command {name!r}"
    try:
        known[name].make_context(name, list(rest))
    except Exception as problem:
        missing = type(problem).__name__ == "MissingParameter"
        return problem.format_message() if complete or not missing else ""
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_names_could_be_typed(page: Path):
    text = page.read_text(encoding="utf-8")
    told = [(words, True) for words in whole(text)]
    told += [(words, False) for words in mentioned(text) if page.name not in MADE_SHORT]
    wrong = {" ".join(words): found for words, complete in told if (found := wrong_with(words, complete=complete))}
    assert wrong == {}


def test_the_readme_gives_the_two_commands_to_begin_with():
    given = [" ".join(words) for words in whole((ROOT / "README.md").read_text(encoding="utf-8"))]
    assert {"make annual-report", "make test"} <= set(given)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("csp check --fix", ""),
        ("csp chek", "there is no command 'chek'"),
        ("csp check --fux", "No such option: --fux"),
        ("csp run funding_analysis --borough dudley", "Missing option"),
        ("csp verify", "Missing argument"),
        ("csp verify A B", "unexpected extra argument"),
        ("csp reconcile --format cvs", "'cvs' is not one of"),
        ("make", ""),
        ("make annual-report BOROUGH=walsall", ""),
        ('CSP_ROLE="Performance Analyst" make annual-report', ""),
        ("make anual-report", "there is no target 'anual-report'"),
        ("make overview YEAR=2011-12", "make overview does not take YEAR=2011-12"),
    ],
)
def test_a_command_that_could_not_be_typed_is_found(line: str, said: str):
    found = wrong_with(words_of(line), complete=True)
    assert said in found and bool(said) == bool(found)


def test_what_a_page_says_of_a_command_in_passing_may_leave_out_what_it_needs_but_no_option_may_be_invented():
    assert wrong_with(["csp", "publish"], complete=False) == ""
    assert "--sgin" in wrong_with(["csp", "publish", "FOLDER", "--sgin", "KEY"], complete=False)
