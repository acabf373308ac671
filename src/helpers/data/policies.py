"""What params/disclosure.yml says about counts that are too small to be published, and how sentences tell such counts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache

import yaml

from helpers import yaml_files
from helpers.errors import ParamsError, nearest
from helpers.project import Project

OPEN, SMALL_COUNTS = "open", "small-counts"
RULES = (OPEN, SMALL_COUNTS)
FILE = "disclosure.yml"
KEYS = ("smallest", "units", "open_roles", "measures")

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORTH = {word: worth for worth, word in enumerate(("nought", *ONES, "ten", "eleven", "twelve"))} | {
    "both": 2,
    "a couple of": 2,
}
WORTH |= {f"{ten}-{one}": 10 * tens + ones for tens, ten in enumerate(TENS, 2) for ones, one in enumerate(ONES, 1)}
"""Numbers in words, as far as sentences about people use them."""
SINGULARS = {"people": "person", "women": "woman", "men": "man", "children": "child", "witnesses": "witness"}
COMPOUNDS = (  # what makes a thing of a person: two client groups are not two clients
    "groups?|stud(?:y|ies)|support|services?|work|workers?|officers?|managers?|meetings?|panels?|files?|forms?|"
    "conferences?"
)
NEITHER = (  # words that never stand between a number and the people whom it counts
    "an?|and|are|as|at|be|been|by|for|from|had|has|have|in|is|of|on|or|per|percent|that|the|to|was|were|where|which|who|whom|"
    "whose|with|staff|police|hundred|thousand|million|hour|day|week|month|year|january|february|march|april|may|june|july|"
    "august|september|october|november|december"
)
LABEL = re.compile(  # "level 2 cases", but not "in the last quarter 2 clients"
    r"(?:^|[^\w\s]\s*|\b(?:at|for|from|in|of|to)\s+)(?:level|tier|quarter|phase|stage|step|section|band|grade|table|figure|"
    r"annex|appendix|paragraph|question|aged?)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which counts are too small to be shown.

    Attributes
    ----------
    smallest : int
        The smallest count that is shown; nought is shown too.
    units : frozenset of str
        Units, in the plural, that count people who could be recognised.
    open_roles : frozenset of str
        Roles of rows that never count such people.
    measures : mapping of `project/measure`, `measure`, or either ending in `*`, to `open` or `small-counts`
        Exceptions.
    """

    smallest: int
    units: frozenset[str]
    open_roles: frozenset[str] = frozenset()
    measures: Mapping[str, str] = field(default_factory=dict)

    def rule(self, *, unit: str, role: str = "", project: str = "", measure: str = "") -> str:
        """`small-counts` where a small count must not be seen, else `open`.

        An exception for the measure wins, that of the project's own measure first; then the role; then the unit.
        """
        exception = self.exception(project=project, measure=measure)
        if exception:
            return exception
        return OPEN if role in self.open_roles or unit.casefold() not in self.units else SMALL_COUNTS

    def is_small(self, number: float) -> bool:
        """Whether so few may not be shown; what is not known (NaN) is not small."""
        return 0 < number < self.smallest

    def exception(self, *, project: str = "", measure: str = "") -> str:
        """The rule that `measures` gives a measure, or an empty string."""
        names = (f"{project}/{measure}", measure)
        for name in names:
            if name in self.measures:
                return self.measures[name]
        # Of several beginnings the longest is the nearest.
        patterns = sorted((key for key in self.measures if key.endswith("*")), key=lambda key: (-len(key), key))
        found = (self.measures[key] for name in names for key in patterns if fnmatchcase(name, key))
        return next(found, "")

    def as_settings(self) -> dict:
        """The policy as plain, sorted lists and words, as in params/disclosure.yml."""
        return {
            "smallest": self.smallest,
            "units": sorted(self.units),
            "open_roles": sorted(self.open_roles),
            "measures": {name: self.measures[name] for name in sorted(self.measures)},
        }

    @classmethod
    def from_settings(cls, settings: Mapping) -> "Policy":
        """Make a policy of what `as_settings` gives.

        Raises
        ------
        ParamsError
            Says what was found and what was expected, without the file.
        """
        if not isinstance(settings, Mapping):
            raise ParamsError(f"found {_kind(settings)}, expected {', '.join(KEYS)}")
        for name in settings:
            if name not in KEYS:
                raise ParamsError(f"found {name!r}, expected {', '.join(KEYS)}{nearest(str(name), KEYS)}")
        smallest = settings.get("smallest")
        if isinstance(smallest, bool) or not isinstance(smallest, int) or smallest < 2:
            raise ParamsError(f"smallest: found {smallest!r}, expected a whole number from 2, such as 5")
        units = _words("units", settings.get("units"))
        if not units:
            raise ParamsError("units: found none, expected the units that count people, such as clients")
        return cls(
            smallest,
            frozenset(unit.casefold() for unit in units),
            frozenset(_words("open_roles", settings.get("open_roles", []))),
            _rules(settings.get("measures", {})),
        )


