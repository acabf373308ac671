"""What a report was made of, to look things up in it: the rows that its notebooks saw, and the notebooks' cells."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from helpers.data.slicing import INPUTS
from helpers.pipeline.audit import manifest, record
from helpers.pipeline.parcels import Shelf


class Kept:
    """What a report was made of, as far as its record is here: the rows that its notebooks saw, and the notebooks."""

    def __init__(self, entities: Mapping[str, dict], shelf: Shelf | None) -> None:
        self._shelf = shelf
        self._notebooks: dict[str, list[str]] = {}
        here = shelf is not None and not shelf.lacking([manifest.record_name(entities)])
        self._files = record.read(shelf, manifest.record_name(entities)) if here else {}
        self.rows: dict[str, dict[str, str]] = {}
        for path in self._files:
            if Path(path).parent.name == INPUTS and path.endswith(".csv") and (text := self._content(path)):
                for row in csv.DictReader(io.StringIO(text)):
                    cells = {column: cell for column, cell in row.items() if cell and column != "row"}
                    self.rows[row.get("row", "")] = cells

    def code(self, notebook: str, cell: int) -> str:
        """The first line of a notebook's code cell, counted from 1; empty where it is not known."""
        cells = self._cells(notebook)
        return cells[cell - 1].strip().split("\n")[0] if 0 < cell <= len(cells) else ""

    def _cells(self, notebook: str) -> list[str]:
        if notebook not in self._notebooks:
            text = self._content(f"notebooks/{notebook}.ipynb") or '{"cells": []}'
            code = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
            self._notebooks[notebook] = ["".join(source) for source in code]
        return self._notebooks[notebook]

    def _content(self, path: str) -> str:
        kept = self._files.get(path)
        there = kept is not None and not self._shelf.lacking([kept])
        return self._shelf.content(kept).decode("utf-8") if there else ""
