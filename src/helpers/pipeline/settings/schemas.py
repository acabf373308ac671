"""The JSON Schemas of the settings files: editors complete and underline by them, and `csp check` finds what does not fit.

A schema's `errorMessage`, which editors show as well, ends a sentence that begins with what was found.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from helpers.data.problems import Problem
from helpers.errors import nearest
from helpers.pipeline import grammars
from helpers.pipeline.settings.lines import Located

with grammars.later():
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError

NAMES = ("area", "disclosure", "notebooks", "peers", "report", "run")


@lru_cache(maxsize=len(NAMES))
def read(name: str) -> dict:
    """One schema of `NAMES`."""
    text = resources.files("helpers").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


@lru_cache(maxsize=len(NAMES))
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(read(name), format_checker=FormatChecker(formats=["date"]))


def problems(name: str, found: Located) -> Iterator[Problem]:
    """Everything in a file that does not fit a schema.

    Parameters
    ----------
    name : str
        Of `NAMES`.
    found : Located
    """
    told = set()
    for error in _validator(name).iter_errors(found.values):
        for problem in _told(error, found):
            if problem not in told:
                told.add(problem)
                yield problem


def _told(error: ValidationError, found: Located) -> Iterator[Problem]:
    way, schema = tuple(error.absolute_path), error.schema
    if error.validator == "additionalProperties":
        known = schema["properties"]
        for key in error.instance:
            if key not in known:
                yield found.problem(f"unknown setting{nearest(key, known)}", *way, key)
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                yield found.problem("missing or blank", *way, key)
    elif error.validator is None:
        yield found.problem(
            "has 'issued' beside 'committee' or 'meeting': a paper is put to a meeting, or issued", *way
        )
    elif error.validator == "if":
        for inner in error.context or ():
            yield from _told(inner, found)
    elif error.validator == "uniqueItems":
        twice = next(item for item in error.instance if error.instance.count(item) > 1)
        yield found.problem(f"{twice!r} is listed more than once", *way)
    else:
        yield found.problem(_whole(error), *way)


def _whole(error: ValidationError) -> str:
    """What is said of a part that does not fit as a whole."""
    said = error.schema["errorMessage"]
    if said.startswith("expected"):
        return said
    return f"{error.instance!r} {said}{nearest(str(error.instance), error.schema.get('enum', ()))}"
