"""One cell: what it means, how it should be written, and whether it can be read in one way only."""

import re
from dataclasses import dataclass
from datetime import date

from helpers import periods
from helpers.data.catalogue import Field
from helpers.data.forms import FORMS
from helpers.data.problems import difference, short
from helpers.data.reading import INVISIBLE, CommaDecimal, once_decoded
from helpers.errors import PeriodError

PERIOD_FIELDS = ("period", "base_period", "from_month", "to_month")
MEASURED = ("value", "lower", "upper", "amount")
"""The columns that the unit of a row speaks of: what stands beside them (a numerator, a line) is counted otherwise."""

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
WORDS = {
    "to follow": "to_follow", "tbc": "to_follow", "tba": "to_follow", "awaiting information": "awaiting_information",
    "n/a": "not_applicable", "na": "not_applicable", "not applicable": "not_applicable",
    "not available": "not_available", "not known": "not_available", "unknown": "not_available",
    "no data": "not_available", "not stated": "not_stated", "-": "not_stated", "—": "not_stated",
    "no update available": "no_update", "no update": "no_update", "nil": "nil", "none": "nil", "no spend": "nil",
    "to be identified": "to_be_identified",
}  # fmt: skip
"""Words found in place of a number, and the status that says the same."""

LONGEST = 15  # digits before the point: a spreadsheet, or a computer's number, keeps no more


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
        As it stands in the file; a `CommaDecimal` is read as one.
    unit : str
        The unit of its row, which says whether a £ or % may stand beside the number.
    """
    tidy = _tidy(field, cell)
    empty = float("nan") if _is_number(field) else False if field.type == "boolean" else ""
    if tidy == "":
        if field.required:
            return Cell(empty, cell, "blank, and must not be")
        return Cell(empty, "") if cell == "" else Cell(empty, "", f"{short(cell)!r} is blank but for spaces", True)
    text, message = "", _damage(cell, tidy)
    if not message:
        text, message = _canonical(field, tidy, unit, isinstance(cell, CommaDecimal))
    if message:
        return Cell(empty, cell, message)
    value = _value(field, text)
    if message := _limits(field, text, value):
        return Cell(value if field.type in ("string", "date") else empty, cell, message)
    if text == cell:
        return Cell(value, text)
    return Cell(value, text, _rewritten(cell, text, tidy), fixable=True)


def _is_number(field: Field) -> bool:
    return field.type in ("number", "integer")


def _tidy(field: Field, cell: str) -> str:
    """Without the spaces and line breaks that nobody sees, and with characters that were decoded twice put right."""
    plain = once_decoded(cell).translate(INVISIBLE | SPACES)
    # Two lines, or two words, in place of a number are two numbers: '12' above '345' is not 12 345.
    return plain.strip() if _is_number(field) else " ".join(plain.split())


def _damage(cell: str, tidy: str) -> str:
    if "\ufffd" in tidy or "â€" in tidy:
        return f"{short(cell)!r} has lost a character where it was saved: put it back"
    if found := re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", tidy):
        return f"{short(cell)!r} holds a character that cannot be printed, {found[0]!r}: remove it"
    if re.fullmatch(r"#([A-Z/0]+[!?]|N/A|#+)", tidy):
        return f"{tidy!r}: a spreadsheet's formula has failed, or its column was too narrow"
    if re.match(r'\s+".*"\s*$', cell):
        return (
            f"{short(cell)!r}: a space stands before the quotation mark, which makes it a part of the text; remove it"
        )
    return ""


def _rewritten(cell: str, text: str, tidy: str) -> str:
    if text != tidy or text != " ".join(cell.split()):
        before, after = difference(cell, text)
        return f"{before!r} is read as {after!r}"
    if re.search(r"[\n\v\f]", cell.strip()):
        return f"{short(cell)!r} runs over several lines, and is read as one"
    return f"{short(cell)!r} has a space too many before, after or inside it, or one that does not break"


def _canonical(field: Field, cell: str, unit: str, comma_decimal: bool) -> tuple[str, str]:
    """The cell as it should be written, or what is wrong with it."""
    if _is_number(field):
        return _number(field, cell, unit, comma_decimal)
    if field.type == "date":
        return _date(cell.translate(DASHES))
    if field.type == "boolean":
        return _flag(field, cell)
    if field.allowed:
        return _allowed(field, cell)
    if field.name in PERIOD_FIELDS:
        return _period(cell.translate(DASHES))
    return _formed(field.pattern, cell), ""


def _formed(pattern: str, cell: str) -> str:
    """The one spelling of a key or code that has its form; the cell itself if none has, or it does already."""
    if not pattern or re.fullmatch(pattern, cell):
        return cell
    plain = cell.translate(DASHES)
    # With only its first letter small, a unit keeps names such as GP: if that fits too, there are two readings.
    spellings = {plain.lower(), plain.upper(), plain[:1].lower() + plain[1:]}
    digits = re.fullmatch(r"\[0-9\]\{([0-9]+)\}", pattern)
    if digits and plain.isdecimal():  # a spreadsheet drops the zeros before a number such as 001
        spellings.add(plain.zfill(int(digits[1])))
    fitting = [spelling for spelling in spellings if re.fullmatch(pattern, spelling)]
    return fitting[0] if len(fitting) == 1 else cell


def _number(field: Field, cell: str, unit: str, comma_decimal: bool) -> tuple[str, str]:
    plain = cell.translate(DASHES)
    wrong = f"{short(cell)!r} is not {_wanted(field, unit)}"
    if status := status_of(cell):
        return "", f"{wrong}: leave the cell blank and let the status say {status!r}"
    if message := _stranger(field, plain, unit):
        return "", f"{short(cell)!r} {message}"
    readings = _readings(field, plain, comma_decimal)
    if len(readings) > 1:
        either = " or ".join(sorted(readings, key=float))
        return "", f"{short(cell)!r} can be {either}, as semicolons stand between the cells: save it with commas there"
    if not readings or (field.type == "integer" and "." in min(readings)):
        return "", f"{wrong}{_hint(plain)}"
    number = readings.pop()
    if len(number.lstrip("-").partition(".")[0]) > LONGEST:
        return "", f"{wrong}: it has more than {LONGEST} digits, which no spreadsheet keeps"
    return number, ""


def status_of(text: str) -> str:
    """The status that a word in place of a number says, such as `n/a`; empty if it is no such word."""
    return WORDS.get(" ".join(text.translate(DASHES).lower().replace(".", "").split()), "")


def _stranger(field: Field, cell: str, unit: str) -> str:
    """What is wrong with a £ or % that the cell holds."""
    for mark, what, wanted in (("%", "a percentage", "per cent"), ("£", "money", "pounds")):
        if mark in cell and field.name not in MEASURED:
            return f"is {what}, but {field.name} is a plain number"
        if mark in cell and unit != wanted:
            return f"is {what}, but the unit is {unit!r}"
    return ""


def _readings(field: Field, cell: str, comma_decimal: bool) -> set[str]:
    """All the numbers that a cell can mean, as they should be written."""
    # Accounts put brackets around what lies below zero; a spreadsheet's user an apostrophe before a text.
    signed = re.sub(r"^['’‘]?(£? ?)\(([^-+()]*)\)( ?%)?$", r"-\1\2\3", cell)
    found = re.fullmatch(r"['’‘]?([-+]?) ?(£?) ?([-+]?)([0-9., ]*[0-9.])( ?%)?", signed)
    if not found or (found[1] and found[3]):
        return set()
    numbers = {_ungrouped(found[4])}
    if comma_decimal:
        numbers.add(_ungrouped(found[4].translate({ord(","): ".", ord("."): ","})))
    if field.type == "integer":
        numbers = {re.sub(r"\.0+$", "", number) for number in numbers}
    minus = "-" in (found[1], found[3])
    return {f"-{number}" if minus and float(number) else number for number in numbers if number}


def _ungrouped(digits: str) -> str:
    """Digits without what marks thousands, and with a digit on both sides of the point; empty if they are none."""
    # Nobody writes a zero before other digits: one there is a comma's other half (1,077 cut in two), or decimals (0,077).
    if re.fullmatch(r"[1-9][0-9]{0,2}((,[0-9]{3})+|( [0-9]{3})+)(\.[0-9]+)?", digits):
        return re.sub("[, ]", "", digits)
    if re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+", digits):
        return f"{'0' if digits[0] == '.' else ''}{digits.rstrip('.')}"
    return ""


def _wanted(field: Field, unit: str) -> str:
    if field.type == "integer":
        return "a whole number"
    if unit == "pounds":
        return "an amount in pounds"
    return "a plain number such as 1077 or 22.3"


INEXACT = "an inexact value goes to lower, upper and qualifier, and as published to printed"
ALONE = "write the number alone; what it counts goes to unit"
HINTS = (
    (r"\D*0[0-9]+(\.[0-9]+)?", "with a zero in front, figures before it may be lost"),
    (r"-?£?([0-9.]*,[0-9.,]*|[0-9]+\.[0-9]+\.[0-9.]*)", "a comma or a point too many: only decimals need a point"),
    (r"-?[0-9]+(\.[0-9]+)?E[+-]?[0-9]+", "a spreadsheet has shortened it, so write it out"),
    (r"-?£? ?[0-9.,]+ ?(k|m|mn|bn|thousand|million|billion)", "write it out in full"),
    (r"[0-9]{1,2}-[A-Z]{3}(-[0-9]+)?|[A-Z]{3}-[0-9]+|[0-9]+/[0-9]+/[0-9]+", "a spreadsheet has made a date of it"),
    (r".*[0-9].*\n.*[0-9].*", "one cell holds one number"),
    (
        r"[<>≤≥~].*|.*[0-9].*(\bto\b|-.*[0-9]|\+|over|about|around|more|less|\bc\.).*|(over|about|around|approx|up to|between"
        r"|under|less|more|at least|circa|c\.).*[0-9].*",
        INEXACT,
    ),
    (r"-?[0-9.,]+ [A-Za-z ]+", ALONE),
)
"""What is often found in place of a number, and what to do about it."""


def _hint(cell: str) -> str:
    for pattern, advice in HINTS:
        if re.fullmatch(pattern, cell, flags=re.DOTALL | re.IGNORECASE):
            return f": {advice}"
    return ""


def _date(cell: str) -> tuple[str, str]:
    """Year, month and day, from any order that can be read in one way only."""
    wanted = f"{short(cell)!r} is not a date such as 2012-06-07"
    day = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", cell)  # a spreadsheet's midnight
    if found := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", day):
        return _made(found[1], int(found[3]), found[4], wanted)
    named = re.fullmatch(r"(?P<day>[0-9]{1,2})(st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3,}),?[ -](?P<year>[0-9]{4})", day)
    named = named or re.fullmatch(
        r"(?P<month>[A-Za-z]{3,}) (?P<day>[0-9]{1,2})(st|nd|rd|th)?,? (?P<year>[0-9]{4})", day
    )
    if named and (month := _month(named["month"].lower())):
        return _made(named["year"], month, named["day"], wanted)
    if found := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", day):
        first, second = int(found[1]), int(found[3])
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            months = f"{periods.MONTHS[second - 1]} or {periods.MONTHS[first - 1]}"
            return "", f"{cell!r} can be a day in {months}: write it as a date such as 2012-06-07"
        return _made(found[4], min(first, second), str(max(first, second)), wanted)
    if re.fullmatch(r"[0-9]{1,2}[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ][0-9]{2}", day):
        return "", f"{wanted}: write the year in full"
    return "", f"{wanted}: format the column as a date" if re.fullmatch("[34][0-9]{4}", day) else wanted


def _month(name: str) -> int:
    return next((number for number, full in enumerate(periods.MONTHS, 1) if full.lower().startswith(name)), 0)


def _made(year: str, month: int, day: str, wanted: str) -> tuple[str, str]:
    try:
        made = date(int(year), month, int(day))
    except ValueError:
        return "", wanted
    return (made.isoformat(), "") if 1900 <= made.year < 2100 else ("", f"{wanted}: the year is not likely")


def _flag(field: Field, cell: str) -> tuple[str, str]:
    for values, words in ((field.true_values, ("yes", "y", "true")), (field.false_values, ("no", "n", "false"))):
        if cell.lower() in (*(value.lower() for value in values), *words):
            return values[0], ""
    return "", f"{short(cell)!r} is neither {field.true_values[0]!r} nor {field.false_values[0]!r}"


def _allowed(field: Field, cell: str) -> tuple[str, str]:
    if cell in field.allowed:
        return cell, ""
    same = [allowed for allowed in field.allowed if _loosely(allowed) == _loosely(cell)]
    if len(same) == 1:
        return same[0], ""
    return "", f"{short(cell)!r} is not one of {', '.join(map(repr, field.allowed))}"


def _loosely(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.translate(DASHES)).lower()


def _period(cell: str) -> tuple[str, str]:
    try:
        return str(periods.parse(cell)), ""
    except PeriodError as problem:
        changed = re.fullmatch(r"[A-Za-z]{3}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", cell)
        advice = "; a spreadsheet has made a date of it, as it shows '2011-12' as 'Dec-11'" if changed else ""
        return "", f"{problem}{advice}"


def _value(field: Field, text: str) -> object:
    if _is_number(field):
        return float(text) if field.type == "number" else int(text)
    return text in field.true_values if field.type == "boolean" else text


def _limits(field: Field, text: str, value: object) -> str:
    if field.minimum is not None and value < field.minimum:
        return f"{text} is below {field.minimum}, the least that it can be"
    if field.maximum is not None and value > field.maximum:
        return f"{text} is above {field.maximum}, the most that it can be"
    if field.pattern and field.name not in PERIOD_FIELDS and not re.fullmatch(field.pattern, text):
        return f"{short(text)!r} does not have the form {FORMS.get(field.pattern, field.pattern)}"
    return ""
