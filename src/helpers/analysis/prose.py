"""Small counts of people in running text, hidden as they are in tables."""

import math
import re

import pandas as pd

from helpers.analysis.disclosure import MARK
from helpers.data import policies
from helpers.data.policies import Policy

WORDS = (
    "action",
    "success_measure",
    "progress",
    "risk",
    "controls",
    "further_actions",
    "note",
    "about",
    "reason",
    "explanation",
)
"""Columns of data/ that hold prose."""


def protect_text(text: str, policy: Policy) -> str:
    """A sentence in which small numbers of people are `[c]`: "2 young people", "Both clients", "82 of 84 victims".

    The nouns are the policy's units; up to two adjectives may stand between. In doubt a number is hidden: that costs less than
    a person who is recognised.
    """
    for pattern in policies.phrases(policy.units):
        text = pattern.sub(lambda found: _counted(found, policy), text)
    return text


def protect_words(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """A copy with every small count of people in its prose (`WORDS`) replaced by `MARK`."""
    return frame.assign(
        **{name: frame[name].map(lambda text: protect_text(text, policy)) for name in WORDS if name in frame}
    )


def _counted(found: re.Match, policy: Policy) -> str:
    if found["other"] or policies.is_label(found):
        return found[0]
    first, second = policies.worth(found["first"]), policies.worth(found["second"] or "")
    link = found["link"] or ""
    rest = second - first if "of" in link.casefold().split() else math.nan
    shown = MARK if policy.is_small(first) or policy.is_small(rest) else found["first"]
    return f"{shown}{link}{MARK if policy.is_small(second) else found['second'] or ''}{found['noun']}"
