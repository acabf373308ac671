"""Publishing in spite of a check: which one, why, on whose word and when; kept in the manifest of the edition."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from helpers.errors import ParamsError, nearest
from helpers.pipeline.audit import manifest
from helpers.pipeline.commentary.pieces import PERSON

KIND = "AuthorizeAction"
HOME = "#override/"


@dataclass(frozen=True, slots=True)
class Override:
    """One check that an edition is published in spite of.

    Attributes
    ----------
    check : str
    reason, post : str
        Why, and who answers for it: a post, never a person.
    on : date
    found : tuple of str
        What the check found, as far as it was made.
    """

    check: str
    reason: str
    post: str
    on: date
    found: tuple[str, ...] = ()


def asked(names: Iterable[str], known: Iterable[str], *, reason: str, post: str, on: date | None) -> list[Override]:
    """Read what was asked for on the command line.

    Raises
    ------
    ParamsError
        If there is no such check, or an override lacks its reason, its post or its day.
    """
    names, known = list(dict.fromkeys(names)), list(known)
    for name in names:
        if name not in known:
            raise ParamsError(f"--allow {name!r} is no check{nearest(name, known)}; the checks are {', '.join(known)}")
    lacking = [option for option, given in (("--because", reason), ("--by", post), ("--on", on)) if not given]
    if names and lacking:
        raise ParamsError(
            f"--allow {names[0]} lacks {' and '.join(lacking)}: an override says why, on whose word (a post) and on which day, "
            "and the edition keeps it"
        )
    if not names and len(lacking) < 3:
        raise ParamsError("--because, --by and --on belong to an override: say which check with --allow")
    if PERSON.search(post):
        raise ParamsError(f"--by {post!r} reads as a person; name the post, as in --by 'Head of Community Safety'")
    return [Override(name, reason, post, on) for name in names]


def recorded(text: str, overrides: Iterable[Override]) -> str:
    """A manifest with overrides entered in it, sealed again; as it is where there are none."""
    overrides = list(overrides)
    if not overrides:
        return text
    crate = json.loads(text)
    root = next(entity for entity in crate["@graph"] if entity["@id"] == "./")
    for one in overrides:
        found = f" Found: {'; '.join(one.found)}." if one.found else ""
        crate["@graph"] += [
            {
                "@id": f"{HOME}{one.check}",
                "@type": KIND,
                "name": f"Published in spite of the check {one.check}",
                "description": f"{one.reason.rstrip('.')}.{found}",
                "agent": {"@id": f"{HOME}{one.check}/post"},
                "startTime": one.on.isoformat(),
            },
            {"@id": f"{HOME}{one.check}/post", "@type": "Organization", "name": one.post},
        ]
        root["mentions"] = [*_many(root.get("mentions")), {"@id": f"{HOME}{one.check}"}]
    return manifest.sealed(crate)


def read(entities: Mapping[str, dict]) -> list[str]:
    """What a manifest tells of overrides, a line each."""
    return [
        f"{entity['name']}, on {entity['startTime']}, by {entities[entity['agent']['@id']]['name']}: {entity['description']}"
        for key, entity in sorted(entities.items())
        if key.startswith(HOME) and entity["@type"] == KIND
    ]


def _many(found: object) -> list:
    return found if isinstance(found, list) else [] if found is None else [found]
