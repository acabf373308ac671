"""One cell: what it means, how it should be written, and whether it can be read in one way only."""

import re
from dataclasses import dataclass
from datetime import date

from helpers import periods
from helpers.data.catalogue import Field
from helpers.errors import PeriodError

NUMBER = r"-?\d+(\.\d+)?"
PERIOD_FIELDS = ("period", "base_period", "from_month", "to_month")
MINUS = dict.fromkeys(map(ord, "\u2212\u2013\u2012"), "-")
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009"), " ")
MONTH_NAMES = {name[:3].lower(): number for number, name in enumerate(periods.MONTHS, 1)}
WORDS = {
    "to follow": "to_follow", "tbc": "to_follow", "awaiting information": "awaiting_information", "n/a": "not_applicable",
    "na": "not_applicable", "not applicable": "not_applicable", "not available": "not_available", "-": "not_stated",
    "no update available": "no_update", "no update": "no_update", "nil": "nil", "none": "nil", "no spend": "nil",
    "to be identified": "to_be_identified",
}  # fmt: skip
"""Words found in place of a number, and the status that says the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell was read as.

    Attributes
    ----------
    value : object
        Typed; NaN or an empty text where there is none.
    text : str
        As it should be written.
    problem : str
        What is wrong with it; empty if nothing is.
    fixable : bool
        Whether `text` is the only thing that it can mean.
    """

    value: object
    text: str
    problem: str = ""
    fixable: bool = False


def read(field: Field, cell: str, unit: str = "") -> Cell:
    """Read a cell.

    Parameters
    ----------
    field : Field
        What may stand in it.
    cell : str
        As it stands in the file.
    unit : str
        The unit of its row, which says whether a £ or % may stand beside the number.
    """
    tidy = _tidy(cell)
    empty = float("nan") if field.type in ("number", "integer") else False if field.type == "boolean" else ""
    if tidy == "":
        if field.required:
            return Cell(empty, cell, "blank, and must not be")
        return Cell(empty, "") if cell == "" else Cell(empty, "", f"{cell!r} is blank but for spaces", fixable=True)
    text, message = _canonical(field, tidy, unit)
    if message:
        return Cell(empty, cell, message)
    value = _value(field, text)
    if message := _limits(field, text, value):
        return Cell(value if field.type in ("string", "date") else empty, cell, message)
    if text == cell:
        return Cell(value, text)
    return Cell(value, text, _rewritten(cell, text, tidy), fixable=True)


def _rewritten(cell: str, text: str, tidy: str) -> str:
    if text == tidy == " ".join(cell.split()):
        return f"{_short(cell)!r} has a space too many before, after or inside it"
    return f"{_short(cell)!r} is read as {_short(text)!r}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _tidy(cell: str) -> str:
    """Without the spaces and line breaks that nobody sees, and with characters that were decoded twice put right."""
    return " ".join(_once_decoded(cell).translate(SPACES).split())


def _once_decoded(cell: str) -> str:
    # '£' saved as UTF-8 and read as Windows-1252 is 'Â£'; a dash is 'â€“'. Real text holds no such pairs.
    if not re.search("[ÂÃ][\u0080-\u00bf£°½]|â€", cell):
        return cell
    try:
        return cell.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return cell


def _canonical(field: Field, cell: str, unit: str) -> tuple[str, str]:
    """The cell as it should be written, or what is wrong with it."""
    if field.type in ("number", "integer"):
        return _number(field, cell, unit)
    if field.type == "date":
        return _date(cell)
    if field.type == "boolean":
        return _flag(field, cell)
    if field.allowed:
        return _allowed(field, cell)
    if field.name in PERIOD_FIELDS:
        return _period(cell)
    if field.pattern and not re.fullmatch(field.pattern, cell) and re.fullmatch(field.pattern, cell.lower()):
        return cell.lower(), ""
    return cell, ""


