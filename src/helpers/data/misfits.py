"""Why the cells of a line cannot be a row of its table."""

import re

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def misfit(cells: list[str], header: list[str], width: int, separator: str) -> str:
    """Why these cells cannot be a row; empty if they can."""
    if cells == header:
        return "the columns are named here again: remove the line"
    # Cells to the right are dropped only where the first line is as wide: elsewhere an empty last cell may have been
    # pushed out by a comma that needed quotation marks.
    if not width <= len(cells) <= max(width, len(header)) or any(cell.strip() for cell in cells[width:]):
        return _wrong_width(cells, width, separator)
    within = (line for cell in cells for line in cell.split("\n")[1:])
    if any(len(re.findall(f"{separator}(?! )", line)) >= width - 1 for line in within):
        return "a cell holds what looks like a whole row: close its quotation marks, or write the cell in one line"
    return ""


def _wrong_width(cells: list[str], width: int, separator: str) -> str:
    found = f"{len(cells)} {'cell' if len(cells) == 1 else 'cells'} where {width} columns are named"
    if re.match(r"<{7}|={7}|>{7}|\|{7}", cells[0]):
        return f"{found}: git left this line where two versions met; keep one of them"
    if len(cells) == 1 and any(other in cells[0] for other in SEPARATORS):
        return f"{found}: the first line has {SEPARATORS[separator]} between its cells, and this line has not"
    if len(cells) < width:
        return f"{found}: the line may have been cut off"
    return f"{found}: {_too_many(cells, width, separator)}"


def _too_many(cells: list[str], width: int, separator: str) -> str:
    """What to do about more cells than there are columns."""
    # Where the last line had no line end, what is added after it begins in its last cell.
    if len(cells) == 2 * width - 1:
        return "two rows stand on one line; begin the second on a line of its own"
    if any(re.match(r'\s+"', cell) for cell in cells):
        return "a space stands before a quotation mark; remove it"
    if separator == ",":
        return "a cell with a comma, such as '1,077', needs quotation marks around it"
    return f"a cell with {SEPARATORS[separator]} in it needs quotation marks around it"
