"""What an audit found, in words."""

import json
from collections import Counter
from dataclasses import asdict

from helpers.pipeline.audit.auditing import Audit, Part
from helpers.pipeline.audit.compare import Likeness

UNCHANGED = "the rows that it rests on have not changed, so it would say the same"
PLENTY = 12
"""How many changes or differences are told in a list; the others are counted."""


def sentence(found: Audit) -> str:
    """The verdict in one sentence."""
    now = found.today
    cases = (
        (found.problems, "This is not what was produced: files are not as they were made."),
        (found.record.why_not, "It could not be re-run."),
        (not found.record.likeness.reproduced, "It was re-run from the same inputs, and something else came of it."),
        (now is None, "It is what was produced, and it has been produced again."),
        (now and now.why_not, "It has been produced again from its record; from today's data it could not be re-run."),
        (
            now and not now.likeness.reproduced,
            "It has been produced again from its record; today's data say something else.",
        ),
        (True, "It has been produced again from its record; the data have changed since, without any effect on it."),
    )
    return next(said for holds, said in cases if holds)


def as_json(found: Audit) -> str:
    """Everything, with the verdict, as JSON."""
    told = {**asdict(found), "reproduced": found.reproduced, "verdict": sentence(found)}
    return json.dumps(told, indent=1, ensure_ascii=False)


def lines(found: Audit) -> list[str]:
    """Everything, a line each."""
    said = [found.title, sentence(found), ""]
    said += [f"  not as made: {problem.path}: {problem.said}" for problem in found.problems]
    said += [f"  from its record: {told}" for told in part_words(found.record)]
    said += [f"  changed since: {told}" for told in shortened(found.changes)]
    if found.today is not None:
        said += [f"  from today's data: {told}" for told in part_words(found.today)]
    elif found.looked:
        said.append(f"  from today's data: {UNCHANGED}")
    said += [f"  other versions here: {told}" for told in found.environment]
    return said


def part_words(part: Part) -> list[str]:
    """What one re-run came to: how many outputs are how alike, and the differences, each once."""
    if part.why_not:
        return [f"{Likeness.MISSING}: {part.why_not}"]
    counted = Counter(output.likeness for output in part.outputs)
    said = [", ".join(f"{counted[likeness]} {likeness}" for likeness in Likeness if counted[likeness])]
    return said + differences(part)


def differences(part: Part, most: int = PLENTY) -> list[str]:
    """In what a re-run differs from what was published, values first."""
    told = [
        difference if output.path == "values.json" else f"{output.path}: {difference}"
        for output in part.outputs
        if not output.likeness.reproduced
        for difference in output.differences
    ]
    return shortened(tuple(told), most)


def shortened(told: tuple[str, ...], most: int = PLENTY) -> list[str]:
    """The first of many, and how many more there are."""
    more = len(told) - most
    return [*told[:most], *([f"and {more} more"] if more > 0 else [])]
