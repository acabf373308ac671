"""The values that a report's text can quote: each by its id, with how it reads."""

import json
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ParamsError, ReportError, nearest
from helpers.pipeline.audit import recipe

VALUES = "values.json"


@dataclass(frozen=True, slots=True)
class Quotable:
    """One of them: its id, as printed, of what, and the notebook that works it out."""

    id: str
    text: str
    unit: str
    notebook: str


def quotable(folder: Path, word: str = "") -> list[Quotable]:
    """The values of a published report, in the order of their ids.

    Parameters
    ----------
    word : str
        Only those whose id, text or unit holds it, in capitals or not.

    Raises
    ------
    ReportError
        If the folder is none that was published.
    ParamsError
        If none holds the word.
    """
    path = folder / VALUES
    try:
        values = json.loads(path.read_text(encoding="utf-8"))["values"]
        found = [Quotable(each["id"], each["text"], each["unit"], each["notebook"]) for each in values]
    except (OSError, ValueError, KeyError, TypeError):
        raise ReportError(
            f"{folder} holds no {VALUES} that can be read: name a folder of reports/published/ that holds a report"
        ) from None
    asked = word.casefold()
    of_word = [each for each in found if any(asked in said.casefold() for said in (each.id, each.text, each.unit))]
    if not of_word:
        parts = {part for each in found for part in each.id.split(".")}
        raise ParamsError(
            f"{recipe.called(folder)} has no value with {word!r} in its id, text or unit{nearest(word, parts)}; without a word "
            "all are listed"
        )
    return sorted(of_word, key=lambda each: each.id)


def lines(found: list[Quotable]) -> list[str]:
    """A value a line: its id, and how it reads."""
    widest = max(len(each.id) for each in found)
    return [f"{each.id:<{widest}}  {each.text}" for each in found]
