"""What differs between two editions of a report: each changed figure, split by cause so that the parts add up."""

import itertools
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from helpers.errors import ParamsError, ReportError
from helpers.pipeline.audit import causes, manifest, recipe, record, remaking, verify
from helpers.pipeline.audit.causes import Cause, State
from helpers.pipeline.audit.figures import Figure, figures
from helpers.pipeline.binding.texts import of_page
from helpers.pipeline.parcels import Shelf
from helpers.pipeline.progress import Reporter

ABSENT = "not published"


@dataclass(frozen=True, slots=True)
class Step:
    """What a cause, or several that cannot be told apart, made of a figure.

    Attributes
    ----------
    causes : tuple of Cause
    text : str
        As printed after it; of a cell, its content.
    by : Decimal or None
        The difference that it made; None where one of the two is no number.
    """

    causes: tuple[Cause, ...]
    text: str
    by: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs.

    Attributes
    ----------
    name, old, new : str
        The value's id or the cell; as printed in each edition.
    by : Decimal or None
        The whole difference: the sum of its steps'.
    steps : tuple of Step
        Only those that made a difference.
    rows : tuple of str
        The rows of data/ behind it that have changed.
    printed : bool
        Whether either edition's page prints it.
    """

    name: str
    old: str
    new: str
    by: Decimal | None
    steps: tuple[Step, ...]
    rows: tuple[str, ...]
    printed: bool


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs: the report's title, the two editions, what of their making has changed by cause, and the figures."""

    title: str
    editions: tuple[str, str]
    causes: Mapping[Cause, tuple[str, ...]]
    together: tuple[tuple[Cause, ...], ...]
    changes: tuple[Change, ...]


def diff(before: Path, after: Path, shelf: Shelf, report: Reporter) -> Diff:
    """Compare two editions, or published folders, of the same report.

    Each cause that is there is taken over on its own, after those before it, by making the figures again; what the last
    one leaves is the later edition itself, so the parts add up to the whole.

    Parameters
    ----------
    shelf : Shelf
        Where the records of both are kept.

    Raises
    ------
    ParamsError
        If they are not of the same report.
    ReportError
        If one of them is not as it was made, or its record is not whole.
    """
    editions = [_Edition.read(folder, shelf) for folder in (before, after)]
    old, new = editions
    if old.about != new.about:
        raise ParamsError(f"{before} and {after} are not of the same report: {old.about} and {new.about}")
    told = causes.between(old.state, new.state)
    made, groups = [figures(old.outputs)], []
    waiting: list[Cause] = []
    with tempfile.TemporaryDirectory(prefix="csp-diff-") as scratch:
        for number, cause in enumerate(list(told)[:-1], 1):
            report(f"the figures with {cause} alone taken over" if number == 1 else f"with {cause} too")
            waiting.append(cause)
            state = causes.mixed(old.state, new.state, itertools.chain(*groups, waiting))
            try:
                again = remaking.remade(shelf, Path(scratch, str(number)), {}, state.files, figures=True)
            except ReportError:
                continue  # it cannot be without the next one: the two are told together
            made.append(figures(again))
            groups.append(tuple(waiting))
            waiting = []
    made.append(figures(new.outputs))
    groups.append((*waiting, *list(told)[-1:]))
    changed = causes.rows_changed(old.state, new.state)
    printed = old.printed | new.printed
    changes = [
        _change(name, [each.get(name) for each in made], groups, changed, _is_printed(name, printed))
        for name in dict.fromkeys([*made[0], *made[-1]])
        if _differs(made[0].get(name), made[-1].get(name))
    ]
    return Diff(
        new.title,
        (old.name, new.name),
        {cause: tuple(lines) for cause, lines in told.items()},
        tuple(group for group in groups if len(group) > 1),
        tuple(sorted(changes, key=lambda change: not change.printed)),
    )


@dataclass(frozen=True, slots=True)
class _Edition:
    """One of the two: what it is of, what was made, what it was made of, and what its page prints."""

    name: str
    about: str
    title: str
    outputs: Mapping[str, bytes]
    state: State
    printed: frozenset[str]

    @classmethod
    def read(cls, folder: Path, shelf: Shelf) -> "_Edition":
        problems = verify.check(folder, shelf).problems
        if problems:
            raise ReportError(f"{folder} is not as it was made: {problems[0].path}: {problems[0].said}")
        outputs = {name: path.read_bytes() for name, path in verify.files_of(folder).items()}
        plan, _ = recipe.read(outputs[recipe.NAME].decode("utf-8"))
        entities = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
        files = record.read(shelf, manifest.record_name(entities))
        made_of = {path: shelf.content(found) for path, found in files.items()} | {recipe.NAME: outputs[recipe.NAME]}
        name = f"edition {folder.name}" if folder.name.isdecimal() else "the report made last"
        about = f"{plan.kind.name} {plan.occasion.key} {plan.area}"
        pages = [of_page(content) for path, content in outputs.items() if path.endswith(".html")]
        blocks = list(itertools.chain(*pages))
        quoted = {piece.value for block in blocks for piece in block.pieces if piece.value}
        shown = {f"{block.table}, " for block in blocks if block.table}
        return cls(name, about, str(entities["./"]["name"]), outputs, State(made_of), frozenset(quoted | shown))


def _is_printed(name: str, printed: frozenset[str]) -> bool:
    """Whether a value is quoted, or a cell's table is shown."""
    return name in printed or f"{name.partition(', ')[0]}, " in printed


def _differs(old: Figure | None, new: Figure | None) -> bool:
    return old is None or new is None or (old.text, old.exact) != (new.text, new.exact)


def _change(
    name: str, made: list[Figure | None], groups: list[tuple[Cause, ...]], changed: frozenset[str], printed: bool
) -> Change:
    steps = tuple(
        Step(group, _text(now), _between(was, now))
        for group, was, now in zip(groups, made[:-1], made[1:], strict=True)
        if _differs(was, now) and (was or now)
    )
    old, new = made[0], made[-1]
    rows = frozenset().union(*(figure.rows for figure in (old, new) if figure)) & changed
    return Change(name, _text(old), _text(new), _between(old, new), steps, tuple(sorted(rows)), printed)


def _text(figure: Figure | None) -> str:
    return figure.text if figure else ABSENT


def _between(old: Figure | None, new: Figure | None) -> Decimal | None:
    if old is None or new is None or old.exact is None or new.exact is None:
        return None
    return new.exact - old.exact