def _number(field: Field, cell: str, unit: str) -> tuple[str, str]:
    wanted = _wanted(field, unit)
    if re.fullmatch(NUMBER if field.type == "number" else r"-?\d+", cell):
        return cell, ""
    if status := WORDS.get(cell.lower()):
        return "", f"{cell!r} is not {wanted}: leave the cell blank and let the status say {status!r}"
    bare = cell.translate(MINUS).lstrip("'’‘")
    negative = bool(re.fullmatch(r"\(.*\)", bare)) or bool(re.match(r"£?-|-£", bare))
    bare = re.sub(r"^\((.*)\)$", r"\1", bare)
    if "%" in bare and unit != "per cent":
        return "", f"{cell!r} is a percentage, but the unit is {unit!r}" if unit else f"{cell!r} is not {wanted}"
    if "£" in bare and unit != "pounds":
        return "", f"{cell!r} is money, but the unit is {unit!r}" if unit else f"{cell!r} is not {wanted}"
    bare = re.sub(r"^[-+]?£?[-+]? ?|£| ?%$", "", bare)
    if re.fullmatch(r"\d{1,3}([, ]\d{3})+(\.\d+)?", bare):
        bare = re.sub(r"[, ]", "", bare)
    elif re.fullmatch(r"\.\d+", bare):
        bare = f"0{bare}"
    elif re.fullmatch(r"\d+\.", bare):
        bare = bare[:-1]
    whole = re.fullmatch(r"(\d+)\.0+", bare)
    if field.type == "integer" and whole:
        bare = whole[1]
    if not re.fullmatch(NUMBER if field.type == "number" else r"\d+", bare):
        return "", f"{cell!r} is not {wanted}{_hint(cell)}"
    return (f"-{bare}" if negative else bare), ""


def _wanted(field: Field, unit: str) -> str:
    if field.type == "integer":
        return "a whole number"
    if unit == "pounds":
        return "an amount in pounds"
    return "a plain number such as 1077 or 22.3"


def _hint(cell: str) -> str:
    if re.fullmatch(r"\d{1,3}(,\d{1,2}|,\d{4,})", cell):
        return ": a comma can mark thousands or decimals, so write it without"
    if re.fullmatch(r"\d+(\.\d+)?E[+-]?\d+", cell, flags=re.IGNORECASE):
        return ": a spreadsheet has shortened it, so write it out"
    if re.fullmatch(r"£?\d+(\.\d+)? ?[kKmM]", cell):
        return ": write it out in full"
    if cell.startswith("#"):
        return ": a spreadsheet's formula has failed"
    if re.search(r"\d.*(\bto\b|[-–+]|over|about|around|c\.)|(over|about|around|up to|between|c\.).*\d", cell):
        return ": an inexact value goes to lower, upper and qualifier, and as published to printed"
    return ""


def _date(cell: str) -> tuple[str, str]:
    """Year, month and day, from any order that can be read in one way only."""
    wanted = f"{cell!r} is not a date such as 2012-06-07"
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", cell):
        return _made(int(found[1]), int(found[2]), int(found[3]), wanted)
    named = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (\d{4})", cell)
    if named and named[2][:3].lower() in MONTH_NAMES:
        month = MONTH_NAMES[named[2][:3].lower()]
        if periods.MONTHS[month - 1].lower().startswith(named[2].lower()):
            return _made(int(named[3]), month, int(named[1]), wanted)
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", cell):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first <= 12 and second <= 12 and first != second:
            months = f"{periods.MONTHS[second - 1]} or {periods.MONTHS[first - 1]}"
            return "", f"{cell!r} can be a day in {months}: write it as a date such as 2012-06-07"
        return _made(year, first, second, wanted) if second > 12 else _made(year, second, first, wanted)
    return "", wanted


def _made(year: int, month: int, day: int, wanted: str) -> tuple[str, str]:
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return "", wanted


def _flag(field: Field, cell: str) -> tuple[str, str]:
    yes, no = field.true_values[0], field.false_values[0]
    if cell.lower() in {yes, "yes", "y", "true"}:
        return yes, ""
    if cell.lower() in {no, "no", "n", "false"}:
        return no, ""
    return "", f"{cell!r} is neither {yes!r} nor {no!r}"


def _allowed(field: Field, cell: str) -> tuple[str, str]:
    if cell in field.allowed:
        return cell, ""
    plain = re.sub(r"[\s_-]+", " ", cell).lower()
    same = [allowed for allowed in field.allowed if re.sub(r"[\s_-]+", " ", allowed).lower() == plain]
    if len(same) == 1:
        return same[0], ""
    return "", f"{cell!r} is not one of {', '.join(map(repr, field.allowed))}"


def _period(cell: str) -> tuple[str, str]:
    try:
        return str(periods.parse(cell)), ""
    except PeriodError as problem:
        return "", str(problem)


def _value(field: Field, text: str) -> object:
    if field.type == "number":
        return float(text)
    if field.type == "integer":
        return int(text)
    if field.type == "boolean":
        return text in field.true_values
    return text


def _limits(field: Field, text: str, value: object) -> str:
    if field.minimum is not None and value < field.minimum:
        return f"{text} is below {field.minimum}"
    if field.maximum is not None and value > field.maximum:
        return f"{text} is above {field.maximum}"
    if field.pattern and field.name not in PERIOD_FIELDS and not re.fullmatch(field.pattern, text):
        return f"{text!r} does not have the form {field.pattern}"
    return ""
