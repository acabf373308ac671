"""The picture of JupyterLab in docs/, taken of a notebook for another borough: `python -m tools.docs.jupyterlab`."""

import hashlib
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from helpers import project
from helpers.project import Project
from tools.docs import pictures
from tools.docs.pictures import Drawn
from tools.lab import driver
from tools.lab.driver import Notebook, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATH = pictures.FOLDER / "jupyterlab.png"
NOTEBOOK = "funding_analysis"
CHANGES = (('"dudley"', '"coventry"'), ('"2011-12-Q4"', '"2016-17-Q2"'))
"""What is typed into its parameters cell, as it stands and as it is to be."""
WIDTH, HEIGHT = 960, 1420
CELLS = 8
"""As many as the picture shows, or would with smaller type: which ones fit is the machine's business."""
SEEN = f"""[...document.querySelectorAll('.jp-Notebook .jp-Cell')].slice(0, {CELLS})
    .flatMap(cell => [...cell.querySelectorAll('.cm-line, .jp-RenderedHTMLCommon')])
    .map(part => part.textContent).join(' ')"""


def changed(server: Server, browser: "Browser") -> Notebook:
    """Open the notebook, change its borough and quarter as a person does, and run all cells."""
    notebook = Notebook(server, browser, NOTEBOOK, width=WIDTH, height=HEIGHT)
    for old, new in CHANGES:
        notebook.change(old, new)
    notebook.run_all()
    return notebook


def take(notebook: Notebook) -> Drawn:
    """Take a picture of its beginning, with the hash of the words there."""
    notebook.page.keyboard.press("Control+b")  # without the list of files
    notebook.to_top()
    said = " ".join(notebook.page.evaluate(SEEN).split())
    image = Image.open(io.BytesIO(notebook.page.screenshot())).convert("RGB")
    drawn = image.quantize(pictures.COLOURS, dither=Image.Dither.NONE)
    return Drawn(drawn, hashlib.sha256(said.encode()).hexdigest())


def stale(place: Project, taken: Drawn) -> bool:
    """Whether the kept picture shows other words than one that was taken now; how letters are drawn is the machine's business."""
    path = place.root / PATH
    kept = pictures.kept(path) if path.is_file() else None
    return kept is None or (kept.words, kept.image.size) != (taken.words, taken.image.size)


def main() -> int:
    """Take the picture, and keep it if the kept one shows other words."""
    place = project.find()
    if driver.CHROMIUM is None:
        print("no Chromium was found, so no picture of JupyterLab can be taken (apt install chromium)", file=sys.stderr)
        return 3
    with (
        tempfile.TemporaryDirectory() as home,
        driver.serve(place.root, Path(home)) as server,
        driver.browse() as browser,
    ):
        taken = take(changed(server, browser))
    if not stale(place, taken):
        print(f"{PATH.as_posix()}: up to date")
        return 0
    pictures.keep(taken, place.root / PATH)
    print(f"{PATH.as_posix()}: taken afresh")
    return 0


if __name__ == "__main__":
    sys.exit(main())
