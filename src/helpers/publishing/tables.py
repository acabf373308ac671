"""Tables that a report prints, which look the same in a notebook."""

import base64
import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.publishing import cells, markdown, plotted, widths
from helpers.publishing.charts.sparkline import Picture
from helpers.publishing.widths import Demand

NOTHING = "there is nothing to list."
"""What follows a caption in place of a table without rows: a heading with nothing under it looks like a mistake."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, `left` or `right`, and its share of the width, of which it gets more where a word needs it."""

    title: str
    align: str = "left"
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed, with the frame that it shows.

    Attributes
    ----------
    name : str
        Reports refer to it as `@tbl-<name>`; its file is `<name>.csv`.
    caption : str
    columns : sequence of Column
    rows : sequence of sequences of str or Picture
        Cells as printed, as plain text, or a picture the size of a word. The first cell of a row is its heading. A table
        without rows is a sentence that says so; where there is a better one, a `Text` takes its place.
    frame : DataFrame
        The unrounded figures, tidy, with `method`: what is published as CSV.
    totals : frozenset of int
        Rows to set in bold.
    note : str
        A sentence for below the table.
    cell : int
        The code cell of the notebook that made it, counted from 1; 0 outside a notebook.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Picture]]
    frame: pd.DataFrame
    totals: frozenset[int] = field(default_factory=frozenset)
    note: str = ""
    cell: int = field(default_factory=cells.current, compare=False)

    def to_markdown(self, wide: Sequence[float] | None = None) -> str:
        """The fragment that a report includes; with columns as `wide` as told, where it stands among tables of its kind."""
        if not self.rows:
            return f"{markdown.escape(self._absent)}\n"
        rows = []
        for index, row in enumerate(self.rows):
            cells = [_cell(cell) for cell in row]
            rows.append([f"**{cell}**" if cell else "" for cell in cells] if index in self.totals else cells)
        header = [markdown.escape(column.title) for column in self.columns]
        aligns = [column.align for column in self.columns]
        table = markdown.pipe_table(header, rows, aligns, wide or _widths([self]))
        text = f"{table}\n\n: {markdown.escape(self.caption)} {{#tbl-{self.name}}}\n"
        return f"{text}\n::: {{.table-note}}\n{markdown.escape(self.note)}\n:::\n" if self.note else text

    @property
    def _absent(self) -> str:
        return f"{self.caption}: {NOTHING}"

    @property
    def pictures(self) -> list[Picture]:
        """The pictures in its cells."""
        return [cell for row in self.rows for cell in row if not isinstance(cell, str)]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # Beside the table, which the other methods give: what its pictures show, as a chart has what it plots.
        return plotted.beside({picture.name: picture.frame for picture in self.pictures})

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{html.escape(self._absent)}</p>"

        def cell(tag: str, column: Column, text: str | Picture, bold: bool) -> str:
            # A figure stays in one piece: a line may end after a minus.
            kept = "; white-space: nowrap" if tag == "td" and column.align == "right" else ""
            inner = f"<strong>{_shown(text)}</strong>" if bold and text else _shown(text)
            return f'<{tag} style="text-align: {column.align}{kept}">{inner}</{tag}>'

        head = "".join(cell("th", column, column.title, False) for column in self.columns)
        body = "".join(
            "<tr>"
            + "".join(cell("td", c, t, i in self.totals) for c, t in zip(self.columns, row, strict=True))
            + "</tr>"
            for i, row in enumerate(self.rows)
        )
        caption = f'<caption style="text-align: left">{html.escape(self.caption)}</caption>'
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"

    def __repr__(self) -> str:
        if not self.rows:
            return self._absent
        lines = [self.caption, " | ".join(column.title for column in self.columns)]
        lines += [" | ".join(cell if isinstance(cell, str) else cell.alt for cell in row) for row in self.rows]
        return "\n".join([*lines, self.note] if self.note else lines)


@dataclass(frozen=True, slots=True)
class Group:
    """Several tables that a report includes as one fragment."""

    name: str
    tables: Sequence[Table]

    def to_markdown(self) -> str:
        """The fragment that a report includes; tables with the same columns have them at the same places."""
        alike: dict[tuple[Column, ...], list[Table]] = {}
        for table in self.tables:
            alike.setdefault(tuple(table.columns), []).append(table)
        wide = {columns: _widths(tables) for columns, tables in alike.items()}
        return "\n\n".join(table.to_markdown(wide[tuple(table.columns)]) for table in self.tables)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        pictures = (picture for table in self.tables for picture in table.pictures)
        return plotted.beside({picture.name: picture.frame for picture in pictures})

    def _repr_html_(self) -> str:
        return "".join(table._repr_html_() for table in self.tables)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.tables))


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences made from data that a report includes as one fragment.

    Attributes
    ----------
    name : str
    paragraphs : sequence of str
        Markdown, one block each.
    cell : int
        As a table's.
    """

    name: str
    paragraphs: Sequence[str]
    cell: int = field(default_factory=cells.current, compare=False)

    def to_markdown(self) -> str:
        """The fragment that a report includes."""
        return "\n\n".join(self.paragraphs) + "\n"

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return self.to_markdown()


def _widths(tables: Sequence[Table]) -> list[float]:
    """How wide the columns are that some tables share: by their weights, with room for each word and picture in them."""
    lavish = _demands(tables, widths.WHOLE, widths.LAVISH)
    if sum(demand.need for demand in lavish) <= widths.CROWDED * widths.ACROSS:
        return widths.shares(lavish)
    demands = _demands(tables, widths.WHOLE, widths.SPARE)
    if sum(demand.need for demand in demands) <= widths.ACROSS:
        return widths.shares(demands)
    return widths.shares(_demands(tables, {}, widths.SPARE))  # too many columns to break at no space of theirs


def _demands(tables: Sequence[Table], whole: Mapping[str, float], spare: float) -> list[Demand]:
    return [_demand(tables, place, whole, spare) for place in range(len(tables[0].columns))]


def _demand(tables: Sequence[Table], place: int, whole: Mapping[str, float], spare: float) -> Demand:
    column = tables[0].columns[place]
    cells = [(row[place], index in table.totals) for table in tables for index, row in enumerate(table.rows)]
    pictures = [widths.INCH * cell.width + widths.AT_THE_SIDES for cell, _ in cells if not isinstance(cell, str)]
    needs, wants = [widths.need([column.title], bold=True, spare=spare), *pictures], list(pictures)
    for bold in (False, True):
        texts = [cell for cell, total in cells if isinstance(cell, str) and total == bold]
        needs.append(widths.need(texts, bold=bold, whole=whole.get(column.align, 0), spare=spare))
        wants.append(widths.want(texts, bold=bold))
    # Where all cells are empty somebody is to write into them.
    blank = not any(cell for cell, _ in cells)
    heading = widths.want([column.title], bold=True)
    return Demand(column.width, max(needs), max(wants), math.inf if blank else heading)


def _cell(cell: str | Picture) -> str:
    """A cell as Markdown; a picture lies where staging lays the fragments' pictures."""
    if isinstance(cell, str):
        return markdown.escape(cell)
    return f'![](_results/{cell.name}.svg){{fig-alt="{markdown.attribute(cell.alt)}" width={cell.width}in}}'


def _shown(cell: str | Picture) -> str:
    """A cell as a notebook shows it."""
    if isinstance(cell, str):
        return html.escape(cell)
    encoded = base64.b64encode(cell.image("png")).decode()
    width = round(96 * cell.width)
    return f'<img alt="{html.escape(cell.alt)}" width="{width}" src="data:image/png;base64,{encoded}">'
