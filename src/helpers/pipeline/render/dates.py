"""A report's date as its `date-format` has it written, which Quarto does too."""

import re
from datetime import date, datetime

from helpers.errors import SourceError
from helpers.periods import MONTHS

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]+) (?P<year>\d{4})")
PART = re.compile(r"\[(?P<words>[^\]]*)\]|(?P<letters>[A-Za-z])(?P=letters)*|[^A-Za-z\[]+|.")
EXAMPLE = "D MMMM YYYY"


def written(value: object, form: object, *, place: str, form_place: str) -> str:
    """A date as it is printed.

    Parameters
    ----------
    value : object
        As YAML gives it: a date, or a text such as `7 June 2012`.
    form : object
        Letters of Quarto's: `D`, `DD`, `ddd`, `dddd`, `M` to `MMMM`, `YY`, `YYYY`; words among them in square brackets.
    place, form_place : str
        Where each of them is set.

    Raises
    ------
    SourceError
        If one of them cannot be read, or there is no form: Quarto would then choose one by the format.
    """
    day = _read(value)
    if day is None:
        raise SourceError(f"{place}: {str(value)!r} is not a date such as 2012-06-07 or 7 June 2012")
    if form is None:
        raise SourceError(f"{place}: a date needs beside it how it is printed: add 'date-format: {EXAMPLE}'")
    known = {
        "D": f"{day.day}",
        "DD": f"{day.day:02}",
        "ddd": DAYS[day.weekday()][:3],
        "dddd": DAYS[day.weekday()],
        "M": f"{day.month}",
        "MM": f"{day.month:02}",
        "MMM": MONTHS[day.month - 1][:3],
        "MMMM": MONTHS[day.month - 1],
        "YY": f"{day.year % 100:02}",
        "YYYY": f"{day.year:04}",
    }
    printed = ""
    for part in PART.finditer(str(form)):
        if part["letters"] and part[0] not in known:
            raise SourceError(
                f"{form_place}: {part[0]!r} in {str(form)!r} is no part of a date; write it like '{EXAMPLE}'"
            )
        printed += known[part[0]] if part["letters"] else part["words"] if part["words"] is not None else part[0]
    return printed


def _read(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    found = WORDS.fullmatch(text)
    months = [n for n, name in enumerate(MONTHS, 1) if found and name.lower() == found["month"].lower()]
    try:
        return date(int(found["year"]), months[0], int(found["day"])) if months else date.fromisoformat(text)
    except ValueError:
        return None
