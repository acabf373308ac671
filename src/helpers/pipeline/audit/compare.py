"""Two versions of a published file, held against each other: how alike they are, and in which values they differ."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import PurePosixPath

TOLERANCE = 1e-9
"""Relative: what the last digits of a sum may differ by on another processor."""
MOST = 20
"""How many differences of one file are told; the others are counted."""


class Likeness(StrEnum):
    """How alike two versions are, the most alike first."""

    IDENTICAL = "identical"
    SAME = "same content"
    CLOSE = "within tolerance"
    DIFFERENT = "different"
    MISSING = "could not be re-run"

    @property
    def reproduced(self) -> bool:
        """Whether that is as good as the same."""
        return self in (Likeness.IDENTICAL, Likeness.SAME, Likeness.CLOSE)


@dataclass(frozen=True, slots=True)
class Compared:
    """One published file: how alike it and its re-run are, and in what they differ."""

    path: str
    likeness: Likeness
    differences: tuple[str, ...] = ()


def outputs(
    published: Mapping[str, bytes], again: Mapping[str, bytes], words: str, changed: frozenset[str] = frozenset()
) -> list[Compared]:
    """Compare every output, in order of path.

    Parameters
    ----------
    words : str
        What the second version is called: `re-run`.
    changed : frozenset of str
        Rows of data that are known to have changed, such as `observations.csv:12`: a value that rests on one says so.
    """
    found = []
    for path in sorted(set(published) | set(again)):
        if path not in again:
            found.append(Compared(path, Likeness.DIFFERENT, (f"published, and not {words}",)))
        elif path not in published:
            found.append(Compared(path, Likeness.DIFFERENT, (f"{words}, and not published",)))
        else:
            found.append(_compared(path, published[path], again[path], words, changed))
    return found


def _compared(path: str, old: bytes, new: bytes, words: str, changed: frozenset[str]) -> Compared:
    if old == new:
        return Compared(path, Likeness.IDENTICAL)
    kind = PurePosixPath(path).suffix
    without = WITHOUT_VOLATILE.get(kind)
    if without is not None and without(old) == without(new):
        return Compared(path, Likeness.SAME, ("only when and by what it was written",))
    if kind == ".csv":
        differences = list(_cells(old, new, words))
    elif path == "values.json":
        differences = list(values(old, new, words, changed))
    else:
        return Compared(path, Likeness.DIFFERENT, ("its content differs",))
    if not differences:
        return Compared(path, Likeness.CLOSE, (f"numbers differ by less than {TOLERANCE:g} of themselves",))
    more = len(differences) - MOST
    return Compared(
        path, Likeness.DIFFERENT, (*differences[:MOST], *([f"and {more} more differences"] if more > 0 else []))
    )


def values(old: bytes, new: bytes, words: str, changed: frozenset[str] = frozenset()) -> Iterator[str]:
    """The values that differ, as printed, and the changed rows behind each.

    `crime.burglary.change: published −27.7%, re-run −27.6%; observations.csv row 12 has changed since`.
    """
    before, after = ({value["id"]: value for value in json.loads(text)["values"]} for text in (old, new))
    for name in sorted(set(before) | set(after)):
        was, now = before.get(name), after.get(name)
        said = _difference(was, now, words)
        if said:
            yield f"{name}: {said}{_because(was or now, changed)}"


def _difference(was: Mapping | None, now: Mapping | None, words: str) -> str:
    if was is None or now is None:
        return f"not published, {words} {now['text']}" if was is None else f"published {was['text']}, not {words}"
    if was["text"] != now["text"]:
        return f"published {was['text']}, {words} {now['text']}"
    if not _near(str(was["value"]), str(now["value"])):
        return f"printed alike, but worked out as {was['value']} when published and as {now['value']} {words}"
    return ""


def _because(value: Mapping, changed: frozenset[str]) -> str:
    rows = sorted({source["row"] for source in value.get("sources", ())} & changed)
    told = [f"{row.rpartition(':')[0]} row {row.rpartition(':')[2]}" for row in rows[:3]]
    return f"; data/{' and '.join(told)} {'has' if len(told) == 1 else 'have'} changed since" if told else ""


def _cells(old: bytes, new: bytes, words: str) -> Iterator[str]:
    before, after = (list(csv.reader(io.StringIO(text.decode("utf-8")))) for text in (old, new))
    if before[:1] != after[:1]:
        yield f"columns: published {', '.join(before[0])}, {words} {', '.join(after[0])}"
        return
    header = before[0] if before else []
    for number, (was, now) in enumerate(zip_longest(before[1:], after[1:]), 2):
        if was is None or now is None:
            said = "not published" if was is None else f"not {words}"
            yield f"row {number} ({', '.join((was or now)[:2])}): {said}"
            continue
        for column, published, found in zip(header, was, now, strict=True):
            if not _near(published, found):
                yield f"row {number} ({was[0]}), {column}: published {published or 'blank'}, {words} {found or 'blank'}"


def _near(old: str, new: str) -> bool:
    if old == new:
        return True
    try:
        first, second = float(old), float(new)
    except ValueError:
        return False
    return abs(first - second) <= TOLERANCE * max(abs(first), abs(second))


def _pdf(content: bytes) -> bytes:
    """Without the day, the program and the identity that a PDF notes of its own writing."""
    content = re.sub(rb"<xmp:(CreateDate|ModifyDate|CreatorTool)>[^<]*</xmp:\1>", b"", content)
    content = re.sub(rb"<xmpMM:(DocumentID|InstanceID)>[^<]*</xmpMM:\1>", b"", content)
    content = re.sub(rb"/(CreationDate|ModDate|Creator|Producer) ?\([^)]*\)", b"", content)
    content = re.sub(rb"/ID ?\[[^\]]*\]", b"", content)
    return content.split(b"startxref")[0]


def _docx(content: bytes) -> dict[str, bytes] | bytes:
    """Without the part in which Word notes who wrote a file and when, and the times of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    except zipfile.BadZipFile:
        return content


def _html(content: bytes) -> bytes:
    """Without the program that a page says it was generated by."""
    return re.sub(rb'<meta name="generator"[^>]*>', b"", content)


WITHOUT_VOLATILE: Mapping[str, Callable[[bytes], object]] = {".pdf": _pdf, ".docx": _docx, ".html": _html}
"""By kind of file, what takes away the declared volatile metadata: everything else has to be the same."""
