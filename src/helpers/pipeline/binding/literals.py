"""Numbers in a text that are no figures: dates, statutes, labels, and what the house has declared besides."""

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from helpers import yaml_files
from helpers.errors import ParamsError
from helpers.periods import MONTHS
from helpers.project import Project

FILE = "_house/literals.yml"
KEY = "names"
NUMBER = r"\d[\d,.]*(?<![,.])[A-Za-z]?\b"
"""What a * in a declared name stands for; capitals and small letters are the same there."""
PLACE = r"\d{1,3}[A-Z]?(?:\(\w+\))*"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATES = (
    rf"\b{DAY}(?:(?:\s+(?:and|to|or)\s+|[-–]){DAY})?\s+(?:of\s+)?(?:{'|'.join(MONTHS)})\b",
    r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d\d-\d\d-(?:19|20)\d\d\b",
    r"(?<![£$€,.\d])\b(?:19|20)\d\d(?:[/–-](?:\d{4}|\d\d))?s?\b(?![,.]?\d|%)|\bAct(?:\s+of)?\s+\d{4}\b",
    r"\bQ[1-4]\b|\bQuarters?\s+[1-4](?:\s+(?:and|to|or)\s+[1-4])?\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b",
)
STATUTES = (
    rf"\b(?:[Ss]ection|Schedule|Part|Chapter|[Rr]egulation|[Aa]rticle)\s+{PLACE}|(?<!['’])\bs\.\s*{PLACE}",
    rf"(?:\b(?:[Ss]ections|Schedules|Parts|[Rr]egulations|[Aa]rticles)|(?<!['’])\bss\.)\s*{PLACE}"
    rf"(?:(?:,\s*{PLACE})*\s+(?:and|or|to)\s+|[-–]){PLACE}",
)
LABELS = (
    r"\b(?:Tables?|Figures?|Paragraphs?|paragraphs?|Sources?|cell)[\s\u00a0]+\d+\b",
    # Places in a document are its own words, of which the appendix of sources gives stretches.
    r"\b(?:line|row)s? \d+(?:–\d+)?(?:, \d+(?:–\d+)?)*",
)


@dataclass(frozen=True, slots=True)
class Literals:
    """Everything that is declared to be no figure."""

    pattern: re.Pattern[str]

    def blanked(self, text: str) -> str:
        """A text of the same length, with blanks instead of each literal; line ends stay."""
        return self.pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def declared(place: Project) -> Literals:
    """What a project declares in reports/_house/, beside dates, statutes and labels, which need no declaring.

    Raises
    ------
    ParamsError
        If the file is not a list of names, each with a number or a * for it; without a file nothing is declared.
    """
    path = place.reports / FILE
    return _compiled(path.read_text(encoding="utf-8") if path.is_file() else f"{KEY}: []", place.relative(path))


@lru_cache(maxsize=8)
def _compiled(text: str, where: str) -> Literals:
    try:
        found = yaml_files.parse(text)
    except yaml.YAMLError as problem:
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{where}{at}: not readable YAML: {told}") from None
    if not isinstance(found, dict) or list(found) != [KEY] or not isinstance(found[KEY], list):
        raise ParamsError(f"{where}:1: expected '{KEY}:' and under it a list, such as '- NI *'")
    lines = text.splitlines()
    for name in found[KEY]:
        if not isinstance(name, str) or not (re.search(r"\*|\d", name) and re.search(r"[^\W\d_]|/", name)):
            line = next(
                (n for n, each in enumerate(lines, 1) if each.strip().lstrip("- ").strip("'\"") == str(name)), 1
            )
            raise ParamsError(
                f"{where}:{line}: {name!r} is no name of a number: write it with words and a * for the number, as in "
                "'- NI *'"
            )
    names = [_of_name(name) for name in found[KEY]]
    return Literals(re.compile("|".join([*DATES, *STATUTES, *LABELS, *names])))


def _of_name(name: str) -> str:
    words = r"\s+".join(re.escape(word).replace(r"\*", NUMBER) for word in name.split())
    return rf"(?<!\w)(?i:{words})(?!\w)"
