"""The plain page that says what stands in the way of publishing, why it matters, who can put it right, and how."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from helpers.pipeline.audit.clearance import PLENTY, Finding


def page(findings: Iterable[Finding], *, name: str, again: Iterable[str], command: str) -> list[str]:
    """What stands in the way, a paragraph for each check.

    Parameters
    ----------
    name : str
        The report's folder, as messages name it.
    again : iterable of str
        The commands with which it goes on once everything is put right.
    command : str
        The command that was given, with what it allowed already, for the last line.
    """
    found = [finding for finding in findings if finding.obstacles]
    told = [f"Not released as an edition: {name}"]
    for number, finding in enumerate(found, 1):
        told += ["", f"{number}. {finding.check.name}: it does not hold that {finding.check.holds}"]
        told += [f"   Why   {finding.check.why}"]
        for one in finding.obstacles[:PLENTY]:
            told += [f"   What  {one.what}", f"   Who   {one.who}", f"   How   {one.how}"]
        if len(finding.obstacles) > PLENTY:
            told += [f"   and {len(finding.obstacles) - PLENTY} more like these"]
    allowed = " ".join(f"--allow {finding.check.name}" for finding in found)
    return [
        *told,
        "",
        "Once that is put right:",
        *(f"   {each}" for each in again),
        "",
        "To release it in spite of that, on somebody's word, which the edition keeps:",
        f'   {command} {allowed} --because "…" --by "POST" --on YYYY-MM-DD',
    ]


def explained(findings: Iterable[Finding]) -> list[str]:
    """Every check with what it found, a line each and one for each obstacle."""
    told = []
    for finding in findings:
        state = "does not hold" if finding.obstacles else "holds"
        told.append(f"{finding.check.name}: {state}: {finding.check.holds}")
        told += [f"  {one.what} ({one.who}: {one.how})" for one in finding.obstacles]
    return told


def as_json(findings: Iterable[Finding], edition: str | None) -> str:
    """Every check, and the edition that was made or None, for another program."""
    checks = [
        {**asdict(one.check), "passed": not one.obstacles, "obstacles": [asdict(each) for each in one.obstacles]}
        for one in findings
    ]
    return json.dumps({"checks": checks, "edition": edition}, indent=1, ensure_ascii=False)