def worth(number: str) -> float:
    """The worth of a number in digits or words, NaN of anything else."""
    plain = " ".join(number.casefold().replace(",", "").split())
    return float(plain) if plain.isdecimal() else WORTH.get(plain, float("nan"))


def is_label(found: re.Match) -> bool:
    """Whether the number that one of `phrases` found is a name, as in "level 2 cases"."""
    return found["first"][0].isdigit() and bool(LABEL.search(found.string[: found.start()]))


@lru_cache(maxsize=8)
def phrases(units: frozenset[str]) -> tuple[re.Pattern, re.Pattern]:
    """What finds, in a sentence, a number of several of the units, and of one.

    Returns
    -------
    tuple of Pattern
        With groups `first`, `link` and `second` (of "82 of 84 young people"; the latter two may be missing) and `noun`, the
        rest; or `other`, which looks like a number of people and is none: "one in four women", "both victims and offenders".
    """
    number = r"(?:\d+(?:,\d{3})*|" + "|".join(sorted(WORTH, key=len, reverse=True)).replace(" ", r"\s+") + ")"
    which = r"(?:\s+(?:the|these|those|all|our|their|its))?"
    link = rf"(?P<link>(?:\s+(?:out\s+of|of|or|and|to){which}\s+)|\s?[–-]\s?)(?P<second>{number})"
    # Not a plural, such as meetings, either.
    adjectives = rf"(?:\s+(?!(?:{NEITHER})\b)(?![\w'’-]*[^su\W]s\b)[a-z][\w'’-]*){{0,2}}?"

    def pattern(first: str, noun: str) -> re.Pattern:
        both = rf"both{adjectives}\s+{noun}\s+and\b"
        other = rf"(?P<other>\b(?:(?:(?:one|two|three|[1-3])\s+in|every)\s+{number}\b|one\s+to\s+one\b|{both}))"
        counted = rf"(?P<noun>(?:\s+of)?{which}{adjectives}\s+{noun})"
        return re.compile(rf"{other}|(?<![\w£$€/–-])(?<!\d[.,])(?P<first>{first})(?:{link})?{counted}", re.IGNORECASE)

    return pattern(number, _nouns(units, one=False)), pattern("one|1", _nouns(units, one=True))


def _nouns(units: Iterable[str], *, one: bool) -> str:
    found = sorted({_singular(unit) if one else unit for unit in units})
    # "Four women's groups" are no women, but "two clients' homes" are of two clients, and "one client's" is of one.
    listed = (re.escape(noun) + ("" if one or noun.endswith("s") else "(?!['’]s)") for noun in found)
    return rf"(?:{'|'.join(listed)})(?![\w-]|\s+(?:{COMPOUNDS})\b)"


def _singular(unit: str) -> str:
    named = re.fullmatch(r"(?P<before>.*?)(?P<noun>[\w'’-]+)(?P<after> (?:on|of) .*)?", unit)
    if not named:
        return unit
    singular = SINGULARS.get(named["noun"]) or re.sub("s$", "", re.sub("ies$", "y", named["noun"]))
    return f"{named['before']}{singular}{named['after'] or ''}"


def read_policy(place: Project) -> Policy:
    """Read params/disclosure.yml.

    Raises
    ------
    ParamsError
        If the file is missing or does not hold `smallest`, `units`, `open_roles` and `measures` as it should.
    """
    path = place.params / FILE
    name = place.relative(path)
    try:
        return Policy.from_settings(yaml_files.read(path))
    except FileNotFoundError:
        raise ParamsError(f"{name} is missing: it says which counts are too small to be published") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        at, told = yaml_files.stumbled(problem)
        raise ParamsError(f"{name}{at}: found what is no YAML ({told}), expected {', '.join(KEYS)}") from None
    except ParamsError as problem:
        raise ParamsError(f"{name}: {problem}") from None


def _words(name: str, found: object) -> list[str]:
    if isinstance(found, str) or not isinstance(found, Iterable) or isinstance(found, Mapping):
        raise ParamsError(f"{name}: found {_kind(found)}, expected a list of words")
    words = list(found)
    for word in words:
        # YAML reads `no` and `12` as something other than text.
        if not isinstance(word, str) or not word.strip():
            raise ParamsError(f"{name}: found {word!r}, expected a word")
    return words


def _rules(found: object) -> dict[str, str]:
    if not isinstance(found, Mapping):
        raise ParamsError(f"measures: found {_kind(found)}, expected measures with {' or '.join(RULES)}")
    for name, rule in found.items():
        if not isinstance(name, str):
            raise ParamsError(f"measures: found {name!r}, expected a project/measure or a measure")
        if rule not in RULES:
            raise ParamsError(
                f"measures: {name}: found {rule!r}, expected {' or '.join(RULES)}{nearest(str(rule), RULES)}"
            )
    return dict(found)


def _kind(found: object) -> str:
    return (
        "nothing"
        if found is None
        else repr(found)
        if isinstance(found, str | int | float)
        else f"a {type(found).__name__}"
    )
