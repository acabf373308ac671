"""Whether each picture of a published report has words for those who cannot see it."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def without_words(folder: Path) -> Iterator[str]:
    """Tell of each picture in a report's web page and Word file that has none, by file and number."""
    for path in sorted(folder.glob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        yield from (f"{path.name}: picture {number} has no alternative text" for number in page.without)
    for path in sorted(folder.glob("*.docx")):
        with zipfile.ZipFile(path) as packed:
            root = ElementTree.fromstring(packed.read("word/document.xml"))
        for number, drawing in enumerate(root.iter(DRAWING), 1):
            if not drawing.get("descr", "").strip():
                yield f"{path.name}: picture {number} has no alternative text"


class _Page(HTMLParser):
    """Numbers the pictures of a page, and keeps those without words; one that is marked as mere decoration needs none."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.without: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: text or "" for name, text in attrs}
        if (
            tag not in ("img", "svg")
            or found.get("aria-hidden") == "true"
            or found.get("role") in ("presentation", "none")
        ):
            return
        self.number += 1
        words = found.get("alt", "") if tag == "img" else found.get("aria-label", "") + found.get("aria-labelledby", "")
        if not re.search(r"\w", words):
            self.without.append(self.number)
