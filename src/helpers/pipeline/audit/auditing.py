"""Re-run a published report from its record, and from today's data, and say how what comes of it compares."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpers.data.slicing import INPUTS
from helpers.errors import ReportError
from helpers.pipeline.audit import account, compare, manifest, recipe, record, remaking, today, verify
from helpers.pipeline.audit.compare import Compared, Likeness
from helpers.pipeline.audit.verify import Problem
from helpers.pipeline.parcels import Shelf
from helpers.pipeline.progress import Reporter
from helpers.pipeline.render.engine import choose
from helpers.project import Project

STEPS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One re-run: why it could not be made, or how each output compares."""

    why_not: str = ""
    outputs: tuple[Compared, ...] = ()

    @property
    def likeness(self) -> Likeness:
        """That of the output that is least alike."""
        if self.why_not:
            return Likeness.MISSING
        order = list(Likeness)
        return max((found.likeness for found in self.outputs), key=order.index, default=Likeness.MISSING)


@dataclass(frozen=True, slots=True)
class Audit:
    """All that an audit found.

    Attributes
    ----------
    title : str
        The report's.
    problems : tuple of Problem
        Files that are not as they were made.
    environment : tuple of str
        What this machine has in another version than the report was made with.
    record : Part
        The re-run from the record: the same inputs, notebooks and code.
    changes : tuple of str
        What of the inputs has changed since.
    today : Part or None
        The re-run from the data as they are now; None where nothing has changed, or there are none here.
    looked : bool
        Whether there are data here, and they could be looked at.
    """

    title: str
    problems: tuple[Problem, ...]
    environment: tuple[str, ...]
    record: Part
    changes: tuple[str, ...] = ()
    today: Part | None = field(default=None)
    looked: bool = False

    @property
    def reproduced(self) -> bool:
        """Whether everything is as it was made, and can be made so again, from today's data too."""
        parts = [self.record, *([self.today] if self.today else [])]
        return not self.problems and all(part.likeness.reproduced for part in parts)


def audit(folder: Path, shelf: Shelf, place: Project | None, report: Reporter) -> Audit:
    """Audit a published folder.

    Parameters
    ----------
    shelf : Shelf
        Where its record is kept.
    place : Project, optional
        The project whose data/ may have changed since.

    Raises
    ------
    ReportError
        If the folder is none that was published.
    """
    report("every file against the manifest")
    problems = verify.check(folder, shelf).problems
    try:
        text = (folder / manifest.NAME).read_text(encoding="utf-8")
        entities = manifest.read(text)
        steps = (folder / recipe.NAME).read_text(encoding="utf-8")
        plan, engine = recipe.read(steps)
    except (ReportError, OSError, UnicodeDecodeError) as problem:
        return Audit(str(folder), problems, (), Part(f"what was to be made is not known: {problem}"))
    published = {name: path.read_bytes() for name in manifest.outputs(entities) if (path := folder / name).is_file()}
    title = str(entities["./"]["name"])
    environment = _environment(entities, engine)
    report("run again from its record")
    try:
        files = record.read(shelf, manifest.record_name(entities))
    except ReportError as problem:
        return Audit(title, problems, environment, Part(str(problem)))
    with tempfile.TemporaryDirectory(prefix="csp-audit-") as scratch:
        again = _Rerun(Path(scratch), shelf, published)
        how = {recipe.NAME: steps.encode()}
        first = again.compared("re-run", files, how)
        report("the data as they are now")
        if place is None or not (place.data / "datapackage.json").is_file():
            return Audit(title, problems, environment, first)
        slices = {name: found for name, found in files.items() if Path(name).parent.name == INPUTS}
        try:
            now = today.inputs(place, plan, Path(scratch, "slices"))
            then = {name: shelf.content(found) for name, found in slices.items()}
        except (ReportError, OSError) as problem:
            return Audit(title, problems, environment, first, (), Part(str(problem)))
        rows, changes = today.changes(then, now, (today.unseen(then), today.unseen(now)))
        report("run again from them" if changes else "nothing has changed in them")
        second = None
        if changes:
            rest = {name: found for name, found in files.items() if name not in slices}
            second = again.compared("from today's data", rest, how | now, rows)
    return Audit(title, problems, environment, first, tuple(changes), second, looked=True)


def _environment(entities: Mapping[str, dict], engine: str) -> tuple[str, ...]:
    try:
        here = account.environment(choose(engine))
    except ReportError as problem:
        return (str(problem),)
    then = manifest.versions(entities)
    return tuple(
        f"{name}: made with {found}, here is {here.get(name, 'none')}"
        for name, found in sorted(then.items())
        if here.get(name) != found
    )


@dataclass(frozen=True, slots=True)
class _Rerun:
    """Makes a report again in folders under `scratch`, and compares what comes of it with what was published."""

    scratch: Path
    shelf: Shelf
    published: Mapping[str, bytes]

    def compared(
        self, words: str, files: Mapping[str, str], given: Mapping[str, bytes], changed: frozenset[str] = frozenset()
    ) -> Part:
        """Of files on the shelf, and of others that are given; `changed` are rows that are not as they were."""
        try:
            again = remaking.remade(self.shelf, self.scratch / words.replace(" ", "-").replace("'", ""), files, given)
        except ReportError as problem:
            return Part(str(problem))
        return Part(outputs=tuple(_sorted(compare.outputs(self.published, again, words, changed))))


def _sorted(found: Iterable[Compared]) -> list[Compared]:
    # The values first: they say in a reader's words what the others show.
    return sorted(found, key=lambda each: (each.path != "values.json", each.path))
