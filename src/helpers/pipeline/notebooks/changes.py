"""What differs between the outputs of a notebook as they are kept and as they come now, cell by cell, in a reader's words."""

import ast
import difflib
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from helpers.pipeline.notebooks import table_changes
from helpers.pipeline.notebooks.kept_form import first_line, parameter_values
from helpers.publishing.plotted import MIME

MOST = 12
"""How many differences of one cell are told; of the others, how many there are."""
AROUND = 4
"""Words that are told before and after those that differ."""
LONGEST = 110
"""Letters of a line that is told whole."""


def changes(before: Mapping, after: Mapping) -> list[str]:
    """List what differs, as `code cell 3 (variation_table): row Robbery, 2011/12: 274 → 275`.

    Parameters
    ----------
    before, after : mapping
        The same notebook twice, as nbformat holds it or as its file does, with texts in lines: as it is kept, and as it comes
        from a run with what params/notebooks.yml has it show.
    """
    old, new = _code(before), _code(after)
    if told := list(_parameters(old, new)):
        others = sum(_kept(one) != _kept(other) for one, other in zip(old, new, strict=False))
        return [*told, f"{others} code cell{' shows' if others == 1 else 's show'} other outputs"] if others else told
    if any(cell["outputs"] for cell in new) and not any(cell["outputs"] for cell in old):
        return ["it is kept without any outputs"]
    return [*_cells(old, new)] or [_beside_outputs(before, after)]


def _code(notebook: Mapping) -> list[Mapping]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _kept(cell: Mapping) -> list:
    return [{**output, "execution_count": None} for output in cell["outputs"]]


def _parameters(old: list[Mapping], new: list[Mapping]) -> Iterator[str]:
    """What the cell with the parameters shows, where that is not what the project has it show."""
    found = [
        next(
            (_joined(cell["source"]) for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", ())), ""
        )
        for cells in (old, new)
    ]
    shown, declared = map(parameter_values, found)
    for name, value in declared.items():
        if shown.get(name, value) != value:
            yield f"the parameters cell shows {name} {shown[name]}; params/notebooks.yml has {value}"


def _cells(old: list[Mapping], new: list[Mapping]) -> Iterator[str]:
    """What differs cell by cell, each told apart by its id where it has one."""
    known = {cell.get("id") or number: (number, cell) for number, cell in enumerate(old, 1)}
    keys = [cell.get("id") or number for number, cell in enumerate(new, 1)]
    if not set(known) & set(keys):  # other ids all through: then by place
        known, keys = dict(enumerate(enumerate(old, 1))), list(range(len(new)))
    for number, (key, cell) in enumerate(zip(keys, new, strict=True), 1):
        where = f"code cell {number} ({_name(_joined(cell['source']))})"
        if key not in known:
            yield f"{where} is new"
            continue
        _, was = known[key]
        if _joined(was["source"]) != _joined(cell["source"]):
            yield f"code cell {number}: its code differs"
            continue
        found = list(dict.fromkeys(_outputs(was["outputs"], cell["outputs"])))
        yield from (f"{where}: {what}" for what in found[:MOST])
        if len(found) > MOST:
            yield f"{where}: and {len(found) - MOST} more"
    for key, (number, cell) in known.items():
        if key not in keys:
            yield f"code cell {number} ({_name(_joined(cell['source']))}) is gone"
    order = [known[key][0] for key in keys if key in known]
    if order != sorted(order):
        yield "its code cells stand in another order"


def _name(source: str) -> str:
    """What a cell shows or does: its last statement, in short."""
    try:
        statement = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):  # a magic, or nothing
        return _short(first_line(source)) if source.strip() else "empty"
    shown = statement.value if isinstance(statement, ast.Expr | ast.Assign) else statement
    if isinstance(shown, ast.Call):
        return f"{ast.unparse(shown.func)}(…)"
    return _short(ast.unparse(statement).splitlines()[-1])


def _outputs(old: list[Mapping], new: list[Mapping]) -> Iterator[str]:
    for before, after in zip_longest(old, new):
        if before is None or after is None:
            yield "it shows nothing now" if after is None else "it showed nothing before"
        elif before.get("output_type") == "error":
            yield f"it had failed: {_text(before)}"
        elif {**before, "execution_count": None} != {**after, "execution_count": None}:
            yield from list(_told(before, after)) or [_looks(before, after)]


def _told(before: Mapping, after: Mapping) -> Iterator[str]:
    """How the figures and words of two outputs differ."""
    plotted = [_joined(output.get("data", {}).get(MIME, "")) for output in (before, after)]
    if all(plotted):
        yield from table_changes.differences(*map(table_changes.of_csv, plotted))
    elif any(plotted):
        yield f"what its picture shows is {'now' if plotted[1] else 'no longer'} kept as data"
    (old, old_words), (new, new_words) = _tables(before), _tables(after)
    for number, (was, now) in enumerate(zip_longest(old, new)):
        if was is None or now is None:
            yield f"table {(was or now).name or number + 1!r} is {'new' if was is None else 'gone'}"
            continue
        which = f"table {now.name!r}, " if len(new) > 1 else ""
        yield from (f"{which}{what}" for what in table_changes.differences(was, now))
    yield from _lines(old_words, new_words)


def _tables(output: Mapping) -> tuple[list[table_changes.Grid], list[str]]:
    """The tables that an output shows, and its other words."""
    html = _joined(output.get("data", {}).get("text/html", ""))
    if "<table" in html:
        return table_changes.of_html(html)
    return table_changes.of_plain(_text(output))


def _text(output: Mapping) -> str:
    """An output's words: what it shows, prints, or failed with."""
    data = output.get("data", {})
    shown = data.get("text/markdown") or data.get("text/plain") or output.get("text")
    return _joined(shown or f"{output.get('ename', '')}: {output.get('evalue', '')}")


def _looks(before: Mapping, after: Mapping) -> str:
    """What is left to say where figures and words are the same."""
    data = [output.get("data", {}) for output in (before, after)]
    pictures = [_joined(each.get("image/png", "")) for each in data]
    if pictures[0] != pictures[1]:
        return f"the picture differs, {'its data does not' if data[1].get(MIME) else 'and its message does not'}"
    return "it looks otherwise, with the same words"


def _lines(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for before, after in zip_longest(old[a:b], new[c:d]):
            if before is None:
                yield f"it says now: {_short(after)}"
            elif after is None:
                yield f"it says no longer: {_short(before)}"
            else:
                yield " → ".join(_apart(before, after))


def _apart(before: str, after: str) -> tuple[str, str]:
    """Two lines, each cut to the words that differ and a few around them."""
    if max(len(before), len(after)) <= LONGEST // 2:
        return before, after
    old, new = before.split(), after.split()
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    end = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), len(words) - end + AROUND)
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{_short(text)}{' …' if last < len(words) else ''}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rstrip()} …"


def _beside_outputs(before: Mapping, after: Mapping) -> str:
    """What a notebook with the same outputs differs in."""
    counts = [[cell.get("execution_count") for cell in _code(notebook)] for notebook in (before, after)]
    if counts[0] != counts[1]:
        return "the outputs are the same, but its cells were not run once each from top to bottom"
    return "the outputs are the same, but it keeps what differs from run to run, such as timings"


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
