"""Text and tables in the Markdown that both renderers read."""

import re
from collections.abc import Sequence

WIDE = 110
"""Dashes in a table's rule: above 72, so that pandoc shares the full width out by each column's dashes."""


def escape(text: str) -> str:
    """Text from data as literal Markdown: nothing in it can become emphasis, a link, a cell border or a shortcode."""
    return re.sub(r"([\\`*_{}\[\]<>#|$@^~&])", r"\\\1", " ".join(text.split("\n")))


def attribute(text: str) -> str:
    """Text as the value of a quoted attribute."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def pipe_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[str], widths: Sequence[int]
) -> str:
    """A pipe table whose columns share the width in proportion to `widths`.

    Parameters
    ----------
    header, rows : sequences of Markdown cells
    aligns : sequence of str
        `left` or `right` for each column.
    widths : sequence of int
        Relative widths.
    """
    total = sum(widths)
    rules = []
    for align, width in zip(aligns, widths, strict=True):
        dashes = "-" * max(3, round(WIDE * width / total))
        rules.append(f"{dashes[:-1]}:" if align == "right" else f":{dashes[:-1]}")
    lines = [header, *rows]
    text = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([text[0], f"|{'|'.join(rules)}|", *text[1:]])


def slug(text: str) -> str:
    """Words as a part of a file's name or a label: `Data Collection` becomes `data-collection`."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "none"
