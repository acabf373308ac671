"""What differs between the outputs of a notebook as they are kept and as they come now, cell by cell, in a reader's words."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

BETWEEN = " | "
"""What stands between the cells of a table in its plain text: its caption, its headings, then a line for each row."""


def changes(before: Mapping, after: Mapping) -> list[str]:
    """List what differs, as `code cell 3 (variation_table): row Robbery, 2011/12: 274 → 275`.

    Parameters
    ----------
    before, after : mapping
        The same notebook twice, as nbformat holds it or as its file does, with texts in lines.
    """
    told = []
    pairs = zip_longest(_code(before), _code(after))
    for number, (old, new) in enumerate(pairs, 1):
        if old is None or new is None or old["source"] != new["source"]:
            told.append(f"code cell {number}: its code differs")
            continue
        found = dict.fromkeys(_outputs(old["outputs"], new["outputs"]))
        told += [f"code cell {number} ({_name(_joined(new['source']))}): {what}" for what in found]
    return told or ["its cells, or what is kept about them, differ"]


def _code(notebook: Mapping) -> list[Mapping]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _name(source: str) -> str:
    """What a cell shows: its last line."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return lines[-1] if lines else "empty"


def _outputs(old: list[Mapping], new: list[Mapping]) -> Iterator[str]:
    for before, after in zip_longest(old, new):
        if before is None or after is None:
            yield "it shows nothing now" if after is None else "it showed nothing before"
        elif before != after:
            texts = _text(before), _text(after)
            if texts[0] != texts[1]:
                yield from _lines(*(text.splitlines() for text in texts))
            elif _picture(before) != _picture(after):
                yield "the picture differs, and its message does not"
            else:
                yield "it looks otherwise, with the same words"


def _text(output: Mapping) -> str:
    """An output's words: what it shows, prints, or failed with."""
    data = output.get("data", {})
    return _joined(
        data.get("text/plain") or output.get("text") or f"{output.get('ename', '')} {output.get('evalue', '')}"
    )


def _picture(output: Mapping) -> str:
    return _joined(output.get("data", {}).get("image/png", ""))


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _lines(old: list[str], new: list[str]) -> Iterator[str]:
    headings = next((line.split(BETWEEN) for line in new if BETWEEN in line), [])
    for before, after in zip_longest(old, new):
        if before == after:
            continue
        if before is None or after is None:
            row, what = (after, "new") if before is None else (before, "gone")
            yield f"row {row.split(BETWEEN)[0].strip()} is {what}"
            continue
        cells = before.split(BETWEEN), after.split(BETWEEN)
        if len(cells[0]) == len(cells[1]) == len(headings) > 1 and cells[0][0] == cells[1][0]:
            for heading, was, now in zip(headings, *cells, strict=True):
                if was != now:
                    yield f"row {cells[1][0].strip()}, {heading.strip()}: {was.strip()} → {now.strip()}"
        else:
            yield f"{before.strip()} → {after.strip()}"
